/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels from a CSV file: what sales or service found of people. All of a file or nothing of it. */
#include "config.h"

#include "sy-label-store-private.h"

#include <string.h>

#include "core/sy-time.h"
#include "csv/sy-csv-reader.h"

typedef enum
{
  COLUMN_PERSON,
  COLUMN_LABEL,
  COLUMN_NOTE,
  COLUMN_DATE,
  N_COLUMNS,
} Column;

/* The first names a message; "as_of" is what a list of labels calls it. */
static const char *const column_names[N_COLUMNS][2] = { { "person", NULL },
                                                        { "label", NULL },
                                                        { "note", NULL },
                                                        { "date", "as_of" } };

typedef struct
{
  const char *path;
  const SyZone *zone;
  gint64 as_of;           /* G_MININT64: every row tells its own */
  int columns[N_COLUMNS]; /* -1: not there */
  GPtrArray *rows;
  GHashTable *seen; /* "person\ndate" to its line */
} Reading;

static void
free_row (gpointer data)
{
  SyLabelRow *row = data;

  sy_error_label_record_free (row->record);
  g_free (row);
}

static gboolean
find_columns (Reading *self,
              SyCsvReader *reader,
              GError **error)
{
  gsize n_columns = 0;
  const char *const *header = sy_csv_reader_get_header (reader, &n_columns);

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      self->columns[c] = -1;
      for (gsize i = 0; header != NULL && i < n_columns && self->columns[c] < 0; i++)
        {
          g_autofree char *name = g_strstrip (g_ascii_strdown (header[i], -1));

          if (g_strcmp0 (name, column_names[c][0]) == 0 || g_strcmp0 (name, column_names[c][1]) == 0)
            self->columns[c] = (int) i;
        }
    }
  for (guint c = COLUMN_PERSON; c <= COLUMN_LABEL; c++)
    if (self->columns[c] < 0)
      {
        g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                     "%s, line 1: there is no column “%s”: the first line must name the columns person, label "
                     "and, where wanted, note and date",
                     self->path, column_names[c][0]);
        return FALSE;
      }
  return TRUE;
}

/* Without blanks around it; "" for a column that is not there. */
static char *
get_cell (const Reading *self,
          const SyCsvRow *row,
          Column column)
{
  int at = self->columns[column];

  return at < 0 ? g_strdup ("")
                : g_strstrip (g_strndup (row->fields[at].text, row->fields[at].length));
}

static void
set_row_error (const Reading *self,
               const SyCsvRow *row,
               Column column,
               GError **error,
               const char *reason)
{
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
               "%s, line %" G_GINT64_FORMAT ", column %d (%s): %s", self->path, row->line,
               self->columns[column] + 1, column_names[column][0], reason);
}

static gboolean
parse_label (const Reading *self,
             const SyCsvRow *row,
             SyErrorLabel *out_label,
             GError **error)
{
  g_autofree char *cell = get_cell (self, row, COLUMN_LABEL);
  g_autofree char *name = g_ascii_strdown (cell, -1);
  g_autofree char *reason = NULL;

  if (sy_error_label_from_name (name, out_label))
    return TRUE;
  reason = g_strdup_printf ("“%s” is no label: use good, junk, wrong-person, missing-event or late", cell);
  set_row_error (self, row, COLUMN_LABEL, error, reason);
  return FALSE;
}

static gboolean
parse_date (const Reading *self,
            const SyCsvRow *row,
            gint64 *out_as_of,
            GError **error)
{
  g_autofree char *cell = get_cell (self, row, COLUMN_DATE);
  g_autoptr (GError) local_error = NULL;

  *out_as_of = self->as_of;
  if (*cell != '\0' && !sy_as_of_parse (self->zone, cell, out_as_of, &local_error))
    {
      set_row_error (self, row, COLUMN_DATE, error, local_error->message);
      return FALSE;
    }
  if (*out_as_of != G_MININT64)
    return TRUE;
  if (self->columns[COLUMN_DATE] >= 0)
    set_row_error (self, row, COLUMN_DATE, error,
                   "there is no date: give one in the file or for all of it");
  else
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "%s, line 1: there is no column “date”: give the date of the scores for the whole file",
                 self->path);
  return FALSE;
}

/* A person has one label a date: a second line for them is a contradiction or a slip. */
static gboolean
check_first (const Reading *self,
             const SyCsvRow *row,
             const SyErrorLabelRecord *record,
             GError **error)
{
  char *key = g_strdup_printf ("%s\n%" G_GINT64_FORMAT, record->person, record->as_of);
  gint64 line = GPOINTER_TO_SIZE (g_hash_table_lookup (self->seen, key));
  g_autofree char *reason = NULL;

  if (line == 0)
    return g_hash_table_insert (self->seen, key, GSIZE_TO_POINTER ((gsize) row->line));
  g_free (key);
  reason = g_strdup_printf ("“%s” has a label of that date already, on line %" G_GINT64_FORMAT,
                            record->person, line);
  set_row_error (self, row, COLUMN_PERSON, error, reason);
  return FALSE;
}

static gboolean
read_row (Reading *self,
          const SyCsvRow *row,
          GError **error)
{
  SyLabelRow *read;
  SyErrorLabelRecord *record;

  if (row->status != SY_CSV_ROW_OK)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "%s, line %" G_GINT64_FORMAT ": %s",
                   self->path, row->line, row->reason != NULL ? row->reason : "not a row");
      return FALSE;
    }
  read = g_new0 (SyLabelRow, 1);
  record = read->record = g_new0 (SyErrorLabelRecord, 1);
  read->line = row->line;
  read->column = self->columns[COLUMN_PERSON] + 1;
  g_ptr_array_add (self->rows, read);
  record->person = get_cell (self, row, COLUMN_PERSON);
  record->note = get_cell (self, row, COLUMN_NOTE);
  if (*record->person == '\0')
    {
      set_row_error (self, row, COLUMN_PERSON, error, "there is no person");
      return FALSE;
    }
  return parse_label (self, row, &record->label, error) &&
         parse_date (self, row, &record->as_of, error) && check_first (self, row, record, error);
}

static gboolean
read_rows (Reading *self,
           SyCsvReader *reader,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const SyCsvBlock *block;

  while ((block = sy_csv_reader_next_block (reader, cancellable, &local_error)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++)
      if (!read_row (self, &block->rows[i], error))
        return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->rows->len > 0)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "%s: there are no labels in it",
               self->path);
  return FALSE;
}

GPtrArray *
sy_label_rows_read (const char *path,
                    const SyZone *zone,
                    gint64 as_of,
                    GCancellable *cancellable,
                    GError **error)
{
  const SyCsvHints hints = { .has_header = SY_CSV_YES };
  g_autoptr (SyCsvReader) reader = sy_csv_reader_open (path, &hints, NULL, cancellable, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading self = { .path = path, .zone = zone, .as_of = as_of, .rows = rows, .seen = seen };

  if (reader == NULL || !sy_csv_reader_read_header (reader, cancellable, error) ||
      !find_columns (&self, reader, error) || !read_rows (&self, reader, cancellable, error))
    return NULL;
  return g_steal_pointer (&rows);
}
