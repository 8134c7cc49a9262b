/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-cell-grid-private.h"
#include "sy-chart-clusters.h"
#include "sy-chart-private.h"
#include "sy-chart-text-private.h"

#define LEAST_ROW 8.0
#define MOST_ROW 44.0

/* From so many standard deviations on the colour is full. */
#define FULL 2.0

typedef struct
{
  SyChart parent;
  gsize n_rows;
  gsize n_columns;
  const char *const *rows;
  const char *const *columns;
  const double *deviations;
  const double *points;
} Profile;

static SyColor
cell_color (const SyInk *ink,
            double deviation)
{
  SyColor color = deviation < 0.0 ? ink->style->band_low : ink->style->band_high;

  return sy_color_fade (color, 0.04 + 0.72 * MIN (fabs (deviation) / FULL, 1.0));
}

/* "31.2 points", or where that is too wide "31.2"; NULL when not even that has room. */
static char *
fit_points (SyInk *ink,
            double points,
            double room)
{
  g_autofree char *number = sy_text_fixed (points, 1, ink->style->thousands);
  g_autofree char *text = g_strconcat (number, SY_NBSP, "points", NULL);

  if (sy_ink_text_width (ink, SY_FONT_LABEL, text) <= room)
    return g_steal_pointer (&text);
  if (sy_ink_text_width (ink, SY_FONT_LABEL, number) <= room)
    return g_steal_pointer (&number);
  return NULL;
}

/* "+1.24", or where that is too wide "+1.2"; below it the points where there is room. */
static void
draw_values (const Profile *self,
             SyInk *ink,
             gsize cell,
             SyRect rect,
             SyColor color)
{
  double line = sy_ink_line_height (ink, SY_FONT_VALUE);
  double small = sy_ink_line_height (ink, SY_FONT_LABEL);
  double x = rect.x + rect.width / 2.0, y = rect.y + rect.height / 2.0;
  double room = rect.width - 4.0 * ink->unit;
  SyColor text_color = sy_ink_on (ink, color);
  g_autofree char *points = NULL;

  if (rect.height < line)
    return;
  if (rect.height >= line + small + 2.0 * ink->unit)
    points = fit_points (ink, self->points[cell], room);
  for (int decimals = 2; decimals >= 1; decimals--)
    {
      g_autofree char *text = sy_text_signed (self->deviations[cell], decimals, "");

      if (sy_ink_text_width (ink, SY_FONT_VALUE, text) > room)
        continue;
      sy_ink_text (ink, SY_FONT_VALUE, text_color, text, x,
                   points != NULL ? y - small / 2.0 : y, 0.5, 0.5);
      break;
    }
  if (points != NULL)
    sy_ink_text (ink, SY_FONT_LABEL, text_color, points, x, y + line / 2.0, 0.5, 0.5);
}

static void
draw_cell (gconstpointer data,
           SyInk *ink,
           gsize cell,
           SyRect rect)
{
  const Profile *self = data;
  SyRect inner = { rect.x + 1.0, rect.y + 1.0, MAX (rect.width - 2.0, 1.0),
                   MAX (rect.height - 2.0, 1.0) };
  SyColor color = cell_color (ink, self->deviations[cell]);

  sy_ink_fill_rounded (ink, inner, 2.0, SY_CORNER_ALL, color);
  draw_values (self, ink, cell, rect, color);
}

static void
profile_paint (SyChart *chart,
               SyInk *ink)
{
  const Profile *self = (Profile *) chart;
  SyCellGrid grid = { self->rows, self->columns, self->n_columns, 0, self->n_rows, 0 };

  grid.height = CLAMP (sy_cell_grid_get_room (ink) / (double) self->n_rows, LEAST_ROW * ink->unit,
                       MOST_ROW * ink->unit);
  sy_cell_grid_paint (&grid, ink, draw_cell, self);
}

static char *
profile_tooltip (SyChart *chart,
                 const SyChartHit *hit,
                 const char *thousands)
{
  Profile *self = (Profile *) chart;
  gsize cell = hit->series * self->n_columns + hit->index;
  g_autofree char *points = sy_text_fixed (self->points[cell], 2, thousands);
  g_autofree char *deviation = sy_text_fixed (fabs (self->deviations[cell]), 2, "");

  return g_strdup_printf ("%s, %s\n%s points\n%s standard deviations %s the mean of everyone",
                          self->rows[hit->series], self->columns[hit->index], points, deviation,
                          self->deviations[cell] < 0.0 ? "below" : "above");
}

static char *
profile_describe (SyChart *chart)
{
  Profile *self = (Profile *) chart;
  gsize largest = 0;
  g_autofree char *deviation = NULL;

  for (gsize i = 1; i < self->n_rows * self->n_columns; i++)
    if (fabs (self->deviations[i]) > fabs (self->deviations[largest]))
      largest = i;
  deviation = sy_text_signed (self->deviations[largest], 2, "");
  return g_strdup_printf ("%" G_GSIZE_FORMAT " groups of people by %" G_GSIZE_FORMAT
                          " parts of the score; %s stands out most, %s %s standard deviations.",
                          self->n_rows, self->n_columns, self->rows[largest / self->n_columns],
                          self->columns[largest % self->n_columns], deviation);
}

static SyChartTable *
profile_tabulate (SyChart *chart)
{
  Profile *self = (Profile *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_rows * self->n_columns, "People", 't', "Part",
                                            't', "Mean, points", 'n', "Standard deviations", 'n',
                                            NULL);

  for (gsize cell = 0; cell < table->n_rows; cell++)
    {
      sy_chart_table_set (table, cell, 0, g_strdup (self->rows[cell / self->n_columns]));
      sy_chart_table_set (table, cell, 1, g_strdup (self->columns[cell % self->n_columns]));
      sy_chart_table_set (table, cell, 2, sy_text_cell (self->points[cell]));
      sy_chart_table_set (table, cell, 3, sy_text_cell (self->deviations[cell]));
    }
  return table;
}

static const SyChartClass profile_class = {
  sizeof (Profile),
  profile_paint,
  profile_tooltip,
  profile_describe,
  profile_tabulate,
};

SyChart *
sy_chart_profile_new (const SyChartProfileInfo *info)
{
  Profile *self;
  SyChart *chart;
  gsize n;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&profile_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  n = info->n_rows * info->n_columns;
  self->n_rows = info->n_rows;
  self->n_columns = info->n_columns;
  self->rows = sy_chart_keep_texts (chart, info->rows, self->n_rows);
  self->columns = sy_chart_keep_texts (chart, info->columns, self->n_columns);
  self->deviations = SY_CHART_KEEP (chart, info->deviations, n);
  self->points = SY_CHART_KEEP (chart, info->points, n);
  if (n == 0)
    chart->empty = "Nothing to show: no clusters";
  for (gsize i = 0; i < n && chart->empty == NULL; i++)
    if (!isfinite (info->deviations[i]) || !isfinite (info->points[i]))
      chart->empty = "Nothing to show: a mean is not known";
  return chart;
}
