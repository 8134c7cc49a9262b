/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Large blocks of zeroed memory that are read and written at random. From 2 MiB on they ask the
 * kernel for large pages: a tenth of the page faults, and an address is found without a walk
 * through the page tables. Below that they are plain heap.
 */

/*
 * sy_memory_new0:
 * @size: bytes; 0 gives NULL
 *
 * Returns: (transfer full): @size zeroed bytes, aligned to 64; to be freed with sy_memory_free() and
 *   the same size. Aborts when there is no memory, as g_malloc() does
 */
gpointer sy_memory_new0 (gsize size);

void sy_memory_free (gpointer memory,
                     gsize size);

#define sy_memory_new0_array(type, n) ((type *) sy_memory_new0 (sizeof (type) * (gsize) (n)))

G_END_DECLS
