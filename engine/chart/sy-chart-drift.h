/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"

/**
 * SyChartSpan:
 * @from: first day, 1970-01-01 is 0
 * @to: last day, not before @from
 * @label: (nullable): what was not recorded, for the tooltip
 *
 * Days that are shaded on a time axis.
 */
typedef struct
{
  gint32 from;
  gint32 to;
  const char *label;
} SyChartSpan;

/**
 * SyChartNote:
 * @day: the day, 1970-01-01 is 0
 * @label: what happened, as "new pricing"
 *
 * An event the analyst noted, marked on a time axis.
 */
typedef struct
{
  gint32 day;
  const char *label;
} SyChartNote;

/**
 * SyChartMarks:
 * @n_gaps: number of shaded spans
 * @gaps: (array length=n_gaps): the spans
 * @n_notes: number of annotations
 * @notes: (array length=n_notes): the annotations
 *
 * What stands on a time axis besides the data; all zero for nothing.
 */
typedef struct
{
  gsize n_gaps;
  const SyChartSpan *gaps;
  gsize n_notes;
  const SyChartNote *notes;
} SyChartMarks;

/**
 * SyChartRibbonInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of dates
 * @days: (array length=n_points): ascending day numbers
 * @p05: (array length=n_points): 5 % quantile of the score; NaN in any of the five breaks the ribbon
 * @p25: (array length=n_points): 25 %
 * @p50: (array length=n_points): median
 * @p75: (array length=n_points): 75 %
 * @p95: (array length=n_points): 95 %
 * @n: (nullable) (array length=n_points): people, for tooltips
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): names, lowest first
 * @thresholds: (array): @n_bands − 1 lower bounds of the second and later bands
 * @marks: gaps and annotations
 *
 * Quantiles of the score over time.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const gint32 *days;
  const double *p05;
  const double *p25;
  const double *p50;
  const double *p75;
  const double *p95;
  const guint64 *n;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  SyChartMarks marks;
} SyChartRibbonInfo;

/**
 * sy_chart_ribbon_new:
 * @info: the data; all is copied
 *
 * Hits: points by date, gaps and notes.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_ribbon_new (const SyChartRibbonInfo *info);

/**
 * SyChartSharesInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of dates
 * @days: (array length=n_points): ascending day numbers
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): names, lowest first
 * @counts: (array): @n_bands × @n_points people, band-major: `counts[band * n_points + point]`
 * @marks: gaps and annotations
 *
 * Shares of the bands over time.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const gint32 *days;
  guint n_bands;
  const char *const *band_names;
  const guint64 *counts;
  SyChartMarks marks;
} SyChartSharesInfo;

/**
 * sy_chart_shares_new:
 * @info: the data; all is copied
 *
 * Hits: bands (index is the band, series the date), gaps and notes.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_shares_new (const SyChartSharesInfo *info);

/**
 * SyChartPsiInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: number of periods
 * @days: (array length=n_points): ascending day numbers
 * @psi: (array length=n_points): PSI against the reference; NaN leaves a gap
 * @critical: (nullable) (array length=n_points): what chance alone exceeds once in 20; drawn dotted
 * @watch: first dashed line, as 0.10; NaN for none
 * @alarm: second dashed line, as 0.25; NaN for none
 * @marks: gaps and annotations
 *
 * PSI by period.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const gint32 *days;
  const double *psi;
  const double *critical;
  double watch;
  double alarm;
  SyChartMarks marks;
} SyChartPsiInfo;

/**
 * sy_chart_psi_new:
 * @info: the data; all is copied
 *
 * Bars above @watch are orange. Hits: bars by period, gaps and notes.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_psi_new (const SyChartPsiInfo *info);

/**
 * SyChartShiftInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_rules: number of rules
 * @labels: (array length=n_rules): their names
 * @shifts: (array length=n_rules): change of the mean score by the rule, in points
 * @keep_order: whether to keep the order given; else from the most negative to the most positive
 * @psi: (nullable) (array length=n_rules): stability index of the rule's values, NaN for none
 * @critical: (nullable) (array length=n_rules): what chance alone exceeds once in 20
 *
 * What moved the mean score.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_rules;
  const char *const *labels;
  const double *shifts;
  gboolean keep_order;
  const double *psi;
  const double *critical;
} SyChartShiftInfo;

/**
 * sy_chart_shift_new:
 * @info: the data; all is copied
 *
 * Hits: bars by rule (index in the caller's arrays). A height too small for
 * all rules leaves the smallest out and says how many.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_shift_new (const SyChartShiftInfo *info);

/**
 * SyChartMigrationInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_bands: number of bands
 * @names: (array length=n_bands): names, lowest first
 * @counts: (array): @n_bands × @n_bands people, row-major: rows are the band then, columns the band now
 *
 * Who changed band.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  guint n_bands;
  const char *const *names;
  const guint64 *counts;
} SyChartMigrationInfo;

/**
 * sy_chart_migration_new:
 * @info: the data; all is copied
 *
 * Cells show the share of their row. Hits: cells.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_migration_new (const SyChartMigrationInfo *info);

/**
 * SyChartVolumeGap:
 * @type: row
 * @from: first missing day
 * @to: last missing day
 *
 * Days on which one type of event was not recorded.
 */
typedef struct
{
  gsize type;
  gint32 from;
  gint32 to;
} SyChartVolumeGap;

/**
 * SyChartVolumeInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_types: rows
 * @type_names: (array length=n_types): their names
 * @n_periods: columns
 * @days: (array length=n_periods): ascending first days of the periods
 * @counts: (array): @n_types × @n_periods events, type-major
 * @n_gaps: number of gaps
 * @gaps: (array length=n_gaps): the gaps, outlined in amber
 * @marks: annotations, and gaps shaded over all rows
 *
 * Events by type and period. Each row is shaded against its own maximum.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_types;
  const char *const *type_names;
  gsize n_periods;
  const gint32 *days;
  const guint64 *counts;
  gsize n_gaps;
  const SyChartVolumeGap *gaps;
  SyChartMarks marks;
} SyChartVolumeInfo;

/**
 * sy_chart_volume_new:
 * @info: the data; all is copied
 *
 * Hits: cells (series is the type, index the period).
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_volume_new (const SyChartVolumeInfo *info);
