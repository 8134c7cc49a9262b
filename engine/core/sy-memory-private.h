/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Memory that may be large and is read and written at random. Large blocks ask the kernel for large
 * pages: a fraction of the page faults, and an address is found without a walk through the page
 * tables. Small ones are plain heap. All abort when there is no memory, as g_malloc() does.
 */

/*
 * Returns: (transfer full): @size zeroed bytes, aligned to 64, to be freed with sy_memory_free(); NULL for
 *   none
 */
gpointer sy_memory_new0 (gsize size);
void sy_memory_free (gconstpointer memory);

#define sy_memory_new0_array(type, n) ((type *) sy_memory_new0 (sizeof (type) * (gsize) (n)))

/*
 * Arrays that are freed together lie one after the other in large blocks. Any thread may allocate.
 */
typedef struct _SyArena SyArena;

SyArena *sy_arena_new (void);
void sy_arena_free (SyArena *self);

/*
 * Returns: @size zeroed bytes, aligned to 64, valid as long as the arena
 */
gpointer sy_arena_alloc0 (SyArena *self,
                          gsize size);

#define sy_arena_new0_array(arena, type, n) \
  ((type *) sy_arena_alloc0 (arena, sizeof (type) * (gsize) (n)))

G_END_DECLS
