/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-migration.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-sum.h"
#include "sy-mean-points-private.h"

static SyMigrationCell *
get_cell (SyMigration *self,
          gsize row,
          gsize column)
{
  return &self->cells[row * self->n_bands + column];
}

static void
count_one (SyMigration *self,
           guint8 before,
           guint8 now)
{
  if (before != SY_BAND_NONE)
    self->bands[before].before++;
  if (now != SY_BAND_NONE)
    self->bands[now].now++;
  if (before == SY_BAND_NONE && now != SY_BAND_NONE)
    self->bands[now].entered++;
  if (before != SY_BAND_NONE && now == SY_BAND_NONE)
    self->bands[before].left++;
  if (before == SY_BAND_NONE || now == SY_BAND_NONE)
    return;
  get_cell (self, before, now)->n++;
  self->n_both++;
  self->n_up += now > before;
  self->n_down += now < before;
  self->bands[before].out += now != before;
  self->bands[now].in += now != before;
}

/* @model: its bands are those counted. */
static SyMigration *
count (const SyModel *model,
       const guint8 *before,
       const guint8 *now,
       const double *score_before,
       const double *score_now,
       gsize n)
{
  SyMigration *self = g_new0 (SyMigration, 1);
  g_autofree SySum *sums = NULL;

  self->n_bands = model->bands->len;
  self->bands = g_new0 (SyMigrationBand, self->n_bands);
  self->cells = g_new0 (SyMigrationCell, self->n_bands * self->n_bands);
  sums = g_new0 (SySum, self->n_bands * self->n_bands);
  for (guint b = 0; b < self->n_bands; b++)
    self->bands[b].name = g_strdup (sy_model_get_band (model, b)->name);
  for (gsize i = 0; i < n; i++)
    {
      count_one (self, before[i], now[i]);
      if (before[i] != SY_BAND_NONE && now[i] != SY_BAND_NONE)
        sy_sum_add (&sums[before[i] * self->n_bands + now[i]], score_now[i] - score_before[i]);
    }
  for (gsize row = 0; row < self->n_bands; row++)
    for (gsize column = 0; column < self->n_bands; column++)
      {
        SyMigrationCell *cell = get_cell (self, row, column);
        gsize of = self->bands[row].before - self->bands[row].left;

        cell->share = of > 0 ? (double) cell->n / (double) of : (double) NAN;
        cell->change = cell->n > 0 ? sy_sum_get (&sums[row * self->n_bands + column]) /
                                         (double) cell->n
                                   : (double) NAN;
      }
  return self;
}

/* Puts a line among the reasons when it is one of the strongest in the direction of the move. */
static void
add_reason (SyMigrationCell *cell,
            const SyMeanPoints *before,
            const SyMeanPoints *now,
            double direction)
{
  SyPointsShift shift = { now->kind, now->id, now->label, before->points, now->points,
                          now->points - before->points };
  gsize at = cell->n_reasons;

  if (!(shift.shift * direction > 0))
    return;
  while (at > 0 && fabs (cell->reasons[at - 1].shift) < fabs (shift.shift))
    at--;
  if (at == SY_MIGRATION_REASONS)
    return;
  cell->n_reasons = MIN (cell->n_reasons + 1, SY_MIGRATION_REASONS);
  for (gsize i = cell->n_reasons - 1; i > at; i--)
    cell->reasons[i] = cell->reasons[i - 1];
  cell->reasons[at] = shift;
}

static void
set_reasons (SyMigrationCell *cell,
             const SyModel *model,
             const SyScores *before,
             const SyScores *now,
             const guint32 *people,
             double direction)
{
  gsize n_lines;
  SyMeanPoints *then = sy_mean_points_new_of (model, before, people, cell->n, &n_lines);
  SyMeanPoints *today = sy_mean_points_new_of (model, now, people, cell->n, &n_lines);

  for (gsize i = 0; i < n_lines; i++)
    add_reason (cell, &then[i], &today[i], direction);
  for (gsize i = 0; i < cell->n_reasons; i++)
    {
      cell->reasons[i].id = g_strdup (cell->reasons[i].id);
      cell->reasons[i].label = g_strdup (cell->reasons[i].label);
    }
  sy_mean_points_free (then, n_lines);
  sy_mean_points_free (today, n_lines);
}

static void
explain (SyMigration *self,
         const SyModel *model,
         const SyScores *before,
         const SyScores *now)
{
  const guint8 *before_bands = sy_scores_get_bands (before);
  const guint8 *now_bands = sy_scores_get_bands (now);
  gsize n_people = sy_scores_get_n_people (now);
  g_autofree guint32 *people = g_new (guint32, n_people + 1);

  for (gsize row = 0; row < self->n_bands; row++)
    for (gsize column = 0; column < self->n_bands; column++)
      {
        SyMigrationCell *cell = get_cell (self, row, column);
        gsize n = 0;

        if (row == column || cell->n == 0)
          continue;
        for (guint32 i = 0; i < n_people; i++)
          if (before_bands[i] == row && now_bands[i] == column)
            people[n++] = i;
        set_reasons (cell, model, before, now, people, column > row ? 1 : -1);
      }
}

SyMigration *
sy_migration_new (const SyModel *model,
                  const SyScores *before,
                  const SyScores *now)
{
  SyMigration *self;

  g_return_val_if_fail (sy_scores_get_n_people (before) == sy_scores_get_n_people (now), NULL);

  self = count (model, sy_scores_get_bands (before), sy_scores_get_bands (now),
                sy_scores_get_score (before), sy_scores_get_score (now),
                sy_scores_get_n_people (now));
  self->before_as_of = sy_scores_get_as_of (before);
  self->now_as_of = sy_scores_get_as_of (now);
  explain (self, model, before, now);
  return self;
}

SyMigration *
sy_migration_new_for_accounts (const SyModel *model,
                               const SyAccountScores *before,
                               const SyAccountScores *now)
{
  g_autoptr (SyModel) plain = sy_model_new_for_accounts (model);
  SyMigration *self;

  g_return_val_if_fail (before->n_accounts == now->n_accounts, NULL);

  self = count (plain, before->bands, now->bands, before->score, now->score, now->n_accounts);
  self->before_as_of = before->as_of;
  self->now_as_of = now->as_of;
  return self;
}

const SyMigrationCell *
sy_migration_get_cell (const SyMigration *self,
                       gsize row,
                       gsize column)
{
  g_return_val_if_fail (row < self->n_bands && column < self->n_bands, NULL);

  return &self->cells[row * self->n_bands + column];
}

void
sy_migration_free (SyMigration *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_bands * self->n_bands; i++)
    for (gsize k = 0; k < self->cells[i].n_reasons; k++)
      {
        g_free (self->cells[i].reasons[k].id);
        g_free (self->cells[i].reasons[k].label);
      }
  for (gsize b = 0; b < self->n_bands; b++)
    g_free (self->bands[b].name);
  g_free (self->cells);
  g_free (self->bands);
  g_free (self);
}
