/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart.h"

G_BEGIN_DECLS

/*
 * What tests of charts share.
 */

/*
 * The size of most charts, in pixels.
 */
#define WIDTH 760.0
#define HEIGHT 330.0

/*
 * A new one of the sample charts.
 */
SyChart *chart_fixture_make (const char *name);

/*
 * Light, and only the plot: without a title and padding.
 */
SyChartStyle chart_fixture_bare_style (void);

/*
 * The chart as drawn on a transparent surface of whole pixels; fails the test when cairo does.
 */
cairo_surface_t *chart_fixture_render (SyChart *chart,
                                       double width,
                                       double height,
                                       const SyChartStyle *style);

/*
 * The pixel as 0xAARRGGBB.
 */
guint32 chart_fixture_pixel_at (cairo_surface_t *surface,
                                double x,
                                double y);

G_END_DECLS
