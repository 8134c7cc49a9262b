/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-stability.h"

G_BEGIN_DECLS

/*
 * For each edge the smallest score that counts as at least it: scores can then be compared without
 * rounding each.
 */
void sy_bins_get_bounds (const double *edges,
                         gsize n_edges,
                         double *out_bounds);

/*
 * Adds a block of scores to n_edges + 1 counts. Reads the block once an edge: best when it fits the
 * first-level cache.
 */
void sy_bins_add (const double *bounds,
                  gsize n_edges,
                  const double *scores,
                  gsize n_scores,
                  gsize *counts);

G_END_DECLS
