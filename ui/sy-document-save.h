/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sy_document_save_report:
 * @window: the window that asks for the file, and tells by a toast that it is written
 * @session: a session with a model
 * @by: (nullable): the attribute of people that fairness is told by
 * @n_errors: the most people to list of each kind whom the score was wrong about, 0 for none
 *
 * Writes charts and tables as of the date, of the draft, or of the newest version when the draft is
 * the same.
 */
void sy_document_save_report (GtkWindow *window,
                              SySession *session,
                              const char *by,
                              gsize n_errors);

/**
 * sy_document_save_spec:
 * @window: as above
 * @session: a session with a model
 *
 * Writes what gives how many points, and the history of versions.
 */
void sy_document_save_spec (GtkWindow *window,
                            SySession *session);

G_END_DECLS
