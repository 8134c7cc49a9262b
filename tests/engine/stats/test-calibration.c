/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

static void
test_logistic_constant (void)
{
  static const double scores[] = { 7, 7, 7, 7 };
  static const guint8 outcome[] = { 1, 0, 0, 0 };
  SyLogistic fit;

  g_assert_true (sy_logistic_fit (scores, outcome, 4, SY_TARGETS_PLAIN, &fit, NULL));
  g_assert_cmpfloat (fit.b1, ==, 0);
  g_assert_cmpfloat_with_epsilon (sy_logistic_predict (&fit, 7), 0.25, 1e-12);
}

static void
test_logistic_separated (void)
{
  static const double scores[] = { 1, 2, 3, 10, 11, 12 };
  static const guint8 outcome[] = { 0, 0, 0, 1, 1, 1 };
  SyLogistic plain;
  SyLogistic platt;

  g_assert_true (sy_logistic_fit (scores, outcome, 6, SY_TARGETS_PLAIN, &plain, NULL));
  g_assert_true (isfinite (plain.b0) && isfinite (plain.b1));
  g_assert_cmpfloat (sy_logistic_predict (&plain, 3), <, 0.001);
  g_assert_cmpfloat (sy_logistic_predict (&plain, 10), >, 0.999);
  /* Platt's targets keep away from 0 and 1: 4/5 and 1/5 on average here. */
  g_assert_true (sy_logistic_fit (scores, outcome, 6, SY_TARGETS_PLATT, &platt, NULL));
  g_assert_cmpfloat (sy_logistic_predict (&platt, 10), <, 0.9);
  g_assert_cmpfloat (platt.b1, <, plain.b1);
}

static void
test_logistic_errors (void)
{
  static const double scores[] = { 1, 2 };
  static const double bad[] = { 1, (double) NAN };
  static const guint8 nobody[] = { 0, 0 };
  static const guint8 outcome[] = { 0, 1 };
  g_autoptr (GError) error = NULL;
  SyLogistic fit;

  g_assert_false (sy_logistic_fit (scores, nobody, 2, SY_TARGETS_PLAIN, &fit, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  g_assert_false (sy_logistic_fit (bad, outcome, 2, SY_TARGETS_PLAIN, &fit, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
}

/* Scale and offset of the scores change the coefficients, not the probabilities. */
static void
test_logistic_scale (void)
{
  static const double scores[] = { 1, 2, 3, 4, 5, 6 };
  static const guint8 outcome[] = { 0, 1, 0, 0, 1, 1 };
  double scaled[6];
  SyLogistic fit;
  SyLogistic fit_scaled;

  for (gsize i = 0; i < 6; i++)
    scaled[i] = 1e6 + 1e-3 * scores[i];
  g_assert_true (sy_logistic_fit (scores, outcome, 6, SY_TARGETS_PLAIN, &fit, NULL));
  g_assert_true (sy_logistic_fit (scaled, outcome, 6, SY_TARGETS_PLAIN, &fit_scaled, NULL));
  for (gsize i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (sy_logistic_predict (&fit, scores[i]),
                                    sy_logistic_predict (&fit_scaled, scaled[i]), 1e-5);
}

/* Rows counted by score give what the rows give. */
static void
test_counts (void)
{
  static const double scores[] = { 1, 1, 2, 2, 2, 5, 5 };
  static const guint8 outcome[] = { 0, 1, 0, 0, 1, 1, 1 };
  static const double distinct[] = { 1, 2, 5 };
  static const gsize positives[] = { 1, 1, 2 };
  static const gsize counts[] = { 2, 3, 2 };
  double row_probabilities[7];
  double probabilities[3];
  SyLogistic rows;
  SyLogistic counted;
  SyReliability rows_reliability;
  SyReliability counted_reliability;

  g_assert_true (sy_logistic_fit (scores, outcome, 7, SY_TARGETS_PLATT, &rows, NULL));
  g_assert_true (
      sy_logistic_fit_counts (distinct, positives, counts, 3, SY_TARGETS_PLATT, NULL, &counted, NULL));
  g_assert_cmpfloat_with_epsilon (rows.b0, counted.b0, 1e-10);
  g_assert_cmpfloat_with_epsilon (rows.b1, counted.b1, 1e-10);
  for (gsize i = 0; i < 7; i++)
    row_probabilities[i] = sy_logistic_predict (&rows, scores[i]);
  for (gsize i = 0; i < 3; i++)
    probabilities[i] = sy_logistic_predict (&rows, distinct[i]);
  g_assert_true (sy_reliability_compute (row_probabilities, outcome, 7, &rows_reliability, NULL));
  g_assert_true (sy_reliability_compute_counts (probabilities, positives, counts, 3,
                                                &counted_reliability, NULL));
  g_assert_cmpfloat_with_epsilon (rows_reliability.brier, counted_reliability.brier, 1e-14);
  g_assert_cmpfloat_with_epsilon (rows_reliability.log_loss, counted_reliability.log_loss, 1e-14);
  g_assert_cmpfloat_with_epsilon (rows_reliability.ece, counted_reliability.ece, 1e-14);
}

static void
test_isotonic (void)
{
  static const double scores[] = { 1, 2, 2, 3, 4 };
  static const guint8 outcome[] = { 0, 1, 0, 0, 1 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyIsotonic) rising = NULL;
  g_autoptr (SyIsotonic) falling = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_ranking_reset (ranking, scores, 5, SY_RANK_HIGH_FIRST, NULL));
  rising = sy_isotonic_fit (ranking, outcome, NULL);
  g_assert_cmpfloat (sy_isotonic_predict (rising, 0), ==, 0);
  g_assert_cmpfloat_with_epsilon (sy_isotonic_predict (rising, 2), 1.0 / 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (sy_isotonic_predict (rising, 2.5), 1.0 / 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (sy_isotonic_predict (rising, 1.5), 1.0 / 6, 1e-14);
  g_assert_cmpfloat (sy_isotonic_predict (rising, 9), ==, 1);

  g_assert_true (sy_ranking_reset (ranking, scores, 5, SY_RANK_LOW_FIRST, NULL));
  falling = sy_isotonic_fit (ranking, outcome, NULL);
  for (gsize i = 1; i < falling->n_knots; i++)
    g_assert_cmpfloat (falling->values[i], <=, falling->values[i - 1]);

  g_assert_true (sy_ranking_reset (ranking, NULL, 0, SY_RANK_LOW_FIRST, NULL));
  g_assert_null (sy_isotonic_fit (ranking, outcome, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
}

static void
test_reliability_edges (void)
{
  static const double probabilities[] = { 0.0, 1.0, 0.1, 0.99999 };
  static const double bad[] = { 1.5 };
  static const guint8 outcome[] = { 0, 1, 1, 1 };
  SyReliability reliability;
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_reliability_compute (probabilities, outcome, 4, &reliability, NULL));
  g_assert_cmpuint (reliability.bins[0].n, ==, 1);
  g_assert_cmpuint (reliability.bins[1].n, ==, 1);
  g_assert_cmpuint (reliability.bins[9].n, ==, 2);
  g_assert_true (isnan (reliability.bins[5].observed));
  g_assert_true (isfinite (reliability.log_loss));
  g_assert_false (sy_reliability_compute (bad, outcome, 1, &reliability, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
  g_clear_error (&error);
  g_assert_false (sy_reliability_compute (bad, outcome, 0, &reliability, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
}

static void
test_correlation_degenerate (void)
{
  static const double flat[] = { 2, 2, 2 };
  static const double rising[] = { 1, 2, 3 };
  static const guint8 outcome[] = { 0, 1, 1 };
  static const guint8 nobody[] = { 0, 0, 0 };

  g_assert_true (isnan (sy_point_biserial (flat, outcome, 3)));
  g_assert_true (isnan (sy_point_biserial (rising, nobody, 3)));
  g_assert_true (isnan (sy_spearman (flat, rising, 3)));
  g_assert_true (isnan (sy_spearman (rising, rising, 1)));
  g_assert_cmpfloat_with_epsilon (sy_spearman (rising, rising, 3), 1, 1e-14);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/calibration/logistic-constant", test_logistic_constant);
  g_test_add_func ("/stats/calibration/logistic-separated", test_logistic_separated);
  g_test_add_func ("/stats/calibration/logistic-errors", test_logistic_errors);
  g_test_add_func ("/stats/calibration/logistic-scale", test_logistic_scale);
  g_test_add_func ("/stats/calibration/counts", test_counts);
  g_test_add_func ("/stats/calibration/isotonic", test_isotonic);
  g_test_add_func ("/stats/calibration/reliability-edges", test_reliability_edges);
  g_test_add_func ("/stats/association/degenerate", test_correlation_degenerate);
  return g_test_run ();
}
