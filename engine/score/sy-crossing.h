/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-crossing
 *
 * Change rules: a score rose, or fell, by so many points within so many days. The condition
 * holds on a day when the score of that day is at least @points above the lowest (below the
 * highest) of the scores of the @within_days days before it; scores and points that agree to 12
 * digits are equal. The rule fires once per crossing: on the first day on which the condition holds
 * after a day on which it did not, and not again until then. Days without a score (see
 * sy_trajectory_compute()) are no base, and the condition does not hold on them; on the first day
 * of a series it never holds.
 */

/** SY_CROSSING_MAX_DAYS: the longest span a rule may look back. */
#define SY_CROSSING_MAX_DAYS 366

/**
 * SyCrossingRule:
 * @falls: whether it is about falls, else about rises
 * @points: how far, more than 0, in points of the score
 * @within_days: within how many days, 1 to %SY_CROSSING_MAX_DAYS
 *
 * A change rule.
 */
typedef struct
{
  gboolean falls;
  double points;
  gsize within_days;
} SyCrossingRule;

/**
 * sy_crossing_rule_find:
 * @self: a rule
 * @scores: (array length=n_scores): daily scores of one person; NaN for none
 * @n_scores: any number
 * @out_n_days: (out): how often it fires
 *
 * Returns: (transfer full) (array length=out_n_days): the days on which it fires, as indexes of
 * @scores,
 *   ascending; never %NULL; free with g_free()
 */
SY_EXTERN
gsize *sy_crossing_rule_find (const SyCrossingRule *self,
                              const double *scores,
                              gsize n_scores,
                              gsize *out_n_days);

/**
 * SyCrossing:
 * @person: who
 * @as_of: the day's instant, UTC second
 * @from_s: the instant of the score it is held against: the latest of the lowest (highest) ones
 * @before: the score as of @from_s
 * @after: the score as of @as_of
 * @band_before: index of the band as of @from_s
 * @band: index of the band as of @as_of
 *
 * A rule fired for a person.
 */
typedef struct
{
  guint32 person;
  gint64 as_of;
  gint64 from_s;
  double before;
  double after;
  guint8 band_before;
  guint8 band;
} SyCrossing;

/**
 * sy_crossings_find:
 * @log: the events
 * @model: a valid model
 * @rule: the rule
 * @from: UTC second: firings before it are not listed
 * @to: UTC second of the last day; the days are those of sy_instant_shift() before it
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told the days done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Who crossed in a period. Cost: a scoring of everyone for each day of it and of @within_days + 1
 * days before; memory for @within_days + 1 scores a person.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type SyCrossing): by day, then person
 */
SY_EXTERN
GArray *sy_crossings_find (SyEventLog *log,
                           const SyModel *model,
                           const SyCrossingRule *rule,
                           gint64 from,
                           gint64 to,
                           GCancellable *cancellable,
                           SyProgressFunc progress,
                           gpointer user_data,
                           GError **error);

G_END_DECLS
