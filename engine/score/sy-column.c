/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-private.h"

#include "core/sy-memory-private.h"

struct _SyColumnPool
{
  gsize n_values;
  guint max_spare;
  GMutex mutex;
  GPtrArray *spare; /* of values; under mutex */
};

SyColumnPool *
sy_column_pool_new (gsize n_values,
                    guint max_spare)
{
  SyColumnPool *self = g_atomic_rc_box_new0 (SyColumnPool);

  self->n_values = n_values;
  self->max_spare = max_spare;
  self->spare = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_memory_free);
  g_mutex_init (&self->mutex);
  return self;
}

SyColumnPool *
sy_column_pool_ref (SyColumnPool *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_pool (gpointer data)
{
  SyColumnPool *self = data;

  g_ptr_array_unref (self->spare);
  g_mutex_clear (&self->mutex);
}

void
sy_column_pool_unref (SyColumnPool *self)
{
  g_atomic_rc_box_release_full (self, clear_pool);
}

SyColumn *
sy_column_new (SyColumnPool *pool)
{
  SyColumn *self = g_atomic_rc_box_new0 (SyColumn);

  self->pool = sy_column_pool_ref (pool);
  g_mutex_lock (&pool->mutex);
  if (pool->spare->len > 0)
    self->values = g_ptr_array_steal_index_fast (pool->spare, pool->spare->len - 1);
  g_mutex_unlock (&pool->mutex);
  if (self->values == NULL)
    self->values = sy_memory_new0_array (double, MAX (pool->n_values, 1));
  return self;
}

SyColumn *
sy_column_ref (SyColumn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_column (gpointer data)
{
  SyColumn *self = data;
  gpointer values = g_steal_pointer (&self->values);

  g_mutex_lock (&self->pool->mutex);
  if (self->pool->spare->len < self->pool->max_spare)
    g_ptr_array_add (self->pool->spare, g_steal_pointer (&values));
  g_mutex_unlock (&self->pool->mutex);
  sy_memory_free (values);
  sy_column_pool_unref (self->pool);
}

void
sy_column_unref (SyColumn *self)
{
  g_atomic_rc_box_release_full (self, clear_column);
}
