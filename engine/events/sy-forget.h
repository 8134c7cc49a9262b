/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-forget-store.h"

G_BEGIN_DECLS

/**
 * sy_forget_person:
 * @project: a project, on its thread
 * @key: one of the person's keys
 * @cancellable: (nullable): stops it while nothing has changed
 * @error: return location, or %NULL
 *
 * Forgets a person for good: all keys that are merged with @key (sy_identity_map_list_keys() tells which)
 * and every row of theirs, as sy_project_forget_keys() says, with its errors. Logs that were loaded before still
 * hold the person and are to be loaded again.
 * Returns: (transfer full): the receipt
 */
SY_EXTERN
SyForgetReceipt *sy_forget_person (SyProject *project,
                                   const char *key,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
