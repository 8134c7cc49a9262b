/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-score-cache-private.h"
#include "sy-scorer.h"
#include "sy-totals-private.h"

G_BEGIN_DECLS

/*
 * What sy_scorer_explain() shares with sy_scorer_score().
 */
SyScoreCache *sy_scorer_get_cache (SyScorer *self);

/*
 * Whether the model ranks the people scored with it among themselves.
 */
gboolean sy_scorer_ranks_members (const SyModel *model);

/*
 * The rule's and the group's part of the arithmetic, without values and rules.
 */
void sy_scorer_init_rule_part (const SyRule *rule,
                               SyRulePart *out_part);
void sy_scorer_init_group_part (const SyRuleGroup *group,
                                SyGroupPart *out_part);

G_END_DECLS
