/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a score is looked up among others
 *
 * Keys (see sy-rank-sort-private.h) are cut into cells, each cell has slots in proportion to the groups
 * in it, and a slot seldom holds more than one: a look-up takes a few nanoseconds.
 *
 * Ties are decided on 12 significant digits, as in sy-rank.c: a group's value is its rounded
 * score, and only a score within 2e-11 of it is rounded too. Rounding never swaps two numbers, so
 * a score that is not tied stands to a group's value as its rounded self does.
 */
#include "config.h"

#include "sy-score-groups-private.h"

#include <string.h>

#define SLOTS_PER_GROUP 4

void
sy_score_groups_init (SyScoreGroups *self,
                      gsize n)
{
  self->n = n;
  self->n_groups = 0;
  self->ranking = sy_ranking_new ();
  self->all_groups = g_new0 (SyScoreGroup, n + 3);
  self->all_groups[0].value = (double) NAN;
  self->groups = self->all_groups + 1;
  self->group_of = g_new (guint32, n + 1);
  /* One slot for each cell at least. */
  self->slots = g_new (guint32, SLOTS_PER_GROUP * n + SY_SCORE_CELLS + 1);
}

void
sy_score_groups_clear (SyScoreGroups *self)
{
  g_clear_pointer (&self->ranking, sy_ranking_free);
  g_clear_pointer (&self->all_groups, g_free);
  g_clear_pointer (&self->group_of, g_free);
  g_clear_pointer (&self->slots, g_free);
}

static void
make_slots (SyScoreGroups *self)
{
  guint n_bits;
  guint32 next = 0;
  gsize slot = 0;

  self->min_key = sy_rank_get_key (self->groups[0].value, 0);
  self->max_key = sy_rank_get_key (self->groups[self->n_groups - 1].value, 0);
  n_bits = self->max_key == self->min_key ? 0 : g_bit_storage (self->max_key - self->min_key);
  self->cell_shift = n_bits > SY_SCORE_CELL_BITS ? n_bits - SY_SCORE_CELL_BITS : 0;
  self->rest_bits = MIN (self->cell_shift, 32);
  self->rest_shift = self->cell_shift - self->rest_bits;
  memset (self->cells, 0, sizeof self->cells);
  for (gsize g = 0; g < self->n_groups; g++)
    self->cells[(sy_rank_get_key (self->groups[g].value, 0) - self->min_key) >> self->cell_shift].width +=
        SLOTS_PER_GROUP;
  for (guint c = 0; c < SY_SCORE_CELLS; c++)
    {
      self->cells[c].base = next;
      self->cells[c].width = MAX (self->cells[c].width, 1);
      next += self->cells[c].width;
    }
  for (gsize g = 0; g < self->n_groups; g++)
    for (gsize own = sy_score_groups_get_slot (self, sy_rank_get_key (self->groups[g].value, 0)); slot <= own; slot++)
      self->slots[slot] = (guint32) g;
  for (; slot < next; slot++)
    self->slots[slot] = (guint32) self->n_groups;
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
      self->groups[g].value = sy_number_round12 (scores[order[start]]);
      self->groups[g].below = (guint32) start;
      for (gsize i = start; i < ends[g]; i++)
        self->group_of[order[i]] = (guint32) g;
      start = ends[g];
    }
  self->groups[self->n_groups] = (SyScoreGroup){ (double) INFINITY, (guint32) start };
  self->groups[self->n_groups + 1] = self->groups[self->n_groups];
  make_slots (self);
  return TRUE;
}
