/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SY_CSV_ERROR:
 *
 * The domain of errors about the content of a file. A file that cannot be read
 * or written gives %G_IO_ERROR.
 */
#define SY_CSV_ERROR (sy_csv_error_quark ())
SY_EXTERN
GQuark sy_csv_error_quark (void);

/**
 * SyCsvError:
 * @SY_CSV_ERROR_EMPTY: the file is empty, or holds blank lines only
 * @SY_CSV_ERROR_DAMAGED: the compressed file is cut off or damaged, or the file is no text
 * @SY_CSV_ERROR_OPTION: a name of an encoding, delimiter or format is not known
 *
 * What can be wrong with a whole file. A bad row is not an error: see #SyCsvRow.
 */
typedef enum
{
  SY_CSV_ERROR_EMPTY,
  SY_CSV_ERROR_DAMAGED,
  SY_CSV_ERROR_OPTION,
} SyCsvError;

/**
 * SyCsvEncoding:
 * @SY_CSV_ENCODING_AUTO: find out: byte order mark, else the NUL bytes of
 *   UTF-16, else UTF-8 when valid, else ISO-8859-1 or Windows-1252
 * @SY_CSV_ENCODING_UTF8: UTF-8
 * @SY_CSV_ENCODING_UTF16LE: UTF-16, low byte first
 * @SY_CSV_ENCODING_UTF16BE: UTF-16, high byte first
 * @SY_CSV_ENCODING_LATIN1: ISO-8859-1
 * @SY_CSV_ENCODING_WINDOWS1252: Windows-1252
 *
 * How characters are written as bytes.
 */
typedef enum
{
  SY_CSV_ENCODING_AUTO,
  SY_CSV_ENCODING_UTF8,
  SY_CSV_ENCODING_UTF16LE,
  SY_CSV_ENCODING_UTF16BE,
  SY_CSV_ENCODING_LATIN1,
  SY_CSV_ENCODING_WINDOWS1252,
} SyCsvEncoding;

/**
 * sy_csv_encoding_get_name:
 * @encoding: an encoding
 *
 * Returns: its name as in the IANA list, `auto` for %SY_CSV_ENCODING_AUTO
 */
SY_EXTERN
const char *sy_csv_encoding_get_name (SyCsvEncoding encoding);

/**
 * sy_csv_encoding_parse:
 * @name: a name such as `UTF-8`, `utf8`, `latin1`, `cp1252`, `UTF-16` or `auto`
 * @out_encoding: (out): the encoding
 * @error: return location, or %NULL
 *
 * Errors: %SY_CSV_ERROR_OPTION.
 *
 * Returns: %TRUE when the name is known
 */
SY_EXTERN
gboolean sy_csv_encoding_parse (const char *name,
                                SyCsvEncoding *out_encoding,
                                GError **error);

/**
 * SY_CSV_BLANKS:
 *
 * The delimiter of files whose columns stand apart by any number of spaces and tabs.
 */
#define SY_CSV_BLANKS ' '

/**
 * SyCsvDialect:
 * @delimiter: what separates fields: an ASCII character, or %SY_CSV_BLANKS
 * @quote: what encloses fields, or 0 when nothing does
 * @backslash: in quoted fields a backslash takes the next character as it is
 * @has_header: the first row holds the names of the columns
 * @trailing_delimiter: rows end in a delimiter that the header lacks; the one
 *   empty field after it does not count
 * @skip_lines: lines before the first row that belong to no table (`sep=;`, a title)
 * @decimal_mark: `.` or `,`: what amounts most likely use
 * @blanks_around_quotes: blanks may stand between a delimiter and a quote (`a, "b"`); costs speed
 *
 * How a file is written. Start from %SY_CSV_DIALECT_INIT.
 */
typedef struct
{
  char delimiter;
  char quote;
  gboolean backslash;
  gboolean has_header;
  gboolean trailing_delimiter;
  guint skip_lines;
  char decimal_mark;
  gboolean blanks_around_quotes;
} SyCsvDialect;

/**
 * SY_CSV_DIALECT_INIT:
 *
 * Comma, double quote, a header, decimal point.
 */
#define SY_CSV_DIALECT_INIT                     \
  {                                             \
    ',', '"', FALSE, TRUE, FALSE, 0, '.', FALSE \
  }

/**
 * sy_csv_delimiter_parse:
 * @name: one ASCII character, or `comma`, `semicolon`, `tab`, `\t`, `pipe`, `blanks`
 * @out_delimiter: (out): the delimiter
 * @error: return location, or %NULL
 *
 * Errors: %SY_CSV_ERROR_OPTION; letters, digits, quotes and line ends cannot be
 * delimiters.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_csv_delimiter_parse (const char *name,
                                 char *out_delimiter,
                                 GError **error);

/**
 * sy_csv_delimiter_get_name:
 * @delimiter: a delimiter
 *
 * Returns: what to call it in a sentence: `comma`, `tab`, ... or `other` for one
 *   without a name
 */
SY_EXTERN
const char *sy_csv_delimiter_get_name (char delimiter);

G_END_DECLS
