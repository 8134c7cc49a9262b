/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart.h"

/**
 * SyChartSample:
 * @name: as "distribution" or "bands-twelve"
 * @make: makes the chart
 *
 * A chart of invented figures, ordinary or degenerate.
 */
typedef struct
{
  const char *name;
  SyChart *(*make) (void);
} SyChartSample;

/**
 * sy_chart_samples:
 * @out_n: (out): how many
 *
 * One of every kind, then the degenerate ones.
 *
 * Returns: the samples
 */
const SyChartSample *sy_chart_samples (gsize *out_n);
