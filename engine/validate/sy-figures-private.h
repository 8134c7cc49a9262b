/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "score/sy-scores.h"
#include "sy-figures.h"

G_BEGIN_DECLS

/*
 * Scored rows with labels: people at one date, or at several. Arrays have n elements.
 */
typedef struct
{
  const SyModel *model;
  SyDirection direction;
  gsize n;
  const double *scores;
  const double *probabilities; /* by the model's own; NULL when it says none */
  const guint8 *bands;
  const guint8 *labels;
  const guint32 *people;
  /* Rows of one person lie apart and are not independent; people are below n_people. */
  gboolean is_clustered;
  gsize n_people;
  gboolean keeps_steps; /* a threshold is chosen on these rows */
  guint n_threads;      /* 0 and 1: the calling one only; figures do not depend on it */
} SyScoredRows;

/*
 * The number of independent rows that would leave the rate of a band as uncertain as its clustered ones do;
 * never more than there are, and as many where rows are not clustered. Reads bands, labels and people.
 * Source: Rao & Scott, Biometrics 48 (1992) 577-585.
 *
 * @n: (array length=n_bands): the rows of each band
 * @positives: (array length=n_bands): those with the outcome
 */
void sy_rows_get_effective_n (const SyScoredRows *rows,
                              gsize n_bands,
                              const gsize *n,
                              const gsize *positives,
                              double *out_effective_n);

/*
 * The same of one rate, from the deviations of people from it: the squares of what each has less what the rate
 * would give them, summed.
 *
 * @n_people: people with a row
 */
double sy_effective_n (double n,
                       double positives,
                       gsize n_people,
                       double squares);

/*
 * Scratch for many computations.
 */
typedef struct
{
  SyRanking *ranking;
  SyRoc *roc;
} SyFiguresScratch;

void sy_figures_scratch_init (SyFiguresScratch *self);
void sy_figures_scratch_clear (SyFiguresScratch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyFiguresScratch, sy_figures_scratch_clear)

/*
 * Measures the rows. Placements, when asked for, serve a paired comparison.
 */
SyFigures *sy_figures_new (const SyScoredRows *rows,
                           SyFiguresScratch *scratch,
                           guint32 *out_placements);

/*
 * Ranks the scores again, for the steps that figures were made without. Reads scores, labels, n and n_threads.
 */
void sy_figures_add_steps (SyFigures *self,
                           const SyScoredRows *rows,
                           SyFiguresScratch *scratch);

/*
 * The order of a ranking for a direction.
 */
static inline SyRankOrder
sy_direction_to_order (SyDirection direction)
{
  return direction == SY_DIRECTION_LESS ? SY_RANK_LOW_FIRST : SY_RANK_HIGH_FIRST;
}

/*
 * Every double NaN.
 */
void sy_auc_set_undefined (SyAuc *auc);
void sy_auc_comparison_set_undefined (SyAucComparison *comparison);

/*
 * Band-by-outcome from counts: rates, intervals, lift; names and bounds from the model. Sizes that
 * count for intervals may be smaller than n (effective sizes); NULL takes n.
 */
SyBandOutcome *sy_band_outcomes_new (const SyModel *model,
                                     const gsize *n,
                                     const gsize *positives,
                                     const double *effective_n);
void sy_band_outcomes_free (SyBandOutcome *bands,
                            gsize n_bands);

/*
 * The trend over the bands turned for the direction, and the inversions (NULL to only count them).
 */
void sy_band_outcomes_get_trend (const SyBandOutcome *bands,
                                 gsize n_bands,
                                 const double *effective_n,
                                 SyDirection direction,
                                 SyTrend *out_trend);
gsize sy_band_outcomes_get_inversions (const SyBandOutcome *bands,
                                       gsize n_bands,
                                       const double *effective_n,
                                       SyDirection direction,
                                       SyInversion **out_inversions);

/*
 * Fits the probability of the outcome by the score, and measures how reliable the probability is that people are
 * shown: the model's own, as it was frozen; else what its logistic scale says; else, as the model says none, that
 * of each half of the people fitted to the other. Of @self, n and n_positive are there.
 */
void sy_figures_set_probabilities (SyFigures *self,
                                   const SyScoredRows *rows,
                                   const SyRanking *ranking);

/*
 * The intervals of everyone's rate, of the tenths, of lists and of the band ratio. Reads nothing of @self.
 */
void sy_figures_set_intervals (SyFigures *self,
                               const SyScoredRows *rows,
                               const SyRanking *ranking);

/*
 * The lift of the best tenth and its interval. Of @self, n_positive and base_rate are there.
 */
void sy_figures_set_lift (SyFigures *self,
                          const SyScoredRows *rows,
                          const SyRoc *roc);

G_END_DECLS
