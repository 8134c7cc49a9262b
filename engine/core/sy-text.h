/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * sy_text_suggest:
 * @word: what was written
 * @candidates: (array zero-terminated=1): what could have been meant
 *
 * Finds the candidate that is fewest edits (insert, delete, replace, swap neighbours)
 * away; the first of several. One that differs in more than a third of its letters is
 * no suggestion. Case does not count.
 *
 * Returns: (transfer none) (nullable): an element of @candidates, or %NULL
 */
SY_EXTERN
const char *sy_text_suggest (const char *word,
                             const char *const *candidates);

G_END_DECLS
