/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_HALF_LIFE_FINDER (sy_half_life_finder_get_type ())

/**
 * SyHalfLifeFinder:
 *
 * Tries half-lives for one rule in a job that can be cancelled, shows how the area depends on them,
 * and offers the best one.
 */
G_DECLARE_FINAL_TYPE (SyHalfLifeFinder, sy_half_life_finder, SY, HALF_LIFE_FINDER, AdwBin)

/**
 * sy_half_life_finder_set_rule:
 * @self: a finder
 * @log: (nullable): the events
 * @model: (nullable): the draft
 * @id: (nullable): id of the rule; the finder hides for one that does not decay or is muted
 *
 * Says whom to ask about. What was found stays while nothing but the half-life of the rule has
 * changed; after another edit it says that it is of an earlier draft, and for another rule it goes.
 */
void sy_half_life_finder_set_rule (SyHalfLifeFinder *self,
                                   SyEventLog *log,
                                   SyModel *model,
                                   const char *id);

/**
 * sy_half_life_round:
 * @days: a half-life, above 0
 *
 * Returns: what to write in a model: whole days from 10 on, tenths below
 */
double sy_half_life_round (double days);

/**
 * sy_half_life_dup_verdict:
 * @found: what was found
 * @current_days: the half-life the rule has now, NaN for none
 *
 * Returns: (transfer full): "Best 24 days; as good: 12 to 60 days. Now 45 days, one of these.", or
 *   that any value will do
 */
char *sy_half_life_dup_verdict (const SyHalfLife *found,
                                double current_days);

/**
 * SyHalfLifeFinder::accepted:
 * @self: a finder
 * @days: the half-life to take
 */

G_END_DECLS
