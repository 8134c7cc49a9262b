/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export-markers-private.h"

static guint32 *
new_seconds (const SyEventLog *log)
{
  gsize n_people = sy_event_log_get_n_people (log);
  guint32 *seconds = g_new (guint32, n_people + 1);

  for (gsize i = 0; i < n_people; i++)
    seconds[i] = SY_SECOND_NONE;
  return seconds;
}

static void
take_first (const SyEventRuns *runs,
            guint32 bound,
            guint32 *seconds)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 first = runs->seconds[runs->starts[run]];
      guint32 *best = &seconds[runs->people[run]];

      if (first < bound)
        *best = MIN (*best, first);
    }
}

static void
take_last (const SyEventRuns *runs,
           guint32 bound,
           guint32 *seconds)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 *best = &seconds[runs->people[run]];
      guint32 end = runs->starts[run + 1];

      while (end > runs->starts[run] && runs->seconds[end - 1] >= bound)
        end--;
      if (end > runs->starts[run])
        *best = *best == SY_SECOND_NONE ? runs->seconds[end - 1]
                                        : MAX (*best, runs->seconds[end - 1]);
    }
}

typedef void (*TakeFunc) (const SyEventRuns *runs,
                          guint32 bound,
                          guint32 *seconds);

static guint32 *
find_events (const SyEventLog *log,
             guint32 type,
             gint64 as_of,
             TakeFunc take)
{
  guint32 bound = sy_event_log_get_bound (as_of);
  guint32 *seconds = new_seconds (log);

  for (guint32 i = 0; i < sy_event_log_get_n_types (log); i++)
    if (type == SY_TYPE_NONE || type == i)
      take (sy_event_log_get_runs (log, i), bound, seconds);
  return seconds;
}

guint32 *
sy_export_find_first_events (const SyEventLog *log,
                             guint32 type,
                             gint64 as_of)
{
  return find_events (log, type, as_of, take_first);
}

guint32 *
sy_export_find_last_events (const SyEventLog *log,
                            guint32 type,
                            gint64 as_of)
{
  return find_events (log, type, as_of, take_last);
}
