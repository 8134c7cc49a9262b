/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-rule-parts.h"

G_BEGIN_DECLS

/**
 * SyRuleGate:
 *
 * Of whom a rule counts at all, and what its value is multiplied with near a date: its only_if and
 * its multiplier.
 */
typedef struct _SyRuleGate SyRuleGate;

/**
 * sy_rule_gate_new:
 * @box: an empty box
 * @controls: makes the controls as wide as each other
 * @changed: called for every change of the user
 * @user_data: passed to @changed
 *
 * Fills the box. Must not outlive it.
 *
 * Returns: (transfer full): the gate
 */
SyRuleGate *sy_rule_gate_new (GtkBox *box,
                              GtkSizeGroup *controls,
                              SyRulePartsChanged changed,
                              gpointer user_data);
void sy_rule_gate_free (SyRuleGate *self);

/**
 * sy_rule_gate_set_log:
 * @self: a gate
 * @log: (nullable): where types and attributes come from
 */
void sy_rule_gate_set_log (SyRuleGate *self,
                           SyEventLog *log);

/**
 * sy_rule_gate_show:
 * @self: a gate
 * @rule: what to show; @changed is not called
 */
void sy_rule_gate_show (SyRuleGate *self,
                        const SyRule *rule);

G_END_DECLS
