/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-backtest.h"

#include <math.h>

#include "sy-figures-private.h"
#include "sy-labelled-private.h"

/* Accounts with a label at one date, or at several one after the other, with a column of scores a
 * roll-up and the bands of the first. */
typedef struct
{
  GArray *accounts;
  GArray *labels;
  GArray *bands;
  GPtrArray *scores; /* of GArray */
} Rows;

static void
free_array (gpointer data)
{
  g_array_unref (data);
}

static void
init_rows (Rows *self,
           gsize n_columns)
{
  self->accounts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->bands = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->scores = g_ptr_array_new_with_free_func (free_array);
  for (gsize k = 0; k < n_columns; k++)
    g_ptr_array_add (self->scores, g_array_new (FALSE, FALSE, sizeof (double)));
}

static void
clear_rows (Rows *self)
{
  g_clear_pointer (&self->accounts, g_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->bands, g_array_unref);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, clear_rows)

static void
append_all (Rows *to,
            const Rows *from)
{
  g_array_append_vals (to->accounts, from->accounts->data, from->accounts->len);
  g_array_append_vals (to->labels, from->labels->data, from->labels->len);
  g_array_append_vals (to->bands, from->bands->data, from->bands->len);
  for (guint k = 0; k < to->scores->len; k++)
    {
      const GArray *column = from->scores->pdata[k];

      g_array_append_vals (to->scores->pdata[k], column->data, column->len);
    }
}

typedef struct
{
  SyEventLog *log;
  SyAccountMap *map;
  const SyModel *model;
  SyModel *plain; /* its bands are those of the rows */
  const SyAccountSpec *specs;
  gsize n_specs;
  gboolean is_raw; /* raw scores are judged, else those after the scale */
  SyFiguresScratch scratch;
} Run;

static void
init_run (Run *self,
          SyEventLog *log,
          SyAccountMap *map,
          const SyModel *model,
          const SyAccountSpec *specs,
          gsize n_specs,
          gboolean is_raw)
{
  *self = (Run){ log, map, model, NULL, specs, n_specs, is_raw, { 0 } };
  self->plain = sy_model_new_for_accounts (model);
  sy_figures_scratch_init (&self->scratch);
}

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->plain, sy_model_unref);
  sy_figures_scratch_clear (&self->scratch);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static void
append_scores (const Run *self,
               Rows *rows,
               guint column,
               const SyAccountScores *scores,
               const SyOutcome *outcome)
{
  const double *from = self->is_raw ? scores->raw : scores->score;

  for (gsize i = 0; i < outcome->n; i++)
    {
      g_array_append_val (rows->scores->pdata[column], from[outcome->people[i]]);
      if (column == 0)
        g_array_append_val (rows->bands, scores->bands[outcome->people[i]]);
    }
}

/* The same accounts have a score whatever the roll-up. */
static SyOutcome *
label (const Run *self,
       gint64 as_of,
       Rows *rows,
       gsize *out_n_refused,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (self->log, as_of);
  g_autoptr (SyScores) people = sy_scorer_score (scorer, self->model, cancellable, error);
  g_autoptr (SyAccountMembers) members = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree SyAccountFigures *figures = NULL;

  if (people == NULL)
    return NULL;
  *out_n_refused = sy_scores_get_n_refused (people);
  members = sy_account_members_new (self->map, as_of);
  figures = sy_account_figures_new (self->log, members, &self->model->account.inputs);
  for (gsize k = 0; k < self->n_specs; k++)
    {
      g_autoptr (SyAccountScores) scores =
          sy_account_scores_new (self->log, members, figures, self->model, &self->specs[k], people);

      if (outcome == NULL)
        outcome = sy_account_outcome_evaluate (self->log, &self->model->outcome, members,
                                               scores->accounts, scores->n, cancellable, error);
      if (outcome == NULL)
        return NULL;
      append_scores (self, rows, (guint) k, scores, outcome);
    }
  g_return_val_if_fail (outcome != NULL, NULL);
  g_array_append_vals (rows->accounts, outcome->people, (guint) outcome->n);
  g_array_append_vals (rows->labels, outcome->labels, (guint) outcome->n);
  return g_steal_pointer (&outcome);
}

static SyFigures *
measure (Run *self,
         const Rows *rows,
         guint column,
         gboolean is_clustered,
         guint32 *out_placements)
{
  SyScoredRows scored = {
    .model = self->plain,
    .direction = self->model->outcome.direction,
    .n = rows->labels->len,
    .scores = (const double *) (gpointer) ((GArray *) rows->scores->pdata[column])->data,
    .bands = (const guint8 *) rows->bands->data,
    .labels = (const guint8 *) rows->labels->data,
    .people = (const guint32 *) (gpointer) rows->accounts->data,
    .is_clustered = is_clustered,
    .n_people = sy_account_map_get_n_accounts (self->map),
  };

  return sy_figures_new (&scored, &self->scratch, out_placements);
}

static gboolean
check_origins (gsize n_origins,
               GError **error)
{
  if (n_origins > 0)
    return TRUE;
  g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                       "A backtest needs at least one as-of date");
  return FALSE;
}

static void
set_figures (SyBacktestOrigin *self,
             SyFigures *figures)
{
  self->figures = figures;
  self->n = figures->n;
  self->n_positive = figures->n_positive;
  self->base_rate = figures->base_rate;
}

static void
init_origin (SyBacktestOrigin *self)
{
  self->base_rate = (double) NAN;
  sy_auc_comparison_set_undefined (&self->comparison);
}

static gboolean
run_origin (Run *run,
            gint64 as_of,
            SyBacktestOrigin *origin,
            SyBacktestOrigin *pooled,
            Rows *pool,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (Rows) rows = { 0 };
  g_autoptr (SyOutcome) outcome = NULL;

  init_rows (&rows, 1);
  init_origin (origin);
  outcome = label (run, as_of, &rows, &origin->n_refused, cancellable, error);
  if (outcome == NULL)
    return FALSE;
  origin->as_of = pooled->as_of = as_of;
  origin->is_mature = outcome->is_mature;
  origin->n_population = outcome->n_population;
  origin->n_already = outcome->n_already;
  origin->n_immature = outcome->n_immature;
  pooled->is_mature |= outcome->is_mature;
  pooled->n_population += outcome->n_population;
  pooled->n_already += outcome->n_already;
  pooled->n_immature += outcome->n_immature;
  pooled->n_refused += origin->n_refused;
  if (!outcome->is_mature)
    return TRUE;
  set_figures (origin, measure (run, &rows, 0, FALSE, NULL));
  append_all (pool, &rows);
  return TRUE;
}

SyBacktest *
sy_account_backtest_run (SyEventLog *log,
                         SyAccountMap *map,
                         const SyModel *model,
                         const SyAccountSpec *spec,
                         const gint64 *origins,
                         gsize n_origins,
                         GCancellable *cancellable,
                         SyProgressFunc progress,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (SyBacktest) self = NULL;
  g_autofree gint64 *sorted = NULL;
  g_auto (Run) run = { 0 };
  g_auto (Rows) pool = { 0 };
  gsize n_mature = 0;
  gsize last = 0;

  if (!check_origins (n_origins, error))
    return NULL;
  self = g_atomic_rc_box_new0 (SyBacktest);
  sorted = sy_origins_sort (origins, n_origins, &self->n_origins);
  self->outcome = g_strdup (model->outcome.name);
  self->direction = model->outcome.direction;
  self->horizon_days = model->outcome.horizon_days;
  self->gap_days = model->outcome.gap_days;
  self->tuned_until = G_MININT64;
  self->origins = g_new0 (SyBacktestOrigin, self->n_origins);
  init_origin (&self->pooled);
  init_origin (&self->tuned);
  init_origin (&self->unseen);
  init_run (&run, log, map, model, spec, 1, FALSE);
  init_rows (&pool, 1);
  for (gsize i = 0; i < self->n_origins; i++)
    {
      if (!run_origin (&run, sorted[i], &self->origins[i], &self->pooled, &pool, cancellable, error))
        return NULL;
      n_mature += self->origins[i].is_mature;
      last = self->origins[i].is_mature ? i : last;
      if (progress != NULL)
        progress ((gint64) i + 1, (gint64) self->n_origins, user_data);
    }
  if (n_mature == 1)
    set_figures (&self->pooled, sy_figures_ref (self->origins[last].figures));
  else if (n_mature > 1)
    set_figures (&self->pooled, measure (&run, &pool, 0, TRUE, NULL));
  return g_steal_pointer (&self);
}

/* Compares the placements of two columns. */
static void
compare (const Run *run,
         const Rows *rows,
         const guint32 *column,
         const guint32 *first,
         gboolean is_clustered,
         SyAucComparison *out)
{
  const guint8 *labels = (const guint8 *) rows->labels->data;
  gsize n = rows->labels->len;
  gboolean is_defined;

  if (is_clustered)
    is_defined = sy_auc_compare_clustered (
        column, first, labels, (const guint32 *) (gpointer) rows->accounts->data, n,
        sy_account_map_get_n_accounts (run->map), out, NULL);
  else
    is_defined = sy_auc_compare_placements (column, first, labels, n, out, NULL);
  if (!is_defined)
    sy_auc_comparison_set_undefined (out);
}

static void
measure_roll_ups (Run *run,
                  const Rows *rows,
                  SyRollUpComparison *self)
{
  gboolean is_clustered = self->n_origins > 1;
  g_autofree guint32 *first = g_new (guint32, rows->labels->len + 1);
  g_autofree guint32 *other = g_new (guint32, rows->labels->len + 1);

  for (gsize k = 0; k < self->n_roll_ups; k++)
    {
      SyRollUpResult *result = &self->roll_ups[k];
      g_autoptr (SyFigures) figures =
          measure (run, rows, (guint) k, is_clustered, k == 0 ? first : other);

      result->auc = figures->auc;
      result->ks = figures->ks.value;
      result->top_decile_lift = figures->top_decile_lift;
      self->n = figures->n;
      self->n_positive = figures->n_positive;
      if (k == 0)
        sy_auc_comparison_set_undefined (&result->against_first);
      else
        compare (run, rows, other, first, is_clustered, &result->against_first);
    }
}

SyRollUpComparison *
sy_roll_ups_compare (SyEventLog *log,
                     SyAccountMap *map,
                     const SyModel *model,
                     const SyAccountSpec *specs,
                     gsize n_specs,
                     const gint64 *origins,
                     gsize n_origins,
                     GCancellable *cancellable,
                     SyProgressFunc progress,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (SyRollUpComparison) self = NULL;
  g_autofree gint64 *sorted = NULL;
  g_auto (Run) run = { 0 };
  g_auto (Rows) rows = { 0 };
  gsize n_sorted;

  g_return_val_if_fail (n_specs > 0, NULL);

  if (!check_origins (n_origins, error))
    return NULL;
  self = g_new0 (SyRollUpComparison, 1);
  self->outcome = g_strdup (model->outcome.name);
  self->roll_ups = g_new0 (SyRollUpResult, n_specs);
  self->n_roll_ups = n_specs;
  for (gsize k = 0; k < n_specs; k++)
    self->roll_ups[k].name = sy_roll_up_get_name (&specs[k]);
  sorted = sy_origins_sort (origins, n_origins, &n_sorted);
  init_run (&run, log, map, model, specs, n_specs, TRUE);
  init_rows (&rows, n_specs);
  for (gsize i = 0; i < n_sorted; i++)
    {
      gsize n_refused;
      g_autoptr (SyOutcome)
          outcome = label (&run, sorted[i], &rows, &n_refused, cancellable, error);

      if (outcome == NULL)
        return NULL;
      self->n_origins += outcome->is_mature;
      self->n_already += outcome->n_already;
      self->n_immature += outcome->n_immature;
      if (progress != NULL)
        progress ((gint64) i + 1, (gint64) n_sorted, user_data);
    }
  measure_roll_ups (&run, &rows, self);
  return g_steal_pointer (&self);
}

void
sy_roll_up_comparison_free (SyRollUpComparison *self)
{
  if (self == NULL)
    return;
  for (gsize k = 0; k < self->n_roll_ups; k++)
    g_free (self->roll_ups[k].name);
  g_free (self->roll_ups);
  g_free (self->outcome);
  g_free (self);
}
