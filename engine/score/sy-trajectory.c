/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-trajectory.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "core/sy-time.h"
#include "sy-band-course-private.h"
#include "sy-contributions.h"
#include "sy-daily-scores-private.h"

#define N_SCORES (SY_TRAJECTORY_DAYS + 1)

/* People in a unit of work of a thread. */
#define CHUNK 256

/* --- everyone on a day --- */

void
sy_daily_scores_copy (const SyScores *scores,
                      double *out_scores)
{
  gsize n_people = sy_scores_get_n_people (scores);
  const double *score = sy_scores_get_score (scores);
  const guint8 *bands = sy_scores_get_bands (scores);

  for (gsize i = 0; i < n_people; i++)
    out_scores[i] = bands[i] == SY_BAND_NONE ? (double) NAN : score[i];
}

double *
sy_daily_scores_new (SyEventLog *log,
                     const SyModel *model,
                     gint64 as_of,
                     guint8 **out_bands,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyModel) plain = out_bands == NULL ? sy_model_without_course (model)
                                                : sy_model_ref ((SyModel *) model);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, plain, cancellable, error);
  gsize n_people = sy_event_log_get_n_people (log);
  double *daily;

  if (scores == NULL)
    return NULL;
  daily = g_new (double, MAX (n_people, 1));
  sy_daily_scores_copy (scores, daily);
  if (out_bands != NULL)
    *out_bands = g_memdup2 (sy_scores_get_bands (scores), MAX (n_people, 1));
  return daily;
}

double *
sy_score_deltas (SyEventLog *log,
                 const SyModel *model,
                 const SyScores *scores,
                 gsize n_days,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 before_s;
  g_autofree double *now = NULL;
  double *deltas;

  g_return_val_if_fail (log != NULL && model != NULL && scores != NULL, NULL);

  before_s = sy_instant_shift (sy_event_log_get_zone (log), sy_scores_get_as_of (scores),
                               -(gint32) n_days);
  deltas = sy_daily_scores_new (log, model, before_s, NULL, cancellable, error);
  if (deltas == NULL)
    return NULL;
  now = g_new (double, MAX (sy_scores_get_n_people (scores), 1));
  sy_daily_scores_copy (scores, now);
  for (gsize i = 0; i < sy_scores_get_n_people (scores); i++)
    deltas[i] = now[i] - deltas[i];
  return deltas;
}

/* --- one person --- */

static gsize
count_events (const SyEventLog *log,
              guint32 person,
              gint64 start_s,
              gint64 end_s)
{
  guint32 start = sy_event_log_get_bound (start_s);
  guint32 end = sy_event_log_get_bound (end_s);
  gsize n_events = 0;

  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);
      guint32 first;
      guint32 last;

      sy_event_runs_find (runs, person, &first, &last);
      for (guint32 i = first; i < last; i++)
        n_events += runs->seconds[i] >= start && runs->seconds[i] < end;
    }
  return n_events;
}

/* Adds a day: its score and the band that the score alone reaches. */
static void
add_day (SyEventLog *log,
         const SyModel *plain,
         guint32 person,
         gint64 as_of,
         SyScoreDay *day,
         double *score)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, person);

  day->as_of = as_of;
  day->band = sy_contributions_get_band (account);
  *score = day->score = day->band == SY_BAND_NONE ? (double) NAN
                                                  : sy_contributions_get_score (account);
}

SyScoreDay *
sy_score_history (SyEventLog *log,
                  const SyModel *model,
                  guint32 person,
                  gint64 as_of,
                  gsize n_days,
                  GCancellable *cancellable,
                  GError **error)
{
  SyZone *zone;
  g_autoptr (SyModel) plain = NULL;
  g_autofree SyScoreDay *days = NULL;
  g_autofree double *scores = NULL;
  gsize n_before;

  g_return_val_if_fail (log != NULL && model != NULL, NULL);
  g_return_val_if_fail (person < sy_event_log_get_n_people (log), NULL);
  g_return_val_if_fail (n_days < G_MAXINT32, NULL);

  /* Each day is scored once, also those that bands look back at from the first one on. */
  plain = sy_model_without_course (model);
  n_before = plain == model ? 0 : (gsize) sy_band_course_get_days (model, (guint8) (model->bands->len - 1));
  zone = sy_event_log_get_zone (log);
  days = g_new0 (SyScoreDay, n_before + n_days + 1);
  scores = g_new (double, n_before + n_days + 1);
  for (gsize i = 0; i <= n_before + n_days; i++)
    {
      gint32 n_back = (gint32) (n_before + n_days - i);
      SyScoreDay *day = &days[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_day (log, plain, person, sy_instant_shift (zone, as_of, -n_back), day, &scores[i]);
      if (i < n_before)
        continue;
      day->n_events = count_events (log, person, sy_instant_shift (zone, as_of, -n_back - 1),
                                    day->as_of);
      if (day->band != SY_BAND_NONE)
        day->band = sy_band_course_choose (model, (guint8) day->band, scores, i + 1);
    }
  memmove (days, days + n_before, (n_days + 1) * sizeof *days);
  return g_steal_pointer (&days);
}

/* --- trajectories --- */

static double
get_delta (const double *scores,
           gsize n_scores,
           gsize n_days)
{
  if (n_scores <= n_days)
    return (double) NAN;
  return scores[n_scores - 1] - scores[n_scores - 1 - n_days];
}

static double
get_limit (const SyModel *model,
           const double *scores,
           gsize n_scores)
{
  double largest = 0;

  if (model->scale.kind != SY_SCALE_NONE)
    return SY_TRAJECTORY_LIMIT;
  for (gsize i = 0; i < n_scores; i++)
    largest = MAX (largest, fabs (scores[i]));
  return SY_TRAJECTORY_LIMIT / 100 * largest;
}

static SyCourse
choose_course (double slope,
               double limit)
{
  double carried = SY_TRAJECTORY_DAYS * slope;

  if (carried > 0 && carried >= limit)
    return SY_COURSE_RISING;
  if (carried < 0 && carried <= -limit)
    return SY_COURSE_FALLING;
  return SY_COURSE_FLAT;
}

void
sy_trajectory_compute (const SyModel *model,
                       const double *scores,
                       gsize n_scores,
                       SyTrajectory *out_trajectory)
{
  gsize first;
  double days[N_SCORES];
  double present[N_SCORES];
  gsize n_present = 0;

  g_return_if_fail (model != NULL && scores != NULL && n_scores > 0);
  g_return_if_fail (out_trajectory != NULL);

  first = n_scores - MIN (n_scores, N_SCORES);
  for (gsize i = first; i < n_scores; i++)
    if (!isnan (scores[i]))
      {
        days[n_present] = (double) (i - first);
        present[n_present++] = scores[i];
      }
  *out_trajectory = (SyTrajectory){
    .delta_7 = get_delta (scores, n_scores, 7),
    .delta_14 = get_delta (scores, n_scores, 14),
    .delta_30 = get_delta (scores, n_scores, 30),
    .slope = { (double) NAN, (double) NAN, (double) NAN },
    .course = SY_COURSE_UNKNOWN,
  };
  if (n_present < SY_TRAJECTORY_MIN_DAYS || isnan (scores[n_scores - 1]))
    return;
  sy_theil_sen (days, present, n_present, &out_trajectory->slope);
  out_trajectory->course = choose_course (out_trajectory->slope.slope,
                                          get_limit (model, present, n_present));
}

typedef struct
{
  const SyModel *model;
  double *days[N_SCORES]; /* scores of everyone */
  SyTrajectory *trajectories;
} Series;

static void
compute_chunk (gsize start,
               gsize end,
               gpointer user_data)
{
  const Series *self = user_data;

  for (gsize person = start; person < end; person++)
    {
      double scores[N_SCORES];

      for (gsize i = 0; i < N_SCORES; i++)
        scores[i] = self->days[i][person];
      sy_trajectory_compute (self->model, scores, N_SCORES, &self->trajectories[person]);
    }
}

SyTrajectory *
sy_trajectories_compute (SyEventLog *log,
                         const SyModel *model,
                         gint64 as_of,
                         GCancellable *cancellable,
                         SyProgressFunc progress,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (SyModel) plain = NULL;
  Series series = { model, { NULL }, NULL };
  gsize n_people;
  gsize n_done = 0;

  g_return_val_if_fail (log != NULL && model != NULL, NULL);

  plain = sy_model_without_course (model);
  n_people = sy_event_log_get_n_people (log);
  for (; n_done < N_SCORES; n_done++)
    {
      gint64 day_s = sy_instant_shift (sy_event_log_get_zone (log), as_of,
                                       (gint32) n_done - SY_TRAJECTORY_DAYS);

      series.days[n_done] = sy_daily_scores_new (log, plain, day_s, NULL, cancellable, error);
      if (series.days[n_done] == NULL)
        break;
      if (progress != NULL)
        progress ((gint64) n_done + 1, N_SCORES, user_data);
    }
  if (n_done == N_SCORES)
    {
      series.trajectories = g_new (SyTrajectory, MAX (n_people, 1));
      sy_parallel_run (n_people, CHUNK, g_get_num_processors (), compute_chunk, &series);
    }
  for (gsize i = 0; i < N_SCORES; i++)
    g_free (series.days[i]);
  return series.trajectories;
}
