/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"
#include "stats/sy-class-roc-private.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/*
 * One instant at which a draft and a published version are held against the draft's outcome, edit after
 * edit. Used by one thread at a time. What is not private is the result of the last evaluation.
 */
typedef struct
{
  SyScores *scores;           /* the draft's */
  SyOutcome *outcome;         /* of its population; NULL without one */
  SyClassFigures figures;     /* the draft's; NaN without outcome, the comparison also without a version */
  SyScores *published_scores; /* NULL without a version */
  SyClassFigures published_figures;
  guint n_published_changes; /* another number: the published side was made anew */

  /*< private >*/
  SyEventLog *log;
  SyScorer *scorer;
  SyClassRoc *roc;
  SyModel *outcome_model;
  SyScores *outcome_population;
  SyModel *published;
  guint32 *published_placements;
  gboolean is_published_measured;
  SyScores *measured_scores; /* those the figures were made from */
  SyDirection measured_direction;
} SyTuningOrigin;

/*
 * Takes a scorer, whose instant it is; the scorer may be used elsewhere between evaluations.
 */
SyTuningOrigin *sy_tuning_origin_new (SyEventLog *log,
                                      SyScorer *scorer);
void sy_tuning_origin_free (SyTuningOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTuningOrigin, sy_tuning_origin_free)

gint64 sy_tuning_origin_get_as_of (const SyTuningOrigin *self);
SyScorer *sy_tuning_origin_get_scorer (SyTuningOrigin *self);

/*
 * Renews what an edit has changed. Fails as sy_scorer_score() and sy_outcome_evaluate() do.
 */
gboolean sy_tuning_origin_evaluate (SyTuningOrigin *self,
                                    const SyModel *draft,
                                    const SyModel *published,
                                    guint n_threads,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
