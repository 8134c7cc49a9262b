/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-time-to-outcome.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-labelled-private.h"
#include "sy-outcome-private.h"

static const double shown_days[SY_TIME_N_SHARES] = { 30, 60, 90 };

void
sy_time_to_outcome_free (SyTimeToOutcome *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_bands; i++)
    {
      g_free (self->bands[i].name);
      g_free (self->bands[i].points);
    }
  g_free (self->bands);
  g_free (self);
}

/* The people of a date: how long each was followed, and whether it ended with the outcome. */
typedef struct
{
  gsize n;
  double *times;
  guint8 *events;
  guint32 *bands;
} Subjects;

static void
clear_subjects (Subjects *self)
{
  g_free (self->times);
  g_free (self->events);
  g_free (self->bands);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subjects, clear_subjects)

static void
init_subjects (Subjects *self,
               SyEventLog *log,
               const SyOutcomeSpec *spec,
               const SyLabelledDate *date)
{
  const SyOutcome *outcome = date->outcome;
  const guint8 *bands = sy_scores_get_bands (date->scores);
  gint64 end = sy_event_log_get_data_end (log);
  g_autofree guint32 *seconds = sy_outcome_find_seconds (log, spec,
                                                         sy_event_log_get_bound (outcome->from),
                                                         sy_event_log_get_bound (end),
                                                         outcome->people, outcome->n);

  self->n = outcome->n;
  self->times = g_new (double, self->n + 1);
  self->events = g_malloc (self->n + 1);
  self->bands = g_new (guint32, self->n + 1);
  for (gsize i = 0; i < self->n; i++)
    {
      gint64 at = seconds[i] == SY_SECOND_NONE ? end : SY_EVENT_EPOCH + (gint64) seconds[i];

      self->times[i] = (double) (at - outcome->from) / SY_DAY_SECONDS;
      self->events[i] = seconds[i] != SY_SECOND_NONE;
      self->bands[i] = bands[outcome->people[i]];
    }
}

static void
set_interval (SyTimeShare *share,
              const SySurvivalPoint *last,
              gsize n)
{
  double survival = 1 - share->share;

  if (survival <= 0 || survival >= 1 || !isfinite (last->se))
    {
      gsize size = survival >= 1 ? share->at_risk : n;
      SyInterval wilson = sy_wilson (survival >= 1 ? 0 : (double) size, (double) size);

      share->low = wilson.low;
      share->high = wilson.high;
    }
  else
    {
      double width = SY_Z95 * last->se / (survival * fabs (log (survival)));

      share->low = 1 - pow (survival, exp (-width));
      share->high = 1 - pow (survival, exp (width));
    }
}

static void
set_share (SyTimeShare *share,
           const SyBandTime *band,
           const double *times,
           double days,
           double followed_days)
{
  gsize step = 0;

  *share = (SyTimeShare){ .days = days, .share = NAN, .low = NAN, .high = NAN };
  for (gsize i = 0; i < band->n; i++)
    share->at_risk += times[i] >= days;
  if (band->n == 0 || days > followed_days)
    return;
  while (step < band->n_points && band->points[step].time < days)
    step++;
  share->share = step > 0 ? 1 - band->points[step - 1].survival : 0;
  set_interval (share, step > 0 ? &band->points[step - 1] : NULL, band->n);
}

static void
set_band (SyTimeToOutcome *self,
          gsize index,
          const Subjects *subjects)
{
  SyBandTime *band = &self->bands[index];
  g_autofree double *times = g_new (double, subjects->n + 1);
  g_autofree guint8 *events = g_malloc (subjects->n + 1);

  for (gsize i = 0; i < subjects->n; i++)
    if (subjects->bands[i] == index)
      {
        times[band->n] = subjects->times[i];
        events[band->n++] = subjects->events[i];
        band->n_events += subjects->events[i];
      }
  band->points = sy_kaplan_meier (times, events, band->n, &band->n_points);
  band->median_days = (double) NAN;
  for (gsize i = 0; i < band->n_points && isnan (band->median_days); i++)
    if (band->points[i].survival <= 0.5 + 1e-12)
      band->median_days = band->points[i].time;
  for (gsize i = 0; i < SY_TIME_N_SHARES; i++)
    set_share (&band->shares[i], band, times, shown_days[i], self->followed_days);
}

SyTimeToOutcome *
sy_time_to_outcome_run (SyEventLog *log,
                        const SyModel *model,
                        gint64 as_of,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyTimeToOutcome) self = g_new0 (SyTimeToOutcome, 1);
  g_auto (SyLabelled) labelled = { 0 };
  g_auto (Subjects) subjects = { 0 };

  if (!sy_labelled_init (&labelled, log, model, &as_of, 1, cancellable, error))
    return NULL;
  init_subjects (&subjects, log, &model->outcome, &labelled.dates[0]);
  self->as_of = as_of;
  self->is_absence = model->outcome.kind == SY_OUTCOME_ABSENCE;
  self->horizon_days = model->outcome.horizon_days;
  self->followed_days =
      (double) (sy_event_log_get_data_end (log) - labelled.dates[0].outcome->from) / SY_DAY_SECONDS;
  self->n_bands = model->bands->len;
  self->bands = g_new0 (SyBandTime, self->n_bands);
  for (gsize i = 0; i < self->n_bands; i++)
    {
      self->bands[i].name = g_strdup (sy_model_get_band (model, (guint) i)->name);
      set_band (self, i, &subjects);
    }
  sy_log_rank (subjects.times, subjects.events, subjects.bands, subjects.n, self->n_bands, NULL,
               NULL, &self->log_rank);
  return g_steal_pointer (&self);
}
