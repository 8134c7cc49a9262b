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

/* The first list is the head of the row, the second what folds out. */
static void
name_lists (GtkWidget *widget,
            const char *name,
            guint *n_lists)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_LIST_BOX (child))
        {
          name_lists (child, name, n_lists);
          continue;
        }
      sy_accessible_set_name (child, name);
      if ((*n_lists)++ == 0)
        sy_accessible_set_name (gtk_widget_get_first_child (child), name);
    }
}

void
sy_accessible_set_expander_name (AdwExpanderRow *row,
                                 const char *name)
{
  guint n_lists = 0;

  g_return_if_fail (ADW_IS_EXPANDER_ROW (row));

  sy_accessible_set_name (GTK_WIDGET (row), name);
  if (GTK_IS_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row))) &&
      gtk_widget_get_prev_sibling (GTK_WIDGET (row)) == NULL &&
      gtk_widget_get_next_sibling (GTK_WIDGET (row)) == NULL)
    sy_accessible_set_name (gtk_widget_get_parent (GTK_WIDGET (row)), name);
  name_lists (GTK_WIDGET (row), name, &n_lists);
}
