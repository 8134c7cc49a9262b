/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "csv/sy-csv-dialect.h"
#include "csv/sy-csv-sniff.h"
#include "csv/sy-csv-source.h"

G_BEGIN_DECLS

/**
 * SY_CSV_MAX_FIELD:
 *
 * The longest field, in bytes; a row with a longer one is a bad row.
 */
#define SY_CSV_MAX_FIELD ((gsize) 16 * 1024 * 1024)

/**
 * SY_CSV_MAX_ROW:
 *
 * The longest row, in bytes. Of a longer one only the beginning is kept, as a bad
 * row.
 */
#define SY_CSV_MAX_ROW ((gsize) 64 * 1024 * 1024)

/**
 * SY_CSV_MAX_FIELDS:
 *
 * The most fields of a row; a row with more is a bad row.
 */
#define SY_CSV_MAX_FIELDS ((gsize) 1000000)

/**
 * SY_CSV_BLOCK_ROWS:
 *
 * The most rows of a block.
 */
#define SY_CSV_BLOCK_ROWS 1024

/**
 * SyCsvFieldFlags:
 * @SY_CSV_FIELD_QUOTED: the field stood in quotes: when its length is 0 it is an
 *   empty text; without this flag it is missing
 * @SY_CSV_FIELD_NON_ASCII: the field may have characters outside ASCII
 *
 * Properties of a field.
 */
typedef enum
{
  SY_CSV_FIELD_QUOTED = 1 << 0,
  SY_CSV_FIELD_NON_ASCII = 1 << 1,
} SyCsvFieldFlags;

/**
 * SyCsvField:
 * @text: (array length=length): valid UTF-8 without NUL, without closing zero
 * @length: in bytes
 * @flags: #SyCsvFieldFlags
 *
 * One field, without its quotes and with doubled quotes made single. Blanks
 * around it are kept.
 */
typedef struct
{
  const char *text;
  guint32 length;
  guint32 flags;
} SyCsvField;

/**
 * sy_csv_field_is_missing:
 * @field: a field
 *
 * Returns: %TRUE when nothing stood between the delimiters
 */
static inline gboolean
sy_csv_field_is_missing (const SyCsvField *field)
{
  return field->length == 0 && (field->flags & SY_CSV_FIELD_QUOTED) == 0;
}

/**
 * SyCsvRowStatus:
 * @SY_CSV_ROW_OK: the row has the expected number of good fields
 * @SY_CSV_ROW_RAGGED: it has another number of fields
 * @SY_CSV_ROW_QUOTE: a quote is never closed, or text stands after a closing one
 * @SY_CSV_ROW_TEXT: a field has a NUL byte or is not valid in the file's encoding
 * @SY_CSV_ROW_TOO_LONG: a field, the row or the number of its fields is beyond the limits
 *
 * Whether a row can be used.
 */
typedef enum
{
  SY_CSV_ROW_OK,
  SY_CSV_ROW_RAGGED,
  SY_CSV_ROW_QUOTE,
  SY_CSV_ROW_TEXT,
  SY_CSV_ROW_TOO_LONG,
} SyCsvRowStatus;

/**
 * SyCsvRow:
 * @line: the line of the file it starts on, from 1
 * @offset: the byte it starts at, in the text after decompression and as UTF-8
 * @fields: (array length=n_fields): its fields
 * @n_fields: how many; 0 in a bad row
 * @status: whether the row is good
 * @column: the column @reason is about, from 0, or -1
 * @reason: (nullable): what is wrong with a bad row, for people
 * @raw: (array length=raw_length): the row as it stands in the file, without its
 *   line end, UTF-8 or not; in a good row with quotes it may have been unescaped
 *   in place: use it for bad rows only
 * @raw_length: bytes of @raw
 * @raw_total: bytes of the row in the file; more than @raw_length when it is cut
 *
 * One row. A row that holds nothing but a line end is no row.
 */
typedef struct
{
  gint64 line;
  gint64 offset;
  const SyCsvField *fields;
  gsize n_fields;
  SyCsvRowStatus status;
  int column;
  const char *reason;
  const char *raw;
  gsize raw_length;
  gint64 raw_total;
} SyCsvRow;

/**
 * SyCsvBlock:
 * @rows: (array length=n_rows): rows in the order of the file
 * @n_rows: 1 to %SY_CSV_BLOCK_ROWS
 *
 * Some rows.
 */
typedef struct
{
  const SyCsvRow *rows;
  gsize n_rows;
} SyCsvBlock;

/**
 * SyCsvReader:
 *
 * Cuts a #SyCsvSource into rows and fields. Used by one thread at a time.
 *
 * Rows end in LF, CR or CRLF, mixed as they come. A field that starts with a quote
 * goes to the closing one, over delimiters and line ends, and two quotes stand for
 * one; a quote elsewhere is a character like any other. Every byte of the file is in a
 * row, good or bad, or in a blank line.
 */
typedef struct _SyCsvReader SyCsvReader;

/**
 * sy_csv_reader_open:
 * @path: (type filename): a file, or `-`
 * @hints: (nullable): what is known about it
 * @out_sniff: (out caller-allocates) (optional): how the file is written
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * Opens a file, finds out how it is written and reads its header.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_EMPTY, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: (transfer full): the reader
 */
SY_EXTERN
SyCsvReader *sy_csv_reader_open (const char *path,
                                 const SyCsvHints *hints,
                                 SyCsvSniff *out_sniff,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * sy_csv_reader_open_source:
 * @source: what to read
 * @hints: (nullable): what is known about it
 * @out_sniff: (out caller-allocates) (optional): how the file is written
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * As sy_csv_reader_open(), for a source that is open already.
 *
 * Returns: (transfer full): the reader
 */
SY_EXTERN
SyCsvReader *sy_csv_reader_open_source (SyCsvSource *source,
                                        const SyCsvHints *hints,
                                        SyCsvSniff *out_sniff,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * sy_csv_reader_new:
 * @source: what to read; the reader keeps a reference
 * @dialect: how it is written
 *
 * Makes a reader without looking at the source.
 *
 * Returns: (transfer full): the reader
 */
SY_EXTERN
SyCsvReader *sy_csv_reader_new (SyCsvSource *source,
                                const SyCsvDialect *dialect);

/**
 * sy_csv_reader_free:
 * @self: (nullable): a reader
 *
 * Frees the reader and drops its reference to the source.
 */
SY_EXTERN
void sy_csv_reader_free (SyCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCsvReader, sy_csv_reader_free)

/**
 * sy_csv_reader_get_source:
 * @self: a reader
 *
 * Returns: (transfer none): what it reads
 */
SY_EXTERN
SyCsvSource *sy_csv_reader_get_source (SyCsvReader *self);

/**
 * sy_csv_reader_read_header:
 * @self: a reader
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * Reads the header if the dialect has one and that has not been done;
 * sy_csv_reader_next_block() does it by itself.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: %TRUE on success, also when there is no header
 */
SY_EXTERN
gboolean sy_csv_reader_read_header (SyCsvReader *self,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_csv_reader_get_header:
 * @self: a reader
 * @out_n_columns: (out) (optional): how many
 *
 * The names of the columns as the file has them, doubles and empty ones included.
 *
 * Returns: (array length=out_n_columns zero-terminated=1) (nullable): the names, or
 *   %NULL without a header or before it was read
 */
SY_EXTERN
const char *const *sy_csv_reader_get_header (SyCsvReader *self,
                                             gsize *out_n_columns);

/**
 * sy_csv_reader_get_n_columns:
 * @self: a reader
 *
 * Returns: how many fields a row should have: as the header, else as the first row; 0
 *   before either was read
 */
SY_EXTERN
gsize sy_csv_reader_get_n_columns (SyCsvReader *self);

/**
 * sy_csv_reader_set_n_columns:
 * @self: a reader
 * @n_columns: how many fields a row should have
 *
 * Sets the expected number of fields, for a file without header whose first row
 * may be ragged. A header has the last word.
 */
SY_EXTERN
void sy_csv_reader_set_n_columns (SyCsvReader *self,
                                  gsize n_columns);

/**
 * sy_csv_reader_next_block:
 * @self: a reader
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * Reads the next rows, good and bad. Memory does not depend on the size of the file.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: (transfer none) (nullable): a block, valid until the next call; %NULL at the
 *   end of the file (@error is not set) or on error
 */
SY_EXTERN
const SyCsvBlock *sy_csv_reader_next_block (SyCsvReader *self,
                                            GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
