/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import.h"

#include "sy-project-private.h"

/*
 * First the import's rows go, then the entries of dictionaries that nothing refers to any more. No dictionary
 * entry is made without a row that refers to it, so those are the ones that only this import brought.
 */

/* From its first to its last event. */
static const char *const event_deletes[] = {
  "DELETE FROM event_property WHERE event_id BETWEEN ? AND ?",
  "DELETE FROM event_key WHERE event_id BETWEEN ? AND ?",
  "DELETE FROM event_mark WHERE event_id BETWEEN ? AND ?",
  "DELETE FROM event WHERE id BETWEEN ? AND ?",
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

/* Each reads the table that refers once, into a temporary index of the ids in use. */
static const char *const orphan_deletes[] = {
  "DELETE FROM person WHERE id NOT IN (SELECT person_id FROM event) "
  "AND id NOT IN (SELECT person_id FROM attribute) AND id NOT IN (SELECT person_id FROM outcome) "
  "AND id NOT IN (SELECT person_id FROM treatment) AND id NOT IN (SELECT person_id FROM alias) "
  "AND id NOT IN (SELECT alias_id FROM alias) AND id NOT IN (SELECT person_id FROM account_member)",
  "DELETE FROM event_type WHERE id NOT IN (SELECT type_id FROM event) "
  "AND id NOT IN (SELECT type_id FROM event_type_alias)",
  "DELETE FROM property_name WHERE id NOT IN (SELECT name_id FROM event_property)",
  "DELETE FROM property_value WHERE id NOT IN (SELECT value_id FROM event_property)",
  "DELETE FROM attribute_name WHERE id NOT IN (SELECT name_id FROM attribute)",
  "DELETE FROM outcome_name WHERE id NOT IN (SELECT name_id FROM outcome)",
  "DELETE FROM treatment_name WHERE id NOT IN (SELECT name_id FROM treatment)",
  "DELETE FROM account WHERE id NOT IN (SELECT account_id FROM account_member)",
};

static gboolean
delete_rows (SyDatabase *database,
             gint64 import_id,
             GError **error)
{
  gint64 first;
  gint64 last;

  if (!sy_database_get_int (database, &first, 1, error, "SELECT first_event FROM import WHERE id = ?", "i", import_id) || !sy_database_get_int (database, &last, 0, error, "SELECT last_event FROM import WHERE id = ?", "i", import_id))
    return FALSE;
  /* Not an import of events: a range without ids. */
  for (gsize i = 0; i < G_N_ELEMENTS (event_deletes); i++)
    if (!sy_database_run (database, error, event_deletes[i], "ii", first, last))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (import_deletes); i++)
    if (!sy_database_run (database, error, import_deletes[i], "i", import_id))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (orphan_deletes); i++)
    if (!sy_database_run (database, error, orphan_deletes[i], ""))
      return FALSE;
  return TRUE;
}

static gboolean
undo_import (SyProject *self,
             gint64 import_id,
             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 n;

  if (!sy_database_get_int (database, &n, 0, error, "SELECT count (*) FROM import WHERE id = ?", "i", import_id))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no import %" G_GINT64_FORMAT, import_id);
      return FALSE;
    }
  return sy_database_run (database, error,
                          "INSERT INTO change_log (changed_at_ms, action, subject, detail) "
                          "SELECT ?, 'undo-import', file_name, accepted || ' rows of ' || kind FROM import WHERE id = ?",
                          "ii", sy_now_ms (), import_id) &&
         delete_rows (database, import_id, error);
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
  success = sy_database_begin (database, error) && sy_database_end (database, undo_import (self, import_id, error), error);
  database->cancellable = NULL;
  sqlite3_exec (database->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  return success;
}
