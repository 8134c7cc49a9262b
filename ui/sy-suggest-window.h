/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SUGGEST_WINDOW (sy_suggest_window_get_type ())

/**
 * SySuggestWindow:
 *
 * What the data would change in the draft: weights that are accepted one by one, the evidence for
 * each event and rule, and what may know the outcome, has no effect, or is said twice. Computed in a
 * job that can be cancelled. Stays open beside the project's window, which shows what an accepted
 * weight does.
 */
G_DECLARE_FINAL_TYPE (SySuggestWindow, sy_suggest_window, SY, SUGGEST_WINDOW, AdwWindow)

/**
 * sy_suggest_window_new:
 * @parent: the project's window
 * @session: a session with a model
 *
 * Returns: (transfer none): the window, to be presented; it has begun to work
 */
SySuggestWindow *sy_suggest_window_new (GtkWindow *parent, SySession *session);

G_END_DECLS
