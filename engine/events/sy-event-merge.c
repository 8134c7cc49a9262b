/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-merge-private.h"

#include <math.h>
#include <string.h>

/*
 * First the runs of both sides are walked side by side and the result is described by pieces: so
 * many events from there on of that side. Then each column is put together piece by piece.
 */

typedef struct
{
  guint32 start;
  guint32 n;
  gboolean is_added;
} Piece;

typedef struct
{
  const SyMergeSide *sides[2]; /* by is_added */
  GArray *pieces;
  guint32 n_events;
} Merge;

static void
add_piece (Merge *self,
           gboolean is_added,
           guint32 start,
           guint32 n)
{
  Piece piece = { start, n, is_added };

  self->n_events += n;
  if (self->pieces->len > 0)
    {
      Piece *last = &g_array_index (self->pieces, Piece, self->pieces->len - 1);

      if (last->is_added == is_added && last->start + last->n == start)
        {
          last->n += n;
          return;
        }
    }
  g_array_append_val (self->pieces, piece);
}

static guint32
get_person (const SyMergeSide *side,
            gsize run)
{
  if (run == side->runs->n_runs)
    return SY_PERSON_NONE;
  return side->people == NULL ? side->runs->people[run] : side->people[side->runs->people[run]];
}

static double
get_amount (const SyEventRuns *runs,
            guint32 index)
{
  return runs->amounts == NULL || isnan (runs->amounts[index]) ? -HUGE_VAL : runs->amounts[index];
}

/* Whether the base's event comes first: by second, then amount with missing first, then row. */
static gboolean
comes_first (const SyEventRuns *base,
             guint32 i,
             const SyEventRuns *added,
             guint32 j)
{
  double a = get_amount (base, i);
  double b = get_amount (added, j);

  if (base->seconds[i] != added->seconds[j])
    return base->seconds[i] < added->seconds[j];
  if (a < b || a > b)
    return a < b;
  return base->rows[i] <= added->rows[j];
}

/* The events of one person, who has some of both. */
static void
merge_person (Merge *self,
              gsize base_run,
              gsize added_run)
{
  const SyEventRuns *base = self->sides[0]->runs;
  const SyEventRuns *added = self->sides[1]->runs;
  guint32 i = base->starts[base_run];
  guint32 j = added->starts[added_run];
  guint32 base_end = base->starts[base_run + 1];
  guint32 added_end = added->starts[added_run + 1];

  while (i < base_end && j < added_end)
    if (comes_first (base, i, added, j))
      add_piece (self, FALSE, i++, 1);
    else
      add_piece (self, TRUE, j++, 1);
  if (i < base_end)
    add_piece (self, FALSE, i, base_end - i);
  if (j < added_end)
    add_piece (self, TRUE, j, added_end - j);
}

/* Fills people and starts, and finds the pieces. Returns the number of runs. */
static gsize
merge_runs (Merge *self,
            guint32 *people,
            guint32 *starts)
{
  const SyEventRuns *base = self->sides[0]->runs;
  const SyEventRuns *added = self->sides[1]->runs;
  gsize i = 0;
  gsize j = 0;
  gsize n_runs = 0;

  while (i < base->n_runs || j < added->n_runs)
    {
      guint32 base_person = get_person (self->sides[0], i);
      guint32 added_person = get_person (self->sides[1], j);

      people[n_runs] = MIN (base_person, added_person);
      starts[n_runs++] = self->n_events;
      if (base_person == added_person)
        merge_person (self, i++, j++);
      else if (base_person < added_person)
        {
          add_piece (self, FALSE, base->starts[i], base->starts[i + 1] - base->starts[i]);
          i++;
        }
      else
        {
          add_piece (self, TRUE, added->starts[j], added->starts[j + 1] - added->starts[j]);
          j++;
        }
    }
  starts[n_runs] = self->n_events;
  return n_runs;
}

static guint32 *
gather (const Merge *self,
        SyArena *columns,
        const guint32 *base,
        const guint32 *added)
{
  guint32 *values = sy_arena_new0_array (columns, guint32, self->n_events);
  guint32 *at = values;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      memcpy (at, (piece->is_added ? added : base) + piece->start, piece->n * sizeof *at);
      at += piece->n;
    }
  return values;
}

/* NULL when neither side has amounts. */
static double *
gather_amounts (const Merge *self,
                SyArena *columns)
{
  const double *amounts[2] = { self->sides[0]->runs->amounts, self->sides[1]->runs->amounts };
  double *values;
  double *at;

  if (amounts[0] == NULL && amounts[1] == NULL)
    return NULL;
  at = values = sy_arena_new0_array (columns, double, self->n_events);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const double *from = amounts[piece->is_added != FALSE];

      if (from != NULL)
        memcpy (at, from + piece->start, piece->n * sizeof *at);
      else
        for (guint32 j = 0; j < piece->n; j++)
          at[j] = (double) NAN;
      at += piece->n;
    }
  return values;
}

/* NULL when no event of either side has the property. */
static guint32 *
gather_values (const Merge *self,
               SyArena *columns,
               gsize property)
{
  guint32 *values;
  guint32 *at;

  if (self->sides[0]->property_values[property] == NULL &&
      self->sides[1]->property_values[property] == NULL)
    return NULL;
  at = values = sy_arena_new0_array (columns, guint32, self->n_events);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const SyMergeSide *side = self->sides[piece->is_added != FALSE];
      const guint32 *from = side->property_values[property];
      const guint32 *ids = side->value_ids == NULL ? NULL : side->value_ids[property];

      if (from != NULL && ids == NULL)
        memcpy (at, from + piece->start, piece->n * sizeof *at);
      else if (from != NULL)
        for (guint32 j = 0; j < piece->n; j++)
          at[j] = ids[from[piece->start + j]];
      at += piece->n; /* without the property: 0, SY_VALUE_ABSENT */
    }
  return values;
}

void
sy_event_merge (const SyMergeSide *base,
                const SyMergeSide *added,
                gsize n_properties,
                SyArena *columns,
                SyEventType *type)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  Merge merge = { { base, added }, pieces, 0 };
  gsize max_runs = base->runs->n_runs + added->runs->n_runs;
  guint32 *people = sy_arena_new0_array (columns, guint32, max_runs);
  guint32 *starts = sy_arena_new0_array (columns, guint32, max_runs + 1);
  SyEventRuns runs = { .people = people, .starts = starts };

  runs.n_runs = merge_runs (&merge, people, starts);
  runs.n_events = merge.n_events;
  runs.seconds = gather (&merge, columns, base->runs->seconds, added->runs->seconds);
  runs.rows = gather (&merge, columns, base->runs->rows, added->runs->rows);
  runs.amounts = gather_amounts (&merge, columns);
  for (gsize i = 0; i < n_properties; i++)
    type->property_values[i] = gather_values (&merge, columns, i);
  type->runs = runs;
}
