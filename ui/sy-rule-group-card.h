/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-group-editor.h"

G_BEGIN_DECLS

#define SY_TYPE_RULE_GROUP_CARD (sy_rule_group_card_get_type ())

/**
 * SyRuleGroupCard:
 *
 * One group of the rule list: a heading that folds it, its share of the points, its settings, and its
 * rows.
 */
G_DECLARE_FINAL_TYPE (SyRuleGroupCard, sy_rule_group_card, SY, RULE_GROUP_CARD, AdwBin)

/**
 * sy_rule_group_card_new:
 * @name: name of the group
 * @is_folded: whether only the heading is shown
 *
 * Returns: (transfer none): a card without rows
 */
GtkWidget *sy_rule_group_card_new (const char *name,
                                   gboolean is_folded);
const char *sy_rule_group_card_get_name (SyRuleGroupCard *self);

/**
 * sy_rule_group_card_get_list:
 * @self: a card
 *
 * Returns: (transfer none): the list of its rows
 */
GtkListBox *sy_rule_group_card_get_list (SyRuleGroupCard *self);

/**
 * sy_rule_group_card_get_editor:
 * @self: a card
 *
 * Returns: (transfer none): the settings of the group
 */
SyGroupEditor *sy_rule_group_card_get_editor (SyRuleGroupCard *self);

/**
 * sy_rule_group_card_is_folded:
 * @self: a card
 *
 * Returns: whether the user folded it
 */
gboolean sy_rule_group_card_is_folded (SyRuleGroupCard *self);

/**
 * sy_rule_group_card_set_folded:
 * @self: a card
 * @is_folded: whether only the heading is shown
 *
 * Emits #SyRuleGroupCard::folded when it changes.
 */
void sy_rule_group_card_set_folded (SyRuleGroupCard *self,
                                    gboolean is_folded);

/**
 * sy_rule_group_card_set_open:
 * @self: a card
 * @is_open: whether its rows are shown although it is folded: a search found some
 */
void sy_rule_group_card_set_open (SyRuleGroupCard *self,
                                  gboolean is_open);

/**
 * sy_rule_group_card_set_share:
 * @self: a card
 * @text: (nullable): share of the points, %NULL when not known
 */
void sy_rule_group_card_set_share (SyRuleGroupCard *self,
                                   const char *text);

/**
 * SyRuleGroupCard::folded:
 * @self: a card
 *
 * It was folded, or unfolded.
 */

G_END_DECLS
