/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-marks-private.h"

#include <math.h>
#include <stdlib.h>

#include "sy-chart-text-private.h"

static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  gint32 da = ((const SyChartNote *) a)->day, db = ((const SyChartNote *) b)->day;

  return (da > db) - (da < db);
}

SyChartMarks
sy_chart_keep_marks (SyChart *self,
                     const SyChartMarks *marks)
{
  SyChartMarks kept = { 0 };
  SyChartSpan *gaps;
  SyChartNote *notes;

  if (marks->gaps != NULL && marks->n_gaps > 0)
    {
      gaps = SY_CHART_KEEP (self, marks->gaps, marks->n_gaps);
      for (gsize i = 0; i < marks->n_gaps; i++)
        gaps[i].label = sy_chart_keep_text (self, gaps[i].label);
      kept.n_gaps = marks->n_gaps;
      kept.gaps = gaps;
    }
  if (marks->notes != NULL && marks->n_notes > 0)
    {
      notes = SY_CHART_KEEP (self, marks->notes, marks->n_notes);
      for (gsize i = 0; i < marks->n_notes; i++)
        notes[i].label = sy_chart_keep_text (self, notes[i].label != NULL ? notes[i].label : "");
      qsort (notes, marks->n_notes, sizeof *notes, compare_notes);
      kept.n_notes = marks->n_notes;
      kept.notes = notes;
    }
  return kept;
}

double
sy_chart_marks_room (const SyInk *ink,
                     const SyChartMarks *marks)
{
  return marks->n_notes > 0 ? sy_ink_line_height (ink, SY_FONT_LABEL) + 2.0 * ink->unit : 0.0;
}

void
sy_chart_draw_gaps (SyInk *ink,
                    const SyChartMarks *marks)
{
  double left_end = ink->plot.x, right_end = ink->plot.x + ink->plot.width;

  for (gsize i = 0; i < marks->n_gaps; i++)
    {
      double left = CLAMP (sy_chart_scale_map (&ink->x, marks->gaps[i].from), left_end, right_end);
      double right = CLAMP (sy_chart_scale_map (&ink->x, (double) marks->gaps[i].to + 1.0),
                            left_end, right_end);

      if (marks->gaps[i].to + 1.0 < ink->x.lo || marks->gaps[i].from > ink->x.hi)
        continue;
      sy_ink_fill (ink, (SyRect){ left, ink->plot.y, MAX (right - left, 1.5), ink->plot.height },
                   ink->style->gap);
    }
}

/* Whether a label that ends at @right would lie on the pointer of the next note. */
static gboolean
covers_next (const SyInk *ink,
             const SyChartMarks *marks,
             gsize i,
             double right)
{
  return i + 1 < marks->n_notes && marks->notes[i + 1].day <= ink->x.hi &&
         sy_chart_scale_map (&ink->x, marks->notes[i + 1].day) - 6.0 * ink->unit < right;
}

void
sy_chart_draw_notes (SyInk *ink,
                     const SyChartMarks *marks)
{
  double y = ink->plot.y - 4.0 * ink->unit;
  double taken = ink->area.x - 100.0;
  double pointer = taken; /* right end of the one before */

  for (gsize i = 0; i < marks->n_notes; i++)
    {
      const SyChartNote *note = &marks->notes[i];
      double x = sy_chart_scale_map (&ink->x, note->day);
      double width = sy_ink_text_width (ink, SY_FONT_LABEL, note->label);
      double whole = width + 12.0 * ink->unit;
      double left;
      gboolean is_free;

      if (note->day < ink->x.lo || note->day > ink->x.hi)
        continue;
      sy_ink_rule_v (ink, x, ink->plot.y, ink->plot.y + ink->plot.height,
                     sy_color_fade (ink->style->dim, 0.8), SY_LINE_DOTTED);
      sy_ink_pointer (ink, sy_ink_crisp (ink, x), y + 2.0 * ink->unit, ink->style->dim);
      sy_ink_mark (ink, SY_CHART_HIT_NOTE, (guint) i, 0,
                   (SyRect){ x - 7.0 * ink->unit, y - 12.0 * ink->unit, 14.0 * ink->unit,
                             16.0 * ink->unit });
      left = MIN (x - 5.0 * ink->unit, ink->area.x + ink->area.width - whole);
      /* At the end the text stands left of its pointer, not on it. */
      if (left < x - 5.0 * ink->unit)
        left = x - whole - 8.0 * ink->unit;
      is_free = left >= MAX (taken, pointer) + 4.0 * ink->unit &&
                !covers_next (ink, marks, i, left + whole);
      pointer = x + 3.0 * ink->unit;
      if (!is_free)
        continue;
      sy_ink_text (ink, SY_FONT_LABEL, sy_color_mix (ink->style->dim, ink->style->text, 0.4),
                   note->label, left + 12.0 * ink->unit, y + 2.0 * ink->unit, 0.0, 1.0);
      sy_ink_mark (ink, SY_CHART_HIT_NOTE, (guint) i, 0,
                   (SyRect){ left, y - 14.0 * ink->unit, whole, 16.0 * ink->unit });
      taken = left + whole;
    }
}

char *
sy_chart_note_tooltip (const SyChartMarks *marks,
                       guint index)
{
  g_autofree char *day = sy_text_day (marks->notes[index].day);

  return g_strdup_printf ("%s\n%s", day, marks->notes[index].label);
}

void
sy_chart_append_gaps (GString *text,
                      const SyChartMarks *marks,
                      gint32 from,
                      gint32 to)
{
  for (gsize i = 0; i < marks->n_gaps; i++)
    {
      const SyChartSpan *gap = &marks->gaps[i];
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      if (gap->to < from || gap->from >= to)
        continue;
      first = sy_text_day (gap->from);
      last = sy_text_day (gap->to);
      g_string_append_printf (text, "\n%s, %s to %s",
                              gap->label != NULL ? gap->label : "not recorded", first, last);
    }
}

SyAxis
sy_chart_day_axis (const gint32 *days,
                   gsize n)
{
  SyAxis axis = { .kind = SY_CHART_SCALE_TIME, .lo = days[0], .hi = days[n - 1] };

  if (n == 1)
    {
      axis.lo -= 1.0;
      axis.hi += 1.0;
    }
  return axis;
}

double *
sy_chart_map_days (const SyInk *ink,
                   const gint32 *days,
                   gsize n)
{
  double *x = g_new (double, MAX (n, 2));

  for (gsize i = 0; i < n; i++)
    x[i] = sy_chart_scale_map (&ink->x, days[i]);
  if (n == 1)
    {
      x[0] = ink->plot.x;
      x[1] = ink->plot.x + ink->plot.width;
    }
  return x;
}

void
sy_chart_mark_days (SyInk *ink,
                    const gint32 *days,
                    gsize n)
{
  double right_end = ink->plot.x + ink->plot.width;

  for (gsize i = 0; i < n; i++)
    {
      double left = i > 0 ? sy_chart_scale_map (&ink->x, (days[i - 1] + (double) days[i]) / 2.0)
                          : ink->plot.x;
      double right = i + 1 < n
                         ? sy_chart_scale_map (&ink->x, (days[i + 1] + (double) days[i]) / 2.0)
                         : right_end;

      sy_ink_mark (ink, SY_CHART_HIT_POINT, (guint) i, 0,
                   (SyRect){ left, ink->plot.y, MAX (right - left, 0.0), ink->plot.height });
    }
}

gboolean
sy_chart_days_are_sound (const gint32 *days,
                         gsize n)
{
  if (days == NULL || n == 0)
    return FALSE;
  for (gsize i = 1; i < n; i++)
    if (days[i] <= days[i - 1])
      return FALSE;
  return TRUE;
}
