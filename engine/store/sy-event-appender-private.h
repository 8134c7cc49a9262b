/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"

G_BEGIN_DECLS

/**
 * SyEventAppender:
 *
 * Puts events at the end of the table `event`, many times as fast as row by row.
 */
typedef struct _SyEventAppender SyEventAppender;

/**
 * sy_event_appender_new:
 * @database: a connection, not in a transaction, that lives longer
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): an appender
 */
SyEventAppender *sy_event_appender_new (SyDatabase *database,
                                        GError **error);

/**
 * sy_event_appender_free:
 * @self: (nullable): an appender; the connection is not in a transaction
 *
 * Leaves the connection as it was, however the transaction has ended.
 */
void sy_event_appender_free (SyEventAppender *self);

/**
 * sy_event_appender_begin:
 * @self: an appender, in a transaction with foreign keys off
 * @error: return location, or %NULL
 *
 * Makes the table ready. Until sy_event_appender_finish() its column `id` must not be read.
 */
gboolean sy_event_appender_begin (SyEventAppender *self,
                                  GError **error);

/**
 * sy_event_appender_add:
 * @self: an appender between begin and finish
 * @people: (array length=n): ids of people
 * @types: (array length=n): ids of types
 * @times_ms: (array length=n): milliseconds since 1970
 * @amounts: (array length=n): amounts, NaN for NULL
 * @n: rows, at least 1
 * @error: return location, or %NULL
 *
 * Appends events. Their ids follow the largest one of the table.
 */
gboolean sy_event_appender_add (SyEventAppender *self,
                                const guint32 *people,
                                const guint32 *types,
                                const gint64 *times_ms,
                                const double *amounts,
                                gsize n,
                                GError **error);

/**
 * sy_event_appender_finish:
 * @self: an appender
 * @error: return location, or %NULL
 *
 * Makes the table what it was before, with the rows added.
 */
gboolean sy_event_appender_finish (SyEventAppender *self,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventAppender, sy_event_appender_free)

G_END_DECLS
