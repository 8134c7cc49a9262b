/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const double *days;
  const double *auc;
  const double *low;
  const double *high;
  const guint8 *within;
  gsize best;
  double low_days;
  double high_days;
  double current_days;
} HalfLife;

static void
value_range (const HalfLife *self,
             double *out_lo,
             double *out_hi)
{
  double lo = INFINITY, hi = -INFINITY;

  for (gsize i = 0; i < self->n_points; i++)
    {
      lo = MIN (lo, self->low[i]);
      hi = MAX (hi, self->high[i]);
    }
  /* Differences below a hundredth must not look like mountains. */
  if (hi - lo < 0.04)
    {
      double middle = (hi + lo) / 2.0;

      lo = middle - 0.02;
      hi = middle + 0.02;
    }
  *out_lo = MAX (lo - (hi - lo) * 0.06, 0.0);
  *out_hi = MIN (hi + (hi - lo) * 0.06, 1.0);
}

static char *
days_text (double days)
{
  g_autofree char *number = sy_text_value (days < 10.0 ? round (days * 10.0) / 10.0 : round (days),
                                           ",");

  return g_strdup_printf ("%s d", number);
}

/* The half-lives that are as good as the best. */
static void
draw_range (const HalfLife *self,
            SyInk *ink)
{
  double left = sy_chart_scale_map (&ink->x, self->low_days);
  double right = sy_chart_scale_map (&ink->x, self->high_days);

  sy_ink_fill (ink, (SyRect){ left, ink->plot.y, right - left, ink->plot.height },
               sy_color_fade (ink->style->accent, 0.08));
}

static void
draw_current (const HalfLife *self,
              SyInk *ink)
{
  g_autofree char *days = NULL;
  g_autofree char *text = NULL;
  double x, width;
  gboolean is_left;

  if (!(self->current_days >= ink->x.lo && self->current_days <= ink->x.hi))
    return;
  days = days_text (self->current_days);
  text = g_strdup_printf ("now %s", days);
  x = sy_chart_scale_map (&ink->x, self->current_days);
  width = sy_ink_text_width (ink, SY_FONT_LABEL, text) + 6.0 * ink->unit;
  is_left = x - width >= ink->plot.x;
  sy_ink_rule_v (ink, x, ink->plot.y, ink->plot.y + ink->plot.height, ink->style->text,
                 SY_LINE_DASHED);
  sy_ink_text_halo (ink, SY_FONT_LABEL, ink->style->dim, text,
                    x + (is_left ? -5.0 : 5.0) * ink->unit,
                    ink->plot.y + ink->plot.height - 3.0 * ink->unit, is_left ? 1.0 : 0.0, 1.0);
}

static void
draw_best (const HalfLife *self,
           SyInk *ink)
{
  g_autofree char *text = days_text (self->days[self->best]);
  double x = sy_chart_scale_map (&ink->x, self->days[self->best]);
  double y = sy_chart_scale_map (&ink->y, self->auc[self->best]);
  double half = sy_ink_pill_width (ink, text) / 2.0;
  double row = ink->area.y + sy_ink_pill_height (ink) / 2.0;

  sy_ink_rule_v (ink, x, row, y, ink->style->line, SY_LINE_SOLID);
  sy_ink_dot (ink, x, y, 4.5 * ink->unit, ink->style->accent, ink->style->accent, 0.0);
  sy_ink_pill (ink, text, CLAMP (x, half, ink->width - half), round (row));
}

static void
half_life_paint (SyChart *chart,
                 SyInk *ink)
{
  HalfLife *self = (HalfLife *) chart;
  SyAxis x = { .kind = SY_CHART_SCALE_LOG,
               .lo = self->days[0],
               .hi = self->days[self->n_points - 1],
               .format = SY_TICK_DAYS };
  SyAxis y = { 0 };
  g_autofree double *across = g_new (double, self->n_points);
  g_autofree double *line = g_new (double, self->n_points);
  g_autofree double *low = g_new (double, self->n_points);
  g_autofree double *high = g_new (double, self->n_points);

  value_range (self, &y.lo, &y.hi);
  sy_ink_axes (ink, &x, &y, sy_ink_pill_height (ink) + 2.0 * ink->unit, 0.0);
  for (gsize i = 0; i < self->n_points; i++)
    {
      across[i] = sy_chart_scale_map (&ink->x, self->days[i]);
      line[i] = sy_chart_scale_map (&ink->y, self->auc[i]);
      low[i] = sy_chart_scale_map (&ink->y, self->low[i]);
      high[i] = sy_chart_scale_map (&ink->y, self->high[i]);
    }
  draw_range (self, ink);
  sy_ink_ribbon (ink, across, low, high, self->n_points, sy_color_fade (ink->style->accent, 0.14));
  draw_current (self, ink);
  sy_ink_polyline (ink, across, line, self->n_points, ink->style->accent, 2.0, SY_LINE_SOLID);
  draw_best (self, ink);
  for (gsize i = 0; i < self->n_points; i++)
    sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, 0, across[i], line[i], 4.0 * ink->unit,
                       ink->plot.height);
}

static const char *
name_verdict (const HalfLife *self,
              gsize point)
{
  return point == self->best ? "the best" : self->within[point] ? "as good as the best"
                                                                : "worse than the best";
}

static char *
half_life_tooltip (SyChart *chart,
                   const SyChartHit *hit,
                   const char *thousands)
{
  HalfLife *self = (HalfLife *) chart;
  gsize i = hit->index;
  g_autofree char *days = sy_text_value (round (self->days[i] * 10.0) / 10.0, thousands);
  g_autofree char *auc = sy_text_fixed (self->auc[i], 4, "");
  g_autofree char *low = sy_text_fixed (self->low[i], 3, "");
  g_autofree char *high = sy_text_fixed (self->high[i], 3, "");

  return g_strdup_printf ("half after %s days\nAUC %s, 95" SY_NBSP "%% interval %s to %s\n%s", days,
                          auc, low, high, name_verdict (self, i));
}

static char *
half_life_describe (SyChart *chart)
{
  HalfLife *self = (HalfLife *) chart;
  g_autofree char *best = days_text (self->days[self->best]);
  g_autofree char *auc = sy_text_fixed (self->auc[self->best], 4, "");
  g_autofree char *low = days_text (self->low_days);
  g_autofree char *high = days_text (self->high_days);
  g_autofree char *now = days_text (self->current_days);

  return g_strdup_printf ("the best half-life is %s with an AUC of %s; as good are %s to %s; now %s.",
                          best, auc, low, high, isnan (self->current_days) ? "none" : now);
}

static SyChartTable *
half_life_tabulate (SyChart *chart)
{
  HalfLife *self = (HalfLife *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "Half-life, days", 'n', "AUC", 'n',
                                            "Low", 'n', "High", 'n', "Verdict", 't', NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_text_cell (self->days[i]));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->auc[i]));
      sy_chart_table_set (table, i, 2, sy_text_cell (self->low[i]));
      sy_chart_table_set (table, i, 3, sy_text_cell (self->high[i]));
      sy_chart_table_set (table, i, 4, g_strdup (name_verdict (self, i)));
    }
  return table;
}

static const SyChartClass half_life_class = {
  sizeof (HalfLife),
  half_life_paint,
  half_life_tooltip,
  half_life_describe,
  half_life_tabulate,
};

SyChart *
sy_chart_half_life_new (const SyChartHalfLifeInfo *info)
{
  HalfLife *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_points == 0 || info->best < info->n_points, NULL);

  self = sy_chart_alloc (&half_life_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_points = info->n_points;
  self->days = SY_CHART_KEEP (self, info->days, info->n_points);
  self->auc = SY_CHART_KEEP (self, info->auc, info->n_points);
  self->low = SY_CHART_KEEP (self, info->low, info->n_points);
  self->high = SY_CHART_KEEP (self, info->high, info->n_points);
  self->within = SY_CHART_KEEP (self, info->within, info->n_points);
  self->best = info->best;
  self->low_days = info->low_days;
  self->high_days = info->high_days;
  self->current_days = info->current_days;
  if (info->n_points < 2)
    chart->empty = "Nothing to show: fewer than two half-lives were tried";
  for (gsize i = 0; i < info->n_points && chart->empty == NULL; i++)
    if (!(info->days[i] > 0.0) || !isfinite (info->auc[i]) || !isfinite (info->low[i]) ||
        !isfinite (info->high[i]))
      chart->empty = "Nothing to show: an area is not known";
  return chart;
}
