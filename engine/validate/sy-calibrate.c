/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-calibrate.h"

#include <math.h>

#include "stats/sy-auc-private.h"
#include "sy-design-private.h"
#include "sy-suggestion-private.h"

#define MAX_FIT_ROWS 400000
#define MAX_CHOICE_ROWS 100000
#define N_FOLDS 5

/* What a probability is fitted over: one number a row. */
typedef struct
{
  SyLayerKind kind; /* logistic or isotonic */
  SyRankOrder order;
  const double *x;
  const guint8 *labels;
  const guint32 *people;
  gsize n;
  guint32 seed;
} Rows;

/* One of the two ways over one number; NULL of the other. */
typedef struct
{
  SyLogistic logistic;
  SyIsotonic *isotonic;
} Fit;

static void
clear_fit (Fit *self)
{
  g_clear_pointer (&self->isotonic, sy_isotonic_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, clear_fit)

static gboolean
fit_rows (const Rows *rows,
          Fit *out_fit,
          GError **error)
{
  g_autoptr (SyRanking) ranking = NULL;

  if (rows->kind != SY_LAYER_ISOTONIC)
    return sy_logistic_fit (rows->x, rows->labels, rows->n, SY_TARGETS_PLATT, &out_fit->logistic,
                            error);
  ranking = sy_ranking_new ();
  if (!sy_ranking_reset (ranking, rows->x, rows->n, rows->order, error))
    return FALSE;
  out_fit->isotonic = sy_isotonic_fit (ranking, rows->labels, error);
  return out_fit->isotonic != NULL;
}

static double
predict (const Fit *fit,
         double x)
{
  return fit->isotonic != NULL ? sy_isotonic_predict (fit->isotonic, x)
                               : sy_logistic_predict (&fit->logistic, x);
}

static guint
get_half (const Rows *rows,
          gsize row)
{
  return (guint) (sy_cluster_hash (rows->people[row], rows->seed) & 1);
}

/* Fits one half of the people. FALSE when it has one class. */
static gboolean
fit_half (const Rows *rows,
          guint half,
          Fit *out_fit)
{
  g_autofree double *x = g_new (double, rows->n + 1);
  g_autofree guint8 *labels = g_malloc (rows->n + 1);
  Rows part = *rows;
  gsize n_positive = 0;

  part.n = 0;
  for (gsize i = 0; i < rows->n; i++)
    if (get_half (rows, i) == half)
      {
        x[part.n] = rows->x[i];
        labels[part.n++] = rows->labels[i];
        n_positive += rows->labels[i];
      }
  part.x = x;
  part.labels = labels;
  return n_positive > 0 && n_positive < part.n && fit_rows (&part, out_fit, NULL);
}

static void
measure_held_out (const Rows *rows,
                  SyCalibration *self)
{
  g_auto (Fit) first = { { 0 } };
  g_auto (Fit) second = { { 0 } };
  g_autofree double *p = NULL;

  if (!fit_half (rows, 0, &first) || !fit_half (rows, 1, &second))
    return;
  p = g_new (double, rows->n + 1);
  for (gsize i = 0; i < rows->n; i++)
    p[i] = predict (get_half (rows, i) == 0 ? &second : &first, rows->x[i]);
  if (sy_reliability_compute (p, rows->labels, rows->n, &self->held_out, NULL))
    self->n_held_out = rows->n;
}

/* --- over the raw score --- */

static void
gather_raw (const SyLabelled *rows,
            double *out)
{
  for (gsize i = 0; i < rows->n_dates; i++)
    {
      const SyOutcome *outcome = rows->dates[i].outcome;
      const double *raw = sy_scores_get_raw (rows->dates[i].scores);

      for (gsize j = 0; j < outcome->n; j++)
        *out++ = raw[outcome->people[j]];
    }
}

static gboolean
calibrate_raw (SyCalibration *self,
               SyLabelled *labelled,
               const SyCalibrationOptions *options,
               GError **error)
{
  Rows rows = { options->kind, sy_direction_to_order (labelled->direction),
                labelled->values, labelled->labels,
                labelled->people, labelled->n,
                options->seed };
  g_auto (Fit) fit = { { 0 } };

  gather_raw (labelled, labelled->values);
  if (!fit_rows (&rows, &fit, error))
    return FALSE;
  measure_held_out (&rows, self);
  self->layer.kind = options->kind;
  if (fit.isotonic == NULL)
    {
      self->layer.b0 = fit.logistic.b0;
      self->layer.b1 = fit.logistic.b1;
      return TRUE;
    }
  self->layer.n_raw = self->layer.n_p = fit.isotonic->n_knots;
  self->layer.raw = g_steal_pointer (&fit.isotonic->scores);
  self->layer.p = g_steal_pointer (&fit.isotonic->values);
  return TRUE;
}

/* --- over the values of rules --- */

typedef struct
{
  gsize *indices;
  int *signs;
  gsize n;
} Columns;

static void
clear_columns (Columns *self)
{
  g_clear_pointer (&self->indices, g_free);
  g_clear_pointer (&self->signs, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Columns, clear_columns)

static gboolean
choose_columns (Columns *self,
                SyLabelled *labelled,
                const SyModel *model,
                GPtrArray *types,
                GError **error)
{
  gsize n_rules = sy_model_get_n_rules (model);

  self->indices = g_new (gsize, n_rules + 1);
  self->signs = g_new (int, n_rules + 1);
  for (gsize i = 0; i < n_rules; i++)
    {
      const SyRuleGroup *group;
      const SyRule *rule = sy_model_get_rule_at (model, i, &group);
      SySignSource source;

      if (!sy_labelled_get_values (labelled, i, labelled->values) ||
          sy_values_are_constant (labelled->values, labelled->n))
        continue;
      self->indices[self->n] = i;
      self->signs[self->n++] = sy_rule_get_expected_sign (model, group, rule, types, &source);
    }
  if (self->n == 0)
    g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                         "No rule tells people apart: there is nothing to fit");
  return self->n > 0;
}

/* The log odds of people that no fit has seen, turned to the outcome itself, and how these become
 * probabilities. */
static gboolean
calibrate_log_odds (SyCalibration *self,
                    const SyDesign *design,
                    double *log_odds,
                    SyLogistic *out_fit,
                    GError **error)
{
  gboolean is_less = self->direction == SY_DIRECTION_LESS;
  g_autofree guint8 *labels = g_malloc (design->rows.n + 1);
  Rows rows = { SY_LAYER_LOGISTIC, SY_RANK_HIGH_FIRST,
                log_odds, labels,
                design->people, design->rows.n,
                design->seed };
  g_auto (Fit) fit = { { 0 } };

  for (gsize i = 0; i < design->rows.n; i++)
    {
      log_odds[i] = is_less ? -log_odds[i] : log_odds[i];
      labels[i] = design->outcome[i] != is_less;
    }
  if (!fit_rows (&rows, &fit, error))
    return FALSE;
  measure_held_out (&rows, self);
  *out_fit = fit.logistic;
  return TRUE;
}

static void
set_coefficients (SyCalibration *self,
                  const SyModel *model,
                  const Columns *columns,
                  const double *coefficients,
                  double intercept,
                  const SyLogistic *turn)
{
  double factor = self->direction == SY_DIRECTION_LESS ? -turn->b1 : turn->b1;
  SyLayerSpec *layer = &self->layer;

  layer->kind = SY_LAYER_RULES;
  layer->b0 = turn->b0 + factor * intercept;
  layer->rules = g_new (SyCoefficient, columns->n);
  for (gsize j = 0; j < columns->n; j++)
    layer->rules[layer->n_rules++] = (SyCoefficient){
      g_strdup (sy_model_get_rule_at (model, columns->indices[j], NULL)->id),
      factor * coefficients[j]
    };
}

static gboolean
calibrate_rules (SyCalibration *self,
                 SyLabelled *labelled,
                 const SyModel *model,
                 const SyCalibrationOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Columns) columns = { NULL };
  g_auto (SyDesign) choice_rows = { .seed = 0 };
  g_auto (SyDesign) fit_rows_of_all = { .seed = 0 };
  g_autofree double *log_odds = NULL;
  g_autofree double *coefficients = NULL;
  SyDesignColumns design_columns;
  SyRidgeChoice choice;
  SyRidgeFit fit;
  SyLogistic turn;

  if (!choose_columns (&columns, labelled, model, options->types, error))
    return FALSE;
  design_columns = (SyDesignColumns){ columns.indices, columns.signs, columns.n };
  sy_design_init (&choice_rows, labelled, &design_columns, MAX_CHOICE_ROWS, options->seed);
  log_odds = g_new (double, choice_rows.rows.n + 1);
  if (!sy_ridge_choose (&choice_rows.rows, N_FOLDS, options->seed, &choice, log_odds, cancellable,
                        error) ||
      !calibrate_log_odds (self, &choice_rows, log_odds, &turn, error))
    return FALSE;
  sy_design_init (&fit_rows_of_all, labelled, &design_columns, MAX_FIT_ROWS, options->seed);
  coefficients = g_new (double, columns.n + 1);
  if (!sy_ridge_fit (&fit_rows_of_all.rows, choice.penalty, coefficients, &fit, cancellable,
                     error))
    return FALSE;
  set_coefficients (self, model, &columns, coefficients, fit.intercept, &turn);
  return TRUE;
}

/* --- the whole --- */

SyCalibration *
sy_calibration_run (SyEventLog *log,
                    const SyModel *model,
                    const SyCalibrationOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyCalibration) self = NULL;
  g_autoptr (SyModel) plain = NULL;
  g_auto (SyLabelled) labelled = { 0 };

  g_return_val_if_fail (log != NULL && model != NULL && options != NULL, NULL);
  g_return_val_if_fail (options->kind != SY_LAYER_NONE, NULL);

  plain = sy_model_copy (model);
  sy_model_set_layer (plain, NULL);
  if (!sy_labelled_init (&labelled, log, plain, options->origins, options->n_origins, cancellable,
                         error) ||
      !sy_auc_check_classes (labelled.n_positive, labelled.n, error))
    return NULL;
  self = g_new0 (SyCalibration, 1);
  sy_layer_spec_clear (&self->layer);
  self->direction = labelled.direction;
  self->n_dates = labelled.n_dates;
  self->first = labelled.dates[0].as_of;
  self->last = labelled.dates[labelled.n_dates - 1].as_of;
  self->n = labelled.n;
  self->n_positive = labelled.n_positive;
  if (options->kind == SY_LAYER_RULES
          ? !calibrate_rules (self, &labelled, plain, options, cancellable, error)
          : !calibrate_raw (self, &labelled, options, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_calibration_free (SyCalibration *self)
{
  if (self == NULL)
    return;
  sy_layer_spec_clear (&self->layer);
  g_free (self);
}

void
sy_calibration_apply (const SyCalibration *self,
                      SyModel *model,
                      double blend)
{
  g_return_if_fail (self != NULL && model != NULL);
  g_return_if_fail (blend >= 0 && blend <= 1);

  sy_model_set_layer (model, &self->layer);
  model->probability.blend = blend;
}

void
sy_calibration_apply_scale (const SyCalibration *self,
                            SyModel *model)
{
  double sign = self->direction == SY_DIRECTION_LESS ? -1 : 1;

  g_return_if_fail (self != NULL && model != NULL);
  g_return_if_fail (self->layer.kind == SY_LAYER_LOGISTIC);

  sy_model_set_layer (model, NULL);
  g_clear_pointer (&model->scale.reference, g_free);
  model->scale = (SyScaleSpec){ .kind = SY_SCALE_LOGISTIC,
                                .lo = (double) NAN,
                                .hi = (double) NAN,
                                .b0 = sign * self->layer.b0,
                                .b1 = sign * self->layer.b1 };
}
