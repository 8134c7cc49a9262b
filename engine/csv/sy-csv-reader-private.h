/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv-private.h"
#include "csv/sy-csv-reader.h"
#include "csv/sy-csv-scan-private.h"

G_BEGIN_DECLS

#define SY_CSV_BUFFER_SIZE ((gsize) 512 * 1024)

struct _SyCsvReader
{
  SyCsvSource *source;
  SyCsvDialect dialect;
  SyCsvScan scan;
  gsize read_size;
  gboolean keeps_ragged;

  /* The bytes: start is that of the first row not handed out, scanned how far the scan is. */
  char *buffer;
  gsize capacity;
  gsize start;
  gsize scanned;
  gsize end;
  gboolean at_end;
  gboolean started;
  gint64 buffer_offset;
  gint64 line;

  SyCsvScanState state;
  guint8 *flags;
  guint32 *positions;
  gsize positions_capacity;
  gsize next_position;
  gsize n_complete;
  gsize n_positions;
  /* The last row ended in CR with nothing known after it: a LF belongs to it. */
  gboolean row_ended_in_cr;

  SyCsvField *fields;
  gsize fields_capacity;
  gsize n_fields;
  SyCsvRow rows[SY_CSV_BLOCK_ROWS];
  gsize first_fields[SY_CSV_BLOCK_ROWS];
  SyCsvBlock block;
  GStringChunk *reasons;
  GByteArray *long_row;

  gsize n_columns;
  gboolean header_done;
  char **header;
  gsize n_pending;
};

static inline gboolean
sy_csv_is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* The scan starts anew at the front of the buffer. */
void sy_csv_reader_reset_scan (SyCsvReader *self);

/* Reads until @wanted bytes are there or the file ends. */
gboolean sy_csv_reader_read_on (SyCsvReader *self,
                                gsize wanted,
                                GCancellable *cancellable,
                                GError **error);

/* Moves the first incomplete row to the front and reads on. */
gboolean sy_csv_reader_fill (SyCsvReader *self,
                             GCancellable *cancellable,
                             GError **error);

/* Leaves out the lines before the table; they are within what sniffing looks at. */
gboolean sy_csv_reader_skip_lines (SyCsvReader *self,
                                   GCancellable *cancellable,
                                   GError **error);

/* Room for @n_more positions. */
void sy_csv_reader_reserve_positions (SyCsvReader *self,
                                      gsize n_more);

/* Looks at the next window; FALSE when there is nothing to look at before a fill. */
gboolean sy_csv_reader_scan_window (SyCsvReader *self);

/* Line ends in @text: CR, LF and CRLF count one each. */
gint64 sy_csv_reader_count_lines (const char *text,
                                  gsize length);

/* Makes a row a bad one; the first reason stays. */
void sy_csv_reader_reject (SyCsvReader *self,
                           SyCsvRow *row,
                           SyCsvRowStatus status,
                           int column,
                           const char *format,
                           ...) G_GNUC_PRINTF (5, 6);

/* The part of splitting that most rows do not need. @first is the row's first field. */
void sy_csv_reader_finish_row_slowly (SyCsvReader *self,
                                      SyCsvRow *row,
                                      gsize first,
                                      gsize n_fields,
                                      guint8 flags,
                                      gboolean unterminated,
                                      gboolean cut);

/* Reads over a row that does not fit, keeps its beginning and makes it a bad row. */
gboolean sy_csv_reader_skip_row (SyCsvReader *self,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
