/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "validate/sy-figures-private.h"

#define N 60000

/* Scores with a long tail, each a few rows of distinct people, and an outcome that hangs on them. */
static void
make_rows (GRand *random,
           double *scores,
           guint8 *labels,
           guint8 *bands,
           guint32 *people)
{
  for (gsize i = 0; i < N; i++)
    {
      double score = -7 * log (1 - g_rand_double (random));

      scores[i] = i % 997 == 0 ? 20 * score : score;
      labels[i] = g_rand_double (random) < 1 / (1 + exp (2.5 - 0.04 * scores[i]));
      bands[i] = 0;
      people[i] = (guint32) i;
    }
}

/* The standard errors of a fit, from the information of the rows. */
static void
get_errors (const SyLogistic *fit,
            const double *scores,
            double out_errors[2])
{
  double h[3] = { 0 };
  double determinant;

  for (gsize i = 0; i < N; i++)
    {
      double p = sy_logistic_predict (fit, scores[i]);
      double weight = p * (1 - p);

      h[0] += weight;
      h[1] += weight * scores[i];
      h[2] += weight * scores[i] * scores[i];
    }
  determinant = h[0] * h[2] - h[1] * h[1];
  out_errors[0] = sqrt (h[2] / determinant);
  out_errors[1] = sqrt (h[0] / determinant);
}

static void
test_calibration (void)
{
  g_autofree double *scores = g_new (double, N);
  g_autofree guint8 *labels = g_malloc (N);
  g_autofree guint8 *bands = g_malloc (N);
  g_autofree guint32 *people = g_new (guint32, N);
  g_autoptr (SyModel) model = sy_model_new ("Model");

  g_test_summary ("Scores are gathered to groups before the fit: the fit is that of the rows to within a thousandth of its standard error");
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("All", -HUGE_VAL));
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_auto (SyFiguresScratch) scratch = { NULL, NULL };
      g_autoptr (SyFigures) figures = NULL;
      SyLogistic exact;
      double errors[2];
      SyScoredRows rows = {
        .model = model,
        .direction = SY_DIRECTION_MORE,
        .n = N,
        .scores = scores,
        .bands = bands,
        .labels = labels,
        .people = people,
        .n_people = N,
        .n_threads = 2,
      };

      make_rows (random, scores, labels, bands, people);
      sy_figures_scratch_init (&scratch);
      figures = sy_figures_new (&rows, &scratch, NULL);
      g_assert_true (sy_logistic_fit (scores, labels, N, SY_TARGETS_PLATT, &exact, NULL));
      get_errors (&exact, scores, errors);
      g_assert_cmpfloat_with_epsilon (figures->calibration.b0, exact.b0, 1e-3 * errors[0]);
      g_assert_cmpfloat_with_epsilon (figures->calibration.b1, exact.b1, 1e-3 * errors[1]);
      g_assert_cmpfloat (exact.b1, >, 0.02);
    }
}

/* Four equal rows a person say no more than one: the interval is that of the people. */
static void
test_clustered_lift (void)
{
  enum
  {
    PEOPLE = 200,
    ROWS = 4 * PEOPLE
  };
  double scores[ROWS];
  guint8 labels[ROWS];
  guint8 bands[ROWS] = { 0 };
  guint32 people[ROWS];
  g_autoptr (SyModel) model = sy_model_new ("Model");
  g_auto (SyFiguresScratch) scratch = { NULL, NULL };
  g_autoptr (SyFigures) figures = NULL;
  g_autoptr (SyFigures) of_rows = NULL;
  SyScoredRows rows = {
    .model = model,
    .direction = SY_DIRECTION_MORE,
    .n = ROWS,
    .scores = scores,
    .bands = bands,
    .labels = labels,
    .people = people,
    .is_clustered = TRUE,
    .n_people = PEOPLE,
    .n_threads = 1,
  };
  SyInterval expected;

  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("All", -HUGE_VAL));
  /* Of the best twenty people eight, of the others eighteen. */
  for (gsize i = 0; i < ROWS; i++)
    {
      people[i] = (guint32) (i % PEOPLE);
      scores[i] = PEOPLE - (double) people[i];
      labels[i] = people[i] < 20 ? people[i] < 8 : people[i] % 10 == 5;
    }
  sy_figures_scratch_init (&scratch);
  figures = sy_figures_new (&rows, &scratch, NULL);
  g_assert_cmpfloat_with_epsilon (figures->top_decile_lift, 0.4 / 0.13, 1e-12);
  /* The variance over people has one less below it than there are. */
  expected = sy_lift_interval (0.4, 19, 0.1, 179, 0.1);
  g_assert_cmpfloat_with_epsilon (figures->top_decile_interval.low, expected.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (figures->top_decile_interval.high, expected.high, 1e-12);
  rows.is_clustered = FALSE;
  of_rows = sy_figures_new (&rows, &scratch, NULL);
  expected = sy_lift_interval (0.4, 80, 0.1, 720, 0.1);
  g_assert_cmpfloat_with_epsilon (of_rows->top_decile_interval.low, expected.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (of_rows->top_decile_interval.high, expected.high, 1e-12);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/figures/G1-calibration-of-many", test_calibration);
  g_test_add_func ("/validate/figures/H5-clustered-lift", test_clustered_lift);
  return g_test_run ();
}
