/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-scores.h"
#include "sy-outcome.h"
#include "sy-tuning-histogram-private.h"

G_BEGIN_DECLS

/*
 * What is counted of the scores of a model.
 */
typedef struct
{
  const SyScores *scores;         /* of the population */
  const SyScores *outcome_scores; /* of labelled people; may be the same */
  const SyOutcome *outcome;       /* NULL: nobody is labelled */
  const SyModel *model;           /* its bands */
  SyHistogramBins bins;
  const double *edges; /* of the reference's bins, ascending */
  gsize n_edges;
  guint n_threads; /* 1 or 2 */
} SyTuningCounter;

/*
 * Counts the population by band and bin (n_bands × n_bins, added to) and by bin of the reference
 * (n_edges + 1, added to), and labelled people by band and label (n_bands, written).
 */
void sy_tuning_counter_run (const SyTuningCounter *self,
                            gsize *histogram,
                            gsize *reference,
                            gsize (*out_labelled)[2]);

G_END_DECLS
