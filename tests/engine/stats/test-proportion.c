/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

static void
test_wilson_ends (void)
{
  static const double sizes[] = { 1, 2, 7, 1000, 1e7 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double n = sizes[i];
      SyInterval none = sy_wilson (0, n);
      SyInterval all = sy_wilson (n, n);
      double z2 = SY_Z95 * SY_Z95;

      /* Closed form at the ends: z^2 / (n + z^2). */
      g_assert_cmpfloat (none.low, ==, 0);
      g_assert_cmpfloat_with_epsilon (none.high, z2 / (n + z2), 1e-12);
      g_assert_cmpfloat_with_epsilon (all.low, n / (n + z2), 1e-12);
      g_assert_cmpfloat (all.high, ==, 1);
    }
  g_assert_true (isnan (sy_wilson (0, 0).low));
  g_assert_true (isnan (sy_wilson (0, 0).high));
}

static void
test_trend_degenerate (void)
{
  static const double n[] = { 10, 20, 30 };
  static const double nobody[] = { 0, 0, 0 };
  static const double one_group[] = { 0, 50, 0 };
  static const double flat[] = { 1, 2, 3 };
  SyTrend trend;

  sy_trend_cochran_armitage (nobody, n, 3, &trend);
  g_assert_cmpfloat (trend.p, ==, 1);
  sy_trend_cochran_armitage (n, n, 3, &trend);
  g_assert_cmpfloat (trend.p, ==, 1);
  sy_trend_cochran_armitage (flat, one_group, 3, &trend);
  g_assert_cmpfloat (trend.chi2, ==, 0);
  sy_trend_cochran_armitage (flat, n, 3, &trend);
  g_assert_cmpfloat_with_epsilon (trend.z, 0, 1e-12);
  sy_trend_cochran_armitage (NULL, NULL, 0, &trend);
  g_assert_cmpfloat (trend.p, ==, 1);
}

static void
test_trend_sign (void)
{
  static const double n[] = { 100, 100, 100 };
  static const double rising[] = { 10, 20, 30 };
  static const double falling[] = { 30, 20, 10 };
  SyTrend up;
  SyTrend down;

  sy_trend_cochran_armitage (rising, n, 3, &up);
  sy_trend_cochran_armitage (falling, n, 3, &down);
  g_assert_cmpfloat (up.z, >, 0);
  g_assert_cmpfloat_with_epsilon (down.z, -up.z, 1e-12);
  g_assert_cmpfloat_with_epsilon (down.chi2, up.chi2, 1e-12);
  /* R: prop.trend.test (c (10, 20, 30), c (100, 100, 100)): X-squared = 12.5. */
  g_assert_cmpfloat_with_epsilon (up.chi2, 12.5, 1e-10);
}

static void
test_two_proportions_degenerate (void)
{
  SyTwoProportions result;

  sy_two_proportions (0, 0, 1, 2, &result);
  g_assert_true (isnan (result.difference));
  sy_two_proportions (0, 10, 0, 20, &result);
  g_assert_cmpfloat (result.difference, ==, 0);
  g_assert_cmpfloat (result.p, ==, 1);
  g_assert_true (isnan (result.ratio));
  sy_two_proportions (5, 10, 0, 20, &result);
  g_assert_true (isnan (result.ratio));
  sy_two_proportions (0, 10, 5, 20, &result);
  g_assert_cmpfloat (result.ratio, ==, 0);
  g_assert_true (isnan (result.ratio_interval.low));
}

static void
test_mcnemar (void)
{
  g_assert_cmpfloat (sy_mcnemar_exact (0, 0), ==, 1);
  g_assert_cmpfloat (sy_mcnemar_exact (3, 3), ==, 1);
  g_assert_cmpfloat_with_epsilon (sy_mcnemar_exact (0, 5), 2.0 / 32, 1e-14);
  g_assert_cmpfloat_with_epsilon (sy_mcnemar_exact (5, 1), 2.0 * 7 / 64, 1e-14);
  /* Far in the tail the normal approximation is 0 as well. */
  g_assert_cmpfloat (sy_mcnemar_exact (0, 5000), <, 1e-300);
}

static void
test_benjamini_hochberg (void)
{
  static const double p[] = { 0.8, 0.01, 0.04, 0.03 };
  static const double expected[] = { 0.8, 0.04, 0.04 * 4 / 3, 0.04 * 4 / 3 };
  double adjusted[4];

  sy_benjamini_hochberg (p, 4, adjusted);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (adjusted[i], expected[i], 1e-14);
  sy_benjamini_hochberg (p, 0, adjusted);
  sy_benjamini_hochberg (p, 1, adjusted);
  g_assert_cmpfloat (adjusted[0], ==, 0.8);
}

static void
test_information_value (void)
{
  static const gsize n[] = { 10, 0, 30 };
  static const gsize mixed[] = { 2, 0, 20 };
  static const gsize pure[] = { 0, 0, 20 };
  static const gsize nobody[] = { 0, 0, 0 };
  double woe[3];
  double expected;

  g_assert_true (isnan (sy_information_value (nobody, n, 3, woe)));
  g_assert_true (isnan (sy_information_value (n, n, 3, woe)));
  expected = (2.0 / 22 - 8.0 / 18) * log ((2.0 / 22) / (8.0 / 18)) +
             (20.0 / 22 - 10.0 / 18) * log ((20.0 / 22) / (10.0 / 18));
  g_assert_cmpfloat_with_epsilon (sy_information_value (mixed, n, 3, woe), expected, 1e-12);
  g_assert_true (isnan (woe[1]));
  /* A pure bin: half a person more of each class in both bins that hold people. */
  expected = (0.5 / 21 - 10.5 / 21) * log ((0.5 / 21) / (10.5 / 21)) +
             (20.5 / 21 - 10.5 / 21) * log ((20.5 / 21) / (10.5 / 21));
  g_assert_cmpfloat_with_epsilon (sy_information_value (pure, n, 3, woe), expected, 1e-12);
}

static void
test_overlap_empty (void)
{
  static const guint32 some[] = { 1, 5, 9 };
  SySetOverlap overlap;

  sy_set_overlap (NULL, 0, NULL, 0, &overlap);
  g_assert_cmpfloat (overlap.jaccard, ==, 0);
  sy_set_overlap (some, 3, NULL, 0, &overlap);
  g_assert_cmpfloat (overlap.first_in_second, ==, 0);
  g_assert_cmpfloat (overlap.coefficient, ==, 0);
  sy_set_overlap (some, 3, some + 1, 2, &overlap);
  g_assert_cmpuint (overlap.n_both, ==, 2);
  g_assert_cmpfloat (overlap.second_in_first, ==, 1);
  g_assert_cmpfloat_with_epsilon (overlap.jaccard, 2.0 / 3, 1e-14);
}

/* Late entry against a count of who is at risk at each time, one by one; equal entries and times included. */
static void
test_late_entry (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  double entries[200], times[200], observed[2], expected[2], naive_expected[2] = { 0, 0 };
  guint8 events[200];
  guint32 groups[200];
  gsize n_points, n_naive = 0;
  double survival = 1.0;
  g_autofree SySurvivalPoint *points = NULL;
  SyLogRank log_rank;

  for (gsize i = 0; i < 200; i++)
    {
      entries[i] = g_rand_int_range (random, 0, 30);
      times[i] = entries[i] + g_rand_int_range (random, 0, 40);
      events[i] = g_rand_boolean (random);
      groups[i] = i % 2;
    }
  points = sy_kaplan_meier_entered (entries, times, events, 200, &n_points);
  for (double t = 0; t <= 80; t++)
    {
      gsize at_risk[2] = { 0, 0 }, happened = 0, all;

      for (gsize i = 0; i < 200; i++)
        {
          at_risk[groups[i]] += entries[i] <= t && times[i] >= t;
          happened += events[i] && fabs (times[i] - t) < 0.5;
        }
      if (happened == 0)
        continue;
      all = at_risk[0] + at_risk[1];
      survival *= 1 - (double) happened / (double) all;
      g_assert_cmpuint (n_naive, <, n_points);
      g_assert_cmpfloat (points[n_naive].time, ==, t);
      g_assert_cmpuint (points[n_naive].at_risk, ==, all);
      g_assert_cmpuint (points[n_naive].events, ==, happened);
      g_assert_cmpfloat_with_epsilon (points[n_naive++].survival, survival, 1e-12);
      for (gsize g = 0; g < 2; g++)
        naive_expected[g] += (double) happened * (double) at_risk[g] / (double) all;
    }
  g_assert_cmpuint (n_naive, ==, n_points);
  sy_log_rank_entered (entries, times, events, groups, 200, 2, observed, expected, &log_rank);
  for (gsize g = 0; g < 2; g++)
    g_assert_cmpfloat_with_epsilon (expected[g], naive_expected[g], 1e-9);
  g_assert_cmpuint (log_rank.df, ==, 1);
}

static void
test_survival_edges (void)
{
  static const double times[] = { 5, 5, 5, 8 };
  static const guint8 events[] = { 1, 0, 1, 1 };
  static const guint32 groups[] = { 0, 0, 0, 0 };
  g_autofree SySurvivalPoint *points = NULL;
  g_autofree SySurvivalPoint *none = NULL;
  gsize n_points;
  SyLogRank log_rank;

  /* The one censored at 5 counts as at risk there. */
  points = sy_kaplan_meier (times, events, 4, &n_points);
  g_assert_cmpuint (n_points, ==, 2);
  g_assert_cmpuint (points[0].at_risk, ==, 4);
  g_assert_cmpfloat_with_epsilon (points[0].survival, 0.5, 1e-14);
  g_assert_cmpfloat (points[1].survival, ==, 0);
  g_assert_true (isnan (points[1].se));
  none = sy_kaplan_meier (times, events, 0, &n_points);
  g_assert_cmpuint (n_points, ==, 0);
  sy_log_rank (times, events, groups, 4, 2, NULL, NULL, &log_rank);
  g_assert_true (isnan (log_rank.chi2));
}

/* From a Python implementation of the formula; the rates move what the lift is of, or nothing. */
static void
test_lift_interval (void)
{
  static const struct
  {
    double top;
    double rest;
    double low;
    double high;
  } cases[] = {
    { 20, 100, 1.18529045930872, 2.13235047879656 },
    { 0, 100, 0, 0.338618293945082 },
    { 10, 0, 7.24590400064313, 10 },
    { 40, 0, 9.13223234264983, 10 },
  };
  SyInterval none;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyInterval interval = sy_lift_interval (cases[i].top / 40, 40, cases[i].rest / 360, 360, 0.1);

      g_assert_cmpfloat_with_epsilon (interval.low, cases[i].low, 1e-12);
      g_assert_cmpfloat_with_epsilon (interval.high, cases[i].high, 1e-12);
    }
  none = sy_lift_interval (0, 40, 0, 360, 0.1);
  g_assert_true (isnan (none.low) && isnan (none.high));
  none = sy_lift_interval (0.5, 1, NAN, 0, 1);
  g_assert_true (isnan (none.low) && isnan (none.high));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/proportion/wilson-ends", test_wilson_ends);
  g_test_add_func ("/stats/proportion/H5-lift-interval", test_lift_interval);
  g_test_add_func ("/stats/proportion/trend-degenerate", test_trend_degenerate);
  g_test_add_func ("/stats/proportion/trend-sign", test_trend_sign);
  g_test_add_func ("/stats/proportion/two-degenerate", test_two_proportions_degenerate);
  g_test_add_func ("/stats/testing/mcnemar", test_mcnemar);
  g_test_add_func ("/stats/testing/benjamini-hochberg", test_benjamini_hochberg);
  g_test_add_func ("/stats/scorecard/information-value", test_information_value);
  g_test_add_func ("/stats/scorecard/overlap-empty", test_overlap_empty);
  g_test_add_func ("/stats/survival/P6-late-entry", test_late_entry);
  g_test_add_func ("/stats/survival/edges", test_survival_edges);
  return g_test_run ();
}
