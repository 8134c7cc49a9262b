/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/*
 * What the data would change in a model, in words, for the suggestions window. All texts are
 * (transfer full).
 */

/**
 * sy_suggest_text_verdict:
 * @signal: a type or a rule
 *
 * Returns: what its tests say, as "tells, helps" or "no more than chance"
 */
char *sy_suggest_text_verdict (const SySignal *signal);

/**
 * sy_suggest_text_weight:
 * @rule: the weight that a fit would give a rule
 *
 * Returns: where its sign comes from, and what else there is to say: "+ by its weight · fitted 4.73"
 */
char *sy_suggest_text_weight (const SyRuleWeight *rule);

/**
 * sy_suggest_has_no_effect:
 * @signal: a type or a rule
 *
 * Returns: whether it is a rule that can go: the same for all, no more than chance alone, or without
 *   a change of the area that is more than chance when the score goes without it
 */
gboolean sy_suggest_has_no_effect (const SySignal *signal);

/**
 * sy_suggest_text_no_effect:
 * @signals: the register
 * @signal: a rule in it without effect
 *
 * Returns: why, with the numbers
 */
char *sy_suggest_text_no_effect (const SySignals *signals,
                                 const SySignal *signal);

/**
 * sy_suggest_text_pair:
 * @pair: two rules
 *
 * Returns: "Their points are correlated 0.97: one repeats the other"
 */
char *sy_suggest_text_pair (const SyRedundantPair *pair);

/**
 * sy_suggest_create_evidence:
 * @suggestion: what was found
 *
 * Returns: (transfer full): every type and rule held against the outcome on its own, as a table
 */
SyTableSource *sy_suggest_create_evidence (SySuggestion *suggestion);

G_END_DECLS
