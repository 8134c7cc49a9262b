/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"
#include "sy-event-reader.h"

G_BEGIN_DECLS

/**
 * sy_event_rows_for_each:
 * @database: a connection in a transaction that has not written yet
 * @after: only events with a larger id
 * @upto: only events with an id of at most this
 * @func: takes the rows, ids ascending, marked ones too
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Reads event rows as fast as the file allows. The database's cancellable stops it.
 */
gboolean sy_event_rows_for_each (SyDatabase *database,
                                 gint64 after,
                                 gint64 upto,
                                 SyEventBlockFunc func,
                                 gpointer user_data,
                                 GError **error);

G_END_DECLS
