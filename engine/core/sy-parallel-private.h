/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Works on the elements [start, end).
 */
typedef void (*SyRangeFunc) (gsize start,
                             gsize end,
                             gpointer user_data);

/*
 * Calls @func for ranges of @chunk elements (a last one of fewer) that together are [0, n), in
 * any order, on up to @n_threads threads, the calling one among them, and waits for all.
 */
void sy_parallel_run (gsize n,
                      gsize chunk,
                      guint n_threads,
                      SyRangeFunc func,
                      gpointer user_data);

G_END_DECLS
