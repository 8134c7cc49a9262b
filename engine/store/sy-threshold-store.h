/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * sy_project_get_threshold_rule:
 * @self: a project
 * @model: the name of a model
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND (no such model, or none with a rule).
 * Returns: (transfer full): the rule, as sy_threshold_rule_to_json() wrote it
 */
SY_EXTERN
char *sy_project_get_threshold_rule (SyProject *self,
                                     const char *model,
                                     GError **error);

/**
 * sy_project_set_threshold_rule:
 * @self: a project
 * @model: the name of a model
 * @json: (nullable): the rule; %NULL forgets it
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND (no such model), %SY_STORE_ERROR_READ_ONLY,
 * %SY_STORE_ERROR_BUSY, %SY_STORE_ERROR_IO.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_threshold_rule (SyProject *self,
                                        const char *model,
                                        const char *json,
                                        GError **error);

G_END_DECLS
