/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_table_copy:
 * @widget: the table's widget
 * @source: rows
 * @order: (nullable) (element-type guint): their order, %NULL for that of the source; not changed
 *   afterwards
 * @positions: (nullable): positions in that order; %NULL for all rows, with the titles
 *
 * Puts rows on the clipboard as lines with tabs, which are written in a thread. Without a row the
 * clipboard keeps what it has; a later call replaces one that has not come that far.
 */
void sy_table_copy (GtkWidget *widget,
                    SyTableSource *source,
                    GArray *order,
                    const GtkBitset *positions);

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
