/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "sy-event-reader.h"

G_BEGIN_DECLS

/**
 * SY_EVENT_SCAN_BLOCK_ROWS:
 *
 * The most rows of one block.
 */
#define SY_EVENT_SCAN_BLOCK_ROWS 4096

/**
 * sy_event_scan_run:
 * @db: a connection inside a read transaction
 * @after: only events with a larger id
 * @upto: only events with an id of at most this
 * @func: takes the rows, ids ascending
 * @user_data: for @func
 * @cancellable: (nullable): stops it between blocks
 * @out_last: (out): id of the last row given to @func; @after without any
 *
 * Reads event rows from the pages of the table's tree. What it does not know (a page or a
 * row of another shape, a read that fails) ends it: the caller goes on after @out_last
 * through SQL, which knows every shape and names every error. A cancelled scan ends too.
 * Returns: %TRUE if all rows of the range were given
 */
gboolean sy_event_scan_run (sqlite3 *db,
                            gint64 after,
                            gint64 upto,
                            SyEventBlockFunc func,
                            gpointer user_data,
                            GCancellable *cancellable,
                            gint64 *out_last);

G_END_DECLS
