/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-population-private.h"

#include "core/sy-number.h"
#include "sy-filter-private.h"
#include "sy-matches-private.h"

/* People with an event in [start, end) of the types, or of any. */
static void
find_seen (const SyEventLog *log,
           char **types,
           guint32 start,
           guint32 end,
           guint8 *out_is_member)
{
  SySourceSet set;

  sy_source_set_init (&set, log, types, TRUE, NULL);
  for (gsize i = 0; i < set.n_sources; i++)
    {
      const SyEventRuns *runs = set.sources[i].runs;

      for (gsize run = 0; run < runs->n_runs; run++)
        {
          guint32 first = runs->starts[run];
          guint32 last = runs->starts[run + 1];

          sy_seconds_clip (runs->seconds, start, end, &first, &last);
          out_is_member[runs->people[run]] |= first < last;
        }
    }
  sy_source_set_clear (&set);
}

static void
find_members (const SyEventLog *log,
              const SyPopulationSpec *spec,
              gint64 as_of,
              guint8 *out_is_member)
{
  gsize n_people = sy_event_log_get_n_people (log);
  const guint32 *first_seconds = sy_event_log_get_first_seconds (log);
  guint32 end = sy_event_log_get_bound (as_of);
  guint32 start = sy_window_start (as_of, spec->seen_within_days);

  if (start == 0 && spec->types == NULL)
    for (gsize person = 0; person < n_people; person++)
      out_is_member[person] = first_seconds[person] < end;
  else
    find_seen (log, spec->types, start, end, out_is_member);
  if (spec->where != NULL)
    {
      g_autoptr (SyFilter) filter = sy_filter_new_for_people (log, spec->where);
      SyFilterView view;

      sy_filter_init_view_of_people (filter, &view);
      for (gsize person = 0; person < n_people; person++)
        out_is_member[person] = out_is_member[person] && sy_filter_holds (filter, &view, person);
      sy_filter_view_clear (&view);
    }
}

/* Returns how many members refuse, and takes them out. */
static gsize
remove_refusing (const SyEventLog *log,
                 guint8 *is_member)
{
  const guint8 *is_refusing = sy_event_log_get_refusals (log, NULL);
  gsize n_refused = 0;

  for (gsize person = 0; is_refusing != NULL && person < sy_event_log_get_n_people (log); person++)
    if (is_refusing[person] && is_member[person])
      {
        is_member[person] = 0;
        n_refused++;
      }
  return n_refused;
}

SyPopulation *
sy_population_new (const SyEventLog *log,
                   const SyPopulationSpec *spec,
                   gint64 as_of)
{
  SyPopulation *self = g_atomic_rc_box_new0 (SyPopulation);
  gsize n_people = sy_event_log_get_n_people (log);

  self->is_member = g_new0 (guint8, n_people);
  find_members (log, spec, as_of, self->is_member);
  self->n_refused = remove_refusing (log, self->is_member);
  for (gsize person = 0; person < n_people; person++)
    self->n_members += self->is_member[person];
  self->members = g_new (guint32, self->n_members);
  self->n_members = 0;
  for (gsize person = 0; person < n_people; person++)
    if (self->is_member[person])
      self->members[self->n_members++] = (guint32) person;
  return self;
}

SyPopulation *
sy_population_ref (SyPopulation *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_population (gpointer data)
{
  SyPopulation *self = data;

  g_free (self->members);
  g_free (self->is_member);
}

void
sy_population_unref (SyPopulation *self)
{
  g_atomic_rc_box_release_full (self, clear_population);
}

static gboolean
types_equal (char **a,
             char **b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

gboolean
sy_population_spec_equal (const SyPopulationSpec *a,
                          const SyPopulationSpec *b)
{
  return sy_number_equal (a->seen_within_days, b->seen_within_days) &&
         types_equal (a->types, b->types) && sy_condition_equal (a->where, b->where);
}

void
sy_population_spec_copy (const SyPopulationSpec *from,
                         SyPopulationSpec *to)
{
  to->seen_within_days = from->seen_within_days;
  to->types = g_strdupv (from->types);
  to->where = sy_condition_copy (from->where);
}

void
sy_population_spec_clear (SyPopulationSpec *self)
{
  g_clear_pointer (&self->types, g_strfreev);
  g_clear_pointer (&self->where, sy_condition_free);
}
