/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-association.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-sum.h"
#include "sy-roc-private.h"

static double
get_mean (const double *values,
          gsize n)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    sy_sum_add (&sum, values[i]);
  return sy_sum_get (&sum) / (double) n;
}

double
sy_pearson (const double *x,
            const double *y,
            gsize n)
{
  SySum xx = { 0 };
  SySum yy = { 0 };
  SySum xy = { 0 };
  double mean_x;
  double mean_y;
  double spread;

  if (n < 2)
    return (double) NAN;
  mean_x = get_mean (x, n);
  mean_y = get_mean (y, n);
  for (gsize i = 0; i < n; i++)
    {
      double dx = x[i] - mean_x;
      double dy = y[i] - mean_y;

      sy_sum_add (&xx, dx * dx);
      sy_sum_add (&yy, dy * dy);
      sy_sum_add (&xy, dx * dy);
    }
  spread = sqrt (sy_sum_get (&xx)) * sqrt (sy_sum_get (&yy));
  return spread > 0 ? CLAMP (sy_sum_get (&xy) / spread, -1.0, 1.0) : (double) NAN;
}

double
sy_spearman (const double *x,
             const double *y,
             gsize n)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autofree double *ranks_x = g_new (double, n);
  g_autofree double *ranks_y = g_new (double, n);

  if (!sy_ranking_reset (ranking, x, n, SY_RANK_LOW_FIRST, NULL))
    return (double) NAN;
  sy_ranking_get_midranks (ranking, ranks_x);
  if (!sy_ranking_reset (ranking, y, n, SY_RANK_LOW_FIRST, NULL))
    return (double) NAN;
  sy_ranking_get_midranks (ranking, ranks_y);
  return sy_pearson (ranks_x, ranks_y, n);
}

static double
get_sign (const SyRoc *self)
{
  return sy_ranking_get_rank_order (self->ranking) == SY_RANK_HIGH_FIRST ? 1.0 : -1.0;
}

double
sy_roc_get_spearman (const SyRoc *self)
{
  double n = (double) self->n;
  double positive = (double) self->n_positive;
  gsize start = 0;
  SySum ranks = { 0 };
  SySum ties = { 0 };
  double covariance;
  double spread;

  if (self->n_positive == 0 || self->n_negative == 0 || self->n_groups < 2)
    return (double) NAN;
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      double t = (double) (end - start);

      /* Ranks from the best, less their mean: half of (start + 1 + end) - (n + 1). */
      sy_sum_add (&ranks,
                  (double) sy_roc_count_hits (self, start, end) * ((double) (start + end) - n) / 2);
      sy_sum_add (&ties, t * t * t - t);
      start = end;
    }
  covariance = -get_sign (self) * sy_sum_get (&ranks) / n;
  spread = ((n * n * n - n) - sy_sum_get (&ties)) / (12 * n) * positive / n * (1 - positive / n);
  return CLAMP (covariance / sqrt (spread), -1.0, 1.0);
}

double
sy_point_biserial (const double *scores,
                   const guint8 *outcome,
                   gsize n)
{
  SySum with = { 0 };
  SySum squares = { 0 };
  gsize n_with = 0;
  double mean;
  double share;

  if (n < 2)
    return (double) NAN;
  mean = get_mean (scores, n);
  for (gsize i = 0; i < n; i++)
    {
      double deviation = scores[i] - mean;

      sy_sum_add (&squares, deviation * deviation);
      if (outcome[i])
        sy_sum_add (&with, deviation);
      n_with += outcome[i];
    }
  share = (double) n_with / (double) n;
  if (n_with == 0 || n_with == n || !(sy_sum_get (&squares) > 0))
    return (double) NAN;
  return CLAMP (sy_sum_get (&with) /
                    sqrt (sy_sum_get (&squares) * (double) n * share * (1 - share)),
                -1.0, 1.0);
}

double
sy_roc_get_kendall (const SyRoc *self)
{
  double pairs = (double) self->n * (double) (self->n - 1) / 2;
  double mixed = (double) self->n_positive * (double) self->n_negative;
  gsize start = 0;
  gsize negative_above = 0;
  SySum balance = { 0 };
  SySum ties = { 0 };

  if (!(mixed > 0) || self->n_groups < 2)
    return (double) NAN;
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      gsize hits = sy_roc_count_hits (self, start, end);
      gsize misses = end - start - hits;
      double below = (double) (self->n_negative - negative_above - misses);

      sy_sum_add (&balance, (double) hits * (below - (double) negative_above));
      sy_sum_add (&ties, (double) (end - start) * (double) (end - start - 1) / 2);
      negative_above += misses;
      start = end;
    }
  return get_sign (self) * sy_sum_get (&balance) / sqrt ((pairs - sy_sum_get (&ties)) * mixed);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Sum of k (k - 1) (2 k + 5) over the groups of equal values. */
static double
get_tie_term (const double *values,
              gsize n)
{
  g_autofree double *sorted = g_memdup2 (values, n * sizeof *values);
  double sum = 0.0;
  gsize start = 0;

  qsort (sorted, n, sizeof *sorted, compare_doubles);
  for (gsize i = 1; i <= n; i++)
    if (i == n || sorted[i] > sorted[start])
      {
        double k = (double) (i - start);

        sum += k * (k - 1) * (2 * k + 5);
        start = i;
      }
  return sum;
}

void
sy_theil_sen (const double *x,
              const double *y,
              gsize n,
              SySlope *out_slope)
{
  g_autofree double *slopes = g_new (double, n *(n - MIN (n, 1)) / 2 + 1);
  gsize n_slopes = 0;
  double size = (double) n;
  double sigma;
  double low;
  double high;

  *out_slope = (SySlope){ (double) NAN, (double) NAN, (double) NAN };
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      if (x[i] != x[j])
        slopes[n_slopes++] = (y[j] - y[i]) / (x[j] - x[i]);
  if (n_slopes == 0)
    return;
  qsort (slopes, n_slopes, sizeof *slopes, compare_doubles);
  out_slope->slope = (slopes[(n_slopes - 1) / 2] + slopes[n_slopes / 2]) / 2;
  sigma = sqrt (
      MAX (0.0,
           (size * (size - 1) * (2 * size + 5) - get_tie_term (x, n) - get_tie_term (y, n)) / 18));
  low = rint (((double) n_slopes - SY_Z95 * sigma) / 2) - 1;
  high = rint (((double) n_slopes + SY_Z95 * sigma) / 2);
  out_slope->low = slopes[(gsize) MAX (low, 0.0)];
  out_slope->high = slopes[(gsize) MIN (high, (double) (n_slopes - 1))];
}
