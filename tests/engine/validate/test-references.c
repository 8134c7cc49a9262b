/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backtests of real logs against figures computed with pandas and scikit-learn, to the six decimals
 * given. See tests/data/reference/SOURCE.md. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>

#include "sy-engine.h"

/* The figures are given to six decimals. */
#define EPSILON 5.1e-7

static GInputStream *
open_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_autoptr (GConverter) unzip = NULL;

  g_assert_no_error (error);
  if (!g_str_has_suffix (path, ".gz"))
    return g_steal_pointer (&stream);
  unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (stream, unzip);
}

/* Customer, time, type, value; no quotes. */
static void
add_line (SyEventLogBuilder *builder,
          const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, ",", 5);
  gint64 time_ms;
  double value;
  gboolean has_value;

  g_assert_true (sy_instant_parse (fields[1], &time_ms));
  has_value = sy_number_parse (fields[3], strlen (fields[3]), &value);
  sy_event_log_builder_add_event (builder, fields[0], fields[2], time_ms, has_value ? &value : NULL,
                                  NULL, 0);
}

/* With a later event of somebody new the data reach further, and nobody's score or outcome changes. */
static SyEventLog *
load (const char *path,
      const char *reaches_until)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (GInputStream) file = open_file (path);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (file);
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  while (g_free (line), (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    add_line (builder, line);
  if (reaches_until != NULL)
    {
      gint64 time_ms;

      g_assert_true (sy_instant_parse (reaches_until, &time_ms));
      sy_event_log_builder_add_event (builder, "~", "later", time_ms, NULL, NULL, 0);
    }
  return sy_event_log_builder_build (builder);
}

static double
get_number (const SyJson *object,
            const char *key)
{
  const SyJson *value = sy_json_find (object, key);

  g_assert_nonnull (value);
  return sy_json_get_number (value);
}

static const char *
get_text (const SyJson *object,
          const char *key)
{
  const SyJson *value = sy_json_find (object, key);

  g_assert_nonnull (value);
  return sy_json_get_text (value);
}

static SyModel *
make_model (const SyJson *entry,
            const char *outcome_type,
            gboolean once)
{
  SyModel *model = sy_model_new (get_text (entry, "name"));
  SyRuleGroup *group = sy_rule_group_new ("Rules");
  const SyJson *weights = sy_json_find (entry, "weights");
  const SyJson *half_life = sy_json_find (entry, "half_life_days");
  const char *mode = get_text (entry, "value_mode");

  for (gsize i = 0; i < sy_json_get_size (weights); i++)
    {
      g_autofree char *id = g_strdup_printf ("rule%" G_GSIZE_FORMAT, i);
      SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

      sy_rule_add_type (rule, sy_json_get_key (weights, i));
      rule->weight = sy_json_get_number (sy_json_get_element (weights, i));
      if (sy_json_get_type (half_life) == SY_JSON_NUMBER)
        {
          rule->decay.kind = SY_DECAY_EXPONENTIAL;
          rule->decay.half_life_days = sy_json_get_number (half_life);
        }
      if (!g_str_has_prefix (mode, "none"))
        {
          rule->measure = SY_MEASURE_AMOUNT;
          rule->amount.kind = strcmp (mode, "log1p") == 0 ? SY_AMOUNT_LOG1P : SY_AMOUNT_IDENTITY;
        }
      g_ptr_array_add (group->rules, rule);
    }
  g_ptr_array_add (model->groups, group);
  model->scale.kind = SY_SCALE_NONE;
  model->scale.lo = model->scale.hi = (double) NAN;
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.name = g_strdup (outcome_type);
  model->outcome.types = g_strsplit (outcome_type, "\n", -1);
  model->outcome.horizon_days = get_number (entry, "horizon_days");
  model->outcome.once = once;
  return model;
}

static void
check_figures (SyEventLog *log,
               const SyModel *model,
               gint64 as_of,
               const SyJson *metrics)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBacktest) backtest = NULL;
  const SyBacktestOrigin *origin;

  options.origins = &as_of;
  options.n_origins = 1;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  origin = &backtest->origins[0];
  g_assert_true (origin->is_mature);
  g_assert_cmpfloat ((double) origin->n, ==, get_number (metrics, "n_customers"));
  g_assert_cmpfloat ((double) origin->n_positive, ==, get_number (metrics, "positives"));
  g_assert_cmpfloat_with_epsilon (origin->base_rate, get_number (metrics, "base_rate"), EPSILON);
  g_assert_cmpfloat_with_epsilon (origin->figures->auc.value, get_number (metrics, "auc"), EPSILON);
  g_assert_cmpfloat_with_epsilon (origin->figures->gini, get_number (metrics, "gini"), EPSILON);
  g_assert_cmpfloat_with_epsilon (origin->figures->ks.value, get_number (metrics, "ks"), EPSILON);
  g_assert_cmpfloat_with_epsilon (origin->figures->top_decile_lift,
                                  get_number (metrics, "lift_ceil_fractional"), EPSILON);
  /* One date pooled is that date. */
  g_assert_true (backtest->pooled.figures == origin->figures);
}

static void
check_scores (SyEventLog *log,
              const SyModel *model,
              gint64 as_of,
              const SyJson *metrics)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyRoc) roc = sy_roc_new ();
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree double *values = NULL;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  gsize n_distinct;
  double n_zero = 0;
  SySum sum = { 0 };

  outcome = sy_outcome_evaluate (log, &model->outcome, as_of, members, n_members, NULL, NULL);
  g_assert_nonnull (outcome);
  values = g_new (double, outcome->n);
  for (gsize i = 0; i < outcome->n; i++)
    {
      values[i] = sy_scores_get_raw (scores)[outcome->people[i]];
      n_zero += values[i] == 0;
      sy_sum_add (&sum, values[i]);
    }
  g_assert_true (sy_ranking_reset (ranking, values, outcome->n, SY_RANK_HIGH_FIRST, NULL));
  sy_roc_reset (roc, ranking, outcome->labels);
  sy_ranking_get_group_ends (ranking, &n_distinct);
  g_assert_cmpfloat ((double) n_distinct, ==, get_number (metrics, "n_distinct_scores"));
  g_assert_cmpfloat (n_zero, ==, get_number (metrics, "n_zero_scores"));
  g_assert_cmpfloat_with_epsilon (sy_sum_get (&sum), get_number (metrics, "score_sum"), EPSILON);
  g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 1),
                                  get_number (metrics, "score_max"), EPSILON);
  g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 0),
                                  get_number (metrics, "score_min"), EPSILON);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 0.1, SY_TIES_BY_INDEX),
                                  get_number (metrics, "lift_ceil_id_order"), EPSILON);
}

static SyJson *
read_entries (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "reference", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SyJson *json;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  json = sy_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return json;
}

static void
check_entry (SyEventLog *log,
             const SyJson *entry,
             const char *outcome_type,
             gboolean once)
{
  g_autoptr (SyModel) model = make_model (entry, outcome_type, once);
  const SyJson *metrics = sy_json_find (entry, "metrics");
  gint64 as_of_ms;

  g_test_message ("%s", get_text (entry, "name"));
  g_assert_true (sy_instant_parse (get_text (entry, "as_of_utc"), &as_of_ms));
  check_figures (log, model, as_of_ms / 1000, metrics);
  check_scores (log, model, as_of_ms / 1000, metrics);
}

static void
test_cdnow (void)
{
  g_autoptr (SyJson) json = read_entries ("cdnow.json");
  const SyJson *entries = sy_json_find (json, "backtests");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "reference", "cdnow.csv.gz",
                                                 NULL);
  g_autofree char *sample_path = g_test_build_filename (G_TEST_DIST, "data", "reference",
                                                        "cdnow-sample.csv.gz", NULL);
  g_autoptr (SyEventLog) log = load (path, NULL);
  g_autoptr (SyEventLog) sample = load (sample_path, NULL);

  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 69659);
  g_assert_cmpuint (sy_json_get_size (entries), ==, 15);
  for (gsize i = 0; i < sy_json_get_size (entries); i++)
    {
      const SyJson *entry = sy_json_get_element (entries, i);

      check_entry (g_str_has_prefix (get_text (entry, "name"), "sample") ? sample : log, entry,
                   "purchase", FALSE);
    }
}

static void
test_completejourney (void)
{
  g_autoptr (SyJson) json = read_entries ("completejourney.json");
  const SyJson *entries = sy_json_find (json, "backtests");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample", "events.csv",
                                                 NULL);
  g_autoptr (SyEventLog) log = load (path, NULL);

  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 55934);
  g_assert_cmpuint (sy_json_get_size (entries), ==, 12);
  for (gsize i = 0; i < sy_json_get_size (entries); i++)
    {
      const SyJson *entry = sy_json_get_element (entries, i);
      const char *type = strstr (get_text (entry, "outcome"), "coupon") != NULL ? "coupon_redeemed"
                                                                                : "purchase";

      check_entry (log, entry, type, FALSE);
    }
}

static void
test_traffic_fines (void)
{
  g_autoptr (SyJson) json = read_entries ("traffic-fines.json");
  const SyJson *entries = sy_json_find (json, "backtests");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "reference",
                                                 "traffic-fines.csv.gz", NULL);
  /* The reference reads the window of 2011, which ends after the data, as if it had ended. */
  g_autoptr (SyEventLog) log = load (path, "2013-01-01T00:00:00Z");

  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 34725);
  g_assert_cmpuint (sy_json_get_size (entries), ==, 12);
  for (gsize i = 0; i < sy_json_get_size (entries); i++)
    check_entry (log, sy_json_get_element (entries, i), "Send for Credit Collection", TRUE);
}

/* Without that later event the same date is immature: counted, never read as "did not happen". */
static void
test_immature (void)
{
  g_autoptr (SyJson) json = read_entries ("traffic-fines.json");
  const SyJson *entries = sy_json_find (json, "backtests");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "reference",
                                                 "traffic-fines.csv.gz", NULL);
  g_autoptr (SyEventLog) log = load (path, NULL);
  guint n_checked = 0;

  for (gsize i = 0; i < sy_json_get_size (entries); i++)
    {
      const SyJson *entry = sy_json_get_element (entries, i);
      g_autoptr (SyModel) model = make_model (entry, "Send for Credit Collection", TRUE);
      g_autoptr (SyBacktest) backtest = NULL;
      SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
      gint64 as_of;

      if (!g_str_has_prefix (get_text (entry, "as_of_utc"), "2011"))
        continue;
      g_assert_true (sy_instant_parse (get_text (entry, "as_of_utc"), &as_of));
      as_of /= 1000;
      options.origins = &as_of;
      options.n_origins = 1;
      backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
      g_assert_false (backtest->origins[0].is_mature);
      g_assert_cmpuint (backtest->origins[0].n, ==, 0);
      g_assert_cmpfloat ((double) backtest->origins[0].n_immature, ==,
                         get_number (sy_json_find (entry, "metrics"), "n_customers"));
      g_assert_null (backtest->origins[0].figures);
      g_assert_null (backtest->pooled.figures);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, ==, 3);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/references/cdnow", test_cdnow);
  g_test_add_func ("/validate/references/completejourney", test_completejourney);
  g_test_add_func ("/validate/references/traffic-fines", test_traffic_fines);
  g_test_add_func ("/validate/references/immature", test_immature);
  return g_test_run ();
}
