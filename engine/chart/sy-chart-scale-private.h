/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SyChartScaleKind:
 * @SY_CHART_SCALE_LINEAR: even
 * @SY_CHART_SCALE_LOG: even in the logarithm; both ends above 0
 * @SY_CHART_SCALE_TIME: days since 1970-01-01, ticks on the calendar
 */
typedef enum
{
  SY_CHART_SCALE_LINEAR,
  SY_CHART_SCALE_LOG,
  SY_CHART_SCALE_TIME,
} SyChartScaleKind;

/**
 * SyChartScale:
 * @kind: how values are spread
 * @lo: value at @from
 * @hi: value at @to, above @lo
 * @from: position of @lo
 * @to: position of @hi; may be below @from
 *
 * Maps values to positions.
 */
typedef struct
{
  SyChartScaleKind kind;
  double lo;
  double hi;
  double from;
  double to;
} SyChartScale;

/**
 * SyTickFormat:
 * @SY_TICK_PLAIN: "0.25", "1,000"
 * @SY_TICK_COUNT: "5k", "1.5M"
 * @SY_TICK_PERCENT: a share of 1 as "25 %"
 * @SY_TICK_DAYS: "60 d"
 * @SY_TICK_SIGNED: "+5", "−5"
 */
typedef enum
{
  SY_TICK_PLAIN,
  SY_TICK_COUNT,
  SY_TICK_PERCENT,
  SY_TICK_DAYS,
  SY_TICK_SIGNED,
} SyTickFormat;

/**
 * SyTick:
 * @value: where
 * @label: (transfer full): its text
 */
typedef struct
{
  double value;
  char *label;
} SyTick;

/**
 * sy_chart_scale_init:
 * @self: a scale
 * @kind: its kind
 * @lo: lowest value
 * @hi: highest value
 * @from: position of @lo
 * @to: position of @hi
 *
 * Not finite, equal or turned ends are widened to a range that can be drawn.
 */
void sy_chart_scale_init (SyChartScale *self,
                          SyChartScaleKind kind,
                          double lo,
                          double hi,
                          double from,
                          double to);

/**
 * sy_chart_scale_map:
 * @self: a scale
 * @value: a value
 *
 * Returns: its position; NaN for NaN
 */
double sy_chart_scale_map (const SyChartScale *self,
                           double value);

/**
 * sy_chart_scale_unmap:
 * @self: a scale
 * @position: a position
 *
 * Returns: the value there
 */
double sy_chart_scale_unmap (const SyChartScale *self,
                             double position);

/**
 * sy_chart_scale_step:
 * @span: width of the range, above 0
 * @max_ticks: how many ticks may stand, at least 1
 *
 * Returns: the smallest of 1, 2, 2.5 and 5 times a power of ten with at most @max_ticks steps in @span
 */
double sy_chart_scale_step (double span,
                            guint max_ticks);

/**
 * sy_chart_scale_ticks:
 * @self: a scale
 * @max_ticks: how many may stand, at least 1
 * @format: how values are written; not looked at for time
 * @thousands: what stands between thousands
 *
 * Round values from @lo to @hi inclusive. Time ticks fall on days, Mondays,
 * first days of months, quarters or years; the first and each that begins a
 * year carries the year.
 *
 * Returns: (transfer full) (element-type SyTick): ticks in ascending order
 */
GArray *sy_chart_scale_ticks (const SyChartScale *self,
                              guint max_ticks,
                              SyTickFormat format,
                              const char *thousands);

/**
 * sy_chart_scale_ticks_at:
 * @values: (array length=n_values): where ticks must stand
 * @n_values: how many
 * @format: how values are written
 * @thousands: what stands between thousands
 *
 * Returns: (transfer full) (element-type SyTick): those ticks, all with the decimals of the one that needs most
 */
GArray *sy_chart_scale_ticks_at (const double *values,
                                 gsize n_values,
                                 SyTickFormat format,
                                 const char *thousands);
