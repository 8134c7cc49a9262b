/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-volatility.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-core.h"
#include "core/sy-sum.h"
#include "score/sy-date-scores-private.h"
#include "score/sy-score.h"
#include "stats/sy-stats.h"

#define WEEK_DAYS 7

/* What is kept of each person from day to day. */
typedef struct
{
  double last;      /* the score of the day before, NaN outside the population */
  guint8 week_band; /* at the start of the running week */
  gsize n;          /* changes */
  double absolute;  /* sum of their absolute values */
  double mean;      /* Welford's, with sign */
  double m2;
  gsize n_band_changes;
} Track;

void
sy_volatility_free (SyVolatility *self)
{
  if (self == NULL)
    return;
  g_free (self->people);
  g_free (self);
}

/* Source: Welford, Technometrics 4 (1962) 419-420. */
static void
add_change (Track *track,
            double change)
{
  double delta = change - track->mean;

  track->n++;
  track->absolute += fabs (change);
  track->mean += delta / (double) track->n;
  track->m2 += delta * (change - track->mean);
}

static void
add_day (Track *tracks,
         const SyScores *scores)
{
  const double *score = sy_scores_get_score (scores);
  const guint8 *bands = sy_scores_get_bands (scores);

  for (gsize i = 0; i < sy_scores_get_n_people (scores); i++)
    {
      double now = bands[i] == SY_BAND_NONE ? (double) NAN : score[i];

      if (!isnan (now) && !isnan (tracks[i].last))
        add_change (&tracks[i], now - tracks[i].last);
      tracks[i].last = now;
    }
}

static void
end_week (SyVolatility *self,
          Track *tracks,
          const SyScores *scores,
          gboolean is_start)
{
  const guint8 *bands = sy_scores_get_bands (scores);

  for (gsize i = 0; i < sy_scores_get_n_people (scores); i++)
    {
      gboolean has_pair = !is_start && bands[i] != SY_BAND_NONE &&
                          tracks[i].week_band != SY_BAND_NONE;

      if (has_pair)
        {
          self->n_week_pairs++;
          self->n_week_changes += bands[i] != tracks[i].week_band;
          tracks[i].n_band_changes += bands[i] != tracks[i].week_band;
        }
      tracks[i].week_band = bands[i];
    }
}

static void
take_people (SyVolatility *self,
             const Track *tracks,
             const SyScores *scores)
{
  const guint32 *members = sy_scores_get_members (scores, &self->n_people);

  self->people = g_new0 (SyPersonVolatility, MAX (self->n_people, 1));
  for (gsize i = 0; i < self->n_people; i++)
    {
      const Track *track = &tracks[members[i]];
      SyPersonVolatility *person = &self->people[i];

      person->person = members[i];
      person->n_changes = track->n;
      person->mean_change = track->n > 0 ? track->absolute / (double) track->n : (double) NAN;
      person->sd_change = track->n > 1 ? sqrt (track->m2 / (double) (track->n - 1)) : (double) NAN;
      person->n_band_changes = track->n_band_changes;
    }
}

static double
get_change (const SyPersonVolatility *person)
{
  return isnan (person->mean_change) ? -1 : person->mean_change;
}

/* Those that move most first, then by number. */
static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const SyPersonVolatility *first = a;
  const SyPersonVolatility *second = b;
  double difference = get_change (second) - get_change (first);

  if (difference > 0 || difference < 0)
    return difference > 0 ? 1 : -1;
  return (first->person > second->person) - (first->person < second->person);
}

static void
summarise (SyVolatility *self)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autofree double *changes = g_new (double, MAX (self->n_people, 1));
  SySum change = { 0 };
  SySum sd = { 0 };
  gsize n_changes = 0;
  gsize n_sd = 0;

  for (gsize i = 0; i < self->n_people; i++)
    {
      const SyPersonVolatility *person = &self->people[i];

      if (!isnan (person->mean_change))
        {
          sy_sum_add (&change, person->mean_change);
          changes[n_changes++] = person->mean_change;
        }
      if (!isnan (person->sd_change))
        {
          sy_sum_add (&sd, person->sd_change);
          n_sd++;
        }
    }
  self->mean_change = n_changes > 0 ? sy_sum_get (&change) / (double) n_changes : (double) NAN;
  self->mean_sd = n_sd > 0 ? sy_sum_get (&sd) / (double) n_sd : (double) NAN;
  if (!sy_ranking_reset (ranking, changes, n_changes, SY_RANK_LOW_FIRST, NULL))
    g_assert_not_reached ();
  self->p95_change = n_changes > 0 ? sy_ranking_get_quantile (ranking, 0.95) : (double) NAN;
  self->weekly_share = self->n_week_pairs > 0
                           ? (double) self->n_week_changes / (double) self->n_week_pairs
                           : (double) NAN;
}

/* Scores day after day, the first one n_days before the last. */
static gboolean
follow_days (SyVolatility *self,
             SyEventLog *log,
             const SyModel *model,
             Track *tracks,
             GCancellable *cancellable,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  gsize n_dates = self->n_days + 1;
  g_autofree gint64 *as_ofs = g_new (gint64, n_dates);
  g_auto (SyDateScores) dates = { log, { model }, as_ofs, n_dates };

  for (gsize i = 0; i < n_dates; i++)
    as_ofs[i] = sy_instant_shift (sy_event_log_get_zone (log), self->as_of, -(gint32) (n_dates - 1 - i));
  while (sy_date_scores_next (&dates, 0, cancellable, error))
    for (gsize i = 0; i < dates.n; i++)
      {
        gsize back = n_dates - 1 - dates.first - i;
        const SyScores *scores = dates.scores[i][0];

        add_day (tracks, scores);
        if (back % WEEK_DAYS == 0 && back / WEEK_DAYS <= self->n_weeks)
          end_week (self, tracks, scores, back / WEEK_DAYS == self->n_weeks);
        if (back == 0)
          take_people (self, tracks, scores);
        if (progress != NULL)
          progress ((gint64) (n_dates - back), (gint64) n_dates, user_data);
      }
  return sy_date_scores_is_done (&dates);
}

SyVolatility *
sy_volatility_measure (SyEventLog *log,
                       const SyModel *model,
                       gint64 as_of,
                       gsize n_days,
                       GCancellable *cancellable,
                       SyProgressFunc progress,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (SyVolatility) self = NULL;
  g_autofree Track *tracks = NULL;
  gsize n_people;

  g_return_val_if_fail (log != NULL && model != NULL, NULL);
  g_return_val_if_fail (n_days >= 1 && n_days <= SY_VOLATILITY_MAX_DAYS, NULL);

  self = g_new0 (SyVolatility, 1);
  self->as_of = as_of;
  self->n_days = n_days;
  self->n_weeks = n_days / WEEK_DAYS;
  n_people = sy_event_log_get_n_people (log);
  tracks = g_new0 (Track, MAX (n_people, 1));
  for (gsize i = 0; i < n_people; i++)
    tracks[i].last = (double) NAN;
  if (!follow_days (self, log, model, tracks, cancellable, progress, user_data, error))
    return NULL;
  summarise (self);
  qsort (self->people, self->n_people, sizeof *self->people, compare_people);
  return g_steal_pointer (&self);
}

gboolean
sy_volatility_is_alarm (const SyVolatility *self,
                        double max_share)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->weekly_share > max_share; /* NaN is none */
}
