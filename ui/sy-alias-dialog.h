/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-dictionary.h"

G_BEGIN_DECLS

#define SY_TYPE_ALIAS_DIALOG (sy_alias_dialog_get_type ())

/**
 * SyAliasDialog:
 *
 * Asks which type the events of another one shall count as: a type there is, or
 * a new name. What is typed filters the types; Enter takes the row that is chosen.
 *
 * Signals: #SyAliasDialog::chosen (name of the target).
 */
G_DECLARE_FINAL_TYPE (SyAliasDialog, sy_alias_dialog, SY, ALIAS_DIALOG, AdwWindow)

/**
 * sy_alias_dialog_new:
 * @parent: the window it belongs to
 * @dictionary: the types
 * @name: the one to move
 * @is_in_draft: whether rules of the draft name it
 *
 * Returns: (transfer full): the dialog
 */
SyAliasDialog *sy_alias_dialog_new (GtkWindow *parent,
                                    SyDictionary *dictionary,
                                    const char *name,
                                    gboolean is_in_draft);

G_END_DECLS
