/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "score/sy-scores.h"

G_BEGIN_DECLS

/**
 * SyOccupancyKind:
 * @SY_OCCUPANCY_HIGH: the highest band holds too many: everyone is high
 * @SY_OCCUPANCY_FULL: another band holds too many
 * @SY_OCCUPANCY_THRESHOLD: the lower bound of a band is outside the middle nine tenths of the
 *   scores: it parts hardly anyone from the others
 *
 * What is wrong with bands that do not look at an outcome.
 */
typedef enum
{
  SY_OCCUPANCY_HIGH,
  SY_OCCUPANCY_FULL,
  SY_OCCUPANCY_THRESHOLD,
} SyOccupancyKind;

/**
 * SyOccupancyAlarm:
 * @kind: what is wrong
 * @band: index of the band
 * @share: its share of the people, 0 to 1
 * @limit: the share that it may hold; NaN for a threshold
 * @low: the 5 % quantile of the scores; NaN for shares
 * @high: the 95 % quantile; NaN for shares
 *
 * One alarm.
 */
typedef struct
{
  SyOccupancyKind kind;
  guint band;
  double share;
  double limit;
  double low;
  double high;
} SyOccupancyAlarm;

/** SY_OCCUPANCY_MIN_PEOPLE: fewer people raise no alarm. */
#define SY_OCCUPANCY_MIN_PEOPLE 20

/**
 * sy_occupancy_check:
 * @model: the model
 * @scores: its scores
 * @max_high: the share that the highest band may hold, as in #SyModelCare
 * @max_share: the share that any other band may hold, as in #SyModelCare
 *
 * Looks at the population of the scores. A model of one band raises no alarm. Quantiles are those
 * of sy_ranking_get_quantile(); a bound equal to one of them is inside.
 * Cost: a sort of the scores.
 *
 * Returns: (transfer full) (element-type SyOccupancyAlarm): the alarms, shares first, lowest band
 *   first
 */
SY_EXTERN
GArray *sy_occupancy_check (const SyModel *model,
                            const SyScores *scores,
                            double max_high,
                            double max_share);

/**
 * sy_occupancy_describe:
 * @alarm: an alarm
 * @model: the model
 *
 * Returns: (transfer full): one line for people
 */
SY_EXTERN
char *sy_occupancy_describe (const SyOccupancyAlarm *alarm,
                             const SyModel *model);

G_END_DECLS
