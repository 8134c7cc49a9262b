/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-name-list.h"

#include <glib/gi18n.h>

GListModel *
sy_name_list_new (const char *const *names)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, _ (names[i]));
  return G_LIST_MODEL (list);
}

static gboolean
holds (GtkDropDown *drop_down,
       const char *const *names)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  guint n = g_strv_length ((char **) names);

  if (!GTK_IS_STRING_LIST (model) || g_list_model_get_n_items (model) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), names[i]))
      return FALSE;
  return TRUE;
}

gboolean
sy_name_list_fill (GtkDropDown *drop_down,
                   const char *const *names)
{
  g_autoptr (GtkStringList) list = NULL;

  g_return_val_if_fail (GTK_IS_DROP_DOWN (drop_down), FALSE);
  g_return_val_if_fail (names != NULL, FALSE);

  if (holds (drop_down, names))
    return FALSE;
  list = gtk_string_list_new (names);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  return TRUE;
}

void
sy_name_list_show (GtkDropDown *drop_down,
                   const char *const *names,
                   const char *chosen)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint selected = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (names != NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (selected == GTK_INVALID_LIST_POSITION && g_strcmp0 (names[i], chosen) == 0)
        selected = i;
      g_ptr_array_add (all, (gpointer) names[i]);
    }
  if (selected == GTK_INVALID_LIST_POSITION && chosen != NULL)
    {
      selected = all->len;
      g_ptr_array_add (all, (gpointer) chosen);
    }
  g_ptr_array_add (all, NULL);
  sy_name_list_fill (drop_down, (const char *const *) all->pdata);
  gtk_drop_down_set_selected (drop_down, selected);
}
