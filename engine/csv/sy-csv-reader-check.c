/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-reader-private.h"

#include <string.h>

/* The closer look at rows with quotes, bytes beyond ASCII or another number of fields. */

/* Line ends in @text: CR, LF and CRLF count one each. */
gint64
sy_csv_reader_count_lines (const char *text,
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

void
sy_csv_reader_reject (SyCsvReader *self,
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
        sy_csv_reader_reject (self, row, SY_CSV_ROW_TEXT, (int) i, "NUL byte");
      else if (!g_utf8_validate_len (fields[i].text, fields[i].length, &end))
        {
          SyCsvEncoding encoding = sy_csv_source_get_encoding (self->source);

          sy_csv_reader_reject (self, row, SY_CSV_ROW_TEXT, (int) i,
                                "not valid %s at byte %" G_GSIZE_FORMAT " of %s",
                                sy_csv_encoding_get_name (encoding),
                                (gsize) (end - fields[i].text) - quotes, column_name (self, i));
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
  gint64 n_before = sy_csv_reader_count_lines (row->raw, (gsize) (field->text - row->raw));

  if (n_before == 0)
    sy_csv_reader_reject (self, row, SY_CSV_ROW_QUOTE, column, "quote opened here is never closed");
  else
    sy_csv_reader_reject (self, row, SY_CSV_ROW_QUOTE, column,
                          "quote opened on line %" G_GINT64_FORMAT " is never closed",
                          row->line + n_before);
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
        sy_csv_reader_reject (self, row, SY_CSV_ROW_QUOTE, (int) i, "text after a closing quote");
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
    sy_csv_reader_reject (self, row, SY_CSV_ROW_RAGGED, -1, "a comment, not a row");
  sy_csv_reader_reject (self, row, SY_CSV_ROW_RAGGED, -1,
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
    sy_csv_reader_reject (self, row, SY_CSV_ROW_TOO_LONG, -1,
                          "more than %" G_GSIZE_FORMAT " fields", SY_CSV_MAX_FIELDS);
  if (row->raw_length <= SY_CSV_MAX_FIELD)
    return;
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length > SY_CSV_MAX_FIELD)
      sy_csv_reader_reject (self, row, SY_CSV_ROW_TOO_LONG, (int) i,
                            "a field is longer than %" G_GSIZE_FORMAT " MiB",
                            SY_CSV_MAX_FIELD / (1024 * 1024));
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
void
sy_csv_reader_finish_row_slowly (SyCsvReader *self,
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
