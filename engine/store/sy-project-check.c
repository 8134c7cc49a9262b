/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-project.h"

#include "sy-project-private.h"
#include "sy-schema-private.h"

/* A check is a query that answers one line for each thing that is wrong. */
static const char *const checks[] = {
  "SELECT integrity_check FROM pragma_integrity_check (100) WHERE integrity_check <> 'ok'",

  "SELECT 'table ' || \"table\" || ', row ' || coalesce (rowid, '?') || ': refers to a missing row of ' || parent "
  "FROM pragma_foreign_key_check LIMIT 100",

  "SELECT 'event ' || id || ': its time is outside 1930 to 2066' FROM event "
  "WHERE time_ms NOT BETWEEN -1262304000000 AND 3032663295999 LIMIT 100",

  "SELECT 'outcome ' || id || ': its time is outside 1930 to 2066' FROM outcome "
  "WHERE time_ms NOT BETWEEN -1262304000000 AND 3032663295999 LIMIT 100",

  "SELECT 'event ' || id || ': its amount is not finite' FROM event "
  "WHERE abs (amount) = 9e999 LIMIT 100",

  "SELECT 'event type ' || target.name || ': is an alias and has aliases' FROM event_type_alias "
  "JOIN event_type AS target ON target.id = type_id WHERE target.name IN (SELECT name FROM event_type_alias) LIMIT 100",

  "SELECT 'import ' || id || ' (' || file_name || '): ' || accepted || ' rows were accepted, ' "
  "  || (SELECT count (*) FROM event WHERE event.id BETWEEN first_event AND last_event) || ' events are there' "
  "FROM import WHERE kind = 'events' AND accepted "
  "  <> (SELECT count (*) FROM event WHERE event.id BETWEEN first_event AND last_event)",

  "SELECT 'import ' || id || ' (' || file_name || '): ' || rejected || ' rows were rejected, ' "
  "  || (SELECT count (*) FROM rejected_row WHERE import_id = import.id) || ' are kept' "
  "FROM import WHERE rejected <> (SELECT count (*) FROM rejected_row WHERE import_id = import.id)",

  "SELECT 'events without an import: ' || n FROM (SELECT (SELECT count (*) FROM event) "
  "  - (SELECT coalesce (sum (accepted), 0) FROM import WHERE kind = 'events') AS n) WHERE n <> 0",

  "SELECT 'model ' || name || ': its draft is missing' FROM model WHERE NOT EXISTS "
  "(SELECT 1 FROM model_revision WHERE model_id = model.id AND number = model.revision)",
};

void
sy_check_report_free (SyCheckReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static gboolean
run_check (SyDatabase *database,
           const char *sql,
           SyCheckReport *report,
           GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  SyStep step = SY_STEP_ERROR;

  report->n_checks++;
  statement = sy_database_query (database, &local_error, sql, "");
  if (statement != NULL)
    while ((step = sy_database_step (database, statement, &local_error)) == SY_STEP_ROW)
      g_ptr_array_add (report->problems, sy_column_dup_text (statement, 0));
  if (step == SY_STEP_DONE)
    return TRUE;
  /* Damage that stops a query is what was looked for. */
  if (g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED))
    {
      g_ptr_array_add (report->problems, g_strdup (local_error->message));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_schema (SyDatabase *database,
              SyCheckReport *report,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  report->n_checks++;
  if (sy_schema_verify (database, sy_schema_get_version (), &local_error))
    return TRUE;
  if (g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED))
    {
      g_ptr_array_add (report->problems, g_strdup (local_error->message));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_versions (SyDatabase *database,
                SyCheckReport *report,
                GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  report->n_checks++;
  statement = sy_database_query (database, error,
                                 "SELECT model.name, number, json, sha256 FROM model_version "
                                 "JOIN model ON model.id = model_id ORDER BY model_id, number",
                                 "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      g_autofree char *model = sy_column_dup_text (statement, 0);
      g_autofree char *json = sy_column_dup_text (statement, 2);
      g_autofree char *sha256 = sy_column_dup_text (statement, 3);
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

      if (!g_str_equal (digest, sha256))
        g_ptr_array_add (report->problems,
                         g_strdup_printf ("model %s, version %" G_GINT64_FORMAT
                                          ": its text does not match its SHA-256",
                                          model, (gint64) sqlite3_column_int64 (statement, 1)));
    }
  return step == SY_STEP_DONE;
}

SyCheckReport *
sy_project_check (SyProject *self,
                  GCancellable *cancellable,
                  GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyCheckReport) report = g_new0 (SyCheckReport, 1);
  gboolean success;

  report->problems = g_ptr_array_new_with_free_func (g_free);
  if (!sy_database_exec (database, "BEGIN", error))
    return NULL;
  database->cancellable = cancellable;
  success = check_schema (database, report, error);
  for (gsize i = 0; i < G_N_ELEMENTS (checks) && success; i++)
    success = run_check (database, checks[i], report, error);
  success = success && check_versions (database, report, error);
  database->cancellable = NULL;
  return sy_database_end (database, success, error) ? g_steal_pointer (&report) : NULL;
}
