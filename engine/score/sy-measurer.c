/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-measurer-private.h"

#include <math.h>

#include "core/sy-sum.h"
#include "events/sy-event-log-private.h"

/*
 * In some zones a local day resumes after the next one began (clocks put back at 00:01), but
 * never more than one day back. So two slots, by the parity of the day, are enough to
 * count by day while reading in order of time.
 */

/* The mean factor over the local days that [start, end) touches. */
static double
get_season (const SyMeasurer *self,
            double start,
            double end)
{
  const SyZone *zone = sy_event_log_get_zone (self->log);
  gint32 first = sy_zone_day (zone, (gint64) ceil (start));
  gint32 last = sy_zone_day (zone, (gint64) ceil (end) - 1);
  SySum sum = { 0 };

  last = MAX (first, last);
  for (gint32 day = first; day <= last; day++)
    sy_sum_add (&sum, self->rule->season[sy_day_get_iso_week (day) - 1]);
  return sy_sum_get (&sum) / (double) (last - first + 1);
}

static void
set_seasons (SyMeasurer *self,
             gint64 window_at)
{
  const SyRule *rule = self->rule;
  double end = (double) window_at;
  double width_s = SY_DAY_SECONDS *
                   (rule->measure == SY_MEASURE_TREND ? rule->trend_days : rule->window_days);

  self->season = self->before_season = 1;
  if (rule->n_season == 0 || isnan (width_s))
    return;
  self->season = get_season (self, end - width_s, end);
  if (rule->measure == SY_MEASURE_TREND)
    self->before_season = get_season (self, end - 2 * width_s, end - width_s);
}

void
sy_measurer_init (SyMeasurer *self,
                  const SyEventLog *log,
                  const SyRule *rule,
                  const SyRuleMoment *moment,
                  gsize n_events)
{
  self->log = log;
  self->rule = rule;
  self->recent_start = sy_window_start (moment->window_at, rule->trend_days);
  set_seasons (self, moment->window_at);
  self->before_start = sy_window_start (moment->window_at, 2 * rule->trend_days);
  sy_aging_init (&self->aging, &rule->decay, moment->aged_at, log, n_events);
}

void
sy_measurer_clear (SyMeasurer *self)
{
  sy_aging_clear (&self->aging);
}

gsize
sy_measurer_cap_days (const SyMeasurer *self,
                      SyMatch *matches,
                      gsize n_matches)
{
  struct
  {
    gint32 day;
    int count;
  } slots[2] = { { G_MININT32, 0 }, { G_MININT32, 0 } };
  gsize n_kept = 0;

  for (gsize i = 0; i < n_matches; i++)
    {
      gint32 day = sy_event_log_get_day (self->log, matches[i].second);
      guint slot = (guint) day & 1;

      if (slots[slot].day != day)
        {
          slots[slot].day = day;
          slots[slot].count = 0;
        }
      if (slots[slot].count++ < self->rule->daily_cap)
        matches[n_kept++] = matches[i];
    }
  return n_kept;
}

gsize
sy_measurer_count_days (const SyMeasurer *self,
                        const SyMatch *matches,
                        gsize n_matches)
{
  gint32 slots[2] = { G_MININT32, G_MININT32 };
  gsize n_days = 0;

  for (gsize i = 0; i < n_matches; i++)
    {
      gint32 day = sy_event_log_get_day (self->log, matches[i].second);

      n_days += slots[day & 1] != day;
      slots[day & 1] = day;
    }
  return n_days;
}

/* Sum over the local days of the decay of the day's latest match. */
static double
sum_days (const SyMeasurer *self,
          const SyMatch *matches,
          gsize n_matches)
{
  struct
  {
    gint32 day;
    guint32 second;
  } slots[2] = { { G_MININT32, 0 }, { G_MININT32, 0 } };
  SySum sum = { 0 };

  for (gsize i = 0; i < n_matches; i++)
    {
      gint32 day = sy_event_log_get_day (self->log, matches[i].second);
      guint slot = (guint) day & 1;

      if (slots[slot].day != day && slots[slot].day != G_MININT32)
        sy_sum_add (&sum, sy_aging_get (&self->aging, slots[slot].second));
      slots[slot].day = day;
      slots[slot].second = matches[i].second;
    }
  for (guint slot = 0; slot < 2; slot++)
    if (slots[slot].day != G_MININT32)
      sy_sum_add (&sum, sy_aging_get (&self->aging, slots[slot].second));
  return sy_sum_get (&sum);
}

double
sy_measurer_measure (const SyMeasurer *self,
                     const SyMatch *matches,
                     gsize n_matches)
{
  SySum sum = { 0 };

  if (n_matches == 0)
    return 0;
  switch (self->rule->kind == SY_RULE_MILESTONE ? SY_MEASURE_ONCE : self->rule->measure)
    {
    case SY_MEASURE_COUNT:
      for (gsize i = 0; i < n_matches; i++)
        sy_sum_add (&sum, sy_aging_get (&self->aging, matches[i].second));
      return sy_sum_get (&sum);
    case SY_MEASURE_AMOUNT:
      for (gsize i = 0; i < n_matches; i++)
        if (!isnan (matches[i].amount))
          sy_sum_add (&sum, sy_aging_get (&self->aging, matches[i].second) *
                                sy_measurer_get_amount (self, matches[i].amount));
      return sy_sum_get (&sum);
    case SY_MEASURE_DAYS:
      return sum_days (self, matches, n_matches);
    case SY_MEASURE_ONCE:
      return sy_aging_get (&self->aging, matches[0].second);
    case SY_MEASURE_LATEST:
      return sy_aging_get (&self->aging, matches[n_matches - 1].second);
    case SY_MEASURE_INACTIVE:
    case SY_MEASURE_TREND:
    default:
      g_assert_not_reached ();
    }
}

double
sy_measurer_get_trend (const SyMeasurer *self,
                       const SyMatch *matches,
                       gsize n_matches)
{
  double recent = 0;
  double before = 0;

  for (gsize i = 0; i < n_matches; i++)
    {
      recent += matches[i].second >= self->recent_start;
      before += matches[i].second < self->recent_start && matches[i].second >= self->before_start;
    }
  recent /= self->season;
  before /= self->before_season;
  return recent > 0 || before > 0 ? (recent - before) / MAX (recent, before) : 0;
}

double
sy_measurer_shape (const SyMeasurer *self,
                   double value)
{
  switch (self->rule->shape)
    {
    case SY_SHAPE_NONE:
      return value;
    case SY_SHAPE_SQRT:
      return copysign (sqrt (fabs (value)), value);
    case SY_SHAPE_LOG1P:
      return copysign (log1p (fabs (value)), value);
    default:
      g_assert_not_reached ();
    }
}
