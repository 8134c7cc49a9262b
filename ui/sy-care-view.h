/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session-care.h"

G_BEGIN_DECLS

#define SY_TYPE_CARE_VIEW (sy_care_view_get_type ())

/**
 * SyCareView:
 *
 * Who looks after the model, and what is due.
 */
G_DECLARE_FINAL_TYPE (SyCareView, sy_care_view, SY, CARE_VIEW, AdwPreferencesGroup)

/**
 * sy_care_view_set_session:
 * @self: a view
 * @session: (nullable): whose model is shown
 */
void sy_care_view_set_session (SyCareView *self, SySession *session);

/**
 * sy_care_view_refresh:
 * @self: a view
 *
 * Shows what the session knows now.
 */
void sy_care_view_refresh (SyCareView *self);

G_END_DECLS
