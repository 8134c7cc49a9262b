/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

/**
 * SyColor:
 * @red: 0 to 1
 * @green: 0 to 1
 * @blue: 0 to 1
 * @alpha: 0 (invisible) to 1 (opaque); not premultiplied
 *
 * A colour in sRGB, laid out as GdkRGBA is meant but in double.
 */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} SyColor;

/**
 * SyChartStyle:
 * @font_family: a Pango family list such as "Cantarell, sans"; borrowed, never %NULL
 * @scale: factor on every font size, line width and margin; 1 is a 96 dpi screen; 0.5 to 4
 * @png_ratio: pixels per unit when saving a PNG; 0.25 to 8
 * @thousands: what stands between groups of three digits, as "," or a thin space; borrowed, may be ""
 * @padding: empty room on each side of the drawing, times @scale; a face with its own card says 0
 * @show_titles: whether title and subtitle are drawn; a face with its own heading says %FALSE
 * @background: painted first unless its alpha is 0
 * @text: titles, values
 * @dim: axis labels, subtitles
 * @grid: grid lines
 * @line: comparison outlines, zero lines, thresholds
 * @accent: the draft's line and bars
 * @pill: the label of a threshold
 * @pill_text: text on @pill
 * @gap: the wash over days that were not recorded
 * @band_low: colour of the lowest band, and of what counts against
 * @band_middle: colour of the middle band
 * @band_high: colour of the highest band, and of what counts for
 *
 * How a chart looks. Fill it with sy_chart_style_init() and change what
 * differs; colours of the desktop's style go here.
 */
typedef struct
{
  const char *font_family;
  double scale;
  double png_ratio;
  const char *thousands;
  double padding;
  gboolean show_titles;
  SyColor background;
  SyColor text;
  SyColor dim;
  SyColor grid;
  SyColor line;
  SyColor accent;
  SyColor pill;
  SyColor pill_text;
  SyColor gap;
  SyColor band_low;
  SyColor band_middle;
  SyColor band_high;
} SyChartStyle;

/**
 * sy_chart_style_init:
 * @style: (out caller-allocates): the style to fill
 * @dark: whether for a dark background
 *
 * The house style: Cantarell, scale 1, PNG at two pixels a unit, comma between
 * thousands, padding 16, titles shown, opaque background.
 */
SY_EXTERN
void sy_chart_style_init (SyChartStyle *style,
                          gboolean dark);

/**
 * sy_chart_style_band:
 * @style: a style
 * @band: index of the band, 0 is the lowest; larger values count as the last
 * @n_bands: how many bands there are; 0 counts as 1
 * @out_color: (out caller-allocates): the colour
 *
 * The colour of a band: @band_low, @band_middle and @band_high, and for other
 * counts the points in between, so that neighbours stay apart and the order
 * can be read without telling red from green. One band alone is @band_high.
 */
SY_EXTERN
void sy_chart_style_band (const SyChartStyle *style,
                          guint band,
                          guint n_bands,
                          SyColor *out_color);
