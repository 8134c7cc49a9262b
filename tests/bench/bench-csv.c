/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "sy-engine.h"
#include "csv/sy-csv-private.h"

/*
 * Prints how fast each level of the reader is, in MB/s of the file, best of some runs, on data
 * made here or on a file given: bench-csv [FILE].
 */

#define MADE_BYTES ((gsize) 64 * 1024 * 1024)
#define RUNS 5

static const char *const level_names[] = { "scalar", "SSE2", "AVX2" };

static GString *
make_events (gboolean quoted)
{
  static const char *const types[] = { "purchase", "page_view", "email_click", "support_ticket" };
  GString *text = g_string_sized_new (MADE_BYTES + 256);
  const char *q = quoted ? "\"" : "";
  guint32 random = 1;

  g_string_append (text, "person,time,type,amount\n");
  for (guint i = 0; text->len < MADE_BYTES; i++)
    {
      random = random * 1664525 + 1013904223;
      g_string_append_printf (text,
                              "%sp%06u%s,%s2017-%02u-%02uT%02u:%02u:%02uZ%s,%s%s%s,%s%u.%02u%s\n",
                              q, random >> 13, q, q, 1 + i / 50000 % 12, 1 + i / 2000 % 28, i % 24,
                              i % 60, random % 60, q, q, types[random >> 30], q, q,
                              (random >> 8) % 500, random % 100, q);
    }
  return text;
}

typedef enum
{
  WORK_ROWS,  /* only rows and fields */
  WORK_PARSE, /* and the times and amounts of the second and fourth column */
} Work;

static gint64
read_all (SyCsvReader *reader,
          Work work,
          const SyZone *zone)
{
  g_autoptr (SyTimeFormat) format = sy_time_format_from_name ("auto", NULL);
  const SyAmountFormat amounts = { '.' };
  const SyCsvBlock *block;
  gint64 n_rows = 0;

  while ((block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    {
      n_rows += (gint64) block->n_rows;
      for (gsize i = 0; work == WORK_PARSE && i < block->n_rows; i++)
        {
          const SyCsvField *f = block->rows[i].fields;
          gint64 ms;
          double amount;

          if (block->rows[i].n_fields < 4)
            continue;
          sy_time_format_parse (format, zone, f[1].text, f[1].length, &ms, NULL);
          sy_amount_format_parse (&amounts, f[3].text, f[3].length, &amount, NULL);
        }
    }
  return n_rows;
}

static void
run (const char *name,
     const char *text,
     gsize length,
     SyCsvScanLevel level,
     Work work)
{
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);
  gint64 best = G_MAXINT64;
  gint64 n_rows = 0;

  for (int i = 0; i < RUNS; i++)
    {
      g_autoptr (SyCsvSource)
          source = sy_csv_source_new_for_data (text, length, SY_CSV_ENCODING_UTF8, NULL);
      SyCsvDialect dialect = SY_CSV_DIALECT_INIT;
      g_autoptr (SyCsvReader) reader = sy_csv_reader_new (source, &dialect);
      gint64 start;

      sy_csv_reader_set_scan_level (reader, level);
      start = g_get_monotonic_time ();
      n_rows = read_all (reader, work, zone);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  printf ("%-10s %-6s %-18s %6.0f MB/s %7.1f ns a row\n", name, level_names[level],
          work == WORK_ROWS ? "rows" : "rows, times, sums", (double) length / (double) best,
          1000.0 * (double) best / (double) n_rows);
}

/* The scan alone, without building rows. */
static void
run_scan (const char *name,
          const char *text,
          gsize length,
          SyCsvScanLevel level)
{
  const gsize window = 16 * 1024;
  g_autofree guint32 *positions = g_new (guint32, window + 8);
  g_autofree guint8 *flags = g_malloc (window / SY_CSV_SCAN_BLOCK + 1);
  SyCsvScan scan = { ',', '"', FALSE, FALSE, level };
  gint64 best = G_MAXINT64;

  for (int i = 0; i < RUNS; i++)
    {
      SyCsvScanState state = { SY_CSV_MODE_START, FALSE };
      gint64 start = g_get_monotonic_time ();

      /* The reader has its bytes in the cache: so the same few are scanned again and again. */
      for (gsize at = 0; at + window <= length; at += window)
        sy_csv_scan_bytes (&scan, &state, text + at % (32 * window), window, 0, positions, flags);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  printf ("%-10s %-6s %-18s %6.0f MB/s\n", name, level_names[level], "scan",
          (double) length / (double) best);
}

static void
bench (const char *name,
       const char *text,
       gsize length)
{
  for (SyCsvScanLevel level = SY_CSV_SCAN_SCALAR; level <= sy_csv_scan_best_level (); level++)
    {
      run_scan (name, text, length, level);
      run (name, text, length, level, WORK_ROWS);
    }
  run (name, text, length, sy_csv_scan_best_level (), WORK_PARSE);
}

int
main (int argc,
      char *argv[])
{
  if (argc > 1)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (argv[1], &text, &length, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
      bench ("file", text, length);
      return 0;
    }
  for (int quoted = 0; quoted < 2; quoted++)
    {
      GString *text = make_events (quoted);

      bench (quoted ? "quoted" : "plain", text->str, text->len);
      g_string_free (text, TRUE);
    }
  return 0;
}
