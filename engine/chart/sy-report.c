/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report-private.h"

#include "sy-chart-text-private.h"

static SyDocument *
make_document (const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  g_autofree char *date = sy_chart_date (study->zone, study->as_of);
  g_autofree char *subtitle = g_strdup_printf ("Score report as of %s%s%s", date,
                                               info->model_name != NULL ? " · " : "",
                                               info->model_name != NULL ? info->model_name : "");
  g_autofree char *footer = g_strdup_printf ("%s · as of %s · made with Steelyard " PACKAGE_VERSION,
                                             study->model->name, date);
  SyDocument *document = sy_document_new (study->model->name, subtitle, footer);

  sy_report_add_model (document, info);
  sy_report_add_distribution (document, info);
  sy_report_add_backtest (document, info);
  sy_report_add_follow_up (document, info);
  sy_report_add_errors (document, info);
  sy_report_add_labels (document, info);
  sy_report_add_fairness (document, info);
  sy_report_add_drift (document, info);
  sy_report_add_rules (document, info);
  sy_report_add_definitions (document, info);
  return document;
}

gboolean
sy_report_write (const char *path,
                 const SyReportInfo *info,
                 GError **error)
{
  g_autofree char *lower = NULL;
  g_autoptr (SyDocument) document = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (info != NULL && info->study != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (!g_str_has_suffix (lower, ".pdf") && !g_str_has_suffix (lower, ".html") &&
      !g_str_has_suffix (lower, ".htm") && !g_str_has_suffix (lower, ".md"))
    {
      g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_FORMAT,
                   "%s: the file name must end in .pdf, .html or .md", path);
      return FALSE;
    }
  document = make_document (info);
  return sy_document_write (document, path, error);
}
