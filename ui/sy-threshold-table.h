/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_THRESHOLD_TABLE (sy_threshold_table_get_type ())

/**
 * SyThresholdTable:
 *
 * What a list drawn at a threshold would have held: people, outcomes,
 * precision, recall, the margin at costs that the user enters, and a rule that chooses
 * the threshold. Signal #SyThresholdTable::chosen (the threshold, a double).
 */
G_DECLARE_FINAL_TYPE (SyThresholdTable, sy_threshold_table, SY, THRESHOLD_TABLE, AdwBin)

/**
 * sy_threshold_table_update:
 * @self: a table
 * @session: the project, which keeps the rule
 * @model: (nullable): the name of the model that was replayed, with which it is kept
 * @backtest: (nullable): the results
 * @threshold: the chosen score
 */
void sy_threshold_table_update (SyThresholdTable *self,
                                SySession *session,
                                const char *model,
                                SyBacktest *backtest,
                                double threshold);

G_END_DECLS
