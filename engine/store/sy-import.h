/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-progress.h"
#include "store/sy-import-plan.h"

G_BEGIN_DECLS

/**
 * SyRejectedRow:
 * @line: where the row starts in the file, from 1
 * @offset: byte offset of the row in the (uncompressed, UTF-8) file
 * @column: (nullable): the column at fault, %NULL for the row as a whole
 * @reason: one line
 * @raw: (array length=raw_length): the row as it stands in the file, without its line end; zero-terminated as well
 * @raw_length: bytes of @raw
 */
typedef struct
{
  gint64 line;
  gint64 offset;
  char *column;
  char *reason;
  char *raw;
  gsize raw_length;
} SyRejectedRow;

/**
 * sy_rejected_row_free:
 * @self: (nullable): a row
 */
SY_EXTERN
void sy_rejected_row_free (SyRejectedRow *self);

/**
 * SyImportReport:
 * @import_id: the import, or 0 when the file added nothing because it is already there
 * @rows_read: data rows; always @accepted + @rejected + @duplicates
 * @accepted: rows stored
 * @rejected: rows kept aside with a reason
 * @duplicates: rows that are already there: the same file again, or a known event id
 * @n_new_people: people not known before
 * @n_new_types: event types not known before
 * @n_bytes: bytes of the file as it lies on disk
 * @seconds: wall-clock time
 * @bad_rows: (element-type SyRejectedRow): the first %SY_REPORT_BAD_ROWS rejected rows
 * @notes: (element-type utf8): one line each, for people
 */
typedef struct
{
  gint64 import_id;
  gint64 rows_read;
  gint64 accepted;
  gint64 rejected;
  gint64 duplicates;
  gint64 n_new_people;
  gint64 n_new_types;
  gint64 n_bytes;
  double seconds;
  GPtrArray *bad_rows;
  GPtrArray *notes;
} SyImportReport;

/**
 * SY_REPORT_BAD_ROWS:
 *
 * How many rejected rows a report lists; the project keeps all of them.
 */
#define SY_REPORT_BAD_ROWS 100

/**
 * sy_import_list_files:
 * @paths: (array zero-terminated=1): files and folders
 * @error: return location, or %NULL
 *
 * Puts in the place of each folder the files in it that are called as CSV files are (.csv, .tsv,
 * .txt, also with .gz), by name; folders in it are not looked into.
 * Errors: %G_IO_ERROR_NOT_FOUND for a folder without such a file, %G_FILE_ERROR.
 * Returns: (transfer full) (element-type filename): the files, in the order they are to be imported
 */
SY_EXTERN
GPtrArray *sy_import_list_files (const char *const *paths,
                                 GError **error);

/**
 * sy_project_import:
 * @self: a project
 * @plan: what to do; it must be ready
 * @cancellable: (nullable): stops it; nothing of the file is then in the project
 * @progress: (nullable): called on this thread with bytes read and the size of the file (0 when unknown)
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Reads the whole file into the project in one transaction: after a crash, a full disk or a cancel the project
 * holds all of it or none. One more thread reads and parses while this one writes.
 * Errors: %SY_STORE_ERROR_INVALID (not ready), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO,
 * %SY_CSV_ERROR, %G_IO_ERROR.
 * Returns: (transfer full): what became of the rows
 */
SY_EXTERN
SyImportReport *sy_project_import (SyProject *self,
                                   SyImportPlan *plan,
                                   GCancellable *cancellable,
                                   SyProgressFunc progress,
                                   gpointer user_data,
                                   GError **error);

/**
 * sy_import_report_free:
 * @self: (nullable): a report
 */
SY_EXTERN
void sy_import_report_free (SyImportReport *self);

/**
 * SyImportRecord:
 * @id: the import's number
 * @kind: what its rows are
 * @file_name: name of the file without its folder
 * @digest: XXH3-128 of the file's bytes, 32 hexadecimal digits
 * @mapping: JSON: how the file was read, enough to read it the same way again
 * @rows_read: as in #SyImportReport, and so the next three
 * @accepted: rows stored
 * @rejected: rows refused
 * @duplicates: rows already there
 * @forgotten: rows that went since, because a person was forgotten
 * @imported_at_ms: when, milliseconds since 1970 UTC
 */
typedef struct
{
  gint64 id;
  SyImportKind kind;
  char *file_name;
  char *digest;
  char *mapping;
  gint64 rows_read;
  gint64 accepted;
  gint64 rejected;
  gint64 duplicates;
  gint64 forgotten;
  gint64 imported_at_ms;
} SyImportRecord;

/**
 * sy_import_record_free:
 * @self: (nullable): a record
 */
SY_EXTERN
void sy_import_record_free (SyImportRecord *self);

/**
 * sy_project_list_imports:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyImportRecord): the imports, oldest first; undone ones are gone
 */
SY_EXTERN
GPtrArray *sy_project_list_imports (SyProject *self,
                                    GError **error);

/**
 * sy_project_list_rejected:
 * @self: a project
 * @import_id: an import
 * @offset: how many to skip
 * @limit: how many at most
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyRejectedRow): rejected rows in file order
 */
SY_EXTERN
GPtrArray *sy_project_list_rejected (SyProject *self,
                                     gint64 import_id,
                                     gint64 offset,
                                     gint64 limit,
                                     GError **error);

/**
 * sy_project_export_rejected:
 * @self: a project
 * @import_id: an import
 * @path: the file to write
 * @cancellable: (nullable): stops it; @path is then as it was
 * @out_n_rows: (out) (optional): how many rows it holds
 * @error: return location, or %NULL
 *
 * Writes the rejected rows of an import as they stand in its file, under its header and in its
 * dialect, with two columns in front: which row it was, and what was wrong. The file is there to be
 * mended and imported: it is read as the first one was, the reason is left out, and of events each
 * row comes in once, however often the file is imported.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_IO, %G_IO_ERROR.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_export_rejected (SyProject *self,
                                     gint64 import_id,
                                     const char *path,
                                     GCancellable *cancellable,
                                     gint64 *out_n_rows,
                                     GError **error);

/**
 * sy_project_undo_import:
 * @self: a project
 * @import_id: the import
 * @cancellable: (nullable): stops it; nothing is then undone
 * @error: return location, or %NULL
 *
 * Takes out everything the import brought: its rows, its rejected rows, and the people, types, properties and values that
 * nothing else uses. The project then scores as if the file had never been imported. One transaction.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_undo_import (SyProject *self,
                                 gint64 import_id,
                                 GCancellable *cancellable,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRejectedRow, sy_rejected_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportReport, sy_import_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportRecord, sy_import_record_free)

G_END_DECLS
