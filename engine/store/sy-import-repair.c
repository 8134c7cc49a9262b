/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/sy-json.h"
#include "csv/sy-csv.h"
#include "sy-import-memory-private.h"
#include "sy-import.h"
#include "sy-project-private.h"

#include <string.h>

/*
 * Rejected rows leave as a file that can be mended and imported like any other: below the columns
 * of their file, each row as it stood there, and in front which row it was and what was wrong. A
 * row that could not be cut into fields needs no cutting for that.
 */

#define PAGE 1000

typedef struct
{
  char delimiter;
  char quote; /* 0: fields cannot be quoted */
  GString *line;
} Lines;

/* A field in front of the row, in the dialect of its file. */
static void
add_field (Lines *self,
           const char *text)
{
  if (self->line->len > 0)
    g_string_append_c (self->line, self->delimiter);
  if (self->quote != 0)
    g_string_append_c (self->line, self->quote);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (self->quote == 0 && (*p == self->delimiter || *p == '\n' || *p == '\r'))
        {
          g_string_append_c (self->line, '_');
          continue;
        }
      if (*p == self->quote)
        g_string_append_c (self->line, *p);
      g_string_append_c (self->line, *p);
    }
  if (self->quote != 0)
    g_string_append_c (self->line, self->quote);
}

static void
end_line (Lines *self,
          SyCsvWriter *writer)
{
  sy_csv_writer_add_bytes (writer, self->line->str, self->line->len);
  sy_csv_writer_end_row (writer);
  g_string_truncate (self->line, 0);
}

static void
write_header (Lines *self,
              SyCsvWriter *writer,
              const SyJson *mapping)
{
  const SyJson *columns = sy_json_find (mapping, "columns");

  add_field (self, SY_REJECTED_ROW_COLUMN);
  add_field (self, SY_REJECTED_REASON_COLUMN);
  for (gsize i = 0; columns != NULL && i < sy_json_get_size (columns); i++)
    {
      const char *name = sy_json_get_text (sy_json_find (sy_json_get_element (columns, i), "name"));

      /* Those of rows that were rejected again are written anew. */
      if (!g_str_equal (name, SY_REJECTED_ROW_COLUMN) &&
          !g_str_equal (name, SY_REJECTED_REASON_COLUMN))
        add_field (self, name);
    }
  end_line (self, writer);
}

static gboolean
is_list (const SyJson *mapping)
{
  const SyJson *columns = sy_json_find (mapping, "columns");
  const SyJson *first = columns != NULL && sy_json_get_size (columns) > 1
                            ? sy_json_find (sy_json_get_element (columns, 0), "name")
                            : NULL;

  return first != NULL && g_str_equal (sy_json_get_text (first), SY_REJECTED_ROW_COLUMN);
}

/*
 * In a row that was in such a list already: its key, which it keeps, and where its own fields
 * begin.
 */
static const char *
skip_front (const Lines *self,
            const SyRejectedRow *row,
            char **out_key)
{
  const char *p = row->raw;
  const char *end = row->raw + row->raw_length;

  for (int field = 0; field < 2; field++)
    {
      const char *start = p;
      gboolean is_quoted = p < end && self->quote != 0 && *p == self->quote;

      if (is_quoted)
        for (p++; p < end && (*p != self->quote || (p + 1 < end && p[1] == self->quote)); p++)
          p += *p == self->quote;
      p = p < end ? memchr (p, self->delimiter, (gsize) (end - p)) : NULL;
      if (p == NULL)
        return NULL;
      if (field == 0)
        *out_key = g_strndup (start + is_quoted, (gsize) (p - start) - 2u * is_quoted);
      p++;
    }
  return p;
}

static void
write_row (Lines *self,
           SyCsvWriter *writer,
           const SyRejectedRow *row,
           const char *digest,
           gboolean is_listed)
{
  g_autofree char *key = NULL;
  g_autofree char *reason = NULL;
  const char *raw = is_listed ? skip_front (self, row, &key) : NULL;

  if (raw == NULL)
    {
      g_free (key);
      key = g_strdup_printf ("%.12s:%" G_GINT64_FORMAT, digest, row->line);
      raw = row->raw;
    }
  reason = row->column != NULL ? g_strdup_printf ("%s: %s", row->column, row->reason)
                               : g_strdup (row->reason);
  add_field (self, key);
  add_field (self, reason);
  g_string_append_c (self->line, self->delimiter);
  g_string_append_len (self->line, raw, (gssize) row->raw_length - (raw - row->raw));
  end_line (self, writer);
}

static SyImportRecord *
find_import (GPtrArray *imports,
             gint64 import_id,
             GError **error)
{
  for (guint i = 0; i < imports->len; i++)
    if (((SyImportRecord *) imports->pdata[i])->id == import_id)
      return imports->pdata[i];
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
               "There is no import %" G_GINT64_FORMAT, import_id);
  return NULL;
}

static char
get_character (const SyJson *mapping,
               const char *key,
               char fallback)
{
  const SyJson *value = sy_json_find (mapping, key);

  return value != NULL ? sy_json_get_text (value)[0] : fallback;
}

gboolean
sy_project_export_rejected (SyProject *self,
                            gint64 import_id,
                            const char *path,
                            GCancellable *cancellable,
                            gint64 *out_n_rows,
                            GError **error)
{
  g_autoptr (GPtrArray) imports = sy_project_list_imports (self, error);
  const SyImportRecord *record = imports != NULL ? find_import (imports, import_id, error) : NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = NULL;
  g_autoptr (SyJson) mapping = NULL;
  Lines lines = { ',', '"', line };
  guint n_rows = PAGE;
  gint64 n = 0;

  if (record == NULL)
    return FALSE;
  mapping = sy_json_parse (record->mapping, -1, error);
  if (mapping == NULL)
    return FALSE;
  lines.delimiter = get_character (mapping, "delimiter", ',');
  lines.quote = get_character (mapping, "quote", '"');
  /* The mark keeps a bad byte from making the whole file look like Latin-1. */
  writer = sy_csv_writer_new (path, SY_CSV_WRITER_RAW | SY_CSV_WRITER_BOM, error);
  if (writer == NULL)
    return FALSE;
  write_header (&lines, writer, mapping);
  while (n_rows == PAGE)
    {
      g_autoptr (GPtrArray) rows = sy_project_list_rejected (self, import_id, n, PAGE, error);

      if (rows == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_rows = rows->len;
      for (guint i = 0; i < n_rows; i++)
        write_row (&lines, writer, rows->pdata[i], record->digest, is_list (mapping));
      n += n_rows;
    }
  if (out_n_rows != NULL)
    *out_n_rows = n;
  return sy_csv_writer_finish (writer, error);
}
