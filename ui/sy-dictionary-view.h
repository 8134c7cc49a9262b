/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DICTIONARY_VIEW (sy_dictionary_view_get_type ())

/**
 * SyDictionaryView:
 *
 * The event dictionary: all types in a table, and beside it the one that is
 * chosen, to describe, rename, merge and mute.
 *
 * Properties: #SyDictionaryView:session (construct only).
 */
G_DECLARE_FINAL_TYPE (SyDictionaryView, sy_dictionary_view, SY, DICTIONARY_VIEW, GtkWidget)

G_END_DECLS
