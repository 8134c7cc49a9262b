/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DATA_PAGE (sy_data_page_get_type ())

/**
 * SyDataPage:
 *
 * What is in the project: event types over time, what is known of people, and
 * the imports, each of which can be taken back.
 *
 * Properties: #SyDataPage:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyDataPage, sy_data_page, SY, DATA_PAGE, GtkWidget)

G_END_DECLS
