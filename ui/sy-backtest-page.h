/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_BACKTEST_PAGE (sy_backtest_page_get_type ())

/**
 * SyBacktestPage:
 *
 * The draft replayed at past dates, beside the published version. Property:
 * `session`, a #SySession, set once.
 */
G_DECLARE_FINAL_TYPE (SyBacktestPage, sy_backtest_page, SY, BACKTEST_PAGE, AdwBin)

G_END_DECLS
