/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cause-table.h"
#include "sy-chart-card.h"
#include "sy-drift-run.h"
#include "sy-input-table.h"
#include "sy-session.h"
#include "sy-tile.h"

G_BEGIN_DECLS

/**
 * SyDriftCards:
 * @session: the project
 * @output: what was computed
 * @model: the model that was watched
 * @name: what it is called, as "v3" or "draft"
 * @note: says how many people there are
 * @ribbon: quantiles of the score by date
 * @psi: population stability by date
 * @shift: what each rule moved
 * @migration: from band to band
 * @cause: data or edit
 * @auc: the area by month
 * @types: how many events of each type there were
 * @rules: how far the values of each rule moved
 * @shares: shares of the bands by date
 * @change_tile: how much a score moves a day
 * @spread_tile: how different the days are
 * @moves_tile: how many people change band
 *
 * The figures of drift and the widgets that show them, all borrowed.
 */
typedef struct
{
  SySession *session;
  const SyDriftOutput *output;
  SyModel *model;
  const char *name;
  GtkLabel *note;
  SyChartCard *ribbon;
  SyChartCard *psi;
  SyChartCard *shift;
  SyChartCard *migration;
  SyCauseTable *cause;
  SyChartCard *auc;
  SyInputTable *types;
  SyInputTable *rules;
  SyChartCard *shares;
  SyTile *change_tile;
  SyTile *spread_tile;
  SyTile *moves_tile;
} SyDriftCards;

/**
 * sy_drift_cards_show:
 * @self: the figures and where they go
 *
 * Shows all of it.
 */
void sy_drift_cards_show (const SyDriftCards *self);

/**
 * sy_drift_cards_clear:
 * @self: where the figures went
 *
 * Shows nothing.
 */
void sy_drift_cards_clear (const SyDriftCards *self);

G_END_DECLS
