/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_VERSIONS_PAGE (sy_versions_page_get_type ())

/**
 * SyVersionsPage:
 *
 * The draft and the published versions of the model: what each one changed,
 * who published it and why, and the way back to it.
 *
 * Properties: #SyVersionsPage:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyVersionsPage, sy_versions_page, SY, VERSIONS_PAGE, GtkWidget)

G_END_DECLS
