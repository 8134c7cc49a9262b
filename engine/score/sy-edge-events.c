/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-edge-events-private.h"

#include "sy-matches-private.h"

guint32 *
sy_edge_events_new (const SyEventLog *log)
{
  gsize n_people = sy_event_log_get_n_people (log);
  guint32 *self = g_new (guint32, n_people + 1);

  for (gsize i = 0; i < n_people; i++)
    self[i] = SY_SECOND_NONE;
  return self;
}

void
sy_edge_events_take_first (guint32 *self,
                           const SyEventRuns *runs,
                           guint32 start,
                           guint32 end)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 first = runs->starts[run];
      guint32 last = runs->starts[run + 1];
      guint32 *best = &self[runs->people[run]];

      sy_seconds_clip (runs->seconds, start, end, &first, &last);
      if (first < last)
        *best = MIN (*best, runs->seconds[first]);
    }
}

void
sy_edge_events_take_last (guint32 *self,
                          const SyEventRuns *runs,
                          guint32 start,
                          guint32 end)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 first = runs->starts[run];
      guint32 last = runs->starts[run + 1];
      guint32 *best = &self[runs->people[run]];

      sy_seconds_clip (runs->seconds, start, end, &first, &last);
      if (first < last && (*best == SY_SECOND_NONE || *best < runs->seconds[last - 1]))
        *best = runs->seconds[last - 1];
    }
}
