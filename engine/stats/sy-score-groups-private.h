/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

#include "core/sy-number.h"
#include "sy-rank.h"
#include "sy-rank-sort-private.h"

G_BEGIN_DECLS

/* Scores that are further apart than this, relative to the larger, are not tied. */
#define SY_TIE_REACH 2.1e-11

#define SY_SCORE_CELL_BITS 12
#define SY_SCORE_CELLS (1 << SY_SCORE_CELL_BITS)

typedef struct
{
  guint32 base;
  guint32 width;
} SyScoreCell;

/* A group of ties: the rounded score, and how many scores are below. */
typedef struct
{
  double value;
  guint32 below;
} SyScoreGroup;

/*
 * Scores in groups of ties, in which any other score finds its place. See sy-score-groups.c.
 */
typedef struct
{
  gsize n;
  gsize n_groups;
  SyScoreGroup *groups; /* rising; one before the first that nothing is near, one behind the last beyond all */
  guint32 *group_of;    /* by index of the score */

  /*< private >*/
  SyRanking *ranking;
  SyScoreGroup *all_groups;
  SyScoreCell cells[SY_SCORE_CELLS];
  guint64 min_key;
  guint64 max_key;
  guint cell_shift;
  guint rest_shift;
  guint rest_bits;
  guint32 *slots; /* the first group of each slot */
} SyScoreGroups;

/*
 * Makes room for so many scores; to be cleared.
 */
void sy_score_groups_init (SyScoreGroups *self,
                           gsize n);
void sy_score_groups_clear (SyScoreGroups *self);

/*
 * Sorts the scores, one at least. Fails with SY_STATS_ERROR_NOT_FINITE.
 */
gboolean sy_score_groups_sort (SyScoreGroups *self,
                               const double *scores,
                               guint n_threads,
                               GError **error);

static inline gsize
sy_score_groups_get_slot (const SyScoreGroups *self,
                          guint64 key)
{
  guint64 above = key - self->min_key;
  const SyScoreCell *cell = &self->cells[above >> self->cell_shift];
  guint64 rest = above & ((G_GUINT64_CONSTANT (1) << self->cell_shift) - 1);

  return cell->base + (gsize) (((rest >> self->rest_shift) * cell->width) >> self->rest_bits);
}

/* A score that is as near to a group's value is rounded to see whether it is tied. */
static inline gboolean
sy_scores_are_near (double score,
                    double value)
{
  return fabs (score - value) < SY_TIE_REACH * fabs (value);
}

static inline gboolean
sy_scores_are_tied (double score,
                    double value)
{
  return score == value || (sy_scores_are_near (score, value) && sy_number_round12 (score) == value);
}

/* The slot to look a score up in: that of the outermost groups for scores beyond them. */
static inline gsize
sy_score_groups_find_slot (const SyScoreGroups *self,
                           double score)
{
  guint64 key = sy_rank_get_key (score, 0);

  key = MAX (key, self->min_key);
  return sy_score_groups_get_slot (self, MIN (key, self->max_key));
}

/* The number of groups with a lower value, from a slot's first group on; a tie is with the group of
 * that number. What a processor would guess wrong half of the time is computed, not branched on: seldom
 * more than two groups are passed, and seldom one is near and not equal. */
static inline gsize
sy_score_groups_find (const SyScoreGroups *self,
                      gsize group,
                      double score,
                      guint *out_tied)
{
  const SyScoreGroup *groups = self->groups;

  group += groups[group].value < score;
  group += groups[group].value < score;
  while (G_UNLIKELY (groups[group].value < score))
    group++;
  *out_tied = groups[group].value == score;
  if (G_UNLIKELY (sy_scores_are_near (score, groups[group].value) && !*out_tied))
    *out_tied = sy_scores_are_tied (score, groups[group].value);
  if (G_UNLIKELY (sy_scores_are_near (score, groups[group - 1].value)) && !*out_tied &&
      sy_scores_are_tied (score, groups[group - 1].value))
    {
      *out_tied = TRUE;
      group--;
    }
  return group;
}

G_END_DECLS
