/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-window-private.h"
#include "sy-document-save.h"
#include "sy-files.h"
#include "sy-guide.h"
#include "sy-import-dialog.h"
#include "sy-model-settings.h"
#include "sy-new-project-dialog.h"
#include "sy-publish-dialog.h"
#include "sy-report-dialog.h"
#include "sy-sample.h"
#include "sy-suggest-window.h"
#include "sy-template-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* Projects */

static void
on_project_chosen (GFile *file,
                   gpointer user_data)
{
  SyWindow *self = SY_WINDOW (user_data);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    sy_window_open (self, path);
}

static void
open_project (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  sy_files_open (GTK_WINDOW (widget),
                 _ ("Open a Project"),
                 SY_FILE_PROJECT,
                 on_project_chosen,
                 widget);
}

static void
open_path (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  sy_window_open (SY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_dialog_create (SyNewProjectDialog *dialog,
                  const char *path,
                  const char *timezone,
                  SyWindow *self)
{
  sy_window_create_project (self, path, timezone);
}

static void
ask_new_project (SyWindow *self,
                 const char *name)
{
  SyNewProjectDialog *dialog = sy_new_project_dialog_new (GTK_WINDOW (self), name);

  g_signal_connect_object (dialog, "create", G_CALLBACK (on_dialog_create), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_project (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  g_clear_pointer (&SY_WINDOW (widget)->pending_import, g_strfreev);
  ask_new_project (SY_WINDOW (widget), _ ("Untitled"));
}

static void
sample_built_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (SyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sy_sample_build_finish (SY_JOB (source), result, &error);

  if (self->is_closed)
    return;
  sy_window_end_job (self);
  if (path != NULL)
    sy_window_open (self, path);
  else
    sy_window_show_error (self, _ ("Could Not Make the Sample Project"), error);
}

static void
open_sample (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autofree char *path = sy_sample_dup_path ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      sy_window_open (self, path);
      return;
    }
  if (self->session != NULL || self->job != NULL)
    {
      self = sy_window_new (gtk_window_get_application (GTK_WINDOW (self)));
      gtk_window_present (GTK_WINDOW (self));
    }
  sy_sample_build_async (path,
                         sy_window_start_job (self, _ ("Making the sample project"), "bytes"),
                         sample_built_cb,
                         g_object_ref (self));
}

/* Data */

void
sy_window_import (SyWindow *self,
                  GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    sy_window_import_paths (self, (const char *const[]){ path, NULL });
}

void
sy_window_import_paths (SyWindow *self,
                        const char *const *paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (self->session == NULL)
    {
      g_autofree char *base = g_filename_display_basename (paths[0]);
      char *dot = strchr (base, '.');

      /* A project that is being opened takes the files when it is open. */
      g_strfreev (self->pending_import);
      self->pending_import = g_strdupv ((GStrv) paths);
      if (self->job != NULL)
        return;
      if (dot != NULL && dot != base)
        *dot = '\0';
      ask_new_project (self, base);
      return;
    }
  if (sy_session_is_read_only (self->session))
    {
      sy_window_toast (self, _ ("This project can only be read"));
      return;
    }
  files = sy_import_list_files (paths, &error);
  if (files == NULL)
    {
      sy_window_show_error (self, _ ("Nothing to Import"), error);
      return;
    }
  g_ptr_array_add (files, NULL);
  gtk_window_present (GTK_WINDOW (sy_import_dialog_new (GTK_WINDOW (self), self->session,
                                                        (const char *const *) files->pdata)));
}

static void
on_csv_chosen (GListModel *files,
               gpointer user_data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    sy_window_import_paths (SY_WINDOW (user_data), (const char *const *) paths);
}

static void
on_folder_chosen (GFile *folder,
                  gpointer user_data)
{
  if (folder != NULL)
    sy_window_import (SY_WINDOW (user_data), folder);
}

static void
import (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  sy_files_open_many (GTK_WINDOW (widget), _ ("Import CSV Files"), SY_FILE_CSV, on_csv_chosen,
                      widget);
}

static void
import_folder (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  sy_files_open_folder (GTK_WINDOW (widget), _ ("Import a Folder of CSV Files"), on_folder_chosen,
                        widget);
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = sy_session_reload_finish (SY_SESSION (source), result, &error);

  if (self->is_closed)
    return;
  sy_window_end_job (self);
  if (!done)
    sy_window_show_error (self, _ ("Could Not Read the Events"), error);
}

static void
reload (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  sy_session_reload_async (self->session,
                           sy_window_start_job (self, _ ("Reading the events"), _ ("events")),
                           reloaded_cb,
                           g_object_ref (self));
}

/* Model */

static void
undo (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  sy_session_undo (SY_WINDOW (widget)->session);
}

static void
redo (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  sy_session_redo (SY_WINDOW (widget)->session);
}

static void
compare (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  sy_session_set_compared (SY_WINDOW (widget)->session, g_variant_get_int32 (parameter));
}

static void
publish (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (sy_publish_dialog_new (GTK_WINDOW (self), self->session)));
}

static void
suggest (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (sy_suggest_window_new (GTK_WINDOW (self), self->session)));
}

static void
on_model_file_chosen (GFile *file,
                      gpointer user_data)
{
  SyWindow *self = SY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  gsize length;

  if (file == NULL || self->session == NULL)
    return;
  name = g_file_get_basename (file);
  if (!g_file_load_contents (file, NULL, &text, &length, NULL, &error) ||
      (model = sy_model_from_json (text, (gssize) length, &error)) == NULL)
    {
      g_prefix_error (&error, "%s: ", name);
      sy_window_show_error (self, _ ("Could Not Read the Model"), error);
      return;
    }
  label = g_strdup_printf (_ ("From %s"), name);
  sy_session_add_model (self->session, model, label);
}

static void
add_model (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  sy_files_open (GTK_WINDOW (widget),
                 _ ("Add a Model From a File"),
                 SY_FILE_MODEL,
                 on_model_file_chosen,
                 widget);
}

static void
choose (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  gtk_menu_button_popup (SY_WINDOW (widget)->title_button);
}

static void
on_model_created (SyWindow *self)
{
  gtk_menu_button_popdown (self->title_button);
  sy_window_show_page (self, "tune");
}

static void
new_model (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  SyTemplateDialog *dialog = sy_template_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "created", G_CALLBACK (on_model_created), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
model_settings (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  gtk_menu_button_popdown (self->title_button);
  if (self->model_settings == NULL)
    g_set_weak_pointer (&self->model_settings,
                        GTK_WINDOW (sy_model_settings_new (GTK_WINDOW (self), self->session)));
  gtk_window_present (self->model_settings);
}

/* View */

static void
toast (GtkWidget *widget,
       const char *name,
       GVariant *parameter)
{
  sy_window_toast (SY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
page (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  sy_window_show_page (SY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_person (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  sy_window_show_page (self, "people");
  g_object_set (gtk_stack_get_visible_child (self->pages),
                "person",
                g_variant_get_string (parameter, NULL),
                NULL);
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SEARCH_ENTRY (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static void
save_report (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  SyReportDialog *dialog = sy_report_dialog_new (GTK_WINDOW (widget), SY_WINDOW (widget)->session);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_spec (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  sy_document_save_spec (GTK_WINDOW (widget), SY_WINDOW (widget)->session);
}

static void
find (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  GtkWidget *page = gtk_stack_get_visible_child (SY_WINDOW (widget)->pages);
  GtkWidget *search = page != NULL ? find_search (page) : NULL;

  if (search != NULL)
    gtk_widget_grab_focus (search);
}

static void
toggle_sidebar (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
help (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  sy_guide_show (SY_WINDOW (widget));
}

static void
close_window (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

void
sy_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-project", NULL, open_project);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_path);
  gtk_widget_class_install_action (widget_class, "win.new-project", NULL, new_project);
  gtk_widget_class_install_action (widget_class, "win.open-sample", NULL, open_sample);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "win.import-folder", NULL, import_folder);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.compare", "i", compare);
  gtk_widget_class_install_action (widget_class, "win.publish", NULL, publish);
  gtk_widget_class_install_action (widget_class, "win.suggest", NULL, suggest);
  gtk_widget_class_install_action (widget_class, "win.add-model", NULL, add_model);
  gtk_widget_class_install_action (widget_class, "win.new-model", NULL, new_model);
  gtk_widget_class_install_action (widget_class, "win.model-settings", NULL, model_settings);
  gtk_widget_class_install_action (widget_class, "win.save-report", NULL, save_report);
  gtk_widget_class_install_action (widget_class, "win.save-spec", NULL, save_spec);
  gtk_widget_class_install_action (widget_class, "win.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar);
  gtk_widget_class_install_action (widget_class, "win.show-person", "s", show_person);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_window);
}

static void
set_step (SyWindow *self,
          GtkWidget *button,
          const char *action,
          const char *verb,
          const char *label)
{
  g_autofree char *tooltip = NULL;

  if (label != NULL)
    tooltip = g_strdup_printf ("%s: %s", verb, label);
  gtk_widget_set_tooltip_text (button, tooltip != NULL ? tooltip : verb);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, label != NULL && self->job == NULL);
}

void
sy_window_update_actions (SyWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SySession *session = self->session;
  gboolean is_open = session != NULL && self->job == NULL;
  gboolean is_writable = is_open && !sy_session_is_read_only (session);
  gboolean has_model = is_open && sy_session_get_draft (session) != NULL;

  set_step (self,
            self->undo_button,
            "win.undo",
            _ ("Undo"),
            session != NULL ? sy_session_get_undo_label (session) : NULL);
  set_step (self,
            self->redo_button,
            "win.redo",
            _ ("Redo"),
            session != NULL ? sy_session_get_redo_label (session) : NULL);
  gtk_widget_action_set_enabled (widget, "win.import", is_writable);
  gtk_widget_action_set_enabled (widget, "win.import-folder", is_writable);
  gtk_widget_action_set_enabled (widget, "win.reload", is_open);
  gtk_widget_action_set_enabled (widget, "win.publish", is_writable && has_model);
  gtk_widget_action_set_enabled (widget, "win.suggest", has_model);
  gtk_widget_action_set_enabled (widget, "win.add-model", is_writable);
  gtk_widget_action_set_enabled (widget, "win.new-model", is_writable);
  gtk_widget_action_set_enabled (widget, "win.model-settings", has_model);
  gtk_widget_action_set_enabled (widget, "win.save-report", has_model);
  gtk_widget_action_set_enabled (widget, "win.save-spec", has_model);
  gtk_widget_action_set_enabled (widget, "win.choose", is_open);
  gtk_widget_action_set_enabled (widget, "win.page", is_open);
  gtk_widget_action_set_enabled (widget, "win.show-person", has_model);
  gtk_widget_action_set_enabled (widget, "win.toggle-sidebar", is_open);
}
