/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How scores are ranked
 *
 * Scores are sorted by their bits (sy-rank-sort.c); ties are decided on scores rounded to 12 significant
 * digits. Rounding never swaps two numbers, so it is enough to look at neighbours, and to round only
 * those that are closer than the spacing of 12 digits: next to none. A group whose members differ below
 * that is put in index order again.
 */
#include "config.h"

#include "sy-rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-memory-private.h"
#include "core/sy-number.h"
#include "core/sy-parallel-private.h"
#include "sy-rank-sort-private.h"

G_DEFINE_QUARK (sy_stats_error, sy_stats_error)

/* With fewer scores a second thread costs more than it saves. */
#define MIN_FOR_THREADS 20000

/* Two numbers that are further apart than this, relative to the larger, cannot round to the same
 * 12 digits, whose relative spacing is 1e-11 at most. */
#define TIE_REACH 2e-11

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

guint
sy_ranking_get_n_threads (const SyRanking *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->n >= MIN_FOR_THREADS ? self->n_threads : 1;
}

static void
clear_buffers (SyRanking *self)
{
  g_clear_pointer (&self->items, sy_memory_free);
  g_clear_pointer (&self->spare, sy_memory_free);
  g_clear_pointer (&self->scores, sy_memory_free);
  g_clear_pointer (&self->indexes, sy_memory_free);
  g_clear_pointer (&self->group_ends, sy_memory_free);
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
  self->items = sy_memory_new0_array (guint64, n);
  self->spare = sy_memory_new0_array (guint64, n);
  self->scores = sy_memory_new0_array (double, n);
  self->indexes = sy_memory_new0_array (guint32, n);
  self->group_ends = sy_memory_new0_array (guint32, n);
  self->n_allocated = n;
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
  const SyRankCoder *coder;
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
    qsort (group->ranking->indexes + group->start, end - group->start, sizeof (guint32),
           compare_indexes);
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
  const SyRankCoder *coder = search->coder;
  guint64 *items = self->items;
  gsize first = search->start[part];
  gsize last = search->end[part];
  Group group = { self, self->group_ends + first, 0, first, FALSE };
  gsize i = first;

  while (i < last)
    {
      gsize end = sy_rank_sort_next_run (coder, items, self->spare, i, last);

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
             const SyRankCoder *coder,
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
  SyRankRange ranges[2];
} Intake;

static void
take_part (gsize part,
           gsize end_part,
           gpointer user_data)
{
  Intake *self = user_data;
  SyRanking *ranking = self->ranking;
  gsize end = part + 1 < self->n_parts ? self->n / 2 : self->n;
  SyRankRange range = { G_MAXUINT64, 0 };

  for (gsize i = part == 0 ? 0 : self->n / 2; i < end; i++)
    {
      ranking->scores[i] = self->scores[i];
      ranking->items[i] = i;
      sy_rank_range_extend (&range, sy_rank_get_key (self->scores[i], self->flip));
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
             SyRankRange *out_range)
{
  guint64 worst = sy_rank_get_key (flip != 0 ? (double) INFINITY : (double) -INFINITY, flip);
  guint64 best = sy_rank_get_key (flip != 0 ? (double) -INFINITY : (double) INFINITY, flip);
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
  g_autofree SyRankCoder *coder = NULL;
  SyRankRange range;

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
  coder = g_new (SyRankCoder, 1);
  sy_rank_sort (coder, self->scores, flip, &range, self->items, self->spare, n_scores, n_threads);
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
