/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_TEMPLATE_DIALOG (sy_template_dialog_get_type ())

/**
 * SyTemplateDialog:
 *
 * What a new model starts from: nothing, or a template over the event types of the project. Each
 * template says which of its rules the data have something for, and what is left out.
 *
 * Signals: #SyTemplateDialog::created (a model was added to the session).
 */
G_DECLARE_FINAL_TYPE (SyTemplateDialog, sy_template_dialog, SY, TEMPLATE_DIALOG, AdwWindow)

/**
 * sy_template_dialog_new:
 * @parent: the window of the session
 * @session: a session that can be written
 *
 * Returns: (transfer none): a dialog, to be presented
 */
SyTemplateDialog *sy_template_dialog_new (GtkWindow *parent,
                                          SySession *session);

G_END_DECLS
