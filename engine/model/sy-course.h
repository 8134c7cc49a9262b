/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyCourse:
 * @SY_COURSE_UNKNOWN: fewer than %SY_TRAJECTORY_MIN_DAYS scores in the last 30 days, or none now
 * @SY_COURSE_FLAT: neither of the below
 * @SY_COURSE_RISING: 30 times the slope is at least the limit
 * @SY_COURSE_FALLING: 30 times the slope is at most minus the limit
 *
 * Where a score is going. The limit is %SY_TRAJECTORY_LIMIT points of a score that is shown from 0
 * to 100, and without a scale %SY_TRAJECTORY_LIMIT percent of the largest absolute score of the
 * series. See sy_trajectory_compute().
 */
typedef enum
{
  SY_COURSE_UNKNOWN,
  SY_COURSE_FLAT,
  SY_COURSE_RISING,
  SY_COURSE_FALLING,
} SyCourse;

/**
 * sy_course_get_name:
 * @course: a course
 *
 * Returns: `unknown`, `flat`, `rising` or `falling`
 */
SY_EXTERN
const char *sy_course_get_name (SyCourse course);

/**
 * sy_course_from_name:
 * @name: a name
 * @out_course: (out): its course
 *
 * Returns: %TRUE when sy_course_get_name() gives @name for a course
 */
SY_EXTERN
gboolean sy_course_from_name (const char *name,
                              SyCourse *out_course);

/**
 * sy_courses_list:
 * @courses: bits `1 << SyCourse`
 *
 * Returns: (transfer container) (array zero-terminated=1): the names of those that are set, as they are told and
 *   written: rising, flat, falling, unknown
 */
SY_EXTERN
const char **sy_courses_list (guint courses);

/**
 * SyScoreMove:
 * @days: the change of the score over so many local days, 1 to %SY_SCORE_MOVE_MAX_DAYS; below 1: none is
 *   asked for
 * @at_least: least change in points, inclusive; NaN for none
 * @at_most: largest change, inclusive; NaN for none
 *
 * How far a score must have moved. It does not hold for who has no score at one of its ends, whatever the bounds.
 */
typedef struct _SyScoreMove
{
  int days;
  double at_least;
  double at_most;
} SyScoreMove;

/** SY_SCORE_MOVE_MAX_DAYS: the most days that a move is asked over. */
#define SY_SCORE_MOVE_MAX_DAYS 366

/**
 * sy_score_move_holds:
 * @self: a move with days
 * @change: the score less that of so many days before; NaN when there is none
 *
 * Returns: whether the score moved so
 */
SY_EXTERN
gboolean sy_score_move_holds (const SyScoreMove *self,
                              double change);

/**
 * sy_course_describe:
 * @courses: bits `1 << SyCourse`; 0 for none asked
 * @move: what else is asked
 *
 * Such as "rising or flat, changed by 5 or more in 30 days".
 * Returns: (transfer full): the words, "" when nothing is asked
 */
SY_EXTERN
char *sy_course_describe (guint courses,
                          const SyScoreMove *move);

G_END_DECLS
