/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-job.h"

G_BEGIN_DECLS

/**
 * sy_sample_dup_path:
 *
 * Returns: (transfer full): where the user's own copy of the sample project is, or goes
 */
char *sy_sample_dup_path (void);

/**
 * sy_sample_build_async:
 * @path: where the project goes; its folder is made when missing
 * @job: a fresh job
 * @callback: called at the end; its source object is the job
 * @user_data: passed to @callback
 *
 * Makes the sample project from the shipped CSV files and models, through the
 * same importer as any other file. The project appears under its name when it
 * is complete.
 */
void sy_sample_build_async (const char *path,
                            SyJob *job,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sy_sample_build_finish:
 * @job: the job
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the project's path
 */
char *sy_sample_build_finish (SyJob *job, GAsyncResult *result, GError **error);

G_END_DECLS
