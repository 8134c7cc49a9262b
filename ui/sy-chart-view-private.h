/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-view.h"

G_BEGIN_DECLS

/* What the view's menu does, in sy-chart-menu.c. */

/**
 * sy_chart_menu_install:
 * @klass: the class of #SyChartView
 *
 * Installs the `chart.` actions and their keys.
 */
void sy_chart_menu_install (GtkWidgetClass *klass);

/**
 * sy_chart_menu_popup:
 * @self: a view
 * @x: where, in the view
 * @y: where
 *
 * Opens the menu.
 */
void sy_chart_menu_popup (SyChartView *self,
                          double x,
                          double y);

/**
 * sy_chart_menu_get_model:
 *
 * Returns: (transfer full): the menu, for a button elsewhere
 */
GMenuModel *sy_chart_menu_get_model (void);

/**
 * sy_chart_numbers_present:
 * @chart: a chart
 * @parent: (nullable): the window it belongs to
 *
 * Opens a window with the numbers behind @chart as a table.
 */
void sy_chart_numbers_present (SyChart *chart,
                               GtkWindow *parent);

/**
 * sy_chart_numbers_to_text:
 * @table: a table
 *
 * Returns: (transfer full): tab-separated lines with a header, as spreadsheets paste them
 */
char *sy_chart_numbers_to_text (const SyChartTable *table);

G_END_DECLS
