/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

#include "sy-value-counts.h"

G_BEGIN_DECLS

#define SY_TYPE_POINTS_ROW (sy_points_row_get_type ())

/**
 * SyPointsRow:
 *
 * A row of points by value: a value or a range, its points, and a button that removes it. A row
 * counts once it is complete: it has a value, or a bound and no bounds that exclude each other. What
 * is typed and not complete stays in its entries.
 */
G_DECLARE_FINAL_TYPE (SyPointsRow, sy_points_row, SY, POINTS_ROW, AdwBin)

/**
 * sy_points_row_new:
 * @is_range: whether it is for a range, else for a value
 *
 * Returns: (transfer full): an empty row, 0 points
 */
GtkWidget *sy_points_row_new (gboolean is_range);

/**
 * sy_points_row_set:
 * @self: a row
 * @row: a value, or a range, as @self is for
 *
 * Shows @row; does nothing when it is what sy_points_row_get() says. Emits nothing.
 */
void sy_points_row_set (SyPointsRow *self,
                        const SyTableRow *row);

/**
 * sy_points_row_get:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the last complete state; %NULL when there was none
 */
const SyTableRow *sy_points_row_get (SyPointsRow *self);

/**
 * sy_points_row_is_range:
 * @self: a row
 *
 * Returns: whether it is for a range
 */
gboolean sy_points_row_is_range (SyPointsRow *self);

/**
 * sy_points_row_set_counts:
 * @self: a row
 * @counts: (nullable): what there is to choose from; has to live until the next call
 */
void sy_points_row_set_counts (SyPointsRow *self,
                               const SyValueCounts *counts);

/**
 * sy_points_row_set_note:
 * @self: a row
 * @note: (nullable): what there is to know of it, below it
 */
void sy_points_row_set_note (SyPointsRow *self,
                             const char *note);

/**
 * sy_points_row_focus:
 * @self: a row
 * @is_remove: whether the button that removes it gets the focus, else its first entry
 */
void sy_points_row_focus (SyPointsRow *self,
                          gboolean is_remove);

/**
 * sy_points_row_describe:
 * @row: a value or a range
 *
 * Returns: (transfer full): "pro", "10 to below 100", "10 or more" or "below 100"
 */
char *sy_points_row_describe (const SyTableRow *row);

/**
 * SyPointsRow::changed:
 * @self: a row
 * @what: what the user changed, "points of pro", for the undo menu
 *
 * It is complete and says something else than before.
 */

/**
 * SyPointsRow::removed:
 * @self: a row
 *
 * The user wants it to go.
 */

G_END_DECLS
