/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-slices-private.h"

#include "core/sy-sum.h"
#include "core/sy-vector-private.h"
#include "sy-matches-private.h"

gboolean
sy_slice_can_measure (const SyRule *rule)
{
  return rule->measure != SY_MEASURE_DAYS && rule->measure != SY_MEASURE_TREND;
}

/* --- one date --- */

static double
sum_events (const SyMeasurer *measurer,
            const SyEventRuns *runs,
            guint32 first,
            guint32 last)
{
  SySum sum = { 0 };

  if (measurer->rule->measure == SY_MEASURE_COUNT)
    {
      if (measurer->rule->decay.kind == SY_DECAY_NONE)
        return (double) (last - first);
      for (guint32 i = first; i < last; i++)
        sy_sum_add (&sum, sy_aging_get (&measurer->aging, runs->seconds[i]));
    }
  else if (runs->amounts != NULL)
    for (guint32 i = first; i < last; i++)
      if (!isnan (runs->amounts[i]))
        sy_sum_add (&sum, sy_aging_get (&measurer->aging, runs->seconds[i]) *
                              sy_measurer_get_amount (measurer, runs->amounts[i]));
  return sy_sum_get (&sum);
}

static double
measure_slice (const SySlice *slice,
               const SyEventRuns *runs,
               guint32 first,
               guint32 last)
{
  const SyMeasurer *measurer = slice->measurer;

  sy_seconds_clip (runs->seconds, slice->start, slice->end, &first, &last);
  switch (measurer->rule->measure)
    {
    case SY_MEASURE_COUNT:
    case SY_MEASURE_AMOUNT:
      return sum_events (measurer, runs, first, last);
    case SY_MEASURE_ONCE:
      return first < last ? sy_aging_get (&measurer->aging, runs->seconds[first]) : 0;
    case SY_MEASURE_LATEST:
      return first < last ? sy_aging_get (&measurer->aging, runs->seconds[last - 1]) : 0;
    case SY_MEASURE_INACTIVE:
      return first == last;
    case SY_MEASURE_DAYS:
    case SY_MEASURE_TREND:
    default:
      g_assert_not_reached ();
    }
}

/* --- several dates: sums with a decay from tables --- */

/* What is the same for all runs; dates that are not there count nothing. */
typedef struct
{
  gint64 as_of[SY_SLICE_DATES]; /* in seconds of the log */
  gint64 start[SY_SLICE_DATES];
  gint64 end[SY_SLICE_DATES];
  guint32 first_start;
  guint32 last_end;
  const double *coarse; /* of the latest date; those of the others hold the same, but fewer */
  const double *fine;
} Lanes;

/* Whether the dates can be summed side by side: reading the events is then what costs. */
static gboolean
can_sum_together (const SySlice *slices,
                  gsize n_slices)
{
  const SyRule *rule = slices[0].measurer->rule;

  if (n_slices < 2 || rule->decay.kind != SY_DECAY_EXPONENTIAL ||
      (rule->measure != SY_MEASURE_COUNT && rule->measure != SY_MEASURE_AMOUNT))
    return FALSE;
  for (gsize i = 0; i < n_slices; i++)
    if (slices[i].measurer->aging.coarse == NULL)
      return FALSE;
  return TRUE;
}

static void
init_lanes (Lanes *self,
            const SySlice *slices,
            gsize n_slices)
{
  gint64 latest = G_MININT64;

  *self = (Lanes){ .first_start = G_MAXUINT32 };
  for (gsize i = 0; i < n_slices; i++)
    {
      const SyAging *aging = &slices[i].measurer->aging;

      self->as_of[i] = aging->as_of - SY_EVENT_EPOCH;
      self->start[i] = slices[i].start;
      self->end[i] = slices[i].end;
      self->first_start = MIN (self->first_start, slices[i].start);
      self->last_end = MAX (self->last_end, slices[i].end);
      if (aging->as_of > latest)
        {
          latest = aging->as_of;
          self->coarse = aging->coarse;
          self->fine = aging->fine;
        }
    }
}

/* What an event counts at each date: 0 where it is not seen. */
static inline G_ALWAYS_INLINE void
get_values (const Lanes *self,
            gint64 second,
            double amount,
            double *values)
{
  for (guint lane = 0; lane < SY_SLICE_DATES; lane++)
    {
      gint64 is_seen = second >= self->start[lane] && second < self->end[lane];
      gint64 age_s = is_seen ? self->as_of[lane] - second : 0;
      double factor = self->coarse[age_s >> SY_AGING_FINE_BITS] *
                      self->fine[age_s & (SY_AGING_FINE_STEPS - 1)];

      values[lane] = is_seen ? factor * amount : 0;
    }
}

/* To each date what sy_sum_add() makes of the events that it sees. */
static inline G_ALWAYS_INLINE void
sum_together (const Lanes *self,
              const SyMeasurer *measurer,
              const SyEventRuns *runs,
              guint32 first,
              guint32 last,
              gboolean has_amounts,
              double *out_values)
{
  double sums[SY_SLICE_DATES] = { 0 };
  double carries[SY_SLICE_DATES] = { 0 };

  for (guint32 i = first; i < last && runs->seconds[i] < self->last_end; i++)
    {
      double values[SY_SLICE_DATES];

      if (has_amounts && isnan (runs->amounts[i]))
        continue;
      get_values (self, runs->seconds[i],
                  has_amounts ? sy_measurer_get_amount (measurer, runs->amounts[i]) : 1, values);
      for (guint lane = 0; lane < SY_SLICE_DATES; lane++)
        {
          double total = sums[lane] + values[lane];
          double part = total - sums[lane];

          carries[lane] += (sums[lane] - (total - part)) + (values[lane] - part);
          sums[lane] = total;
        }
    }
  for (guint lane = 0; lane < SY_SLICE_DATES; lane++)
    out_values[lane] = sums[lane] + carries[lane];
}

static inline G_ALWAYS_INLINE void
measure_together (const SySlice *slices,
                  gsize n_slices,
                  const SyEventRuns *runs,
                  gsize run,
                  guint32 first,
                  guint32 end,
                  gboolean has_amounts)
{
  Lanes lanes;

  init_lanes (&lanes, slices, n_slices);
  for (; run < runs->n_runs && runs->people[run] < end; run++)
    {
      guint32 i = runs->starts[run];
      guint32 last = runs->starts[run + 1];
      double values[SY_SLICE_DATES];

      if (lanes.first_start > 0)
        sy_seconds_clip (runs->seconds, lanes.first_start, lanes.last_end, &i, &last);
      sum_together (&lanes, slices[0].measurer, runs, i, last, has_amounts, values);
      for (gsize k = 0; k < n_slices; k++)
        slices[k].values[runs->people[run] - first] = values[k];
    }
}

SY_VECTOR static void
count_together (const SySlice *slices,
                gsize n_slices,
                const SyEventRuns *runs,
                gsize run,
                guint32 first,
                guint32 end)
{
  measure_together (slices, n_slices, runs, run, first, end, FALSE);
}

SY_VECTOR static void
add_up_together (const SySlice *slices,
                 gsize n_slices,
                 const SyEventRuns *runs,
                 gsize run,
                 guint32 first,
                 guint32 end)
{
  measure_together (slices, n_slices, runs, run, first, end, TRUE);
}

/* Whether the dates were measured side by side. */
static gboolean
try_together (const SySlice *slices,
              gsize n_slices,
              const SyEventRuns *runs,
              gsize run,
              guint32 first,
              guint32 end)
{
  if (!can_sum_together (slices, n_slices))
    return FALSE;
  if (slices[0].measurer->rule->measure == SY_MEASURE_COUNT)
    count_together (slices, n_slices, runs, run, first, end);
  else if (runs->amounts != NULL)
    add_up_together (slices, n_slices, runs, run, first, end);
  else
    return FALSE;
  return TRUE;
}

void
sy_slices_measure (const SySlice *slices,
                   gsize n_slices,
                   const SyEventRuns *runs,
                   gsize run,
                   guint32 first,
                   guint32 end)
{
  if (try_together (slices, n_slices, runs, run, first, end))
    return;
  for (; run < runs->n_runs && runs->people[run] < end; run++)
    for (gsize i = 0; i < n_slices; i++)
      slices[i].values[runs->people[run] - first] =
          measure_slice (&slices[i], runs, runs->starts[run], runs->starts[run + 1]);
}
