/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"

G_BEGIN_DECLS

/**
 * sy_schema_edit_begin:
 * @database: a connection in a transaction
 * @error: return location, or %NULL
 *
 * Lets statements change the table of declarations itself, see section 7 of
 * https://www.sqlite.org/lang_altertable.html. To be ended whether it succeeds or not.
 */
gboolean sy_schema_edit_begin (SyDatabase *database,
                               GError **error);

/**
 * sy_schema_edit_end:
 * @database: a connection
 * @error: return location, or %NULL
 *
 * Protects the declarations again and reads them anew.
 */
gboolean sy_schema_edit_end (SyDatabase *database,
                             GError **error);

G_END_DECLS
