/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-private.h"

G_BEGIN_DECLS

/*
 * Cells in rows and columns, with a name before each row and above each column.
 */
typedef struct
{
  const char *const *rows;
  const char *const *columns;
  gsize n_columns;
  /* The rows that are drawn, each of a height in pixels; from a height too low for it on without their names. */
  gsize first_row;
  gsize end_row;
  double height;
} SyCellGrid;

/*
 * Draws one cell, counted along the rows.
 */
typedef void (*SyCellFunc) (gconstpointer data,
                            SyInk *ink,
                            gsize cell,
                            SyRect rect);

/*
 * The height below the names of the columns, in pixels; 1 at least.
 */
double sy_cell_grid_get_room (const SyInk *ink);

/*
 * Draws the names and the cells, and marks the cells as hits: series is the row, index the column.
 */
void sy_cell_grid_paint (const SyCellGrid *self,
                         SyInk *ink,
                         SyCellFunc draw,
                         gconstpointer data);

G_END_DECLS
