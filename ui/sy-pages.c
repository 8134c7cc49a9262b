/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pages.h"

#include <glib/gi18n.h>

#include "sy-backtest-page.h"
#include "sy-tune-page.h"

static const SyPageInfo pages[] = {
  { "tune", N_ ("Tune"), "sy-tune-symbolic", sy_tune_page_get_type },
  { "backtest", N_ ("Backtest"), "sy-backtest-symbolic", sy_backtest_page_get_type },
  { NULL },
};

const SyPageInfo *
sy_pages_get (gsize *out_n_pages)
{
  *out_n_pages = G_N_ELEMENTS (pages) - 1;
  return pages;
}
