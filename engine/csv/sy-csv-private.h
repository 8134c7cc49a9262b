/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv/sy-csv-reader.h"
#include "csv/sy-csv-scan-private.h"
#include "csv/sy-csv-source.h"

G_BEGIN_DECLS

/* For tests: how many bytes one read of the file gives at most, and one fill of the reader's buffer. */
void sy_csv_source_set_read_size (SyCsvSource *self,
                                  gsize read_size);
void sy_csv_reader_set_read_size (SyCsvReader *self,
                                  gsize read_size);

/* For tests and benchmarks; before the first row is read. */
void sy_csv_reader_set_scan_level (SyCsvReader *self,
                                   SyCsvScanLevel level);

/* For sniffing: rows with another number of fields are good rows. */
void sy_csv_reader_set_keeps_ragged (SyCsvReader *self,
                                     gboolean keeps_ragged);

G_END_DECLS
