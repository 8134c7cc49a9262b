/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SY_TYPE_TABLE_ROW (sy_table_row_get_type ())

/**
 * SyTableRow:
 *
 * An item of #SyTableModel: the number of a row, or a probe for a sorter.
 */
G_DECLARE_FINAL_TYPE (SyTableRow, sy_table_row, SY, TABLE_ROW, GObject)

/**
 * sy_table_row_new:
 * @row: a row of the source
 * @probe: 1 or 2 for the probes, 0 for a row
 *
 * Returns: (transfer full): an item
 */
SyTableRow *sy_table_row_new (guint row,
                              int probe);
guint sy_table_row_get_row (SyTableRow *self);
int sy_table_row_get_probe (SyTableRow *self);

#define SY_TYPE_TABLE_MODEL (sy_table_model_get_type ())

/**
 * SyTableModel:
 *
 * A permutation of the rows of a source, as a list of #SyTableRow made when they are asked for.
 */
G_DECLARE_FINAL_TYPE (SyTableModel, sy_table_model, SY, TABLE_MODEL, GObject)

/**
 * sy_table_model_new:
 * @n_rows: how many rows
 * @order: (nullable) (element-type guint): the rows in their order; %NULL for that of the source
 *
 * Returns: (transfer full): the list
 */
GListModel *sy_table_model_new (guint n_rows,
                                GArray *order);

G_END_DECLS
