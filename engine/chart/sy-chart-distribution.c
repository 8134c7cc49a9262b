/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "sy-chart-bands-private.h"
#include "sy-chart-score.h"
#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"

typedef struct
{
  SyChart parent;
  const char *x_label;
  const char *things;
  gsize n_bins;
  const double *edges;
  guint n_bands;
  const char *const *band_names;
  const double *thresholds;
  const guint64 *counts;
  const guint64 *comparison;
  const char *comparison_name;
  guint64 *band_totals;
  guint64 total;
} Distribution;

/* How close the pointer must come to a threshold, in units. */
#define REACH 6.0
#define MAX_PILLS 64u

/* Rows of @counts: one even without bands. */
static guint
n_rows (const Distribution *self)
{
  return MAX (self->n_bands, 1);
}

static guint64
sum_bins (const guint64 *counts,
          gsize from,
          gsize to)
{
  guint64 sum = 0;

  for (gsize bin = from; bin < to; bin++)
    sum += counts[bin];
  return sum;
}

static guint64
sum_bands (const Distribution *self,
           gsize from,
           gsize to)
{
  guint64 sum = 0;

  for (guint band = 0; band < n_rows (self); band++)
    sum += sum_bins (self->counts + band * self->n_bins, from, to);
  return sum;
}

static double
highest (const Distribution *self,
         gsize stride)
{
  guint64 most = 0;

  for (gsize bin = 0; bin < self->n_bins; bin += stride)
    {
      gsize end = MIN (bin + stride, self->n_bins);

      most = MAX (most, sum_bands (self, bin, end));
      if (self->comparison != NULL)
        most = MAX (most, sum_bins (self->comparison, bin, end));
    }
  return (double) most;
}

static void
draw_bars (const Distribution *self,
           SyInk *ink,
           gsize stride)
{
  for (gsize bin = 0; bin < self->n_bins; bin += stride)
    {
      gsize end = MIN (bin + stride, self->n_bins);
      double left = round (sy_chart_scale_map (&ink->x, self->edges[bin]));
      double right = round (sy_chart_scale_map (&ink->x, self->edges[end]));
      double gap = right - left >= 5.0 ? 1.0 : 0.0;
      guint64 below = 0;

      /* All scores equal: the one bin has no width of its own. */
      if (self->edges[0] >= self->edges[self->n_bins])
        {
          left -= 12.0 * ink->unit;
          right += 12.0 * ink->unit;
        }

      for (guint band = 0; band < n_rows (self); band++)
        {
          guint64 count = sum_bins (self->counts + band * self->n_bins, bin, end);
          double bottom = sy_chart_scale_map (&ink->y, (double) below);
          double top = sy_chart_scale_map (&ink->y, (double) (below + count));

          below += count;
          sy_ink_fill (ink, (SyRect){ left, top, MAX (right - left - gap, 0.6), bottom - top },
                       sy_color_fade (sy_ink_band (ink, band, self->n_bands), 0.84));
        }
    }
  for (gsize bin = 0; bin < self->n_bins; bin++)
    {
      double left = sy_chart_scale_map (&ink->x, self->edges[bin]);
      double right = sy_chart_scale_map (&ink->x, self->edges[bin + 1]);

      sy_ink_mark (ink, SY_CHART_HIT_BAR, (guint) bin, 0,
                   (SyRect){ left, ink->plot.y, right - left, ink->plot.height });
    }
}

static void
draw_comparison (const Distribution *self,
                 SyInk *ink,
                 gsize stride)
{
  gsize n_groups = (self->n_bins + stride - 1) / stride;
  g_autofree double *x = g_new (double, 2 * n_groups);
  g_autofree double *y = g_new (double, 2 * n_groups);

  if (self->comparison == NULL)
    return;
  for (gsize i = 0; i < n_groups; i++)
    {
      gsize from = i * stride;
      gsize to = MIN (from + stride, self->n_bins);

      x[2 * i] = sy_chart_scale_map (&ink->x, self->edges[from]);
      x[2 * i + 1] = sy_chart_scale_map (&ink->x, self->edges[to]);
      y[2 * i] = y[2 * i + 1] = sy_chart_scale_map (&ink->y,
                                                    (double) sum_bins (self->comparison, from, to));
    }
  sy_ink_polyline (ink, x, y, 2 * n_groups, ink->style->line, 1.4, SY_LINE_SOLID);
}

/* Lines and labels of the thresholds. @lefts and @rights get the room each
 * band's label has between them. */
static void
draw_thresholds (const Distribution *self,
                 SyInk *ink,
                 double row_y,
                 double *lefts,
                 double *rights)
{
  guint n = MIN (self->n_bands - 1, MAX_PILLS);
  double centres[MAX_PILLS], widths[MAX_PILLS];
  g_auto (GStrv) texts = g_new0 (char *, n + 1);
  double lo = MAX (ink->plot.x - 16.0 * ink->unit, 0.0);
  double hi = MIN (ink->plot.x + ink->plot.width + 16.0 * ink->unit, ink->width);
  /* From below the pills, so that a line does not show between two of them. */
  double top = MIN (row_y + sy_ink_pill_height (ink) / 2.0 - 1.0, ink->plot.y);
  gboolean fit;

  for (guint i = 0; i < n; i++)
    {
      double x = sy_chart_scale_map (&ink->x, CLAMP (self->thresholds[i], ink->x.lo, ink->x.hi));

      texts[i] = sy_text_value (self->thresholds[i], ink->style->thousands);
      widths[i] = sy_ink_pill_width (ink, texts[i]);
      centres[i] = x;
      sy_ink_line (ink, sy_ink_crisp (ink, x), top, sy_ink_crisp (ink, x),
                   ink->plot.y + ink->plot.height, ink->style->line, 1.5, SY_LINE_SOLID);
      sy_ink_mark (ink, SY_CHART_HIT_THRESHOLD, i, 0,
                   (SyRect){ x - REACH, row_y - REACH, 2.0 * REACH,
                             ink->plot.y + ink->plot.height - row_y + REACH });
    }
  fit = sy_ink_spread (centres, widths, n, lo, hi, 2.0 * ink->unit);
  for (guint i = 0; i < n; i++)
    {
      double half = widths[i] / 2.0;

      rights[i] = MIN (rights[i], centres[i] - half - 4.0 * ink->unit);
      lefts[i + 1] = MAX (lefts[i + 1], centres[i] + half + 4.0 * ink->unit);
      /* Where not even the pills find room, every line keeps its place and its tooltip. */
      if (!fit && i % 3 != 0)
        continue;
      sy_ink_pill (ink, texts[i], centres[i], row_y);
      sy_ink_mark (ink, SY_CHART_HIT_THRESHOLD, i, 0,
                   (SyRect){ centres[i] - half, row_y - 9.0 * ink->unit, widths[i],
                             18.0 * ink->unit });
    }
}

static void
draw_band_labels (const Distribution *self,
                  SyInk *ink,
                  double row_y,
                  const double *lefts,
                  const double *rights)
{
  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autofree char *percent =
          sy_text_percent (self->total > 0 ? (double) self->band_totals[band] / (double) self->total
                                           : 0.0,
                           0);
      g_autofree char *count = sy_text_count (self->band_totals[band], ink->style->thousands);
      g_autofree char *full = g_strdup_printf ("%s %s  %s", self->band_names[band], percent, count);
      g_autofree char *shorter = g_strdup_printf ("%s %s", self->band_names[band], percent);
      const char *choices[] = { full, shorter, percent };
      double from = band > 0 ? self->thresholds[band - 1] : ink->x.lo;
      double to = band + 1 < self->n_bands ? self->thresholds[band] : ink->x.hi;
      double middle = sy_chart_scale_map (&ink->x, (CLAMP (from, ink->x.lo, ink->x.hi) +
                                                    CLAMP (to, ink->x.lo, ink->x.hi)) /
                                                       2.0);

      for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
        {
          double half = sy_ink_text_width (ink, SY_FONT_LABEL, choices[i]) / 2.0;

          if (rights[band] - lefts[band] < 2.0 * half)
            continue;
          middle = MAX (MIN (middle, rights[band] - half), lefts[band] + half);
          sy_ink_text (ink, SY_FONT_LABEL,
                       sy_ink_readable (ink, sy_ink_band (ink, band, self->n_bands)), choices[i],
                       middle, row_y, 0.5, 0.5);
          sy_ink_mark (ink, SY_CHART_HIT_BAND, band, 0,
                       (SyRect){ middle - half, row_y - 8.0 * ink->unit, 2.0 * half,
                                 16.0 * ink->unit });
          break;
        }
    }
}

static void
distribution_paint (SyChart *chart,
                    SyInk *ink)
{
  Distribution *self = (Distribution *) chart;
  gsize stride = sy_decimate_stride (self->n_bins, ink->area.width - 40.0 * ink->unit, 2.0);
  SyAxis x = { .kind = SY_CHART_SCALE_LINEAR,
               .lo = self->edges[0],
               .hi = self->edges[self->n_bins],
               .label = self->x_label };
  SyAxis y = { .kind = SY_CHART_SCALE_LINEAR,
               .lo = 0.0,
               .hi = highest (self, stride) * 1.04,
               .format = SY_TICK_COUNT };
  double row = self->n_bands > 0 ? sy_ink_pill_height (ink) : 0.0;
  double row_y;
  g_autofree double *lefts = g_new (double, n_rows (self));
  g_autofree double *rights = g_new (double, n_rows (self));

  if (ink->area.height < 90.0 * ink->unit)
    row = 0.0;
  sy_ink_axes (ink, &x, &y, row > 0.0 ? row + 6.0 * ink->unit : 0.0, 0.0);
  draw_bars (self, ink, stride);
  draw_comparison (self, ink, stride);
  if (self->n_bands == 0)
    return;

  row_y = row > 0.0 ? round (ink->area.y + row / 2.0) : ink->plot.y;
  for (guint band = 0; band < self->n_bands; band++)
    {
      lefts[band] = ink->plot.x;
      rights[band] = ink->plot.x + ink->plot.width;
    }
  draw_thresholds (self, ink, row_y, lefts, rights);
  if (row > 0.0)
    draw_band_labels (self, ink, row_y, lefts, rights);
}

static char *
bin_tooltip (const Distribution *self,
             gsize bin,
             const char *thousands)
{
  guint64 count = sum_bands (self, bin, bin + 1);
  g_autofree char *from = sy_text_value (self->edges[bin], thousands);
  g_autofree char *to = sy_text_value (self->edges[bin + 1], thousands);
  g_autofree char *people = sy_text_count (count, thousands);
  g_autofree char *share = sy_text_percent ((double) count / (double) self->total, 1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s to %s\n%s %s, %s", from, to, people, self->things, share);
  for (guint band = 0; self->n_bands > 1 && band < self->n_bands; band++)
    {
      guint64 of_band = self->counts[band * self->n_bins + bin];
      g_autofree char *n = sy_text_count (of_band, thousands);

      if (of_band > 0 && of_band < count)
        g_string_append_printf (text, "\n%s %s", self->band_names[band], n);
    }
  if (self->comparison != NULL)
    {
      g_autofree char *n = sy_text_count (self->comparison[bin], thousands);

      g_string_append_printf (text, "\n%s: %s", self->comparison_name, n);
    }
  return g_string_free (text, FALSE);
}

static char *
distribution_tooltip (SyChart *chart,
                      const SyChartHit *hit,
                      const char *thousands)
{
  Distribution *self = (Distribution *) chart;
  g_autofree char *value = NULL;
  g_autofree char *share = NULL;

  if (hit->kind == SY_CHART_HIT_BAR)
    return bin_tooltip (self, hit->index, thousands);
  if (hit->kind == SY_CHART_HIT_THRESHOLD)
    {
      value = sy_text_value (self->thresholds[hit->index], thousands);
      return g_strdup_printf ("%s from %s", self->band_names[hit->index + 1], value);
    }
  value = sy_text_count (self->band_totals[hit->index], thousands);
  share = sy_text_percent ((double) self->band_totals[hit->index] / (double) self->total, 1);
  return g_strdup_printf ("%s\n%s %s, %s", self->band_names[hit->index], value, self->things,
                          share);
}

static char *
distribution_describe (SyChart *chart)
{
  Distribution *self = (Distribution *) chart;
  g_autofree char *total = sy_text_count (self->total, ",");
  g_autofree char *from = sy_text_value (self->edges[0], ",");
  g_autofree char *to = sy_text_value (self->edges[self->n_bins], ",");
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s scored from %s to %s", total, self->things, from, to);
  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autofree char *share =
          sy_text_percent ((double) self->band_totals[band] / (double) self->total, 1);

      g_string_append_printf (text, "%s %s %s", band == 0 ? ":" : ",", self->band_names[band],
                              share);
      if (band > 0)
        {
          g_autofree char *threshold = sy_text_value (self->thresholds[band - 1], ",");

          g_string_append_printf (text, " from %s", threshold);
        }
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static SyChartTable *
distribution_tabulate (SyChart *chart)
{
  Distribution *self = (Distribution *) chart;
  SyChartTable *table;
  gboolean compared = self->comparison != NULL;
  gsize n_bins = self->parent.empty != NULL ? 0 : self->n_bins;
  g_autofree char *things = g_strdup (self->things);

  things[0] = g_ascii_toupper (things[0]);
  if (compared)
    table = sy_chart_table_new (n_bins, "From", 'n', "To", 'n', things, 'n', self->comparison_name,
                                'n', "Mostly", 't', NULL);
  else
    table = sy_chart_table_new (n_bins, "From", 'n', "To", 'n', things, 'n', "Mostly", 't', NULL);
  for (gsize bin = 0; bin < n_bins; bin++)
    {
      guint most = 0;

      for (guint band = 1; band < n_rows (self); band++)
        if (self->counts[band * self->n_bins + bin] > self->counts[most * self->n_bins + bin])
          most = band;
      sy_chart_table_set (table, bin, 0, sy_text_cell (self->edges[bin]));
      sy_chart_table_set (table, bin, 1, sy_text_cell (self->edges[bin + 1]));
      sy_chart_table_set (table, bin, 2, sy_text_count (sum_bands (self, bin, bin + 1), ""));
      if (compared)
        sy_chart_table_set (table, bin, 3, sy_text_count (self->comparison[bin], ""));
      sy_chart_table_set (table, bin, compared ? 4 : 3,
                          g_strdup (self->n_bands > 0 && sum_bands (self, bin, bin + 1) > 0
                                        ? self->band_names[most]
                                        : ""));
    }
  return table;
}

static const SyChartClass distribution_class = {
  sizeof (Distribution),
  distribution_paint,
  distribution_tooltip,
  distribution_describe,
  distribution_tabulate,
};

/* Edges must ascend and be finite, or there is no axis to draw. */
static gboolean
edges_are_sound (const SyChartDistributionInfo *info)
{
  if (info->n_bins == 0 || info->edges == NULL || info->counts == NULL)
    return FALSE;
  for (gsize i = 0; i <= info->n_bins; i++)
    if (!isfinite (info->edges[i]) || (i > 0 && info->edges[i] < info->edges[i - 1]))
      return FALSE;
  return TRUE;
}

SyChart *
sy_chart_distribution_new (const SyChartDistributionInfo *info)
{
  Distribution *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&distribution_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->x_label = sy_chart_keep_text (chart, info->x_label);
  self->things = sy_chart_keep_text (chart, info->things != NULL ? info->things : "people");
  if (!edges_are_sound (info))
    {
      chart->empty = "Nothing to show: there are no scores";
      self->comparison_name = "";
      return chart;
    }
  self->n_bins = info->n_bins;
  self->edges = SY_CHART_KEEP (self, info->edges, info->n_bins + 1);
  self->n_bands = info->thresholds != NULL || info->n_bands <= 1 ? info->n_bands : 0;
  self->band_names = sy_chart_keep_band_names (chart, info->band_names, self->n_bands);
  self->thresholds = sy_chart_keep_thresholds (chart, info->thresholds, self->n_bands);
  self->counts = SY_CHART_KEEP (self, info->counts, info->n_bins * MAX (info->n_bands, 1));
  self->comparison = SY_CHART_KEEP (self, info->comparison, info->n_bins);
  self->comparison_name = sy_chart_keep_text (chart, info->comparison_name != NULL
                                                         ? info->comparison_name
                                                         : "Compared");
  self->band_totals = sy_chart_take (chart, g_new0 (guint64, n_rows (self)));
  for (guint band = 0; band < n_rows (self); band++)
    {
      self->band_totals[band] = sum_bins (self->counts + band * self->n_bins, 0, self->n_bins);
      self->total += self->band_totals[band];
    }
  if (self->total == 0)
    chart->empty = "Nothing to show: nobody has a score";
  return chart;
}
