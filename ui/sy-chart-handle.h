/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_CHART_HANDLE (sy_chart_handle_get_type ())
G_DECLARE_FINAL_TYPE (SyChartHandle, sy_chart_handle, SY, CHART_HANDLE, GtkScale)

/**
 * sy_chart_handle_new:
 *
 * Creates the keyboard's and the screen reader's side of a draggable mark on a
 * chart: a #GtkScale that draws nothing but its focus ring, takes no pointer
 * and answers to arrow keys. The chart draws the mark; #SyChartView moves it.
 *
 * Returns: a new floating handle
 */
GtkWidget *sy_chart_handle_new (void);

/**
 * sy_chart_handle_configure:
 * @self: a handle
 * @name: what the mark is, for screen readers
 * @value: where it stands
 * @lower: how low it can go
 * @upper: how high it can go
 * @step: what an arrow key moves it by
 *
 * Sets all there is to know, without telling anyone that the value has moved.
 */
void sy_chart_handle_configure (SyChartHandle *self,
                                const char *name,
                                double value,
                                double lower,
                                double upper,
                                double step);

/**
 * SyChartHandle::moved:
 * @self: a handle
 * @value: where it was moved to by keys or assistive technology
 */

G_END_DECLS
