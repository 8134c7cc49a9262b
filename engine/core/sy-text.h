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

/**
 * sy_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: whether there is nothing to read: no text, or only white space, controls and characters of no
 *   width, of any script
 */
SY_EXTERN
gboolean sy_text_is_blank (const char *text);

/**
 * sy_text_strip:
 * @text: UTF-8
 *
 * Returns: (transfer full): the text without what sy_text_is_blank() calls blank at its ends
 */
SY_EXTERN
char *sy_text_strip (const char *text);

/**
 * sy_text_find_name_problem:
 * @name: what somebody calls a thing, UTF-8
 *
 * A name is one line that can be read: not blank, and without line breaks and control characters, which
 * would break the tables and messages that it stands in.
 *
 * Returns: (transfer none) (nullable): what is wrong, to go on after "the name ", such as "is empty"
 */
SY_EXTERN
const char *sy_text_find_name_problem (const char *name);

G_END_DECLS
