/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A waterfall lies on its side: names stay readable, and a person may have
 * many lines. Lines that find no room are summed in one, so that the bars
 * always add up to the total. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "sy-chart-rows-private.h"
#include "sy-chart-score.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_lines;
  const char *const *labels;
  const double *points;
  const char *const *details;
  const char *start_label;
  double start;
  const char *total_label;
  double total;
} Waterfall;

/* A row as drawn: a line, several lines together, or an end. */
typedef struct
{
  const char *label;
  double from;
  double to;
  guint line;
  gboolean is_end;
} Row;

#define NO_LINE G_MAXUINT

typedef struct
{
  double size;
  gsize line;
} Size;

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  const Size *x = a, *y = b;

  if (x->size > y->size || x->size < y->size)
    return x->size > y->size ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

/* Which lines get a row of their own: the largest @n. */
static gboolean *
pick_lines (const Waterfall *self,
            gsize n)
{
  gboolean *picked = g_new0 (gboolean, MAX (self->n_lines, 1));
  g_autofree Size *sizes = g_new (Size, MAX (self->n_lines, 1));

  for (gsize i = 0; i < self->n_lines; i++)
    sizes[i] = (Size){ fabs (self->points[i]), i };
  qsort (sizes, self->n_lines, sizeof *sizes, compare_sizes);
  for (gsize i = 0; i < MIN (n, self->n_lines); i++)
    picked[sizes[i].line] = TRUE;
  return picked;
}

static GArray *
make_rows (const Waterfall *self,
           gsize capacity,
           const char *others)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gsize n_ends = self->start_label != NULL ? 2 : 1;
  gsize room = capacity > n_ends ? capacity - n_ends : 1;
  g_autofree gboolean *picked = pick_lines (self, self->n_lines > room ? room - 1 : self->n_lines);
  double at = self->start, rest = 0.0;

  if (self->start_label != NULL)
    {
      Row row = { self->start_label, 0.0, self->start, NO_LINE, TRUE };

      g_array_append_val (rows, row);
    }
  for (gsize i = 0; i < self->n_lines; i++)
    {
      Row row = { self->labels[i], at, at + self->points[i], (guint) i, FALSE };

      if (!picked[i])
        {
          rest += self->points[i];
          continue;
        }
      g_array_append_val (rows, row);
      at = row.to;
    }
  if (self->n_lines > room)
    {
      Row row = { others, at, at + rest, NO_LINE, FALSE };

      g_array_append_val (rows, row);
    }
  {
    Row row = { self->total_label, 0.0, self->total, NO_LINE, TRUE };

    g_array_append_val (rows, row);
  }
  return rows;
}

static int
pick_decimals (const Waterfall *self)
{
  double most = fabs (self->total);

  for (gsize i = 0; i < self->n_lines; i++)
    most = MAX (most, fabs (self->points[i]));
  return most >= 1000.0 ? 0 : most >= 1.0 ? 1
                                          : 3;
}

static char *
figure_of (const Row *row,
           int decimals,
           const char *thousands)
{
  return row->is_end ? sy_text_fixed (row->to, decimals, thousands)
                     : sy_text_signed (row->to - row->from, decimals, thousands);
}

static void
draw_row (SyInk *ink,
          const SyRows *rows,
          const Row *row,
          gsize i,
          gboolean is_last,
          int decimals)
{
  g_autofree char *figure = figure_of (row, decimals, ink->style->thousands);
  SyColor color = row->is_end           ? sy_color_mix (ink->style->dim, ink->style->text, 0.5)
                  : row->to < row->from ? ink->style->band_low
                                        : ink->style->band_high;
  double y = sy_rows_y (rows, i);

  sy_rows_draw (rows, ink, i, row->label, row->from, row->to, color, figure);
  /* The step to the next bar. */
  if (!is_last)
    sy_ink_rule_v (ink, sy_chart_scale_map (&rows->scale, row->to), y, y + rows->height,
                   sy_color_fade (ink->style->dim, 0.7), SY_LINE_SOLID);
  if (row->line != NO_LINE)
    sy_ink_mark (ink, SY_CHART_HIT_BAR, row->line, 0,
                 (SyRect){ ink->area.x, y - rows->height / 2.0, ink->area.width, rows->height });
}

static void
waterfall_paint (SyChart *chart,
                 SyInk *ink)
{
  Waterfall *self = (Waterfall *) chart;
  gsize capacity = sy_rows_capacity (ink);
  gsize n_ends = self->start_label != NULL ? 2 : 1;
  g_autofree char *others = g_strdup_printf ("%" G_GSIZE_FORMAT " others",
                                             self->n_lines + n_ends > capacity
                                                 ? self->n_lines + n_ends - capacity + 1
                                                 : 0);
  g_autoptr (GArray) list = make_rows (self, capacity, others);
  g_autofree const char **names = g_new (const char *, list->len);
  double lo = 0.0, hi = 0.0, figure_width = 0.0;
  int decimals = pick_decimals (self);
  SyRows rows;

  for (guint i = 0; i < list->len; i++)
    {
      const Row *row = &g_array_index (list, Row, i);
      g_autofree char *figure = figure_of (row, decimals, ink->style->thousands);

      names[i] = row->label;
      lo = MIN (lo, MIN (row->from, row->to));
      hi = MAX (hi, MAX (row->from, row->to));
      figure_width = MAX (figure_width, sy_ink_text_width (ink, SY_FONT_VALUE, figure));
    }
  /* A bar that falls has its figure on the left, also when all is above zero. */
  sy_rows_lay_out (&rows, ink, names, list->len, lo, hi, figure_width);
  sy_ink_rule_v (ink, sy_chart_scale_map (&rows.scale, 0.0), rows.top,
                 rows.top + rows.height * list->len, ink->style->grid, SY_LINE_SOLID);
  for (guint i = 0; i < list->len; i++)
    draw_row (ink, &rows, &g_array_index (list, Row, i), i, i + 1 == list->len, decimals);
}

static char *
waterfall_tooltip (SyChart *chart,
                   const SyChartHit *hit,
                   const char *thousands)
{
  Waterfall *self = (Waterfall *) chart;
  g_autofree char *figure = sy_text_signed (self->points[hit->index], 4, thousands);

  if (self->details != NULL && *self->details[hit->index] != '\0')
    return g_strdup_printf ("%s\n%s points\n%s", self->labels[hit->index], figure,
                            self->details[hit->index]);
  return g_strdup_printf ("%s\n%s points", self->labels[hit->index], figure);
}

static char *
waterfall_describe (SyChart *chart)
{
  Waterfall *self = (Waterfall *) chart;
  gsize largest = 0;
  g_autofree char *total = sy_text_value (round (self->total * 100.0) / 100.0, ",");
  g_autofree char *figure = NULL;

  if (self->n_lines == 0)
    return g_strdup_printf ("%s %s without contributions.", self->total_label, total);
  for (gsize i = 1; i < self->n_lines; i++)
    if (fabs (self->points[i]) > fabs (self->points[largest]))
      largest = i;
  figure = sy_text_signed (self->points[largest], 2, ",");
  return g_strdup_printf ("%s %s from %" G_GSIZE_FORMAT " contributions, most from %s with %s.",
                          self->total_label, total, self->n_lines, self->labels[largest], figure);
}

static SyChartTable *
waterfall_tabulate (SyChart *chart)
{
  Waterfall *self = (Waterfall *) chart;
  gsize head = self->start_label != NULL ? 1 : 0;
  SyChartTable *table = sy_chart_table_new (self->n_lines + head + 1, "Line", 't', "Points", 'n',
                                            "Details", 't', NULL);

  if (head == 1)
    {
      sy_chart_table_set (table, 0, 0, g_strdup (self->start_label));
      sy_chart_table_set (table, 0, 1, sy_text_cell (self->start));
    }
  for (gsize i = 0; i < self->n_lines; i++)
    {
      sy_chart_table_set (table, head + i, 0, g_strdup (self->labels[i]));
      sy_chart_table_set (table, head + i, 1, sy_text_cell (self->points[i]));
      sy_chart_table_set (table, head + i, 2,
                          g_strdup (self->details != NULL ? self->details[i] : ""));
    }
  sy_chart_table_set (table, table->n_rows - 1, 0, g_strdup (self->total_label));
  sy_chart_table_set (table, table->n_rows - 1, 1, sy_text_cell (self->total));
  return table;
}

static const SyChartClass waterfall_class = {
  sizeof (Waterfall),
  waterfall_paint,
  waterfall_tooltip,
  waterfall_describe,
  waterfall_tabulate,
};

SyChart *
sy_chart_waterfall_new (const SyChartWaterfallInfo *info)
{
  Waterfall *self;
  SyChart *chart;
  double *points;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_lines == 0 || info->points != NULL, NULL);

  self = sy_chart_alloc (&waterfall_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_lines = info->n_lines;
  self->labels = sy_chart_keep_texts (chart, info->labels, info->n_lines);
  points = SY_CHART_KEEP (self, info->points, info->n_lines);
  for (gsize i = 0; i < info->n_lines; i++)
    if (!isfinite (points[i]))
      points[i] = 0.0;
  self->points = points;
  self->details = info->details != NULL ? sy_chart_keep_texts (chart, info->details, info->n_lines)
                                        : NULL;
  self->start_label = sy_chart_keep_text (chart, info->start_label);
  self->start = info->start_label != NULL && isfinite (info->start) ? info->start : 0.0;
  self->total_label = sy_chart_keep_text (chart,
                                          info->total_label != NULL ? info->total_label : "Score");
  self->total = info->total;
  if (!isfinite (info->total))
    chart->empty = "Nothing to show: there is no score";
  return chart;
}

double
sy_chart_waterfall_natural_height (gsize n_lines,
                                   const SyChartStyle *style)
{
  double titles = 0.0;

  g_return_val_if_fail (style != NULL, 0.0);

  if (style->show_titles)
    titles = 46.0;
  return style->scale * ((double) (n_lines + 2) * 22.0 + 2.0 * style->padding + titles);
}
