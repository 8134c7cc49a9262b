/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Lists of names for what drops down.
 */

/**
 * sy_name_list_new:
 * @names: (array zero-terminated=1): names, marked with N_()
 *
 * Returns: (transfer full): the names as they are read, in their order
 */
GListModel *sy_name_list_new (const char *const *names);

/**
 * sy_name_list_fill:
 * @drop_down: a list
 * @names: (array zero-terminated=1): what it is to hold
 *
 * Fills the list when it holds something else: a new model closes what is open and costs a layout.
 *
 * Returns: whether it was filled; then the first name is selected
 */
gboolean sy_name_list_fill (GtkDropDown *drop_down,
                            const char *const *names);

/**
 * sy_name_list_show:
 * @drop_down: a list
 * @names: (array zero-terminated=1): what it is to hold
 * @chosen: (nullable): the name to select; one that @names lack gets a line of its own at the end
 *
 * Fills the list when it holds something else, and selects.
 */
void sy_name_list_show (GtkDropDown *drop_down,
                        const char *const *names,
                        const char *chosen);

G_END_DECLS
