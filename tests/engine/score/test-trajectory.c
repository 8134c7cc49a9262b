/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800) /* 2017-07-15T00:00:00Z */
#define N_DAYS 31

static SyTrajectory
compute (const SyModel *model,
         const double *scores,
         gsize n_scores)
{
  SyTrajectory trajectory;

  sy_trajectory_compute (model, scores, n_scores, &trajectory);
  return trajectory;
}

/* A score that goes up by @slope a day. */
static void
fill_line (double *scores,
           gsize n_scores,
           double start,
           double slope)
{
  for (gsize i = 0; i < n_scores; i++)
    scores[i] = start + slope * (double) i;
}

static void
test_line (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Scaled");
  double scores[N_DAYS + 9];
  SyTrajectory trajectory;

  fill_line (scores, N_DAYS + 9, 20, 0.5);
  trajectory = compute (model, scores, N_DAYS + 9);
  g_assert_cmpfloat (trajectory.delta_7, ==, 3.5);
  g_assert_cmpfloat (trajectory.delta_14, ==, 7);
  g_assert_cmpfloat (trajectory.delta_30, ==, 15);
  g_assert_cmpfloat (trajectory.slope.slope, ==, 0.5);
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_RISING);
  fill_line (scores, N_DAYS, 90, -0.5);
  trajectory = compute (model, scores, N_DAYS);
  g_assert_cmpfloat (trajectory.delta_30, ==, -15);
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_FALLING);

  /* 30 days carry it by 4.99 and by 5 points. */
  fill_line (scores, N_DAYS, 20, 4.99 / 30);
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_FLAT);
  fill_line (scores, N_DAYS, 0, 0.1875);
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_RISING);
}

/* One visit does not make a trend. */
static void
test_spike (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Scaled");
  double scores[N_DAYS];
  SyTrajectory trajectory;

  fill_line (scores, N_DAYS, 40, 0);
  scores[N_DAYS - 1] = 95;
  trajectory = compute (model, scores, N_DAYS);
  g_assert_cmpfloat (trajectory.delta_7, ==, 55);
  g_assert_cmpfloat (trajectory.slope.slope, ==, 0);
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_FLAT);
}

static void
test_without_scale (void)
{
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  double scores[N_DAYS];

  g_test_summary ("Without a scale 5 % of the largest score is the limit");
  fill_line (scores, N_DAYS, 1000, 1.7); /* 51 of 1051 */
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_FLAT);
  fill_line (scores, N_DAYS, 1000, 1.8); /* 54 of 1054 */
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_RISING);
  fill_line (scores, N_DAYS, -1e-20, -1e-21);
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_FALLING);
  fill_line (scores, N_DAYS, 0, 0);
  g_assert_cmpint (compute (model, scores, N_DAYS).course, ==, SY_COURSE_FLAT);
}

static void
test_few_scores (void)
{
  g_autoptr (SyModel) model = sy_model_new ("Scaled");
  double scores[N_DAYS];
  SyTrajectory trajectory;

  fill_line (scores, N_DAYS, 10, 1);
  for (gsize i = 0; i < N_DAYS - SY_TRAJECTORY_MIN_DAYS; i++)
    scores[i] = NAN;
  trajectory = compute (model, scores, N_DAYS);
  g_assert_cmpfloat (trajectory.delta_7, ==, 7);
  g_assert_true (isnan (trajectory.delta_14));
  g_assert_true (isnan (trajectory.delta_30));
  g_assert_cmpfloat (trajectory.slope.slope, ==, 1);
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_RISING);
  scores[N_DAYS - SY_TRAJECTORY_MIN_DAYS] = NAN;
  trajectory = compute (model, scores, N_DAYS);
  g_assert_true (isnan (trajectory.delta_7));
  g_assert_true (isnan (trajectory.slope.slope));
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_UNKNOWN);
  trajectory = compute (model, scores, 1);
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_UNKNOWN);
  fill_line (scores, N_DAYS, 10, 1);
  scores[N_DAYS - 1] = NAN; /* has left the population */
  trajectory = compute (model, scores, N_DAYS);
  g_assert_true (isnan (trajectory.delta_7));
  g_assert_cmpint (trajectory.course, ==, SY_COURSE_UNKNOWN);
}

static void
test_history (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("purchase");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (GError) error = NULL;
  g_autofree SyScoreDay *days = NULL;
  const double scores[] = { NAN, 1, 3, 3, 2 };
  const gsize n_events[] = { 0, 1, 3, 0, 0 };

  sy_test_log_add (rows, "p", "purchase", T - 4 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 3 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 2 * DAY - 1, NAN);
  sy_test_log_add (rows, "p", "visit", T - 2 * DAY - 1, NAN);
  sy_test_log_add (rows, "p", "visit", T, NAN);
  log = sy_test_log_build (rows);
  rule->window_days = 3;
  days = sy_score_history (log, model, 0, T, 4, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 5; i++)
    {
      g_assert_cmpint (days[i].as_of, ==, T - (4 - i) * DAY);
      g_assert_cmpuint (days[i].n_events, ==, n_events[i]);
      g_assert_cmpuint (days[i].band, ==, isnan (scores[i]) ? SY_BAND_NONE : 0);
      if (isnan (scores[i]))
        g_assert_true (isnan (days[i].score));
      else
        g_assert_cmpfloat (days[i].score, ==, scores[i]);
    }
}

/* As if NaN were a number of its own. */
static void
assert_same (double a,
             double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat (a, ==, b);
}

/* Everyone at once is everyone one by one. */
static void
test_everyone (void)
{
  guint n_people = 0;

  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
      g_autoptr (SyScores) now = sy_scorer_score (scorer, model, NULL, NULL);
      g_autofree double *deltas = sy_score_deltas (log, model, now, 14, NULL, NULL);
      g_autofree SyTrajectory *all = sy_trajectories_compute (log, model, as_of, NULL, NULL, NULL,
                                                              NULL);

      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
        {
          g_autofree SyScoreDay *days = sy_score_history (log, model, person, as_of, 30, NULL,
                                                          NULL);
          double scores[N_DAYS];
          SyTrajectory one;

          for (gsize i = 0; i < N_DAYS; i++)
            scores[i] = days[i].score;
          one = compute (model, scores, N_DAYS);
          assert_same (one.delta_7, all[person].delta_7);
          assert_same (one.delta_14, all[person].delta_14);
          assert_same (one.delta_14, deltas[person]);
          assert_same (one.delta_30, all[person].delta_30);
          assert_same (one.slope.slope, all[person].slope.slope);
          g_assert_cmpint (one.course, ==, all[person].course);
          n_people++;
        }
    }
  g_assert_cmpuint (n_people, >, 100);
}

static void
test_cancel (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) history_error = NULL;
  g_autoptr (GError) all_error = NULL;

  sy_test_log_add (rows, "p", "purchase", T, NAN);
  log = sy_test_log_build (rows);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_score_history (log, model, 0, T, 4, cancellable, &history_error));
  g_assert_error (history_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (sy_trajectories_compute (log, model, T, cancellable, NULL, NULL, &all_error));
  g_assert_error (all_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/trajectory/L1-line", test_line);
  g_test_add_func ("/score/trajectory/spike", test_spike);
  g_test_add_func ("/score/trajectory/without-scale", test_without_scale);
  g_test_add_func ("/score/trajectory/few-scores", test_few_scores);
  g_test_add_func ("/score/trajectory/L4-history", test_history);
  g_test_add_func ("/score/trajectory/everyone", test_everyone);
  g_test_add_func ("/score/trajectory/cancel", test_cancel);

  return g_test_run ();
}
