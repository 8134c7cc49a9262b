/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SEGMENTS_PAGE (sy_segments_page_get_type ())

/**
 * SySegmentsPage:
 *
 * Chooses people by band and score with a live count, shows what became of
 * such people, keeps the choice under a name, and exports it.
 *
 * Properties: #SySegmentsPage:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SySegmentsPage, sy_segments_page, SY, SEGMENTS_PAGE, GtkWidget)

G_END_DECLS
