/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-reader.h"

#include <string.h>

#include "csv/sy-csv-private.h"
#include "csv/sy-csv-scan-private.h"

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
 * SY_CSV_MAX_FIELDS is not kept: skip_row() scans on to its end in constant memory.
 */

#define BUFFER_SIZE ((gsize) 512 * 1024)
#define WINDOW ((gsize) 16 * 1024)
/* What is kept of a row that is too long. */
#define KEPT_OF_LONG_ROW ((gsize) 64 * 1024)

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

/* ------------------------------------------------------------------ fill */

static void
reset_scan (SyCsvReader *self)
{
  self->state.mode = SY_CSV_MODE_START;
  self->state.after_cr = self->row_ended_in_cr;
  self->scanned = 0;
  self->next_position = 0;
  self->n_complete = 0;
  self->n_positions = 0;
}

static void
reserve_bytes (SyCsvReader *self,
               gsize capacity)
{
  if (capacity <= self->capacity)
    return;
  /* One byte more, for the line end that find_row() may add. */
  self->buffer = g_realloc (self->buffer, capacity + 1);
  self->flags = g_realloc (self->flags, capacity / SY_CSV_SCAN_BLOCK + 2);
  self->capacity = capacity;
}

/* Reads until @wanted bytes are there or the file ends. */
static gboolean
read_on (SyCsvReader *self,
         gsize wanted,
         GCancellable *cancellable,
         GError **error)
{
  reserve_bytes (self, wanted);
  while (!self->at_end && self->end < wanted)
    {
      gsize room = wanted - self->end;
      gssize n = sy_csv_source_read (self->source,
                                     self->buffer + self->end,
                                     self->read_size != 0 ? MIN (room, self->read_size) : room,
                                     cancellable,
                                     error);

      if (n < 0)
        return FALSE;
      self->at_end = n == 0;
      self->end += (gsize) n;
      if (self->read_size != 0)
        break;
    }
  return TRUE;
}

/* Moves the first incomplete row to the front and reads on. */
static gboolean
fill (SyCsvReader *self,
      GCancellable *cancellable,
      GError **error)
{
  gsize wanted;

  if (self->start > 0)
    {
      memmove (self->buffer, self->buffer + self->start, self->end - self->start);
      self->buffer_offset += (gint64) self->start;
      self->end -= self->start;
      self->start = 0;
    }
  /* Twice what could not be used yet: so a long row costs linear time. */
  wanted = MAX (self->read_size != 0 ? MAX (self->read_size, 128) : BUFFER_SIZE, 2 * self->end);
  reset_scan (self);
  if (!read_on (self, MIN (wanted, SY_CSV_MAX_ROW), cancellable, error))
    return FALSE;
  if (self->row_ended_in_cr && self->start < self->end)
    {
      self->start += self->buffer[self->start] == '\n';
      self->row_ended_in_cr = FALSE;
    }
  return TRUE;
}

/* Leaves out the lines before the table; they are within what sniffing looks at. */
static gboolean
skip_lines (SyCsvReader *self,
            GCancellable *cancellable,
            GError **error)
{
  while (self->dialect.skip_lines > 0 && !self->at_end && self->end < SY_CSV_SNIFF_LENGTH)
    if (!fill (self, cancellable, error))
      return FALSE;

  for (guint i = 0; i < self->dialect.skip_lines && self->start < self->end; i++)
    {
      const char *p = self->buffer + self->start;
      const char *end = self->buffer + self->end;

      while (p < end && *p != '\n' && *p != '\r')
        p++;
      if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
        p++;
      self->start = MIN ((gsize) (p - self->buffer) + 1, self->end);
      self->line++;
    }
  /* Moves the rest to the front, so that the scan starts at a row. */
  return self->start == 0 || fill (self, cancellable, error);
}

/* ------------------------------------------------------------------ scan */

static inline gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static void
reserve_positions (SyCsvReader *self,
                   gsize n_more)
{
  gsize needed = self->n_positions + n_more + 8;

  if (needed <= self->positions_capacity)
    return;
  self->positions_capacity = MAX (needed, self->positions_capacity * 2);
  self->positions = g_renew (guint32, self->positions, self->positions_capacity);
}

/* Looks at the next window; FALSE when there is nothing to look at before a fill. */
static gboolean
scan_window (SyCsvReader *self)
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
  reserve_positions (self, n);
  self->n_positions += sy_csv_scan_bytes (&self->scan, &self->state, self->buffer + self->scanned,
                                          n, (guint32) self->scanned, self->positions + n_before,
                                          self->flags + self->scanned / SY_CSV_SCAN_BLOCK);
  self->scanned += n;

  for (gsize i = self->n_positions; i > n_before; i--)
    if (is_line_end (self->buffer[self->positions[i - 1]]))
      {
        self->n_complete = i;
        break;
      }
  return TRUE;
}

/* ------------------------------------------------------------------ rows */

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

/* Line ends in @text: CR, LF and CRLF count one each. */
static gint64
count_lines (const char *text,
             gsize length)
{
  const char *end = text + length;
  gint64 n = 0;

  if (memchr (text, '\r', length) == NULL)
    {
      for (const char *p = text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
        n++;
      return n;
    }
  for (const char *p = text; p < end; p++)
    if (*p == '\n' ? p == text || p[-1] != '\r' : *p == '\r')
      n++;
  return n;
}

static void G_GNUC_PRINTF (5, 6)
    reject (SyCsvReader *self,
            SyCsvRow *row,
            SyCsvRowStatus status,
            int column,
            const char *format,
            ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  if (row->status != SY_CSV_ROW_OK)
    return;
  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  row->status = status;
  row->column = column;
  row->reason = g_string_chunk_insert (self->reasons, reason);
}

static const char *
column_name (SyCsvReader *self,
             gsize column)
{
  g_autofree char *number = NULL;

  if (self->header != NULL && column < self->n_columns && self->header[column][0] != '\0')
    return self->header[column];
  number = g_strdup_printf ("column %" G_GSIZE_FORMAT, column + 1);
  return g_string_chunk_insert (self->reasons, number);
}

static void
check_text (SyCsvReader *self,
            SyCsvRow *row,
            const SyCsvField *fields,
            gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      const char *end;
      gsize quotes = fields[i].length > 0 && fields[i].text[0] == self->dialect.quote &&
                     self->dialect.quote != 0;

      if (memchr (fields[i].text, '\0', fields[i].length) != NULL)
        reject (self, row, SY_CSV_ROW_TEXT, (int) i, "NUL byte");
      else if (!g_utf8_validate_len (fields[i].text, fields[i].length, &end))
        {
          SyCsvEncoding encoding = sy_csv_source_get_encoding (self->source);

          reject (self, row, SY_CSV_ROW_TEXT, (int) i,
                  "not valid %s at byte %" G_GSIZE_FORMAT " of %s",
                  sy_csv_encoding_get_name (encoding), (gsize) (end - fields[i].text) - quotes,
                  column_name (self, i));
        }
      if (row->status != SY_CSV_ROW_OK)
        return;
    }
}

static void
reject_unterminated (SyCsvReader *self,
                     SyCsvRow *row,
                     const SyCsvField *field,
                     int column)
{
  gint64 n_before = count_lines (row->raw, (gsize) (field->text - row->raw));

  if (n_before == 0)
    reject (self, row, SY_CSV_ROW_QUOTE, column, "quote opened here is never closed");
  else
    reject (self, row, SY_CSV_ROW_QUOTE, column,
            "quote opened on line %" G_GINT64_FORMAT " is never closed", row->line + n_before);
}

/* Whether the field that begins with a quote ends in its closing one. */
static gboolean
is_closed (const SyCsvReader *self,
           const SyCsvField *field)
{
  const char quote = self->dialect.quote;
  const char *p = field->text + 1;
  const char *end = field->text + field->length;

  while (p < end)
    {
      if (*p == '\\' && self->dialect.backslash)
        p += 2;
      else if (*p != quote)
        p++;
      else if (p + 1 == end)
        return TRUE;
      else if (p[1] != quote)
        return FALSE;
      else
        p += 2;
    }
  return FALSE;
}

static void
check_quotes (SyCsvReader *self,
              SyCsvRow *row,
              const SyCsvField *fields,
              gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length > 0 && fields[i].text[0] == self->dialect.quote &&
        !is_closed (self, &fields[i]))
      {
        reject (self, row, SY_CSV_ROW_QUOTE, (int) i, "text after a closing quote");
        return;
      }
}

/* Takes the quotes off a good field; doubled ones are made single where they stand. */
static void
unquote (const SyCsvReader *self,
         SyCsvField *field,
         gboolean irregular)
{
  char *from = (char *) field->text + 1;
  char *end = (char *) field->text + field->length - 1;
  char *to = from;

  field->flags |= SY_CSV_FIELD_QUOTED;
  field->text = from;
  if (!irregular)
    {
      field->length -= 2;
      return;
    }
  while (from < end)
    {
      if (*from == self->dialect.quote || (*from == '\\' && self->dialect.backslash))
        from++;
      *to++ = *from++;
    }
  field->length = (guint32) (to - field->text);
}

static void
check_count (SyCsvReader *self,
             SyCsvRow *row,
             gsize *n_fields,
             gboolean cut)
{
  const SyCsvField *last = &self->fields[self->n_fields - 1];

  if (self->n_columns == 0)
    self->n_columns = *n_fields;
  if (*n_fields == self->n_columns || self->keeps_ragged)
    return;
  if (self->dialect.trailing_delimiter && *n_fields == self->n_columns + 1 && last->length == 0)
    {
      self->n_fields--;
      *n_fields -= 1;
      return;
    }
  if (row->raw[0] == '#')
    reject (self, row, SY_CSV_ROW_RAGGED, -1, "a comment, not a row");
  reject (self, row, SY_CSV_ROW_RAGGED, -1,
          "%" G_GSIZE_FORMAT " field%s, %" G_GSIZE_FORMAT " expected%s", *n_fields,
          *n_fields == 1 ? "" : "s", self->n_columns,
          cut ? "; the file ends inside this line" : "");
}

static void
check_lengths (SyCsvReader *self,
               SyCsvRow *row,
               const SyCsvField *fields,
               gsize n_fields)
{
  if (n_fields > SY_CSV_MAX_FIELDS)
    reject (self, row, SY_CSV_ROW_TOO_LONG, -1, "more than %" G_GSIZE_FORMAT " fields",
            SY_CSV_MAX_FIELDS);
  if (row->raw_length <= SY_CSV_MAX_FIELD)
    return;
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length > SY_CSV_MAX_FIELD)
      reject (self, row, SY_CSV_ROW_TOO_LONG, (int) i,
              "a field is longer than %" G_GSIZE_FORMAT " MiB", SY_CSV_MAX_FIELD / (1024 * 1024));
}

/* Takes the blanks off that stand around quotes. */
static void
trim_quoted (const SyCsvReader *self,
             SyCsvField *fields,
             gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      const char *p = fields[i].text;
      const char *end = p + fields[i].length;

      while (p < end && *p == ' ')
        p++;
      if (p == end || *p != self->dialect.quote)
        continue;
      while (end[-1] == ' ')
        end--;
      fields[i].text = p;
      fields[i].length = (guint32) (end - p);
    }
}

/* The part of splitting that most rows do not need. @first is the row's first field. */
static void
finish_row_slowly (SyCsvReader *self,
                   SyCsvRow *row,
                   gsize first,
                   gsize n_fields,
                   guint8 flags,
                   gboolean unterminated,
                   gboolean cut)
{
  SyCsvField *fields = self->fields + first;

  if (unterminated)
    reject_unterminated (self, row, &fields[n_fields - 1], (int) n_fields - 1);
  if (self->dialect.blanks_around_quotes)
    trim_quoted (self, fields, n_fields);
  if ((flags & SY_CSV_SCAN_IRREGULAR) != 0)
    check_quotes (self, row, fields, n_fields);
  check_lengths (self, row, fields, n_fields);
  if ((flags & SY_CSV_SCAN_NUL) != 0 || ((flags & SY_CSV_SCAN_NON_ASCII) != 0 &&
                                         !g_utf8_validate_len (row->raw, row->raw_length, NULL)))
    check_text (self, row, fields, n_fields);
  if (row->status == SY_CSV_ROW_OK)
    check_count (self, row, &n_fields, cut);

  if (row->status != SY_CSV_ROW_OK)
    {
      self->n_fields = first;
      row->n_fields = 0;
      return;
    }
  for (gsize i = 0; i < n_fields; i++)
    {
      if ((flags & SY_CSV_SCAN_NON_ASCII) != 0)
        fields[i].flags |= SY_CSV_FIELD_NON_ASCII;
      if ((flags & SY_CSV_SCAN_QUOTE) != 0 && fields[i].length > 1 &&
          fields[i].text[0] == self->dialect.quote)
        unquote (self, &fields[i], (flags & SY_CSV_SCAN_IRREGULAR) != 0);
    }
  row->n_fields = n_fields;
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
  while (!is_line_end (c));
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
    self->line += count_lines (row->raw, row->raw_length);
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
    finish_row_slowly (self, row, first, n_fields, flags, unterminated, cut);
  return !blank;
}

/* ------------------------------------------------------------- long rows */

/* Reads over a row that does not fit, keeps its beginning and makes it a bad row. */
static gboolean
skip_row (SyCsvReader *self,
          GCancellable *cancellable,
          GError **error)
{
  SyCsvRow *row = &self->rows[0];
  gint64 offset = self->buffer_offset;
  gint64 line = self->line;
  gboolean too_wide = self->scanned < SY_CSV_MAX_ROW;
  gboolean unterminated;
  gsize end;

  self->long_row = self->long_row != NULL ? self->long_row : g_byte_array_new ();
  g_byte_array_set_size (self->long_row, 0);
  g_byte_array_append (self->long_row, (const guint8 *) self->buffer,
                       (guint) MIN (self->end, KEPT_OF_LONG_ROW));

  while (TRUE)
    {
      char last = self->scanned > 0 ? self->buffer[self->scanned - 1] : 0;

      /* Everything scanned belongs to the row, up to the first line end if there is one. */
      if (self->n_complete > 0)
        {
          gsize i = 0;

          while (!is_line_end (self->buffer[self->positions[i]]))
            i++;
          end = self->positions[i];
          break;
        }
      if (self->at_end && self->scanned == self->end)
        {
          end = self->end;
          break;
        }
      self->line += count_lines (self->buffer, self->scanned);
      memmove (self->buffer, self->buffer + self->scanned, self->end - self->scanned);
      self->buffer_offset += (gint64) self->scanned;
      self->end -= self->scanned;
      self->scanned = 0;
      self->n_positions = 0;
      self->next_position = 0;
      if (!read_on (self, MAX (self->end + 1, BUFFER_SIZE), cancellable, error))
        return FALSE;
      if (last == '\r' && self->end > 0 && self->buffer[0] == '\n')
        self->line--;
      do
        self->n_positions = 0;
      while (scan_window (self) && self->n_complete == 0);
    }

  unterminated = end == self->end &&
                 (self->state.mode == SY_CSV_MODE_QUOTED || self->state.mode == SY_CSV_MODE_ESCAPE);
  self->line += count_lines (self->buffer, end) + 1;
  *row = (SyCsvRow){ line, offset, NULL, 0, SY_CSV_ROW_OK, -1, NULL };
  row->raw = (const char *) self->long_row->data;
  row->raw_length = self->long_row->len;
  row->raw_total = self->buffer_offset + (gint64) end - offset;
  self->first_fields[0] = 0;
  if (unterminated)
    reject (self, row, SY_CSV_ROW_QUOTE, -1, "quote opened here is never closed");
  else if (too_wide)
    reject (self, row, SY_CSV_ROW_TOO_LONG, -1, "more than %" G_GSIZE_FORMAT " fields",
            SY_CSV_MAX_FIELDS);
  else
    reject (self, row, SY_CSV_ROW_TOO_LONG, -1, "the row is longer than %" G_GSIZE_FORMAT " MiB",
            SY_CSV_MAX_ROW / (1024 * 1024));

  self->row_ended_in_cr = end < self->end && self->buffer[end] == '\r';
  self->start = MIN (end + 1, self->end);
  if (self->row_ended_in_cr && self->start < self->end)
    {
      self->start += self->buffer[self->start] == '\n';
      self->row_ended_in_cr = FALSE;
    }
  memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->buffer_offset += (gint64) self->start;
  self->end -= self->start;
  self->start = 0;
  reset_scan (self);
  return TRUE;
}

/* ---------------------------------------------------------------- blocks */

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
      if (scan_window (self))
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
      reserve_positions (self, 1);
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
          if (!fill (self, cancellable, error))
            return -1;
          continue;
        }
      if (!skip_row (self, cancellable, error))
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
      if (!fill (self, cancellable, error) || !skip_lines (self, cancellable, error))
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
