/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-chart-bands-private.h"
#include "sy-chart-drift.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  guint n_bands;
  const char *const *names;
  const guint64 *counts;
  guint64 *row_totals;
  guint64 total;
} Migration;

static double
share_of (const Migration *self,
          guint row,
          guint column)
{
  return self->row_totals[row] > 0
             ? (double) self->counts[row * self->n_bands + column] / (double) self->row_totals[row]
             : (double) NAN;
}

/* Blue for those who stayed, a tint for those who moved up or down. */
static SyColor
cell_color (const Migration *self,
            const SyInk *ink,
            guint row,
            guint column)
{
  double share = share_of (self, row, column);
  SyColor color = column < row ? ink->style->band_low : ink->style->band_high;

  if (!isfinite (share))
    return sy_color_fade (ink->style->grid, 0.5);
  return sy_color_fade (color, row == column ? 0.1 + 0.68 * share : share * 0.75);
}

static void
draw_cell (const Migration *self,
           SyInk *ink,
           guint row,
           guint column,
           SyRect cell)
{
  SyColor color = cell_color (self, ink, row, column);
  double share = share_of (self, row, column);

  sy_ink_fill (ink, cell, color);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = i == 0 ? sy_text_percent (share, 0)
                                     : sy_text_fixed (share * 100.0, 0, "");

      if (sy_ink_text_width (ink, SY_FONT_VALUE, text) > cell.width - 4.0)
        continue;
      if (cell.width > 70.0 * ink->unit)
        sy_ink_text (ink, SY_FONT_VALUE, sy_ink_on (ink, color), text,
                     cell.x + cell.width - 10.0 * ink->unit, cell.y + cell.height / 2.0, 1.0, 0.5);
      else
        sy_ink_text (ink, SY_FONT_VALUE, sy_ink_on (ink, color), text, cell.x + cell.width / 2.0,
                     cell.y + cell.height / 2.0, 0.5, 0.5);
      return;
    }
}

static void
migration_paint (SyChart *chart,
                 SyInk *ink)
{
  Migration *self = (Migration *) chart;
  double head = sy_ink_line_height (ink, SY_FONT_NAME) + 8.0 * ink->unit;
  double names = 0.0;
  double cell_width, cell_height;
  gboolean is_wide;
  g_auto (GStrv) columns = NULL;
  g_auto (GStrv) rows = NULL;

  for (guint i = 0; i < self->n_bands; i++)
    names = MAX (names, sy_ink_text_width (ink, SY_FONT_NAME, self->names[i]));
  names = MIN (names + 16.0 * ink->unit, ink->area.width * 0.32);
  cell_width = (ink->area.width - names) / self->n_bands;
  cell_width = MIN (cell_width, 190.0 * ink->unit);
  cell_height = CLAMP ((ink->area.height - head) / self->n_bands, 4.0, 40.0 * ink->unit);
  is_wide = cell_width > 70.0 * ink->unit;
  columns = sy_ink_cut_names (ink, SY_FONT_NAME, self->names, self->n_bands,
                              cell_width - (is_wide ? 14.0 : 4.0) * ink->unit);
  rows = sy_ink_cut_names (ink, SY_FONT_NAME, self->names, self->n_bands, names - 10.0 * ink->unit);
  for (guint column = 0; column < self->n_bands; column++)
    {
      double x = ink->area.x + names + cell_width * column;

      if (is_wide)
        sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->dim, columns[column],
                         x + cell_width - 10.0 * ink->unit, ink->area.y + head / 2.0, 1.0, 0.5,
                         cell_width - 14.0 * ink->unit);
      else if (cell_width > 22.0 * ink->unit)
        sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->dim, columns[column],
                         x + cell_width / 2.0, ink->area.y + head / 2.0, 0.5, 0.5,
                         cell_width - 4.0 * ink->unit);
    }
  for (guint row = 0; row < self->n_bands; row++)
    {
      double y = ink->area.y + head + cell_height * row;

      sy_ink_rule_h (ink, ink->area.x, ink->area.x + names + cell_width * self->n_bands, y,
                     ink->style->grid, SY_LINE_SOLID);
      if (cell_height >= 11.0 * ink->unit)
        sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->text, rows[row],
                         ink->area.x + 2.0 * ink->unit, y + cell_height / 2.0, 0.0, 0.5,
                         names - 10.0 * ink->unit);
      for (guint column = 0; column < self->n_bands; column++)
        {
          SyRect cell = { ink->area.x + names + cell_width * column, y, cell_width, cell_height };

          draw_cell (self, ink, row, column, cell);
          sy_ink_mark (ink, SY_CHART_HIT_CELL, column, row, cell);
        }
    }
}

static char *
migration_tooltip (SyChart *chart,
                   const SyChartHit *hit,
                   const char *thousands)
{
  Migration *self = (Migration *) chart;
  g_autofree char *n = sy_text_count (self->counts[hit->series * self->n_bands + hit->index],
                                      thousands);
  g_autofree char *all = sy_text_count (self->row_totals[hit->series], thousands);
  g_autofree char *share = sy_text_percent (share_of (self, hit->series, hit->index), 1);

  return g_strdup_printf ("%s \xe2\x86\x92 %s\n%s of %s people, %s", self->names[hit->series],
                          self->names[hit->index], n, all, share);
}

static char *
migration_describe (SyChart *chart)
{
  Migration *self = (Migration *) chart;
  guint64 stayed = 0, up = 0;
  g_autofree char *total = sy_text_count (self->total, ",");
  g_autofree char *same = NULL;
  g_autofree char *rose = NULL;
  g_autofree char *fell = NULL;

  for (guint row = 0; row < self->n_bands; row++)
    for (guint column = row; column < self->n_bands; column++)
      *(column == row ? &stayed : &up) += self->counts[row * self->n_bands + column];
  same = sy_text_percent ((double) stayed / (double) self->total, 1);
  rose = sy_text_percent ((double) up / (double) self->total, 1);
  fell = sy_text_percent ((double) (self->total - stayed - up) / (double) self->total, 1);
  return g_strdup_printf ("of %s people %s stayed in their band, %s rose and %s fell.", total, same,
                          rose, fell);
}

static SyChartTable *
migration_tabulate (SyChart *chart)
{
  Migration *self = (Migration *) chart;
  SyChartTable *table = sy_chart_table_new ((gsize) self->n_bands * self->n_bands, "From", 't',
                                            "To", 't', "People", 'n', "Share of from", 'n', NULL);

  for (guint row = 0; row < self->n_bands; row++)
    for (guint column = 0; column < self->n_bands; column++)
      {
        gsize cell = (gsize) row * self->n_bands + column;

        sy_chart_table_set (table, cell, 0, g_strdup (self->names[row]));
        sy_chart_table_set (table, cell, 1, g_strdup (self->names[column]));
        sy_chart_table_set (table, cell, 2, sy_text_count (self->counts[cell], ""));
        sy_chart_table_set (table, cell, 3, sy_text_cell (share_of (self, row, column)));
      }
  return table;
}

static const SyChartClass migration_class = {
  sizeof (Migration),
  migration_paint,
  migration_tooltip,
  migration_describe,
  migration_tabulate,
};

SyChart *
sy_chart_migration_new (const SyChartMigrationInfo *info)
{
  Migration *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);

  self = sy_chart_alloc (&migration_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_bands = info->counts != NULL ? info->n_bands : 0;
  self->names = sy_chart_keep_band_names (chart, info->names, self->n_bands);
  self->counts = SY_CHART_KEEP (self, info->counts, (gsize) self->n_bands * self->n_bands);
  self->row_totals = sy_chart_take (chart, g_new0 (guint64, MAX (self->n_bands, 1)));
  for (guint row = 0; row < self->n_bands; row++)
    {
      for (guint column = 0; column < self->n_bands; column++)
        self->row_totals[row] += self->counts[row * self->n_bands + column];
      self->total += self->row_totals[row];
    }
  if (self->total == 0)
    chart->empty = "Nothing to show: nobody has a band on both dates";
  return chart;
}
