/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-write-private.h"

#include <string.h>

#include "sy-rows-table-private.h"

static const struct
{
  const char *table;
  const char *column;
} dictionaries[] = {
  [SY_DICTIONARY_PERSON] = { "person", "key" },
  [SY_DICTIONARY_EVENT_TYPE] = { "event_type", "name" },
  [SY_DICTIONARY_PROPERTY_NAME] = { "property_name", "name" },
  [SY_DICTIONARY_PROPERTY_VALUE] = { "property_value", "value" },
  [SY_DICTIONARY_ATTRIBUTE_NAME] = { "attribute_name", "name" },
  [SY_DICTIONARY_OUTCOME_NAME] = { "outcome_name", "name" },
  [SY_DICTIONARY_TREATMENT_NAME] = { "treatment_name", "name" },
  [SY_DICTIONARY_ACCOUNT] = { "account", "key" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (dictionaries) == SY_N_DICTIONARIES);

/* ?1 is the import. Events are not put in row by row. */
static const char *const row_sql[] = {
  [SY_IMPORT_EVENTS] =
      "INSERT INTO event (person_id, type_id, time_ms, amount) SELECT c0, c1, c2, c3 FROM sy_rows",
  [SY_IMPORT_ATTRIBUTES] = "INSERT INTO attribute (name_id, person_id, import_id, line, value) "
                           "SELECT c0, c1, ?1, c2, c4 FROM sy_rows",
  [SY_IMPORT_OUTCOMES] = "INSERT INTO outcome (import_id, person_id, name_id, time_ms, value) "
                         "SELECT ?1, c0, c1, c2, c4 FROM sy_rows",
  [SY_IMPORT_LINKS] =
      "INSERT INTO alias (import_id, alias_id, person_id, time_ms) SELECT ?1, c0, c1, c2 FROM sy_rows",
  [SY_IMPORT_ACCOUNTS] =
      "INSERT INTO account_member (import_id, account_id, person_id, role, from_ms, to_ms) "
      "SELECT ?1, c0, c1, c4, c2, CAST (c3 AS INTEGER) FROM sy_rows",
  [SY_IMPORT_TREATMENTS] = "INSERT INTO treatment (import_id, person_id, name_id, time_ms, value) "
                           "SELECT ?1, c0, c1, c2, c4 FROM sy_rows",
};

#define PROPERTY_SQL "INSERT INTO event_property (event_id, name_id, value_id) SELECT c2, c0, c1 FROM sy_rows"
#define KEY_SQL "INSERT INTO event_key (event_id, key) SELECT c2, c4 FROM sy_rows"
#define MEMBER_SQL "INSERT INTO account_member (import_id, account_id, person_id) SELECT ?1, c0, c1 FROM sy_rows"
#define REJECTED_COLUMNS "import_id, line, byte_offset, column_name, reason, raw"
#define REJECTED_SQL \
  "INSERT INTO rejected_row (" REJECTED_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

/* Of a load in bulk, rejected rows wait in a temporary table until the copy may be written. */
#define HELD_TABLE_SQL "CREATE TEMP TABLE held_row (" REJECTED_COLUMNS ")"
#define HOLD_SQL "INSERT INTO held_row (" REJECTED_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
#define HELD_ROWS_SQL                                \
  "INSERT INTO rejected_row (" REJECTED_COLUMNS ") " \
  "SELECT " REJECTED_COLUMNS " FROM held_row ORDER BY rowid"

struct _SyImportWriter
{
  SyDatabase *database;
  gint64 import_id;
  gint64 next_event;
  SyEventAppender *appender; /* NULL unless rows are events */
  SyBulkLoad *bulk;          /* NULL unless they are loaded in bulk */
  SyInterner *people;        /* then the loader's, and that of values */
  SyInterner *values;
  GArray *held_texts[SY_N_DICTIONARIES]; /* then SyText, until the end */
  guint32 first_held[SY_N_DICTIONARIES];
  gint64 n_new[SY_N_DICTIONARIES];
  char *index_sql[SY_N_DICTIONARIES]; /* of indexes taken down */
  SyRows rows;
  sqlite3_stmt *row_statement;
  sqlite3_stmt *property_statement;
  sqlite3_stmt *key_statement;
  sqlite3_stmt *member_statement;
  sqlite3_stmt *rejected_statement;
  sqlite3_stmt *text_statements[SY_N_DICTIONARIES];
};

/* Prepared when first needed, once; an import in ?1. */
static gboolean
prepare (SyImportWriter *self,
         sqlite3_stmt **statement,
         const char *sql,
         GError **error)
{
  int result;

  if (*statement != NULL)
    return TRUE;
  result = sqlite3_prepare_v3 (self->database->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
                               NULL);
  if (result == SQLITE_OK && sqlite3_bind_parameter_count (*statement) > 0)
    result = sqlite3_bind_int64 (*statement, 1, self->import_id);
  if (result == SQLITE_OK)
    return TRUE;
  sy_database_set_error (self->database, result, error);
  return FALSE;
}

/* Runs a statement over what the rows table shows. */
static gboolean
run (SyImportWriter *self,
     sqlite3_stmt *statement,
     GError **error)
{
  int result = sqlite3_step (statement);

  if (result != SQLITE_DONE)
    sy_database_set_error (self->database, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

SyImportWriter *
sy_import_writer_new (SyDatabase *database,
                      SyImportKind kind,
                      gint64 import_id,
                      gint64 next_event,
                      SyEventAppender *appender,
                      GError **error)
{
  g_autoptr (SyImportWriter) self = g_new0 (SyImportWriter, 1);
  int result;

  self->database = database;
  self->import_id = import_id;
  self->next_event = next_event;
  self->appender = appender;
  result = sy_rows_table_register (database->db, &self->rows);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (database, result, error);
      return NULL;
    }
  if (row_sql[kind] != NULL && !prepare (self, &self->row_statement, row_sql[kind], error))
    return NULL;
  return g_steal_pointer (&self);
}

SyImportWriter *
sy_import_writer_new_bulk (SyBulkLoad *bulk,
                           gint64 import_id,
                           GError **error)
{
  g_autoptr (SyImportWriter)
      self = sy_import_writer_new (sy_bulk_load_get_copy (bulk), SY_IMPORT_EVENTS, import_id, 1, NULL,
                                   error);

  if (self == NULL || !sy_database_exec (self->database, HELD_TABLE_SQL, error))
    return NULL;
  self->bulk = bulk;
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    self->held_texts[i] = g_array_new (FALSE, FALSE, sizeof (SyText));
  return g_steal_pointer (&self);
}

void
sy_import_writer_free (SyImportWriter *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->row_statement);
  sqlite3_finalize (self->property_statement);
  sqlite3_finalize (self->key_statement);
  sqlite3_finalize (self->member_statement);
  sqlite3_finalize (self->rejected_statement);
  for (gsize i = 0; i < SY_N_DICTIONARIES; i++)
    {
      sqlite3_finalize (self->text_statements[i]);
      g_free (self->index_sql[i]);
      g_clear_pointer (&self->held_texts[i], g_array_unref);
    }
  sqlite3_create_module_v2 (self->database->db, "sy_rows", NULL, NULL, NULL);
  g_free (self);
}

gint64
sy_import_writer_get_n_new (SyImportWriter *self,
                            SyDictionary dictionary)
{
  return self->n_new[dictionary];
}

/* --- what is known --- */

static gboolean
load_dictionary (SyImportWriter *self,
                 SyDictionary dictionary,
                 SyInterner *interner,
                 GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, %s FROM %s ORDER BY id",
                                          dictionaries[dictionary].column,
                                          dictionaries[dictionary].table);
  g_autoptr (sqlite3_stmt) statement = sy_database_query (self->database, error, sql, "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (self->database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      SyText text = { (const char *) sqlite3_column_text (statement, 1), 0 };

      text.length = (guint32) sqlite3_column_bytes (statement, 1);
      if (id < 1 || id > SY_MAX_DICTIONARY_ID || text.length == 0)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "%s: the table %s holds an impossible id or text", self->database->path,
                       dictionaries[dictionary].table);
          return FALSE;
        }
      sy_interner_add (interner, text, (guint32) id);
    }
  return step == SY_STEP_DONE;
}

static gboolean
load_event_ids (SyImportWriter *self,
                SyKeySet *ids,
                GError **error)
{
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (self->database, error, "SELECT key FROM event_key", "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (self->database, statement, error)) == SY_STEP_ROW)
    {
      const void *text = sqlite3_column_text (statement, 0);

      if (text != NULL)
        sy_key_set_add (ids, text, (gsize) sqlite3_column_bytes (statement, 0));
    }
  return step == SY_STEP_DONE;
}

/* Sorting all texts once at the end is many times faster than finding a place for each as it comes. */
static gboolean
take_index_down (SyImportWriter *self,
                 SyDictionary dictionary,
                 GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s_text", dictionaries[dictionary].table);
  g_autofree char *sql = g_strdup_printf ("DROP INDEX %s", name);
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (self->database, error,
                                     "SELECT sql FROM sqlite_schema WHERE name = ?", "s", name);
  gboolean success;

  if (statement == NULL || sy_database_step (self->database, statement, error) != SY_STEP_ROW)
    return FALSE;
  self->index_sql[dictionary] = sy_column_dup_text (statement, 0);
  g_clear_pointer (&statement, sqlite3_finalize);
  self->database->allow_schema = TRUE;
  success = sy_database_exec (self->database, sql, error);
  self->database->allow_schema = FALSE;
  return success;
}

gboolean
sy_import_writer_load_known (SyImportWriter *self,
                             SyRowLoader *loader,
                             GError **error)
{
  SyKeySet *ids = sy_row_loader_get_known_ids (loader);

  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    {
      SyInterner *interner = sy_row_loader_get_interner (loader, i);

      if (interner == NULL)
        continue;
      if (self->bulk != NULL && i == SY_DICTIONARY_PERSON)
        {
          self->people = interner;
          sy_row_loader_leave_people (loader);
          continue;
        }
      if (self->bulk != NULL && i == SY_DICTIONARY_PROPERTY_VALUE)
        {
          self->values = interner;
          continue;
        }
      if (!load_dictionary (self, i, interner, error))
        return FALSE;
      if (sy_interner_get_n_texts (interner) == 0 &&
          (i == SY_DICTIONARY_PERSON || i == SY_DICTIONARY_PROPERTY_VALUE) &&
          !take_index_down (self, i, error))
        return FALSE;
    }
  return ids == NULL || load_event_ids (self, ids, error);
}

/* --- blocks --- */

static void
show (SyImportWriter *self,
      const SyColumns *columns)
{
  self->rows.n_rows = columns->n_rows;
  self->rows.columns[0] = (SyRowsColumn){ SY_ROWS_ID, columns->first, 0 };
  self->rows.columns[1] = (SyRowsColumn){ SY_ROWS_ID, columns->second, 0 };
  self->rows.columns[2] = (SyRowsColumn){ SY_ROWS_INT, columns->numbers, 0 };
  self->rows.columns[3] = (SyRowsColumn){ SY_ROWS_REAL, columns->amounts, 0 };
  self->rows.columns[4] = (SyRowsColumn){ SY_ROWS_TEXT, columns->texts, 0 };
}

static gboolean
write_columns (SyImportWriter *self,
               const SyColumns *columns,
               sqlite3_stmt **statement,
               const char *sql,
               GError **error)
{
  if (columns->n_rows == 0)
    return TRUE;
  show (self, columns);
  return prepare (self, statement, sql, error) && run (self, *statement, error);
}

static gboolean
write_new_texts (SyImportWriter *self,
                 SyDictionary dictionary,
                 const GArray *texts,
                 guint32 first_id,
                 GError **error)
{
  g_autofree char *sql = NULL;

  if (texts->len == 0)
    return TRUE;
  self->rows.n_rows = texts->len;
  self->rows.columns[0] = (SyRowsColumn){ SY_ROWS_SEQUENCE, NULL, first_id };
  self->rows.columns[1] = (SyRowsColumn){ SY_ROWS_TEXT, texts->data, 0 };
  self->n_new[dictionary] += texts->len;
  sql = g_strdup_printf ("INSERT INTO %s (id, %s) SELECT c0, c1 FROM sy_rows",
                         dictionaries[dictionary].table, dictionaries[dictionary].column);
  return prepare (self, &self->text_statements[dictionary], sql, error) &&
         run (self, self->text_statements[dictionary], error);
}

static gboolean
write_rejected (SyImportWriter *self,
                const SyRejectedRow *row,
                GError **error)
{
  sqlite3_stmt *statement;

  if (!prepare (self, &self->rejected_statement, self->bulk != NULL ? HOLD_SQL : REJECTED_SQL,
                error))
    return FALSE;
  statement = self->rejected_statement;
  sqlite3_bind_int64 (statement, 2, row->line);
  sqlite3_bind_int64 (statement, 3, row->offset);
  sqlite3_bind_text (statement, 4, row->column, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, row->reason, -1, SQLITE_STATIC);
  if (g_utf8_validate_len (row->raw, row->raw_length, NULL))
    sqlite3_bind_text64 (statement, 6, row->raw, row->raw_length, SQLITE_STATIC, SQLITE_UTF8);
  else
    sqlite3_bind_blob64 (statement, 6, row->raw, row->raw_length, SQLITE_STATIC);
  return run (self, statement, error);
}

/* The loader has counted the events' ids ahead: properties and keys refer to them. */
static gboolean
write_events (SyImportWriter *self,
              const SyColumns *columns,
              GError **error)
{
  if (columns->n_rows == 0)
    return TRUE;
  if (!sy_event_appender_add (self->appender, columns->first, columns->second, columns->numbers,
                              columns->amounts, columns->n_rows, error))
    return FALSE;
  self->next_event += (gint64) columns->n_rows;
  if (sqlite3_last_insert_rowid (self->database->db) == self->next_event - 1)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
               "%s: the events' ids are not in order", self->database->path);
  return FALSE;
}

static gboolean
write_rows (SyImportWriter *self,
            const SyColumns *columns,
            GError **error)
{
  if (self->appender != NULL)
    return write_events (self, columns, error);
  return write_columns (self, columns, &self->row_statement, NULL, error);
}

static gboolean
write_all_rejected (SyImportWriter *self,
                    const GPtrArray *rejected,
                    GError **error)
{
  for (guint i = 0; i < rejected->len; i++)
    if (!write_rejected (self, rejected->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* --- in bulk --- */

static void
hold_texts (SyImportWriter *self,
            const SyImportBlock *block)
{
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    {
      const GArray *texts = block->new_texts[i];

      if (texts->len == 0 || i == SY_DICTIONARY_PROPERTY_VALUE)
        continue;
      if (self->held_texts[i]->len == 0)
        self->first_held[i] = block->first_new[i];
      g_array_append_vals (self->held_texts[i], texts->data, texts->len);
    }
}

static gboolean
write_bulk (SyImportWriter *self,
            SyImportBlock *block,
            GError **error)
{
  const SyColumns *rows = &block->rows;

  hold_texts (self, block);
  if (!sy_import_block_intern_people (block, self->people, error) ||
      !sy_bulk_load_add_events (self->bulk, rows->first, rows->second, rows->numbers, rows->amounts,
                                rows->n_rows, error) ||
      !sy_bulk_load_add_properties (self->bulk, block->properties.numbers, block->properties.first,
                                    block->properties.second, block->properties.n_rows, error) ||
      !sy_bulk_load_add_keys (self->bulk, block->keys.numbers, block->keys.texts,
                              block->keys.n_rows, error))
    return FALSE;
  if (block->rejected->len == 0)
    return TRUE;
  return sy_database_exec (self->database, "BEGIN", error) &&
         write_all_rejected (self, block->rejected, error) &&
         sy_database_exec (self->database, "COMMIT", error);
}

static gboolean
add_dictionary (SyImportWriter *self,
                SyDictionary dictionary,
                const SyInterner *interner,
                GError **error)
{
  g_autofree char *index = g_strdup_printf ("%s_text", dictionaries[dictionary].table);
  gsize n;
  const SyText *texts;

  if (interner == NULL)
    return TRUE;
  texts = sy_interner_get_new (interner, 0, &n);
  self->n_new[dictionary] = (gint64) n;
  return sy_bulk_load_add_texts (self->bulk, dictionaries[dictionary].table, index, texts, n, error);
}

static gboolean
finish_bulk (SyImportWriter *self,
             GError **error)
{
  if (!add_dictionary (self, SY_DICTIONARY_PERSON, self->people, error) ||
      !add_dictionary (self, SY_DICTIONARY_PROPERTY_VALUE, self->values, error) ||
      !sy_bulk_load_adopt (self->bulk, error))
    return FALSE;
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    if (!write_new_texts (self, i, self->held_texts[i], self->first_held[i], error))
      return FALSE;
  return sy_database_exec (self->database, HELD_ROWS_SQL, error);
}

/* --- public --- */

gboolean
sy_import_writer_write (SyImportWriter *self,
                        SyImportBlock *block,
                        GError **error)
{
  if (self->bulk != NULL)
    return write_bulk (self, block, error);
  for (SyDictionary i = 0; i < SY_N_DICTIONARIES; i++)
    if (!write_new_texts (self, i, block->new_texts[i], block->first_new[i], error))
      return FALSE;
  if (!write_rows (self, &block->rows, error) ||
      !write_columns (self, &block->properties, &self->property_statement, PROPERTY_SQL, error) ||
      !write_columns (self, &block->keys, &self->key_statement, KEY_SQL, error) ||
      !write_columns (self, &block->members, &self->member_statement, MEMBER_SQL, error))
    return FALSE;
  return write_all_rejected (self, block->rejected, error);
}

gboolean
sy_import_writer_finish (SyImportWriter *self,
                         GError **error)
{
  gboolean success = TRUE;

  if (self->bulk != NULL)
    return finish_bulk (self, error);
  self->database->allow_schema = TRUE;
  for (gsize i = 0; i < SY_N_DICTIONARIES && success; i++)
    if (self->index_sql[i] != NULL)
      success = sy_database_exec (self->database, self->index_sql[i], error);
  self->database->allow_schema = FALSE;
  return success;
}
