/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-run-page.h"

G_BEGIN_DECLS

#define SY_TYPE_BACKTEST_PAGE (sy_backtest_page_get_type ())

/**
 * SyBacktestPage:
 *
 * The draft replayed at past dates, beside the published version.
 */
G_DECLARE_FINAL_TYPE (SyBacktestPage, sy_backtest_page, SY, BACKTEST_PAGE, SyRunPage)

G_END_DECLS
