/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_PEOPLE_PAGE (sy_people_page_get_type ())

/**
 * SyPeoplePage:
 *
 * Finds a person and explains the score: what it is made of, how it came
 * about, and the events behind it.
 *
 * Properties: #SyPeoplePage:session (construct only), #SyPeoplePage:person
 * (the key of the person shown; writable).
 */
G_DECLARE_FINAL_TYPE (SyPeoplePage, sy_people_page, SY, PEOPLE_PAGE, GtkWidget)

G_END_DECLS
