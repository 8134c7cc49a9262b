/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_THRESHOLD_TABLE (sy_threshold_table_get_type ())

/**
 * SyThresholdTable:
 *
 * What a list drawn at a threshold would have held: people, outcomes,
 * precision, recall, and the margin at costs that the user enters.
 */
G_DECLARE_FINAL_TYPE (SyThresholdTable, sy_threshold_table, SY, THRESHOLD_TABLE, AdwBin)

/**
 * sy_threshold_table_update:
 * @self: a table
 * @backtest: (nullable): the results
 * @threshold: the chosen score
 */
void sy_threshold_table_update (SyThresholdTable *self,
                                SyBacktest *backtest,
                                double threshold);

/**
 * sy_threshold_table_get_reported:
 * @backtest: the results
 *
 * Returns: (transfer none): the dates that are reported, pooled: those not seen
 *   when tuning when that is known, else all
 */
const SyBacktestOrigin *sy_threshold_table_get_reported (const SyBacktest *backtest);

G_END_DECLS
