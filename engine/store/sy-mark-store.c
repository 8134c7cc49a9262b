/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-mark-store.h"

#include "sy-project-private.h"

/* What makes a rule look at other events than when it was applied, as the change log names it. */
#define STALE_ACTIONS "'import', 'undo-import', 'alias-type', 'unalias-type', 'set-identity-rule'"

#define RECORD_SQL                                                                                               \
  "SELECT id, name, json, applied_at_ms, "                                                                       \
  "(SELECT count (*) FROM event_mark WHERE rule_id = clean_rule.id), "                                           \
  "(SELECT count (DISTINCT person_id) FROM event_mark JOIN event ON event.id = event_id "                        \
  " WHERE rule_id = clean_rule.id), "                                                                            \
  "(SELECT count (*) FROM event_mark AS own WHERE rule_id = clean_rule.id AND NOT EXISTS "                       \
  " (SELECT 1 FROM event_mark AS other WHERE other.event_id = own.event_id AND other.rule_id <> own.rule_id)), " \
  "EXISTS (SELECT 1 FROM change_log WHERE change_log.id > change_id AND action IN (" STALE_ACTIONS ")) "         \
  "FROM clean_rule "

void
sy_clean_rule_record_free (SyCleanRuleRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->json);
  g_free (self);
}

static SyCleanRuleRecord *
take_record (sqlite3_stmt *statement)
{
  SyCleanRuleRecord *self = g_new0 (SyCleanRuleRecord, 1);

  self->id = sqlite3_column_int64 (statement, 0);
  self->name = sy_column_dup_text (statement, 1);
  self->json = sy_column_dup_text (statement, 2);
  self->applied_at_ms = sqlite3_column_int64 (statement, 3);
  self->n_events = sqlite3_column_int64 (statement, 4);
  self->n_people = sqlite3_column_int64 (statement, 5);
  self->n_alone = sqlite3_column_int64 (statement, 6);
  self->is_stale = sqlite3_column_int (statement, 7) != 0;
  return self;
}

GPtrArray *
sy_project_list_clean_rules (SyProject *self,
                             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      records = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_clean_rule_record_free);
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (database, error, RECORD_SQL "ORDER BY name", "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    g_ptr_array_add (records, take_record (statement));
  return step == SY_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

SyCleanRuleRecord *
sy_project_get_clean_rule (SyProject *self,
                           const char *name,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  g_return_val_if_fail (name != NULL, NULL);

  statement = sy_database_query (database, error, RECORD_SQL "WHERE name = ?", "s", name);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return take_record (statement);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no cleaning rule “%s”",
                 name);
  return NULL;
}

/* --- writing --- */

static gboolean
insert_marks (SyDatabase *database,
              gint64 rule,
              const guint32 *events,
              gsize n_events,
              GError **error)
{
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (database, error,
                                     "INSERT INTO event_mark (event_id, rule_id) VALUES (?, ?)",
                                     "ii", (gint64) 0, rule);

  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < n_events; i++)
    {
      int result;

      if (i % 4096 == 0 && g_cancellable_set_error_if_cancelled (database->cancellable, error))
        return FALSE;
      sqlite3_reset (statement);
      result = sqlite3_bind_int64 (statement, 1, events[i]);
      if (result == SQLITE_OK)
        result = sqlite3_step (statement);
      if (result == SQLITE_DONE)
        continue;
      if (sqlite3_extended_errcode (database->db) == SQLITE_CONSTRAINT_FOREIGNKEY)
        g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no event %u",
                     events[i]);
      else
        sy_database_set_error (database, result, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
drop_rule (SyDatabase *database,
           const char *name,
           GError **error)
{
  return sy_database_run (
             database, error,
             "DELETE FROM event_mark WHERE rule_id = (SELECT id FROM clean_rule WHERE name = ?)",
             "s", name) &&
         sy_database_run (database, error, "DELETE FROM clean_rule WHERE name = ?", "s", name);
}

static gboolean
write_rule (SyProject *self,
            const char *name,
            const char *json,
            const guint32 *events,
            gsize n_events,
            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *detail = g_strdup_printf ("%" G_GSIZE_FORMAT " events: %s", n_events, json);
  gint64 rule;

  if (!drop_rule (database, name, error) ||
      !sy_database_run (database, error,
                        "INSERT INTO clean_rule (name, json, applied_at_ms, change_id) "
                        "VALUES (?, ?, ?, (SELECT coalesce (max (id), 0) FROM change_log))",
                        "ssi", name, json, sy_now_ms ()))
    return FALSE;
  rule = sqlite3_last_insert_rowid (database->db);
  return insert_marks (database, rule, events, n_events, error) &&
         sy_project_log_change (self, "apply-cleaning", name, detail, error);
}

gboolean
sy_project_set_clean_rule (SyProject *self,
                           const char *name,
                           const char *json,
                           const guint32 *events,
                           gsize n_events,
                           GCancellable *cancellable,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  g_return_val_if_fail (name != NULL && json != NULL, FALSE);
  g_return_val_if_fail (events != NULL || n_events == 0, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  database->cancellable = cancellable;
  success = write_rule (self, name, json, events, n_events, error);
  database->cancellable = NULL;
  return sy_database_end (database, success, error);
}

gboolean
sy_project_undo_clean_rule (SyProject *self,
                            const char *name,
                            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyCleanRuleRecord) record = NULL;
  gboolean success;

  g_return_val_if_fail (name != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  record = sy_project_get_clean_rule (self, name, error);
  success = record != NULL && drop_rule (database, name, error) &&
            sy_project_log_change (self, "undo-cleaning", name, record->json, error);
  return sy_database_end (database, success, error);
}

/* --- reading events --- */

static guint32 *
read_ids (SyDatabase *database,
          sqlite3_stmt *statement,
          gsize *out_n_events,
          GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  SyStep step = SY_STEP_ERROR;

  while (statement != NULL && (step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      guint32 row = (guint32) id;

      if (id < 0 || id > G_MAXUINT32)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "%s: an event has an impossible id", database->path);
          return NULL;
        }
      g_array_append_val (ids, row);
    }
  if (step != SY_STEP_DONE)
    return NULL;
  /* Never NULL, as that means an error. */
  g_array_set_size (ids, ids->len + 1);
  *out_n_events = ids->len - 1;
  return (guint32 *) (gpointer) g_array_free (g_steal_pointer (&ids), FALSE);
}

guint32 *
sy_project_read_marked (SyProject *self,
                        const char *except,
                        gsize *out_n_events,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (out_n_events != NULL, NULL);

  statement = sy_database_query (database, error,
                                 "SELECT DISTINCT event_id FROM event_mark WHERE rule_id NOT IN "
                                 "(SELECT id FROM clean_rule WHERE name = ?) ORDER BY event_id",
                                 "s", except);
  return read_ids (database, statement, out_n_events, error);
}

guint32 *
sy_project_find_repeated_keys (SyProject *self,
                               GCancellable *cancellable,
                               gsize *out_n_events,
                               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  guint32 *ids;

  g_return_val_if_fail (out_n_events != NULL, NULL);

  statement = sy_database_query (
      database, error,
      "SELECT event_id FROM (SELECT event_id, row_number () OVER (PARTITION BY key ORDER BY event_id) AS nth "
      "FROM event_key) WHERE nth > 1 ORDER BY event_id",
      "");
  database->cancellable = cancellable;
  ids = read_ids (database, statement, out_n_events, error);
  database->cancellable = NULL;
  return ids;
}

static gboolean
read_times (SyDatabase *database,
            const guint32 *events,
            gsize n_events,
            gint64 *out_times_ms,
            GError **error)
{
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (database, error, "SELECT time_ms FROM event WHERE id = ?", "i",
                                     (gint64) 0);

  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < n_events; i++)
    {
      SyStep step;

      sqlite3_reset (statement);
      sqlite3_bind_int64 (statement, 1, events[i]);
      step = sy_database_step (database, statement, error);
      if (step == SY_STEP_DONE)
        g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no event %u",
                     events[i]);
      if (step != SY_STEP_ROW)
        return FALSE;
      out_times_ms[i] = sqlite3_column_int64 (statement, 0);
    }
  return TRUE;
}

gboolean
sy_project_read_event_times (SyProject *self,
                             const guint32 *events,
                             gsize n_events,
                             gint64 *out_times_ms,
                             GCancellable *cancellable,
                             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  g_return_val_if_fail (n_events == 0 || (events != NULL && out_times_ms != NULL), FALSE);

  database->cancellable = cancellable;
  success = read_times (database, events, n_events, out_times_ms, error);
  database->cancellable = NULL;
  return success;
}
