/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"
#include "sy-interner-private.h"

G_BEGIN_DECLS

/**
 * SyBulkLoad:
 *
 * Fills a project that has no events yet, page by page: many times as fast as row by row.
 */
typedef struct _SyBulkLoad SyBulkLoad;

/**
 * sy_bulk_load_suits:
 * @project: a connection, not in a transaction
 * @out_suits: (out): whether the project has no people, no events and none of their properties, and is
 *   small
 * @error: return location, or %NULL
 */
gboolean sy_bulk_load_suits (SyDatabase *project,
                             gboolean *out_suits,
                             GError **error);

/**
 * sy_bulk_load_new:
 * @project: a connection, not in a transaction, to a project that suits
 * @error: return location, or %NULL
 *
 * Begins a write: until the load is ended nobody else reads or writes the file. Errors:
 * #SY_STORE_ERROR_BUSY, also when the project does not suit any more.
 *
 * Returns: (transfer full): a load
 */
SyBulkLoad *sy_bulk_load_new (SyDatabase *project,
                              GError **error);

/**
 * sy_bulk_load_free:
 * @self: (nullable): a load; what it did is taken back unless it was committed
 */
void sy_bulk_load_free (SyBulkLoad *self);

/**
 * sy_bulk_load_get_copy:
 * @self: a load
 *
 * Returns: (transfer none): the project as it will be, without the new people and events. Until sy_bulk_load_adopt()
 *   it may be read and its temporary tables be written; then everything be written
 *   but what was added here
 */
SyDatabase *sy_bulk_load_get_copy (SyBulkLoad *self);

/**
 * sy_bulk_load_add_events:
 * @self: a load
 * @people: (array length=n): ids of people
 * @types: (array length=n): ids of types
 * @times_ms: (array length=n): milliseconds since 1970
 * @amounts: (array length=n): amounts, NaN for NULL
 * @n: rows
 * @error: return location, or %NULL
 *
 * Appends events; their ids count from 1. Not while the copy is in a transaction.
 */
gboolean sy_bulk_load_add_events (SyBulkLoad *self,
                                  const guint32 *people,
                                  const guint32 *types,
                                  const gint64 *times_ms,
                                  const double *amounts,
                                  gsize n,
                                  GError **error);

/**
 * sy_bulk_load_add_properties:
 * @self: a load
 * @events: (array length=n): ids of events
 * @names: (array length=n): ids of names
 * @values: (array length=n): ids of values
 * @n: rows, after all others in the order of events, then names
 * @error: return location, or %NULL
 *
 * Appends properties of events. Not while the copy is in a transaction.
 */
gboolean sy_bulk_load_add_properties (SyBulkLoad *self,
                                      const gint64 *events,
                                      const guint32 *names,
                                      const guint32 *values,
                                      gsize n,
                                      GError **error);

/**
 * sy_bulk_load_add_keys:
 * @self: a load
 * @events: (array length=n): ids of events, ascending, after all others
 * @keys: (array length=n): their keys
 * @n: rows
 * @error: return location, or %NULL
 *
 * Appends keys of events. Not while the copy is in a transaction.
 */
gboolean sy_bulk_load_add_keys (SyBulkLoad *self,
                                const gint64 *events,
                                const SyText *keys,
                                gsize n,
                                GError **error);

/**
 * sy_bulk_load_add_texts:
 * @self: a load
 * @table_name: an empty table of ids and texts
 * @index_name: its index
 * @texts: (array length=n_texts): texts with the ids 1, 2 and so on, no two the same, each with a zero
 *   after it
 * @n_texts: how many
 * @error: return location, or %NULL
 *
 * Fills a dictionary, once. Not while the copy is in a transaction.
 */
gboolean sy_bulk_load_add_texts (SyBulkLoad *self,
                                 const char *table_name,
                                 const char *index_name,
                                 const SyText *texts,
                                 gsize n_texts,
                                 GError **error);

/**
 * sy_bulk_load_adopt:
 * @self: a load to which nothing more is added
 * @error: return location, or %NULL
 *
 * Begins a transaction in the copy, and makes what was added part of it.
 */
gboolean sy_bulk_load_adopt (SyBulkLoad *self,
                             GError **error);

/**
 * sy_bulk_load_commit:
 * @self: a load after sy_bulk_load_adopt()
 * @error: return location, or %NULL
 *
 * Returns: %TRUE only if everything is on disk
 */
gboolean sy_bulk_load_commit (SyBulkLoad *self,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBulkLoad, sy_bulk_load_free)

G_END_DECLS
