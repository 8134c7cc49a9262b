/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_TUNE_PAGE (sy_tune_page_get_type ())

/**
 * SyTunePage:
 *
 * Weights and thresholds beside the charts that answer to them. Property:
 * `session`, a #SySession, set once.
 */
G_DECLARE_FINAL_TYPE (SyTunePage, sy_tune_page, SY, TUNE_PAGE, AdwBin)

G_END_DECLS
