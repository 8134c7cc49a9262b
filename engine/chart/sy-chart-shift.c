/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sy-chart-drift.h"
#include "sy-chart-rows-private.h"
#include "sy-chart-text-private.h"

typedef struct
{
  double shift;
  guint rule;
} Entry;

typedef struct
{
  SyChart parent;
  gsize n_rules;
  const char *const *labels;
  const double *shifts;
  const double *psi;
  const double *critical;
  /* In the order of drawing. */
  Entry *entries;
  gboolean keep_order;
} Shift;

static int
compare_shifts (gconstpointer a,
                gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->shift < y->shift || x->shift > y->shift)
    return x->shift < y->shift ? -1 : 1;
  return (x->rule > y->rule) - (x->rule < y->rule);
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (fabs (x->shift) > fabs (y->shift) || fabs (x->shift) < fabs (y->shift))
    return fabs (x->shift) > fabs (y->shift) ? -1 : 1;
  return (x->rule > y->rule) - (x->rule < y->rule);
}

/* The entries to draw: all, or the largest when there is no room for all. */
static Entry *
pick_entries (const Shift *self,
              gsize capacity,
              gsize *out_n)
{
  Entry *picked = g_new (Entry, MAX (self->n_rules, 1));
  gsize n = self->n_rules;

  for (gsize i = 0; i < n; i++)
    picked[i] = self->entries[i];
  if (n > capacity)
    {
      qsort (picked, n, sizeof *picked, compare_sizes);
      n = MAX (capacity, 2) - 1;
      if (!self->keep_order)
        qsort (picked, n, sizeof *picked, compare_shifts);
    }
  *out_n = n;
  return picked;
}

/* Enough decimals that the smallest shift worth naming is not "0". */
static int
pick_decimals (const Shift *self)
{
  double most = 0.0;

  for (gsize i = 0; i < self->n_rules; i++)
    most = MAX (most, fabs (self->shifts[i]));
  return most >= 100.0 ? 0 : most >= 10.0 ? 1
                         : most >= 0.05   ? 2
                                          : 4;
}

static void
shift_paint (SyChart *chart,
             SyInk *ink)
{
  Shift *self = (Shift *) chart;
  gsize n;
  g_autofree Entry *picked = pick_entries (self, sy_rows_capacity (ink), &n);
  g_autofree const char **names = g_new (const char *, n + 1);
  int decimals = pick_decimals (self);
  double lo = 0.0, hi = 0.0, figure_width = 0.0, left_out = 0.0;
  SyRows rows;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *figure = sy_text_signed (picked[i].shift, decimals, ink->style->thousands);

      names[i] = self->labels[picked[i].rule];
      lo = MIN (lo, picked[i].shift);
      hi = MAX (hi, picked[i].shift);
      figure_width = MAX (figure_width, sy_ink_text_width (ink, SY_FONT_VALUE, figure));
    }
  /* The row of the note has no name. */
  names[n] = "";
  sy_rows_lay_out (&rows, ink, names, n + (n < self->n_rules), lo, hi, figure_width);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *figure = sy_text_signed (picked[i].shift, decimals, ink->style->thousands);

      sy_rows_draw (&rows, ink, i, names[i], 0.0, picked[i].shift,
                    picked[i].shift < 0.0 ? ink->style->band_low : ink->style->band_high, figure);
      sy_ink_mark (ink, SY_CHART_HIT_BAR, picked[i].rule, 0,
                   (SyRect){ ink->area.x, sy_rows_y (&rows, i) - rows.height / 2.0, ink->area.width,
                             rows.height });
    }
  if (hi - lo > 0.0)
    sy_ink_rule_v (ink, sy_chart_scale_map (&rows.scale, 0.0), rows.top,
                   rows.top + rows.height * (double) n, ink->style->line, SY_LINE_SOLID);
  if (n < self->n_rules)
    {
      g_autofree char *sum = NULL;
      g_autofree char *note = NULL;

      for (gsize i = n; i < self->n_rules; i++)
        left_out += picked[i].shift;
      sum = sy_text_signed (left_out, decimals, ink->style->thousands);
      note = g_strdup_printf ("%" G_GSIZE_FORMAT " smaller ones, together %s", self->n_rules - n,
                              sum);
      sy_ink_text_fit (ink, SY_FONT_LABEL, ink->style->dim, note, ink->area.x, sy_rows_y (&rows, n),
                       0.0, 0.5, ink->area.width);
    }
}

static char *
shift_tooltip (SyChart *chart,
               const SyChartHit *hit,
               const char *thousands)
{
  Shift *self = (Shift *) chart;
  g_autofree char *figure = sy_text_signed (self->shifts[hit->index], 4, thousands);

  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s points", self->labels[hit->index], figure);
  if (self->psi != NULL && isfinite (self->psi[hit->index]))
    {
      g_autofree char *psi = sy_text_fixed (self->psi[hit->index], 4, "");

      g_string_append_printf (text, "\nPSI of its values %s", psi);
    }
  if (self->critical != NULL && isfinite (self->critical[hit->index]))
    {
      g_autofree char *critical = sy_text_fixed (self->critical[hit->index], 4, "");

      g_string_append_printf (text, ", chance alone exceeds %s once in 20", critical);
    }
  return g_string_free (text, FALSE);
}

static char *
shift_describe (SyChart *chart)
{
  Shift *self = (Shift *) chart;
  gsize largest = 0;
  double sum = 0.0;
  g_autofree char *total = NULL;
  g_autofree char *figure = NULL;

  for (gsize i = 0; i < self->n_rules; i++)
    {
      sum += self->shifts[i];
      if (fabs (self->shifts[i]) > fabs (self->shifts[largest]))
        largest = i;
    }
  total = sy_text_signed (sum, 2, ",");
  figure = sy_text_signed (self->shifts[largest], 2, ",");
  return g_strdup_printf ("%" G_GSIZE_FORMAT
                          " rules moved the mean by %s points together; %s moved it most, by %s.",
                          self->n_rules, total, self->labels[largest], figure);
}

static SyChartTable *
shift_tabulate (SyChart *chart)
{
  Shift *self = (Shift *) chart;
  SyChartTable *table = self->psi == NULL
                            ? sy_chart_table_new (self->n_rules, "Rule", 't', "Points", 'n', NULL)
                            : sy_chart_table_new (self->n_rules, "Rule", 't', "Points", 'n',
                                                  "Input PSI", 'n', "Critical value", 'n', NULL);

  for (gsize i = 0; i < self->n_rules; i++)
    {
      guint rule = self->entries[i].rule;

      sy_chart_table_set (table, i, 0, g_strdup (self->labels[rule]));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->entries[i].shift));
      if (self->psi == NULL)
        continue;
      sy_chart_table_set (table, i, 2, sy_text_cell (self->psi[rule]));
      sy_chart_table_set (table, i, 3, sy_text_cell (self->critical[rule]));
    }
  return table;
}

static const SyChartClass shift_class = {
  sizeof (Shift),
  shift_paint,
  shift_tooltip,
  shift_describe,
  shift_tabulate,
};

SyChart *
sy_chart_shift_new (const SyChartShiftInfo *info)
{
  Shift *self;
  SyChart *chart;
  double *shifts;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_rules == 0 || info->shifts != NULL, NULL);

  self = sy_chart_alloc (&shift_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_rules = info->n_rules;
  self->keep_order = info->keep_order;
  self->labels = sy_chart_keep_texts (chart, info->labels, info->n_rules);
  shifts = SY_CHART_KEEP (self, info->shifts, info->n_rules);
  self->shifts = shifts;
  self->psi = info->critical != NULL ? SY_CHART_KEEP (self, info->psi, info->n_rules) : NULL;
  self->critical = self->psi != NULL ? SY_CHART_KEEP (self, info->critical, info->n_rules) : NULL;
  self->entries = sy_chart_take (chart, g_new (Entry, MAX (info->n_rules, 1)));
  for (gsize i = 0; i < info->n_rules; i++)
    {
      /* A shift that is not known moved nothing. */
      if (!isfinite (shifts[i]))
        shifts[i] = 0.0;
      self->entries[i] = (Entry){ shifts[i], (guint) i };
    }
  if (!info->keep_order)
    qsort (self->entries, info->n_rules, sizeof *self->entries, compare_shifts);
  if (info->n_rules == 0)
    chart->empty = "Nothing to show: there are no rules";
  return chart;
}
