/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_PUBLISH_DIALOG (sy_publish_dialog_get_type ())

/**
 * SyPublishDialog:
 *
 * Publishes the draft: shows what changed and how the bands stand against the
 * outcome, asks for the reason, and says why when it cannot be published.
 */
G_DECLARE_FINAL_TYPE (SyPublishDialog, sy_publish_dialog, SY, PUBLISH_DIALOG, AdwWindow)

/**
 * sy_publish_dialog_new:
 * @parent: the project's window
 * @session: a session with a model
 *
 * Returns: (transfer none): the dialog, to be presented
 */
SyPublishDialog *sy_publish_dialog_new (GtkWindow *parent, SySession *session);

/**
 * sy_publish_find_obstacle:
 * @model: the draft
 * @newest: (nullable): the newest version
 *
 * Returns: (transfer full) (nullable): why the draft cannot be published: it is
 *   no different, or has no outcome or rule; %NULL when it can
 */
char *sy_publish_find_obstacle (SyModel *model, SyModel *newest);

/**
 * sy_publish_find_objection:
 * @tuning: (nullable): the figures of a draft
 *
 * Returns: (transfer full) (nullable): what in the figures stands against publishing unless there is a
 *   reason: bands that are not in the outcome's order; %NULL for nothing
 */
char *sy_publish_find_objection (const SyTuning *tuning);

G_END_DECLS
