/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-application.h"
#include "sy-window.h"
#include "sy-files.h"
#include "sy-pages.h"

#include <glib/gi18n.h>

struct _SyApplication
{
  AdwApplication parent_instance;

  gboolean exit_after_startup;
};

G_DEFINE_FINAL_TYPE (SyApplication, sy_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "exit-after-startup",
    0,
    G_OPTION_FLAG_HIDDEN,
    G_OPTION_ARG_NONE,
    NULL,
    NULL,
    NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { NULL },
};

/* Accelerators */

static void
set_accel (SyApplication *self,
           const char *action,
           const char *accel,
           const char *other)
{
  const char *accels[] = { accel, other, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accels);
}

static void
install_accels (SyApplication *self)
{
  gsize n_pages;
  const SyPageInfo *pages = sy_pages_get (&n_pages);

  set_accel (self, "app.quit", "<Control>q", NULL);
  set_accel (self, "win.close", "<Control>w", NULL);
  set_accel (self, "win.new-project", "<Control>n", NULL);
  set_accel (self, "win.open-project", "<Control>o", NULL);
  set_accel (self, "win.import", "<Control>i", NULL);
  set_accel (self, "win.reload", "F5", "<Control>r");
  set_accel (self, "win.undo", "<Control>z", NULL);
  set_accel (self, "win.redo", "<Control><Shift>z", "<Control>y");
  set_accel (self, "win.find", "<Control>f", NULL);
  set_accel (self, "win.choose", "<Control>d", NULL);
  set_accel (self, "win.publish", "<Control><Shift>p", NULL);
  set_accel (self, "win.suggest", "<Control><Shift>s", NULL);
  set_accel (self, "win.new-model", "<Control><Shift>n", NULL);
  set_accel (self, "win.model-settings", "<Control><Shift>m", NULL);
  set_accel (self, "win.toggle-sidebar", "F9", NULL);
  set_accel (self, "win.help", "F1", NULL);
  set_accel (self, "win.show-help-overlay", "<Control>question", NULL);
  for (gsize i = 0; i < n_pages && i < 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", pages[i].name);
      g_autofree char *accel = g_strdup_printf ("<Alt>%d", (int) i + 1);

      set_accel (self, action, accel, NULL);
    }
}

/* Actions */

static void
show_about (GSimpleAction *action,
            GVariant *parameter,
            gpointer user_data)
{
  static const char *const developers[] = { "The Steelyard developers", NULL };
  g_autofree char *debug =
      g_strdup_printf ("Steelyard %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n",
                       PACKAGE_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                       gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                       adw_get_micro_version (), glib_major_version, glib_minor_version,
                       glib_micro_version);

  adw_show_about_window (
      gtk_application_get_active_window (GTK_APPLICATION (user_data)), "application-name",
      "Steelyard", "application-icon", SY_APPLICATION_ID, "version", PACKAGE_VERSION,
      "developer-name", _ ("The Steelyard developers"), "developers", developers, "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("A workbench for behavior scores: from event logs to a list you can explain."),
      "debug-info", debug, NULL);
}

/* Each window writes its last edit before it goes. */
static void
quit (GSimpleAction *action,
      GVariant *parameter,
      gpointer user_data)
{
  g_autoptr (GList)
      windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *item = windows; item != NULL; item = item->next)
    gtk_window_close (item->data);
}

static void
install_actions (SyApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = show_about },
    { .name = "quit", .activate = quit },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* Application */

static gboolean
quit_idle (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static SyWindow *
add_window (SyApplication *self)
{
  SyWindow *window = sy_window_new (GTK_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (window));
  if (self->exit_after_startup)
    g_idle_add_full (G_PRIORITY_LOW, quit_idle, g_object_ref (self), g_object_unref);
  return window;
}

static void
sy_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    add_window (SY_APPLICATION (application));
}

/* A window with the start page takes the files; else a new one does. */
static SyWindow *
choose_window (SyApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  return SY_IS_WINDOW (active) ? SY_WINDOW (active) : add_window (self);
}

static void
refuse_file (SyApplication *self)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR,
                                          G_IO_ERROR_NOT_SUPPORTED,
                                          _ ("Steelyard opens files of this computer only"));

  sy_window_show_error (choose_window (self), _ ("Could Not Open the File"), error);
}

/* Projects open; everything else is imported, in one assistant. */
static void
sy_application_open (GApplication *application,
                     GFile **files,
                     int n_files,
                     const char *hint)
{
  SyApplication *self = SY_APPLICATION (application);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) imports = NULL;

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path == NULL)
        refuse_file (self);
      else if (sy_files_is_project (path))
        sy_window_open (choose_window (self), path);
      else
        g_strv_builder_add (builder, path);
    }
  imports = g_strv_builder_end (builder);
  if (imports[0] != NULL)
    sy_window_import_paths (choose_window (self), (const char *const *) imports);
}

static void
sy_application_startup (GApplication *application)
{
  SyApplication *self = SY_APPLICATION (application);

  G_APPLICATION_CLASS (sy_application_parent_class)->startup (application);
  install_actions (self);
  install_accels (self);
  gtk_window_set_default_icon_name (SY_APPLICATION_ID);
}

static int
sy_application_handle_local_options (GApplication *application,
                                     GVariantDict *dict)
{
  SyApplication *self = SY_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("steelyard %s\n", PACKAGE_VERSION);
      return 0;
    }
  self->exit_after_startup = g_variant_dict_contains (dict, "exit-after-startup");
  return -1;
}

static void
sy_application_class_init (SyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = sy_application_startup;
  application_class->activate = sy_application_activate;
  application_class->open = sy_application_open;
  application_class->handle_local_options = sy_application_handle_local_options;
}

static void
sy_application_init (SyApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[PROJECT or CSV…]"));
}

SyApplication *
sy_application_new (void)
{
  return g_object_new (SY_TYPE_APPLICATION,
                       "application-id",
                       SY_APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path",
                       "/io/github/steelyard/Steelyard",
                       NULL);
}
