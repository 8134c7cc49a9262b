/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_IDENTITY_VIEW (sy_identity_view_get_type ())

/**
 * SyIdentityView:
 *
 * Who is who in a project: how well events find their people, what is merged and what is kept apart,
 * who is perhaps one, the accounts, and who refused to be scored.
 *
 * Properties: #SyIdentityView:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyIdentityView, sy_identity_view, SY, IDENTITY_VIEW, GtkWidget)

G_END_DECLS
