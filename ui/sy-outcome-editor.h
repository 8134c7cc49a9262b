/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_OUTCOME_EDITOR (sy_outcome_editor_get_type ())

/**
 * SyOutcomeEditor:
 *
 * The name, horizon and gap of an outcome. Signal #SyOutcomeEditor::changed.
 */
G_DECLARE_FINAL_TYPE (SyOutcomeEditor, sy_outcome_editor, SY, OUTCOME_EDITOR, AdwBin)

/**
 * sy_outcome_editor_show:
 * @self: an editor
 * @outcome: what it shows
 */
void sy_outcome_editor_show (SyOutcomeEditor *self,
                             const SyOutcomeSpec *outcome);

/**
 * sy_outcome_editor_apply:
 * @self: an editor
 * @model: a model
 *
 * Returns: (transfer full): a copy of @model with the outcome as it was edited
 */
SyModel *sy_outcome_editor_apply (SyOutcomeEditor *self,
                                  const SyModel *model);

G_END_DECLS
