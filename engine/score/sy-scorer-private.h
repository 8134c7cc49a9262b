/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-population-private.h"
#include "sy-scale-private.h"
#include "sy-scorer.h"
#include "sy-totals-private.h"

G_BEGIN_DECLS

/*
 * What sy_scorer_explain() shares with sy_scorer_score().
 */

/*
 * The model's population, remembered.
 */
const SyPopulation *sy_scorer_get_population (SyScorer *self,
                                              const SyModel *model);

/*
 * The model's scale, remembered, or NULL when it has to rank the people scored.
 */
const SyScale *sy_scorer_get_scale (SyScorer *self,
                                    const SyModel *model);

/*
 * The rule's and the group's part of the arithmetic, without values and rules.
 */
void sy_scorer_init_rule_part (const SyRule *rule,
                               SyRulePart *out_part);
void sy_scorer_init_group_part (const SyRuleGroup *group,
                                SyGroupPart *out_part);

/*
 * The band of a score, by the bands of the model.
 */
guint8 sy_scorer_find_band (const SyModel *model,
                            double score);

G_END_DECLS
