/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-drift.h"
#include "sy-chart-object.h"

/**
 * SyChartBandsInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_bands: number of bands
 * @names: (array length=n_bands): names, lowest first
 * @n: (array length=n_bands): people in the band
 * @positives: (array length=n_bands): people with the outcome
 * @low: (nullable) (array length=n_bands): lower end of the interval of the rate, 0 to 1; %NULL draws no whiskers
 * @high: (nullable) (array length=n_bands): upper end
 * @base_rate: rate of all, 0 to 1; NaN computes it from the counts
 * @n_comparison: number of compared bands; 0 for none
 * @comparison_names: (nullable) (array length=n_comparison): their names; matched to bands by index, shown in tooltips
 * @comparison_n: (array length=n_comparison): people
 * @comparison_positives: (array length=n_comparison): people with the outcome
 * @comparison_name: (nullable): what it is, as "v4"
 *
 * The outcome's rate by band.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  guint n_bands;
  const char *const *names;
  const guint64 *n;
  const guint64 *positives;
  const double *low;
  const double *high;
  double base_rate;
  guint n_comparison;
  const char *const *comparison_names;
  const guint64 *comparison_n;
  const guint64 *comparison_positives;
  const char *comparison_name;
} SyChartBandsInfo;

/**
 * sy_chart_bands_new:
 * @info: the data; all is copied
 *
 * Hits: bars by band.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_bands_new (const SyChartBandsInfo *info);

/**
 * SyChartRocCurve:
 * @name: (nullable): what it is, as "draft"
 * @n_points: number of points; 0 leaves the curve out
 * @false_rate: (array length=n_points): ascending, 0 to 1
 * @true_rate: (array length=n_points): ascending, 0 to 1
 * @auc: the area, NaN when not known
 * @low: lower end of its interval, NaN for none
 * @high: upper end of its interval, NaN for none
 *
 * One ROC curve.
 */
typedef struct
{
  const char *name;
  gsize n_points;
  const double *false_rate;
  const double *true_rate;
  double auc;
  double low;
  double high;
} SyChartRocCurve;

/**
 * SyChartRocInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @outcome: (nullable): who is caught, as "lapsed"; labels the axes
 * @draft: the curve in blue
 * @comparison: the curve in black
 *
 * ROC curves with the line of chance.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *outcome;
  SyChartRocCurve draft;
  SyChartRocCurve comparison;
} SyChartRocInfo;

/**
 * sy_chart_roc_new:
 * @info: the data; all is copied
 *
 * Hits: points of the curves, nearest first.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_roc_new (const SyChartRocInfo *info);

/**
 * SyChartDecilesInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @x_label: (nullable): as "people contacted, riskiest first, %"
 * @n_groups: number of groups, ten for deciles
 * @n: (array length=n_groups): people, first contacted first
 * @positives: (array length=n_groups): people with the outcome
 * @comparison_n: (nullable) (array length=n_groups): people of the compared version
 * @comparison_positives: (nullable) (array length=n_groups): with the outcome
 * @comparison_name: (nullable): what it is, as "v4"
 *
 * Groups of equal size by score.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *x_label;
  gsize n_groups;
  const guint64 *n;
  const guint64 *positives;
  const guint64 *comparison_n;
  const guint64 *comparison_positives;
  const char *comparison_name;
} SyChartDecilesInfo;

/**
 * sy_chart_gain_new:
 * @info: the data; all is copied
 *
 * Cumulative share of all outcomes by group, with the line of chance.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_gain_new (const SyChartDecilesInfo *info);

/**
 * sy_chart_lift_new:
 * @info: the data; all is copied
 *
 * Rate of each group over the base rate, with the line at 1.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_lift_new (const SyChartDecilesInfo *info);

/**
 * SyChartHalfLifeInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of half-lives that were tried
 * @days: (array length=n_points): they, rising, above 0
 * @auc: (array length=n_points): area of the score with each
 * @low: (array length=n_points): lower end of its interval
 * @high: (array length=n_points): upper end
 * @within: (array length=n_points): 1 where it is as good as the best, else 0
 * @best: index of the best
 * @low_days: the shortest that is as good as the best
 * @high_days: the longest
 * @current_days: the one the rule has; NaN for none
 *
 * How the area depends on the half-life of one rule.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const double *days;
  const double *auc;
  const double *low;
  const double *high;
  const guint8 *within;
  gsize best;
  double low_days;
  double high_days;
  double current_days;
} SyChartHalfLifeInfo;

/**
 * sy_chart_half_life_new:
 * @info: the data; all is copied
 *
 * Hits: points by half-life.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_half_life_new (const SyChartHalfLifeInfo *info);

/**
 * SyChartAucInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of origins
 * @days: (array length=n_points): ascending day numbers, 1970-01-01 is 0
 * @auc: (array length=n_points): area at each origin, NaN when unknown
 * @low: (nullable) (array length=n_points): lower ends of intervals
 * @high: (nullable) (array length=n_points): upper ends
 * @lift: (nullable) (array length=n_points): lift of the best tenth, NaN when unknown; told, not drawn
 * @lift_low: (nullable) (array length=n_points): lower ends of its intervals
 * @lift_high: (nullable) (array length=n_points): upper ends
 * @immature: (nullable) (array length=n_points): 1 where the horizon is not over; hatched
 * @comparison: (nullable) (array length=n_points): areas of the compared version
 * @comparison_name: (nullable): what it is, as "v4"
 * @has_tuned_until: whether the next field counts
 * @tuned_until: last day whose outcomes the weights were tuned on
 * @marks: annotations
 *
 * The AUC by origin.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const gint32 *days;
  const double *auc;
  const double *low;
  const double *high;
  const double *lift;
  const double *lift_low;
  const double *lift_high;
  const guint8 *immature;
  const double *comparison;
  const char *comparison_name;
  gboolean has_tuned_until;
  gint32 tuned_until;
  SyChartMarks marks;
} SyChartAucInfo;

/**
 * sy_chart_auc_new:
 * @info: the data; all is copied
 *
 * Hits: points by origin.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_auc_new (const SyChartAucInfo *info);

/**
 * SyChartReliabilityInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_bins: number of bins
 * @predicted: (array length=n_bins): mean predicted rate, 0 to 1; NaN leaves the bin out
 * @observed: (array length=n_bins): observed rate, 0 to 1
 * @low: (nullable) (array length=n_bins): lower end of its interval
 * @high: (nullable) (array length=n_bins): upper end
 * @n: (array length=n_bins): people, the area of the dots
 *
 * Predicted against observed rates.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_bins;
  const double *predicted;
  const double *observed;
  const double *low;
  const double *high;
  const guint64 *n;
} SyChartReliabilityInfo;

/**
 * sy_chart_reliability_new:
 * @info: the data; all is copied
 *
 * Hits: points by bin.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_reliability_new (const SyChartReliabilityInfo *info);

/**
 * SyChartPrecisionInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @x_label: (nullable): as "score"
 * @n_points: number of candidate thresholds
 * @thresholds: (array length=n_points): ascending scores
 * @precision: (array length=n_points): 0 to 1, NaN where the list is empty
 * @precision_low: (nullable) (array length=n_points): lower end of its interval
 * @precision_high: (nullable) (array length=n_points): upper end
 * @recall: (array length=n_points): 0 to 1
 * @list_n: (nullable) (array length=n_points): people in the list, for tooltips
 * @threshold: the chosen threshold; NaN for none
 *
 * Precision and recall of "score beyond the threshold".
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *x_label;
  gsize n_points;
  const double *thresholds;
  const double *precision;
  const double *precision_low;
  const double *precision_high;
  const double *recall;
  const guint64 *list_n;
  double threshold;
} SyChartPrecisionInfo;

/**
 * sy_chart_precision_new:
 * @info: the data; all is copied
 *
 * Hits: threshold 0, points (series 0 precision, 1 recall).
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_precision_new (const SyChartPrecisionInfo *info);
