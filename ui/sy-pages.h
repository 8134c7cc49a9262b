/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SyPageInfo:
 * @name: the name in the stack, in the `win.page` action and in the settings
 * @title: what the sidebar says, marked for translation
 * @icon_name: a symbolic icon
 * @get_type: gives a #GtkWidget class with a writable `session` property (a
 *   #SySession, set once, when the page is shown for the first time)
 *
 * One entry of the sidebar. A page is made when it is first shown; it should
 * compute only while it is mapped, and catch up when it is mapped again.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GType (*get_type) (void);
} SyPageInfo;

/**
 * sy_pages_get:
 * @out_n_pages: (out): how many
 *
 * Returns: (array length=out_n_pages): the pages of the window, in sidebar order
 */
const SyPageInfo *sy_pages_get (gsize *out_n_pages);

G_END_DECLS
