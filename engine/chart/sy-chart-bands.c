/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-bands-private.h"

#include <math.h>

#include "stats/sy-stats.h"
#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  guint n_bands;
  const char *const *names;
  const guint64 *n;
  const guint64 *positives;
  const double *low;
  const double *high;
  double base_rate;
  guint n_comparison;
  const char *const *comparison_names;
  const guint64 *comparison_n;
  const guint64 *comparison_positives;
  const char *comparison_name;
} Bands;

/* Width of the hollow bar as a share of the full one. */
#define HOLLOW 0.42

/* How much is said below each bar. */
typedef enum
{
  DETAIL_NAME,
  DETAIL_LIFT,
  DETAIL_COUNT,
} Detail;

static double
rate_of (const guint64 *positives,
         const guint64 *n,
         guint band)
{
  return n[band] > 0 ? (double) positives[band] / (double) n[band] : (double) NAN;
}

static double
comparison_rate (const Bands *self,
                 guint band)
{
  return band < self->n_comparison ? rate_of (self->comparison_positives, self->comparison_n, band)
                                   : (double) NAN;
}

static double
highest_rate (const Bands *self)
{
  double most = isfinite (self->base_rate) ? self->base_rate : 0.0;

  for (guint band = 0; band < self->n_bands; band++)
    {
      most = fmax (most, rate_of (self->positives, self->n, band));
      most = fmax (most, comparison_rate (self, band));
      if (self->high != NULL && self->n[band] > 0)
        most = fmax (most, self->high[band]);
    }
  return most;
}

static char *
count_text (const Bands *self,
            guint band,
            const char *thousands)
{
  g_autofree char *positives = sy_text_count (self->positives[band], thousands);
  g_autofree char *n = sy_text_count (self->n[band], thousands);

  return g_strdup_printf ("%s of %s", positives, n);
}

static char *
lift_text (const Bands *self,
           guint band)
{
  double lift = rate_of (self->positives, self->n, band) / self->base_rate;
  g_autofree char *number = sy_text_fixed (lift, 2, "");

  return isfinite (lift) ? g_strdup_printf ("lift %s" SY_TIMES, number)
                         : g_strdup ("lift " SY_DASH);
}

/* The most that fits below every bar, so that all say the same. */
static Detail
pick_detail (const Bands *self,
             SyInk *ink,
             double room)
{
  gboolean count = TRUE, lift = TRUE;

  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autofree char *counts = count_text (self, band, ink->style->thousands);
      g_autofree char *lifts = lift_text (self, band);

      count = count && sy_ink_text_width (ink, SY_FONT_LABEL, counts) <= room;
      lift = lift && sy_ink_text_width (ink, SY_FONT_LABEL, lifts) <= room;
    }
  return count ? DETAIL_COUNT : lift ? DETAIL_LIFT
                                     : DETAIL_NAME;
}

/* Whether every name stands in one row; else neighbours take turns in two. */
static gboolean
names_fit (const Bands *self,
           SyInk *ink,
           double room)
{
  for (guint band = 0; band < self->n_bands; band++)
    if (sy_ink_text_width (ink, SY_FONT_NAME, self->names[band]) > room)
      return FALSE;
  return TRUE;
}

/* The outer names of two rows may not leave the chart. */
static double
caption_room (const SyInk *ink,
              double centre,
              double slot,
              gboolean staggered)
{
  double room = slot * (staggered ? 2.0 : 1.0) - 6.0 * ink->unit;

  return staggered ? MIN (room, 2.0 * MIN (centre - ink->area.x,
                                           ink->area.x + ink->area.width - centre))
                   : room;
}

static char **
cut_names (const Bands *self,
           SyInk *ink,
           double slot,
           gboolean staggered)
{
  g_autofree double *rooms = g_new (double, self->n_bands);

  for (guint band = 0; band < self->n_bands; band++)
    rooms[band] = caption_room (ink, ink->plot.x + slot * (band + 0.5), slot, staggered);
  return sy_ink_cut_texts (ink, SY_FONT_NAME, self->names, rooms, self->n_bands);
}

static void
draw_captions (const Bands *self,
               SyInk *ink,
               guint band,
               const char *name,
               double centre,
               double slot,
               Detail detail,
               gboolean staggered)
{
  const SyChartStyle *style = ink->style;
  double line = sy_ink_line_height (ink, SY_FONT_LABEL);
  double y = ink->plot.y + ink->plot.height + 7.0 * ink->unit;
  double room = caption_room (ink, centre, slot, staggered);
  g_autofree char *count = count_text (self, band, style->thousands);
  g_autofree char *lift = lift_text (self, band);

  if (staggered && band % 2 == 1)
    y += line;
  sy_ink_text_fit (ink, SY_FONT_NAME, style->text, name, centre, y, 0.5, 0.0, room);
  y += line * (staggered && band % 2 == 0 ? 2.0 : 1.0) + 2.0 * ink->unit;
  if (detail == DETAIL_COUNT)
    {
      sy_ink_text (ink, SY_FONT_LABEL, style->dim, count, centre, y, 0.5, 0.0);
      y += line;
    }
  if (detail >= DETAIL_LIFT)
    sy_ink_text (ink, SY_FONT_LABEL, style->dim, lift, centre, y, 0.5, 0.0);
}

/* "38.2 %", "38 %", "38" or nothing. */
typedef enum
{
  RATE_TENTHS,
  RATE_WHOLE,
  RATE_BARE,
  RATE_NONE,
} RateForm;

static char *
rate_text (const Bands *self,
           guint band,
           RateForm form)
{
  double rate = rate_of (self->positives, self->n, band);

  return form == RATE_BARE ? sy_text_fixed (rate * 100.0, 0, "")
                           : sy_text_percent (rate, form == RATE_TENTHS ? 1 : 0);
}

/* The longest form that fits above every bar, so that none is left out. */
static RateForm
pick_rate_form (const Bands *self,
                SyInk *ink,
                double room)
{
  for (RateForm form = RATE_TENTHS; form < RATE_NONE; form++)
    {
      gboolean fits = TRUE;

      for (guint band = 0; band < self->n_bands && fits; band++)
        {
          g_autofree char *text = rate_text (self, band, form);

          fits = sy_ink_text_width (ink, SY_FONT_VALUE, text) <= room;
        }
      if (fits)
        return form;
    }
  return RATE_NONE;
}

static void
draw_rate (const Bands *self,
           SyInk *ink,
           guint band,
           double centre,
           double top,
           RateForm form)
{
  g_autofree char *text = rate_text (self, band, form);

  if (form != RATE_NONE)
    sy_ink_text_halo (ink, SY_FONT_VALUE, ink->style->text, text, centre, top - 4.0 * ink->unit,
                      0.5, 1.0);
}

static double
bar_gap (const SyInk *ink,
         double slot)
{
  return MIN (4.0 * ink->unit, slot * 0.05);
}

/* The bar of a band within its slot; the hollow one stands @gap to its right. */
static SyRect
bar_of (const Bands *self,
        const SyInk *ink,
        guint band,
        double slot)
{
  double width = MIN (slot * (self->n_comparison > 0 ? 0.43 : 0.52), 84.0 * ink->unit);
  double whole = self->n_comparison > 0 ? width + bar_gap (ink, slot) + width * HOLLOW : width;

  return (SyRect){ ink->plot.x + slot * (band + 0.5) - whole / 2.0, ink->plot.y, width,
                   ink->plot.height };
}

static void
draw_band (const Bands *self,
           SyInk *ink,
           guint band,
           double slot)
{
  double rate = rate_of (self->positives, self->n, band);
  double before = comparison_rate (self, band);
  double bottom = ink->plot.y + ink->plot.height;
  SyRect bar = bar_of (self, ink, band, slot);
  SyColor color = sy_ink_band (ink, band, self->n_bands);

  if (isfinite (before))
    {
      double y = sy_chart_scale_map (&ink->y, before);

      sy_ink_outline (ink,
                      (SyRect){ bar.x + bar.width + bar_gap (ink, slot), y, bar.width * HOLLOW,
                                bottom - y },
                      2.0, SY_CORNER_TOP, color, 1.5);
    }
  if (isfinite (rate))
    {
      double y = sy_chart_scale_map (&ink->y, rate);

      sy_ink_fill_rounded (ink, (SyRect){ bar.x, y, bar.width, MAX (bottom - y, 1.0) }, 2.0,
                           SY_CORNER_TOP,
                           sy_is_small_n (self->n[band]) ? sy_color_fade (ink->style->dim, 0.45)
                                                         : color);
    }
}

static void
draw_whisker (const Bands *self,
              SyInk *ink,
              guint band,
              double slot,
              RateForm form)
{
  SyRect bar = bar_of (self, ink, band, slot);
  double centre = bar.x + bar.width / 2.0;
  double rate = rate_of (self->positives, self->n, band);
  double top = sy_chart_scale_map (&ink->y, isfinite (rate) ? rate : 0.0);

  if (isfinite (rate) && self->low != NULL && isfinite (self->low[band]) &&
      isfinite (self->high[band]))
    {
      double high = sy_chart_scale_map (&ink->y, self->high[band]);

      sy_ink_line (ink, centre, sy_chart_scale_map (&ink->y, self->low[band]), centre, high,
                   ink->style->line, 1.5, SY_LINE_SOLID);
      top = MIN (top, high);
    }
  draw_rate (self, ink, band, centre, top, form);
}

static void
bands_paint (SyChart *chart,
             SyInk *ink)
{
  Bands *self = (Bands *) chart;
  SyAxis x = { .hidden = TRUE, .lo = 0.0, .hi = 1.0 };
  SyAxis y = { .lo = 0.0,
               .hi = MIN (MAX (highest_rate (self), 0.001), 1.0),
               .format = SY_TICK_PERCENT };
  double line = sy_ink_line_height (ink, SY_FONT_LABEL);
  double slot = (ink->area.width - 46.0 * ink->unit) / self->n_bands;
  Detail detail = pick_detail (self, ink, slot - 8.0 * ink->unit);
  gboolean staggered = FALSE;
  g_auto (GStrv) names = NULL;
  RateForm form;

  if (ink->area.height < 130.0 * ink->unit)
    detail = DETAIL_NAME;
  if (detail == DETAIL_NAME && ink->area.height > 90.0 * ink->unit)
    staggered = !names_fit (self, ink, slot - 6.0 * ink->unit);
  x.room = 9.0 * ink->unit + line * (1.0 + detail + staggered);
  sy_ink_axes (ink, &x, &y, line + 6.0 * ink->unit, 0.0);
  slot = ink->plot.width / self->n_bands;
  form = pick_rate_form (self, ink, slot - 2.0 * ink->unit);
  names = cut_names (self, ink, slot, staggered);

  for (guint band = 0; band < self->n_bands; band++)
    draw_band (self, ink, band, slot);
  if (isfinite (self->base_rate))
    sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width,
                   sy_chart_scale_map (&ink->y, self->base_rate), ink->style->line, SY_LINE_DASHED);
  for (guint band = 0; band < self->n_bands; band++)
    {
      SyRect column = { ink->plot.x + slot * band, ink->plot.y, slot,
                        ink->area.y + ink->area.height - ink->plot.y };

      draw_whisker (self, ink, band, slot, form);
      draw_captions (self, ink, band, names[band], column.x + slot / 2.0, slot, detail, staggered);
      sy_ink_mark (ink, SY_CHART_HIT_BAR, band, 0, column);
    }
}

static char *
bands_tooltip (SyChart *chart,
               const SyChartHit *hit,
               const char *thousands)
{
  Bands *self = (Bands *) chart;
  guint band = hit->index;
  g_autofree char *count = count_text (self, band, thousands);
  g_autofree char *rate = sy_text_percent (rate_of (self->positives, self->n, band), 1);
  g_autofree char *lift = lift_text (self, band);
  GString *text = g_string_new (self->names[band]);

  g_string_append_printf (text, "\n%s: %s", rate, count);
  if (self->low != NULL && self->n[band] > 0)
    {
      g_autofree char *low = sy_text_percent (self->low[band], 1);
      g_autofree char *high = sy_text_percent (self->high[band], 1);

      g_string_append_printf (text, "\n95" SY_NBSP "%% interval %s to %s", low, high);
    }
  g_string_append_printf (text, "\n%s", lift);
  if (sy_is_small_n (self->n[band]))
    g_string_append (text, "\nsmall n: read the interval");
  if (band < self->n_comparison)
    {
      g_autofree char *before = sy_text_percent (comparison_rate (self, band), 1);
      g_autofree char *n = sy_text_count (self->comparison_n[band], thousands);

      g_string_append_printf (text, "\n%s: %s %s of %s", self->comparison_name,
                              self->comparison_names[band], before, n);
    }
  return g_string_free (text, FALSE);
}

static char *
bands_describe (SyChart *chart)
{
  Bands *self = (Bands *) chart;
  g_autofree char *base = sy_text_percent (self->base_rate, 1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s of all have the outcome", base);
  for (guint band = 0; band < self->n_bands; band++)
    {
      g_autofree char *rate = sy_text_percent (rate_of (self->positives, self->n, band), 1);
      g_autofree char *count = count_text (self, band, ",");

      g_string_append_printf (text, "%s %s %s (%s)", band == 0 ? ":" : ",", self->names[band], rate,
                              count);
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static SyChartTable *
bands_tabulate (SyChart *chart)
{
  Bands *self = (Bands *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_bands, "Band", 't', "People", 'n',
                                            "With outcome", 'n', "Rate", 'n', "Low", 'n', "High",
                                            'n', "Lift", 'n', "Compared people", 'n',
                                            "Compared rate", 'n', NULL);

  for (guint band = 0; band < self->n_bands; band++)
    {
      double rate = rate_of (self->positives, self->n, band);

      sy_chart_table_set (table, band, 0, g_strdup (self->names[band]));
      sy_chart_table_set (table, band, 1, sy_text_count (self->n[band], ""));
      sy_chart_table_set (table, band, 2, sy_text_count (self->positives[band], ""));
      sy_chart_table_set (table, band, 3, sy_text_cell (rate));
      sy_chart_table_set (table, band, 4,
                          sy_text_cell (self->low != NULL ? self->low[band] : (double) NAN));
      sy_chart_table_set (table, band, 5,
                          sy_text_cell (self->high != NULL ? self->high[band] : (double) NAN));
      sy_chart_table_set (table, band, 6, sy_text_cell (rate / self->base_rate));
      if (band >= self->n_comparison)
        continue;
      sy_chart_table_set (table, band, 7, sy_text_count (self->comparison_n[band], ""));
      sy_chart_table_set (table, band, 8, sy_text_cell (comparison_rate (self, band)));
    }
  return table;
}

static const SyChartClass bands_class = {
  sizeof (Bands),
  bands_paint,
  bands_tooltip,
  bands_describe,
  bands_tabulate,
};

SyChart *
sy_chart_bands_new (const SyChartBandsInfo *info)
{
  Bands *self;
  SyChart *chart;
  guint64 n = 0, positives = 0;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_bands == 0 || (info->n != NULL && info->positives != NULL), NULL);

  self = sy_chart_alloc (&bands_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_bands = info->n_bands;
  self->names = sy_chart_keep_band_names (chart, info->names, info->n_bands);
  self->n = SY_CHART_KEEP (self, info->n, info->n_bands);
  self->positives = SY_CHART_KEEP (self, info->positives, info->n_bands);
  self->low = info->high != NULL ? SY_CHART_KEEP (self, info->low, info->n_bands) : NULL;
  self->high = SY_CHART_KEEP (self, info->high, info->n_bands);
  if (info->comparison_n != NULL && info->comparison_positives != NULL)
    {
      self->n_comparison = info->n_comparison;
      self->comparison_names = sy_chart_keep_band_names (chart, info->comparison_names,
                                                         info->n_comparison);
      self->comparison_n = SY_CHART_KEEP (self, info->comparison_n, info->n_comparison);
      self->comparison_positives = SY_CHART_KEEP (self, info->comparison_positives,
                                                  info->n_comparison);
    }
  self->comparison_name = sy_chart_keep_text (chart, info->comparison_name != NULL
                                                         ? info->comparison_name
                                                         : "Compared");
  for (guint band = 0; band < info->n_bands; band++)
    {
      n += self->n[band];
      positives += self->positives[band];
    }
  self->base_rate = isfinite (info->base_rate) ? info->base_rate
                    : n > 0                    ? (double) positives / (double) n
                                               : (double) NAN;
  if (n == 0)
    chart->empty = "Nothing to show: nobody is in a band";
  return chart;
}
