/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-overlay.h"

#include <math.h>
#include <stdlib.h>

#include "sy-event-layout-private.h"
#include "sy-event-merge-private.h"

/* A log that borrows everything. first_seconds and day_offsets are still to be made. */
static SyEventLog *
new_overlay (SyEventLog *base)
{
  SyEventLog *self = g_atomic_rc_box_new0 (SyEventLog);

  *self = *base;
  self->token = g_atomic_rc_box_alloc (1);
  self->base = sy_event_log_ref (base);
  self->columns = sy_arena_new ();
  self->types = g_new (SyEventType, base->n_types);
  for (gsize i = 0; i < base->n_types; i++)
    {
      self->types[i] = base->types[i];
      self->types[i].is_borrowed = TRUE;
    }
  self->first_seconds = NULL;
  self->day_offsets = NULL;
  self->kept_columns = NULL; /* the base's to close */
  self->columns_writer = NULL;
  self->has_state = FALSE; /* the project does not say so */
  return self;
}

SyEventLog *
sy_event_log_with_muted (SyEventLog *self,
                         guint32 type,
                         gboolean is_muted)
{
  SyEventLog *overlay;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < self->n_types, NULL);

  overlay = new_overlay (self);
  overlay->types[type].is_muted = is_muted != FALSE;
  sy_event_layout_finish (overlay);
  return overlay;
}

/* --- without some events --- */

typedef struct
{
  guint8 *bits;
  gsize n_bits;
} RowSet;

static void
init_row_set (RowSet *self,
              const guint32 *rows,
              gsize n_rows)
{
  guint32 last = 0;

  for (gsize i = 0; i < n_rows; i++)
    last = MAX (last, rows[i]);
  self->n_bits = n_rows > 0 ? (gsize) last + 1 : 0;
  self->bits = g_new0 (guint8, self->n_bits / 8 + 1);
  for (gsize i = 0; i < n_rows; i++)
    self->bits[rows[i] / 8] |= (guint8) (1 << rows[i] % 8);
}

static inline gboolean
has_row (const RowSet *self,
         guint32 row)
{
  return row < self->n_bits && (self->bits[row / 8] >> row % 8 & 1) != 0;
}

static gsize
count_kept (const SyEventRuns *runs,
            const RowSet *rows)
{
  gsize n_kept = 0;

  for (gsize i = 0; i < runs->n_events; i++)
    n_kept += !has_row (rows, runs->rows[i]);
  return n_kept;
}

static void
filter_runs (SyArena *columns,
             const SyEventRuns *runs,
             const RowSet *rows,
             gsize n_kept,
             SyEventRuns *out_runs)
{
  guint32 *people = sy_arena_new0_array (columns, guint32, runs->n_runs);
  guint32 *starts = sy_arena_new0_array (columns, guint32, runs->n_runs + 1);
  guint32 *seconds = sy_arena_new0_array (columns, guint32, n_kept);
  guint32 *kept_rows = sy_arena_new0_array (columns, guint32, n_kept);
  gsize n_runs = 0;
  guint32 n = 0;

  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 start = n;

      for (guint32 i = runs->starts[run]; i < runs->starts[run + 1]; i++)
        if (!has_row (rows, runs->rows[i]))
          {
            seconds[n] = runs->seconds[i];
            kept_rows[n++] = runs->rows[i];
          }
      if (n == start)
        continue;
      people[n_runs] = runs->people[run];
      starts[n_runs++] = start;
    }
  starts[n_runs] = n;
  *out_runs = (SyEventRuns){ n_kept, n_runs, people, starts, seconds, NULL, kept_rows };
}

/* NULL when none is left, as if none had ever been there. */
static double *
filter_amounts (SyArena *columns,
                const SyEventRuns *runs,
                const RowSet *rows,
                gsize n_kept)
{
  gboolean has_amounts = FALSE;
  double *amounts;
  gsize n = 0;

  if (runs->amounts == NULL)
    return NULL;
  amounts = sy_arena_new0_array (columns, double, n_kept);
  for (gsize i = 0; i < runs->n_events; i++)
    if (!has_row (rows, runs->rows[i]))
      {
        has_amounts |= !isnan (runs->amounts[i]);
        amounts[n++] = runs->amounts[i];
      }
  return has_amounts ? amounts : NULL;
}

static guint32 *
filter_values (SyArena *columns,
               const SyEventRuns *runs,
               const guint32 *values,
               const RowSet *rows,
               gsize n_kept)
{
  gboolean has_values = FALSE;
  guint32 *kept;
  gsize n = 0;

  if (values == NULL)
    return NULL;
  kept = sy_arena_new0_array (columns, guint32, n_kept);
  for (gsize i = 0; i < runs->n_events; i++)
    if (!has_row (rows, runs->rows[i]))
      {
        has_values |= values[i] != SY_VALUE_ABSENT;
        kept[n++] = values[i];
      }
  return has_values ? kept : NULL;
}

static void
filter_type (SyEventLog *self,
             gsize type,
             const RowSet *rows,
             gsize n_kept)
{
  const SyEventType *base = &self->base->types[type];
  SyEventType *filtered = &self->types[type];

  filtered->is_borrowed = FALSE;
  filter_runs (self->columns, &base->runs, rows, n_kept, &filtered->runs);
  filtered->runs.amounts = filter_amounts (self->columns, &base->runs, rows, n_kept);
  filtered->property_values = g_new0 (guint32 *, self->n_properties);
  for (gsize i = 0; i < self->n_properties; i++)
    filtered->property_values[i] = filter_values (self->columns, &base->runs, base->property_values[i], rows,
                                                  n_kept);
}

SyEventLog *
sy_event_log_without (SyEventLog *self,
                      const guint32 *rows,
                      gsize n_rows)
{
  SyEventLog *overlay;
  RowSet set;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rows != NULL || n_rows == 0, NULL);

  overlay = new_overlay (self);
  init_row_set (&set, rows, n_rows);
  for (gsize type = 0; type < overlay->n_types; type++)
    {
      gsize n_kept = count_kept (&self->types[type].runs, &set);

      if (n_kept < self->types[type].runs.n_events)
        filter_type (overlay, type, &set, n_kept);
    }
  sy_event_layout_finish (overlay);
  g_free (set.bits);
  return overlay;
}

/* --- with some events more --- */

static int
compare_added (gconstpointer a,
               gconstpointer b)
{
  const SyAddedEvent *x = a;
  const SyAddedEvent *y = b;

  if (x->type != y->type)
    return x->type < y->type ? -1 : 1;
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  if (x->time_s != y->time_s)
    return x->time_s < y->time_s ? -1 : 1;
  if (isnan (x->amount) || isnan (y->amount))
    return (isnan (y->amount) != 0) - (isnan (x->amount) != 0);
  return (x->amount > y->amount) - (x->amount < y->amount);
}

/* The runs of sorted events of one type. */
static SyEventRuns
make_runs (SyArena *columns,
           const SyAddedEvent *added,
           gsize n_added)
{
  guint32 *people = sy_arena_new0_array (columns, guint32, n_added);
  guint32 *starts = sy_arena_new0_array (columns, guint32, n_added + 1);
  guint32 *seconds = sy_arena_new0_array (columns, guint32, n_added);
  guint32 *rows = sy_arena_new0_array (columns, guint32, n_added);
  double *amounts = sy_arena_new0_array (columns, double, n_added);
  gboolean has_amounts = FALSE;
  gsize n_runs = 0;

  for (gsize i = 0; i < n_added; i++)
    {
      if (i == 0 || added[i].person != added[i - 1].person)
        {
          people[n_runs] = added[i].person;
          starts[n_runs++] = (guint32) i;
        }
      seconds[i] = (guint32) (added[i].time_s - SY_EVENT_EPOCH);
      rows[i] = SY_ROW_NONE;
      amounts[i] = added[i].amount;
      has_amounts |= !isnan (added[i].amount);
    }
  starts[n_runs] = (guint32) n_added;
  return (SyEventRuns){ n_added, n_runs, people, starts, seconds, has_amounts ? amounts : NULL, rows };
}

/* The values of a property that the added events take from those they are like; NULL when they have none. */
static guint32 *
copy_values (SyArena *columns,
             const guint32 *values,
             const SyAddedEvent *added,
             gsize n_added)
{
  guint32 *copied;
  gboolean has_values = FALSE;

  if (values == NULL)
    return NULL;
  copied = sy_arena_new0_array (columns, guint32, n_added);
  for (gsize i = 0; i < n_added; i++)
    {
      copied[i] = added[i].like > 0 ? values[added[i].like - 1] : SY_VALUE_ABSENT;
      has_values |= copied[i] != SY_VALUE_ABSENT;
    }
  return has_values ? copied : NULL;
}

static void
merge_type (SyEventLog *self,
            const SyAddedEvent *added,
            gsize n_added)
{
  const SyEventType *base = &self->base->types[added[0].type];
  SyEventType *type = &self->types[added[0].type];
  g_autofree guint32 **values = g_new0 (guint32 *, self->n_properties + 1);
  SyEventRuns runs = make_runs (self->columns, added, n_added);
  SyMergeSide sides[2] = { { &base->runs, NULL, base->property_values, NULL },
                           { &runs, NULL, values, NULL } };

  type->is_borrowed = FALSE;
  type->property_values = g_new0 (guint32 *, self->n_properties);
  for (gsize i = 0; i < self->n_properties; i++)
    values[i] = copy_values (self->columns, base->property_values[i], added, n_added);
  sy_event_merge (&sides[0], &sides[1], self->n_properties, self->columns, type);
}

SyEventLog *
sy_event_log_with (SyEventLog *self,
                   const SyAddedEvent *events,
                   gsize n_events)
{
  SyEventLog *overlay;
  g_autofree SyAddedEvent *sorted = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (events != NULL || n_events == 0, NULL);

  overlay = new_overlay (self);
  sorted = g_memdup2 (events, n_events * sizeof *events);
  if (n_events > 1)
    qsort (sorted, n_events, sizeof *sorted, compare_added);
  for (gsize start = 0, end = 0; start < n_events; start = end)
    {
      while (end < n_events && sorted[end].type == sorted[start].type)
        end++;
      merge_type (overlay, sorted + start, end - start);
    }
  sy_event_layout_finish (overlay);
  return overlay;
}
