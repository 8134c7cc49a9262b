/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

#include "sy-metric-card.h"

G_BEGIN_DECLS

#define SY_TYPE_RULE_ROW (sy_rule_row_get_type ())

/**
 * SyRuleRow:
 *
 * One rule in the list of the Tune page: name, weight as slider and number,
 * how it counts, and what speaks for it.
 */
G_DECLARE_FINAL_TYPE (SyRuleRow, sy_rule_row, SY, RULE_ROW, GtkListBoxRow)

/**
 * sy_rule_row_new:
 * @id: the rule's id
 *
 * Returns: a new floating row
 */
GtkWidget *sy_rule_row_new (const char *id);

/**
 * sy_rule_row_get_id:
 * @self: a row
 *
 * Returns: the rule's id
 */
const char *sy_rule_row_get_id (SyRuleRow *self);

/**
 * sy_rule_row_update:
 * @self: a row
 * @rule: the rule as it is now
 * @limit: the largest weight of the sliders
 *
 * Shows the rule; touches only what has changed, and emits nothing.
 */
void sy_rule_row_update (SyRuleRow *self,
                         const SyRule *rule,
                         double limit);

/**
 * sy_rule_row_set_evidence:
 * @self: a row
 * @text: what speaks for the rule, short
 * @tone: its colour
 */
void sy_rule_row_set_evidence (SyRuleRow *self,
                               const char *text,
                               SyTone tone);

/**
 * sy_rule_row_matches:
 * @self: a row
 * @needle: case-folded text
 *
 * Returns: whether the rule's name, id or event types contain @needle
 */
gboolean sy_rule_row_matches (SyRuleRow *self,
                              const char *needle);

/**
 * SyRuleRow::weight-changed:
 * @self: a row
 * @weight: what the user set
 * @coalesce: whether it was dragged or stepped, so that many changes are one edit
 */

/**
 * sy_rule_row_get_handle:
 * @self: a row
 *
 * Returns: (transfer none): the part by which it can be dragged: the rule's name
 */
GtkWidget *sy_rule_row_get_handle (SyRuleRow *self);

G_END_DECLS
