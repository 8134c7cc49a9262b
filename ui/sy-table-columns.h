/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

#define SY_TYPE_TABLE_COLUMNS (sy_table_columns_get_type ())

/**
 * SyTableColumns:
 *
 * The columns of a #SyTableView: their titles, widths and cells, and which of them the user sorts by.
 */
G_DECLARE_FINAL_TYPE (SyTableColumns, sy_table_columns, SY, TABLE_COLUMNS, GObject)

/**
 * sy_table_columns_new:
 * @view: a view without columns, of a list of #SyTableRow; has to outlive them
 *
 * Returns: (transfer full): the columns of @view, none yet
 */
SyTableColumns *sy_table_columns_new (GtkColumnView *view);

/**
 * sy_table_columns_set_source:
 * @self: the columns of a view without rows
 * @source: (nullable): what the cells show from now on
 *
 * Keeps the columns when the new ones have the old titles, with their widths and the sort order.
 */
void sy_table_columns_set_source (SyTableColumns *self,
                                  SyTableSource *source);

/**
 * sy_table_columns_set_wide:
 * @self: columns without a source yet
 *
 * Columns of figures keep their width, however narrow the window.
 */
void sy_table_columns_set_wide (SyTableColumns *self);

/**
 * sy_table_columns_find_sort:
 * @self: columns
 * @out_column: (out): which column the rows are to be sorted by
 * @out_is_descending: (out): whether from the largest to the smallest
 *
 * Returns: whether the user sorts the rows, and the source can be sorted
 */
gboolean sy_table_columns_find_sort (SyTableColumns *self,
                                     guint *out_column,
                                     gboolean *out_is_descending);

G_END_DECLS
