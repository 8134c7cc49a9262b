/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a CSV to figures that others computed, and to a segment file: what the program is for. */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "cli-fixture.h"

static SyJson *
load_reference (const char *name)
{
  g_autofree char *relative = g_strconcat ("tests/data/reference/", name, ".json", NULL);
  g_autofree char *path = cli_source_path (relative);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SyJson *json;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  json = sy_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return json;
}

static const SyJson *
find_primary (const SyJson *reference)
{
  const SyJson *backtests = cli_get (reference, "backtests");

  for (gsize i = 0; i < sy_json_get_size (backtests); i++)
    if (g_str_has_prefix (cli_get_text (sy_json_get_element (backtests, i), "name"), "PRIMARY"))
      return sy_json_get_element (backtests, i);
  g_assert_not_reached ();
}

/* The entry's weights and half-life as a model document. */
static char *
build_model (const SyJson *entry,
             const char *outcome_type)
{
  g_autoptr (SyModel) model = sy_model_new ("Reference");
  SyRuleGroup *group = sy_rule_group_new ("All");
  const SyJson *weights = cli_get (entry, "weights");

  model->scale.kind = SY_SCALE_NONE;
  model->scale.lo = model->scale.hi = (double) NAN;
  sy_model_get_band (model, 0)->min = (double) NAN;
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.types = g_strsplit (outcome_type, ",", -1);
  model->outcome.horizon_days = cli_get_number (entry, "horizon_days");
  g_ptr_array_add (model->groups, group);
  for (gsize i = 0; i < sy_json_get_size (weights); i++)
    {
      SyRule *rule = sy_rule_new (sy_json_get_key (weights, i), SY_RULE_EVENT);

      sy_rule_add_type (rule, rule->id);
      rule->weight = sy_json_get_number (sy_json_get_element (weights, i));
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = cli_get_number (entry, "half_life_days");
      g_ptr_array_add (group->rules, rule);
    }
  return sy_model_to_json (model);
}

static void
assert_metric (const SyJson *backtest,
               const char *path,
               const SyJson *entry,
               const char *metric)
{
  g_autofree char *reference = g_strconcat ("metrics.", metric, NULL);

  g_test_message ("%s", path);
  /* The reference is printed to six decimals. */
  g_assert_cmpfloat_with_epsilon (cli_get_number (backtest, path),
                                  cli_get_number (entry, reference), 0.51e-6);
}

static void
check_reference (CliFixture *fixture,
                 const char *name,
                 const char *outcome_type)
{
  g_autoptr (SyJson) reference = load_reference (name);
  const SyJson *entry = find_primary (reference);
  g_autofree char *model = build_model (entry, outcome_type);
  g_autofree char *line = g_strdup_printf ("backtest r.steelyard --as-of %s",
                                           cli_get_text (entry, "as_of_utc"));
  g_autoptr (SyJson) backtest = NULL;
  g_auto (CliResult) set = { 0 };

  cli_write (fixture, "model.json", model);
  set = cli_expect (fixture, "model set r.steelyard --file model.json", 0);
  backtest = cli_expect_json (fixture, line, 0);
  g_assert_cmpstr (cli_get_text (backtest, "origins.0.as_of"), ==,
                   cli_get_text (entry, "as_of_utc"));
  assert_metric (backtest, "origins.0.n", entry, "n_customers");
  assert_metric (backtest, "origins.0.positives", entry, "positives");
  assert_metric (backtest, "origins.0.base_rate", entry, "base_rate");
  assert_metric (backtest, "origins.0.auc.value", entry, "auc");
  assert_metric (backtest, "origins.0.gini", entry, "gini");
  assert_metric (backtest, "origins.0.ks", entry, "ks");
  assert_metric (backtest, "origins.0.top_decile_lift", entry, "lift_ceil_fractional");
  assert_metric (backtest, "pooled.auc.value", entry, "auc");
}

static void
test_cdnow (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) import = NULL;
  g_auto (CliResult) new = cli_expect (fixture, "new r.steelyard", 0);

  g_test_summary ("CDNOW: AUC 0.765758, KS 0.450156, as scikit-learn computes them");
  cli_copy (fixture, "tests/data/reference/cdnow.csv.gz", "cdnow.csv.gz");
  import = cli_expect_json (fixture, "import r.steelyard cdnow.csv.gz", 0);
  g_assert_cmpfloat (cli_get_number (import, "rows_read"), ==, 69659);
  g_assert_cmpfloat (cli_get_number (import, "accepted"), ==, 69659);
  g_assert_cmpfloat (cli_get_number (import, "rejected"), ==, 0);
  g_assert_cmpfloat (cli_get_number (import, "duplicates"), ==, 0);
  check_reference (fixture, "cdnow", "purchase");
}

static void
test_completejourney (CliFixture *fixture,
                      gconstpointer data)
{
  g_auto (CliResult) new = cli_expect (fixture, "new r.steelyard", 0);
  g_auto (CliResult) import = { 0 };

  g_test_summary ("completejourney: AUC 0.835717, KS 0.533291, lift 4.092732");
  cli_copy (fixture, "data/sample/events.csv", "events.csv");
  import = cli_expect (fixture, "import r.steelyard events.csv", 0);
  check_reference (fixture, "completejourney", "coupon_redeemed");
}

static void
test_json_keys (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyJson) info = cli_expect_json (fixture, "info sample.steelyard", 0);
  g_autoptr (SyJson) again = cli_expect_json (fixture, "import sample.steelyard events.csv", 0);
  g_autoptr (SyJson) backtest = cli_expect_json (
      fixture, "backtest sample.steelyard --model Engagement --monthly 2017-07-01..2017-12-01", 0);
  g_autoptr (SyJson) drift = cli_expect_json (
      fixture,
      "drift sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01", 0);
  g_autoptr (SyJson) explain =
      cli_expect_json (fixture,
                       "explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01",
                       0);
  g_autoptr (SyJson) change = cli_expect_json (
      fixture,
      "explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --since 2017-07-01",
      0);
  g_autoptr (SyJson) score =
      cli_expect_json (fixture, "score sample.steelyard --model Engagement --as-of 2017-10-01", 0);
  g_autoptr (SyJson) list = cli_expect_json (fixture, "model list sample.steelyard", 0);
  g_autoptr (SyJson) check = cli_expect_json (fixture, "check sample.steelyard", 0);
  const char *origin =
      "as_of mature population already immature refused n positives base_rate base_rate_low base_rate_high small_n auc ks gini top_decile_lift top_decile_lift_low top_decile_lift_high average_precision spearman point_biserial band_ratio band_ratio_low band_ratio_high deciles bands trend inversions reliability";

  g_test_summary ("Scripts read these keys: a change here is a change of the contract");
  cli_assert_keys (
      info, "",
      "timezone people events marked rejected first last types properties attributes outcomes imports models file_size");
  cli_assert_keys (info, "types.0", "name events amounts first last");
  cli_assert_keys (info, "imports.0",
                   "import kind file digest rows_read accepted rejected duplicates imported_at");
  cli_assert_keys (
      again, "",
      "kind import rows_read accepted rejected duplicates new_people new_types bad_rows notes seconds dry_run dialect encoding encoding_confidence missing time_format mapping_from columns warnings");
  g_assert_cmpfloat (cli_get_number (again, "duplicates"), ==, 55934);
  cli_assert_keys (backtest, "",
                   "model version sha256 outcome direction horizon_days gap_days origins pooled alarms");
  cli_assert_keys (backtest, "origins.0", origin);
  cli_assert_keys (backtest, "pooled", strstr (origin, "population"));
  cli_assert_keys (backtest, "pooled.auc", "value low high");
  cli_assert_keys (backtest, "pooled.deciles.9", "n positives rate lift gain low high small_n");
  cli_assert_keys (backtest, "pooled.bands.0", "name min n positives rate low high lift precision recall f1 small_n precision_low precision_high precision_n recall_low recall_high recall_n");
  cli_assert_keys (backtest, "pooled.trend", "chi2 z p");
  cli_assert_keys (backtest, "pooled.reliability",
                   "source brier skill uncertainty resolution reliability ece bins");
  cli_assert_keys (backtest, "pooled.reliability.bins.0", "from n predicted observed low high small_n");
  g_assert_cmpint (sy_json_get_type (cli_get (backtest, "origins.5.reliability")), ==, SY_JSON_NULL);
  g_assert_cmpuint (sy_json_get_size (cli_get (backtest, "origins")), ==, 6);
  g_assert_cmpfloat (cli_get_number (backtest, "origins.5.immature"), >, 2000);
  g_assert_cmpint (sy_json_get_type (cli_get (backtest, "origins.5.auc.value")), ==, SY_JSON_NULL);
  cli_assert_keys (
      drift, "",
      "model version reference_as_of current_as_of n_reference n_current frozen_bins psi critical_value empty_bins_filled alarm ks js wasserstein mean_raw_reference mean_raw_current bins rules types renames both entered left bands migration");
  cli_assert_keys (drift, "bins.0", "lo hi reference current term");
  cli_assert_keys (drift, "rules.0", "id kind label points_shift input_psi input_critical_value");
  g_assert_cmpuint (sy_json_get_size (cli_get (drift, "migration")), ==, 3);
  g_assert_cmpuint (sy_json_get_size (cli_get (drift, "migration.0")), ==, 3);
  cli_assert_keys (explain, "", "person model version as_of raw score shown probability band contributions components");
  cli_assert_keys (explain, "contributions.0",
                   "kind id label points value matched kept latest missing factor");
  cli_assert_keys (
      change, "",
      "person model version as_of raw score shown probability band since version_before score_before band_before change changes causes");
  cli_assert_keys (change, "changes.0", "kind id label before after change");
  cli_assert_keys (change, "causes.0", "cause change lines");
  cli_assert_keys (change, "causes.1.lines.0", "id label before after change events first last");
  cli_assert_keys (score, "",
                   "model version sha256 data_sha256 as_of n refused alarms means group_means scores");
  cli_assert_keys (score, "scores.0", "person raw score shown probability band");
  g_assert_cmpstr (cli_get_text (score, "as_of"), ==, "2017-10-02T04:00:00Z");
  cli_assert_keys (list, "models.0", "name revision versions");
  cli_assert_keys (list, "models.0.versions.0", "version sha256 author reason published_at");
  cli_assert_keys (check, "", "ok checks problems");
}

static void
test_sums (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyJson) explain =
      cli_expect_json (fixture,
                       "explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01",
                       0);
  g_autoptr (SyJson) change = cli_expect_json (
      fixture,
      "explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --since 2017-07-01",
      0);
  g_autoptr (SyJson) drift = cli_expect_json (
      fixture,
      "drift sample.steelyard --model Engagement --reference 2017-07-01 --current 2017-10-01", 0);
  const SyJson *lines = cli_get (explain, "contributions");
  const SyJson *changes = cli_get (change, "changes");
  const SyJson *rules = cli_get (drift, "rules");
  const SyJson *bins = cli_get (drift, "bins");
  double points = 0;
  double moved = 0;
  double shift = 0;
  double psi = 0;

  g_test_summary ("What is printed as parts adds up to what is printed as a whole");
  for (gsize i = 0; i < sy_json_get_size (lines); i++)
    points += cli_get_number (sy_json_get_element (lines, i), "points");
  g_assert_cmpfloat_with_epsilon (points, cli_get_number (explain, "score"), 1e-9);
  for (gsize i = 0; i < sy_json_get_size (changes); i++)
    moved += cli_get_number (sy_json_get_element (changes, i), "change");
  g_assert_cmpfloat_with_epsilon (moved, cli_get_number (change, "change"), 1e-9);
  for (gsize i = 0; i < sy_json_get_size (rules); i++)
    shift += cli_get_number (sy_json_get_element (rules, i), "points_shift");
  g_assert_cmpfloat_with_epsilon (shift,
                                  cli_get_number (drift, "mean_raw_current") -
                                      cli_get_number (drift, "mean_raw_reference"),
                                  1e-9);
  for (gsize i = 0; i < sy_json_get_size (bins); i++)
    psi += cli_get_number (sy_json_get_element (bins, i), "term");
  g_assert_cmpfloat_with_epsilon (psi, cli_get_number (drift, "psi"), 1e-12);
}

static void
test_score_csv (CliFixture *fixture,
                gconstpointer data)
{
  g_auto (CliResult)
      csv = cli_expect (fixture,
                        "score sample.steelyard --model Engagement --as-of 2017-10-01 --format csv",
                        0);
  g_autoptr (SyJson) json =
      cli_expect_json (fixture, "score sample.steelyard --model Engagement --as-of 2017-10-01", 0);
  g_auto (GStrv) lines = g_strsplit (csv.out, "\n", -1);
  const SyJson *scores = cli_get (json, "scores");

  g_assert_cmpstr (lines[0], ==, "person,raw,score,band");
  g_assert_cmpuint (g_strv_length (lines), ==, sy_json_get_size (scores) + 2);
  for (gsize i = 0; i < sy_json_get_size (scores); i++)
    {
      const SyJson *row = sy_json_get_element (scores, i);
      g_auto (GStrv) fields = g_strsplit (lines[i + 1], ",", -1);
      double value;

      g_assert_cmpuint (g_strv_length (fields), ==, 4);
      g_assert_cmpstr (fields[0], ==, cli_get_text (row, "person"));
      g_assert_true (sy_number_parse (fields[1], strlen (fields[1]), &value));
      g_assert_cmpfloat (value, ==, cli_get_number (row, "raw"));
      g_assert_cmpstr (fields[3], ==, cli_get_text (row, "band"));
      if (i > 0)
        g_assert_cmpint (strcmp (cli_get_text (sy_json_get_element (scores, i - 1), "person"),
                                 fields[0]),
                         <, 0);
    }
}

static void
test_export (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) result = cli_expect_json (
      fixture,
      "export sample.steelyard --model Engagement --band 'At risk' --as-of 2017-10-01 --output risk.csv --columns person,score,band,reasons,attribute:age",
      0);
  g_autofree char *csv_path = cli_path (fixture, "risk.csv");
  g_autofree char *manifest_path = cli_path (fixture, "risk.csv.manifest.json");
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (SyJson) manifest = NULL;
  g_autoptr (SyJson) list = cli_expect_json (fixture, "model list sample.steelyard", 0);
  g_auto (GStrv) lines = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (csv_path, &csv, &length, NULL));
  g_assert_true (g_file_get_contents (manifest_path, &text, NULL, NULL));
  manifest = sy_json_parse (text, -1, NULL);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) csv, length);
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "person,score,band,reasons,attribute:age");
  g_assert_cmpuint (g_strv_length (lines), ==, (guint) cli_get_number (result, "rows") + 2);
  cli_assert_keys (
      manifest, "",
      "format format_version program created_at project file file_sha256 rows columns spreadsheet_safe texts_made_harmless as_of selection model data_sha256 left_out_without_consent");
  g_assert_cmpstr (cli_get_text (manifest, "file_sha256"), ==, sha256);
  g_assert_cmpstr (cli_get_text (manifest, "as_of"), ==, "2017-10-02T04:00:00Z");
  g_assert_cmpstr (cli_get_text (manifest, "model.sha256"), ==,
                   cli_get_text (list, "models.0.versions.0.sha256"));
  g_assert_cmpfloat (cli_get_number (manifest, "model.version"), ==, 1);
  g_assert_cmpfloat (cli_get_number (manifest, "rows"), ==, cli_get_number (result, "rows"));
}

static void
test_segments (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (CliResult) set = cli_expect (
      fixture, "segment set sample.steelyard rescue --model Engagement --band 'At risk' --min 10",
      0);
  g_autoptr (SyJson) count =
      cli_expect_json (fixture, "segment count sample.steelyard rescue --as-of 2017-10-01", 0);
  g_autoptr (SyJson) show = cli_expect_json (fixture, "segment show sample.steelyard rescue", 0);
  g_autoptr (SyJson) list = cli_expect_json (fixture, "segment list sample.steelyard", 0);
  g_autoptr (SyJson) result = cli_expect_json (
      fixture, "export sample.steelyard --segment rescue --as-of 2017-10-01 --output rescue.csv",
      0);
  g_auto (CliResult) bad =
      cli_expect (fixture, "segment set sample.steelyard x --model Engagement --band 'At riks'", 3);

  g_assert_cmpstr (cli_get_text (show, "description"), ==, "At risk, score 10 or more");
  g_assert_cmpstr (cli_get_text (list, "segments.0.name"), ==, "rescue");
  g_assert_cmpfloat (cli_get_number (count, "n"), >, 0);
  g_assert_cmpfloat (cli_get_number (count, "n"), <, cli_get_number (count, "population"));
  g_assert_cmpfloat (cli_get_number (result, "rows"), ==, cli_get_number (count, "n"));
  g_assert_cmpstr (cli_get_text (result, "manifest.selection.segment"), ==, "rescue");
}

static void
test_models (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult)
      shown = cli_expect (fixture, "model show sample.steelyard --model Engagement --version 1", 0);
  g_autoptr (SyModel) model = sy_model_from_json (shown.out, -1, NULL);
  g_autofree char *text = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, shown.out, -1);
  g_autoptr (SyJson) set = NULL;
  g_autoptr (SyJson) diff = NULL;
  g_autoptr (SyJson) published = NULL;
  g_autoptr (SyJson) list = NULL;
  SyRule *rule;

  g_assert_nonnull (model);
  rule = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);
  rule->weight = rule->weight + 1;
  text = sy_model_to_json (model);
  cli_write (fixture, "changed.json", text);
  set = cli_expect_json (fixture, "model set sample.steelyard --file changed.json", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (set, "changes")), ==, 1);
  diff = cli_expect_json (fixture, "model diff sample.steelyard 1 draft --model Engagement", 0);
  g_assert_cmpstr (cli_get_text (diff, "changes.0"), ==, cli_get_text (set, "changes.0"));
  published = cli_expect_json (
      fixture, "model publish sample.steelyard --model Engagement --reason Second --author Test",
      0);
  g_assert_cmpfloat (cli_get_number (published, "version"), ==, 2);
  list = cli_expect_json (fixture, "model list sample.steelyard", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (list, "models.0.versions")), ==, 2);
  g_assert_cmpstr (cli_get_text (list, "models.0.versions.0.sha256"), ==, sha256);
  g_assert_cmpstr (cli_get_text (list, "models.0.versions.1.reason"), ==, "Second");
}

static void
test_compare (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) same = cli_expect_json (
      fixture,
      "backtest sample.steelyard --model Engagement --as-of 2017-07-01 --version draft --compare 1",
      0);

  g_assert_cmpfloat (cli_get_number (same, "pooled.compared.difference"), ==, 0);
  g_assert_cmpfloat (cli_get_number (same, "pooled.compared.auc.value"), ==,
                     cli_get_number (same, "pooled.auc.value"));
}

static void
run_line (CliFixture *fixture,
          const char *line)
{
  g_auto (CliResult) result = cli_expect (fixture, line, 0);
}

/* N1: made of the model, the dictionary, the cleaning and the versions. */
static void
test_spec (CliFixture *fixture,
           gconstpointer data)
{
  static const char *const said[] = {
    "# Engagement",
    "Lapsed within 60 days",
    "| Shopping days | purchase, active days",
    "| **Commerce** |",
    "| At risk | 0 | goal: ",
    "| purchase | money \\| spent; also “Kauf” | value |  | ann |",
    "**bulk**: ",
    "| 1 | ",
  };
  static const char *const forms[] = { "spec.html", "spec.pdf" };
  g_autofree char *path = cli_path (fixture, "spec.md");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  run_line (fixture, "types set sample.steelyard purchase --meaning \"money | spent\" "
                     "--category value --owner ann");
  run_line (fixture, "types alias sample.steelyard Kauf --to purchase");
  run_line (fixture, "clean apply sample.steelyard bulk --kind rate --more-than 50");
  run_line (fixture, "model spec sample.steelyard --model Engagement --output spec.md");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (strstr (text, said[i]) == NULL)
      g_error ("“%s” is not in\n%s", said[i], text);
  run_line (fixture, "model spec sample.steelyard --model Engagement --output spec.md");
  g_assert_true (g_file_get_contents (path, &again, NULL, NULL));
  g_assert_cmpstr (text, ==, again);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *line = g_strdup_printf ("model spec sample.steelyard --model Engagement "
                                               "--output %s",
                                               forms[i]);
      g_autofree char *form_path = cli_path (fixture, forms[i]);
      g_autofree char *form = NULL;

      run_line (fixture, line);
      g_assert_true (g_file_get_contents (form_path, &form, NULL, NULL));
      g_assert_true (g_str_has_prefix (form, i == 0 ? "<!DOCTYPE html>" : "%PDF-"));
    }
}

static void
test_grid (CliFixture *fixture,
           gconstpointer data)
{
  static const char *const cells[] = { "cells.8", "cells.4", "cells.0" };
  g_autoptr (SyJson)
      backtest = cli_expect_json (fixture,
                                  "backtest sample.steelyard --model Engagement --as-of 2017-07-01",
                                  0);
  g_autoptr (SyJson)
      grid = cli_expect_json (fixture,
                              "grid sample.steelyard --rows Engagement --columns Engagement "
                              "--as-of 2017-07-01",
                              0);

  g_test_summary ("A model crossed with itself has the backtest's bands on its diagonal");
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *people = g_strconcat (cells[i], ".n", NULL);
      g_autofree char *positives = g_strconcat (cells[i], ".positives", NULL);
      g_autofree char *band_n = g_strdup_printf ("origins.0.bands.%zu.n", i);
      g_autofree char *band_positives = g_strdup_printf ("origins.0.bands.%zu.positives", i);

      g_assert_cmpfloat (cli_get_number (grid, people), ==, cli_get_number (backtest, band_n));
      g_assert_cmpfloat (cli_get_number (grid, positives), ==,
                         cli_get_number (backtest, band_positives));
    }
  g_assert_cmpfloat (cli_get_number (grid, "cells.1.people"), ==, 0);
  g_assert_cmpstr (cli_get_text (grid, "cells.8.cell"), ==, "C3");
}

static void
test_frozen_drift (CliFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyJson)
      frozen = cli_expect_json (fixture,
                                "drift sample.steelyard --model Engagement --current 2017-10-01",
                                0);
  g_autoptr (SyJson) free = cli_expect_json (
      fixture,
      "drift sample.steelyard --model Engagement --reference 2017-09-30 --current 2017-10-01", 0);

  g_test_summary (
      "A version brings its own bins; against the date it was frozen at nothing drifted");
  g_assert_true (sy_json_get_boolean (cli_get (frozen, "frozen_bins")));
  g_assert_cmpfloat (cli_get_number (frozen, "psi"), ==, 0);
  g_assert_false (sy_json_get_boolean (cli_get (free, "frozen_bins")));
  g_assert_cmpfloat (cli_get_number (free, "psi"), >, 0);
}

static void
test_same_bytes (CliFixture *fixture,
                 gconstpointer data)
{
  static const char *const lines[] = {
    "info sample.steelyard",
    "score sample.steelyard --model Engagement --as-of 2017-10-01",
    "score sample.steelyard --model Engagement --as-of 2017-10-01 --format csv",
    "score sample.steelyard --model 'RFM value' --as-of 2017-10-01 --format json",
    "backtest sample.steelyard --model Engagement --as-of 2017-07-01",
    "backtest sample.steelyard --model Engagement --as-of 2017-07-01 --format json",
    "drift sample.steelyard --model Engagement --current 2017-12-01 --reference 2017-07-01",
    "explain sample.steelyard --model Engagement --person 1 --as-of 2017-10-01",
    "chart sample.steelyard bands --model Engagement --as-of 2017-10-01 --output bands.svg",
    "score --help",
  };
  gboolean has_german = setlocale (LC_ALL, "de_DE.UTF-8") != NULL;

  setlocale (LC_ALL, "C");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) first = cli_expect (fixture, lines[i], 0);
      g_auto (CliResult) second = cli_expect (fixture, lines[i], 0);
      g_auto (CliResult) plain = cli_run_with (fixture, "C", lines[i]);
      g_auto (CliResult) german = cli_run_with (fixture, "de_DE.UTF-8", lines[i]);

      g_assert_cmpuint (strlen (first.out), >, 50);
      g_assert_cmpstr (first.out, ==, second.out);
      g_assert_cmpstr (first.out, ==, plain.out);
      g_assert_cmpstr (first.out, ==, german.out);
    }
  if (!has_german)
    g_test_message ("de_DE.UTF-8 is not installed: asked for, but the system gave C");
}

#define ADD(path, set_up, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/reference/cdnow", cli_set_up, test_cdnow);
  ADD ("/cli/reference/completejourney", cli_set_up, test_completejourney);
  ADD ("/cli/json-keys", cli_set_up_sample, test_json_keys);
  ADD ("/cli/sums", cli_set_up_sample, test_sums);
  ADD ("/cli/score-csv", cli_set_up_sample, test_score_csv);
  ADD ("/cli/export", cli_set_up_sample, test_export);
  ADD ("/cli/segments", cli_set_up_sample, test_segments);
  ADD ("/cli/models", cli_set_up_sample, test_models);
  ADD ("/cli/compare", cli_set_up_sample, test_compare);
  ADD ("/cli/N1-spec", cli_set_up_sample, test_spec);
  ADD ("/cli/grid", cli_set_up_sample, test_grid);
  ADD ("/cli/frozen-drift", cli_set_up_sample, test_frozen_drift);
  ADD ("/cli/N7-same-bytes", cli_set_up_sample, test_same_bytes);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
