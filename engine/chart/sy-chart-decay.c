/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "sy-chart-score.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  SyChartDecayKind kind;
  double days;
  gsize n_steps;
  const double *step_days;
  const double *step_factors;
  double window_days;
  double max_days;
} Decay;

#define N_SAMPLES 160

static double
factor_at (const Decay *self,
           double age)
{
  if (isfinite (self->window_days) && age > self->window_days)
    return 0.0;
  switch (self->kind)
    {
    case SY_CHART_DECAY_EXPONENTIAL:
      return exp2 (-age / self->days);
    case SY_CHART_DECAY_LINEAR:
      return MAX (0.0, 1.0 - age / self->days);
    case SY_CHART_DECAY_STEPS:
      for (gsize i = 0; i < self->n_steps; i++)
        if (age <= self->step_days[i])
          return self->step_factors[i];
      return 0.0;
    case SY_CHART_DECAY_NONE:
    default:
      return 1.0;
    }
}

/* Steps are drawn from their corners, curves from even samples; a window cuts both. */
static gsize
sample (const Decay *self,
        double *ages,
        double *factors)
{
  gsize n = 0;
  double end = self->max_days;

  if (isfinite (self->window_days))
    end = MIN (end, self->window_days);
  if (self->kind == SY_CHART_DECAY_STEPS)
    {
      double from = 0.0;

      for (gsize i = 0; i < self->n_steps && from < end; i++)
        {
          double to = MIN (self->step_days[i], end);

          ages[n] = from;
          factors[n++] = self->step_factors[i];
          ages[n] = to;
          factors[n++] = self->step_factors[i];
          from = to;
        }
      end = from;
    }
  else
    for (gsize i = 0; i <= N_SAMPLES; i++)
      {
        ages[n] = end * (double) i / N_SAMPLES;
        factors[n] = factor_at (self, ages[n]);
        n++;
      }
  if (end < self->max_days)
    {
      ages[n] = end;
      factors[n++] = 0.0;
      ages[n] = self->max_days;
      factors[n++] = 0.0;
    }
  return n;
}

static void
draw_curve (const Decay *self,
            SyInk *ink)
{
  gsize room = MAX (N_SAMPLES + 1, 2 * self->n_steps) + 2;
  g_autofree double *x = g_new (double, room);
  g_autofree double *y = g_new (double, room);
  g_autofree double *floor_y = g_new (double, room);
  gsize n = sample (self, x, y);

  for (gsize i = 0; i < n; i++)
    {
      x[i] = sy_chart_scale_map (&ink->x, x[i]);
      y[i] = sy_chart_scale_map (&ink->y, y[i]);
      floor_y[i] = ink->plot.y + ink->plot.height;
    }
  sy_ink_ribbon (ink, x, floor_y, y, n, sy_color_fade (ink->style->accent, 0.12));
  sy_ink_polyline (ink, x, y, n, ink->style->accent, 2.0, SY_LINE_SOLID);
}

static char *
days_text (double days,
           const char *thousands)
{
  g_autofree char *number = sy_text_value (round (days * 100.0) / 100.0, thousands);

  return g_strdup_printf ("%s day%s", number, g_str_equal (number, "1") ? "" : "s");
}

static char *
handle_text (const Decay *self,
             gsize handle,
             const char *thousands)
{
  g_autofree char *days = days_text (self->kind == SY_CHART_DECAY_STEPS ? self->step_days[handle]
                                                                        : self->days,
                                     thousands);
  g_autofree char *factor = NULL;

  if (self->kind == SY_CHART_DECAY_EXPONENTIAL)
    return g_strdup_printf ("half after %s", days);
  if (self->kind == SY_CHART_DECAY_LINEAR)
    return g_strdup_printf ("nothing after %s", days);
  factor = sy_text_percent (self->step_factors[handle], 0);
  return g_strdup_printf ("%s up to %s", factor, days);
}

static void
draw_handle (const Decay *self,
             SyInk *ink,
             gsize handle,
             double age,
             double factor,
             gboolean labelled)
{
  double x = sy_chart_scale_map (&ink->x, age);
  double y = sy_chart_scale_map (&ink->y, factor);
  double reach = 10.0 * ink->unit;
  g_autofree char *text = handle_text (self, handle, ink->style->thousands);
  double width = sy_ink_text_width (ink, SY_FONT_LABEL, text);
  SyColor paper = ink->style->background.alpha > 0.5 ? ink->style->background
                                                     : sy_ink_on (ink, ink->style->text);

  if (age > self->max_days * (1.0 + 1e-9))
    return;
  sy_ink_line (ink, sy_ink_crisp (ink, x), y, sy_ink_crisp (ink, x), ink->plot.y + ink->plot.height,
               ink->style->text, 1.0, SY_LINE_DOTTED);
  sy_ink_dot (ink, x, y, 5.0 * ink->unit, paper, ink->style->accent, 2.0);
  sy_ink_mark (ink, SY_CHART_HIT_HANDLE, (guint) handle, 0,
               (SyRect){ x - reach, y - reach, 2.0 * reach,
                         MAX (ink->plot.y + ink->plot.height - y, 0.0) + 2.0 * reach });
  if (!labelled)
    return;
  if (x + 10.0 * ink->unit + width <= ink->area.x + ink->area.width)
    sy_ink_text (ink, SY_FONT_LABEL, ink->style->text, text, x + 10.0 * ink->unit,
                 y - 6.0 * ink->unit, 0.0, 0.5);
  else
    sy_ink_text (ink, SY_FONT_LABEL, ink->style->text, text, MAX (x - 8.0 * ink->unit, width),
                 MAX (y - 14.0 * ink->unit, ink->area.y + 6.0 * ink->unit), 1.0, 0.5);
}

static void
decay_paint (SyChart *chart,
             SyInk *ink)
{
  Decay *self = (Decay *) chart;
  SyAxis x = { .lo = 0.0, .hi = self->max_days, .format = SY_TICK_DAYS };
  SyAxis y = { .lo = 0.0, .hi = 1.0, .hidden = TRUE };

  sy_ink_axes (ink, &x, &y, 8.0 * ink->unit, 8.0 * ink->unit);
  sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width, ink->plot.y + ink->plot.height,
                 ink->style->grid, SY_LINE_SOLID);
  draw_curve (self, ink);
  if (self->kind == SY_CHART_DECAY_EXPONENTIAL)
    draw_handle (self, ink, 0, self->days, 0.5, TRUE);
  else if (self->kind == SY_CHART_DECAY_LINEAR)
    draw_handle (self, ink, 0, self->days, 0.0, TRUE);
  else if (self->kind == SY_CHART_DECAY_STEPS)
    for (gsize i = 0; i < self->n_steps; i++)
      draw_handle (self, ink, i, self->step_days[i], self->step_factors[i], FALSE);
}

static char *
decay_tooltip (SyChart *chart,
               const SyChartHit *hit,
               const char *thousands)
{
  return handle_text ((Decay *) chart, hit->index, thousands);
}

static char *
decay_describe (SyChart *chart)
{
  Decay *self = (Decay *) chart;
  g_autofree char *days = days_text (self->days, ",");
  g_autofree char *window = days_text (self->window_days, ",");
  const char *what;

  what = self->kind == SY_CHART_DECAY_EXPONENTIAL ? "an event counts half after "
         : self->kind == SY_CHART_DECAY_LINEAR    ? "an event counts less each day and nothing after "
         : self->kind == SY_CHART_DECAY_STEPS     ? "an event counts less in steps"
                                                  : "an event keeps its full weight";
  return g_strconcat (what,
                      self->kind == SY_CHART_DECAY_EXPONENTIAL ||
                              self->kind == SY_CHART_DECAY_LINEAR
                          ? days
                          : "",
                      isfinite (self->window_days) ? ", and not at all after " : "",
                      isfinite (self->window_days) ? window : "", ".", NULL);
}

static SyChartTable *
decay_tabulate (SyChart *chart)
{
  Decay *self = (Decay *) chart;
  gboolean steps = self->kind == SY_CHART_DECAY_STEPS;
  SyChartTable *table = sy_chart_table_new (self->parent.empty != NULL ? 0 : steps ? self->n_steps
                                                                                   : 13,
                                            "Age in days", 'n', "Weight", 'n', NULL);

  for (gsize i = 0; i < table->n_rows; i++)
    {
      double age = steps ? self->step_days[i] : self->max_days * (double) i / 12.0;

      sy_chart_table_set (table, i, 0, sy_text_cell (age));
      sy_chart_table_set (table, i, 1, sy_text_cell (factor_at (self, age)));
    }
  return table;
}

static const SyChartClass decay_class = {
  sizeof (Decay),
  decay_paint,
  decay_tooltip,
  decay_describe,
  decay_tabulate,
};

static gboolean
is_positive (double days)
{
  return isfinite (days) && days > 0.0;
}

double
sy_chart_decay_pick_max_days (const SyChartDecayInfo *info)
{
  static const double ends[] = { 1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0,
                                 120.0, 180.0, 270.0, 365.0, 730.0, 1460.0, 3650.0 };
  double wanted = 90.0;

  g_return_val_if_fail (info != NULL, 90.0);

  if (info->kind == SY_CHART_DECAY_EXPONENTIAL && is_positive (info->days))
    wanted = info->days * 4.0;
  else if (info->kind == SY_CHART_DECAY_LINEAR && is_positive (info->days))
    wanted = info->days * 1.25;
  else if (info->kind == SY_CHART_DECAY_STEPS && info->n_steps > 0 && info->step_days != NULL &&
           is_positive (info->step_days[info->n_steps - 1]))
    wanted = info->step_days[info->n_steps - 1] * 1.2;
  else if (is_positive (info->window_days))
    wanted = info->window_days * 1.2;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (wanted <= ends[i])
      return ends[i];
  return wanted;
}

SyChart *
sy_chart_decay_new (const SyChartDecayInfo *info)
{
  Decay *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&decay_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->kind = info->kind;
  self->days = info->days;
  self->n_steps = info->step_days != NULL && info->step_factors != NULL ? info->n_steps : 0;
  self->step_days = SY_CHART_KEEP (self, info->step_days, self->n_steps);
  self->step_factors = SY_CHART_KEEP (self, info->step_factors, self->n_steps);
  self->window_days = is_positive (info->window_days) ? info->window_days : (double) NAN;
  self->max_days = is_positive (info->max_days) ? info->max_days
                                                : sy_chart_decay_pick_max_days (info);
  if ((info->kind == SY_CHART_DECAY_EXPONENTIAL || info->kind == SY_CHART_DECAY_LINEAR) &&
      !is_positive (info->days))
    chart->empty = "Nothing to show: the decay has no length";
  else if (info->kind == SY_CHART_DECAY_STEPS && self->n_steps == 0)
    chart->empty = "Nothing to show: the decay has no steps";
  for (gsize i = 0; i < self->n_steps && chart->empty == NULL; i++)
    if (!isfinite (self->step_days[i]) || !isfinite (self->step_factors[i]))
      chart->empty = "Nothing to show: a step is not a number";
  return chart;
}
