/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-column-cache-private.h"
#include "sy-event-log-private.h"

G_BEGIN_DECLS

/**
 * SyEventColumns:
 *
 * The columns of a log's events in a file in the user's cache, mapped into memory. They are what
 * takes long to make of a project; all else is read from it every time.
 */
typedef struct _SyEventColumns SyEventColumns;

/**
 * sy_event_columns_open:
 * @path: where they are kept
 * @state: of the project
 *
 * Reads every byte once. Columns of another state are removed, as are those that are not whole.
 *
 * Returns: (transfer full) (nullable): the columns, or %NULL when there are none of this state
 */
SyEventColumns *sy_event_columns_open (const char *path,
                                       const SyFileState *state);

/**
 * sy_event_columns_close:
 * @self: (nullable): columns that no log has
 */
void sy_event_columns_close (SyEventColumns *self);

/**
 * sy_event_columns_fit:
 * @self: columns
 * @log: a log with people, types and properties, without events
 * @n_values: texts that property values are made of
 *
 * Returns: whether they are of a log of that shape
 */
gboolean sy_event_columns_fit (const SyEventColumns *self,
                               const SyEventLog *log,
                               gsize n_values);

/**
 * sy_event_columns_get_values:
 * @self: columns that fit
 * @property: a property
 * @out_n: (out): how many values it has
 *
 * Returns: (array length=out_n): the ranks of its values among all
 */
const guint32 *sy_event_columns_get_values (const SyEventColumns *self,
                                            gsize property,
                                            gsize *out_n);

/**
 * sy_event_columns_give:
 * @self: (transfer full): columns that fit
 * @log: the log that gets its events from them, and keeps them
 */
void sy_event_columns_give (SyEventColumns *self,
                            SyEventLog *log);

/**
 * SyEventColumnsWriter:
 *
 * A thread that keeps the columns of a log.
 */
typedef struct _SyEventColumnsWriter SyEventColumnsWriter;

/**
 * sy_event_columns_writer_new:
 * @log: a log with its events, which lives until the writer is freed
 * @values: (array) (transfer full): for each property a #GArray of the ranks of its values
 * @n_values: texts that property values are made of
 * @path: (transfer full): where to keep them
 * @state: of the project
 *
 * Starts to write. What cannot be kept is not: the next load takes longer, nothing else.
 *
 * Returns: (transfer full): the writer
 */
SyEventColumnsWriter *sy_event_columns_writer_new (const SyEventLog *log,
                                                   GPtrArray *values,
                                                   gsize n_values,
                                                   char *path,
                                                   const SyFileState *state);

/**
 * sy_event_columns_writer_free:
 * @self: (nullable): a writer
 *
 * Waits until it is done.
 */
void sy_event_columns_writer_free (SyEventColumnsWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventColumns, sy_event_columns_close)

G_END_DECLS
