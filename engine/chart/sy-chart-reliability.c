/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "stats/sy-stats.h"
#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_bins;
  const double *predicted;
  const double *observed;
  const double *low;
  const double *high;
  const guint64 *n;
  guint64 most;
} Reliability;

static gboolean
is_known (const Reliability *self,
          gsize bin)
{
  return isfinite (self->predicted[bin]) && isfinite (self->observed[bin]) && self->n[bin] > 0;
}

/* Both axes end at the same round share, so that the diagonal is one. */
static double
top_share (const Reliability *self)
{
  static const double ends[] = { 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0 };
  double most = 0.0;

  for (gsize bin = 0; bin < self->n_bins; bin++)
    if (is_known (self, bin))
      most = fmax (most, fmax (self->predicted[bin],
                               self->high != NULL ? fmax (self->observed[bin], self->high[bin])
                                                  : self->observed[bin]));
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (most <= ends[i])
      return ends[i] * 100.0;
  return 100.0;
}

static void
reliability_paint (SyChart *chart,
                   SyInk *ink)
{
  Reliability *self = (Reliability *) chart;
  double top = top_share (self);
  SyAxis x = { .lo = 0.0, .hi = top, .label = "predicted, %" };
  SyAxis y = { .lo = 0.0, .hi = top };

  sy_ink_axes (ink, &x, &y, 4.0 * ink->unit, 10.0 * ink->unit);
  sy_ink_line (ink, ink->plot.x, ink->plot.y + ink->plot.height, ink->plot.x + ink->plot.width,
               ink->plot.y, sy_color_fade (ink->style->dim, 0.8), 1.0, SY_LINE_DASHED);
  for (gsize bin = 0; bin < self->n_bins; bin++)
    {
      double radius, dot_x, dot_y;
      /* Of few people the rate is to be read with its interval. */
      gboolean is_small = sy_is_small_n (self->n[bin]);
      SyColor color = is_small ? sy_color_fade (ink->style->dim, 0.45) : ink->style->accent;

      if (!is_known (self, bin))
        continue;
      radius = (2.5 + 6.0 * sqrt ((double) self->n[bin] / (double) self->most)) * ink->unit;
      dot_x = sy_chart_scale_map (&ink->x, self->predicted[bin] * 100.0);
      dot_y = sy_chart_scale_map (&ink->y, self->observed[bin] * 100.0);
      if (self->low != NULL && isfinite (self->low[bin]) && isfinite (self->high[bin]))
        sy_ink_line (ink, dot_x, sy_chart_scale_map (&ink->y, self->low[bin] * 100.0), dot_x,
                     sy_chart_scale_map (&ink->y, self->high[bin] * 100.0), color, 2.0,
                     SY_LINE_SOLID);
      sy_ink_dot (ink, dot_x, dot_y, radius, is_small ? color : sy_color_fade (color, 0.86), color,
                  0.0);
      sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) bin, 0, dot_x, dot_y, radius,
                         MAX (radius, 12.0 * ink->unit));
    }
}

static char *
reliability_tooltip (SyChart *chart,
                     const SyChartHit *hit,
                     const char *thousands)
{
  Reliability *self = (Reliability *) chart;
  gsize bin = hit->index;
  g_autofree char *predicted = sy_text_percent (self->predicted[bin], 1);
  g_autofree char *observed = sy_text_percent (self->observed[bin], 1);
  g_autofree char *n = sy_text_count (self->n[bin], thousands);
  const char *small = sy_is_small_n (self->n[bin]) ? "\nsmall n: read the interval" : "";

  if (self->low != NULL)
    {
      g_autofree char *low = sy_text_percent (self->low[bin], 1);
      g_autofree char *high = sy_text_percent (self->high[bin], 1);

      return g_strdup_printf ("predicted %s\nobserved %s, 95" SY_NBSP
                              "%% interval %s to %s\n%s people%s",
                              predicted, observed, low, high, n, small);
    }
  return g_strdup_printf ("predicted %s\nobserved %s\n%s people%s", predicted, observed, n, small);
}

static char *
reliability_describe (SyChart *chart)
{
  Reliability *self = (Reliability *) chart;
  double worst = 0.0;
  gsize at = 0, n_known = 0;
  g_autofree char *predicted = NULL;
  g_autofree char *observed = NULL;

  for (gsize bin = 0; bin < self->n_bins; bin++)
    if (is_known (self, bin))
      {
        double error = fabs (self->predicted[bin] - self->observed[bin]);

        if (n_known++ == 0 || error > worst)
          {
            worst = error;
            at = bin;
          }
      }
  predicted = sy_text_percent (self->predicted[at], 1);
  observed = sy_text_percent (self->observed[at], 1);
  return g_strdup_printf (
      "in %" G_GSIZE_FORMAT
      " bins of the predicted rate, the one farthest off predicts %s and saw %s.",
      n_known, predicted, observed);
}

static SyChartTable *
reliability_tabulate (SyChart *chart)
{
  Reliability *self = (Reliability *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_bins, "Predicted", 'n', "Observed", 'n', "Low",
                                            'n', "High", 'n', "People", 'n', NULL);

  for (gsize bin = 0; bin < self->n_bins; bin++)
    {
      sy_chart_table_set (table, bin, 0, sy_text_cell (self->predicted[bin]));
      sy_chart_table_set (table, bin, 1, sy_text_cell (self->observed[bin]));
      sy_chart_table_set (table, bin, 2,
                          sy_text_cell (self->low != NULL ? self->low[bin] : (double) NAN));
      sy_chart_table_set (table, bin, 3,
                          sy_text_cell (self->high != NULL ? self->high[bin] : (double) NAN));
      sy_chart_table_set (table, bin, 4, sy_text_count (self->n[bin], ""));
    }
  return table;
}

static const SyChartClass reliability_class = {
  sizeof (Reliability),
  reliability_paint,
  reliability_tooltip,
  reliability_describe,
  reliability_tabulate,
};

SyChart *
sy_chart_reliability_new (const SyChartReliabilityInfo *info)
{
  Reliability *self;
  SyChart *chart;
  gboolean any = FALSE;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_bins == 0 ||
                            (info->predicted != NULL && info->observed != NULL && info->n != NULL),
                        NULL);

  self = sy_chart_alloc (&reliability_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_bins = info->n_bins;
  self->predicted = SY_CHART_KEEP (self, info->predicted, info->n_bins);
  self->observed = SY_CHART_KEEP (self, info->observed, info->n_bins);
  self->low = info->high != NULL ? SY_CHART_KEEP (self, info->low, info->n_bins) : NULL;
  self->high = self->low != NULL ? SY_CHART_KEEP (self, info->high, info->n_bins) : NULL;
  self->n = SY_CHART_KEEP (self, info->n, info->n_bins);
  for (gsize bin = 0; bin < info->n_bins; bin++)
    {
      self->most = MAX (self->most, self->n[bin]);
      any = any || is_known (self, bin);
    }
  if (!any)
    chart->empty = "Nothing to show: there are no predicted rates";
  return chart;
}
