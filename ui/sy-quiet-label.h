/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_QUIET_LABEL (sy_quiet_label_get_type ())

/**
 * SyQuietLabel:
 *
 * A line of text with a size of its own: another text is drawn and asks for no layout, so that it may
 * change in every frame of a drag. What does not fit is cut.
 */
G_DECLARE_FINAL_TYPE (SyQuietLabel, sy_quiet_label, SY, QUIET_LABEL, GtkWidget)

/**
 * sy_quiet_label_new:
 * @n_chars: its least width, in digits
 *
 * Returns: (transfer full): a label without text
 */
GtkWidget *sy_quiet_label_new (guint n_chars);
void sy_quiet_label_set_text (SyQuietLabel *self,
                              const char *text);
const char *sy_quiet_label_get_text (SyQuietLabel *self);

G_END_DECLS
