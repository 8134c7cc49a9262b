/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-record-store.h"

#include "core/sy-core.h"
#include "sy-project-private.h"

gboolean
sy_project_read_setting (SyProject *self,
                         const char *name,
                         char **out_value,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT value FROM setting WHERE name = ?", "s", name);
  SyStep step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;

  *out_value = step == SY_STEP_ROW ? sy_column_dup_text (statement, 0) : NULL;
  return step != SY_STEP_ERROR;
}

char *
sy_project_get_setting (SyProject *self,
                        const char *name)
{
  char *value;

  sy_project_read_setting (self, name, &value, NULL);
  return value;
}

gboolean
sy_project_write_setting (SyProject *self,
                          const char *name,
                          const char *value,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  if (value == NULL)
    return sy_database_run (database, error, "DELETE FROM setting WHERE name = ?", "s", name);
  return sy_database_run (database, error,
                          "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                          "ON CONFLICT (name) DO UPDATE SET value = ?2",
                          "ss", name, value);
}

gboolean
sy_project_set_setting (SyProject *self,
                        const char *name,
                        const char *value,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (name != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, sy_project_write_setting (self, name, value, error), error);
}

void
sy_segment_record_free (SySegmentRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->json);
  g_free (self);
}

static SySegmentRecord *
take_segment (sqlite3_stmt *statement)
{
  SySegmentRecord *segment = g_new0 (SySegmentRecord, 1);

  segment->id = sqlite3_column_int64 (statement, 0);
  segment->name = sy_column_dup_text (statement, 1);
  segment->json = sy_column_dup_text (statement, 2);
  segment->changed_at_ms = sqlite3_column_int64 (statement, 3);
  return segment;
}

GPtrArray *
sy_project_list_segments (SyProject *self,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      segments = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_segment_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (database, error,
                                 "SELECT id, name, json, changed_at_ms FROM segment ORDER BY name",
                                 "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    g_ptr_array_add (segments, take_segment (statement));
  return step == SY_STEP_DONE ? g_steal_pointer (&segments) : NULL;
}

SySegmentRecord *
sy_project_get_segment (SyProject *self,
                        const char *name,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (database, error,
                                 "SELECT id, name, json, changed_at_ms FROM segment WHERE name = ?",
                                 "s", name);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return take_segment (statement);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no segment “%s”", name);
  return NULL;
}

/* What is kept already under a name that none would be now can still be changed. */
static gboolean
check_segment_name (SyProject *self,
                    const char *name,
                    GError **error)
{
  const char *problem = sy_text_find_name_problem (name);
  gint64 n;

  if (problem == NULL)
    return TRUE;
  if (!sy_database_get_int (sy_project_get_database (self), &n, 0, error,
                            "SELECT count (*) FROM segment WHERE name = ?", "s", name))
    return FALSE;
  if (n == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "The name of the segment %s", problem);
  return n > 0;
}

static gboolean
write_segment (SyProject *self,
               const char *name,
               const char *json,
               GError **error)
{
  return check_segment_name (self, name, error) &&
         sy_database_run (sy_project_get_database (self), error,
                          "INSERT INTO segment (name, json, changed_at_ms) VALUES (?1, ?2, ?3) "
                          "ON CONFLICT (name) DO UPDATE SET json = ?2, changed_at_ms = ?3",
                          "ssi", name, json, sy_now_ms ()) &&
         sy_project_log_change (self, "set-segment", name, "", error);
}

gboolean
sy_project_set_segment (SyProject *self,
                        const char *name,
                        const char *json,
                        GError **error)
{
  const char *const names[] = { name, NULL };
  const char *const jsons[] = { json, NULL };

  g_return_val_if_fail (name != NULL && json != NULL, FALSE);

  return sy_project_set_segments (self, names, jsons, NULL, error);
}

/* Whether nothing is kept under the name. */
static gboolean
is_free (SyProject *self,
         const char *name,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SySegmentRecord) segment = sy_project_get_segment (self, name, &local_error);

  if (segment != NULL)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS,
                 "There is a segment “%s” by now; save again to replace it", name);
  else if (g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
sy_project_set_segments (SyProject *self,
                         const char *const *names,
                         const char *const *jsons,
                         const char *const *may_replace,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success = TRUE;

  g_return_val_if_fail (names != NULL && jsons != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  for (gsize i = 0; names[i] != NULL && success; i++)
    success = (may_replace == NULL || g_strv_contains (may_replace, names[i]) ||
               is_free (self, names[i], error)) &&
              write_segment (self, names[i], jsons[i], error);
  return sy_database_end (database, success, error);
}

gboolean
sy_project_remove_segment (SyProject *self,
                           const char *name,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SySegmentRecord) segment = NULL;
  gboolean success;

  if (!sy_database_begin (database, error))
    return FALSE;
  segment = sy_project_get_segment (self, name, error);
  success = segment != NULL &&
            sy_database_run (database, error, "DELETE FROM segment WHERE id = ?", "i",
                             segment->id) &&
            sy_project_log_change (self, "remove-segment", name, segment->json, error);
  return sy_database_end (database, success, error);
}

void
sy_export_record_free (SyExportRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->file_name);
  g_free (self->manifest);
  g_free (self);
}

gboolean
sy_project_add_export (SyProject *self,
                       const char *file_name,
                       gint64 n_rows,
                       const char *manifest,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  g_return_val_if_fail (file_name != NULL && manifest != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  success =
      sy_database_run (
          database, error,
          "INSERT INTO export (file_name, n_rows, manifest, exported_at_ms) VALUES (?, ?, ?, ?)",
          "sisi", file_name, n_rows, manifest, sy_now_ms ()) &&
      sy_project_log_change (self, "export", file_name, "", error);
  return sy_database_end (database, success, error);
}

GPtrArray *
sy_project_list_exports (SyProject *self,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      records = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_export_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT id, file_name, n_rows, manifest, exported_at_ms FROM export ORDER BY id", "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyExportRecord *record = g_new0 (SyExportRecord, 1);

      record->id = sqlite3_column_int64 (statement, 0);
      record->file_name = sy_column_dup_text (statement, 1);
      record->n_rows = sqlite3_column_int64 (statement, 2);
      record->manifest = sy_column_dup_text (statement, 3);
      record->exported_at_ms = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (records, record);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

void
sy_change_free (SyChange *self)
{
  if (self == NULL)
    return;
  g_free (self->action);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self);
}

GPtrArray *
sy_project_list_changes (SyProject *self,
                         gint64 limit,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_change_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT id, changed_at_ms, action, subject, detail FROM change_log ORDER BY id DESC LIMIT ?",
      "i", limit);
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyChange *change = g_new0 (SyChange, 1);

      change->id = sqlite3_column_int64 (statement, 0);
      change->changed_at_ms = sqlite3_column_int64 (statement, 1);
      change->action = sy_column_dup_text (statement, 2);
      change->subject = sy_column_dup_text (statement, 3);
      change->detail = sy_column_dup_text (statement, 4);
      g_ptr_array_add (changes, change);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}
