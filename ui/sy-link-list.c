/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-link-list.h"
#include "sy-files.h"
#include "sy-format.h"
#include "sy-identity-figures.h"
#include "sy-import-dialog.h"
#include "sy-project-edit.h"

#include <glib/gi18n.h>

struct _SyLinkList
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  GPtrArray *merges;
  GPtrArray *rows;

  /* Borrowed: below the bin */
  AdwPreferencesGroup *group;
  GtkWidget *import;
};

G_DEFINE_FINAL_TYPE (SyLinkList, sy_link_list, ADW_TYPE_BIN)

/* Taking back */

static gpointer
undo_links (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  sy_project_undo_import (project, *(gint64 *) data, cancellable, error);
  return NULL;
}

static void
take_back (SyLinkList *self,
           gint64 import_id)
{
  sy_project_edit (GTK_WIDGET (self), self->session, undo_links,
                   g_memdup2 (&import_id, sizeof import_id), g_free,
                   _ ("The links are taken back"));
}

static void
on_undo_response (AdwMessageDialog *dialog,
                  const char *response,
                  SyLinkList *self)
{
  gint64 *import_id = g_object_get_data (G_OBJECT (dialog), "sy-import-id");

  if (g_strcmp0 (response, "undo") == 0)
    take_back (self, *import_id);
}

/* Importing the file again would bring its links back, but it may be gone: that is asked first. */
static void
ask_undo (SyLinkList *self,
          const SyMerge *merge)
{
  g_autofree char *heading = g_strdup_printf (_ ("Take Back “%s”?"), merge->title);
  g_autofree char *links = sy_format_count_of (merge->n_links, _ ("link"), _ ("links"));
  g_autofree char *people = sy_format_count_of (merge->n_merged, _ ("person is"), _ ("people are"));
  g_autofree char *body = g_strdup_printf (
      _ ("Its %s leave the project, and %s again on their own, with the scores from before."),
      links, people);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "undo",
                                    _ ("_Take Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "sy-import-id",
                          g_memdup2 (&merge->import_id, sizeof merge->import_id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_undo_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_undo_clicked (GtkButton *button,
                 SyLinkList *self)
{
  const SyMerge *merge = g_object_get_data (G_OBJECT (button), "sy-merge");

  if (merge->is_by_hand)
    take_back (self, merge->import_id);
  else
    ask_undo (self, merge);
}

/* Rows */

static char *
describe_merge (SyLinkList *self,
                const SyMerge *merge)
{
  g_autofree char *when = sy_format_instant (sy_session_get_zone (self->session),
                                             merge->imported_at_ms / 1000);
  g_autofree char *links = sy_format_count_of (merge->n_links, _ ("link"), _ ("links"));
  g_autofree char *merged = sy_format_count_of (merge->n_merged, _ ("person fewer"),
                                                _ ("people fewer"));
  g_autofree char *events = sy_format_signed ((double) merge->n_attributed, 0);
  g_autofree char *attributed = g_strdup_printf (_ ("%s events attributed"), events);

  return g_strjoin (" · ", when, merge->is_by_hand ? _ ("linked by hand") : links, merged,
                    merge->n_attributed != 0 ? attributed : NULL, NULL);
}

static void
add_link_row (SyLinkList *self,
              SyMerge *merge)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *undo = gtk_button_new_with_label (merge->is_by_hand ? _ ("Take Back")
                                                                 : _ ("Take Back…"));
  g_autofree char *spoken = g_strdup_printf ("%s %s", _ ("Take Back"), merge->title);
  g_autofree char *words = describe_merge (self, merge);
  g_autofree char *title = g_markup_escape_text (merge->title, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (undo, !sy_session_is_read_only (self->session));
  gtk_accessible_update_property (GTK_ACCESSIBLE (undo), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (undo), "sy-merge", merge);
  g_signal_connect (undo, "clicked", G_CALLBACK (on_undo_clicked), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* Importing */

static void
on_file_chosen (GFile *file,
                gpointer user_data)
{
  SyLinkList *self = SY_LINK_LIST (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *const paths[] = { path, NULL };
  SyImportDialog *dialog;

  if (path == NULL || root == NULL)
    return;
  dialog = sy_import_dialog_new (GTK_WINDOW (root), self->session, paths);
  sy_import_dialog_set_kind (dialog, SY_IMPORT_LINKS);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_import_clicked (GtkButton *button,
                   SyLinkList *self)
{
  sy_files_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Import Links"),
                 SY_FILE_CSV, on_file_chosen, self);
}

/* The list */

static void
add_empty_row (SyLinkList *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Every key is a person"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Import a file that says which aliases stand for whom"));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
sy_link_list_dispose (GObject *object)
{
  SyLinkList *self = SY_LINK_LIST (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_link_list_parent_class)->dispose (object);
}

static void
sy_link_list_finalize (GObject *object)
{
  SyLinkList *self = SY_LINK_LIST (object);

  g_clear_pointer (&self->merges, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_link_list_parent_class)->finalize (object);
}

static void
sy_link_list_class_init (SyLinkListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_link_list_dispose;
  object_class->finalize = sy_link_list_finalize;
}

static void
sy_link_list_init (SyLinkList *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Links"));
  adw_preferences_group_set_description (
      self->group, _ ("Linked keys, through any chain, are one person, whose events count from "
                      "their own times. Taking links back brings the same scores back."));
  self->import = gtk_button_new_with_mnemonic (_ ("Import _Links…"));
  gtk_widget_set_valign (self->import, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (
      self->import, _ ("A CSV file with a column of aliases and a column of people"));
  g_signal_connect (self->import, "clicked", G_CALLBACK (on_import_clicked), self);
  adw_preferences_group_set_header_suffix (self->group, self->import);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
sy_link_list_new (SySession *session)
{
  SyLinkList *self = g_object_new (SY_TYPE_LINK_LIST, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_sensitive (self->import, !sy_session_is_read_only (session));
  return GTK_WIDGET (self);
}

void
sy_link_list_show (SyLinkList *self,
                   GPtrArray *merges)
{
  gboolean has_focus;

  g_return_if_fail (SY_IS_LINK_LIST (self));

  has_focus = sy_focus_is_inside (GTK_WIDGET (self));
  /* They point at the old imports. */
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->merges, g_ptr_array_unref);
  self->merges = g_ptr_array_ref (merges);
  for (guint i = merges->len; i > 0; i--)
    add_link_row (self, merges->pdata[i - 1]);
  if (merges->len == 0)
    add_empty_row (self);
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
