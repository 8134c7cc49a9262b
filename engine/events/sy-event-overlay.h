/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

G_BEGIN_DECLS

/*
 * Logs that differ from another one by marks, mutes or events, to see an effect before anything is
 * written. They share what is the same, number people and types alike, and are as good as a log
 * that was loaded so: the same scores, bit for bit, and the same fingerprint.
 */

/**
 * sy_event_log_with_muted:
 * @self: a log
 * @type: a type of it
 * @is_muted: whether it gives nothing to any rule
 *
 * Costs next to nothing.
 * Returns: (transfer full): @self with the type muted or not
 */
SY_EXTERN
SyEventLog *sy_event_log_with_muted (SyEventLog *self,
                                     guint32 type,
                                     gboolean is_muted);

/**
 * sy_event_log_without:
 * @self: a log
 * @rows: (array length=n_rows): row ids of events, in any order; those the log does not have are
 *   ignored
 * @n_rows: how many
 *
 * Takes events out, as marking them does. Types that lose none are shared. One pass, about 10 ms a
 * million events.
 * Returns: (transfer full): @self without these events
 */
SY_EXTERN
SyEventLog *sy_event_log_without (SyEventLog *self,
                                  const guint32 *rows,
                                  gsize n_rows);

/**
 * SyAddedEvent:
 * @person: a person of the log
 * @type: a type of the log
 * @time_s: UTC second, in the range of events
 * @amount: NaN when missing
 * @like: 1 + the place, among those of its type in the log, of the event whose properties it has; 0: it has none
 *
 * An event that did not happen. Its row id is %SY_ROW_NONE.
 */
typedef struct
{
  guint32 person;
  guint32 type;
  gint64 time_s;
  double amount;
  guint32 like;
} SyAddedEvent;

/** SY_ROW_NONE: no row of the project. */
#define SY_ROW_NONE G_MAXUINT32

/**
 * sy_event_log_with:
 * @self: a log
 * @events: (array length=n_events): events, in any order
 * @n_events: how many
 *
 * Adds events, to see what they would do. Types that gain none are shared. One pass over the types
 * that do, about 10 ms a million events.
 * Returns: (transfer full): @self with these events
 */
SY_EXTERN
SyEventLog *sy_event_log_with (SyEventLog *self,
                               const SyAddedEvent *events,
                               gsize n_events);

G_END_DECLS
