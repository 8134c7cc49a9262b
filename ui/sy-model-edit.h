/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Edits of a model as the Tune page makes them: each takes an immutable model
 * and returns an edited copy, or %NULL when there is nothing to do (no such
 * rule, already at the end). No widget, no session.
 */

/**
 * sy_model_edit_rule:
 * @model: a model
 * @id: a rule's id
 * @out_rule: (out): the rule in the copy, to be changed before the copy is shared
 *
 * Returns: (transfer full) (nullable): a copy of @model
 */
SyModel *sy_model_edit_rule (const SyModel *model,
                             const char *id,
                             SyRule **out_rule);

/**
 * sy_model_edit_add_rule:
 * @model: a model
 * @group: index of the group; a model without groups gets one
 * @rule: (transfer full): the new rule; its id is made unique
 * @out_id: (out) (transfer full): the id it got
 *
 * Returns: (transfer full): a copy of @model with @rule at the end of the group
 */
SyModel *sy_model_edit_add_rule (const SyModel *model,
                                 guint group,
                                 SyRule *rule,
                                 char **out_id);

/**
 * sy_model_edit_duplicate_rule:
 * @model: a model
 * @id: a rule's id
 * @out_id: (out) (transfer full): the id of the copy
 *
 * Returns: (transfer full) (nullable): a copy of @model with the rule twice
 */
SyModel *sy_model_edit_duplicate_rule (const SyModel *model,
                                       const char *id,
                                       char **out_id);

/**
 * sy_model_edit_new_rule:
 * @kind: any kind
 * @types: (array zero-terminated=1): event types there are; for a sequence the first is followed, or
 *   not, by the second
 * @attribute: (nullable): an attribute there is
 *
 * Returns: (transfer full) (nullable): a rule of that kind that can be scored, to be changed; %NULL
 *   when the data have nothing for it
 */
SyRule *sy_model_edit_new_rule (SyRuleKind kind,
                                const char *const *types,
                                const char *attribute);

/**
 * sy_model_edit_to_new_group:
 * @model: a model
 * @id: a rule's id
 * @name: name of the group; made unique
 *
 * Returns: (transfer full) (nullable): a copy of @model with the rule in a new group below its own;
 *   %NULL when it is alone in its group already
 */
SyModel *sy_model_edit_to_new_group (const SyModel *model,
                                     const char *id,
                                     const char *name);

/**
 * sy_model_edit_remove_rule:
 * @model: a model
 * @id: a rule's id
 *
 * Returns: (transfer full) (nullable): a copy of @model without the rule; a
 *   group that loses its last rule goes too
 */
SyModel *sy_model_edit_remove_rule (const SyModel *model,
                                    const char *id);

/**
 * sy_model_edit_move_rule:
 * @model: a model
 * @id: a rule's id
 * @by: -1 for up, 1 for down; over the edge of a group it goes into the next one
 *
 * Returns: (transfer full) (nullable): a copy of @model with the rule elsewhere
 */
SyModel *sy_model_edit_move_rule (const SyModel *model,
                                  const char *id,
                                  int by);

/**
 * sy_model_edit_place_rule:
 * @model: a model
 * @id: a rule's id
 * @other: id of the rule beside which it goes, in any group
 * @is_after: whether it goes below @other, else above
 *
 * Returns: (transfer full) (nullable): a copy of @model with the rule there; a group that loses its
 *   last rule goes too; %NULL when it stands there already
 */
SyModel *sy_model_edit_place_rule (const SyModel *model,
                                   const char *id,
                                   const char *other,
                                   gboolean is_after);

/**
 * sy_model_edit_set_threshold:
 * @model: a model
 * @threshold: index of the threshold: the lower bound of band @threshold + 1
 * @value: where to; kept between its neighbours
 *
 * Returns: (transfer full) (nullable): a copy of @model
 */
SyModel *sy_model_edit_set_threshold (const SyModel *model,
                                      guint threshold,
                                      double value);

/**
 * sy_model_edit_threshold_bounds:
 * @model: a model
 * @threshold: index of the threshold
 * @step: the smallest distance of neighbours
 * @out_lower: (out): how low it can go
 * @out_upper: (out): how high it can go
 */
void sy_model_edit_threshold_bounds (const SyModel *model,
                                     guint threshold,
                                     double step,
                                     double *out_lower,
                                     double *out_upper);

/**
 * sy_rule_edit_has_decay:
 * @rule: a rule
 *
 * Returns: whether events of the rule can count less as they grow older
 */
gboolean sy_rule_edit_has_decay (const SyRule *rule);

/**
 * sy_rule_edit_set_attribute:
 * @rule: an attribute or date rule that is not shared yet
 * @attribute: what it looks at from now on
 *
 * Sets the attribute. The condition of a new rule, that people have the attribute, goes with it;
 * other conditions and the rows of a table stay.
 */
void sy_rule_edit_set_attribute (SyRule *rule,
                                 const char *attribute);

/**
 * sy_rule_edit_set_table:
 * @rule: an attribute rule that is not shared yet
 * @rows: (array length=n_rows) (nullable): points by value; may not be those of @rule
 * @n_rows: number of rows
 *
 * Sets the points by value. A rule has a table or conditions: with rows its conditions go, and
 * without any it gives 1 to those who have the attribute, as a new rule does.
 */
void sy_rule_edit_set_table (SyRule *rule,
                             const SyTableRow *rows,
                             gsize n_rows);

/**
 * sy_rule_edit_set_measure:
 * @rule: an event rule that is not shared yet
 * @measure: what it computes from now on
 *
 * Sets the measure, and what it needs and forbids: a trend gets a width, an
 * absence loses its decay.
 */
void sy_rule_edit_set_measure (SyRule *rule,
                               SyMeasure measure);

/**
 * sy_rule_edit_set_amount:
 * @rule: an event rule that is not shared yet
 * @kind: how its amounts enter
 */
void sy_rule_edit_set_amount (SyRule *rule,
                              SyAmountKind kind);

/**
 * sy_rule_edit_set_decay:
 * @rule: an event or milestone rule that is not shared yet
 * @kind: how it fades from now on
 *
 * Sets the decay with a duration near that of the one before, 30 days when
 * there was none.
 */
void sy_rule_edit_set_decay (SyRule *rule,
                             SyDecayKind kind);

/**
 * sy_rule_edit_set_multiplier:
 * @rule: a rule that is not shared yet
 * @kind: what the days are counted to
 * @attribute: (nullable): the attribute, for %SY_MULTIPLIER_DATE
 *
 * Sets the factor; days and factors stay when there was one, else it is double within 30 days.
 */
void sy_rule_edit_set_multiplier (SyRule *rule,
                                  SyMultiplierKind kind,
                                  const char *attribute);

/**
 * sy_rule_edit_set_per:
 * @rule: an event rule that is not shared yet
 * @kind: what its measure is divided by
 * @attribute: (nullable): the attribute, for %SY_EXPOSURE_ATTRIBUTE
 *
 * Sets the exposure; that of events starts with the types of the rule itself.
 */
void sy_rule_edit_set_per (SyRule *rule,
                           SyExposureKind kind,
                           const char *attribute);

G_END_DECLS
