/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Buffers of one number per person. Fresh memory costs more to touch than to compute, so
 * a released buffer goes back to its pool. Columns may be released in any thread
 * and after the pool's owner is gone.
 */
typedef struct _SyColumnPool SyColumnPool;

/*
 * A column, immutable once shared.
 */
typedef struct
{
  SyColumnPool *pool;
  double *values;
} SyColumn;

/*
 * @max_spare: how many released buffers it keeps
 */
SyColumnPool *sy_column_pool_new (gsize n_values,
                                  guint max_spare);
SyColumnPool *sy_column_pool_ref (SyColumnPool *self);
void sy_column_pool_unref (SyColumnPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyColumnPool, sy_column_pool_unref)

/*
 * A column with arbitrary content.
 */
SyColumn *sy_column_new (SyColumnPool *pool);
SyColumn *sy_column_ref (SyColumn *self);
void sy_column_unref (SyColumn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyColumn, sy_column_unref)

G_END_DECLS
