/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_RULE_LIST (sy_rule_list_get_type ())

/**
 * SyRuleList:
 *
 * The rules of a model by group, with a search entry. It shows and selects;
 * the page edits. Its menus and keys activate actions of the group `rule` that
 * the page installs: `add` (parameter: an event type), `add-kind` (a #SyRuleKind),
 * `rename`, `mute`, `duplicate`, `delete`, `move-up`, `move-down`, `new-group`; all
 * but the first two mean the selected rule.
 */
G_DECLARE_FINAL_TYPE (SyRuleList, sy_rule_list, SY, RULE_LIST, AdwBin)

/**
 * sy_rule_list_set_model:
 * @self: a list
 * @model: (nullable): the model to show; immutable from now on
 *
 * Shows @model. Rows are kept while the model has the same rules in the same
 * order, so that a drag goes on.
 */
void sy_rule_list_set_model (SyRuleList *self,
                             SyModel *model);

/**
 * sy_rule_list_set_event_types:
 * @self: a list
 * @log: (nullable): where the event types for new rules come from
 */
void sy_rule_list_set_event_types (SyRuleList *self,
                                   const SyEventLog *log);

/**
 * sy_rule_list_set_evidence:
 * @self: a list
 * @evidence: (nullable): what speaks for the rules
 * @model: the model last set
 * @shares: (nullable) (array length=n_shares): share of all points by group, NaN when unknown
 * @n_shares: number of groups that @shares was computed for
 */
void sy_rule_list_set_evidence (SyRuleList *self,
                                const SyEvidence *evidence,
                                const SyModel *model,
                                const double *shares,
                                gsize n_shares);

/**
 * sy_rule_list_get_selected:
 * @self: a list
 *
 * Returns: (nullable): id of the selected rule
 */
const char *sy_rule_list_get_selected (SyRuleList *self);

/**
 * sy_rule_list_select:
 * @self: a list
 * @id: (nullable): a rule's id
 * @focus: whether to give it the keyboard and scroll to it
 */
void sy_rule_list_select (SyRuleList *self,
                          const char *id,
                          gboolean focus);

/**
 * SyRuleList::weight-changed:
 * @self: a list
 * @id: the rule's id
 * @weight: what the user set
 * @coalesce: whether many such changes are one edit
 */

/**
 * SyRuleList::selection-changed:
 * @self: a list
 */

/**
 * SyRuleList::rule-dropped:
 * @self: a list
 * @id: the rule that was dragged
 * @other: the rule it was dropped on
 * @is_after: whether it goes below @other, else above
 */

/**
 * SyRuleList::group-edited:
 * @self: a list
 * @model: (type gpointer): the edited copy
 * @label: what was done
 * @coalesce: whether many such changes are one edit
 */

G_END_DECLS
