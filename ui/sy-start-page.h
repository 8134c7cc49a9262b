/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_START_PAGE (sy_start_page_get_type ())

/**
 * SyStartPage:
 *
 * What a window shows without a project: open one, make one, try the sample,
 * or take one of the last used.
 */
G_DECLARE_FINAL_TYPE (SyStartPage, sy_start_page, SY, START_PAGE, GtkWidget)

/**
 * sy_start_page_refresh:
 * @self: a start page
 *
 * Reads the list of recent projects again.
 */
void sy_start_page_refresh (SyStartPage *self);

G_END_DECLS
