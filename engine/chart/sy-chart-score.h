/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-drift.h"
#include "sy-chart-object.h"

/**
 * SyChartDistributionInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @x_label: (nullable): name of the x axis, as "score"
 * @things: (nullable): what is counted, as "accounts"; %NULL is "people"
 * @n_bins: number of bins
 * @edges: (array): @n_bins + 1 ascending bin edges on the score scale
 * @n_bands: number of bands; 0 draws one colour (and @counts holds @n_bins)
 * @band_names: (array length=n_bands): names, lowest first
 * @thresholds: (array): @n_bands − 1 lower bounds of the second and later bands
 * @counts: (array): max (1, @n_bands) × @n_bins people, band-major: `counts[band * n_bins + bin]`
 * @comparison: (nullable) (array length=n_bins): people of the compared version
 * @comparison_name: (nullable): what it is, as "v4 published"
 *
 * A score distribution: bars stacked by band, the comparison as an outline,
 * thresholds that can be dragged.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *x_label;
  const char *things;
  gsize n_bins;
  const double *edges;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  const guint64 *counts;
  const guint64 *comparison;
  const char *comparison_name;
} SyChartDistributionInfo;

/**
 * sy_chart_distribution_new:
 * @info: the data; all is copied
 *
 * Hits: bars by bin, thresholds, band labels.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_distribution_new (const SyChartDistributionInfo *info);

/**
 * SyChartDecayKind:
 * @SY_CHART_DECAY_NONE: full weight for the whole window
 * @SY_CHART_DECAY_EXPONENTIAL: half after each half-life
 * @SY_CHART_DECAY_LINEAR: down to nothing at the span
 * @SY_CHART_DECAY_STEPS: the factor of the first step not younger
 */
typedef enum
{
  SY_CHART_DECAY_NONE,
  SY_CHART_DECAY_EXPONENTIAL,
  SY_CHART_DECAY_LINEAR,
  SY_CHART_DECAY_STEPS,
} SyChartDecayKind;

/**
 * SyChartDecayInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @kind: shape of the decay
 * @days: half-life or span in days, above 0; unused for the other kinds
 * @n_steps: number of steps
 * @step_days: (array length=n_steps): ascending upper ages
 * @step_factors: (array length=n_steps): factor up to that age
 * @window_days: age after which an event does not count; NaN for none
 * @max_days: right end of the axis; 0 or NaN picks one. A face keeps the value
 *   of sy_chart_decay_pick_max_days() from the start of a drag, so that the axis holds still
 *
 * The weight of an event by its age.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  SyChartDecayKind kind;
  double days;
  gsize n_steps;
  const double *step_days;
  const double *step_factors;
  double window_days;
  double max_days;
} SyChartDecayInfo;

/**
 * sy_chart_decay_new:
 * @info: the data; all is copied
 *
 * Hits: handle 0 at the half-life or the span, handles by step for steps.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_decay_new (const SyChartDecayInfo *info);

/**
 * sy_chart_decay_pick_max_days:
 * @info: the data; its own `max_days` is not looked at
 *
 * Returns: the right end a decay chart picks by itself, in days
 */
SY_EXTERN
double sy_chart_decay_pick_max_days (const SyChartDecayInfo *info);

/**
 * SyChartWaterfallInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_lines: number of contributions
 * @labels: (array length=n_lines): names, as "Purchase" or "Group cap"
 * @points: (array length=n_lines): points, may be negative; they add up to @total
 * @details: (nullable) (array length=n_lines): tooltips, each may be %NULL
 * @start_label: (nullable): names the bar the lines start from, as "On 1 May"; %NULL starts at 0 without a bar
 * @start: where the lines start; 0 without @start_label
 * @total_label: (nullable): names the last bar; %NULL is "Score"
 * @total: the last bar
 *
 * How contributions add up to a score, or changes to another score.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_lines;
  const char *const *labels;
  const double *points;
  const char *const *details;
  const char *start_label;
  double start;
  const char *total_label;
  double total;
} SyChartWaterfallInfo;

/**
 * sy_chart_waterfall_new:
 * @info: the data; all is copied
 *
 * Hits: bars by line. A height too small for all lines shows the largest and
 * sums the others in one bar.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_waterfall_new (const SyChartWaterfallInfo *info);

/**
 * sy_chart_waterfall_natural_height:
 * @n_lines: number of contributions
 * @style: as drawn
 *
 * Returns: a height at which all lines of a waterfall (or of a points shift) are shown
 */
SY_EXTERN
double sy_chart_waterfall_natural_height (gsize n_lines,
                                          const SyChartStyle *style);

/**
 * SyChartTrajectoryInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of points
 * @times: (array length=n_points): ascending, in days since 1970-01-01, with fractions
 * @scores: (array length=n_points): scores; NaN breaks the line
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): names, lowest first
 * @thresholds: (array): @n_bands − 1 lower bounds of the second and later bands
 * @n_types: number of event types below the line
 * @type_names: (array length=n_types): their names
 * @n_events: number of events
 * @event_times: (array length=n_events): days since 1970-01-01, any order
 * @event_types: (array length=n_events): index in @type_names
 * @marks: annotations
 *
 * One person's score over time, with a row of ticks for each type of event.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const double *times;
  const double *scores;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  gsize n_types;
  const char *const *type_names;
  gsize n_events;
  const double *event_times;
  const guint *event_types;
  SyChartMarks marks;
} SyChartTrajectoryInfo;

/**
 * sy_chart_trajectory_new:
 * @info: the data; all is copied
 *
 * Hits: points of the line (series 0), event ticks (series 1, index of the event).
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_trajectory_new (const SyChartTrajectoryInfo *info);

/**
 * sy_chart_sparkline_new:
 * @label: (nullable): what is counted, for the description and the tooltip
 * @days: (nullable) (array length=n_values): day numbers, for the tooltip
 * @values: (array length=n_values): values; NaN leaves a gap that is shaded
 * @n_values: number of values
 *
 * A line without axes, from zero, with a dot on the last value.
 *
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_sparkline_new (const char *label,
                                 const gint32 *days,
                                 const double *values,
                                 gsize n_values);

/**
 * sy_chart_sparkline_new_with_gaps:
 * @title: (nullable): what it is of
 * @label: (nullable): what is counted
 * @days: (nullable) (array length=n_values): day numbers, for the tooltip
 * @values: (array length=n_values): values
 * @gaps: (nullable) (array length=n_values): whether tracking failed; such a value is drawn and shaded
 * @n_values: number of values
 *
 * A sparkline as sy_chart_sparkline_new() makes it, where a value that was counted may be known to
 * be too low.
 *
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_sparkline_new_with_gaps (const char *title,
                                           const char *label,
                                           const gint32 *days,
                                           const double *values,
                                           const gboolean *gaps,
                                           gsize n_values);
