/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-card.h"
#include "sy-session.h"
#include "sy-threshold-table.h"

G_BEGIN_DECLS

/**
 * SyBacktestCards:
 * @session: the project
 * @model: the name of the model that was replayed
 * @version: the version beside it, 0 for none
 * @backtest: what was replayed
 * @threshold: the score of the list; NaN for none
 * @note: says how many are not counted
 * @auc: the area by date
 * @roc: the ROC of the reported dates
 * @gain: the gain by tenth
 * @reliability: the score as a probability
 * @bands: the outcome by band
 * @precision: where to draw the line
 * @table: the list
 *
 * The figures of a backtest and the widgets that show them, all borrowed.
 */
typedef struct
{
  SySession *session;
  const char *model;
  int version;
  SyBacktest *backtest;
  double threshold;
  GtkLabel *note;
  SyChartCard *auc;
  SyChartCard *roc;
  SyChartCard *gain;
  SyChartCard *reliability;
  SyChartCard *bands;
  SyChartCard *precision;
  SyThresholdTable *table;
} SyBacktestCards;

/**
 * sy_backtest_cards_show:
 * @self: the figures and where they go
 *
 * Shows all of it.
 */
void sy_backtest_cards_show (const SyBacktestCards *self);

/**
 * sy_backtest_cards_show_list:
 * @self: the figures and where they go
 *
 * Shows what depends on the threshold.
 */
void sy_backtest_cards_show_list (const SyBacktestCards *self);

/**
 * sy_backtest_cards_clear:
 * @self: where the figures went
 *
 * Shows nothing.
 */
void sy_backtest_cards_clear (const SyBacktestCards *self);

G_END_DECLS
