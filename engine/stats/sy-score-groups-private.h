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

/* How many scores are looked up together at most. */
#define SY_SCORE_BATCH 64

/*
 * Scores in groups of ties, in which any other score finds its place. See sy-score-groups.c.
 */
typedef struct
{
  gsize n;
  gsize n_groups;
  double *values;    /* of each group the rounded score, rising; one behind the last beyond all */
  guint32 *below;    /* by group: how many scores are lower; one more behind the last holds all */
  guint32 *group_of; /* by index of the score */

  /*< private >*/
  SyRanking *ranking;
  double *all_values; /* one before the first that nothing is near */
  SyScoreCell cells[SY_SCORE_CELLS];
  guint64 min_key;
  guint cell_shift;
  guint rest_shift;
  guint rest_bits;
  gsize n_slots;
  guint32 *slots; /* twice the first group in each slot or behind it; plus 1 where a group is in the slot or near */
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

/*
 * Finds for up to SY_SCORE_BATCH scores the number of groups with a lower value; a tie is with the group of that number.
 */
void sy_score_groups_find (const SyScoreGroups *self,
                           const double *scores,
                           gsize n,
                           guint32 *out_groups,
                           guint8 *out_tied);

G_END_DECLS
