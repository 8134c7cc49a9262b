/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-bands-private.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-score.h"
#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const double *times;
  const double *scores;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  gsize n_types;
  const char *const *type_names;
  gsize n_events;
  const double *event_times;
  const guint *event_types;
  SyChartMarks marks;
} Trajectory;

#define ROW 15.0

static SyAxis
time_axis (const Trajectory *self)
{
  SyAxis axis = { .kind = SY_CHART_SCALE_TIME,
                  .lo = self->times[0],
                  .hi = self->times[self->n_points - 1] };

  if (axis.hi - axis.lo < 1.0)
    {
      axis.lo -= 0.5;
      axis.hi += 0.5;
    }
  return axis;
}

static SyAxis
score_axis (const Trajectory *self)
{
  SyAxis axis = { .lo = INFINITY, .hi = -INFINITY };
  double room;

  for (gsize i = 0; i < self->n_points; i++)
    if (isfinite (self->scores[i]))
      {
        axis.lo = MIN (axis.lo, self->scores[i]);
        axis.hi = MAX (axis.hi, self->scores[i]);
      }
  for (guint i = 0; i + 1 < self->n_bands; i++)
    {
      axis.lo = fmin (axis.lo, self->thresholds[i]);
      axis.hi = fmax (axis.hi, self->thresholds[i]);
    }
  room = MAX ((axis.hi - axis.lo) * 0.08, 0.5);
  axis.lo = axis.lo >= 0.0 && axis.lo - room < axis.hi * 0.35 ? 0.0 : axis.lo - room;
  axis.hi += room;
  return axis;
}

static void
draw_line (const Trajectory *self,
           SyInk *ink)
{
  g_autofree double *x = g_new (double, self->n_points);
  g_autofree double *y = g_new (double, self->n_points);
  gsize n = self->n_points;

  for (gsize i = 0; i < n; i++)
    {
      double left = i > 0
                        ? sy_chart_scale_map (&ink->x, (self->times[i - 1] + self->times[i]) / 2.0)
                        : ink->plot.x;
      double right = i + 1 < n
                         ? sy_chart_scale_map (&ink->x, (self->times[i + 1] + self->times[i]) / 2.0)
                         : ink->plot.x + ink->plot.width;

      x[i] = sy_chart_scale_map (&ink->x, self->times[i]);
      y[i] = sy_chart_scale_map (&ink->y, self->scores[i]);
      sy_ink_mark (ink, SY_CHART_HIT_POINT, (guint) i, 0,
                   (SyRect){ left, ink->plot.y, MAX (right - left, 0.0), ink->plot.height });
    }
  n = sy_decimate_line (x, y, n);
  sy_ink_polyline (ink, x, y, n, ink->style->accent, 2.0, SY_LINE_SOLID);
  for (gsize i = n; i > 0; i--)
    if (isfinite (y[i - 1]))
      {
        sy_ink_dot (ink, x[i - 1], y[i - 1], 3.5 * ink->unit, ink->style->accent,
                    ink->style->accent, 0.0);
        break;
      }
}

/* A row of ticks; at most one for each unit of width, or they would be a bar. */
static void
draw_events (const Trajectory *self,
             SyInk *ink,
             gsize type,
             double y)
{
  gsize n_columns = (gsize) MAX (ink->plot.width, 1.0) + 1;
  g_autofree guint8 *taken = g_new0 (guint8, n_columns);

  sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width, y, ink->style->grid,
                 SY_LINE_SOLID);
  for (gsize i = 0; i < self->n_events; i++)
    {
      double x;
      gsize column;

      if (self->event_types[i] != type ||
          !(self->event_times[i] >= ink->x.lo && self->event_times[i] <= ink->x.hi))
        continue;
      x = sy_chart_scale_map (&ink->x, self->event_times[i]);
      sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, 1, x, y, 3.0 * ink->unit,
                         6.0 * ink->unit);
      column = (gsize) CLAMP (x - ink->plot.x, 0.0, ink->plot.width);
      if (taken[column]++ == 0)
        sy_ink_line (ink, x, y - 4.5 * ink->unit, x, y + 4.5 * ink->unit,
                     sy_color_mix (ink->style->dim, ink->style->text, 0.5), 1.2, SY_LINE_SOLID);
      else
        taken[column] = 1;
    }
}

static void
trajectory_paint (SyChart *chart,
                  SyInk *ink)
{
  Trajectory *self = (Trajectory *) chart;
  SyAxis x = time_axis (self);
  SyAxis y = score_axis (self);
  double row = ROW * ink->unit;
  gsize most = (gsize) MAX (floor (ink->area.height * 0.45 / row), 0.0);
  gsize n_rows = MIN (self->n_types, most);
  gsize n_shown = n_rows < self->n_types && n_rows > 0 ? n_rows - 1 : n_rows;
  double rows_height = row * (double) n_rows + (n_rows > 0 ? 6.0 * ink->unit : 0.0);
  double bottom = ink->area.y + ink->area.height;
  double names = 0.0;

  for (gsize i = 0; i < n_shown; i++)
    names = MAX (names, sy_ink_text_width (ink, SY_FONT_LABEL, self->type_names[i]));
  y.room = n_shown > 0 ? MIN (names + 10.0 * ink->unit, ink->area.width * 0.3) : 0.0;
  ink->area.height -= rows_height;
  sy_ink_axes (ink, &x, &y, MAX (sy_chart_marks_room (ink, &self->marks), 4.0 * ink->unit),
               sy_chart_thresholds_room (ink, self->band_names, self->thresholds, self->n_bands));
  sy_chart_draw_thresholds (ink, self->band_names, self->thresholds, self->n_bands);
  draw_line (self, ink);
  sy_chart_draw_notes (ink, &self->marks);
  for (gsize type = 0; type < n_shown; type++)
    {
      double row_y = bottom - rows_height + 6.0 * ink->unit + row * ((double) type + 0.5);

      sy_ink_text_fit (ink, SY_FONT_LABEL, ink->style->dim, self->type_names[type],
                       ink->plot.x - 8.0 * ink->unit, row_y, 1.0, 0.5,
                       ink->plot.x - ink->area.x - 8.0 * ink->unit);
      draw_events (self, ink, type, row_y);
    }
  if (n_shown < n_rows)
    {
      g_autofree char *more = g_strdup_printf ("%" G_GSIZE_FORMAT " more types",
                                               self->n_types - n_shown);

      sy_ink_text (ink, SY_FONT_LABEL, ink->style->dim, more, ink->plot.x, bottom - row / 2.0, 0.0,
                   0.5);
    }
}

static char *
trajectory_tooltip (SyChart *chart,
                    const SyChartHit *hit,
                    const char *thousands)
{
  Trajectory *self = (Trajectory *) chart;
  g_autofree char *day = NULL;
  g_autofree char *score = NULL;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  day = sy_text_day (hit->series == 0 ? self->times[hit->index] : self->event_times[hit->index]);
  if (hit->series == 1)
    return g_strdup_printf ("%s\n%s", self->type_names[self->event_types[hit->index]], day);
  score = sy_text_fixed (self->scores[hit->index], 1, thousands);
  return g_strdup_printf ("%s\nscore %s", day, score);
}

static char *
trajectory_describe (SyChart *chart)
{
  Trajectory *self = (Trajectory *) chart;
  gsize first = 0, last = self->n_points - 1;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  while (!isfinite (self->scores[first]))
    first++;
  while (!isfinite (self->scores[last]))
    last--;
  from = sy_text_day (self->times[first]);
  to = sy_text_day (self->times[last]);
  before = sy_text_fixed (self->scores[first], 1, ",");
  after = sy_text_fixed (self->scores[last], 1, ",");
  return g_strdup_printf ("the score went from %s on %s to %s on %s, with %" G_GSIZE_FORMAT
                          " events.",
                          before, from, after, to, self->n_events);
}

static SyChartTable *
trajectory_tabulate (SyChart *chart)
{
  Trajectory *self = (Trajectory *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "Date", 't', "Score", 'n', NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_day_format ((gint32) floor (self->times[i])));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->scores[i]));
    }
  return table;
}

static const SyChartClass trajectory_class = {
  sizeof (Trajectory),
  trajectory_paint,
  trajectory_tooltip,
  trajectory_describe,
  trajectory_tabulate,
};

static gboolean
times_are_sound (const SyChartTrajectoryInfo *info)
{
  gboolean any = FALSE;

  if (info->n_points == 0 || info->times == NULL || info->scores == NULL)
    return FALSE;
  for (gsize i = 0; i < info->n_points; i++)
    {
      if (!isfinite (info->times[i]) || fabs (info->times[i]) > 1e6 ||
          (i > 0 && info->times[i] < info->times[i - 1]))
        return FALSE;
      any = any || isfinite (info->scores[i]);
    }
  return any;
}

SyChart *
sy_chart_trajectory_new (const SyChartTrajectoryInfo *info)
{
  Trajectory *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&trajectory_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  if (!times_are_sound (info))
    {
      chart->empty = "Nothing to show: there are no scores over time";
      return chart;
    }
  self->n_points = info->n_points;
  self->times = SY_CHART_KEEP (self, info->times, info->n_points);
  self->scores = SY_CHART_KEEP (self, info->scores, info->n_points);
  self->n_bands = info->n_bands;
  self->band_names = sy_chart_keep_band_names (chart, info->band_names, info->n_bands);
  self->thresholds = sy_chart_keep_thresholds (chart, info->thresholds, info->n_bands);
  self->n_types = info->n_types;
  self->type_names = sy_chart_keep_texts (chart, info->type_names, info->n_types);
  self->n_events = info->event_times != NULL && info->event_types != NULL ? info->n_events : 0;
  self->event_times = SY_CHART_KEEP (self, info->event_times, self->n_events);
  self->event_types = SY_CHART_KEEP (self, info->event_types, self->n_events);
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  return chart;
}
