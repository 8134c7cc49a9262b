/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-rows-private.h"

#include <math.h>

#include "sy-event-scan-private.h"

/* What the scan of the pages leaves over, row by row. */
static gboolean
read_by_sql (SyDatabase *database,
             gint64 after,
             gint64 upto,
             SyEventBlockFunc func,
             gpointer user_data,
             GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  statement = sy_database_query (
      database, error,
      "SELECT id, person_id, type_id, time_ms, amount FROM event WHERE id > ? AND id <= ?", "ii",
      after, upto);
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      guint32 person = (guint32) sqlite3_column_int64 (statement, 1);
      guint32 type = (guint32) sqlite3_column_int64 (statement, 2);
      gint64 time_ms = sqlite3_column_int64 (statement, 3);
      double amount = sqlite3_column_type (statement, 4) == SQLITE_NULL
                          ? (double) NAN
                          : sqlite3_column_double (statement, 4);
      const SyEventBlock block = { 1, &id, &person, &type, &time_ms, &amount };

      func (&block, user_data);
    }
  return step == SY_STEP_DONE;
}

gboolean
sy_event_rows_for_each (SyDatabase *database,
                        gint64 after,
                        gint64 upto,
                        SyEventBlockFunc func,
                        gpointer user_data,
                        GError **error)
{
  gint64 done = after;

  if (after >= upto)
    return TRUE;
  /* Ids count from 1; whatever has another is left to SQL. */
  if (after >= 0 &&
      sy_event_scan_run (database->db, after, upto, func, user_data, database->cancellable, &done))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (database->cancellable, error))
    return FALSE;
  return read_by_sql (database, done, upto, func, user_data, error);
}
