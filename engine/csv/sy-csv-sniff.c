/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-sniff.h"

#include <string.h>

#include "csv/sy-amount-format.h"
#include "csv/sy-csv-private.h"
#include "csv/sy-csv-sniff-private.h"
#include "csv/sy-time-parse-private.h"

/*
 * Every candidate (delimiter × quote) reads the sample with the reader itself. Its score is
 *
 *   consistency² × (1 − 1/columns) × mean of its fields
 *
 * where consistency is the share of rows with the most common number of fields, and a field counts
 * 1 when it is a number, a time or missing, less when it is text, and little when it holds
 * another candidate delimiter. One column has the weight of 0.15 of many. The idea of judging a dialect by
 * the pattern of its rows and the types of its fields is from van den Burg, Nazábal and Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns", DMKD 33 (2019) 1799–1820.
 */

#define MAX_ROWS 4000
#define DELIMITERS ",;\t|"

typedef struct
{
  SyCsvDialect dialect;
  gsize n_rows;
  gsize n_quote_errors;
  gsize n_quoted;
  gsize n_fields;
  gsize n_columns;
  gsize n_consistent;
  gsize n_trailing; /* rows of one more field, the last one missing */
  gsize first_n_fields;
  double cell_sum;
  double score;
} Candidate;

static SyCsvCell
classify (const char *text,
          gsize length,
          char delimiter,
          gboolean quoted)
{
  const SyAmountFormat formats[] = { { '.' }, { ',' } };
  SyTimeParts parts;
  double value;

  if (length == 0)
    return SY_CSV_CELL_MISSING;
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (sy_amount_format_parse (&formats[i], text, length, &value, NULL))
      return SY_CSV_CELL_NUMBER;
  if (length < 64)
    {
      parts.shape = SY_TIME_SHAPE_NAMED;
      if (sy_time_parse_any (text, length, SY_TIME_ORDER_DMY, &parts) == NULL ||
          (parts.shape == SY_TIME_SHAPE_ORDERED &&
           sy_time_parse_any (text, length, SY_TIME_ORDER_MDY, &parts) == NULL))
        return SY_CSV_CELL_TIME;
    }
  if (quoted)
    return SY_CSV_CELL_TEXT;
  for (const char *d = DELIMITERS; *d != '\0'; d++)
    if (*d != delimiter && memchr (text, *d, length) != NULL)
      return SY_CSV_CELL_MIXED;
  return SY_CSV_CELL_TEXT;
}

SyCsvCell
sy_csv_cell_classify (const SyCsvField *field,
                      char delimiter)
{
  return classify (field->text, field->length, delimiter,
                   (field->flags & SY_CSV_FIELD_QUOTED) != 0);
}

SyCsvReader *
sy_csv_sniff_open (const char *text,
                   gsize length,
                   const SyCsvDialect *dialect)
{
  g_autoptr (SyCsvSource)
      source = sy_csv_source_new_for_data (text, length, SY_CSV_ENCODING_UTF8, NULL);
  SyCsvReader *reader;
  SyCsvDialect plain = *dialect;

  if (source == NULL)
    return NULL;
  plain.has_header = FALSE;
  reader = sy_csv_reader_new (source, &plain);
  sy_csv_reader_set_keeps_ragged (reader, TRUE);
  return reader;
}

static void
count_row (Candidate *self,
           const SyCsvRow *row,
           GHashTable *widths)
{
  static const double weights[] = {
    [SY_CSV_CELL_MISSING] = 1.0,
    [SY_CSV_CELL_NUMBER] = 1.0,
    [SY_CSV_CELL_TIME] = 1.0,
    [SY_CSV_CELL_TEXT] = 0.8,
    [SY_CSV_CELL_MIXED] = 0.2
  };
  gsize n_seen = MIN (row->n_fields, SY_CSV_SNIFF_FIELDS);
  gpointer key = GSIZE_TO_POINTER (row->n_fields);

  g_hash_table_insert (widths, key,
                       GSIZE_TO_POINTER (GPOINTER_TO_SIZE (g_hash_table_lookup (widths, key)) + 1));
  for (gsize i = 0; i < n_seen; i++)
    {
      const SyCsvField *field = &row->fields[i];

      self->n_quoted += (field->flags & SY_CSV_FIELD_QUOTED) != 0;
      /* A tenth of a long sample tells as much as all of it. */
      if (self->n_rows < 200 || self->n_rows % 10 == 0)
        {
          self->cell_sum += weights[sy_csv_cell_classify (field, self->dialect.delimiter)];
          self->n_fields++;
        }
    }
}

static void
choose_width (Candidate *self,
              GHashTable *widths)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, widths);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gsize n = GPOINTER_TO_SIZE (value);
      gsize width = GPOINTER_TO_SIZE (key);

      if (n > self->n_consistent || (n == self->n_consistent && width > self->n_columns))
        {
          self->n_consistent = n;
          self->n_columns = width;
        }
    }
}

static void
try_candidate (Candidate *self,
               const char *text,
               gsize length)
{
  g_autoptr (SyCsvReader) reader = sy_csv_sniff_open (text, length, &self->dialect);
  g_autoptr (GHashTable) widths = g_hash_table_new (NULL, NULL);
  const SyCsvBlock *block;
  double consistency;

  while (self->n_rows < MAX_ROWS && reader != NULL &&
         (block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    for (gsize i = 0; i < block->n_rows && self->n_rows < MAX_ROWS; i++, self->n_rows++)
      {
        const SyCsvRow *row = &block->rows[i];

        if (self->n_rows == 0)
          self->first_n_fields = row->n_fields;
        if (row->status == SY_CSV_ROW_QUOTE)
          self->n_quote_errors++;
        else if (row->status == SY_CSV_ROW_OK)
          count_row (self, row, widths);
        if (row->n_fields == self->first_n_fields + 1 && row->fields[row->n_fields - 1].length == 0)
          self->n_trailing++;
      }

  choose_width (self, widths);
  if (self->n_rows == 0)
    return;
  consistency = (double) self->n_consistent / (double) self->n_rows;
  self->score = consistency * consistency *
                (self->n_columns > 1 ? 1.0 - 1.0 / (double) self->n_columns : 0.15);
  if (self->n_fields > 0)
    self->score *= self->cell_sum / (double) self->n_fields;
}

static gboolean
has_text (const char *text,
          gsize length,
          const char *wanted)
{
  return memmem (text, length, wanted, strlen (wanted)) != NULL;
}

/* The best quoting for one delimiter. */
static Candidate
try_delimiter (const char *text,
               gsize length,
               const SyCsvDialect *start,
               char delimiter,
               char quote_hint)
{
  Candidate best = { .dialect = *start };

  best.dialect.delimiter = delimiter;
  best.dialect.quote = quote_hint != 0 ? quote_hint : '"';
  try_candidate (&best, text, length);

  if (quote_hint == 0 && has_text (text, length, "\\\""))
    {
      Candidate other = { .dialect = best.dialect };

      other.dialect.backslash = TRUE;
      try_candidate (&other, text, length);
      if (other.n_quote_errors < best.n_quote_errors || other.score > best.score * 1.05)
        best = other;
    }
  if (quote_hint == 0 && best.n_quoted == 0 && memchr (text, '\'', length) != NULL)
    {
      Candidate other = { .dialect = best.dialect };

      other.dialect.quote = '\'';
      try_candidate (&other, text, length);
      if (other.n_quote_errors == 0 && other.n_quoted * 2 > other.n_rows &&
          other.score >= best.score)
        best = other;
    }
  if (quote_hint == 0 && has_text (text, length, (char[]){ delimiter, ' ', '"', '\0' }))
    {
      Candidate other = { .dialect = best.dialect };

      other.dialect.blanks_around_quotes = TRUE;
      try_candidate (&other, text, length);
      if (other.n_quote_errors <= best.n_quote_errors && other.n_quoted > best.n_quoted &&
          other.score >= best.score)
        best = other;
    }
  /* Files with tabs or bars often know no quotes: then stray ones swallow rows. */
  if (quote_hint == 0 && (delimiter == '\t' || delimiter == '|') && best.n_quote_errors > 0)
    {
      Candidate other = { .dialect = best.dialect };

      other.dialect.quote = 0;
      try_candidate (&other, text, length);
      if (other.n_rows >= 10 && best.n_consistent * 10 < other.n_consistent * 9)
        best = other;
    }
  return best;
}

static char
find_decimal_mark (const char *text,
                   gsize length,
                   const SyCsvDialect *dialect)
{
  g_autoptr (SyCsvReader) reader = sy_csv_sniff_open (text, length, dialect);
  const SyCsvBlock *block = reader != NULL ? sy_csv_reader_next_block (reader, NULL, NULL) : NULL;
  SyAmountDetect detect = { 0 };
  SyAmountFormat format;

  for (gsize i = 0; block != NULL && i < block->n_rows; i++)
    for (gsize j = 0; j < MIN (block->rows[i].n_fields, SY_CSV_SNIFF_FIELDS); j++)
      sy_amount_detect_add (&detect, block->rows[i].fields[j].text,
                            block->rows[i].fields[j].length);
  sy_amount_detect_finish (&detect, dialect->delimiter == ';' ? ',' : '.', &format);
  return format.decimal_mark;
}

static gsize
whole_lines (const char *text,
             gsize length)
{
  gsize n = length;

  while (n > 0 && text[n - 1] != '\n' && text[n - 1] != '\r')
    n--;
  return n > 0 ? n : length;
}

static gboolean
is_blank (const char *text,
          gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != '\n' && text[i] != '\r' && text[i] != ' ' && text[i] != '\t' && text[i] != '\0')
      return FALSE;
  return TRUE;
}

/* Whether bytes are no text at all: control characters other than blanks, line ends and NUL. */
static gboolean
is_binary (const char *text,
           gsize length)
{
  gsize n_controls = 0;

  for (gsize i = 0; i < length; i++)
    n_controls += (guint8) text[i] < 0x20 && text[i] != '\0' && !g_ascii_isspace (text[i]);
  return n_controls > 8 && n_controls * 20 > length;
}

static Candidate
find_dialect (const char *text,
              gsize length,
              const SyCsvDialect *start,
              char delimiter,
              char quote)
{
  Candidate best;

  if (delimiter != 0)
    return try_delimiter (text, length, start, delimiter, quote);
  best = try_delimiter (text, length, start, DELIMITERS[0], quote);
  for (const char *d = &DELIMITERS[1]; *d != '\0'; d++)
    {
      Candidate other;

      if (memchr (text, *d, length) == NULL)
        continue;
      other = try_delimiter (text, length, start, *d, quote);
      if (other.score > best.score)
        best = other;
    }
  /* Blanks stand in texts and times, too: only when nothing else makes columns of the file. */
  if (best.n_columns < 2 || best.n_consistent * 10 < best.n_rows * 6)
    {
      Candidate blanks = try_delimiter (text, length, start, SY_CSV_BLANKS, quote);

      if (blanks.n_columns > 1 && blanks.n_consistent * 20 >= blanks.n_rows * 19 &&
          blanks.cell_sum >= 0.9 * (double) blanks.n_fields)
        best = blanks;
    }
  return best;
}

static void
explain (SyCsvSniff *sniff)
{
  const SyCsvDialect *d = &sniff->dialect;
  const char *name = sy_csv_delimiter_get_name (d->delimiter);
  char other[16];

  if (strcmp (name, "other") == 0)
    {
      g_snprintf (other, sizeof other, "“%c”", d->delimiter);
      name = other;
    }
  g_snprintf (sniff->explanation, sizeof sniff->explanation,
              "%s, %" G_GSIZE_FORMAT " column%s in %.3g %% of %" G_GSIZE_FORMAT " row%s%s, %s",
              name, sniff->n_columns, sniff->n_columns == 1 ? "" : "s", 100.0 * sniff->consistency,
              sniff->n_rows_seen, sniff->n_rows_seen == 1 ? "" : "s",
              d->quote == '\'' ? ", single quotes" : d->quote == 0 ? ", no quotes"
                                                 : d->backslash    ? ", backslashes"
                                                                   : "",
              d->has_header ? "header" : "no header");
  if (d->skip_lines > 0)
    {
      g_autofree char *skipped = g_strdup_printf (", table from line %u", d->skip_lines + 1);

      g_strlcat (sniff->explanation, skipped, sizeof sniff->explanation);
    }
}

gboolean
sy_csv_sniff (const char *text,
              gsize length,
              gboolean at_end,
              const SyCsvHints *hints,
              SyCsvSniff *out_sniff,
              GError **error)
{
  const SyCsvHints none = { 0 };
  SyCsvDialect start = SY_CSV_DIALECT_INIT;
  Candidate best;
  char delimiter;
  char sep = 0;

  hints = hints != NULL ? hints : &none;
  if (is_blank (text, length))
    {
      g_set_error_literal (error, SY_CSV_ERROR, SY_CSV_ERROR_EMPTY,
                           length == 0 ? "the file is empty"
                                       : "the file is empty but for blanks and line ends");
      return FALSE;
    }
  if (is_binary (text, length))
    {
      g_set_error_literal (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED,
                           "this is not a text file: save the table as CSV");
      return FALSE;
    }
  if (!at_end)
    length = whole_lines (text, length);

  delimiter = hints->delimiter;
  if (sy_csv_find_sep_line (text, length, &sep))
    {
      start.skip_lines = 1;
      delimiter = delimiter != 0 ? delimiter : sep;
    }
  best = find_dialect (text, length, &start, delimiter, hints->quote);
  if (best.n_consistent * 2 >= best.n_rows)
    {
      guint n_before = sy_csv_find_preamble (text, length, &best.dialect, best.n_columns);

      if (n_before > best.dialect.skip_lines)
        {
          Candidate again = { .dialect = best.dialect };

          again.dialect.skip_lines = n_before;
          try_candidate (&again, text, length);
          best = again;
        }
    }

  *out_sniff = (SyCsvSniff){ .dialect = best.dialect, .encoding = SY_CSV_ENCODING_UTF8 };
  out_sniff->n_columns = best.n_columns;
  out_sniff->n_rows_seen = best.n_rows;
  out_sniff->consistency = best.n_rows > 0 ? (double) best.n_consistent / (double) best.n_rows
                                           : 0.0;
  out_sniff->delimiter_guessed = hints->delimiter == 0;
  out_sniff->header_guessed = hints->has_header == SY_CSV_GUESS;
  out_sniff->dialect.has_header =
      hints->has_header == SY_CSV_GUESS
          ? sy_csv_find_header (text, length, &best.dialect) != SY_CSV_HEADER_NO
          : hints->has_header == SY_CSV_YES;
  if (out_sniff->dialect.has_header && best.n_rows > 1 &&
      best.n_trailing * 10 >= (best.n_rows - 1) * 9)
    {
      out_sniff->dialect.trailing_delimiter = TRUE;
      out_sniff->n_columns = best.first_n_fields;
    }
  out_sniff->dialect.decimal_mark = find_decimal_mark (text, length, &out_sniff->dialect);
  explain (out_sniff);
  return TRUE;
}
