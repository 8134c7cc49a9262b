/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "csv/sy-csv-private.h"
#include "csv/sy-csv-sniff-private.h"

/*
 * Where the table begins and whether its first row names the columns. Lines before a table are
 * left out without being counted, so they have to look like nothing a row could be: a line with one
 * filled field, a comment, or a line of another width above a row that is surely a header.
 */

#define MAX_LINES_BEFORE 20

static gboolean
is_known_name (const SyCsvField *field)
{
  static const char *const names[] = {
    "person", "customer", "user", "client", "member", "contact", "account",
    "household", "visitor", "lead", "id", "email", "key", "time",
    "timestamp", "date", "datetime", "day", "when", "created", "occurred",
    "type", "event", "action", "activity", "name", "amount", "value",
    "price", "revenue", "total", "quantity", "qty", "count", "channel",
    "source", "status", "country", "category", "outcome", "label"
  };
  g_autofree char *lower = g_ascii_strdown (field->text, (gssize) field->length);
  g_auto (GStrv) words = NULL;

  if (field->length > 40)
    return FALSE;
  words = g_strsplit_set (lower, " _-.", -1);
  for (char **word = words; *word != NULL; word++)
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (strcmp (*word, names[i]) == 0)
        return TRUE;
  return g_str_has_suffix (lower, "id") && field->length > 2 &&
         g_ascii_isupper (field->text[field->length - 2]);
}

typedef struct
{
  gsize n;
  gsize n_known;
  gsize n_typed;
  gsize n_text;
  gboolean doubles;
} FirstRow;

static FirstRow
look_at_first (const SyCsvRow *row,
               SyCsvCell *cells,
               char delimiter)
{
  FirstRow first = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  first.n = MIN (row->n_fields, SY_CSV_SNIFF_FIELDS);
  for (gsize i = 0; i < first.n; i++)
    {
      cells[i] = sy_csv_cell_classify (&row->fields[i], delimiter);
      first.n_typed += cells[i] == SY_CSV_CELL_NUMBER || cells[i] == SY_CSV_CELL_TIME;
      first.n_text += cells[i] == SY_CSV_CELL_TEXT || cells[i] == SY_CSV_CELL_MIXED;
      first.n_known += is_known_name (&row->fields[i]);
      if (row->fields[i].length > 0 &&
          !g_hash_table_add (seen, g_strndup (row->fields[i].text, row->fields[i].length)))
        first.doubles = TRUE;
    }
  return first;
}

SyCsvHeaderFinding
sy_csv_find_header (const char *text,
                    gsize length,
                    const SyCsvDialect *dialect)
{
  g_autoptr (SyCsvReader) reader = sy_csv_sniff_open (text, length, dialect);
  const SyCsvBlock *block = reader != NULL ? sy_csv_reader_next_block (reader, NULL, NULL) : NULL;
  SyCsvCell cells[SY_CSV_SNIFF_FIELDS];
  gsize n_typed[SY_CSV_SNIFF_FIELDS] = { 0 };
  gsize n_present[SY_CSV_SNIFF_FIELDS] = { 0 };
  gsize n_against = 0;
  gsize n_for = 0;
  FirstRow first;

  if (block == NULL || block->rows[0].status != SY_CSV_ROW_OK)
    return SY_CSV_HEADER_LIKELY;
  first = look_at_first (&block->rows[0], cells, dialect->delimiter);
  if (first.n_text == 0)
    return SY_CSV_HEADER_NO;

  for (gsize i = 1; i < block->n_rows; i++)
    for (gsize j = 0; j < MIN (block->rows[i].n_fields, first.n); j++)
      {
        SyCsvCell cell = sy_csv_cell_classify (&block->rows[i].fields[j], dialect->delimiter);

        n_typed[j] += cell == SY_CSV_CELL_NUMBER || cell == SY_CSV_CELL_TIME;
        n_present[j] += cell != SY_CSV_CELL_MISSING;
      }
  /* A column of numbers or times with a text on top speaks for a header, one with its like on top against it. */
  for (gsize j = 0; j < first.n; j++)
    if (n_present[j] > 0 && n_typed[j] * 10 >= n_present[j] * 8)
      {
        n_for += cells[j] == SY_CSV_CELL_TEXT || cells[j] == SY_CSV_CELL_MIXED;
        n_against += cells[j] == SY_CSV_CELL_NUMBER || cells[j] == SY_CSV_CELL_TIME;
      }
  if (n_for != n_against)
    return n_for > n_against || first.n_known > n_against ? SY_CSV_HEADER_SURE : SY_CSV_HEADER_NO;
  if (first.n_known > 0)
    return SY_CSV_HEADER_SURE;
  return first.n_typed == 0 && !first.doubles ? SY_CSV_HEADER_LIKELY : SY_CSV_HEADER_NO;
}

/* ------------------------------------------------------------ beginnings */

gboolean
sy_csv_find_sep_line (const char *text,
                      gsize length,
                      char *out_delimiter)
{
  gboolean is_quoted = length > 0 && text[0] == '"';
  const char *p = text + is_quoted;
  const char *end;

  if (length < 6u + 2 * is_quoted || g_ascii_strncasecmp (p, "sep=", 4) != 0)
    return FALSE;
  end = p + 5;
  if (is_quoted && *end++ != '"')
    return FALSE;
  *out_delimiter = p[4];
  return (*end == '\n' || *end == '\r') && p[4] != '\n' && p[4] != '\r' && (guint8) p[4] < 0x80;
}

static gboolean
is_comment (const SyCsvRow *row)
{
  return row->raw_length > 0 && row->raw[0] == '#';
}

static SyCsvHeaderFinding
find_header_at (const char *text,
                gsize length,
                const SyCsvDialect *dialect,
                gint64 line)
{
  SyCsvDialect from = *dialect;

  from.skip_lines = (guint) line - 1;
  return sy_csv_find_header (text, length, &from);
}

/* Whether a comment as wide as the table is its header, as in "#person,time,type". */
static gboolean
is_header_comment (const char *text,
                   gsize length,
                   const SyCsvDialect *dialect,
                   const SyCsvRow *next)
{
  return is_comment (next) ? FALSE
                           : find_header_at (text, length, dialect, next->line) !=
                                 SY_CSV_HEADER_SURE;
}

guint
sy_csv_find_preamble (const char *text,
                      gsize length,
                      const SyCsvDialect *dialect,
                      gsize n_columns)
{
  g_autoptr (SyCsvReader) reader = sy_csv_sniff_open (text, length, dialect);
  const SyCsvBlock *block = reader != NULL ? sy_csv_reader_next_block (reader, NULL, NULL) : NULL;
  gboolean is_sure = TRUE; /* nothing skipped so far could be a row */
  gsize n = block != NULL ? MIN (block->n_rows, MAX_LINES_BEFORE) : 0;

  if (n_columns < 2)
    return 0;
  for (gsize i = 0; i < n; i++)
    {
      const SyCsvRow *row = &block->rows[i];
      gboolean is_wide = row->n_fields == n_columns;
      gsize n_filled = 0;

      if (row->status != SY_CSV_ROW_OK)
        return 0;
      for (gsize j = 0; j < row->n_fields; j++)
        n_filled += row->fields[j].length > 0;
      if (is_comment (row))
        {
          if (!is_wide || i + 1 == block->n_rows ||
              !is_header_comment (text, length, dialect, &block->rows[i + 1]))
            continue;
        }
      else if (n_filled <= 1 && (!is_wide || n_columns > 2))
        {
          is_sure = is_sure && n_columns > 2;
          continue;
        }
      else if (!is_wide)
        {
          is_sure = FALSE;
          continue;
        }
      if (i == 0 || (!is_sure && find_header_at (text, length, dialect, row->line) !=
                                     SY_CSV_HEADER_SURE))
        return 0;
      return (guint) row->line - 1;
    }
  return 0;
}
