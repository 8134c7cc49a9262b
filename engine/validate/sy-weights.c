/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From rule values to integer points
 *
 *   columns   the values of every rule that is not muted and does not say the same of everybody
 *   fit       penalty by cross-validation, then all rows (samples of the people when there are
 *   many) points    coefficients in points of the model, rounded
 *   worth     three models scored like any other: as it is, with fitted weights, with rounded ones
 *   */
#include "config.h"

#include "sy-weights.h"

#include <math.h>
#include <string.h>

#include "sy-design-private.h"
#include "sy-suggestion-private.h"

/* More rows than this do not move a coefficient that is rounded to points. */
#define MAX_FIT_ROWS 400000
#define MAX_CHOICE_ROWS 100000
#define N_FOLDS 5

/* The largest weight when the model has none. */
#define DEFAULT_LARGEST 10.0

static void
clear_weights (gpointer data)
{
  SyWeights *self = data;

  for (gsize i = 0; i < self->n_rules; i++)
    {
      g_clear_pointer (&self->rules[i].id, g_free);
      g_clear_pointer (&self->rules[i].label, g_free);
    }
  g_clear_pointer (&self->rules, g_free);
}

SyWeights *
sy_weights_ref (SyWeights *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_weights_unref (SyWeights *self)
{
  g_atomic_rc_box_release_full (self, clear_weights);
}

const SyRuleWeight *
sy_weights_find (const SyWeights *self,
                 const char *id)
{
  for (gsize i = 0; i < self->n_rules; i++)
    if (strcmp (self->rules[i].id, id) == 0)
      return &self->rules[i];
  return NULL;
}

typedef struct
{
  SyLabelled *rows;
  const SyModel *model;
  guint32 seed;
  gsize n_columns;
  gsize *columns; /* index of each in SyWeights.rules */
  gsize *indices; /* index of each through all groups of the model */
  int *signs;
  GCancellable *cancellable;
} Run;

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->indices, g_free);
  g_clear_pointer (&self->signs, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static void
draw (const Run *self,
      gsize max_rows,
      SyDesign *out_sample)
{
  const SyDesignColumns columns = { self->indices, self->signs, self->n_columns };

  sy_design_init (out_sample, self->rows, &columns, max_rows, self->seed);
}

static double
get_step (double weight)
{
  double size = fabs (weight);

  return size > 0 && size < 1 ? pow (10, floor (log10 (size))) : 1;
}

static void
list_rules (Run *run,
            SyWeights *self,
            GPtrArray *types)
{
  gsize n_rules = sy_model_get_n_rules (run->model);

  self->rules = g_new0 (SyRuleWeight, n_rules + 1);
  run->columns = g_new (gsize, n_rules + 1);
  run->indices = g_new (gsize, n_rules + 1);
  run->signs = g_new (int, n_rules + 1);
  for (gsize i = 0; i < n_rules; i++)
    {
      const SyRuleGroup *group;
      const SyRule *rule = sy_model_get_rule_at (run->model, i, &group);
      SyRuleWeight *weight = &self->rules[self->n_rules];

      if (rule->muted)
        continue;
      weight->id = g_strdup (rule->id);
      weight->label = g_strdup (sy_rule_get_label (rule));
      weight->current = weight->fitted = weight->suggested = rule->weight;
      weight->step = get_step (rule->weight);
      weight->sign = sy_rule_get_expected_sign (run->model, group, rule, types, &weight->source);
      sy_labelled_get_values (run->rows, i, run->rows->values);
      weight->is_constant = sy_values_are_constant (run->rows->values, run->rows->n) ||
                            !(group->weight > 0 || group->weight < 0);
      if (!weight->is_constant)
        {
          run->columns[run->n_columns] = self->n_rules;
          run->indices[run->n_columns] = i;
          run->signs[run->n_columns++] = weight->sign;
        }
      self->n_rules++;
    }
}

static void
measure_sample (Run *self,
                const SyDesign *sample,
                const double *values,
                guint32 *out_placements,
                SyAuc *out_auc)
{
  SyFiguresScratch *scratch = &self->rows->scratch;

  sy_auc_set_undefined (out_auc);
  if (!sy_ranking_reset (scratch->ranking, values, sample->rows.n, SY_RANK_HIGH_FIRST, NULL))
    g_assert_not_reached ();
  sy_roc_reset (scratch->roc, scratch->ranking, sample->outcome);
  sy_roc_get_placements (scratch->roc, out_placements);
  sy_auc_clustered (out_placements, sample->outcome, sample->people, sample->rows.n,
                    self->rows->n_people, out_auc, NULL);
}

/* The area of log odds of people that no fit has seen, beside that of their scores. */
static gboolean
measure_held_out (Run *run,
                  const SyDesign *sample,
                  const double *log_odds,
                  SyWeights *self,
                  GError **error)
{
  SyLabelled *rows = run->rows;
  g_autofree guint32 *fitted = g_new (guint32, sample->rows.n + 1);
  g_autofree guint32 *current = g_new (guint32, sample->rows.n + 1);
  gsize n = 0;
  SyAuc auc;

  measure_sample (run, sample, log_odds, fitted, &self->cross_validated);
  if (!sy_labelled_score (rows, run->model, rows->values, run->cancellable, error))
    return FALSE;
  for (gsize i = 0; i < rows->n; i++)
    if (sy_design_is_drawn (sample, rows->people[i]))
      rows->values[n++] = rows->values[i];
  measure_sample (run, sample, rows->values, current, &auc);
  if (!sy_auc_compare_clustered (fitted, current, sample->outcome, sample->people, n,
                                 rows->n_people, &self->unseen, NULL))
    sy_auc_comparison_set_undefined (&self->unseen);
  return TRUE;
}

static gboolean
choose_penalty (Run *run,
                SyWeights *self,
                GError **error)
{
  g_auto (SyDesign) sample = { 0 };
  g_autofree double *log_odds = NULL;
  SyRidgeChoice choice;

  draw (run, MAX_CHOICE_ROWS, &sample);
  log_odds = g_new (double, sample.rows.n + 1);
  if (!sy_ridge_choose (&sample.rows, N_FOLDS, run->seed, &choice, log_odds, run->cancellable,
                        error))
    return FALSE;
  self->penalty = choice.penalty;
  return measure_held_out (run, &sample, log_odds, self, error);
}

static gboolean
fit (Run *run,
     SyWeights *self,
     GError **error)
{
  g_auto (SyDesign) sample = { 0 };
  g_autofree double *coefficients = g_new (double, run->n_columns + 1);
  SyRidgeFit result;

  draw (run, MAX_FIT_ROWS, &sample);
  if (!sy_ridge_fit (&sample.rows, self->penalty, coefficients, &result, run->cancellable, error))
    return FALSE;
  self->n_fitted = sample.rows.n;
  for (gsize j = 0; j < run->n_columns; j++)
    {
      SyRuleWeight *weight = &self->rules[run->columns[j]];

      weight->coefficient = coefficients[j];
      weight->is_held = weight->sign != 0 && coefficients[j] == 0.0;
    }
  return TRUE;
}

/* The coefficient of a column over the factor of its group. */
static double
get_share (const Run *run,
           const SyWeights *self,
           gsize column)
{
  const SyRuleGroup *group;

  sy_model_get_rule_at (run->model, run->indices[column], &group);
  return self->rules[run->columns[column]].coefficient / sy_rule_group_get_factor (group);
}

/* Coefficients in points: the largest as large as the largest there is. When all are held at 0
 * there is nothing to suggest, and the weights stay. */
static void
set_points (Run *run,
            SyWeights *self)
{
  double largest_now = 0;
  double largest = 0;

  for (gsize j = 0; j < run->n_columns; j++)
    {
      largest_now = MAX (largest_now, fabs (self->rules[run->columns[j]].current));
      largest = MAX (largest, fabs (get_share (run, self, j)));
    }
  if (!(largest > 0))
    return;
  self->scale = (largest_now > 0 ? largest_now : DEFAULT_LARGEST) / largest;
  for (gsize j = 0; j < run->n_columns; j++)
    {
      SyRuleWeight *weight = &self->rules[run->columns[j]];
      /* Steps are whole or one over a whole number: no digits but those meant. */
      double per_point = rint (1 / weight->step);

      weight->fitted = get_share (run, self, j) * self->scale;
      weight->suggested = rint (weight->fitted * per_point) / per_point + 0.0;
    }
}

static SyModel *
make_model (const Run *run,
            const SyWeights *self,
            gboolean is_rounded)
{
  SyModel *model = sy_model_copy (run->model);

  for (gsize i = 0; i < self->n_rules; i++)
    {
      const SyRuleWeight *weight = &self->rules[i];

      sy_model_find_rule (model, weight->id, NULL, NULL)->weight = is_rounded ? weight->suggested
                                                                              : weight->fitted;
    }
  return model;
}

static gboolean
measure (Run *run,
         const SyModel *model,
         guint32 *out_placements,
         SyAuc *out_auc,
         GError **error)
{
  if (!sy_labelled_score (run->rows, model, run->rows->values, run->cancellable, error))
    return FALSE;
  sy_labelled_measure (run->rows, run->rows->values, out_placements, out_auc, NULL);
  return TRUE;
}

/* Who changes band at the last date. */
static gboolean
count_bands (Run *run,
             SyWeights *self,
             const SyModel *suggested,
             GError **error)
{
  const SyLabelledDate *last = &run->rows->dates[run->rows->n_dates - 1];
  const guint8 *bands = sy_scores_get_bands (last->scores);
  const guint32 *members = sy_scores_get_members (last->scores, &self->n_people);
  g_autoptr (SyScores) scores = sy_scorer_score (last->scorer, suggested, run->cancellable, error);

  if (scores == NULL)
    return FALSE;
  for (gsize i = 0; i < self->n_people; i++)
    self->n_bands_changed += bands[members[i]] != sy_scores_get_bands (scores)[members[i]];
  return TRUE;
}

static gboolean
measure_models (Run *run,
                SyWeights *self,
                GError **error)
{
  gsize n = run->rows->n + 1;
  g_autofree guint32 *current = g_new (guint32, n);
  g_autofree guint32 *fitted = g_new (guint32, n);
  g_autofree guint32 *suggested = g_new (guint32, n);
  g_autoptr (SyModel) fitted_model = make_model (run, self, FALSE);
  g_autoptr (SyModel) suggested_model = make_model (run, self, TRUE);

  if (!measure (run, run->model, current, &self->current, error) ||
      !measure (run, fitted_model, fitted, &self->fitted, error) ||
      !measure (run, suggested_model, suggested, &self->suggested, error) ||
      !count_bands (run, self, suggested_model, error))
    return FALSE;
  sy_labelled_compare (run->rows, suggested, current, &self->gain);
  sy_labelled_compare (run->rows, suggested, fitted, &self->rounding);
  return TRUE;
}

SyWeights *
sy_weights_of_rows (SyLabelled *rows,
                    const SyModel *model,
                    GPtrArray *types,
                    guint32 seed,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyWeights) self = g_atomic_rc_box_new0 (SyWeights);
  g_auto (Run) run = { .rows = rows, .model = model, .seed = seed, .cancellable = cancellable };

  list_rules (&run, self, types);
  if (run.n_columns == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "No rule tells people apart: there is nothing to fit");
      return NULL;
    }
  if (!choose_penalty (&run, self, error) || !fit (&run, self, error))
    return NULL;
  set_points (&run, self);
  if (!measure_models (&run, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
apply_one (const SyRuleWeight *weight,
           const char *id,
           SyModel *model,
           GError **error)
{
  SyRule *rule = weight != NULL ? sy_model_find_rule (model, id, NULL, NULL) : NULL;

  if (rule == NULL)
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                   "There is no suggestion for a rule “%s”", id);
      return FALSE;
    }
  rule->weight = weight->suggested;
  return TRUE;
}

SyModel *
sy_weights_apply (const SyWeights *self,
                  const SyModel *model,
                  const char *const *ids,
                  GError **error)
{
  g_autoptr (SyModel) copy = sy_model_copy (model);

  for (gsize i = 0; ids == NULL && i < self->n_rules; i++)
    if (!apply_one (&self->rules[i], self->rules[i].id, copy, error))
      return NULL;
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!apply_one (sy_weights_find (self, ids[i]), ids[i], copy, error))
      return NULL;
  return g_steal_pointer (&copy);
}
