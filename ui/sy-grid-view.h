/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_GRID_VIEW (sy_grid_view_get_type ())

/**
 * SyGridView:
 *
 * Two models of the project crossed by their bands: fit and behaviour, value and health. Each cell
 * has its people, their outcome rate with interval and n, and opens the list of its people.
 */
G_DECLARE_FINAL_TYPE (SyGridView, sy_grid_view, SY, GRID_VIEW, AdwBin)

/**
 * sy_grid_view_set_session:
 * @self: a view without a session
 * @session: what it works on
 */
void sy_grid_view_set_session (SyGridView *self,
                               SySession *session);

G_END_DECLS
