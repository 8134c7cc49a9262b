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
  gboolean is_lift;
  const char *x_label;
  gsize n_groups;
  const guint64 *n;
  const guint64 *positives;
  /* Shown: cumulative share of the outcomes, or lift. */
  const double *values;
  const double *comparison;
  const char *comparison_name;
  guint64 total_n;
  guint64 total_positives;
} Deciles;

/* Gains (cumulative shares) or lifts of groups; NaN where there are none. */
static double *
compute_values (const guint64 *n,
                const guint64 *positives,
                gsize n_groups,
                gboolean is_lift)
{
  double *values = g_new (double, MAX (n_groups, 1));
  guint64 all_n = 0, all_positives = 0, so_far = 0;

  for (gsize i = 0; i < n_groups; i++)
    {
      all_n += n[i];
      all_positives += positives[i];
    }
  for (gsize i = 0; i < n_groups; i++)
    {
      so_far += positives[i];
      if (all_positives == 0)
        values[i] = NAN;
      else if (is_lift)
        values[i] = n[i] > 0 ? (double) positives[i] / (double) n[i] /
                                   ((double) all_positives / (double) all_n)
                             : (double) NAN;
      else
        values[i] = (double) so_far / (double) all_positives;
    }
  return values;
}

static char *
value_text (const Deciles *self,
            double value)
{
  return self->is_lift ? sy_text_fixed (value, value < 9.95 ? 2 : 1, "")
                       : sy_text_fixed (value * 100.0, 0, "");
}

static void
draw_bars (const Deciles *self,
           SyInk *ink)
{
  double slot = ink->plot.width / (double) self->n_groups;
  double gap = MIN (6.0 * ink->unit, slot * 0.2);
  double bottom = ink->plot.y + ink->plot.height;

  for (gsize i = 0; i < self->n_groups; i++)
    {
      double left = ink->plot.x + slot * (double) i + gap / 2.0;
      double top = sy_chart_scale_map (&ink->y, self->values[i]);
      double fade = self->is_lift ? 0.88
                                  : 0.92 - 0.56 * (double) i / (double) MAX (self->n_groups - 1, 1);

      if (isfinite (top))
        sy_ink_fill_rounded (ink, (SyRect){ left, top, slot - gap, bottom - top }, 2.0,
                             SY_CORNER_TOP,
                             sy_is_small_n (self->n[i]) ? sy_color_fade (ink->style->dim, 0.45)
                                                        : sy_color_fade (ink->style->accent, fade));
      sy_ink_mark (ink, SY_CHART_HIT_BAR, (guint) i, 0,
                   (SyRect){ left - gap / 2.0, ink->plot.y, slot, ink->plot.height });
    }
}

static void
draw_labels (const Deciles *self,
             SyInk *ink)
{
  double slot = ink->plot.width / (double) self->n_groups;

  for (gsize i = 0; i < self->n_groups; i++)
    {
      g_autofree char *text = value_text (self, self->values[i]);
      double x = ink->plot.x + slot * ((double) i + 0.5);
      /* Clear of the other version's line. */
      double top = fmax (self->values[i], self->comparison != NULL ? self->comparison[i] : 0.0);

      if (!isfinite (self->values[i]) || sy_ink_text_width (ink, SY_FONT_VALUE, text) > slot - 1.0)
        continue;
      sy_ink_text_halo (ink, SY_FONT_VALUE, ink->style->text, text, x,
                        sy_chart_scale_map (&ink->y, top) - 4.0 * ink->unit, 0.5, 1.0);
    }
}

static void
draw_comparison (const Deciles *self,
                 SyInk *ink)
{
  double slot = ink->plot.width / (double) self->n_groups;

  if (self->comparison == NULL)
    return;
  for (gsize i = 0; i < self->n_groups; i++)
    {
      double y = sy_chart_scale_map (&ink->y, self->comparison[i]);
      double left = ink->plot.x + slot * (double) i;

      if (isfinite (y))
        sy_ink_line (ink, left + slot * 0.1, sy_ink_crisp (ink, y), left + slot * 0.9,
                     sy_ink_crisp (ink, y), ink->style->line, 1.5, SY_LINE_SOLID);
    }
}

/* The groups' numbers below their bars. */
static void
draw_group_numbers (const Deciles *self,
                    SyInk *ink)
{
  double slot = ink->plot.width / (double) self->n_groups;
  gsize every = 1;

  while (slot * (double) every < 22.0 * ink->unit)
    every++;
  for (gsize i = 0; i < self->n_groups; i += every)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);

      sy_ink_text (ink, SY_FONT_LABEL, ink->style->dim, text,
                   ink->plot.x + slot * ((double) i + 0.5),
                   ink->plot.y + ink->plot.height + 6.0 * ink->unit, 0.5, 0.0);
    }
}

static void
deciles_paint (SyChart *chart,
               SyInk *ink)
{
  Deciles *self = (Deciles *) chart;
  SyAxis x = { .lo = 0.0, .hi = 100.0, .label = self->x_label, .hidden = self->is_lift };
  SyAxis y = { .lo = 0.0, .hi = 1.0, .format = self->is_lift ? SY_TICK_PLAIN : SY_TICK_PERCENT };
  double line = sy_ink_line_height (ink, SY_FONT_LABEL);

  if (self->is_lift)
    {
      y.hi = 1.0;
      for (gsize i = 0; i < self->n_groups; i++)
        y.hi = fmax (y.hi,
                     fmax (self->values[i], self->comparison != NULL ? self->comparison[i] : 0.0));
      y.hi *= 1.02;
      x.room = line + 6.0 * ink->unit;
    }
  sy_ink_axes (ink, &x, &y, line + 3.0 * ink->unit, 10.0 * ink->unit);
  draw_bars (self, ink);
  if (self->is_lift)
    {
      draw_group_numbers (self, ink);
      sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width,
                     sy_chart_scale_map (&ink->y, 1.0), ink->style->line, SY_LINE_DASHED);
    }
  else
    sy_ink_line (ink, ink->plot.x, ink->plot.y + ink->plot.height, ink->plot.x + ink->plot.width,
                 ink->plot.y, sy_color_fade (ink->style->line, 0.55), 1.0, SY_LINE_DASHED);
  draw_comparison (self, ink);
  draw_labels (self, ink);
}

static char *
deciles_tooltip (SyChart *chart,
                 const SyChartHit *hit,
                 const char *thousands)
{
  Deciles *self = (Deciles *) chart;
  gsize i = hit->index;
  g_autofree char *positives = sy_text_count (self->positives[i], thousands);
  g_autofree char *n = sy_text_count (self->n[i], thousands);
  g_autofree char *value = self->is_lift ? sy_text_fixed (self->values[i], 2, "")
                                         : sy_text_percent (self->values[i], 1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "Group %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                          "\n%s of %s with the outcome\n",
                          i + 1, self->n_groups, positives, n);
  if (self->is_lift)
    g_string_append_printf (text, "lift %s" SY_TIMES, value);
  else
    g_string_append_printf (text, "up to here %s of all outcomes", value);
  if (sy_is_small_n (self->n[i]))
    g_string_append (text, "\nsmall n");
  if (self->comparison != NULL)
    {
      g_autofree char *before = self->is_lift ? sy_text_fixed (self->comparison[i], 2, "")
                                              : sy_text_percent (self->comparison[i], 1);

      g_string_append_printf (text, "\n%s: %s", self->comparison_name, before);
    }
  return g_string_free (text, FALSE);
}

static char *
deciles_describe (SyChart *chart)
{
  Deciles *self = (Deciles *) chart;
  g_autofree char *first = self->is_lift ? sy_text_fixed (self->values[0], 2, "")
                                         : sy_text_percent (self->values[0], 1);
  g_autofree char *last = sy_text_fixed (self->values[self->n_groups - 1], 2, "");

  if (self->is_lift)
    return g_strdup_printf (
        "the first of %" G_GSIZE_FORMAT
        " groups by score has %s times the base rate of the outcome, the last %s times.",
        self->n_groups, first, last);
  return g_strdup_printf ("the first of %" G_GSIZE_FORMAT
                          " groups by score holds %s of all outcomes.",
                          self->n_groups, first);
}

static SyChartTable *
deciles_tabulate (SyChart *chart)
{
  Deciles *self = (Deciles *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_groups, "Group", 'n', "People", 'n',
                                            "With outcome", 'n', self->is_lift ? "Lift" : "Gain",
                                            'n', "Compared", 'n', NULL);

  for (gsize i = 0; i < self->n_groups; i++)
    {
      sy_chart_table_set (table, i, 0, sy_text_count (i + 1, ""));
      sy_chart_table_set (table, i, 1, sy_text_count (self->n[i], ""));
      sy_chart_table_set (table, i, 2, sy_text_count (self->positives[i], ""));
      sy_chart_table_set (table, i, 3, sy_text_cell (self->values[i]));
      sy_chart_table_set (table, i, 4,
                          sy_text_cell (self->comparison != NULL ? self->comparison[i]
                                                                 : (double) NAN));
    }
  return table;
}

static const SyChartClass deciles_class = {
  sizeof (Deciles),
  deciles_paint,
  deciles_tooltip,
  deciles_describe,
  deciles_tabulate,
};

static SyChart *
deciles_new (const SyChartDecilesInfo *info,
             gboolean is_lift)
{
  Deciles *self = sy_chart_alloc (&deciles_class, info->title, info->subtitle);
  SyChart *chart = (SyChart *) self;

  self->is_lift = is_lift;
  self->x_label = sy_chart_keep_text (chart, info->x_label);
  self->n_groups = info->n != NULL && info->positives != NULL ? info->n_groups : 0;
  self->n = SY_CHART_KEEP (self, info->n, self->n_groups);
  self->positives = SY_CHART_KEEP (self, info->positives, self->n_groups);
  self->values = sy_chart_take (chart,
                                compute_values (self->n, self->positives, self->n_groups, is_lift));
  if (info->comparison_n != NULL && info->comparison_positives != NULL)
    self->comparison = sy_chart_take (chart, compute_values (info->comparison_n,
                                                             info->comparison_positives,
                                                             self->n_groups, is_lift));
  self->comparison_name = sy_chart_keep_text (chart, info->comparison_name != NULL
                                                         ? info->comparison_name
                                                         : "Compared");
  for (gsize i = 0; i < self->n_groups; i++)
    {
      self->total_n += self->n[i];
      self->total_positives += self->positives[i];
    }
  if (self->total_n == 0)
    chart->empty = "Nothing to show: there are no people";
  else if (self->total_positives == 0)
    chart->empty = "Nothing to show: nobody has the outcome";
  return chart;
}

SyChart *
sy_chart_gain_new (const SyChartDecilesInfo *info)
{
  g_return_val_if_fail (info != NULL, NULL);

  return deciles_new (info, FALSE);
}

SyChart *
sy_chart_lift_new (const SyChartDecilesInfo *info)
{
  g_return_val_if_fail (info != NULL, NULL);

  return deciles_new (info, TRUE);
}
