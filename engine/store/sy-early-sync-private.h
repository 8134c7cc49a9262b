/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"

G_BEGIN_DECLS

/**
 * SyEarlySync:
 *
 * Sends the pages of a long transaction to the disk while it still runs, so that the commit,
 * which must wait for all of them, finds little left to wait for.
 */
typedef struct _SyEarlySync SyEarlySync;

/**
 * sy_early_sync_new:
 * @database: a connection that lives longer
 *
 * Returns: (transfer full) (nullable): a thread that syncs the file when told, or %NULL where SQLite
 *   does not give the file away: then the commit takes longer, and nothing else is different
 */
SyEarlySync *sy_early_sync_new (SyDatabase *database);

/**
 * sy_early_sync_free:
 * @self: (nullable): early sync
 *
 * Waits for a sync that is going on.
 */
void sy_early_sync_free (SyEarlySync *self);

/**
 * sy_early_sync_look:
 * @self: (nullable): early sync
 *
 * To be called now and then by the thread that writes. Starts a sync when the file has grown
 * enough since the last one; never waits.
 */
void sy_early_sync_look (SyEarlySync *self);

/**
 * sy_early_sync_end:
 * @self: (nullable): early sync
 * @error: return location, or %NULL
 *
 * Waits for a sync that is going on; none starts any more. Must have succeeded before the
 * transaction is committed: the kernel tells of pages it could not write once, to whoever
 * syncs first, and the commit would not hear of them.
 *
 * Returns: whether all syncs succeeded
 */
gboolean sy_early_sync_end (SyEarlySync *self,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEarlySync, sy_early_sync_free)

G_END_DECLS
