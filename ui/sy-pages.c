/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pages.h"
#include "sy-backtest-page.h"
#include "sy-data-page.h"
#include "sy-drift-page.h"
#include "sy-people-page.h"
#include "sy-segments-page.h"
#include "sy-tune-page.h"
#include "sy-versions-page.h"

#include <glib/gi18n.h>

static const SyPageInfo pages[] = {
  { "data", N_ ("Data"), "sy-data-symbolic", sy_data_page_get_type },
  { "tune", N_ ("Tune"), "sy-tune-symbolic", sy_tune_page_get_type },
  { "backtest", N_ ("Backtest"), "sy-backtest-symbolic", sy_backtest_page_get_type },
  { "drift", N_ ("Drift"), "sy-drift-symbolic", sy_drift_page_get_type },
  { "segments", N_ ("Segments"), "sy-segments-symbolic", sy_segments_page_get_type },
  { "people", N_ ("People"), "sy-people-symbolic", sy_people_page_get_type },
  { "versions", N_ ("Versions"), "sy-versions-symbolic", sy_versions_page_get_type },
};

const SyPageInfo *
sy_pages_get (gsize *out_n_pages)
{
  *out_n_pages = G_N_ELEMENTS (pages);
  return pages;
}
