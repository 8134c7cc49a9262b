/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cell-grid-private.h"

/* Lower rows have no place for a name. */
#define LEAST_NAMED 11.0

/* The names of the rows take so much of the width at most. */
#define NAMES_SHARE 0.35

static double
get_head (const SyInk *ink)
{
  return sy_ink_line_height (ink, SY_FONT_NAME) + 6.0 * ink->unit;
}

double
sy_cell_grid_get_room (const SyInk *ink)
{
  return MAX (ink->area.height - get_head (ink), 1.0);
}

static double
find_names_width (const SyCellGrid *self,
                  SyInk *ink)
{
  double width = 0.0;

  for (gsize row = self->first_row; row < self->end_row; row++)
    width = MAX (width, sy_ink_text_width (ink, SY_FONT_NAME, self->rows[row]));
  return MIN (width + 12.0 * ink->unit, ink->area.width * NAMES_SHARE);
}

void
sy_cell_grid_paint (const SyCellGrid *self,
                    SyInk *ink,
                    SyCellFunc draw,
                    gconstpointer data)
{
  double head = get_head (ink);
  double names = find_names_width (self, ink);
  double width = (ink->area.width - names) / (double) self->n_columns;
  g_auto (GStrv) columns = sy_ink_cut_names (ink, SY_FONT_NAME, self->columns, self->n_columns, width - 4.0 * ink->unit);
  g_auto (GStrv) rows = sy_ink_cut_names (ink, SY_FONT_NAME, self->rows + self->first_row,
                                          self->end_row - self->first_row, names - 8.0 * ink->unit);

  for (gsize c = 0; c < self->n_columns; c++)
    sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->dim, columns[c],
                     ink->area.x + names + width * ((double) c + 0.5), ink->area.y + head / 2.0, 0.5,
                     0.5, width - 4.0 * ink->unit);
  for (gsize row = self->first_row; row < self->end_row; row++)
    {
      double y = ink->area.y + head + self->height * (double) (row - self->first_row);

      if (self->height >= LEAST_NAMED * ink->unit)
        sy_ink_text_fit (ink, SY_FONT_NAME, ink->style->text, rows[row - self->first_row], ink->area.x,
                         y + self->height / 2.0, 0.0, 0.5, names - 8.0 * ink->unit);
      for (gsize c = 0; c < self->n_columns; c++)
        {
          SyRect rect = { ink->area.x + names + width * (double) c, y, width, self->height };

          draw (data, ink, row * self->n_columns + c, rect);
          sy_ink_mark (ink, SY_CHART_HIT_CELL, (guint) c, (guint) row, rect);
        }
    }
}
