/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "score/sy-scale-private.h"
#include "sy-engine.h"

static double
get_score (const SyScaleSpec *spec,
           double raw)
{
  g_autoptr (SyScale) scale = sy_scale_new (spec, spec->reference, spec->n_reference);
  double score;

  sy_scale_compute (scale, &raw, 1, &score);
  return score;
}

static void
test_none (void)
{
  const SyScaleSpec spec = { SY_SCALE_NONE, NAN, NAN, NAN, NAN, NULL, 0 };

  g_assert_cmpfloat (get_score (&spec, -1234.5), ==, -1234.5);
  g_assert_cmpfloat (get_score (&spec, 1e-20), ==, 1e-20);
}

static void
test_range (void)
{
  const SyScaleSpec spec = { SY_SCALE_RANGE, -10, 30, NAN, NAN, NULL, 0 };

  g_assert_cmpfloat (get_score (&spec, -10), ==, 0);
  g_assert_cmpfloat (get_score (&spec, 0), ==, 25);
  g_assert_cmpfloat (get_score (&spec, 30), ==, 100);
  g_assert_cmpfloat (get_score (&spec, 1000), ==, 100);
  g_assert_cmpfloat (get_score (&spec, -1000), ==, 0);
}

static void
test_logistic (void)
{
  const SyScaleSpec spec = { SY_SCALE_LOGISTIC, NAN, NAN, -3.66553924023563,
                             0.0545531345509933, NULL, 0 };

  g_assert_cmpfloat_with_epsilon (get_score (&spec, 3.66553924023563 / 0.0545531345509933), 50,
                                  1e-10);
  g_assert_cmpfloat_with_epsilon (get_score (&spec, 60),
                                  100 / (1 + exp (3.66553924023563 - 0.0545531345509933 * 60)),
                                  1e-12);
  g_assert_cmpfloat (get_score (&spec, -1e6), ==, 0);
  g_assert_cmpfloat (get_score (&spec, 1e6), ==, 100);
}

static void
test_percentile (void)
{
  double reference[] = { -1, 0, 0, 0.5, 2 };
  const SyScaleSpec spec = { SY_SCALE_PERCENTILE, NAN, NAN, NAN, NAN, reference, 5 };

  g_assert_cmpfloat (get_score (&spec, -2), ==, 0);
  g_assert_cmpfloat (get_score (&spec, -1), ==, 10);
  g_assert_cmpfloat (get_score (&spec, -0.5), ==, 20);
  g_assert_cmpfloat (get_score (&spec, 0), ==, 40);
  g_assert_cmpfloat (get_score (&spec, 0.1), ==, 60);
  g_assert_cmpfloat (get_score (&spec, 0.5), ==, 70);
  g_assert_cmpfloat (get_score (&spec, 2), ==, 90);
  g_assert_cmpfloat (get_score (&spec, 3), ==, 100);
}

/* Scores that are equal to 12 digits are equal, on either side of the reference. */
static void
test_percentile_ties (void)
{
  double reference[] = { 0.1 + 0.2, 1e-20, 123456.789 };
  const SyScaleSpec spec = { SY_SCALE_PERCENTILE, NAN, NAN, NAN, NAN, reference, 3 };

  g_assert_cmpfloat (get_score (&spec, 0.3), ==, 50);
  g_assert_cmpfloat (get_score (&spec, 0.3 * (1 + 1e-13)), ==, 50);
  g_assert_cmpfloat_with_epsilon (get_score (&spec, 0.3 * (1 + 1e-10)), 200 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_score (&spec, 0.3 * (1 - 1e-10)), 100 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_score (&spec, 1e-20 * (1 - 1e-13)), 50 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_score (&spec, 123456.789 * (1 + 4e-13)), 250 / 3.0, 1e-12);
}

static void
test_percentile_of_few (void)
{
  double reference[] = { 7 };
  SyScaleSpec spec = { SY_SCALE_PERCENTILE, NAN, NAN, NAN, NAN, reference, 1 };

  g_assert_cmpfloat (get_score (&spec, 6), ==, 0);
  g_assert_cmpfloat (get_score (&spec, 7), ==, 50);
  g_assert_cmpfloat (get_score (&spec, 8), ==, 100);
  spec.n_reference = 0;
  g_assert_cmpfloat (get_score (&spec, 8), ==, 0);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Against counting, on references of many shapes. */
static void
test_percentile_random (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      gsize n = (gsize) g_rand_int_range (random, 1, 2000);
      g_autofree double *reference = g_new (double, n);
      SyScaleSpec spec = { SY_SCALE_PERCENTILE, NAN, NAN, NAN, NAN, reference, n };
      g_autoptr (SyScale) scale = NULL;

      for (gsize i = 0; i < n; i++)
        reference[i] = seed % 3 == 0   ? exp (g_rand_double_range (random, -40, 10))
                       : seed % 3 == 1 ? g_rand_int_range (random, -5, 60) / 7.0
                                       : g_rand_double_range (random, -1, 1);
      qsort (reference, n, sizeof (double), compare_numbers);
      scale = sy_scale_new (&spec, reference, n);
      for (int i = 0; i < 50; i++)
        {
          double raw = i % 2 == 0 ? reference[g_rand_int_range (random, 0, (gint32) n)] *
                                        (1 + g_rand_double_range (random, -1e-14, 1e-14))
                                  : g_rand_double_range (random, -6, 10);
          double below = 0;
          double equal = 0;
          double score;

          for (gsize j = 0; j < n; j++)
            {
              below += sy_number_round12 (reference[j]) < sy_number_round12 (raw);
              equal += sy_number_round12 (reference[j]) == sy_number_round12 (raw);
            }
          sy_scale_compute (scale, &raw, 1, &score);
          g_assert_cmpfloat_with_epsilon (score, 100 * (below + equal / 2) / (double) n, 1e-10);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/scale/none", test_none);
  g_test_add_func ("/score/scale/range", test_range);
  g_test_add_func ("/score/scale/logistic", test_logistic);
  g_test_add_func ("/score/scale/percentile", test_percentile);
  g_test_add_func ("/score/scale/percentile-ties", test_percentile_ties);
  g_test_add_func ("/score/scale/percentile-of-few", test_percentile_of_few);
  g_test_add_func ("/score/scale/percentile-random", test_percentile_random);

  return g_test_run ();
}
