/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What stands in an entry.
 */

/**
 * sy_editable_dup_text:
 * @editable: an entry
 *
 * Returns: (transfer full): its text without blanks around it; "" when there is nothing else
 */
char *sy_editable_dup_text (GtkEditable *editable);

/**
 * sy_editable_is_blank:
 * @editable: an entry
 *
 * Returns: whether there is nothing in it but blanks
 */
gboolean sy_editable_is_blank (GtkEditable *editable);

G_END_DECLS
