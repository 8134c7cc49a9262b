/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-study.h"

/**
 * SySpecInfo:
 * @model: the model
 * @number: its version, 0 for the draft
 * @versions: (element-type SyModelVersion): all of the model, oldest first
 * @types: (element-type SyTypeEntry): the event dictionary
 * @clean_rules: (element-type SyCleanRuleRecord): what is marked and scores nothing
 * @consent: (nullable): who is left out
 * @zone: of the project
 * @project_name: (nullable): name of the project file
 *
 * What a scoring specification is made of. None of it depends on the day it is written.
 */
typedef struct
{
  const SyModel *model;
  gint64 number;
  const GPtrArray *versions;
  const GPtrArray *types;
  const GPtrArray *clean_rules;
  const SyConsentRule *consent;
  SyZone *zone;
  const char *project_name;
} SySpecInfo;

/**
 * sy_spec_write:
 * @path: the file, ending in .md, .html, .htm or .pdf; replaced as a whole or not at all
 * @info: what to write down
 * @error: return location, or %NULL
 *
 * Writes the specification of a score: what it is for, which events give how many points and what
 * they mean, what is left out, the bands with their playbooks, and the history of versions
 * with what each changed. Made of the model itself, so that it cannot be out of date.
 *
 * Errors: %SY_CHART_ERROR_FORMAT, %SY_CHART_ERROR_RENDER, and those of g_file_set_contents_full().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_spec_write (const char *path,
                        const SySpecInfo *info,
                        GError **error);
