/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-bands-private.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const gint32 *days;
  guint n_bands;
  const char *const *band_names;
  const guint64 *counts;
  guint64 *totals;
  SyChartMarks marks;
} Shares;

static guint64
count_of (const Shares *self,
          guint band,
          gsize point)
{
  return self->counts[band * self->n_points + point];
}

static double
share_of (const Shares *self,
          guint band,
          gsize point)
{
  return self->totals[point] > 0
             ? (double) count_of (self, band, point) / (double) self->totals[point]
             : (double) NAN;
}

/* The share of all bands below this one. */
static double
share_below (const Shares *self,
             guint band,
             gsize point)
{
  double share = 0.0;

  for (guint i = 0; i < band; i++)
    share += share_of (self, i, point);
  return share;
}

static void
draw_band (const Shares *self,
           SyInk *ink,
           guint band,
           const double *x,
           gsize n)
{
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  SyColor paper = ink->style->background;

  for (gsize i = 0; i < n; i++)
    {
      gsize point = MIN (i, self->n_points - 1);
      double below = share_below (self, band, point);

      low[i] = sy_chart_scale_map (&ink->y, below);
      high[i] = sy_chart_scale_map (&ink->y, below + share_of (self, band, point));
    }
  sy_ink_ribbon (ink, x, low, high, n,
                 sy_color_fade (sy_ink_band (ink, band, self->n_bands), 0.84));
  if (band > 0)
    sy_ink_polyline (ink, x, low, n, paper.alpha > 0.5 ? paper : sy_ink_on (ink, ink->style->text),
                     1.2, SY_LINE_SOLID);

  for (gsize i = 0; ink->cr == NULL && i < self->n_points; i++)
    {
      double left = i > 0 ? (x[i - 1] + x[i]) / 2.0 : ink->plot.x;
      double right = i + 1 < self->n_points ? (x[i] + x[i + 1]) / 2.0
                                            : ink->plot.x + ink->plot.width;

      if (isfinite (low[i]) && isfinite (high[i]))
        sy_ink_mark (ink, SY_CHART_HIT_BAND, band, (guint) i,
                     (SyRect){ left, high[i], right - left, low[i] - high[i] });
    }
}

static gsize
last_known (const Shares *self)
{
  gsize last = self->n_points - 1;

  while (last > 0 && self->totals[last] == 0)
    last--;
  return last;
}

static void
draw_names (const Shares *self,
            SyInk *ink)
{
  g_autofree SySideLabel *labels = g_new0 (SySideLabel, MAX (self->n_bands, 1));
  gsize last = last_known (self);

  for (guint band = 0; band < self->n_bands; band++)
    {
      labels[band].text = self->band_names[band];
      labels[band].y = sy_chart_scale_map (&ink->y, share_below (self, band, last) +
                                                        share_of (self, band, last) / 2.0);
      labels[band].color = sy_ink_readable (ink, sy_ink_band (ink, band, self->n_bands));
    }
  sy_ink_side_labels (ink, labels, self->n_bands);
}

static void
shares_paint (SyChart *chart,
              SyInk *ink)
{
  Shares *self = (Shares *) chart;
  SyAxis x_axis = sy_chart_day_axis (self->days, self->n_points);
  SyAxis y_axis = { .lo = 0.0, .hi = 1.0, .format = SY_TICK_PERCENT };
  g_autofree SySideLabel *labels = g_new0 (SySideLabel, MAX (self->n_bands, 1));
  g_autofree double *x = NULL;

  for (guint band = 0; band < self->n_bands; band++)
    labels[band].text = self->band_names[band];
  sy_ink_axes (ink, &x_axis, &y_axis,
               MAX (sy_chart_marks_room (ink, &self->marks), 4.0 * ink->unit),
               sy_ink_side_room (ink, labels, self->n_bands));
  x = sy_chart_map_days (ink, self->days, self->n_points);
  for (guint band = 0; band < self->n_bands; band++)
    draw_band (self, ink, band, x, MAX (self->n_points, 2));
  sy_chart_draw_gaps (ink, &self->marks);
  draw_names (self, ink);
  sy_chart_draw_notes (ink, &self->marks);
}

static char *
shares_tooltip (SyChart *chart,
                const SyChartHit *hit,
                const char *thousands)
{
  Shares *self = (Shares *) chart;
  gsize point = hit->series;
  g_autofree char *day = NULL;
  GString *text;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  day = sy_text_day (self->days[point]);
  text = g_string_new (day);
  for (guint band = self->n_bands; band > 0; band--)
    {
      g_autofree char *share = sy_text_percent (share_of (self, band - 1, point), 1);
      g_autofree char *n = sy_text_count (count_of (self, band - 1, point), thousands);

      g_string_append_printf (text, "\n%s %s, %s", self->band_names[band - 1], share, n);
    }
  sy_chart_append_gaps (text, &self->marks, self->days[point],
                        point + 1 < self->n_points ? self->days[point + 1] : self->days[point] + 1);
  return g_string_free (text, FALSE);
}

static char *
shares_describe (SyChart *chart)
{
  Shares *self = (Shares *) chart;
  gsize first = 0, last = last_known (self);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  GString *text = g_string_new (NULL);

  while (self->totals[first] == 0)
    first++;
  from = sy_text_day (self->days[first]);
  to = sy_text_day (self->days[last]);
  g_string_append_printf (text, "from %s to %s", from, to);
  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autofree char *before = sy_text_percent (share_of (self, band, first), 1);
      g_autofree char *after = sy_text_percent (share_of (self, band, last), 1);

      g_string_append_printf (text, "%s %s went from %s to %s", band == 0 ? "" : ",",
                              self->band_names[band], before, after);
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static SyChartTable *
shares_tabulate (SyChart *chart)
{
  Shares *self = (Shares *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points * self->n_bands, "Date", 't', "Band",
                                            't', "People", 'n', "Share", 'n', NULL);

  for (gsize i = 0; i < self->n_points; i++)
    for (guint band = 0; band < self->n_bands; band++)
      {
        gsize row = i * self->n_bands + band;

        sy_chart_table_set (table, row, 0, sy_day_format (self->days[i]));
        sy_chart_table_set (table, row, 1, g_strdup (self->band_names[band]));
        sy_chart_table_set (table, row, 2, sy_text_count (count_of (self, band, i), ""));
        sy_chart_table_set (table, row, 3, sy_text_cell (share_of (self, band, i)));
      }
  return table;
}

static const SyChartClass shares_class = {
  sizeof (Shares),
  shares_paint,
  shares_tooltip,
  shares_describe,
  shares_tabulate,
};

SyChart *
sy_chart_shares_new (const SyChartSharesInfo *info)
{
  Shares *self;
  SyChart *chart;
  gboolean any = FALSE;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&shares_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_bands = info->n_bands;
  self->band_names = sy_chart_keep_band_names (chart, info->band_names, info->n_bands);
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  if (sy_chart_days_are_sound (info->days, info->n_points) && info->counts != NULL)
    {
      self->n_points = info->n_points;
      self->days = SY_CHART_KEEP (self, info->days, info->n_points);
      self->counts = SY_CHART_KEEP (self, info->counts, info->n_points * info->n_bands);
      self->totals = sy_chart_take (chart, g_new0 (guint64, info->n_points));
      for (gsize i = 0; i < info->n_points; i++)
        {
          for (guint band = 0; band < info->n_bands; band++)
            self->totals[i] += count_of (self, band, i);
          any = any || self->totals[i] > 0;
        }
    }
  if (!any)
    chart->empty = "Nothing to show: nobody is in a band";
  return chart;
}
