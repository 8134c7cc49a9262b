/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * sy_accessible_set_name:
 * @widget: a control
 * @name: what a screen reader calls it
 *
 * Names a control. A list to choose from passes the focus on to a button of its own, which is named
 * too.
 */
void sy_accessible_set_name (GtkWidget *widget,
                             const char *name);

/**
 * sy_accessible_set_expander_name:
 * @row: a row that folds out
 * @name: what a screen reader calls it
 *
 * Names the row and the lists inside it, which take the focus on their own, and the list that it is the only
 * row of. To be called once it is in its place.
 */
void sy_accessible_set_expander_name (AdwExpanderRow *row,
                                      const char *name);

G_END_DECLS
