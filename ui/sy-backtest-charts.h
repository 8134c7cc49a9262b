/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The charts of the Backtest page from its results. No widget.
 */

/**
 * sy_backtest_charts_reported:
 * @backtest: the results
 *
 * Returns: (transfer none): the dates that are reported, pooled: those not seen
 *   when tuning when that is known, else all
 */
const SyBacktestOrigin *sy_backtest_charts_reported (const SyBacktest *backtest);

/**
 * sy_backtest_charts_auc:
 * @backtest: the results
 * @version: number of the version compared with, 0 for none
 * @zone: the project's time zone
 *
 * Returns: (transfer full): the AUC by origin
 */
SyChart *sy_backtest_charts_auc (const SyBacktest *backtest,
                                 int version,
                                 SyZone *zone);

/**
 * sy_backtest_charts_roc:
 * @backtest: the results
 * @version: number of the version compared with, 0 for none
 * @zone: the project's time zone
 *
 * Returns: (transfer full): the ROC of the reported dates
 */
SyChart *sy_backtest_charts_roc (const SyBacktest *backtest,
                                 int version,
                                 SyZone *zone);

/**
 * sy_backtest_charts_gain:
 * @backtest: the results
 * @version: number of the version compared with, 0 for none
 *
 * Returns: (transfer full): cumulative gain by tenths
 */
SyChart *sy_backtest_charts_gain (const SyBacktest *backtest,
                                  int version);

/**
 * sy_backtest_charts_reliability:
 * @backtest: the results
 *
 * Returns: (transfer full): predicted against observed rates
 */
SyChart *sy_backtest_charts_reliability (const SyBacktest *backtest);

/**
 * sy_backtest_charts_bands:
 * @backtest: the results
 * @version: number of the version compared with, 0 for none
 *
 * Returns: (transfer full): the outcome by band
 */
SyChart *sy_backtest_charts_bands (const SyBacktest *backtest,
                                   int version);

/**
 * sy_backtest_charts_precision:
 * @backtest: the results
 * @threshold: the chosen score
 *
 * Returns: (transfer full): precision and recall by threshold
 */
SyChart *sy_backtest_charts_precision (const SyBacktest *backtest,
                                       double threshold);

G_END_DECLS
