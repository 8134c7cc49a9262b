/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-schema-private.h"

#include "sy-store-resource.h"

/* Step N brings a file from schema N - 1 to schema N. */
static const char *const steps[] = {
  "/steelyard/store/sql/0001-first.sql",
  "/steelyard/store/sql/0002-governance.sql",
  "/steelyard/store/sql/0003-validation.sql",
  "/steelyard/store/sql/0004-limits.sql",
  "/steelyard/store/sql/0005-labels.sql",
};

/* Every object with its SQL text, in an order that does not depend on how the file came about. */
#define SCHEMA_SQL "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"

gint64
sy_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

static gboolean
upgrade (SyDatabase *database,
         gint64 from,
         gint64 to,
         GError **error)
{
  gboolean success = TRUE;

  database->allow_schema = TRUE;
  for (gint64 version = from + 1; version <= to && success; version++)
    {
      g_autoptr (GBytes) sql = g_resource_lookup_data (sy_store_get_resource (),
                                                       steps[version - 1],
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                       error);
      g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);

      /* A resource's data ends in a zero byte. */
      success = sql != NULL && sy_database_exec (database, g_bytes_get_data (sql, NULL), error) &&
                sy_database_exec (database, stamp, error);
    }
  database->allow_schema = FALSE;
  return success;
}

gboolean
sy_schema_upgrade (SyDatabase *database,
                   gint64 from,
                   GError **error)
{
  return upgrade (database, from, sy_schema_get_version (), error);
}

static GPtrArray *
list_objects (SyDatabase *database,
              GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) statement = sy_database_query (database, error, SCHEMA_SQL, "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      const char *text[4];

      for (int i = 0; i < 4; i++)
        {
          text[i] = (const char *) sqlite3_column_text (statement, i);
          if (text[i] == NULL)
            text[i] = "";
        }
      if (g_strcmp0 (text[3], "CREATE TABLE sqlite_stat1(tbl,idx,stat)") == 0)
        continue;
      g_ptr_array_add (objects, g_strjoin ("\n", text[0], text[1], text[2], text[3], NULL));
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&objects) : NULL;
}

static GPtrArray *
make_objects (gint64 version,
              GError **error)
{
  g_autoptr (SyDatabase)
      model = sy_database_open (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  if (model == NULL || !upgrade (model, 0, version, error))
    return NULL;
  return list_objects (model, error);
}

/* Made once for each version; the list never changes after. */
static const GPtrArray *
get_expected (gint64 version,
              GError **error)
{
  static GPtrArray *made[G_N_ELEMENTS (steps)];
  GPtrArray **place = &made[version - 1];
  GPtrArray *objects = g_atomic_pointer_get (place);

  if (objects != NULL)
    return objects;
  objects = make_objects (version, error);
  if (objects != NULL && !g_atomic_pointer_compare_and_exchange (place, NULL, objects))
    {
      g_ptr_array_unref (objects);
      objects = g_atomic_pointer_get (place);
    }
  return objects;
}

gboolean
sy_schema_verify (SyDatabase *database,
                  gint64 version,
                  GError **error)
{
  g_autoptr (GPtrArray) found = list_objects (database, error);
  const GPtrArray *expected = found != NULL ? get_expected (version, error) : NULL;

  g_assert (version >= 1 && version <= sy_schema_get_version ());
  if (expected == NULL)
    return FALSE;

  for (guint i = 0; i < MAX (expected->len, found->len); i++)
    {
      const char *theirs = i < found->len ? g_ptr_array_index (found, i) : NULL;
      const char *ours = i < expected->len ? g_ptr_array_index (expected, i) : NULL;
      g_auto (GStrv) words = NULL;

      if (g_strcmp0 (theirs, ours) == 0)
        continue;
      words = g_strsplit (theirs != NULL ? theirs : ours, "\n", 3);
      g_set_error (
          error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
          "%s is not as Steelyard makes it: the %s “%.100s” is foreign, changed or missing",
          database->path, words[0], words[1]);
      return FALSE;
    }
  return TRUE;
}
