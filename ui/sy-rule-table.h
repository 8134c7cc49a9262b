/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-rule-parts.h"

G_BEGIN_DECLS

/**
 * SyRuleTable:
 *
 * Points by the value of an attribute: the rows of an attribute rule, each a value or a range with
 * its points. A row that is not complete is not in the rule yet; it stays until another rule is
 * shown. The first complete row takes the place of the rule's conditions, see
 * sy_rule_edit_set_table().
 */
typedef struct _SyRuleTable SyRuleTable;

/**
 * sy_rule_table_new:
 * @box: an empty box; shown for attribute rules only
 * @changed: called for every change of the user; what it is given may have a value in it and is
 *   the name of the edit as it is, "points of pro"
 * @user_data: passed to @changed
 *
 * Fills the box. Must not outlive it.
 *
 * Returns: (transfer full): the table
 */
SyRuleTable *sy_rule_table_new (GtkBox *box,
                                SyRulePartsChanged changed,
                                gpointer user_data);
void sy_rule_table_free (SyRuleTable *self);

/**
 * sy_rule_table_set_log:
 * @self: a table
 * @log: (nullable): where the values of the attribute come from
 */
void sy_rule_table_set_log (SyRuleTable *self,
                            SyEventLog *log);

/**
 * sy_rule_table_show:
 * @self: a table
 * @rule: (nullable): what to show; %NULL takes out all rows, those that are not complete too
 *
 * @changed is not called. Rows that say the same keep what is being typed.
 */
void sy_rule_table_show (SyRuleTable *self,
                         const SyRule *rule);

G_END_DECLS
