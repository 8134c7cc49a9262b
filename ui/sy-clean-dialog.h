/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLEAN_DIALOG (sy_clean_dialog_get_type ())

/**
 * SyCleanDialog:
 *
 * Makes or changes a cleaning rule: its fields on one side, on the other what it would mark and do
 * to the model, found anew with every edit. Applies what is shown, and nothing else.
 */
G_DECLARE_FINAL_TYPE (SyCleanDialog, sy_clean_dialog, SY, CLEAN_DIALOG, AdwWindow)

/**
 * sy_clean_dialog_new:
 * @parent: the project's window
 * @session: the project
 * @rule: the rule to begin with; its kind stays
 * @name: its name
 * @is_applied: whether @name is an applied rule, which the new one replaces
 * @taken: (array zero-terminated=1): names of the applied rules
 *
 * Returns: (transfer none): the dialog, to be presented
 */
SyCleanDialog *sy_clean_dialog_new (GtkWindow *parent,
                                    SySession *session,
                                    const SyCleanRule *rule,
                                    const char *name,
                                    gboolean is_applied,
                                    const char *const *taken);

G_END_DECLS
