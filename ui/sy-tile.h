/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_TILE (sy_tile_get_type ())

/**
 * SyTile:
 *
 * A card with one figure: title, value, and a note beside it.
 */
G_DECLARE_FINAL_TYPE (SyTile, sy_tile, SY, TILE, GtkWidget)

/**
 * sy_tile_new:
 * @title: what is counted
 * @definition: (nullable): how, for the tooltip
 *
 * Returns: (transfer full): a tile without a value
 */
GtkWidget *sy_tile_new (const char *title, const char *definition);

/**
 * sy_tile_set:
 * @self: a tile
 * @value: the figure
 * @note: (nullable): what stands beside it
 */
void sy_tile_set (SyTile *self, const char *value, const char *note);

G_END_DECLS
