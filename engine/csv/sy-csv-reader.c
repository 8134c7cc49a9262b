/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-reader.h"

#include <string.h>

#include "csv/sy-csv-reader-private.h"

/*
 * The reader works in three steps on one buffer:
 *
 *   fill   moves the row that is not complete yet to the front and reads on;
 *   scan   looks at a window of new bytes and appends the positions of delimiters and
 *          line ends outside quotes to `positions`, up to the last line end of which
 *          they belong to complete rows;
 *   split  turns the positions of complete rows into fields that point into the buffer.
 *
 * A row whose blocks hold no quote, no NUL and nothing but ASCII is done with that. Any other
 * row is looked at closer: first checked, and only when it is good unescaped in place, so that
 * a bad row is handed out as it stands in the file.
 *
 * After a fill the row at the front is scanned again from its beginning; as it is read to twice its
 * length, the work stays linear. A row beyond SY_CSV_MAX_ROW or
 * SY_CSV_MAX_FIELDS is not kept: sy_csv_reader_skip_row() scans on to its end in constant memory.
 */

#define WINDOW ((gsize) 16 * 1024)

SyCsvReader *
sy_csv_reader_new (SyCsvSource *source,
                   const SyCsvDialect *dialect)
{
  SyCsvReader *self = g_new0 (SyCsvReader, 1);

  self->source = sy_csv_source_ref (source);
  self->dialect = *dialect;
  self->scan.delimiter = dialect->delimiter;
  self->scan.quote = dialect->quote;
  self->scan.backslash = dialect->backslash;
  self->scan.blanks = dialect->delimiter == SY_CSV_BLANKS;
  self->scan.blanks_around_quotes = dialect->blanks_around_quotes;
  self->scan.level = dialect->blanks_around_quotes ? SY_CSV_SCAN_SCALAR : sy_csv_scan_best_level ();
  self->line = 1;
  self->reasons = g_string_chunk_new (256);
  return self;
}

void
sy_csv_reader_free (SyCsvReader *self)
{
  if (self == NULL)
    return;
  sy_csv_source_unref (self->source);
  g_free (self->buffer);
  g_free (self->flags);
  g_free (self->positions);
  g_free (self->fields);
  g_string_chunk_free (self->reasons);
  g_clear_pointer (&self->long_row, g_byte_array_unref);
  g_strfreev (self->header);
  g_free (self);
}

SyCsvSource *
sy_csv_reader_get_source (SyCsvReader *self)
{
  return self->source;
}

void
sy_csv_reader_set_read_size (SyCsvReader *self,
                             gsize read_size)
{
  self->read_size = read_size;
}

void
sy_csv_reader_set_scan_level (SyCsvReader *self,
                              SyCsvScanLevel level)
{
  if (!self->dialect.blanks_around_quotes)
    self->scan.level = MIN (level, sy_csv_scan_best_level ());
}

void
sy_csv_reader_set_keeps_ragged (SyCsvReader *self,
                                gboolean keeps_ragged)
{
  self->keeps_ragged = keeps_ragged;
}

const char *const *
sy_csv_reader_get_header (SyCsvReader *self,
                          gsize *out_n_columns)
{
  if (out_n_columns != NULL)
    *out_n_columns = self->header != NULL ? g_strv_length (self->header) : 0;
  return (const char *const *) self->header;
}

gsize
sy_csv_reader_get_n_columns (SyCsvReader *self)
{
  return self->n_columns;
}

void
sy_csv_reader_set_n_columns (SyCsvReader *self,
                             gsize n_columns)
{
  self->n_columns = n_columns;
}

void
sy_csv_reader_reserve_positions (SyCsvReader *self,
                                 gsize n_more)
{
  gsize needed = self->n_positions + n_more + 8;

  if (needed <= self->positions_capacity)
    return;
  self->positions_capacity = MAX (needed, self->positions_capacity * 2);
  self->positions = g_renew (guint32, self->positions, self->positions_capacity);
}

/* Looks at the next window; FALSE when there is nothing to look at before a fill. */
gboolean
sy_csv_reader_scan_window (SyCsvReader *self)
{
  gsize n = MIN (self->end - self->scanned, WINDOW);
  gsize n_before;

  if (!self->at_end || self->scanned + n < self->end)
    n -= n % SY_CSV_SCAN_BLOCK;
  if (n == 0)
    return FALSE;

  if (self->next_position > 0)
    {
      self->n_positions -= self->next_position;
      memmove (self->positions, self->positions + self->next_position,
               self->n_positions * sizeof (guint32));
      self->next_position = 0;
      self->n_complete = 0;
    }
  n_before = self->n_positions;
  sy_csv_reader_reserve_positions (self, n);
  self->n_positions += sy_csv_scan_bytes (&self->scan, &self->state, self->buffer + self->scanned,
                                          n, (guint32) self->scanned, self->positions + n_before,
                                          self->flags + self->scanned / SY_CSV_SCAN_BLOCK);
  self->scanned += n;

  for (gsize i = self->n_positions; i > n_before; i--)
    if (sy_csv_is_line_end (self->buffer[self->positions[i - 1]]))
      {
        self->n_complete = i;
        break;
      }
  return TRUE;
}

static guint8
flags_between (const SyCsvReader *self,
               gsize from,
               gsize to)
{
  guint8 flags = 0;

  for (gsize i = from / SY_CSV_SCAN_BLOCK; i <= to / SY_CSV_SCAN_BLOCK; i++)
    flags |= self->flags[i];
  return flags;
}

/* Cuts the row that begins at start into fields, up to its line end. Returns how many. */
static gsize
split_row (SyCsvReader *self)
{
  SyCsvField *const first = self->fields + self->n_fields;
  const guint32 *position = self->positions + self->next_position;
  const char *buffer = self->buffer;
  const gboolean keep_empty = !self->scan.blanks;
  SyCsvField *field = first;
  guint32 from = (guint32) self->start;
  char c;

  do
    {
      const guint32 to = *position++;

      field->text = buffer + from;
      field->length = to - from;
      field->flags = 0;
      field += keep_empty || to > from;
      from = to + 1;
      c = buffer[to];
    }
  while (!sy_csv_is_line_end (c));
  self->next_position = (gsize) (position - self->positions);
  return (gsize) (field - first);
}

static void
reserve_fields (SyCsvReader *self,
                gsize n_more)
{
  gsize needed = self->n_fields + n_more;

  if (needed <= self->fields_capacity)
    return;
  self->fields_capacity = MAX (needed, self->fields_capacity * 2);
  self->fields = g_renew (SyCsvField, self->fields, self->fields_capacity);
}

/* Turns the next complete row into row @n_rows of the block; FALSE when it was blank. */
static gboolean
next_row (SyCsvReader *self,
          gsize n_rows)
{
  SyCsvRow *row = &self->rows[n_rows];
  gsize first = self->n_fields;
  gsize n_fields = split_row (self);
  gsize end = self->positions[self->next_position - 1];
  guint8 flags;
  gboolean unterminated = FALSE;
  gboolean cut = FALSE;
  gboolean blank;

  /* Only at the end of the file is a row ended by no line end. */
  if (G_UNLIKELY (end == self->end))
    {
      cut = TRUE;
      unterminated = self->state.mode == SY_CSV_MODE_QUOTED ||
                     self->state.mode == SY_CSV_MODE_ESCAPE;
    }
  flags = flags_between (self, self->start, end);
  self->n_fields += n_fields;

  row->line = self->line;
  row->offset = self->buffer_offset + (gint64) self->start;
  row->status = SY_CSV_ROW_OK;
  row->column = -1;
  row->reason = NULL;
  row->raw = self->buffer + self->start;
  row->raw_length = end - self->start;
  row->raw_total = (gint64) row->raw_length;
  row->n_fields = n_fields;
  self->first_fields[n_rows] = first;
  blank = row->raw_length == 0 || n_fields == 0;

  if (G_UNLIKELY ((flags & SY_CSV_SCAN_LINES) != 0))
    self->line += sy_csv_reader_count_lines (row->raw, row->raw_length);
  self->line++;
  self->row_ended_in_cr = FALSE;
  self->start = MIN (end + 1, self->end);
  if (end < self->end && self->buffer[end] == '\r')
    {
      if (self->start < self->end)
        self->start += self->buffer[self->start] == '\n';
      else
        self->row_ended_in_cr = TRUE;
    }

  if (blank)
    self->n_fields = first;
  else if (flags != 0 || n_fields != self->n_columns || row->raw_length > SY_CSV_MAX_FIELD)
    sy_csv_reader_finish_row_slowly (self, row, first, n_fields, flags, unterminated, cut);
  return !blank;
}

typedef enum
{
  STEP_ROW,  /* a complete row stands at next_position */
  STEP_LONG, /* the row at the front is too long */
  STEP_FILL, /* the buffer has to be filled */
  STEP_END,  /* there are no more rows */
} Step;

/* Scans until a row is complete. */
static Step
find_row (SyCsvReader *self)
{
  while (self->next_position == self->n_complete)
    {
      if (sy_csv_reader_scan_window (self))
        {
          if (self->n_complete == 0 && self->n_positions > SY_CSV_MAX_FIELDS)
            return self->start == 0 ? STEP_LONG : STEP_FILL;
          continue;
        }
      if (!self->at_end)
        return self->start == 0 && self->end >= SY_CSV_MAX_ROW ? STEP_LONG : STEP_FILL;
      if (self->start == self->end)
        return STEP_END;
      /* The last row has no line end: put one after the last byte. */
      sy_csv_reader_reserve_positions (self, 1);
      self->buffer[self->end] = '\n';
      self->positions[self->n_positions++] = (guint32) self->end;
      if (self->end % SY_CSV_SCAN_BLOCK == 0)
        self->flags[self->end / SY_CSV_SCAN_BLOCK] = 0;
      self->n_complete = self->n_positions;
    }
  return STEP_ROW;
}

/* Reads rows into the block after the @n_rows it has; returns how many it has then, or -1. */
static gssize
read_rows (SyCsvReader *self,
           gsize n_rows,
           gsize n_wanted,
           GCancellable *cancellable,
           GError **error)
{
  while (n_rows < n_wanted)
    {
      Step step = self->next_position < self->n_complete ? STEP_ROW : find_row (self);

      if (step == STEP_ROW)
        {
          reserve_fields (self, self->n_complete - self->next_position);
          n_rows += next_row (self, n_rows) ? 1 : 0;
          continue;
        }
      /* Rows point into the buffer: hand them out before it is moved. */
      if (n_rows > 0 || step == STEP_END)
        break;
      if (step == STEP_FILL)
        {
          if (!sy_csv_reader_fill (self, cancellable, error))
            return -1;
          continue;
        }
      if (!sy_csv_reader_skip_row (self, cancellable, error))
        return -1;
      n_rows++;
      break;
    }
  for (gsize i = 0; i < n_rows; i++)
    self->rows[i].fields = self->fields + self->first_fields[i];
  return (gssize) n_rows;
}

static void
take_header (SyCsvReader *self,
             const SyCsvRow *row)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize i = 0; i < row->n_fields; i++)
    g_ptr_array_add (names, g_strndup (row->fields[i].text, row->fields[i].length));
  g_ptr_array_add (names, NULL);
  self->header = (char **) g_ptr_array_free (names, FALSE);
  self->n_columns = row->n_fields;
}

gboolean
sy_csv_reader_read_header (SyCsvReader *self,
                           GCancellable *cancellable,
                           GError **error)
{
  gssize n_rows;

  if (self->header_done)
    return TRUE;
  if (!self->started)
    {
      if (!sy_csv_reader_fill (self, cancellable, error) ||
          !sy_csv_reader_skip_lines (self, cancellable, error))
        return FALSE;
      self->started = TRUE;
    }

  if (self->dialect.has_header)
    {
      gsize n_columns = self->n_columns;

      /* The header says how many columns there are, whatever was expected. */
      self->n_columns = 0;
      n_rows = read_rows (self, 0, 1, cancellable, error);
      if (n_rows < 0)
        return FALSE;
      if (n_rows == 1 && self->rows[0].status == SY_CSV_ROW_OK)
        take_header (self, &self->rows[0]);
      else
        {
          self->n_columns = n_columns;
          self->n_pending = (gsize) n_rows;
        }
    }
  self->header_done = TRUE;
  return TRUE;
}

const SyCsvBlock *
sy_csv_reader_next_block (SyCsvReader *self,
                          GCancellable *cancellable,
                          GError **error)
{
  gssize n_rows;

  g_return_val_if_fail (self != NULL, NULL);

  if (!sy_csv_reader_read_header (self, cancellable, error))
    return NULL;
  if (self->n_pending == 0)
    {
      self->n_fields = 0;
      g_string_chunk_clear (self->reasons);
    }
  n_rows = read_rows (self, self->n_pending, SY_CSV_BLOCK_ROWS, cancellable, error);
  self->n_pending = 0;
  if (n_rows <= 0)
    return NULL;
  self->block.rows = self->rows;
  self->block.n_rows = (gsize) n_rows;
  return &self->block;
}

SyCsvReader *
sy_csv_reader_open_source (SyCsvSource *source,
                           const SyCsvHints *hints,
                           SyCsvSniff *out_sniff,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (SyCsvReader) self = NULL;
  SyCsvSniff sniff;
  const char *text;
  gsize length;
  gboolean at_end;

  text = sy_csv_source_peek (source, SY_CSV_SNIFF_LENGTH, &length, &at_end, cancellable, error);
  if (text == NULL || !sy_csv_sniff (text, length, at_end, hints, &sniff, error))
    return NULL;
  sniff.encoding = sy_csv_source_get_encoding (source);
  sniff.encoding_guessed = sy_csv_source_get_is_encoding_guessed (source);
  sniff.encoding_confidence = sy_csv_source_get_encoding_confidence (source);
  g_strlcat (sniff.explanation, ", ", sizeof sniff.explanation);
  g_strlcat (sniff.explanation, sy_csv_encoding_get_name (sniff.encoding),
             sizeof sniff.explanation);
  if (sniff.encoding_guessed)
    g_strlcat (sniff.explanation, " (guessed)", sizeof sniff.explanation);

  self = sy_csv_reader_new (source, &sniff.dialect);
  if (!sniff.dialect.has_header)
    self->n_columns = sniff.n_columns;
  if (!sy_csv_reader_read_header (self, cancellable, error))
    return NULL;
  if (out_sniff != NULL)
    *out_sniff = sniff;
  return g_steal_pointer (&self);
}

SyCsvReader *
sy_csv_reader_open (const char *path,
                    const SyCsvHints *hints,
                    SyCsvSniff *out_sniff,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyCsvSource) source = NULL;

  source = sy_csv_source_open (path, hints != NULL ? hints->encoding : SY_CSV_ENCODING_AUTO, error);
  if (source == NULL)
    return NULL;
  return sy_csv_reader_open_source (source, hints, out_sniff, cancellable, error);
}
