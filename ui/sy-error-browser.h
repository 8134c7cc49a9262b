/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-follow-up-run.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_ERROR_BROWSER (sy_error_browser_get_type ())

/**
 * SyErrorBrowser:
 *
 * The people whom the score was wrong about, the worst first: a row opens the person, buttons note what
 * was found.
 */
G_DECLARE_FINAL_TYPE (SyErrorBrowser, sy_error_browser, SY, ERROR_BROWSER, AdwBin)

/**
 * sy_error_browser_show:
 * @self: a browser
 * @session: the project
 * @log: the events that the errors are from
 * @model: the name of the model
 * @output: (transfer none): what was found; it must live as long as it is shown, until the next call
 *
 * Shows the errors of a date, or hides when there are none to tell.
 */
void sy_error_browser_show (SyErrorBrowser *self,
                            SySession *session,
                            SyEventLog *log,
                            const char *model,
                            const SyFollowUpOutput *output);

G_END_DECLS
