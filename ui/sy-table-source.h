/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SyTableColumn:
 * @title: what the header says
 * @is_number: set right
 * @width_chars: natural width; 0 takes what is left
 *
 * A column of a table.
 */
typedef struct
{
  const char *title;
  gboolean is_number;
  int width_chars;
} SyTableColumn;

/**
 * SyTableFuncs:
 * @get_text: (transfer full): the text of a cell, for display
 * @compare: (nullable): orders two rows by a column, ascending; %NULL when the
 *   table does not sort
 * @get_note: (nullable): (transfer none): what is wrong with a cell, or %NULL; such
 *   cells are marked and explain themselves
 * @is_dim: (nullable): whether a row is to be read with care, as one of few people; it is greyed
 * @get_band: (nullable): the band that a cell names, 0 the lowest, and how many there are;
 *   %G_MAXUINT for none. Such cells have a dot in the band's colour
 * @free: (nullable): frees the data
 *
 * How a table reads its rows. The data do not change while the source lives,
 * so that every function may run in any thread.
 */
typedef struct
{
  char *(*get_text) (gconstpointer data, guint row, guint column);
  int (*compare) (gconstpointer data, guint a, guint b, guint column);
  const char *(*get_note) (gconstpointer data, guint row, guint column);
  gboolean (*is_dim) (gconstpointer data, guint row);
  guint (*get_band) (gconstpointer data, guint row, guint column, guint *out_n_bands);
  GDestroyNotify free;
} SyTableFuncs;

/**
 * SyTableSource:
 *
 * The rows of a table: immutable and reference-counted.
 */
typedef struct _SyTableSource SyTableSource;

/**
 * sy_table_source_new:
 * @columns: (array length=n_columns): the columns; titles are copied
 * @n_columns: how many
 * @n_rows: how many rows
 * @funcs: how to read them; must live as long as the program
 * @data: (transfer full): passed to @funcs
 *
 * Returns: (transfer full): the source
 */
SyTableSource *sy_table_source_new (const SyTableColumn *columns,
                                    guint n_columns,
                                    guint n_rows,
                                    const SyTableFuncs *funcs,
                                    gpointer data);

/**
 * sy_table_source_new_for_texts:
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 * @cells: (transfer full) (element-type utf8): the texts, row by row
 *
 * A small table of texts. Number columns sort by the number their text begins
 * with, the others by their text.
 *
 * Returns: (transfer full): the source
 */
SyTableSource *sy_table_source_new_for_texts (const SyTableColumn *columns,
                                              guint n_columns,
                                              GPtrArray *cells);

SyTableSource *sy_table_source_ref (SyTableSource *self);
void sy_table_source_unref (SyTableSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTableSource, sy_table_source_unref)

guint sy_table_source_get_n_rows (const SyTableSource *self);
guint sy_table_source_get_n_columns (const SyTableSource *self);
const SyTableColumn *sy_table_source_get_column (const SyTableSource *self, guint column);

/**
 * sy_table_source_get_data:
 * @self: a source
 *
 * Returns: (transfer none): what sy_table_source_new() was given
 */
gconstpointer sy_table_source_get_data (const SyTableSource *self);

/**
 * sy_table_source_get_text:
 * @self: a source
 * @row: below its rows
 * @column: below its columns
 *
 * Returns: (transfer full): the cell
 */
char *sy_table_source_get_text (const SyTableSource *self, guint row, guint column);

/**
 * sy_table_source_get_note:
 * @self: a source
 * @row: below its rows
 * @column: below its columns
 *
 * Returns: (nullable): what is wrong with the cell
 */
const char *sy_table_source_get_note (const SyTableSource *self, guint row, guint column);

/**
 * sy_table_source_is_dim:
 * @self: a source
 * @row: below its rows
 *
 * Returns: whether the row is greyed
 */
gboolean sy_table_source_is_dim (const SyTableSource *self, guint row);

/**
 * sy_table_source_has_bands:
 * @self: a source
 *
 * Returns: whether sy_table_source_get_band() knows of any
 */
gboolean sy_table_source_has_bands (const SyTableSource *self);

/**
 * sy_table_source_get_band:
 * @self: a source
 * @row: below its rows
 * @column: below its columns
 * @out_n_bands: (out): how many bands there are, 0 without one
 *
 * Returns: the band that the cell names, %G_MAXUINT for none
 */
guint sy_table_source_get_band (const SyTableSource *self,
                                guint row,
                                guint column,
                                guint *out_n_bands);

/**
 * sy_table_source_can_sort:
 * @self: a source
 *
 * Returns: whether sy_table_source_sort() does anything
 */
gboolean sy_table_source_can_sort (const SyTableSource *self);

/**
 * sy_table_source_sort:
 * @self: a source
 * @column: the column to sort by
 * @descending: whether from large to small
 *
 * Sorts; equal rows keep the order of the source. O(n log n), any thread.
 *
 * Returns: (transfer full): a #GArray of guint: the rows in their new order
 */
GArray *sy_table_source_sort (const SyTableSource *self, guint column, gboolean descending);

/**
 * sy_table_compare_numbers:
 * @a: a number
 * @b: a number
 *
 * Orders numbers as tables do: one that is not known (NaN) is less than all others.
 *
 * Returns: below 0, 0 or above 0
 */
int sy_table_compare_numbers (double a,
                              double b);

/**
 * sy_table_source_write_csv:
 * @self: a source
 * @order: (nullable): rows to write, in this order; %NULL for all
 * @path: the file to write or replace
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Writes the table as it reads on the screen. Any thread.
 *
 * Returns: whether the file is written
 */
gboolean sy_table_source_write_csv (const SyTableSource *self,
                                    const GArray *order,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
