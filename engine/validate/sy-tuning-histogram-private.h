/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "score/sy-scores.h"

G_BEGIN_DECLS

/*
 * Bins of equal width. The width of a scale from 0 to 100 is fixed; without a scale the bins
 * follow the bulk of the scores and the bands, in round steps.
 */
typedef struct
{
  double lo;
  double step;
  gsize n_bins;
} SyHistogramBins;

SyHistogramBins sy_histogram_bins_choose (const SyModel *model,
                                          const SyScores *scores);

static inline gsize
sy_histogram_bins_find (const SyHistogramBins *self,
                        double inverse_step,
                        double score)
{
  /* The nudge keeps a score that is an edge to 12 digits in the upper bin. */
  double position = (score - self->lo) * inverse_step + 1e-9;

  if (!(position > 0))
    return 0;
  return position < (double) self->n_bins ? (gsize) position : self->n_bins - 1;
}

G_END_DECLS
