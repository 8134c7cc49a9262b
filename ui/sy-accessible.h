/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

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

G_END_DECLS
