/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-figures-private.h"

#include <math.h>

#include "stats/sy-roc-private.h"

SyBandOutcome *
sy_band_outcomes_new (const SyModel *model,
                      const gsize *n,
                      const gsize *positives,
                      const double *effective_n)
{
  gsize n_bands = model->bands->len;
  SyBandOutcome *bands = g_new0 (SyBandOutcome, MAX (n_bands, 1));
  gsize all = 0;
  gsize all_positive = 0;

  for (gsize b = 0; b < n_bands; b++)
    {
      all += n[b];
      all_positive += positives[b];
    }
  for (gsize b = 0; b < n_bands; b++)
    {
      const SyBand *band = sy_model_get_band (model, (guint) b);
      SyBandOutcome *row = &bands[b];
      double size = effective_n != NULL ? effective_n[b] : (double) n[b];
      SyInterval interval;

      row->name = g_strdup (band->name);
      row->min = band->min;
      row->n = n[b];
      row->positives = positives[b];
      row->rate = n[b] > 0 ? (double) positives[b] / (double) n[b] : (double) NAN;
      interval = sy_wilson (n[b] > 0 ? row->rate * size : 0.0, size);
      row->low = interval.low;
      row->high = interval.high;
      row->lift = all_positive > 0 ? row->rate / ((double) all_positive / (double) all)
                                   : (double) NAN;
    }
  return bands;
}

void
sy_band_outcomes_free (SyBandOutcome *bands,
                       gsize n_bands)
{
  for (gsize b = 0; bands != NULL && b < n_bands; b++)
    g_clear_pointer (&bands[b].name, g_free);
  g_free (bands);
}

void
sy_band_outcomes_get_trend (const SyBandOutcome *bands,
                            gsize n_bands,
                            const double *effective_n,
                            SyDirection direction,
                            SyTrend *out_trend)
{
  double n[SY_MODEL_MAX_BANDS];
  double positives[SY_MODEL_MAX_BANDS];

  g_assert (n_bands <= SY_MODEL_MAX_BANDS);
  for (gsize b = 0; b < n_bands; b++)
    {
      n[b] = effective_n != NULL ? effective_n[b] : (double) bands[b].n;
      positives[b] = bands[b].n > 0 ? bands[b].rate * n[b] : 0.0;
    }
  sy_trend_cochran_armitage (positives, n, n_bands, out_trend);
  if (direction == SY_DIRECTION_LESS)
    out_trend->z = -out_trend->z;
}

static gboolean
is_inverted (double lower_rate,
             double upper_rate,
             SyDirection direction)
{
  return direction == SY_DIRECTION_LESS ? lower_rate < upper_rate : lower_rate > upper_rate;
}

gsize
sy_band_outcomes_get_inversions (const SyBandOutcome *bands,
                                 gsize n_bands,
                                 const double *effective_n,
                                 SyDirection direction,
                                 SyInversion **out_inversions)
{
  SyInversion *inversions = out_inversions != NULL ? g_new0 (SyInversion, MAX (n_bands, 1)) : NULL;
  gsize n_inversions = 0;
  gsize lower = n_bands;

  for (gsize b = 0; b < n_bands; b++)
    {
      if (bands[b].n == 0)
        continue;
      if (lower < n_bands && is_inverted (bands[lower].rate, bands[b].rate, direction))
        {
          if (inversions != NULL)
            {
              double n0 = effective_n != NULL ? effective_n[lower] : (double) bands[lower].n;
              double n1 = effective_n != NULL ? effective_n[b] : (double) bands[b].n;
              SyTwoProportions test;

              sy_two_proportions (bands[b].rate * n1, n1, bands[lower].rate * n0, n0, &test);
              inversions[n_inversions] = (SyInversion){ lower, b, bands[lower].rate, bands[b].rate,
                                                        test.p };
            }
          n_inversions++;
        }
      lower = b;
    }
  if (out_inversions != NULL)
    *out_inversions = inversions;
  return n_inversions;
}

void
sy_figures_get_band_confusion (const SyFigures *self,
                               gsize band,
                               SyConfusion *out_confusion)
{
  SyConfusion result = { 0 };

  g_return_if_fail (band < self->n_bands);

  for (gsize b = 0; b < self->n_bands; b++)
    {
      const SyBandOutcome *row = &self->bands[b];

      if (self->order == SY_RANK_HIGH_FIRST ? b >= band : b <= band)
        {
          result.tp += row->positives;
          result.fp += row->n - row->positives;
        }
      else
        {
          result.fn += row->positives;
          result.tn += row->n - row->positives;
        }
    }
  sy_confusion_set_ratios (&result);
  *out_confusion = result;
}

double
sy_figures_get_band_ratio (const SyFigures *self)
{
  const SyBandOutcome *bottom = self->n_bands > 0 ? &self->bands[0] : NULL;
  const SyBandOutcome *top = self->n_bands > 0 ? &self->bands[self->n_bands - 1] : NULL;
  double ratio;

  if (self->n_bands < 2)
    return (double) NAN;
  ratio = self->order == SY_RANK_HIGH_FIRST ? top->rate / bottom->rate : bottom->rate / top->rate;
  return isfinite (ratio) ? ratio : (double) NAN;
}
