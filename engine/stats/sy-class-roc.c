/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a score is measured without sorting everybody
 *
 * Area, Kolmogorov-Smirnov distance, lift and DeLong's placements only ask how the two classes lie to
 * each other, not how the people of one class lie among themselves. So the smaller class alone is
 * sorted, in groups of ties; each person of the larger one then looks up between which groups they
 * fall, or with which they tie, and is counted there. Walking the groups with those counts gives the
 * same whole numbers as walking the whole ranking.
 *
 * The look-up takes a few nanoseconds: keys (see sy-rank-sort-private.h) are cut into cells, each
 * cell has slots in proportion to the groups in it, and a slot seldom holds more than one.
 *
 * Ties are decided on 12 significant digits, as in sy-rank.c: a group's value is its rounded
 * score, and only a score within 2e-11 of it is rounded too. Rounding never swaps two numbers, so
 * a score that is not tied stands to a group's value as its rounded self does.
 */
#include "config.h"

#include "sy-class-roc-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-parallel-private.h"
#include "sy-auc-private.h"
#include "sy-rank-sort-private.h"
#include "sy-roc-private.h"

#define TIE_REACH 2.1e-11
#define CELL_BITS 12
#define N_CELLS (1 << CELL_BITS)
#define SLOTS_PER_GROUP 4
#define MAX_THREADS 2
#define COUNT_BATCH 32

/* With fewer people a second thread costs more than it saves. */
#define MIN_FOR_THREADS 20000

typedef struct
{
  guint32 base;
  guint32 width;
} Cell;

/* A group of ties of the smaller class: the rounded score, and how many of the class are below. */
typedef struct
{
  double value;
  guint32 below;
} Group;

/* People of the larger class: how many lie between the group before and this one, and tie with this. */
typedef struct
{
  guint32 n[2];
} Tally;

enum
{
  BETWEEN,
  TIED,
};

struct _SyClassRoc
{
  /* Owned: the smaller class, which is sorted, and the larger. */
  guint32 *few;
  guint32 *many;
  gsize n_few;
  gsize n_many;
  gboolean few_are_positive;

  SyRanking *ranking;
  double *few_scores;

  gsize n_groups;
  Group *all_groups;
  Group *groups;      /* ascending; one before the first that nothing is near, one behind the last beyond all scores */
  guint32 *few_group; /* by person of the smaller class */

  Cell cells[N_CELLS];
  guint64 min_key;
  guint64 max_key;
  guint cell_shift;
  guint rest_shift;
  guint rest_bits;
  guint32 *slots; /* the first group of each slot */

  Tally *tallies[MAX_THREADS]; /* of each thread, by group; in the end the first has them all */
  guint32 *worse;              /* by group: twice those who count against it, plus those tied */
};

SyClassRoc *
sy_class_roc_new (void)
{
  SyClassRoc *self = g_new0 (SyClassRoc, 1);

  self->ranking = sy_ranking_new ();
  return self;
}

static void
clear_outcome (SyClassRoc *self)
{
  g_clear_pointer (&self->few, g_free);
  g_clear_pointer (&self->many, g_free);
  g_clear_pointer (&self->few_scores, g_free);
  g_clear_pointer (&self->all_groups, g_free);
  g_clear_pointer (&self->few_group, g_free);
  g_clear_pointer (&self->slots, g_free);
  for (guint t = 0; t < MAX_THREADS; t++)
    g_clear_pointer (&self->tallies[t], g_free);
  g_clear_pointer (&self->worse, g_free);
}

void
sy_class_roc_free (SyClassRoc *self)
{
  if (self == NULL)
    return;
  clear_outcome (self);
  sy_ranking_free (self->ranking);
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
  self->all_groups = g_new0 (Group, self->n_few + 3);
  self->all_groups[0].value = (double) NAN;
  self->groups = self->all_groups + 1;
  self->few_group = g_new (guint32, self->n_few + 1);
  /* One slot for each cell at least. */
  self->slots = g_new (guint32, SLOTS_PER_GROUP * self->n_few + N_CELLS + 1);
  for (guint t = 0; t < MAX_THREADS; t++)
    self->tallies[t] = g_new (Tally, self->n_few + 1);
  self->worse = g_new (guint32, self->n_few + 1);
}

static gboolean
sort_few (SyClassRoc *self,
          const double *scores,
          guint n_threads,
          GError **error)
{
  const guint32 *order;
  const guint32 *ends;
  gsize start = 0;

  for (gsize i = 0; i < self->n_few; i++)
    self->few_scores[i] = scores[self->few[i]];
  sy_ranking_set_n_threads (self->ranking, n_threads);
  if (!sy_ranking_reset (self->ranking, self->few_scores, self->n_few, SY_RANK_LOW_FIRST, error))
    return FALSE;
  order = sy_ranking_get_order (self->ranking);
  ends = sy_ranking_get_group_ends (self->ranking, &self->n_groups);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      self->groups[g].value = sy_number_round12 (self->few_scores[order[start]]);
      self->groups[g].below = (guint32) start;
      for (gsize i = start; i < ends[g]; i++)
        self->few_group[order[i]] = (guint32) g;
      start = ends[g];
    }
  self->groups[self->n_groups] = (Group){ (double) INFINITY, (guint32) start };
  self->groups[self->n_groups + 1] = self->groups[self->n_groups];
  return TRUE;
}

static inline gsize
get_slot (const SyClassRoc *self,
          guint64 key)
{
  guint64 above = key - self->min_key;
  const Cell *cell = &self->cells[above >> self->cell_shift];
  guint64 rest = above & ((G_GUINT64_CONSTANT (1) << self->cell_shift) - 1);

  return cell->base + (gsize) (((rest >> self->rest_shift) * cell->width) >> self->rest_bits);
}

static void
make_slots (SyClassRoc *self)
{
  guint n_bits;
  guint32 next = 0;
  gsize slot = 0;

  self->min_key = sy_rank_get_key (self->groups[0].value, 0);
  self->max_key = sy_rank_get_key (self->groups[self->n_groups - 1].value, 0);
  n_bits = self->max_key == self->min_key ? 0 : g_bit_storage (self->max_key - self->min_key);
  self->cell_shift = n_bits > CELL_BITS ? n_bits - CELL_BITS : 0;
  self->rest_bits = MIN (self->cell_shift, 32);
  self->rest_shift = self->cell_shift - self->rest_bits;
  memset (self->cells, 0, sizeof self->cells);
  for (gsize g = 0; g < self->n_groups; g++)
    self->cells[(sy_rank_get_key (self->groups[g].value, 0) - self->min_key) >> self->cell_shift].width +=
        SLOTS_PER_GROUP;
  for (guint c = 0; c < N_CELLS; c++)
    {
      self->cells[c].base = next;
      self->cells[c].width = MAX (self->cells[c].width, 1);
      next += self->cells[c].width;
    }
  for (gsize g = 0; g < self->n_groups; g++)
    for (gsize own = get_slot (self, sy_rank_get_key (self->groups[g].value, 0)); slot <= own; slot++)
      self->slots[slot] = (guint32) g;
  for (; slot < next; slot++)
    self->slots[slot] = (guint32) self->n_groups;
}

/* A score that is as near to a group's value is rounded to see whether it is tied. */
static inline gboolean
is_near (double score,
         double value)
{
  return fabs (score - value) < TIE_REACH * fabs (value);
}

static inline gboolean
is_tied (double score,
         double value)
{
  return score == value || (is_near (score, value) && sy_number_round12 (score) == value);
}

/* The slot to look a score up in: that of the outermost groups for scores beyond them. */
static inline gsize
find_slot (const SyClassRoc *self,
           double score)
{
  guint64 key = sy_rank_get_key (score, 0);

  key = MAX (key, self->min_key);
  return get_slot (self, MIN (key, self->max_key));
}

/* The number of groups with a lower value, from a slot's first group on; a tie is with the group of
 * that number. What a processor would guess wrong half of the time is computed, not branched on: seldom
 * more than two groups are passed, and seldom one is near and not equal. */
static inline gsize
find_group (const SyClassRoc *self,
            gsize group,
            double score,
            guint *out_tied)
{
  const Group *groups = self->groups;

  group += groups[group].value < score;
  group += groups[group].value < score;
  while (G_UNLIKELY (groups[group].value < score))
    group++;
  *out_tied = groups[group].value == score;
  if (G_UNLIKELY (is_near (score, groups[group].value) && !*out_tied))
    *out_tied = is_tied (score, groups[group].value);
  if (G_UNLIKELY (is_near (score, groups[group - 1].value)) && !*out_tied &&
      is_tied (score, groups[group - 1].value))
    {
      *out_tied = TRUE;
      group--;
    }
  return group;
}

/* Sums over people of the differences between two placements, by class in the end. */
typedef struct
{
  gint64 sum;
  SyWide squares;
} Differences;

static inline void
add_difference (Differences *self,
                guint32 first,
                guint32 second)
{
  gint64 difference = (gint64) first - (gint64) second;

  self->sum += difference;
  self->squares += (SyWide) ((guint64) (difference * difference));
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
 * those tied. */
static inline guint32
get_placement (const SyClassRoc *roc,
               gsize group,
               guint is_tie,
               gboolean counts_higher)
{
  guint32 below = roc->groups[group].below;
  guint32 n_tied = (roc->groups[group + 1].below - below) & -is_tie;
  guint32 lower = 2 * below + n_tied;

  return counts_higher ? 2 * (guint32) roc->n_few - lower : lower;
}

/* Counts some of the larger class; their placements are known from the smaller class alone. Each
 * look-up leads from one place in memory to the next: all of a batch set out before one arrives. */
static void
count_batch (Count *self,
             gsize start,
             gsize n,
             Tally *tallies,
             Differences *differences)
{
  const SyClassRoc *roc = self->roc;
  gboolean counts_higher = (self->order == SY_RANK_HIGH_FIRST) == roc->few_are_positive;
  double scores[COUNT_BATCH];
  gsize places[COUNT_BATCH]; /* slots, then groups */
  guint32 placements[COUNT_BATCH];

  for (gsize i = 0; i < n; i++)
    {
      scores[i] = self->scores[roc->many[start + i]];
      places[i] = find_slot (roc, scores[i]);
      __builtin_prefetch (&roc->slots[places[i]]);
    }
  for (gsize i = 0; i < n; i++)
    {
      places[i] = roc->slots[places[i]];
      __builtin_prefetch (&roc->groups[places[i]]);
      __builtin_prefetch (&tallies[places[i]], 1);
    }
  for (gsize i = 0; i < n; i++)
    {
      guint is_tie;
      gsize group = find_group (roc, places[i], scores[i], &is_tie);

      tallies[group].n[is_tie]++;
      placements[i] = get_placement (roc, group, is_tie, counts_higher);
    }
  if (self->other_placements != NULL)
    for (gsize i = 0; i < n; i++)
      add_difference (differences, placements[i], self->other_placements[start + i]);
  if (self->out_placements != NULL)
    memcpy (self->out_placements + start, placements, n * sizeof *placements);
}

static void
count_part (gsize part,
            gsize end_part,
            gpointer user_data)
{
  Count *self = user_data;
  const SyClassRoc *roc = self->roc;
  Tally *tallies = roc->tallies[part];
  Differences differences = { 0 };
  gsize end = (part + 1) * roc->n_many / self->n_parts;

  memset (tallies, 0, (roc->n_groups + 1) * sizeof *tallies);
  for (gsize i = part * roc->n_many / self->n_parts; i < end; i += COUNT_BATCH)
    count_batch (self, i, MIN (COUNT_BATCH, end - i), tallies, &differences);
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
  gsize n = roc->n_groups;

  for (gsize i = 0; i <= n; i++)
    {
      gsize g = self->order == SY_RANK_HIGH_FIRST ? n - i : i;
      gsize group = self->order == SY_RANK_HIGH_FIRST ? g - 1 : g;

      take_step (self, g, TRUE, 0, roc->tallies[0][g].n[BETWEEN]);
      if (i < n)
        take_step (self, group, FALSE, roc->groups[group + 1].below - roc->groups[group].below,
                   roc->tallies[0][group].n[TIED]);
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
  double clear = isfinite (self->bound) ? self->bound - TIE_REACH * fabs (self->bound) : self->bound;
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

      if (score < self->bound && score > highest && !is_tied (score, self->bound))
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
                    self->groups[group].value,
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
    group = self->order == SY_RANK_HIGH_FIRST ? 0 : roc->n_groups;
  if (self->order == SY_RANK_LOW_FIRST)
    return self->largest == 0 || self->largest_is_between
               ? find_highest_below (roc, scores, group, n_parts)
               : roc->groups[group].value;
  /* From the highest score down it is the next lower score. */
  if (!self->largest_is_between && roc->tallies[0][group].n[BETWEEN] > 0)
    return find_highest_below (roc, scores, group, n_parts);
  return roc->groups[group > 0 ? group - 1 : 0].value;
}

/* What the smaller class adds to the comparison, and its placements. */
static void
place_few (SyClassRoc *self,
           SyRankOrder order,
           const guint32 *other_placements,
           guint32 *out_placements,
           Differences *out_differences)
{
  const Tally *tallies = self->tallies[0];
  guint32 beyond = 0;
  gboolean counts_higher = (order == SY_RANK_HIGH_FIRST) != self->few_are_positive;

  /* Twice those of the other class on the side that counts, plus those tied. */
  for (gsize i = 0; i < self->n_groups; i++)
    {
      gsize g = counts_higher ? self->n_groups - 1 - i : i;

      beyond += tallies[counts_higher ? g + 1 : g].n[BETWEEN];
      self->worse[g] = 2 * beyond + tallies[g].n[TIED];
      beyond += tallies[g].n[TIED];
    }
  for (gsize i = 0; i < self->n_few; i++)
    {
      guint32 placement = self->worse[self->few_group[i]];

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
    { negative->sum, positive->sum },
    { negative->squares, positive->squares },
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

  if (!sy_auc_check_classes (self->few_are_positive ? self->n_few : self->n_many, n, error) ||
      !sort_few (self, scores, limit_threads (self, n_threads), error))
    return FALSE;
  make_slots (self);
  return TRUE;
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
                  { { 0 } } };
  gsize n_positive = self->few_are_positive ? self->n_few : self->n_many;
  Walk walk = {
    .roc = self, .order = order, .n_positive = n_positive, .n_negative = n - n_positive
  };
  Differences few = { 0 };

  sy_parallel_run (count.n_parts, 1, count.n_parts, count_part, &count);
  if (count.n_parts > 1)
    {
      for (gsize g = 0; g <= self->n_groups; g++)
        {
          self->tallies[0][g].n[BETWEEN] += self->tallies[1][g].n[BETWEEN];
          self->tallies[0][g].n[TIED] += self->tallies[1][g].n[TIED];
        }
      count.differences[0].sum += count.differences[1].sum;
      count.differences[0].squares += count.differences[1].squares;
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
