/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-metric-card.h"

G_BEGIN_DECLS

#define SY_TYPE_FIGURE_STRIP (sy_figure_strip_get_type ())

/** SY_FIGURE_STRIP_CELLS: so many cells at most. */
#define SY_FIGURE_STRIP_CELLS 8

/**
 * SyFigureStrip:
 *
 * A low card with a heading and a row of small figures, each with a name and a comment. New figures
 * ask for no new size: it may be set in every frame of a drag. Hidden until it has cells.
 */
G_DECLARE_FINAL_TYPE (SyFigureStrip, sy_figure_strip, SY, FIGURE_STRIP, AdwBin)

/**
 * sy_figure_strip_set_heading:
 * @self: a strip
 * @title: what the figures are
 * @subtitle: a few words below it
 */
void sy_figure_strip_set_heading (SyFigureStrip *self,
                                  const char *title,
                                  const char *subtitle);

/**
 * sy_figure_strip_set_cell:
 * @self: a strip
 * @index: below %SY_FIGURE_STRIP_CELLS
 * @name: what stands above the figure
 * @value: the figure
 * @comment: what stands beside it
 * @tone: the colour of @comment
 * @definition: (nullable): the tooltip
 */
void sy_figure_strip_set_cell (SyFigureStrip *self,
                               guint index,
                               const char *name,
                               const char *value,
                               const char *comment,
                               SyTone tone,
                               const char *definition);

/**
 * sy_figure_strip_set_n_cells:
 * @self: a strip
 * @n_cells: how many cells show; 0 hides the strip
 *
 * Ends a change: also tells screen readers what all cells say.
 */
void sy_figure_strip_set_n_cells (SyFigureStrip *self,
                                  guint n_cells);

G_END_DECLS
