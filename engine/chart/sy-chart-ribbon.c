/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-bands-private.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-text-private.h"

enum
{
  P05,
  P25,
  P50,
  P75,
  P95,
  N_QUANTILES
};

typedef struct
{
  SyChart parent;
  gsize n_points;
  const gint32 *days;
  const double *quantiles[N_QUANTILES];
  const guint64 *n;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  SyChartMarks marks;
} Ribbon;

static gboolean
is_known (const Ribbon *self,
          gsize point)
{
  for (guint q = 0; q < N_QUANTILES; q++)
    if (!isfinite (self->quantiles[q][point]))
      return FALSE;
  return TRUE;
}

/* From the lowest to the highest quantile and every threshold. */
static SyAxis
score_axis (const Ribbon *self)
{
  SyAxis axis = { .lo = INFINITY, .hi = -INFINITY };
  double room;

  for (gsize i = 0; i < self->n_points; i++)
    if (is_known (self, i))
      {
        axis.lo = fmin (axis.lo, self->quantiles[P05][i]);
        axis.hi = fmax (axis.hi, self->quantiles[P95][i]);
      }
  for (guint i = 0; i + 1 < self->n_bands; i++)
    {
      axis.lo = fmin (axis.lo, self->thresholds[i]);
      axis.hi = fmax (axis.hi, self->thresholds[i]);
    }
  room = (axis.hi - axis.lo) * 0.06;
  /* Zero is kept when it is near: a score has a floor there. */
  axis.lo = axis.lo >= 0.0 && axis.lo - room < axis.hi * 0.25 ? 0.0 : axis.lo - room;
  axis.hi = axis.hi <= 100.0 && axis.hi > 70.0 && axis.lo >= 0.0 ? 100.0 : axis.hi + room;
  return axis;
}

static void
draw_quantiles (const Ribbon *self,
                SyInk *ink)
{
  gsize n = MAX (self->n_points, 2);
  g_autofree double *x = sy_chart_map_days (ink, self->days, self->n_points);
  g_autofree double *y = g_new (double, n *N_QUANTILES);
  SyColor color = ink->style->accent;

  for (guint q = 0; q < N_QUANTILES; q++)
    for (gsize i = 0; i < n; i++)
      {
        gsize point = MIN (i, self->n_points - 1);

        y[q * n + i] = is_known (self, point)
                           ? sy_chart_scale_map (&ink->y, self->quantiles[q][point])
                           : (double) NAN;
      }
  sy_ink_ribbon (ink, x, y + P05 * n, y + P95 * n, n, sy_color_fade (color, 0.14));
  sy_ink_ribbon (ink, x, y + P25 * n, y + P75 * n, n, sy_color_fade (color, 0.24));
  sy_ink_polyline (ink, x, y + P50 * n, n, color, 2.0, SY_LINE_SOLID);
}

static void
ribbon_paint (SyChart *chart,
              SyInk *ink)
{
  Ribbon *self = (Ribbon *) chart;
  SyAxis x = sy_chart_day_axis (self->days, self->n_points);
  SyAxis y = score_axis (self);

  sy_ink_axes (ink, &x, &y, sy_chart_marks_room (ink, &self->marks),
               sy_chart_thresholds_room (ink, self->band_names, self->thresholds, self->n_bands));
  draw_quantiles (self, ink);
  sy_chart_draw_gaps (ink, &self->marks);
  sy_chart_draw_thresholds (ink, self->band_names, self->thresholds, self->n_bands);
  sy_chart_mark_days (ink, self->days, self->n_points);
  sy_chart_draw_notes (ink, &self->marks);
}

static char *
ribbon_tooltip (SyChart *chart,
                const SyChartHit *hit,
                const char *thousands)
{
  Ribbon *self = (Ribbon *) chart;
  gsize i = hit->index;
  char *texts[N_QUANTILES];
  g_autofree char *day = NULL;
  GString *text;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  day = sy_text_day (self->days[i]);
  text = g_string_new (day);
  for (guint q = 0; q < N_QUANTILES; q++)
    texts[q] = sy_text_fixed (self->quantiles[q][i], 1, thousands);
  g_string_append_printf (text,
                          "\nmedian %s\nmiddle half %s to %s\n5" SY_DASH "95" SY_NBSP "%% %s to %s",
                          texts[P50], texts[P25], texts[P75], texts[P05], texts[P95]);
  for (guint q = 0; q < N_QUANTILES; q++)
    g_free (texts[q]);
  if (self->n != NULL)
    {
      g_autofree char *n = sy_text_count (self->n[i], thousands);

      g_string_append_printf (text, "\n%s people", n);
    }
  sy_chart_append_gaps (text, &self->marks, self->days[i],
                        i + 1 < self->n_points ? self->days[i + 1] : self->days[i] + 1);
  return g_string_free (text, FALSE);
}

static char *
ribbon_describe (SyChart *chart)
{
  Ribbon *self = (Ribbon *) chart;
  gsize first = 0, last = self->n_points - 1;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  while (!is_known (self, first))
    first++;
  while (!is_known (self, last))
    last--;
  from = sy_text_day (self->days[first]);
  to = sy_text_day (self->days[last]);
  before = sy_text_fixed (self->quantiles[P50][first], 1, ",");
  after = sy_text_fixed (self->quantiles[P50][last], 1, ",");
  return g_strdup_printf ("the median score went from %s on %s to %s on %s.", before, from, after,
                          to);
}

static SyChartTable *
ribbon_tabulate (SyChart *chart)
{
  Ribbon *self = (Ribbon *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "Date", 't', "5 %", 'n', "25 %", 'n',
                                            "Median", 'n', "75 %", 'n', "95 %", 'n', "People", 'n',
                                            NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_day_format (self->days[i]));
      for (guint q = 0; q < N_QUANTILES; q++)
        sy_chart_table_set (table, i, 1 + q, sy_text_cell (self->quantiles[q][i]));
      sy_chart_table_set (table, i, 1 + N_QUANTILES,
                          self->n != NULL ? sy_text_count (self->n[i], "") : g_strdup (""));
    }
  return table;
}

static const SyChartClass ribbon_class = {
  sizeof (Ribbon),
  ribbon_paint,
  ribbon_tooltip,
  ribbon_describe,
  ribbon_tabulate,
};

SyChart *
sy_chart_ribbon_new (const SyChartRibbonInfo *info)
{
  Ribbon *self;
  SyChart *chart;
  gboolean any = FALSE;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&ribbon_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_bands = info->n_bands;
  self->band_names = sy_chart_keep_band_names (chart, info->band_names, info->n_bands);
  self->thresholds = sy_chart_keep_thresholds (chart, info->thresholds, info->n_bands);
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  if (sy_chart_days_are_sound (info->days, info->n_points))
    {
      const double *given[N_QUANTILES] = { info->p05, info->p25, info->p50, info->p75, info->p95 };

      self->n_points = info->n_points;
      self->days = SY_CHART_KEEP (self, info->days, info->n_points);
      self->n = SY_CHART_KEEP (self, info->n, info->n_points);
      for (guint q = 0; q < N_QUANTILES; q++)
        {
          g_return_val_if_fail (given[q] != NULL, chart);
          self->quantiles[q] = SY_CHART_KEEP (self, given[q], info->n_points);
        }
      for (gsize i = 0; i < info->n_points; i++)
        any = any || is_known (self, i);
    }
  if (!any)
    chart->empty = "Nothing to show: there are no scores over time";
  return chart;
}
