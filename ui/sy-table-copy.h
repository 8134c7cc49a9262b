/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_table_copy_rows:
 * @source: rows
 * @order: (nullable) (element-type guint): their order, %NULL for that of the source
 * @positions: positions in that order
 *
 * Returns: (transfer full): these rows as lines with tabs; empty without positions
 */
char *sy_table_copy_rows (SyTableSource *source,
                          const GArray *order,
                          const GtkBitset *positions);

/**
 * sy_table_copy_all:
 * @source: rows
 * @order: (nullable) (element-type guint): their order, %NULL for that of the source
 *
 * Returns: (transfer full): the titles and all rows as lines with tabs
 */
char *sy_table_copy_all (SyTableSource *source,
                         const GArray *order);

/**
 * sy_table_save:
 * @widget: the table's widget; hears `win.toast` when it is done
 * @source: rows
 * @order: (nullable) (element-type guint): their order, %NULL for that of the source
 * @name: what the table holds: the file's name without ending
 *
 * Asks for a file and writes the table to it as CSV, in a thread.
 */
void sy_table_save (GtkWidget *widget,
                    SyTableSource *source,
                    GArray *order,
                    const char *name);

G_END_DECLS
