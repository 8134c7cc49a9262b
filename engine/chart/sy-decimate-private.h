/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * sy_decimate_line:
 * @x: (inout) (array length=n): rising or falling positions
 * @y: (inout) (array length=n): positions; NaN breaks the line
 * @n: how many points
 *
 * Leaves, in each unit-wide column of @x, the first, the lowest, the highest
 * and the last point, in their order: what a pen of one unit would show. Works
 * in place; fewer than two points a column are left alone. A break stays one.
 *
 * Returns: how many points are left
 */
gsize sy_decimate_line (double *x,
                        double *y,
                        gsize n);

/**
 * sy_decimate_stride:
 * @n: number of bars
 * @room: width of the plot
 * @least: narrowest bar wanted, above 0
 *
 * Returns: how many neighbouring bars to sum into one, at least 1
 */
gsize sy_decimate_stride (gsize n,
                          double room,
                          double least);
