/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv-reader.h"
#include "csv/sy-csv-sniff.h"

G_BEGIN_DECLS

/* How many fields of a row are looked at. */
#define SY_CSV_SNIFF_FIELDS 64

/* A field as far as sniffing cares. */
typedef enum
{
  SY_CSV_CELL_MISSING,
  SY_CSV_CELL_NUMBER,
  SY_CSV_CELL_TIME,
  SY_CSV_CELL_TEXT,
  SY_CSV_CELL_MIXED, /* text with a delimiter of another candidate */
} SyCsvCell;

/* What a field of a file with this delimiter looks like. */
SyCsvCell sy_csv_cell_classify (const SyCsvField *field,
                                char delimiter);

/* Reads a sample without looking for a header; rows of any width are good. */
SyCsvReader *sy_csv_sniff_open (const char *text,
                                gsize length,
                                const SyCsvDialect *dialect);

/* How sure it is that a row names the columns. */
typedef enum
{
  SY_CSV_HEADER_NO,
  SY_CSV_HEADER_LIKELY, /* nothing speaks against it */
  SY_CSV_HEADER_SURE,   /* a name one knows, or texts above numbers and times */
} SyCsvHeaderFinding;

/* Whether the first row after the lines that @dialect skips names the columns. */
SyCsvHeaderFinding sy_csv_find_header (const char *text,
                                       gsize length,
                                       const SyCsvDialect *dialect);

/* "sep=;", with which some spreadsheets begin a file. */
gboolean sy_csv_find_sep_line (const char *text,
                               gsize length,
                               char *out_delimiter);

/*
 * How many lines stand before a table of @n_columns columns: titles, pairs of a name and a value,
 * comments. Rows that may belong to the table are never among them.
 */
guint sy_csv_find_preamble (const char *text,
                            gsize length,
                            const SyCsvDialect *dialect,
                            gsize n_columns);

G_END_DECLS
