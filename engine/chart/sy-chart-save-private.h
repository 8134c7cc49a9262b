/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"

/**
 * sy_chart_to_svg:
 * @self: a chart
 * @width: in units
 * @height: in units
 * @style: how it looks
 * @prefix: put before every id, so that several drawings can stand in one document
 * @inline_svg: whether it is for the inside of an HTML document: no XML declaration, scaled to the width there is
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): the drawing as text, or %NULL
 */
char *sy_chart_to_svg (SyChart *self,
                       double width,
                       double height,
                       const SyChartStyle *style,
                       const char *prefix,
                       gboolean inline_svg,
                       GError **error);

/**
 * sy_chart_collect_cb:
 * @closure: a #GByteArray
 *
 * A cairo_write_func_t that collects what is written.
 */
cairo_status_t sy_chart_collect_cb (void *closure,
                                    const unsigned char *data,
                                    unsigned int length);

/* The date of making that PDF files carry: always the same, so that the bytes are. */
#define SY_CHART_PDF_DATE "2000-01-01T00:00:00Z"
