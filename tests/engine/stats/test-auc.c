/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

#include "random.h"

#define N 120

static void
make_sample (TestRandom *random,
             guint n_values,
             double *scores,
             guint8 *outcome,
             gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      outcome[i] = i < 2 ? (guint8) i : test_random_unit (random) < 0.35;
      scores[i] = floor (n_values * test_random_unit (random)) + 2.0 * outcome[i];
    }
}

static SyAuc
get_auc (const double *scores,
         const guint8 *outcome,
         gsize n,
         SyRankOrder order)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (GError) error = NULL;
  SyAuc auc = { 0 };

  g_assert_true (sy_ranking_reset (ranking, scores, n, order, NULL));
  sy_auc_compute (ranking, outcome, &auc, &error);
  g_assert_no_error (error);
  return auc;
}

/* DeLong's components by comparing every pair. */
static void
get_components (const double *scores,
                const guint8 *outcome,
                gsize n,
                double *out_components)
{
  double counts[2] = { 0 };

  for (gsize i = 0; i < n; i++)
    counts[outcome[i]]++;
  for (gsize i = 0; i < n; i++)
    {
      out_components[i] = 0;
      for (gsize j = 0; j < n; j++)
        if (outcome[j] != outcome[i])
          {
            double with = outcome[i] ? scores[i] : scores[j];
            double without = outcome[i] ? scores[j] : scores[i];

            out_components[i] += (with > without) + 0.5 * (with == without);
          }
      out_components[i] /= counts[1 - outcome[i]];
    }
}

static double
get_covariance_of_means (const double *a,
                         const double *b,
                         const guint8 *outcome,
                         gsize n)
{
  double result = 0;

  for (guint class = 0; class < 2; class ++)
    {
      double mean_a = 0;
      double mean_b = 0;
      double count = 0;
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        if (outcome[i] == class)
          {
            mean_a += a[i];
            mean_b += b[i];
            count++;
          }
      mean_a /= count;
      mean_b /= count;
      for (gsize i = 0; i < n; i++)
        if (outcome[i] == class)
          sum += (a[i] - mean_a) * (b[i] - mean_b);
      result += sum / (count - 1) / count;
    }
  return result;
}

static void
test_definition (void)
{
  TestRandom random = { 5 };

  for (guint round = 0; round < 50; round++)
    {
      double scores[N];
      double second[N];
      guint8 outcome[N];
      double a[N];
      double b[N];
      double variance;
      g_autoptr (SyRanking) ranking1 = sy_ranking_new ();
      g_autoptr (SyRanking) ranking2 = sy_ranking_new ();
      SyAucComparison paired;
      SyAuc auc;

      make_sample (&random, 2 + round, scores, outcome, N);
      for (gsize i = 0; i < N; i++)
        second[i] = scores[i] + floor (6 * test_random_unit (&random));
      get_components (scores, outcome, N, a);
      get_components (second, outcome, N, b);
      auc = get_auc (scores, outcome, N, SY_RANK_HIGH_FIRST);
      g_assert_cmpfloat_with_epsilon (auc.variance, get_covariance_of_means (a, a, outcome, N),
                                      1e-13);

      g_assert_true (sy_ranking_reset (ranking1, scores, N, SY_RANK_HIGH_FIRST, NULL));
      g_assert_true (sy_ranking_reset (ranking2, second, N, SY_RANK_HIGH_FIRST, NULL));
      g_assert_true (sy_auc_compare (ranking1, ranking2, outcome, &paired, NULL));
      variance = get_covariance_of_means (a, a, outcome, N) +
                 get_covariance_of_means (b, b, outcome, N) -
                 2 * get_covariance_of_means (a, b, outcome, N);
      g_assert_cmpfloat_with_epsilon (paired.se * paired.se, variance, 1e-13);
      g_assert_cmpfloat_with_epsilon (paired.first, auc.value, 1e-13);
      g_assert_cmpfloat_with_epsilon (paired.second,
                                      get_auc (second, outcome, N, SY_RANK_HIGH_FIRST).value,
                                      1e-13);
    }
}

static void
test_antisymmetry (void)
{
  TestRandom random = { 6 };
  double scores[N];
  double negated[N];
  guint8 outcome[N];
  guint8 swapped[N];
  SyAuc auc;
  SyAuc other;

  make_sample (&random, 30, scores, outcome, N);
  for (gsize i = 0; i < N; i++)
    {
      negated[i] = -scores[i];
      swapped[i] = !outcome[i];
    }
  auc = get_auc (scores, outcome, N, SY_RANK_HIGH_FIRST);
  g_assert_cmpfloat (auc.value, >, 0.5);
  g_assert_cmpfloat_with_epsilon (get_auc (negated, outcome, N, SY_RANK_HIGH_FIRST).value,
                                  1 - auc.value, 1e-14);
  g_assert_cmpfloat_with_epsilon (get_auc (scores, swapped, N, SY_RANK_HIGH_FIRST).value,
                                  1 - auc.value, 1e-14);
  g_assert_cmpfloat_with_epsilon (get_auc (scores, outcome, N, SY_RANK_LOW_FIRST).value,
                                  1 - auc.value, 1e-14);
  /* Turned twice it is the same, variance included. */
  other = get_auc (negated, outcome, N, SY_RANK_LOW_FIRST);
  g_assert_cmpfloat (other.value, ==, auc.value);
  g_assert_cmpfloat (other.variance, ==, auc.variance);
}

static void
test_monotone (void)
{
  TestRandom random = { 7 };
  double scores[N];
  double transformed[N];
  guint8 outcome[N];
  SyAuc auc;
  SyAuc other;

  make_sample (&random, 12, scores, outcome, N);
  auc = get_auc (scores, outcome, N, SY_RANK_HIGH_FIRST);
  for (guint k = 0; k < 3; k++)
    {
      for (gsize i = 0; i < N; i++)
        transformed[i] = k == 0 ? exp (scores[i] - 40) : k == 1 ? cbrt (scores[i]) - 5
                                                                : 1e-18 * scores[i];
      other = get_auc (transformed, outcome, N, SY_RANK_HIGH_FIRST);
      g_assert_cmpfloat (other.value, ==, auc.value);
      g_assert_cmpfloat (other.variance, ==, auc.variance);
    }
}

static void
test_order_of_rows (void)
{
  TestRandom random = { 8 };
  double scores[N];
  double shuffled[N];
  guint8 outcome[N];
  guint8 shuffled_outcome[N];
  SyAuc auc;
  SyAuc other;

  make_sample (&random, 9, scores, outcome, N);
  for (gsize i = 0; i < N; i++)
    {
      shuffled[i] = scores[(i * 7) % N];
      shuffled_outcome[i] = outcome[(i * 7) % N];
    }
  auc = get_auc (scores, outcome, N, SY_RANK_HIGH_FIRST);
  other = get_auc (shuffled, shuffled_outcome, N, SY_RANK_HIGH_FIRST);
  g_assert_cmpfloat (other.value, ==, auc.value);
  g_assert_cmpfloat (other.variance, ==, auc.variance);
}

static void
test_all_tied (void)
{
  static const double scores[] = { 3, 3, 3, 3, 3 };
  static const guint8 outcome[] = { 1, 0, 0, 1, 0 };
  SyAuc auc = get_auc (scores, outcome, 5, SY_RANK_HIGH_FIRST);

  g_assert_cmpfloat (auc.value, ==, 0.5);
  g_assert_cmpfloat (auc.variance, ==, 0);
}

static void
test_perfect (void)
{
  static const double scores[] = { 1, 2, 3, 4 };
  static const guint8 outcome[] = { 0, 0, 1, 1 };
  SyAuc auc = get_auc (scores, outcome, 4, SY_RANK_HIGH_FIRST);
  double low;
  double high;

  g_assert_cmpfloat (auc.value, ==, 1);
  g_assert_cmpfloat (auc.low, ==, 1);
  g_assert_cmpfloat (auc.high, ==, 1);
  sy_auc_logit_interval (&auc, &low, &high);
  g_assert_cmpfloat (low, ==, 1);
}

static void
test_logit_interval (void)
{
  static const double scores[] = { 1, 2, 3, 4, 2.5, 5 };
  static const guint8 outcome[] = { 0, 0, 1, 1, 0, 1 };
  SyAuc auc = get_auc (scores, outcome, 6, SY_RANK_HIGH_FIRST);
  double low;
  double high;

  auc.value = 0.95;
  auc.variance = 0.01;
  sy_auc_logit_interval (&auc, &low, &high);
  /* By hand: logit 2.944439, se 0.1 / 0.0475 = 2.105263. */
  g_assert_cmpfloat_with_epsilon (low,
                                  1 / (1 +
                                       exp (-(2.9444389791664403 - SY_Z95 * 2.1052631578947367))),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (high,
                                  1 / (1 +
                                       exp (-(2.9444389791664403 + SY_Z95 * 2.1052631578947367))),
                                  1e-12);
  g_assert_cmpfloat (high, <, 1);
}

static void
test_one_class (void)
{
  static const double scores[] = { 1, 2, 3 };
  static const guint8 nobody[] = { 0, 0, 0 };
  static const guint32 placements[] = { 1, 2, 3 };
  static const guint32 clusters[] = { 0, 1, 1 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (GError) error = NULL;
  SyAuc auc;
  SyAucComparison paired;

  g_assert_true (sy_ranking_reset (ranking, scores, 3, SY_RANK_HIGH_FIRST, NULL));
  g_assert_false (sy_auc_compute (ranking, nobody, &auc, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  g_assert_false (sy_auc_compare (ranking, ranking, nobody, &paired, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  g_assert_false (sy_auc_clustered (placements, nobody, clusters, 3, 2, &auc, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  g_assert_false (
      sy_auc_compare_clustered (placements, placements, nobody, clusters, 3, 2, &paired, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
}

static void
test_same_score (void)
{
  TestRandom random = { 12 };
  double scores[N];
  guint8 outcome[N];
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  SyAucComparison paired;

  make_sample (&random, 12, scores, outcome, N);
  g_assert_true (sy_ranking_reset (ranking, scores, N, SY_RANK_HIGH_FIRST, NULL));
  g_assert_true (sy_auc_compare (ranking, ranking, outcome, &paired, NULL));
  g_assert_cmpfloat (paired.difference, ==, 0);
  g_assert_cmpfloat (paired.z, ==, 0);
  g_assert_cmpfloat (paired.p, ==, 1);
}

/* One row a person gives DeLong's variance; every row twice gives that of the rows once. */
static void
test_clustered_limits (void)
{
  TestRandom random = { 13 };
  double scores[2 * N];
  double second[2 * N];
  guint8 outcome[2 * N];
  guint32 clusters[2 * N];
  guint32 placements[2 * N];
  guint32 placements2[2 * N];
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyRoc) roc = sy_roc_new ();
  SyAuc auc;
  SyAuc clustered;
  SyAucComparison paired;
  SyAucComparison paired_clustered;

  make_sample (&random, 14, scores, outcome, N);
  for (gsize i = 0; i < N; i++)
    {
      second[i] = scores[i] + 8 * test_random_unit (&random);
      scores[N + i] = scores[i];
      second[N + i] = second[i];
      outcome[N + i] = outcome[i];
      clusters[i] = clusters[N + i] = (guint32) (N - 1 - i);
    }
  for (guint rows = 1; rows <= 2; rows++)
    {
      gsize n = rows * N;

      g_assert_true (sy_ranking_reset (ranking, second, n, SY_RANK_HIGH_FIRST, NULL));
      sy_roc_reset (roc, ranking, outcome);
      sy_roc_get_placements (roc, placements2);
      g_assert_true (sy_ranking_reset (ranking, scores, n, SY_RANK_HIGH_FIRST, NULL));
      sy_roc_reset (roc, ranking, outcome);
      sy_roc_get_placements (roc, placements);
      if (rows == 1)
        {
          g_assert_true (sy_roc_get_auc (roc, &auc, NULL));
          g_assert_true (
              sy_auc_compare_placements (placements, placements2, outcome, n, &paired, NULL));
        }
      g_assert_true (sy_auc_clustered (placements, outcome, clusters, n, N, &clustered, NULL));
      g_assert_true (sy_auc_compare_clustered (placements, placements2, outcome, clusters, n, N,
                                               &paired_clustered, NULL));
      g_assert_cmpfloat_with_epsilon (clustered.value, auc.value, 1e-13);
      g_assert_cmpfloat_with_epsilon (clustered.variance, auc.variance, 1e-13);
      g_assert_cmpfloat_with_epsilon (paired_clustered.difference, paired.difference, 1e-13);
      g_assert_cmpfloat_with_epsilon (paired_clustered.se, paired.se, 1e-12);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/auc/definition", test_definition);
  g_test_add_func ("/stats/auc/antisymmetry", test_antisymmetry);
  g_test_add_func ("/stats/auc/monotone", test_monotone);
  g_test_add_func ("/stats/auc/order-of-rows", test_order_of_rows);
  g_test_add_func ("/stats/auc/all-tied", test_all_tied);
  g_test_add_func ("/stats/auc/perfect", test_perfect);
  g_test_add_func ("/stats/auc/logit-interval", test_logit_interval);
  g_test_add_func ("/stats/auc/one-class", test_one_class);
  g_test_add_func ("/stats/auc/same-score", test_same_score);
  g_test_add_func ("/stats/auc/clustered-limits", test_clustered_limits);
  return g_test_run ();
}
