/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-study-private.h"

#include <math.h>
#include <string.h>

#define DAY 86400
#define HALF_YEAR (182 * DAY)
#define N_MONTHS 12
/* Scores of the first weeks of the data see hardly any events. */
#define WARM_UP (90 * DAY)
/* The date itself and the start of its month may be a day apart. */
#define APART (14 * DAY)
/* Beyond so many weeks a timeline goes by months. */
#define MOST_WEEKS 70

static gboolean
has_outcome (const SyModel *model)
{
  return model->outcome.kind != SY_OUTCOME_NONE;
}

/* Tells the caller's progress which part is running. */
typedef struct
{
  SyProgressFunc func;
  gpointer user_data;
  gint64 done;
  gint64 total;
} Steps;

static void
step (Steps *steps)
{
  steps->done++;
  if (steps->func != NULL)
    steps->func (steps->done, steps->total, steps->user_data);
}

static gboolean
run_tuning (SyStudy *self,
            SyEventLog *log,
            const SyStudyOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, options->as_of);

  sy_tuner_set_reference (tuner, options->reference);
  self->tuning = sy_tuner_evaluate (tuner, self->model, options->published, cancellable, error);
  return self->tuning != NULL;
}

/* The dates a backtest takes when none are given. */
static gint64 *
default_origins (SyEventLog *log,
                 gint64 first_event,
                 gint64 as_of,
                 gsize *out_n)
{
  gsize n_suggested = 0, n = 0;
  g_autofree gint64 *suggested = sy_origins_suggest (log, 4 * N_MONTHS, &n_suggested);
  gint64 *origins = g_new (gint64, n_suggested + 1);
  gsize first = 0;

  for (gsize i = 0; i < n_suggested; i++)
    if (suggested[i] <= as_of - APART && suggested[i] >= first_event + WARM_UP)
      origins[n++] = suggested[i];
  if (n > N_MONTHS)
    {
      first = n - N_MONTHS;
      memmove (origins, origins + first, N_MONTHS * sizeof *origins);
      n = N_MONTHS;
    }
  origins[n++] = as_of;
  *out_n = n;
  return origins;
}

static gboolean
run_backtest (SyStudy *self,
              SyEventLog *log,
              const SyStudyOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  SyBacktestOptions run = SY_BACKTEST_OPTIONS_INIT;
  g_autofree gint64 *own = NULL;

  run.origins = options->origins;
  run.n_origins = options->n_origins;
  if (run.n_origins == 0)
    run.origins = own = default_origins (log, self->first, options->as_of, &run.n_origins);
  run.published = options->published;
  run.tuned_until = options->tuned_until;
  self->backtest = sy_backtest_run (log, self->model, &run, cancellable, NULL, NULL, error);
  return self->backtest != NULL;
}

/* Where drift is counted from; FALSE when no earlier date has data. */
static gboolean
pick_reference (const SyStudy *self,
                const SyStudyOptions *options,
                gint64 *out_from)
{
  if (options->reference_as_of != G_MININT64)
    *out_from = options->reference_as_of;
  else if (options->reference != NULL)
    *out_from = options->reference->as_of;
  else
    *out_from = MAX (options->as_of - HALF_YEAR, self->first + 28 * DAY);
  return *out_from < options->as_of && self->n_events > 0;
}

static gboolean
run_timeline (SyStudy *self,
              SyEventLog *log,
              const SyStudyOptions *options,
              gint64 from,
              GCancellable *cancellable,
              GError **error)
{
  gsize n_dates = 0;
  SyPeriod period = options->as_of - from > (gint64) MOST_WEEKS * 7 * DAY ? SY_PERIOD_MONTH
                                                                          : SY_PERIOD_WEEK;
  g_autofree gint64 *dates = sy_origins_between (self->zone, sy_zone_day (self->zone, from - 1),
                                                 sy_zone_day (self->zone, options->as_of - 1),
                                                 period, &n_dates);

  if (n_dates == 0)
    return TRUE;
  self->timeline = sy_drift_timeline_run (log, self->model, options->reference, dates, n_dates,
                                          cancellable, NULL, NULL, error);
  return self->timeline != NULL;
}

static gboolean
run_drift (SyStudy *self,
           SyEventLog *log,
           const SyStudyOptions *options,
           gint64 from,
           GCancellable *cancellable,
           GError **error)
{
  SyDriftOptions run = { .reference_as_of = from,
                         .current_as_of = options->as_of,
                         .frozen = options->reference,
                         .other = options->published };

  self->drift = sy_drift_run (log, self->model, &run, cancellable, NULL, NULL, error);
  return self->drift != NULL;
}

/* What became of people is told of the last date whose outcome is known. */
static gboolean
run_follow_up (SyStudy *self,
               SyEventLog *log,
               const SyStudyOptions *options,
               GCancellable *cancellable,
               GError **error)
{
  const SyModel *model = self->model;
  gint64 as_of = sy_outcome_latest_as_of (log, &model->outcome, options->as_of);

  if (!has_outcome (model) || as_of <= self->first ||
      !sy_outcome_is_mature (log, &model->outcome, as_of))
    return TRUE;
  if (options->parts & SY_STUDY_LEAD && model->bands->len > 1)
    {
      self->lead = sy_lead_time_run (log, model, as_of, (double) NAN, cancellable, NULL, NULL, error);
      if (self->lead == NULL)
        return FALSE;
    }
  if (options->n_errors > 0 &&
      !sy_study_run_errors (self, log, as_of, options, cancellable, error))
    return FALSE;
  if (!(options->parts & SY_STUDY_FOLLOW_UP))
    return TRUE;
  self->times = sy_time_to_outcome_run (log, model, as_of, cancellable, error);
  if (self->times != NULL)
    self->cohorts = sy_cohorts_run (log, model, as_of, cancellable, error);
  if (self->cohorts != NULL)
    self->money = sy_money_run (log, model, as_of, NULL, cancellable, error);
  return self->money != NULL;
}

static gboolean
run_fairness (SyStudy *self,
              SyEventLog *log,
              const SyStudyOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  guint highest = self->model->bands->len - 1;
  gint64 as_of = has_outcome (self->model)
                     ? sy_outcome_latest_as_of (log, &self->model->outcome, options->as_of)
                     : options->as_of;

  if (as_of <= self->first)
    as_of = options->as_of;
  self->fairness = sy_fairness_new (log, self->model, as_of, options->by, highest, highest,
                                    cancellable, error);
  return self->fairness != NULL;
}

static gboolean
run_parts (SyStudy *self,
           SyEventLog *log,
           const SyStudyOptions *options,
           Steps *steps,
           GCancellable *cancellable,
           GError **error)
{
  gint64 from;

  /* First: an attribute that is not there is a mistake to tell of before the long work. */
  if (options->by != NULL && !run_fairness (self, log, options, cancellable, error))
    return FALSE;
  step (steps);
  if (options->parts & SY_STUDY_TUNING && !run_tuning (self, log, options, cancellable, error))
    return FALSE;
  step (steps);
  if (options->parts & SY_STUDY_BACKTEST && has_outcome (self->model) &&
      !run_backtest (self, log, options, cancellable, error))
    return FALSE;
  step (steps);
  if (options->parts & SY_STUDY_EVIDENCE && has_outcome (self->model))
    {
      self->evidence = sy_evidence_run (log, self->model, options->as_of, cancellable, NULL, NULL,
                                        error);
      if (self->evidence == NULL)
        return FALSE;
    }
  step (steps);
  if (!run_follow_up (self, log, options, cancellable, error) ||
      !sy_study_run_labels (self, log, options, cancellable, error))
    return FALSE;
  step (steps);
  if (pick_reference (self, options, &from))
    {
      if (options->parts & SY_STUDY_DRIFT &&
          !run_drift (self, log, options, from, cancellable, error))
        return FALSE;
      step (steps);
      if (options->parts & SY_STUDY_TIMELINE &&
          !run_timeline (self, log, options, from, cancellable, error))
        return FALSE;
    }
  steps->done = steps->total - 1;
  step (steps);
  return TRUE;
}

SyStudy *
sy_study_run (SyEventLog *log,
              SyModel *model,
              const SyStudyOptions *options,
              GCancellable *cancellable,
              SyProgressFunc progress,
              gpointer user_data,
              GError **error)
{
  g_autoptr (SyStudy) self = NULL;
  Steps steps = { progress, user_data, 0, 7 };

  g_return_val_if_fail (log != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  self = g_atomic_rc_box_new0 (SyStudy);
  self->model = sy_model_ref (model);
  self->version = g_strdup (options->version);
  self->zone = sy_zone_ref (sy_event_log_get_zone (log));
  self->as_of = options->as_of;
  self->notes = options->notes != NULL ? g_ptr_array_ref (options->notes) : NULL;
  self->n_people = sy_event_log_get_n_people (log);
  self->n_events = sy_event_log_get_n_events (log);
  sy_event_log_get_span (log, &self->first, &self->last);
  self->data_end = sy_event_log_get_data_end (log);
  self->n_errors = options->n_errors;
  if (!run_parts (self, log, options, &steps, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyStudy *
sy_study_ref (SyStudy *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_study (gpointer data)
{
  SyStudy *self = data;

  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->zone, sy_zone_unref);
  g_clear_pointer (&self->tuning, sy_tuning_unref);
  g_clear_pointer (&self->backtest, sy_backtest_unref);
  g_clear_pointer (&self->evidence, sy_evidence_unref);
  g_clear_pointer (&self->lead, sy_lead_time_free);
  g_clear_pointer (&self->times, sy_time_to_outcome_free);
  g_clear_pointer (&self->cohorts, sy_cohorts_free);
  g_clear_pointer (&self->money, sy_money_free);
  g_clear_pointer (&self->fairness, sy_fairness_free);
  sy_study_clear_errors (self);
  g_clear_pointer (&self->drift, sy_drift_unref);
  g_clear_pointer (&self->timeline, sy_drift_timeline_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

void
sy_study_unref (SyStudy *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_study);
}

const SyBacktestOrigin *
sy_study_get_reported (const SyStudy *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->backtest != NULL ? sy_backtest_get_reported (self->backtest, NULL) : NULL;
}
