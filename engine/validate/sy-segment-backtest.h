/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "segment/sy-segment.h"
#include "stats/sy-stats.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/**
 * SySegmentSide:
 * @n_people: people on this side at t
 * @n_already: taken out, as they had a one-time outcome before t
 * @n_immature: people without a label as the data end too early
 * @n: people with a label
 * @n_positive: those of them with the outcome
 * @rate: n_positive / n; NaN when n is 0
 * @interval: 95 % of the rate, Wilson's; NaN when n is 0
 *
 * The people a segment meant at a date, or those of the population whom it did not mean.
 */
typedef struct
{
  gsize n_people;
  gsize n_already;
  gsize n_immature;
  gsize n;
  gsize n_positive;
  double rate;
  SyInterval interval;
} SySegmentSide;

/**
 * SySegmentOutcome:
 * @as_of: the instant t, UTC second; in pooled results the last of them
 * @is_mature: whether the outcome window has ended within the data
 * @n_refused: people left out of the population as they refuse today, see sy_scores_get_n_refused()
 * @inside: the people the segment meant
 * @outside: the rest of the population
 * @against: the rate inside (p1) against the one outside (p0); all NaN when a side has nobody with a
 *   label
 *
 * What became of the people in a segment and out of it.
 */
typedef struct
{
  gint64 as_of;
  gboolean is_mature;
  gsize n_refused;
  SySegmentSide inside;
  SySegmentSide outside;
  SyTwoProportions against;
} SySegmentOutcome;

/**
 * sy_segment_outcome_measure:
 * @segment: who is meant
 * @log: the events
 * @model: the model, with an outcome
 * @scores: its scores; they say the date
 * @out_outcome: (out caller-allocates): written on success
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Evaluates the segment as of the date of the scores, from what was known then, and looks in the outcome window
 * after it. Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_SEGMENT_ERROR_BAND, %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_segment_outcome_measure (const SySegment *segment,
                                     SyEventLog *log,
                                     const SyModel *model,
                                     const SyScores *scores,
                                     SySegmentOutcome *out_outcome,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * SySegmentBacktest:
 * @n_origins: number of dates
 * @origins: (array length=n_origins): in order of time
 * @n_mature: how many of them are mature
 * @pooled: the counts of all dates, and the rates of the mature ones together
 *
 * A segment replayed at past dates. Immutable, reference-counted.
 */
typedef struct _SySegmentBacktest
{
  gsize n_origins;
  SySegmentOutcome *origins;
  gsize n_mature;
  SySegmentOutcome pooled;
} SySegmentBacktest;

/**
 * sy_segment_backtest_run:
 * @log: the events
 * @model: the model, with an outcome
 * @segment: who is meant
 * @origins: (array length=n_origins): as-of instants, UTC seconds, any order, equal ones count once
 * @n_origins: at least 1
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the dates done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * sy_segment_outcome_measure() at each date. Rows of one person at several dates are not independent: the
 * intervals of @pooled take for each side the effective sample size of Rao and Scott (Biometrics 48 (1992)
 * 577-585), counted by person, and so do difference and ratio, in which the sides count as independent, as they
 * do for the bands of sy_backtest_run(). Errors: those of sy_segment_outcome_measure(), and
 * %SY_VALIDATE_ERROR_NO_ORIGIN.
 *
 * Returns: (transfer full): the results, or %NULL
 */
SY_EXTERN
SySegmentBacktest *sy_segment_backtest_run (SyEventLog *log,
                                            const SyModel *model,
                                            const SySegment *segment,
                                            const gint64 *origins,
                                            gsize n_origins,
                                            GCancellable *cancellable,
                                            SyProgressFunc progress,
                                            gpointer user_data,
                                            GError **error);

/**
 * sy_segment_backtest_ref:
 * @self: a backtest
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SySegmentBacktest *sy_segment_backtest_ref (SySegmentBacktest *self);

/**
 * sy_segment_backtest_unref:
 * @self: a backtest
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_segment_backtest_unref (SySegmentBacktest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentBacktest, sy_segment_backtest_unref)

G_END_DECLS
