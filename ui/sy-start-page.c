/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "sy-start-page.h"
#include "sy-files.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SyStartPage
{
  GtkWidget parent_instance;

  /* Template children */
  GtkWidget *status;
  GtkWidget *recent_group;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE (SyStartPage, sy_start_page, GTK_TYPE_WIDGET)

static char *
shorten_home (const char *folder)
{
  const char *home = g_get_home_dir ();

  if (g_strcmp0 (folder, home) == 0)
    return g_strdup (_ ("Home"));
  if (g_str_has_prefix (folder, home) && folder[strlen (home)] == '/')
    return g_strconcat ("~", folder + strlen (home), NULL);
  return g_strdup (folder);
}

static GtkWidget *
create_recent_row (const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = shorten_home (folder);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-path");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", path);
  return row;
}

void
sy_start_page_refresh (SyStartPage *self)
{
  g_autoptr (GPtrArray) paths = sy_files_list_recent ();
  GtkWidget *child;

  g_return_if_fail (SY_IS_START_PAGE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, child);
  for (guint i = 0; i < paths->len; i++)
    gtk_list_box_append (self->recent, create_recent_row (g_ptr_array_index (paths, i)));
  gtk_widget_set_visible (self->recent_group, paths->len > 0);
}

static void
sy_start_page_map (GtkWidget *widget)
{
  sy_start_page_refresh (SY_START_PAGE (widget));

  GTK_WIDGET_CLASS (sy_start_page_parent_class)->map (widget);
}

static void
sy_start_page_dispose (GObject *object)
{
  SyStartPage *self = SY_START_PAGE (object);

  g_clear_pointer (&self->status, gtk_widget_unparent);

  G_OBJECT_CLASS (sy_start_page_parent_class)->dispose (object);
}

static void
sy_start_page_class_init (SyStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_start_page_dispose;
  widget_class->map = sy_start_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, SyStartPage, recent);
}

static void
sy_start_page_init (SyStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
