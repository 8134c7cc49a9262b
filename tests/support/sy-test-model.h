/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

/*
 * A valid model over the types, properties and attributes of sy_test_log_new_random(), of all
 * kinds of rules, caps, decays, scales and conditions.
 */
SyModel *sy_test_model_new_random (GRand *random);

/*
 * A rule on all purchases: count, weight 1, no window, no decay.
 */
SyRule *sy_test_rule_new_count (const char *id);

/*
 * A model of one group, without scale and with one band, that owns the rule.
 */
SyModel *sy_test_model_new_with_rule (SyRule *rule);

/*
 * A copy of the model with one thing edited: a weight, a cap, a decay, a window, a threshold, a
 * group's or the scale's numbers, a rule muted, added or removed.
 */
SyModel *sy_test_model_edit (const SyModel *model,
                             GRand *random);

/*
 * The scores of a model; asserts that there is no error.
 */
SyScores *sy_test_score (SyScorer *scorer,
                         const SyModel *model);

/*
 * Asserts that scores are the same to the last bit: raw and scaled, bands, members and probabilities.
 */
void sy_test_assert_same_scores (const SyScores *a,
                                 const SyScores *b);

G_END_DECLS
