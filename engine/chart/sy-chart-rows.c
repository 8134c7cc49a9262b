/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-rows-private.h"

#include <math.h>

#define LEAST_ROW 17.0
#define MOST_ROW 26.0

gsize
sy_rows_capacity (const SyInk *ink)
{
  return (gsize) MAX (floor (ink->area.height / (LEAST_ROW * ink->unit)), 1.0);
}

void
sy_rows_lay_out (SyRows *self,
                 SyInk *ink,
                 const char *const *names,
                 gsize n_rows,
                 double lo,
                 double hi,
                 double figure_width)
{
  double name_width = 0.0;
  double left, right, room = figure_width + 7.0 * ink->unit;

  for (gsize i = 0; i < n_rows; i++)
    name_width = MAX (name_width, sy_ink_text_width (ink, SY_FONT_NAME, names[i]));
  name_width = MIN (name_width, ink->area.width * 0.4);
  self->height = CLAMP (ink->area.height / (double) MAX (n_rows, 1), LEAST_ROW * ink->unit * 0.7,
                        MOST_ROW * ink->unit);
  self->top = ink->area.y;
  self->name_right = ink->area.x + name_width;
  left = self->name_right + 10.0 * ink->unit + (lo < 0.0 ? room : 0.0);
  right = ink->area.x + ink->area.width - (hi > 0.0 ? room : 2.0);
  if (right - left < 30.0 * ink->unit)
    {
      /* Better bars without figures than no bars. */
      left = self->name_right + 6.0 * ink->unit;
      right = ink->area.x + ink->area.width - 2.0;
    }
  sy_chart_scale_init (&self->scale, SY_CHART_SCALE_LINEAR, lo, hi, left, MAX (right, left + 1.0));
  ink->plot = (SyRect){ left, self->top, MAX (right - left, 1.0), self->height * (double) n_rows };
}

double
sy_rows_y (const SyRows *self,
           gsize row)
{
  return self->top + self->height * ((double) row + 0.5);
}

void
sy_rows_draw (const SyRows *self,
              SyInk *ink,
              gsize row,
              const char *name,
              double from,
              double to,
              SyColor color,
              const char *figure)
{
  double y = sy_rows_y (self, row);
  double thick = MIN (round (self->height * 0.7), 18.0 * ink->unit);
  double x0 = sy_chart_scale_map (&self->scale, from);
  double x1 = sy_chart_scale_map (&self->scale, to);
  double left = MIN (x0, x1), width = fabs (x1 - x0);
  gboolean leftwards = to < from;
  double gap = 6.0 * ink->unit;

  sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->text, name, self->name_right, y, 1.0, 0.5,
                   self->name_right - ink->area.x);
  if (!isfinite (x0) || !isfinite (x1))
    return;
  sy_ink_fill_rounded (ink, (SyRect){ left, round (y - thick / 2.0), MAX (width, 1.0), thick }, 2.0,
                       leftwards ? SY_CORNER_LEFT : SY_CORNER_RIGHT, color);
  if (sy_ink_text_width (ink, SY_FONT_VALUE, figure) + gap >
      (leftwards ? left - self->name_right - 4.0 * ink->unit
                 : ink->area.x + ink->area.width - left - width + 1.0))
    return;
  if (leftwards)
    sy_ink_text (ink, SY_FONT_VALUE, ink->style->text, figure, left - gap, y, 1.0, 0.5);
  else
    sy_ink_text (ink, SY_FONT_VALUE, ink->style->text, figure, left + width + gap, y, 0.0, 0.5);
}
