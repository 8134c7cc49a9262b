/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-slow-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500000000)
#define N_CASES 1100

typedef struct
{
  SyCause cause;
  const char *label;
  double points;
  gsize n_events;
} Line;

static void
assert_lines (const SyScoreChange *change,
              const Line *expected,
              gsize n_expected)
{
  gsize n_lines;
  const SyChangeLine *lines = sy_score_change_get_lines (change, &n_lines);
  double score = sy_score_change_get_before (change);

  g_assert_cmpuint (n_lines, ==, n_expected);
  for (gsize i = 0; i < n_lines; i++)
    {
      g_assert_cmpint (lines[i].cause, ==, expected[i].cause);
      g_assert_cmpstr (lines[i].label, ==, expected[i].label);
      g_assert_cmpfloat_with_epsilon (lines[i].points, expected[i].points, 1e-12);
      g_assert_cmpuint (lines[i].n_events, ==, expected[i].n_events);
      g_assert_cmpfloat_with_epsilon (lines[i].before, score, 1e-12);
      score = lines[i].after;
    }
  g_assert_cmpfloat_with_epsilon (score, sy_score_change_get_after (change), 1e-12);
}

static SyScoreChange *
explain (SyEventLog *log,
         const SyModel *model,
         gint64 from,
         gint64 to)
{
  g_autoptr (SyScorer) first = sy_scorer_new (log, from);
  g_autoptr (SyScorer) last = sy_scorer_new (log, to);

  return sy_score_change_new (&(SyChangeSide){ first, model, 0 },
                              &(SyChangeSide){ last, model, 0 });
}

/* Purchases of p at the given days after T, in rows 1, 2, … */
static SyEventLog *
build_purchases (const double *days,
                 gsize n_days)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (gsize i = 0; i < n_days; i++)
    sy_test_log_add (rows, "p", "purchase", T + (gint64) (days[i] * DAY), 10 * (double) (i + 1));
  return sy_test_log_build (rows);
}

static void
test_decay_and_new_events (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -10, 0, 5 }, 3);
  SyRule *rule = sy_test_rule_new_count ("purchase");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScoreChange) change = NULL;
  const SyChangeLine *lines;
  gsize n_lines;
  const Line expected[] = {
    { SY_CAUSE_DECAY, "purchase", -0.25, 1 },            /* 10 days old: 1/2, 20 days: 1/4 */
    { SY_CAUSE_EVENTS, "purchase", M_SQRT1_2 + 0.5, 2 }, /* 5 and 10 days old */
  };

  g_test_summary ("An event at t1 itself is new: the score as of t1 did not see it");
  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 10;
  change = explain (log, model, T, T + 10 * DAY);
  assert_lines (change, expected, G_N_ELEMENTS (expected));
  lines = sy_score_change_get_lines (change, &n_lines);
  g_assert_cmpuint (lines[0].events[0].row, ==, 1);
  g_assert_cmpuint (lines[1].events[0].row, ==, 2);
  g_assert_cmpuint (lines[1].events[1].row, ==, 3);
  g_assert_cmpint (lines[1].events[1].time_s, ==, T + 5 * DAY);
  g_assert_cmpstr (lines[1].events[1].type, ==, "purchase");
  g_assert_cmpfloat (lines[1].events[1].amount, ==, 30);
  g_assert_cmpfloat_with_epsilon (sy_score_change_get_total (change, SY_CAUSE_EVENTS),
                                  M_SQRT1_2 + 0.5, 1e-12);
  g_assert_cmpfloat (sy_score_change_get_total (change, SY_CAUSE_CAPS), ==, 0);
}

static void
test_expiry (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -8, -3, -3, 1 }, 4);
  SyRule *rule = sy_test_rule_new_count ("purchase");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScoreChange) change = NULL;
  g_autoptr (SyScoreChange) far = NULL;
  const Line expected[] = {
    { SY_CAUSE_EXPIRY, "purchase", -1, 1 },
    { SY_CAUSE_EVENTS, "purchase", 1, 1 },
  };
  const Line expected_far[] = { { SY_CAUSE_EXPIRY, "purchase", -3, 3 } };

  rule->window_days = 10;
  change = explain (log, model, T, T + 4 * DAY);
  assert_lines (change, expected, G_N_ELEMENTS (expected));
  /* The new one came and went: it is in neither score. */
  far = explain (log, model, T, T + 60 * DAY);
  assert_lines (far, expected_far, G_N_ELEMENTS (expected_far));
}

static void
test_one_event (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -20, -10, 5, 8 }, 4);
  SyRule *rule = sy_test_rule_new_count ("latest");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScoreChange) change = NULL;
  const SyChangeLine *lines;
  gsize n_lines;
  const Line expected[] = {
    { SY_CAUSE_DECAY, "latest", -0.1, 1 },
    { SY_CAUSE_EVENTS, "latest", 0.18, 1 }, /* 2 days old, not 20 */
  };

  g_test_summary ("Of several events the one that counts is behind the line");
  rule->measure = SY_MEASURE_LATEST;
  rule->decay.kind = SY_DECAY_LINEAR;
  rule->decay.span_days = 100;
  change = explain (log, model, T, T + 10 * DAY);
  assert_lines (change, expected, G_N_ELEMENTS (expected));
  lines = sy_score_change_get_lines (change, &n_lines);
  g_assert_cmpuint (lines[0].events[0].row, ==, 2);
  g_assert_cmpuint (lines[1].events[0].row, ==, 4);
}

static void
test_silence (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -8, 5 }, 2);
  SyRule *rule = sy_test_rule_new_count ("silent");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScoreChange) silent = NULL;
  g_autoptr (SyScoreChange) back = NULL;
  const Line expected[] = { { SY_CAUSE_EXPIRY, "silent", -7, 1 } };
  const Line expected_back[] = { { SY_CAUSE_EVENTS, "silent", 7, 1 } };

  g_test_summary ("Silence begins when the last event leaves the window, and ends with a new one");
  rule->measure = SY_MEASURE_INACTIVE;
  rule->window_days = 10;
  rule->weight = -7;
  silent = explain (log, model, T, T + 4 * DAY);
  assert_lines (silent, expected, 1);
  back = explain (log, model, T + 4 * DAY, T + 6 * DAY);
  assert_lines (back, expected_back, 1);
}

static void
test_caps (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -2, -1, 1, 2, 3 }, 5);
  SyRule *rule = sy_test_rule_new_count ("purchase");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScoreChange) change = NULL;
  g_autoptr (SyScoreChange) limited = NULL;
  const Line expected[] = {
    { SY_CAUSE_EVENTS, "purchase", 30, 3 },
    { SY_CAUSE_CAPS, "purchase", -20, 2 }, /* two of five are left out */
  };
  const Line expected_limited[] = {
    { SY_CAUSE_EVENTS, "purchase", 30, 3 },
    { SY_CAUSE_CAPS, "purchase", -25, 2 }, /* and 30 become 25 */
  };

  rule->weight = 10;
  rule->max_occurrences = 3;
  change = explain (log, model, T, T + 4 * DAY);
  assert_lines (change, expected, G_N_ELEMENTS (expected));
  rule->points_max = 25;
  limited = explain (log, model, T, T + 4 * DAY);
  assert_lines (limited, expected_limited, G_N_ELEMENTS (expected_limited));
}

static void
test_limits_and_scale (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -2, 1, 2, 3 }, 4);
  SyRule *rule = sy_test_rule_new_count ("purchase");
  SyRule *again = sy_test_rule_new_count ("again");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_autoptr (SyScoreChange) change = NULL;
  const Line expected[] = {
    { SY_CAUSE_EVENTS, "purchase", 60, 3 },
    { SY_CAUSE_EVENTS, "again", 6, 3 },
    { SY_CAUSE_LIMITS, "Group", -6 - 30, 0 }, /* only the best, and at most 25, twice */
    { SY_CAUSE_LIMITS, NULL, -5, 0 },         /* 50 become 45 */
    { SY_CAUSE_SCALE, NULL, 25, 0 },          /* 20 and 45 are shown twice as high */
  };

  g_test_summary ("Points are multiplied by the weight of their group");
  rule->weight = 10;
  g_ptr_array_add (group->rules, again);
  group->combine = SY_COMBINE_MAX;
  group->points_max = 25;
  group->weight = 2;
  model->score_max = 45;
  model->scale = (SyScaleSpec){ SY_SCALE_RANGE, 0, 50, NAN, NAN, NULL, 0 };
  change = explain (log, model, T, T + 4 * DAY);
  assert_lines (change, expected, G_N_ELEMENTS (expected));
}

static void
test_model_edit (void)
{
  g_autoptr (SyEventLog) log = build_purchases ((double[]){ -2, -1 }, 2);
  SyRule *rule = sy_test_rule_new_count ("purchase");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScoreChange) change = NULL;
  SyRule *added = sy_test_rule_new_count ("added");
  const Line expected[] = {
    { SY_CAUSE_MODEL, "purchase", 4, 2 },
    { SY_CAUSE_MODEL, "added", 2, 2 },
    { SY_CAUSE_MODEL, "removed", -2, 2 },
    { SY_CAUSE_MODEL, "Group", -1, 0 },
  };

  g_ptr_array_add (sy_model_get_group (model, 0)->rules, sy_test_rule_new_count ("removed"));
  edited = sy_model_copy (model);
  g_ptr_array_remove_index (sy_model_get_group (edited, 0)->rules, 1);
  g_ptr_array_add (sy_model_get_group (edited, 0)->rules, added);
  sy_model_find_rule (edited, "purchase", NULL, NULL)->weight = 3;
  sy_model_get_group (edited, 0)->points_max = 7;
  change = sy_score_change_new (&(SyChangeSide){ scorer, model, 0 },
                                &(SyChangeSide){ scorer, edited, 0 });
  assert_lines (change, expected, G_N_ELEMENTS (expected));
}

static void
test_identity (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) apart = NULL;
  g_autoptr (SyEventLog) merged = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("purchase"));
  g_autoptr (SyScorer) then = NULL;
  g_autoptr (SyScorer) now = NULL;
  g_autoptr (SyScoreChange) change = NULL;
  const SyChangeLine *lines;
  gsize n_lines;
  const Line expected[] = {
    { SY_CAUSE_IDENTITY, "purchase", 2, 2 },
    { SY_CAUSE_EVENTS, "purchase", 1, 1 },
  };

  sy_test_log_add (rows, "p", "purchase", T - DAY, NAN);
  sy_test_log_add (rows, "device", "purchase", T - 2 * DAY, NAN);
  sy_test_log_add (rows, "device", "purchase", T - 3 * DAY, NAN);
  sy_test_log_add (rows, "device", "purchase", T + DAY, NAN);
  apart = sy_test_log_build (rows);
  sy_test_log_add_link (rows, "device", "p");
  merged = sy_test_log_build (rows);
  then = sy_scorer_new (apart, T);
  now = sy_scorer_new (merged, T + 2 * DAY);
  change = sy_score_change_new (
      &(SyChangeSide){ then, model, sy_event_log_find_person (apart, "p") },
      &(SyChangeSide){ now, model, sy_event_log_find_person (merged, "p") });
  assert_lines (change, expected, G_N_ELEMENTS (expected));
  lines = sy_score_change_get_lines (change, &n_lines);
  g_assert_cmpuint (lines[0].events[0].row, ==, 3);
  g_assert_cmpuint (lines[0].events[1].row, ==, 2);
  g_assert_cmpuint (lines[1].events[0].row, ==, 4);
}

/* --- random models over random logs --- */

static void
assert_events (const SyChangeLine *line,
               gint64 from,
               gint64 to)
{
  for (gsize i = 0; i < line->n_events; i++)
    {
      gint64 time_s = line->events[i].time_s;

      g_assert_cmpint (time_s, <, to);
      if (line->cause == SY_CAUSE_EVENTS)
        g_assert_cmpint (time_s, >=, from);
      if (line->cause == SY_CAUSE_DECAY || line->cause == SY_CAUSE_EXPIRY ||
          line->cause == SY_CAUSE_IDENTITY)
        g_assert_cmpint (time_s, <, from);
      if (i > 0)
        g_assert_cmpint (time_s, >=, line->events[i - 1].time_s);
    }
}

/* The largest number that was added and taken away bounds what rounding can do. */
static void
assert_no_residual (const SyScoreChange *change,
                    guint seed)
{
  gsize n_lines;
  const SyChangeLine *lines = sy_score_change_get_lines (change, &n_lines);
  double before = sy_score_change_get_before (change);
  double after = sy_score_change_get_after (change);
  double size = MAX (1, MAX (fabs (before), fabs (after)));
  double sum = before;
  double totals = before;

  for (gsize i = 0; i < n_lines; i++)
    {
      sum += lines[i].points;
      size = MAX (size, fabs (lines[i].points));
      g_assert_cmpfloat (fabs (lines[i].points), >, 0);
      if (i > 0)
        g_assert_cmpint (lines[i].cause, >=, lines[i - 1].cause);
    }
  for (guint cause = 0; cause < SY_N_CAUSES; cause++)
    totals += sy_score_change_get_total (change, cause);
  if (!(fabs (sum - after) <= 1e-9 * size) || !(fabs (totals - after) <= 1e-9 * size))
    g_error ("seed %u: %.17g and %.17g, not %.17g", seed, sum, totals, after);
}

static double
get_slow_score (GArray *scores,
                const char *key)
{
  for (guint i = 0; i < scores->len; i++)
    {
      const SySlowScore *score = &g_array_index (scores, SySlowScore, i);

      if (g_str_equal (score->person, key))
        return score->score;
    }
  g_assert_not_reached ();
}

/* Everyone of a random log from one random instant and model to another. */
static guint
check_case (guint seed,
            guint *n_lines_by_cause)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
  g_autoptr (SyTestLog) unlinked = sy_test_log_copy (rows);
  g_autoptr (SyModel) model = sy_test_model_new_random (random);
  g_autoptr (SyModel) other = seed % 3 == 0   ? sy_model_ref (model)
                              : seed % 3 == 1 ? sy_test_model_edit (model, random)
                                              : sy_test_model_new_random (random);
  gint64 a = sy_test_log_pick_instant (rows, random);
  gint64 b = sy_test_log_pick_instant (rows, random);
  gint64 from = MIN (a, b);
  gint64 to = MAX (a, b);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyEventLog) apart = NULL;
  g_autoptr (SyScorer) first = NULL;
  g_autoptr (SyScorer) last = sy_scorer_new (log, to);
  g_autoptr (GArray) slow_before = NULL;
  g_autoptr (GArray) slow_after = sy_slow_score (rows, other, to);
  guint n_pairs = 0;

  if (seed % 2 == 0)
    g_array_set_size (unlinked->links, 0);
  apart = seed % 2 == 0 ? sy_test_log_build (unlinked) : sy_event_log_ref (log);
  first = sy_scorer_new (apart, from);
  slow_before = sy_slow_score (unlinked, model, from);
  for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
    {
      const char *key = sy_event_log_get_person_key (log, person);
      guint32 then = sy_event_log_find_person (apart, key);
      g_autoptr (SyScoreChange) change = NULL;
      const SyChangeLine *lines;
      gsize n_lines;

      if (then == SY_PERSON_NONE) /* a key that only links know */
        continue;
      change = sy_score_change_new (&(SyChangeSide){ first, model, then },
                                    &(SyChangeSide){ last, other, person });
      assert_no_residual (change, seed);
      g_assert_cmpfloat_with_epsilon (sy_score_change_get_before (change),
                                      get_slow_score (slow_before, key),
                                      1e-9 * MAX (1, fabs (get_slow_score (slow_before, key))));
      g_assert_cmpfloat_with_epsilon (sy_score_change_get_after (change),
                                      get_slow_score (slow_after, key),
                                      1e-9 * MAX (1, fabs (get_slow_score (slow_after, key))));
      lines = sy_score_change_get_lines (change, &n_lines);
      for (gsize i = 0; i < n_lines; i++)
        {
          assert_events (&lines[i], from, to);
          n_lines_by_cause[lines[i].cause]++;
        }
      n_pairs++;
    }
  return n_pairs;
}

static void
test_random (void)
{
  guint n_pairs = 0;
  guint n_lines_by_cause[SY_N_CAUSES] = { 0 };

  g_test_summary ("Zero residual, and both ends as a second implementation has them");
  for (guint seed = 0; seed < N_CASES; seed++)
    n_pairs += check_case (seed, n_lines_by_cause);
  g_test_message ("%u changes of people", n_pairs);
  g_assert_cmpuint (n_pairs, >=, 10000);
  for (guint cause = 0; cause < SY_N_CAUSES; cause++)
    {
      g_test_message ("cause %u: %u lines", cause, n_lines_by_cause[cause]);
      g_assert_cmpuint (n_lines_by_cause[cause], >, 100);
    }
}

static void
test_nothing_changed (void)
{
  for (guint seed = 0; seed < 50; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);

      if (sy_event_log_get_n_people (log) > 0)
        {
          g_autoptr (SyScoreChange) change = explain (log, model, as_of, as_of);

          assert_lines (change, NULL, 0);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/score-change/decay-and-new-events", test_decay_and_new_events);
  g_test_add_func ("/score/score-change/expiry", test_expiry);
  g_test_add_func ("/score/score-change/one-event", test_one_event);
  g_test_add_func ("/score/score-change/silence", test_silence);
  g_test_add_func ("/score/score-change/caps", test_caps);
  g_test_add_func ("/score/score-change/limits-and-scale", test_limits_and_scale);
  g_test_add_func ("/score/score-change/model-edit", test_model_edit);
  g_test_add_func ("/score/score-change/identity", test_identity);
  g_test_add_func ("/score/score-change/L3-random", test_random);
  g_test_add_func ("/score/score-change/nothing-changed", test_nothing_changed);

  return g_test_run ();
}
