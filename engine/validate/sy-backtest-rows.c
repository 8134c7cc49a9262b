/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest-rows-private.h"

static GArray *
new_array (gsize element,
           gsize n_rows)
{
  return g_array_sized_new (FALSE, FALSE, (guint) element, (guint) n_rows);
}

void
sy_backtest_rows_init (SyBacktestRows *self,
                       guint n_models,
                       gsize n_rows)
{
  self->people = new_array (sizeof (guint32), n_rows);
  self->labels = new_array (sizeof (guint8), n_rows);
  for (guint k = 0; k < G_N_ELEMENTS (self->models); k++)
    {
      self->models[k].scores = new_array (sizeof (double), k < n_models ? n_rows : 0);
      self->models[k].bands = new_array (sizeof (guint8), k < n_models ? n_rows : 0);
      self->models[k].probabilities = new_array (sizeof (double), 0);
    }
}

void
sy_backtest_rows_clear (SyBacktestRows *self)
{
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  for (guint k = 0; k < 2; k++)
    {
      g_clear_pointer (&self->models[k].scores, g_array_unref);
      g_clear_pointer (&self->models[k].bands, g_array_unref);
      g_clear_pointer (&self->models[k].probabilities, g_array_unref);
    }
}

static void
append_model_rows (SyModelRows *self,
                   const SyModel *model,
                   const SyScores *scores,
                   const SyOutcome *outcome)
{
  const double *score = sy_scores_get_score (scores);
  const guint8 *bands = sy_scores_get_bands (scores);
  gsize start = self->scores->len;
  double *to_scores;
  guint8 *to_bands;

  g_array_set_size (self->scores, (guint) (start + outcome->n));
  g_array_set_size (self->bands, (guint) (start + outcome->n));
  to_scores = &g_array_index (self->scores, double, start);
  to_bands = &g_array_index (self->bands, guint8, start);
  for (gsize i = 0; i < outcome->n; i++)
    {
      to_scores[i] = score[outcome->people[i]];
      to_bands[i] = bands[outcome->people[i]];
    }
  if (model->probability.kind == SY_LAYER_NONE)
    return;
  g_array_set_size (self->probabilities, (guint) (start + outcome->n));
  for (gsize i = 0; i < outcome->n; i++)
    g_array_index (self->probabilities, double, start + i) =
        sy_scores_get_probability (scores, outcome->people[i]);
}

void
sy_backtest_rows_append (SyBacktestRows *self,
                         const SyModel *const models[2],
                         SyScores *const scores[2],
                         const SyOutcome *outcome)
{
  g_array_append_vals (self->people, outcome->people, (guint) outcome->n);
  g_array_append_vals (self->labels, outcome->labels, (guint) outcome->n);
  for (guint k = 0; k < 2; k++)
    if (scores[k] != NULL)
      append_model_rows (&self->models[k], models[k], scores[k], outcome);
}

void
sy_backtest_rows_append_all (SyBacktestRows *to,
                             const SyBacktestRows *from)
{
  g_array_append_vals (to->people, from->people->data, from->people->len);
  g_array_append_vals (to->labels, from->labels->data, from->labels->len);
  for (guint k = 0; k < 2; k++)
    {
      g_array_append_vals (to->models[k].scores, from->models[k].scores->data,
                           from->models[k].scores->len);
      g_array_append_vals (to->models[k].bands, from->models[k].bands->data,
                           from->models[k].bands->len);
      g_array_append_vals (to->models[k].probabilities, from->models[k].probabilities->data,
                           from->models[k].probabilities->len);
    }
}
