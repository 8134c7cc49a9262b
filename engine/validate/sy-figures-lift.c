/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure the lift of the best tenth is. Those tied at the cut share the places left, as in the lift:
 * each counts in the top by the same part, and in the rest by what is left of it. */
#include "config.h"

#include "sy-figures-private.h"

#include <math.h>

#include "core/sy-memory-private.h"
#include "core/sy-sum.h"

#define TENTH 0.1

/* The places of the top: whole before start, a part from there to end. */
typedef struct
{
  gsize n;
  gsize start;
  gsize end;
  double part;
} Top;

static void
find_top (const SyRanking *ranking,
          gsize n,
          Top *out_top)
{
  gsize n_groups;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_groups);
  gsize low = 0;
  gsize high = n_groups - 1;

  /* The slack keeps 0.1 * 70 from becoming 8. */
  out_top->n = MAX (1, (gsize) ceil (TENTH * (double) n * (1.0 - 1e-12)));
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (ends[middle] < out_top->n)
        low = middle + 1;
      else
        high = middle;
    }
  out_top->start = low > 0 ? ends[low - 1] : 0;
  out_top->end = ends[low];
  out_top->part = (double) (out_top->n - out_top->start) /
                  (double) (out_top->end - out_top->start);
}

/* What one person adds to both sides. */
typedef struct
{
  double n[2];
  double hits[2];
} PersonParts;

static double
find_effective_n (const PersonParts *parts,
                  gsize n_people,
                  guint side,
                  double rate,
                  double n)
{
  SySum squares = { 0 };
  gsize n_with = 0;

  for (gsize p = 0; p < n_people; p++)
    {
      double deviation = parts[p].hits[side] - rate * parts[p].n[side];

      n_with += parts[p].n[side] > 0;
      sy_sum_add (&squares, deviation * deviation);
    }
  return sy_effective_n (n, rate * n, n_with, sy_sum_get (&squares));
}

static void
count_people (const SyScoredRows *rows,
              const SyRanking *ranking,
              const Top *top,
              double rate,
              double rest,
              double out_n[2])
{
  PersonParts *parts = sy_memory_new0_array (PersonParts, MAX (rows->n_people, 1));
  const guint32 *order = sy_ranking_get_order (ranking);

  /* In the order of the rows, where those of a date lie by person; only the top is looked up by rank. */
  for (gsize row = 0; row < rows->n; row++)
    {
      PersonParts *person = &parts[rows->people[row]];

      person->n[1] += 1.0;
      person->hits[1] += rows->labels[row];
    }
  for (gsize rank = 0; rank < top->end; rank++)
    {
      guint32 row = order[rank];
      PersonParts *person = &parts[rows->people[row]];
      double part = rank < top->start ? 1.0 : top->part;

      person->n[0] += part;
      person->n[1] -= part;
      person->hits[0] += part * rows->labels[row];
      person->hits[1] -= part * rows->labels[row];
    }
  out_n[0] = find_effective_n (parts, rows->n_people, 0, rate, out_n[0]);
  out_n[1] = find_effective_n (parts, rows->n_people, 1, rest, out_n[1]);
  sy_memory_free (parts);
}

void
sy_figures_set_lift (SyFigures *self,
                     const SyScoredRows *rows,
                     const SyRoc *roc)
{
  const SyRanking *ranking = sy_roc_get_ranking (roc);
  Top top = { 0 };
  double n[2];
  double hits;
  double rate;
  double rest;

  self->top_decile_lift = sy_roc_get_top_lift (roc, TENTH, SY_TIES_FRACTIONAL);
  self->top_decile_interval = (SyInterval){ (double) NAN, (double) NAN };
  if (isnan (self->top_decile_lift) || rows->n < 2)
    return;
  find_top (ranking, rows->n, &top);
  n[0] = (double) top.n;
  n[1] = (double) (rows->n - top.n);
  rate = MIN (self->top_decile_lift * self->base_rate, 1.0);
  hits = rate * n[0];
  rest = CLAMP (((double) self->n_positive - hits) / n[1], 0.0, 1.0);
  if (rows->is_clustered)
    count_people (rows, ranking, &top, rate, rest, n);
  self->top_decile_interval = sy_lift_interval (rate, n[0], rest, n[1],
                                                (double) top.n / (double) rows->n);
}
