/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_DIALOG (sy_import_dialog_get_type ())

/**
 * SyImportDialog:
 *
 * The import assistant: shows how a file would be read and what each column
 * would become, lets the user change it, imports with progress and Cancel, and
 * shows what became of the rows.
 */
G_DECLARE_FINAL_TYPE (SyImportDialog, sy_import_dialog, SY, IMPORT_DIALOG, AdwWindow)

/**
 * sy_import_dialog_new:
 * @parent: the window it belongs to
 * @session: the project
 * @paths: (array zero-terminated=1): the CSV files, at least one
 *
 * Takes the files one after the other; of several it lists at the end what became of each.
 *
 * Returns: the dialog, to be presented
 */
SyImportDialog *sy_import_dialog_new (GtkWindow *parent,
                                      SySession *session,
                                      const char *const *paths);

/**
 * sy_import_dialog_set_kind:
 * @self: a dialog that shows how it would read its file
 * @kind: what the rows are
 *
 * Reads the file as that kind; the user may still choose another.
 */
void sy_import_dialog_set_kind (SyImportDialog *self, SyImportKind kind);

G_END_DECLS
