/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"

/**
 * SyChartLeadInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_days: number of days, the day of the outcome first
 * @shares: (array length=n_days): share that was warned of so many days before, 0 to 1; NaN for nobody
 * @low: (array length=n_days): lower end of its interval
 * @high: (array length=n_days): upper end
 * @n: (array length=n_days): people; shares of few are drawn pale
 * @n_marks: number of days that are named
 * @marks: (array length=n_marks): they, below @n_days
 *
 * How early those with the outcome were warned of.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_days;
  const double *shares;
  const double *low;
  const double *high;
  const guint64 *n;
  gsize n_marks;
  const guint *marks;
} SyChartLeadInfo;

/**
 * sy_chart_lead_new:
 * @info: the data; all is copied
 *
 * Hits: points by day.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_lead_new (const SyChartLeadInfo *info);

/**
 * SyChartSurvivalBand:
 * @name: (nullable): its name
 * @n: people in it; a curve of few is drawn dotted
 * @n_points: number of steps
 * @days: (array length=n_points): when somebody had the outcome, rising
 * @shares: (array length=n_points): share with it from then on, 0 to 1
 *
 * The curve of a band.
 */
typedef struct
{
  const char *name;
  guint64 n;
  gsize n_points;
  const double *days;
  const double *shares;
} SyChartSurvivalBand;

/**
 * SyChartSurvivalInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @max_days: how long people were followed
 * @horizon_days: end of the outcome window, marked; NaN for none
 * @n_bands: number of bands
 * @bands: (array length=n_bands): their curves, lowest band first
 *
 * Time to the outcome by band, as steps.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  double max_days;
  double horizon_days;
  guint n_bands;
  const SyChartSurvivalBand *bands;
} SyChartSurvivalInfo;

/**
 * sy_chart_survival_new:
 * @info: the data; all is copied
 *
 * Hits: points of the curves, nearest first.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_survival_new (const SyChartSurvivalInfo *info);

/**
 * SyChartHeatInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_rows: number of rows
 * @rows: (array length=n_rows): their names, the first on top
 * @n_columns: number of columns
 * @columns: (array length=n_columns): their names
 * @n: (array): people, row by row
 * @positives: (array): those of them who count
 *
 * Shares by two things. Cells of few people are drawn pale.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_rows;
  const char *const *rows;
  gsize n_columns;
  const char *const *columns;
  const guint64 *n;
  const guint64 *positives;
} SyChartHeatInfo;

/**
 * sy_chart_heat_new:
 * @info: the data; all is copied
 *
 * Of more rows than have room the last are drawn; the table has all. Hits: cells, the column as index and
 * the row as series.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_heat_new (const SyChartHeatInfo *info);
