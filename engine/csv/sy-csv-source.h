/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "csv/sy-csv-dialect.h"

G_BEGIN_DECLS

/**
 * SyCsvSource:
 *
 * The bytes of a file as UTF-8, from the start to the end, once. Files compressed
 * with gzip are known by their first bytes, whatever their name. Used by one thread at a
 * time; memory is bounded whatever the size of the file.
 */
typedef struct _SyCsvSource SyCsvSource;

/**
 * sy_csv_source_open:
 * @path: (type filename): a file, a pipe, or `-` for standard input
 * @encoding: how it is written, or %SY_CSV_ENCODING_AUTO. A byte order mark wins over it
 * @error: return location, or %NULL
 *
 * Opens a file and reads its beginning. To find the encoding, a regular file of
 * up to 64 MiB is read through first; of longer ones the beginning and samples.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: (transfer full): the source
 */
SY_EXTERN
SyCsvSource *sy_csv_source_open (const char *path,
                                 SyCsvEncoding encoding,
                                 GError **error);

/**
 * sy_csv_source_new_for_data:
 * @data: (array length=length): the bytes of a file, kept until the source is freed
 * @length: how many
 * @encoding: as for sy_csv_source_open()
 * @error: return location, or %NULL
 *
 * Makes a source of bytes in memory; they may be compressed, too.
 * Errors: %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: (transfer full): the source
 */
SY_EXTERN
SyCsvSource *sy_csv_source_new_for_data (const void *data,
                                         gsize length,
                                         SyCsvEncoding encoding,
                                         GError **error);

/**
 * sy_csv_source_ref:
 * @self: a source
 *
 * Returns: (transfer full): @self with one more reference
 */
SY_EXTERN
SyCsvSource *sy_csv_source_ref (SyCsvSource *self);

/**
 * sy_csv_source_unref:
 * @self: a source
 *
 * Drops a reference; the last one closes the file.
 */
SY_EXTERN
void sy_csv_source_unref (SyCsvSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCsvSource, sy_csv_source_unref)

/**
 * sy_csv_source_get_encoding:
 * @self: a source
 *
 * Returns: how the file is written; never %SY_CSV_ENCODING_AUTO
 */
SY_EXTERN
SyCsvEncoding sy_csv_source_get_encoding (const SyCsvSource *self);

/**
 * sy_csv_source_get_is_encoding_guessed:
 * @self: a source
 *
 * Returns: %TRUE when the encoding was neither asked for nor marked, and is not
 *   valid UTF-8: the person should look at the letters
 */
SY_EXTERN
gboolean sy_csv_source_get_is_encoding_guessed (const SyCsvSource *self);

/**
 * sy_csv_source_get_encoding_confidence:
 * @self: a source
 *
 * Returns: how likely the encoding is the right one, 0 to 1; 1 when it was asked for or marked
 */
SY_EXTERN
double sy_csv_source_get_encoding_confidence (const SyCsvSource *self);

/**
 * sy_csv_source_get_is_compressed:
 * @self: a source
 *
 * Returns: %TRUE for gzip
 */
SY_EXTERN
gboolean sy_csv_source_get_is_compressed (const SyCsvSource *self);

/**
 * sy_csv_source_get_is_stream:
 * @self: a source
 *
 * Returns: %TRUE for standard input, a named pipe or a device: what was read cannot be read again
 */
SY_EXTERN
gboolean sy_csv_source_get_is_stream (const SyCsvSource *self);

/**
 * sy_csv_source_get_size:
 * @self: a source
 *
 * Returns: the bytes of the file as it is on disk, or 0 when that is not known
 */
SY_EXTERN
gint64 sy_csv_source_get_size (const SyCsvSource *self);

/**
 * sy_csv_source_get_position:
 * @self: a source
 *
 * Returns: the bytes of the file read so far, in the unit of sy_csv_source_get_size()
 */
SY_EXTERN
gint64 sy_csv_source_get_position (const SyCsvSource *self);

/**
 * sy_csv_source_peek:
 * @self: a source
 * @wanted: how many bytes to look at
 * @out_length: (out): how many there are; fewer only at the end of the file
 * @out_at_end: (out): whether the file ends after them
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * Looks at what sy_csv_source_read() will give next.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: (array length=out_length): the UTF-8 text, valid until the next call
 */
SY_EXTERN
const char *sy_csv_source_peek (SyCsvSource *self,
                                gsize wanted,
                                gsize *out_length,
                                gboolean *out_at_end,
                                GCancellable *cancellable,
                                GError **error);

/**
 * sy_csv_source_read:
 * @self: a source
 * @buffer: (array length=size): where to write
 * @size: room in @buffer, at least 1
 * @cancellable: (nullable): a cancellable
 * @error: return location, or %NULL
 *
 * Reads on. A byte order mark is left out. Bytes that are not of the encoding
 * come out as bytes that are not UTF-8, so that the reader sees them.
 * Errors: %G_IO_ERROR, %SY_CSV_ERROR_DAMAGED.
 *
 * Returns: how many bytes were written, 0 at the end of the file, -1 on error
 */
SY_EXTERN
gssize sy_csv_source_read (SyCsvSource *self,
                           char *buffer,
                           gsize size,
                           GCancellable *cancellable,
                           GError **error);

/**
 * sy_csv_source_get_digest:
 * @self: a source that was read to its end
 *
 * Returns: (transfer full) (nullable): XXH3-128 of the file's bytes as on disk, 32
 *   hexadecimal digits, or %NULL before the end
 */
SY_EXTERN
char *sy_csv_source_get_digest (const SyCsvSource *self);

G_END_DECLS
