/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-lead-time.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-number.h"
#include "core/sy-time.h"
#include "score/sy-daily-scores-private.h"
#include "sy-labelled-private.h"
#include "sy-outcome-private.h"

static const guint shown_days[SY_LEAD_N_DAYS] = { 90, 60, 30, 14 };

double
sy_model_get_warning_threshold (const SyModel *model)
{
  guint n = model->bands->len;

  if (n < 2)
    return (double) NAN;
  return sy_model_get_band (model, model->outcome.direction == SY_DIRECTION_LESS ? 1 : n - 1)->min;
}

gboolean
sy_model_warns (const SyModel *model,
                double score,
                double threshold)
{
  double rounded = sy_number_round12 (score);
  double cut = sy_number_round12 (threshold);

  return model->outcome.direction == SY_DIRECTION_LESS ? rounded < cut : rounded >= cut;
}

void
sy_lead_time_free (SyLeadTime *self)
{
  g_free (self);
}

/* A person with a label, while the days go by. */
typedef struct
{
  guint32 person;
  gint64 instant; /* of the outcome; G_MAXINT64 without it */
  gint64 since;   /* the first day of the warning that holds, or G_MAXINT64 */
  gboolean was_alarmed;
} Watched;

typedef struct
{
  SyEventLog *log;
  const SyModel *model;
  SyLeadTime *out;
  const SyOutcome *outcome;
  GArray *watched;
  gsize n_alarm_days;
} Watch;

/* The instants of the outcome of those who had it. */
static void
watch_people (Watch *self)
{
  const SyOutcomeSpec *spec = &self->model->outcome;
  const SyOutcome *outcome = self->outcome;
  gboolean is_absence = spec->kind == SY_OUTCOME_ABSENCE;
  gint64 horizon = outcome->until - outcome->from;
  guint32 until = sy_event_log_get_bound (outcome->until);
  g_autofree guint32 *seconds =
      is_absence ? sy_outcome_find_last_seconds (self->log, spec, until, outcome->people, outcome->n)
                 : sy_outcome_find_seconds (self->log, spec, sy_event_log_get_bound (outcome->from),
                                            until, outcome->people, outcome->n);

  for (gsize i = 0; i < outcome->n; i++)
    {
      Watched watched = { outcome->people[i], G_MAXINT64, G_MAXINT64, FALSE };

      if (outcome->labels[i] && is_absence)
        {
          watched.instant = seconds[i] == SY_SECOND_NONE
                                ? G_MININT64
                                : SY_EVENT_EPOCH + (gint64) seconds[i] + horizon;
          if (watched.instant <= outcome->as_of)
            {
              self->out->n_silent++;
              continue;
            }
        }
      else if (outcome->labels[i])
        watched.instant = SY_EVENT_EPOCH + (gint64) seconds[i];
      if (outcome->labels[i])
        self->out->n_positive++;
      else
        self->out->n_retained++;
      g_array_append_val (self->watched, watched);
    }
}

static void
see_before_outcome (Watch *self,
                    Watched *watched,
                    gint64 day,
                    double score)
{
  gint64 days = (watched->instant - day) / SY_DAY_SECONDS;
  gboolean warns = sy_model_warns (self->model, score, self->out->threshold);

  if (day > watched->instant || days > SY_LEAD_MAX_DAYS)
    return;
  if (!isnan (score))
    {
      self->out->curve[days].n++;
      self->out->curve[days].n_warned += warns;
    }
  if (!warns)
    watched->since = G_MAXINT64;
  else if (watched->since == G_MAXINT64)
    watched->since = day;
}

static gboolean
see_day (Watch *self,
         gint64 day,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree double *scores = sy_daily_scores_new (self->log, self->model, day, NULL, cancellable,
                                                   error);
  gboolean is_in_window = day >= self->outcome->from && day < self->outcome->until;

  if (scores == NULL)
    return FALSE;
  for (guint i = 0; i < self->watched->len; i++)
    {
      Watched *watched = &g_array_index (self->watched, Watched, i);
      double score = scores[watched->person];

      if (watched->instant != G_MAXINT64)
        see_before_outcome (self, watched, day, score);
      else if (is_in_window && sy_model_warns (self->model, score, self->out->threshold))
        {
          self->n_alarm_days++;
          watched->was_alarmed = TRUE;
        }
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (const double *sorted,
            gsize n)
{
  if (n == 0)
    return (double) NAN;
  return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

static void
set_medians (Watch *self)
{
  SyLeadTime *out = self->out;
  g_autofree double *leads = g_new (double, out->n_positive + 1);
  gsize n = 0;

  for (guint i = 0; i < self->watched->len; i++)
    {
      const Watched *watched = &g_array_index (self->watched, Watched, i);

      if (watched->instant == G_MAXINT64)
        {
          out->n_alarmed += watched->was_alarmed;
          continue;
        }
      leads[n] = 0;
      if (watched->since != G_MAXINT64)
        {
          leads[n] = (double) (watched->instant - watched->since) / SY_DAY_SECONDS;
          out->n_warned++;
          /* The first day looked at is less than 91 days before. */
          if (leads[n] >= SY_LEAD_MAX_DAYS)
            out->n_all_along++;
          leads[n] = MIN (leads[n], SY_LEAD_MAX_DAYS);
        }
      n++;
    }
  if (n > 0)
    qsort (leads, n, sizeof *leads, compare_doubles);
  out->median_days = get_median (leads, n);
  out->median_warned_days = get_median (leads + (n - out->n_warned), out->n_warned);
  if (out->n_retained > 0)
    out->alarm_days = (double) self->n_alarm_days / (double) out->n_retained;
}

static void
set_shares (SyLeadTime *self)
{
  for (guint k = 0; k <= SY_LEAD_MAX_DAYS; k++)
    {
      SyLeadPoint *point = &self->curve[k];
      SyInterval wilson = sy_wilson ((double) point->n_warned, (double) point->n);

      point->days = k;
      point->share = point->n > 0 ? (double) point->n_warned / (double) point->n : (double) NAN;
      point->low = wilson.low;
      point->high = wilson.high;
    }
  for (guint k = 0; k < SY_LEAD_N_DAYS; k++)
    self->days[k] = self->curve[shown_days[k]];
}

static gboolean
check_threshold (SyLeadTime *self,
                 const SyModel *model,
                 GError **error)
{
  if (isnan (self->threshold))
    self->threshold = sy_model_get_warning_threshold (model);
  if (isnan (self->threshold))
    g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                         "A model with one band needs a threshold to warn at");
  return !isnan (self->threshold);
}

SyLeadTime *
sy_lead_time_run (SyEventLog *log,
                  const SyModel *model,
                  gint64 as_of,
                  double threshold,
                  GCancellable *cancellable,
                  SyProgressFunc progress,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (SyLeadTime) self = g_new0 (SyLeadTime, 1);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (Watched));
  g_auto (SyLabelled) labelled = { 0 };
  Watch watch = { log, model, self, NULL, people, 0 };
  gint64 first, n_days;

  self->as_of = as_of;
  self->direction = model->outcome.direction;
  self->threshold = threshold;
  self->alarm_days = (double) NAN;
  if (!check_threshold (self, model, error) ||
      !sy_labelled_init (&labelled, log, model, &as_of, 1, cancellable, error))
    return NULL;
  watch.outcome = labelled.dates[0].outcome;
  self->window_days = (double) (watch.outcome->until - watch.outcome->from) / SY_DAY_SECONDS;
  watch_people (&watch);
  /* No outcome looked at is before t. */
  first = as_of - (gint64) SY_LEAD_MAX_DAYS * SY_DAY_SECONDS;
  n_days = (watch.outcome->until - first + SY_DAY_SECONDS - 1) / SY_DAY_SECONDS;
  for (gint64 i = 0; i < n_days; i++)
    {
      if (!see_day (&watch, first + i * SY_DAY_SECONDS, cancellable, error))
        return NULL;
      if (progress != NULL)
        progress (i + 1, n_days, user_data);
    }
  set_medians (&watch);
  set_shares (self);
  return g_steal_pointer (&self);
}
