/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How scores are ranked
 *
 * A double read as an integer (sign bit flipped, negative numbers inverted) sorts as the number
 * does. The smallest of these keys is subtracted, so that only the bits that differ remain, and the
 * leading 32 of them are packed above the 32-bit index: one 8-byte item a score. Three passes of a
 * least-significant-digit radix sort (11 + 11 + 10 bits; a digit that is the same everywhere is
 * skipped) put the items in order. What the 32 bits do not tell apart lies in runs: their lower
 * bits, at most 32 more, are packed the same way and sorted as integers. As the index is part of
 * every item, equal scores stay in index order throughout.
 *
 * Ties are decided on scores rounded to 12 significant digits. Rounding never swaps two numbers, so
 * it is enough to look at neighbours, and to round only those that are closer than the spacing of
 * 12 digits: next to none. A group whose members differ below that is put in index order again.
 */
#include "config.h"

#include "sy-rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-number.h"

G_DEFINE_QUARK (sy - stats - error, sy_stats_error)

#define DIGIT_BITS 11
#define N_DIGITS 3
#define N_BUCKETS (1 << DIGIT_BITS)

/* Runs up to this length are sorted by insertion. */
#define SHORT_RUN 24

/* Two numbers that are further apart than this, relative to the larger, cannot round to the same
 * 12 digits, whose relative spacing is 1e-11 at most. */
#define TIE_REACH 2e-11

struct _SyRanking
{
  SyRankOrder order;
  gsize n;
  gsize n_allocated;

  /* Owned; items and spare are scratch. */
  guint64 *items;
  guint64 *spare;
  guint32 *indexes;
  double *values;
  guint32 *group_ends;
  gsize n_groups;
};

SyRanking *
sy_ranking_new (void)
{
  return g_new0 (SyRanking, 1);
}

static void
clear_buffers (SyRanking *self)
{
  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->spare, g_free);
  g_clear_pointer (&self->indexes, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->group_ends, g_free);
  self->n_allocated = 0;
}

void
sy_ranking_free (SyRanking *self)
{
  if (self == NULL)
    return;
  clear_buffers (self);
  g_free (self);
}

static void
reserve (SyRanking *self,
         gsize n)
{
  if (n <= self->n_allocated)
    return;
  clear_buffers (self);
  self->items = g_new (guint64, n);
  self->spare = g_new (guint64, n);
  self->indexes = g_new (guint32, n);
  self->values = g_new (double, n);
  self->group_ends = g_new (guint32, n);
  self->n_allocated = n;
}

/* An integer that sorts as the score does, best first. Adding zero turns -0 into +0. */
static inline guint64
get_key (double score,
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

/* Infinite numbers and NaN have the outermost keys, so the range also tells whether all are finite. */
static gboolean
find_key_range (const double *scores,
                gsize n,
                guint64 flip,
                guint64 *out_min,
                guint64 *out_max)
{
  guint64 lowest = get_key ((double) -INFINITY, 0);
  guint64 highest = get_key ((double) INFINITY, 0);
  guint64 min = G_MAXUINT64;
  guint64 max = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint64 key = get_key (scores[i], 0);

      min = MIN (min, key);
      max = MAX (max, key);
    }
  *out_min = flip == 0 ? min : max ^ flip;
  *out_max = flip == 0 ? max : min ^ flip;
  return min > lowest && max < highest;
}

static inline guint
get_digit (guint64 item,
           guint digit)
{
  return (guint) (item >> (32 + digit * DIGIT_BITS)) & (N_BUCKETS - 1);
}

static void
scatter (const guint64 *from,
         guint64 *to,
         gsize n,
         guint digit,
         guint32 *counts)
{
  guint32 start = 0;

  for (guint b = 0; b < N_BUCKETS; b++)
    {
      guint32 count = counts[b];

      counts[b] = start;
      start += count;
    }
  for (gsize i = 0; i < n; i++)
    to[counts[get_digit (from[i], digit)]++] = from[i];
}

/* Sorts by the 32 leading bits of the key; what they leave equal stays in index order. */
static void
sort_leading_bits (SyRanking *self,
                   const double *scores,
                   guint64 flip,
                   guint64 min,
                   guint shift)
{
  guint32 counts[N_DIGITS][N_BUCKETS] = { 0 };
  guint64 *items = self->items;

  for (gsize i = 0; i < self->n; i++)
    {
      guint64 item = (((get_key (scores[i], flip) - min) >> shift) << 32) | i;

      items[i] = item;
      for (guint d = 0; d < N_DIGITS; d++)
        counts[d][get_digit (item, d)]++;
    }
  for (guint d = 0; d < N_DIGITS; d++)
    {
      guint64 *sorted = self->spare;

      if (counts[d][get_digit (self->items[0], d)] == self->n)
        continue;
      scatter (self->items, sorted, self->n, d, counts[d]);
      self->spare = self->items;
      self->items = sorted;
    }
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

static void
sort_items (guint64 *items,
            gsize n)
{
  if (n > SHORT_RUN)
    {
      qsort (items, n, sizeof *items, compare_items);
      return;
    }
  for (gsize i = 1; i < n; i++)
    {
      guint64 item = items[i];
      gsize j = i;

      for (; j > 0 && items[j - 1] > item; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

/* Sorts inside the runs that share their leading bits. */
static void
sort_trailing_bits (SyRanking *self,
                    const double *scores,
                    guint64 flip,
                    guint64 min,
                    guint shift)
{
  guint64 *items = self->items;
  guint64 mask = (G_GUINT64_CONSTANT (1) << shift) - 1;
  gsize start = 0;

  while (start < self->n)
    {
      guint64 leading = items[start] >> 32;
      guint64 first;
      guint64 differ = 0;
      gsize end = start + 1;

      if (end == self->n || items[end] >> 32 != leading)
        {
          start = end;
          continue;
        }
      first = get_key (scores[(guint32) items[start]], flip);
      for (; end < self->n && items[end] >> 32 == leading; end++)
        differ |= get_key (scores[(guint32) items[end]], flip) ^ first;
      if (differ != 0)
        {
          for (gsize i = start; i < end; i++)
            {
              guint32 index = (guint32) items[i];

              items[i] = (((get_key (scores[index], flip) - min) & mask) << 32) | index;
            }
          sort_items (items + start, end - start);
        }
      start = end;
    }
}

static int
compare_indexes (gconstpointer a,
                 gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

static inline gboolean
is_tied (double a,
         double b)
{
  if (a == b)
    return TRUE;
  if (fabs (a - b) > TIE_REACH * MAX (fabs (a), fabs (b)))
    return FALSE;
  return sy_number_round12 (a) == sy_number_round12 (b);
}

static void
find_groups (SyRanking *self)
{
  guint32 *ends = self->group_ends;
  gsize n_groups = 0;
  gsize start = 0;
  gboolean differ = FALSE;

  for (gsize i = 1; i <= self->n; i++)
    {
      if (i < self->n && is_tied (self->values[i - 1], self->values[i]))
        {
          differ |= self->values[i - 1] != self->values[i];
          continue;
        }
      if (differ)
        qsort (self->indexes + start, i - start, sizeof *self->indexes, compare_indexes);
      differ = FALSE;
      ends[n_groups++] = (guint32) i;
      start = i;
    }
  self->n_groups = n_groups;
}

gboolean
sy_ranking_reset (SyRanking *self,
                  const double *scores,
                  gsize n_scores,
                  SyRankOrder order,
                  GError **error)
{
  guint64 flip = order == SY_RANK_HIGH_FIRST ? G_MAXUINT64 : 0;
  guint64 min;
  guint64 max;
  guint n_bits;
  guint shift;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (n_scores <= G_MAXINT32, FALSE);

  self->order = order;
  self->n = 0;
  self->n_groups = 0;
  if (n_scores == 0)
    return TRUE;
  if (!find_key_range (scores, n_scores, flip, &min, &max))
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                           "A score is not a finite number");
      return FALSE;
    }
  reserve (self, n_scores);
  self->n = n_scores;
  n_bits = max == min ? 0 : g_bit_storage (max - min);
  shift = n_bits > 32 ? n_bits - 32 : 0;
  sort_leading_bits (self, scores, flip, min, shift);
  if (shift > 0)
    sort_trailing_bits (self, scores, flip, min, shift);
  for (gsize i = 0; i < n_scores; i++)
    {
      self->indexes[i] = (guint32) self->items[i];
      self->values[i] = scores[self->indexes[i]];
    }
  find_groups (self);
  return TRUE;
}

gsize
sy_ranking_get_n_scores (const SyRanking *self)
{
  return self->n;
}

const guint32 *
sy_ranking_get_order (const SyRanking *self)
{
  return self->indexes;
}

const guint32 *
sy_ranking_get_group_ends (const SyRanking *self,
                           gsize *out_n_groups)
{
  *out_n_groups = self->n_groups;
  return self->group_ends;
}

SyRankOrder
sy_ranking_get_rank_order (const SyRanking *self)
{
  return self->order;
}

double
sy_ranking_get_value (const SyRanking *self,
                      gsize position)
{
  g_return_val_if_fail (position < self->n, (double) NAN);

  return sy_number_round12 (self->values[position]);
}

double
sy_ranking_get_ascending (const SyRanking *self,
                          gsize i)
{
  return sy_ranking_get_value (self, self->order == SY_RANK_LOW_FIRST ? i : self->n - 1 - i);
}

double
sy_ranking_get_quantile (const SyRanking *self,
                         double p)
{
  double position;
  gsize below;
  double low;
  double high;

  g_return_val_if_fail (self->n > 0 && p >= 0 && p <= 1, (double) NAN);

  position = p * (double) (self->n - 1);
  below = MIN ((gsize) position, self->n - 1);
  low = sy_ranking_get_ascending (self, below);
  high = sy_ranking_get_ascending (self, MIN (below + 1, self->n - 1));
  return low + (position - (double) below) * (high - low);
}

void
sy_ranking_get_midranks (const SyRanking *self,
                         double *out_ranks)
{
  gsize start = 0;

  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      double rank = (double) (start + 1 + end) / 2;

      if (self->order == SY_RANK_HIGH_FIRST)
        rank = (double) (self->n + 1) - rank;
      for (gsize i = start; i < end; i++)
        out_ranks[self->indexes[i]] = rank;
      start = end;
    }
}
