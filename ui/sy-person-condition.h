/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Conditions on people, as the only_if of a rule and the where of a segment have them, and how they
 * are edited: a tree of groups and single conditions, each of which may be turned round. No widget.
 */

/**
 * SyPersonKind:
 * @SY_PERSON_KIND_COUNT: how many events there were
 * @SY_PERSON_KIND_DATE: the days to a date
 * @SY_PERSON_KIND_FIRST_EVENT: the days since the first event
 * @SY_PERSON_KIND_ATTRIBUTE: an attribute compared with a value
 * @SY_PERSON_KIND_GROUP: some of several conditions
 *
 * What can be added.
 */
typedef enum
{
  SY_PERSON_KIND_COUNT,
  SY_PERSON_KIND_DATE,
  SY_PERSON_KIND_FIRST_EVENT,
  SY_PERSON_KIND_ATTRIBUTE,
  SY_PERSON_KIND_GROUP,
} SyPersonKind;

/**
 * sy_person_condition_new:
 * @kind: what to make
 * @log: (nullable): the events, for the names
 *
 * Returns: (transfer full) (nullable): a condition that can be scored, to be changed; %NULL when the
 *   data have nothing for it
 */
SyCondition *sy_person_condition_new (SyPersonKind kind,
                                      const SyEventLog *log);

/**
 * sy_person_condition_get_core:
 * @self: a condition
 * @out_is_turned: (out): whether it is turned round
 *
 * Returns: (transfer none): @self without what turns it round
 */
SyCondition *sy_person_condition_get_core (SyCondition *self,
                                           gboolean *out_is_turned);

/**
 * sy_person_condition_turn:
 * @parent: a group
 * @core: what sy_person_condition_get_core() gave for one of its children
 * @is_turned: whether it has to be turned round
 *
 * @core stays where it is in memory.
 */
void sy_person_condition_turn (SyCondition *parent,
                               SyCondition *core,
                               gboolean is_turned);

/**
 * sy_person_condition_remove:
 * @parent: a group
 * @core: what sy_person_condition_get_core() gave for one of its children
 *
 * Frees the child.
 */
void sy_person_condition_remove (SyCondition *parent,
                                 SyCondition *core);

/**
 * sy_person_condition_prune:
 * @group: a group
 *
 * Removes the groups in it that have no condition left: they would hold for all or for nobody.
 */
void sy_person_condition_prune (SyCondition *group);

/**
 * sy_person_condition_assign:
 * @self: a condition
 * @other: (transfer full): what it is from now on
 */
void sy_person_condition_assign (SyCondition *self,
                                 SyCondition *other);

/**
 * sy_person_condition_is_complete:
 * @self: a single condition
 *
 * Returns: whether a model may have it: a count and days need a bound, and bounds are in order
 */
gboolean sy_person_condition_is_complete (const SyCondition *self);

/**
 * sy_person_condition_describe:
 * @self: (nullable): a condition
 *
 * Returns: (transfer full): it in words, as "3 or more visit in 14 d"; empty for %NULL
 */
char *sy_person_condition_describe (const SyCondition *self);

/**
 * sy_multiplier_describe:
 * @self: a multiplier
 *
 * Returns: (transfer full): it in words, as "× 2 with 60 to 90 d to renewal_date"; empty for none
 */
char *sy_multiplier_describe (const SyMultiplier *self);

G_END_DECLS
