/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-choice.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DATES 160
#define N_ORIGINS 12
/* How far back a draft looks when no version was ever published. */
#define DEFAULT_DAYS 182
/* A version so young has nothing to drift from: its past is shown unless asked otherwise. */
#define YOUNG_DAYS 14

SyModel *
sy_drift_watched_model (SySession *session,
                        SyModel **out_other,
                        int *out_version)
{
  SyModel *draft = sy_session_get_draft (session);
  SyModel *published = sy_session_get_published (session, out_version);

  *out_other = published != NULL ? draft : NULL;
  return published != NULL ? published : draft;
}

char *
sy_drift_watched_name (SySession *session)
{
  SyModel *other;
  int version = 0;

  sy_drift_watched_model (session, &other, &version);
  return other != NULL ? g_strdup_printf (_ ("v%d"), version) : g_strdup (_ ("draft"));
}

/* Never before the first event, so that somebody is there to be compared. */
static gint64
default_reference (SySession *session,
                   gint64 as_of)
{
  SyEventLog *log = sy_session_get_log (session);
  SyZone *zone = sy_session_get_zone (session);
  gint32 day = sy_zone_day (zone, as_of - 1) - DEFAULT_DAYS;
  gint64 first, last;

  if (sy_event_log_get_span (log, &first, &last))
    {
      gint32 first_day = sy_zone_day (zone, first);
      gint32 end_day = sy_zone_day (zone, as_of - 1);

      day = MAX (day, first_day + (end_day - first_day) / 4);
    }

  return sy_zone_day_start (zone, day + 1);
}

static void
choose_dates (SySession *session,
              const SyDriftChoice *choice,
              SyPeriodChooser *dates,
              SyDriftInput *input)
{
  SyZone *zone = sy_session_get_zone (session);
  gint64 as_of = sy_session_get_as_of (session);
  SyPeriod period;
  gint32 from, to;

  if (!choice->has_own_dates)
    {
      to = sy_zone_day (zone, as_of - 1);
      from = MIN (sy_zone_day (zone, input->reference_as_of - 1),
                  sy_zone_day (zone, default_reference (session, as_of) - 1));
      from = MIN (from, to);
      /* Whole periods back from the as-of date, so that the last one is it. */
      if (to - from > 7 * MAX_DATES)
        period = SY_PERIOD_MONTH;
      else
        {
          period = SY_PERIOD_WEEK;
          from = to - (to - from) / 7 * 7;
        }
      sy_period_chooser_set (dates, period, from, to);
    }

  period = sy_period_chooser_get (dates, &from, &to);
  input->is_weekly = period == SY_PERIOD_WEEK;
  input->dates = sy_origins_between (zone, from, to, period, &input->n_dates);
  if (input->n_dates > MAX_DATES)
    {
      memmove (input->dates, input->dates + (input->n_dates - MAX_DATES),
               MAX_DATES * sizeof *input->dates);
      input->n_dates = MAX_DATES;
    }
}

SyDriftInput *
sy_drift_choose (SySession *session,
                 const SyDriftChoice *choice,
                 SyPeriodChooser *dates)
{
  SyModel *other;
  SyModel *model = sy_drift_watched_model (session, &other, NULL);
  SyReference *frozen = sy_session_get_reference (session);
  SyEventLog *log = sy_session_get_log (session);
  SyDriftInput *input = g_new0 (SyDriftInput, 1);

  input->log = sy_event_log_ref (log);
  input->model = sy_model_ref (model);
  input->other = other != NULL ? sy_model_ref (other) : NULL;
  if (choice->own_reference != G_MININT64)
    input->reference_as_of = choice->own_reference;
  else if (frozen != NULL && other != NULL &&
           (choice->wants_frozen ||
            frozen->as_of <= sy_session_get_as_of (session) - YOUNG_DAYS * 86400))
    {
      input->frozen = sy_reference_ref (frozen);
      input->reference_as_of = frozen->as_of;
    }
  else
    input->reference_as_of = default_reference (session, sy_session_get_as_of (session));
  choose_dates (session, choice, dates, input);
  if (model->outcome.kind != SY_OUTCOME_NONE)
    input->origins = sy_origins_suggest (log, N_ORIGINS, &input->n_origins);

  return input;
}
