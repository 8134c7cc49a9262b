/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "segment/sy-clusters.h"
#include "stats/sy-stats.h"
#include "sy-chart-clusters.h"
#include "sy-chart-drift.h"
#include "sy-chart-follow-up.h"
#include "sy-chart-object.h"
#include "sy-chart-outcome.h"
#include "sy-chart-score.h"
#include "validate/sy-validate.h"

/*
 * Charts of the engine's own results, so that the command line, a report and
 * a window show the same. Each takes what it reads and keeps nothing of it.
 * "version" names the compared version, as "v4"; NULL leaves it out.
 */

/**
 * sy_chart_distribution_from_tuning:
 * @tuning: a tuning
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the score distribution by band
 */
SY_EXTERN
SyChart *sy_chart_distribution_from_tuning (const SyTuning *tuning,
                                            const char *version);

/**
 * sy_chart_distribution_from_accounts:
 * @scores: scores of accounts
 * @model: the model they are of
 *
 * Returns: (transfer full): the distribution of the scores of accounts by band
 */
SY_EXTERN
SyChart *sy_chart_distribution_from_accounts (const SyAccountScores *scores,
                                              const SyModel *model);

/**
 * sy_chart_bands_from_tuning:
 * @tuning: a tuning
 * @outcome: (nullable): name of the outcome, for the title
 * @zone: the project's zone
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the outcome by band
 */
SY_EXTERN
SyChart *sy_chart_bands_from_tuning (const SyTuning *tuning,
                                     const char *outcome,
                                     const SyZone *zone,
                                     const char *version);

/**
 * sy_chart_bands_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 * @published: (nullable): those of the compared version
 * @outcome: (nullable): name of the outcome, for the title
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the outcome by band
 */
SY_EXTERN
SyChart *sy_chart_bands_from_figures (const SyFigures *figures,
                                      const SyFigures *published,
                                      const char *outcome,
                                      const char *version);

/**
 * sy_chart_roc_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 * @published: (nullable): those of the compared version
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the ROC curves
 */
SY_EXTERN
SyChart *sy_chart_roc_from_figures (const SyFigures *figures,
                                    const SyFigures *published,
                                    const char *version);

/**
 * sy_chart_gain_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 * @published: (nullable): those of the compared version
 * @direction: which end of the score comes first
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the gain by decile
 */
SY_EXTERN
SyChart *sy_chart_gain_from_figures (const SyFigures *figures,
                                     const SyFigures *published,
                                     SyDirection direction,
                                     const char *version);

/**
 * sy_chart_lift_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 * @published: (nullable): those of the compared version
 * @direction: which end of the score comes first
 * @version: (nullable): name of the compared version
 *
 * Returns: (transfer full): the lift by decile
 */
SY_EXTERN
SyChart *sy_chart_lift_from_figures (const SyFigures *figures,
                                     const SyFigures *published,
                                     SyDirection direction,
                                     const char *version);

/**
 * sy_chart_reliability_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 *
 * Returns: (transfer full): predicted against observed rates
 */
SY_EXTERN
SyChart *sy_chart_reliability_from_figures (const SyFigures *figures);

/**
 * sy_chart_precision_from_figures:
 * @figures: (nullable): figures of a backtest; %NULL draws a note
 * @direction: which side of the threshold is the list
 * @threshold: the chosen threshold, or NaN
 *
 * Returns: (transfer full): precision and recall by threshold
 */
SY_EXTERN
SyChart *sy_chart_precision_from_figures (const SyFigures *figures,
                                          SyDirection direction,
                                          double threshold);

/**
 * sy_chart_notes_from:
 * @notes: (nullable) (element-type SyNote): the project's notes, see sy_project_list_notes(); they must
 *   live as long as the marks
 * @out_marks: (out caller-allocates): the marks of a time axis: these notes and no gaps
 *
 * Returns: (transfer full) (nullable): what @out_marks points to; free with g_free() after its last use
 */
SY_EXTERN
SyChartNote *sy_chart_notes_from (GPtrArray *notes,
                                  SyChartMarks *out_marks);

/**
 * sy_chart_auc_from_backtest:
 * @backtest: a backtest
 * @zone: the project's zone
 * @version: (nullable): name of the compared version
 * @marks: (nullable): annotations
 *
 * Returns: (transfer full): the AUC by origin
 */
SY_EXTERN
SyChart *sy_chart_auc_from_backtest (const SyBacktest *backtest,
                                     const SyZone *zone,
                                     const char *version,
                                     const SyChartMarks *marks);

/**
 * sy_chart_ribbon_from_timeline:
 * @timeline: a timeline
 * @model: its model, for the thresholds
 * @zone: the project's zone
 * @marks: (nullable): gaps and annotations
 *
 * Returns: (transfer full): quantiles of the score over time
 */
SY_EXTERN
SyChart *sy_chart_ribbon_from_timeline (const SyDriftTimeline *timeline,
                                        const SyModel *model,
                                        const SyZone *zone,
                                        const SyChartMarks *marks);

/**
 * sy_chart_shares_from_timeline:
 * @timeline: a timeline
 * @zone: the project's zone
 * @marks: (nullable): gaps and annotations
 *
 * Returns: (transfer full): band shares over time
 */
SY_EXTERN
SyChart *sy_chart_shares_from_timeline (const SyDriftTimeline *timeline,
                                        const SyZone *zone,
                                        const SyChartMarks *marks);

/**
 * sy_chart_psi_from_timeline:
 * @timeline: a timeline
 * @zone: the project's zone
 * @marks: (nullable): gaps and annotations
 *
 * Returns: (transfer full): PSI by period
 */
SY_EXTERN
SyChart *sy_chart_psi_from_timeline (const SyDriftTimeline *timeline,
                                     const SyZone *zone,
                                     const SyChartMarks *marks);

/**
 * sy_chart_shift_from_drift:
 * @drift: a comparison of two dates
 * @zone: the project's zone
 *
 * Returns: (transfer full): the points shift by rule
 */
SY_EXTERN
SyChart *sy_chart_shift_from_drift (const SyDrift *drift,
                                    const SyZone *zone);

/**
 * sy_chart_migration_from_drift:
 * @drift: a comparison of two dates
 * @zone: the project's zone
 *
 * Returns: (transfer full): who changed band
 */
SY_EXTERN
SyChart *sy_chart_migration_from_drift (const SyDrift *drift,
                                        const SyZone *zone);

/**
 * sy_chart_lead_from_lead_time:
 * @lead: (nullable): figures; %NULL gives a chart that says there is nothing
 *
 * Returns: (transfer full): how early those with the outcome were warned of
 */
SY_EXTERN
SyChart *sy_chart_lead_from_lead_time (const SyLeadTime *lead);

/**
 * sy_chart_survival_from_times:
 * @times: (nullable): figures; %NULL gives a chart that says there is nothing
 *
 * Returns: (transfer full): time to the outcome by band
 */
SY_EXTERN
SyChart *sy_chart_survival_from_times (const SyTimeToOutcome *times);

/**
 * sy_chart_heat_from_cohorts:
 * @cohorts: (nullable): figures; %NULL gives a chart that says there is nothing
 *
 * Returns: (transfer full): retention by cohort and band
 */
SY_EXTERN
SyChart *sy_chart_heat_from_cohorts (const SyCohorts *cohorts);

/**
 * sy_chart_heat_from_fairness:
 * @fairness: (nullable): figures; %NULL gives a chart that says there is nothing
 *
 * Returns: (transfer full): shares by group: chosen, and where the outcome is known the outcome, who was
 *   found, false alarms and who was right; everyone as the last row
 */
SY_EXTERN
SyChart *sy_chart_heat_from_fairness (const SyFairness *fairness);

/**
 * sy_chart_waterfall_from_contributions:
 * @contributions: the account of a score
 * @zone: the project's zone
 * @title: (nullable): heading, as "Why 1228 scores 61.0"
 *
 * Lines of 0 points are left out.
 *
 * Returns: (transfer full): the waterfall
 */
SY_EXTERN
SyChart *sy_chart_waterfall_from_contributions (const SyContributions *contributions,
                                                const SyZone *zone,
                                                const char *title);

/**
 * sy_chart_decay_from_rule:
 * @rule: a rule
 * @max_days: right end of the axis, or NaN to pick one
 *
 * Returns: (transfer full): the weight of its events by age
 */
SY_EXTERN
SyChart *sy_chart_decay_from_rule (const SyRule *rule,
                                   double max_days);

/**
 * sy_chart_half_life_from_found:
 * @found: what the finder found
 * @current_days: the half-life the rule has now; NaN for none
 *
 * Returns: (transfer full): the area by half-life
 */
SY_EXTERN
SyChart *sy_chart_half_life_from_found (const SyHalfLife *found,
                                        double current_days);

/**
 * sy_chart_silhouette_from_counts:
 * @counts: (array length=n_counts): what sy_clusters_count() filled
 * @n_counts: how many
 * @n_clusters: the number that is looked at; 0 for none
 *
 * Returns: (transfer full): silhouette and share between by number of clusters
 */
SY_EXTERN
SyChart *sy_chart_silhouette_from_counts (const SyClusterCount *counts,
                                          gsize n_counts,
                                          gsize n_clusters);

/**
 * sy_chart_profile_from_clusters:
 * @clusters: clusters
 *
 * Friction that takes more points than from everyone is above the mean.
 *
 * Returns: (transfer full): how the clusters differ from everyone, part by part
 */
SY_EXTERN
SyChart *sy_chart_profile_from_clusters (const SyClusters *clusters);

/**
 * sy_chart_date:
 * @zone: the project's zone
 * @as_of: an as-of instant, UTC seconds
 *
 * The day an as-of date names: the last one whose events count.
 *
 * Returns: (transfer full): as "30 Jun 2024"
 */
SY_EXTERN
char *sy_chart_date (const SyZone *zone,
                     gint64 as_of);
