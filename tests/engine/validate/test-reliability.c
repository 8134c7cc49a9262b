/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How reliable probabilities are: the model's own where it says one. */
#include "config.h"

#include <math.h>

#include "fixture.h"

static const gint64 origins[] = { START + 120 * DAY, START + 150 * DAY, START + 180 * DAY };
#define N_ORIGINS G_N_ELEMENTS (origins)

static SyBacktest *
run (SyEventLog *log,
     const SyModel *model,
     const SyModel *published,
     const gint64 *as_ofs,
     gsize n_as_ofs)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyBacktest *backtest;

  options.origins = as_ofs;
  options.n_origins = n_as_ofs;
  options.published = published;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return backtest;
}

static void
set_logistic (SyModel *model,
              double b0,
              double b1)
{
  SyLayerSpec layer = { .kind = SY_LAYER_LOGISTIC, .b0 = b0, .b1 = b1 };

  sy_model_set_layer (model, &layer);
}

/* The closed form of one probability for all. */
static void
check_constant (const SyBacktestOrigin *origin,
                double p)
{
  const SyReliability *self = &origin->figures->reliability;
  double base = origin->base_rate;

  g_assert_cmpint (origin->figures->probabilities, ==, SY_PROBABILITY_MODEL);
  g_assert_cmpfloat_with_epsilon (self->brier, base * (1 - p) * (1 - p) + (1 - base) * p * p, 1e-12);
  g_assert_cmpfloat_with_epsilon (self->reliability, (p - base) * (p - base), 1e-12);
  g_assert_cmpfloat_with_epsilon (self->resolution, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (self->uncertainty, base * (1 - base), 1e-12);
  g_assert_cmpfloat_with_epsilon (self->ece, fabs (p - base), 1e-12);
  g_assert_cmpuint (self->bins[9].n, ==, origin->n);
  g_assert_cmpfloat_with_epsilon (self->bins[9].predicted, p, 1e-12);
}

static void
test_frozen (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1000, 250, 3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) other = sy_model_copy (model);
  g_autoptr (SyBacktest) backtest = NULL;
  double p = 1 / (1 + exp (-5));

  g_test_summary ("A frozen 99.3 % for everyone is judged as such at each date and pooled");
  set_logistic (model, 5, 0);
  backtest = run (log, model, other, origins, N_ORIGINS);
  for (gsize i = 0; i < N_ORIGINS; i++)
    check_constant (&backtest->origins[i], p);
  check_constant (&backtest->pooled, p);
  g_assert_cmpfloat (backtest->pooled.figures->reliability.brier, >, 0.3);
  /* Thresholds go by what was fitted here, and the version that says none is calibrated here. */
  g_assert_cmpfloat (backtest->pooled.figures->calibration.b1, >, 0);
  g_assert_cmpint (backtest->pooled.published->probabilities, ==, SY_PROBABILITY_CROSS_FITTED);
  g_assert_cmpfloat (backtest->pooled.published->reliability.brier, <, 0.25);
}

/* People at a date, and what the model tells of them. */
static void
add_slowly (SyEventLog *log,
            const SyModel *model,
            gint64 as_of,
            GArray *probabilities,
            GByteArray *labels)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, as_of, members,
                                                       n_members, NULL, NULL);

  for (gsize i = 0; i < outcome->n; i++)
    {
      double p = sy_scores_get_probability (scores, outcome->people[i]);

      g_array_append_val (probabilities, p);
      g_byte_array_append (labels, &outcome->labels[i], 1);
    }
}

static void
check_slowly (SyEventLog *log,
              SyModel *model)
{
  g_autoptr (SyBacktest) backtest = run (log, model, NULL, origins, N_ORIGINS);
  g_autoptr (GArray) probabilities = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GByteArray) labels = g_byte_array_new ();
  const SyReliability *fast = &backtest->pooled.figures->reliability;
  SyReliability slow;

  for (gsize i = 0; i < N_ORIGINS; i++)
    add_slowly (log, model, origins[i], probabilities, labels);
  g_assert_true (sy_reliability_compute ((const double *) (gpointer) probabilities->data, labels->data,
                                         labels->len, &slow, NULL));
  g_assert_cmpint (backtest->pooled.figures->probabilities, ==, SY_PROBABILITY_MODEL);
  g_assert_cmpfloat_with_epsilon (fast->brier, slow.brier, 1e-12);
  g_assert_cmpfloat_with_epsilon (fast->ece, slow.ece, 1e-12);
  g_assert_cmpfloat_with_epsilon (fast->resolution, slow.resolution, 1e-12);
  for (guint b = 0; b < SY_N_RELIABILITY_BINS; b++)
    g_assert_cmpuint (fast->bins[b].n, ==, slow.bins[b].n);
}

static void
test_kinds (void)
{
  g_autoptr (SyTestLog) rows = make_shop (700, 250, 4);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  double raw[] = { 0, 5, 20 };
  double p[] = { 0.02, 0.4, 0.9 };
  SyCoefficient coefficients[] = { { (char *) "buy", 0.3 }, { (char *) "look", 0.1 } };
  SyLayerSpec isotonic = {
    .kind = SY_LAYER_ISOTONIC, .b0 = NAN, .b1 = NAN, .raw = raw, .n_raw = 3, .p = p, .n_p = 3
  };
  SyLayerSpec rules = {
    .kind = SY_LAYER_RULES, .b0 = -2, .b1 = NAN, .rules = coefficients, .n_rules = 2
  };

  g_test_summary ("Every kind of a frozen probability, and before what the scale says");
  set_logistic (model, -2, 0.2);
  check_slowly (log, model);
  sy_model_set_layer (model, &isotonic);
  check_slowly (log, model);
  sy_model_set_layer (model, &rules);
  check_slowly (log, model);
  model->scale.kind = SY_SCALE_LOGISTIC;
  model->scale.b0 = -1;
  model->scale.b1 = 0.05;
  check_slowly (log, model);
  model->outcome.direction = SY_DIRECTION_LESS;
  check_slowly (log, model);
}

/* The interval of one bin, by Rao and Scott's effective size, person by person. */
static void
check_interval (SyEventLog *log,
                const SyModel *model,
                const SyReliabilityBin *bin)
{
  gsize n_people = sy_event_log_get_n_people (log);
  g_autofree double *counts = g_new0 (double, n_people);
  g_autofree double *positives = g_new0 (double, n_people);
  double n = 0, with = 0, people = 0, squares = 0, rate, variance, effective;
  SyInterval interval;

  for (gsize i = 0; i < N_ORIGINS; i++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origins[i]);
      g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
      gsize n_members;
      const guint32 *members = sy_scores_get_members (scores, &n_members);
      g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, origins[i], members,
                                                           n_members, NULL, NULL);

      for (gsize k = 0; k < outcome->n; k++)
        {
          counts[outcome->people[k]]++;
          positives[outcome->people[k]] += outcome->labels[k];
        }
    }
  for (gsize k = 0; k < n_people; k++)
    {
      n += counts[k];
      with += positives[k];
      people += counts[k] > 0;
    }
  rate = with / n;
  for (gsize k = 0; k < n_people; k++)
    squares += (positives[k] - rate * counts[k]) * (positives[k] - rate * counts[k]);
  variance = people / (people - 1) * squares / (n * n);
  effective = MIN (n, rate * (1 - rate) / variance);
  interval = sy_wilson (rate * effective, effective);
  g_assert_cmpfloat (effective, <, 0.9 * n);
  g_assert_cmpfloat_with_epsilon (bin->low, interval.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (bin->high, interval.high, 1e-12);
}

static void
test_pooled_intervals (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 250, 5);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyBacktest) own = NULL;
  g_autoptr (SyBacktest) scaled = NULL;
  const SyFigures *figures;

  g_test_summary ("Over several dates the intervals of the bins count people, not rows");
  set_logistic (model, 5, 0);
  own = run (log, model, NULL, origins, N_ORIGINS);
  check_interval (log, model, &own->pooled.figures->reliability.bins[9]);

  /* The same bin by the scale: everyone at 99.3 points. */
  set_logistic (model, 5, 0);
  model->probability.kind = SY_LAYER_NONE;
  model->scale.kind = SY_SCALE_LOGISTIC;
  model->scale.b0 = 5;
  model->scale.b1 = 0;
  scaled = run (log, model, NULL, origins, N_ORIGINS);
  figures = scaled->pooled.figures;
  g_assert_cmpint (figures->probabilities, ==, SY_PROBABILITY_SCALE);
  check_interval (log, model, &figures->reliability.bins[9]);
}

static void
test_one_class (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyBacktest) backtest = NULL;
  static const gint64 as_ofs[] = { START - DAY, START + DAY };
  const SyFigures *figures;

  g_test_summary ("A probability of the model is judged though nobody had the outcome; one fitted here is none");
  sy_test_log_add (rows, "a", "look", START, (double) NAN);
  sy_test_log_add (rows, "z", "look", START + 90 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  set_logistic (model, 0, 0);
  backtest = run (log, model, NULL, as_ofs, 2);
  g_assert_cmpint (backtest->origins[0].figures->probabilities, ==, SY_PROBABILITY_NONE);
  figures = backtest->origins[1].figures;
  g_assert_cmpint (figures->probabilities, ==, SY_PROBABILITY_MODEL);
  g_assert_cmpfloat_with_epsilon (figures->reliability.brier, 0.25, 1e-12);
  g_assert_true (isnan (figures->reliability.skill));
  g_assert_true (isnan (figures->calibration.b0));
  g_assert_cmpstr (sy_probability_source_get_name (figures->probabilities), ==, "model");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/reliability/G1-G2-frozen", test_frozen);
  g_test_add_func ("/validate/reliability/G1-G2-kinds", test_kinds);
  g_test_add_func ("/validate/reliability/G2-G3-pooled-intervals", test_pooled_intervals);
  g_test_add_func ("/validate/reliability/G2-one-class", test_one_class);
  return g_test_run ();
}
