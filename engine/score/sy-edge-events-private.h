/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"

G_BEGIN_DECLS

/*
 * The first or the last event of everyone, as seconds since SY_EVENT_EPOCH by person.
 */

/*
 * SY_SECOND_NONE for everyone; free with g_free().
 */
guint32 *sy_edge_events_new (const SyEventLog *log);

/*
 * Takes the events of a type with seconds in [start, end) into account.
 */
void sy_edge_events_take_first (guint32 *self,
                                const SyEventRuns *runs,
                                guint32 start,
                                guint32 end);
void sy_edge_events_take_last (guint32 *self,
                               const SyEventRuns *runs,
                               guint32 start,
                               guint32 end);

G_END_DECLS
