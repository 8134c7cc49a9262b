/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_NEW_PROJECT_DIALOG (sy_new_project_dialog_get_type ())

/**
 * SyNewProjectDialog:
 *
 * Asks where a new project goes and in which time zone its days are.
 *
 * Signals: #SyNewProjectDialog::create (path, timezone).
 */
G_DECLARE_FINAL_TYPE (SyNewProjectDialog,
                      sy_new_project_dialog,
                      SY,
                      NEW_PROJECT_DIALOG,
                      AdwWindow)

/**
 * sy_new_project_dialog_new:
 * @parent: the window that asks
 * @name: a name to begin with, without folder and suffix
 *
 * Returns: (transfer none): the dialog, to be presented
 */
SyNewProjectDialog *sy_new_project_dialog_new (GtkWindow *parent, const char *name);

G_END_DECLS
