/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-matches-private.h"

#include <math.h>
#include <stdlib.h>

#define INSERTION_LIMIT 32

static gboolean
has_source (const SySourceSet *self,
            const SyEventRuns *runs)
{
  for (gsize i = 0; i < self->n_sources; i++)
    if (self->sources[i].runs == runs)
      return TRUE;
  return FALSE;
}

static void
add_source (SySourceSet *self,
            guint32 type,
            gboolean with_muted)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
  SySource *source = &self->sources[self->n_sources];

  if ((!with_muted && sy_event_log_is_type_muted (self->log, type)) || has_source (self, runs))
    return;
  source->type = type;
  source->runs = runs;
  if (self->filter != NULL)
    sy_filter_init_view_of_type (self->filter, type, &source->view);
  self->n_sources++;
}

void
sy_source_set_init (SySourceSet *self,
                    const SyEventLog *log,
                    char **types,
                    gboolean with_muted,
                    const SyFilter *filter)
{
  gsize n_types = sy_event_log_get_n_types (log);

  *self = (SySourceSet){ .log = log, .filter = filter };
  self->sources = g_new0 (SySource, n_types);
  if (types == NULL)
    for (gsize type = 0; type < n_types; type++)
      add_source (self, (guint32) type, with_muted);
  for (gsize i = 0; types != NULL && types[i] != NULL; i++)
    {
      guint32 type = sy_event_log_find_type (log, types[i]);

      if (type != SY_TYPE_NONE)
        add_source (self, type, with_muted);
    }
}

void
sy_source_set_clear (SySourceSet *self)
{
  for (gsize i = 0; i < self->n_sources; i++)
    sy_filter_view_clear (&self->sources[i].view);
  g_clear_pointer (&self->sources, g_free);
  self->n_sources = 0;
}

gboolean
sy_source_set_reads (const SySourceSet *self,
                     const gboolean *is_type)
{
  for (gsize i = 0; i < self->n_sources; i++)
    if (is_type[self->sources[i].type])
      return TRUE;
  return FALSE;
}

gboolean
sy_types_are_muted (const SyEventLog *log,
                    char **types)
{
  gsize n_muted = 0;

  for (gsize i = 0; types != NULL && types[i] != NULL; i++)
    {
      guint32 type = sy_event_log_find_type (log, types[i]);

      if (type == SY_TYPE_NONE || !sy_event_log_is_type_muted (log, type))
        return FALSE;
      n_muted++;
    }
  return n_muted > 0;
}

/* The first run from @low on of a person who is not before @person. */
static gsize
find_run (const SyEventRuns *runs,
          gsize low,
          guint32 person)
{
  gsize high = runs->n_runs;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (runs->people[middle] < person)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
sy_source_cursor_init (SySourceCursor *self,
                       const SySourceSet *set,
                       guint32 person)
{
  self->set = set;
  self->with_rows = FALSE;
  self->next_runs = g_new (gsize, set->n_sources);
  for (gsize i = 0; i < set->n_sources; i++)
    self->next_runs[i] = find_run (set->sources[i].runs, 0, person);
}

void
sy_source_cursor_seek (SySourceCursor *self,
                       guint32 person)
{
  for (gsize i = 0; i < self->set->n_sources; i++)
    self->next_runs[i] = find_run (self->set->sources[i].runs, self->next_runs[i], person);
}

void
sy_source_cursor_clear (SySourceCursor *self)
{
  g_clear_pointer (&self->next_runs, g_free);
}

guint32
sy_source_cursor_find_person (const SySourceCursor *self,
                              guint32 end)
{
  guint32 person = end;

  for (gsize i = 0; i < self->set->n_sources; i++)
    {
      const SyEventRuns *runs = self->set->sources[i].runs;

      if (self->next_runs[i] < runs->n_runs)
        person = MIN (person, runs->people[self->next_runs[i]]);
    }
  return person;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const SyMatch *x = a;
  const SyMatch *y = b;

  if (x->second != y->second)
    return x->second < y->second ? -1 : 1;
  if (isnan (x->amount) || isnan (y->amount))
    return (isnan (y->amount) != 0) - (isnan (x->amount) != 0);
  return x->amount < y->amount ? -1 : x->amount > y->amount;
}

/* Events that compare equal are alike, so that a sort need not be stable. */
static void
sort_matches (GArray *matches)
{
  SyMatch *match = (SyMatch *) (gpointer) matches->data;

  if (matches->len > INSERTION_LIMIT)
    {
      qsort (match, matches->len, sizeof *match, compare_matches);
      return;
    }
  for (guint i = 1; i < matches->len; i++)
    {
      SyMatch moved = match[i];
      guint at = i;

      for (; at > 0 && compare_matches (&match[at - 1], &moved) > 0; at--)
        match[at] = match[at - 1];
      match[at] = moved;
    }
}

static void
read_source (const SySourceSet *set,
             const SySource *source,
             guint32 first,
             guint32 last,
             gboolean with_rows,
             GArray *matches)
{
  const SyEventRuns *runs = source->runs;
  const guint32 *rows = with_rows ? runs->rows : NULL;

  for (guint32 i = first; i < last; i++)
    if (set->filter == NULL || sy_filter_holds (set->filter, &source->view, i))
      {
        SyMatch match = { runs->amounts != NULL ? runs->amounts[i] : (double) NAN,
                          runs->seconds[i], rows != NULL ? rows[i] : 0 };

        g_array_append_val (matches, match);
      }
}

void
sy_source_cursor_read (SySourceCursor *self,
                       guint32 person,
                       guint32 start,
                       guint32 end,
                       GArray *matches)
{
  gsize n_read = 0;

  g_array_set_size (matches, 0);
  for (gsize i = 0; i < self->set->n_sources; i++)
    {
      const SySource *source = &self->set->sources[i];
      const SyEventRuns *runs = source->runs;
      gsize *run = &self->next_runs[i];
      guint32 first;
      guint32 last;

      while (*run < runs->n_runs && runs->people[*run] < person)
        ++*run;
      if (*run == runs->n_runs || runs->people[*run] != person)
        continue;
      first = runs->starts[*run];
      last = runs->starts[*run + 1];
      ++*run;
      sy_seconds_clip (runs->seconds, start, end, &first, &last);
      n_read += first < last;
      read_source (self->set, source, first, last, self->with_rows, matches);
    }
  if (n_read > 1)
    sort_matches (matches);
}
