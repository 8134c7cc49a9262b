/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, bars, areas and marks. Nothing is drawn while probing. */
#include "config.h"

#include "sy-ink-private.h"

#include <math.h>

#define DASH_ON 4.0
#define DASH_OFF 4.0
#define DOT_ON 1.5
#define DOT_OFF 3.0

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
  cairo_set_dash (self->cr, kind == SY_LINE_DOTTED ? dots : dash, kind == SY_LINE_SOLID ? 0 : 2,
                  0.0);
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
  corner (self->cr, rect.x + rect.width - bottom_right, rect.y + rect.height - bottom_right,
          bottom_right, 0.0);
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
  return MAX (sy_ink_text_width (self, SY_FONT_LABEL, text) + 16.0 * self->unit,
              sy_ink_pill_height (self) * 1.5);
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
