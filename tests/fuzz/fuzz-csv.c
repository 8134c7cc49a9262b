/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-engine.h"
#include "csv/sy-csv-private.h"
#include "csv/sy-csv-scan-private.h"
#include "fuzz.h"

/*
 * Any bytes as a file: nothing crashes, all levels and borders give the same rows, every byte is in a row, and
 * what is handed out as good text is that.
 */

/* Folds everything a reader gives into one number. */
static guint64
fold_rows (SyCsvReader *reader,
           gsize length)
{
  guint64 fold = 14695981039346656037u;
  const SyCsvBlock *block;
  gint64 end = 0;
  gint64 line = 0;

#define FOLD(value) (fold = (fold ^ (guint64) (value)) * 1099511628211u)
  while ((block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++)
      {
        const SyCsvRow *row = &block->rows[i];

        g_assert (row->line > line && row->offset >= end &&
                  row->offset + row->raw_total <= (gint64) length);
        g_assert ((row->status == SY_CSV_ROW_OK) == (row->reason == NULL));
        line = row->line;
        end = row->offset + row->raw_total;
        FOLD (row->line);
        FOLD (row->offset);
        FOLD (row->status);
        for (const char *p = row->reason; p != NULL && *p != '\0'; p++)
          FOLD (*p);
        for (gsize j = 0; j < row->n_fields; j++)
          {
            const SyCsvField *field = &row->fields[j];

            g_assert (g_utf8_validate_len (field->text, field->length, NULL));
            FOLD (field->flags & SY_CSV_FIELD_QUOTED);
            FOLD (field->length);
            for (gsize k = 0; k < field->length; k++)
              FOLD (field->text[k]);
          }
      }
#undef FOLD
  return fold;
}

static guint64
read_with (const guint8 *data,
           gsize length,
           SyCsvEncoding encoding,
           const SyCsvDialect *dialect,
           SyCsvScanLevel level,
           gsize read_size)
{
  g_autoptr (SyCsvSource) source = sy_csv_source_new_for_data (data, length, encoding, NULL);
  g_autoptr (SyCsvReader) reader = NULL;

  if (source == NULL)
    return 0;
  reader = sy_csv_reader_new (source, dialect);
  sy_csv_reader_set_scan_level (reader, level);
  sy_csv_reader_set_read_size (reader, read_size);
  if (read_size != 0)
    sy_csv_source_set_read_size (source, read_size);
  /* Decompressed and converted text may be longer than the file. */
  return fold_rows (reader, sy_csv_source_get_encoding (source) == SY_CSV_ENCODING_UTF8 &&
                                    !sy_csv_source_get_is_compressed (source)
                                ? length + 1
                                : G_MAXINT64);
}

/*
 * The scanners of all levels over the whole input at once, from any state: the reader, which is fed
 * a few bytes at a time, hands them few blocks with more than one row.
 */
static void
check_scan (const guint8 *data,
            gsize length,
            SyCsvScan scan,
            SyCsvScanState start)
{
  const char *bytes = (const char *) data;
  gsize n_blocks = (length + SY_CSV_SCAN_BLOCK - 1) / SY_CSV_SCAN_BLOCK;
  g_autofree guint32 *expected = g_new (guint32, length + 8);
  g_autofree guint32 *found = g_new (guint32, length + 8);
  g_autofree guint8 *expected_flags = g_new0 (guint8, n_blocks + 1);
  g_autofree guint8 *flags = g_new0 (guint8, n_blocks + 1);
  SyCsvScanState end = start;
  gsize n;

  scan.level = SY_CSV_SCAN_SCALAR;
  n = sy_csv_scan_bytes (&scan, &end, bytes, length, 7, expected, expected_flags);
  for (scan.level = SY_CSV_SCAN_SSE2; scan.level <= sy_csv_scan_best_level (); scan.level++)
    {
      SyCsvScanState state = start;

      g_assert (sy_csv_scan_bytes (&scan, &state, bytes, length, 7, found, flags) == n);
      g_assert (memcmp (found, expected, n * sizeof *found) == 0);
      g_assert (state.mode == end.mode && state.after_cr == end.after_cr);
      for (gsize i = 0; i < n_blocks; i++)
        g_assert ((expected_flags[i] & ~flags[i]) == 0);
    }
}

static void
check_scans (const guint8 *data,
             gsize length,
             gsize choice)
{
  static const SyCsvScan scans[] = {
    { .delimiter = ',', .quote = '"' },
    { .delimiter = ' ', .quote = '"', .blanks = TRUE },
    { .delimiter = ';', .quote = '\'' },
    { .delimiter = '\t' },
  };
  const SyCsvScan *scan = &scans[choice % G_N_ELEMENTS (scans)];
  SyCsvMode mode = choice / G_N_ELEMENTS (scans) % SY_CSV_MODE_ESCAPE;
  /* Without a quote nothing is ever between quotes. */
  SyCsvScanState start = { scan->quote != 0 ? mode : MIN (mode, SY_CSV_MODE_BARE),
                           mode == SY_CSV_MODE_START && choice / 16 % 2 };

  check_scan (data, length, *scan, start);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize length)
{
  const SyCsvDialect dialects[] = {
    SY_CSV_DIALECT_INIT,
    { ';', '"', TRUE, FALSE, TRUE, 1, ',' },
    { SY_CSV_BLANKS, '\'', FALSE, TRUE, FALSE, 0, '.' },
    { '\t', 0, FALSE, FALSE, FALSE, 0, '.' },
  };
  /* The last byte chooses, so that the stored inputs stay files. */
  gsize choice = length > 0 ? data[length - 1] : 0;
  const SyCsvDialect *dialect = &dialects[choice % G_N_ELEMENTS (dialects)];
  gsize read_size = choice % 5 == 0 ? 0 : 1 + choice % 97;
  guint64 expected = read_with (data, length, SY_CSV_ENCODING_UTF8, dialect, SY_CSV_SCAN_SCALAR, 0);

  g_assert (read_with (data, length, SY_CSV_ENCODING_UTF8, dialect, SY_CSV_SCAN_SSE2,
                       1 + choice % 3) == expected);
  g_assert (read_with (data, length, SY_CSV_ENCODING_UTF8, dialect, SY_CSV_SCAN_AVX2,
                       read_size) == expected);
  check_scans (data, length, choice);
  {
    g_autoptr (SyCsvSource)
        source = sy_csv_source_new_for_data (data, length, SY_CSV_ENCODING_AUTO, NULL);
    g_autoptr (SyCsvReader) reader = NULL;
    SyCsvSniff sniff;

    if (source != NULL && length > 0)
      sy_csv_source_set_read_size (source, 1 + data[0] % 13);
    reader = source != NULL ? sy_csv_reader_open_source (source, NULL, &sniff, NULL, NULL) : NULL;
    if (reader != NULL)
      fold_rows (reader, G_MAXINT64);
  }
  return 0;
}
