/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-design-private.h"

void
sy_design_clear (SyDesign *self)
{
  g_clear_pointer (&self->x, g_free);
  g_clear_pointer (&self->outcome, g_free);
  g_clear_pointer (&self->people, g_free);
}

gboolean
sy_design_is_drawn (const SyDesign *self,
                    guint32 person)
{
  return sy_cluster_draw (person, ~self->seed) < self->share;
}

/* Beyond so many columns rows are left out, for as much time as with that many, but never so that fewer are left
 * than tell the columns apart. */
#define MANY_COLUMNS 100
#define LEAST_ROWS_A_COLUMN 10

static gsize
limit_rows (gsize max_rows,
            gsize n_columns)
{
  double excess = (double) n_columns / MANY_COLUMNS;
  gsize least = LEAST_ROWS_A_COLUMN * n_columns;

  if (n_columns <= MANY_COLUMNS)
    return max_rows;
  return MIN (max_rows, MAX (least, (gsize) ((double) max_rows / (excess * excess))));
}

void
sy_design_init (SyDesign *self,
                const SyLabelled *rows,
                const SyDesignColumns *columns,
                gsize max_rows,
                guint32 seed)
{
  gboolean is_less = rows->direction == SY_DIRECTION_LESS;
  gsize n = 0;

  max_rows = limit_rows (max_rows, columns->n);
  *self = (SyDesign){ .share = (double) max_rows / (double) MAX (rows->n, 1), .seed = seed };
  self->outcome = g_malloc (rows->n + 1);
  self->people = g_new (guint32, rows->n + 1);
  for (gsize i = 0; i < rows->n; i++)
    if (sy_design_is_drawn (self, rows->people[i]))
      {
        /* What a high score should mean. */
        self->outcome[n] = rows->labels[i] != is_less;
        self->people[n++] = rows->people[i];
      }
  self->x = g_new (double, n * columns->n + 1);
  for (gsize j = 0; j < columns->n; j++)
    {
      double *at = self->x + j;

      sy_labelled_get_values (rows, columns->indices[j], rows->values);
      for (gsize i = 0; i < rows->n; i++)
        if (sy_design_is_drawn (self, rows->people[i]))
          {
            *at = rows->values[i];
            at += columns->n;
          }
    }
  self->rows = (SyRidgeRows){ .n = n,
                              .n_columns = columns->n,
                              .x = self->x,
                              .outcome = self->outcome,
                              .signs = columns->signs,
                              .clusters = self->people };
}

gboolean
sy_values_are_constant (const double *values,
                        gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (values[i] != values[0])
      return FALSE;
  return TRUE;
}
