/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-import.h"

G_BEGIN_DECLS

/*
 * What somebody decided about candidates for one person: links made by hand, and keys that are
 * known to be of different people. A link made by hand is an import of links without a file, so
 * that it is listed, counted and taken back as any other.
 */

/**
 * sy_project_link_keys:
 * @self: a project
 * @keys: (array zero-terminated=1): keys of one person, at least two; the others become aliases
 *   of the first
 * @error: return location, or %NULL
 *
 * Links keys in one transaction; sy_project_undo_import() takes the links back. The next log that
 * is loaded follows them. Nothing but the links names the keys, so that a person can be forgotten.
 * Errors: %SY_STORE_ERROR_NOT_FOUND (there is no such key), %SY_STORE_ERROR_READ_ONLY,
 * %SY_STORE_ERROR_BUSY.
 * Returns: the import's number, 0 on error
 */
SY_EXTERN
gint64 sy_project_link_keys (SyProject *self,
                             const char *const *keys,
                             GError **error);

/**
 * sy_import_record_is_by_hand:
 * @self: an import
 *
 * Returns: whether sy_project_link_keys() made it
 */
SY_EXTERN
gboolean sy_import_record_is_by_hand (const SyImportRecord *self);

/**
 * sy_project_list_apart:
 * @self: a project
 *
 * Returns: (transfer full) (element-type GStrv): groups of keys that are of different people each,
 *   the oldest decision first
 */
SY_EXTERN
GPtrArray *sy_project_list_apart (SyProject *self);

/**
 * sy_project_keep_apart:
 * @self: a project
 * @keys: (array zero-terminated=1): keys of different people, at least two
 * @error: return location, or %NULL
 *
 * Remembers that these are no duplicates: sy_duplicates_find() does not name them again, unless
 * together with another key. Merges nothing and parts nothing.
 * Errors: %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_keep_apart (SyProject *self,
                                const char *const *keys,
                                GError **error);

/**
 * sy_project_clear_apart:
 * @self: a project
 * @error: return location, or %NULL
 *
 * Takes every decision of sy_project_keep_apart() back. Errors: as there.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_clear_apart (SyProject *self,
                                 GError **error);

G_END_DECLS
