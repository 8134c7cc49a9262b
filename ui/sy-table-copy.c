/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-copy.h"

#include <glib/gi18n.h>

#include "sy-files.h"
#include "sy-job.h"

static guint
get_source_row (const GArray *order,
                guint position)
{
  return order != NULL ? g_array_index (order, guint, position) : position;
}

static void
append_row (SyTableSource *source,
            GString *text,
            guint row)
{
  for (guint i = 0; i < sy_table_source_get_n_columns (source); i++)
    {
      g_autofree char *cell = sy_table_source_get_text (source, row, i);

      g_strdelimit (cell, "\t\r\n", ' ');
      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, cell);
    }
  g_string_append_c (text, '\n');
}

/* Copying */

#define COPY_KEY "sy-table-copy"

typedef struct
{
  SyTableSource *source;
  GArray *order;
  GtkBitset *positions; /* NULL: all, with the titles */
} Copy;

static void
copy_free (Copy *copy)
{
  sy_table_source_unref (copy->source);
  g_clear_pointer (&copy->order, g_array_unref);
  g_clear_pointer (&copy->positions, gtk_bitset_unref);
  g_free (copy);
}

static void
append_titles (SyTableSource *source,
               GString *text)
{
  for (guint i = 0; i < sy_table_source_get_n_columns (source); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "",
                            sy_table_source_get_column (source, i)->title);
  g_string_append_c (text, '\n');
}

static gpointer
write_text (SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Copy *copy = data;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position = 0;
  gboolean has_more;

  if (copy->positions != NULL)
    has_more = gtk_bitset_iter_init_first (&iter, copy->positions, &position);
  else
    {
      append_titles (copy->source, text);
      has_more = sy_table_source_get_n_rows (copy->source) > 0;
    }
  while (has_more)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      append_row (copy->source, text, get_source_row (copy->order, position));
      has_more = copy->positions != NULL ? gtk_bitset_iter_next (&iter, &position)
                                         : ++position < sy_table_source_get_n_rows (copy->source);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
copied_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autofree char *text = sy_job_run_finish (SY_JOB (source), result, NULL);

  /* The newest wish wins. */
  if (g_object_get_data (G_OBJECT (widget), COPY_KEY) != source)
    return;
  g_object_set_data (G_OBJECT (widget), COPY_KEY, NULL);
  if (text != NULL && *text != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

void
sy_table_copy (GtkWidget *widget,
               SyTableSource *source,
               GArray *order,
               const GtkBitset *positions)
{
  SyJob *before = g_object_get_data (G_OBJECT (widget), COPY_KEY);
  SyJob *job = sy_job_new ();
  Copy *copy = g_new0 (Copy, 1);

  if (before != NULL)
    sy_job_cancel (before);
  copy->source = sy_table_source_ref (source);
  copy->order = order != NULL ? g_array_ref (order) : NULL;
  /* The selection goes on to change. */
  copy->positions = positions != NULL ? gtk_bitset_copy (positions) : NULL;
  g_object_set_data_full (G_OBJECT (widget), COPY_KEY, job, g_object_unref);
  sy_job_run_async (job, NULL, write_text, copy, (GDestroyNotify) copy_free, g_free, copied_cb,
                    g_object_ref (widget));
}

/* Saving */

#define SAVE_KEY "sy-table-save"

typedef struct
{
  SyTableSource *source;
  GArray *order;
  char *path;
} Save;

static void
save_free (Save *save)
{
  sy_table_source_unref (save->source);
  g_clear_pointer (&save->order, g_array_unref);
  g_free (save->path);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static gpointer
write_rows (SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Save *save = data;

  sy_table_source_write_csv (save->source, save->order, save->path, cancellable, error);
  return NULL;
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  gtk_widget_activate_action (widget, "win.toast", "s",
                              error != NULL ? error->message : _ ("The table is saved"));
}

static void
on_save_chosen (GFile *file,
                gpointer user_data)
{
  GtkWidget *widget = user_data;
  g_autoptr (Save) save = g_object_steal_data (G_OBJECT (widget), SAVE_KEY);
  g_autoptr (SyJob) job = NULL;

  if (save == NULL || file == NULL || (save->path = g_file_get_path (file)) == NULL)
    return;
  job = sy_job_new ();
  sy_job_run_async (job, NULL, write_rows, g_steal_pointer (&save), (GDestroyNotify) save_free,
                    NULL, saved_cb, g_object_ref (widget));
}

void
sy_table_save (GtkWidget *widget,
               SyTableSource *source,
               GArray *order,
               const char *name)
{
  Save *save = g_new0 (Save, 1);
  g_autofree char *file = g_strconcat (name, ".csv", NULL);

  save->source = sy_table_source_ref (source);
  save->order = order != NULL ? g_array_ref (order) : NULL;
  g_object_set_data_full (G_OBJECT (widget), SAVE_KEY, save, (GDestroyNotify) save_free);
  sy_files_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save the Table"), SY_FILE_CSV, file,
                 on_save_chosen, widget);
}
