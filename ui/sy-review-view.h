/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session-care.h"

G_BEGIN_DECLS

#define SY_TYPE_REVIEW_VIEW (sy_review_view_get_type ())

/**
 * SyReviewView:
 *
 * The review of the draft: its state, what can be done about it, and whether the project
 * demands one.
 */
G_DECLARE_FINAL_TYPE (SyReviewView, sy_review_view, SY, REVIEW_VIEW, AdwPreferencesGroup)

/**
 * sy_review_view_set_session:
 * @self: a view
 * @session: (nullable): whose draft is shown
 */
void sy_review_view_set_session (SyReviewView *self, SySession *session);

/**
 * sy_review_view_refresh:
 * @self: a view
 *
 * Shows the draft as it is now.
 */
void sy_review_view_refresh (SyReviewView *self);

G_END_DECLS
