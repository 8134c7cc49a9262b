/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-reader-private.h"

#include <string.h>

/*
 * What the reader gives besides events: the dictionaries, and what is known of types and people. All of it comes from
 * the first part's connection.
 */

/* --- dictionaries --- */

typedef struct
{
  SyTextTable table;
  guint32 *ids;
  const char **texts;
  char *arena;
} TextTable;

void
sy_text_table_free (SyTextTable *self)
{
  TextTable *table = (TextTable *) self;

  if (self == NULL)
    return;
  g_free (table->ids);
  g_free (table->texts);
  g_free (table->arena);
  g_free (table);
}

/* An id and a valid text, or the file is not what it says. */
static gboolean
check_entry (SyDatabase *database,
             gint64 id,
             const char *text,
             int length,
             GError **error)
{
  if (id >= 1 && id <= SY_MAX_DICTIONARY_ID && text != NULL &&
      g_utf8_validate_len (text, (gsize) length, NULL))
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
               "%s: a dictionary holds an impossible id or text", database->path);
  return FALSE;
}

/* Reads (id, text) rows; the text's index holds both, so the order costs nothing. */
static SyTextTable *
read_table (SyDatabase *database,
            const char *sql,
            GError **error)
{
  g_autoptr (sqlite3_stmt) statement = sy_database_query (database, error, sql, "");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) arena = g_byte_array_new ();
  TextTable *self;
  const char *text;
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      int length;

      text = (const char *) sqlite3_column_text (statement, 1);
      length = sqlite3_column_bytes (statement, 1);
      if (!check_entry (database, id, text, length, error))
        return NULL;
      if (arena->len > G_MAXUINT32 - (guint) length - 1)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                       "%s: the texts of a dictionary take more than 4 GB", database->path);
          return NULL;
        }
      g_array_append_vals (ids, &(guint32){ (guint32) id }, 1);
      g_byte_array_append (arena, (const guint8 *) text, (guint) length + 1);
    }
  if (step != SY_STEP_DONE)
    return NULL;

  self = g_new0 (TextTable, 1);
  self->ids = (guint32 *) g_array_steal (ids, &self->table.n_rows);
  self->texts = g_new (const char *, self->table.n_rows);
  self->arena = (char *) g_byte_array_steal (arena, NULL);
  text = self->arena;
  for (gsize i = 0; i < self->table.n_rows; i++)
    {
      self->texts[i] = text;
      text += strlen (text) + 1;
      self->table.max_id = MAX (self->table.max_id, self->ids[i]);
    }
  self->table.ids = self->ids;
  self->table.texts = self->texts;
  return &self->table;
}

SyTextTable *
sy_event_reader_read_people (SyEventReader *self,
                             GError **error)
{
  return read_table (sy_event_reader_use (self, 0), "SELECT id, key FROM person ORDER BY key", error);
}

SyTextTable *
sy_event_reader_read_types (SyEventReader *self,
                            GError **error)
{
  return read_table (sy_event_reader_use (self, 0), "SELECT id, name FROM event_type ORDER BY name", error);
}

gboolean
sy_event_reader_read_type_facts (SyEventReader *self,
                                 SyTypeFactsFunc func,
                                 gpointer user_data,
                                 GError **error)
{
  SyDatabase *database = sy_event_reader_use (self, 0);
  g_autoptr (sqlite3_stmt) statement = sy_database_query (
      database, error,
      "SELECT event_type.id, target.id, target.is_muted FROM event_type "
      "LEFT JOIN event_type_alias ON event_type_alias.name = event_type.name "
      "JOIN event_type AS target ON target.id = coalesce (type_id, event_type.id)",
      "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    func ((guint32) sqlite3_column_int64 (statement, 0),
          (guint32) sqlite3_column_int64 (statement, 1), sqlite3_column_int (statement, 2) != 0,
          user_data);
  return step == SY_STEP_DONE;
}

SyTextTable *
sy_event_reader_read_property_names (SyEventReader *self,
                                     GError **error)
{
  return read_table (sy_event_reader_use (self, 0), "SELECT id, name FROM property_name ORDER BY name", error);
}

SyTextTable *
sy_event_reader_read_property_values (SyEventReader *self,
                                      GError **error)
{
  return read_table (sy_event_reader_use (self, 0), "SELECT id, value FROM property_value ORDER BY value",
                     error);
}

/* --- people's facts --- */

gboolean
sy_event_reader_read_aliases (SyEventReader *self,
                              SyAliasFunc func,
                              gpointer user_data,
                              GError **error)
{
  SyDatabase *database = sy_event_reader_use (self, 0);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT alias_id, person_id FROM alias ORDER BY id", "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    func ((guint32) sqlite3_column_int64 (statement, 0),
          (guint32) sqlite3_column_int64 (statement, 1), user_data);
  return step == SY_STEP_DONE;
}

/* Finds a name by id; names are few. */
static const char *
find_name (const SyTextTable *names,
           gint64 id)
{
  for (gsize i = 0; i < names->n_rows; i++)
    if (names->ids[i] == id)
      return names->texts[i];
  return NULL;
}

static gboolean
set_name_error (SyDatabase *database,
                GError **error)
{
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
               "%s: a name is missing from its dictionary", database->path);
  return FALSE;
}

gboolean
sy_event_reader_read_attributes (SyEventReader *self,
                                 SyAttributeFunc func,
                                 gpointer user_data,
                                 GError **error)
{
  SyDatabase *database = sy_event_reader_use (self, 0);
  g_autoptr (SyTextTable)
      names = read_table (database, "SELECT id, name FROM attribute_name ORDER BY name", error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *value = NULL;
  const char *name = NULL;
  gint64 name_id = 0;
  gint64 person_id = 0;
  SyStep step;

  if (names == NULL)
    return FALSE;
  /* The order of the primary key: the last row of a name and person is the one that holds. */
  statement =
      sy_database_query (database, error,
                         "SELECT name_id, person_id, value FROM attribute WHERE value <> '' "
                         "ORDER BY name_id, person_id, import_id, line",
                         "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 next_name = sqlite3_column_int64 (statement, 0);
      gint64 next_person = sqlite3_column_int64 (statement, 1);

      if (value != NULL && (next_name != name_id || next_person != person_id))
        func ((guint32) person_id, name, value, user_data);
      if (name == NULL || next_name != name_id)
        name = find_name (names, next_name);
      if (name == NULL)
        return set_name_error (database, error);
      name_id = next_name;
      person_id = next_person;
      g_free (value);
      value = sy_column_dup_text (statement, 2);
    }
  if (step == SY_STEP_DONE && value != NULL)
    func ((guint32) person_id, name, value, user_data);
  return step == SY_STEP_DONE;
}

gboolean
sy_event_reader_read_outcomes (SyEventReader *self,
                               SyOutcomeFunc func,
                               gpointer user_data,
                               GError **error)
{
  SyDatabase *database = sy_event_reader_use (self, 0);
  g_autoptr (SyTextTable)
      names = read_table (database, "SELECT id, name FROM outcome_name ORDER BY name", error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *name = NULL;
  gint64 name_id = 0;
  SyStep step;

  if (names == NULL)
    return FALSE;
  statement = sy_database_query (
      database, error,
      "SELECT name_id, person_id, time_ms FROM outcome "
      "WHERE time_ms IS NOT NULL "
      "AND (value IS NULL OR lower (value) NOT IN ('0', '0.0', 'false', 'no', 'n', 'f')) "
      "ORDER BY name_id, person_id, time_ms",
      "");
  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 next_name = sqlite3_column_int64 (statement, 0);

      if (name == NULL || next_name != name_id)
        name = find_name (names, next_name);
      if (name == NULL)
        return set_name_error (database, error);
      name_id = next_name;
      func ((guint32) sqlite3_column_int64 (statement, 1), name,
            sqlite3_column_int64 (statement, 2), user_data);
    }
  return step == SY_STEP_DONE;
}
