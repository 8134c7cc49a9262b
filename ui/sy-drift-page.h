/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-run-page.h"

G_BEGIN_DECLS

#define SY_TYPE_DRIFT_PAGE (sy_drift_page_get_type ())

/**
 * SyDriftPage:
 *
 * How the scores move over time, and whether the data or an edit moved them.
 */
G_DECLARE_FINAL_TYPE (SyDriftPage, sy_drift_page, SY, DRIFT_PAGE, SyRunPage)

G_END_DECLS
