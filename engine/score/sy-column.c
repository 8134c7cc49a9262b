/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-private.h"

#include <sys/mman.h>

#define SMALL_ALIGNMENT 64
#define HUGE_PAGE (2 * 1024 * 1024)
#define MAX_SPARE 8

struct _SyColumnPool
{
  gsize n_values;
  GMutex mutex;
  gpointer spare[MAX_SPARE]; /* under mutex */
  guint n_spare;             /* under mutex */
};

SyColumnPool *
sy_column_pool_new (gsize n_values)
{
  SyColumnPool *self = g_atomic_rc_box_new0 (SyColumnPool);

  self->n_values = n_values;
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

  for (guint i = 0; i < self->n_spare; i++)
    g_aligned_free (self->spare[i]);
  g_mutex_clear (&self->mutex);
}

void
sy_column_pool_unref (SyColumnPool *self)
{
  g_atomic_rc_box_release_full (self, clear_pool);
}

/* Columns of many people lie on huge pages where the system has them: touching new ones and
 * reading several side by side then costs half as much. */
static double *
allocate_values (gsize n_values)
{
  gsize size = MAX (n_values, 1) * sizeof (double);
  gpointer values;

  if (size < HUGE_PAGE)
    return g_aligned_alloc (1, size, SMALL_ALIGNMENT);
  size = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  values = g_aligned_alloc (1, size, HUGE_PAGE);
  madvise (values, size, MADV_HUGEPAGE); /* advice; the outcome does not matter */
  return values;
}

SyColumn *
sy_column_new (SyColumnPool *pool)
{
  SyColumn *self = g_atomic_rc_box_new0 (SyColumn);

  self->pool = sy_column_pool_ref (pool);
  g_mutex_lock (&pool->mutex);
  if (pool->n_spare > 0)
    self->values = pool->spare[--pool->n_spare];
  g_mutex_unlock (&pool->mutex);
  if (self->values == NULL)
    self->values = allocate_values (pool->n_values);
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
  if (self->pool->n_spare < MAX_SPARE)
    self->pool->spare[self->pool->n_spare++] = g_steal_pointer (&values);
  g_mutex_unlock (&self->pool->mutex);
  g_aligned_free (values);
  sy_column_pool_unref (self->pool);
}

void
sy_column_unref (SyColumn *self)
{
  g_atomic_rc_box_release_full (self, clear_column);
}
