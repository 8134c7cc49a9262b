/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-grid.h"

#include <math.h>

#include "stats/sy-stats.h"
#include "sy-account-backtest.h"
#include "sy-outcome.h"

/* The names of the bands, the highest first. */
static char **
dup_band_names (const SyModel *model)
{
  guint n = model->bands->len;
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup (sy_model_get_band (model, n - 1 - i)->name);
  return names;
}

static SyGridCell *
find_cell (SyGrid *self,
           guint8 first_band,
           guint8 second_band)
{
  gsize row = self->n_rows - 1 - first_band;
  gsize column = self->n_columns - 1 - second_band;

  return &self->cells[row * self->n_columns + column];
}

/* Counts who is where; the people (or accounts) of the grid go to @people, rising. */
static void
count_people (SyGrid *self,
              const guint8 *first_bands,
              const guint8 *second_bands,
              gsize n_people,
              GArray *people)
{
  for (guint32 person = 0; person < n_people; person++)
    {
      gboolean in_first = first_bands[person] != SY_BAND_NONE;
      gboolean in_second = second_bands[person] != SY_BAND_NONE;

      self->n_only_first += in_first && !in_second;
      self->n_only_second += in_second && !in_first;
      if (!in_first || !in_second)
        continue;
      find_cell (self, first_bands[person], second_bands[person])->n++;
      self->all.n++;
      g_array_append_val (people, person);
    }
}

static void
count_outcomes (SyGrid *self,
                const SyOutcome *outcome,
                const guint8 *first_bands,
                const guint8 *second_bands)
{
  self->is_mature = outcome->is_mature;
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];
      SyGridCell *cell = find_cell (self, first_bands[person], second_bands[person]);

      cell->n_labelled++;
      cell->positives += outcome->labels[i];
      self->all.n_labelled++;
      self->all.positives += outcome->labels[i];
    }
}

static void
finish_cell (SyGridCell *cell,
             double base_rate)
{
  SyInterval interval = sy_wilson ((double) cell->positives, (double) cell->n_labelled);

  cell->rate = cell->n_labelled > 0 ? (double) cell->positives / (double) cell->n_labelled
                                    : (double) NAN;
  cell->low = interval.low;
  cell->high = interval.high;
  cell->lift = base_rate > 0 ? cell->rate / base_rate : (double) NAN;
}

/* The bands of the models are those of @first_bands and @second_bands. */
static SyGrid *
cross (const SyModel *first,
       const guint8 *first_bands,
       const SyModel *second,
       const guint8 *second_bands,
       gsize n,
       GArray *members)
{
  SyGrid *self = g_new0 (SyGrid, 1);

  self->n_rows = first->bands->len;
  self->n_columns = second->bands->len;
  self->row_names = dup_band_names (first);
  self->column_names = dup_band_names (second);
  self->cells = g_new0 (SyGridCell, MAX (self->n_rows * self->n_columns, 1));
  count_people (self, first_bands, second_bands, n, members);
  return self;
}

static void
finish_cells (SyGrid *self)
{
  finish_cell (&self->all, (double) NAN);
  self->all.lift = self->all.positives > 0 ? 1.0 : (double) NAN;
  for (gsize i = 0; i < self->n_rows * self->n_columns; i++)
    finish_cell (&self->cells[i], self->all.rate);
}

SyGrid *
sy_grid_new (SyEventLog *log,
             const SyModel *first,
             const SyScores *first_scores,
             const SyModel *second,
             const SyScores *second_scores,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SyGrid) self = NULL;
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint8 *first_bands = sy_scores_get_bands (first_scores);
  const guint8 *second_bands = sy_scores_get_bands (second_scores);

  g_return_val_if_fail (sy_scores_get_as_of (first_scores) == sy_scores_get_as_of (second_scores),
                        NULL);

  self = cross (first, first_bands, second, second_bands, sy_scores_get_n_people (first_scores),
                people);
  if (second->outcome.kind != SY_OUTCOME_NONE)
    {
      g_autoptr (SyOutcome) outcome =
          sy_outcome_evaluate (log, &second->outcome, sy_scores_get_as_of (second_scores),
                               (const guint32 *) (gpointer) people->data, people->len, cancellable,
                               error);

      if (outcome == NULL)
        return NULL;
      count_outcomes (self, outcome, first_bands, second_bands);
    }
  finish_cells (self);
  return g_steal_pointer (&self);
}

SyGrid *
sy_grid_new_for_accounts (SyEventLog *log,
                          const SyAccountMembers *members,
                          const SyModel *first,
                          const SyAccountScores *first_scores,
                          const SyModel *second,
                          const SyAccountScores *second_scores,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (SyGrid) self = NULL;
  g_autoptr (SyModel) rows = NULL;
  g_autoptr (SyModel) columns = NULL;
  g_autoptr (GArray) accounts = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_return_val_if_fail (first_scores->as_of == members->as_of, NULL);
  g_return_val_if_fail (second_scores->as_of == members->as_of, NULL);

  rows = sy_model_new_for_accounts (first);
  columns = sy_model_new_for_accounts (second);
  self = cross (rows, first_scores->bands, columns, second_scores->bands, members->n_accounts,
                accounts);
  if (second->outcome.kind != SY_OUTCOME_NONE)
    {
      g_autoptr (SyOutcome) outcome = sy_account_outcome_evaluate (
          log, &second->outcome, members, (const guint32 *) (gpointer) accounts->data,
          accounts->len, cancellable, error);

      if (outcome == NULL)
        return NULL;
      count_outcomes (self, outcome, first_scores->bands, second_scores->bands);
    }
  finish_cells (self);
  return g_steal_pointer (&self);
}

void
sy_grid_free (SyGrid *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->row_names);
  g_strfreev (self->column_names);
  g_free (self->cells);
  g_free (self);
}

const SyGridCell *
sy_grid_get_cell (const SyGrid *self,
                  gsize row,
                  gsize column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return &self->cells[row * self->n_columns + column];
}

char *
sy_grid_dup_cell_name (gsize row,
                       gsize column)
{
  /* After Z comes AA, as in a spreadsheet; a model has 32 bands at most. */
  return g_strdup_printf ("%s%c%" G_GSIZE_FORMAT, row < 26 ? "" : "A", (char) ('A' + row % 26),
                          column + 1);
}
