/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/sy-append-chain-private.h"
#include "store/sy-file-state-private.h"
#include "store/sy-project.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/**
 * SyDatabase:
 * @db: the connection
 * @path: absolute path
 * @is_read_only: nothing can be written
 * @allow_schema: DDL is allowed for now (a new file, a migration, an index built after a load)
 * @allow_attach: a database may be attached for now (VACUUM does so with its new file)
 * @cancellable: (nullable): asked every few thousand steps of a running statement
 * @owner: the thread that may use it
 * @is_writing: in a transaction of sy_database_begin()
 * @state: of the file when that began
 * @writes_data: something was written that event logs are made of
 * @changes_data: and it was more than new rows
 * @appends: the states of the file that only new rows lie between
 *
 * One SQLite connection, set up for files of strangers.
 */
typedef struct
{
  sqlite3 *db;
  char *path;
  gboolean is_read_only;
  gboolean allow_schema;
  gboolean allow_attach;
  GCancellable *cancellable;
  GThread *owner;
  gboolean is_writing;
  SyFileState state;
  gboolean writes_data;
  gboolean changes_data;
  SyAppendChain *appends;
} SyDatabase;

/**
 * sy_database_open:
 * @path: absolute path
 * @sqlite_flags: SQLITE_OPEN_...
 * @error: return location, or %NULL
 *
 * Opens and sets every switch, before a byte of the file's content is trusted.
 *
 * Returns: (transfer full): the connection
 */
SyDatabase *sy_database_open (const char *path,
                              int sqlite_flags,
                              GError **error);

/**
 * sy_database_open_in:
 * @path: absolute path, for messages too
 * @vfs: (nullable): the name of a VFS, %NULL for files
 * @sqlite_flags: SQLITE_OPEN_...
 * @error: return location, or %NULL
 *
 * sy_database_open() for what is not a file.
 *
 * Returns: (transfer full): the connection
 */
SyDatabase *sy_database_open_in (const char *path,
                                 const char *vfs,
                                 int sqlite_flags,
                                 GError **error);

/**
 * sy_database_close:
 * @self: (nullable): a connection without open statements
 */
void sy_database_close (SyDatabase *self);

/**
 * sy_database_set_error:
 * @self: a connection
 * @result: a SQLite result code
 * @error: return location, or %NULL
 *
 * Puts the connection's last error in Steelyard's words. A cancelled statement becomes %G_IO_ERROR_CANCELLED.
 */
void sy_database_set_error (SyDatabase *self,
                            int result,
                            GError **error);

/**
 * sy_database_exec:
 * @self: a connection
 * @sql: one or more statements without results of interest
 * @error: return location, or %NULL
 */
gboolean sy_database_exec (SyDatabase *self,
                           const char *sql,
                           GError **error);

/**
 * sy_database_query:
 * @self: a connection
 * @error: return location, or %NULL
 * @sql: one statement
 * @types: one letter for each parameter: 'i' gint64, 'd' double (NaN binds NULL), 's' text or %NULL
 * @...: the parameters; texts must live until the statement is stepped for the last time
 *
 * Returns: (transfer full): the statement, bound, to be stepped
 */
sqlite3_stmt *sy_database_query (SyDatabase *self,
                                 GError **error,
                                 const char *sql,
                                 const char *types,
                                 ...);

/**
 * sy_database_run:
 * @self: a connection
 * @error: return location, or %NULL
 * @sql: one statement
 * @types: as in sy_database_query()
 * @...: the parameters
 *
 * Runs a statement to its end, results thrown away.
 */
gboolean sy_database_run (SyDatabase *self,
                          GError **error,
                          const char *sql,
                          const char *types,
                          ...);

/**
 * SyStep:
 * @SY_STEP_ERROR: the error is set
 * @SY_STEP_DONE: no more rows
 * @SY_STEP_ROW: a row is there
 */
typedef enum
{
  SY_STEP_ERROR = -1,
  SY_STEP_DONE = 0,
  SY_STEP_ROW = 1,
} SyStep;

/**
 * sy_database_step:
 * @self: a connection
 * @statement: one of its statements
 * @error: return location, or %NULL
 */
SyStep sy_database_step (SyDatabase *self,
                         sqlite3_stmt *statement,
                         GError **error);

/**
 * sy_database_get_int:
 * @self: a connection
 * @out_value: (out): the first column of the first row; @fallback without a row or when it is NULL
 * @fallback: see @out_value
 * @error: return location, or %NULL
 * @sql: one statement
 * @types: as in sy_database_query()
 * @...: the parameters
 */
gboolean sy_database_get_int (SyDatabase *self,
                              gint64 *out_value,
                              gint64 fallback,
                              GError **error,
                              const char *sql,
                              const char *types,
                              ...);

/**
 * sy_column_dup_text:
 * @statement: a statement on a row
 * @column: a column
 *
 * Whatever a damaged file holds, this is a text: "" for NULL, and valid UTF-8.
 *
 * Returns: (transfer full): its text
 */
char *sy_column_dup_text (sqlite3_stmt *statement,
                          int column);

/**
 * sy_column_dup_nullable:
 * @statement: a statement on a row
 * @column: a column
 *
 * Returns: (transfer full) (nullable): its text as valid UTF-8, %NULL for NULL
 */
char *sy_column_dup_nullable (sqlite3_stmt *statement,
                              int column);

/**
 * sy_database_begin:
 * @self: a connection
 * @error: return location, or %NULL
 *
 * Starts a write, so that a conflict shows now and not at the end.
 */
gboolean sy_database_begin (SyDatabase *self,
                            GError **error);

/**
 * sy_database_end:
 * @self: a connection in a transaction
 * @success: whether the work in it succeeded
 * @error: return location, or %NULL; already set when @success is %FALSE
 *
 * Commits, or rolls back what is left to roll back: after some errors SQLite has done so itself.
 *
 * Returns: %TRUE only if everything is on disk
 */
gboolean sy_database_end (SyDatabase *self,
                          gboolean success,
                          GError **error);

/**
 * sy_database_settle:
 * @self: a connection after sy_database_begin(), no longer in a transaction
 * @success: whether the change was committed, by whatever means
 * @error: return location, or %NULL; already set when @success is %FALSE
 *
 * The end of a write that does not end with sy_database_end(): says in @error when the change is in the
 * file although its commit failed.
 *
 * Returns: @success
 */
gboolean sy_database_settle (SyDatabase *self,
                             gboolean success,
                             GError **error);

/**
 * sy_database_rewrite:
 * @self: a connection, not in a transaction
 * @error: return location, or %NULL
 *
 * Writes the whole file anew, so that it holds what its tables hold and nothing else. Needs as much
 * free disk again; all or nothing.
 */
gboolean sy_database_rewrite (SyDatabase *self,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDatabase, sy_database_close)

G_END_DECLS
