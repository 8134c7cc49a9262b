/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-queue.h"
#include "sy-format.h"

#include <glib/gi18n.h>

typedef struct
{
  char *path;
  gboolean is_done;
  gboolean is_in; /* there is a report */
  gint64 rows_read;
  gint64 accepted;
  gint64 rejected;
  gint64 duplicates;
  char *message;
} QueuedFile;

struct _SyImportQueue
{
  GPtrArray *files;
  guint current;
};

static void
queued_file_free (gpointer data)
{
  QueuedFile *file = data;

  g_free (file->path);
  g_free (file->message);
  g_free (file);
}

SyImportQueue *
sy_import_queue_new (const char *const *paths)
{
  SyImportQueue *self = g_new0 (SyImportQueue, 1);

  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  self->files = g_ptr_array_new_with_free_func (queued_file_free);
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      QueuedFile *file = g_new0 (QueuedFile, 1);

      file->path = g_strdup (paths[i]);
      g_ptr_array_add (self->files, file);
    }
  return self;
}

void
sy_import_queue_free (SyImportQueue *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->files);
  g_free (self);
}

const char *
sy_import_queue_get_path (SyImportQueue *self)
{
  return ((QueuedFile *) g_ptr_array_index (self->files, self->current))->path;
}

guint
sy_import_queue_get_n_files (SyImportQueue *self)
{
  return self->files->len;
}

guint
sy_import_queue_get_n_left (SyImportQueue *self)
{
  return self->files->len - self->current - 1;
}

guint
sy_import_queue_get_position (SyImportQueue *self)
{
  return self->current + 1;
}

void
sy_import_queue_set_outcome (SyImportQueue *self,
                             const SyImportReport *report,
                             const char *message)
{
  QueuedFile *file = g_ptr_array_index (self->files, self->current);

  file->is_done = TRUE;
  file->is_in = report != NULL;
  g_free (file->message);
  file->message = g_strdup (message);
  if (report == NULL)
    return;
  file->rows_read = report->rows_read;
  file->accepted = report->accepted;
  file->rejected = report->rejected;
  file->duplicates = report->duplicates;
}

void
sy_import_queue_next (SyImportQueue *self)
{
  g_return_if_fail (self->current + 1 < self->files->len);

  self->current++;
}

char *
sy_import_queue_dup_headline (SyImportQueue *self)
{
  g_autofree char *rows = NULL;
  gint64 accepted = 0;
  guint n_in = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const QueuedFile *file = g_ptr_array_index (self->files, i);

      accepted += file->accepted;
      n_in += file->is_in;
    }
  rows = sy_format_count_of (accepted, _ ("row"), _ ("rows"));
  return g_strdup_printf (_ ("%u of %u files imported, %s"), n_in, self->files->len, rows);
}

static char *
describe (const QueuedFile *file)
{
  if (!file->is_done)
    return g_strdup (_ ("not looked at"));
  if (!file->is_in)
    return g_strdup (file->message);
  if (file->accepted > 0)
    return g_strdup (file->rejected > 0 ? _ ("imported, some rows set aside") : _ ("imported"));
  return g_strdup (file->duplicates > 0 ? _ ("already in the project") : _ ("nothing to import"));
}

SyTableSource *
sy_import_queue_create_source (SyImportQueue *self)
{
  const SyTableColumn columns[] = {
    { _ ("File"), FALSE, 28 },
    { _ ("Rows"), TRUE, 10 },
    { _ ("Accepted"), TRUE, 10 },
    { _ ("Set aside"), TRUE, 10 },
    { _ ("Already there"), TRUE, 12 },
    { _ ("Outcome"), FALSE, 0 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->files->len; i++)
    {
      const QueuedFile *file = g_ptr_array_index (self->files, i);

      g_ptr_array_add (cells, g_filename_display_basename (file->path));
      g_ptr_array_add (cells, sy_format_count (file->rows_read));
      g_ptr_array_add (cells, sy_format_count (file->accepted));
      g_ptr_array_add (cells, sy_format_count (file->rejected));
      g_ptr_array_add (cells, sy_format_count (file->duplicates));
      g_ptr_array_add (cells, describe (file));
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}
