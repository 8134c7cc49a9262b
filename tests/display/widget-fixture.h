/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What tests of widgets find on the screen.
 */

/*
 * Those of a type below a widget, itself included, in the order of the screen.
 */
void widget_fixture_list (GtkWidget *widget,
                          GType type,
                          GPtrArray *found);

/*
 * The first of them, or NULL.
 */
GtkWidget *widget_fixture_find (GtkWidget *widget,
                                GType type);

G_END_DECLS
