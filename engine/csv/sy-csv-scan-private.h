/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that are scanned at once; a block has one byte of flags. */
#define SY_CSV_SCAN_BLOCK 64

/* What a block of bytes holds. A flag may be set without need, never the other way round. */
enum
{
  SY_CSV_SCAN_QUOTE = 1 << 0,     /* a quote that may open or close a field */
  SY_CSV_SCAN_IRREGULAR = 1 << 1, /* a doubled or stray quote: look at each */
  SY_CSV_SCAN_NON_ASCII = 1 << 2,
  SY_CSV_SCAN_NUL = 1 << 3,
  SY_CSV_SCAN_LINES = 1 << 4, /* a line end between quotes */
};

typedef enum
{
  SY_CSV_SCAN_SCALAR,
  SY_CSV_SCAN_SSE2,
  SY_CSV_SCAN_AVX2,
} SyCsvScanLevel;

typedef enum
{
  SY_CSV_MODE_START,  /* a field may start here */
  SY_CSV_MODE_BARE,   /* in a field without quotes, or after a wrong closing quote */
  SY_CSV_MODE_QUOTED, /* between quotes */
  SY_CSV_MODE_CLOSED, /* after a quote that closed a field, or is half of a doubled one */
  SY_CSV_MODE_ESCAPE, /* after a backslash between quotes */
} SyCsvMode;

/* Where the scan stands: what the bytes before mean for the next one. */
typedef struct
{
  SyCsvMode mode;
  gboolean after_cr;
} SyCsvScanState;

typedef struct
{
  char delimiter;
  char quote; /* 0: none */
  gboolean backslash;
  gboolean blanks;
  gboolean blanks_around_quotes; /* only sy_csv_scan_bytes() at the level SCALAR knows it */
  SyCsvScanLevel level;
} SyCsvScan;

/* The best level this machine has. */
SyCsvScanLevel sy_csv_scan_best_level (void);

/*
 * Scans n_bytes bytes for the delimiters and line ends outside quotes and writes their positions,
 * base added, to out_positions, which has room for n_bytes + 8 (the last 8 are scratch). The line feed
 * of a CRLF is not reported. flags gets a byte for each block of 64, the last one short or not.
 * Returns the number of positions.
 */
gsize sy_csv_scan_bytes (const SyCsvScan *scan,
                         SyCsvScanState *state,
                         const char *bytes,
                         gsize n_bytes,
                         guint32 base,
                         guint32 *out_positions,
                         guint8 *flags);

G_END_DECLS
