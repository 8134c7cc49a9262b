/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import.h"

#include "sy-event-rows-private.h"
#include "sy-project-private.h"
#include "sy-rows-table-private.h"

/*
 * First it is found out which entries of the dictionaries the rest of the project uses, in one pass over each
 * table that refers to them. Then the import's rows go, and with them the entries that nobody else uses:
 * no entry is ever made without a row that refers to it, so those are the ones that only this import brought.
 */

typedef enum
{
  ENTRY_PERSON,
  ENTRY_TYPE,
  ENTRY_PROPERTY_NAME,
  ENTRY_PROPERTY_VALUE,
  ENTRY_ATTRIBUTE_NAME,
  ENTRY_OUTCOME_NAME,
  ENTRY_TREATMENT_NAME,
  ENTRY_ACCOUNT,
} Entry;
#define N_ENTRIES (ENTRY_ACCOUNT + 1)

static const char *const entry_tables[] = { "person", "event_type", "property_name",
                                            "property_value", "attribute_name", "outcome_name",
                                            "treatment_name", "account" };
G_STATIC_ASSERT (G_N_ELEMENTS (entry_tables) == N_ENTRIES);

/* The references outside of events; ?1 is the import that goes, whose rows do not count. */
static const struct
{
  Entry entry;
  const char *sql;
} references[] = {
  { ENTRY_PERSON, "SELECT person_id FROM attribute WHERE import_id <> ?1" },
  { ENTRY_PERSON, "SELECT person_id FROM outcome WHERE import_id <> ?1" },
  { ENTRY_PERSON, "SELECT person_id FROM treatment WHERE import_id <> ?1" },
  { ENTRY_PERSON, "SELECT person_id FROM alias WHERE import_id <> ?1" },
  { ENTRY_PERSON, "SELECT alias_id FROM alias WHERE import_id <> ?1" },
  { ENTRY_PERSON, "SELECT person_id FROM account_member WHERE import_id <> ?1" },
  { ENTRY_TYPE, "SELECT type_id FROM event_type_alias WHERE ?1 <> 0" },
  /* What somebody described stays in the event dictionary. */
  { ENTRY_TYPE,
    "SELECT id FROM event_type WHERE ?1 <> 0 AND (category IS NOT NULL OR polarity <> 0 OR channel IS NOT NULL "
    "OR owner IS NOT NULL OR meaning IS NOT NULL OR cadence_days IS NOT NULL OR is_muted <> 0)" },
  { ENTRY_ATTRIBUTE_NAME, "SELECT name_id FROM attribute WHERE import_id <> ?1" },
  { ENTRY_OUTCOME_NAME, "SELECT name_id FROM outcome WHERE import_id <> ?1" },
  { ENTRY_TREATMENT_NAME, "SELECT name_id FROM treatment WHERE import_id <> ?1" },
  { ENTRY_ACCOUNT, "SELECT account_id FROM account_member WHERE import_id <> ?1" },
};

static const struct
{
  const char *table;
  const char *column;
} event_tables[] = {
  { "event_property", "event_id" },
  { "event_key", "event_id" },
  { "event_mark", "event_id" },
  { "event", "id" },
};

static const char *const import_deletes[] = {
  "DELETE FROM attribute WHERE import_id = ?",
  "DELETE FROM outcome WHERE import_id = ?",
  "DELETE FROM treatment WHERE import_id = ?",
  "DELETE FROM alias WHERE import_id = ?",
  "DELETE FROM account_member WHERE import_id = ?",
  "DELETE FROM rejected_row WHERE import_id = ?",
  "DELETE FROM import WHERE id = ?",
};

typedef struct
{
  SyDatabase *database;
  gint64 import_id;
  gint64 first; /* event of the import; 1 and 0 without events */
  gint64 last;
  guint8 *used[N_ENTRIES]; /* by id */
  gint64 max_id[N_ENTRIES];
} Undo;

static void
undo_clear (Undo *self)
{
  for (gsize i = 0; i < N_ENTRIES; i++)
    g_free (self->used[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

static inline void
use (Undo *self,
     Entry entry,
     gint64 id)
{
  if (id >= 0 && id <= self->max_id[entry])
    self->used[entry][id] = 1;
}

static gboolean
init_entries (Undo *self,
              GError **error)
{
  for (gsize i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT max (id) FROM %s", entry_tables[i]);

      if (!sy_database_get_int (self->database, &self->max_id[i], 0, error, sql, ""))
        return FALSE;
      if (self->max_id[i] > SY_MAX_DICTIONARY_ID)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "%s: the table %s holds an impossible id", self->database->path,
                       entry_tables[i]);
          return FALSE;
        }
      self->used[i] = g_malloc0 ((gsize) MAX (self->max_id[i], 0) + 1);
    }
  return TRUE;
}

static void
use_events (const SyEventBlock *block,
            gpointer user_data)
{
  Undo *self = user_data;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      use (self, ENTRY_PERSON, block->people[i]);
      use (self, ENTRY_TYPE, block->types[i]);
    }
}

static gboolean
use_properties (Undo *self,
                GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      self->database, error,
      "SELECT name_id, value_id FROM event_property WHERE event_id < ?1 "
      "UNION ALL SELECT name_id, value_id FROM event_property WHERE event_id > ?2",
      "ii", self->first, MAX (self->last, self->first - 1));
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (self->database, statement, error)) == SY_STEP_ROW)
    {
      use (self, ENTRY_PROPERTY_NAME, sqlite3_column_int64 (statement, 0));
      use (self, ENTRY_PROPERTY_VALUE, sqlite3_column_int64 (statement, 1));
    }
  return step == SY_STEP_DONE;
}

static gboolean
use_references (Undo *self,
                GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (sqlite3_stmt) statement =
          sy_database_query (self->database, error, references[i].sql, "i", self->import_id);
      SyStep step;

      if (statement == NULL)
        return FALSE;
      while ((step = sy_database_step (self->database, statement, error)) == SY_STEP_ROW)
        use (self, references[i].entry, sqlite3_column_int64 (statement, 0));
      if (step != SY_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}

/* What the rest of the project refers to. Before anything is deleted: the fast reader sees the file, not the cache. */
static gboolean
find_used (Undo *self,
           GError **error)
{
  return init_entries (self, error) &&
         sy_event_rows_for_each (self->database, 0, self->first - 1, use_events, self, error) &&
         sy_event_rows_for_each (self->database, MAX (self->last, self->first - 1), G_MAXINT64,
                                 use_events, self, error) &&
         use_properties (self, error) && use_references (self, error);
}

static gboolean
delete_events (Undo *self,
               GError **error)
{
  gint64 n_others;

  if (self->last < self->first)
    return TRUE;
  if (!sy_database_get_int (
          self->database, &n_others, 0, error,
          "SELECT EXISTS (SELECT 1 FROM event WHERE id < ?) + EXISTS (SELECT 1 FROM event WHERE id > ?)",
          "ii", self->first, self->last))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (event_tables); i++)
    {
      g_autofree char *sql = NULL;

      /* All of a table goes without a look at its rows. */
      if (n_others == 0)
        sql = g_strdup_printf ("DELETE FROM %s", event_tables[i].table);
      else
        sql = g_strdup_printf ("DELETE FROM %s WHERE %s BETWEEN %" G_GINT64_FORMAT
                               " AND %" G_GINT64_FORMAT,
                               event_tables[i].table, event_tables[i].column, self->first,
                               self->last);
      if (!sy_database_run (self->database, error, sql, ""))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_unused (Undo *self,
               Entry entry,
               GError **error)
{
  g_autofree char *list_sql = g_strdup_printf ("SELECT id FROM %s", entry_tables[entry]);
  g_autofree char *delete_sql = NULL;
  g_autoptr (sqlite3_stmt) statement = sy_database_query (self->database, error, list_sql, "");
  g_autoptr (GArray) unused = g_array_new (FALSE, FALSE, sizeof (gint64));
  SyRows rows = { 0 };
  guint n_entries = 0;
  gboolean success;
  SyStep step;
  int result;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (self->database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      n_entries++;
      if (id >= 0 && id <= self->max_id[entry] && !self->used[entry][id])
        g_array_append_val (unused, id);
    }
  if (step != SY_STEP_DONE)
    return FALSE;
  if (unused->len == 0)
    return TRUE;
  g_clear_pointer (&statement, sqlite3_finalize);
  delete_sql = g_strdup_printf (unused->len == n_entries
                                    ? "DELETE FROM %s"
                                    : "DELETE FROM %s WHERE id IN (SELECT c0 FROM sy_rows)",
                                entry_tables[entry]);
  rows.n_rows = unused->len;
  rows.columns[0] = (SyRowsColumn){ SY_ROWS_INT, unused->data, 0 };
  result = sy_rows_table_register (self->database->db, &rows);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (self->database, result, error);
      return FALSE;
    }
  success = sy_database_run (self->database, error, delete_sql, "");
  sqlite3_create_module_v2 (self->database->db, "sy_rows", NULL, NULL, NULL);
  return success;
}

static gboolean
delete_rows (Undo *self,
             GError **error)
{
  if (!delete_events (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (import_deletes); i++)
    if (!sy_database_run (self->database, error, import_deletes[i], "i", self->import_id))
      return FALSE;
  for (Entry entry = 0; entry < N_ENTRIES; entry++)
    if (!delete_unused (self, entry, error))
      return FALSE;
  /* Foreign keys are off: what somebody noted of a person who goes, goes too. */
  return sy_database_run (self->database, error,
                          "DELETE FROM error_label WHERE person_id NOT IN (SELECT id FROM person)",
                          "");
}

static gboolean
undo_import (SyDatabase *database,
             gint64 import_id,
             GError **error)
{
  g_auto (Undo) undo = { .database = database, .import_id = import_id };
  gint64 n;

  if (!sy_database_get_int (database, &n, 0, error, "SELECT count (*) FROM import WHERE id = ?",
                            "i", import_id))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND,
                   "There is no import %" G_GINT64_FORMAT, import_id);
      return FALSE;
    }
  return sy_database_get_int (database, &undo.first, 1, error,
                              "SELECT first_event FROM import WHERE id = ?", "i", import_id) &&
         sy_database_get_int (database, &undo.last, 0, error,
                              "SELECT last_event FROM import WHERE id = ?", "i", import_id) &&
         find_used (&undo, error) &&
         sy_database_run (
             database, error,
             "INSERT INTO change_log (changed_at_ms, action, subject, detail) "
             "SELECT ?, 'undo-import', file_name, accepted || ' rows of ' || kind FROM import WHERE id = ?",
             "ii", sy_now_ms (), import_id) &&
         delete_rows (&undo, error);
}

gboolean
sy_project_undo_import (SyProject *self,
                        gint64 import_id,
                        GCancellable *cancellable,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  /* A look-up of every event for each person that goes would take hours; what goes is known to be unused. */
  if (!sy_database_exec (database, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  database->cancellable = cancellable;
  success = sy_database_begin (database, error) &&
            sy_database_end (database, undo_import (database, import_id, error), error);
  database->cancellable = NULL;
  sqlite3_exec (database->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  return success;
}
