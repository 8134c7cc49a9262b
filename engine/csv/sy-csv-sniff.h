/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "csv/sy-csv-dialect.h"

G_BEGIN_DECLS

/**
 * SY_CSV_SNIFF_LENGTH:
 *
 * How much of a file sy_csv_sniff() should see.
 */
#define SY_CSV_SNIFF_LENGTH ((gsize) 256 * 1024)

/**
 * SyCsvTri:
 * @SY_CSV_GUESS: find out
 * @SY_CSV_NO: no
 * @SY_CSV_YES: yes
 *
 * An answer that may be left open.
 */
typedef enum
{
  SY_CSV_GUESS,
  SY_CSV_NO,
  SY_CSV_YES,
} SyCsvTri;

/**
 * SyCsvHints:
 * @delimiter: the delimiter, or 0 to find out
 * @quote: the quote; 0 to find out
 * @has_header: whether the first row names the columns
 * @encoding: how characters are written
 *
 * What is known about a file before it is read. `{ 0 }` knows nothing.
 */
typedef struct
{
  char delimiter;
  char quote;
  SyCsvTri has_header;
  SyCsvEncoding encoding;
} SyCsvHints;

/**
 * SyCsvSniff:
 * @dialect: how the file is written
 * @encoding: how its characters are written
 * @n_columns: fields of a row
 * @n_rows_seen: rows looked at, the header included
 * @consistency: share of those rows that have @n_columns fields, 0 to 1
 * @delimiter_guessed: the delimiter was found, not given
 * @header_guessed: whether there is a header was found, not given
 * @encoding_guessed: see sy_csv_source_get_is_encoding_guessed()
 * @encoding_confidence: see sy_csv_source_get_encoding_confidence()
 * @explanation: one line for people: `comma, 4 columns in 100 % of 4,000 rows, header, UTF-8`
 *
 * What was found.
 */
typedef struct
{
  SyCsvDialect dialect;
  SyCsvEncoding encoding;
  gsize n_columns;
  gsize n_rows_seen;
  double consistency;
  gboolean delimiter_guessed;
  gboolean header_guessed;
  gboolean encoding_guessed;
  double encoding_confidence;
  char explanation[192];
} SyCsvSniff;

/**
 * sy_csv_sniff:
 * @text: (array length=length): the beginning of a file, as UTF-8
 * @length: its length; %SY_CSV_SNIFF_LENGTH is a good one
 * @at_end: whether the file ends after it; if not, a last line cut in two does not count
 * @hints: (nullable): what is known
 * @out_sniff: (out caller-allocates): written only on success
 * @error: return location, or %NULL
 *
 * Finds out how a file is written: every combination of delimiter and quote is
 * scored by how many rows agree on their number of fields, and by how many fields look like numbers,
 * times and short texts. The first row is a header when it differs in kind from
 * the rows below it.
 * Errors: %SY_CSV_ERROR_EMPTY, %SY_CSV_ERROR_DAMAGED when the bytes are no text.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_csv_sniff (const char *text,
                       gsize length,
                       gboolean at_end,
                       const SyCsvHints *hints,
                       SyCsvSniff *out_sniff,
                       GError **error);

G_END_DECLS
