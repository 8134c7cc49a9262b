/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models and segments replayed at past dates, from the command line. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define ENGAGEMENT " sample.steelyard --model Engagement "
#define DATES "--as-of 2017-07-01 --as-of 2017-09-01"

static gboolean
has_line (const char *text,
          const char *line)
{
  return strstr (text, line) != NULL;
}

/* The draft with another member before its last brace. */
static void
set_draft_with (CliFixture *fixture,
                const char *member)
{
  g_auto (CliResult) show = cli_expect (fixture, "model show" ENGAGEMENT "--version draft", 0);
  g_autofree char *kept = g_strchomp (g_strdup (show.out));
  g_autofree char *text = NULL;
  g_auto (CliResult) set = { 0 };

  g_assert_true (g_str_has_suffix (kept, "}"));
  kept[strlen (kept) - 1] = '\0';
  text = g_strdup_printf ("%s, %s}", kept, member);
  cli_write (fixture, "draft.json", text);
  set = cli_expect (fixture, "model set" ENGAGEMENT "--file draft.json", 0);
}

/* One probability for everyone: Brier score and ECE in closed form. */
static void
check_constant (const SyJson *origin,
                double p)
{
  double base = cli_get_number (origin, "base_rate");

  g_assert_cmpstr (cli_get_text (origin, "reliability.source"), ==, "model");
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.brier"),
                                  base * (1 - p) * (1 - p) + (1 - base) * p * p, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.ece"), fabs (p - base), 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.reliability"),
                                  (p - base) * (p - base), 1e-9);
  g_assert_cmpfloat (cli_get_number (origin, "reliability.bins.9.n"), ==,
                     cli_get_number (origin, "n"));
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.bins.9.predicted"), p, 1e-9);
}

static void
test_reliability (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) plain = cli_expect (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) fitted = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) frozen = NULL;
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) report = { 0 };
  g_autofree char *path = cli_path (fixture, "r.md");
  g_autofree char *markdown = NULL;
  double p = 1 / (1 + exp (-5));

  g_test_summary ("A frozen 99.3 % for everyone is what is judged, at each date, in every answer");
  g_assert_cmpstr (cli_get_text (fitted, "pooled.reliability.source"), ==, "cross_fitted");
  g_assert_true (has_line (plain.out, "\nReliability of the score, calibrated here: Brier 0."));
  set_draft_with (fixture, "\"probability\": {\"kind\": \"logistic\", \"b0\": 5, \"b1\": 0}");
  frozen = cli_expect_json (fixture, "backtest" ENGAGEMENT "--version draft " DATES, 0);
  check_constant (cli_get (frozen, "origins.0"), p);
  check_constant (cli_get (frozen, "origins.1"), p);
  check_constant (cli_get (frozen, "pooled"), p);
  text = cli_expect (fixture, "backtest" ENGAGEMENT "--version draft " DATES, 0);
  g_assert_true (has_line (text.out, "\nReliability of the model's probability: Brier 0."));
  csv = cli_expect (fixture, "backtest" ENGAGEMENT "--version draft --format csv " DATES, 0);
  g_assert_true (g_str_has_prefix (csv.out, "as_of,n,positives,immature,already,base_rate,auc,auc_low,auc_high,ks,gini,top_decile_lift,brier,ece"));
  report = cli_expect (fixture, "report" ENGAGEMENT "--version draft --as-of 2017-10-01 --output r.md", 0);
  g_assert_true (g_file_get_contents (path, &markdown, NULL, NULL));
  g_assert_true (has_line (markdown, "\nReliability of the model's probability: Brier 0."));
}

static void
test_segment (CliFixture *fixture,
              gconstpointer data)
{
  g_auto (CliResult) set = cli_expect (
      fixture, "segment set sample.steelyard rescue --model Engagement --band 'At risk'", 0);
  g_autoptr (SyJson) found = cli_expect_json (
      fixture, "segment backtest sample.steelyard rescue --as-of 2017-12-31 " DATES, 0);
  g_autoptr (SyJson) people = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) count = cli_expect_json (
      fixture, "segment count sample.steelyard rescue --as-of 2017-07-01", 0);
  g_auto (CliResult) text = cli_expect (fixture, "segment backtest sample.steelyard rescue " DATES, 0);
  g_auto (CliResult) csv = cli_expect (
      fixture, "segment backtest sample.steelyard rescue --format csv " DATES, 0);
  const char *side = "people already immature n positives rate low high small_n";

  g_test_summary ("Inside and outside are everyone; the band's figures are those of the backtest");
  cli_assert_keys (found, "", "segment description model version outcome horizon_days gap_days origins pooled");
  cli_assert_keys (found, "origins.0", "as_of mature refused inside outside difference ratio p");
  cli_assert_keys (found, "pooled.inside", side);
  cli_assert_keys (found, "pooled.outside", side);
  cli_assert_keys (found, "pooled.difference", "value low high");
  g_assert_cmpfloat (cli_get_number (found, "origins.0.inside.people"), ==, cli_get_number (count, "n"));
  g_assert_cmpfloat (cli_get_number (found, "origins.0.inside.n") +
                         cli_get_number (found, "origins.0.outside.n"),
                     ==, cli_get_number (people, "origins.0.n"));
  /* The band “At risk” is the first one. */
  g_assert_cmpstr (cli_get_text (people, "pooled.bands.0.name"), ==, "At risk");
  g_assert_cmpfloat (cli_get_number (found, "pooled.inside.positives"), ==,
                     cli_get_number (people, "pooled.bands.0.positives"));
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "pooled.inside.low"),
                                  cli_get_number (people, "pooled.bands.0.low"), 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "origins.1.inside.high"),
                                  cli_get_number (people, "origins.1.bands.0.high"), 1e-9);
  g_assert_false (sy_json_get_boolean (cli_get (found, "origins.2.mature")));
  g_assert_cmpfloat (cli_get_number (found, "origins.2.outside.immature"), >, 0);
  g_assert_true (has_line (text.out, "\n2017-07-01  inside "));
  g_assert_true (has_line (text.out, "\nall         outside "));
  g_assert_true (g_str_has_prefix (csv.out, "as_of,side,n,positives,immature,already,rate,low,high,difference,difference_low,difference_high,ratio,ratio_low,ratio_high"));
  cli_expect_error (fixture, "segment backtest sample.steelyard nobody", 3, "nobody");
}

static void
test_tuned_until (CliFixture *fixture,
                  gconstpointer data)
{
  const char *dates = "--monthly 2017-05-01..2017-09-01 --tuned-until 2017-07-01 ";
  g_autofree char *line = g_strconcat ("backtest" ENGAGEMENT, dates, NULL);
  g_autofree char *csv_line = g_strconcat (line, "--format csv", NULL);
  g_autoptr (SyJson) both = cli_expect_json (fixture, line, 0);
  g_autoptr (SyJson) before = cli_expect_json (
      fixture, "backtest" ENGAGEMENT "--monthly 2017-05-01..2017-07-01", 0);
  g_autoptr (SyJson) after = cli_expect_json (
      fixture, "backtest" ENGAGEMENT "--as-of 2017-08-01 --as-of 2017-09-01", 0);
  g_auto (CliResult) text = cli_expect (fixture, line, 0);
  g_auto (CliResult) csv = cli_expect (fixture, csv_line, 0);
  g_auto (CliResult) report = cli_expect (
      fixture, "report" ENGAGEMENT "--as-of 2017-10-01 --tuned-until 2017-05-31 --output r.md", 0);
  g_auto (CliResult) late = cli_expect (
      fixture, "backtest" ENGAGEMENT DATES " --tuned-until 2017-09-01", 0);
  g_autofree char *path = cli_path (fixture, "r.md");
  g_autofree char *markdown = NULL;

  g_test_summary ("Each side is a backtest of its own dates, and the gap is the difference of their areas");
  g_assert_cmpfloat (cli_get_number (both, "tuned.auc.value"), ==,
                     cli_get_number (before, "pooled.auc.value"));
  g_assert_cmpfloat (cli_get_number (both, "unseen.auc.value"), ==,
                     cli_get_number (after, "pooled.auc.value"));
  g_assert_cmpfloat (cli_get_number (both, "unseen.bands.0.high"), ==,
                     cli_get_number (after, "pooled.bands.0.high"));
  g_assert_cmpfloat_with_epsilon (cli_get_number (both, "gap.auc_difference"),
                                  cli_get_number (both, "unseen.auc.value") -
                                      cli_get_number (both, "tuned.auc.value"),
                                  1e-12);
  cli_assert_keys (both, "gap", "auc_difference low high z p");
  g_assert_cmpstr (cli_get_text (both, "tuned_until"), ==, cli_get_text (before, "origins.2.as_of"));
  g_assert_true (has_line (text.out, " up to 2017-07-01 and 0."));
  g_assert_true (has_line (text.out, "\nThe dates not seen:\n"));
  g_assert_true (has_line (csv.out, "\ntuned,"));
  g_assert_true (has_line (csv.out, "\nunseen,"));
  g_assert_true (has_line (csv.out, "\ngap,,,,,,"));
  g_assert_true (g_file_get_contents (path, &markdown, NULL, NULL));
  g_assert_true (has_line (markdown, "\nTuned up to 31 May 2017: AUC 0."));
  g_assert_true (has_line (markdown, "Dates not seen when tuning"));
  g_assert_true (has_line (late.out, "The gap to the dates after 2017-09-01 is not known"));
  g_assert_true (has_line (late.err, "no date after --tuned-until has a complete outcome window"));
}

static void
test_intervals (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyJson) one = cli_expect_json (fixture, "backtest" ENGAGEMENT "--as-of 2017-07-01", 0);
  g_autoptr (SyJson) several = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_auto (CliResult) text = cli_expect (fixture, "backtest" ENGAGEMENT "--as-of 2017-07-01", 0);
  SyInterval base = sy_wilson (cli_get_number (one, "pooled.positives"), cli_get_number (one, "pooled.n"));
  SyInterval tenth = sy_wilson (cli_get_number (one, "pooled.deciles.2.positives"),
                                cli_get_number (one, "pooled.deciles.2.n"));
  double precision_n = cli_get_number (one, "pooled.bands.1.precision_n");
  double recall_n = cli_get_number (one, "pooled.bands.1.recall_n");
  SyInterval precision = sy_wilson (cli_get_number (one, "pooled.bands.1.precision") * precision_n,
                                    precision_n);
  SyInterval recall = sy_wilson (cli_get_number (one, "pooled.bands.1.recall") * recall_n, recall_n);
  double all = cli_get_number (several, "pooled.n");
  SyInterval naive = sy_wilson (cli_get_number (several, "pooled.positives"), all);

  g_test_summary ("Every rate has Wilson's interval; over several dates a wider one, as people come twice");
  g_assert_cmpfloat_with_epsilon (cli_get_number (one, "pooled.base_rate_low"), base.low, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (one, "pooled.base_rate_high"), base.high, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (one, "pooled.deciles.2.low"), tenth.low, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (one, "pooled.bands.1.precision_low"), precision.low,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (one, "pooled.bands.1.recall_high"), recall.high, 1e-9);
  g_assert_cmpfloat (cli_get_number (one, "pooled.band_ratio_low"), <,
                     cli_get_number (one, "pooled.band_ratio"));
  g_assert_cmpfloat (cli_get_number (one, "pooled.band_ratio_high"), >,
                     cli_get_number (one, "pooled.band_ratio"));
  g_assert_cmpfloat (cli_get_number (several, "pooled.base_rate_high"), >, naive.high);
  g_assert_false (sy_json_get_boolean (cli_get (one, "pooled.small_n")));
  g_assert_true (has_line (text.out, "  base rate    from      to     AUC "));
  g_assert_true (has_line (text.out, "  precision    from      to   recall"));
  g_assert_true (has_line (text.out, "times as often as the one with least ("));
}

static void
test_refusals (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (CliResult) before = cli_expect (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) all = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_auto (CliResult) import = { 0 };
  g_auto (CliResult) consent = { 0 };
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) report = { 0 };
  g_autoptr (SyJson) left = NULL;
  g_autoptr (GString) csv = g_string_new ("person,optin\n");
  g_autofree char *path = cli_path (fixture, "r.md");
  g_autofree char *markdown = NULL;

  g_test_summary ("A refusal of today takes people out of past dates, and each date says how many");
  for (guint i = 1; i <= 40; i++)
    g_string_append_printf (csv, "%u,%s\n", i, i % 2 ? "no" : "yes");
  cli_write (fixture, "optin.csv", csv->str);
  import = cli_expect (fixture, "import sample.steelyard optin.csv --kind attributes", 0);
  consent = cli_expect (fixture, "consent set sample.steelyard --attribute optin --refusal no", 0);
  left = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_assert_cmpfloat (cli_get_number (all, "origins.0.refused"), ==, 0);
  g_assert_cmpfloat (cli_get_number (left, "origins.0.refused"), >, 5);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *refused = g_strdup_printf ("origins.%u.refused", i);
      g_autofree char *population = g_strdup_printf ("origins.%u.population", i);

      g_assert_cmpfloat (cli_get_number (left, refused) + cli_get_number (left, population), ==,
                         cli_get_number (all, population));
    }
  g_assert_false (has_line (before.out, "refuse"));
  text = cli_expect (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_assert_true (has_line (text.out, "  refuse today\n"));
  g_assert_true (has_line (text.out, "\nWho refuses today is left out of past dates too"));
  report = cli_expect (fixture, "report" ENGAGEMENT "--as-of 2017-10-01 --output r.md", 0);
  g_assert_true (g_file_get_contents (path, &markdown, NULL, NULL));
  g_assert_true (has_line (markdown, "\nWho refuses today is left out of past dates too: "));
}

static void
test_nobody (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult) text = { 0 };

  g_test_summary ("Where nobody had the outcome, figures that are none are no numbers");
  cli_write (fixture, "few.csv",
             "person,time,type\na,2024-01-01,look\nb,2024-01-02,look\nz,2024-03-01,buy\n");
  cli_write (
      fixture, "few.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Few\","
      " \"outcome\": {\"name\": \"bought\", \"kind\": \"event\", \"types\": [\"buy\"], \"horizon_days\": 10},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"look\", \"kind\": \"event\", \"types\": [\"look\"]}]}],"
      " \"scale\": {\"kind\": \"none\"},"
      " \"bands\": [{\"name\": \"Low\", \"min\": null}, {\"name\": \"High\", \"min\": 1}]}");
  cli_expect_quiet (fixture, "new few.steelyard");
  cli_expect_quiet (fixture, "import few.steelyard few.csv");
  cli_expect_quiet (fixture, "model set few.steelyard --file few.json");
  text = cli_expect (fixture, "backtest few.steelyard --as-of 2024-01-10", 0);
  g_assert_true (has_line (text.out, "\nCorrelation with the outcome: Spearman –, point-biserial –\n"));
  g_assert_false (has_line (text.out, "nan"));
}

#define ADD(path, function) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, function, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/replay/G1-G2-reliability", test_reliability);
  ADD ("/cli/replay/F12-segment", test_segment);
  ADD ("/cli/replay/F9-tuned-until", test_tuned_until);
  ADD ("/cli/replay/G3-intervals", test_intervals);
  ADD ("/cli/replay/F14-refusals", test_refusals);
  ADD ("/cli/replay/nobody", test_nobody);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
