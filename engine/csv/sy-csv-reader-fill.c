/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-reader-private.h"

#include <string.h>

/* How bytes come into the buffer, and what becomes of a row that is too long for it. */

/* What is kept of a row that is too long. */
#define KEPT_OF_LONG_ROW ((gsize) 64 * 1024)

void
sy_csv_reader_reset_scan (SyCsvReader *self)
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
gboolean
sy_csv_reader_read_on (SyCsvReader *self,
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
gboolean
sy_csv_reader_fill (SyCsvReader *self,
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
  wanted =
      MAX (self->read_size != 0 ? MAX (self->read_size, 128) : SY_CSV_BUFFER_SIZE, 2 * self->end);
  sy_csv_reader_reset_scan (self);
  if (!sy_csv_reader_read_on (self, MIN (wanted, SY_CSV_MAX_ROW), cancellable, error))
    return FALSE;
  if (self->row_ended_in_cr && self->start < self->end)
    {
      self->start += self->buffer[self->start] == '\n';
      self->row_ended_in_cr = FALSE;
    }
  return TRUE;
}

/* Leaves out the lines before the table; they are within what sniffing looks at. */
gboolean
sy_csv_reader_skip_lines (SyCsvReader *self,
                          GCancellable *cancellable,
                          GError **error)
{
  while (self->dialect.skip_lines > 0 && !self->at_end && self->end < SY_CSV_SNIFF_LENGTH)
    if (!sy_csv_reader_fill (self, cancellable, error))
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
  return self->start == 0 || sy_csv_reader_fill (self, cancellable, error);
}

/* Reads over a row that does not fit, keeps its beginning and makes it a bad row. */
gboolean
sy_csv_reader_skip_row (SyCsvReader *self,
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

          while (!sy_csv_is_line_end (self->buffer[self->positions[i]]))
            i++;
          end = self->positions[i];
          break;
        }
      if (self->at_end && self->scanned == self->end)
        {
          end = self->end;
          break;
        }
      self->line += sy_csv_reader_count_lines (self->buffer, self->scanned);
      memmove (self->buffer, self->buffer + self->scanned, self->end - self->scanned);
      self->buffer_offset += (gint64) self->scanned;
      self->end -= self->scanned;
      self->scanned = 0;
      self->n_positions = 0;
      self->next_position = 0;
      if (!sy_csv_reader_read_on (self, MAX (self->end + 1, SY_CSV_BUFFER_SIZE), cancellable,
                                  error))
        return FALSE;
      if (last == '\r' && self->end > 0 && self->buffer[0] == '\n')
        self->line--;
      do
        self->n_positions = 0;
      while (sy_csv_reader_scan_window (self) && self->n_complete == 0);
    }

  unterminated = end == self->end &&
                 (self->state.mode == SY_CSV_MODE_QUOTED || self->state.mode == SY_CSV_MODE_ESCAPE);
  self->line += sy_csv_reader_count_lines (self->buffer, end) + 1;
  *row = (SyCsvRow){ line, offset, NULL, 0, SY_CSV_ROW_OK, -1, NULL };
  row->raw = (const char *) self->long_row->data;
  row->raw_length = self->long_row->len;
  row->raw_total = self->buffer_offset + (gint64) end - offset;
  self->first_fields[0] = 0;
  if (unterminated)
    sy_csv_reader_reject (self, row, SY_CSV_ROW_QUOTE, -1, "quote opened here is never closed");
  else if (too_wide)
    sy_csv_reader_reject (self, row, SY_CSV_ROW_TOO_LONG, -1,
                          "more than %" G_GSIZE_FORMAT " fields", SY_CSV_MAX_FIELDS);
  else
    sy_csv_reader_reject (self, row, SY_CSV_ROW_TOO_LONG, -1,
                          "the row is longer than %" G_GSIZE_FORMAT " MiB",
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
  sy_csv_reader_reset_scan (self);
  return TRUE;
}
