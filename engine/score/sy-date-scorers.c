/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-date-scorers-private.h"

#include "sy-scorer-private.h"

/* What the columns of the dates together may take. */
#define MAX_BYTES (1024.0 * 1024 * 1024)

#define MAX_THREADS 16

/* Dates at a time at least, though they take more: as many as were always scored on two threads. */
#define MIN_DATES 2

static void
drop_scorers (SyDateScorers *self)
{
  for (gsize i = 0; i < self->n; i++)
    g_clear_pointer (&self->scorers[i], sy_scorer_unref);
}

static gsize
count_rules (const SyModel *const *models,
             gsize n_models)
{
  gsize n = 0;

  for (gsize i = 0; i < n_models; i++)
    if (models[i] != NULL)
      n += sy_model_get_n_rules (models[i]) + models[i]->groups->len + 2;
  return n;
}

static void
prepare (SyDateScorers *self,
         const SyModel *model,
         guint n_threads,
         GCancellable *cancellable)
{
  SyScoreCache *caches[SY_SLICE_DATES];

  for (gsize i = 0; i < self->n; i++)
    caches[i] = sy_scorer_get_cache (self->scorers[i]);
  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++)
        if (!sy_rule_group_get_rule (group, j)->muted && !g_cancellable_is_cancelled (cancellable))
          sy_score_caches_prepare_values (caches, self->n, sy_rule_group_get_rule (group, j),
                                          n_threads);
    }
}

gboolean
sy_date_scorers_next (SyDateScorers *self,
                      const SyModel *const *models,
                      gsize n_models,
                      guint n_threads,
                      GCancellable *cancellable)
{
  gsize n_columns = count_rules (models, n_models);
  gsize n_people = sy_event_log_get_n_people (self->log);
  double fit = MAX_BYTES / ((double) sizeof (double) * (double) MAX (n_people * n_columns, 1));

  if (n_threads == 0)
    n_threads = MIN (g_get_num_processors (), MAX_THREADS);
  drop_scorers (self);
  self->first += self->n;
  self->n = MIN (self->n_as_ofs - self->first, (gsize) CLAMP (fit, MIN_DATES, SY_SLICE_DATES));
  if (self->n == 0)
    return FALSE;
  if (self->pool == NULL)
    self->pool = sy_column_pool_new (n_people, (guint) (self->n * n_columns));
  for (gsize i = 0; i < self->n; i++)
    self->scorers[i] = sy_scorer_new_in_pool (self->log, self->as_ofs[self->first + i], self->pool);
  for (gsize i = 0; i < n_models; i++)
    if (models[i] != NULL)
      prepare (self, models[i], n_threads, cancellable);
  return TRUE;
}

void
sy_date_scorers_clear (SyDateScorers *self)
{
  drop_scorers (self);
  self->n = 0;
  g_clear_pointer (&self->pool, sy_column_pool_unref);
}
