/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-label-store-private.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-project-private.h"

#define KEY_SQL                                                              \
  "model_id = (SELECT id FROM model WHERE name = ?1) AND as_of_ms = ?2 AND " \
  "person_id = (SELECT id FROM person WHERE key = ?3)"

static const char *const names[SY_N_ERROR_LABELS] = { "good", "junk", "wrong-person",
                                                      "missing-event", "late" };

const char *
sy_error_label_get_name (SyErrorLabel self)
{
  g_return_val_if_fail (self < SY_N_ERROR_LABELS, "");

  return names[self];
}

gboolean
sy_error_label_from_name (const char *name,
                          SyErrorLabel *out_label)
{
  for (guint i = 0; i < SY_N_ERROR_LABELS; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *out_label = (SyErrorLabel) i;
        return TRUE;
      }
  return FALSE;
}

void
sy_error_label_record_free (SyErrorLabelRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->note);
  g_free (self);
}

GPtrArray *
sy_project_list_error_labels (SyProject *self,
                              const char *model,
                              GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      records = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_error_label_record_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  g_return_val_if_fail (model != NULL, NULL);

  statement = sy_database_query (
      database, error,
      "SELECT person.key, as_of_ms, label, note, changed_at_ms FROM error_label "
      "JOIN person ON person.id = person_id JOIN model ON model.id = model_id "
      "WHERE model.name = ? ORDER BY as_of_ms, person.key",
      "s", model);
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      SyErrorLabelRecord *record = g_new0 (SyErrorLabelRecord, 1);
      g_autofree char *label = sy_column_dup_text (statement, 2);

      record->person = sy_column_dup_text (statement, 0);
      record->as_of = sqlite3_column_int64 (statement, 1) / 1000;
      /* The table allows no other text. */
      if (!sy_error_label_from_name (label, &record->label))
        record->label = SY_ERROR_LABEL_JUNK;
      record->note = sy_column_dup_text (statement, 3);
      record->changed_at_ms = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (records, record);
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static gboolean
check_exists (SyDatabase *database,
              const char *sql,
              const char *noun,
              const char *name,
              GError **error)
{
  gint64 n;

  if (!sy_database_get_int (database, &n, 0, error, sql, "s", name))
    return FALSE;
  if (n == 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no %s “%s”", noun,
                 name);
  return n > 0;
}

static gboolean
check_model (SyDatabase *database,
             const char *model,
             GError **error)
{
  return check_exists (database, "SELECT count (*) FROM model WHERE name = ?", "model", model, error);
}

/* Of a model that there is. */
static gboolean
write_label (SyDatabase *database,
             const char *model,
             const char *person,
             gint64 as_of,
             SyErrorLabel label,
             const char *note,
             GError **error)
{
  return check_exists (database, "SELECT count (*) FROM person WHERE key = ?", "person", person,
                       error) &&
         sy_database_run (
             database, error,
             "INSERT INTO error_label (model_id, as_of_ms, person_id, label, note, changed_at_ms) "
             "VALUES ((SELECT id FROM model WHERE name = ?1), ?2, "
             "(SELECT id FROM person WHERE key = ?3), ?4, ?5, ?6) "
             "ON CONFLICT (model_id, as_of_ms, person_id) "
             "DO UPDATE SET label = ?4, note = ?5, changed_at_ms = ?6",
             "sisssi", model, as_of * 1000, person, names[label], note != NULL ? note : "",
             sy_now_ms ());
}

gboolean
sy_project_set_error_label (SyProject *self,
                            const char *model,
                            const char *person,
                            gint64 as_of,
                            SyErrorLabel label,
                            const char *note,
                            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (model != NULL && person != NULL, FALSE);
  g_return_val_if_fail (label < SY_N_ERROR_LABELS, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database,
                          check_model (database, model, error) &&
                              write_label (database, model, person, as_of, label, note, error) &&
                              sy_project_log_change (self, "label-error", model, names[label], error),
                          error);
}

static gboolean
write_rows (SyDatabase *database,
            const char *model,
            const char *path,
            const GPtrArray *rows,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const SyLabelRow *row = g_ptr_array_index (rows, i);
      const SyErrorLabelRecord *record = row->record;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!write_label (database, model, record->person, record->as_of, record->label, record->note,
                        error))
        {
          if (error != NULL && g_error_matches (*error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
            g_prefix_error (error, "%s, line %" G_GINT64_FORMAT ", column %d (person): ", path,
                            row->line, row->column);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
sy_project_import_error_labels (SyProject *self,
                                const char *model,
                                const char *path,
                                gint64 as_of,
                                gsize *out_n_labels,
                                GCancellable *cancellable,
                                GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *name = NULL;
  g_autofree char *change = NULL;

  g_return_val_if_fail (model != NULL && path != NULL, FALSE);

  rows = sy_label_rows_read (path, sy_project_get_zone (self), as_of, cancellable, error);
  if (rows == NULL || !sy_database_begin (database, error))
    return FALSE;
  if (out_n_labels != NULL)
    *out_n_labels = rows->len;
  name = g_path_get_basename (path);
  change = g_strdup_printf ("%u from %s", rows->len, name);
  return sy_database_end (database,
                          check_model (database, model, error) &&
                              write_rows (database, model, path, rows, cancellable, error) &&
                              sy_project_log_change (self, "label-error", model, change, error),
                          error);
}

static gboolean
delete_label (SyProject *self,
              const char *model,
              const char *person,
              gint64 as_of,
              GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 n;

  if (!sy_database_get_int (database, &n, 0, error,
                            "SELECT count (*) FROM error_label WHERE " KEY_SQL, "sis", model,
                            as_of * 1000, person))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                   "“%s” has no label of the model “%s” at that date", person, model);
      return FALSE;
    }
  return sy_database_run (database, error, "DELETE FROM error_label WHERE " KEY_SQL, "sis", model,
                          as_of * 1000, person) &&
         sy_project_log_change (self, "label-error", model, "none", error);
}

gboolean
sy_project_remove_error_label (SyProject *self,
                               const char *model,
                               const char *person,
                               gint64 as_of,
                               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (model != NULL && person != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, delete_label (self, model, person, as_of, error), error);
}
