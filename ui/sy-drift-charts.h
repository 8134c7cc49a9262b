/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The charts of the Drift page from its results. No widget.
 */

/**
 * sy_drift_charts_ribbon:
 * @timeline: scores by date
 * @model: the model that was watched, for its thresholds
 * @zone: the project's time zone
 *
 * Returns: (transfer full): quantiles of the score over time
 */
SyChart *sy_drift_charts_ribbon (const SyDriftTimeline *timeline,
                                 const SyModel *model,
                                 SyZone *zone);

/**
 * sy_drift_charts_shares:
 * @timeline: scores by date
 * @zone: the project's time zone
 *
 * Returns: (transfer full): shares of the bands over time
 */
SyChart *sy_drift_charts_shares (const SyDriftTimeline *timeline,
                                 SyZone *zone);

/**
 * sy_drift_charts_psi:
 * @timeline: scores by date
 * @period: how far apart the dates are
 * @zone: the project's time zone
 *
 * Returns: (transfer full): PSI by period
 */
SyChart *sy_drift_charts_psi (const SyDriftTimeline *timeline,
                              SyPeriod period,
                              SyZone *zone);

/**
 * sy_drift_charts_shift:
 * @drift: two dates compared
 * @zone: the project's time zone
 *
 * Returns: (transfer full): what moved the mean raw score
 */
SyChart *sy_drift_charts_shift (const SyDrift *drift,
                                SyZone *zone);

/**
 * sy_drift_charts_migration:
 * @drift: two dates compared
 * @zone: the project's time zone
 *
 * Returns: (transfer full): who changed band
 */
SyChart *sy_drift_charts_migration (const SyDrift *drift,
                                    SyZone *zone);

/**
 * sy_drift_charts_auc:
 * @backtest: areas by month
 * @name: what was watched, as "v4"
 * @zone: the project's time zone
 *
 * Returns: (transfer full): the area by month
 */
SyChart *sy_drift_charts_auc (const SyBacktest *backtest,
                              const char *name,
                              SyZone *zone);

G_END_DECLS
