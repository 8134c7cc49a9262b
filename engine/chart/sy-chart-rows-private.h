/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-private.h"

/**
 * SyRows:
 * @height: of one row
 * @top: top of the first row
 * @name_right: where the names end
 * @scale: values to positions, with room for figures on both sides
 *
 * Rows of horizontal bars, each with its name on the left.
 */
typedef struct
{
  double height;
  double top;
  double name_right;
  SyChartScale scale;
} SyRows;

/**
 * sy_rows_capacity:
 * @ink: a pass
 *
 * Returns: how many rows the area can show, at least 1
 */
gsize sy_rows_capacity (const SyInk *ink);

/**
 * sy_rows_lay_out:
 * @self: the rows to lay out
 * @ink: a pass; its plot becomes the room of the bars
 * @names: names of the rows
 * @n_rows: how many
 * @lo: lowest end of a bar
 * @hi: highest end of a bar
 * @figure_width: width of the widest figure beside a bar
 */
void sy_rows_lay_out (SyRows *self,
                      SyInk *ink,
                      const char *const *names,
                      gsize n_rows,
                      double lo,
                      double hi,
                      double figure_width);

/* Middle of a row. */
double sy_rows_y (const SyRows *self,
                  gsize row);

/* The name of a row, and a bar from @from to @to with its figure beyond the
 * end that moves away from @from, or at the end of the longer side when @to is at the middle. */
void sy_rows_draw (const SyRows *self,
                   SyInk *ink,
                   gsize row,
                   const char *name,
                   double from,
                   double to,
                   SyColor color,
                   const char *figure);
