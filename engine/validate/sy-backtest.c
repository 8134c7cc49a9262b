/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest.h"

#include <math.h>
#include <string.h>

#include "score/sy-score.h"
#include "sy-labelled-private.h"

/* Rows of one model: scores and bands. */
typedef struct
{
  GArray *scores;
  GArray *bands;
} ModelRows;

/* Labelled rows, of one date or of several one after the other. */
typedef struct
{
  GArray *people;
  GArray *labels;
  ModelRows models[2];
} Rows;

static void
init_rows (Rows *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  for (guint k = 0; k < 2; k++)
    {
      self->models[k].scores = g_array_new (FALSE, FALSE, sizeof (double));
      self->models[k].bands = g_array_new (FALSE, FALSE, sizeof (guint8));
    }
}

static void
clear_rows (Rows *self)
{
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  for (guint k = 0; k < 2; k++)
    {
      g_clear_pointer (&self->models[k].scores, g_array_unref);
      g_clear_pointer (&self->models[k].bands, g_array_unref);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, clear_rows)

static void
truncate_rows (Rows *self)
{
  g_array_set_size (self->people, 0);
  g_array_set_size (self->labels, 0);
  for (guint k = 0; k < 2; k++)
    {
      g_array_set_size (self->models[k].scores, 0);
      g_array_set_size (self->models[k].bands, 0);
    }
}

static void
append_model_rows (ModelRows *self,
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
}

static void
append_rows (Rows *self,
             SyScores *const scores[2],
             const SyOutcome *outcome)
{
  g_array_append_vals (self->people, outcome->people, (guint) outcome->n);
  g_array_append_vals (self->labels, outcome->labels, (guint) outcome->n);
  for (guint k = 0; k < 2; k++)
    if (scores[k] != NULL)
      append_model_rows (&self->models[k], scores[k], outcome);
}

/* The rows of the mature dates on one side of the split. */
typedef struct
{
  Rows rows;
  gsize n_dates;
  const SyBacktestOrigin *last;
} Pool;

static void
init_pool (Pool *self)
{
  *self = (Pool){ 0 };
  init_rows (&self->rows);
}

static void
clear_pool (Pool *self)
{
  clear_rows (&self->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pool, clear_pool)

typedef struct
{
  SyEventLog *log;
  const SyModel *models[2];
  SyDirection direction;
  SyFiguresScratch scratch;
} Run;

static void
clear_run (Run *self)
{
  sy_figures_scratch_clear (&self->scratch);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static void
init_origin (SyBacktestOrigin *self)
{
  self->base_rate = (double) NAN;
  sy_auc_comparison_set_undefined (&self->comparison);
}

static void
clear_origin (SyBacktestOrigin *self)
{
  g_clear_pointer (&self->figures, sy_figures_unref);
  g_clear_pointer (&self->published, sy_figures_unref);
}

static void
measure_rows (Run *self,
              const Rows *rows,
              gboolean is_clustered,
              SyBacktestOrigin *origin)
{
  SyFigures *figures[2] = { NULL, NULL };
  g_autofree guint32 *placements = NULL;
  gsize n = rows->labels->len;
  const guint8 *labels = (const guint8 *) rows->labels->data;
  const guint32 *people = (const guint32 *) (gconstpointer) rows->people->data;
  gsize n_people = sy_event_log_get_n_people (self->log);

  if (self->models[1] != NULL)
    placements = g_new (guint32, 2 * n + 1);
  for (guint k = 0; k < 2; k++)
    {
      SyScoredRows scored = {
        .model = self->models[k],
        .direction = self->direction,
        .n = n,
        .labels = labels,
        .people = people,
        .is_clustered = is_clustered,
        .n_people = n_people,
      };

      if (self->models[k] == NULL)
        continue;
      scored.scores = (const double *) (gconstpointer) rows->models[k].scores->data;
      scored.bands = (const guint8 *) rows->models[k].bands->data;
      figures[k] = sy_figures_new (&scored, &self->scratch,
                                   placements != NULL ? placements + k * n : NULL);
    }
  origin->figures = figures[0];
  origin->published = figures[1];
  origin->n = n;
  origin->n_positive = figures[0]->n_positive;
  origin->base_rate = figures[0]->base_rate;
  if (placements == NULL)
    return;
  if (is_clustered)
    sy_auc_compare_clustered (placements, placements + n, labels, people, n, n_people,
                              &origin->comparison, NULL);
  else
    sy_auc_compare_placements (placements, placements + n, labels, n, &origin->comparison, NULL);
}

/* The people that all versions score. */
static const guint32 *
get_members (SyScores *const scores[2],
             guint32 **out_own,
             gsize *out_n)
{
  gsize n[2];
  const guint32 *members[2];
  gsize i = 0;
  gsize j = 0;

  members[0] = sy_scores_get_members (scores[0], &n[0]);
  *out_n = n[0];
  if (scores[1] == NULL)
    return members[0];
  members[1] = sy_scores_get_members (scores[1], &n[1]);
  if (n[0] == n[1] && memcmp (members[0], members[1], n[0] * sizeof (guint32)) == 0)
    return members[0];
  *out_own = g_new (guint32, MIN (n[0], n[1]) + 1);
  *out_n = 0;
  while (i < n[0] && j < n[1])
    {
      if (members[0][i] == members[1][j])
        (*out_own)[(*out_n)++] = members[0][i];
      if (members[0][i] <= members[1][j])
        {
          j += members[0][i] == members[1][j];
          i++;
        }
      else
        j++;
    }
  return *out_own;
}

static gboolean
run_origin (Run *self,
            gint64 as_of,
            Rows *rows,
            SyBacktestOrigin *origin,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (self->log, as_of);
  g_autoptr (SyScores) draft = sy_scorer_score (scorer, self->models[0], cancellable, error);
  g_autoptr (SyScores) published = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree guint32 *own_members = NULL;
  const guint32 *members;
  gsize n_members;

  if (draft == NULL)
    return FALSE;
  if (self->models[1] != NULL)
    {
      published = sy_scorer_score (scorer, self->models[1], cancellable, error);
      if (published == NULL)
        return FALSE;
    }
  members = get_members ((SyScores *const[2]){ draft, published }, &own_members, &n_members);
  outcome = sy_outcome_evaluate (self->log, &self->models[0]->outcome, as_of, members, n_members,
                                 cancellable, error);
  if (outcome == NULL)
    return FALSE;
  init_origin (origin);
  origin->as_of = as_of;
  origin->is_mature = outcome->is_mature;
  origin->n_population = outcome->n_population;
  origin->n_already = outcome->n_already;
  origin->n_immature = outcome->n_immature;
  if (!outcome->is_mature)
    return TRUE;
  truncate_rows (rows);
  append_rows (rows, (SyScores *const[2]){ draft, published }, outcome);
  measure_rows (self, rows, FALSE, origin);
  return TRUE;
}

static void
append_all (Rows *to,
            const Rows *from)
{
  g_array_append_vals (to->people, from->people->data, from->people->len);
  g_array_append_vals (to->labels, from->labels->data, from->labels->len);
  for (guint k = 0; k < 2; k++)
    {
      g_array_append_vals (to->models[k].scores, from->models[k].scores->data,
                           from->models[k].scores->len);
      g_array_append_vals (to->models[k].bands, from->models[k].bands->data,
                           from->models[k].bands->len);
    }
}

static void
add_date (Pool *self,
          const Rows *rows,
          const SyBacktestOrigin *origin)
{
  append_all (&self->rows, rows);
  self->n_dates++;
  self->last = origin;
}

/* Adds the counts of a date to pooled ones. */
static void
pool_counts (SyBacktestOrigin *pooled,
             const SyBacktestOrigin *origin)
{
  pooled->as_of = origin->as_of;
  pooled->is_mature |= origin->is_mature;
  pooled->n_population += origin->n_population;
  pooled->n_already += origin->n_already;
  pooled->n_immature += origin->n_immature;
}

static void
clear_backtest (gpointer data)
{
  SyBacktest *self = data;

  for (gsize i = 0; i < self->n_origins; i++)
    clear_origin (&self->origins[i]);
  clear_origin (&self->pooled);
  clear_origin (&self->tuned);
  clear_origin (&self->unseen);
  g_clear_pointer (&self->origins, g_free);
  g_clear_pointer (&self->outcome, g_free);
}

SyBacktest *
sy_backtest_ref (SyBacktest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_backtest_unref (SyBacktest *self)
{
  g_atomic_rc_box_release_full (self, clear_backtest);
}

/* Runs the dates; rows of the mature ones go to the pool up to the split or to that after it. */
static gboolean
run_origins (Run *run,
             SyBacktest *self,
             const gint64 *origins,
             Pool *pools[2],
             GCancellable *cancellable,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  g_auto (Rows) rows = { 0 };

  init_rows (&rows);
  for (gsize i = 0; i < self->n_origins; i++)
    {
      SyBacktestOrigin *origin = &self->origins[i];
      gboolean is_unseen = origins[i] > self->tuned_until;

      if (!run_origin (run, origins[i], &rows, origin, cancellable, error))
        return FALSE;
      if (origin->is_mature)
        add_date (pools[is_unseen], &rows, origin);
      pool_counts (&self->pooled, origin);
      if (self->tuned_until != G_MININT64)
        pool_counts (is_unseen ? &self->unseen : &self->tuned, origin);
      if (progress != NULL)
        progress ((gint64) i + 1, (gint64) self->n_origins, user_data);
    }
  return TRUE;
}

/* Measures the rows of several dates; those of a single date have been measured. */
static void
measure_pool (Run *run,
              const Pool *pool,
              SyBacktestOrigin *out)
{
  const SyBacktestOrigin *only = pool->last;

  if (pool->n_dates > 1)
    measure_rows (run, &pool->rows, TRUE, out);
  if (pool->n_dates != 1)
    return;
  out->n = only->n;
  out->n_positive = only->n_positive;
  out->base_rate = only->base_rate;
  out->comparison = only->comparison;
  out->figures = sy_figures_ref (only->figures);
  if (only->published != NULL)
    out->published = sy_figures_ref (only->published);
}

static void
measure_pools (Run *run,
               SyBacktest *self,
               Pool *tuned,
               Pool *unseen)
{
  if (self->tuned_until != G_MININT64)
    {
      measure_pool (run, tuned, &self->tuned);
      measure_pool (run, unseen, &self->unseen);
    }
  if (unseen->n_dates > 0)
    append_all (&tuned->rows, &unseen->rows);
  tuned->n_dates += unseen->n_dates;
  tuned->last = unseen->n_dates > 0 ? unseen->last : tuned->last;
  measure_pool (run, tuned, &self->pooled);
}

SyBacktest *
sy_backtest_run (SyEventLog *log,
                 const SyModel *model,
                 const SyBacktestOptions *options,
                 GCancellable *cancellable,
                 SyProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (SyBacktest) self = NULL;
  g_autofree gint64 *origins = NULL;
  g_auto (Run) run = { 0 };
  g_auto (Pool) tuned = { 0 };
  g_auto (Pool) unseen = { 0 };

  if (options->n_origins == 0)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           "A backtest needs at least one as-of date");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SyBacktest);
  origins = sy_origins_sort (options->origins, options->n_origins, &self->n_origins);
  self->outcome = g_strdup (model->outcome.name);
  self->direction = model->outcome.direction;
  self->horizon_days = model->outcome.horizon_days;
  self->gap_days = model->outcome.gap_days;
  self->tuned_until = options->tuned_until;
  self->origins = g_new0 (SyBacktestOrigin, self->n_origins);
  init_origin (&self->pooled);
  init_origin (&self->tuned);
  init_origin (&self->unseen);

  run.log = log;
  run.models[0] = model;
  run.models[1] = options->published;
  run.direction = model->outcome.direction;
  sy_figures_scratch_init (&run.scratch);
  init_pool (&tuned);
  init_pool (&unseen);
  if (!run_origins (&run, self, origins, (Pool *[2]){ &tuned, &unseen }, cancellable, progress,
                    user_data, error))
    return NULL;
  measure_pools (&run, self, &tuned, &unseen);
  return g_steal_pointer (&self);
}
