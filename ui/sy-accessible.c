/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-accessible.h"

void
sy_accessible_set_name (GtkWidget *widget,
                        const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (GTK_IS_DROP_DOWN (widget))
    sy_accessible_set_name (gtk_widget_get_first_child (widget), name);
}
