/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_PERSON_CONDITIONS (sy_person_conditions_get_type ())

/**
 * SyPersonConditions:
 *
 * Conditions on people as a list of words, each a button that opens its form; groups of which all,
 * any or none have to hold are drawn inside each other.
 */
G_DECLARE_FINAL_TYPE (SyPersonConditions, sy_person_conditions, SY, PERSON_CONDITIONS, AdwBin)

/**
 * sy_person_conditions_new:
 * @title: (nullable): what stands above
 *
 * Returns: (transfer full): a list without conditions
 */
GtkWidget *sy_person_conditions_new (const char *title);

/**
 * sy_person_conditions_set_log:
 * @self: a list
 * @log: (nullable): the events, for the names; a reference is taken
 */
void sy_person_conditions_set_log (SyPersonConditions *self,
                                   SyEventLog *log);

/**
 * sy_person_conditions_set_condition:
 * @self: a list
 * @condition: (nullable): the tree
 *
 * Shows @condition; does nothing when it is what the list says already.
 */
void sy_person_conditions_set_condition (SyPersonConditions *self,
                                         const SyCondition *condition);

/**
 * sy_person_conditions_dup_condition:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): an %SY_CONDITION_ALL tree; %NULL for no condition
 */
SyCondition *sy_person_conditions_dup_condition (SyPersonConditions *self);

/**
 * SyPersonConditions::changed:
 * @self: a list
 *
 * The user has added, changed or removed a condition; the tree can be scored.
 */

G_END_DECLS
