/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "store/sy-project.h"
#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * sy_event_log_load:
 * @project: an open project
 * @cancellable: (nullable): stops the load
 * @progress: (nullable): told the events read so far, from the calling thread
 *
 * Reads the unmarked events, attributes, outcomes and identity links of a
 * project into memory, with two threads on read-only connections of their own.
 * Errors: those of the project's readers, %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the log, or %NULL
 */
SY_EXTERN
SyEventLog *sy_event_log_load (SyProject *project,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error);

/**
 * sy_event_log_load_with_marked:
 * @project: an open project
 * @cancellable: (nullable): stops the load
 * @progress: (nullable): told the events read so far, from the calling thread
 * @error: return location, or %NULL
 *
 * As sy_event_log_load(), with the marked events: what cleaning rules look at. Taking the marked
 * ones out with sy_event_log_without() gives what sy_event_log_load() gives.
 * Returns: (transfer full): the log, or %NULL
 */
SY_EXTERN
SyEventLog *sy_event_log_load_with_marked (SyProject *project,
                                           GCancellable *cancellable,
                                           SyProgressFunc progress,
                                           gpointer user_data,
                                           GError **error);

/**
 * sy_event_log_load_unlinked:
 * @project: an open project
 * @cancellable: (nullable): stops the load
 * @progress: (nullable): told the events read so far, from the calling thread
 * @error: return location, or %NULL
 *
 * As sy_event_log_load(), but without the identity links: each key is a person of its own. What a
 * score was before keys became one person, see sy_score_change_new().
 * Returns: (transfer full): the log, or %NULL
 */
SY_EXTERN
SyEventLog *sy_event_log_load_unlinked (SyProject *project,
                                        GCancellable *cancellable,
                                        SyProgressFunc progress,
                                        gpointer user_data,
                                        GError **error);

G_END_DECLS
