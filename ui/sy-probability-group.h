/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_PROBABILITY_GROUP (sy_probability_group_get_type ())

/**
 * SyProbabilityGroup:
 *
 * What the draft says of the probability of its outcome, with the actions `probability.fit`, which
 * fits it to the dates of the backtest, and `probability.remove`. The fit runs in a thread and can be
 * cancelled in a bar; it goes into the draft as one edit. It is dropped when another model was chosen
 * meanwhile, and, with a word, when the draft or the data are others.
 */
G_DECLARE_FINAL_TYPE (SyProbabilityGroup, sy_probability_group, SY, PROBABILITY_GROUP, AdwPreferencesGroup)

/**
 * sy_probability_group_new:
 * @session: a session with a model
 *
 * Returns: (transfer none): a group
 */
SyProbabilityGroup *sy_probability_group_new (SySession *session);

/**
 * sy_probability_group_fit:
 * @self: a group
 * @kind: what to fit
 *
 * Begins to fit; what ran before is stopped.
 */
void sy_probability_group_fit (SyProbabilityGroup *self,
                               SyLayerKind kind);

G_END_DECLS
