/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How scores are ranked
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
#include "core/sy-parallel-private.h"

G_DEFINE_QUARK (sy - stats - error, sy_stats_error)

#define CELL_BITS 12
#define N_CELLS (1 << CELL_BITS)
#define MAX_DIGIT_BITS 13

/* One score in so many is looked at to see how full the cells are. */
#define SAMPLE_STEP 16

/* With fewer scores a second thread costs more than it saves. */
#define MIN_FOR_THREADS 20000

/* Runs up to the first length are sorted by insertion, above the second by codes of their own. */
#define SHORT_RUN 24
#define LONG_RUN 512

/* Two numbers that are further apart than this, relative to the larger, cannot round to the same
 * 12 digits, whose relative spacing is 1e-11 at most. The second figure is the same in keys. */
#define TIE_REACH 2e-11
#define TIE_REACH_KEYS (1 << 18)

struct _SyRanking
{
  SyRankOrder order;
  guint n_threads;
  gsize n;
  gsize n_allocated;

  /* Owned; items and spare are scratch. Scores are by index. */
  guint64 *items;
  guint64 *spare;
  double *scores;
  guint32 *indexes;
  guint32 *group_ends;
  gsize n_groups;
};

SyRanking *
sy_ranking_new (void)
{
  SyRanking *self = g_new0 (SyRanking, 1);

  self->n_threads = 1;
  return self;
}

void
sy_ranking_set_n_threads (SyRanking *self,
                          guint n_threads)
{
  g_return_if_fail (n_threads >= 1);

  self->n_threads = MIN (n_threads, 2);
}

static void
clear_buffers (SyRanking *self)
{
  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->spare, g_free);
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->indexes, g_free);
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
  self->scores = g_new (double, n);
  self->indexes = g_new (guint32, n);
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

/* The codes of one cell: the first, and how many. */
typedef struct
{
  guint32 base;
  guint32 width;
} Cell;

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
  Cell cells[N_CELLS];
} Coder;

static inline guint64
get_item_key (const Coder *self,
              guint64 item)
{
  return get_key (self->scores[(guint32) item], self->flip);
}

static inline guint64
get_code (const Coder *self,
          guint64 key)
{
  guint64 above = key - self->min;
  const Cell *cell = &self->cells[above >> self->cell_shift];
  guint64 rest = above & ((G_GUINT64_CONSTANT (1) << self->cell_shift) - 1);

  return cell->base + (((rest >> self->rest_shift) * cell->width) >> self->rest_bits);
}

typedef struct
{
  guint64 min;
  guint64 max;
} Range;

static inline void
extend_range (Range *self,
              guint64 key)
{
  self->min = MIN (self->min, key);
  self->max = MAX (self->max, key);
}

static Range
find_range (const Coder *coder,
            const guint64 *items,
            gsize n)
{
  Range range = { G_MAXUINT64, 0 };

  for (gsize i = 0; i < n; i++)
    extend_range (&range, get_item_key (coder, items[i]));
  return range;
}

/* Keys must not all be equal. */
static void
init_coder (Coder *self,
            const Range *range,
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
  self->cell_shift = n_bits > CELL_BITS ? n_bits - CELL_BITS : 0;
  self->rest_bits = MIN (self->cell_shift, 32);
  self->rest_shift = self->cell_shift - self->rest_bits;
  self->digit_bits = (code_bits + 1) / 2;

  memset (self->cells, 0, sizeof self->cells);
  for (gsize i = 0; i < n; i += SAMPLE_STEP)
    self->cells[(get_item_key (self, items[i]) - self->min) >> self->cell_shift].width++;
  /* Each cell gets one code whatever the sample says. */
  codes_per_sample = (double) ((1 << (2 * self->digit_bits)) - N_CELLS) / (double) n_sampled;
  for (guint c = 0; c < N_CELLS; c++)
    {
      Cell *cell = &self->cells[c];

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
  const Coder *coder;
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
              const Coder *coder,
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
sort_run (const Coder *coder,
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

static void sort_items (const Coder *parent,
                        guint64 *items,
                        guint64 *spare,
                        gsize n);

/* Sorts the items from start on that share its code, and returns where they end. */
static inline gsize
sort_next_run (const Coder *coder,
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
  if (end - start <= LONG_RUN)
    sort_run (coder, items + start, end - start);
  else
    sort_items (coder, items + start, spare + start, end - start);
  return end;
}

/* Sorts items that share a code of their parent, which they keep. */
static void
sort_items (const Coder *parent,
            guint64 *items,
            guint64 *spare,
            gsize n)
{
  guint64 code = items[0] >> 32 << 32;
  Range range = find_range (parent, items, n);
  g_autofree Coder *coder = NULL;
  g_autofree Sort *sort = NULL;

  if (range.min == range.max)
    return;
  coder = g_new (Coder, 1);
  sort = g_new (Sort, 1);
  coder->scores = parent->scores;
  coder->flip = parent->flip;
  init_coder (coder, &range, items, n);
  sort_by_code (sort, coder, items, spare, n, 1);
  for (gsize start = 0; start < n;)
    start = sort_next_run (coder, items, spare, start, n);
  for (gsize i = 0; i < n; i++)
    items[i] = code | (guint32) items[i];
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

/* Finds the groups of a range that no group crosses. */
typedef struct
{
  SyRanking *ranking;
  const Coder *coder;
  gsize start[2];
  gsize end[2];
  /* Found so far, and written from the range's start on. */
  gsize n_groups[2];
} GroupSearch;

typedef struct
{
  SyRanking *ranking;
  guint32 *ends;
  gsize n_groups;
  gsize start;
  gboolean differ;
} Group;

static void
end_group (Group *group,
           gsize end)
{
  if (group->differ)
    qsort (group->ranking->indexes + group->start, end - group->start, sizeof (guint32), compare_indexes);
  group->ends[group->n_groups++] = (guint32) end;
  group->start = end;
  group->differ = FALSE;
}

/* Compares the item at i with the one before it. */
static inline void
continue_group (Group *group,
                const double *scores,
                const guint64 *items,
                gsize i)
{
  double before = scores[(guint32) items[i - 1]];
  double score = scores[(guint32) items[i]];

  if (is_tied (before, score))
    group->differ |= before != score;
  else
    end_group (group, i);
}

/* Sorts what shares a code, and finds the groups of ties. Scores whose codes are not neighbours are too
 * far apart to be tied when the codes are coarse. */
static void
search_groups (gsize part,
               gsize end_part,
               gpointer user_data)
{
  GroupSearch *search = user_data;
  SyRanking *self = search->ranking;
  const Coder *coder = search->coder;
  guint64 *items = self->items;
  gsize first = search->start[part];
  gsize last = search->end[part];
  Group group = { self, self->group_ends + first, 0, first, FALSE };
  gsize i = first;

  while (i < last)
    {
      gsize end = sort_next_run (coder, items, self->spare, i, last);

      self->indexes[i] = (guint32) items[i];
      if (i > first && (!coder->is_coarse || (items[i] >> 32) - (items[i - 1] >> 32) <= 1))
        continue_group (&group, self->scores, items, i);
      else if (i > first)
        end_group (&group, i);
      for (i++; i < end; i++)
        {
          self->indexes[i] = (guint32) items[i];
          continue_group (&group, self->scores, items, i);
        }
    }
  end_group (&group, last);
  search->n_groups[part] = group.n_groups;
}

/* Two parts when there is a gap behind the middle that no ties can bridge, else one. */
static void
find_groups (SyRanking *self,
             const Coder *coder,
             guint n_threads)
{
  GroupSearch search = { self, coder, { 0, self->n }, { self->n, self->n }, { 0, 0 } };
  gsize middle = self->n / 2;

  if (n_threads > 1 && coder->is_coarse)
    {
      while (middle < self->n && (self->items[middle] >> 32) - (self->items[middle - 1] >> 32) <= 1)
        middle++;
      search.end[0] = search.start[1] = middle;
    }
  if (search.end[0] == self->n)
    search_groups (0, 1, &search);
  else
    {
      sy_parallel_run (2, 1, n_threads, search_groups, &search);
      memmove (self->group_ends + search.n_groups[0], self->group_ends + middle,
               search.n_groups[1] * sizeof *self->group_ends);
    }
  self->n_groups = search.n_groups[0] + search.n_groups[1];
}

/* All scores are equal. */
static void
set_one_group (SyRanking *self)
{
  for (gsize i = 0; i < self->n; i++)
    self->indexes[i] = (guint32) i;
  self->group_ends[0] = (guint32) self->n;
  self->n_groups = 1;
}

typedef struct
{
  SyRanking *ranking;
  const double *scores;
  gsize n;
  guint n_parts;
  guint64 flip;
  Range ranges[2];
} Intake;

static void
take_part (gsize part,
           gsize end_part,
           gpointer user_data)
{
  Intake *self = user_data;
  SyRanking *ranking = self->ranking;
  gsize end = part + 1 < self->n_parts ? self->n / 2 : self->n;
  Range range = { G_MAXUINT64, 0 };

  for (gsize i = part == 0 ? 0 : self->n / 2; i < end; i++)
    {
      ranking->scores[i] = self->scores[i];
      ranking->items[i] = i;
      extend_range (&range, get_key (self->scores[i], self->flip));
    }
  self->ranges[part] = range;
}

/* Takes the scores in; FALSE when one is not finite: those have the outermost keys. */
static gboolean
take_scores (SyRanking *self,
             const double *scores,
             gsize n,
             guint64 flip,
             guint n_threads,
             Range *out_range)
{
  guint64 worst = get_key (flip != 0 ? (double) INFINITY : (double) -INFINITY, flip);
  guint64 best = get_key (flip != 0 ? (double) -INFINITY : (double) INFINITY, flip);
  Intake intake = { self, scores, n, n_threads, flip, { { G_MAXUINT64, 0 }, { G_MAXUINT64, 0 } } };

  sy_parallel_run (n_threads, 1, n_threads, take_part, &intake);
  out_range->min = MIN (intake.ranges[0].min, intake.ranges[1].min);
  out_range->max = MAX (intake.ranges[0].max, intake.ranges[1].max);
  return out_range->min > worst && out_range->max < best;
}

gboolean
sy_ranking_reset (SyRanking *self,
                  const double *scores,
                  gsize n_scores,
                  SyRankOrder order,
                  GError **error)
{
  guint64 flip = order == SY_RANK_HIGH_FIRST ? G_MAXUINT64 : 0;
  guint n_threads = n_scores >= MIN_FOR_THREADS ? self->n_threads : 1;
  g_autofree Coder *coder = NULL;
  g_autofree Sort *sort = NULL;
  Range range;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (n_scores <= G_MAXINT32, FALSE);

  self->order = order;
  self->n = 0;
  self->n_groups = 0;
  if (n_scores == 0)
    return TRUE;
  reserve (self, n_scores);
  if (!take_scores (self, scores, n_scores, flip, n_threads, &range))
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                           "A score is not a finite number");
      return FALSE;
    }
  self->n = n_scores;
  if (range.min == range.max)
    {
      set_one_group (self);
      return TRUE;
    }
  coder = g_new (Coder, 1);
  sort = g_new (Sort, 1);
  coder->scores = self->scores;
  coder->flip = flip;
  init_coder (coder, &range, self->items, n_scores);
  sort_by_code (sort, coder, self->items, self->spare, n_scores, n_threads);
  find_groups (self, coder, n_threads);
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

  return sy_number_round12 (self->scores[self->indexes[position]]);
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
