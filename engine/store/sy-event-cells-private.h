/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-tree-builder-private.h"

G_BEGIN_DECLS

/**
 * sy_event_cells_add:
 * @tree: a table with the columns of `event`
 * @first_row: rowid of the first
 * @people: (array length=n): ids of people
 * @types: (array length=n): ids of types
 * @times_ms: (array length=n): milliseconds since 1970
 * @amounts: (array length=n): amounts, NaN for NULL
 * @n: rows
 *
 * Appends events: NULL for the id, which is the rowid, person, type, time and amount.
 */
void sy_event_cells_add (SyTreeBuilder *tree,
                         guint32 first_row,
                         const guint32 *people,
                         const guint32 *types,
                         const gint64 *times_ms,
                         const double *amounts,
                         gsize n);

/**
 * sy_property_cells_add:
 * @tree: an index with the columns of `event_property`
 * @events: (array length=n): ids of events
 * @names: (array length=n): ids of names
 * @values: (array length=n): ids of values
 * @n: rows, in the order of events, then names
 *
 * Appends properties of events.
 */
void sy_property_cells_add (SyTreeBuilder *tree,
                            const gint64 *events,
                            const guint32 *names,
                            const guint32 *values,
                            gsize n);

G_END_DECLS
