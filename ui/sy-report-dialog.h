/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_REPORT_DIALOG (sy_report_dialog_get_type ())

/**
 * SyReportDialog:
 *
 * What a report tells beside the figures of the score: how it treats groups of people, and whom it
 * was wrong about. Then asks for the file.
 */
G_DECLARE_FINAL_TYPE (SyReportDialog, sy_report_dialog, SY, REPORT_DIALOG, AdwWindow)

/**
 * sy_report_dialog_new:
 * @parent: the window of the session
 * @session: a session with a model
 *
 * Returns: (transfer none): a dialog, to be presented
 */
SyReportDialog *sy_report_dialog_new (GtkWindow *parent,
                                      SySession *session);

G_END_DECLS
