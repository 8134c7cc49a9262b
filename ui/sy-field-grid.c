/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-field-grid.h"

#include "sy-accessible.h"
#include "sy-log-names.h"
#include "sy-name-list.h"

GtkWidget *
sy_field_grid_add (GtkGrid *grid,
                   int *row,
                   GtkSizeGroup *controls,
                   const char *label,
                   const char *definition,
                   GtkWidget *control)
{
  GtkWidget *name = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, definition);
  gtk_widget_add_css_class (name, "dim-label");
  if (definition != NULL)
    gtk_widget_set_tooltip_text (control, definition);
  sy_accessible_set_name (control, label);
  if (controls != NULL)
    gtk_size_group_add_widget (controls, control);
  gtk_grid_attach (grid, name, 0, *row, 1, 1);
  gtk_grid_attach (grid, control, 1, *row, 1, 1);
  (*row)++;
  return name;
}

void
sy_attribute_choice_show (GtkDropDown *drop_down,
                          const SyEventLog *log,
                          const char *name)
{
  g_auto (GStrv) names = sy_log_list_attributes (log);

  sy_name_list_show (drop_down, (const char *const *) names, name);
}

const char *
sy_attribute_choice_get (GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}
