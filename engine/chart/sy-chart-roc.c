/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"

typedef struct
{
  SyChart parent;
  const char *outcome;
  char *x_label;
  SyChartRocCurve curves[2];
} Roc;

static SyColor
color_of (const SyInk *ink,
          guint series)
{
  return series == SY_CHART_SERIES_DRAFT ? ink->style->accent : ink->style->line;
}

static void
draw_curve (const Roc *self,
            SyInk *ink,
            guint series)
{
  const SyChartRocCurve *curve = &self->curves[series];
  g_autofree double *x = g_new (double, MAX (curve->n_points, 1));
  g_autofree double *y = g_new (double, MAX (curve->n_points, 1));
  gsize n = curve->n_points;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = sy_chart_scale_map (&ink->x, curve->false_rate[i] * 100.0);
      y[i] = sy_chart_scale_map (&ink->y, curve->true_rate[i] * 100.0);
      sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, series, x[i], y[i], 3.0 * ink->unit,
                         14.0 * ink->unit);
    }
  n = sy_decimate_line (x, y, n);
  sy_ink_polyline (ink, x, y, n, color_of (ink, series),
                   series == SY_CHART_SERIES_DRAFT ? 2.0 : 1.4, SY_LINE_SOLID);
}

/* The areas, below the diagonal where no curve should be. */
static void
draw_legend (const Roc *self,
             SyInk *ink)
{
  double line = sy_ink_line_height (ink, SY_FONT_LABEL) + ink->unit;
  double x = ink->plot.x + ink->plot.width - 6.0 * ink->unit;
  double y = ink->plot.y + ink->plot.height - 6.0 * ink->unit;

  for (guint i = 2; i > 0; i--)
    {
      const SyChartRocCurve *curve = &self->curves[i - 1];
      g_autofree char *area = sy_text_fixed (curve->auc, 3, "");
      g_autofree char *text = g_strdup_printf ("%s  %s", curve->name, area);

      if (curve->n_points == 0 ||
          sy_ink_text_width (ink, SY_FONT_LABEL, text) > ink->plot.width * 0.55 ||
          ink->plot.height < 5.0 * line)
        continue;
      sy_ink_text_halo (ink, SY_FONT_LABEL, sy_ink_readable (ink, color_of (ink, i - 1)), text, x,
                        y, 1.0, 1.0);
      y -= line;
    }
}

static void
roc_paint (SyChart *chart,
           SyInk *ink)
{
  Roc *self = (Roc *) chart;
  SyAxis x = { .lo = 0.0, .hi = 100.0, .label = self->x_label };
  SyAxis y = { .lo = 0.0, .hi = 100.0 };

  sy_ink_axes (ink, &x, &y, 2.0, 10.0 * ink->unit);
  sy_ink_line (ink, ink->plot.x, ink->plot.y + ink->plot.height, ink->plot.x + ink->plot.width,
               ink->plot.y, sy_color_fade (ink->style->dim, 0.8), 1.0, SY_LINE_DASHED);
  draw_legend (self, ink);
  for (guint i = 2; i > 0; i--)
    draw_curve (self, ink, i - 1);
}

static char *
roc_tooltip (SyChart *chart,
             const SyChartHit *hit,
             const char *thousands)
{
  Roc *self = (Roc *) chart;
  const SyChartRocCurve *curve = &self->curves[hit->series];
  g_autofree char *caught = sy_text_percent (curve->true_rate[hit->index], 1);
  g_autofree char *alarms = sy_text_percent (curve->false_rate[hit->index], 1);

  return g_strdup_printf ("%s\n%s of those who %s are caught\nat %s of the others", curve->name,
                          caught, self->outcome, alarms);
}

static char *
area_text (const SyChartRocCurve *curve)
{
  g_autofree char *area = sy_text_fixed (curve->auc, 3, "");
  g_autofree char *low = sy_text_fixed (curve->low, 3, "");
  g_autofree char *high = sy_text_fixed (curve->high, 3, "");

  if (isfinite (curve->low) && isfinite (curve->high))
    return g_strdup_printf ("%s (95" SY_NBSP "%% interval %s to %s)", area, low, high);
  return g_steal_pointer (&area);
}

static char *
roc_describe (SyChart *chart)
{
  Roc *self = (Roc *) chart;
  g_autofree char *draft = area_text (&self->curves[0]);
  g_autofree char *comparison = area_text (&self->curves[1]);

  if (self->curves[0].n_points > 0 && self->curves[1].n_points > 0)
    return g_strdup_printf ("AUC %s for %s, %s for %s.", draft, self->curves[0].name, comparison,
                            self->curves[1].name);
  return g_strdup_printf ("AUC %s.", self->curves[0].n_points > 0 ? draft : comparison);
}

static SyChartTable *
roc_tabulate (SyChart *chart)
{
  Roc *self = (Roc *) chart;
  gsize n_draft = self->curves[0].n_points;
  SyChartTable *table = sy_chart_table_new (n_draft + self->curves[1].n_points, "Model", 't',
                                            "False positive rate", 'n', "True positive rate", 'n',
                                            NULL);

  for (gsize row = 0; row < table->n_rows; row++)
    {
      const SyChartRocCurve *curve = &self->curves[row < n_draft ? 0 : 1];
      gsize i = row < n_draft ? row : row - n_draft;

      sy_chart_table_set (table, row, 0, g_strdup (curve->name));
      sy_chart_table_set (table, row, 1, sy_text_cell (curve->false_rate[i]));
      sy_chart_table_set (table, row, 2, sy_text_cell (curve->true_rate[i]));
    }
  return table;
}

static const SyChartClass roc_class = {
  sizeof (Roc),
  roc_paint,
  roc_tooltip,
  roc_describe,
  roc_tabulate,
};

static SyChartRocCurve
keep_curve (SyChart *chart,
            const SyChartRocCurve *curve,
            const char *fallback)
{
  SyChartRocCurve kept = *curve;

  if (curve->false_rate == NULL || curve->true_rate == NULL)
    kept.n_points = 0;
  kept.name = sy_chart_keep_text (chart, curve->name != NULL ? curve->name : fallback);
  kept.false_rate = SY_CHART_KEEP (chart, curve->false_rate, kept.n_points);
  kept.true_rate = SY_CHART_KEEP (chart, curve->true_rate, kept.n_points);
  return kept;
}

SyChart *
sy_chart_roc_new (const SyChartRocInfo *info)
{
  Roc *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&roc_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->outcome = sy_chart_keep_text (chart,
                                      info->outcome != NULL ? info->outcome : "have the outcome");
  self->x_label = sy_chart_take (chart, info->outcome != NULL
                                            ? g_strdup_printf ("not %s, %%", self->outcome)
                                            : g_strdup ("without the outcome, %"));
  self->curves[0] = keep_curve (chart, &info->draft, "draft");
  self->curves[1] = keep_curve (chart, &info->comparison, "compared");
  if (self->curves[0].n_points == 0 && self->curves[1].n_points == 0)
    chart->empty = "Nothing to show: a ROC needs people with and without the outcome";
  return chart;
}
