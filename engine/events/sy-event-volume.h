/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * SyEventVolume:
 * @first_day: local civil day (1970-01-01 = 0) of @days[0]: that of the log's first event
 * @n_days: days up to the day of the log's last event; 0 without events
 * @days: (array length=n_days): events of the type each day
 * @n_weeks: weeks that these days touch, Monday to Sunday
 * @weeks: (array length=n_weeks): events each week; the first and the last may be cut
 *
 * How many events of a type there were, by local day and week, over the span of the whole log: a type that stopped
 * ends in zeros.
 */
typedef struct
{
  gint32 first_day;
  gsize n_days;
  guint32 *days;
  gsize n_weeks;
  guint32 *weeks;
} SyEventVolume;

/**
 * sy_event_volume_new:
 * @log: a log
 * @type: a type of it
 *
 * Returns: (transfer full): its volume
 */
SY_EXTERN
SyEventVolume *sy_event_volume_new (const SyEventLog *log,
                                    guint32 type);

/**
 * sy_event_volume_free:
 * @self: (nullable): a volume
 */
SY_EXTERN
void sy_event_volume_free (SyEventVolume *self);

/**
 * SyTrackingGap:
 * @day: local civil day
 * @count: events of the type on that day
 * @expected: median of the same weekday over the 28 days before
 * @p: chance of so few or fewer if events came independently at the expected rate (Poisson)
 *
 * A day on which a type was seen too rarely.
 */
typedef struct
{
  gint32 day;
  guint32 count;
  double expected;
  double p;
} SyTrackingGap;

/** SY_TRACKING_GAP_SHARE: the usual share of the expected count below which a day is a gap. */
#define SY_TRACKING_GAP_SHARE 0.5

/**
 * sy_event_volume_find_gaps:
 * @self: a volume
 * @share: a day with less than this share of what is expected is a gap, 0 to 1
 * @min_expected: days on which fewer are expected are not judged
 * @out_n_gaps: (out): how many
 *
 * A day is judged by the median of the same weekday 7, 14, 21 and 28 days before, days before the first event of the type left out; it needs
 * two of them. It is a gap when the median is above 0, at least @min_expected, and the count is 0 or less than @share of it.
 * So a gap ends to be one when the type has been quiet for some weeks.
 * Returns: (transfer full) (array length=out_n_gaps): the gaps by day
 */
SY_EXTERN
SyTrackingGap *sy_event_volume_find_gaps (const SyEventVolume *self,
                                          double share,
                                          double min_expected,
                                          gsize *out_n_gaps);

/**
 * SyFreshness:
 * @last_s: UTC second of the last event before the instant; %G_MININT64 when there is none
 * @lag_days: how long ago that is, in days; NaN when there is none
 * @longest_silence_days: the longest time between two events before the instant, in days; NaN with fewer than two
 * @is_stale: whether the lag is longer than the cadence that was declared; never without one
 *
 * How fresh the events of a type are.
 */
typedef struct
{
  gint64 last_s;
  double lag_days;
  double longest_silence_days;
  gboolean is_stale;
} SyFreshness;

/**
 * sy_freshness_compute:
 * @log: a log
 * @type: a type of it
 * @as_of: the instant, UTC second; events before it count
 * @cadence_days: the longest silence that is normal; NaN when nobody said
 * @out_freshness: (out): the result
 */
SY_EXTERN
void sy_freshness_compute (const SyEventLog *log,
                           guint32 type,
                           gint64 as_of,
                           double cadence_days,
                           SyFreshness *out_freshness);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventVolume, sy_event_volume_free)

G_END_DECLS
