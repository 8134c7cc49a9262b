/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-dictionary.h"

G_BEGIN_DECLS

/*
 * What the event dictionary says, in words. Texts that are not const are (transfer full).
 */

/**
 * sy_dictionary_text_category:
 * @category: a category
 *
 * Returns: "High intent"; "Not set" for none
 */
const char *sy_dictionary_text_category (SyTypeCategory category);

/**
 * sy_dictionary_text_polarity:
 * @polarity: 1, 0 or -1
 *
 * Returns: "Good news", "Neither" or "Bad news"
 */
const char *sy_dictionary_text_polarity (int polarity);

/**
 * sy_dictionary_text_names:
 * @line: a type
 *
 * Returns: (nullable): "also bought 1,203, order_placed 12", or "unmapped"; %NULL when there
 *   is nothing to say
 */
char *sy_dictionary_text_names (const SyDictionaryLine *line);

/**
 * sy_dictionary_text_lag:
 * @line: a type
 *
 * Returns: how long it has been silent at the as-of instant: "3 h", "2 d"; "–" without events
 */
char *sy_dictionary_text_lag (const SyDictionaryLine *line);

/**
 * sy_dictionary_text_freshness:
 * @line: a type
 *
 * Returns: "Stale: silent for 12 d, at most 7 d are normal"
 */
char *sy_dictionary_text_freshness (const SyDictionaryLine *line);

/**
 * sy_dictionary_text_gaps:
 * @line: a type
 * @n_days: name at most so many days
 *
 * Returns: (nullable): "4 May 2024: 0 of 31 expected"… a line each; %NULL without gaps
 */
char *sy_dictionary_text_gaps (const SyDictionaryLine *line,
                               guint n_days);

/**
 * sy_dictionary_text_auc_decimals:
 * @effect: what a change does to a model
 *
 * Returns: digits that tell the two areas apart: 3, or 4 when they look equal with 3 and are not
 */
int sy_dictionary_text_auc_decimals (const SyLogEffect *effect);

/**
 * sy_dictionary_text_effect:
 * @lead: what is done, with a colon
 * @effect: what that does to a model
 *
 * Returns: "Muting email_open: AUC 0.828 → 0.826, PSI 0.003, 41 people change band."
 */
char *sy_dictionary_text_effect (const char *lead,
                                 const SyLogEffect *effect);

/**
 * sy_dictionary_text_summary:
 * @dictionary: a dictionary
 *
 * Returns: "14 types · 3 unmapped · 1 muted · 1 stale · 2 with tracking gaps"
 */
char *sy_dictionary_text_summary (SyDictionary *dictionary);

G_END_DECLS
