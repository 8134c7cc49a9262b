/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-bulk-load-private.h"
#include "sy-event-appender-private.h"
#include "sy-row-loader-private.h"

G_BEGIN_DECLS

/**
 * SyImportWriter:
 *
 * The writing half of an import: puts blocks into the tables, inside the caller's transaction.
 */
typedef struct _SyImportWriter SyImportWriter;

/**
 * sy_import_writer_new:
 * @database: a connection in a transaction
 * @kind: what the rows are
 * @import_id: the import they belong to
 * @next_event: id of the next event
 * @appender: (nullable): begun; puts the events where they belong, %NULL unless rows are events
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): a writer
 */
SyImportWriter *sy_import_writer_new (SyDatabase *database,
                                      SyImportKind kind,
                                      gint64 import_id,
                                      gint64 next_event,
                                      SyEventAppender *appender,
                                      GError **error);
void sy_import_writer_free (SyImportWriter *self);

/**
 * sy_import_writer_new_bulk:
 * @bulk: a load of events, into a project that has none
 * @import_id: the import they belong to
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): a writer that puts people and events into @bulk, and the rest into its copy
 */
SyImportWriter *sy_import_writer_new_bulk (SyBulkLoad *bulk,
                                           gint64 import_id,
                                           GError **error);

/**
 * sy_import_writer_load_known:
 * @self: a writer
 * @loader: to be told what the project knows
 * @error: return location, or %NULL
 *
 * Fills the loader's dictionaries, and tells it which half looks people up. The index of a dictionary that is
 * empty is taken down for the load.
 */
gboolean sy_import_writer_load_known (SyImportWriter *self,
                                      SyRowLoader *loader,
                                      GError **error);

/**
 * sy_import_writer_write:
 * @self: a writer
 * @block: rows
 * @error: return location, or %NULL
 */
gboolean sy_import_writer_write (SyImportWriter *self,
                                 SyImportBlock *block,
                                 GError **error);

/**
 * sy_import_writer_finish:
 * @self: a writer
 * @error: return location, or %NULL
 *
 * Builds the indexes that were taken down. Of a load in bulk, makes everything part of the copy, in
 * a transaction that is left open.
 */
gboolean sy_import_writer_finish (SyImportWriter *self,
                                  GError **error);

/**
 * sy_import_writer_get_n_new:
 * @self: a writer
 * @dictionary: a dictionary
 *
 * Returns: how many entries were added to it
 */
gint64 sy_import_writer_get_n_new (SyImportWriter *self,
                                   SyDictionary dictionary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportWriter, sy_import_writer_free)

G_END_DECLS
