/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-new-project-dialog.h"

#include <sy-engine.h>

#include <glib/gi18n.h>
#include <string.h>

#include "sy-editable.h"

struct _SyNewProjectDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget *create;
  GtkEditable *name;
  AdwActionRow *folder;
  GtkEditable *timezone;
  GtkLabel *problem;

  /* Owned */
  char *folder_path;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SyNewProjectDialog, sy_new_project_dialog, ADW_TYPE_WINDOW)

static guint create_signal;

static char *
dup_path (SyNewProjectDialog *self)
{
  g_autofree char *name = sy_editable_dup_text (self->name);
  g_autofree char *file = NULL;

  file = g_str_has_suffix (name, ".steelyard") ? g_strdup (name)
                                               : g_strconcat (name, ".steelyard", NULL);
  return g_build_filename (self->folder_path, file, NULL);
}

static char *
find_problem (SyNewProjectDialog *self)
{
  g_autofree char *name = sy_editable_dup_text (self->name);
  g_autofree char *path = dup_path (self);
  g_autoptr (SyZone) zone = NULL;
  g_autoptr (GError) error = NULL;

  if (*name == '\0')
    return g_strdup (_ ("Give the project a name."));
  if (strchr (name, '/') != NULL)
    return g_strdup (_ ("A name cannot hold a slash; choose the folder below."));
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_strdup (_ ("There is a file of this name in the folder already."));
  zone = sy_zone_new (gtk_editable_get_text (self->timezone), &error);
  if (zone == NULL)
    return g_strdup (error->message);
  return NULL;
}

static void
update (SyNewProjectDialog *self)
{
  g_autofree char *problem = find_problem (self);

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->create, problem == NULL);
}

static void
on_changed (GtkEditable *editable,
            SyNewProjectDialog *self)
{
  if (self->folder_path != NULL)
    update (self);
}

static void
set_folder (SyNewProjectDialog *self,
            const char *path)
{
  g_autofree char *shown = g_markup_escape_text (path, -1);
  char *copy = g_strdup (path);

  g_free (self->folder_path);
  self->folder_path = copy;
  adw_action_row_set_subtitle (self->folder, shown);
  update (self);
}

static void
on_folder_response (GtkNativeDialog *dialog,
                    int response,
                    SyNewProjectDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        set_folder (self, path);
    }
  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
}

static void
on_choose_clicked (GtkButton *button,
                   SyNewProjectDialog *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Folder for the Project"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               NULL,
                                               NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_folder_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_create_clicked (GtkButton *button,
                   SyNewProjectDialog *self)
{
  g_autofree char *path = dup_path (self);
  g_autofree char *timezone = g_strdup (gtk_editable_get_text (self->timezone));

  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, create_signal, 0, path, timezone);
  g_object_unref (self);
}

static const char *
get_default_folder (void)
{
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    return folder;
  return g_get_home_dir ();
}

static char *
dup_local_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (SyZone) zone = sy_zone_new (g_time_zone_get_identifier (local), NULL);

  if (zone == NULL || g_strcmp0 (sy_zone_get_name (zone), "Etc/UTC") == 0)
    return g_strdup ("UTC");
  return g_strdup (sy_zone_get_name (zone));
}

static void
sy_new_project_dialog_dispose (GObject *object)
{
  SyNewProjectDialog *self = SY_NEW_PROJECT_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (sy_new_project_dialog_parent_class)->dispose (object);
}

static void
sy_new_project_dialog_finalize (GObject *object)
{
  SyNewProjectDialog *self = SY_NEW_PROJECT_DIALOG (object);

  g_clear_pointer (&self->folder_path, g_free);

  G_OBJECT_CLASS (sy_new_project_dialog_parent_class)->finalize (object);
}

static void
sy_new_project_dialog_class_init (SyNewProjectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_new_project_dialog_dispose;
  object_class->finalize = sy_new_project_dialog_finalize;

  create_signal = g_signal_new ("create",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/steelyard/Steelyard/sy-new-project-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyNewProjectDialog, create);
  gtk_widget_class_bind_template_child (widget_class, SyNewProjectDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SyNewProjectDialog, folder);
  gtk_widget_class_bind_template_child (widget_class, SyNewProjectDialog, timezone);
  gtk_widget_class_bind_template_child (widget_class, SyNewProjectDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_create_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_new_project_dialog_init (SyNewProjectDialog *self)
{
  g_autofree char *zone = dup_local_zone ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->timezone, zone);
  set_folder (self, get_default_folder ());
}

SyNewProjectDialog *
sy_new_project_dialog_new (GtkWindow *parent,
                           const char *name)
{
  SyNewProjectDialog *self = g_object_new (SY_TYPE_NEW_PROJECT_DIALOG, "transient-for", parent,
                                           NULL);

  gtk_editable_set_text (self->name, name);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_select_region (self->name, 0, -1);
  return self;
}
