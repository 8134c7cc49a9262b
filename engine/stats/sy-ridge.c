/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A penalised logistic fit, how it goes
 *
 *   standardise   a copy of the rows, with columns of mean 0 and deviation 1
 *   step          gradient and Hessian of the mean loss over the rows that are used (one pass), the
 *                 minimum of their quadratic within the signs (coordinate descent on a small
 *                 matrix), halved until the objective falls
 *   end           when no coefficient moves by more than TOLERANCE
 *
 * Coefficients are kept between fits: the next penalty of a path starts where the last one ended.
 */
#include "config.h"

#include "sy-ridge.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "core/sy-vector-private.h"
#include "sy-auc-private.h"

#define TOLERANCE 1e-10

/* Fits that are only compared with one another need not be so good. */
#define CHOICE_TOLERANCE 1e-4
#define MAX_STEPS 60
#define MAX_HALVINGS 40
#define MAX_SWEEPS 2000

/* So many rows are added up before it is asked whether to go on. */
#define ROWS_AT_ONCE 256

/* Beyond this a step is cut, so that classes that separate do not run away. */
#define MAX_MOVE 8.0

/* Keeps the quadratic of a step from being flat. */
#define JITTER 1e-12

/* An objective this much larger is rounding. */
#define SLACK 1e-14

typedef struct
{
  const SyRidgeRows *rows;
  gsize size; /* columns and the intercept, which is the last */
  double *x;  /* n x size, standardised, the last column 1 */
  double *means;
  double *deviations;
  guint8 *folds; /* of the rows, or NULL */
  double *coefficients;
  double *gradient;
  double *hessian; /* size x size, the upper triangle */
  GCancellable *cancellable;
} Fitter;

static void
clear_fitter (Fitter *self)
{
  g_clear_pointer (&self->x, g_free);
  g_clear_pointer (&self->means, g_free);
  g_clear_pointer (&self->deviations, g_free);
  g_clear_pointer (&self->folds, g_free);
  g_clear_pointer (&self->coefficients, g_free);
  g_clear_pointer (&self->gradient, g_free);
  g_clear_pointer (&self->hessian, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fitter, clear_fitter)

guint64
sy_cluster_hash (guint32 cluster,
                 guint32 seed)
{
  guint64 z = ((guint64) seed << 32 | cluster) + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

double
sy_cluster_draw (guint32 cluster,
                 guint32 seed)
{
  return (double) (sy_cluster_hash (cluster, seed) >> 11) / 9007199254740992.0;
}

static void
standardise (Fitter *self)
{
  const SyRidgeRows *rows = self->rows;
  gsize k = rows->n_columns;

  for (gsize j = 0; j < k; j++)
    {
      SySum sum = { 0 };
      SySum squares = { 0 };

      for (gsize i = 0; i < rows->n; i++)
        sy_sum_add (&sum, rows->x[i * k + j]);
      self->means[j] = sy_sum_get (&sum) / (double) rows->n;
      for (gsize i = 0; i < rows->n; i++)
        {
          double deviation = rows->x[i * k + j] - self->means[j];

          sy_sum_add (&squares, deviation * deviation);
        }
      self->deviations[j] = sqrt (sy_sum_get (&squares) / (double) rows->n);
      /* What is left of rounding when all are equal. */
      if (self->deviations[j] <= 1e-13 * fabs (self->means[j]))
        self->deviations[j] = 0;
      for (gsize i = 0; i < rows->n; i++)
        self->x[i * self->size + j] = self->deviations[j] > 0
                                          ? (rows->x[i * k + j] - self->means[j]) /
                                                self->deviations[j]
                                          : 0;
    }
  for (gsize i = 0; i < rows->n; i++)
    self->x[i * self->size + k] = 1;
}

static gboolean
init_fitter (Fitter *self,
             const SyRidgeRows *rows,
             GError **error)
{
  gsize n_positive = 0;

  for (gsize i = 0; i < rows->n; i++)
    n_positive += rows->outcome[i];
  if (!sy_auc_check_classes (n_positive, rows->n, error))
    return FALSE;
  for (gsize i = 0; i < rows->n * rows->n_columns; i++)
    if (!isfinite (rows->x[i]))
      {
        g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                             "A value to be fitted is not a finite number");
        return FALSE;
      }
  self->rows = rows;
  self->size = rows->n_columns + 1;
  self->x = g_new (double, rows->n * self->size);
  self->means = g_new (double, rows->n_columns);
  self->deviations = g_new (double, rows->n_columns);
  self->coefficients = g_new0 (double, self->size);
  self->gradient = g_new (double, self->size);
  self->hessian = g_new (double, self->size * self->size);
  standardise (self);
  return TRUE;
}

static inline G_ALWAYS_INLINE gboolean
is_used (const Fitter *self,
         gsize row,
         int held_out)
{
  return held_out < 0 || self->folds[row] != held_out;
}

static inline G_ALWAYS_INLINE double
get_log_odds (const double *coefficients,
              const double *x,
              gsize size)
{
  double sum = 0;

  for (gsize j = 0; j < size; j++)
    sum += coefficients[j] * x[j];
  return sum;
}

/* -ln of the probability given to what happened. */
static inline G_ALWAYS_INLINE double
get_loss (double log_odds,
          guint8 outcome)
{
  double margin = outcome ? log_odds : -log_odds;

  return margin > 0 ? log1p (exp (-margin)) : log1p (exp (margin)) - margin;
}

/* Mean loss of the rows used, and its derivatives; NaN when it was cancelled. */
SY_VECTOR static double
add_rows (const Fitter *self,
          const double *coefficients,
          int held_out)
{
  gsize size = self->size;
  double *restrict gradient = self->gradient;
  SySum loss = { 0 };
  gsize n = 0;

  memset (gradient, 0, size * sizeof *gradient);
  memset (self->hessian, 0, size * size * sizeof *self->hessian);
  for (gsize i = 0; i < self->rows->n; i++)
    {
      const double *restrict x = self->x + i * size;
      double log_odds;
      double p;

      if (!is_used (self, i, held_out))
        continue;
      if (n++ % ROWS_AT_ONCE == 0 && g_cancellable_is_cancelled (self->cancellable))
        return (double) NAN;
      log_odds = get_log_odds (coefficients, x, size);
      sy_sum_add (&loss, get_loss (log_odds, self->rows->outcome[i]));
      p = 1 / (1 + exp (-log_odds));
      for (gsize j = 0; j < size; j++)
        {
          double *restrict line = self->hessian + j * size;
          double scaled = p * (1 - p) * x[j];

          gradient[j] += (p - self->rows->outcome[i]) * x[j];
          for (gsize l = j; l < size; l++)
            line[l] += scaled * x[l];
        }
    }
  for (gsize j = 0; j < size; j++)
    {
      gradient[j] /= (double) n;
      for (gsize l = j; l < size; l++)
        self->hessian[j * size + l] /= (double) n;
    }
  return sy_sum_get (&loss) / (double) n;
}

static double
get_penalty (const Fitter *self,
             const double *coefficients,
             double penalty)
{
  double sum = 0;

  for (gsize j = 0; j + 1 < self->size; j++)
    sum += coefficients[j] * coefficients[j];
  return penalty / 2 * sum;
}

static double
keep_sign (const Fitter *self,
           gsize column,
           double coefficient)
{
  int sign = self->rows->signs == NULL || column + 1 == self->size ? 0 : self->rows->signs[column];

  if (column + 1 < self->size && !(self->deviations[column] > 0))
    return 0;
  return sign * coefficient < 0 ? 0 : coefficient;
}

/* Where the quadratic is least within the signs. */
static void
solve_step (const Fitter *self,
            double penalty,
            double *out_target)
{
  gsize size = self->size;
  g_autofree double *slope = g_memdup2 (self->gradient, size * sizeof *self->gradient);

  memcpy (out_target, self->coefficients, size * sizeof *out_target);
  for (gsize j = 0; j + 1 < size; j++)
    slope[j] += penalty * self->coefficients[j];
  for (guint sweep = 0; sweep < MAX_SWEEPS && !g_cancellable_is_cancelled (self->cancellable); sweep++)
    {
      double largest = 0;

      for (gsize j = 0; j < size; j++)
        {
          double curve = self->hessian[j * size + j] + JITTER + (j + 1 < size ? penalty : 0);
          double moved = keep_sign (self, j, out_target[j] - slope[j] / curve) - out_target[j];

          if (moved == 0.0)
            continue;
          out_target[j] += moved;
          for (gsize l = 0; l < size; l++)
            slope[l] += moved * (l == j  ? curve
                                 : l > j ? self->hessian[j * size + l]
                                         : self->hessian[l * size + j]);
          largest = MAX (largest, fabs (moved));
        }
      if (largest < TOLERANCE / 10)
        return;
    }
}

/* Goes towards the target until the objective falls, and takes the derivatives there; returns how
 * far the furthest coefficient went. @loss is that of the coefficients, before and after. */
static double
take_step (Fitter *self,
           double penalty,
           int held_out,
           const double *target,
           double tolerance,
           double *loss)
{
  gsize size = self->size;
  double objective = *loss + get_penalty (self, self->coefficients, penalty);
  double allowed = objective + SLACK * (1 + fabs (objective));
  double share = 1;
  double largest = 0;
  g_autofree double *tried = g_new (double, size);

  for (gsize j = 0; j < size; j++)
    largest = MAX (largest, fabs (target[j] - self->coefficients[j]));
  if (largest > MAX_MOVE)
    share = MAX_MOVE / largest;
  for (guint halving = 0; halving < MAX_HALVINGS && share * largest >= tolerance; halving++)
    {
      double tried_loss;

      for (gsize j = 0; j < size; j++)
        tried[j] = self->coefficients[j] + share * (target[j] - self->coefficients[j]);
      tried_loss = add_rows (self, tried, held_out);
      if (tried_loss + get_penalty (self, tried, penalty) <= allowed)
        {
          memcpy (self->coefficients, tried, size * sizeof *tried);
          *loss = tried_loss;
          return share * largest;
        }
      share /= 2;
    }
  /* So near that rounding decides. */
  if (largest < tolerance)
    memcpy (self->coefficients, target, size * sizeof *target);
  return 0;
}

/* Goes on from the coefficients there are; returns the mean loss of the rows used. */
static double
fit (Fitter *self,
     double penalty,
     int held_out,
     double tolerance,
     guint *out_n_steps)
{
  g_autofree double *target = g_new (double, self->size);
  double loss = add_rows (self, self->coefficients, held_out);
  guint n = 0;

  for (double moved = 1; n < MAX_STEPS && moved >= tolerance && !isnan (loss); n++)
    {
      solve_step (self, penalty, target);
      moved = take_step (self, penalty, held_out, target, tolerance, &loss);
    }
  if (out_n_steps != NULL)
    *out_n_steps = n;
  return loss;
}

gboolean
sy_ridge_fit (const SyRidgeRows *rows,
              double penalty,
              double *out_coefficients,
              SyRidgeFit *out_fit,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (Fitter) fitter = { 0 };

  g_return_val_if_fail (rows->n_columns >= 1, FALSE);
  g_return_val_if_fail (penalty >= 0, FALSE);

  if (!init_fitter (&fitter, rows, error))
    return FALSE;
  fitter.cancellable = cancellable;
  out_fit->log_loss = fit (&fitter, penalty, -1, TOLERANCE, &out_fit->n_steps);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  out_fit->intercept = fitter.coefficients[rows->n_columns];
  for (gsize j = 0; j < rows->n_columns; j++)
    {
      out_coefficients[j] = fitter.deviations[j] > 0
                                ? fitter.coefficients[j] / fitter.deviations[j]
                                : 0;
      out_fit->intercept -= out_coefficients[j] * fitter.means[j];
    }
  return TRUE;
}

/* Parts the clusters in folds. */
static void
deal_folds (Fitter *self,
            guint n_folds,
            guint32 seed)
{
  const SyRidgeRows *rows = self->rows;

  self->folds = g_malloc (MAX (rows->n, 1));
  for (gsize i = 0; i < rows->n; i++)
    {
      guint32 cluster = rows->clusters != NULL ? rows->clusters[i] : (guint32) i;

      self->folds[i] = (guint8) (sy_cluster_hash (cluster, seed) % n_folds);
    }
}

/* The rate of the outcome outside a fold; 0 or 1 when there is one class only. */
static double
get_rate (const Fitter *self,
          int held_out)
{
  gsize n = 0;
  gsize n_positive = 0;

  for (gsize i = 0; i < self->rows->n; i++)
    if (is_used (self, i, held_out))
      {
        n++;
        n_positive += self->rows->outcome[i];
      }
  return n > 0 ? (double) n_positive / (double) n : 0;
}

/* Predicts the rows of a fold and sums their losses. */
static void
predict (const Fitter *self,
         const double *coefficients,
         int held_out,
         double *out_log_odds,
         SySum *loss)
{
  for (gsize i = 0; i < self->rows->n; i++)
    if (self->folds[i] == held_out)
      {
        double log_odds = get_log_odds (coefficients, self->x + i * self->size, self->size);

        if (out_log_odds != NULL)
          out_log_odds[i] = log_odds;
        if (loss != NULL)
          sy_sum_add (loss, get_loss (log_odds, self->rows->outcome[i]));
      }
}

/* Fits all penalties without a fold, from the largest down; @paths gets their coefficients. */
static gboolean
run_fold (Fitter *self,
          int held_out,
          const double *penalties,
          double *paths,
          SySum *losses,
          GError **error)
{
  double rate = get_rate (self, held_out);

  memset (self->coefficients, 0, self->size * sizeof *self->coefficients);
  for (gsize p = 0; p < SY_RIDGE_N_PENALTIES; p++)
    {
      if (rate > 0 && rate < 1)
        fit (self, penalties[p], held_out, CHOICE_TOLERANCE, NULL);
      else
        self->coefficients[self->size - 1] = rate > 0 ? MAX_MOVE : -MAX_MOVE;
      memcpy (paths + p * self->size, self->coefficients, self->size * sizeof *paths);
      predict (self, self->coefficients, held_out, NULL, &losses[p]);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_ridge_choose (const SyRidgeRows *rows,
                 guint n_folds,
                 guint32 seed,
                 SyRidgeChoice *out_choice,
                 double *out_held_out,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Fitter) fitter = { 0 };
  g_autofree double *paths = NULL;
  SySum losses[SY_RIDGE_N_PENALTIES] = { { 0 } };
  gsize path_size;
  gsize best = 0;

  g_return_val_if_fail (rows->n_columns >= 1, FALSE);
  g_return_val_if_fail (n_folds >= 2 && n_folds <= 255, FALSE);

  if (!init_fitter (&fitter, rows, error))
    return FALSE;
  fitter.cancellable = cancellable;
  deal_folds (&fitter, n_folds, seed);
  path_size = SY_RIDGE_N_PENALTIES * fitter.size;
  paths = g_new (double, n_folds *path_size);
  for (gsize p = 0; p < SY_RIDGE_N_PENALTIES; p++)
    out_choice->penalties[p] = pow (10, -(double) p / 2);
  for (guint fold = 0; fold < n_folds; fold++)
    if (!run_fold (&fitter, (int) fold, out_choice->penalties, paths + fold * path_size, losses,
                   error))
      return FALSE;
  for (gsize p = 0; p < SY_RIDGE_N_PENALTIES; p++)
    {
      out_choice->log_loss[p] = sy_sum_get (&losses[p]) / (double) rows->n;
      if (out_choice->log_loss[p] < out_choice->log_loss[best])
        best = p;
    }
  out_choice->penalty = out_choice->penalties[best];
  for (guint fold = 0; out_held_out != NULL && fold < n_folds; fold++)
    predict (&fitter, paths + fold * path_size + best * fitter.size, (int) fold, out_held_out,
             NULL);
  return TRUE;
}
