/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_RULE_INSPECTOR (sy_rule_inspector_get_type ())

/**
 * SyRuleInspector:
 *
 * All of one rule but its weight: the decay curve with a handle, windows, caps,
 * amounts, event types, points by value and conditions, each edited in place, and what speaks
 * for the rule.
 */
G_DECLARE_FINAL_TYPE (SyRuleInspector, sy_rule_inspector, SY, RULE_INSPECTOR, AdwBin)

/**
 * sy_rule_inspector_set_rule:
 * @self: an inspector
 * @model: (nullable): the draft
 * @id: (nullable): id of the rule to show
 */
void sy_rule_inspector_set_rule (SyRuleInspector *self,
                                 SyModel *model,
                                 const char *id);

/**
 * sy_rule_inspector_forget:
 * @self: an inspector
 *
 * Shows no rule, and lets go of what was found for it and of what is half typed: the next rule is of
 * another model and may have the same id.
 */
void sy_rule_inspector_forget (SyRuleInspector *self);

/**
 * sy_rule_inspector_open_attribute:
 * @self: an inspector
 *
 * Unfolds all settings of a rule on an attribute and gives the focus to the choice of the attribute,
 * with the points by its value below. Does nothing for other rules.
 */
void sy_rule_inspector_open_attribute (SyRuleInspector *self);

/**
 * sy_rule_inspector_set_log:
 * @self: an inspector
 * @log: (nullable): the events, to try half-lives on; a reference is taken
 */
void sy_rule_inspector_set_log (SyRuleInspector *self,
                                SyEventLog *log);

/**
 * sy_rule_inspector_set_evidence:
 * @self: an inspector
 * @evidence: (nullable): what speaks for the rules; a reference is taken
 */
void sy_rule_inspector_set_evidence (SyRuleInspector *self,
                                     SyEvidence *evidence);

/**
 * SyRuleInspector::edited:
 * @self: an inspector
 * @model: a #SyModel: the edited copy of the draft; take a reference to keep it
 * @label: what was done
 * @coalesce: whether many such changes are one edit
 */

G_END_DECLS
