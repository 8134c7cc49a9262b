/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "sy-figures.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/**
 * SyBacktestOrigin:
 * @as_of: the instant t; in pooled results the last of them
 * @is_mature: whether the outcome window has ended within the data
 * @n_population: people scored
 * @n_already: taken out, as they had a one-time outcome before t
 * @n_immature: people without a label as the data end too early
 * @n_refused: people who are not among those scored, as they refuse today, see sy_scores_get_n_refused()
 * @n: people with a label
 * @n_positive: those of them with the outcome
 * @base_rate: n_positive / n; NaN when n is 0
 * @figures: (nullable): the model's figures; %NULL when immature
 * @published: (nullable): those of the version compared with, on the same rows
 * @comparison: paired comparison of the two areas, first the model; NaN when undefined
 *
 * One date of a backtest, or several pooled.
 */
typedef struct
{
  gint64 as_of;
  gboolean is_mature;
  gsize n_population;
  gsize n_already;
  gsize n_immature;
  gsize n_refused;
  gsize n;
  gsize n_positive;
  double base_rate;
  SyFigures *figures;
  SyFigures *published;
  SyAucComparison comparison;
} SyBacktestOrigin;

/**
 * SyBacktest:
 * @outcome: name of the outcome
 * @direction: its direction
 * @horizon_days: length of the outcome window
 * @gap_days: days between t and its start
 * @n_origins: number of dates
 * @origins: (array length=n_origins): in order of time
 * @pooled: all mature dates together; intervals and tests are clustered by person
 * @tuned_until: origins up to here were seen when tuning, or %G_MININT64
 * @tuned: mature dates up to @tuned_until, pooled; n is 0 without any
 * @unseen: mature dates after @tuned_until, pooled; n is 0 without any
 *
 * A model replayed at past dates. With a @tuned_until the honest figures are @unseen.
 */
typedef struct _SyBacktest
{
  char *outcome;
  SyDirection direction;
  double horizon_days;
  double gap_days;
  gsize n_origins;
  SyBacktestOrigin *origins;
  SyBacktestOrigin pooled;
  gint64 tuned_until;
  SyBacktestOrigin tuned;
  SyBacktestOrigin unseen;
} SyBacktest;

/**
 * SyBacktestOptions:
 * @origins: (array length=n_origins): as-of instants, UTC seconds, any order, equal ones count once
 * @n_origins: at least 1
 * @published: (nullable): a version to compare with; it is judged by the model's outcome on the
 *   people that both versions score
 * @tuned_until: see #SyBacktest, or %G_MININT64
 *
 * What to replay. Start from %SY_BACKTEST_OPTIONS_INIT.
 */
typedef struct
{
  const gint64 *origins;
  gsize n_origins;
  const SyModel *published;
  gint64 tuned_until;
} SyBacktestOptions;

/**
 * SY_BACKTEST_OPTIONS_INIT:
 *
 * No origins, no comparison.
 */
#define SY_BACKTEST_OPTIONS_INIT \
  {                              \
    NULL, 0, NULL, G_MININT64    \
  }

/**
 * sy_backtest_run:
 * @log: the events
 * @model: the model
 * @options: what to replay
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the dates done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Scores the people as of each date from the events before it, labels them from the events of the
 * outcome window, and measures. Memory: about 16 bytes a pooled row, 8 more for a model
 * that says a probability, and while several dates are measured 8 a person and band or tenth.
 *
 * Pooled rows of one person are not independent: areas get Obuchowski's clustered variance
 * (Biometrics 53 (1997) 567-578), band rates and the trend Rao and Scott's effective sample size
 * (Biometrics 48 (1992) 577-585).
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the results, or %NULL
 */
SY_EXTERN
SyBacktest *sy_backtest_run (SyEventLog *log,
                             const SyModel *model,
                             const SyBacktestOptions *options,
                             GCancellable *cancellable,
                             SyProgressFunc progress,
                             gpointer user_data,
                             GError **error);

/**
 * sy_backtest_ref:
 * @self: a backtest
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyBacktest *sy_backtest_ref (SyBacktest *self);

/**
 * sy_backtest_unref:
 * @self: a backtest
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_backtest_unref (SyBacktest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBacktest, sy_backtest_unref)

/**
 * SyTuningGap:
 * @difference: the area of the dates not seen less that of the dates tuned on: below 0, the tuning made up
 *   so much; NaN with the others when one of the two areas is not known
 * @low: lower end of its 95 % interval
 * @high: upper end
 * @z: the difference over its standard error
 * @p: two-sided
 *
 * What a score loses on dates that it was not tuned on.
 */
typedef struct
{
  double difference;
  double low;
  double high;
  double z;
  double p;
} SyTuningGap;

/**
 * sy_backtest_get_gap:
 * @self: a backtest with a @tuned_until
 * @out_gap: (out caller-allocates): the gap
 *
 * Compares @unseen with @tuned. The two count as independent: most people are on both sides, which makes the areas
 * move together, so that the interval is rather too wide. Source: as sy_weakening_measure().
 *
 * Returns: whether both areas are known
 */
SY_EXTERN
gboolean sy_backtest_get_gap (const SyBacktest *self,
                              SyTuningGap *out_gap);

/**
 * SyPeriod:
 * @SY_PERIOD_WEEK: seven days
 * @SY_PERIOD_MONTH: a calendar month
 *
 * How far as-of dates lie apart.
 */
typedef enum
{
  SY_PERIOD_WEEK,
  SY_PERIOD_MONTH,
} SyPeriod;

/**
 * sy_origins_between:
 * @zone: the project's time zone
 * @from_day: the first as-of date (1970-01-01 is 0)
 * @to_day: the last allowed
 * @period: how far apart
 * @out_n_origins: (out): how many
 *
 * As-of dates from @from_day on; a monthly series keeps the day of the month where the month has it,
 * else takes its last. A date means the end of that local day, as everywhere.
 *
 * Returns: (transfer full) (array length=out_n_origins): UTC seconds, rising; free with g_free()
 */
SY_EXTERN
gint64 *sy_origins_between (const SyZone *zone,
                            gint32 from_day,
                            gint32 to_day,
                            SyPeriod period,
                            gsize *out_n_origins);

/**
 * sy_origins_suggest:
 * @log: the events
 * @n_wished: at most so many
 * @out_n_origins: (out): how many; 0 for data within one month
 *
 * The last starts of local months within the data that have events before them, immature ones included:
 * what a backtest opens with.
 *
 * Returns: (transfer full) (array length=out_n_origins): UTC seconds, rising; free with g_free()
 */
SY_EXTERN
gint64 *sy_origins_suggest (const SyEventLog *log,
                            gsize n_wished,
                            gsize *out_n_origins);

G_END_DECLS
