/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

#include "random.h"

static void
test_psi_degenerate (void)
{
  static const gsize some[] = { 3, 4, 5 };
  static const gsize none[] = { 0, 0, 0 };
  double terms[3];
  SyPsi psi;

  sy_psi (some, some, 3, terms, &psi);
  g_assert_cmpfloat (psi.value, ==, 0);
  g_assert_false (psi.filled);
  sy_psi (some, none, 3, terms, &psi);
  g_assert_true (isnan (psi.value));
  sy_psi (none, some, 3, NULL, &psi);
  g_assert_true (isnan (psi.value));
  sy_psi (some, some, 1, NULL, &psi);
  g_assert_cmpfloat (psi.value, ==, 0);
  g_assert_true (isnan (psi.critical));
  g_assert_true (isnan (sy_js_divergence (none, some, 3)));
}

static void
test_psi_symmetric (void)
{
  static const gsize a[] = { 30, 40, 50 };
  static const gsize b[] = { 10, 70, 90 };
  SyPsi first;
  SyPsi second;

  sy_psi (a, b, 3, NULL, &first);
  sy_psi (b, a, 3, NULL, &second);
  g_assert_cmpfloat_with_epsilon (first.value, second.value, 1e-14);
  g_assert_cmpfloat_with_epsilon (first.critical, second.critical, 1e-14);
}

static void
test_bins_ties (void)
{
  /* 0.1 + 0.2 is not 0.3 in binary, but is to 12 digits: it belongs above the edge. */
  static const double edges[] = { 0.3 };
  static const double scores[] = {
    0.3, 0.1 + 0.2, 0.29999999999999993, 0.2999999999, 0.30000001, -5
  };
  gsize counts[2];

  sy_bins_count (edges, 1, scores, 6, counts);
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 4);
}

static void
test_bins_definition (void)
{
  enum
  {
    N = 5000
  };
  TestRandom random = { 31 };
  g_autofree double *scores = g_new (double, N);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();

  for (guint kind = 0; kind < 3; kind++)
    {
      g_autofree double *edges = NULL;
      gsize n_edges;
      gsize counts[10];
      gsize expected[10] = { 0 };

      for (gsize i = 0; i < N; i++)
        scores[i] = kind == 0 ? test_random_normal (&random)
                    : kind == 1
                        ? floor (12 * test_random_unit (&random)) / 10
                        : (test_random_unit (&random) < 0.75 ? 0 : test_random_unit (&random));
      g_assert_true (sy_ranking_reset (ranking, scores, N, SY_RANK_LOW_FIRST, NULL));
      edges = sy_bins_from_quantiles (ranking, 10, &n_edges);
      for (gsize e = 1; e < n_edges; e++)
        g_assert_cmpfloat (edges[e - 1], <, edges[e]);
      for (gsize i = 0; i < N; i++)
        {
          gsize b = 0;

          while (b < n_edges && sy_number_round12 (scores[i]) >= edges[b])
            b++;
          expected[b]++;
        }
      sy_bins_count (edges, n_edges, scores, N, counts);
      for (gsize b = 0; b <= n_edges; b++)
        g_assert_cmpuint (counts[b], ==, expected[b]);
      if (kind == 0)
        for (gsize b = 0; b <= n_edges; b++)
          g_assert_cmpuint (counts[b], ==, N / 10);
      if (kind == 2)
        g_assert_cmpuint (n_edges, <, 9);
    }
}

/* Few distinct values: quantiles fall on the lowest one, and between two. */
static void
test_bins_hold_somebody (void)
{
  static const struct
  {
    guint n_low;
    guint n_middle;
    guint n_high;
    gsize n_edges;
  } cases[] = {
    { 10, 0, 0, 0 },
    { 5, 0, 5, 1 },
    { 9, 0, 1, 1 },
    { 1, 0, 9, 1 },
    { 4, 3, 3, 2 },
    { 1, 1, 1, 2 },
    { 1, 1, 0, 1 },
    { 1, 0, 0, 0 },
  };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree double *edges = NULL;
      double scores[10];
      gsize counts[10];
      gsize n = 0;
      gsize n_edges;

      for (guint i = 0; i < cases[c].n_low; i++)
        scores[n++] = -3;
      for (guint i = 0; i < cases[c].n_middle; i++)
        scores[n++] = 0;
      for (guint i = 0; i < cases[c].n_high; i++)
        scores[n++] = 0.1 + 0.2;
      g_assert_true (sy_ranking_reset (ranking, scores, n, SY_RANK_LOW_FIRST, NULL));
      edges = sy_bins_from_quantiles (ranking, 10, &n_edges);
      g_assert_cmpuint (n_edges, ==, cases[c].n_edges);
      sy_bins_count (edges, n_edges, scores, n, counts);
      for (gsize b = 0; b <= n_edges; b++)
        g_assert_cmpuint (counts[b], >, 0);
    }
}

/* No value and 0 are bins of their own; the others are by the quantiles of the reference's. */
static void
test_psi_of_values (void)
{
  const double reference[] = { NAN, 0, 0, 0, 0, -0.0, 1, 1, 2, 2 };
  const double current[] = { 0, 0, 1, 1, 2, 2, 2, 2, NAN, 3 };
  const gsize then[] = { 1, 5, 2, 2 };
  const gsize now[] = { 1, 2, 2, 5 };
  const double zeros[] = { 0, 0, 0, 0 };
  const double some[] = { 0, 0, 5, 7 };
  const gsize all[] = { 4, 0 };
  const gsize half[] = { 2, 2 };
  SyPsi expected;
  SyPsi psi;

  sy_psi (then, now, 4, NULL, &expected);
  sy_psi_of_values (reference, 10, current, 10, &psi);
  g_assert_cmpfloat_with_epsilon (psi.value, expected.value, 1e-14);
  g_assert_cmpfloat_with_epsilon (psi.critical, expected.critical, 1e-14);
  g_assert_false (psi.filled);
  /* An event that nobody had: what is now not 0 is a bin nobody of the reference is in. */
  sy_psi (all, half, 2, NULL, &expected);
  sy_psi_of_values (zeros, 4, some, 4, &psi);
  g_assert_cmpfloat_with_epsilon (psi.value, expected.value, 1e-14);
  g_assert_true (psi.filled);
  sy_psi_of_values (zeros, 4, zeros, 3, &psi);
  g_assert_cmpfloat (psi.value, ==, 0);
  g_assert_true (isnan (psi.critical));
  sy_psi_of_values (zeros, 4, NULL, 0, &psi);
  g_assert_true (isnan (psi.value));
  sy_psi_of_values (NULL, 0, NULL, 0, &psi);
  g_assert_true (isnan (psi.value));
}

static void
test_bins_empty (void)
{
  gsize counts[1];
  static const double scores[] = { 1, 2 };

  sy_bins_count (NULL, 0, scores, 2, counts);
  g_assert_cmpuint (counts[0], ==, 2);
  sy_bins_count (NULL, 0, NULL, 0, counts);
  g_assert_cmpuint (counts[0], ==, 0);
}

static void
test_two_samples (void)
{
  static const double first[] = { 1, 2, 3 };
  static const double second[] = { 2, 3, 4, 5 };
  g_autoptr (SyRanking) a = sy_ranking_new ();
  g_autoptr (SyRanking) b = sy_ranking_new ();
  g_autoptr (SyRanking) empty = sy_ranking_new ();
  g_autoptr (GError) error = NULL;
  SyKs ks;

  g_assert_true (sy_ranking_reset (a, first, 3, SY_RANK_HIGH_FIRST, NULL));
  g_assert_true (sy_ranking_reset (b, second, 4, SY_RANK_LOW_FIRST, NULL));
  g_assert_true (sy_ranking_reset (empty, NULL, 0, SY_RANK_LOW_FIRST, NULL));
  /* By hand: F - G is 1/3, 5/12, 1/2, 1/4 at 1, 2, 3, 4. */
  g_assert_true (sy_ks_two_sample (a, b, &ks, &error));
  g_assert_cmpfloat_with_epsilon (ks.value, 0.5, 1e-14);
  g_assert_cmpfloat (ks.at, ==, 3);
  g_assert_cmpfloat_with_epsilon (sy_wasserstein (a, b), 1.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (sy_wasserstein (b, a), 1.5, 1e-14);
  g_assert_cmpfloat (sy_wasserstein (a, a), ==, 0);
  g_assert_false (sy_ks_two_sample (a, empty, &ks, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
  g_assert_true (isnan (sy_wasserstein (empty, a)));
}

static void
test_theil_sen (void)
{
  static const double x[] = { 1, 1, 1 };
  static const double y[] = { 1, 2, 3 };
  SySlope slope;

  sy_theil_sen (x, y, 3, &slope);
  g_assert_true (isnan (slope.slope));
  sy_theil_sen (x, y, 0, &slope);
  g_assert_true (isnan (slope.slope));
  sy_theil_sen (y, y, 3, &slope);
  g_assert_cmpfloat (slope.slope, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/stability/psi-degenerate", test_psi_degenerate);
  g_test_add_func ("/stats/stability/psi-symmetric", test_psi_symmetric);
  g_test_add_func ("/stats/stability/bins-ties", test_bins_ties);
  g_test_add_func ("/stats/stability/bins-definition", test_bins_definition);
  g_test_add_func ("/stats/stability/H2-bins-hold-somebody", test_bins_hold_somebody);
  g_test_add_func ("/stats/stability/H4-psi-of-values", test_psi_of_values);
  g_test_add_func ("/stats/stability/bins-empty", test_bins_empty);
  g_test_add_func ("/stats/stability/two-samples", test_two_samples);
  g_test_add_func ("/stats/association/theil-sen", test_theil_sen);
  return g_test_run ();
}
