/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv-private.h"

/* Everything a reader gives, as one text: what two ways to read have to agree on. */
static inline char *
dump_reader (SyCsvReader *reader)
{
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  const SyCsvBlock *block;

  while ((block = sy_csv_reader_next_block (reader, NULL, &error)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++)
      {
        const SyCsvRow *row = &block->rows[i];

        g_string_append_printf (out, "%" G_GINT64_FORMAT "@%" G_GINT64_FORMAT, row->line,
                                row->offset);
        for (gsize j = 0; j < row->n_fields; j++)
          {
            g_string_append_printf (out, "[%s%u:",
                                    (row->fields[j].flags & SY_CSV_FIELD_QUOTED) != 0 ? "q" : "",
                                    row->fields[j].length);
            g_string_append_len (out, row->fields[j].text, row->fields[j].length);
            g_string_append_c (out, ']');
          }
        if (row->status != SY_CSV_ROW_OK)
          {
            g_string_append_printf (out, "!%d.%d %s {", row->status, row->column, row->reason);
            g_string_append_len (out, row->raw, (gssize) row->raw_length);
            g_string_append_c (out, '}');
          }
        g_string_append_c (out, '\n');
      }
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

/* Reads bytes that are UTF-8 with a given dialect, buffer border and level. */
static inline char *
dump_bytes (const void *data,
            gsize length,
            const SyCsvDialect *dialect,
            gsize read_size,
            SyCsvScanLevel level)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCsvSource)
      source = sy_csv_source_new_for_data (data, length, SY_CSV_ENCODING_UTF8, &error);
  g_autoptr (SyCsvReader) reader = NULL;

  g_assert_no_error (error);
  reader = sy_csv_reader_new (source, dialect);
  sy_csv_reader_set_read_size (reader, read_size);
  sy_csv_reader_set_scan_level (reader, level);
  return dump_reader (reader);
}

/* Says where two dumps differ, not all of both. */
static inline void
assert_same_dump (const char *dump,
                  const char *expected)
{
  gsize i = 0;

  while (dump[i] != '\0' && dump[i] == expected[i])
    i++;
  if (dump[i] != expected[i])
    g_error ("the dumps differ at byte %" G_GSIZE_FORMAT ": “%.60s” is not “%.60s”", i, dump + i,
             expected + i);
}
