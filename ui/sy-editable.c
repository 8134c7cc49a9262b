/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-editable.h"

char *
sy_editable_dup_text (GtkEditable *editable)
{
  g_return_val_if_fail (GTK_IS_EDITABLE (editable), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

gboolean
sy_editable_is_blank (GtkEditable *editable)
{
  g_autofree char *text = sy_editable_dup_text (editable);

  return *text == '\0';
}
