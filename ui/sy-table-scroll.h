/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sy_table_scroll_pass_wheel:
 * @table: a widget on a page that scrolls
 * @scroller: its rows, below @table
 *
 * Lets the wheel move the page where the rows have come to their end.
 */
void sy_table_scroll_pass_wheel (GtkWidget *table,
                                 GtkScrolledWindow *scroller);

/**
 * sy_table_scroll_add_bar:
 * @table: a widget whose children stand one below the other
 * @scroller: its rows, a child of @table
 *
 * Adds a bar below the rows that is seen for as long as they are wider than their place.
 *
 * Returns: (transfer none): the bar, a child of @table that @table has to unparent
 */
GtkWidget *sy_table_scroll_add_bar (GtkWidget *table,
                                    GtkScrolledWindow *scroller);

G_END_DECLS
