/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a score is measured without sorting everybody
 *
 * Area, Kolmogorov-Smirnov distance, lift and DeLong's placements only ask how the two classes lie to
 * each other, not how the people of one class lie among themselves. So the smaller class alone is
 * sorted, in groups of ties; each person of the larger one then looks up between which groups they
 * fall, or with which they tie, and is counted there. Walking the groups with those counts gives the
 * same whole numbers as walking the whole ranking.
 */
#include "config.h"

#include "sy-class-roc-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "core/sy-vector-private.h"
#include "sy-auc-private.h"
#include "sy-roc-private.h"
#include "sy-score-groups-private.h"

#define MAX_THREADS 2

/* With fewer people a second thread costs more than it saves. */
#define MIN_FOR_THREADS 20000

/* People of the larger class by group of the smaller: how many lie between the group before and this one, and how many
 * tie with this. The first are looked at all the time, the others seldom: each has its own memory. */
enum
{
  BETWEEN,
  TIED,
  N_TALLIES,
};

struct _SyClassRoc
{
  /* Owned: the smaller class, which is sorted, and the larger. */
  guint32 *few;
  guint32 *many;
  gsize n_few;
  gsize n_many;
  gboolean few_are_positive;

  double *few_scores;
  SyScoreGroups groups; /* of the smaller class */

  guint32 *tallies[MAX_THREADS][N_TALLIES]; /* of each thread; in the end the first has them all */
  guint32 *worse;                           /* by group: twice those who count against it, plus those tied */
};

SyClassRoc *
sy_class_roc_new (void)
{
  return g_new0 (SyClassRoc, 1);
}

static void
clear_outcome (SyClassRoc *self)
{
  g_clear_pointer (&self->few, g_free);
  g_clear_pointer (&self->many, g_free);
  g_clear_pointer (&self->few_scores, g_free);
  sy_score_groups_clear (&self->groups);
  for (guint t = 0; t < MAX_THREADS; t++)
    for (guint kind = 0; kind < N_TALLIES; kind++)
      g_clear_pointer (&self->tallies[t][kind], g_free);
  g_clear_pointer (&self->worse, g_free);
}

void
sy_class_roc_free (SyClassRoc *self)
{
  if (self == NULL)
    return;
  clear_outcome (self);
  g_free (self);
}

void
sy_class_roc_set_outcome (SyClassRoc *self,
                          const guint32 *people,
                          const guint8 *labels,
                          gsize n)
{
  gsize n_positive = 0;
  gsize few = 0;
  gsize many = 0;

  clear_outcome (self);
  for (gsize i = 0; i < n; i++)
    n_positive += labels[i];
  self->few_are_positive = n_positive <= n - n_positive;
  self->n_few = MIN (n_positive, n - n_positive);
  self->n_many = n - self->n_few;
  self->few = g_new (guint32, self->n_few + 1);
  self->many = g_new (guint32, self->n_many + 1);
  for (gsize i = 0; i < n; i++)
    if ((labels[i] != 0) == self->few_are_positive)
      self->few[few++] = people[i];
    else
      self->many[many++] = people[i];
  self->few_scores = g_new (double, self->n_few + 1);
  sy_score_groups_init (&self->groups, self->n_few);
  for (guint t = 0; t < MAX_THREADS; t++)
    for (guint kind = 0; kind < N_TALLIES; kind++)
      self->tallies[t][kind] = g_new (guint32, self->n_few + 1);
  self->worse = g_new (guint32, self->n_few + 1);
}

static gboolean
sort_few (SyClassRoc *self,
          const double *scores,
          guint n_threads,
          GError **error)
{
  for (gsize i = 0; i < self->n_few; i++)
    self->few_scores[i] = scores[self->few[i]];
  return sy_score_groups_sort (&self->groups, self->few_scores, n_threads, error);
}

/* Sums over people of two placements and of the squares of their differences, by class in the end; those in halves
 * of 32 bits, which no number of people makes too large. */
typedef struct
{
  guint64 sums[2];
  guint64 low_squares;
  guint64 high_squares;
} Differences;

static inline G_ALWAYS_INLINE void
add_difference (Differences *self,
                guint32 first,
                guint32 second)
{
  guint32 difference = MAX (first, second) - MIN (first, second);
  guint64 square = (guint64) difference * difference;

  self->sums[0] += first;
  self->sums[1] += second;
  self->low_squares += square & G_MAXUINT32;
  self->high_squares += square >> 32;
}

SY_VECTOR static void
add_differences (Differences *self,
                 const guint32 *first,
                 const guint32 *second,
                 gsize n)
{
  Differences sums = *self;

  for (gsize i = 0; i < n; i++)
    add_difference (&sums, first[i], second[i]);
  *self = sums;
}

static void
join_differences (Differences *self,
                  const Differences *other)
{
  self->sums[0] += other->sums[0];
  self->sums[1] += other->sums[1];
  self->low_squares += other->low_squares;
  self->high_squares += other->high_squares;
}

static gint64
get_sum (const Differences *self)
{
  return (gint64) (self->sums[0] - self->sums[1]);
}

static SyWide
get_squares (const Differences *self)
{
  return ((SyWide) self->high_squares << 32) + self->low_squares;
}

typedef struct
{
  SyClassRoc *roc;
  const double *scores;
  SyRankOrder order;
  guint n_parts;
  const guint32 *other_placements;
  guint32 *out_placements;
  Differences differences[MAX_THREADS];
} Count;

/* Someone without the outcome is beaten by better ones with it; someone with it beats worse ones: twice those, plus
 * those tied. Without ties in the smaller class a group's number says how many are below. */
static inline G_ALWAYS_INLINE void
place_batch (const SyClassRoc *roc,
             const guint32 *groups,
             const guint8 *is_tie,
             gsize n,
             gboolean counts_higher,
             guint32 *out_placements)
{
  const guint32 *below = roc->groups.below;

  if (roc->groups.n_groups == roc->n_few)
    for (gsize i = 0; i < n; i++)
      out_placements[i] = 2 * groups[i] + is_tie[i];
  else
    for (gsize i = 0; i < n; i++)
      out_placements[i] = below[groups[i]] + below[groups[i] + is_tie[i]];
  if (counts_higher)
    for (gsize i = 0; i < n; i++)
      out_placements[i] = 2 * (guint32) roc->n_few - out_placements[i];
}

/* Counts some of the larger class; their placements are known from the smaller class alone. */
static void
count_batch (Count *self,
             gsize start,
             gsize n,
             guint32 *const *tallies,
             Differences *differences)
{
  const SyClassRoc *roc = self->roc;
  gboolean counts_higher = (self->order == SY_RANK_HIGH_FIRST) == roc->few_are_positive;
  double scores[SY_SCORE_BATCH];
  guint32 groups[SY_SCORE_BATCH];
  guint8 is_tie[SY_SCORE_BATCH];
  guint32 placements[SY_SCORE_BATCH];

  for (gsize i = 0; i < n; i++)
    scores[i] = self->scores[roc->many[start + i]];
  sy_score_groups_find (&roc->groups, scores, n, groups, is_tie);
  for (gsize i = 0; i < n; i++)
    tallies[is_tie[i]][groups[i]]++;
  if (self->other_placements == NULL && self->out_placements == NULL)
    return;
  place_batch (roc, groups, is_tie, n, counts_higher, placements);
  if (self->other_placements != NULL)
    add_differences (differences, placements, self->other_placements + start, n);
  if (self->out_placements != NULL)
    memcpy (self->out_placements + start, placements, n * sizeof *placements);
}

static void
count_part (gsize part,
            gsize end_part,
            gpointer user_data)
{
  Count *self = user_data;
  SyClassRoc *roc = self->roc;
  Differences differences = { { 0 }, 0, 0 };
  gsize end = (part + 1) * roc->n_many / self->n_parts;

  for (guint kind = 0; kind < N_TALLIES; kind++)
    memset (roc->tallies[part][kind], 0, (roc->groups.n_groups + 1) * sizeof (guint32));
  for (gsize i = part * roc->n_many / self->n_parts; i < end; i += SY_SCORE_BATCH)
    count_batch (self, i, MIN (SY_SCORE_BATCH, end - i), roc->tallies[part], &differences);
  self->differences[part] = differences;
}

/* The whole ranking, best first, as steps: what lies between two groups, or a group and its ties. */
typedef struct
{
  const SyClassRoc *roc;
  const SyClassFigures *figures;
  SyRankOrder order;
  SyMoments with;
  SyMoments without;
  guint64 n_positive;
  guint64 n_negative;
  guint64 positive_above;
  guint64 negative_below;
  gsize position;
  gsize chosen; /* the best tenth */
  double chosen_hits;
  gint64 balance;
  gint64 largest;
  gsize largest_group;
  gboolean largest_is_between;
} Walk;

static void
take_step (Walk *self,
           gsize group,
           gboolean is_between,
           guint64 few,
           guint64 many)
{
  guint64 hits = self->roc->few_are_positive ? few : many;
  guint64 misses = self->roc->few_are_positive ? many : few;
  gint64 distance;

  if (hits + misses == 0)
    return;
  self->negative_below -= misses;
  sy_moments_add (&self->with, 2 * self->negative_below + misses, hits);
  sy_moments_add (&self->without, 2 * self->positive_above + hits, misses);
  if (self->position < self->chosen)
    self->chosen_hits += self->position + hits + misses <= self->chosen
                             ? (double) hits
                             : (double) hits * ((double) (self->chosen - self->position) /
                                                (double) (hits + misses));
  self->positive_above += hits;
  self->position += hits + misses;

  self->balance += (gint64) (hits * self->n_negative) - (gint64) (misses * self->n_positive);
  distance = ABS (self->balance);
  if (distance > self->largest ||
      (self->order == SY_RANK_HIGH_FIRST && distance == self->largest && distance > 0))
    {
      self->largest = distance;
      self->largest_group = group;
      self->largest_is_between = is_between;
    }
}

static void
walk_groups (Walk *self)
{
  const SyClassRoc *roc = self->roc;
  const guint32 *below = roc->groups.below;
  gsize n = roc->groups.n_groups;

  for (gsize i = 0; i <= n; i++)
    {
      gsize g = self->order == SY_RANK_HIGH_FIRST ? n - i : i;
      gsize group = self->order == SY_RANK_HIGH_FIRST ? g - 1 : g;

      take_step (self, g, TRUE, 0, roc->tallies[0][BETWEEN][g]);
      if (i < n)
        take_step (self, group, FALSE, below[group + 1] - below[group],
                   roc->tallies[0][TIED][group]);
    }
}

typedef struct
{
  const SyClassRoc *roc;
  const double *scores;
  double bound;
  guint n_parts;
  double highest[MAX_THREADS];
} Search;

/* The highest score that is clearly below the bound; *out_near when one was below it and near. */
static double
find_highest_clear (const Search *self,
                    gsize start,
                    gsize end,
                    gboolean *out_near)
{
  const guint32 *people = self->roc->many;
  double clear = isfinite (self->bound) ? self->bound - SY_TIE_REACH * fabs (self->bound) : self->bound;
  double highest = (double) -INFINITY;
  gsize n_near = 0;

  for (gsize i = start; i < end; i++)
    {
      double score = self->scores[people[i]];
      double candidate = score < clear ? score : (double) -INFINITY;

      n_near += (score >= clear) & (score < self->bound);
      highest = candidate > highest ? candidate : highest;
    }
  *out_near = n_near > 0;
  return highest;
}

static void
search_part (gsize part,
             gsize end_part,
             gpointer user_data)
{
  Search *self = user_data;
  const guint32 *people = self->roc->many;
  gsize start = part * self->roc->n_many / self->n_parts;
  gsize end = (part + 1) * self->roc->n_many / self->n_parts;
  gboolean is_one_near;
  double highest = find_highest_clear (self, start, end, &is_one_near);

  for (gsize i = start; is_one_near && i < end; i++)
    {
      double score = self->scores[people[i]];

      if (score < self->bound && score > highest && !sy_scores_are_tied (score, self->bound))
        highest = score;
    }
  self->highest[part] = highest;
}

/* The highest score of the larger class below a group (or of all, for none), not tied with it. */
static double
find_highest_below (const SyClassRoc *self,
                    const double *scores,
                    gsize group,
                    guint n_parts)
{
  Search search = { self,
                    scores,
                    self->groups.values[group],
                    n_parts,
                    { (double) -INFINITY, (double) -INFINITY } };

  sy_parallel_run (n_parts, 1, n_parts, search_part, &search);
  return sy_number_round12 (MAX (search.highest[0], search.highest[1]));
}

/* Where the distance is: as in SyKs, a score at which the distribution functions are that far apart. */
static double
get_largest_at (const Walk *self,
                const double *scores,
                guint n_parts)
{
  const SyClassRoc *roc = self->roc;
  gsize group = self->largest_group;

  if (self->largest == 0)
    group = self->order == SY_RANK_HIGH_FIRST ? 0 : roc->groups.n_groups;
  if (self->order == SY_RANK_LOW_FIRST)
    return self->largest == 0 || self->largest_is_between
               ? find_highest_below (roc, scores, group, n_parts)
               : roc->groups.values[group];
  /* From the highest score down it is the next lower score. */
  if (!self->largest_is_between && roc->tallies[0][BETWEEN][group] > 0)
    return find_highest_below (roc, scores, group, n_parts);
  return roc->groups.values[group > 0 ? group - 1 : 0];
}

/* What the smaller class adds to the comparison, and its placements. */
static void
place_few (SyClassRoc *self,
           SyRankOrder order,
           const guint32 *other_placements,
           guint32 *out_placements,
           Differences *out_differences)
{
  guint32 *const *tallies = self->tallies[0];
  gsize n_groups = self->groups.n_groups;
  guint32 beyond = 0;
  gboolean counts_higher = (order == SY_RANK_HIGH_FIRST) != self->few_are_positive;

  /* Twice those of the other class on the side that counts, plus those tied. */
  for (gsize i = 0; i < n_groups; i++)
    {
      gsize g = counts_higher ? n_groups - 1 - i : i;

      beyond += tallies[BETWEEN][counts_higher ? g + 1 : g];
      self->worse[g] = 2 * beyond + tallies[TIED][g];
      beyond += tallies[TIED][g];
    }
  for (gsize i = 0; i < self->n_few; i++)
    {
      guint32 placement = self->worse[self->groups.group_of[i]];

      if (other_placements != NULL)
        add_difference (out_differences, placement, other_placements[self->n_many + i]);
      if (out_placements != NULL)
        out_placements[self->n_many + i] = placement;
    }
}

static void
compare (const SyClassRoc *self,
         const Walk *walk,
         const Differences *few,
         const Differences *many,
         SyAucComparison *out_comparison)
{
  const Differences *positive = self->few_are_positive ? few : many;
  const Differences *negative = self->few_are_positive ? many : few;
  SyPairSums sums = {
    walk->n_positive,
    walk->with.sum,
    { get_sum (negative), get_sum (positive) },
    { get_squares (negative), get_squares (positive) },
  };

  sy_auc_comparison_set (out_comparison, &sums, self->n_few + self->n_many);
}

static guint
limit_threads (const SyClassRoc *self,
               guint n_threads)
{
  return self->n_few + self->n_many >= MIN_FOR_THREADS ? MIN (n_threads, MAX_THREADS) : 1;
}

gboolean
sy_class_roc_prepare (SyClassRoc *self,
                      const double *scores,
                      guint n_threads,
                      GError **error)
{
  gsize n = self->n_few + self->n_many;

  return sy_auc_check_classes (self->few_are_positive ? self->n_few : self->n_many, n, error) &&
         sort_few (self, scores, limit_threads (self, n_threads), error);
}

void
sy_class_roc_measure (SyClassRoc *self,
                      const double *scores,
                      SyRankOrder order,
                      guint n_threads,
                      const guint32 *other_placements,
                      guint32 *out_placements,
                      SyClassFigures *out_figures)
{
  gsize n = self->n_few + self->n_many;
  Count count = { self,
                  scores,
                  order,
                  limit_threads (self, n_threads),
                  other_placements,
                  out_placements,
                  { { { 0 }, 0, 0 } } };
  gsize n_positive = self->few_are_positive ? self->n_few : self->n_many;
  Walk walk = {
    .roc = self, .order = order, .n_positive = n_positive, .n_negative = n - n_positive
  };
  Differences few = { { 0 }, 0, 0 };

  sy_parallel_run (count.n_parts, 1, count.n_parts, count_part, &count);
  if (count.n_parts > 1)
    {
      for (gsize g = 0; g <= self->groups.n_groups; g++)
        {
          self->tallies[0][BETWEEN][g] += self->tallies[1][BETWEEN][g];
          self->tallies[0][TIED][g] += self->tallies[1][TIED][g];
        }
      join_differences (&count.differences[0], &count.differences[1]);
    }
  walk.negative_below = walk.n_negative;
  /* The slack keeps 0.1 * 70 from becoming 8. */
  walk.chosen = MAX (1, (gsize) ceil (0.1 * (double) n * (1.0 - 1e-12)));
  walk_groups (&walk);
  sy_auc_set (&out_figures->auc, &walk.with, &walk.without, walk.n_positive, walk.n_negative);
  out_figures->ks.value = (double) walk.largest /
                          ((double) walk.n_positive * (double) walk.n_negative);
  out_figures->ks.at = get_largest_at (&walk, scores, count.n_parts);
  out_figures->top_decile_lift = walk.chosen_hits / (double) walk.chosen /
                                 ((double) n_positive / (double) n);
  if (other_placements != NULL || out_placements != NULL)
    place_few (self, order, other_placements, out_placements, &few);
  if (other_placements != NULL)
    compare (self, &walk, &few, &count.differences[0], &out_figures->comparison);
}
