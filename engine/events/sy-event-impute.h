/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"
#include "sy-event-volume.h"

G_BEGIN_DECLS

/**
 * SyImputed:
 * @n_days: days of the gaps that were filled
 * @n_unfilled: days that have no day to be filled from
 * @n_events: events that were added
 */
typedef struct
{
  gsize n_days;
  gsize n_unfilled;
  gsize n_events;
} SyImputed;

/**
 * sy_event_log_impute:
 * @self: a log
 * @type: a type of it
 * @gaps: (array length=n_gaps): days on which the type was not tracked, by day: sy_event_volume_find_gaps()
 * @n_gaps: how many
 * @out_imputed: (out) (optional): what was done
 *
 * What the log would be like without the gaps: each day is filled with the events of the same weekday 7, 14, 21 or
 * 28 days before, of the one, itself no gap, whose count is nearest to what is expected and of equal ones the
 * latest. They keep their person, local time, amount and properties. Of a day with some events, people who have
 * one keep to theirs. Nothing before the first gap changes.
 * Returns: (transfer full): @self with these events; their row id is %SY_ROW_NONE
 */
SY_EXTERN
SyEventLog *sy_event_log_impute (SyEventLog *self,
                                 guint32 type,
                                 const SyTrackingGap *gaps,
                                 gsize n_gaps,
                                 SyImputed *out_imputed);

G_END_DECLS
