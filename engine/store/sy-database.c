/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-database-private.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "sy-column-cache-private.h"

/* A file may come from a stranger, so nothing in it may run, and nothing it says may take for ever. */
#define MAX_LENGTH (64 * 1024 * 1024)
#define PROGRESS_STEPS 10000
#define BUSY_TIMEOUT_MS 5000

static const struct
{
  int option;
  int value;
} switches[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },
  { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
  { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
  { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  { SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
  { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 },
  { SQLITE_DBCONFIG_DQS_DDL, 0 },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
};

static const struct
{
  int limit;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, MAX_LENGTH },
  { SQLITE_LIMIT_SQL_LENGTH, 100000 },
  { SQLITE_LIMIT_COLUMN, 100 },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 20 },
  { SQLITE_LIMIT_VDBE_OP, 250000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 20 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
  { SQLITE_LIMIT_VARIABLE_NUMBER, 1000 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
  { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static int
on_progress (gpointer user_data)
{
  SyDatabase *self = user_data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* Whether no event log depends on a table. */
static gboolean
is_apart_from_data (const char *table)
{
  static const char *const tables[] = { "model", "model_revision", "model_version",
                                        "segment", "export", "change_log",
                                        "error_label", "threshold_rule", "model_owner",
                                        "model_care", "model_checkup", "draft_review", "note", NULL };

  return table != NULL && g_strv_contains (tables, table);
}

/* Asked when a statement is prepared: whatever it is, it is one that this program means to run. */
static int
on_authorize (gpointer user_data,
              int action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  SyDatabase *self = user_data;

  switch (action)
    {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      return self->allow_attach ? SQLITE_OK : SQLITE_DENY;

    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_VTABLE:
      return SQLITE_DENY;

    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_INDEX:
    case SQLITE_ALTER_TABLE:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_INDEX:
      return self->allow_schema ? SQLITE_OK : SQLITE_DENY;

    case SQLITE_INSERT:
      self->writes_data |= !is_apart_from_data (first);
      self->changes_data |= !sy_append_chain_allows (first, TRUE);
      return SQLITE_OK;

    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      self->writes_data |= !is_apart_from_data (first);
      self->changes_data |= !sy_append_chain_allows (first, FALSE);
      /* A published version never changes, whatever the code above believes. */
      return g_strcmp0 (first, "model_version") == 0 ? SQLITE_DENY : SQLITE_OK;

    default:
      return SQLITE_OK;
    }
}

static gboolean
set_switches (SyDatabase *self,
              GError **error)
{
  int result = SQLITE_OK;

  for (gsize i = 0; i < G_N_ELEMENTS (switches) && result == SQLITE_OK; i++)
    {
      int value = -1;

      result = sqlite3_db_config (self->db, switches[i].option, switches[i].value, &value);
      if (result == SQLITE_OK && value != switches[i].value)
        result = SQLITE_ERROR;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->db, limits[i].limit, limits[i].value);
  if (result == SQLITE_OK)
    result = sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (result == SQLITE_OK)
    result = sqlite3_set_authorizer (self->db, on_authorize, self);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (self, result, error);
      return FALSE;
    }
  sqlite3_progress_handler (self->db, PROGRESS_STEPS, on_progress, self);
  return sy_database_exec (self,
                           "PRAGMA cell_size_check = ON;"
                           "PRAGMA mmap_size = 0;"
                           "PRAGMA trusted_schema = OFF;"
                           "PRAGMA synchronous = FULL;",
                           error);
}

SyDatabase *
sy_database_open (const char *path,
                  int sqlite_flags,
                  GError **error)
{
  return sy_database_open_in (path, NULL, sqlite_flags, error);
}

SyDatabase *
sy_database_open_in (const char *path,
                     const char *vfs,
                     int sqlite_flags,
                     GError **error)
{
  g_autoptr (SyDatabase) self = g_new0 (SyDatabase, 1);
  int result;

  self->path = g_strdup (path);
  self->owner = g_thread_self ();
  self->appends = sy_append_chain_new ();
  /* No mutexes inside: a connection is never used by two threads at a time. */
  result = sqlite3_open_v2 (path, &self->db,
                            sqlite_flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (self, result, error);
      return NULL;
    }
  if (!set_switches (self, error))
    return NULL;
  self->is_read_only = sqlite3_db_readonly (self->db, "main") == 1;
  return g_steal_pointer (&self);
}

void
sy_database_close (SyDatabase *self)
{
  int result;

  if (self == NULL)
    return;
  result = sqlite3_close (self->db);
  g_assert (result == SQLITE_OK);
  sy_append_chain_free (self->appends);
  g_free (self->path);
  g_free (self);
}

static void
set_io_error (SyDatabase *self,
              int result,
              GError **error)
{
  int system_error = self->db != NULL ? sqlite3_system_errno (self->db) : 0;

  if ((result & 0xff) == SQLITE_FULL || system_error == ENOSPC)
    /* SQLite does not tell which; by now what was written is gone, and its disk has room again. */
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO,
                 "%s: the disk is full; free some space on it, or on that of temporary files "
                 "(TMPDIR or /var/tmp), and try again",
                 self->path);
  else if (system_error != 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: %s", self->path,
                 g_strerror (system_error));
  else
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: %s", self->path,
                 sqlite3_errstr (result));
}

void
sy_database_set_error (SyDatabase *self,
                       int result,
                       GError **error)
{
  const char *message = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (result);

  switch (result & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY,
                   "%s is in use by another program", self->path);
      break;

    case SQLITE_READONLY:
      if (result == SQLITE_READONLY_ROLLBACK)
        g_set_error (
            error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY,
            "%s holds an unfinished write; open it for writing once, so that it can be taken back",
            self->path);
      else
        g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY, "%s can only be read",
                     self->path);
      break;

    case SQLITE_NOTADB:
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_A_PROJECT,
                   "%s is not a Steelyard project", self->path);
      break;

    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_NOLFS:
      set_io_error (self, result, error);
      break;

    default:
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED, "%s: %s", self->path, message);
      break;
    }
}

gboolean
sy_database_exec (SyDatabase *self,
                  const char *sql,
                  GError **error)
{
  int result = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    sy_database_set_error (self, result, error);
  return result == SQLITE_OK;
}

static sqlite3_stmt *
query_va (SyDatabase *self,
          GError **error,
          const char *sql,
          const char *types,
          va_list arguments)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int result;

  g_assert (self->owner == g_thread_self ());
  result = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  for (int i = 0; types[i] != '\0' && result == SQLITE_OK; i++)
    {
      double number;

      switch (types[i])
        {
        case 'i':
          result = sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
          break;
        case 'd':
          number = va_arg (arguments, double);
          result = isnan (number) ? sqlite3_bind_null (statement, i + 1)
                                  : sqlite3_bind_double (statement, i + 1, number);
          break;
        case 's':
          result = sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1,
                                      SQLITE_STATIC);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  if (result != SQLITE_OK)
    {
      sy_database_set_error (self, result, error);
      return NULL;
    }
  return g_steal_pointer (&statement);
}

sqlite3_stmt *
sy_database_query (SyDatabase *self,
                   GError **error,
                   const char *sql,
                   const char *types,
                   ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query_va (self, error, sql, types, arguments);
  va_end (arguments);
  return statement;
}

SyStep
sy_database_step (SyDatabase *self,
                  sqlite3_stmt *statement,
                  GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return SY_STEP_ROW;
  if (result == SQLITE_DONE)
    return SY_STEP_DONE;
  sy_database_set_error (self, result, error);
  return SY_STEP_ERROR;
}

gboolean
sy_database_run (SyDatabase *self,
                 GError **error,
                 const char *sql,
                 const char *types,
                 ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list arguments;
  SyStep step;

  va_start (arguments, types);
  statement = query_va (self, error, sql, types, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  do
    step = sy_database_step (self, statement, error);
  while (step == SY_STEP_ROW);
  return step == SY_STEP_DONE;
}

gboolean
sy_database_get_int (SyDatabase *self,
                     gint64 *out_value,
                     gint64 fallback,
                     GError **error,
                     const char *sql,
                     const char *types,
                     ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list arguments;
  SyStep step;

  va_start (arguments, types);
  statement = query_va (self, error, sql, types, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  step = sy_database_step (self, statement, error);
  if (step == SY_STEP_ERROR)
    return FALSE;
  *out_value = fallback;
  if (step == SY_STEP_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    *out_value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

char *
sy_column_dup_nullable (sqlite3_stmt *statement,
                        int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, sqlite3_column_bytes (statement, column)) : NULL;
}

char *
sy_column_dup_text (sqlite3_stmt *statement,
                    int column)
{
  char *text = sy_column_dup_nullable (statement, column);

  return text != NULL ? text : g_strdup ("");
}

gboolean
sy_database_begin (SyDatabase *self,
                   GError **error)
{
  g_assert (self->owner == g_thread_self ());
  if (self->is_read_only)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY, "%s can only be read",
                   self->path);
      return FALSE;
    }
  if (!sy_database_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->is_writing = TRUE;
  if (!sy_file_state_read (self->db, self->path, &self->state))
    self->state = (SyFileState){ 0 };
  return TRUE;
}

/*
 * The journal is cut off, which is the commit, and then synced: when this last sync fails, the change
 * is in the file and everyone sees it, although the commit has failed.
 */
static gboolean
is_committed (SyDatabase *self)
{
  SyFileState state;
  gint64 version;

  /* To read anything first takes back what a journal still holds. */
  return sqlite3_get_autocommit (self->db) &&
         sy_database_get_int (self, &version, 0, NULL, "PRAGMA schema_version", "") &&
         sy_file_state_read (self->db, self->path, &state) &&
         state.n_changes == self->state.n_changes + 1;
}

static void
tell_if_committed (SyDatabase *self,
                   GError **error)
{
  if (is_committed (self))
    g_prefix_error (error, "The change is in the project, but the disk failed to confirm it: ");
}

static gboolean
commit (SyDatabase *self,
        GError **error)
{
  if (sy_database_exec (self, "COMMIT", error))
    return TRUE;
  tell_if_committed (self, error);
  return FALSE;
}

/* After a change of nothing but models and the like, the columns that were kept still hold; after
 * rows were added, what was read of the others does. */
static void
note_commit (SyDatabase *self)
{
  SyFileState state;

  if (!sy_file_state_read (self->db, self->path, &state) ||
      state.n_changes != self->state.n_changes + 1)
    return;
  sy_append_chain_add (self->appends, &self->state, &state, !self->changes_data);
  if (!self->writes_data)
    sy_column_cache_move_on (self->path, &self->state, &state);
}

static gboolean
end_transaction (SyDatabase *self,
                 gboolean success,
                 GError **error)
{
  if (success && sqlite3_get_autocommit (self->db))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: the write was taken back",
                   self->path);
      return FALSE;
    }
  if (success)
    success = commit (self, error);
  /* A failed COMMIT leaves the transaction open, and some errors have ended it: ask, do not assume. */
  if (!success && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return success;
}

gboolean
sy_database_end (SyDatabase *self,
                 gboolean success,
                 GError **error)
{
  success = end_transaction (self, success, error);
  if (success && self->is_writing)
    note_commit (self);
  self->is_writing = FALSE;
  self->writes_data = FALSE;
  self->changes_data = FALSE;
  return success;
}

gboolean
sy_database_settle (SyDatabase *self,
                    gboolean success,
                    GError **error)
{
  if (!success)
    tell_if_committed (self, error);
  self->is_writing = FALSE;
  self->writes_data = FALSE;
  self->changes_data = FALSE;
  return success;
}

gboolean
sy_database_rewrite (SyDatabase *self,
                     GError **error)
{
  int limit = sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 1);
  gboolean success;

  self->allow_attach = TRUE;
  self->allow_schema = TRUE;
  success = sy_database_exec (self, "VACUUM", error);
  self->allow_schema = FALSE;
  self->allow_attach = FALSE;
  sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, limit);
  return success;
}
