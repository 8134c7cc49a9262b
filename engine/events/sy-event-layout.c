/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-layout-private.h"

#include <math.h>
#include <string.h>

/*
 * Events arrive in blocks, one for each type and reading thread. A type is sorted on
 * its own, so that types can be shared out among threads: a counting sort by
 * person (stable, in the order of the parts), then each run is checked and, when
 * it is out of order, sorted by second, amount and row. The order is total,
 * so neither the order of the rows in a file nor the number of threads shows in it.
 */

#define BLOCK_FIRST_SIZE 256
#define INSERTION_LIMIT 24

void
sy_type_block_init (SyTypeBlock *self,
                    SyArena *columns,
                    gsize n_expected,
                    gsize n_properties)
{
  *self = (SyTypeBlock){ .columns = columns,
                         .n_expected = MAX (n_expected, BLOCK_FIRST_SIZE),
                         .n_properties = n_properties };
}

void
sy_type_block_clear (SyTypeBlock *self)
{
  g_free (self->properties);
  *self = (SyTypeBlock){ 0 };
}

static gpointer
grow_array (SyTypeBlock *self,
            gconstpointer array,
            gsize n_new,
            gsize item_size)
{
  gpointer larger = sy_arena_alloc0 (self->columns, n_new * item_size);

  if (self->n_events > 0)
    memcpy (larger, array, self->n_events * item_size);
  return larger;
}

void
sy_type_block_grow (SyTypeBlock *self)
{
  gsize n_new = self->n_allocated == 0 ? self->n_expected : self->n_allocated * 2;

  self->people = grow_array (self, self->people, n_new, sizeof *self->people);
  self->seconds = grow_array (self, self->seconds, n_new, sizeof *self->seconds);
  self->rows = grow_array (self, self->rows, n_new, sizeof *self->rows);
  if (self->amounts != NULL)
    self->amounts = grow_array (self, self->amounts, n_new, sizeof *self->amounts);
  for (gsize i = 0; self->properties != NULL && i < self->n_properties; i++)
    if (self->properties[i] != NULL)
      self->properties[i] = grow_array (self, self->properties[i], n_new,
                                        sizeof *self->properties[i]);
  self->n_allocated = n_new;
}

void
sy_type_block_make_amounts (SyTypeBlock *self)
{
  self->amounts = sy_arena_new0_array (self->columns, double, self->n_allocated);
  for (gsize i = 0; i < self->n_events; i++)
    self->amounts[i] = (double) NAN;
}

void
sy_type_block_set_property (SyTypeBlock *self,
                            gsize index,
                            gsize property,
                            guint32 value)
{
  g_assert (property < self->n_properties && index < self->n_events);

  if (self->properties == NULL)
    self->properties = g_new0 (guint32 *, self->n_properties);
  if (self->properties[property] == NULL)
    self->properties[property] = sy_arena_new0_array (self->columns, guint32, self->n_allocated);
  self->properties[property][index] = value;
}

/* The columns of a type while they are filled. */
typedef struct
{
  guint32 *seconds;
  guint32 *rows;
  double *amounts;
  guint32 **properties;
  gsize n_properties;
} Columns;

typedef struct
{
  double amount; /* -inf for missing, which comes first */
  guint32 second;
  guint32 row;
  guint32 index;
} SortKey;

static inline gboolean
is_before (const SortKey *a,
           const SortKey *b)
{
  if (a->second != b->second)
    return a->second < b->second;
  if (a->amount < b->amount || a->amount > b->amount)
    return a->amount < b->amount;
  return a->row < b->row;
}

static inline SortKey
get_sort_key (const Columns *columns,
              guint32 index)
{
  double amount = columns->amounts == NULL ? -HUGE_VAL : columns->amounts[index];

  return (SortKey){ isnan (amount) ? -HUGE_VAL : amount, columns->seconds[index],
                    columns->rows[index], index };
}

static int
compare_sort_keys (gconstpointer a,
                   gconstpointer b)
{
  return is_before (a, b) ? -1 : 1;
}

static void
sort_keys (SortKey *keys,
           gsize n_keys)
{
  if (n_keys > INSERTION_LIMIT)
    {
      qsort (keys, n_keys, sizeof *keys, compare_sort_keys);
      return;
    }
  for (gsize i = 1; i < n_keys; i++)
    {
      SortKey key = keys[i];
      gsize at = i;

      for (; at > 0 && is_before (&key, &keys[at - 1]); at--)
        keys[at] = keys[at - 1];
      keys[at] = key;
    }
}

/* Sorts the events [start, end) of one person; @keys has room for them. */
static void
sort_run (Columns *columns,
          guint32 start,
          guint32 end,
          GArray *keys)
{
  gsize n_keys = end - start;
  SortKey *key;

  g_array_set_size (keys, (guint) n_keys);
  key = (SortKey *) (gpointer) keys->data;
  for (gsize i = 0; i < n_keys; i++)
    key[i] = get_sort_key (columns, start + (guint32) i);
  sort_keys (key, n_keys);
  for (gsize i = 0; i < n_keys; i++)
    {
      columns->seconds[start + i] = key[i].second;
      columns->rows[start + i] = key[i].row;
      if (columns->amounts != NULL)
        columns->amounts[start + i] = isinf (key[i].amount) ? (double) NAN : key[i].amount;
    }
  for (gsize p = 0; p < columns->n_properties; p++)
    if (columns->properties[p] != NULL)
      {
        guint32 *values = columns->properties[p];

        /* Nothing is read of the key any more but its index. */
        for (gsize i = 0; i < n_keys; i++)
          key[i].row = values[key[i].index];
        for (gsize i = 0; i < n_keys; i++)
          values[start + i] = key[i].row;
      }
}

static void
sort_runs (Columns *columns,
           const SyEventRuns *runs)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (SortKey));

  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 start = runs->starts[run];
      guint32 end = runs->starts[run + 1];
      gboolean is_sorted = TRUE;

      for (guint32 i = start + 1; i < end && is_sorted; i++)
        {
          if (columns->seconds[i - 1] != columns->seconds[i])
            is_sorted = columns->seconds[i - 1] < columns->seconds[i];
          else
            {
              SortKey previous = get_sort_key (columns, i - 1);
              SortKey current = get_sort_key (columns, i);

              is_sorted = is_before (&previous, &current);
            }
        }
      if (!is_sorted)
        sort_run (columns, start, end, keys);
    }
}

/* Turns counts per person into the runs of the type, and the counts themselves into the
 * place of each person's first event. */
static void
make_runs (SyEventRuns *runs,
           SyArena *arena,
           guint32 *counts,
           gsize n_people)
{
  guint32 *people;
  guint32 *starts;
  gsize n_runs = 0;
  guint32 place = 0;

  for (gsize person = 0; person < n_people; person++)
    n_runs += counts[person] != 0;
  people = sy_arena_new0_array (arena, guint32, n_runs);
  starts = sy_arena_new0_array (arena, guint32, n_runs + 1);
  n_runs = 0;
  for (gsize person = 0; person < n_people; person++)
    {
      guint32 count = counts[person];

      if (count == 0)
        continue;
      people[n_runs] = (guint32) person;
      starts[n_runs++] = place;
      counts[person] = place;
      place += count;
    }
  starts[n_runs] = place;
  runs->n_runs = n_runs;
  runs->people = people;
  runs->starts = starts;
}

static void
place_values (guint32 *target,
              const guint32 *values,
              const guint32 *places,
              gsize n_values)
{
  for (gsize i = 0; i < n_values; i++)
    target[places[i]] = values[i];
}

/* Moves the events of a block to their places; @places goes on where it is. */
static void
place_block (Columns *columns,
             SyTypeBlock *block,
             guint32 *places)
{
  for (gsize i = 0; i < block->n_events; i++)
    {
      guint32 place = places[block->people[i]]++;

      columns->seconds[place] = block->seconds[i];
      columns->rows[place] = block->rows[i];
      block->people[i] = place;
    }
  if (columns->amounts != NULL)
    for (gsize i = 0; i < block->n_events; i++)
      columns->amounts[block->people[i]] = block->amounts != NULL ? block->amounts[i]
                                                                  : (double) NAN;
  if (block->properties != NULL)
    for (gsize p = 0; p < columns->n_properties; p++)
      if (block->properties[p] != NULL)
        place_values (columns->properties[p], block->properties[p], block->people, block->n_events);
}

typedef struct
{
  SyEventLog *log;
  SyTypeBlock **parts;
  gsize n_parts;
  int next_type; /* atomic */
} Layout;

static void
fill_type (Layout *layout,
           gsize type,
           guint32 *counts)
{
  SyEventLog *log = layout->log;
  SyEventRuns *runs = &log->types[type].runs;
  Columns columns = { .properties = log->types[type].property_values,
                      .n_properties = log->n_properties };

  for (gsize part = 0; part < layout->n_parts; part++)
    runs->n_events += layout->parts[part][type].n_events;
  for (gsize person = 0; person < log->n_people && runs->n_events > 0; person++)
    counts[person] = 0;
  for (gsize part = 0; part < layout->n_parts; part++)
    {
      const SyTypeBlock *block = &layout->parts[part][type];

      for (gsize i = 0; i < block->n_events; i++)
        counts[block->people[i]]++;
    }
  /* Of no events there are no runs: a renewal has many such types. */
  make_runs (runs, log->columns, counts, runs->n_events > 0 ? log->n_people : 0);

  columns.seconds = sy_arena_new0_array (log->columns, guint32, runs->n_events);
  columns.rows = sy_arena_new0_array (log->columns, guint32, runs->n_events);
  for (gsize part = 0; part < layout->n_parts; part++)
    {
      const SyTypeBlock *block = &layout->parts[part][type];

      if (block->amounts != NULL && columns.amounts == NULL)
        columns.amounts = sy_arena_new0_array (log->columns, double, runs->n_events);
      for (gsize p = 0; block->properties != NULL && p < log->n_properties; p++)
        if (block->properties[p] != NULL && columns.properties[p] == NULL)
          columns.properties[p] = sy_arena_new0_array (log->columns, guint32, runs->n_events);
    }
  for (gsize part = 0; part < layout->n_parts; part++)
    {
      place_block (&columns, &layout->parts[part][type], counts);
      sy_type_block_clear (&layout->parts[part][type]);
    }
  sort_runs (&columns, runs);
  runs->seconds = columns.seconds;
  runs->rows = columns.rows;
  runs->amounts = columns.amounts;
}

static gpointer
fill_types (gpointer data)
{
  Layout *layout = data;
  guint32 *counts = sy_memory_new0_array (guint32, layout->log->n_people);

  for (;;)
    {
      gsize type = (gsize) g_atomic_int_add (&layout->next_type, 1);

      if (type >= layout->log->n_types)
        break;
      fill_type (layout, type, counts);
    }
  sy_memory_free (counts);
  return NULL;
}

static void
find_span (SyEventLog *log)
{
  log->first_second = SY_SECOND_NONE;
  for (gsize person = 0; person < log->n_people; person++)
    log->first_seconds[person] = SY_SECOND_NONE;
  for (gsize type = 0; type < log->n_types; type++)
    {
      const SyEventRuns *runs = &log->types[type].runs;

      for (gsize run = 0; run < runs->n_runs; run++)
        {
          guint32 first = runs->seconds[runs->starts[run]];
          guint32 last = runs->seconds[runs->starts[run + 1] - 1];
          guint32 *person_first = &log->first_seconds[runs->people[run]];

          *person_first = MIN (*person_first, first);
          log->first_second = MIN (log->first_second, first);
          log->last_second = MAX (log->last_second, last);
        }
      log->n_events += runs->n_events;
    }
  if (log->n_events == 0)
    log->first_second = 0;
}

void
sy_event_layout_fill (SyEventLog *log,
                      SyTypeBlock **parts,
                      gsize n_parts,
                      guint n_threads)
{
  Layout layout = { log, parts, n_parts, 0 };
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (guint i = 1; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("sy-events", fill_types, &layout));
  fill_types (&layout);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  sy_event_layout_finish (log);
}

void
sy_event_layout_finish (SyEventLog *log)
{
  log->n_events = 0;
  log->last_second = 0;
  log->first_seconds = g_new (guint32, log->n_people);
  find_span (log);
  sy_event_log_make_days (log);
}
