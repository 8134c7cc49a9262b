/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-chart-follow-up.h"
#include "sy-chart-private.h"
#include "sy-chart-text-private.h"

#include "stats/sy-stats.h"

typedef struct
{
  SyChart parent;
  gsize n_days;
  const double *shares;
  const double *low;
  const double *high;
  const guint64 *n;
  gsize n_marks;
  const guint *marks;
} Lead;

static gboolean
is_pale (const Lead *self,
         gsize day)
{
  return sy_is_small_n (self->n[day]);
}

static void
draw_curve (const Lead *self,
            SyInk *ink)
{
  g_autofree double *x = g_new (double, self->n_days);
  g_autofree double *y = g_new (double, self->n_days);
  g_autofree double *low = g_new (double, self->n_days);
  g_autofree double *high = g_new (double, self->n_days);
  gsize n_pale = 0;

  /* From the left: the earliest day first. */
  for (gsize i = 0; i < self->n_days; i++)
    {
      gsize day = self->n_days - 1 - i;

      x[i] = sy_chart_scale_map (&ink->x, -(double) day);
      y[i] = sy_chart_scale_map (&ink->y, self->shares[day]);
      low[i] = sy_chart_scale_map (&ink->y, self->low[day]);
      high[i] = sy_chart_scale_map (&ink->y, self->high[day]);
      n_pale += is_pale (self, day);
      if (isfinite (y[i]))
        sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) day, 0, x[i], y[i], 3.0 * ink->unit,
                           20.0 * ink->unit);
    }
  sy_ink_ribbon (ink, x, low, high, self->n_days, sy_color_fade (ink->style->accent, 0.16));
  sy_ink_polyline (ink, x, y, self->n_days,
                   n_pale == self->n_days ? ink->style->dim : ink->style->accent, 2.0,
                   n_pale > 0 ? SY_LINE_DOTTED : SY_LINE_SOLID);
}

static void
draw_marks (const Lead *self,
            SyInk *ink)
{
  for (gsize i = 0; i < self->n_marks; i++)
    {
      guint day = self->marks[i];
      g_autofree char *text = sy_text_percent (self->shares[day], 0);
      double x = sy_chart_scale_map (&ink->x, -(double) day);
      double y = sy_chart_scale_map (&ink->y, self->shares[day]);
      double room = 4.0 * ink->unit + sy_ink_line_height (ink, SY_FONT_VALUE);
      double half = sy_ink_text_width (ink, SY_FONT_VALUE, text) / 2.0;

      if (!isfinite (y))
        continue;
      sy_ink_dot (ink, x, y, 3.5 * ink->unit, ink->style->background,
                  is_pale (self, day) ? ink->style->dim : ink->style->accent, 1.6);
      sy_ink_text_halo (ink, SY_FONT_VALUE, is_pale (self, day) ? ink->style->dim : ink->style->text,
                        text, MAX (x, ink->plot.x + half), y - (y - room > ink->plot.y ? 8.0 : -8.0) * ink->unit, 0.5,
                        y - room > ink->plot.y ? 1.0 : 0.0);
    }
}

static void
lead_paint (SyChart *chart,
            SyInk *ink)
{
  Lead *self = (Lead *) chart;
  SyAxis x = { .lo = -(double) (self->n_days - 1), .hi = 0.0, .label = "days to the outcome" };
  SyAxis y = { .lo = 0.0, .hi = 1.0, .format = SY_TICK_PERCENT };

  sy_ink_axes (ink, &x, &y, 14.0 * ink->unit, 16.0 * ink->unit);
  draw_curve (self, ink);
  draw_marks (self, ink);
}

static char *
lead_tooltip (SyChart *chart,
              const SyChartHit *hit,
              const char *thousands)
{
  Lead *self = (Lead *) chart;
  gsize day = hit->index;
  g_autofree char *share = sy_text_percent (self->shares[day], 1);
  g_autofree char *low = sy_text_percent (self->low[day], 1);
  g_autofree char *high = sy_text_percent (self->high[day], 1);
  g_autofree char *n = sy_text_count (self->n[day], thousands);

  return g_strdup_printf ("%" G_GSIZE_FORMAT " days before\n%s of %s warned of\n95" SY_NBSP
                          "%%: %s to %s%s",
                          day, share, n, low, high, is_pale (self, day) ? "\nsmall n" : "");
}

static char *
lead_describe (SyChart *chart)
{
  Lead *self = (Lead *) chart;
  g_autoptr (GString) text = g_string_new ("Of those with the outcome");

  for (gsize i = 0; i < self->n_marks; i++)
    {
      g_autofree char *share = sy_text_percent (self->shares[self->marks[i]], 1);

      g_string_append_printf (text, "%s %s were warned of %u days before", i > 0 ? "," : "", share,
                              self->marks[i]);
    }
  g_string_append_c (text, '.');
  return g_strdup (text->str);
}

static SyChartTable *
lead_tabulate (SyChart *chart)
{
  Lead *self = (Lead *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_days, "Days before", 'n', "People", 'n',
                                            "Warned of", 'n', "Low", 'n', "High", 'n', NULL);

  for (gsize i = 0; i < self->n_days; i++)
    {
      sy_chart_table_set (table, i, 0, sy_text_count (i, ""));
      sy_chart_table_set (table, i, 1, sy_text_count (self->n[i], ""));
      sy_chart_table_set (table, i, 2, sy_text_cell (self->shares[i]));
      sy_chart_table_set (table, i, 3, sy_text_cell (self->low[i]));
      sy_chart_table_set (table, i, 4, sy_text_cell (self->high[i]));
    }
  return table;
}

static const SyChartClass lead_class = {
  sizeof (Lead),
  lead_paint,
  lead_tooltip,
  lead_describe,
  lead_tabulate,
};

static gboolean
has_people (const Lead *self)
{
  for (gsize i = 0; i < self->n_days; i++)
    if (self->n[i] > 0)
      return TRUE;
  return FALSE;
}

SyChart *
sy_chart_lead_new (const SyChartLeadInfo *info)
{
  Lead *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&lead_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_days = info->shares != NULL && info->low != NULL && info->high != NULL && info->n != NULL
                     ? info->n_days
                     : 0;
  self->shares = SY_CHART_KEEP (chart, info->shares, self->n_days);
  self->low = SY_CHART_KEEP (chart, info->low, self->n_days);
  self->high = SY_CHART_KEEP (chart, info->high, self->n_days);
  self->n = SY_CHART_KEEP (chart, info->n, self->n_days);
  self->marks = SY_CHART_KEEP (chart, info->marks, info->n_marks);
  for (gsize i = 0; self->marks != NULL && i < info->n_marks; i++)
    if (self->marks[i] >= self->n_days)
      {
        chart->empty = "Nothing to show: a day is out of range";
        return chart;
      }
  self->n_marks = self->marks != NULL ? info->n_marks : 0;
  if (!has_people (self))
    chart->empty = "Nothing to show: nobody with the outcome had a score before it";
  return chart;
}
