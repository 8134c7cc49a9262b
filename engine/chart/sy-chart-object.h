/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "sy-chart-style.h"

/**
 * SyChart:
 *
 * A chart: immutable, reference-counted, made by one of the `sy_chart_…_new`
 * functions, which copy all they are given. Any thread may use it.
 */
typedef struct _SyChart SyChart;

/**
 * SyChartSeriesIndex:
 * @SY_CHART_SERIES_DRAFT: the model at hand
 * @SY_CHART_SERIES_COMPARISON: what it is compared with
 *
 * Which of the two drawn models a mark belongs to.
 */
typedef enum
{
  SY_CHART_SERIES_DRAFT,
  SY_CHART_SERIES_COMPARISON,
} SyChartSeriesIndex;

/**
 * SyChartHitKind:
 * @SY_CHART_HIT_NONE: nothing, or the margin
 * @SY_CHART_HIT_PLOT: inside the plot, on no mark
 * @SY_CHART_HIT_BAR: a bar; index counts bins, bands, rules, periods or lines
 * @SY_CHART_HIT_POINT: a point of a line; index counts points
 * @SY_CHART_HIT_BAND: a band's label, area or line; index is the band
 * @SY_CHART_HIT_CELL: a cell of a matrix; index is the column, series the row
 * @SY_CHART_HIT_THRESHOLD: a threshold that can be dragged; index counts thresholds (band − 1)
 * @SY_CHART_HIT_HANDLE: a handle that can be dragged; index counts handles
 * @SY_CHART_HIT_NOTE: a gap or an annotation; index counts those
 *
 * What is under the pointer.
 */
typedef enum
{
  SY_CHART_HIT_NONE,
  SY_CHART_HIT_PLOT,
  SY_CHART_HIT_BAR,
  SY_CHART_HIT_POINT,
  SY_CHART_HIT_BAND,
  SY_CHART_HIT_CELL,
  SY_CHART_HIT_THRESHOLD,
  SY_CHART_HIT_HANDLE,
  SY_CHART_HIT_NOTE,
} SyChartHitKind;

/**
 * SyChartHit:
 * @kind: what was hit
 * @index: which one, as its kind says
 * @series: 0 the draft, 1 the comparison; the row for a cell
 * @x: left edge of the mark, in the units of the size
 * @y: top edge of the mark
 * @width: width of the mark, at least 0
 * @height: height of the mark, at least 0
 * @value_x: the x axis at the pointer, NaN outside the plot or where there is none
 * @value_y: the y axis at the pointer, NaN likewise
 * @tooltip: plain text, one or several lines; %NULL when there is nothing to say; owned by the hit
 *
 * The answer of sy_chart_hit(); free its text with sy_chart_hit_clear().
 */
typedef struct
{
  SyChartHitKind kind;
  guint index;
  guint series;
  double x;
  double y;
  double width;
  double height;
  double value_x;
  double value_y;
  char *tooltip;
} SyChartHit;

/**
 * SyChartTable:
 * @n_columns: cells in a row, at least 1
 * @n_rows: rows below the header, may be 0
 * @header: (array length=n_columns): the column titles
 * @cells: (array): @n_rows × @n_columns texts, row-major
 * @numeric: (array length=n_columns): whether the column holds numbers, to be set right
 *
 * The numbers behind a chart as text. Figures are plain, as 128412 or 0.382, so
 * that what is copied from here can be pasted anywhere; NaN is an empty text.
 */
typedef struct
{
  gsize n_columns;
  gsize n_rows;
  char **header;
  char **cells;
  gboolean *numeric;
} SyChartTable;

/**
 * SY_CHART_ERROR:
 *
 * Errors of saving a chart or a report.
 */
#define SY_CHART_ERROR (sy_chart_error_quark ())
SY_EXTERN
GQuark sy_chart_error_quark (void);

/**
 * SyChartError:
 * @SY_CHART_ERROR_FORMAT: the file name ends in no known format
 * @SY_CHART_ERROR_RENDER: the picture could not be made, as for a size that is too large
 * @SY_CHART_ERROR_NAME: no chart has that name
 */
typedef enum
{
  SY_CHART_ERROR_FORMAT,
  SY_CHART_ERROR_RENDER,
  SY_CHART_ERROR_NAME,
} SyChartError;

/**
 * SyChartFormat:
 * @SY_CHART_FORMAT_PNG: pixels, `style.png_ratio` to a unit
 * @SY_CHART_FORMAT_SVG: vectors, letters as outlines, with title and description
 * @SY_CHART_FORMAT_PDF: vectors, one page, letters as text
 */
typedef enum
{
  SY_CHART_FORMAT_PNG,
  SY_CHART_FORMAT_SVG,
  SY_CHART_FORMAT_PDF,
} SyChartFormat;

/**
 * sy_chart_ref:
 * @self: a chart
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyChart *sy_chart_ref (SyChart *self);

/**
 * sy_chart_unref:
 * @self: (transfer full): a chart
 */
SY_EXTERN
void sy_chart_unref (SyChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyChart, sy_chart_unref)

/**
 * sy_chart_get_title:
 * @self: a chart
 *
 * Returns: (nullable): the title it was given
 */
SY_EXTERN
const char *sy_chart_get_title (const SyChart *self);

/**
 * sy_chart_get_subtitle:
 * @self: a chart
 *
 * Returns: (nullable): the line below the title it was given
 */
SY_EXTERN
const char *sy_chart_get_subtitle (const SyChart *self);

/**
 * sy_chart_is_empty:
 * @self: a chart
 *
 * Returns: whether the chart has nothing to show and draws a note instead
 */
SY_EXTERN
gboolean sy_chart_is_empty (const SyChart *self);

/**
 * sy_chart_draw:
 * @self: a chart
 * @cr: where to draw; its state is restored
 * @width: width of the chart in user units (points of a file, logical pixels of a screen)
 * @height: its height
 * @style: how it looks
 *
 * Draws the chart into the rectangle from 0, 0. Sizes of text follow
 * `style.scale`, never the size of the chart; labels that find no room give way
 * in the order of their importance. A size below 24 × 16 draws nothing.
 */
SY_EXTERN
void sy_chart_draw (SyChart *self,
                    cairo_t *cr,
                    double width,
                    double height,
                    const SyChartStyle *style);

/**
 * sy_chart_hit:
 * @self: a chart
 * @width: as drawn
 * @height: as drawn
 * @style: as drawn
 * @x: the pointer
 * @y: the pointer
 * @out_hit: (out caller-allocates): what is there; clear with sy_chart_hit_clear()
 *
 * Finds what the drawing of the same size and style shows at a point.
 * Thresholds and handles come first and are generous (6 units on each side),
 * then the mark drawn last. Costs a layout without ink.
 *
 * Returns: whether @out_hit is more than %SY_CHART_HIT_NONE
 */
SY_EXTERN
gboolean sy_chart_hit (SyChart *self,
                       double width,
                       double height,
                       const SyChartStyle *style,
                       double x,
                       double y,
                       SyChartHit *out_hit);

/**
 * sy_chart_hit_clear:
 * @hit: a hit; its text is freed and all becomes zero
 */
SY_EXTERN
void sy_chart_hit_clear (SyChartHit *hit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyChartHit, sy_chart_hit_clear)

/**
 * sy_chart_x_to_value:
 * @self: a chart
 * @width: as drawn
 * @height: as drawn
 * @style: as drawn
 * @x: the pointer, also outside the plot
 *
 * Turns a pointer into a value of the x axis, clamped to the axis: a score
 * for thresholds, days for a decay curve, a day number for time axes.
 *
 * Returns: the value, or NaN when the chart has no such axis
 */
SY_EXTERN
double sy_chart_x_to_value (SyChart *self,
                            double width,
                            double height,
                            const SyChartStyle *style,
                            double x);

/**
 * sy_chart_value_to_x:
 * @self: a chart
 * @width: as drawn
 * @height: as drawn
 * @style: as drawn
 * @value: a value of the x axis
 *
 * The inverse of sy_chart_x_to_value(), not clamped.
 *
 * Returns: the position, or NaN when the chart has no such axis
 */
SY_EXTERN
double sy_chart_value_to_x (SyChart *self,
                            double width,
                            double height,
                            const SyChartStyle *style,
                            double value);

/**
 * sy_chart_describe:
 * @self: a chart
 *
 * One sentence with the chart's main figures, for screen readers and captions.
 *
 * Returns: (transfer full): the sentence, with its full stop
 */
SY_EXTERN
char *sy_chart_describe (SyChart *self);

/**
 * sy_chart_to_table:
 * @self: a chart
 *
 * The numbers behind the chart, in its own order.
 *
 * Returns: (transfer full): the table; free with sy_chart_table_free()
 */
SY_EXTERN
SyChartTable *sy_chart_to_table (SyChart *self);

/**
 * sy_chart_table_get:
 * @table: a table
 * @row: below @n_rows
 * @column: below @n_columns
 *
 * Returns: the text of one cell, never %NULL
 */
SY_EXTERN
const char *sy_chart_table_get (const SyChartTable *table,
                                gsize row,
                                gsize column);

/**
 * sy_chart_table_free:
 * @table: (transfer full): a table
 */
SY_EXTERN
void sy_chart_table_free (SyChartTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyChartTable, sy_chart_table_free)

/**
 * sy_chart_format_from_path:
 * @path: a file name
 * @out_format: (out): the format its ending names
 * @error: return location, or %NULL
 *
 * Errors: %SY_CHART_ERROR_FORMAT.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_chart_format_from_path (const char *path,
                                    SyChartFormat *out_format,
                                    GError **error);

/**
 * sy_chart_to_bytes:
 * @self: a chart
 * @format: the file format
 * @width: width in units; one unit is a point in PDF and SVG, `png_ratio` pixels in PNG
 * @height: height in units
 * @style: how it looks
 * @error: return location, or %NULL
 *
 * The chart as a file in memory. The same input gives the same bytes: files
 * carry no time of making.
 *
 * Errors: %SY_CHART_ERROR_RENDER.
 * Returns: (transfer full): the bytes, or %NULL
 */
SY_EXTERN
GBytes *sy_chart_to_bytes (SyChart *self,
                           SyChartFormat format,
                           double width,
                           double height,
                           const SyChartStyle *style,
                           GError **error);

/**
 * sy_chart_save:
 * @self: a chart
 * @path: the file, ending in .png, .svg or .pdf; replaced as a whole or not at all
 * @width: width in units, as for sy_chart_to_bytes()
 * @height: height in units
 * @style: how it looks
 * @error: return location, or %NULL
 *
 * Errors: %SY_CHART_ERROR_FORMAT, %SY_CHART_ERROR_RENDER, and those of g_file_set_contents_full().
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_chart_save (SyChart *self,
                        const char *path,
                        double width,
                        double height,
                        const SyChartStyle *style,
                        GError **error);
