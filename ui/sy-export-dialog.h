/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPORT_DIALOG (sy_export_dialog_get_type ())

/**
 * SyExportDialog:
 *
 * Writes a segment as CSV with its manifest: asks for the columns and the
 * form, then for the file.
 */
G_DECLARE_FINAL_TYPE (SyExportDialog, sy_export_dialog, SY, EXPORT_DIALOG, AdwWindow)

/**
 * sy_export_dialog_new:
 * @parent: the project's window
 * @session: a session with figures (sy_session_get_tuning())
 * @segment: who; copied
 * @name: (nullable): the segment's name
 * @n_people: how many it holds
 *
 * Returns: (transfer none): the dialog, to be presented
 */
SyExportDialog *sy_export_dialog_new (GtkWindow *parent,
                                      SySession *session,
                                      const SySegment *segment,
                                      const char *name,
                                      gsize n_people);

G_END_DECLS
