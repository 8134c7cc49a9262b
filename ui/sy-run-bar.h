/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-job.h"

G_BEGIN_DECLS

#define SY_TYPE_RUN_BAR (sy_run_bar_get_type ())

/**
 * SyRunBar:
 *
 * One line that says how far a page's job is, with Cancel; what went wrong,
 * with Try Again; or nothing.
 */
G_DECLARE_FINAL_TYPE (SyRunBar, sy_run_bar, SY, RUN_BAR, AdwBin)

/**
 * sy_run_bar_start:
 * @self: a bar
 * @job: the job to follow
 * @what: what it does, as "Replaying dates"
 *
 * Follows @job. Short jobs show nothing: the bar waits a moment.
 */
void sy_run_bar_start (SyRunBar *self,
                       SyJob *job,
                       const char *what);

/**
 * sy_run_bar_finish:
 * @self: a bar
 * @job: the job that has ended
 * @message: (nullable): what to tell; %NULL hides the bar
 *
 * Ends what was begun for @job. Nothing happens when the bar follows another job by now.
 */
void sy_run_bar_finish (SyRunBar *self,
                        SyJob *job,
                        const char *message);

/**
 * sy_run_bar_clear:
 * @self: a bar
 *
 * Follows nothing any more, and tells nothing.
 */
void sy_run_bar_clear (SyRunBar *self);

/**
 * SyRunBar::again:
 * @self: a bar
 *
 * The user wants the job to run once more.
 */

G_END_DECLS
