/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sy_key_sort:
 * @keys: (array length=n_keys): nul-terminated texts, equal ones allowed
 * @n_keys: below 2^32
 * @out_order: (out caller-allocates) (array length=n_keys): indices of @keys in
 *   bytewise order; equal keys keep their order
 *
 * Radix sort by eight bytes at a time; O(total length).
 */
void sy_key_sort (const char *const *keys,
                  gsize n_keys,
                  guint32 *out_order);

G_END_DECLS
