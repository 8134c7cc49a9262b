/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_CONDITION_EDITOR (sy_condition_editor_get_type ())

/**
 * SyConditionEditor:
 *
 * The conditions of a rule, one a row: field, comparison, value. Nested
 * conditions are shown as text and kept as they are.
 */
G_DECLARE_FINAL_TYPE (SyConditionEditor, sy_condition_editor, SY, CONDITION_EDITOR, AdwBin)

/**
 * sy_condition_editor_set_title:
 * @self: an editor
 * @title: what the conditions are for, "Only events with" by itself
 */
void sy_condition_editor_set_title (SyConditionEditor *self,
                                    const char *title);

/**
 * sy_condition_editor_set_condition:
 * @self: an editor
 * @condition: (nullable): the tree of a rule
 *
 * Shows @condition; does nothing when it is what the rows already say.
 */
void sy_condition_editor_set_condition (SyConditionEditor *self,
                                        const SyCondition *condition);

/**
 * sy_condition_editor_dup_condition:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable): the complete rows as a tree; %NULL when there is none
 */
SyCondition *sy_condition_editor_dup_condition (SyConditionEditor *self);

/**
 * SyConditionEditor::changed:
 * @self: an editor
 *
 * The user has completed, changed or removed a row.
 */

G_END_DECLS
