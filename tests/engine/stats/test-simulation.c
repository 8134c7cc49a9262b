/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What intervals and limits promise, held against seeded simulations. */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

#include "random.h"

/* Normal scores, one standard deviation apart: the area is Phi (1 / sqrt 2). */
static void
test_delong_coverage (void)
{
  enum
  {
    TRIALS = 4000,
    N = 120
  };
  const double truth = 0.5 * erfc (-0.5);
  TestRandom random = { 21 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  guint covered = 0;

  for (guint trial = 0; trial < TRIALS; trial++)
    {
      double scores[N];
      guint8 outcome[N];
      SyAuc auc;

      for (gsize i = 0; i < N; i++)
        {
          outcome[i] = i % 3 == 0;
          scores[i] = test_random_normal (&random) + outcome[i];
        }
      g_assert_true (sy_ranking_reset (ranking, scores, N, SY_RANK_HIGH_FIRST, NULL));
      g_assert_true (sy_auc_compute (ranking, outcome, &auc, NULL));
      covered += auc.low <= truth && truth <= auc.high;
    }
  g_assert_cmpfloat_with_epsilon ((double) covered / TRIALS, 0.95, 0.015);
}

/* Six rows a person that share most of their score and outcome: rows taken as independent cover far
 * too little, people do not. */
static void
test_clustered_coverage (void)
{
  enum
  {
    TRIALS = 1500,
    PEOPLE = 80,
    ROWS = 6,
    N = PEOPLE * ROWS
  };
  TestRandom random = { 22 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyRoc) roc = sy_roc_new ();
  guint covered = 0;
  guint covered_rows = 0;

  for (guint trial = 0; trial < TRIALS; trial++)
    {
      double scores[N];
      guint8 outcome[N];
      guint32 clusters[N];
      guint32 placements[N];
      SyAuc auc;
      SyAuc rows;

      /* Score and outcome are independent, so the area is one half. */
      for (guint32 person = 0; person < PEOPLE; person++)
        {
          double level = test_random_normal (&random);
          double chance = test_random_unit (&random) < 0.5 ? 0.15 : 0.85;

          for (gsize row = 0; row < ROWS; row++)
            {
              clusters[row * PEOPLE + person] = person;
              scores[row * PEOPLE + person] = level + 0.3 * test_random_normal (&random);
              outcome[row * PEOPLE + person] = test_random_unit (&random) < chance;
            }
        }
      g_assert_true (sy_ranking_reset (ranking, scores, N, SY_RANK_HIGH_FIRST, NULL));
      sy_roc_reset (roc, ranking, outcome);
      sy_roc_get_placements (roc, placements);
      g_assert_true (sy_roc_get_auc (roc, &rows, NULL));
      g_assert_true (sy_auc_clustered (placements, outcome, clusters, N, PEOPLE, &auc, NULL));
      covered += auc.low <= 0.5 && 0.5 <= auc.high;
      covered_rows += rows.low <= 0.5 && 0.5 <= rows.high;
    }
  g_assert_cmpfloat_with_epsilon ((double) covered / TRIALS, 0.945, 0.02);
  g_assert_cmpfloat ((double) covered_rows / TRIALS, <, 0.8);
}

/* Without any change the critical value is exceeded once in 20 times. */
static void
test_psi_null (void)
{
  enum
  {
    TRIALS = 4000
  };
  static const double edges[] = { 0.095, 0.315, 0.6725, 0.9325 };
  TestRandom random = { 23 };
  guint exceeded = 0;
  guint exceeded_habit = 0;

  for (guint trial = 0; trial < TRIALS; trial++)
    {
      double first[400];
      double second[300];
      gsize reference[5];
      gsize current[5];
      SyPsi psi;

      for (gsize i = 0; i < 400; i++)
        first[i] = test_random_unit (&random);
      for (gsize i = 0; i < 300; i++)
        second[i] = test_random_unit (&random);
      sy_bins_count (edges, 4, first, 400, reference);
      sy_bins_count (edges, 4, second, 300, current);
      sy_psi (reference, current, 5, NULL, &psi);
      exceeded += psi.value > psi.critical;
      exceeded_habit += psi.value > 0.1;
    }
  g_assert_cmpfloat_with_epsilon ((double) exceeded / TRIALS, 0.05, 0.015);
  g_assert_cmpfloat ((double) exceeded_habit / TRIALS, <, 0.01);
}

/* The same with a score of few values and bins from the quantiles of the reference: as many people
 * on both sides, two to four values. */
static void
test_psi_null_discrete (void)
{
  enum
  {
    TRIALS = 6000,
    N = 300
  };
  TestRandom random = { 25 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();

  for (guint n_values = 2; n_values <= 4; n_values++)
    {
      guint exceeded = 0;

      for (guint trial = 0; trial < TRIALS; trial++)
        {
          g_autofree double *edges = NULL;
          double scores[2][N];
          gsize counts[2][10];
          gsize n_edges;
          SyPsi psi;

          for (guint side = 0; side < 2; side++)
            for (gsize i = 0; i < N; i++)
              scores[side][i] = floor (n_values * test_random_unit (&random));
          g_assert_true (sy_ranking_reset (ranking, scores[0], N, SY_RANK_LOW_FIRST, NULL));
          edges = sy_bins_from_quantiles (ranking, 10, &n_edges);
          for (guint side = 0; side < 2; side++)
            sy_bins_count (edges, n_edges, scores[side], N, counts[side]);
          sy_psi (counts[0], counts[1], n_edges + 1, NULL, &psi);
          exceeded += psi.value > psi.critical;
        }
      g_assert_cmpfloat_with_epsilon ((double) exceeded / TRIALS, 0.05, 0.015);
    }
}

static void
test_wilson_coverage (void)
{
  enum
  {
    TRIALS = 20000,
    N = 50
  };
  TestRandom random = { 24 };
  guint covered = 0;

  for (guint trial = 0; trial < TRIALS; trial++)
    {
      guint hits = 0;
      SyInterval interval;

      for (guint i = 0; i < N; i++)
        hits += test_random_unit (&random) < 0.1;
      interval = sy_wilson (hits, N);
      covered += interval.low <= 0.1 && 0.1 <= interval.high;
    }
  /* The exact coverage at n = 50, p = 0.1 is 0.9703: pbinom (9, 50, .1) - pbinom (1, 50, .1) + ... */
  g_assert_cmpfloat_with_epsilon ((double) covered / TRIALS, 0.9703, 0.006);
}

/* A tenth with one rate and the rest with another, from rare to frequent outcomes: the lift is known. */
static void
test_lift_coverage (void)
{
  static const double rates[][2] = { { 0.2, 0.04 }, { 0.35, 0.08 }, { 0.8, 0.3 }, { 0.9, 0.6 }, { 0.5, 0.5 } };
  enum
  {
    TRIALS = 4000,
    N_TOP = 60,
    N_REST = 540
  };
  TestRandom random = { 26 };

  for (gsize r = 0; r < G_N_ELEMENTS (rates); r++)
    {
      const double truth = rates[r][0] / (0.1 * rates[r][0] + 0.9 * rates[r][1]);
      guint covered = 0;

      for (guint trial = 0; trial < TRIALS; trial++)
        {
          guint top = 0;
          guint rest = 0;
          SyInterval interval;

          for (guint i = 0; i < N_TOP; i++)
            top += test_random_unit (&random) < rates[r][0];
          for (guint i = 0; i < N_REST; i++)
            rest += test_random_unit (&random) < rates[r][1];
          interval = sy_lift_interval (top / (double) N_TOP, N_TOP, rest / (double) N_REST, N_REST, 0.1);
          covered += interval.low <= truth && truth <= interval.high;
        }
      g_assert_cmpfloat_with_epsilon ((double) covered / TRIALS, 0.95, 0.015);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/simulation/delong-coverage", test_delong_coverage);
  g_test_add_func ("/stats/simulation/clustered-coverage", test_clustered_coverage);
  g_test_add_func ("/stats/simulation/psi-null", test_psi_null);
  g_test_add_func ("/stats/simulation/H2-psi-null-discrete", test_psi_null_discrete);
  g_test_add_func ("/stats/simulation/H5-lift-coverage", test_lift_coverage);
  g_test_add_func ("/stats/simulation/wilson-coverage", test_wilson_coverage);
  return g_test_run ();
}
