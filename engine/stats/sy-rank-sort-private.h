/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Sorts scores by their keys, 64-bit integers, with the index in every item. What keys share a code of some 24
 * bits is sorted when it is asked for, run by run.
 */

/*
 * An integer that sorts as the score does, or with a flip of all bits the other way round. Adding
 * zero turns -0 into +0.
 */
static inline guint64
sy_rank_get_key (double score,
                 guint64 flip)
{
  union
  {
    double number;
    guint64 bits;
  } u = { .number = score + 0.0 };

  u.bits ^= (guint64) ((gint64) u.bits >> 63) | (G_GUINT64_CONSTANT (1) << 63);
  return u.bits ^ flip;
}

typedef struct
{
  guint64 min;
  guint64 max;
} SyRankRange;

static inline void
sy_rank_range_extend (SyRankRange *self,
                      guint64 key)
{
  self->min = MIN (self->min, key);
  self->max = MAX (self->max, key);
}

#define SY_RANK_CELL_BITS 12
#define SY_RANK_CELLS (1 << SY_RANK_CELL_BITS)

/*
 * The codes of one cell: the first, and how many.
 */
typedef struct
{
  guint32 base;
  guint32 width;
} SyRankCell;

/*
 * How keys become codes, which rise with them. Codes are coarse when two that are not neighbours cannot
 * belong to scores that are equal to 12 digits.
 */
typedef struct
{
  const double *scores;
  guint64 flip;
  guint64 min;
  guint cell_shift;
  guint rest_shift;
  guint rest_bits;
  guint digit_bits;
  gboolean is_coarse;
  SyRankCell cells[SY_RANK_CELLS];
} SyRankCoder;

/*
 * Sorts items, which hold indexes in rising order, by the codes of their keys; the items then hold code and
 * index. Keys must not all be equal. Scores must live as long as the coder.
 */
void sy_rank_sort (SyRankCoder *coder,
                   const double *scores,
                   guint64 flip,
                   const SyRankRange *range,
                   guint64 *items,
                   guint64 *spare,
                   gsize n,
                   guint n_threads);

/*
 * Sorts n items that share a code, which they keep, by key and index.
 */
void sy_rank_sort_run (const SyRankCoder *coder,
                       guint64 *items,
                       guint64 *spare,
                       gsize n);

/*
 * Sorts the items from start on that share its code, and returns where they end.
 */
static inline gsize
sy_rank_sort_next_run (const SyRankCoder *coder,
                       guint64 *items,
                       guint64 *spare,
                       gsize start,
                       gsize n)
{
  guint64 code = items[start] >> 32;
  gsize end = start + 1;

  if (G_LIKELY (end == n || items[end] >> 32 != code))
    return end;
  while (end < n && items[end] >> 32 == code)
    end++;
  sy_rank_sort_run (coder, items + start, spare + start, end - start);
  return end;
}

G_END_DECLS
