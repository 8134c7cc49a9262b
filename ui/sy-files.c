/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-files.h"
#include "sy-settings.h"

#include <glib/gi18n.h>

#define MIME_TYPE "application/x-steelyard"
#define SUFFIX ".steelyard"
#define N_RECENT 6

typedef struct
{
  GtkFileChooserNative *chooser;
  SyFilesFunc callback;
  SyFilesManyFunc many_callback;
  GObject *user_data;
} Question;

static const struct
{
  const char *name;
  const char *patterns[5];
} filters[] = {
  [SY_FILE_PROJECT] = { N_ ("Steelyard projects"), { "*" SUFFIX } },
  [SY_FILE_CSV] = { N_ ("CSV files"), { "*.csv", "*.tsv", "*.txt", "*.gz" } },
  [SY_FILE_MODEL] = { N_ ("Model documents"), { "*.json" } },
  [SY_FILE_REPORT] = { N_ ("PDF, HTML and Markdown"), { "*.pdf", "*.html", "*.md" } },
  [SY_FILE_SPEC] = { N_ ("PDF, HTML and Markdown"), { "*.pdf", "*.html", "*.md" } },
};

static void
on_chooser_response (GtkNativeDialog *dialog,
                     int response,
                     Question *question)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  if (file != NULL)
    {
      g_autoptr (GFile) folder = g_file_get_parent (file);
      g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

      if (uri != NULL)
        sy_settings_set_string ("last-folder", uri);
    }
  if (question->many_callback != NULL)
    {
      g_autoptr (GListModel)
          files = response == GTK_RESPONSE_ACCEPT
                      ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog))
                      : G_LIST_MODEL (g_list_store_new (G_TYPE_FILE));

      question->many_callback (files, question->user_data);
    }
  else
    question->callback (file, question->user_data);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (question->chooser);
  g_clear_object (&question->user_data);
  g_free (question);
}

static void
add_filters (GtkFileChooser *chooser,
             SyFileKind kind)
{
  g_autoptr (GtkFileFilter) wanted = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (wanted, _ (filters[kind].name));
  for (gsize i = 0; filters[kind].patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (wanted, filters[kind].patterns[i]);
  gtk_file_chooser_add_filter (chooser, wanted);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

static Question *
ask (GtkWindow *parent,
     const char *title,
     SyFileKind kind,
     GtkFileChooserAction action,
     const char *name,
     SyFilesFunc callback,
     gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *folder = sy_settings_dup_string ("last-folder");

  question->callback = callback;
  question->user_data = g_object_ref (user_data);
  question->chooser = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (question->chooser), TRUE);
  if (action != GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER)
    add_filters (GTK_FILE_CHOOSER (question->chooser), kind);
  if (folder != NULL && *folder != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_uri (folder);

      if (g_file_query_exists (file, NULL))
        gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (question->chooser), file, NULL);
    }
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (question->chooser), name);
  g_signal_connect (question->chooser, "response", G_CALLBACK (on_chooser_response), question);
  return question;
}

static void
show (Question *question)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (question->chooser));
}

void
sy_files_open (GtkWindow *parent,
               const char *title,
               SyFileKind kind,
               SyFilesFunc callback,
               gpointer user_data)
{
  show (ask (parent, title, kind, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, callback, user_data));
}

void
sy_files_open_many (GtkWindow *parent,
                    const char *title,
                    SyFileKind kind,
                    SyFilesManyFunc callback,
                    gpointer user_data)
{
  Question *question = ask (parent, title, kind, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL,
                            user_data);

  question->many_callback = callback;
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (question->chooser), TRUE);
  show (question);
}

void
sy_files_open_folder (GtkWindow *parent,
                      const char *title,
                      SyFilesFunc callback,
                      gpointer user_data)
{
  show (ask (parent, title, SY_FILE_CSV, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, callback,
             user_data));
}

void
sy_files_save (GtkWindow *parent,
               const char *title,
               SyFileKind kind,
               const char *name,
               SyFilesFunc callback,
               gpointer user_data)
{
  show (ask (parent, title, kind, GTK_FILE_CHOOSER_ACTION_SAVE, name, callback, user_data));
}

gboolean
sy_files_is_project (const char *path)
{
  return g_str_has_suffix (path, SUFFIX);
}

void
sy_files_remember (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) "steelyard",
    .app_exec = (char *) "steelyard %f",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_visited (gconstpointer a,
                 gconstpointer b)
{
  GtkRecentInfo *x = (GtkRecentInfo *) a;
  GtkRecentInfo *y = (GtkRecentInfo *) b;

  return g_date_time_compare (gtk_recent_info_get_modified (y),
                              gtk_recent_info_get_modified (x));
}

GPtrArray *
sy_files_list_recent (void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());

  items = g_list_sort (items, compare_visited);
  for (GList *item = items; item != NULL && paths->len < N_RECENT; item = item->next)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (item->data));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL && sy_files_is_project (path) && g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return paths;
}
