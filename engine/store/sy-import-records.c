/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import.h"

#include <string.h>

#include "sy-project-private.h"

void
sy_rejected_row_free (SyRejectedRow *self)
{
  if (self == NULL)
    return;
  g_free (self->column);
  g_free (self->reason);
  g_free (self->raw);
  g_free (self);
}

void
sy_import_report_free (SyImportReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bad_rows, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

void
sy_import_record_free (SyImportRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->file_name);
  g_free (self->digest);
  g_free (self->mapping);
  g_free (self);
}

GPtrArray *
sy_project_list_imports (SyProject *self,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      imports = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_import_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT id, kind, file_name, digest, mapping, rows_read, accepted, rejected, duplicates, "
      "forgotten, imported_at_ms FROM import ORDER BY id",
      "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyImportRecord *record = g_new0 (SyImportRecord, 1);
      g_autofree char *kind = sy_column_dup_text (statement, 1);

      record->id = sqlite3_column_int64 (statement, 0);
      sy_import_kind_from_string (kind, &record->kind);
      record->file_name = sy_column_dup_text (statement, 2);
      record->digest = sy_column_dup_text (statement, 3);
      record->mapping = sy_column_dup_text (statement, 4);
      record->rows_read = sqlite3_column_int64 (statement, 5);
      record->accepted = sqlite3_column_int64 (statement, 6);
      record->rejected = sqlite3_column_int64 (statement, 7);
      record->duplicates = sqlite3_column_int64 (statement, 8);
      record->forgotten = sqlite3_column_int64 (statement, 9);
      record->imported_at_ms = sqlite3_column_int64 (statement, 10);
      g_ptr_array_add (imports, record);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&imports) : NULL;
}

GPtrArray *
sy_project_list_rejected (SyProject *self,
                          gint64 import_id,
                          gint64 offset,
                          gint64 limit,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_rejected_row_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement =
      sy_database_query (database, error,
                         "SELECT line, byte_offset, column_name, reason, raw FROM rejected_row "
                         "WHERE import_id = ? ORDER BY id LIMIT ? OFFSET ?",
                         "iii", import_id, limit, offset);
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyRejectedRow *row = g_new0 (SyRejectedRow, 1);
      const void *raw = sqlite3_column_blob (statement, 4);

      row->line = sqlite3_column_int64 (statement, 0);
      row->offset = sqlite3_column_int64 (statement, 1);
      row->column = sy_column_dup_nullable (statement, 2);
      row->reason = sy_column_dup_text (statement, 3);
      row->raw_length = (gsize) sqlite3_column_bytes (statement, 4);
      row->raw = g_malloc (row->raw_length + 1);
      if (row->raw_length > 0)
        memcpy (row->raw, raw, row->raw_length);
      row->raw[row->raw_length] = '\0';
      g_ptr_array_add (rows, row);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}
