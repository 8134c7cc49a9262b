/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates are told by their volume, which costs a pass over the events; only the few pairs that agree
 * in it are asked for their people. */
#include "config.h"

#include "sy-rename.h"

#include <stdlib.h>
#include <string.h>

#include "sy-event-log-private.h"
#include "sy-event-volume.h"

#define SETTLE_DAYS 3
#define WINDOW_DAYS 28
#define MIN_DAYS_BEFORE 14
#define MIN_EVENTS 20
#define MOST_LEFT 0.05
#define MOST_RATIO 2.0
#define MIN_PEOPLE 5
#define MIN_OF_USUAL 0.5
#define MIN_SHARE 0.1

/* Local days, the last not included. */
typedef struct
{
  gint32 from;
  gint32 to;
} Days;

typedef struct
{
  const SyEventLog *log;
  gsize n_types;
  SyEventVolume **volumes;
  gint32 first_day;
  gint32 end_day;
} Finder;

typedef struct
{
  guint32 from;
  guint32 to;
  SyRename *rename;
} Candidate;

void
sy_rename_free (SyRename *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

char *
sy_rename_describe (const SyRename *self,
                    const char *day)
{
  g_return_val_if_fail (self != NULL && day != NULL, NULL);

  return g_strdup_printf ("“%s” may have become “%s” on %s", self->from, self->to, day);
}

static Days
clip (const Finder *self,
      gint32 from,
      gint32 to)
{
  return (Days){ MAX (from, self->first_day), MIN (to, self->end_day) };
}

static double
length_of (Days days)
{
  return days.to > days.from ? (double) days.to - (double) days.from : 0.0;
}

static double
count_events (const Finder *self,
              guint32 type,
              Days days)
{
  const SyEventVolume *volume = self->volumes[type];
  double n = 0.0;

  for (gint32 day = days.from; day < days.to; day++)
    n += volume->days[day - volume->first_day];
  return n;
}

/* Marks the people of the type in these days with the flag; returns how many. */
static gsize
mark_people (const Finder *self,
             guint32 type,
             Days days,
             guint8 flag,
             guint8 *marks)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
  gsize n = 0;

  for (gsize r = 0; r < runs->n_runs; r++)
    for (guint32 i = runs->starts[r]; i < runs->starts[r + 1]; i++)
      {
        gint32 day = sy_event_log_get_day (self->log, runs->seconds[i]);

        if (day >= days.from && day < days.to)
          {
            marks[runs->people[r]] |= flag;
            n++;
            break;
          }
      }
  return n;
}

/* Of the smaller side's people, the share that is on both; 0 when there is nobody. */
static double
get_overlap (const Finder *self,
             guint32 first,
             Days first_days,
             guint32 second,
             Days second_days,
             gsize *out_n_both)
{
  gsize n_people = sy_event_log_get_n_people (self->log);
  g_autofree guint8 *marks = g_malloc0 (n_people + 1);
  gsize n_first = mark_people (self, first, first_days, 1, marks);
  gsize n_second = mark_people (self, second, second_days, 2, marks);
  gsize n_both = 0;

  for (gsize p = 0; p < n_people; p++)
    n_both += marks[p] == 3;
  *out_n_both = n_both;
  return n_both == 0 ? 0.0 : (double) n_both / (double) MIN (n_first, n_second);
}

static gboolean
agrees_in_volume (const Finder *self,
                  guint32 from,
                  guint32 to,
                  Days before,
                  Days after,
                  SyRename *rename)
{
  double n_before = count_events (self, from, before);
  double expected;

  rename->before = n_before / length_of (before);
  rename->after = count_events (self, to, after) / length_of (after);
  expected = rename->before * length_of (after);
  return n_before >= MIN_EVENTS && expected >= MIN_EVENTS &&
         count_events (self, from, after) <= MOST_LEFT * expected &&
         rename->after * MOST_RATIO >= rename->before &&
         rename->after <= MOST_RATIO * rename->before;
}

static gboolean
agrees_in_people (const Finder *self,
                  guint32 from,
                  guint32 to,
                  Days before,
                  Days after,
                  gsize *out_n_both)
{
  Days earlier = { before.from - WINDOW_DAYS, before.from };
  double overlap = get_overlap (self, from, before, to, after, out_n_both);
  double least = MIN_SHARE;
  gsize n_usual;

  if (*out_n_both < MIN_PEOPLE)
    return FALSE;
  if (earlier.from >= self->first_day && count_events (self, from, earlier) >= MIN_EVENTS)
    least = MIN_OF_USUAL * get_overlap (self, from, earlier, from, before, &n_usual);
  return overlap >= least;
}

/* All the types that a new one may have been before. */
static void
add_candidates (const Finder *self,
                guint32 to,
                GArray *candidates)
{
  const SyEventVolume *volume = self->volumes[to];
  gint32 day = self->first_day;
  Days before, after;

  while (day < self->end_day && volume->days[day - volume->first_day] == 0)
    day++;
  before = clip (self, day - SETTLE_DAYS - WINDOW_DAYS, day - SETTLE_DAYS);
  after = clip (self, day + SETTLE_DAYS, day + SETTLE_DAYS + WINDOW_DAYS);
  if (length_of (before) < MIN_DAYS_BEFORE || !(length_of (after) > 0))
    return;
  for (guint32 from = 0; from < self->n_types; from++)
    {
      g_autoptr (SyRename) rename = g_new0 (SyRename, 1);
      Candidate candidate = { from, to, NULL };

      if (from == to || !agrees_in_volume (self, from, to, before, after, rename) ||
          !agrees_in_people (self, from, to, before, after, &rename->n_people))
        continue;
      rename->from = g_strdup (sy_event_log_get_type_name (self->log, from));
      rename->to = g_strdup (sy_event_log_get_type_name (self->log, to));
      rename->day = day;
      candidate.rename = g_steal_pointer (&rename);
      g_array_append_val (candidates, candidate);
    }
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->rename->n_people != second->rename->n_people)
    return first->rename->n_people > second->rename->n_people ? -1 : 1;
  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  return (first->to > second->to) - (first->to < second->to);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const SyRename *first = *(SyRename *const *) a;
  const SyRename *second = *(SyRename *const *) b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  return strcmp (first->from, second->from);
}

/* The most people first; what is taken on either side is not given again. */
static GPtrArray *
pick (const Finder *self,
      GArray *candidates)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_rename_free);
  g_autofree guint8 *is_from = g_malloc0 (self->n_types + 1);
  g_autofree guint8 *is_to = g_malloc0 (self->n_types + 1);

  g_array_sort (candidates, compare_people);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (is_from[candidate->from] || is_to[candidate->to])
        {
          sy_rename_free (candidate->rename);
          continue;
        }
      is_from[candidate->from] = is_to[candidate->to] = 1;
      g_ptr_array_add (picked, candidate->rename);
    }
  g_ptr_array_sort (picked, compare_days);
  return picked;
}

GPtrArray *
sy_renames_find (const SyEventLog *log)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Finder finder = { .log = log };
  GPtrArray *found;

  g_return_val_if_fail (log != NULL, NULL);

  finder.n_types = sy_event_log_get_n_types (log);
  finder.volumes = g_new0 (SyEventVolume *, finder.n_types + 1);
  for (guint32 type = 0; type < finder.n_types; type++)
    finder.volumes[type] = sy_event_volume_new (log, type);
  if (finder.n_types > 0)
    {
      finder.first_day = finder.volumes[0]->first_day;
      finder.end_day = finder.first_day + (gint32) finder.volumes[0]->n_days;
    }
  for (guint32 type = 0; type < finder.n_types; type++)
    add_candidates (&finder, type, candidates);
  found = pick (&finder, candidates);
  for (gsize type = 0; type < finder.n_types; type++)
    sy_event_volume_free (finder.volumes[type]);
  g_free (finder.volumes);
  return found;
}
