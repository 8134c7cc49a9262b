/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_import_preview_create_source:
 * @plan: how a file would be imported
 *
 * The plan's first rows as a table: the line number, then a column for each
 * column of the file. Cells that would be refused carry the reason; a row
 * that would be refused as a whole carries it at its line number.
 *
 * Returns: (transfer full): the table
 */
SyTableSource *sy_import_preview_create_source (SyImportPlan *plan);

/**
 * sy_import_preview_get_role_title:
 * @role: what a column becomes
 *
 * Returns: the word people read, as "Person"
 */
const char *sy_import_preview_get_role_title (SyColumnRole role);

/**
 * sy_import_preview_find_obstacle:
 * @plan: how a file would be imported
 *
 * Says what keeps an import from running in the words of the assistant; the
 * plan's own words name the options of the command line.
 *
 * Returns: (transfer full) (nullable): one sentence; %NULL when it may run
 */
char *sy_import_preview_find_obstacle (SyImportPlan *plan);

G_END_DECLS
