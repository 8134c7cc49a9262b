/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-import-plan.h"
#include "sy-row-parser-private.h"

G_BEGIN_DECLS

/**
 * sy_import_plan_get_recipe:
 * @self: a plan that is ready
 *
 * Returns: how a row is read
 */
const SyRecipe *sy_import_plan_get_recipe (SyImportPlan *self);

/**
 * sy_import_plan_open_reader:
 * @self: a plan
 * @error: return location, or %NULL
 *
 * Opens the file from its start, to be read as the plan says. Standard input can be opened once.
 *
 * Returns: (transfer full): a reader
 */
SyCsvReader *sy_import_plan_open_reader (SyImportPlan *self,
                                         GError **error);

/**
 * sy_import_plan_set_n_rows_done:
 * @self: a plan
 * @n_rows: rows read so far
 */
void sy_import_plan_set_n_rows_done (SyImportPlan *self,
                                     gint64 n_rows);

/**
 * sy_import_plan_get_size:
 * @self: a plan
 *
 * Returns: bytes of the file as it lies on disk when it was looked at, 0 when unknown
 */
gint64 sy_import_plan_get_size (SyImportPlan *self);

/**
 * sy_import_plan_dup_mapping:
 * @self: a plan
 *
 * Returns: (transfer full): JSON: everything that was decided about the file
 */
char *sy_import_plan_dup_mapping (SyImportPlan *self);

/**
 * sy_import_plan_dup_shape:
 * @self: a plan
 *
 * Which columns make a row what it is: the same file in the same shape holds the same rows.
 *
 * Returns: (transfer full): a short text
 */
char *sy_import_plan_dup_shape (SyImportPlan *self);

G_END_DECLS
