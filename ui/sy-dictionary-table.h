/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-dictionary.h"

G_BEGIN_DECLS

#define SY_TYPE_DICTIONARY_TABLE (sy_dictionary_table_get_type ())

/**
 * SyDictionaryTable:
 *
 * The event types, a row each, with their volume as a small chart and a switch
 * that asks to mute them. Sorts by any column.
 *
 * Signals: #SyDictionaryTable::selected (name, or %NULL for none),
 * #SyDictionaryTable::activate (name), #SyDictionaryTable::mute-asked (name,
 * whether to mute): the switch stays between its two positions until the next
 * sy_dictionary_table_set_dictionary() or sy_dictionary_table_reset_switches(), or until
 * another row is chosen. #SyDictionaryTable::mute-withdrawn: it was turned back.
 */
G_DECLARE_FINAL_TYPE (SyDictionaryTable, sy_dictionary_table, SY, DICTIONARY_TABLE, GtkWidget)

/**
 * sy_dictionary_table_new:
 *
 * Returns: (transfer full): a table without rows, sorted by events
 */
GtkWidget *sy_dictionary_table_new (void);

/**
 * sy_dictionary_table_set_dictionary:
 * @self: a table
 * @dictionary: (nullable): what to show; a reference is taken
 *
 * Keeps the filter, the order, and the selection where that type is still there.
 */
void sy_dictionary_table_set_dictionary (SyDictionaryTable *self,
                                         SyDictionary *dictionary);

/**
 * sy_dictionary_table_set_filter:
 * @self: a table
 * @filter: which types to show
 * @needle: (nullable): a text they must have
 *
 * Returns: how many types are shown
 */
guint sy_dictionary_table_set_filter (SyDictionaryTable *self,
                                      SyDictionaryFilter filter,
                                      const char *needle);

/**
 * sy_dictionary_table_set_read_only:
 * @self: a table
 * @read_only: whether its switches can be turned
 */
void sy_dictionary_table_set_read_only (SyDictionaryTable *self,
                                        gboolean read_only);

/**
 * sy_dictionary_table_get_selected:
 * @self: a table
 *
 * Returns: (nullable): the name of the type that is selected; valid while the dictionary is
 */
const char *sy_dictionary_table_get_selected (SyDictionaryTable *self);

/**
 * sy_dictionary_table_select:
 * @self: a table
 * @name: a type
 *
 * Selects a row if it is shown.
 */
void sy_dictionary_table_select (SyDictionaryTable *self,
                                 const char *name);

/**
 * sy_dictionary_table_reset_switches:
 * @self: a table
 *
 * Nothing was muted: the switches go back to what is so.
 */
void sy_dictionary_table_reset_switches (SyDictionaryTable *self);

G_END_DECLS
