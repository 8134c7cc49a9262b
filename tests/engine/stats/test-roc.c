/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sy-engine.h"

#include "random.h"

typedef struct
{
  gsize n;
  double *scores;
  guint8 *outcome;
  SyRanking *ranking;
  SyRoc *roc;
} Sample;

static void
clear_sample (Sample *self)
{
  g_free (self->scores);
  g_free (self->outcome);
  sy_roc_free (self->roc);
  sy_ranking_free (self->ranking);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, clear_sample)

/* Scores 0 to n_values - 1 whose outcome is the likelier the higher. */
static void
init_sample (Sample *self,
             gsize n,
             guint n_values,
             guint64 seed,
             SyRankOrder order)
{
  TestRandom random = { seed };

  self->n = n;
  self->scores = g_new (double, n + 1);
  self->outcome = g_new0 (guint8, n + 1);
  self->ranking = sy_ranking_new ();
  self->roc = sy_roc_new ();
  for (gsize i = 0; i < n; i++)
    {
      self->scores[i] = test_random_below (&random, n_values);
      self->outcome[i] = test_random_unit (&random) * n_values < self->scores[i];
    }
  g_assert_true (sy_ranking_reset (self->ranking, self->scores, n, order, NULL));
  sy_roc_reset (self->roc, self->ranking, self->outcome);
}

static void
test_ks_definition (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_auto (Sample) sample = { 0 };
      double best = 0;
      double at = 0;
      SyKs ks;

      init_sample (&sample, 60, 5 + round, round, round % 2);
      for (double x = 0; x < 5 + round; x++)
        {
          double below[2] = { 0 };
          double all[2] = { 0 };
          double distance;

          for (gsize i = 0; i < sample.n; i++)
            {
              below[sample.outcome[i]] += sample.scores[i] <= x;
              all[sample.outcome[i]]++;
            }
          distance = fabs (below[0] / all[0] - below[1] / all[1]);
          if (distance > best + 1e-12)
            {
              best = distance;
              at = x;
            }
        }
      g_assert_true (sy_roc_get_ks (sample.roc, &ks, NULL));
      g_assert_cmpfloat_with_epsilon (ks.value, best, 1e-12);
      /* Between two scores that occur the distance stays: the lower of them is reported. */
      g_assert_cmpfloat (ks.at, ==, at);
    }
}

static void
test_top_lift (void)
{
  /* Four tied at 5, two with the outcome, around a cut at rank 2 of 10. */
  static const double scores[] = { 5, 9, 5, 1, 5, 1, 5, 1, 1, 1 };
  static const guint8 outcome[] = { 0, 1, 1, 0, 1, 0, 0, 0, 0, 1 };
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyRoc) roc = sy_roc_new ();

  g_assert_true (sy_ranking_reset (ranking, scores, 10, SY_RANK_HIGH_FIRST, NULL));
  sy_roc_reset (roc, ranking, outcome);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 0.1, SY_TIES_FRACTIONAL), 2.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 0.2, SY_TIES_FRACTIONAL), 1.5 / 2 / 0.4,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 0.2, SY_TIES_BY_INDEX), 0.5 / 0.4,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 0.15, SY_TIES_BY_INDEX), 0.5 / 0.4,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (roc, 1.0, SY_TIES_FRACTIONAL), 1, 1e-12);
}

static void
test_top_lift_size (void)
{
  /* ceil (n / 10), also where 0.1 n is not exact in binary: the first k have the outcome. */
  for (gsize n = 1; n <= 300; n++)
    {
      g_auto (Sample) sample = { 0 };
      gsize k = (n + 9) / 10;

      init_sample (&sample, n, 7, n, SY_RANK_HIGH_FIRST);
      for (gsize i = 0; i < n; i++)
        {
          sample.scores[i] = -(double) i;
          sample.outcome[i] = i < k;
        }
      g_assert_true (sy_ranking_reset (sample.ranking, sample.scores, n, SY_RANK_HIGH_FIRST, NULL));
      sy_roc_reset (sample.roc, sample.ranking, sample.outcome);
      g_assert_cmpfloat_with_epsilon (sy_roc_get_top_lift (sample.roc, 0.1, SY_TIES_BY_INDEX),
                                      (double) n / (double) k, 1e-9);
    }
}

static void
test_deciles (void)
{
  for (gsize n = 0; n <= 43; n++)
    {
      g_auto (Sample) sample = { 0 };
      SyDecile deciles[SY_N_DECILES];
      gsize counts[SY_N_DECILES] = { 0 };
      gsize hits[SY_N_DECILES] = { 0 };

      init_sample (&sample, n, 4, n + 1, SY_RANK_LOW_FIRST);
      for (gsize rank = 1; rank <= n; rank++)
        {
          gsize d = (10 * rank + n - 1) / n - 1;

          counts[d]++;
          hits[d] += sample.outcome[sy_ranking_get_order (sample.ranking)[rank - 1]];
        }
      sy_roc_get_deciles (sample.roc, deciles);
      for (guint d = 0; d < SY_N_DECILES; d++)
        {
          g_assert_cmpuint (deciles[d].n, ==, counts[d]);
          g_assert_cmpuint (deciles[d].positives, ==, hits[d]);
          g_assert_true (isnan (deciles[d].rate) == (counts[d] == 0));
        }
    }
}

static void
test_confusion (void)
{
  g_auto (Sample) high = { 0 };
  g_auto (Sample) low = { 0 };

  init_sample (&high, 500, 20, 3, SY_RANK_HIGH_FIRST);
  init_sample (&low, 500, 20, 3, SY_RANK_LOW_FIRST);
  for (double threshold = -1; threshold <= 21; threshold += 0.5)
    {
      SyConfusion above;
      SyConfusion below;
      gsize tp = 0;
      gsize chosen = 0;

      for (gsize i = 0; i < high.n; i++)
        {
          chosen += high.scores[i] >= threshold;
          tp += high.scores[i] >= threshold && high.outcome[i];
        }
      sy_roc_get_confusion (high.roc, threshold, &above);
      g_assert_cmpuint (above.tp, ==, tp);
      g_assert_cmpuint (above.tp + above.fp, ==, chosen);
      /* Chosen below is what is not chosen at or above. */
      sy_roc_get_confusion (low.roc, threshold, &below);
      g_assert_cmpuint (below.tp, ==, above.fn);
      g_assert_cmpuint (below.fp, ==, above.tn);
      g_assert_cmpuint (below.fn, ==, above.tp);
      g_assert_cmpuint (below.tn, ==, above.fp);
    }
}

static void
test_curve (void)
{
  for (gsize max_points = 2; max_points < 60; max_points += 7)
    {
      g_auto (Sample) sample = { 0 };
      g_autofree SyCurvePoint *curve = NULL;
      gsize n_points;

      init_sample (&sample, 3000, 40, max_points, max_points % 2);
      curve = sy_roc_get_curve (sample.roc, max_points, &n_points);
      g_assert_cmpuint (n_points, <=, max_points);
      g_assert_cmpuint (n_points, >=, MIN (max_points / 2 + 1, 40));
      g_assert_cmpuint (curve[0].n, ==, 0);
      g_assert_cmpfloat (curve[0].recall, ==, 0);
      g_assert_cmpuint (curve[n_points - 1].n, ==, sample.n);
      g_assert_cmpfloat (curve[n_points - 1].recall, ==, 1);
      g_assert_cmpfloat (curve[n_points - 1].fpr, ==, 1);
      for (gsize i = 1; i < n_points; i++)
        {
          SyConfusion confusion;
          /* With low scores first the point includes its threshold, so the next score up is the cut. */
          double cut = curve[i].threshold + (max_points % 2 == SY_RANK_LOW_FIRST ? 1 : 0);

          g_assert_cmpuint (curve[i].n, >, curve[i - 1].n);
          sy_roc_get_confusion (sample.roc, cut, &confusion);
          g_assert_cmpuint (curve[i].positives, ==, confusion.tp);
          g_assert_cmpuint (curve[i].n, ==, confusion.tp + confusion.fp);
          g_assert_cmpfloat_with_epsilon (curve[i].precision, confusion.precision, 1e-12);
        }
    }
}

static void
test_degenerate (void)
{
  static const double scores[] = { 1, 2, 3 };
  static const guint8 nobody[] = { 0, 0, 0 };
  static const guint8 everybody[] = { 1, 1, 1 };
  const guint8 *const outcomes[] = { nobody, everybody };

  for (gsize k = 0; k < 2; k++)
    for (gsize n = 0; n <= 3; n++)
      {
        g_autoptr (SyRanking) ranking = sy_ranking_new ();
        g_autoptr (SyRoc) roc = sy_roc_new ();
        g_autoptr (GError) error = NULL;
        g_autofree SyCurvePoint *curve = NULL;
        gsize n_points;
        SyKs ks;
        SyDecile deciles[SY_N_DECILES];

        g_assert_true (sy_ranking_reset (ranking, scores, n, SY_RANK_HIGH_FIRST, NULL));
        sy_roc_reset (roc, ranking, outcomes[k]);
        g_assert_false (sy_roc_get_ks (roc, &ks, &error));
        g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
        sy_roc_get_deciles (roc, deciles);
        curve = sy_roc_get_curve (roc, 10, &n_points);
        g_assert_cmpuint (n_points, ==, n + 1);
        g_assert_true (isnan (sy_roc_get_spearman (roc)));
        g_assert_true (isnan (sy_roc_get_kendall (roc)));
        g_assert_true (isnan (sy_roc_get_average_precision (roc)) == (k == 0 || n == 0));
        g_assert_true (isnan (sy_roc_get_top_lift (roc, 0.1, SY_TIES_FRACTIONAL)) ==
                       (k == 0 || n == 0));
      }
}

static void
test_correlation_sign (void)
{
  g_auto (Sample) high = { 0 };
  g_auto (Sample) low = { 0 };

  init_sample (&high, 700, 15, 8, SY_RANK_HIGH_FIRST);
  init_sample (&low, 700, 15, 8, SY_RANK_LOW_FIRST);
  g_assert_cmpfloat (sy_roc_get_spearman (high.roc), >, 0.2);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_spearman (high.roc), sy_roc_get_spearman (low.roc),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (sy_roc_get_kendall (high.roc), sy_roc_get_kendall (low.roc),
                                  1e-12);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/roc/ks-definition", test_ks_definition);
  g_test_add_func ("/stats/roc/top-lift", test_top_lift);
  g_test_add_func ("/stats/roc/top-lift-size", test_top_lift_size);
  g_test_add_func ("/stats/roc/deciles", test_deciles);
  g_test_add_func ("/stats/roc/confusion", test_confusion);
  g_test_add_func ("/stats/roc/curve", test_curve);
  g_test_add_func ("/stats/roc/degenerate", test_degenerate);
  g_test_add_func ("/stats/roc/correlation-sign", test_correlation_sign);
  return g_test_run ();
}
