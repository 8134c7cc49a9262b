/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How scores are sorted
 *
 * A double read as an integer (sign bit flipped, negative numbers inverted) sorts as the number
 * does: its key. Keys are mapped to codes of 22 to 26 bits that rise with them, and one 8-byte item
 * a score, the code above the 32-bit index, is sorted in two passes of a least-significant-digit
 * radix sort. Since that is stable, and items start in index order, ties stay in index order.
 *
 * The codes are what makes two passes enough. The range of the keys is cut into 4096 cells of equal
 * width, a sample tells how full each is, and each gets codes in proportion, evenly inside: crowded
 * parts of the range are told apart as well as others, whatever the distribution. What still shares
 * a code lies in runs, short ones sorted by insertion, long ones by the same method over their own,
 * at least 2048 times narrower range.
 */
#include "config.h"

#include "sy-rank-sort-private.h"

#include <stdlib.h>
#include <string.h>

#include "core/sy-parallel-private.h"

#define MAX_DIGIT_BITS 13

/* One score in so many is looked at to see how full the cells are. */
#define SAMPLE_STEP 16

/* Runs up to the first length are sorted by insertion, above the second by codes of their own. */
#define SHORT_RUN 24
#define LONG_RUN 512

/* Scores whose keys are this far apart differ in their first 12 digits: by more than 2e-11 of the larger. */
#define TIE_REACH_KEYS (1 << 18)

static inline guint64
get_item_key (const SyRankCoder *self,
              guint64 item)
{
  return sy_rank_get_key (self->scores[(guint32) item], self->flip);
}

static inline guint64
get_code (const SyRankCoder *self,
          guint64 key)
{
  guint64 above = key - self->min;
  const SyRankCell *cell = &self->cells[above >> self->cell_shift];
  guint64 rest = above & ((G_GUINT64_CONSTANT (1) << self->cell_shift) - 1);

  return cell->base + (((rest >> self->rest_shift) * cell->width) >> self->rest_bits);
}

static SyRankRange
find_range (const SyRankCoder *coder,
            const guint64 *items,
            gsize n)
{
  SyRankRange range = { G_MAXUINT64, 0 };

  for (gsize i = 0; i < n; i++)
    sy_rank_range_extend (&range, get_item_key (coder, items[i]));
  return range;
}

/* Keys must not all be equal. */
static void
init_coder (SyRankCoder *self,
            const SyRankRange *range,
            const guint64 *items,
            gsize n)
{
  guint n_bits = g_bit_storage (range->max - range->min);
  guint code_bits = CLAMP (g_bit_storage (n) + 5, 22, 2 * MAX_DIGIT_BITS);
  gsize n_sampled = (n + SAMPLE_STEP - 1) / SAMPLE_STEP;
  double codes_per_sample;
  guint32 next = 0;
  guint32 widest = 1;

  self->min = range->min;
  self->cell_shift = n_bits > SY_RANK_CELL_BITS ? n_bits - SY_RANK_CELL_BITS : 0;
  self->rest_bits = MIN (self->cell_shift, 32);
  self->rest_shift = self->cell_shift - self->rest_bits;
  self->digit_bits = (code_bits + 1) / 2;

  memset (self->cells, 0, sizeof self->cells);
  for (gsize i = 0; i < n; i += SAMPLE_STEP)
    self->cells[(get_item_key (self, items[i]) - self->min) >> self->cell_shift].width++;
  /* Each cell gets one code whatever the sample says. */
  codes_per_sample = (double) ((1 << (2 * self->digit_bits)) - SY_RANK_CELLS) / (double) n_sampled;
  for (guint c = 0; c < SY_RANK_CELLS; c++)
    {
      SyRankCell *cell = &self->cells[c];

      cell->width = 1 + (guint32) (codes_per_sample * cell->width);
      cell->base = next;
      next += cell->width;
      widest = MAX (widest, cell->width);
    }
  self->is_coarse = (G_GUINT64_CONSTANT (1) << self->cell_shift) / widest >= TIE_REACH_KEYS;
}

/* The work on one ranking, done in one part or in two at a time. A part is a range of positions; within it
 * everything is done in order, and parts go one after the other, so that the result is the same. */
typedef struct
{
  const SyRankCoder *coder;
  guint64 *items;
  guint64 *spare;
  gsize n;
  gsize half;
  guint n_parts;
  /* Items per value of a digit; of the second digit by the part that the first pass moves them to. */
  guint32 first[2][1 << MAX_DIGIT_BITS];
  guint32 second[2][2][1 << MAX_DIGIT_BITS];
} Sort;

static gsize
get_part_start (const Sort *self,
                gsize part)
{
  return part == 0 ? 0 : self->half;
}

static gsize
get_part_end (const Sort *self,
              gsize part)
{
  return part + 1 < self->n_parts ? self->half : self->n;
}

static void
encode_part (gsize part,
             gsize end_part,
             gpointer user_data)
{
  Sort *self = user_data;
  gsize end = get_part_end (self, part);
  guint32 *counts = self->first[part];
  guint mask = (1u << self->coder->digit_bits) - 1;

  memset (counts, 0, (mask + 1) * sizeof *counts);
  for (gsize i = get_part_start (self, part); i < end; i++)
    {
      guint64 code = get_code (self->coder, get_item_key (self->coder, self->items[i]));

      self->items[i] = code << 32 | (guint32) self->items[i];
      counts[code & mask]++;
    }
}

/* Turns counts into where each part writes the items of each digit. */
static void
place_parts (const Sort *self,
             guint32 *counts[2])
{
  guint32 next = 0;

  for (guint digit = 0; digit < 1u << self->coder->digit_bits; digit++)
    for (guint part = 0; part < self->n_parts; part++)
      {
        guint32 count = counts[part][digit];

        counts[part][digit] = next;
        next += count;
      }
}

static void
scatter_first (gsize part,
               gsize end_part,
               gpointer user_data)
{
  Sort *self = user_data;
  gsize end = get_part_end (self, part);
  guint bits = self->coder->digit_bits;
  guint mask = (1u << bits) - 1;
  guint32 *places = self->first[part];
  guint32 (*counts)[1 << MAX_DIGIT_BITS] = self->second[part];

  for (guint p = 0; p < self->n_parts; p++)
    memset (counts[p], 0, (mask + 1) * sizeof **counts);
  for (gsize i = get_part_start (self, part); i < end; i++)
    {
      guint64 item = self->items[i];
      guint32 place = places[(item >> 32) & mask]++;

      self->spare[place] = item;
      counts[self->n_parts > 1 && place >= self->half][item >> (32 + bits)]++;
    }
}

static void
scatter_second (gsize part,
                gsize end_part,
                gpointer user_data)
{
  Sort *self = user_data;
  gsize end = get_part_end (self, part);
  guint shift = 32 + self->coder->digit_bits;
  guint32 *places = self->first[part];

  for (gsize i = get_part_start (self, part); i < end; i++)
    {
      guint64 item = self->spare[i];

      self->items[places[item >> shift]++] = item;
    }
}

/* Sets the codes of the items, and sorts by them. */
static void
sort_by_code (Sort *self,
              const SyRankCoder *coder,
              guint64 *items,
              guint64 *spare,
              gsize n,
              guint n_threads)
{
  self->coder = coder;
  self->items = items;
  self->spare = spare;
  self->n = n;
  self->half = n / 2;
  self->n_parts = n_threads;
  sy_parallel_run (self->n_parts, 1, n_threads, encode_part, self);
  place_parts (self, (guint32 *[2]){ self->first[0], self->first[1] });
  sy_parallel_run (self->n_parts, 1, n_threads, scatter_first, self);
  for (guint part = 0; part < self->n_parts; part++)
    for (guint digit = 0; digit < 1u << coder->digit_bits; digit++)
      {
        self->first[part][digit] = self->second[0][part][digit];
        if (self->n_parts > 1)
          self->first[part][digit] += self->second[1][part][digit];
      }
  place_parts (self, (guint32 *[2]){ self->first[0], self->first[1] });
  sy_parallel_run (self->n_parts, 1, n_threads, scatter_second, self);
}

typedef struct
{
  guint64 key;
  guint32 index;
} Keyed;

static inline gboolean
is_before (const Keyed *a,
           const Keyed *b)
{
  return a->key < b->key || (a->key == b->key && a->index < b->index);
}

static int
compare_keyed (gconstpointer a,
               gconstpointer b)
{
  return is_before (b, a) - is_before (a, b);
}

static void
sort_short_run (const SyRankCoder *coder,
                guint64 *items,
                gsize n)
{
  guint64 code = items[0] >> 32 << 32;
  Keyed run[LONG_RUN];

  for (gsize i = 0; i < n; i++)
    run[i] = (Keyed){ get_item_key (coder, items[i]), (guint32) items[i] };
  if (n > SHORT_RUN)
    qsort (run, n, sizeof *run, compare_keyed);
  else
    for (gsize i = 1; i < n; i++)
      {
        Keyed keyed = run[i];
        gsize j = i;

        for (; j > 0 && is_before (&keyed, &run[j - 1]); j--)
          run[j] = run[j - 1];
        run[j] = keyed;
      }
  for (gsize i = 0; i < n; i++)
    items[i] = code | run[i].index;
}

/* By codes of their own over their narrower range. */
static void
sort_long_run (const SyRankCoder *parent,
               guint64 *items,
               guint64 *spare,
               gsize n)
{
  guint64 code = items[0] >> 32 << 32;
  SyRankRange range = find_range (parent, items, n);
  g_autofree SyRankCoder *coder = NULL;

  if (range.min == range.max)
    return;
  coder = g_new (SyRankCoder, 1);
  sy_rank_sort (coder, parent->scores, parent->flip, &range, items, spare, n, 1);
  for (gsize start = 0; start < n;)
    start = sy_rank_sort_next_run (coder, items, spare, start, n);
  for (gsize i = 0; i < n; i++)
    items[i] = code | (guint32) items[i];
}

void
sy_rank_sort_run (const SyRankCoder *coder,
                  guint64 *items,
                  guint64 *spare,
                  gsize n)
{
  if (n <= LONG_RUN)
    sort_short_run (coder, items, n);
  else
    sort_long_run (coder, items, spare, n);
}

void
sy_rank_sort (SyRankCoder *coder,
              const double *scores,
              guint64 flip,
              const SyRankRange *range,
              guint64 *items,
              guint64 *spare,
              gsize n,
              guint n_threads)
{
  g_autofree Sort *sort = g_new (Sort, 1);

  coder->scores = scores;
  coder->flip = flip;
  init_coder (coder, range, items, n);
  sort_by_code (sort, coder, items, spare, n, n_threads);
}
