/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tuning-histogram-private.h"

#include <math.h>

#include "stats/sy-stats.h"

#define SCALED_BINS 50
#define MAX_SAMPLE 4096

/* The next of 1, 2, 5 times a power of ten. */
static double
get_round_step (double width)
{
  double power = pow (10, floor (log10 (width)));
  double digit = width / power;

  return (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2
                            : digit <= 5.0001   ? 5
                                                : 10) *
         power;
}

/* The range of all but the outermost hundredth, of an evenly spaced sample. */
static gboolean
get_bulk (const SyScores *scores,
          double *out_low,
          double *out_high)
{
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);
  const double *score = sy_scores_get_score (scores);
  gsize n_sample = MIN (n, MAX_SAMPLE);
  g_autofree double *sample = g_new (double, n_sample + 1);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();

  for (gsize i = 0; i < n_sample; i++)
    sample[i] = score[members[i * n / n_sample]];
  if (n_sample == 0 || !sy_ranking_reset (ranking, sample, n_sample, SY_RANK_LOW_FIRST, NULL))
    return FALSE;
  *out_low = sy_ranking_get_quantile (ranking, 0.005);
  *out_high = sy_ranking_get_quantile (ranking, 0.995);
  return TRUE;
}

SyHistogramBins
sy_histogram_bins_choose (const SyModel *model,
                          const SyScores *scores)
{
  SyHistogramBins bins = { 0.0, 100.0 / SCALED_BINS, SCALED_BINS };
  double low;
  double high;

  if (model->scale.kind != SY_SCALE_NONE || !get_bulk (scores, &low, &high))
    return bins;
  for (guint b = 0; b < model->bands->len; b++)
    {
      double min = sy_model_get_band (model, b)->min;

      if (isnan (min))
        continue;
      low = MIN (low, min);
      high = MAX (high, min);
    }
  if (!(high - low > 1e-9 * MAX (fabs (low), fabs (high))) || !(high > low))
    {
      double reach = MAX (1.0, fabs (low));

      low -= reach;
      high += reach;
    }
  bins.step = get_round_step ((high - low) / SCALED_BINS);
  bins.lo = floor (low / bins.step) * bins.step;
  bins.n_bins = (gsize) (floor ((high - bins.lo) / bins.step) + 1);
  return bins;
}
