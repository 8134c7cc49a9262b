/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pen. Text is set in fractions of a unit without hinting, so that a chart
 * has the same layout on a screen, in a file and while it is only probed; lines
 * and bars are put on whole units, so that they are crisp on a screen. */
#include "config.h"

#include "sy-ink-private.h"

#include <math.h>
#include <string.h>

#define DASH_ON 4.0
#define DASH_OFF 4.0
#define DOT_ON 1.5
#define DOT_OFF 3.0

static const struct
{
  double size;
  PangoWeight weight;
} font_table[SY_N_FONTS] = {
  [SY_FONT_TITLE] = { 14.0, PANGO_WEIGHT_BOLD },
  [SY_FONT_SUBTITLE] = { 12.0, PANGO_WEIGHT_NORMAL },
  [SY_FONT_LABEL] = { 11.0, PANGO_WEIGHT_NORMAL },
  [SY_FONT_VALUE] = { 11.5, PANGO_WEIGHT_NORMAL },
  [SY_FONT_NAME] = { 12.0, PANGO_WEIGHT_NORMAL },
};

static void
init_fonts (SyInk *self)
{
  for (guint i = 0; i < SY_N_FONTS; i++)
    {
      PangoRectangle inked;
      int baseline;
      PangoRectangle logical;

      self->fonts[i] = pango_font_description_from_string (self->style->font_family);
      pango_font_description_set_weight (self->fonts[i], font_table[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i], round (font_table[i].size * self->unit * PANGO_SCALE));
      pango_layout_set_font_description (self->layout, self->fonts[i]);
      pango_layout_set_text (self->layout, "0", 1);
      pango_layout_get_extents (self->layout, &inked, &logical);
      baseline = pango_layout_get_baseline (self->layout);
      self->ascent[i] = (double) (baseline - logical.y) / PANGO_SCALE;
      self->descent[i] = (double) (logical.y + logical.height - baseline) / PANGO_SCALE;
      self->cap[i] = (double) (baseline - inked.y) / PANGO_SCALE;
    }
}

void
sy_ink_init (SyInk *self,
             cairo_t *cr,
             double width,
             double height,
             const SyChartStyle *style)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  memset (self, 0, sizeof *self);
  self->cr = cr;
  self->style = style;
  self->width = width;
  self->height = height;
  self->unit = CLAMP (style->scale, 0.25, 8.0);
  self->best_rank = -1;

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  pango_context_set_language (self->context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);

  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  init_fonts (self);
}

void
sy_ink_clear (SyInk *self)
{
  for (guint i = 0; i < SY_N_FONTS; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->context);
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (SyColor color)
{
  return 0.2126 * linear_light (color.red) + 0.7152 * linear_light (color.green) + 0.0722 * linear_light (color.blue);
}

SyColor
sy_color_mix (SyColor a,
              SyColor b,
              double share_of_b)
{
  return (SyColor){ a.red + (b.red - a.red) * share_of_b,
                    a.green + (b.green - a.green) * share_of_b,
                    a.blue + (b.blue - a.blue) * share_of_b,
                    a.alpha + (b.alpha - a.alpha) * share_of_b };
}

SyColor
sy_color_fade (SyColor color,
               double alpha)
{
  color.alpha *= alpha;
  return color;
}

double
sy_color_contrast (SyColor a,
                   SyColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/* What text stands on: a see-through background is guessed from the text. */
static SyColor
paper (const SyInk *self)
{
  SyColor color = self->style->background;

  if (color.alpha < 0.5)
    color = luminance (self->style->text) > 0.4 ? (SyColor){ 0.19, 0.19, 0.19, 1.0 } : (SyColor){ 1.0, 1.0, 1.0, 1.0 };
  color.alpha = 1.0;
  return color;
}

SyColor
sy_ink_readable (const SyInk *self,
                 SyColor color)
{
  SyColor behind = paper (self);
  SyColor mixed = color;

  for (double share = 0.1; share <= 1.0 && sy_color_contrast (mixed, behind) < 4.5; share += 0.1)
    mixed = sy_color_mix (color, self->style->text, share);
  return mixed;
}

SyColor
sy_ink_on (const SyInk *self,
           SyColor color)
{
  SyColor behind = sy_color_mix (paper (self), color, color.alpha);
  SyColor black = { 0.12, 0.12, 0.14, 1.0 };
  SyColor white = { 1.0, 1.0, 1.0, 1.0 };

  return sy_color_contrast (white, behind) >= sy_color_contrast (black, behind) ? white : black;
}

SyColor
sy_ink_band (const SyInk *self,
             guint band,
             guint n_bands)
{
  SyColor color;

  sy_chart_style_band (self->style, band, n_bands, &color);
  return color;
}

static void
set_text (SyInk *self,
          SyFont font,
          const char *text)
{
  pango_layout_set_font_description (self->layout, self->fonts[font]);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_height (self->layout, -1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text, -1);
}

static double
text_width (SyInk *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
sy_ink_text_width (SyInk *self,
                   SyFont font,
                   const char *text)
{
  set_text (self, font, text);
  return text_width (self);
}

double
sy_ink_line_height (const SyInk *self,
                    SyFont font)
{
  return self->ascent[font] + self->descent[font];
}

/* Shows the layout with its point as @x_align and @y_align say. */
static void
show_text (SyInk *self,
           SyFont font,
           SyColor color,
           double x,
           double y,
           double width,
           double x_align,
           double y_align)
{
  double baseline;

  if (self->cr == NULL)
    return;
  if (y_align < 0.25)
    baseline = y + self->ascent[font];
  else if (y_align > 0.75)
    baseline = y - self->descent[font];
  else
    baseline = y + self->cap[font] / 2.0;
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, color.alpha);
  cairo_move_to (self->cr,
                 x - width * x_align,
                 round (baseline) - (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_new_path (self->cr);
}

void
sy_ink_text (SyInk *self,
             SyFont font,
             SyColor color,
             const char *text,
             double x,
             double y,
             double x_align,
             double y_align)
{
  set_text (self, font, text);
  show_text (self, font, color, x, y, x_align > 0.0 ? text_width (self) : 0.0, x_align, y_align);
}

double
sy_ink_text_fit (SyInk *self,
                 SyFont font,
                 SyColor color,
                 const char *text,
                 double x,
                 double y,
                 double x_align,
                 double y_align,
                 double max_width)
{
  double width;

  if (max_width < 1.0)
    return 0.0;
  set_text (self, font, text);
  width = text_width (self);
  if (width > max_width)
    {
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (self->layout, (int) floor (max_width * PANGO_SCALE));
      width = MIN (text_width (self), max_width);
    }
  show_text (self, font, color, x, y, width, x_align, y_align);
  return width;
}

void
sy_ink_text_halo (SyInk *self,
                  SyFont font,
                  SyColor color,
                  const char *text,
                  double x,
                  double y,
                  double x_align,
                  double y_align)
{
  double width = sy_ink_text_width (self, font, text);
  double height = self->cap[font] + 6.0 * self->unit;
  double top = y - height * 0.5;

  if (y_align < 0.25)
    top = y + self->ascent[font] - self->cap[font] - 3.0 * self->unit;
  else if (y_align > 0.75)
    top = y - self->descent[font] - self->cap[font] - 3.0 * self->unit;
  sy_ink_fill_rounded (self,
                       (SyRect){ x - width * x_align - 3.0 * self->unit, top, width + 6.0 * self->unit, height },
                       3.0,
                       SY_CORNER_ALL,
                       sy_color_fade (paper (self), 0.8));
  sy_ink_text (self, font, color, text, x, y, x_align, y_align);
}

static void
set_color (SyInk *self,
           SyColor color)
{
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, color.alpha);
}

static void
set_line (SyInk *self,
          SyColor color,
          double width,
          SyLineKind kind)
{
  double dash[2] = { DASH_ON * self->unit, DASH_OFF * self->unit };
  double dots[2] = { DOT_ON * self->unit, DOT_OFF * self->unit };

  set_color (self, color);
  cairo_set_line_width (self->cr, width * self->unit);
  cairo_set_dash (self->cr, kind == SY_LINE_DOTTED ? dots : dash, kind == SY_LINE_SOLID ? 0 : 2, 0.0);
}

void
sy_ink_line (SyInk *self,
             double x0,
             double y0,
             double x1,
             double y1,
             SyColor color,
             double width,
             SyLineKind kind)
{
  if (self->cr == NULL)
    return;
  set_line (self, color, width, kind);
  cairo_move_to (self->cr, x0, y0);
  cairo_line_to (self->cr, x1, y1);
  cairo_stroke (self->cr);
}

double
sy_ink_crisp (const SyInk *self,
              double position)
{
  double half = fmod (round (self->unit), 2.0) >= 1.0 ? 0.5 : 0.0;

  return floor (position) + half;
}

void
sy_ink_rule_h (SyInk *self,
               double x0,
               double x1,
               double y,
               SyColor color,
               SyLineKind kind)
{
  y = sy_ink_crisp (self, y);
  sy_ink_line (self, x0, y, x1, y, color, MAX (1.0, round (self->unit)) / self->unit, kind);
}

void
sy_ink_rule_v (SyInk *self,
               double x,
               double y0,
               double y1,
               SyColor color,
               SyLineKind kind)
{
  x = sy_ink_crisp (self, x);
  sy_ink_line (self, x, y0, x, y1, color, MAX (1.0, round (self->unit)) / self->unit, kind);
}

void
sy_ink_fill (SyInk *self,
             SyRect rect,
             SyColor color)
{
  if (self->cr == NULL || rect.width <= 0.0 || rect.height <= 0.0)
    return;
  set_color (self, color);
  cairo_rectangle (self->cr, rect.x, rect.y, rect.width, rect.height);
  cairo_fill (self->cr);
}

static void
corner (cairo_t *cr,
        double x,
        double y,
        double radius,
        double from)
{
  if (radius > 0.0)
    cairo_arc (cr, x, y, radius, from, from + G_PI_2);
  else
    cairo_line_to (cr, x, y);
}

static void
rounded_path (SyInk *self,
              SyRect rect,
              double radius,
              SyCorners sides)
{
  double limit = MIN (rect.width, rect.height) / 2.0;
  double r, top_left, top_right, bottom_left, bottom_right;

  if (sides != SY_CORNER_ALL)
    limit = MIN (rect.width, rect.height);
  r = MIN (radius * self->unit, limit);
  top_left = sides & (SY_CORNER_TOP | SY_CORNER_LEFT) ? r : 0.0;
  top_right = sides & (SY_CORNER_TOP | SY_CORNER_RIGHT) ? r : 0.0;
  bottom_left = sides & (SY_CORNER_BOTTOM | SY_CORNER_LEFT) ? r : 0.0;
  bottom_right = sides & (SY_CORNER_BOTTOM | SY_CORNER_RIGHT) ? r : 0.0;
  cairo_new_sub_path (self->cr);
  corner (self->cr, rect.x + rect.width - top_right, rect.y + top_right, top_right, -G_PI_2);
  corner (self->cr, rect.x + rect.width - bottom_right, rect.y + rect.height - bottom_right, bottom_right, 0.0);
  corner (self->cr, rect.x + bottom_left, rect.y + rect.height - bottom_left, bottom_left, G_PI_2);
  corner (self->cr, rect.x + top_left, rect.y + top_left, top_left, G_PI);
  cairo_close_path (self->cr);
}

void
sy_ink_fill_rounded (SyInk *self,
                     SyRect rect,
                     double radius,
                     SyCorners sides,
                     SyColor color)
{
  if (self->cr == NULL || rect.width <= 0.0 || rect.height <= 0.0)
    return;
  set_color (self, color);
  rounded_path (self, rect, radius, sides);
  cairo_fill (self->cr);
}

void
sy_ink_outline (SyInk *self,
                SyRect rect,
                double radius,
                SyCorners sides,
                SyColor color,
                double width)
{
  double inset = width * self->unit / 2.0;

  if (self->cr == NULL || rect.width <= inset * 2.0)
    return;
  rect.x += inset;
  rect.y += inset;
  rect.width -= inset * 2.0;
  rect.height = MAX (rect.height - inset * 2.0, 0.0);
  set_line (self, color, width, SY_LINE_SOLID);
  rounded_path (self, rect, radius, sides);
  cairo_stroke (self->cr);
}

void
sy_ink_dot (SyInk *self,
            double x,
            double y,
            double radius,
            SyColor fill,
            SyColor edge,
            double edge_width)
{
  if (self->cr == NULL || !isfinite (x) || !isfinite (y))
    return;
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, x, y, radius, 0.0, 2.0 * G_PI);
  set_color (self, fill);
  if (edge_width <= 0.0)
    {
      cairo_fill (self->cr);
      return;
    }
  cairo_fill_preserve (self->cr);
  set_line (self, edge, edge_width, SY_LINE_SOLID);
  cairo_stroke (self->cr);
}

void
sy_ink_pointer (SyInk *self,
                double x,
                double y,
                SyColor color)
{
  double size = 3.5 * self->unit;

  if (self->cr == NULL)
    return;
  set_color (self, color);
  cairo_move_to (self->cr, x, y);
  cairo_line_to (self->cr, x - size, y - size * 1.4);
  cairo_line_to (self->cr, x + size, y - size * 1.4);
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
}

void
sy_ink_hatch (SyInk *self,
              SyRect rect,
              SyColor color)
{
  double every = 7.0 * self->unit;

  if (self->cr == NULL || rect.width <= 0.0 || rect.height <= 0.0)
    return;
  cairo_save (self->cr);
  cairo_rectangle (self->cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip (self->cr);
  set_line (self, color, 1.0, SY_LINE_SOLID);
  for (double offset = 0.0; offset < rect.width + rect.height; offset += every)
    {
      cairo_move_to (self->cr, rect.x + offset, rect.y);
      cairo_line_to (self->cr, rect.x + offset - rect.height, rect.y + rect.height);
    }
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

void
sy_ink_polyline (SyInk *self,
                 const double *x,
                 const double *y,
                 gsize n,
                 SyColor color,
                 double width,
                 SyLineKind kind)
{
  gboolean pen_down = FALSE;

  if (self->cr == NULL)
    return;
  set_line (self, color, width, kind);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (self->cr, kind == SY_LINE_SOLID ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  for (gsize i = 0; i < n; i++)
    {
      gboolean known = isfinite (x[i]) && isfinite (y[i]);

      if (known && pen_down)
        cairo_line_to (self->cr, x[i], y[i]);
      else if (known)
        {
          cairo_move_to (self->cr, x[i], y[i]);
          /* A lone point is a dot, not nothing. */
          cairo_line_to (self->cr, x[i], y[i]);
        }
      pen_down = known;
    }
  cairo_stroke (self->cr);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
}

void
sy_ink_ribbon (SyInk *self,
               const double *x,
               const double *low,
               const double *high,
               gsize n,
               SyColor color)
{
  if (self->cr == NULL)
    return;
  set_color (self, color);
  for (gsize from = 0; from < n;)
    {
      gsize to = from;

      while (to < n && isfinite (x[to]) && isfinite (low[to]) && isfinite (high[to]))
        to++;
      for (gsize i = from; i < to; i++)
        cairo_line_to (self->cr, x[i], high[i]);
      for (gsize i = to; i > from; i--)
        cairo_line_to (self->cr, x[i - 1], low[i - 1]);
      if (to > from)
        cairo_close_path (self->cr);
      cairo_fill (self->cr);
      from = to + 1;
    }
}

double
sy_ink_pill_width (SyInk *self,
                   const char *text)
{
  return MAX (sy_ink_text_width (self, SY_FONT_LABEL, text) + 16.0 * self->unit, sy_ink_pill_height (self) * 1.5);
}

double
sy_ink_pill_height (const SyInk *self)
{
  return round (18.0 * self->unit);
}

void
sy_ink_pill (SyInk *self,
             const char *text,
             double x,
             double y)
{
  double width = sy_ink_pill_width (self, text);
  double height = sy_ink_pill_height (self);
  SyRect rect = { x - width / 2.0, y - height / 2.0, width, height };

  sy_ink_fill_rounded (self, rect, 100.0, SY_CORNER_ALL, self->style->pill);
  sy_ink_text (self, SY_FONT_LABEL, self->style->pill_text, text, x, y, 0.5, 0.5);
}

/* What can be dragged comes before what can only be read. */
static int
rank_of (SyChartHitKind kind)
{
  switch (kind)
    {
    case SY_CHART_HIT_THRESHOLD:
    case SY_CHART_HIT_HANDLE:
      return 2;
    case SY_CHART_HIT_NONE:
    case SY_CHART_HIT_PLOT:
      return 0;
    case SY_CHART_HIT_BAR:
    case SY_CHART_HIT_POINT:
    case SY_CHART_HIT_BAND:
    case SY_CHART_HIT_CELL:
    case SY_CHART_HIT_NOTE:
    default:
      return 1;
    }
}

static void
offer (SyInk *self,
       SyChartHitKind kind,
       guint index,
       guint series,
       SyRect rect,
       double distance)
{
  int rank = rank_of (kind);

  if (rank < self->best_rank || (rank == self->best_rank && distance > self->best_distance))
    return;
  self->best_rank = rank;
  self->best_distance = distance;
  self->hit = (SyChartHit){ .kind = kind, .index = index, .series = series, .x = rect.x, .y = rect.y, .width = rect.width, .height = rect.height };
}

void
sy_ink_mark (SyInk *self,
             SyChartHitKind kind,
             guint index,
             guint series,
             SyRect rect)
{
  double distance = 0.0;

  if (self->cr != NULL || self->probe_x < rect.x || self->probe_x > rect.x + rect.width || self->probe_y < rect.y || self->probe_y > rect.y + rect.height)
    return;
  /* Two thresholds may overlap: the nearer one is meant. */
  if (rank_of (kind) == 2)
    distance = fabs (self->probe_x - rect.x - rect.width / 2.0);
  offer (self, kind, index, series, rect, distance);
}

void
sy_ink_mark_point (SyInk *self,
                   SyChartHitKind kind,
                   guint index,
                   guint series,
                   double x,
                   double y,
                   double radius,
                   double reach)
{
  double distance;

  if (self->cr != NULL || !isfinite (x) || !isfinite (y))
    return;
  distance = hypot (self->probe_x - x, self->probe_y - y);
  if (distance > reach)
    return;
  offer (self, kind, index, series, (SyRect){ x - radius, y - radius, radius * 2.0, radius * 2.0 }, distance);
}

gboolean
sy_ink_spread (double *centres,
               const double *widths,
               gsize n,
               double lo,
               double hi,
               double gap)
{
  double right = lo;
  double left = hi;

  for (gsize i = 0; i < n; i++)
    {
      centres[i] = MAX (centres[i], right + widths[i] / 2.0);
      right = centres[i] + widths[i] / 2.0 + gap;
    }
  for (gsize i = n; i > 0; i--)
    {
      centres[i - 1] = MIN (centres[i - 1], left - widths[i - 1] / 2.0);
      left = centres[i - 1] - widths[i - 1] / 2.0 - gap;
    }
  return n == 0 || centres[0] - widths[0] / 2.0 >= lo - 0.5;
}
