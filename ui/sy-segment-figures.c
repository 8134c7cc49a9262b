/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-figures.h"

#include <math.h>

SyScores *
sy_segment_score_past (SyEventLog *log,
                       SyModel *model,
                       SyTuning *tuning,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyScorer) scorer = NULL;

  if (tuning->outcome_as_of == tuning->as_of)
    return sy_scores_ref (tuning->draft.scores);
  scorer = sy_scorer_new (log, tuning->outcome_as_of);
  return sy_scorer_score (scorer, model, cancellable, error);
}

static void
clear_figures (gpointer data)
{
  SySegmentFigures *self = data;

  g_free (self->people);
}

SySegmentFigures *
sy_segment_figures_ref (SySegmentFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_segment_figures_unref (SySegmentFigures *self)
{
  g_atomic_rc_box_release_full (self, clear_figures);
}

static void
set_mean (SySegmentFigures *self,
          const SyScores *scores)
{
  const double *score = sy_scores_get_score (scores);
  double sum = 0.0;

  for (gsize i = 0; i < self->n_people; i++)
    sum += score[self->people[i]];
  self->mean_score = self->n_people > 0 ? sum / (double) self->n_people : (double) NAN;
}

static gboolean
set_outcome (SySegmentFigures *self,
             const SySegment *segment,
             SyEventLog *log,
             const SyModel *model,
             const SyTuning *tuning,
             const SyScores *past,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree guint32 *held = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  gsize n_held;

  held = sy_segment_select (segment, log, model, past, cancellable, &n_held, error);
  if (held == NULL)
    return FALSE;
  outcome = sy_outcome_evaluate (log,
                                 &model->outcome,
                                 tuning->outcome_as_of,
                                 held,
                                 n_held,
                                 cancellable,
                                 error);
  if (outcome == NULL)
    return FALSE;
  self->has_outcome = outcome->is_mature;
  self->outcome_as_of = tuning->outcome_as_of;
  self->n = outcome->n;
  self->n_positive = outcome->n_positive;
  self->rate = outcome->n > 0 ? (double) outcome->n_positive / (double) outcome->n : (double) NAN;
  self->interval = sy_wilson ((double) outcome->n_positive, (double) outcome->n);
  self->base_rate = tuning->base_rate;
  return TRUE;
}

SySegmentFigures *
sy_segment_figures_new (const SySegment *segment,
                        SyEventLog *log,
                        const SyModel *model,
                        const SyTuning *tuning,
                        const SyScores *past,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SySegmentFigures) self = g_atomic_rc_box_new0 (SySegmentFigures);

  self->people = sy_segment_select (segment,
                                    log,
                                    model,
                                    tuning->draft.scores,
                                    cancellable,
                                    &self->n_people,
                                    error);
  if (self->people == NULL)
    return NULL;
  sy_scores_get_members (tuning->draft.scores, &self->n_population);
  set_mean (self, tuning->draft.scores);
  if (tuning->has_outcome && past != NULL &&
      !set_outcome (self, segment, log, model, tuning, past, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
