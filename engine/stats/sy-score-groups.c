/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a score is looked up among others
 *
 * Keys (see sy-rank-sort-private.h) are cut into cells, and each cell has slots in proportion to the groups
 * in it. Most slots hold no group and none is near: such a slot says by itself how many groups are lower. Where one
 * is, and a slot seldom holds more, the score is compared with it. So scores are looked up many together: first the
 * slots of all, which has no branches and runs on vectors, then the few that have to be compared.
 *
 * Ties are decided on 12 significant digits, as in sy-rank.c: a group's value is its rounded
 * score, and only a score within 2e-11 of it is rounded too. Rounding never swaps two numbers, so
 * a score that is not tied stands to a group's value as its rounded self does.
 */
#include "config.h"

#include "sy-score-groups-private.h"

#include <string.h>

#include "core/sy-vector-private.h"

#define SLOTS_PER_GROUP 4

void
sy_score_groups_init (SyScoreGroups *self,
                      gsize n)
{
  self->n = n;
  self->n_groups = 0;
  self->ranking = sy_ranking_new ();
  self->all_values = g_new0 (double, n + 3);
  self->all_values[0] = (double) NAN;
  self->values = self->all_values + 1;
  self->below = g_new0 (guint32, n + 2);
  self->group_of = g_new (guint32, n + 1);
  /* One slot for each cell at least. */
  self->slots = g_new (guint32, SLOTS_PER_GROUP * n + SY_SCORE_CELLS + 1);
}

void
sy_score_groups_clear (SyScoreGroups *self)
{
  g_clear_pointer (&self->ranking, sy_ranking_free);
  g_clear_pointer (&self->all_values, g_free);
  g_clear_pointer (&self->below, g_free);
  g_clear_pointer (&self->group_of, g_free);
  g_clear_pointer (&self->slots, g_free);
}

static inline G_ALWAYS_INLINE guint64
get_slot (const SyScoreGroups *self,
          double score)
{
  guint64 above = sy_rank_get_key (score, 0) - self->min_key;
  const SyScoreCell *cell = &self->cells[above >> self->cell_shift];
  guint64 rest = above & ((G_GUINT64_CONSTANT (1) << self->cell_shift) - 1);

  return cell->base + (((rest >> self->rest_shift) * cell->width) >> self->rest_bits);
}

/* Scores beyond the outermost groups are looked up where those are. */
static inline G_ALWAYS_INLINE double
limit_score (double score,
             double lowest,
             double highest)
{
  score = score > lowest ? score : lowest;
  return score < highest ? score : highest;
}

/* The slots of a group's value and of all scores that are near. */
static void
mark_slots (SyScoreGroups *self,
            double value)
{
  double lowest = self->values[0];
  double highest = self->values[self->n_groups - 1];
  double reach = 1.01 * SY_TIE_REACH * fabs (value);
  gsize last = get_slot (self, limit_score (value + reach, lowest, highest));

  for (gsize slot = get_slot (self, limit_score (value - reach, lowest, highest)); slot <= last; slot++)
    self->slots[slot] |= 1;
}

static void
make_cells (SyScoreGroups *self)
{
  guint64 max_key = sy_rank_get_key (self->values[self->n_groups - 1], 0);
  guint n_bits;
  guint32 next = 0;

  self->min_key = sy_rank_get_key (self->values[0], 0);
  n_bits = max_key == self->min_key ? 0 : g_bit_storage (max_key - self->min_key);
  self->cell_shift = n_bits > SY_SCORE_CELL_BITS ? n_bits - SY_SCORE_CELL_BITS : 0;
  self->rest_bits = MIN (self->cell_shift, 32);
  self->rest_shift = self->cell_shift - self->rest_bits;
  memset (self->cells, 0, sizeof self->cells);
  for (gsize g = 0; g < self->n_groups; g++)
    self->cells[(sy_rank_get_key (self->values[g], 0) - self->min_key) >> self->cell_shift].width += SLOTS_PER_GROUP;
  for (guint c = 0; c < SY_SCORE_CELLS; c++)
    {
      self->cells[c].base = next;
      self->cells[c].width = MAX (self->cells[c].width, 1);
      next += self->cells[c].width;
    }
  self->n_slots = next;
}

static void
make_slots (SyScoreGroups *self)
{
  gsize slot = 0;

  make_cells (self);
  for (gsize g = 0; g < self->n_groups; g++)
    for (gsize own = get_slot (self, self->values[g]); slot <= own; slot++)
      self->slots[slot] = (guint32) g << 1;
  for (; slot < self->n_slots; slot++)
    self->slots[slot] = (guint32) self->n_groups << 1;
  for (gsize g = 0; g < self->n_groups; g++)
    mark_slots (self, self->values[g]);
}

gboolean
sy_score_groups_sort (SyScoreGroups *self,
                      const double *scores,
                      guint n_threads,
                      GError **error)
{
  const guint32 *order;
  const guint32 *ends;
  gsize start = 0;

  sy_ranking_set_n_threads (self->ranking, n_threads);
  if (!sy_ranking_reset (self->ranking, scores, self->n, SY_RANK_LOW_FIRST, error))
    return FALSE;
  order = sy_ranking_get_order (self->ranking);
  ends = sy_ranking_get_group_ends (self->ranking, &self->n_groups);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      self->values[g] = sy_number_round12 (scores[order[start]]);
      self->below[g] = (guint32) start;
      for (gsize i = start; i < ends[g]; i++)
        self->group_of[order[i]] = (guint32) g;
      start = ends[g];
    }
  self->values[self->n_groups] = (double) INFINITY;
  self->below[self->n_groups] = self->below[self->n_groups + 1] = (guint32) start;
  make_slots (self);
  return TRUE;
}

SY_VECTOR static void
find_slots (const SyScoreGroups *self,
            const double *restrict scores,
            gsize n,
            guint64 *restrict out_slots)
{
  double lowest = self->values[0];
  double highest = self->values[self->n_groups - 1];

  for (gsize i = 0; i < n; i++)
    out_slots[i] = get_slot (self, limit_score (scores[i], lowest, highest));
}

/* From a slot's first group on. What a processor would guess wrong half of the time is computed, not branched on:
 * seldom more than two groups are passed, and seldom one is near and not equal. */
static inline guint32
compare_groups (const SyScoreGroups *self,
                guint32 group,
                double score,
                guint8 *out_tied)
{
  const double *values = self->values;
  gboolean is_tied;

  group += values[group] < score;
  group += values[group] < score;
  while (G_UNLIKELY (values[group] < score))
    group++;
  is_tied = values[group] == score;
  if (G_UNLIKELY (sy_scores_are_near (score, values[group]) && !is_tied))
    is_tied = sy_scores_are_tied (score, values[group]);
  if (G_UNLIKELY (sy_scores_are_near (score, values[(gssize) group - 1])) && !is_tied &&
      sy_scores_are_tied (score, values[(gssize) group - 1]))
    {
      is_tied = TRUE;
      group--;
    }
  *out_tied = is_tied;
  return group;
}

void
sy_score_groups_find (const SyScoreGroups *self,
                      const double *scores,
                      gsize n,
                      guint32 *out_groups,
                      guint8 *out_tied)
{
  guint64 slots[SY_SCORE_BATCH];
  guint8 compared[SY_SCORE_BATCH];
  gsize n_compared = 0;

  find_slots (self, scores, n, slots);
  for (gsize i = 0; i < n; i++)
    {
      guint32 slot = self->slots[slots[i]];

      out_groups[i] = slot >> 1;
      out_tied[i] = FALSE;
      compared[n_compared] = (guint8) i;
      n_compared += slot & 1;
    }
  for (gsize k = 0; k < n_compared; k++)
    {
      gsize i = compared[k];

      out_groups[i] = compare_groups (self, out_groups[i], scores[i], &out_tied[i]);
    }
}
