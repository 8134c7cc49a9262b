/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-marks-private.h"
#include "sy-chart-outcome.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const gint32 *days;
  const double *auc;
  const double *low;
  const double *high;
  const double *lift;
  const double *lift_low;
  const double *lift_high;
  const guint8 *immature;
  const double *comparison;
  const char *comparison_name;
  gboolean has_divider;
  double divider;
  SyChartMarks marks;
} Auc;

static gboolean
is_immature (const Auc *self,
             gsize i)
{
  return self->immature != NULL && self->immature[i] != 0;
}

/* Half the distance to the neighbour, so that each origin has a slot of its own. */
static double
slot_edge (const Auc *self,
           gsize i,
           gboolean right)
{
  double day = self->days[i];
  double half = 15.0;

  if (right && i + 1 < self->n_points)
    half = (self->days[i + 1] - day) / 2.0;
  else if (!right && i > 0)
    half = (day - self->days[i - 1]) / 2.0;
  else if (self->n_points > 1)
    half = (right ? day - self->days[i - 1] : self->days[i + 1] - day) / 2.0;
  return right ? day + half : day - half;
}

static void
value_range (const Auc *self,
             double *out_lo,
             double *out_hi)
{
  double lo = INFINITY, hi = -INFINITY;
  const double *columns[] = { self->auc, self->low, self->high, self->comparison };

  for (gsize c = 0; c < G_N_ELEMENTS (columns); c++)
    for (gsize i = 0; columns[c] != NULL && i < self->n_points; i++)
      if (isfinite (columns[c][i]))
        {
          lo = MIN (lo, columns[c][i]);
          hi = MAX (hi, columns[c][i]);
        }
  if (!isfinite (lo))
    {
      lo = 0.5;
      hi = 1.0;
    }
  /* Differences below a hundredth must not look like mountains. */
  if (hi - lo < 0.06)
    {
      double middle = (hi + lo) / 2.0;

      lo = middle - 0.03;
      hi = middle + 0.03;
    }
  *out_lo = MAX (lo - (hi - lo) * 0.12, 0.0);
  *out_hi = MIN (hi + (hi - lo) * 0.08, 1.0);
}

static void
draw_hatch (const Auc *self,
            SyInk *ink)
{
  for (gsize i = 0; i < self->n_points; i++)
    {
      gsize end = i;
      double left, right;

      if (!is_immature (self, i))
        continue;
      while (end + 1 < self->n_points && is_immature (self, end + 1))
        end++;
      left = sy_chart_scale_map (&ink->x, slot_edge (self, i, FALSE));
      right = sy_chart_scale_map (&ink->x, slot_edge (self, end, TRUE));
      sy_ink_hatch (ink, (SyRect){ left, ink->plot.y, right - left, ink->plot.height },
                    sy_color_fade (ink->style->dim, 0.45));
      i = end;
    }
}

static void
draw_divider (const Auc *self,
              SyInk *ink)
{
  double x = sy_chart_scale_map (&ink->x, self->divider);
  double y = ink->plot.y - 3.0 * ink->unit - sy_chart_marks_room (ink, &self->marks);

  if (!self->has_divider || self->divider < ink->x.lo || self->divider > ink->x.hi)
    return;
  sy_ink_rule_v (ink, x, y - 13.0 * ink->unit, ink->plot.y + ink->plot.height,
                 ink->style->text, SY_LINE_DASHED);
  if (x - ink->plot.x > 60.0 * ink->unit)
    sy_ink_text (ink, SY_FONT_LABEL, ink->style->dim, "tuned", x - 6.0 * ink->unit, y, 1.0, 1.0);
  if (ink->plot.x + ink->plot.width - x > 60.0 * ink->unit)
    sy_ink_text (ink, SY_FONT_LABEL, ink->style->dim, "not seen", x + 7.0 * ink->unit, y, 0.0, 1.0);
}

static void
draw_series (const Auc *self,
             SyInk *ink,
             const double *values,
             gboolean is_draft)
{
  g_autofree double *x = g_new (double, self->n_points);
  g_autofree double *y = g_new (double, self->n_points);
  SyColor color = is_draft ? ink->style->accent : ink->style->line;
  double room = ink->plot.width / (double) self->n_points;
  SyColor paper = ink->style->background.alpha > 0.5 ? ink->style->background
                                                     : sy_ink_on (ink, ink->style->text);

  for (gsize i = 0; i < self->n_points; i++)
    {
      x[i] = sy_chart_scale_map (&ink->x, self->days[i]);
      y[i] = is_immature (self, i) ? (double) NAN : sy_chart_scale_map (&ink->y, values[i]);
    }
  sy_ink_polyline (ink, x, y, self->n_points, color, is_draft ? 2.0 : 1.5, SY_LINE_SOLID);
  for (gsize i = 0; i < self->n_points; i++)
    {
      if (!isfinite (y[i]))
        continue;
      if (is_draft && self->low != NULL && isfinite (self->low[i]) && isfinite (self->high[i]))
        sy_ink_line (ink, x[i], sy_chart_scale_map (&ink->y, self->low[i]), x[i],
                     sy_chart_scale_map (&ink->y, self->high[i]), color, 2.0, SY_LINE_SOLID);
      if (is_draft && room > 9.0 * ink->unit)
        sy_ink_dot (ink, x[i], y[i], 4.0 * ink->unit, paper, color, 2.0);
      else if (room > 6.0 * ink->unit)
        sy_ink_dot (ink, x[i], y[i], 2.6 * ink->unit, color, color, 0.0);
    }
}

static void
auc_paint (SyChart *chart,
           SyInk *ink)
{
  Auc *self = (Auc *) chart;
  SyAxis x = { .kind = SY_CHART_SCALE_TIME };
  SyAxis y = { 0 };
  double room;

  x.lo = slot_edge (self, 0, FALSE);
  x.hi = slot_edge (self, self->n_points - 1, TRUE);
  value_range (self, &y.lo, &y.hi);
  room = sy_chart_marks_room (ink, &self->marks);
  if (self->has_divider)
    room += sy_ink_line_height (ink, SY_FONT_LABEL) + 2.0 * ink->unit;
  sy_ink_axes (ink, &x, &y, MAX (room, 4.0 * ink->unit), 0.0);
  draw_hatch (self, ink);
  draw_divider (self, ink);
  if (self->comparison != NULL)
    draw_series (self, ink, self->comparison, FALSE);
  draw_series (self, ink, self->auc, TRUE);
  for (gsize i = 0; i < self->n_points; i++)
    {
      double left = sy_chart_scale_map (&ink->x, slot_edge (self, i, FALSE));
      double right = sy_chart_scale_map (&ink->x, slot_edge (self, i, TRUE));

      sy_ink_mark (ink, SY_CHART_HIT_POINT, (guint) i, 0,
                   (SyRect){ left, ink->plot.y, right - left, ink->plot.height });
    }
  sy_chart_draw_notes (ink, &self->marks);
}

static void
append_lift (const Auc *self,
             gsize i,
             GString *text)
{
  g_autofree char *value = NULL;

  if (self->lift == NULL || !isfinite (self->lift[i]))
    return;
  value = sy_text_fixed (self->lift[i], 2, "");
  g_string_append_printf (text, "\nlift of the best 10" SY_NBSP "%% %s" SY_TIMES, value);
  if (self->lift_low != NULL && isfinite (self->lift_low[i]) && isfinite (self->lift_high[i]))
    {
      g_autofree char *low = sy_text_fixed (self->lift_low[i], 2, "");
      g_autofree char *high = sy_text_fixed (self->lift_high[i], 2, "");

      g_string_append_printf (text, ", %s to %s", low, high);
    }
}

static char *
auc_tooltip (SyChart *chart,
             const SyChartHit *hit,
             const char *thousands)
{
  Auc *self = (Auc *) chart;
  gsize i = hit->index;
  g_autofree char *day = NULL;
  g_autofree char *value = NULL;
  GString *text;

  if (hit->kind == SY_CHART_HIT_NOTE)
    return sy_chart_note_tooltip (&self->marks, hit->index);
  day = sy_text_day (self->days[i]);
  value = sy_text_fixed (self->auc[i], 3, "");
  text = g_string_new (day);
  if (is_immature (self, i))
    return g_string_free (g_string_append (text, "\nthe horizon is not over yet: not counted"),
                          FALSE);
  g_string_append_printf (text, "\nAUC %s", value);
  if (self->low != NULL && isfinite (self->low[i]) && isfinite (self->high[i]))
    {
      g_autofree char *low = sy_text_fixed (self->low[i], 3, "");
      g_autofree char *high = sy_text_fixed (self->high[i], 3, "");

      g_string_append_printf (text, ", 95" SY_NBSP "%% interval %s to %s", low, high);
    }
  append_lift (self, i, text);
  if (self->comparison != NULL)
    {
      g_autofree char *before = sy_text_fixed (self->comparison[i], 3, "");

      g_string_append_printf (text, "\n%s %s", self->comparison_name, before);
    }
  return g_string_free (text, FALSE);
}

static char *
auc_describe (SyChart *chart)
{
  Auc *self = (Auc *) chart;
  double lo = INFINITY, hi = -INFINITY;
  gsize n_known = 0, n_immature = 0;
  g_autofree char *from = sy_text_day (self->days[0]);
  g_autofree char *to = sy_text_day (self->days[self->n_points - 1]);
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  for (gsize i = 0; i < self->n_points; i++)
    {
      n_immature += is_immature (self, i);
      if (!isfinite (self->auc[i]) || is_immature (self, i))
        continue;
      n_known++;
      lo = MIN (lo, self->auc[i]);
      hi = MAX (hi, self->auc[i]);
    }
  least = sy_text_fixed (lo, 3, "");
  most = sy_text_fixed (hi, 3, "");
  return g_strdup_printf ("AUC from %s to %s at %" G_GSIZE_FORMAT
                          " origins from %s to %s; %" G_GSIZE_FORMAT " immature.",
                          least, most, n_known, from, to, n_immature);
}

static double
get_value (const double *values,
           gsize i)
{
  return values != NULL ? values[i] : (double) NAN;
}

static SyChartTable *
auc_tabulate (SyChart *chart)
{
  Auc *self = (Auc *) chart;
  const double *const columns[] = { self->low, self->high, self->lift, self->lift_low,
                                    self->lift_high, self->comparison };
  SyChartTable *table = sy_chart_table_new (self->n_points, "Origin", 't', "AUC", 'n', "Low", 'n',
                                            "High", 'n', "Lift", 'n', "Lift low", 'n',
                                            "Lift high", 'n', "Compared", 'n', "Immature", 't',
                                            NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_day_format (self->days[i]));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->auc[i]));
      for (gsize c = 0; c < G_N_ELEMENTS (columns); c++)
        sy_chart_table_set (table, i, 2 + c, sy_text_cell (get_value (columns[c], i)));
      sy_chart_table_set (table, i, 2 + G_N_ELEMENTS (columns), g_strdup (is_immature (self, i) ? "yes" : ""));
    }
  return table;
}

static const SyChartClass auc_class = {
  sizeof (Auc),
  auc_paint,
  auc_tooltip,
  auc_describe,
  auc_tabulate,
};

/* The divider stands between the last tuned origin and the next one. */
static void
place_divider (Auc *self,
               gint32 tuned_until)
{
  self->has_divider = TRUE;
  self->divider = tuned_until;
  for (gsize i = 0; i + 1 < self->n_points; i++)
    if (self->days[i] <= tuned_until && self->days[i + 1] > tuned_until)
      self->divider = slot_edge (self, i, TRUE);
}

/* Why no origin has an area to draw; NULL when one has. */
static const char *
find_lack (const Auc *self)
{
  gboolean is_any_mature = FALSE;

  for (gsize i = 0; i < self->n_points; i++)
    {
      if (is_immature (self, i))
        continue;
      is_any_mature = TRUE;
      if (isfinite (self->auc[i]) || (self->comparison != NULL && isfinite (self->comparison[i])))
        return NULL;
    }
  return is_any_mature ? "Nothing to show: an AUC needs people with and without the outcome"
                       : "Nothing to show: the horizon of no origin is over yet";
}

SyChart *
sy_chart_auc_new (const SyChartAucInfo *info)
{
  Auc *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&auc_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->comparison_name = sy_chart_keep_text (chart, info->comparison_name != NULL
                                                         ? info->comparison_name
                                                         : "compared");
  if (!sy_chart_days_are_sound (info->days, info->n_points) || info->auc == NULL)
    {
      chart->empty = "Nothing to show: there are no origins";
      return chart;
    }
  self->n_points = info->n_points;
  self->days = SY_CHART_KEEP (self, info->days, info->n_points);
  self->auc = SY_CHART_KEEP (self, info->auc, info->n_points);
  self->low = info->high != NULL ? SY_CHART_KEEP (self, info->low, info->n_points) : NULL;
  self->high = self->low != NULL ? SY_CHART_KEEP (self, info->high, info->n_points) : NULL;
  self->lift = SY_CHART_KEEP (self, info->lift, info->n_points);
  self->lift_low = info->lift_high != NULL ? SY_CHART_KEEP (self, info->lift_low, info->n_points)
                                           : NULL;
  self->lift_high = self->lift_low != NULL ? SY_CHART_KEEP (self, info->lift_high, info->n_points)
                                           : NULL;
  self->immature = SY_CHART_KEEP (self, info->immature, info->n_points);
  self->comparison = SY_CHART_KEEP (self, info->comparison, info->n_points);
  self->marks = sy_chart_keep_marks (chart, &info->marks);
  if (info->has_tuned_until)
    place_divider (self, info->tuned_until);
  chart->empty = find_lack (self);
  return chart;
}
