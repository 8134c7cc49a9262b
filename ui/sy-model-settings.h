/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_MODEL_SETTINGS (sy_model_settings_get_type ())

/**
 * SyModelSettings:
 *
 * The window with what a model says as a whole: name and purpose, who is scored, limits, scale and
 * display, bands with their playbooks, stages, and how people become accounts. Every change is an
 * edit of the draft with a name; the window stays beside the page that shows what it does.
 */
G_DECLARE_FINAL_TYPE (SyModelSettings, sy_model_settings, SY, MODEL_SETTINGS, AdwPreferencesWindow)

/**
 * sy_model_settings_new:
 * @parent: the window of the session
 * @session: a session with a model
 *
 * Returns: (transfer none): a window, to be presented
 */
SyModelSettings *sy_model_settings_new (GtkWindow *parent,
                                        SySession *session);

G_END_DECLS
