/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const gint32 *days;
  const double *psi;
  const double *critical;
  double watch;
  double alarm;
  SyChartMarks marks;
} Psi;

#define MAX_TICKS 8u

/* Days of a period: to the next one; the last is as long as the one before. */
static double
length_of (const Psi *self,
           gsize i)
{
  if (i + 1 < self->n_points)
    return self->days[i + 1] - (double) self->days[i];
  return i > 0 ? self->days[i] - (double) self->days[i - 1] : 7.0;
}

static double
highest (const Psi *self)
{
  double most = 0.0;

  for (gsize i = 0; i < self->n_points; i++)
    {
      most = fmax (most, self->psi[i]);
      if (self->critical != NULL && isfinite (self->critical[i]))
        most = fmax (most, self->critical[i]);
    }
  return fmax (most * 1.06, fmax (self->alarm, self->watch) * 1.12);
}

/* The two lines are ticks themselves; above them follow round values. */
static gsize
pick_ticks (const Psi *self,
            double top,
            double *at)
{
  double lines[2] = { self->watch, self->alarm };
  gsize n = 0;
  double step, from;

  at[n++] = 0.0;
  for (guint i = 0; i < 2; i++)
    if (isfinite (lines[i]) && lines[i] > 0.0)
      at[n++] = lines[i];
  step = sy_chart_scale_step (top, 5);
  from = at[n - 1] + step * 0.6;
  for (double value = ceil (from / step) * step; value <= top && n < MAX_TICKS; value += step)
    at[n++] = value;
  return n;
}

static void
draw_bars (const Psi *self,
           SyInk *ink)
{
  for (gsize i = 0; i < self->n_points; i++)
    {
      double from = sy_chart_scale_map (&ink->x, self->days[i]);
      double to = sy_chart_scale_map (&ink->x, self->days[i] + length_of (self, i));
      double gap = MIN ((to - from) * 0.26, 8.0 * ink->unit);
      double top = sy_chart_scale_map (&ink->y, self->psi[i]);
      double bottom = ink->plot.y + ink->plot.height;
      gboolean high = isfinite (self->watch) && self->psi[i] > self->watch;

      sy_ink_mark (ink, SY_CHART_HIT_BAR, (guint) i, 0,
                   (SyRect){ from, ink->plot.y, to - from, ink->plot.height });
      if (isfinite (top))
        sy_ink_fill_rounded (ink,
                             (SyRect){ from + gap / 2.0, top, MAX (to - from - gap, 0.6),
                                       MAX (bottom - top, 1.0) },
                             2.0, SY_CORNER_TOP, high ? ink->style->band_low : ink->style->accent);
    }
}

static void
draw_critical (const Psi *self,
               SyInk *ink)
{
  if (self->critical == NULL)
    return;
  for (gsize i = 0; i < self->n_points; i++)
    if (isfinite (self->critical[i]))
      sy_ink_line (ink, sy_chart_scale_map (&ink->x, self->days[i]),
                   sy_chart_scale_map (&ink->y, self->critical[i]),
                   sy_chart_scale_map (&ink->x, self->days[i] + length_of (self, i)),
                   sy_chart_scale_map (&ink->y, self->critical[i]), ink->style->text, 1.5,
                   SY_LINE_DOTTED);
}

static void
psi_paint (SyChart *chart,
           SyInk *ink)
{
  Psi *self = (Psi *) chart;
  double at[MAX_TICKS];
  double lines[2] = { self->watch, self->alarm };
  SyAxis x = { .kind = SY_CHART_SCALE_TIME,
               .lo = self->days[0],
               .hi = self->days[self->n_points - 1] + length_of (self, self->n_points - 1) };
  SyAxis y = { .lo = 0.0, .hi = highest (self), .at = at };

  y.n_at = pick_ticks (self, y.hi, at);
  sy_ink_axes (ink, &x, &y, MAX (sy_chart_marks_room (ink, &self->marks), 4.0 * ink->unit), 0.0);
  sy_chart_draw_gaps (ink, &self->marks);
  draw_bars (self, ink);
  for (guint i = 0; i < 2; i++)
    if (isfinite (lines[i]))
      sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width,
                     sy_chart_scale_map (&ink->y, lines[i]), ink->style->line, SY_LINE_DASHED);
  draw_critical (self, ink);
  sy_chart_draw_notes (ink, &self->marks);
}

static char *
psi_tooltip (SyChart *chart,
             const SyChartHit *hit,
             const char *thousands)
{
  Psi *self = (Psi *) chart;
  gsize i = hit->index;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *psi = NULL;
  GString *text;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  from = sy_text_day (self->days[i]);
  to = sy_text_day (self->days[i] + length_of (self, i) - 1.0);
  psi = sy_text_fixed (self->psi[i], 4, "");
  text = g_string_new (NULL);
  if (isfinite (self->psi[i]))
    g_string_append_printf (text, "%s to %s\nPSI %s", from, to, psi);
  else
    g_string_append_printf (text, "%s to %s\nnobody is in the population, or was in the reference",
                            from, to);
  if (self->critical != NULL && isfinite (self->critical[i]))
    {
      g_autofree char *critical = sy_text_fixed (self->critical[i], 4, "");

      g_string_append_printf (text, "\nchance alone exceeds %s once in 20", critical);
    }
  sy_chart_append_gaps (text, &self->marks, self->days[i],
                        self->days[i] + (gint32) length_of (self, i));
  return g_string_free (text, FALSE);
}

static char *
psi_describe (SyChart *chart)
{
  Psi *self = (Psi *) chart;
  gsize worst = 0, n_high = 0;
  g_autofree char *psi = NULL;
  g_autofree char *day = NULL;
  g_autofree char *watch = sy_text_fixed (self->watch, 2, "");

  for (gsize i = 0; i < self->n_points; i++)
    {
      if (isfinite (self->psi[i]) &&
          (!isfinite (self->psi[worst]) || self->psi[i] > self->psi[worst]))
        worst = i;
      n_high += isfinite (self->watch) && self->psi[i] > self->watch;
    }
  psi = sy_text_fixed (self->psi[worst], 3, "");
  day = sy_text_day (self->days[worst]);
  if (!isfinite (self->watch))
    return g_strdup_printf ("the highest of %" G_GSIZE_FORMAT " periods is %s, from %s.",
                            self->n_points, psi, day);
  return g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                          " periods are above %s; the highest is %s, from %s.",
                          n_high, self->n_points, watch, psi, day);
}

static SyChartTable *
psi_tabulate (SyChart *chart)
{
  Psi *self = (Psi *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "From", 't', "PSI", 'n',
                                            "Critical value", 'n', NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_day_format (self->days[i]));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->psi[i]));
      sy_chart_table_set (table, i, 2,
                          sy_text_cell (self->critical != NULL ? self->critical[i] : (double) NAN));
    }
  return table;
}

static const SyChartClass psi_class = {
  sizeof (Psi),
  psi_paint,
  psi_tooltip,
  psi_describe,
  psi_tabulate,
};

SyChart *
sy_chart_psi_new (const SyChartPsiInfo *info)
{
  Psi *self;
  SyChart *chart;
  gboolean any = FALSE;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&psi_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->watch = info->watch;
  self->alarm = info->alarm;
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  if (sy_chart_days_are_sound (info->days, info->n_points) && info->psi != NULL)
    {
      self->n_points = info->n_points;
      self->days = SY_CHART_KEEP (self, info->days, info->n_points);
      self->psi = SY_CHART_KEEP (self, info->psi, info->n_points);
      self->critical = SY_CHART_KEEP (self, info->critical, info->n_points);
      for (gsize i = 0; i < info->n_points; i++)
        any = any || isfinite (info->psi[i]);
    }
  if (!any)
    chart->empty = "Nothing to show: there is no period to compare";
  return chart;
}
