/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-study.h"

/**
 * sy_spec_write:
 * @path: the file, ending in .md, .html, .htm or .pdf; replaced as a whole or not at all
 * @project: a project
 * @model_id: one of its models
 * @model: the version of it to write down
 * @number: the version's number, 0 for the draft
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Writes the specification of a score: what it is for, which events give how many points and what
 * they mean, what is left out, the bands with their playbooks, and the history of versions
 * with what each changed. Made of the project itself, so that it cannot be out of date; nothing in
 * it depends on the day it is written. Reads every event once to count.
 *
 * Errors: %SY_CHART_ERROR_FORMAT, %SY_CHART_ERROR_RENDER, those of reading the project, and those of
 * g_file_set_contents_full().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_spec_write (const char *path,
                        SyProject *project,
                        gint64 model_id,
                        const SyModel *model,
                        gint64 number,
                        GCancellable *cancellable,
                        GError **error);
