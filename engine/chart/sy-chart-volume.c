/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_types;
  const char *const *type_names;
  gsize n_periods;
  const gint32 *days;
  const guint64 *counts;
  guint64 *maxima;
  gsize n_gaps;
  const SyChartVolumeGap *gaps;
  SyChartMarks marks;
} Volume;

#define MOST_ROW 24.0

static double
period_end (const Volume *self,
            gsize period)
{
  if (period + 1 < self->n_periods)
    return self->days[period + 1];
  return self->days[period] +
         (period > 0 ? self->days[period] - (double) self->days[period - 1] : 7.0);
}

static guint64
count_of (const Volume *self,
          gsize type,
          gsize period)
{
  return self->counts[type * self->n_periods + period];
}

static void
draw_row (const Volume *self,
          SyInk *ink,
          gsize type,
          SyRect row)
{
  gsize stride = sy_chart_scale_map (&ink->x, period_end (self, 0)) - ink->plot.x < 1.0
                     ? (gsize) ceil ((double) self->n_periods / ink->plot.width)
                     : 1;

  for (gsize period = 0; period < self->n_periods; period += stride)
    {
      gsize end = MIN (period + stride, self->n_periods);
      double left = sy_chart_scale_map (&ink->x, self->days[period]);
      double right = sy_chart_scale_map (&ink->x, period_end (self, end - 1));
      double gap = right - left > 5.0 ? 1.0 : 0.0;
      guint64 most = 0;
      double share;

      for (gsize i = period; i < end; i++)
        most = MAX (most, count_of (self, type, i));
      /* The square root, so that a quiet week differs from none at all. */
      share = self->maxima[type] > 0 ? sqrt ((double) most / (double) self->maxima[type]) : 0.0;
      sy_ink_fill (ink, (SyRect){ left, row.y, right - left - gap, row.height },
                   share > 0.0 ? sy_color_fade (ink->style->accent, 0.1 + 0.82 * share)
                               : ink->style->grid);
    }
  for (gsize i = 0; ink->cr == NULL && i < self->n_periods; i++)
    {
      double left = sy_chart_scale_map (&ink->x, self->days[i]);

      sy_ink_mark (ink, SY_CHART_HIT_CELL, (guint) i, (guint) type,
                   (SyRect){ left, row.y, sy_chart_scale_map (&ink->x, period_end (self, i)) - left,
                             row.height });
    }
}

static void
draw_row_gaps (const Volume *self,
               SyInk *ink,
               gsize type,
               SyRect row)
{
  double left_end = ink->plot.x, right_end = ink->plot.x + ink->plot.width;
  SyColor edge = ink->style->gap;

  edge.alpha = 1.0;
  for (gsize i = 0; i < self->n_gaps; i++)
    {
      double left, right;
      SyRect rect;

      if (self->gaps[i].type != type)
        continue;
      left = CLAMP (sy_chart_scale_map (&ink->x, self->gaps[i].from), left_end, right_end);
      right = CLAMP (sy_chart_scale_map (&ink->x, (double) self->gaps[i].to + 1.0), left_end,
                     right_end);
      rect = (SyRect){ left - 0.5, row.y - 0.5, MAX (right - left, 3.0 * ink->unit),
                       row.height + 1.0 };
      sy_ink_fill (ink, rect, ink->style->gap);
      sy_ink_outline (ink, rect, 1.0, SY_CORNER_ALL, edge, 1.5);
    }
}

static void
volume_paint (SyChart *chart,
              SyInk *ink)
{
  Volume *self = (Volume *) chart;
  SyAxis x = { .kind = SY_CHART_SCALE_TIME,
               .lo = self->days[0],
               .hi = period_end (self, self->n_periods - 1) };
  SyAxis y = { .hidden = TRUE, .lo = 0.0, .hi = 1.0 };
  double names = 0.0, height, gap;
  gsize n_rows, n_shown;

  for (gsize i = 0; i < self->n_types; i++)
    names = MAX (names, sy_ink_text_width (ink, SY_FONT_NAME, self->type_names[i]));
  /* The axis stands below the last row, also when there are few. */
  ink->area.height = MIN (ink->area.height, MOST_ROW * ink->unit * (double) self->n_types +
                                                sy_chart_marks_room (ink, &self->marks) +
                                                sy_ink_line_height (ink, SY_FONT_LABEL) +
                                                6.0 * ink->unit);
  y.room = MIN (names + 10.0 * ink->unit, ink->area.width * 0.34);
  sy_ink_axes (ink, &x, &y, sy_chart_marks_room (ink, &self->marks), 0.0);
  ink->has_y = FALSE;
  n_rows = MIN (self->n_types, (gsize) MAX (ink->plot.height / (13.0 * ink->unit), 1.0));
  n_shown = n_rows < self->n_types && n_rows > 1 ? n_rows - 1 : n_rows;
  height = MIN (ink->plot.height / (double) n_rows, MOST_ROW * ink->unit);
  gap = height > 9.0 ? 2.0 : 1.0;
  for (gsize type = 0; type < n_shown; type++)
    {
      SyRect row = { ink->plot.x, ink->plot.y + height * (double) type, ink->plot.width,
                     height - gap };

      sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->text, self->type_names[type],
                       ink->plot.x - 8.0 * ink->unit, row.y + row.height / 2.0, 1.0, 0.5,
                       y.room - 8.0 * ink->unit);
      draw_row (self, ink, type, row);
      draw_row_gaps (self, ink, type, row);
    }
  if (n_shown < self->n_types)
    {
      g_autofree char *more = g_strdup_printf ("%" G_GSIZE_FORMAT " more types",
                                               self->n_types - n_shown);

      sy_ink_text_fit (ink, SY_FONT_LABEL, ink->style->dim, more, ink->plot.x,
                       ink->plot.y + height * ((double) n_shown + 0.5), 0.0, 0.5, ink->plot.width);
    }
  sy_chart_draw_gaps (ink, &self->marks);
  sy_chart_draw_notes (ink, &self->marks);
}

static char *
volume_tooltip (SyChart *chart,
                const SyChartHit *hit,
                const char *thousands)
{
  Volume *self = (Volume *) chart;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *n = NULL;
  GString *text;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  from = sy_text_day (self->days[hit->index]);
  to = sy_text_day (period_end (self, hit->index) - 1.0);
  n = sy_text_count (count_of (self, hit->series, hit->index), thousands);
  text = g_string_new (self->type_names[hit->series]);
  if (g_str_equal (from, to))
    g_string_append_printf (text, "\n%s\n%s events", from, n);
  else
    g_string_append_printf (text, "\n%s to %s\n%s events", from, to, n);
  for (gsize i = 0; i < self->n_gaps; i++)
    if (self->gaps[i].type == hit->series && self->gaps[i].from < period_end (self, hit->index) &&
        self->gaps[i].to >= self->days[hit->index])
      g_string_append (text, "\nnot recorded");
  return g_string_free (text, FALSE);
}

static char *
volume_describe (SyChart *chart)
{
  Volume *self = (Volume *) chart;
  guint64 sum = 0;
  g_autofree char *from = sy_text_day (self->days[0]);
  g_autofree char *to = sy_text_day (period_end (self, self->n_periods - 1) - 1.0);
  g_autofree char *total = NULL;

  for (gsize i = 0; i < self->n_types * self->n_periods; i++)
    sum += self->counts[i];
  total = sy_text_count (sum, ",");
  return g_strdup_printf ("%s events of %" G_GSIZE_FORMAT
                          " types from %s to %s, with %" G_GSIZE_FORMAT " gaps.",
                          total, self->n_types, from, to, self->n_gaps);
}

static SyChartTable *
volume_tabulate (SyChart *chart)
{
  Volume *self = (Volume *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_types * self->n_periods, "Type", 't', "From",
                                            't', "Events", 'n', NULL);

  for (gsize type = 0; type < self->n_types; type++)
    for (gsize period = 0; period < self->n_periods; period++)
      {
        gsize row = type * self->n_periods + period;

        sy_chart_table_set (table, row, 0, g_strdup (self->type_names[type]));
        sy_chart_table_set (table, row, 1, sy_day_format (self->days[period]));
        sy_chart_table_set (table, row, 2, sy_text_count (count_of (self, type, period), ""));
      }
  return table;
}

static const SyChartClass volume_class = {
  sizeof (Volume),
  volume_paint,
  volume_tooltip,
  volume_describe,
  volume_tabulate,
};

SyChart *
sy_chart_volume_new (const SyChartVolumeInfo *info)
{
  Volume *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&volume_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  if (info->n_types == 0 || info->counts == NULL ||
      !sy_chart_days_are_sound (info->days, info->n_periods))
    {
      chart->empty = "Nothing to show: there are no events";
      return chart;
    }
  self->n_types = info->n_types;
  self->type_names = sy_chart_keep_texts (chart, info->type_names, info->n_types);
  self->n_periods = info->n_periods;
  self->days = SY_CHART_KEEP (self, info->days, info->n_periods);
  self->counts = SY_CHART_KEEP (self, info->counts, info->n_types * info->n_periods);
  self->n_gaps = info->gaps != NULL ? info->n_gaps : 0;
  self->gaps = SY_CHART_KEEP (self, info->gaps, self->n_gaps);
  self->maxima = sy_chart_take (chart, g_new0 (guint64, info->n_types));
  for (gsize type = 0; type < info->n_types; type++)
    for (gsize period = 0; period < info->n_periods; period++)
      self->maxima[type] = MAX (self->maxima[type], count_of (self, type, period));
  return chart;
}
