/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_COMPARE_GRID (sy_compare_grid_get_type ())

/**
 * SyCompareGrid:
 *
 * A small table of figures before and after a change: what, now, then, and the difference.
 */
G_DECLARE_FINAL_TYPE (SyCompareGrid, sy_compare_grid, SY, COMPARE_GRID, AdwBin)

/**
 * SyCompareMood:
 * @SY_COMPARE_NEUTRAL: the difference is neither good nor bad
 * @SY_COMPARE_MORE: shown as what counts for
 * @SY_COMPARE_LESS: shown as what counts against
 *
 * How a difference is coloured; its sign says the same.
 */
typedef enum
{
  SY_COMPARE_NEUTRAL,
  SY_COMPARE_MORE,
  SY_COMPARE_LESS,
} SyCompareMood;

/**
 * sy_compare_grid_new:
 *
 * Returns: (transfer full): an empty grid
 */
GtkWidget *sy_compare_grid_new (void);

/**
 * sy_compare_grid_start:
 * @self: a grid
 * @before: what the second column is called
 * @after: what the third column is called
 *
 * Takes all rows away.
 */
void sy_compare_grid_start (SyCompareGrid *self,
                            const char *before,
                            const char *after);

/**
 * sy_compare_grid_add:
 * @self: a grid
 * @title: what is measured
 * @definition: (nullable): how, for the tooltip
 * @before: the figure now
 * @after: the figure then
 * @change: (nullable): the difference
 * @mood: how @change is coloured
 */
void sy_compare_grid_add (SyCompareGrid *self,
                          const char *title,
                          const char *definition,
                          const char *before,
                          const char *after,
                          const char *change,
                          SyCompareMood mood);

/**
 * sy_compare_grid_add_count:
 * @self: a grid
 * @title: what is counted
 * @definition: (nullable): how, for the tooltip
 * @before: the count now
 * @after: the count then
 *
 * Adds a row of two counts and their difference.
 */
void sy_compare_grid_add_count (SyCompareGrid *self,
                                const char *title,
                                const char *definition,
                                gint64 before,
                                gint64 after);

G_END_DECLS
