/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-rule-inspector.h"
#include "sy-rule-list.h"
#include "sy-session.h"

G_BEGIN_DECLS

/**
 * SyRuleActions:
 *
 * What can be done with the rules of the draft, as the actions `rule.add` (with an event type),
 * `rule.add-kind` (with a #SyRuleKind), `rule.rename`, `rule.mute`, `rule.duplicate`, `rule.delete`,
 * `rule.move-up`, `rule.move-down` and `rule.new-group`: each is one edit with a name.
 */
typedef struct _SyRuleActions SyRuleActions;

/**
 * SyRuleActionsTake:
 * @edited: the edited copy of the draft, %NULL when there was nothing to do
 * @label: what was done
 * @user_data: what sy_rule_actions_new() was given
 *
 * Makes an edit the draft.
 */
typedef void (*SyRuleActionsTake) (SyModel *edited,
                                   const char *label,
                                   gpointer user_data);

/**
 * sy_rule_actions_new:
 * @widget: gets the actions; has to outlive them
 * @rules: whose selected rule is meant
 * @inspector: shows that rule; a new rule on an attribute goes on there
 * @take_func: makes an edit the draft
 * @user_data: passed to @take_func
 *
 * Returns: (transfer full): the actions
 */
SyRuleActions *sy_rule_actions_new (GtkWidget *widget,
                                    SyRuleList *rules,
                                    SyRuleInspector *inspector,
                                    SyRuleActionsTake take_func,
                                    gpointer user_data);
void sy_rule_actions_free (SyRuleActions *self);
void sy_rule_actions_set_session (SyRuleActions *self,
                                  SySession *session);

/**
 * sy_rule_actions_update:
 * @self: actions
 *
 * Enables what can be done with the rule that is selected now.
 */
void sy_rule_actions_update (SyRuleActions *self);

/**
 * sy_rule_actions_place:
 * @self: actions
 * @id: a rule
 * @other: the rule beside which it was dropped
 * @is_after: whether below @other, else above
 */
void sy_rule_actions_place (SyRuleActions *self,
                            const char *id,
                            const char *other,
                            gboolean is_after);

G_END_DECLS
