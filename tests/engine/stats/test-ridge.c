/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "random.h"
#include "sy-engine.h"

#define N 600
#define K 4
#define SIZE (K + 1)

typedef struct
{
  double x[N * K];
  guint8 outcome[N];
  SyRidgeRows rows;
} Data;

/* Columns of unlike units, the second much like the first, and an outcome with known log odds. */
static void
make_data (Data *self,
           guint64 seed)
{
  static const double truth[K] = { 0.8, 0, -0.02, 5 };
  TestRandom random = { seed };

  for (gsize i = 0; i < N; i++)
    {
      double *x = self->x + i * K;
      double log_odds = -0.5;

      x[0] = test_random_normal (&random);
      x[1] = 0.7 * x[0] + 0.5 * test_random_normal (&random);
      x[2] = 40 * test_random_normal (&random) + 100;
      x[3] = 0.1 * test_random_unit (&random);
      for (gsize j = 0; j < K; j++)
        log_odds += truth[j] * (j == 2 ? x[j] - 100 : x[j]);
      self->outcome[i] = test_random_unit (&random) < 1 / (1 + exp (-log_odds));
    }
  self->rows = (SyRidgeRows){ .n = N, .n_columns = K, .x = self->x, .outcome = self->outcome };
}

/* Solves a x = b by elimination with pivots; both are overwritten. */
static void
solve (double a[SIZE][SIZE],
       double b[SIZE])
{
  for (gsize c = 0; c < SIZE; c++)
    {
      gsize pivot = c;

      for (gsize r = c + 1; r < SIZE; r++)
        if (fabs (a[r][c]) > fabs (a[pivot][c]))
          pivot = r;
      for (gsize l = 0; l < SIZE; l++)
        {
          double swap = a[c][l];

          a[c][l] = a[pivot][l];
          a[pivot][l] = swap;
        }
      {
        double swap = b[c];

        b[c] = b[pivot];
        b[pivot] = swap;
      }
      for (gsize r = 0; r < SIZE; r++)
        if (r != c)
          {
            double factor = a[r][c] / a[c][c];

            for (gsize l = 0; l < SIZE; l++)
              a[r][l] -= factor * a[c][l];
            b[r] -= factor * b[c];
          }
    }
  for (gsize c = 0; c < SIZE; c++)
    b[c] /= a[c][c];
}

/* A second implementation: plain Newton in the columns' own units, the penalty by their deviations.
 * The intercept is first. */
static void
fit_plainly (const Data *data,
             double penalty,
             double out[SIZE])
{
  double variances[K];

  for (gsize j = 0; j < K; j++)
    {
      double mean = 0;

      variances[j] = 0;
      for (gsize i = 0; i < N; i++)
        mean += data->x[i * K + j] / N;
      for (gsize i = 0; i < N; i++)
        variances[j] += pow (data->x[i * K + j] - mean, 2) / N;
    }
  memset (out, 0, SIZE * sizeof *out);
  for (guint step = 0; step < 30; step++)
    {
      double h[SIZE][SIZE] = { { 0 } };
      double g[SIZE] = { 0 };

      for (gsize i = 0; i < N; i++)
        {
          double x[SIZE] = { 1 };
          double log_odds = 0;
          double p;

          memcpy (x + 1, data->x + i * K, K * sizeof *x);
          for (gsize j = 0; j < SIZE; j++)
            log_odds += out[j] * x[j];
          p = 1 / (1 + exp (-log_odds));
          for (gsize j = 0; j < SIZE; j++)
            {
              g[j] += (p - data->outcome[i]) * x[j] / N;
              for (gsize l = 0; l < SIZE; l++)
                h[j][l] += p * (1 - p) * x[j] * x[l] / N;
            }
        }
      for (gsize j = 0; j < K; j++)
        {
          g[j + 1] += penalty * variances[j] * out[j + 1];
          h[j + 1][j + 1] += penalty * variances[j];
        }
      solve (h, g);
      for (gsize j = 0; j < SIZE; j++)
        out[j] -= g[j];
    }
}

static void
test_known (void)
{
  static const double penalties[] = { 0, 1e-4, 0.01, 0.3 };
  Data data;

  g_test_summary ("The unconstrained fit is that of a plain Newton iteration");
  make_data (&data, 1);
  for (gsize p = 0; p < G_N_ELEMENTS (penalties); p++)
    {
      double plain[SIZE];
      double coefficients[K];
      SyRidgeFit fit;
      g_autoptr (GError) error = NULL;

      fit_plainly (&data, penalties[p], plain);
      g_assert_true (sy_ridge_fit (&data.rows, penalties[p], coefficients, &fit, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (fit.intercept, plain[0], 1e-7);
      for (gsize j = 0; j < K; j++)
        g_assert_cmpfloat_with_epsilon (coefficients[j], plain[j + 1],
                                        1e-7 * MAX (1, fabs (plain[j + 1])));
      g_assert_cmpuint (fit.n_steps, <, 15);
    }
}

/* One column is the fit of a score, which has its own implementation. */
static void
test_one_column (void)
{
  Data data;
  double x[N];
  double coefficient;
  SyRidgeFit fit;
  SyLogistic logistic;

  make_data (&data, 2);
  for (gsize i = 0; i < N; i++)
    x[i] = data.x[i * K + 2];
  data.rows.x = x;
  data.rows.n_columns = 1;
  g_assert_true (sy_ridge_fit (&data.rows, 0, &coefficient, &fit, NULL, NULL));
  g_assert_true (sy_logistic_fit (x, data.outcome, N, SY_TARGETS_PLAIN, &logistic, NULL));
  g_assert_cmpfloat_with_epsilon (coefficient, logistic.b1, 1e-8);
  g_assert_cmpfloat_with_epsilon (fit.intercept, logistic.b0, 1e-6);
}

static double
get_objective (const Data *data,
               double intercept,
               const double *coefficients)
{
  double sum = 0;

  for (gsize i = 0; i < N; i++)
    {
      double log_odds = intercept;

      for (gsize j = 0; j < K; j++)
        log_odds += coefficients[j] * data->x[i * K + j];
      sum += log1p (exp (data->outcome[i] ? -log_odds : log_odds)) / N;
    }
  return sum;
}

/* Signs hold, what they forbid is exactly 0, and nothing near is better. */
static void
test_signs (void)
{
  static const int signs[K] = { -1, 1, 0, -1 };
  Data data;
  double coefficients[K];
  SyRidgeFit fit;
  double objective;

  make_data (&data, 3);
  data.rows.signs = signs;
  g_assert_true (sy_ridge_fit (&data.rows, 0, coefficients, &fit, NULL, NULL));
  g_assert_cmpfloat (coefficients[0], ==, 0);
  g_assert_cmpfloat (coefficients[1], >, 0);
  g_assert_cmpfloat (coefficients[2], <, 0);
  g_assert_cmpfloat (coefficients[3], ==, 0);
  objective = get_objective (&data, fit.intercept, coefficients);
  g_assert_cmpfloat_with_epsilon (fit.log_loss, objective, 1e-9);
  for (gsize j = 0; j < K; j++)
    for (int side = -1; side <= 1; side += 2)
      {
        double moved[K];

        memcpy (moved, coefficients, sizeof moved);
        moved[j] += side * 1e-4;
        if (signs[j] * moved[j] >= 0)
          g_assert_cmpfloat (get_objective (&data, fit.intercept, moved), >, objective);
      }
}

/* A column and the same in another unit, a constant one, and a repeated one. */
static void
test_columns (void)
{
  Data data;
  Data other;
  double coefficients[K];
  double others[K];
  SyRidgeFit fit;
  SyRidgeFit other_fit;

  make_data (&data, 4);
  make_data (&other, 4);
  for (gsize i = 0; i < N; i++)
    {
      data.x[i * K + 1] = 7;
      data.x[i * K + 3] = data.x[i * K];
      other.x[i * K + 1] = 7;
      other.x[i * K + 3] = data.x[i * K];
      other.x[i * K + 2] = data.x[i * K + 2] * 1000;
    }
  g_assert_true (sy_ridge_fit (&data.rows, 0.01, coefficients, &fit, NULL, NULL));
  g_assert_true (sy_ridge_fit (&other.rows, 0.01, others, &other_fit, NULL, NULL));
  g_assert_cmpfloat (coefficients[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (coefficients[0], coefficients[3], 1e-8);
  g_assert_cmpfloat_with_epsilon (coefficients[2], others[2] * 1000, 1e-10);
  g_assert_cmpfloat_with_epsilon (fit.log_loss, other_fit.log_loss, 1e-12);
}

static void
test_separated (void)
{
  static const double x[] = { 1, 2, 3, 4 };
  static const guint8 outcome[] = { 0, 0, 1, 1 };
  const SyRidgeRows rows = { .n = 4, .n_columns = 1, .x = x, .outcome = outcome };
  double coefficient;
  SyRidgeFit fit;

  g_assert_true (sy_ridge_fit (&rows, 0, &coefficient, &fit, NULL, NULL));
  g_assert_true (isfinite (coefficient));
  g_assert_cmpfloat (coefficient, >, 5);
  g_assert_cmpfloat (fit.log_loss, <, 1e-3);
}

static void
test_errors (void)
{
  double x[] = { 1, 2 };
  guint8 outcome[] = { 1, 1 };
  SyRidgeRows rows = { .n = 2, .n_columns = 1, .x = x, .outcome = outcome };
  SyRidgeChoice choice;
  SyRidgeFit fit;
  double coefficient;
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_ridge_fit (&rows, 0, &coefficient, &fit, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  g_assert_false (sy_ridge_choose (&rows, 5, 1, &choice, NULL, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  rows.n = 0;
  g_assert_false (sy_ridge_fit (&rows, 0, &coefficient, &fit, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  g_clear_error (&error);
  rows.n = 2;
  outcome[0] = 0;
  x[0] = (double) NAN;
  g_assert_false (sy_ridge_fit (&rows, 0, &coefficient, &fit, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE);
  /* One row a class: whatever a part holds out, the others are of one class. */
  x[0] = 0;
  g_assert_true (sy_ridge_choose (&rows, 2, 1, &choice, NULL, NULL, NULL));
}

/* The held-out loss is that of fits by hand, and the choice is its least. */
static void
test_choice (void)
{
  const guint n_folds = 5;
  const guint32 seed = 42;
  Data data;
  guint32 clusters[N];
  double held_out[N];
  SyRidgeChoice choice;
  SyRidgeChoice again;
  double sum = 0;
  gsize best = 0;

  make_data (&data, 5);
  for (gsize i = 0; i < N; i++)
    clusters[i] = (guint32) i / 3;
  data.rows.clusters = clusters;
  g_assert_true (sy_ridge_choose (&data.rows, n_folds, seed, &choice, held_out, NULL, NULL));
  g_assert_true (sy_ridge_choose (&data.rows, n_folds, seed, &again, NULL, NULL, NULL));
  g_assert_cmpmem (&choice, sizeof choice, &again, sizeof again);
  for (gsize p = 0; p < SY_RIDGE_N_PENALTIES; p++)
    if (choice.log_loss[p] < choice.log_loss[best])
      best = p;
  g_assert_cmpfloat (choice.penalty, ==, choice.penalties[best]);
  for (gsize i = 0; i < N; i++)
    sum += log1p (exp (data.outcome[i] ? -held_out[i] : held_out[i])) / N;
  g_assert_cmpfloat_with_epsilon (sum, choice.log_loss[best], 1e-12);
  /* Better than the rate alone, worse than the fit to all. */
  {
    double coefficients[K];
    SyRidgeFit fit;

    g_assert_true (sy_ridge_fit (&data.rows, choice.penalty, coefficients, &fit, NULL, NULL));
    g_assert_cmpfloat (choice.log_loss[best], >, fit.log_loss);
    g_assert_cmpfloat (choice.log_loss[best], <, 0.69);
  }
}

/* It is asked within a fit as well, not only between fits. */
static void
test_cancel (void)
{
  static const double x[] = { 1, 2, 3, 4 };
  static const guint8 outcome[] = { 0, 1, 0, 1 };
  SyRidgeRows rows = { .n = 4, .n_columns = 1, .x = x, .outcome = outcome };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SyRidgeFit fit;
  double coefficient;

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_ridge_fit (&rows, 0.1, &coefficient, &fit, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/ridge/known", test_known);
  g_test_add_func ("/stats/ridge/one-column", test_one_column);
  g_test_add_func ("/stats/ridge/signs", test_signs);
  g_test_add_func ("/stats/ridge/columns", test_columns);
  g_test_add_func ("/stats/ridge/separated", test_separated);
  g_test_add_func ("/stats/ridge/errors", test_errors);
  g_test_add_func ("/stats/ridge/choice", test_choice);
  g_test_add_func ("/stats/ridge/cancel", test_cancel);
  return g_test_run ();
}
