/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

static SyKmeans *
run (const double *x,
     gsize n,
     gsize n_columns,
     gsize n_clusters)
{
  g_autoptr (GError) error = NULL;
  SyKmeans *clusters = sy_kmeans_run (x, n, n_columns, n_clusters, 1, NULL, &error);

  g_assert_no_error (error);
  return clusters;
}

/* 0, 1, 10, 11: two pairs of inertia a half each, by hand. */
static void
test_pairs (void)
{
  static const double x[] = { 0, 1, 10, 11 };
  g_autoptr (SyKmeans) two = run (x, 4, 1, 2);
  g_autoptr (SyKmeans) one = run (x, 4, 1, 1);
  g_autoptr (SyKmeans) four = run (x, 4, 1, 4);
  double expected = ((10.5 - 1) / 10.5 + (9.5 - 1) / 9.5) / 2;

  g_assert_cmpfloat_with_epsilon (two->within, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (two->total, 2 * 5.5 * 5.5 + 2 * 4.5 * 4.5, 1e-12);
  g_assert_cmpuint (two->clusters[0], ==, two->clusters[1]);
  g_assert_cmpuint (two->clusters[2], ==, two->clusters[3]);
  g_assert_cmpuint (two->clusters[0], !=, two->clusters[2]);
  g_assert_cmpfloat (two->centres[two->clusters[0]], ==, 0.5);
  g_assert_cmpfloat (two->centres[two->clusters[2]], ==, 10.5);
  g_assert_cmpuint (two->sizes[0], ==, 2);
  g_assert_cmpfloat_with_epsilon (sy_kmeans_get_silhouette (two, x, 4, 1), expected, 1e-12);
  g_assert_cmpfloat_with_epsilon (one->within, one->total, 1e-12);
  g_assert_true (isnan (sy_kmeans_get_silhouette (one, x, 4, 1)));
  g_assert_cmpfloat (four->within, ==, 0);
  g_assert_cmpfloat (sy_kmeans_get_silhouette (four, x, 4, 1), ==, 0);
}

/* The best of all ways to part few rows, by trying them. */
static void
test_best_of_all (void)
{
  int n_best = 0;

  for (guint32 seed = 0; seed < 20; seed++)
    {
      GRand *random = g_rand_new_with_seed (seed);
      double x[18];
      double least = HUGE_VAL;
      g_autoptr (SyKmeans) found = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (x); i++)
        x[i] = g_rand_double_range (random, -3, 3);
      g_rand_free (random);
      for (guint way = 1; way < 1u << 8; way++) /* row 0 in the first */
        {
          double within = 0;

          for (guint side = 0; side < 2; side++)
            for (guint column = 0; column < 2; column++)
              {
                double sum = 0;
                double squares = 0;
                int n = 0;

                for (guint i = 0; i < 9; i++)
                  if ((way << 1 >> i & 1) == side)
                    {
                      sum += x[2 * i + column];
                      squares += x[2 * i + column] * x[2 * i + column];
                      n++;
                    }
                within += squares - sum * sum / n;
              }
          least = MIN (least, within);
        }
      found = run (x, 9, 2, 2);
      /* A search can end where no single move helps. */
      g_assert_cmpfloat (found->within, >=, least - 1e-9);
      g_assert_cmpfloat (found->within, <=, 1.05 * least);
      n_best += found->within <= least + 1e-9;
    }
  g_assert_cmpint (n_best, >=, 15);
}

static void
test_refused (void)
{
  static const double same[] = { 2, 2, 2 };
  static const double bad[] = { 1, NAN };
  g_autoptr (GError) few = NULL;
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) not_finite = NULL;

  g_assert_null (sy_kmeans_run (same, 3, 1, 2, 1, NULL, &few));
  g_assert_error (few, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
  g_assert_null (sy_kmeans_run (NULL, 0, 1, 2, 1, NULL, &none));
  g_assert_error (none, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
  g_assert_null (sy_kmeans_run (bad, 2, 1, 1, 1, NULL, &not_finite));
  g_assert_error (not_finite, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
}

/* Few rows, many alike and nearly as many clusters: clusters run empty, and one of a single row is not robbed. */
static void
test_none_empty (void)
{
  GRand *random = g_rand_new_with_seed (11);
  guint n_found = 0;

  for (guint trial = 0; trial < 4000; trial++)
    {
      gsize n = (gsize) g_rand_int_range (random, 6, 14);
      gsize n_clusters = (gsize) g_rand_int_range (random, 3, 7);
      double x[28];
      g_autoptr (SyKmeans) found = NULL;
      gsize n_rows = 0;

      for (gsize i = 0; i < 2 * n; i++)
        x[i] = g_rand_int_range (random, 0, 5) * (i % 2 == 0 ? 1.0 : 0.3);
      found = sy_kmeans_run (x, n, 2, n_clusters, trial, NULL, NULL);
      for (gsize k = 0; found != NULL && k < n_clusters; k++)
        {
          g_assert_cmpuint (found->sizes[k], >, 0);
          g_assert_true (isfinite (found->centres[2 * k]) && isfinite (found->centres[2 * k + 1]));
          n_rows += found->sizes[k];
        }
      if (found == NULL)
        continue;
      g_assert_cmpuint (n_rows, ==, n);
      n_found++;
    }
  g_rand_free (random);
  /* Rows of fewer kinds than clusters are refused. */
  g_assert_cmpuint (n_found, >, 3000);
}

static void
test_same_again (void)
{
  g_autofree double *x = g_new (double, 3000 * 3);
  GRand *random = g_rand_new_with_seed (5);
  g_autoptr (SyKmeans) a = NULL;
  g_autoptr (SyKmeans) b = NULL;
  double before = HUGE_VAL;

  for (gsize i = 0; i < 9000; i++)
    x[i] = g_rand_double (random);
  g_rand_free (random);
  a = run (x, 3000, 3, 5);
  b = run (x, 3000, 3, 5);
  g_assert_cmpmem (a->clusters, 3000, b->clusters, 3000);
  g_assert_cmpmem (a->centres, 15 * sizeof (double), b->centres, 15 * sizeof (double));
  g_assert_cmpfloat (sy_kmeans_get_silhouette (a, x, 3000, 1), ==,
                     sy_kmeans_get_silhouette (b, x, 3000, 1));
  for (gsize k = 1; k <= SY_KMEANS_MAX_CLUSTERS; k++)
    {
      g_autoptr (SyKmeans) found = run (x, 3000, 3, k);

      g_assert_cmpfloat (found->within, <, before);
      before = found->within;
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stats/kmeans/C16-pairs", test_pairs);
  g_test_add_func ("/stats/kmeans/C16-best-of-all", test_best_of_all);
  g_test_add_func ("/stats/kmeans/refused", test_refused);
  g_test_add_func ("/stats/kmeans/same-again", test_same_again);
  g_test_add_func ("/stats/kmeans/C16-none-empty", test_none_empty);

  return g_test_run ();
}
