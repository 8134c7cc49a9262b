/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-lifecycle.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-edge-events-private.h"
#include "sy-matches-private.h"

/* What the events of everyone come to. */
typedef struct
{
  guint32 end;
  guint32 recent_start;
  guint32 before_start;
  guint32 *last; /* n_people seconds; SY_SECOND_NONE without an event */
} Sweep;

const char *
sy_stage_get_name (SyStage stage)
{
  static const char *const names[SY_N_STAGES] = { NULL, "new", "active", "lapsing", "dormant" };

  g_return_val_if_fail (stage < SY_N_STAGES, NULL);

  return names[stage];
}

static guint32
count_within (const SyEventRuns *runs,
              gsize run,
              guint32 start,
              guint32 end,
              guint32 *out_last)
{
  guint32 first = runs->starts[run];
  guint32 last = runs->starts[run + 1];

  sy_seconds_clip (runs->seconds, start, end, &first, &last);
  if (out_last != NULL && first < last)
    *out_last = runs->seconds[last - 1];
  return last - first;
}

static void
take_runs (const SyEventRuns *runs,
           const Sweep *sweep,
           SyLifecycle *out)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      guint32 person = runs->people[run];
      guint32 last = 0;

      if (count_within (runs, run, 0, sweep->end, &last) == 0)
        continue;
      if (sweep->last[person] == SY_SECOND_NONE || sweep->last[person] < last)
        sweep->last[person] = last;
      out[person].n_recent += count_within (runs, run, sweep->recent_start, sweep->end, NULL);
      out[person].n_before += count_within (runs, run, sweep->before_start, sweep->recent_start,
                                            NULL);
    }
}

static double
get_age_days (guint32 second,
              gint64 as_of)
{
  return (double) (as_of - (SY_EVENT_EPOCH + (gint64) second)) / SY_DAY_SECONDS;
}

static void
set_stage (SyLifecycle *self,
           const SyLifecycleSpec *spec)
{
  double more = MAX (self->n_recent, self->n_before);

  self->trend = more > 0 ? ((double) self->n_recent - (double) self->n_before) / more : 0;
  if (self->recency_days >= spec->dormant_days)
    self->stage = SY_STAGE_DORMANT;
  else if (self->tenure_days < spec->new_days)
    self->stage = SY_STAGE_NEW;
  else if (self->recency_days >= spec->lapsing_days || self->trend <= -spec->trend_drop)
    self->stage = SY_STAGE_LAPSING;
  else
    self->stage = SY_STAGE_ACTIVE;
}

SyLifecycle *
sy_lifecycle_compute (const SyEventLog *log,
                      const SyLifecycleSpec *spec,
                      gint64 as_of)
{
  gsize n_people = sy_event_log_get_n_people (log);
  const guint32 *first = sy_event_log_get_first_seconds (log);
  SyLifecycle *out = g_new0 (SyLifecycle, n_people + 1);
  g_autofree guint32 *last = sy_edge_events_new (log);
  Sweep sweep = { sy_event_log_get_bound (as_of), sy_window_start (as_of, spec->trend_days),
                  sy_window_start (as_of, 2 * spec->trend_days), last };
  SySourceSet set;

  sy_source_set_init (&set, log, spec->types, TRUE, NULL);
  for (gsize i = 0; i < set.n_sources; i++)
    take_runs (set.sources[i].runs, &sweep, out);
  sy_source_set_clear (&set);
  for (gsize i = 0; i < n_people; i++)
    {
      out[i].tenure_days = out[i].recency_days = (double) NAN;
      if (first[i] >= sweep.end)
        continue;
      out[i].tenure_days = get_age_days (first[i], as_of);
      out[i].recency_days = last[i] == SY_SECOND_NONE ? out[i].tenure_days
                                                      : get_age_days (last[i], as_of);
      set_stage (&out[i], spec);
    }
  return out;
}
