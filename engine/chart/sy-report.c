/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report.h"

gboolean
sy_report_write (const char *path,
                 const SyReportInfo *info,
                 GError **error)
{
  g_error ("not yet");
}
