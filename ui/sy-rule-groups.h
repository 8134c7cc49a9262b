/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

#include "sy-rule-group-card.h"
#include "sy-rule-row.h"

G_BEGIN_DECLS

#define SY_TYPE_RULE_GROUPS (sy_rule_groups_get_type ())

/**
 * SyRuleGroups:
 *
 * The group cards of a #SyRuleList, one below the other, which behave as one list: one row is selected
 * in all of them, the arrow keys go from card to card, and a search hides the rows and cards without a
 * match. A group that was folded is folded when it comes again.
 */
G_DECLARE_FINAL_TYPE (SyRuleGroups, sy_rule_groups, SY, RULE_GROUPS, GtkBox)

/**
 * sy_rule_groups_add:
 * @self: the groups
 * @name: name of a group
 *
 * Returns: (transfer none): a card without rows, below the others
 */
SyRuleGroupCard *sy_rule_groups_add (SyRuleGroups *self,
                                     const char *name);

/**
 * sy_rule_groups_add_row:
 * @self: the groups
 * @card: one of their cards
 * @row: the row of a rule that has none yet
 *
 * Puts a row below the others of @card.
 */
void sy_rule_groups_add_row (SyRuleGroups *self,
                             SyRuleGroupCard *card,
                             SyRuleRow *row);

/**
 * sy_rule_groups_clear:
 * @self: the groups
 *
 * Removes all cards.
 */
void sy_rule_groups_clear (SyRuleGroups *self);

/**
 * sy_rule_groups_match:
 * @self: the groups
 * @model: a model
 *
 * Returns: whether there are a card and rows for its groups and rules, in the same order
 */
gboolean sy_rule_groups_match (SyRuleGroups *self,
                               const SyModel *model);

/**
 * sy_rule_groups_show:
 * @self: the groups
 * @model: a model that they match; immutable from now on
 * @limit: the largest weight of the sliders
 *
 * Shows the groups and rules of @model in the cards and rows.
 */
void sy_rule_groups_show (SyRuleGroups *self,
                          SyModel *model,
                          double limit);

/**
 * sy_rule_groups_filter:
 * @self: the groups
 * @needle: (nullable): case-folded text; %NULL to show all rows
 *
 * Shows the rows that match @needle, also in a card that is folded.
 *
 * Returns: whether any row is shown
 */
gboolean sy_rule_groups_filter (SyRuleGroups *self,
                                const char *needle);

/**
 * sy_rule_groups_get_n_cards:
 * @self: the groups
 *
 * Returns: number of cards
 */
guint sy_rule_groups_get_n_cards (SyRuleGroups *self);

/**
 * sy_rule_groups_get_card:
 * @self: the groups
 * @index: below the number of cards
 *
 * Returns: (transfer none): a card
 */
SyRuleGroupCard *sy_rule_groups_get_card (SyRuleGroups *self,
                                          guint index);

/**
 * sy_rule_groups_get_row:
 * @self: the groups
 * @id: (nullable): id of a rule
 *
 * Returns: (transfer none) (nullable): its row
 */
SyRuleRow *sy_rule_groups_get_row (SyRuleGroups *self,
                                   const char *id);

/**
 * sy_rule_groups_get_rows:
 * @self: the groups
 *
 * Returns: (transfer none) (element-type utf8 SyRuleRow): all rows by the id of their rule; not to be
 *   changed
 */
GHashTable *sy_rule_groups_get_rows (SyRuleGroups *self);

G_END_DECLS
