/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_THRESHOLD_RULE_ROW (sy_threshold_rule_row_get_type ())

/**
 * SyThresholdRuleRow:
 *
 * Chooses a threshold by a rule, and saves the rule with the model. Signal
 * #SyThresholdRuleRow::chosen (the threshold, a double).
 */
G_DECLARE_FINAL_TYPE (SyThresholdRuleRow, sy_threshold_rule_row, SY, THRESHOLD_RULE_ROW, AdwBin)

/**
 * sy_threshold_rule_row_update:
 * @self: a row
 * @session: the project
 * @model: (nullable): the name of the model that was replayed; %NULL while there is none
 * @backtest: (nullable): what the rule is solved on
 * @margin: cost, value and share won of a margin
 *
 * Reads the saved rule of the model when it is another one than before.
 */
void sy_threshold_rule_row_update (SyThresholdRuleRow *self,
                                   SySession *session,
                                   const char *model,
                                   SyBacktest *backtest,
                                   const SyThresholdRule *margin);

G_END_DECLS
