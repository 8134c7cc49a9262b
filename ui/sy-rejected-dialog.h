/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_REJECTED_DIALOG (sy_rejected_dialog_get_type ())

/**
 * SyRejectedDialog:
 *
 * The rows that an import set aside, with their reasons, to be read or saved.
 */
G_DECLARE_FINAL_TYPE (SyRejectedDialog, sy_rejected_dialog, SY, REJECTED_DIALOG, AdwWindow)

/**
 * sy_rejected_dialog_new:
 * @parent: the project's window
 * @session: the project
 * @import_id: an import
 * @file_name: what it was called
 *
 * Returns: (transfer none): the dialog, to be presented
 */
SyRejectedDialog *sy_rejected_dialog_new (GtkWindow *parent,
                                          SySession *session,
                                          gint64 import_id,
                                          const char *file_name);

G_END_DECLS
