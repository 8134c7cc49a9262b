/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every chart shares: background, titles, axes, and the note of one that
 * has nothing to show. */
#include "config.h"

#include "sy-ink-private.h"

#include <math.h>
#include <stdlib.h>

/* Room for one tick, in units. */
#define Y_TICK_ROOM 34.0
#define X_TICK_ROOM 60.0
#define TIME_TICK_ROOM 44.0
#define MAX_Y_TICKS 6u
#define MAX_X_TICKS 24u

/* One or, where there is room, two lines; returns the height taken. */
static double
paragraph (SyInk *self,
           SyFont font,
           SyColor color,
           const char *text,
           double x,
           double y,
           double width,
           int max_lines)
{
  PangoRectangle logical;

  pango_layout_set_font_description (self->layout, self->fonts[font]);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_set_width (self->layout, (int) floor (width * PANGO_SCALE));
  pango_layout_set_height (self->layout, -max_lines);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_extents (self->layout, NULL, &logical);
  if (self->cr != NULL)
    {
      cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, color.alpha);
      cairo_move_to (self->cr, x, y);
      pango_cairo_show_layout (self->cr, self->layout);
      cairo_new_path (self->cr);
    }
  return (double) logical.height / PANGO_SCALE;
}

void
sy_ink_frame (SyInk *self,
              const char *title,
              const char *subtitle)
{
  const SyChartStyle *style = self->style;
  double padding = MIN (MAX (style->padding, 0.0) * self->unit,
                        MIN (self->width, self->height) / 8.0);
  SyRect area = { padding, padding, self->width - 2.0 * padding, self->height - 2.0 * padding };
  double y = padding;

  if (style->background.alpha > 0.0)
    sy_ink_fill (self, (SyRect){ 0.0, 0.0, self->width, self->height }, style->background);
  if (style->show_titles)
    {
      int max_lines = area.height > 170.0 * self->unit ? 2 : 1;

      if (title != NULL && *title != '\0')
        y += paragraph (self, SY_FONT_TITLE, style->text, title, area.x, y, area.width, 1) +
             self->unit;
      if (subtitle != NULL && *subtitle != '\0' && area.height > 70.0 * self->unit)
        y += paragraph (self, SY_FONT_SUBTITLE, style->dim, subtitle, area.x, y, area.width,
                        max_lines);
      if (y > padding)
        y += 10.0 * self->unit;
    }
  area.height -= y - area.y;
  area.y = y;
  self->area = area;
  self->plot = (SyRect){ 0 };
}

static double
widest (SyInk *self,
        GArray *ticks)
{
  double width = 0.0;

  for (guint i = 0; i < ticks->len; i++)
    width = MAX (width,
                 sy_ink_text_width (self, SY_FONT_LABEL, g_array_index (ticks, SyTick, i).label));
  return width;
}

/* The most ticks whose labels keep clear of each other. */
static GArray *
fitting_x_ticks (SyInk *self,
                 const SyAxis *axis)
{
  double each = (axis->kind == SY_CHART_SCALE_TIME ? TIME_TICK_ROOM : X_TICK_ROOM) * self->unit;
  guint max = (guint) CLAMP (self->plot.width / each, 1.0, MAX_X_TICKS);
  double gap = 12.0 * self->unit;

  for (;; max--)
    {
      g_autoptr (GArray)
          ticks = sy_chart_scale_ticks (&self->x, max, axis->format, self->style->thousands);
      double right = -INFINITY;
      gboolean fits = TRUE;

      for (guint i = 0; i < ticks->len && fits; i++)
        {
          const SyTick *tick = &g_array_index (ticks, SyTick, i);
          double width = sy_ink_text_width (self, SY_FONT_LABEL, tick->label);
          double x = sy_chart_scale_map (&self->x, tick->value);

          fits = x - width / 2.0 >= right + gap;
          right = x + width / 2.0;
        }
      if (fits || max <= 1)
        return g_steal_pointer (&ticks);
    }
}

static void
draw_x_ticks (SyInk *self,
              const SyAxis *axis)
{
  g_autoptr (GArray) ticks = fitting_x_ticks (self, axis);
  double y = self->plot.y + self->plot.height + 6.0 * self->unit;

  for (guint i = 0; i < ticks->len; i++)
    {
      const SyTick *tick = &g_array_index (ticks, SyTick, i);
      double half = sy_ink_text_width (self, SY_FONT_LABEL, tick->label) / 2.0;
      double x = sy_chart_scale_map (&self->x, tick->value);

      /* Labels at the ends stay on the paper. */
      x = MAX (MIN (x, self->width - half), half);
      sy_ink_text (self, SY_FONT_LABEL, self->style->dim, tick->label, x, y, 0.5, 0.0);
    }
}

static void
draw_y_ticks (SyInk *self,
              GArray *ticks)
{
  double last = INFINITY;

  for (guint i = 0; i < ticks->len; i++)
    {
      const SyTick *tick = &g_array_index (ticks, SyTick, i);
      double y = sy_chart_scale_map (&self->y, tick->value);

      if (y < self->plot.y - 1.0 || y > self->plot.y + self->plot.height + 1.0)
        continue;
      sy_ink_rule_h (self, self->plot.x, self->plot.x + self->plot.width, y, self->style->grid,
                     SY_LINE_SOLID);
      if (last - y < sy_ink_line_height (self, SY_FONT_LABEL) * 0.9)
        continue;
      sy_ink_text (self, SY_FONT_LABEL, self->style->dim, tick->label,
                   self->plot.x - 8.0 * self->unit, y, 1.0, 0.5);
      last = y;
    }
}

void
sy_ink_axes (SyInk *self,
             const SyAxis *x,
             const SyAxis *y,
             double top,
             double right)
{
  double line = sy_ink_line_height (self, SY_FONT_LABEL);
  double bottom = x->hidden ? x->room : line + 6.0 * self->unit;
  gboolean has_label = x->label != NULL && *x->label != '\0' &&
                       self->area.height > 120.0 * self->unit;
  g_autoptr (GArray) y_ticks = NULL;
  double left = 0.0;
  double height;

  if (has_label)
    bottom += line + 3.0 * self->unit;
  if (self->area.height - top - bottom < 24.0 * self->unit)
    top = 0.0;
  height = MAX (self->area.height - top - bottom, 4.0);
  sy_chart_scale_init (&self->y, y->kind, y->lo, y->hi, self->area.y + top + height,
                       self->area.y + top);
  if (!y->hidden)
    {
      guint max_ticks = (guint) CLAMP (height / (Y_TICK_ROOM * self->unit), 1.0, MAX_Y_TICKS);

      y_ticks = y->n_at > 0
                    ? sy_chart_scale_ticks_at (y->at, y->n_at, y->format, self->style->thousands)
                    : sy_chart_scale_ticks (&self->y, max_ticks, y->format, self->style->thousands);
      left = MIN (widest (self, y_ticks) + 8.0 * self->unit, self->area.width / 3.0);
    }
  left = MAX (left, y->room);
  if (!x->hidden)
    right = MAX (right, 6.0 * self->unit);
  /* Whole units, so that grid lines and bars fall on pixels. */
  self->plot.x = round (self->area.x + left);
  self->plot.y = round (self->area.y + top);
  self->plot.width = MAX (floor (self->area.x + self->area.width - right - self->plot.x), 4.0);
  self->plot.height = MAX (round (height), 4.0);
  sy_chart_scale_init (&self->y, y->kind, y->lo, y->hi, self->plot.y + self->plot.height,
                       self->plot.y);
  sy_chart_scale_init (&self->x, x->kind, x->lo, x->hi, self->plot.x,
                       self->plot.x + self->plot.width);
  self->has_x = !x->hidden;
  self->has_y = !y->hidden;

  if (y_ticks != NULL)
    draw_y_ticks (self, y_ticks);
  if (!x->hidden)
    draw_x_ticks (self, x);
  if (has_label)
    sy_ink_text_fit (self, SY_FONT_LABEL, self->style->dim, x->label,
                     self->plot.x + self->plot.width / 2.0, self->area.y + self->area.height, 0.5,
                     1.0, self->plot.width);
}

double
sy_ink_side_room (SyInk *self,
                  const SySideLabel *labels,
                  gsize n_labels)
{
  double limit = MIN (130.0 * self->unit, self->area.width * 0.22);
  double width = 0.0;

  for (gsize i = 0; i < n_labels; i++)
    width = MAX (width, sy_ink_text_width (self, SY_FONT_LABEL, labels[i].text));
  if (width <= 0.0 || self->area.width < 260.0 * self->unit)
    return 0.0;
  return MIN (width, limit) + 8.0 * self->unit;
}

static int
compare_side_labels (gconstpointer a,
                     gconstpointer b)
{
  double ya = ((const SySideLabel *) a)->y, yb = ((const SySideLabel *) b)->y;

  return (ya > yb) - (ya < yb);
}

static void
draw_side_labels (SyInk *self,
                  const SySideLabel *labels,
                  const double *centres,
                  gsize n_labels,
                  double x)
{
  double room = self->area.x + self->area.width - x;
  g_autofree const char **texts = g_new (const char *, n_labels);
  g_auto (GStrv) cuts = NULL;

  for (gsize i = 0; i < n_labels; i++)
    texts[i] = labels[i].text;
  cuts = sy_ink_cut_names (self, SY_FONT_LABEL, texts, n_labels, room);
  for (gsize i = 0; i < n_labels; i++)
    sy_ink_text_fit (self, SY_FONT_LABEL, labels[i].color, cuts[i], x, centres[i], 0.0, 0.5, room);
}

void
sy_ink_side_labels (SyInk *self,
                    SySideLabel *labels,
                    gsize n_labels)
{
  double line = sy_ink_line_height (self, SY_FONT_LABEL) * 0.92;
  gsize max = (gsize) MAX (self->plot.height / line, 1.0);
  double x = self->plot.x + self->plot.width + 8.0 * self->unit;
  g_autofree double *centres = NULL;
  g_autofree double *heights = NULL;

  n_labels = MIN (n_labels, max);
  if (n_labels == 0 || self->area.width < 260.0 * self->unit)
    return;
  qsort (labels, n_labels, sizeof *labels, compare_side_labels);
  centres = g_new (double, n_labels);
  heights = g_new (double, n_labels);
  for (gsize i = 0; i < n_labels; i++)
    {
      centres[i] = CLAMP (labels[i].y, self->plot.y, self->plot.y + self->plot.height);
      heights[i] = line;
    }
  sy_ink_spread (centres, heights, n_labels, self->plot.y - line / 2.0,
                 self->plot.y + self->plot.height + line / 2.0, 0.0);
  draw_side_labels (self, labels, centres, n_labels, x);
}

void
sy_ink_note (SyInk *self,
             const char *text)
{
  double y = self->area.y + self->area.height / 2.0 -
             sy_ink_line_height (self, SY_FONT_SUBTITLE) / 2.0;
  double width = sy_ink_text_width (self, SY_FONT_SUBTITLE, text);

  if (width <= self->area.width)
    sy_ink_text (self, SY_FONT_SUBTITLE, self->style->dim, text,
                 self->area.x + self->area.width / 2.0, y, 0.5, 0.0);
  else
    paragraph (self, SY_FONT_SUBTITLE, self->style->dim, text, self->area.x, y, self->area.width,
               2);
}
