/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-editable.h"

#include <sy-engine.h>

char *
sy_editable_dup_text (GtkEditable *editable)
{
  g_return_val_if_fail (GTK_IS_EDITABLE (editable), NULL);

  return sy_text_strip (gtk_editable_get_text (editable));
}

gboolean
sy_editable_is_blank (GtkEditable *editable)
{
  g_return_val_if_fail (GTK_IS_EDITABLE (editable), TRUE);

  return sy_text_is_blank (gtk_editable_get_text (editable));
}
