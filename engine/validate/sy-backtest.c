/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "score/sy-date-scores-private.h"
#include "score/sy-score.h"
#include "sy-backtest-rows-private.h"
#include "sy-labelled-private.h"

/* Dates are worked on side by side, each by one thread, on at most so many. */
#define MAX_THREADS 8

/* The rows of the mature dates on one side of the split. */
typedef struct
{
  SyBacktestRows rows;
  gsize n_dates;
  const SyBacktestOrigin *last;
} Pool;

static void
clear_pool (Pool *self)
{
  sy_backtest_rows_clear (&self->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pool, clear_pool)

typedef struct
{
  SyEventLog *log;
  const SyModel *models[2];
  SyDirection direction;
  GCancellable *cancellable;

  GMutex lock;
  GPtrArray *scratches; /* SyFiguresScratch, those that no thread uses */
  gsize n_done;
  GError *error; /* the first */
} Run;

static void
free_scratch (gpointer data)
{
  sy_figures_scratch_clear (data);
  g_free (data);
}

static void
init_run (Run *self,
          SyEventLog *log,
          const SyModel *model,
          const SyModel *published,
          GCancellable *cancellable)
{
  *self = (Run){ log, { model, published }, model->outcome.direction, cancellable };
  g_mutex_init (&self->lock);
  self->scratches = g_ptr_array_new_with_free_func (free_scratch);
}

static void
clear_run (Run *self)
{
  g_ptr_array_unref (self->scratches);
  g_mutex_clear (&self->lock);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static guint
count_models (const Run *self)
{
  return self->models[1] != NULL ? 2 : 1;
}

static SyFiguresScratch *
take_scratch (Run *self)
{
  SyFiguresScratch *scratch = NULL;

  g_mutex_lock (&self->lock);
  if (self->scratches->len > 0)
    scratch = g_ptr_array_steal_index_fast (self->scratches, self->scratches->len - 1);
  g_mutex_unlock (&self->lock);
  if (scratch == NULL)
    {
      scratch = g_new0 (SyFiguresScratch, 1);
      sy_figures_scratch_init (scratch);
    }
  return scratch;
}

static void
give_scratch (Run *self,
              SyFiguresScratch *scratch)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->scratches, scratch);
  g_mutex_unlock (&self->lock);
}

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
              const SyBacktestRows *rows,
              gboolean is_clustered,
              guint n_threads,
              SyBacktestOrigin *origin)
{
  SyFiguresScratch *scratch = take_scratch (self);
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
        .keeps_steps = is_clustered && k == 0,
        .n_threads = n_threads,
      };

      if (self->models[k] == NULL)
        continue;
      scored.scores = (const double *) (gconstpointer) rows->models[k].scores->data;
      scored.bands = (const guint8 *) rows->models[k].bands->data;
      if (self->models[k]->probability.kind != SY_LAYER_NONE)
        scored.probabilities =
            (const double *) (gconstpointer) rows->models[k].probabilities->data;
      figures[k] = sy_figures_new (&scored, scratch,
                                   placements != NULL ? placements + k * n : NULL);
    }
  give_scratch (self, scratch);
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
            SyScores *const scores[2],
            SyBacktestRows *rows,
            SyBacktestOrigin *origin,
            GError **error)
{
  gint64 as_of = sy_scores_get_as_of (scores[0]);
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree guint32 *own_members = NULL;
  gsize n_members;
  const guint32 *members = get_members (scores, &own_members, &n_members);

  outcome = sy_outcome_evaluate (self->log, &self->models[0]->outcome, as_of, members, n_members,
                                 self->cancellable, error);
  if (outcome == NULL)
    return FALSE;
  origin->as_of = as_of;
  origin->is_mature = outcome->is_mature;
  origin->n_population = outcome->n_population;
  origin->n_already = outcome->n_already;
  origin->n_immature = outcome->n_immature;
  origin->n_refused = sy_scores_get_n_refused (scores[0]);
  if (!outcome->is_mature)
    return TRUE;
  sy_backtest_rows_append (rows, self->models, scores, outcome);
  measure_rows (self, rows, FALSE, 1, origin);
  return TRUE;
}

static void
add_date (Pool *self,
          const SyBacktestRows *rows,
          const SyBacktestOrigin *origin)
{
  sy_backtest_rows_append_all (&self->rows, rows);
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
  pooled->n_refused += origin->n_refused;
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

/* The dates of a backtest, for the threads: a few at a time. */
typedef struct
{
  Run *run;
  SyBacktest *backtest;
  SyDateScores scores;
  SyBacktestRows *rows; /* one a date */
  GThread *caller;
  SyProgressFunc progress;
  gpointer user_data;
} Dates;

static void
run_dates (gsize start,
           gsize end,
           gpointer data)
{
  Dates *self = data;
  Run *run = self->run;

  for (gsize i = start; i < end; i++)
    {
      gsize date = self->scores.first + i;
      g_autoptr (GError) error = NULL;
      gboolean has_failed;
      gsize n_done;

      g_mutex_lock (&run->lock);
      has_failed = run->error != NULL;
      g_mutex_unlock (&run->lock);
      if (has_failed)
        return;
      run_origin (run, self->scores.scores[i], &self->rows[date], &self->backtest->origins[date],
                  &error);
      g_mutex_lock (&run->lock);
      if (error != NULL && run->error == NULL)
        run->error = g_steal_pointer (&error);
      n_done = ++run->n_done;
      g_mutex_unlock (&run->lock);
      if (self->progress != NULL && g_thread_self () == self->caller)
        self->progress ((gint64) n_done, (gint64) self->backtest->n_origins, self->user_data);
    }
}

/* Without a split all dates are on the first side. */
static gboolean
is_unseen (const Dates *self,
           gsize date)
{
  gint64 tuned_until = self->backtest->tuned_until;

  return tuned_until != G_MININT64 && self->scores.as_ofs[date] > tuned_until;
}

/* Makes room for the rows of each side; those of the first are joined by the others in the end. */
static void
init_pools (const Dates *self,
            Pool *pools[2])
{
  gsize n_rows[2] = { 0 };

  for (gsize i = 0; i < self->backtest->n_origins; i++)
    n_rows[is_unseen (self, i)] += self->rows[i].labels->len;
  n_rows[0] += n_rows[1];
  for (guint side = 0; side < 2; side++)
    sy_backtest_rows_init (&pools[side]->rows, count_models (self->run), n_rows[side]);
}

/* Pools the rows of the mature dates up to the split and of those after it, in order of time. */
static void
pool_dates (Dates *dates,
            Pool *pools[2])
{
  SyBacktest *self = dates->backtest;

  init_pools (dates, pools);
  for (gsize i = 0; i < self->n_origins; i++)
    {
      SyBacktestOrigin *origin = &self->origins[i];
      gboolean side = is_unseen (dates, i);

      if (origin->is_mature)
        add_date (pools[side], &dates->rows[i], origin);
      sy_backtest_rows_clear (&dates->rows[i]);
      pool_counts (&self->pooled, origin);
      if (self->tuned_until != G_MININT64)
        pool_counts (side ? &self->unseen : &self->tuned, origin);
    }
}

static gboolean
run_origins (Run *run,
             SyBacktest *self,
             const gint64 *origins,
             Pool *pools[2],
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  Dates dates = { run,
                  self,
                  { run->log, { run->models[0], run->models[1] }, origins, self->n_origins },
                  NULL,
                  g_thread_self (),
                  progress,
                  user_data };
  guint n_processors = MIN (g_get_num_processors (), MAX_THREADS);

  dates.rows = g_new0 (SyBacktestRows, self->n_origins);
  for (gsize i = 0; i < self->n_origins; i++)
    {
      init_origin (&self->origins[i]);
      sy_backtest_rows_init (&dates.rows[i], count_models (run), 0);
    }
  while (run->error == NULL &&
         sy_date_scores_next (&dates.scores, n_processors, run->cancellable, &run->error))
    sy_parallel_run (dates.scores.n, 1, (guint) MIN (n_processors, dates.scores.n), run_dates,
                     &dates);
  sy_date_scores_clear (&dates.scores);
  if (run->error == NULL)
    pool_dates (&dates, pools);
  for (gsize i = 0; i < self->n_origins; i++)
    sy_backtest_rows_clear (&dates.rows[i]);
  g_free (dates.rows);
  if (run->error == NULL)
    {
      if (progress != NULL)
        progress ((gint64) self->n_origins, (gint64) self->n_origins, user_data);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

/* The rows of a single date have been measured, but for the lists that a threshold can draw. */
static void
take_single (Run *run,
             const Pool *pool,
             SyBacktestOrigin *out)
{
  const SyBacktestOrigin *only = pool->last;
  SyFiguresScratch *scratch = take_scratch (run);
  SyScoredRows scored = {
    .scores = (const double *) (gconstpointer) pool->rows.models[0].scores->data,
    .labels = (const guint8 *) pool->rows.labels->data,
    .n = pool->rows.labels->len,
    .n_threads = MAX_THREADS,
  };

  if (only->figures->steps.n == 0)
    sy_figures_add_steps (only->figures, &scored, scratch);
  give_scratch (run, scratch);
  out->n = only->n;
  out->n_positive = only->n_positive;
  out->base_rate = only->base_rate;
  out->comparison = only->comparison;
  out->figures = sy_figures_ref (only->figures);
  if (only->published != NULL)
    out->published = sy_figures_ref (only->published);
}

static void
measure_pool (Run *run,
              const Pool *pool,
              SyBacktestOrigin *out)
{
  if (pool->n_dates > 1)
    measure_rows (run, &pool->rows, TRUE, MAX_THREADS, out);
  else if (pool->n_dates == 1)
    take_single (run, pool, out);
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
    sy_backtest_rows_append_all (&tuned->rows, &unseen->rows);
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
  g_auto (Run) run;
  g_auto (Pool) tuned = { 0 };
  g_auto (Pool) unseen = { 0 };

  init_run (&run, log, model, options->published, cancellable);
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

  if (!run_origins (&run, self, origins, (Pool *[2]){ &tuned, &unseen }, progress, user_data,
                    error))
    return NULL;
  measure_pools (&run, self, &tuned, &unseen);
  return g_steal_pointer (&self);
}
