/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"

G_BEGIN_DECLS

/**
 * sy_project_get_database:
 * @self: a project
 *
 * Returns: (transfer none): its connection
 */
SyDatabase *sy_project_get_database (SyProject *self);

/**
 * sy_now_ms:
 *
 * Returns: milliseconds since 1970 UTC
 */
gint64 sy_now_ms (void);

/**
 * sy_database_log_change:
 * @self: a connection in a transaction
 * @action: a short word
 * @subject: what it is done to
 * @detail: one line, may be empty
 * @error: return location, or %NULL
 */
gboolean sy_database_log_change (SyDatabase *self,
                                 const char *action,
                                 const char *subject,
                                 const char *detail,
                                 GError **error);

/**
 * sy_project_log_change:
 * @self: a project in a transaction
 * @action: a short word
 * @subject: what it is done to
 * @detail: one line, may be empty
 * @error: return location, or %NULL
 */
gboolean sy_project_log_change (SyProject *self,
                                const char *action,
                                const char *subject,
                                const char *detail,
                                GError **error);

/**
 * sy_project_dup_model_name:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (nullable): its name; %NULL with %SY_STORE_ERROR_NOT_FOUND when there is no such model
 */
char *sy_project_dup_model_name (SyProject *self,
                                 gint64 model_id,
                                 GError **error);

/**
 * sy_project_read_setting:
 * @self: a project
 * @name: a setting
 * @out_value: (out) (transfer full) (nullable): its text, %NULL when it was never set or cannot be read
 * @error: return location, or %NULL
 *
 * What decides whether something may be done asks here: a setting that cannot be read is not one that was never set.
 * Errors: %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_DAMAGED, %SY_STORE_ERROR_IO.
 * Returns: %FALSE when it cannot be read
 */
gboolean sy_project_read_setting (SyProject *self,
                                  const char *name,
                                  char **out_value,
                                  GError **error);

/**
 * sy_project_write_setting:
 * @self: a project in a transaction
 * @name: a setting
 * @value: (nullable): its text, %NULL to forget it
 * @error: return location, or %NULL
 */
gboolean sy_project_write_setting (SyProject *self,
                                   const char *name,
                                   const char *value,
                                   GError **error);

G_END_DECLS
