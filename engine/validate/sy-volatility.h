/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/** SY_VOLATILITY_DAYS: how far back stability is measured unless said otherwise. */
#define SY_VOLATILITY_DAYS 28

/** SY_VOLATILITY_MAX_DAYS: how far back it can be measured. */
#define SY_VOLATILITY_MAX_DAYS 366

/** SY_VOLATILITY_MAX_SHARE: more of the people than this in another band each week is too many. */
#define SY_VOLATILITY_MAX_SHARE 0.2

/**
 * SyPersonVolatility:
 * @person: a person of the population at the last day
 * @n_changes: days on which the person had a score and had one the day before
 * @mean_change: mean of the absolute changes from one day to the next; NaN without any
 * @sd_change: standard deviation of these changes, with sign (n - 1); NaN for fewer than two
 * @n_band_changes: weeks at whose end the person was in another band than at their start
 *
 * How much one person's score moves.
 */
typedef struct
{
  guint32 person;
  gsize n_changes;
  double mean_change;
  double sd_change;
  gsize n_band_changes;
} SyPersonVolatility;

/**
 * SyVolatility:
 * @as_of: the last day
 * @n_days: days looked back
 * @n_weeks: whole weeks of them, the last of which ends at @as_of
 * @n_people: people of the population at @as_of
 * @people: (array length=n_people): each of them, those whose score moves most in the mean first, of
 *   equal ones by number; those without a change last
 * @mean_change: mean of their mean absolute daily changes; NaN without any
 * @p95_change: 95 % of the people have this mean change or less; NaN without any
 * @mean_sd: mean of their standard deviations; NaN without any
 * @n_week_pairs: people and weeks with a band at both ends
 * @n_week_changes: of those, with another band at the end
 * @weekly_share: n_week_changes / n_week_pairs; NaN without any
 *
 * How stable the scores of single people are. Scores move with what people do; a score that moves
 * them between bands all the time cannot be acted on.
 */
typedef struct _SyVolatility
{
  gint64 as_of;
  gsize n_days;
  gsize n_weeks;
  gsize n_people;
  SyPersonVolatility *people;
  double mean_change;
  double p95_change;
  double mean_sd;
  gsize n_week_pairs;
  gsize n_week_changes;
  double weekly_share;
} SyVolatility;

/**
 * sy_volatility_measure:
 * @log: the events
 * @model: the model
 * @as_of: the last day, UTC second
 * @n_days: days to look back, 1 to %SY_VOLATILITY_MAX_DAYS
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the days scored
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Scores everyone on each of the days, from the events before it. Cost: @n_days + 1 scorings, and
 * memory for one more score a person. Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): how stable they are, or %NULL
 */
SY_EXTERN
SyVolatility *sy_volatility_measure (SyEventLog *log,
                                     const SyModel *model,
                                     gint64 as_of,
                                     gsize n_days,
                                     GCancellable *cancellable,
                                     SyProgressFunc progress,
                                     gpointer user_data,
                                     GError **error);

/**
 * sy_volatility_is_alarm:
 * @self: what was measured
 * @max_share: the most of the people that may change band in a week, such as
 *   %SY_VOLATILITY_MAX_SHARE
 *
 * Returns: whether more do; %FALSE when nobody has a band at both ends of a week
 */
SY_EXTERN
gboolean sy_volatility_is_alarm (const SyVolatility *self,
                                 double max_share);

/**
 * sy_volatility_free:
 * @self: (nullable): what was measured
 */
SY_EXTERN
void sy_volatility_free (SyVolatility *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyVolatility, sy_volatility_free)

G_END_DECLS
