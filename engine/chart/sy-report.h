/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-study.h"

/**
 * SyReportInfo:
 * @study: the results; parts that are missing are left out of the report
 * @model_name: (nullable): what the model is called beside its own name, as "version 4" or "draft of version 5"
 * @project_name: (nullable): name of the project file
 * @model_sha256: (nullable): of the model document; %NULL computes it
 * @data_sha256: (nullable): of the data, as the export's manifest states it
 *
 * What to report.
 */
typedef struct
{
  const SyStudy *study;
  const char *model_name;
  const char *project_name;
  const char *model_sha256;
  const char *data_sha256;
} SyReportInfo;

/**
 * sy_report_write:
 * @path: the file, ending in .pdf, .html, .htm or .md; replaced as a whole or not at all
 * @info: what to report
 * @error: return location, or %NULL
 *
 * Writes a report: a paginated A4 PDF, one HTML file that needs nothing else,
 * or Markdown without the drawings. The same results give the same bytes.
 *
 * Errors: %SY_CHART_ERROR_FORMAT, %SY_CHART_ERROR_RENDER, and those of g_file_set_contents_full().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_report_write (const char *path,
                          const SyReportInfo *info,
                          GError **error);
