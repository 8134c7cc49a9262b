/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

#define SY_TYPE_TABLE_VIEW (sy_table_view_get_type ())

/**
 * SyTableView:
 *
 * A table: sorts by a click on a header, copies selected rows with Ctrl+C, and
 * has a context menu to copy or save all of it. A big table is sorted in a
 * thread.
 *
 * Signals: #SyTableView::activate (row of the source), #SyTableView::selected
 * (row of the source, or G_MAXUINT for none).
 */
G_DECLARE_FINAL_TYPE (SyTableView, sy_table_view, SY, TABLE_VIEW, GtkWidget)

/**
 * sy_table_view_new:
 * @name: what the table holds, for screen readers and as a file name
 *
 * Returns: (transfer full): a table without rows
 */
GtkWidget *sy_table_view_new (const char *name);

/**
 * sy_table_view_set_source:
 * @self: a table
 * @source: (nullable): its rows
 *
 * Shows other rows. Keeps the columns' widths and the sort order when the new
 * columns have the old titles.
 */
void sy_table_view_set_source (SyTableView *self, SyTableSource *source);

/**
 * sy_table_view_get_source:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): its rows
 */
SyTableSource *sy_table_view_get_source (SyTableView *self);

/**
 * sy_table_view_set_max_height:
 * @self: a table
 * @height_px: as high as its rows, and at most this high
 *
 * For a table on a page that scrolls; without it a table takes what it is given.
 */
void sy_table_view_set_max_height (SyTableView *self, int height_px);

/**
 * sy_table_view_set_wide:
 * @self: a table without rows yet
 *
 * For many columns of figures: they keep their width, and what a narrow window has no room for is
 * reached by a bar below the rows.
 */
void sy_table_view_set_wide (SyTableView *self);

/**
 * sy_table_view_get_selected:
 * @self: a table
 *
 * Returns: the first selected row of the source, G_MAXUINT for none
 */
guint sy_table_view_get_selected (SyTableView *self);

/**
 * sy_table_view_select:
 * @self: a table
 * @row: a row of the source
 *
 * Selects a row and scrolls to it.
 */
void sy_table_view_select (SyTableView *self, guint row);

G_END_DECLS
