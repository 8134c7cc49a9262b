/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "sy-chart-object.h"
#include "sy-chart-scale-private.h"

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} SyRect;

typedef enum
{
  SY_FONT_TITLE,
  SY_FONT_SUBTITLE,
  SY_FONT_LABEL,
  SY_FONT_VALUE,
  SY_FONT_NAME,
  SY_N_FONTS,
} SyFont;

/**
 * SyInk:
 * @cr: where to draw; %NULL while probing
 * @style: how
 * @width: of the whole chart
 * @height: of the whole chart
 * @unit: `style->scale`: multiply every size with it
 * @area: what is left for the chart inside padding and below the titles
 * @plot: the rectangle of the axes, once they are laid out
 * @x: the x axis
 * @y: the y axis
 * @has_x: whether values can be read from the x axis
 * @has_y: whether values can be read from the y axis
 *
 * One pass over a chart: ink on paper, or only the places of marks when
 * somebody asks what is under the pointer.
 */
typedef struct
{
  cairo_t *cr;
  const SyChartStyle *style;
  double width;
  double height;
  double unit;
  SyRect area;
  SyRect plot;
  SyChartScale x;
  SyChartScale y;
  gboolean has_x;
  gboolean has_y;
  /* Text */
  PangoContext *context;
  PangoLayout *layout;
  PangoFontDescription *fonts[SY_N_FONTS];
  double ascent[SY_N_FONTS];
  double descent[SY_N_FONTS];
  double cap[SY_N_FONTS];
  /* Probe */
  double probe_x;
  double probe_y;
  int best_rank;
  double best_distance;
  SyChartHit hit;
} SyInk;

void sy_ink_init (SyInk *self,
                  cairo_t *cr,
                  double width,
                  double height,
                  const SyChartStyle *style);
void sy_ink_clear (SyInk *self);

/* Colours */
SyColor sy_color_mix (SyColor a,
                      SyColor b,
                      double share_of_b);
SyColor sy_color_fade (SyColor color,
                       double alpha);
double sy_color_contrast (SyColor a,
                          SyColor b);
/* The colour itself, or mixed towards the text's until it can be read on the background (4.5 : 1). */
SyColor sy_ink_readable (const SyInk *self,
                         SyColor color);
/* Black or white, whichever can be read better on @color laid over the background. */
SyColor sy_ink_on (const SyInk *self,
                   SyColor color);
SyColor sy_ink_band (const SyInk *self,
                     guint band,
                     guint n_bands);

/* Text. @x_align and @y_align: 0 the point is at the left or top of the text, 0.5 the middle, 1 the end. */
double sy_ink_text_width (SyInk *self,
                          SyFont font,
                          const char *text);
double sy_ink_line_height (const SyInk *self,
                           SyFont font);
void sy_ink_text (SyInk *self,
                  SyFont font,
                  SyColor color,
                  const char *text,
                  double x,
                  double y,
                  double x_align,
                  double y_align);
/* As sy_ink_text(), cut with an ellipsis at @max_width. Returns the width taken. */
double sy_ink_text_fit (SyInk *self,
                        SyFont font,
                        SyColor color,
                        const char *text,
                        double x,
                        double y,
                        double x_align,
                        double y_align,
                        double max_width);

/**
 * sy_ink_cut_texts:
 * @self: a pass
 * @font: of the texts
 * @texts: (array length=n_texts): names that stand side by side
 * @max_widths: (array length=n_texts): the room of each
 * @n_texts: how many
 *
 * Cuts those that are too wide with an ellipsis: at the end, or where names would then look the same
 * that are not, in the middle or else at the start.
 *
 * Returns: (transfer full) (array length=n_texts zero-terminated=1): what to draw
 */
char **sy_ink_cut_texts (SyInk *self,
                         SyFont font,
                         const char *const *texts,
                         const double *max_widths,
                         gsize n_texts);
/* The same where all have the same room. */
char **sy_ink_cut_names (SyInk *self,
                         SyFont font,
                         const char *const *names,
                         gsize n_names,
                         double max_width);

/* Shapes; nothing is drawn while probing. */
typedef enum
{
  SY_LINE_SOLID,
  SY_LINE_DASHED,
  SY_LINE_DOTTED,
} SyLineKind;

void sy_ink_line (SyInk *self,
                  double x0,
                  double y0,
                  double x1,
                  double y1,
                  SyColor color,
                  double width,
                  SyLineKind kind);
/* The middle of a thin line, so that it covers whole pixels. */
double sy_ink_crisp (const SyInk *self,
                     double position);
/* A line of one unit along an axis, put on whole pixels. */
void sy_ink_rule_h (SyInk *self,
                    double x0,
                    double x1,
                    double y,
                    SyColor color,
                    SyLineKind kind);
void sy_ink_rule_v (SyInk *self,
                    double x,
                    double y0,
                    double y1,
                    SyColor color,
                    SyLineKind kind);
void sy_ink_fill (SyInk *self,
                  SyRect rect,
                  SyColor color);
typedef enum
{
  SY_CORNER_TOP = 1,
  SY_CORNER_RIGHT = 2,
  SY_CORNER_BOTTOM = 4,
  SY_CORNER_LEFT = 8,
  SY_CORNER_ALL = 15,
} SyCorners;
/* Rounded at the corners that touch the named sides' end; ALL rounds each. */
void sy_ink_fill_rounded (SyInk *self,
                          SyRect rect,
                          double radius,
                          SyCorners sides,
                          SyColor color);
void sy_ink_outline (SyInk *self,
                     SyRect rect,
                     double radius,
                     SyCorners sides,
                     SyColor color,
                     double width);
void sy_ink_dot (SyInk *self,
                 double x,
                 double y,
                 double radius,
                 SyColor fill,
                 SyColor edge,
                 double edge_width);
/* A small triangle that points down to x, y. */
void sy_ink_pointer (SyInk *self,
                     double x,
                     double y,
                     SyColor color);
void sy_ink_hatch (SyInk *self,
                   SyRect rect,
                   SyColor color);
/* Polyline through n points; NaN breaks it. */
void sy_ink_polyline (SyInk *self,
                      const double *x,
                      const double *y,
                      gsize n,
                      SyColor color,
                      double width,
                      SyLineKind kind);
/* Area between two lines over the same x; NaN breaks it. */
void sy_ink_ribbon (SyInk *self,
                    const double *x,
                    const double *low,
                    const double *high,
                    gsize n,
                    SyColor color);
/* A dark label with round ends, centred. */
double sy_ink_pill_width (SyInk *self,
                          const char *text);
double sy_ink_pill_height (const SyInk *self);
void sy_ink_pill (SyInk *self,
                  const char *text,
                  double x,
                  double y);

/* Hits: registers a mark. Nothing happens unless probing. */
void sy_ink_mark (SyInk *self,
                  SyChartHitKind kind,
                  guint index,
                  guint series,
                  SyRect rect);
/* A mark that is hit within @reach of its centre, the nearest first. */
void sy_ink_mark_point (SyInk *self,
                        SyChartHitKind kind,
                        guint index,
                        guint series,
                        double x,
                        double y,
                        double radius,
                        double reach);

/* Frame */
typedef struct
{
  SyChartScaleKind kind;
  double lo;
  double hi;
  SyTickFormat format;
  /* Name below or beside the axis, or NULL. */
  const char *label;
  /* No ticks and no room for them. */
  gboolean hidden;
  /* Ticks that must stand, instead of round ones; NULL for round ones. */
  const double *at;
  gsize n_at;
  /* Least room beside the y axis, for names; room below the plot of a hidden x axis. */
  double room;
} SyAxis;

/**
 * sy_ink_frame:
 * @self: a pass
 * @title: (nullable): heading
 * @subtitle: (nullable): below it
 *
 * Draws background and titles, and sets @area to what is left.
 */
void sy_ink_frame (SyInk *self,
                   const char *title,
                   const char *subtitle);

/**
 * sy_ink_axes:
 * @self: a pass
 * @x: the x axis
 * @y: the y axis
 * @top: room to keep above the plot
 * @right: room to keep beside the plot
 *
 * Lays out the plot in the area, sets the scales, draws grid lines and ticks.
 */
void sy_ink_axes (SyInk *self,
                  const SyAxis *x,
                  const SyAxis *y,
                  double top,
                  double right);

/**
 * SySideLabel:
 * @text: what it says
 * @y: where it would like to stand
 * @color: its colour
 *
 * A label in the margin right of the plot.
 */
typedef struct
{
  const char *text;
  double y;
  SyColor color;
} SySideLabel;

/* Room the labels need beside the plot; 0 where the chart is too narrow for them. */
double sy_ink_side_room (SyInk *self,
                         const SySideLabel *labels,
                         gsize n_labels);
/* Draws them beside the plot, moved apart; those at the end that find no room are left out. */
void sy_ink_side_labels (SyInk *self,
                         SySideLabel *labels,
                         gsize n_labels);

/* Text on a faint ground of the paper's colour, for labels that cross lines. */
void sy_ink_text_halo (SyInk *self,
                       SyFont font,
                       SyColor color,
                       const char *text,
                       double x,
                       double y,
                       double x_align,
                       double y_align);

/* The centred note of a chart that has nothing to show. */
void sy_ink_note (SyInk *self,
                  const char *text);

/**
 * sy_ink_spread:
 * @centres: (inout) (array length=n): ascending centres of labels
 * @widths: (array length=n): their widths
 * @n: how many
 * @lo: left end of the room
 * @hi: right end of the room
 * @gap: room to keep between two
 *
 * Moves labels apart as little as the order allows.
 *
 * Returns: whether they all fit
 */
gboolean sy_ink_spread (double *centres,
                        const double *widths,
                        gsize n,
                        double lo,
                        double hi,
                        double gap);
