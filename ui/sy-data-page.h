/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DATA_PAGE (sy_data_page_get_type ())

/**
 * SyDataPage:
 *
 * What is in the project, in four sections: imports, event types, cleaning and
 * identity. Without any data it says how to get some.
 *
 * Properties: #SyDataPage:session (construct only), #SyDataPage:section (also the
 * action "data.section"). Ctrl+Page Up and Ctrl+Page Down go through the sections.
 */
G_DECLARE_FINAL_TYPE (SyDataPage, sy_data_page, SY, DATA_PAGE, GtkWidget)

G_END_DECLS
