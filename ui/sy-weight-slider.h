/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_WEIGHT_SLIDER (sy_weight_slider_get_type ())
G_DECLARE_FINAL_TYPE (SyWeightSlider, sy_weight_slider, SY, WEIGHT_SLIDER, GtkScale)

/**
 * sy_weight_slider_new:
 *
 * Creates a slider with zero in the middle, filled from zero to the value: one
 * colour above zero, another below. It is a #GtkScale, so that keys, dragging
 * and assistive technology work as on any slider; it does not take the wheel,
 * because it stands in lists that scroll.
 *
 * Returns: a new floating slider, from −10 to 10 at 0
 */
GtkWidget *sy_weight_slider_new (void);

/**
 * sy_weight_slider_set_limit:
 * @self: a slider
 * @limit: positive; the slider goes from −@limit to @limit
 *
 * Sets the range and, with it, the step of the arrow keys and of dragging.
 */
void sy_weight_slider_set_limit (SyWeightSlider *self,
                                 double limit);

/**
 * sy_weight_slider_set_muted:
 * @self: a slider
 * @muted: whether the weight is without effect at present
 *
 * A muted slider is drawn without colour; it can still be moved.
 */
void sy_weight_slider_set_muted (SyWeightSlider *self,
                                 gboolean muted);

/**
 * sy_weight_slider_limit_for:
 * @largest: the largest absolute weight to show, 0 or more
 *
 * Returns: the smallest of 1, 2, 3, 5, 10, 20, 30, 50, 100, ... (also below 1)
 *   that holds @largest, and at least 10 for an empty model
 */
double sy_weight_slider_limit_for (double largest);

G_END_DECLS
