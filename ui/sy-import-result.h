/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"
#include "sy-table-source.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_RESULT (sy_import_result_get_type ())

/**
 * SyImportResult:
 *
 * What became of the rows of an import, with the list of those set aside.
 */
G_DECLARE_FINAL_TYPE (SyImportResult, sy_import_result, SY, IMPORT_RESULT, GtkWidget)

/**
 * sy_import_result_show:
 * @self: a view
 * @session: the project
 * @report: (transfer none): the report; must live as long as the view shows it
 */
void sy_import_result_show (SyImportResult *self, SySession *session, const SyImportReport *report);

/**
 * sy_rejected_rows_create_source:
 * @rows: (transfer full) (element-type SyRejectedRow): rejected rows
 *
 * Returns: (transfer full): a table of line, column, reason and raw text
 */
SyTableSource *sy_rejected_rows_create_source (GPtrArray *rows);

/**
 * sy_rejected_rows_export_async:
 * @session: the project
 * @import_id: an import
 * @path: the CSV file to write
 * @callback: called at the end; finish with sy_job_run_finish(), which gives %NULL
 * @user_data: passed to @callback
 *
 * Writes all rejected rows of an import: line, column, reason, raw text.
 */
void sy_rejected_rows_export_async (SySession *session,
                                    gint64 import_id,
                                    const char *path,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

G_END_DECLS
