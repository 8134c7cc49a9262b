/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-label-store.h"

G_BEGIN_DECLS

/*
 * A label as a file has it: where its person stands, line and column from 1.
 */
typedef struct
{
  SyErrorLabelRecord *record;
  gint64 line;
  int column;
} SyLabelRow;

/*
 * The rows of sy_project_import_error_labels(), checked but for whether the people are known.
 *
 * Returns: (transfer full) (element-type SyLabelRow): at least one, or NULL
 */
GPtrArray *sy_label_rows_read (const char *path,
                               const SyZone *zone,
                               gint64 as_of,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
