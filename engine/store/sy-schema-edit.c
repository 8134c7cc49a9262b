/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-schema-edit-private.h"

gboolean
sy_schema_edit_begin (SyDatabase *database,
                      GError **error)
{
  sqlite3_db_config (database->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  return sy_database_exec (database, "PRAGMA writable_schema = ON", error);
}

gboolean
sy_schema_edit_end (SyDatabase *database,
                    GError **error)
{
  gboolean success = sy_database_exec (database, "PRAGMA writable_schema = RESET", error);

  sqlite3_db_config (database->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return success;
}
