/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-lead-time
 *
 * Early warning: how long before the outcome the score had already said so. People are those with a
 * label as of one date t; those of them with the outcome in its window are looked at again on each of
 * the days before it happened, as of t and whole days of 86 400 seconds from it.
 *
 * The outcome happens at the second of its event, of the last of a count, of the event that made up
 * an amount, of the first row of an imported outcome. An absence happens when the silence has lasted the
 * horizon: that many days after the last of its events; who was silent for so long at t already
 * is left out and counted.
 */

/** SY_LEAD_MAX_DAYS: how far before an outcome is looked. */
#define SY_LEAD_MAX_DAYS 90

/** SY_LEAD_N_DAYS: number of days in days[] of a #SyLeadTime */
#define SY_LEAD_N_DAYS 4

/**
 * SyLeadPoint:
 * @days: how long before the outcome
 * @n: people with the outcome who had a score then
 * @n_warned: those of them on the side of the threshold that warns
 * @share: n_warned / n; NaN for nobody
 * @low: lower end of its Wilson interval
 * @high: upper end
 *
 * Who was warned of so long before.
 */
typedef struct
{
  guint days;
  gsize n;
  gsize n_warned;
  double share;
  double low;
  double high;
} SyLeadPoint;

/**
 * SyLeadTime:
 * @as_of: the date t
 * @direction: of the outcome: a score at or above the threshold warns, or with less one below it
 * @threshold: the score that warns
 * @n_positive: people with the outcome who are looked at; each counts once
 * @n_silent: of an absence: those left out, as their silence had already lasted the horizon at t
 * @n_warned: people with the outcome who were warned of when it happened
 * @n_all_along: those warned of on all %SY_LEAD_MAX_DAYS days before: theirs is a lead of at least so
 *   many days
 * @median_days: median lead of all with the outcome: days from the first warning that held to the
 *   outcome; 0 for those not warned of when it happened; NaN for nobody
 * @median_warned_days: the same of the warned ones alone
 * @days: 90, 60, 30 and 14 days before
 * @curve: every day, 0 first
 * @n_retained: people without the outcome
 * @n_alarmed: those of them who were warned of on any day of the outcome window
 * @alarm_days: mean of the days of the outcome window on which a retained person was warned of; NaN for
 *   nobody
 * @window_days: days of the outcome window
 *
 * How early a score warns, and what it costs in false alarms.
 */
typedef struct _SyLeadTime
{
  gint64 as_of;
  SyDirection direction;
  double threshold;
  gsize n_positive;
  gsize n_silent;
  gsize n_warned;
  gsize n_all_along;
  double median_days;
  double median_warned_days;
  SyLeadPoint days[SY_LEAD_N_DAYS];
  SyLeadPoint curve[SY_LEAD_MAX_DAYS + 1];
  gsize n_retained;
  gsize n_alarmed;
  double alarm_days;
  double window_days;
} SyLeadTime;

/**
 * sy_lead_time_run:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @threshold: the score that warns; NaN takes the bound of the band with most of the outcome: the top
 *   band's, or with direction less that of the second band
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the days done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Cost: a scoring of everyone for each day of the outcome window and 90 days before.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (not mature),
 * %SY_VALIDATE_ERROR_RULE (no threshold given and one band only), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyLeadTime *sy_lead_time_run (SyEventLog *log,
                              const SyModel *model,
                              gint64 as_of,
                              double threshold,
                              GCancellable *cancellable,
                              SyProgressFunc progress,
                              gpointer user_data,
                              GError **error);

/**
 * sy_lead_time_free:
 * @self: (nullable): figures
 */
SY_EXTERN
void sy_lead_time_free (SyLeadTime *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyLeadTime, sy_lead_time_free)

/**
 * sy_model_get_warning_threshold:
 * @model: a model
 *
 * Returns: the bound of the band that should have most of the outcome: those at or above it, or with
 *   direction less those below it; NaN with one band
 */
SY_EXTERN
double sy_model_get_warning_threshold (const SyModel *model);

/**
 * sy_model_warns:
 * @model: a model
 * @score: a score; NaN does not warn
 * @threshold: a threshold
 *
 * Returns: whether the score is on the side of the threshold that the outcome is expected on; scores
 *   are compared as bands do
 */
SY_EXTERN
gboolean sy_model_warns (const SyModel *model,
                         double score,
                         double threshold);

G_END_DECLS
