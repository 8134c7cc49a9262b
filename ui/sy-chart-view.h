/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_CHART_VIEW (sy_chart_view_get_type ())

/**
 * SyChartView:
 *
 * Shows a #SyChart: tooltips from its hit test, marks that can be dragged or
 * moved with the arrow keys, a menu that saves the picture or shows its
 * numbers. It never computes: snapshot only asks the chart to draw itself.
 *
 * Actions: `chart.save-image` (parameter `png`, `svg` or `pdf`),
 * `chart.copy-table`, `chart.show-table`, `chart.menu`.
 */
G_DECLARE_FINAL_TYPE (SyChartView, sy_chart_view, SY, CHART_VIEW, GtkWidget)

/**
 * SyChartMark:
 * @kind: %SY_CHART_HIT_THRESHOLD or %SY_CHART_HIT_HANDLE
 * @name: what it is, as "Threshold of Stable"
 * @value: where it stands on the x axis
 * @lower: how low it can go
 * @upper: how high it can go
 * @step: what an arrow key moves it by, and what dragging snaps to
 *
 * One mark of the chart that can be moved.
 */
typedef struct
{
  SyChartHitKind kind;
  const char *name;
  double value;
  double lower;
  double upper;
  double step;
} SyChartMark;

/**
 * SyChartView::mark-moved:
 * @self: a view
 * @index: index in the marks last set
 * @value: where to; snapped to the step and inside its bounds
 * @final: %FALSE while the pointer is still down
 */

/**
 * SyChartView::activated:
 * @self: a view
 * @kind: a #SyChartHitKind: what was clicked
 * @index: which one
 */

/**
 * sy_chart_view_new:
 *
 * Returns: a new floating view without a chart
 */
GtkWidget *sy_chart_view_new (void);

/**
 * sy_chart_view_set_natural_size:
 * @self: a view
 * @width_px: the width it asks for; 320 unless told
 * @height_px: the height it asks for; 160 unless told
 *
 * For a chart that is smaller than a card, or as high as its rows.
 */
void sy_chart_view_set_natural_size (SyChartView *self,
                                     int width_px,
                                     int height_px);

/**
 * sy_chart_view_set_chart:
 * @self: a view
 * @chart: (nullable): what to show from now on; a reference is taken
 *
 * Redraws; asks for no new size.
 */
void sy_chart_view_set_chart (SyChartView *self,
                              SyChart *chart);

/**
 * sy_chart_view_get_chart:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
SyChart *sy_chart_view_get_chart (SyChartView *self);

/**
 * sy_chart_view_set_marks:
 * @self: a view
 * @marks: (array length=n_marks): the marks, in the order of their indices in the chart
 * @n_marks: how many
 *
 * Says which marks of the chart can be moved. Emits nothing. While a mark is
 * being dragged its own value is left alone.
 */
void sy_chart_view_set_marks (SyChartView *self,
                              const SyChartMark *marks,
                              gsize n_marks);

/**
 * sy_chart_view_is_dragging:
 * @self: a view
 *
 * Returns: whether a mark is being dragged
 */
gboolean sy_chart_view_is_dragging (SyChartView *self);

/**
 * sy_chart_view_get_style:
 * @self: a view
 *
 * Returns: (transfer none): how the chart is drawn here and now
 */
const SyChartStyle *sy_chart_view_get_style (SyChartView *self);

G_END_DECLS
