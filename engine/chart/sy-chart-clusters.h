/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"

/**
 * SyChartSilhouetteInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_points: numbers of clusters that were tried
 * @clusters: (array length=n_points): they, rising
 * @silhouette: (array length=n_points): silhouette of each, -1 to 1
 * @explained: (array length=n_points): share of the spread between the clusters, 0 to 1
 * @best: index of the highest silhouette
 * @chosen: index of the one that is looked at; @n_points for none
 *
 * What so many clusters would do.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_points;
  const guint *clusters;
  const double *silhouette;
  const double *explained;
  gsize best;
  gsize chosen;
} SyChartSilhouetteInfo;

/**
 * sy_chart_silhouette_new:
 * @info: the data; all is copied
 *
 * Hits: points of the silhouette by number of clusters.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_silhouette_new (const SyChartSilhouetteInfo *info);

/**
 * SyChartProfileInfo:
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 * @n_rows: groups of people
 * @rows: (array length=n_rows): their names, the first on top
 * @n_columns: what they are told by
 * @columns: (array length=n_columns): its names
 * @deviations: (array): row by row, from the mean of everyone, in standard deviations
 * @points: (array): row by row, the means themselves
 *
 * How groups of people differ from everyone: blue above the mean, orange below.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  gsize n_rows;
  const char *const *rows;
  gsize n_columns;
  const char *const *columns;
  const double *deviations;
  const double *points;
} SyChartProfileInfo;

/**
 * sy_chart_profile_new:
 * @info: the data; all is copied
 *
 * Hits: cells, the column as index and the row as series.
 * Returns: (transfer full): the chart
 */
SY_EXTERN
SyChart *sy_chart_profile_new (const SyChartProfileInfo *info);
