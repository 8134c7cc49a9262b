/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLEANING_VIEW (sy_cleaning_view_get_type ())

/**
 * SyCleaningView:
 *
 * The cleaning rules of a project: what the applied ones mark, each to be changed or taken back,
 * and the kinds of rules that can be added.
 *
 * Properties: #SyCleaningView:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyCleaningView, sy_cleaning_view, SY, CLEANING_VIEW, GtkWidget)

G_END_DECLS
