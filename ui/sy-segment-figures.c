/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-figures.h"
#include "sy-format.h"

#include <glib/gi18n.h>
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
  SySegmentOutcome outcome;

  if (!sy_segment_outcome_measure (segment, log, model, past, &outcome, cancellable, error))
    return FALSE;
  self->has_outcome = outcome.is_mature;
  self->outcome_as_of = outcome.as_of;
  self->inside = outcome.inside;
  self->outside = outcome.outside;
  self->against = outcome.against;
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

/* "8.1 % (7.0 – 9.2 %) of 1,240 people" */
static char *
describe_side (const SySegmentSide *side)
{
  g_autofree char *rate = sy_format_percent (side->rate, 1);
  g_autofree char *low = sy_format_number (100.0 * side->interval.low, 1);
  g_autofree char *high = sy_format_percent (side->interval.high, 1);
  g_autofree char *n = sy_format_count ((gint64) side->n);

  return g_strdup_printf (_ ("%s (%s – %s) of %s people"), rate, low, high, n);
}

char *
sy_segment_figures_describe_outcome (const SySegmentFigures *self,
                                     SyZone *zone)
{
  g_autofree char *when = sy_format_as_of (zone, self->outcome_as_of);
  g_autofree char *inside = describe_side (&self->inside);
  g_autofree char *outside = describe_side (&self->outside);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("The share with the outcome after %s: in this segment %s"), when,
                          inside);
  if (self->outside.n > 0)
    g_string_append_printf (text, _ ("; outside it %s"), outside);
  if (isfinite (self->against.difference))
    {
      g_autofree char *points = sy_format_number (100.0 * self->against.difference, 1);
      g_autofree char *low = sy_format_number (100.0 * self->against.newcombe.low, 1);
      g_autofree char *high = sy_format_number (100.0 * self->against.newcombe.high, 1);

      g_string_append_printf (text, _ ("; %s points apart (%s to %s)"), points, low, high);
    }
  g_string_append (text, _ (". 95 % intervals"));
  return g_string_free (text, FALSE);
}
