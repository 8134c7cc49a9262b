/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"

G_BEGIN_DECLS

/**
 * SY_SCHEMA_APPLICATION_ID:
 *
 * "SYLD" in the header of every project file.
 */
#define SY_SCHEMA_APPLICATION_ID 0x53594c44

/**
 * sy_schema_get_version:
 *
 * Returns: the schema this program writes: the number of its steps
 */
gint64 sy_schema_get_version (void);

/**
 * sy_schema_upgrade:
 * @database: a connection in a transaction
 * @from: its schema; 0 for an empty file
 * @error: return location, or %NULL
 *
 * Applies the numbered steps after @from.
 */
gboolean sy_schema_upgrade (SyDatabase *database,
                            gint64 from,
                            GError **error);

/**
 * sy_schema_verify:
 * @database: a connection
 * @version: the schema it says it has
 * @error: return location, or %NULL
 *
 * Compares the file's schema, word for word, with the one the steps make. Anything more, less or else
 * (a trigger, another view, a column with an expression) is %SY_STORE_ERROR_DAMAGED; the statistics table
 * of ANALYZE is let pass.
 */
gboolean sy_schema_verify (SyDatabase *database,
                           gint64 version,
                           GError **error);

G_END_DECLS
