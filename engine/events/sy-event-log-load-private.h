/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-load.h"

G_BEGIN_DECLS

/**
 * sy_event_log_load_kept:
 * @project: a project
 * @keep_from: events from which on the columns are kept in the user's cache, and taken from there
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): as sy_event_log_load()
 */
SyEventLog *sy_event_log_load_kept (SyProject *project,
                                    gint64 keep_from,
                                    GError **error);

G_END_DECLS
