/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-volume.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "sy-event-log-private.h"

#define WEEK_DAYS 7
#define N_BASELINE 4 /* the same weekday in 28 days */
#define MIN_BASELINE 2

/* 1970-01-01 was a Thursday: the Monday on or before a day. */
static gint32
get_monday (gint32 day)
{
  gint32 weekday = (day + 3) % WEEK_DAYS;

  return day - (weekday < 0 ? weekday + WEEK_DAYS : weekday);
}

static void
make_weeks (SyEventVolume *self)
{
  gint32 monday;

  if (self->n_days == 0)
    return;
  monday = get_monday (self->first_day);
  self->n_weeks =
      (gsize) (get_monday (self->first_day + (gint32) self->n_days - 1) - monday) / WEEK_DAYS + 1;
  self->weeks = g_new0 (guint32, self->n_weeks);
  for (gsize i = 0; i < self->n_days; i++)
    self->weeks[((gsize) (self->first_day - monday) + i) / WEEK_DAYS] += self->days[i];
}

SyEventVolume *
sy_event_volume_new (const SyEventLog *log,
                     guint32 type)
{
  const SyEventRuns *runs;
  SyEventVolume *self;

  g_return_val_if_fail (log != NULL, NULL);
  g_return_val_if_fail (type < sy_event_log_get_n_types (log), NULL);

  self = g_new0 (SyEventVolume, 1);
  if (log->n_events == 0)
    return self;
  runs = sy_event_log_get_runs (log, type);
  self->first_day = sy_event_log_get_day (log, log->first_second);
  self->n_days = (gsize) (sy_event_log_get_day (log, log->last_second) - self->first_day) + 1;
  self->days = g_new0 (guint32, self->n_days);
  for (gsize i = 0; i < runs->n_events; i++)
    {
      gint32 at = sy_event_log_get_day (log, runs->seconds[i]) - self->first_day;

      /* Where clocks go back over midnight, the first second need not be on the first day. */
      self->days[CLAMP (at, 0, (gint32) self->n_days - 1)]++;
    }
  make_weeks (self);
  return self;
}

void
sy_event_volume_free (SyEventVolume *self)
{
  if (self == NULL)
    return;
  g_free (self->days);
  g_free (self->weeks);
  g_free (self);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  guint32 count_a = *(const guint32 *) a;
  guint32 count_b = *(const guint32 *) b;

  return (count_a > count_b) - (count_a < count_b);
}

/* NaN when there are too few days to judge by. */
static double
get_expected (const SyEventVolume *self,
              gsize first,
              gsize day)
{
  guint32 counts[N_BASELINE];
  gsize n = 0;

  for (gsize i = 1; i <= N_BASELINE && day >= first + i * WEEK_DAYS; i++)
    counts[n++] = self->days[day - i * WEEK_DAYS];
  if (n < MIN_BASELINE)
    return (double) NAN;
  qsort (counts, n, sizeof *counts, compare_counts);
  return ((double) counts[(n - 1) / 2] + (double) counts[n / 2]) / 2;
}

SyTrackingGap *
sy_event_volume_find_gaps (const SyEventVolume *self,
                           double share,
                           double min_expected,
                           gsize *out_n_gaps)
{
  GArray *gaps;
  gsize first = 0;

  g_return_val_if_fail (self != NULL && out_n_gaps != NULL, NULL);

  gaps = g_array_new (FALSE, FALSE, sizeof (SyTrackingGap));
  while (first < self->n_days && self->days[first] == 0)
    first++;
  for (gsize i = first; i < self->n_days; i++)
    {
      double expected = get_expected (self, first, i);
      guint32 count = self->days[i];
      SyTrackingGap gap = { self->first_day + (gint32) i, count, expected, 0 };

      if (!(expected > 0) || expected < min_expected ||
          (count > 0 && (double) count >= share * expected))
        continue;
      gap.p = gsl_cdf_poisson_P (count, expected);
      g_array_append_val (gaps, gap);
    }
  *out_n_gaps = gaps->len;
  return (SyTrackingGap *) (gpointer) g_array_free (gaps, FALSE);
}

static int
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  return compare_counts (a, b);
}

void
sy_freshness_compute (const SyEventLog *log,
                      guint32 type,
                      gint64 as_of,
                      double cadence_days,
                      SyFreshness *out_freshness)
{
  const SyEventRuns *runs;
  g_autofree guint32 *seconds = NULL;
  guint32 bound = sy_event_log_get_bound (as_of);
  gsize n = 0;

  g_return_if_fail (log != NULL && out_freshness != NULL);
  g_return_if_fail (type < sy_event_log_get_n_types (log));

  *out_freshness = (SyFreshness){ G_MININT64, (double) NAN, (double) NAN, FALSE };
  runs = sy_event_log_get_runs (log, type);
  seconds = g_new (guint32, runs->n_events);
  for (gsize i = 0; i < runs->n_events; i++)
    if (runs->seconds[i] < bound)
      seconds[n++] = runs->seconds[i];
  if (n == 0)
    return;
  qsort (seconds, n, sizeof *seconds, compare_seconds);
  out_freshness->last_s = (gint64) seconds[n - 1] + SY_EVENT_EPOCH;
  out_freshness->lag_days = (double) (as_of - out_freshness->last_s) / SY_DAY_SECONDS;
  out_freshness->is_stale = out_freshness->lag_days > cadence_days;
  for (gsize i = 1; i < n; i++)
    {
      double silence = (double) (seconds[i] - seconds[i - 1]) / SY_DAY_SECONDS;

      if (!(silence <= out_freshness->longest_silence_days))
        out_freshness->longest_silence_days = silence;
    }
}
