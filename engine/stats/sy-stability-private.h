/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-stability.h"

G_BEGIN_DECLS

#define SY_BIN_CELLS 1024

/*
 * Finds the bin of a score in about a nanosecond: a grid of equal cells tells where to start looking,
 * and few cells hold an edge. Bounds are the smallest scores that count as at least an edge, so
 * that scores need not be rounded. Freed with g_free().
 */
typedef struct
{
  gsize n_edges;
  double lo;
  double inverse_width;
  guint32 first[SY_BIN_CELLS + 2];
  double bounds[];
} SyBinFinder;

SyBinFinder *sy_bin_finder_new (const double *edges,
                                gsize n_edges);

/*
 * The cell of a score: 0 below the first bound, never falling as scores rise.
 */
static inline gsize
sy_bin_finder_get_cell (const SyBinFinder *self,
                        double score)
{
  double position = (score - self->lo) * self->inverse_width + 1;

  /* Also 0 when the range is too wide for its numbers. */
  position = position > 0 ? position : 0;
  position = position < SY_BIN_CELLS + 1 ? position : SY_BIN_CELLS + 1;
  return (gsize) (gint64) position;
}

static inline gsize
sy_bin_finder_find (const SyBinFinder *self,
                    double score)
{
  gsize bin = self->first[sy_bin_finder_get_cell (self, score)];

  while (score >= self->bounds[bin])
    bin++;
  return bin;
}

/*
 * The quantiles at 1/n, 2/n, ..., equal ones once: as sy_bins_from_quantiles(), but between two of
 * them there may be nobody. Freed with g_free().
 */
double *sy_edges_from_quantiles (const SyRanking *ranking,
                                 gsize n_bins,
                                 gsize *out_n_edges);

G_END_DECLS
