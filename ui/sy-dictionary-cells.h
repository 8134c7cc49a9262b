/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-dictionary.h"

G_BEGIN_DECLS

#define SY_TYPE_DICTIONARY_ITEM (sy_dictionary_item_get_type ())

/**
 * SyDictionaryItem:
 *
 * A line of a dictionary, as an item of a list.
 */
G_DECLARE_FINAL_TYPE (SyDictionaryItem, sy_dictionary_item, SY, DICTIONARY_ITEM, GObject)

/**
 * sy_dictionary_item_new:
 * @dictionary: a dictionary; a reference is taken
 * @line: index of the line
 *
 * Returns: (transfer full): the item
 */
SyDictionaryItem *sy_dictionary_item_new (SyDictionary *dictionary,
                                          gsize line);

/**
 * sy_dictionary_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none): its line
 */
const SyDictionaryLine *sy_dictionary_item_get_line (SyDictionaryItem *self);

/**
 * sy_dictionary_cell_new:
 * @column: a column; not the switch's
 *
 * Returns: (transfer full): a cell without content
 */
GtkWidget *sy_dictionary_cell_new (SyDictionaryColumn column);

/**
 * sy_dictionary_cell_show:
 * @cell: a cell of sy_dictionary_cell_new()
 * @column: its column
 * @item: what to show
 */
void sy_dictionary_cell_show (GtkWidget *cell,
                              SyDictionaryColumn column,
                              SyDictionaryItem *item);

G_END_DECLS
