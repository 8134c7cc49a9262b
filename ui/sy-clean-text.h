/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * What the window says of kinds of cleaning rules, and the rule it suggests for the data at hand.
 */

/**
 * sy_clean_kind_get_title:
 * @kind: a kind
 *
 * Returns: its name for people, in the user's language
 */
const char *sy_clean_kind_get_title (SyCleanKind kind);

/**
 * sy_clean_kind_get_description:
 * @kind: a kind
 *
 * Returns: what it looks for, in the user's language
 */
const char *sy_clean_kind_get_description (SyCleanKind kind);

/**
 * sy_clean_rule_get_problem:
 * @rule: a rule that sy_clean_rule_check() does not accept
 *
 * Returns: what to do about it, in the user's language
 */
const char *sy_clean_rule_get_problem (const SyCleanRule *rule);

/**
 * sy_clean_rule_suggest:
 * @kind: a kind
 * @log: the project's events
 *
 * Returns: (transfer full): a rule to begin with: common figures, and the types and properties
 *   whose names speak of what the kind is about. It may still need something the data do not tell.
 */
SyCleanRule *sy_clean_rule_suggest (SyCleanKind kind,
                                    SyEventLog *log);

/**
 * sy_clean_rule_suggest_name:
 * @kind: a kind
 * @taken: (array zero-terminated=1): names that are not free
 *
 * Returns: (transfer full): a name that is not in @taken
 */
char *sy_clean_rule_suggest_name (SyCleanKind kind,
                                  const char *const *taken);

/**
 * sy_clean_rule_dup_words:
 * @json: a rule as the project keeps it
 *
 * Returns: (transfer full): the rule in words, beginning with a capital
 */
char *sy_clean_rule_dup_words (const char *json);

G_END_DECLS
