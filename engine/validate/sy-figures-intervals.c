/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The intervals of the rates that are no rate of a band: of everyone, of the tenths, of lists, and of the ratio of
 * two bands. Over several dates they count people, as those of the bands do. */
#include "config.h"

#include "sy-figures-private.h"

#include <math.h>

#include "core/sy-memory-private.h"
#include "core/sy-sum.h"

typedef struct
{
  guint32 n;
  guint32 positives;
} Count;

/* Rows by group, and by person and group. */
typedef struct
{
  gsize n_groups;
  gsize n_people; /* 0 where rows are independent: then there are no cells */
  gsize n[SY_MODEL_MAX_BANDS];
  gsize positives[SY_MODEL_MAX_BANDS];
  Count *cells;
} Table;

static void
clear_table (Table *self)
{
  sy_memory_free (self->cells);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static void
count_table (Table *self,
             const SyScoredRows *rows,
             const guint8 *groups,
             gsize n_groups)
{
  g_assert (n_groups <= SY_MODEL_MAX_BANDS);
  self->n_groups = n_groups;
  if (rows->is_clustered)
    {
      self->n_people = rows->n_people;
      self->cells = sy_memory_new0_array (Count, MAX (rows->n_people * n_groups, 1));
    }
  for (gsize i = 0; i < rows->n; i++)
    if (groups[i] < n_groups)
      {
        self->n[groups[i]]++;
        self->positives[groups[i]] += rows->labels[i];
        if (self->cells != NULL)
          {
            Count *cell = &self->cells[rows->people[i] * n_groups + groups[i]];

            cell->n++;
            cell->positives += rows->labels[i];
          }
      }
}

/* A share of rows: of those in the groups from @from to below @to, or of those with the outcome in any group. */
typedef struct
{
  gsize from;
  gsize to;
  gboolean is_of_positives;
} Share;

static gboolean
is_in (const Share *share,
       gsize group)
{
  return group >= share->from && group < share->to;
}

/* Its rate, and of how many independent rows it could be. */
static void
measure_share (const Table *self,
               const Share *share,
               double *out_rate,
               double *out_effective_n)
{
  gsize n = 0;
  gsize hits = 0;
  gsize n_there = 0;
  SySum squares = { 0 };

  for (gsize g = 0; g < self->n_groups; g++)
    {
      n += share->is_of_positives ? self->positives[g] : is_in (share, g) ? self->n[g]
                                                                          : 0;
      hits += is_in (share, g) ? self->positives[g] : 0;
    }
  *out_effective_n = (double) n;
  *out_rate = n > 0 ? (double) hits / (double) n : (double) NAN;
  if (self->cells == NULL || n == 0)
    return;
  for (gsize p = 0; p < self->n_people; p++)
    {
      const Count *cells = &self->cells[p * self->n_groups];
      gsize own = 0;
      gsize own_hits = 0;
      double deviation;

      for (gsize g = 0; g < self->n_groups; g++)
        {
          own += share->is_of_positives ? cells[g].positives : is_in (share, g) ? cells[g].n
                                                                                : 0;
          own_hits += is_in (share, g) ? cells[g].positives : 0;
        }
      deviation = (double) own_hits - *out_rate * (double) own;
      n_there += own > 0;
      sy_sum_add (&squares, deviation * deviation);
    }
  *out_effective_n = sy_effective_n ((double) n, (double) hits, n_there, sy_sum_get (&squares));
}

static SyInterval
get_interval (const Table *table,
              Share share)
{
  double rate;
  double n;

  measure_share (table, &share, &rate, &n);
  return sy_wilson (n > 0 ? rate * n : 0, n);
}

/* Tenths are cut as sy_roc_get_deciles() cuts them. */
static void
set_tenths (SyFigures *self,
            const SyScoredRows *rows,
            const SyRanking *ranking)
{
  g_auto (Table) table = { 0 };
  g_autofree guint8 *tenths = g_malloc (rows->n + 1);
  const guint32 *order = sy_ranking_get_order (ranking);
  gsize rank = 0;

  for (guint8 d = 0; d < SY_N_DECILES; d++)
    for (; rank < (d + 1u) * rows->n / SY_N_DECILES; rank++)
      tenths[order[rank]] = d;
  count_table (&table, rows, tenths, SY_N_DECILES);
  self->base_interval = get_interval (&table, (Share){ 0, SY_N_DECILES, FALSE });
  for (gsize d = 0; d < SY_N_DECILES; d++)
    self->decile_intervals[d] = get_interval (&table, (Share){ d, d + 1, FALSE });
}

static void
set_band_ratio (SyFigures *self,
                const Table *table,
                gsize most,
                gsize least)
{
  double rates[2];
  double n[2];
  SyTwoProportions against;

  measure_share (table, &(Share){ most, most + 1, FALSE }, &rates[0], &n[0]);
  measure_share (table, &(Share){ least, least + 1, FALSE }, &rates[1], &n[1]);
  sy_two_proportions (n[0] > 0 ? rates[0] * n[0] : 0, n[0], n[1] > 0 ? rates[1] * n[1] : 0, n[1],
                      &against);
  self->band_ratio_interval = against.ratio_interval;
}

void
sy_figures_set_intervals (SyFigures *self,
                          const SyScoredRows *rows,
                          const SyRanking *ranking)
{
  g_auto (Table) table = { 0 };
  gsize n_bands = rows->model->bands->len;
  gboolean is_high_first = rows->direction != SY_DIRECTION_LESS;

  set_tenths (self, rows, ranking);
  count_table (&table, rows, rows->bands, n_bands);
  self->lists = g_new0 (SyListIntervals, n_bands + 1);
  for (gsize b = 0; b < n_bands; b++)
    {
      Share list = { is_high_first ? b : 0, is_high_first ? n_bands : b + 1, FALSE };

      self->lists[b].precision = get_interval (&table, list);
      list.is_of_positives = TRUE;
      self->lists[b].recall = get_interval (&table, list);
    }
  self->band_ratio_interval = (SyInterval){ (double) NAN, (double) NAN };
  if (n_bands > 1)
    set_band_ratio (self, &table, is_high_first ? n_bands - 1 : 0, is_high_first ? 0 : n_bands - 1);
}
