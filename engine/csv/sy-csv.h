/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-csv
 *
 * Bytes to fields and back. A #SyCsvSource opens a file and gives UTF-8;
 * sy_csv_sniff() finds out how it is written; a #SyCsvReader cuts it into rows;
 * #SyTimeFormat and #SyAmountFormat read times and amounts; a #SyCsvWriter writes.
 *
 * |[<!-- language="C" -->
 * g_autoptr (SyCsvReader) reader = sy_csv_reader_open (path, NULL, &sniff, NULL, &error);
 * const SyCsvBlock *block;
 *
 * while ((block = sy_csv_reader_next_block (reader, NULL, &error)) != NULL)
 *   for (gsize i = 0; i < block->n_rows; i++)
 *     ...
 * ]|
 */
#include "csv/sy-amount-format.h"
#include "csv/sy-csv-dialect.h"
#include "csv/sy-csv-reader.h"
#include "csv/sy-csv-sniff.h"
#include "csv/sy-csv-source.h"
#include "csv/sy-csv-writer.h"
#include "csv/sy-time-format.h"
