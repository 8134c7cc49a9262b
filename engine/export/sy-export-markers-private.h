/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"

G_BEGIN_DECLS

/*
 * Everyone's first or last event before an instant, of a type or, for SY_TYPE_NONE, of any: seconds since
 * SY_EVENT_EPOCH by person, SY_SECOND_NONE without one. Free with g_free().
 */
guint32 *sy_export_find_first_events (const SyEventLog *log,
                                      guint32 type,
                                      gint64 as_of);
guint32 *sy_export_find_last_events (const SyEventLog *log,
                                     guint32 type,
                                     gint64 as_of);

G_END_DECLS
