/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SyRuleParts:
 *
 * What a rule looks at: its event types or its attribute, what it is divided by, and the numbers it
 * has from the data. Each is a row of a grid; those that mean nothing for the rule are hidden. The
 * frozen numbers are measured by the actions `freeze.measure` and `freeze.remove`, see
 * sy_freeze_actions_new().
 */
typedef struct _SyRuleParts SyRuleParts;

/**
 * SyRulePartsChanged:
 * @what: name of the part, for the undo menu
 * @edited: (transfer full): the rule as it should be
 * @user_data: what sy_rule_parts_new() was given
 *
 * The user changed a part.
 */
typedef void (*SyRulePartsChanged) (const char *what,
                                    SyRule *edited,
                                    gpointer user_data);

/**
 * sy_rule_parts_new:
 * @grid: an empty grid
 * @controls: makes the controls as wide as each other
 * @changed: called for every change of the user
 * @user_data: passed to @changed
 *
 * Fills the grid. Must not outlive it.
 *
 * Returns: (transfer full): the parts
 */
SyRuleParts *sy_rule_parts_new (GtkGrid *grid,
                                GtkSizeGroup *controls,
                                SyRulePartsChanged changed,
                                gpointer user_data);
void sy_rule_parts_free (SyRuleParts *self);

/**
 * sy_rule_parts_set_log:
 * @self: parts
 * @log: (nullable): where types and attributes come from
 */
void sy_rule_parts_set_log (SyRuleParts *self,
                            SyEventLog *log);

/**
 * sy_rule_parts_show:
 * @self: parts
 * @rule: what to show; @changed is not called
 */
void sy_rule_parts_show (SyRuleParts *self,
                         const SyRule *rule);

/**
 * sy_rule_parts_focus_attribute:
 * @self: parts that show an attribute or date rule
 *
 * Gives the focus to the choice of the attribute.
 */
void sy_rule_parts_focus_attribute (SyRuleParts *self);

G_END_DECLS
