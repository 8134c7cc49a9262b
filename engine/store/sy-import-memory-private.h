/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-json.h"
#include "store/sy-import.h"

G_BEGIN_DECLS

/**
 * SyImportMemory:
 * @kind: what the rows were
 * @file_name: the file
 * @mapping: how it was read, as sy_import_plan_dup_mapping() wrote it
 *
 * The last import of a file whose columns had the same names.
 */
typedef struct
{
  SyImportKind kind;
  char *file_name;
  SyJson *mapping;
} SyImportMemory;

/**
 * sy_import_memory_find:
 * @project: a project
 * @names: (array length=n_names): the columns of a file with a header, in any order
 * @n_names: how many
 * @kind: (nullable): what the rows are, %NULL when that was not said
 * @out_memory: (out) (nullable): what was found, %NULL for nothing
 * @error: return location, or %NULL
 *
 * Looks the names up among the project's imports, the last one first. Columns that a list of
 * rejected rows has in front do not count.
 *
 * Returns: %FALSE when the project cannot be read
 */
gboolean sy_import_memory_find (SyProject *project,
                                const char *const *names,
                                gsize n_names,
                                const SyImportKind *kind,
                                SyImportMemory **out_memory,
                                GError **error);

/**
 * sy_import_memory_find_column:
 * @self: what is remembered
 * @name: a column
 * @out_role: (out): what it became
 * @out_target: (out) (nullable): the name it was kept under, %NULL for its own
 *
 * Returns: %FALSE when the column is not remembered
 */
gboolean sy_import_memory_find_column (const SyImportMemory *self,
                                       const char *name,
                                       SyColumnRole *out_role,
                                       const char **out_target);

/**
 * sy_import_memory_get_text:
 * @self: what is remembered
 * @key: "type", "time_format" or "decimal_mark"
 *
 * Returns: (nullable): what was decided
 */
const char *sy_import_memory_get_text (const SyImportMemory *self,
                                       const char *key);

/**
 * sy_import_memory_dup_placeholders:
 * @self: what is remembered
 *
 * Returns: (transfer full) (nullable): the words that meant "no value"
 */
GStrv sy_import_memory_dup_placeholders (const SyImportMemory *self);

void sy_import_memory_free (SyImportMemory *self);

/**
 * SY_REJECTED_ROW_COLUMN:
 *
 * The first column of a list of rejected rows: which row it was, the same in every list, so that it
 * comes in once however often the list is mended and imported.
 */
#define SY_REJECTED_ROW_COLUMN "rejected row"

/**
 * SY_REJECTED_REASON_COLUMN:
 *
 * The second one: what was wrong.
 */
#define SY_REJECTED_REASON_COLUMN "rejected because"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportMemory, sy_import_memory_free)

G_END_DECLS
