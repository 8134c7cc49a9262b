/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-time-to-outcome
 *
 * How long it takes until the outcome, by band: Kaplan-Meier curves of the people with a label as of
 * one date t, from the start of the outcome window (t plus the gap) on. People are followed to the
 * end of the data, also past the outcome window; who has not had the outcome by then is censored.
 * Of an absence the time is that to the first event that breaks it: who has none within the horizon
 * has the outcome.
 */

/** SY_TIME_N_SHARES: number of shares of a #SyBandTime */
#define SY_TIME_N_SHARES 3

/**
 * SyTimeShare:
 * @days: 30, 60 or 90
 * @at_risk: people still followed and without it just before that time
 * @share: share who had it by then, 1 - S(days): before that time, as windows are half-open; NaN when
 *   nobody was followed for so long
 * @low: lower end of its 95 % interval
 * @high: upper end
 *
 * How many had it within so many days. The interval is that of log (-log S), with Greenwood's
 * variance (Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, 1.4), which
 * stays in 0 to 1; Wilson's of those followed so long when nobody or everybody had it.
 */
typedef struct
{
  double days;
  gsize at_risk;
  double share;
  double low;
  double high;
} SyTimeShare;

/**
 * SyBandTime:
 * @name: name of the band
 * @n: people in it
 * @n_events: how many had the outcome before the end of the data
 * @median_days: the first time at which half of them had had it; NaN when that was never reached
 * @shares: who had it within 30, 60 and 90 days
 * @n_points: number of steps
 * @points: (array length=n_points): the Kaplan-Meier curve, times in days
 *
 * One band.
 */
typedef struct
{
  char *name;
  gsize n;
  gsize n_events;
  double median_days;
  SyTimeShare shares[SY_TIME_N_SHARES];
  gsize n_points;
  SySurvivalPoint *points;
} SyBandTime;

/**
 * SyTimeToOutcome:
 * @as_of: the date t
 * @is_absence: the time is that to the event whose absence is the outcome
 * @followed_days: from the start of the outcome window to the end of the data
 * @horizon_days: length of the outcome window
 * @n_bands: number of bands
 * @bands: (array length=n_bands): in the model's order
 * @log_rank: whether the bands differ; every double NaN with fewer than two that hold people
 *
 * Time to the outcome by band.
 */
typedef struct _SyTimeToOutcome
{
  gint64 as_of;
  gboolean is_absence;
  double followed_days;
  double horizon_days;
  gsize n_bands;
  SyBandTime *bands;
  SyLogRank log_rank;
} SyTimeToOutcome;

/**
 * sy_time_to_outcome_run:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (not mature),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyTimeToOutcome *sy_time_to_outcome_run (SyEventLog *log,
                                         const SyModel *model,
                                         gint64 as_of,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * sy_time_to_outcome_free:
 * @self: (nullable): figures
 */
SY_EXTERN
void sy_time_to_outcome_free (SyTimeToOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTimeToOutcome, sy_time_to_outcome_free)

G_END_DECLS
