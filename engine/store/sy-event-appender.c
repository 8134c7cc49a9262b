/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-appender-private.h"

#include <string.h>

#include "sy-event-image-private.h"
#include "sy-schema-edit-private.h"

/*
 * `INSERT INTO event SELECT * FROM block.event`, where the database `block` is an image in memory. SQLite
 * copies the records of one table into an equal one as they are. Two steps a row are left: to find the
 * end of the table, and to put the record there.
 *
 * A third would be to look each id up, since `id` is the table's primary key and might be taken. The ids
 * are made here and go on from the largest, so the transaction declares `id` a plain column for as long as it
 * lasts. What is on disk is the same for both: the rowid is not in the record, and the record has NULL in
 * the place of `id`. See https://www.sqlite.org/lang_altertable.html, section 7, on such changes. No
 * one else ever sees the other declaration: it is taken back before the transaction ends, or with it.
 *
 * Where SQLite does not recognise the tables as equal, it inserts row by row, with the same result.
 */

#define KEY_COLUMN "id INTEGER PRIMARY KEY"
#define PLAIN_COLUMN "id INTEGER"
#define TABLE_SQL "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = 'event'"
#define INSERT_SQL "INSERT INTO main.event SELECT * FROM block.event"
#define DECLARE_SQL \
  "UPDATE main.sqlite_schema SET sql = ? WHERE type = 'table' AND name = 'event' AND sql = ?"

struct _SyEventAppender
{
  SyDatabase *database;
  char *key_sql;   /* the table as it is declared */
  char *plain_sql; /* and for the transaction */
  guint8 *first_page;
  SyEventImage *image;
  gboolean is_attached;
};

/* --- images as a database --- */

/* The first page of a database with nothing but the table. */
static gboolean
make_first_page (SyEventAppender *self,
                 GError **error)
{
  sqlite3 *db = NULL;
  g_autofree char *sql = g_strdup_printf ("PRAGMA page_size = %d; %s", SY_EVENT_IMAGE_PAGE,
                                          self->plain_sql);
  sqlite3_int64 size = 0;
  unsigned char *pages = NULL;
  int result = sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_exec (db, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    pages = sqlite3_serialize (db, "main", &size, 0);
  if (pages != NULL && size == 2 * SY_EVENT_IMAGE_PAGE)
    self->first_page = g_memdup2 (pages, SY_EVENT_IMAGE_PAGE);
  sqlite3_free (pages);
  sqlite3_close (db);
  if (self->first_page == NULL)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: no room for a table in memory: %s",
                 self->database->path, sqlite3_errstr (result));
  return self->first_page != NULL;
}

/* Shows a database in memory as `block`, in the place of the one before. */
static int
show_image (SyEventAppender *self,
            guint8 *pages,
            gsize size)
{
  int result;

  self->database->allow_attach = TRUE;
  result = sqlite3_deserialize (self->database->db, "block", pages, (sqlite3_int64) size,
                                (sqlite3_int64) size, SQLITE_DESERIALIZE_READONLY);
  self->database->allow_attach = FALSE;
  return result;
}

static gboolean
attach (SyEventAppender *self,
        GError **error)
{
  sqlite3_limit (self->database->db, SQLITE_LIMIT_ATTACHED, 1);
  self->database->allow_attach = TRUE;
  self->is_attached = sy_database_exec (self->database, "ATTACH ':memory:' AS block", error);
  self->database->allow_attach = FALSE;
  return self->is_attached;
}

/* --- the declaration of the table --- */

static gboolean
read_declaration (SyEventAppender *self,
                  GError **error)
{
  g_autoptr (sqlite3_stmt) statement = sy_database_query (self->database, error, TABLE_SQL, "");
  const char *key;
  SyStep step;

  if (statement == NULL)
    return FALSE;
  step = sy_database_step (self->database, statement, error);
  if (step == SY_STEP_ERROR)
    return FALSE;
  if (step == SY_STEP_ROW)
    self->key_sql = sy_column_dup_text (statement, 0);
  key = self->key_sql != NULL ? strstr (self->key_sql, KEY_COLUMN) : NULL;
  if (key == NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                   "%s: the table event is not what it should be", self->database->path);
      return FALSE;
    }
  self->plain_sql = g_strdup_printf ("%.*s" PLAIN_COLUMN "%s", (int) (key - self->key_sql),
                                     self->key_sql, key + strlen (KEY_COLUMN));
  return TRUE;
}

static gboolean
declare (SyEventAppender *self,
         const char *from,
         const char *to,
         GError **error)
{
  gboolean success;

  success = sy_schema_edit_begin (self->database, error) &&
            sy_database_run (self->database, error, DECLARE_SQL, "ss", to, from);
  if (success && sqlite3_changes (self->database->db) != 1)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                   "%s: the table event could not be made ready", self->database->path);
      success = FALSE;
    }
  return sy_schema_edit_end (self->database, success ? error : NULL) && success;
}

/* --- public --- */

SyEventAppender *
sy_event_appender_new (SyDatabase *database,
                       GError **error)
{
  g_autoptr (SyEventAppender) self = g_new0 (SyEventAppender, 1);

  self->database = database;
  self->image = sy_event_image_new ();
  if (!read_declaration (self, error) || !make_first_page (self, error) || !attach (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_event_appender_free (SyEventAppender *self)
{
  if (self == NULL)
    return;
  /* After a transaction that was taken back, the declarations in memory are those of its middle. */
  sy_schema_edit_end (self->database, NULL);
  if (self->is_attached)
    {
      self->database->allow_attach = TRUE;
      sqlite3_exec (self->database->db, "DETACH block", NULL, NULL, NULL);
      self->database->allow_attach = FALSE;
    }
  sqlite3_limit (self->database->db, SQLITE_LIMIT_ATTACHED, 0);
  sy_event_image_free (self->image);
  g_free (self->first_page);
  g_free (self->key_sql);
  g_free (self->plain_sql);
  g_free (self);
}

gboolean
sy_event_appender_begin (SyEventAppender *self,
                         GError **error)
{
  return declare (self, self->key_sql, self->plain_sql, error);
}

gboolean
sy_event_appender_add (SyEventAppender *self,
                       const guint32 *people,
                       const guint32 *types,
                       const gint64 *times_ms,
                       const double *amounts,
                       gsize n,
                       GError **error)
{
  gsize size;
  guint8 *pages;
  gboolean success;
  int result;

  sy_event_image_clear (self->image);
  sy_event_image_add (self->image, people, types, times_ms, amounts, n);
  pages = sy_event_image_seal (self->image, self->first_page, &size);
  result = show_image (self, pages, size);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (self->database, result, error);
      return FALSE;
    }
  success = sy_database_run (self->database, error, INSERT_SQL, "");
  /* The next rows take the place of these. */
  show_image (self, NULL, 0);
  return success;
}

gboolean
sy_event_appender_finish (SyEventAppender *self,
                          GError **error)
{
  return declare (self, self->plain_sql, self->key_sql, error);
}
