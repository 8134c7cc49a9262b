/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "sy-backtest.h"

G_BEGIN_DECLS

/**
 * SyUnknown:
 * @SY_UNKNOWN_NO_OUTCOME: the model has no outcome
 * @SY_UNKNOWN_IMMATURE: the outcome windows end after the data
 * @SY_UNKNOWN_NOBODY: nobody is in the population
 * @SY_UNKNOWN_ALREADY: everybody in it had the outcome before
 * @SY_UNKNOWN_NONE: nobody had the outcome
 * @SY_UNKNOWN_ALL: everybody had it
 *
 * Why there are no figures of a date.
 */
typedef enum
{
  SY_UNKNOWN_NO_OUTCOME,
  SY_UNKNOWN_IMMATURE,
  SY_UNKNOWN_NOBODY,
  SY_UNKNOWN_ALREADY,
  SY_UNKNOWN_NONE,
  SY_UNKNOWN_ALL,
} SyUnknown;

/**
 * SyPerformance:
 * @is_known: whether there is a date whose outcome is known and is not the same for all; else the
 *   other members but @why and the limits are 0 or NaN
 * @why: why it is not known
 * @as_of: the newest such date; when it is not known the newest mature date, the newest without any
 * @n: people with a label then
 * @n_positive: those with the outcome
 * @auc: the area then
 * @lift: the lift of the best tenth then
 * @lift_interval: its 95 % interval, see sy_lift_interval()
 * @min_auc: its limit, NaN for none
 * @min_lift: its limit, NaN for none
 * @auc_is_low: the area is below its limit
 * @lift_is_low: the lift is below its limit, or has no value
 *
 * The newest figures of a backtest, held against the limits of the model.
 */
typedef struct
{
  gboolean is_known;
  SyUnknown why;
  gint64 as_of;
  gsize n;
  gsize n_positive;
  SyAuc auc;
  double lift;
  SyInterval lift_interval;
  double min_auc;
  double min_lift;
  gboolean auc_is_low;
  gboolean lift_is_low;
} SyPerformance;

/**
 * sy_performance_judge:
 * @backtest: a backtest
 * @min_auc: the lowest area that is good enough, NaN for no limit
 * @min_lift: the lowest lift that is good enough, NaN for no limit
 * @out_performance: (out caller-allocates): the verdict
 *
 * Holds the newest date whose outcome is known against the limits. A figure that equals its limit
 * is good enough.
 */
SY_EXTERN
void sy_performance_judge (const SyBacktest *backtest,
                           double min_auc,
                           double min_lift,
                           SyPerformance *out_performance);

/**
 * sy_performance_is_alarm:
 * @self: a verdict
 *
 * Returns: whether a figure is below its limit
 */
SY_EXTERN
gboolean sy_performance_is_alarm (const SyPerformance *self);

/**
 * sy_performance_describe_unknown:
 * @self: a verdict
 * @as_of: its date, as it is to be shown
 *
 * Returns: (transfer full) (nullable): why there are no figures, as "no outcome is known yet"; %NULL
 *   when there are
 */
SY_EXTERN
char *sy_performance_describe_unknown (const SyPerformance *self,
                                       const char *as_of);

/**
 * sy_performance_measure:
 * @log: the events
 * @model: the model
 * @as_of: the date wished, UTC second; the last before it whose outcome is known when its own is not
 * @min_auc: see sy_performance_judge()
 * @min_lift: the same
 * @out_performance: (out caller-allocates): the verdict
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * sy_performance_judge() of a backtest of one date. A model without an outcome is not known.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_performance_measure (SyEventLog *log,
                                 const SyModel *model,
                                 gint64 as_of,
                                 double min_auc,
                                 double min_lift,
                                 SyPerformance *out_performance,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * SyWeakening:
 * @is_known: whether both areas are known and lie on different dates; else the others are 0 or NaN
 * @then_as_of: the newest date whose outcome was known when the version was published
 * @now_as_of: the newest date whose outcome is known now
 * @then: the area then
 * @now: the area now
 * @difference: now - then
 * @z: the difference over its standard error
 * @p: two-sided
 * @is_weaker: the area is smaller, by more than chance exceeds once in 20 times
 *
 * Whether the correlation of a version with its outcome has weakened since it was published.
 */
typedef struct
{
  gboolean is_known;
  gint64 then_as_of;
  gint64 now_as_of;
  SyAuc then;
  SyAuc now;
  double difference;
  double z;
  double p;
  gboolean is_weaker;
} SyWeakening;

/**
 * sy_weakening_measure:
 * @log: the events
 * @model: a published version
 * @published_as_of: when its reference was taken, see #SyReference, UTC second
 * @as_of: now: usually the end of the data, UTC second
 * @out_weakening: (out caller-allocates): what was found
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Compares the areas of two dates. The two are taken as independent: most people are in both, which
 * makes their areas move together, so that the test rather says nothing than too much.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Source: Hanley & McNeil, Radiology 143 (1982) 29-36, for independent samples; the variances are
 * DeLong's.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_weakening_measure (SyEventLog *log,
                               const SyModel *model,
                               gint64 published_as_of,
                               gint64 as_of,
                               SyWeakening *out_weakening,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
