/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_FLOW_LAYOUT (sy_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (SyFlowLayout, sy_flow_layout, SY, FLOW_LAYOUT, GtkLayoutManager)

#define SY_TYPE_FLOW_LAYOUT_CHILD (sy_flow_layout_child_get_type ())
G_DECLARE_FINAL_TYPE (
    SyFlowLayoutChild, sy_flow_layout_child, SY, FLOW_LAYOUT_CHILD, GtkLayoutChild)

/**
 * sy_flow_layout_new:
 *
 * Creates a layout that sets cards beside each other while their `basis` widths
 * fit, and breaks the row otherwise. Width left over in a row is shared by
 * `grow`; height left over on the page by the largest `stretch` of each row.
 *
 * Properties: `spacing` (px between cards, both ways). Per child: `basis`
 * (px, the width below which the row breaks; -1 for the natural width), `grow`
 * (0 keeps the basis), `stretch`, `tallest` (px, the height beyond which the card
 * does not follow a high neighbour).
 *
 * Returns: (transfer full): a new layout
 */
GtkLayoutManager *sy_flow_layout_new (void);

G_END_DECLS
