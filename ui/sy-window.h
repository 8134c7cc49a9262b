/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_WINDOW (sy_window_get_type ())

/**
 * SyWindow:
 *
 * A window: the start page, or one project with its pages.
 *
 * Properties: #SyWindow:session (writable, %NULL for the start page),
 * #SyWindow:page (writable, the name of the shown page).
 */
G_DECLARE_FINAL_TYPE (SyWindow, sy_window, SY, WINDOW, AdwApplicationWindow)

/**
 * sy_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with the start page
 */
SyWindow *sy_window_new (GtkApplication *application);

/**
 * sy_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what the window works on
 */
SySession *sy_window_get_session (SyWindow *self);

/**
 * sy_window_set_session:
 * @self: a window
 * @session: (nullable): a session, %NULL for the start page
 */
void sy_window_set_session (SyWindow *self, SySession *session);

/**
 * sy_window_open:
 * @self: a window without a session
 * @path: a project file
 *
 * Opens the project in this window, with progress and Cancel.
 */
void sy_window_open (SyWindow *self, const char *path);

/**
 * sy_window_import:
 * @self: a window
 * @file: a CSV file
 *
 * Opens the import assistant; without a project asks for a new one first.
 */
void sy_window_import (SyWindow *self, GFile *file);

/**
 * sy_window_import_paths:
 * @self: a window
 * @paths: (array zero-terminated=1): CSV files, and folders of them
 *
 * As sy_window_import(), one file after the other in one assistant.
 */
void sy_window_import_paths (SyWindow *self, const char *const *paths);

/**
 * sy_window_toast:
 * @self: a window
 * @text: one short line
 *
 * Shows a note that goes away by itself.
 */
void sy_window_toast (SyWindow *self, const char *text);

/**
 * sy_window_show_error:
 * @self: a window
 * @heading: what did not work, as a title
 * @error: why; nothing is shown for a cancelled operation
 */
void sy_window_show_error (SyWindow *self, const char *heading, const GError *error);

G_END_DECLS
