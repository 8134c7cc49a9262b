/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-metric-card.h"

G_BEGIN_DECLS

/*
 * Short words about rules, for the list and the inspector of the Tune page.
 * All texts are (transfer full).
 */

/**
 * sy_rule_text_chip:
 * @rule: a rule
 *
 * Returns: how it counts in a few characters, and what that hangs on, as "45 d · ≤ 3 a day · only if no purchase in 30 d"; empty when there is nothing special
 */
char *sy_rule_text_chip (const SyRule *rule);

/**
 * sy_rule_text_subtitle:
 * @rule: a rule
 *
 * Returns: what it measures and how that fades, as "days · exponential decay"
 */
char *sy_rule_text_subtitle (const SyRule *rule);

/**
 * sy_rule_text_outcome:
 * @outcome: a model's outcome
 *
 * Returns: the outcome as a participle in the middle of a sentence, as "lapsed"; "the outcome" when it has no name
 */
char *sy_rule_text_outcome (const SyOutcomeSpec *outcome);

/**
 * sy_rule_text_evidence:
 * @evidence: (nullable): what speaks for a rule
 * @outcome: the model's outcome
 * @out_tone: (out): its colour
 *
 * Returns: one line, as "3.1× not lapsed vs lapsed", or that the rule lowers the AUC
 */
char *sy_rule_text_evidence (const SyRuleEvidence *evidence,
                             const SyOutcomeSpec *outcome,
                             SyTone *out_tone);

/**
 * sy_rule_text_information_value:
 * @value: an information value
 *
 * Returns: "0.41 strong", by the usual steps 0.02, 0.1 and 0.3
 */
char *sy_rule_text_information_value (double value);

G_END_DECLS
