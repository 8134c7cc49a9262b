/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800) /* 2017-07-15T00:00:00Z */

static SyReasons *
find_all (SyEventLog *log,
          const SyModel *model,
          gint64 as_of,
          guint n_days)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, &error);
  SyReasons *reasons;

  g_assert_no_error (error);
  reasons = sy_reasons_new (log, model, scores, n_days, NULL, &error);
  g_assert_no_error (error);
  return reasons;
}

/* 5 purchases of 10 in the first 14 days, 3 of 20 in the second 14; the last of the first is at the
 * very start of its window, the first of the second at that of its own. */
static SyEventLog *
build_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "p", "purchase", T - 28 * DAY - 1, 10);
  for (int i = 0; i < 5; i++)
    sy_test_log_add (rows, "p", "purchase", T - 28 * DAY + i * DAY, 10);
  for (int i = 0; i < 3; i++)
    sy_test_log_add (rows, "p", "purchase", T - 14 * DAY + i * 3600, 20);
  sy_test_log_add (rows, "p", "purchase", T, 10);
  sy_test_log_add_attribute (rows, "p", "plan", "pro");
  return sy_test_log_build (rows);
}

static void
assert_reason (const SyReasons *reasons,
               const SyReason *reason,
               SyReasonUnit unit,
               double before,
               double after,
               const char *text)
{
  g_autofree char *found = sy_reasons_describe (reasons, reason);

  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (reason->unit, ==, unit);
  g_assert_cmpfloat_with_epsilon (reason->change, reason->points_after - reason->points_before,
                                  1e-12);
  if (unit == SY_REASON_POINTS)
    {
      g_assert_true (isnan (reason->before) && isnan (reason->after));
      return;
    }
  g_assert_cmpfloat (reason->before, ==, before);
  g_assert_cmpfloat (reason->after, ==, after);
}

static void
test_counts (void)
{
  g_autoptr (SyEventLog) log = build_log ();
  SyRule *count = sy_test_rule_new_count ("purchases");
  SyRule *spend = sy_test_rule_new_count ("spend");
  SyRule *days = sy_test_rule_new_count ("days");
  SyRule *silent = sy_test_rule_new_count ("silent");
  SyRule *still = sy_rule_new ("plan", SY_RULE_ATTRIBUTE);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (count);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_autoptr (SyReasons) all = NULL;
  SyReason reasons[6];
  const gsize expected[] = { 2, 0, 3, 1 }; /* by the size of what they moved */

  g_test_summary ("Both numbers are counts in 14 days, whatever caps, decay and windows there are");
  count->label = g_strdup ("Purchases");
  count->window_days = 14;
  count->weight = 2;
  spend->measure = SY_MEASURE_AMOUNT;
  spend->window_days = 14;
  spend->weight = 0.1;
  days->measure = SY_MEASURE_DAYS;
  days->window_days = 14;
  days->weight = 3;
  days->max_occurrences = 20;
  silent->measure = SY_MEASURE_INACTIVE;
  silent->window_days = 10;
  silent->weight = -3;
  still->attribute = g_strdup ("plan");
  still->weight = 50;
  g_ptr_array_add (group->rules, spend);
  g_ptr_array_add (group->rules, days);
  g_ptr_array_add (group->rules, silent);
  g_ptr_array_add (group->rules, still);
  all = find_all (log, model, T, 14);
  g_assert_cmpuint (sy_reasons_find (all, 0, 6, reasons), ==, 4);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpuint (reasons[i].rule, ==, expected[i]);
  assert_reason (all, &reasons[0], SY_REASON_DAYS, 5, 1,
                 "days down 80 % in 14 days: 5 → 1 (-12.0 points)");
  assert_reason (all, &reasons[1], SY_REASON_EVENTS, 5, 3,
                 "Purchases down 40 % in 14 days: 5 → 3 (-4.0 points)");
  assert_reason (all, &reasons[2], SY_REASON_POINTS, 0, 0,
                 "silent: 0.0 → -3.0 points in 14 days (-3.0 points)");
  assert_reason (all, &reasons[3], SY_REASON_AMOUNT, 50, 60,
                 "spend up 20 % in 14 days: 50.00 → 60.00 (+1.0 points)");

  /* The first of them, and none. */
  g_assert_cmpuint (sy_reasons_find (all, 0, 2, reasons), ==, 2);
  g_assert_cmpuint (reasons[1].rule, ==, 0);
  g_assert_cmpuint (sy_reasons_find (all, 0, 0, NULL), ==, 0);
}

/* More purchases, but points fall with the old ones: the counts would mislead. */
static void
test_against_the_points (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("purchases");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyReasons) all = NULL;
  SyReason reason;

  for (int i = 0; i < 10; i++)
    sy_test_log_add (rows, "p", "purchase", T - 95 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 3 * DAY, NAN);
  log = sy_test_log_build (rows);
  rule->window_days = 90;
  all = find_all (log, model, T, 14);
  g_assert_cmpuint (sy_reasons_find (all, 0, 1, &reason), ==, 1);
  assert_reason (all, &reason, SY_REASON_POINTS, 0, 0,
                 "purchases: 10.0 → 1.0 points in 14 days (-9.0 points)");
}

static void
test_from_nothing (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("purchases");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyReasons) all = NULL;
  g_autoptr (SyReasons) later = NULL;
  SyReason reason;

  sy_test_log_add (rows, "p", "purchase", T - 3 * DAY, NAN);
  log = sy_test_log_build (rows);
  rule->weight = 0.01;
  all = find_all (log, model, T, 7);
  g_assert_cmpuint (sy_reasons_find (all, 0, 1, &reason), ==, 1);
  assert_reason (all, &reason, SY_REASON_EVENTS, 0, 1,
                 "purchases up in 7 days: 0 → 1 (+0.01 points)");
  later = find_all (log, model, T + 30 * DAY, 7);
  g_assert_cmpuint (sy_reasons_find (later, 0, 1, &reason), ==, 0);
}

/* Points are those of the account at both ends, before the limits of groups. */
static void
test_points (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      gint64 before = sy_instant_shift (sy_event_log_get_zone (log), as_of, -14);
      g_autoptr (SyReasons) all = find_all (log, model, as_of, 14);
      g_autoptr (SyScorer) then = sy_scorer_new (log, before);
      g_autoptr (SyScorer) now = sy_scorer_new (log, as_of);
      gsize n_rules = sy_model_get_n_rules (model);
      g_autofree SyReason *reasons = g_new (SyReason, n_rules + 1);

      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
        {
          g_autoptr (SyScoreChange) change = sy_score_change_new (
              &(SyChangeSide){ then, model, person }, &(SyChangeSide){ now, model, person });
          gsize n_reasons = sy_reasons_find (all, person, n_rules, reasons);
          double moved = 0;
          double expected = sy_score_change_get_total (change, SY_CAUSE_DECAY) +
                            sy_score_change_get_total (change, SY_CAUSE_EXPIRY) +
                            sy_score_change_get_total (change, SY_CAUSE_EVENTS) +
                            sy_score_change_get_total (change, SY_CAUSE_CAPS);
          double size = 1;

          for (gsize i = 0; i < n_reasons; i++)
            {
              moved += reasons[i].change;
              size = MAX (size, fabs (reasons[i].points_before) + fabs (reasons[i].points_after));
              if (i > 0)
                g_assert_cmpfloat (fabs (reasons[i].change), <=, fabs (reasons[i - 1].change));
            }
          g_assert_cmpfloat_with_epsilon (moved, expected, 1e-9 * size);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/reasons/L2-counts", test_counts);
  g_test_add_func ("/score/reasons/against-the-points", test_against_the_points);
  g_test_add_func ("/score/reasons/from-nothing", test_from_nothing);
  g_test_add_func ("/score/reasons/points", test_points);

  return g_test_run ();
}
