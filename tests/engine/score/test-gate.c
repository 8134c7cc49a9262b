/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"

/*
 * Conditions on the person and multipliers, against figures worked out by hand. The instant is
 * the end of 14 July 2017 in UTC.
 */

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800)

static SyModel *
new_model (const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Gate\","
      " \"groups\": [{\"name\": \"G\", \"rules\": [%s]}], \"scale\": {\"kind\": \"none\"},"
      " \"bands\": [{\"name\": \"Low\", \"min\": null}, {\"name\": \"High\", \"min\": 5}]}",
      rule);
  SyModel *model = sy_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  return model;
}

static double
get_raw (const SyTestLog *rows,
         const char *rule,
         gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = new_model (rule);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return sy_scores_get_raw (scores)[sy_event_log_find_person (log, "p")];
}

#define assert_raw(rows, rule, expected) \
  g_assert_cmpfloat_with_epsilon (get_raw (rows, rule, T), expected, 1e-12)

#define RULE(keys) "{\"id\": \"r\", \"kind\": \"event\", \"types\": [\"purchase\"], \"weight\": 3, " keys "}"
#define ONLY_IF(condition) RULE ("\"only_if\": [" condition "]")

/* Two purchases, and visits 1, 6, 7 and 30 days before T; one of 7 days is right on the edge. */
static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "p", "purchase", T - 2 * DAY, 10);
  sy_test_log_add (rows, "p", "purchase", T - 20 * DAY, 10);
  sy_test_log_add (rows, "p", "visit", T - 1 * DAY, 1);
  sy_test_log_add (rows, "p", "visit", T - 6 * DAY, 2);
  sy_test_log_add (rows, "p", "visit", T - 7 * DAY, 3);
  sy_test_log_add (rows, "p", "visit", T - 30 * DAY, 4);
  sy_test_log_add (rows, "p", "visit", T, 5); /* not before T */
  return rows;
}

static void
test_count (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

  assert_raw (rows, RULE ("\"only_if\": []"), 6);
#define VISITS "\"kind\": \"count\", \"types\": [\"visit\"]"
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"at_least\": 4}"), 6);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"at_least\": 5}"), 0);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"at_most\": 4}"), 6);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"at_most\": 3}"), 0);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"window_days\": 7, \"at_least\": 3}"), 6);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"window_days\": 6.99, \"at_least\": 3}"), 0);
  assert_raw (rows, ONLY_IF ("{" VISITS ", \"window_days\": 7, \"at_least\": 1, \"at_most\": 2}"), 0);
  assert_raw (rows,
              ONLY_IF ("{" VISITS ", \"where\": [{\"field\": \"amount\", \"op\": \">=\", "
                       "\"value\": 3}], \"at_least\": 2, \"at_most\": 2}"),
              6);
  /* Of nobody's and of a type that is not in the data there are 0. */
  assert_raw (rows, ONLY_IF ("{\"kind\": \"count\", \"types\": [\"never\"], \"at_most\": 0}"), 6);
  assert_raw (rows, ONLY_IF ("{\"kind\": \"count\", \"types\": [\"never\"], \"at_least\": 1}"), 0);
  /* Several types count together. */
  assert_raw (rows, ONLY_IF ("{\"kind\": \"count\", \"types\": [\"visit\", \"purchase\"], \"at_least\": 6}"), 6);
}

static void
test_nesting (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

  sy_test_log_add_attribute (rows, "p", "plan", "trial");
#define YES "{" VISITS ", \"at_least\": 1}"
#define NO "{" VISITS ", \"at_most\": 0}"
#define TRIAL "{\"field\": \"plan\", \"op\": \"=\", \"value\": \"trial\"}"
  assert_raw (rows, ONLY_IF (YES ", " NO), 0);
  assert_raw (rows, ONLY_IF ("{\"any\": [" YES ", " NO "]}"), 6);
  assert_raw (rows, ONLY_IF ("{\"all\": [" YES ", " NO "]}"), 0);
  assert_raw (rows, ONLY_IF ("{\"not\": " NO "}, " TRIAL), 6);
  assert_raw (rows, ONLY_IF ("{\"not\": {\"any\": [" NO ", " TRIAL "]}}"), 0);
}

/* A muted type says nothing, so a count of it does not hold. */
static void
test_muted (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

  sy_test_log_mute (rows, "visit");
  assert_raw (rows, ONLY_IF (NO), 0);
  assert_raw (rows, ONLY_IF (YES), 0);
  assert_raw (rows, ONLY_IF ("{\"not\": " NO "}"), 6);
}

/* 14 July is 62 days before the renewal, and 29 days after the first event of 15 June. */
static void
test_dates (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

  sy_test_log_add_attribute (rows, "p", "renewal", "2017-09-14");
  sy_test_log_add_attribute (rows, "p", "plan", "trial");
#define RENEWAL(bounds) "{\"kind\": \"date\", \"attribute\": \"renewal\", " bounds "}"
#define FIRST(bounds) "{\"kind\": \"first_event\", " bounds "}"
  assert_raw (rows, ONLY_IF (RENEWAL ("\"from_days\": 62, \"to_days\": 62")), 6);
  assert_raw (rows, ONLY_IF (RENEWAL ("\"from_days\": 63")), 0);
  assert_raw (rows, ONLY_IF (RENEWAL ("\"to_days\": 61")), 0);
  assert_raw (rows, ONLY_IF (FIRST ("\"from_days\": 29, \"to_days\": 29")), 6);
  assert_raw (rows, ONLY_IF (FIRST ("\"to_days\": 28")), 0);
  /* A text that is no date, and an attribute that nobody has. */
  assert_raw (rows, ONLY_IF ("{\"kind\": \"date\", \"attribute\": \"plan\", \"to_days\": 9999}"), 0);
  assert_raw (rows, ONLY_IF ("{\"kind\": \"date\", \"attribute\": \"none\", \"to_days\": 9999}"), 0);
}

static void
test_multiplier (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

#define TIMES(keys) RULE ("\"multiplier\": {\"kind\": \"date\", \"attribute\": \"renewal\", " keys "}")
  /* Without the date: outside. */
  assert_raw (rows, TIMES ("\"from_days\": 60, \"to_days\": 90, \"inside\": 2"), 6);
  assert_raw (rows, TIMES ("\"from_days\": 60, \"to_days\": 90, \"inside\": 2, \"outside\": 0"), 0);
  sy_test_log_add_attribute (rows, "p", "renewal", "2017-09-14");
  assert_raw (rows, TIMES ("\"from_days\": 60, \"to_days\": 90, \"inside\": 2"), 12);
  assert_raw (rows, TIMES ("\"from_days\": 63, \"to_days\": 90, \"inside\": 2, \"outside\": 0.5"), 3);
  assert_raw (rows, RULE ("\"multiplier\": {\"kind\": \"first_event\", \"to_days\": 29, \"inside\": 4}"), 24);
  assert_raw (rows, RULE ("\"multiplier\": {\"kind\": \"first_event\", \"to_days\": 28, \"inside\": 4}"), 6);
  /* Before the limits of the points, and after the code. */
  assert_raw (rows, RULE ("\"multiplier\": {\"kind\": \"first_event\", \"to_days\": 29, \"inside\": 4}, \"points_max\": 7"), 7);
  assert_raw (rows, RULE ("\"code_edges\": [1, 1.5, 3], \"multiplier\": {\"kind\": \"first_event\", \"to_days\": 29, \"inside\": 10}"), 90);
  assert_raw (rows, RULE ("\"only_if\": [" NO "], \"points_min\": 1"), 1);
}

/* Points of a missing attribute are not multiplied, and are given only where the rule counts. */
static void
test_missing_attribute (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

#define TABLE(keys)                                                     \
  "{\"id\": \"r\", \"kind\": \"attribute\", \"attribute\": \"seats\", " \
  "\"table\": [{\"min\": 0, \"points\": 5}], \"missing_points\": -2" keys "}"
#define TWICE ", \"multiplier\": {\"kind\": \"first_event\", \"to_days\": 99, \"inside\": 2}"
  assert_raw (rows, TABLE (TWICE), -2);
  assert_raw (rows, TABLE (TWICE ", \"only_if\": [" NO "]"), 0);
  sy_test_log_add_attribute (rows, "p", "seats", "3");
  assert_raw (rows, TABLE (TWICE ", \"only_if\": [" YES "]"), 10);
}

/* The first event of someone without one before the instant is not known. */
static void
test_first_event_to_come (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  const char *rule = "{\"id\": \"r\", \"kind\": \"event\", \"types\": [\"visit\"], \"measure\": "
                     "\"inactive\", \"multiplier\": {\"kind\": \"first_event\", \"to_days\": 30, "
                     "\"inside\": 5, \"outside\": 2}}";

  sy_test_log_add (rows, "p", "visit", T + 3 * DAY, NAN);
  assert_raw (rows, rule, 2);
}

static void
test_explained (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  const struct
  {
    const char *rule;
    double factor;
  } cases[] = {
    { RULE ("\"label\": \"plain\""), 1 },
    { ONLY_IF (NO), 0 },
    { ONLY_IF (YES), 1 },
    { RULE ("\"multiplier\": {\"kind\": \"first_event\", \"to_days\": 29, \"inside\": 4}"), 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyModel) model = new_model (cases[i].rule);
      g_autoptr (SyContributions) account =
          sy_scorer_explain (scorer, model, sy_event_log_find_person (log, "p"));
      gsize n_lines;
      const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);

      g_assert_cmpuint (n_lines, ==, 1);
      g_assert_cmpfloat (lines[0].factor, ==, cases[i].factor);
      g_assert_cmpfloat (lines[0].points, ==, 6 * cases[i].factor);
      g_assert_cmpuint (lines[0].n_matched, ==, 2);
    }
}

static const SyChangeLine *
find_cause (const SyScoreChange *change,
            SyCause cause)
{
  gsize n_lines;
  const SyChangeLine *lines = sy_score_change_get_lines (change, &n_lines);

  for (gsize i = 0; i < n_lines; i++)
    if (lines[i].cause == cause)
      return &lines[i];
  g_assert_not_reached ();
}

/* The visit of the last day opens the rule; the one that leaves the window shuts it. */
static void
test_changed (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model (
      ONLY_IF ("{" VISITS ", \"window_days\": 7, \"at_least\": 3}"));
  const gint64 days[] = { T - 1 * DAY, T, T + 1 * DAY };
  guint32 person = sy_event_log_find_person (log, "p");

  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (SyScorer) before = sy_scorer_new (log, days[i]);
      g_autoptr (SyScorer) after = sy_scorer_new (log, days[i + 1]);
      SyChangeSide from = { before, model, person };
      SyChangeSide to = { after, model, person };
      g_autoptr (SyScoreChange) change = sy_score_change_new (&from, &to);
      const SyChangeLine *line = find_cause (change, i == 0 ? SY_CAUSE_EVENTS : SY_CAUSE_EXPIRY);

      g_assert_cmpfloat_with_epsilon (line->points, i == 0 ? 6 : -6, 1e-12);
      if (i == 0)
        {
          g_assert_cmpuint (line->n_events, ==, 1);
          g_assert_cmpstr (line->events[0].type, ==, "visit");
          g_assert_cmpint (line->events[0].time_s, ==, T - 1 * DAY);
        }
    }
}

/* Visits give no points, yet one more of them lifts the score. */
static void
test_effort (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model (ONLY_IF ("{" VISITS ", \"at_least\": 5}"));
  g_auto (GStrv) types = sy_effort_list_types (log, model);
  guint32 person = sy_event_log_find_person (log, "p");
  SyEffortQuery query = { .log = log, .model = model, .as_of = T, .band = 1, .people = &person, .n_people = 1, .types = (const char *const *) types, .max_events = 2 };
  g_autoptr (SyEffort) effort = NULL;
  g_autofree char *set = NULL;

  g_assert_true (g_strv_contains ((const char *const *) types, "visit"));
  effort = sy_effort_find (&query, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (effort->n_sets, ==, 1);
  set = sy_effort_describe (effort, &effort->sets[0]);
  g_assert_cmpstr (set, ==, "1 more “visit” event");
}

static void
test_described (void)
{
  g_autoptr (SyModel) model = new_model (
      ONLY_IF ("{" VISITS ", \"window_days\": 14, \"at_least\": 3}, {\"any\": [" TRIAL ", " FIRST (
          "\"to_days\": 30") "]}"));
  g_autoptr (SyModel) times = new_model (
      TIMES ("\"from_days\": 60, \"to_days\": 90, \"inside\": 2, \"outside\": 0"));
  g_autofree char *text = sy_rule_describe (
      sy_rule_group_get_rule (sy_model_get_group (model, 0), 0));
  g_autofree char *times_text = sy_rule_describe (
      sy_rule_group_get_rule (sy_model_get_group (times, 0), 0));

  g_assert_cmpstr (text, ==,
                   "purchase, count, only if at least 3 visit in 14 days and (plan = \"trial\" or "
                   "at most 30 days since the first event)");
  g_assert_cmpstr (times_text, ==,
                   "purchase, count, times 2 with 60 to 90 days to renewal, else times 0");
}

/* A weight is edited without reading an event again. */
static void
test_weight_keeps_values (void)
{
  g_autoptr (SyModel) model = new_model (ONLY_IF (YES));
  g_autoptr (SyModel) heavier = sy_model_copy (model);
  g_autoptr (SyModel) other = new_model (ONLY_IF (NO));
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);
  SyRule *same = sy_rule_group_get_rule (sy_model_get_group (heavier, 0), 0);

  same->weight = 9;
  g_assert_true (sy_rule_value_equal (rule, same));
  g_assert_cmpuint (sy_rule_value_hash (rule), ==, sy_rule_value_hash (same));
  g_assert_false (sy_rule_value_equal (
      rule, sy_rule_group_get_rule (sy_model_get_group (other, 0), 0)));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/gate/C5-count", test_count);
  g_test_add_func ("/score/gate/C5-nesting", test_nesting);
  g_test_add_func ("/score/gate/C5-muted", test_muted);
  g_test_add_func ("/score/gate/C17-dates", test_dates);
  g_test_add_func ("/score/gate/C17-multiplier", test_multiplier);
  g_test_add_func ("/score/gate/C17-missing-attribute", test_missing_attribute);
  g_test_add_func ("/score/gate/C17-first-event-to-come", test_first_event_to_come);
  g_test_add_func ("/score/gate/C5-C17-explained", test_explained);
  g_test_add_func ("/score/gate/C5-changed", test_changed);
  g_test_add_func ("/score/gate/C5-effort", test_effort);
  g_test_add_func ("/score/gate/C5-C17-described", test_described);
  g_test_add_func ("/score/gate/C5-weight-keeps-values", test_weight_keeps_values);

  return g_test_run ();
}
