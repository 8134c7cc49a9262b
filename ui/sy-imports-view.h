/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_IMPORTS_VIEW (sy_imports_view_get_type ())

/**
 * SyImportsView:
 *
 * What came into the project: how much of it, event types over time, what is
 * known of people, and the imports, each of which can be taken back.
 *
 * Properties: #SyImportsView:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyImportsView, sy_imports_view, SY, IMPORTS_VIEW, GtkWidget)

G_END_DECLS
