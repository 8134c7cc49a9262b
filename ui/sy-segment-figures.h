/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SySegmentFigures:
 * @people: (array length=n_people): who is meant now, ascending
 * @n_people: how many
 * @n_population: people scored now
 * @mean_score: their mean score; NaN without people
 * @has_outcome: whether the next fields count
 * @outcome_as_of: the instant the outcome is measured from
 * @inside: what became of the people the segment held then
 * @outside: what became of the others
 * @against: the rate inside (p1) against the one outside (p0)
 * @base_rate: of the whole population then
 *
 * A segment with a live count. Immutable, reference-counted.
 */
typedef struct
{
  guint32 *people;
  gsize n_people;
  gsize n_population;
  double mean_score;
  gboolean has_outcome;
  gint64 outcome_as_of;
  SySegmentSide inside;
  SySegmentSide outside;
  SyTwoProportions against;
  double base_rate;
} SySegmentFigures;

/**
 * sy_segment_score_past:
 * @log: the events
 * @model: the model
 * @tuning: its figures, with an outcome
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * The scores at the date whose outcome can last be seen: those of the tuning when that is its own
 * date, else a scoring of everyone. Any thread. Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the scores
 */
SyScores *sy_segment_score_past (SyEventLog *log,
                                 SyModel *model,
                                 SyTuning *tuning,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * sy_segment_figures_new:
 * @segment: who is meant
 * @log: the events
 * @model: the model
 * @tuning: its figures
 * @past: (nullable): scores at the tuning's `outcome_as_of`; %NULL when the
 *   outcome is not wanted or known
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Counts the segment now, and what became of the people it held when the
 * outcome can last be seen. Any thread.
 * Errors: %SY_SEGMENT_ERROR_BAND, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures
 */
SySegmentFigures *sy_segment_figures_new (const SySegment *segment,
                                          SyEventLog *log,
                                          const SyModel *model,
                                          const SyTuning *tuning,
                                          const SyScores *past,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * sy_segment_figures_describe_outcome:
 * @self: figures with an outcome
 * @zone: how the date is shown
 *
 * Returns: (transfer full): the rates in the segment and outside it, each with its interval and the number of people,
 *   and how far they are apart: for a tooltip
 */
char *sy_segment_figures_describe_outcome (const SySegmentFigures *self,
                                           SyZone *zone);
SySegmentFigures *sy_segment_figures_ref (SySegmentFigures *self);
void sy_segment_figures_unref (SySegmentFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentFigures, sy_segment_figures_unref)

G_END_DECLS
