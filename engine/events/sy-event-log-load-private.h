/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-load.h"
#include "sy-event-renewal.h"

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

/**
 * sy_event_log_renew_kept:
 * @self: a log of the project
 * @project: a project
 * @keep_from: events from which on the columns are kept in the user's cache, and taken from there
 * @out_renewal: (out): how the result came of @self, or %NULL
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): as sy_event_log_renew()
 */
SyEventLog *sy_event_log_renew_kept (SyEventLog *self,
                                     SyProject *project,
                                     gint64 keep_from,
                                     SyEventRenewal **out_renewal,
                                     GError **error);

G_END_DECLS
