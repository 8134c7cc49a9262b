/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"

#define WEEK (7 * DAY)

/* 2024-01-01, when the tests start, is a Monday. */
#define MONDAY(week) (START + (gint64) ((week) -1) * WEEK)

static void
add_events (SyTestLog *rows,
            const char *person,
            const char *type,
            int n,
            gint64 first)
{
  for (int i = 0; i < n; i++)
    sy_test_log_add (rows, person, type, first + i, (double) NAN);
}

static void
assert_refused (gboolean is_done,
                GError **error,
                const char *message)
{
  g_assert_false (is_done);
  g_assert_error (*error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  if (strstr ((*error)->message, message) == NULL)
    g_error ("“%s” does not say “%s”", (*error)->message, message);
  g_clear_error (error);
}

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

  return sy_scorer_score (scorer, model, NULL, NULL);
}

/* --- D5 --- */

/* Twenty people with 1 to 20 purchases. */
static SyTestLog *
new_stairs (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  for (int i = 0; i < 20; i++)
    add_events (rows, get_key ((gsize) i), "purchase", i + 1, START);
  return rows;
}

/* Of 1 to 20 the quantile of type 7 is 1 + 0.95 * 19. */
static void
test_p95 (void)
{
  g_autoptr (SyTestLog) rows = new_stairs ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  SyRule *rule = sy_test_rule_new_count ("count");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyContributions) account = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + DAY);
  g_autoptr (GError) error = NULL;

  rule->weight = 2;
  group->points_max = 0.5;
  group->weight = 10;
  g_assert_true (sy_freeze_p95 (model, "Group", log, START + DAY, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (group->p95, 38.1, 1e-12);
  g_assert_cmpfloat (group->points_max, ==, 0.5);
  g_assert_cmpfloat (group->weight, ==, 10);
  g_assert_true (sy_model_check (model, &error));

  /* Divided, then limited, then weighted. */
  scores = score (log, model, START + DAY);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (scores)[3], 10 * 8 / 38.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (scores)[19], 5, 1e-12);

  /* Measured anew, it is the same: what it divides is not divided. */
  g_assert_true (sy_freeze_p95 (model, "Group", log, START + DAY, NULL, &error));
  g_assert_cmpfloat_with_epsilon (group->p95, 38.1, 1e-12);
  account = sy_scorer_explain (scorer, model, 19);
  {
    gsize n_lines;
    const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);

    g_assert_cmpuint (n_lines, ==, 4);
    g_assert_cmpint (lines[1].kind, ==, SY_CONTRIBUTION_GROUP_P95);
    g_assert_cmpfloat_with_epsilon (lines[1].points, 40 / 38.1 - 40, 1e-12);
    g_assert_cmpint (lines[2].kind, ==, SY_CONTRIBUTION_GROUP_CLAMP);
    g_assert_cmpfloat_with_epsilon (lines[2].points, 0.5 - 40 / 38.1, 1e-12);
    g_assert_cmpint (lines[3].kind, ==, SY_CONTRIBUTION_GROUP_WEIGHT);
  }
}

/* Nothing moves when other people come. */
static void
test_p95_is_frozen (void)
{
  g_autoptr (SyTestLog) rows = new_stairs ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("count"));
  g_autofree char *json = NULL;
  g_autoptr (SyModel) version = NULL;
  g_autoptr (SyScores) before = NULL;
  g_autoptr (SyEventLog) longer = NULL;
  g_autoptr (SyScores) after = NULL;

  g_assert_true (sy_freeze_p95 (model, "Group", log, START + DAY, NULL, NULL));
  before = score (log, model, START + DAY);
  add_events (rows, "zealot", "purchase", 5000, START);
  longer = sy_test_log_build (rows);
  json = sy_model_to_json (model);
  version = sy_model_from_json (json, -1, NULL);
  after = score (longer, version, START + DAY);
  g_assert_cmpmem (sy_scores_get_raw (before), 20 * sizeof (double), sy_scores_get_raw (after),
                   20 * sizeof (double));
  g_assert_true (sy_freeze_p95 (version, "Group", longer, START + DAY, NULL, NULL));
  g_assert_false (sy_model_equal (model, version));
}

static void
test_p95_refused (void)
{
  g_autoptr (SyTestLog) rows = new_stairs ();
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("count");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyModel) copy = sy_model_copy (model);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 20; i < 500; i++)
    add_events (rows, get_key ((gsize) i), "visit", 1, START);
  log = sy_test_log_build (rows);
  assert_refused (sy_freeze_p95 (model, "Group", log, START + DAY, NULL, &error), &error,
                  "its 95th percentile is 0");
  assert_refused (sy_freeze_p95 (model, "Grop", log, START + DAY, NULL, &error), &error, "“Grop”");
  assert_refused (sy_freeze_p95 (model, "Group", log, START, NULL, &error), &error,
                  "nobody is in the population");
  g_cancellable_cancel (cancelled);
  g_assert_false (sy_freeze_p95 (model, "Group", log, START + DAY, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sy_model_equal (model, copy));
}

/* --- D7 --- */

static SyModel *
new_seasonal_model (double window_days)
{
  SyRule *rule = sy_test_rule_new_count ("count");

  rule->window_days = window_days;
  return sy_test_model_new_with_rule (rule);
}

static const SyRule *
get_rule (const SyModel *model)
{
  return sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);
}

/* A purchase a week in 2024, three in week 10 and none in week 20: 53 in 52 weeks. */
static SyTestLog *
new_year (const char *zone)
{
  SyTestLog *rows = sy_test_log_new (zone);

  for (int week = 1; week <= 52; week++)
    if (week != 20)
      add_events (rows, week % 2 == 0 ? "a" : "b", "purchase", week == 10 ? 3 : 1,
                  MONDAY (week) + 3 * DAY);
  add_events (rows, "a", "visit", 1, START + 100);
  add_events (rows, "a", "visit", 1, MONDAY (53)); /* the last week is over */
  return rows;
}

static void
test_season (void)
{
  g_autoptr (SyTestLog) rows = new_year ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_seasonal_model (14);
  const SyRule *rule = get_rule (model);
  const double mean = 53 / 52.0;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GError) error = NULL;

  /* Of 2025 in which the scores are read: week 10 and 11. */
  add_events (rows, "c", "purchase", 6, MONDAY (52 + 10));
  add_events (rows, "c", "purchase", 1, MONDAY (52 + 12));
  log = sy_test_log_build (rows);
  g_assert_true (sy_freeze_season (model, "count", log, MONDAY (53), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rule->n_season, ==, SY_SEASON_WEEKS);
  for (int week = 1; week <= 53; week++)
    {
      double expected = week == 10 ? 3 / mean : week == 20 ? SY_SEASON_MIN_FACTOR
                                                           : 1 / mean;

      g_assert_cmpfloat_with_epsilon (rule->season[week - 1], expected, 1e-12);
    }
  g_assert_true (sy_model_check (model, &error));

  /* Six purchases in the weeks 10 and 11, where four were usual for two. */
  scores = score (log, model, MONDAY (52 + 12));
  g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (scores)[2], 6 / ((3 / mean + 1 / mean) / 2),
                                  1e-12);
}

/* A trend is held against the season of each of its windows: three after one is no rise in week 10. */
static void
test_season_of_trend (void)
{
  g_autoptr (SyTestLog) rows = new_year ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("trend");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScores) plain = NULL;
  g_autoptr (SyScores) seasonal = NULL;

  rule->measure = SY_MEASURE_TREND;
  rule->trend_days = 7;
  add_events (rows, "c", "purchase", 2, MONDAY (52 + 9) + DAY);
  add_events (rows, "c", "purchase", 6, MONDAY (52 + 10) + DAY);
  log = sy_test_log_build (rows);
  plain = score (log, model, MONDAY (52 + 11));
  g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (plain)[2], 4 / 6.0, 1e-12);
  g_assert_true (sy_freeze_season (model, "trend", log, MONDAY (53), NULL, NULL));
  seasonal = score (log, model, MONDAY (52 + 11));
  g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (seasonal)[2], 0, 1e-12);
}

/* Two years count half each, a part of a third one and what is after the date do not. */
static void
test_years (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_seasonal_model (7);
  const SyRule *rule = get_rule (model);

  for (int week = -20; week <= 104; week++)
    add_events (rows, "a", "purchase", week < 1 ? 50 : 2, MONDAY (week) + DAY);
  add_events (rows, "a", "purchase", 4, MONDAY (30) + DAY);
  add_events (rows, "a", "purchase", 90, MONDAY (105));
  log = sy_test_log_build (rows);
  g_assert_true (sy_freeze_season (model, "count", log, MONDAY (105), NULL, NULL));
  g_assert_cmpfloat_with_epsilon (rule->season[29], 4 / (212 / 104.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (rule->season[0], 2 / (212 / 104.0), 1e-12);
}

/* Amounts, not events, when that is what the rule sums; days when it counts these. */
static void
test_season_measure (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("r");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);

  for (int week = 1; week <= 52; week++)
    for (int i = 0; i < (week == 5 ? 4 : 1); i++)
      sy_test_log_add (rows, "a", "purchase", MONDAY (week) + 100 + i, week == 7 ? 53 : 1);
  add_events (rows, "a", "visit", 1, MONDAY (53)); /* the last week is over */
  log = sy_test_log_build (rows);
  rule->window_days = 30;
  rule->measure = SY_MEASURE_AMOUNT;
  g_assert_true (sy_freeze_season (model, "r", log, MONDAY (53), NULL, NULL));
  g_assert_cmpfloat_with_epsilon (rule->season[6], 53 / (107 / 52.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (rule->season[4], 4 / (107 / 52.0), 1e-12);
  rule->measure = SY_MEASURE_DAYS;
  g_assert_true (sy_freeze_season (model, "r", log, MONDAY (53), NULL, NULL));
  g_assert_cmpfloat_with_epsilon (rule->season[4], 1, 1e-12);
}

/* Weeks are local: from midnight to midnight, also where clocks change. */
static void
test_season_zone (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("America/New_York");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_seasonal_model (7);
  const SyRule *rule = get_rule (model);

  for (int week = 0; week <= 54; week++)
    add_events (rows, "a", "purchase", 1, MONDAY (week) + 3 * DAY);
  /* 2024-03-10, a Sunday, 23:59:59 in summer time; and the second after, a Monday of week 11. */
  add_events (rows, "a", "purchase", 2, G_GINT64_CONSTANT (1710129599));
  log = sy_test_log_build (rows);
  g_assert_true (sy_freeze_season (model, "count", log, MONDAY (53) + DAY, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (rule->season[9], 2 / (54 / 52.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (rule->season[10], 2 / (54 / 52.0), 1e-12);
  g_assert_cmpfloat_with_epsilon (rule->season[11], 1 / (54 / 52.0), 1e-12);
}

static void
test_season_refused (void)
{
  g_autoptr (SyTestLog) rows = new_year ("UTC");
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyTestLog) none = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) empty = sy_test_log_build (none);
  g_autoptr (SyModel) model = new_seasonal_model (7);
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);
  g_autoptr (GError) error = NULL;

  assert_refused (sy_freeze_season (model, "count", log, MONDAY (52), NULL, &error), &error,
                  "a season needs a year, 52 whole weeks from Monday to Sunday: the events since "
                  "2024-01-01 hold 51");
  /* A date far away does not make the data longer. */
  assert_refused (sy_freeze_season (model, "count", empty, MONDAY (900), NULL, &error), &error,
                  "hold 0");
  assert_refused (sy_freeze_season (model, "cuont", log, MONDAY (53), NULL, &error), &error, "cuont");
  rule->measure = SY_MEASURE_LATEST;
  assert_refused (sy_freeze_season (model, "count", log, MONDAY (53), NULL, &error), &error,
                  "can have no season");
  rule->measure = SY_MEASURE_COUNT;
  rule->window_days = (double) NAN;
  assert_refused (sy_freeze_season (model, "count", log, MONDAY (53), NULL, &error), &error,
                  "can have no season");
  rule->window_days = 7;
  *rule->types[0] = 'P';
  assert_refused (sy_freeze_season (model, "count", log, MONDAY (53), NULL, &error), &error,
                  "sum to nothing");
  g_assert_cmpuint (rule->n_season, ==, 0);
}

/* --- C8 --- */

/* R, F and M of ten people: person i came i days ago, i times, and paid 10 - i each time. */
static SyModel *
new_rfm_model (void)
{
  SyRule *recency = sy_test_rule_new_count ("r");
  SyRule *frequency = sy_test_rule_new_count ("f");
  SyRule *money = sy_test_rule_new_count ("m");
  SyModel *model = sy_test_model_new_with_rule (recency);

  recency->measure = SY_MEASURE_LATEST;
  recency->decay = (SyDecay){ SY_DECAY_EXPONENTIAL, 30, NAN, NULL, 0 };
  money->measure = SY_MEASURE_AMOUNT;
  recency->weight = 100;
  frequency->weight = 10;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, frequency);
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, money);
  return model;
}

static SyTestLog *
new_shoppers (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  for (int i = 1; i <= 10; i++)
    for (int k = 0; k < i; k++)
      sy_test_log_add (rows, get_key ((gsize) i - 1), "purchase", START - i * DAY - k, 11 - i);
  add_events (rows, get_key (10), "visit", 1, START - DAY);
  return rows;
}

static void
test_rfm (void)
{
  g_autoptr (SyTestLog) rows = new_shoppers ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_rfm_model ();
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyEventLog) longer = NULL;
  g_autoptr (SyScores) later = NULL;
  const char *const ids[] = { "r", "f", "m" };
  /* Money is i * (11 - i): 10 18 24 28 30 30 28 24 18 10, of which each value comes twice. */
  const double expected[] = { 511, 512, 423, 424, 335, 335, 244, 243, 152, 151 };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_true (sy_freeze_codes (model, ids[i], 5, log, START, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_true (sy_model_check (model, &error));
  g_assert_no_error (error);
  scores = score (log, model, START);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat (sy_scores_get_raw (scores)[i], ==, expected[i]);
  /* Who bought nothing has no code. */
  g_assert_cmpfloat (sy_scores_get_raw (scores)[10], ==, 0);

  /* The edges are frozen: ten people who buy more change nobody's code. */
  for (gsize i = 100; i < 110; i++)
    for (int k = 0; k < 50; k++)
      sy_test_log_add (rows, get_key (i), "purchase", START - 60 - k, 1000);
  longer = sy_test_log_build (rows);
  later = score (longer, model, START);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat (sy_scores_get_raw (later)[i], ==, expected[i]);
  g_assert_cmpfloat (sy_scores_get_raw (later)[11], ==, 555);
}

/* Codes of equal values are equal, and no code stays without people at the low end. */
static void
test_ties (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("f"));
  const SyRule *rule = get_rule (model);

  for (gsize i = 0; i < 10; i++)
    add_events (rows, get_key (i), "purchase", i < 6 ? 1 : i < 9 ? 2
                                                                 : 7,
                START);
  log = sy_test_log_build (rows);
  g_assert_true (sy_freeze_codes (model, "f", 5, log, START + DAY, NULL, NULL));
  g_assert_cmpuint (rule->n_code_edges, ==, 2);
  g_assert_cmpfloat (sy_rule_get_code (rule, 1), ==, 1);
  g_assert_cmpfloat (sy_rule_get_code (rule, 2), ==, 3);
  g_assert_cmpfloat (sy_rule_get_code (rule, 7), ==, 3);
  g_assert_cmpfloat (sy_rule_get_code (rule, 0), ==, 0);
}

static void
test_codes_refused (void)
{
  g_autoptr (SyTestLog) rows = new_shoppers ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_rfm_model ();
  g_autoptr (SyModel) copy = sy_model_copy (model);
  SyRule *plan = sy_rule_new ("plan", SY_RULE_MILESTONE);
  g_autoptr (GError) error = NULL;

  assert_refused (sy_freeze_codes (model, "x", 5, log, START, NULL, &error), &error, "“x”");
  assert_refused (sy_freeze_codes (model, "f", 5, log, START - 100 * DAY, NULL, &error), &error,
                  "nobody has a value");
  /* Nine days before, only the last one had come, and once. */
  assert_refused (sy_freeze_codes (model, "f", 5, log, START - 10 * DAY - 8, NULL, &error), &error,
                  "everyone has the same value");
  g_assert_true (sy_model_equal (model, copy));
  sy_rule_add_type (plan, "purchase");
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, plan);
  assert_refused (sy_freeze_codes (model, "plan", 5, log, START, NULL, &error), &error,
                  "only event rules");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/D5/p95-by-hand", test_p95);
  g_test_add_func ("/validate/D5/p95-is-frozen", test_p95_is_frozen);
  g_test_add_func ("/validate/D5/p95-refused", test_p95_refused);
  g_test_add_func ("/validate/D7/season-by-hand", test_season);
  g_test_add_func ("/validate/D7/trend", test_season_of_trend);
  g_test_add_func ("/validate/D7/years", test_years);
  g_test_add_func ("/validate/D7/measure", test_season_measure);
  g_test_add_func ("/validate/D7/zone", test_season_zone);
  g_test_add_func ("/validate/D7/refused", test_season_refused);
  g_test_add_func ("/validate/C8/rfm-codes", test_rfm);
  g_test_add_func ("/validate/C8/ties", test_ties);
  g_test_add_func ("/validate/C8/refused", test_codes_refused);
  return g_test_run ();
}
