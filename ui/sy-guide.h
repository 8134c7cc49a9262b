/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-window.h"

G_BEGIN_DECLS

/**
 * sy_guide_dup_folder:
 *
 * Returns: (transfer full) (type filename): where the pages of the user guide are: with the
 *   installed program, else beside its sources
 */
char *sy_guide_dup_folder (void);

/**
 * sy_guide_show:
 * @window: the window that asks
 *
 * Opens the user guide in the desktop's reader of help. Where there is none, or where the program
 * is not installed, so that a reader would not find the guide, a note of @window names the folder.
 */
void sy_guide_show (SyWindow *window);

G_END_DECLS
