/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"
#include "sy-time-groups.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-time-to-outcome
 *
 * How long it takes until the outcome, by band: Kaplan-Meier curves of the people with a label as of
 * one date t, from the start of the outcome window (t plus the gap) on. People are followed to the
 * end of the data, also past the outcome window; who has not had the outcome by then is censored.
 * Of an absence the time is that to the first event that breaks it: who has none within the horizon
 * has the outcome.
 *
 * The time can also be counted from the start of each person: the first event, or the day of an
 * attribute such as the sign-up. Who had the outcome before t is then left out, and people count late
 * (left truncation): from the age that they have at the start of the window on, as somebody of that
 * age who had had it earlier would not be among them. What happened before t takes no part. Early ages,
 * at which few are under observation, are not told: each curve begins at the first age at which
 * %SY_TIME_LEAST_AT_RISK are, or else as many as ever are, and is of those still without it at that age.
 */

/** SY_TIME_LEAST_AT_RISK: people under observation where a curve from the start of people begins. */
#define SY_TIME_LEAST_AT_RISK 10

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
 * How many had it within so many days of the start; of a curve that begins later, of those still without
 * it there, NaN before it begins. The interval is that of log (-log S), with Greenwood's
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
 * @start_days: where the curve begins; 0 from t on
 * @n_early: people who were not under observation there any more; they are in @n and in no figure but
 *   @n_events
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
  double start_days;
  gsize n_early;
  double median_days;
  SyTimeShare shares[SY_TIME_N_SHARES];
  gsize n_points;
  SySurvivalPoint *points;
} SyBandTime;

/**
 * SyTimeOrigin:
 * @SY_TIME_FROM_AS_OF: the start of the outcome window
 * @SY_TIME_FROM_FIRST_EVENT: the first event of the person
 * @SY_TIME_FROM_ATTRIBUTE: the start of the local day that an attribute of the person names
 *
 * Where the time begins.
 */
typedef enum
{
  SY_TIME_FROM_AS_OF,
  SY_TIME_FROM_FIRST_EVENT,
  SY_TIME_FROM_ATTRIBUTE,
} SyTimeOrigin;

/**
 * SyTimeOptions:
 * @from: where the time begins
 * @attribute: (nullable): its name, with %SY_TIME_FROM_ATTRIBUTE
 * @groups: (nullable): what people are told apart by; %NULL for their band at t
 *
 * What to ask. `{ 0 }` is what sy_time_to_outcome_run() asks.
 */
typedef struct
{
  SyTimeOrigin from;
  const char *attribute;
  const SyTimeGroups *groups;
} SyTimeOptions;

/**
 * SyTimeToOutcome:
 * @as_of: the date t
 * @from: where the time begins
 * @attribute: (nullable): its name, with %SY_TIME_FROM_ATTRIBUTE
 * @by: (nullable): what the groups are; %NULL for bands
 * @n_already: left out with another start than t: they had it before
 * @n_without_start: left out: they have no such start, or one after t
 * @n_without_group: left out: they are in no group
 * @is_absence: the time is that to the event whose absence is the outcome
 * @followed_days: from the start of the outcome window to the end of the data, or the longest time of
 *   anybody from their start to it
 * @horizon_days: length of the outcome window
 * @n_bands: number of bands or groups
 * @bands: (array length=n_bands): in the model's order, or that of the groups
 * @log_rank: whether they differ; every double NaN with fewer than two that hold people
 *
 * Time to the outcome by band.
 */
typedef struct _SyTimeToOutcome
{
  gint64 as_of;
  SyTimeOrigin from;
  char *attribute;
  char *by;
  gsize n_already;
  gsize n_without_start;
  gsize n_without_group;
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
 * sy_time_to_outcome_ask:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @options: what to ask
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Errors: as of sy_time_to_outcome_run(), and %SY_VALIDATE_ERROR_RULE: an absence is counted from t
 * only; there is no such attribute, or nobody has a date there.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyTimeToOutcome *sy_time_to_outcome_ask (SyEventLog *log,
                                         const SyModel *model,
                                         gint64 as_of,
                                         const SyTimeOptions *options,
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
