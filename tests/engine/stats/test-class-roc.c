/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"
#include "stats/sy-class-roc-private.h"

typedef struct
{
  gsize n;
  double *scores[2]; /* by person */
  guint32 *people;
  guint8 *labels;
} Data;

static void
data_clear (Data *self)
{
  g_free (self->scores[0]);
  g_free (self->scores[1]);
  g_free (self->people);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Data, data_clear)

/* Continuous, tied, clamped, tiny, tied only to 12 digits, and crowded in three places of a wide range. */
static double
get_score (GRand *random,
           guint kind)
{
  double u = g_rand_double (random);

  switch (kind)
    {
    case 0:
      return 200 * u - 100;
    case 1:
      return floor (12 * u) - 4;
    case 2:
      return CLAMP (140 * u - 20, 0, 100);
    case 3:
      return u < 0.2 ? 0 : pow (10, -20 * u) * (g_rand_boolean (random) ? 1 : -1);
    case 4:
      return (1 + floor (6 * u)) * (1 + (g_rand_double (random) - 0.5) * 4e-12);
    case 5:
      return u < 0.001 ? 1e9 * u : floor (3 * u) + 1 + g_rand_double (random) * (u < 0.5 ? 1e-7 : 1);
    default:
      return 7;
    }
}

/* Every other person has a label; more or fewer than half of them 1. */
static void
data_init (Data *self,
           GRand *random,
           gsize n,
           double share)
{
  gsize n_positive = 0;

  self->n = n;
  self->people = g_new (guint32, n);
  self->labels = g_new (guint8, n);
  for (guint s = 0; s < 2; s++)
    {
      guint kind = (guint) g_rand_int_range (random, 0, 7);

      self->scores[s] = g_new (double, 2 * n);
      for (gsize i = 0; i < 2 * n; i++)
        self->scores[s][i] = get_score (random, kind);
    }
  for (gsize i = 0; i < n; i++)
    {
      self->people[i] = (guint32) (2 * i + 1);
      self->labels[i] = g_rand_double (random) < share;
      n_positive += self->labels[i];
    }
  /* Both classes. */
  if (n_positive == 0)
    self->labels[0] = 1;
  else if (n_positive == n)
    self->labels[0] = 0;
}

static double *
gather (const Data *data,
        guint score)
{
  double *values = g_new (double, data->n);

  for (gsize i = 0; i < data->n; i++)
    values[i] = data->scores[score][data->people[i]];
  return values;
}

static void
assert_same (const Data *data,
             SyRankOrder order,
             guint n_threads)
{
  g_autoptr (SyClassRoc) roc = sy_class_roc_new ();
  g_autofree guint32 *placements = g_new (guint32, data->n);
  SyRanking *rankings[2];
  SyRoc *whole = sy_roc_new ();
  SyClassFigures figures;
  SyAucComparison comparison;
  SyAuc auc;
  SyKs ks;

  for (guint s = 0; s < 2; s++)
    {
      g_autofree double *values = gather (data, s);

      rankings[s] = sy_ranking_new ();
      g_assert_true (sy_ranking_reset (rankings[s], values, data->n, order, NULL));
    }
  sy_class_roc_set_outcome (roc, data->people, data->labels, data->n);
  g_assert_true (sy_class_roc_prepare (roc, data->scores[1], n_threads, NULL));
  sy_class_roc_measure (roc, data->scores[1], order, n_threads, NULL, placements, &figures);
  g_assert_true (sy_class_roc_prepare (roc, data->scores[0], 1, NULL));
  sy_class_roc_measure (roc, data->scores[0], order, n_threads, placements, NULL, &figures);

  sy_roc_reset (whole, rankings[0], data->labels);
  g_assert_true (sy_roc_get_auc (whole, &auc, NULL));
  g_assert_true (sy_roc_get_ks (whole, &ks, NULL));
  g_assert_true (sy_auc_compare (rankings[0], rankings[1], data->labels, &comparison, NULL));
  g_assert_cmpfloat (figures.auc.value, ==, auc.value);
  g_assert_cmpfloat (figures.auc.variance, ==, auc.variance);
  g_assert_cmpfloat (figures.auc.u, ==, auc.u);
  g_assert_cmpuint (figures.auc.n_positive, ==, auc.n_positive);
  g_assert_cmpfloat (figures.ks.value, ==, ks.value);
  g_assert_cmpfloat (figures.ks.at, ==, ks.at);
  g_assert_cmpfloat_with_epsilon (figures.top_decile_lift,
                                  sy_roc_get_top_lift (whole, 0.1, SY_TIES_FRACTIONAL),
                                  1e-12);
  g_assert_cmpfloat (figures.comparison.first, ==, comparison.first);
  g_assert_cmpfloat (figures.comparison.second, ==, comparison.second);
  g_assert_cmpfloat (figures.comparison.difference, ==, comparison.difference);
  g_assert_cmpfloat (figures.comparison.se, ==, comparison.se);
  sy_roc_free (whole);
  sy_ranking_free (rankings[0]);
  sy_ranking_free (rankings[1]);
}

static void
test_same_as_ranking (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 3000; round++)
    {
      g_auto (Data) data = { 0 };
      gsize n = (gsize) (round < 1500 ? g_rand_int_range (random, 2, 9)
                                      : g_rand_int_range (random, 9, 400));

      data_init (&data, random, n, g_rand_double (random));
      assert_same (&data, SY_RANK_HIGH_FIRST, 1);
      assert_same (&data, SY_RANK_LOW_FIRST, 1);
    }
}

static void
test_threads (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 24; round++)
    {
      g_auto (Data) data = { 0 };

      data_init (&data, random, 30000, round % 2 == 0 ? 0.2 : 0.7);
      assert_same (&data, SY_RANK_HIGH_FIRST, 2);
      assert_same (&data, SY_RANK_LOW_FIRST, 2);
    }
}

static void
test_one_class (void)
{
  const double scores[] = { 1, 2, 3 };
  const guint32 people[] = { 0, 1, 2 };
  const guint8 labels[] = { 1, 1, 1 };
  g_autoptr (SyClassRoc) roc = sy_class_roc_new ();

  for (gsize n = 0; n <= 3; n++)
    {
      g_autoptr (GError) error = NULL;

      sy_class_roc_set_outcome (roc, people, labels, n);
      g_assert_false (sy_class_roc_prepare (roc, scores, 1, &error));
      g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
    }
}

static void
test_not_finite (void)
{
  const guint32 people[] = { 0, 1, 2 };
  const guint8 labels[] = { 1, 0, 0 };
  const double scores[] = { (double) NAN, 2, 3 };
  g_autoptr (SyClassRoc) roc = sy_class_roc_new ();
  g_autoptr (GError) error = NULL;

  sy_class_roc_set_outcome (roc, people, labels, 3);
  g_assert_false (sy_class_roc_prepare (roc, scores, 1, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/class-roc/same-as-ranking", test_same_as_ranking);
  g_test_add_func ("/stats/class-roc/threads", test_threads);
  g_test_add_func ("/stats/class-roc/one-class", test_one_class);
  g_test_add_func ("/stats/class-roc/not-finite", test_not_finite);
  return g_test_run ();
}
