/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_GROUP_EDITOR (sy_group_editor_get_type ())

/**
 * SyGroupEditor:
 *
 * The settings of one group of rules: name, how the points come together, the 95th percentile they
 * are divided by, limits and weight. The percentile is measured by the actions of
 * sy_freeze_actions_new().
 */
G_DECLARE_FINAL_TYPE (SyGroupEditor, sy_group_editor, SY, GROUP_EDITOR, AdwBin)

/**
 * sy_group_editor_new:
 *
 * Returns: (transfer full): an editor of no group
 */
GtkWidget *sy_group_editor_new (void);

/**
 * sy_group_editor_set_group:
 * @self: an editor
 * @model: the model, not changed afterwards
 * @group: index of the group
 */
void sy_group_editor_set_group (SyGroupEditor *self,
                                SyModel *model,
                                guint group);

/**
 * SyGroupEditor::edited:
 * @self: an editor
 * @model: (type gpointer): the edited copy
 * @label: what was done
 * @coalesce: always %FALSE
 */

G_END_DECLS
