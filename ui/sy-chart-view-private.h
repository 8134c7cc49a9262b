/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-view.h"

G_BEGIN_DECLS

/**
 * SyChartViewMark:
 * @kind: what it is in the chart
 * @index: in the chart, among marks of its kind
 * @value: where it stands
 * @lower: how far down it goes
 * @upper: how far up it goes
 * @step: what it moves by
 * @handle: takes the focus over it
 *
 * A mark that can be moved.
 */
typedef struct
{
  SyChartHitKind kind;
  guint index;
  double value;
  double lower;
  double upper;
  double step;
  GtkWidget *handle;
} SyChartViewMark;

struct _SyChartView
{
  GtkWidget parent_instance;

  /* Owned */
  SyChart *chart;
  GArray *marks; /* of SyChartViewMark */
  GtkWidget *entry_popover;
  GtkWidget *entry;
  char *font_family;
  SyChartStyle style;
  guint describe_id;
  int drag_mark; /* -1: none */
  double drag_offset;
  int entry_mark;
  int natural_width;
  int natural_height;
};

/* The view itself, in sy-chart-view.c. */

/**
 * sy_chart_view_hit_at:
 * @self: a view
 * @x: where, in the view
 * @y: where
 * @out_hit: (out): what is there; cleared first
 *
 * Returns: whether something is there
 */
gboolean sy_chart_view_hit_at (SyChartView *self,
                               double x,
                               double y,
                               SyChartHit *out_hit);

/**
 * sy_chart_view_emit_moved:
 * @self: a view
 * @index: of the mark
 * @value: where it is now
 * @final: whether it stays there
 *
 * Emits #SyChartView::mark-moved.
 */
void sy_chart_view_emit_moved (SyChartView *self,
                               guint index,
                               double value,
                               gboolean final);

/* Its marks, in sy-chart-view-marks.c. */

/**
 * sy_chart_view_find_mark:
 * @self: a view
 * @hit: what is at a place
 *
 * Returns: index of the mark that is there, -1 for none
 */
int sy_chart_view_find_mark (SyChartView *self,
                             const SyChartHit *hit);

/**
 * sy_chart_view_clear_marks:
 * @self: a view
 * @keep: how many to keep, the first ones
 */
void sy_chart_view_clear_marks (SyChartView *self,
                                gsize keep);

/**
 * sy_chart_view_allocate_marks:
 * @self: a view that is given its place
 * @height: how high it is
 */
void sy_chart_view_allocate_marks (SyChartView *self,
                                   int height);

/**
 * sy_chart_view_add_marks_input:
 * @self: a view
 * @click: its gesture for clicks
 *
 * Lets marks be moved by the pointer and by keys.
 */
void sy_chart_view_add_marks_input (SyChartView *self,
                                    GtkGesture *click);

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
