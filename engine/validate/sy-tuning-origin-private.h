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
  gboolean is_prepared;
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
 * An edit is answered in steps. The first renews the scores, the outcome and the published side, and fails as
 * sy_scorer_score() and sy_outcome_evaluate() do.
 */
gboolean sy_tuning_origin_score (SyTuningOrigin *self,
                                 const SyModel *draft,
                                 const SyModel *published,
                                 guint n_threads,
                                 GCancellable *cancellable,
                                 GError **error);

/*
 * Returns: whether the draft's labelled people have the scores, to the last bit, that the figures were made
 *   from; else these are to be made by the two steps below
 */
gboolean sy_tuning_origin_is_measured (const SyTuningOrigin *self,
                                       const SyModel *draft);

/*
 * What can be done on one thread alone while another does something else.
 */
void sy_tuning_origin_prepare (SyTuningOrigin *self,
                               guint n_threads);
void sy_tuning_origin_measure (SyTuningOrigin *self,
                               const SyModel *draft,
                               guint n_threads);

G_END_DECLS
