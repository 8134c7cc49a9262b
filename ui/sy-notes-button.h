/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session-care.h"

G_BEGIN_DECLS

#define SY_TYPE_NOTES_BUTTON (sy_notes_button_get_type ())

/**
 * SyNotesButton:
 *
 * A button whose popover lists what was noted in the project, takes a new note, and takes one
 * away.
 */
G_DECLARE_FINAL_TYPE (SyNotesButton, sy_notes_button, SY, NOTES_BUTTON, AdwBin)

/**
 * sy_notes_button_set_session:
 * @self: a button
 * @session: (nullable): whose notes are shown; it follows #SySession::notes-changed
 */
void sy_notes_button_set_session (SyNotesButton *self, SySession *session);

G_END_DECLS
