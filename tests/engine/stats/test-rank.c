/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sy-engine.h"

#include "random.h"

static guint n_threads = 1;

static SyRanking *
rank (const double *scores,
      gsize n,
      SyRankOrder order)
{
  SyRanking *ranking = sy_ranking_new ();
  g_autoptr (GError) error = NULL;

  sy_ranking_set_n_threads (ranking, n_threads);
  sy_ranking_reset (ranking, scores, n, order, &error);
  g_assert_no_error (error);
  return ranking;
}

/* Checks a ranking against its definition: neighbours in order, ties in index order, groups exact. */
static void
check_ranking (const SyRanking *ranking,
               const double *scores,
               gsize n,
               SyRankOrder order)
{
  gsize n_groups;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_groups);
  const guint32 *indexes = sy_ranking_get_order (ranking);
  g_autofree guint8 *seen = g_new0 (guint8, n + 1);
  gsize g = 0;

  g_assert_cmpuint (sy_ranking_get_n_scores (ranking), ==, n);
  g_assert_cmpuint (n > 0 ? ends[n_groups - 1] : n_groups, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      double value = sy_number_round12 (scores[indexes[i]]);

      g_assert_cmpuint (seen[indexes[i]]++, ==, 0);
      g_assert_true (sy_ranking_get_value (ranking, i) == value);
      if (i == ends[g])
        g++;
      if (i > 0)
        {
          double before = sy_number_round12 (scores[indexes[i - 1]]);

          if (i > (g > 0 ? ends[g - 1] : 0))
            {
              g_assert_true (before == value);
              g_assert_cmpuint (indexes[i - 1], <, indexes[i]);
            }
          else
            g_assert_true (order == SY_RANK_HIGH_FIRST ? before > value : before < value);
        }
    }
}

static void
check_both (const double *scores,
            gsize n)
{
  for (guint order = SY_RANK_HIGH_FIRST; order <= SY_RANK_LOW_FIRST; order++)
    {
      g_autoptr (SyRanking) ranking = rank (scores, n, order);

      check_ranking (ranking, scores, n, order);
    }
}

static void
test_small (void)
{
  static const double scores[] = { 2.0, -1.0, 2.0, 0.0, -0.0 };

  for (gsize n = 0; n <= G_N_ELEMENTS (scores); n++)
    check_both (scores, n);
}

static void
test_kinds (gconstpointer data)
{
  enum
  {
    N = 30000
  };
  g_autofree double *scores = g_new (double, N);
  TestRandom random = { 11 };

  n_threads = GPOINTER_TO_UINT (data);
  for (guint kind = 0; kind < 9; kind++)
    {
      for (gsize i = 0; i < N; i++)
        {
          double u = test_random_unit (&random);
          double values[] = {
            100 * u,
            floor (20 * u) - 10,
            1000 + 1e-9 * u,
            pow (10, 600 * u - 300),
            i % 3 == 0 ? 0.0 : test_random_normal (&random),
            5.0,
            (i % 100 == 0 ? 1e-20 : 1.0) * u,
            12345.0 + 1e-8 * floor (30 * u),
            i < N / 2 ? 100 : 99 + 1e-4 * u,
          };

          scores[i] = values[kind];
        }
      check_both (scores, N);
    }
  n_threads = 1;
}

static void
test_twelve_digits (void)
{
  /* The first three are equal to 12 digits, whichever way sums were taken; the next two are not. */
  static const double scores[] = { 0.3, 0.1 + 0.2, 0.29999999999999993, 0.30000000001,
                                   0.300000000001 };
  g_autoptr (SyRanking) ranking = rank (scores, G_N_ELEMENTS (scores), SY_RANK_HIGH_FIRST);
  const guint32 *order = sy_ranking_get_order (ranking);
  gsize n_groups;

  sy_ranking_get_group_ends (ranking, &n_groups);
  g_assert_cmpuint (n_groups, ==, 3);
  g_assert_cmpuint (order[0], ==, 3);
  g_assert_cmpuint (order[1], ==, 4);
  g_assert_cmpuint (order[2], ==, 0);
  g_assert_cmpuint (order[3], ==, 1);
  g_assert_cmpuint (order[4], ==, 2);
}

static void
test_not_finite (void)
{
  static const double bad[] = { (double) NAN, (double) INFINITY, (double) -INFINITY };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint order = SY_RANK_HIGH_FIRST; order <= SY_RANK_LOW_FIRST; order++)
      {
        double scores[] = { 1.0, bad[i], 2.0 };
        g_autoptr (SyRanking) ranking = sy_ranking_new ();
        g_autoptr (GError) error = NULL;

        g_assert_false (sy_ranking_reset (ranking, scores, 3, order, &error));
        g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
        g_assert_cmpuint (sy_ranking_get_n_scores (ranking), ==, 0);
      }
}

static void
test_reuse (void)
{
  static const double first[] = { 3, 1, 2 };
  static const double second[] = { 7, 9, 8, 8, 5 };
  g_autoptr (SyRanking) ranking = rank (first, 3, SY_RANK_HIGH_FIRST);

  g_assert_true (sy_ranking_reset (ranking, second, 5, SY_RANK_LOW_FIRST, NULL));
  check_ranking (ranking, second, 5, SY_RANK_LOW_FIRST);
  g_assert_true (sy_ranking_reset (ranking, first, 2, SY_RANK_HIGH_FIRST, NULL));
  check_ranking (ranking, first, 2, SY_RANK_HIGH_FIRST);
}

static void
test_quantiles (void)
{
  static const double scores[] = { 4, 1, 3, 2 };

  for (guint order = SY_RANK_HIGH_FIRST; order <= SY_RANK_LOW_FIRST; order++)
    {
      g_autoptr (SyRanking) ranking = rank (scores, 4, order);

      /* R: quantile (c (4, 1, 3, 2), c (0, 0.1, 0.5, 0.95, 1)). */
      g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 0), 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 0.1), 1.3, 1e-12);
      g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 0.5), 2.5, 1e-12);
      g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 0.95), 3.85, 1e-12);
      g_assert_cmpfloat_with_epsilon (sy_ranking_get_quantile (ranking, 1), 4, 1e-12);
    }
}

static void
test_midranks (void)
{
  static const double scores[] = { 10, 20, 20, 5, 20 };
  static const double expected[] = { 2, 4, 4, 1, 4 };
  double ranks[5];

  for (guint order = SY_RANK_HIGH_FIRST; order <= SY_RANK_LOW_FIRST; order++)
    {
      g_autoptr (SyRanking) ranking = rank (scores, 5, order);

      sy_ranking_get_midranks (ranking, ranks);
      for (gsize i = 0; i < 5; i++)
        g_assert_cmpfloat (ranks[i], ==, expected[i]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/rank/small", test_small);
  g_test_add_data_func ("/stats/rank/kinds", GUINT_TO_POINTER (1), test_kinds);
  g_test_add_data_func ("/stats/rank/kinds-two-threads", GUINT_TO_POINTER (2), test_kinds);
  g_test_add_func ("/stats/rank/twelve-digits", test_twelve_digits);
  g_test_add_func ("/stats/rank/not-finite", test_not_finite);
  g_test_add_func ("/stats/rank/reuse", test_reuse);
  g_test_add_func ("/stats/rank/quantiles", test_quantiles);
  g_test_add_func ("/stats/rank/midranks", test_midranks);
  return g_test_run ();
}
