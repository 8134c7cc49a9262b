/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "stats/sy-stats.h"
#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"

typedef struct
{
  SyChart parent;
  const char *x_label;
  gsize n_points;
  const double *thresholds;
  const double *precision;
  const double *precision_low;
  const double *precision_high;
  const double *recall;
  const guint64 *list_n;
  double threshold;
} Precision;

static double *
map_all (const SyChartScale *scale,
         const double *values,
         gsize n)
{
  double *positions = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    positions[i] = sy_chart_scale_map (scale, values[i]);
  return positions;
}

static double
last_known (const double *values,
            gsize n)
{
  while (n > 0 && !isfinite (values[n - 1]))
    n--;
  return n > 0 ? values[n - 1] : (double) NAN;
}

static gboolean
is_small (const Precision *self,
          gsize point)
{
  return self->list_n != NULL && sy_is_small_n (self->list_n[point]);
}

/* A stretch of lists of few people is paler and dotted; it ends where the next one begins. */
static void
draw_precision (SyInk *ink,
                const Precision *self,
                double *x,
                double *y,
                SyColor color)
{
  gsize from = 0;

  while (from < self->n_points)
    {
      gboolean is_pale = is_small (self, from);
      gsize to = from;
      gsize n;
      g_autofree double *across = NULL;
      g_autofree double *up = NULL;

      while (to < self->n_points && is_small (self, to) == is_pale)
        to++;
      n = MIN (to + 1, self->n_points) - from;
      across = g_memdup2 (x + from, n * sizeof *x);
      up = g_memdup2 (y + from, n * sizeof *y);
      n = sy_decimate_line (across, up, n);
      sy_ink_polyline (ink, across, up, n, is_pale ? sy_color_fade (ink->style->dim, 0.45) : color,
                       2.0, is_pale ? SY_LINE_DOTTED : SY_LINE_SOLID);
      from = to;
    }
}

static void
draw_line (SyInk *ink,
           const Precision *self,
           const double *values,
           guint series,
           SyColor color)
{
  g_autofree double *x = map_all (&ink->x, self->thresholds, self->n_points);
  g_autofree double *y = map_all (&ink->y, values, self->n_points);
  gsize n = self->n_points;

  for (gsize i = 0; i < n; i++)
    sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, series, x[i], y[i], 3.0 * ink->unit,
                       12.0 * ink->unit);
  /* How many people a list holds tells of its precision, not of its recall. */
  if (series == 0)
    {
      draw_precision (ink, self, x, y, color);
      return;
    }
  n = sy_decimate_line (x, y, n);
  sy_ink_polyline (ink, x, y, n, color, 2.0, SY_LINE_SOLID);
}

static void
draw_threshold (const Precision *self,
                SyInk *ink,
                double row_y)
{
  g_autofree char *text = NULL;
  double x, reach = 6.0 * ink->unit, half;

  if (!isfinite (self->threshold))
    return;
  x = sy_chart_scale_map (&ink->x, CLAMP (self->threshold, ink->x.lo, ink->x.hi));
  text = sy_text_value (self->threshold, ink->style->thousands);
  half = sy_ink_pill_width (ink, text) / 2.0;
  sy_ink_line (ink, sy_ink_crisp (ink, x), row_y, sy_ink_crisp (ink, x),
               ink->plot.y + ink->plot.height, ink->style->line, 1.5, SY_LINE_SOLID);
  sy_ink_pill (ink, text, CLAMP (x, half, ink->width - half), row_y);
  sy_ink_mark (ink, SY_CHART_HIT_THRESHOLD, 0, 0,
               (SyRect){ x - reach, row_y - 9.0 * ink->unit, 2.0 * reach,
                         ink->plot.y + ink->plot.height - row_y + 9.0 * ink->unit });
  sy_ink_mark (ink, SY_CHART_HIT_THRESHOLD, 0, 0,
               (SyRect){ x - half, row_y - 9.0 * ink->unit, 2.0 * half, 18.0 * ink->unit });
}

static void
precision_paint (SyChart *chart,
                 SyInk *ink)
{
  Precision *self = (Precision *) chart;
  SyAxis x = { .lo = self->thresholds[0],
               .hi = self->thresholds[self->n_points - 1],
               .label = self->x_label };
  SyAxis y = { .lo = 0.0, .hi = 1.0, .format = SY_TICK_PERCENT };
  SyColor colors[2] = { ink->style->accent, ink->style->band_low };
  SySideLabel labels[2] = { { .text = "precision" }, { .text = "recall" } };
  double row = sy_ink_pill_height (ink);
  gsize n_labels = 0;

  sy_ink_axes (ink, &x, &y, row + 2.0 * ink->unit, sy_ink_side_room (ink, labels, 2));
  if (self->precision_low != NULL)
    {
      g_autofree double *across = map_all (&ink->x, self->thresholds, self->n_points);
      g_autofree double *low = map_all (&ink->y, self->precision_low, self->n_points);
      g_autofree double *high = map_all (&ink->y, self->precision_high, self->n_points);

      sy_ink_ribbon (ink, across, low, high, self->n_points, sy_color_fade (colors[0], 0.16));
    }
  draw_line (ink, self, self->recall, 1, colors[1]);
  draw_line (ink, self, self->precision, 0, colors[0]);
  for (guint i = 0; i < 2; i++)
    {
      double y_end = sy_chart_scale_map (&ink->y,
                                         last_known (i == 0 ? self->precision : self->recall,
                                                     self->n_points));

      if (!isfinite (y_end))
        continue;
      labels[n_labels].text = i == 0 ? "precision" : "recall";
      labels[n_labels].y = y_end;
      labels[n_labels++].color = sy_ink_readable (ink, colors[i]);
    }
  sy_ink_side_labels (ink, labels, n_labels);
  draw_threshold (self, ink, round (ink->area.y + row / 2.0));
}

/* The point at or just below a threshold. */
static gsize
point_at (const Precision *self,
          double threshold)
{
  gsize i = 0;

  while (i + 1 < self->n_points && self->thresholds[i + 1] <= threshold)
    i++;
  return i;
}

static char *
precision_tooltip (SyChart *chart,
                   const SyChartHit *hit,
                   const char *thousands)
{
  Precision *self = (Precision *) chart;
  gsize i = hit->kind == SY_CHART_HIT_THRESHOLD ? point_at (self, self->threshold) : hit->index;
  g_autofree char *threshold =
      sy_text_value (hit->kind == SY_CHART_HIT_THRESHOLD ? self->threshold : self->thresholds[i],
                     thousands);
  g_autofree char *precision = sy_text_percent (self->precision[i], 1);
  g_autofree char *recall = sy_text_percent (self->recall[i], 1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "at %s\nprecision %s", threshold, precision);
  if (self->precision_low != NULL && isfinite (self->precision_low[i]) &&
      isfinite (self->precision_high[i]))
    {
      g_autofree char *low = sy_text_percent (self->precision_low[i], 1);
      g_autofree char *high = sy_text_percent (self->precision_high[i], 1);

      g_string_append_printf (text, ", 95" SY_NBSP "%% interval %s to %s", low, high);
    }
  g_string_append_printf (text, "\nrecall %s", recall);
  if (self->list_n != NULL)
    {
      g_autofree char *n = sy_text_count (self->list_n[i], thousands);

      g_string_append_printf (text, "\n%s people in the list", n);
      if (is_small (self, i))
        g_string_append (text, "\nsmall n: read the interval");
    }
  return g_string_free (text, FALSE);
}

static char *
precision_describe (SyChart *chart)
{
  Precision *self = (Precision *) chart;
  gsize i = point_at (self, isfinite (self->threshold) ? self->threshold
                                                       : self->thresholds[self->n_points / 2]);
  g_autofree char *threshold =
      sy_text_value (isfinite (self->threshold) ? self->threshold : self->thresholds[i], ",");
  g_autofree char *precision = sy_text_percent (self->precision[i], 1);
  g_autofree char *recall = sy_text_percent (self->recall[i], 1);

  return g_strdup_printf ("at a threshold of %s the precision is %s and the recall %s.", threshold,
                          precision, recall);
}

static SyChartTable *
precision_tabulate (SyChart *chart)
{
  Precision *self = (Precision *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "Threshold", 'n', "Precision", 'n',
                                            "Low", 'n', "High", 'n', "Recall", 'n', "People", 'n',
                                            NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_text_cell (self->thresholds[i]));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->precision[i]));
      sy_chart_table_set (table, i, 2,
                          sy_text_cell (self->precision_low != NULL ? self->precision_low[i]
                                                                    : (double) NAN));
      sy_chart_table_set (table, i, 3,
                          sy_text_cell (self->precision_high != NULL ? self->precision_high[i]
                                                                     : (double) NAN));
      sy_chart_table_set (table, i, 4, sy_text_cell (self->recall[i]));
      sy_chart_table_set (table, i, 5,
                          self->list_n != NULL ? sy_text_count (self->list_n[i], "")
                                               : g_strdup (""));
    }
  return table;
}

static const SyChartClass precision_class = {
  sizeof (Precision),
  precision_paint,
  precision_tooltip,
  precision_describe,
  precision_tabulate,
};

SyChart *
sy_chart_precision_new (const SyChartPrecisionInfo *info)
{
  Precision *self;
  SyChart *chart;
  gsize n;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&precision_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  n = info->thresholds != NULL && info->precision != NULL && info->recall != NULL ? info->n_points
                                                                                  : 0;
  self->x_label = sy_chart_keep_text (chart, info->x_label);
  self->n_points = n;
  self->thresholds = SY_CHART_KEEP (self, info->thresholds, n);
  self->precision = SY_CHART_KEEP (self, info->precision, n);
  self->precision_low = info->precision_high != NULL ? SY_CHART_KEEP (self, info->precision_low, n)
                                                     : NULL;
  self->precision_high = self->precision_low != NULL ? SY_CHART_KEEP (self, info->precision_high, n)
                                                     : NULL;
  self->recall = SY_CHART_KEEP (self, info->recall, n);
  self->list_n = SY_CHART_KEEP (self, info->list_n, n);
  self->threshold = info->threshold;
  if (n == 0 || !isfinite (last_known (self->recall, n)))
    chart->empty = "Nothing to show: precision and recall need people with and without the outcome";
  for (gsize i = 0; i < n && chart->empty == NULL; i++)
    if (!isfinite (self->thresholds[i]))
      chart->empty = "Nothing to show: the scores are not known";
  return chart;
}
