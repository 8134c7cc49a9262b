/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-private.h"
#include "sy-chart-score.h"
#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"

typedef struct
{
  SyChart parent;
  const char *label;
  const gint32 *days;
  const double *values;
  const gboolean *gaps;
  gsize n_values;
} Sparkline;

static double
position_of (const Sparkline *self,
             const SyInk *ink,
             gsize i)
{
  double share = self->n_values > 1 ? (double) i / (double) (self->n_values - 1) : 1.0;

  return ink->plot.x + share * ink->plot.width;
}

static double
highest (const Sparkline *self)
{
  double most = 0.0;

  for (gsize i = 0; i < self->n_values; i++)
    most = fmax (most, self->values[i]);
  return most;
}

static double
lowest (const Sparkline *self)
{
  double least = 0.0;

  for (gsize i = 0; i < self->n_values; i++)
    least = fmin (least, self->values[i]);
  return least;
}

static void
sparkline_paint (SyChart *chart,
                 SyInk *ink)
{
  Sparkline *self = (Sparkline *) chart;
  double margin = 3.0 * ink->unit;
  g_autofree double *x = g_new (double, self->n_values);
  g_autofree double *y = g_new (double, self->n_values);
  gsize n = self->n_values;
  double most = highest (self);

  ink->plot = (SyRect){ ink->area.x + margin, ink->area.y + margin, ink->area.width - 2.0 * margin,
                        ink->area.height - 2.0 * margin };
  sy_chart_scale_init (&ink->y, SY_CHART_SCALE_LINEAR, lowest (self), most > 0.0 ? most : 1.0,
                       ink->plot.y + ink->plot.height, ink->plot.y);
  for (gsize i = 0; i < n; i++)
    {
      double half = ink->plot.width / (double) MAX (n - 1, 1) / 2.0;

      x[i] = position_of (self, ink, i);
      y[i] = sy_chart_scale_map (&ink->y, self->values[i]);
      if (!isfinite (y[i]) || (self->gaps != NULL && self->gaps[i]))
        sy_ink_fill (ink, (SyRect){ x[i] - half, ink->area.y, 2.0 * half, ink->area.height },
                     ink->style->gap);
      sy_ink_mark (ink, SY_CHART_HIT_POINT, (guint) i, 0,
                   (SyRect){ x[i] - half, ink->area.y, 2.0 * half, ink->area.height });
    }
  n = sy_decimate_line (x, y, n);
  sy_ink_polyline (ink, x, y, n, ink->style->accent, 1.5, SY_LINE_SOLID);
  if (isfinite (y[n - 1]))
    sy_ink_dot (ink, x[n - 1], y[n - 1], 2.2 * ink->unit, ink->style->accent, ink->style->accent,
                0.0);
}

static char *
sparkline_tooltip (SyChart *chart,
                   const SyChartHit *hit,
                   const char *thousands)
{
  Sparkline *self = (Sparkline *) chart;
  g_autofree char *value = sy_text_value (self->values[hit->index], thousands);
  g_autofree char *day = self->days != NULL ? sy_text_day (self->days[hit->index]) : g_strdup ("");
  gboolean is_gap = self->gaps != NULL && self->gaps[hit->index];

  return g_strdup_printf ("%s%s%s %s%s", day, self->days != NULL ? "\n" : "", value, self->label,
                          is_gap ? "\ntracking gap" : "");
}

static char *
sparkline_describe (SyChart *chart)
{
  Sparkline *self = (Sparkline *) chart;
  g_autofree char *last = sy_text_value (self->values[self->n_values - 1], ",");
  g_autofree char *most = sy_text_value (highest (self), ",");

  g_autofree char *gaps = NULL;
  gsize n_gaps = 0;

  for (gsize i = 0; self->gaps != NULL && i < self->n_values; i++)
    n_gaps += self->gaps[i] != FALSE;
  gaps = n_gaps > 0 ? g_strdup_printf (" %" G_GSIZE_FORMAT " with a tracking gap.", n_gaps)
                    : g_strdup ("");
  return g_strdup_printf ("%" G_GSIZE_FORMAT " values, at most %s, now %s %s.%s", self->n_values,
                          most, last, self->label, gaps);
}

static SyChartTable *
sparkline_tabulate (SyChart *chart)
{
  Sparkline *self = (Sparkline *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_values, "Date", 't',
                                            *self->label != '\0' ? self->label : "Value", 'n',
                                            NULL);

  for (gsize i = 0; i < self->n_values; i++)
    {
      sy_chart_table_set (table, i, 0,
                          self->days != NULL ? sy_day_format (self->days[i])
                                             : sy_text_count (i + 1, ""));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->values[i]));
    }
  return table;
}

static const SyChartClass sparkline_class = {
  sizeof (Sparkline),
  sparkline_paint,
  sparkline_tooltip,
  sparkline_describe,
  sparkline_tabulate,
};

SyChart *
sy_chart_sparkline_new_with_gaps (const char *title,
                                  const char *label,
                                  const gint32 *days,
                                  const double *values,
                                  const gboolean *gaps,
                                  gsize n_values)
{
  Sparkline *self = sy_chart_alloc (&sparkline_class, title, NULL);
  SyChart *chart = (SyChart *) self;
  gboolean any = FALSE;

  self->label = sy_chart_keep_text (chart, label != NULL ? label : "");
  self->n_values = values != NULL ? n_values : 0;
  self->days = SY_CHART_KEEP (self, days, self->n_values);
  self->values = SY_CHART_KEEP (self, values, self->n_values);
  self->gaps = SY_CHART_KEEP (self, gaps, self->n_values);
  for (gsize i = 0; i < self->n_values; i++)
    any = any || isfinite (values[i]);
  if (!any)
    chart->empty = "no data";
  return chart;
}

SyChart *
sy_chart_sparkline_new (const char *label,
                        const gint32 *days,
                        const double *values,
                        gsize n_values)
{
  return sy_chart_sparkline_new_with_gaps (NULL, label, days, values, NULL, n_values);
}
