/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-cell-grid-private.h"
#include "sy-chart-follow-up.h"
#include "sy-chart-private.h"
#include "sy-chart-text-private.h"

#include "stats/sy-stats.h"

#define LEAST_ROW 18.0
#define MOST_ROW 34.0

typedef struct
{
  SyChart parent;
  gsize n_rows;
  gsize n_columns;
  const char *const *rows;
  const char *const *columns;
  const guint64 *n;
  const guint64 *positives;
} Heat;

static double
share_of (const Heat *self,
          gsize cell)
{
  return self->n[cell] > 0 ? (double) self->positives[cell] / (double) self->n[cell] : (double) NAN;
}

/* "38 % of 1,234", "38 %" or "38": the longest that fits is drawn. */
typedef enum
{
  CELL_WITH_N,
  CELL_SHARE,
  CELL_BARE,
  CELL_N_FORMS,
} CellForm;

static char *
cell_text (double share,
           guint64 n,
           CellForm form,
           const char *thousands)
{
  g_autofree char *percent = sy_text_percent (share, 0);
  g_autofree char *people = sy_text_count (n, thousands);

  return form == CELL_BARE     ? sy_text_fixed (share * 100.0, 0, "")
         : form == CELL_WITH_N ? g_strdup_printf ("%s of %s", percent, people)
                               : g_steal_pointer (&percent);
}

static void
draw_cell (gconstpointer data,
           SyInk *ink,
           gsize cell,
           SyRect rect)
{
  const Heat *self = data;
  double share = share_of (self, cell);
  gboolean is_pale = sy_is_small_n (self->n[cell]);
  SyColor color = sy_color_fade (ink->style->accent, 0.06 + 0.72 * MIN (share, 1.0));
  SyColor ink_color;
  SyRect inner = { rect.x + 1.0, rect.y + 1.0, MAX (rect.width - 2.0, 1.0),
                   MAX (rect.height - 2.0, 1.0) };

  if (!isfinite (share))
    {
      sy_ink_fill (ink, inner, sy_color_fade (ink->style->grid, 0.35));
      return;
    }
  if (is_pale)
    color = sy_color_fade (ink->style->grid, 0.5);
  sy_ink_fill_rounded (ink, inner, 2.0, SY_CORNER_ALL, color);
  ink_color = is_pale ? ink->style->dim : sy_ink_on (ink, color);
  for (CellForm form = 0; form < CELL_N_FORMS; form++)
    {
      g_autofree char *text = cell_text (share, self->n[cell], form, ink->style->thousands);

      if (rect.height < sy_ink_line_height (ink, SY_FONT_VALUE) ||
          sy_ink_text_width (ink, SY_FONT_VALUE, text) > rect.width - 6.0)
        continue;
      sy_ink_text (ink, SY_FONT_VALUE, ink_color, text, rect.x + rect.width / 2.0,
                   rect.y + rect.height / 2.0, 0.5, 0.5);
      return;
    }
}

/* The last rows where there is no room for all. */
static void
heat_paint (SyChart *chart,
            SyInk *ink)
{
  const Heat *self = (Heat *) chart;
  double room = sy_cell_grid_get_room (ink);
  gsize n_shown = MIN (self->n_rows, (gsize) MAX (floor (room / (LEAST_ROW * ink->unit)), 1.0));
  SyCellGrid grid = { self->rows, self->columns, self->n_columns, self->n_rows - n_shown,
                      self->n_rows, MIN (room / (double) n_shown, MOST_ROW * ink->unit) };

  sy_cell_grid_paint (&grid, ink, draw_cell, self);
}

static char *
heat_tooltip (SyChart *chart,
              const SyChartHit *hit,
              const char *thousands)
{
  Heat *self = (Heat *) chart;
  gsize cell = hit->series * self->n_columns + hit->index;
  g_autofree char *positives = sy_text_count (self->positives[cell], thousands);
  g_autofree char *n = sy_text_count (self->n[cell], thousands);
  g_autofree char *share = sy_text_percent (share_of (self, cell), 1);
  SyInterval wilson = sy_wilson ((double) self->positives[cell], (double) self->n[cell]);
  g_autofree char *low = sy_text_percent (wilson.low, 1);
  g_autofree char *high = sy_text_percent (wilson.high, 1);

  if (self->n[cell] == 0)
    return g_strdup_printf ("%s, %s\nnobody", self->rows[hit->series], self->columns[hit->index]);
  return g_strdup_printf ("%s, %s\n%s of %s, %s\n95" SY_NBSP "%%: %s to %s%s",
                          self->rows[hit->series], self->columns[hit->index], positives, n, share,
                          low, high, sy_is_small_n (self->n[cell]) ? "\nsmall n" : "");
}

static char *
heat_describe (SyChart *chart)
{
  Heat *self = (Heat *) chart;

  return g_strdup_printf ("%" G_GSIZE_FORMAT " rows by %" G_GSIZE_FORMAT
                          " columns, from %s to %s.",
                          self->n_rows, self->n_columns, self->rows[0],
                          self->rows[self->n_rows - 1]);
}

static SyChartTable *
heat_tabulate (SyChart *chart)
{
  Heat *self = (Heat *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_rows * self->n_columns, "Row", 't', "Column", 't',
                                            "People", 'n', "Count", 'n', "Share", 'n', NULL);

  for (gsize cell = 0; cell < table->n_rows; cell++)
    {
      sy_chart_table_set (table, cell, 0, g_strdup (self->rows[cell / self->n_columns]));
      sy_chart_table_set (table, cell, 1, g_strdup (self->columns[cell % self->n_columns]));
      sy_chart_table_set (table, cell, 2, sy_text_count (self->n[cell], ""));
      sy_chart_table_set (table, cell, 3, sy_text_count (self->positives[cell], ""));
      sy_chart_table_set (table, cell, 4, sy_text_cell (share_of (self, cell)));
    }
  return table;
}

static const SyChartClass heat_class = {
  sizeof (Heat),
  heat_paint,
  heat_tooltip,
  heat_describe,
  heat_tabulate,
};

SyChart *
sy_chart_heat_new (const SyChartHeatInfo *info)
{
  Heat *self;
  SyChart *chart;
  guint64 n = 0;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&heat_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  if (info->n != NULL && info->positives != NULL)
    {
      self->n_rows = info->n_rows;
      self->n_columns = info->n_columns;
    }
  self->rows = sy_chart_keep_texts (chart, info->rows, self->n_rows);
  self->columns = sy_chart_keep_texts (chart, info->columns, self->n_columns);
  self->n = SY_CHART_KEEP (chart, info->n, self->n_rows * self->n_columns);
  self->positives = SY_CHART_KEEP (chart, info->positives, self->n_rows * self->n_columns);
  for (gsize i = 0; i < self->n_rows * self->n_columns; i++)
    n += self->n[i];
  if (n == 0)
    chart->empty = "Nothing to show: nobody has a score at a date whose outcome is known";
  return chart;
}
