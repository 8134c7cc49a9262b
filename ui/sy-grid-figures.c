/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid-figures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-scored-people.h"

struct _SyGridFigures
{
  SyEventLog *log;
  SyModel *columns;
  SyScores *row_scores;
  SyScores *column_scores;
  SyGrid *now;
  SyGrid *past; /* NULL without outcome; @now when its outcome is known */
  gint64 past_as_of;
};

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

  return sy_scorer_score (scorer, model, cancellable, error);
}

static SyGrid *
cross (SyEventLog *log,
       const SyModel *rows,
       const SyModel *columns,
       gint64 as_of,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (SyScores) first = score (log, rows, as_of, cancellable, error);
  g_autoptr (SyScores) second = NULL;

  if (first == NULL || (second = score (log, columns, as_of, cancellable, error)) == NULL)
    return NULL;
  return sy_grid_new (log, rows, first, columns, second, cancellable, error);
}

static void
clear (gpointer data)
{
  SyGridFigures *self = data;

  if (self->past != self->now)
    g_clear_pointer (&self->past, sy_grid_free);
  g_clear_pointer (&self->now, sy_grid_free);
  g_clear_pointer (&self->row_scores, sy_scores_unref);
  g_clear_pointer (&self->column_scores, sy_scores_unref);
  g_clear_pointer (&self->columns, sy_model_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
}

SyGridFigures *
sy_grid_figures_new (SyEventLog *log,
                     SyModel *rows,
                     SyModel *columns,
                     gint64 as_of,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyGridFigures) self = g_atomic_rc_box_new0 (SyGridFigures);

  self->log = sy_event_log_ref (log);
  self->columns = sy_model_ref (columns);
  self->past_as_of = as_of;
  self->row_scores = score (log, rows, as_of, cancellable, error);
  if (self->row_scores == NULL)
    return NULL;
  self->column_scores = score (log, columns, as_of, cancellable, error);
  if (self->column_scores == NULL)
    return NULL;
  self->now = sy_grid_new (log, rows, self->row_scores, columns, self->column_scores, cancellable,
                           error);
  if (self->now == NULL)
    return NULL;
  if (columns->outcome.kind == SY_OUTCOME_NONE)
    return g_steal_pointer (&self);
  self->past_as_of = sy_outcome_latest_as_of (log, &columns->outcome, as_of);
  self->past = self->past_as_of == as_of
                   ? self->now
                   : cross (log, rows, columns, self->past_as_of, cancellable, error);
  return self->past != NULL ? g_steal_pointer (&self) : NULL;
}

SyGridFigures *
sy_grid_figures_ref (SyGridFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_grid_figures_unref (SyGridFigures *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const SyGrid *
sy_grid_figures_get_now (SyGridFigures *self)
{
  return self->now;
}

const SyGrid *
sy_grid_figures_get_past (SyGridFigures *self)
{
  return self->past;
}

gint64
sy_grid_figures_get_past_as_of (SyGridFigures *self)
{
  return self->past_as_of;
}

char *
sy_grid_figures_dup_rate (SyGridFigures *self,
                          gsize row,
                          gsize column)
{
  if (self->past == NULL)
    return g_strdup ("");
  return sy_format_percent (sy_grid_get_cell (self->past, row, column)->rate, 1);
}

char *
sy_grid_figures_dup_range (SyGridFigures *self,
                           gsize row,
                           gsize column)
{
  const SyGridCell *cell = self->past != NULL ? sy_grid_get_cell (self->past, row, column) : NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *n = NULL;

  if (cell == NULL || cell->n_labelled == 0)
    return g_strdup ("");
  low = sy_format_number (100.0 * cell->low, 1);
  high = sy_format_percent (cell->high, 1);
  n = sy_format_count ((gint64) cell->n_labelled);
  return g_strdup_printf (_ ("%s – %s, n %s"), low, high, n);
}

static double
get_weight (SyGridFigures *self,
            gsize row,
            gsize column)
{
  if (self->past == NULL)
    return (double) sy_grid_get_cell (self->now, row, column)->n;
  return sy_grid_get_cell (self->past, row, column)->rate;
}

guint
sy_grid_figures_get_heat (SyGridFigures *self,
                          gsize row,
                          gsize column)
{
  double weight = get_weight (self, row, column);
  double largest = 0.0;

  for (gsize i = 0; i < self->now->n_rows; i++)
    for (gsize j = 0; j < self->now->n_columns; j++)
      largest = fmax (largest, get_weight (self, i, j));
  if (!(weight > 0.0))
    return 0;
  return (guint) MIN (floor (weight / largest * SY_GRID_N_HEATS), SY_GRID_N_HEATS - 1);
}

SyTableSource *
sy_grid_figures_create_people (SyGridFigures *self,
                               gsize row,
                               gsize column)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (self->row_scores, &n_members);
  const guint8 *row_bands = sy_scores_get_bands (self->row_scores);
  const guint8 *column_bands = sy_scores_get_bands (self->column_scores);
  /* The highest band comes first. */
  guint8 row_band = (guint8) (self->now->n_rows - 1 - row);
  guint8 column_band = (guint8) (self->now->n_columns - 1 - column);
  guint32 *people = g_new (guint32, MAX (n_members, 1));
  gsize n_people = 0;

  for (gsize i = 0; i < n_members; i++)
    if (row_bands[members[i]] == row_band && column_bands[members[i]] == column_band)
      people[n_people++] = members[i];
  return sy_scored_people_create_source (self->log, self->columns, self->column_scores, people,
                                         n_people, TRUE);
}
