/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

/**
 * sy_project_edit:
 * @widget: where the user asked for it; takes no input until it is done
 * @session: the project
 * @func: the change; its result is dropped
 * @data: (nullable): passed to @func
 * @data_free: (nullable): frees @data
 * @done: what a toast says at the end
 *
 * Changes something of the file that the events in memory depend on: runs @func, reads the events
 * again, and says so, or why not. Does nothing more when the widget's window is gone meanwhile.
 */
void sy_project_edit (GtkWidget *widget,
                      SySession *session,
                      SySessionStoreFunc func,
                      gpointer data,
                      GDestroyNotify data_free,
                      const char *done);

/**
 * sy_focus_is_inside:
 * @widget: a widget
 *
 * Returns: whether @widget or something in it has the focus of its window: who takes its rows away
 *   and makes others should then bring it back with gtk_widget_child_focus()
 */
gboolean sy_focus_is_inside (GtkWidget *widget);

G_END_DECLS
