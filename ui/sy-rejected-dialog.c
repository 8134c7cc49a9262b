/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rejected-dialog.h"
#include "sy-files.h"
#include "sy-import-result.h"
#include "sy-table-view.h"
#include "sy-toast.h"

#include <glib/gi18n.h>

/* More rows than anyone reads; all of them go into the CSV. */
#define MAX_ROWS 10000

struct _SyRejectedDialog
{
  AdwWindow parent_instance;

  /* Owned */
  SySession *session;
  gint64 import_id;

  /* Borrowed */
  SyTableView *table;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (SyRejectedDialog, sy_rejected_dialog, ADW_TYPE_WINDOW)

static gpointer
list_rejected (SyProject *project,
               SyJob *job,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return sy_project_list_rejected (project, *(gint64 *) data, 0, MAX_ROWS, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyRejectedDialog) self = SY_REJECTED_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autoptr (SyTableSource) table = NULL;

  if (self->session == NULL)
    {
      g_clear_pointer (&rows, g_ptr_array_unref);
      return;
    }
  if (rows == NULL)
    {
      adw_toast_overlay_add_toast (self->toasts, sy_toast_new (error->message));
      return;
    }
  table = sy_rejected_rows_create_source (rows);
  sy_table_view_set_source (self->table, table);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyRejectedDialog) self = SY_REJECTED_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (self->session != NULL)
    adw_toast_overlay_add_toast (self->toasts,
                                 sy_toast_new (error != NULL ? error->message
                                                             : _ ("The rows are saved")));
}

static void
on_save_chosen (GFile *file,
                gpointer user_data)
{
  SyRejectedDialog *self = SY_REJECTED_DIALOG (user_data);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    sy_rejected_rows_export_async (self->session, self->import_id, path, saved_cb,
                                   g_object_ref (self));
}

static void
on_save_clicked (GtkButton *button,
                 SyRejectedDialog *self)
{
  sy_files_save (GTK_WINDOW (self), _ ("Save the Rows Set Aside"), SY_FILE_CSV, "rejected.csv",
                 on_save_chosen, self);
}

static void
sy_rejected_dialog_dispose (GObject *object)
{
  SyRejectedDialog *self = SY_REJECTED_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_rejected_dialog_parent_class)->dispose (object);
}

static void
sy_rejected_dialog_class_init (SyRejectedDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_rejected_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sy_rejected_dialog_init (SyRejectedDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save All as CSV…"));

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Rows Set Aside"), NULL));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->table = SY_TABLE_VIEW (sy_table_view_new (_ ("Rows set aside")));
  g_signal_connect (save, "clicked", G_CALLBACK (on_save_clicked), self);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), save);
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->table));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
}

SyRejectedDialog *
sy_rejected_dialog_new (GtkWindow *parent,
                        SySession *session,
                        gint64 import_id,
                        const char *file_name)
{
  SyRejectedDialog *self = g_object_new (SY_TYPE_REJECTED_DIALOG,
                                         "transient-for",
                                         parent,
                                         "modal",
                                         TRUE,
                                         "default-width",
                                         960,
                                         "default-height",
                                         560,
                                         "title",
                                         _ ("Rows Set Aside"),
                                         NULL);

  self->session = g_object_ref (session);
  self->import_id = import_id;
  adw_window_title_set_subtitle (self->title, file_name);
  sy_session_run_async (session,
                        NULL,
                        list_rejected,
                        g_memdup2 (&import_id, sizeof import_id),
                        g_free,
                        (GDestroyNotify) g_ptr_array_unref,
                        listed_cb,
                        g_object_ref (self));
  return self;
}
