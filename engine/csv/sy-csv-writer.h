/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyCsvWriterFlags:
 * @SY_CSV_WRITER_DEFAULT: UTF-8, commas, LF, safe for spreadsheets
 * @SY_CSV_WRITER_RAW: write texts as they are, also those a spreadsheet would run
 * @SY_CSV_WRITER_BOM: start with a byte order mark, for spreadsheets on Windows
 * @SY_CSV_WRITER_CRLF: end lines with CRLF, as RFC 4180 has it
 * @SY_CSV_WRITER_SEMICOLON: separate by semicolons
 *
 * How to write.
 */
typedef enum
{
  SY_CSV_WRITER_DEFAULT = 0,
  SY_CSV_WRITER_RAW = 1 << 0,
  SY_CSV_WRITER_BOM = 1 << 1,
  SY_CSV_WRITER_CRLF = 1 << 2,
  SY_CSV_WRITER_SEMICOLON = 1 << 3,
} SyCsvWriterFlags;

/**
 * SyCsvWriter:
 *
 * Writes a CSV file that is complete or absent: the rows go to a temporary file in the same
 * folder, which replaces the target when sy_csv_writer_finish() has put all of it on
 * the disk. A writer freed before leaves nothing behind.
 *
 * An error is remembered: the calls that write a row cannot fail, finish tells. By default a text that a
 * spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, their full-width
 * forms, tab, CR or LF, and is not a number) gets an apostrophe in front.
 */
typedef struct _SyCsvWriter SyCsvWriter;

/**
 * sy_csv_writer_new:
 * @path: (type filename): the file to write or replace, or `-` for standard output
 * @flags: how to write
 * @error: return location, or %NULL
 *
 * Creates the temporary file. Errors: %G_IO_ERROR.
 *
 * Returns: (transfer full): the writer
 */
SY_EXTERN
SyCsvWriter *sy_csv_writer_new (const char *path,
                                SyCsvWriterFlags flags,
                                GError **error);

/**
 * sy_csv_writer_new_for_string:
 * @string: what to append the rows to; must live as long as the writer
 * @flags: how to write
 *
 * Makes a writer that fills a string, for the clipboard and for tests; it cannot fail.
 *
 * Returns: (transfer full): the writer
 */
SY_EXTERN
SyCsvWriter *sy_csv_writer_new_for_string (GString *string,
                                           SyCsvWriterFlags flags);

/**
 * sy_csv_writer_free:
 * @self: (nullable): a writer
 *
 * Frees the writer; without sy_csv_writer_finish() nothing is written.
 */
SY_EXTERN
void sy_csv_writer_free (SyCsvWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCsvWriter, sy_csv_writer_free)

/**
 * sy_csv_writer_add_text:
 * @self: a writer
 * @text: (nullable): UTF-8, or %NULL for a missing value, which is written as nothing; an
 *   empty text is written as `""`
 * @length: its length, or -1 when it ends in a zero byte
 *
 * Adds a text to the current row.
 */
SY_EXTERN
void sy_csv_writer_add_text (SyCsvWriter *self,
                             const char *text,
                             gssize length);

/**
 * sy_csv_writer_add_bytes:
 * @self: a writer
 * @bytes: (array length=length): a field, or several with what stands between them
 * @length: how many
 *
 * Adds what is CSV already, as it is: nothing is quoted or made harmless.
 */
SY_EXTERN
void sy_csv_writer_add_bytes (SyCsvWriter *self,
                              const char *bytes,
                              gsize length);

/**
 * sy_csv_writer_add_number:
 * @self: a writer
 * @value: a number; not-a-number is written as missing
 *
 * Adds a number at full precision (sy_number_format()).
 */
SY_EXTERN
void sy_csv_writer_add_number (SyCsvWriter *self,
                               double value);

/**
 * sy_csv_writer_add_int:
 * @self: a writer
 * @value: a whole number
 *
 * Adds a whole number.
 */
SY_EXTERN
void sy_csv_writer_add_int (SyCsvWriter *self,
                            gint64 value);

/**
 * sy_csv_writer_end_row:
 * @self: a writer
 *
 * Ends the current row.
 */
SY_EXTERN
void sy_csv_writer_end_row (SyCsvWriter *self);

/**
 * sy_csv_writer_get_n_rows:
 * @self: a writer
 *
 * Returns: the rows ended so far, a header included
 */
SY_EXTERN
gint64 sy_csv_writer_get_n_rows (const SyCsvWriter *self);

/**
 * sy_csv_writer_get_n_made_harmless:
 * @self: a writer
 *
 * Returns: how many texts got an apostrophe
 */
SY_EXTERN
gint64 sy_csv_writer_get_n_made_harmless (const SyCsvWriter *self);

/**
 * sy_csv_writer_finish:
 * @self: a writer
 * @error: return location, or %NULL
 *
 * Writes what is left, puts it on the disk and replaces the target. On failure the
 * target is as it was.
 * Errors: %G_IO_ERROR (no space, no permission, ...).
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_csv_writer_finish (SyCsvWriter *self,
                               GError **error);

G_END_DECLS
