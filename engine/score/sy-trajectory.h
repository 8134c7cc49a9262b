/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "model/sy-course.h"
#include "stats/sy-stats.h"
#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-trajectory
 *
 * Where a score comes from: its daily series, how far it moved over 7, 14 and 30 days, and
 * whether it rises or falls.
 *
 * Days are local days: k days before an instant is the same local time k days earlier (see
 * sy_instant_shift()), so before the end of a local day the end of an earlier one. Each day is
 * scored as of its own instant with the model at hand; a percentile scale without a frozen
 * reference ranks among the people of that day. A person has a score on the days on which they
 * are in the population, and NaN on others: somebody new does not rise from nothing.
 */

/** SY_TRAJECTORY_DAYS: days that a trajectory looks back. */
#define SY_TRAJECTORY_DAYS 30

/** SY_TRAJECTORY_MIN_DAYS: scores that a slope needs. */
#define SY_TRAJECTORY_MIN_DAYS 8

/**
 * SY_TRAJECTORY_LIMIT:
 *
 * How far the slope must carry a score in 30 days to call it rising or falling, in percent of the
 * scale.
 */
#define SY_TRAJECTORY_LIMIT 5.0

/**
 * SyScoreDay:
 * @as_of: the instant, UTC second
 * @score: the score as of then; NaN outside the population
 * @band: index of its band, %SY_BAND_NONE outside the population
 * @n_events: events of the person in the day that ends at @as_of
 *
 * A day of a series.
 */
typedef struct
{
  gint64 as_of;
  double score;
  guint8 band;
  gsize n_events;
} SyScoreDay;

/**
 * sy_score_history:
 * @log: the events
 * @model: a valid model
 * @person: below n_people
 * @as_of: the last instant
 * @n_days: days before it
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Cost: the person's events a day; with a draft's percentile scale those of everyone.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (array): n_days + 1 days, ascending; free with g_free()
 */
SY_EXTERN
SyScoreDay *sy_score_history (SyEventLog *log,
                              const SyModel *model,
                              guint32 person,
                              gint64 as_of,
                              gsize n_days,
                              GCancellable *cancellable,
                              GError **error);

/**
 * SyTrajectory:
 * @delta_7: the score less that of 7 days before; NaN when there is none
 * @delta_14: less that of 14 days before
 * @delta_30: less that of 30 days before
 * @slope: points a day, over the scores of the last 30 days; the interval takes days as
 *   independent, which they are not, and is for the eye
 * @course: where it is going
 */
typedef struct
{
  double delta_7;
  double delta_14;
  double delta_30;
  SySlope slope;
  SyCourse course;
} SyTrajectory;

/**
 * sy_trajectory_compute:
 * @model: the model, for its scale
 * @scores: (array length=n_scores): daily scores, the latest last; NaN for none
 * @n_scores: at least 1; those of more than 30 days before the last are not looked at
 * @out_trajectory: (out caller-allocates): the trajectory
 *
 * Source of the slope: sy_theil_sen().
 */
SY_EXTERN
void sy_trajectory_compute (const SyModel *model,
                            const double *scores,
                            gsize n_scores,
                            SyTrajectory *out_trajectory);

/**
 * sy_score_deltas:
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @n_days: days to look back
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * How far everyone's score moved: one scoring more.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (array): n_people differences, NaN for who is in the population at one
 * end
 *   only or at none; free with g_free()
 */
SY_EXTERN
double *sy_score_deltas (SyEventLog *log,
                         const SyModel *model,
                         const SyScores *scores,
                         gsize n_days,
                         GCancellable *cancellable,
                         GError **error);

/**
 * sy_trajectories_compute:
 * @log: the events
 * @model: the model
 * @as_of: the instant, UTC second
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told the days done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * The trajectory of everyone, from 31 scorings; 248 bytes a person on the way.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (array): n_people trajectories; free with g_free()
 */
SY_EXTERN
SyTrajectory *sy_trajectories_compute (SyEventLog *log,
                                       const SyModel *model,
                                       gint64 as_of,
                                       GCancellable *cancellable,
                                       SyProgressFunc progress,
                                       gpointer user_data,
                                       GError **error);

G_END_DECLS
