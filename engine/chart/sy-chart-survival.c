/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-chart-bands-private.h"
#include "sy-chart-follow-up.h"
#include "sy-chart-text-private.h"

#include "stats/sy-stats.h"

typedef struct
{
  SyChart parent;
  double max_days;
  double horizon_days;
  guint n_bands;
  SyChartSurvivalBand *bands;
} Survival;

/* The steps, of which those that fall on the same place are drawn once. */
static void
draw_band (const Survival *self,
           SyInk *ink,
           guint index)
{
  const SyChartSurvivalBand *band = &self->bands[index];
  g_autofree double *x = g_new (double, 2 * band->n_points + 2);
  g_autofree double *y = g_new (double, 2 * band->n_points + 2);
  gsize n = 0;

  x[n] = sy_chart_scale_map (&ink->x, 0.0);
  y[n++] = sy_chart_scale_map (&ink->y, 0.0);
  for (gsize i = 0; i < band->n_points; i++)
    {
      double at = sy_chart_scale_map (&ink->x, band->days[i]);
      double share = sy_chart_scale_map (&ink->y, band->shares[i]);

      if (!isfinite (at) || !isfinite (share))
        continue;
      if (at - x[n - 1] < 0.25 && n > 1)
        {
          y[n - 1] = share;
          continue;
        }
      x[n] = at;
      y[n] = y[n - 1];
      n++;
      x[n] = at;
      y[n++] = share;
      sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, index, at, share, 2.0 * ink->unit,
                         14.0 * ink->unit);
    }
  x[n] = sy_chart_scale_map (&ink->x, self->max_days);
  y[n] = y[n - 1];
  sy_ink_polyline (ink, x, y, n + 1, sy_ink_band (ink, index, self->n_bands), 2.0,
                   sy_is_small_n (band->n) ? SY_LINE_DOTTED : SY_LINE_SOLID);
}

static void
survival_paint (SyChart *chart,
                SyInk *ink)
{
  Survival *self = (Survival *) chart;
  SyAxis x = { .lo = 0.0, .hi = self->max_days, .label = "days" };
  SyAxis y = { .lo = 0.0, .hi = 1.0, .format = SY_TICK_PERCENT };
  g_autofree SySideLabel *labels = g_new0 (SySideLabel, self->n_bands);
  double room;

  for (guint i = 0; i < self->n_bands; i++)
    labels[i].text = self->bands[i].name;
  room = sy_ink_side_room (ink, labels, self->n_bands);
  sy_ink_axes (ink, &x, &y, 2.0, MAX (room, 10.0 * ink->unit));
  if (isfinite (self->horizon_days) && self->horizon_days < self->max_days)
    sy_ink_rule_v (ink, sy_chart_scale_map (&ink->x, self->horizon_days), ink->plot.y,
                   ink->plot.y + ink->plot.height, ink->style->dim, SY_LINE_DASHED);
  for (guint i = 0; i < self->n_bands; i++)
    {
      const SyChartSurvivalBand *band = &self->bands[i];

      if (band->n == 0)
        continue;
      draw_band (self, ink, i);
    }
  if (room <= 0.0)
    return;
  for (guint i = 0; i < self->n_bands; i++)
    {
      const SyChartSurvivalBand *band = &self->bands[i];
      double last = band->n_points > 0 ? band->shares[band->n_points - 1] : 0.0;

      labels[i].y = sy_chart_scale_map (&ink->y, isfinite (last) ? last : 0.0);
      labels[i].color = sy_ink_readable (ink, sy_ink_band (ink, i, self->n_bands));
    }
  sy_ink_side_labels (ink, labels, self->n_bands);
}

static char *
survival_tooltip (SyChart *chart,
                  const SyChartHit *hit,
                  const char *thousands)
{
  Survival *self = (Survival *) chart;
  const SyChartSurvivalBand *band = &self->bands[hit->series];
  g_autofree char *days = sy_text_fixed (band->days[hit->index], 1, "");
  g_autofree char *share = sy_text_percent (band->shares[hit->index], 1);
  g_autofree char *n = sy_text_count (band->n, thousands);

  return g_strdup_printf ("%s\n%s of %s people within %s days%s", band->name, share, n, days,
                          sy_is_small_n (band->n) ? "\nsmall n" : "");
}

static char *
survival_describe (SyChart *chart)
{
  Survival *self = (Survival *) chart;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *days = sy_text_fixed (self->max_days, 0, "");

  g_string_append_printf (text, "Within %s days:", days);
  for (guint i = 0; i < self->n_bands; i++)
    {
      const SyChartSurvivalBand *band = &self->bands[i];
      g_autofree char *share = sy_text_percent (
          band->n == 0 ? (double) NAN : (band->n_points > 0 ? band->shares[band->n_points - 1] : 0.0), 1);

      g_string_append_printf (text, "%s %s of %s", i > 0 ? "," : "", share, band->name);
    }
  g_string_append_c (text, '.');
  return g_strdup (text->str);
}

static SyChartTable *
survival_tabulate (SyChart *chart)
{
  Survival *self = (Survival *) chart;
  gsize n = 0, row = 0;
  SyChartTable *table;

  for (guint i = 0; i < self->n_bands; i++)
    n += self->bands[i].n_points;
  table = sy_chart_table_new (n, "Band", 't', "People", 'n', "Days", 'n', "Share", 'n', NULL);
  for (guint i = 0; i < self->n_bands; i++)
    for (gsize k = 0; k < self->bands[i].n_points; k++, row++)
      {
        sy_chart_table_set (table, row, 0, g_strdup (self->bands[i].name));
        sy_chart_table_set (table, row, 1, sy_text_count (self->bands[i].n, ""));
        sy_chart_table_set (table, row, 2, sy_text_cell (self->bands[i].days[k]));
        sy_chart_table_set (table, row, 3, sy_text_cell (self->bands[i].shares[k]));
      }
  return table;
}

static const SyChartClass survival_class = {
  sizeof (Survival),
  survival_paint,
  survival_tooltip,
  survival_describe,
  survival_tabulate,
};

SyChart *
sy_chart_survival_new (const SyChartSurvivalInfo *info)
{
  Survival *self;
  SyChart *chart;
  guint64 n = 0;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&survival_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->max_days = isfinite (info->max_days) && info->max_days > 0 ? info->max_days : 1.0;
  self->horizon_days = info->horizon_days;
  self->n_bands = info->bands != NULL ? info->n_bands : 0;
  self->bands = SY_CHART_KEEP (chart, info->bands, self->n_bands);
  for (guint i = 0; i < self->n_bands; i++)
    {
      SyChartSurvivalBand *band = &self->bands[i];

      if (band->days == NULL || band->shares == NULL)
        band->n_points = 0;
      band->name = sy_chart_keep_text (chart, band->name != NULL ? band->name : "");
      band->days = SY_CHART_KEEP (chart, band->days, band->n_points);
      band->shares = SY_CHART_KEEP (chart, band->shares, band->n_points);
      n += band->n;
    }
  if (n == 0)
    chart->empty = "Nothing to show: nobody has a score at a date whose outcome is known";
  return chart;
}
