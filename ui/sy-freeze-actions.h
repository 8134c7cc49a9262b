/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-model-freeze.h"
#include "sy-run-bar.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_FREEZE_ACTIONS (sy_freeze_actions_get_type ())

/**
 * SyFreezeActions:
 *
 * Measures what a draft keeps from the data, as the actions `freeze.measure` and `freeze.remove`
 * with the parameter (usu): a #SyFrozen, the id of the rule or the name of the group, and how many
 * codes. The work runs in a thread and can be cancelled in a bar; its numbers go into the draft as it
 * is when they come, as one edit with a name; when another model was chosen meanwhile they are dropped.
 */
G_DECLARE_FINAL_TYPE (SyFreezeActions, sy_freeze_actions, SY, FREEZE_ACTIONS, GObject)

/**
 * sy_freeze_actions_new:
 * @widget: gets the actions
 * @bar: tells how far it is and what went wrong
 *
 * Returns: (transfer full): the actions, of no session yet
 */
SyFreezeActions *sy_freeze_actions_new (GtkWidget *widget,
                                        SyRunBar *bar);

/**
 * sy_freeze_actions_set_session:
 * @self: actions
 * @session: (nullable): whose draft is meant; %NULL stops what runs
 */
void sy_freeze_actions_set_session (SyFreezeActions *self,
                                    SySession *session);

/**
 * sy_freeze_actions_measure:
 * @self: actions
 * @what: what to measure
 * @name: id of the rule, or name of the group; "" for a range
 * @n_codes: for codes: how many
 *
 * Begins to measure; what ran before is stopped.
 */
void sy_freeze_actions_measure (SyFreezeActions *self,
                                SyFrozen what,
                                const char *name,
                                guint n_codes);

G_END_DECLS
