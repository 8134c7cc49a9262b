/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-impute.h"

#include <math.h>

#include "sy-event-log-private.h"
#include "sy-event-overlay.h"

#define WEEK_DAYS 7
#define N_WEEKS 4

/* Which gaps take their events from which day. A day may serve several gaps. */
typedef struct
{
  const SyEventLog *log;
  guint32 type;
  const SyTrackingGap *gaps;
  gint32 first_day;
  gsize n_days;
  gsize *first_gaps; /* by day: 1 + the first gap that it serves, 0 for none */
  gsize *next_gaps;  /* by gap: 1 + the next one that the same day serves */
  GArray *added;     /* SyAddedEvent */
} Filling;

static void
clear_filling (Filling *self)
{
  g_free (self->first_gaps);
  g_free (self->next_gaps);
  g_clear_pointer (&self->added, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, clear_filling)

/* The place of the day to fill a gap from, or -1. */
static gint32
find_donor (const SyEventVolume *volume,
            const guint8 *is_gap,
            const SyTrackingGap *gap)
{
  gint32 best = -1;

  for (gint32 week = 1; week <= N_WEEKS; week++)
    {
      gint32 day = gap->day - volume->first_day - week * WEEK_DAYS;

      if (day < 0 || is_gap[day] || volume->days[day] == 0)
        continue;
      if (best < 0 || fabs (volume->days[day] - gap->expected) <
                          fabs (volume->days[best] - gap->expected))
        best = day;
    }
  return best;
}

static void
choose_donors (Filling *self,
               const SyEventVolume *volume,
               gsize n_gaps,
               SyImputed *imputed)
{
  g_autofree guint8 *is_gap = g_malloc0 (volume->n_days + 1);

  self->first_day = volume->first_day;
  self->n_days = volume->n_days;
  self->first_gaps = g_new0 (gsize, volume->n_days + 1);
  self->next_gaps = g_new0 (gsize, n_gaps + 1);
  for (gsize i = 0; i < n_gaps; i++)
    if (self->gaps[i].day >= volume->first_day &&
        (gsize) (self->gaps[i].day - volume->first_day) < volume->n_days)
      is_gap[self->gaps[i].day - volume->first_day] = 1;
  for (gsize i = 0; i < n_gaps; i++)
    {
      gint32 donor = find_donor (volume, is_gap, &self->gaps[i]);

      if (donor < 0)
        {
          imputed->n_unfilled++;
          continue;
        }
      self->next_gaps[i] = self->first_gaps[donor];
      self->first_gaps[donor] = i + 1;
      imputed->n_days++;
    }
}

/* Whether one of the events [start, end) of a person, which begin before the day, is on it. Where
 * clocks go back over midnight, a day resumes after the next one began. */
static gboolean
has_event (const Filling *self,
           const SyEventRuns *runs,
           guint32 start,
           guint32 end,
           gint32 day)
{
  gint32 at = G_MININT32;

  for (guint32 i = start; i < end && at <= day + 1; i++)
    {
      at = sy_event_log_get_day (self->log, runs->seconds[i]);
      if (at == day)
        return TRUE;
    }
  return FALSE;
}

/* Repeats the event i of a person, whose last one is before @end, on the days that its day serves. */
static void
repeat_event (Filling *self,
              const SyEventRuns *runs,
              guint32 person,
              guint32 i,
              guint32 end)
{
  gint32 day = sy_event_log_get_day (self->log, runs->seconds[i]);
  gint32 place = CLAMP (day - self->first_day, 0, (gint32) self->n_days - 1);

  for (gsize next = self->first_gaps[place]; next > 0; next = self->next_gaps[next - 1])
    {
      const SyTrackingGap *gap = &self->gaps[next - 1];
      SyAddedEvent event = {
        .person = person,
        .type = self->type,
        .time_s = sy_instant_shift (sy_event_log_get_zone (self->log),
                                    (gint64) runs->seconds[i] + SY_EVENT_EPOCH, gap->day - day),
        .amount = runs->amounts != NULL ? runs->amounts[i] : (double) NAN,
        .like = i + 1,
      };

      if (gap->count == 0 || !has_event (self, runs, i, end, gap->day))
        g_array_append_val (self->added, event);
    }
}

SyEventLog *
sy_event_log_impute (SyEventLog *self,
                     guint32 type,
                     const SyTrackingGap *gaps,
                     gsize n_gaps,
                     SyImputed *out_imputed)
{
  g_auto (Filling) filling = { .log = self, .type = type, .gaps = gaps };
  g_autoptr (SyEventVolume) volume = NULL;
  const SyEventRuns *runs;
  SyImputed imputed = { 0, 0, 0 };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < sy_event_log_get_n_types (self), NULL);
  g_return_val_if_fail (gaps != NULL || n_gaps == 0, NULL);

  volume = sy_event_volume_new (self, type);
  choose_donors (&filling, volume, n_gaps, &imputed);
  filling.added = g_array_new (FALSE, FALSE, sizeof (SyAddedEvent));
  runs = sy_event_log_get_runs (self, type);
  for (gsize run = 0; run < runs->n_runs && imputed.n_days > 0; run++)
    for (guint32 i = runs->starts[run]; i < runs->starts[run + 1]; i++)
      repeat_event (&filling, runs, runs->people[run], i, runs->starts[run + 1]);
  imputed.n_events = filling.added->len;
  if (out_imputed != NULL)
    *out_imputed = imputed;
  return sy_event_log_with (self, (const SyAddedEvent *) (gconstpointer) filling.added->data,
                            filling.added->len);
}
