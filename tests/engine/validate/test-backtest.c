/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

static SyBacktest *
run (SyEventLog *log,
     const SyModel *model,
     const SyBacktestOptions *options)
{
  g_autoptr (GError) error = NULL;
  SyBacktest *backtest = sy_backtest_run (log, model, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return backtest;
}

static SyBacktest *
run_at (SyEventLog *log,
        const SyModel *model,
        const gint64 *origins,
        gsize n_origins)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;

  options.origins = origins;
  options.n_origins = n_origins;
  return run (log, model, &options);
}

/* Counts bands and outcomes from the scores, and compares. */
static void
check_bands (SyEventLog *log,
             const SyModel *model,
             const SyBacktestOrigin *origin)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, origin->as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, origin->as_of, members,
                                                       n_members, NULL, NULL);
  gsize n[3] = { 0 };
  gsize positives[3] = { 0 };

  for (gsize i = 0; i < outcome->n; i++)
    {
      guint band = sy_model_find_band (model, sy_scores_get_score (scores)[outcome->people[i]]);

      n[band]++;
      positives[band] += outcome->labels[i];
    }
  for (guint b = 0; b < 3; b++)
    {
      const SyBandOutcome *band = &origin->figures->bands[b];
      SyInterval wilson = sy_wilson ((double) positives[b], (double) n[b]);

      g_assert_cmpuint (band->n, ==, n[b]);
      g_assert_cmpuint (band->positives, ==, positives[b]);
      g_assert_cmpfloat_with_epsilon (band->low, wilson.low, 1e-12);
      g_assert_cmpfloat_with_epsilon (band->high, wilson.high, 1e-12);
      g_assert_cmpfloat_with_epsilon (band->lift, band->rate / origin->base_rate, 1e-12);
    }
}

static void
test_origins (void)
{
  g_autoptr (SyTestLog) rows = make_shop (3000, 300, 1);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  /* Out of order, and one twice. */
  static const gint64 origins[] = { START + 200 * DAY, START + 100 * DAY, START + 290 * DAY,
                                    START + 100 * DAY };
  g_autoptr (SyBacktest) backtest = run_at (log, model, origins, 4);

  g_assert_cmpuint (backtest->n_origins, ==, 3);
  g_assert_cmpint (backtest->origins[0].as_of, ==, START + 100 * DAY);
  g_assert_cmpint (backtest->origins[1].as_of, ==, START + 200 * DAY);
  check_bands (log, model, &backtest->origins[0]);
  check_bands (log, model, &backtest->origins[1]);
  g_assert_cmpfloat (backtest->origins[0].figures->auc.value, >, 0.6);
  g_assert_cmpfloat (backtest->origins[0].figures->trend.z, >, 0);
  g_assert_false (backtest->origins[2].is_mature);
  g_assert_null (backtest->origins[2].figures);
  g_assert_cmpuint (backtest->origins[2].n_immature, ==, backtest->origins[2].n_population);
  g_assert_cmpuint (backtest->pooled.n, ==, backtest->origins[0].n + backtest->origins[1].n);
  g_assert_cmpuint (backtest->pooled.n_positive, ==,
                    backtest->origins[0].n_positive + backtest->origins[1].n_positive);
  g_assert_cmpuint (backtest->pooled.n_immature, ==, backtest->origins[2].n_immature);
  g_assert_true (backtest->pooled.figures->is_clustered);
}

/* An event moved one second past t changes no score at t, only what comes after. */
static void
test_leakage (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 200, 2);
  const gint64 as_of = START + 120 * DAY;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyEventLog) before = NULL;
  g_autoptr (SyEventLog) after = NULL;
  g_autoptr (SyScorer) scorer_before = NULL;
  g_autoptr (SyScorer) scorer_after = NULL;
  g_autoptr (SyScores) scores_before = NULL;
  g_autoptr (SyScores) scores_after = NULL;
  gsize n_moved = 0;

  before = sy_test_log_build (rows);
  for (guint i = 0; i < rows->events->len; i++)
    {
      SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);

      /* Everything from t on is moved, some to the very second of t. */
      if (event->time_ms >= as_of * 1000)
        {
          event->time_ms = (as_of + (n_moved % 2) * (1 + n_moved)) * 1000;
          n_moved++;
        }
    }
  g_assert_cmpuint (n_moved, >, 100);
  after = sy_test_log_build (rows);
  scorer_before = sy_scorer_new (before, as_of);
  scorer_after = sy_scorer_new (after, as_of);
  scores_before = sy_scorer_score (scorer_before, model, NULL, NULL);
  scores_after = sy_scorer_score (scorer_after, model, NULL, NULL);
  g_assert_cmpuint (sy_event_log_get_n_people (before), ==, sy_event_log_get_n_people (after));
  g_assert_cmpmem (sy_scores_get_score (scores_before), 400 * sizeof (double),
                   sy_scores_get_score (scores_after), 400 * sizeof (double));
}

/* Cutting the data off moves dates to immature; it never turns an outcome into "did not happen". */
static void
test_truncation (void)
{
  g_autoptr (SyTestLog) rows = make_shop (800, 300, 3);
  g_autoptr (SyTestLog) cut = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyEventLog) cut_log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  gint64 origins[12];
  g_autoptr (SyBacktest) whole = NULL;
  g_autoptr (SyBacktest) part = NULL;
  gsize n_immature = 0;

  for (guint i = 0; i < 12; i++)
    origins[i] = START + (20 + 20 * (gint64) i) * DAY;
  for (guint i = 0; i < rows->events->len; i++)
    if (g_array_index (rows->events, SyTestEvent, i).time_ms < (START + 170 * DAY) * 1000)
      g_array_append_val (cut->events, g_array_index (rows->events, SyTestEvent, i));
  cut_log = sy_test_log_build (cut);
  whole = run_at (log, model, origins, 12);
  part = run_at (cut_log, model, origins, 12);
  for (guint i = 0; i < 12; i++)
    {
      if (!part->origins[i].is_mature)
        {
          n_immature++;
          g_assert_cmpuint (part->origins[i].n, ==, 0);
          continue;
        }
      g_assert_cmpuint (part->origins[i].n_positive, ==, whole->origins[i].n_positive);
      g_assert_cmpfloat (part->origins[i].figures->auc.value, ==,
                         whole->origins[i].figures->auc.value);
    }
  g_assert_cmpuint (n_immature, ==, 5);
}

/* A churn score read as churn must look as good as the same score turned round. */
static void
test_direction (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1500, 250, 4);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) more = make_shop_model ();
  g_autoptr (SyModel) less = make_shop_model ();
  static const gint64 origin = START + 150 * DAY;
  g_autoptr (SyBacktest) buys = NULL;
  g_autoptr (SyBacktest) lapses = NULL;
  const SyFigures *a;
  const SyFigures *b;

  less->outcome.kind = SY_OUTCOME_ABSENCE;
  less->outcome.direction = SY_DIRECTION_LESS;
  buys = run_at (log, more, &origin, 1);
  lapses = run_at (log, less, &origin, 1);
  a = buys->origins[0].figures;
  b = lapses->origins[0].figures;
  g_assert_cmpuint (a->n_positive + b->n_positive, ==, a->n);
  /* Complement labels, turned score: the same pairs are in order. */
  g_assert_cmpfloat_with_epsilon (a->auc.value, b->auc.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (a->auc.variance, b->auc.variance, 1e-15);
  g_assert_cmpfloat_with_epsilon (a->ks.value, b->ks.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (a->trend.z, b->trend.z, 1e-9);
  g_assert_cmpfloat (b->deciles[0].lift, >, 1);
  g_assert_cmpfloat (b->deciles[9].lift, <, 1);
  g_assert_cmpfloat (a->spearman, >, 0);
  g_assert_cmpfloat_with_epsilon (a->spearman, -b->spearman, 1e-12);
  g_assert_cmpfloat (b->bands[0].rate, >, b->bands[2].rate);
  g_assert_cmpuint (b->n_inversions, ==, 0);
}

static void
test_inversions (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1500, 250, 4);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origin = START + 150 * DAY;
  g_autoptr (SyBacktest) backtest = NULL;
  const SyFigures *figures;

  /* Read against the wish, every step is an inversion. */
  model->outcome.direction = SY_DIRECTION_LESS;
  backtest = run_at (log, model, &origin, 1);
  figures = backtest->origins[0].figures;
  g_assert_cmpuint (figures->n_inversions, ==, 2);
  g_assert_cmpuint (figures->inversions[0].lower, ==, 0);
  g_assert_cmpuint (figures->inversions[0].upper, ==, 1);
  g_assert_cmpfloat (figures->inversions[0].lower_rate, ==, figures->bands[0].rate);
  g_assert_cmpfloat (figures->inversions[0].p, <, 0.001);
  g_assert_cmpfloat (figures->trend.z, <, 0);
  g_assert_cmpfloat (figures->auc.value, <, 0.5);
}

static void
test_published (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 5);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) published = copy_with_weight (model, 0.1);
  static const gint64 origins[] = { START + 120 * DAY, START + 150 * DAY };
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyBacktest) alone = NULL;

  options.origins = origins;
  options.n_origins = 2;
  options.published = published;
  backtest = run (log, model, &options);
  alone = run_at (log, published, origins, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SyBacktestOrigin *origin = &backtest->origins[i];

      g_assert_cmpfloat (origin->published->auc.value, ==, alone->origins[i].figures->auc.value);
      g_assert_cmpfloat_with_epsilon (origin->comparison.difference,
                                      origin->figures->auc.value - origin->published->auc.value,
                                      1e-12);
      g_assert_cmpfloat (origin->comparison.se, >, 0);
    }
  g_assert_cmpfloat_with_epsilon (backtest->pooled.comparison.difference,
                                  backtest->pooled.figures->auc.value -
                                      backtest->pooled.published->auc.value,
                                  1e-12);
}

/* Two versions with different populations are compared on the people of both. */
static void
test_published_population (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 5);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) published = make_shop_model ();
  static const gint64 origin = START + 150 * DAY;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyBacktest) narrow = NULL;

  published->population.seen_within_days = 20;
  options.origins = &origin;
  options.n_origins = 1;
  options.published = published;
  backtest = run (log, model, &options);
  narrow = run_at (log, published, &origin, 1);
  g_assert_cmpuint (backtest->origins[0].n, ==, narrow->origins[0].n);
  g_assert_cmpfloat (backtest->origins[0].figures->auc.value, ==,
                     narrow->origins[0].figures->auc.value);
  g_assert_cmpfloat (backtest->origins[0].comparison.difference, ==, 0);
}

static void
test_tuned_until (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1000, 300, 6);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origins[] = { START + 100 * DAY, START + 130 * DAY, START + 160 * DAY,
                                    START + 190 * DAY };
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyBacktest) later = NULL;

  options.origins = origins;
  options.n_origins = 4;
  options.tuned_until = origins[1];
  backtest = run (log, model, &options);
  later = run_at (log, model, origins + 2, 2);
  g_assert_cmpuint (backtest->tuned.n, ==, backtest->origins[0].n + backtest->origins[1].n);
  g_assert_cmpuint (backtest->unseen.n, ==, backtest->origins[2].n + backtest->origins[3].n);
  g_assert_cmpfloat (backtest->unseen.figures->auc.value, ==, later->pooled.figures->auc.value);
  g_assert_cmpfloat (backtest->unseen.figures->auc.variance, ==,
                     later->pooled.figures->auc.variance);
  g_assert_cmpuint (backtest->pooled.n, ==, backtest->tuned.n + backtest->unseen.n);
}

/* The same people at every date tell little more than at one: intervals must not shrink as if they did. */
static void
test_clustered (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  gint64 origins[6];
  g_autoptr (SyBacktest) one = NULL;
  g_autoptr (SyBacktest) six = NULL;
  GRand *random = g_rand_new_with_seed (7);
  double width_one;
  double width_six;

  /* Buyers buy every ten days, others never; looks are noise made once. */
  for (guint p = 0; p < 300; p++)
    {
      const char *person = get_key (p);
      gboolean buys = g_rand_boolean (random);
      guint n_looks = (guint) g_rand_int_range (random, 1, 9) + (buys ? 2 : 0);

      for (guint i = 0; i < n_looks; i++)
        sy_test_log_add (rows, person, "look", START + i, (double) NAN);
      for (guint day = 100; buys && day < 300; day += 10)
        sy_test_log_add (rows, person, "buy", START + day * DAY, 5);
    }
  g_rand_free (random);
  log = sy_test_log_build (rows);
  sy_rule_group_get_rule (sy_model_get_group (model, 0), 0)->muted = TRUE;
  for (guint i = 0; i < 6; i++)
    origins[i] = START + (100 + 20 * (gint64) i) * DAY;
  one = run_at (log, model, origins, 1);
  six = run_at (log, model, origins, 6);
  width_one = one->pooled.figures->auc.high - one->pooled.figures->auc.low;
  width_six = six->pooled.figures->auc.high - six->pooled.figures->auc.low;
  g_assert_cmpuint (six->pooled.n, ==, 6 * one->pooled.n);
  g_assert_cmpfloat_with_epsilon (six->pooled.figures->auc.value, one->pooled.figures->auc.value,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (width_six / width_one, 1, 0.01);
  for (guint b = 0; b < 3; b++)
    {
      const SyBandOutcome *band_one = &one->pooled.figures->bands[b];
      const SyBandOutcome *band_six = &six->pooled.figures->bands[b];

      if (band_one->n > 0)
        g_assert_cmpfloat_with_epsilon ((band_six->high - band_six->low) /
                                            (band_one->high - band_one->low),
                                        1, 0.05);
    }
  g_assert_cmpfloat_with_epsilon (six->pooled.figures->trend.chi2 / one->pooled.figures->trend.chi2,
                                  1, 0.05);
}

static void
test_degenerate (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origins[] = { START - DAY, START + DAY };
  g_autoptr (SyBacktest) backtest = NULL;

  /* One person, who never buys; at the first date nobody. Somebody buys later. */
  sy_test_log_add (rows, "a", "look", START, (double) NAN);
  sy_test_log_add (rows, "z", "buy", START + 90 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  backtest = run_at (log, model, origins, 2);
  g_assert_cmpuint (backtest->origins[0].n, ==, 0);
  g_assert_true (isnan (backtest->origins[0].figures->auc.value));
  g_assert_true (isnan (backtest->origins[0].base_rate));
  g_assert_cmpuint (backtest->origins[1].n, ==, 1);
  g_assert_cmpfloat (backtest->origins[1].base_rate, ==, 0);
  g_assert_true (isnan (backtest->origins[1].figures->auc.value));
  g_assert_true (isnan (backtest->origins[1].figures->ks.value));
  g_assert_true (isnan (backtest->pooled.figures->auc.value));
  g_assert_cmpint (backtest->origins[1].figures->probabilities, ==, SY_PROBABILITY_NONE);
}

static void
test_all_tied (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 200, 8);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origin = START + 100 * DAY;
  g_autoptr (SyBacktest) backtest = NULL;

  for (guint r = 0; r < 2; r++)
    sy_rule_group_get_rule (sy_model_get_group (model, 0), r)->muted = TRUE;
  backtest = run_at (log, model, &origin, 1);
  g_assert_cmpfloat (backtest->origins[0].figures->auc.value, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (backtest->origins[0].figures->top_decile_lift, 1, 1e-12);
  g_assert_true (isfinite (backtest->origins[0].figures->reliability.brier));
}

static void
test_reliability (void)
{
  g_autoptr (SyTestLog) rows = make_shop (4000, 250, 9);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origin = START + 150 * DAY;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyBacktest) scaled = NULL;
  const SyFigures *figures;
  gsize n = 0;

  backtest = run_at (log, model, &origin, 1);
  figures = backtest->origins[0].figures;
  g_assert_cmpint (figures->probabilities, ==, SY_PROBABILITY_CROSS_FITTED);
  for (guint b = 0; b < SY_N_RELIABILITY_BINS; b++)
    n += figures->reliability.bins[b].n;
  g_assert_cmpuint (n, ==, figures->n);
  g_assert_cmpfloat (figures->reliability.skill, >, 0);
  g_assert_cmpfloat (figures->calibration.b1, >, 0);

  model->scale.kind = SY_SCALE_LOGISTIC;
  model->scale.b0 = -1;
  model->scale.b1 = 0.05;
  scaled = run_at (log, model, &origin, 1);
  figures = scaled->origins[0].figures;
  g_assert_cmpint (figures->probabilities, ==, SY_PROBABILITY_SCALE);
  /* The mean prediction over all bins is the mean score. */
  {
    g_autoptr (SyScorer) scorer = sy_scorer_new (log, origin);
    g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
    gsize n_members;
    const guint32 *members = sy_scores_get_members (scores, &n_members);
    double mean_score = 0;
    double mean_predicted = 0;

    for (gsize i = 0; i < n_members; i++)
      mean_score += sy_scores_get_score (scores)[members[i]] / (double) n_members;
    for (guint b = 0; b < SY_N_RELIABILITY_BINS; b++)
      if (figures->reliability.bins[b].n > 0)
        mean_predicted += figures->reliability.bins[b].predicted *
                          (double) figures->reliability.bins[b].n / (double) n_members;
    g_assert_cmpfloat_with_epsilon (mean_predicted, mean_score / 100, 1e-9);
  }
}

static void
test_threshold_point (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 250, 10);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  static const gint64 origin = START + 150 * DAY;

  for (guint direction = SY_DIRECTION_MORE; direction <= SY_DIRECTION_LESS; direction++)
    {
      g_autoptr (SyModel) model = make_shop_model ();
      g_autoptr (SyBacktest) backtest = NULL;
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origin);
      g_autoptr (SyScores) scores = NULL;
      SyCurvePoint point;
      gsize n_members;
      const guint32 *members;

      model->outcome.direction = direction;
      backtest = run_at (log, model, &origin, 1);
      scores = sy_scorer_score (scorer, model, NULL, NULL);
      members = sy_scores_get_members (scores, &n_members);
      for (double threshold = -5; threshold <= 105; threshold += 2.5)
        {
          gsize n = 0;

          for (gsize i = 0; i < n_members; i++)
            {
              double score = sy_number_round12 (sy_scores_get_score (scores)[members[i]]);

              n += direction == SY_DIRECTION_MORE ? score >= threshold : score < threshold;
            }
          g_assert_true (sy_figures_get_point (backtest->pooled.figures, threshold, &point));
          g_assert_cmpuint (point.n, ==, n);
        }
    }
}

/* With more distinct scores than the curve has points, a list is still counted to the person. */
static void
test_threshold_point_of_many (void)
{
  g_autoptr (SyTestLog) rows = make_shop (4000, 250, 12);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  static const gint64 origin = START + 150 * DAY;

  for (guint direction = SY_DIRECTION_MORE; direction <= SY_DIRECTION_LESS; direction++)
    {
      g_autoptr (SyModel) model = make_shop_model ();
      g_autoptr (SyBacktest) backtest = NULL;
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origin);
      g_autoptr (SyScores) scores = NULL;
      const SyFigures *figures;
      const guint32 *members;
      SyCurvePoint point;
      gsize n_members;

      model->outcome.direction = direction;
      backtest = run_at (log, model, &origin, 1);
      figures = backtest->pooled.figures;
      scores = sy_scorer_score (scorer, model, NULL, NULL);
      members = sy_scores_get_members (scores, &n_members);
      g_assert_cmpuint (n_members, >, 1000);
      g_assert_cmpuint (figures->steps.n, >, figures->n_curve);
      g_assert_cmpuint (figures->n_curve, <, n_members / 2);
      for (gsize i = 1; i < figures->n_curve; i++)
        g_assert_cmpuint (figures->curve[i].n, >, figures->curve[i - 1].n);
      for (int tenth = 1; tenth <= 1000; tenth++)
        {
          double threshold = tenth / 10.0;
          gsize n = 0;

          for (gsize i = 0; i < n_members; i++)
            {
              double score = sy_number_round12 (sy_scores_get_score (scores)[members[i]]);

              n += direction == SY_DIRECTION_MORE ? score >= threshold : score < threshold;
            }
          g_assert_true (sy_figures_get_point (figures, threshold, &point));
          g_assert_cmpuint (point.n, ==, n);
        }
      sy_figures_get_point (figures, direction == SY_DIRECTION_LESS ? 15 : 45, &point);
      g_assert_cmpuint (point.positives, ==,
                        figures->bands[direction == SY_DIRECTION_LESS ? 0 : 2].positives);
    }
}

static void
test_errors (void)
{
  g_autoptr (SyTestLog) rows = make_shop (50, 250, 11);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  static const gint64 origin = START + 150 * DAY;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  options.origins = &origin;
  options.n_origins = 1;
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_backtest_run (log, model, &options, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* A slip of the pen is no finding: nobody, or everybody, would seem to leave. */
  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("byu,purchse", ",", -1);
  g_assert_false (sy_outcome_check_known (log, &model->outcome, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
  g_assert_nonnull (strstr (error->message, "“byu”, “purchse”"));
  g_clear_error (&error);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

static void
check_dates (const gint64 *origins,
             gsize n,
             const char *const *expected)
{
  g_assert_cmpuint (n, ==, g_strv_length ((char **) expected));
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = sy_instant_format (origins[i]);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
test_series (void)
{
  g_autoptr (SyZone) paris = sy_zone_new ("Europe/Paris", NULL);
  static const char *const months[] = {
    "2024-01-31T23:00:00Z",
    "2024-02-29T23:00:00Z",
    "2024-03-31T22:00:00Z",
    "2024-04-30T22:00:00Z",
    NULL,
  };
  static const char *const weeks[] = {
    "2024-03-23T23:00:00Z",
    "2024-03-30T23:00:00Z",
    "2024-04-06T22:00:00Z",
    NULL,
  };
  gsize n;
  g_autofree gint64 *monthly = NULL;
  g_autofree gint64 *weekly = NULL;
  g_autofree gint64 *none = NULL;

  /* The last of each month, and the end of that day in Paris. */
  monthly = sy_origins_between (paris, sy_day_from_civil (2024, 1, 31),
                                sy_day_from_civil (2024, 5, 30), SY_PERIOD_MONTH, &n);
  check_dates (monthly, n, months);
  weekly = sy_origins_between (paris, sy_day_from_civil (2024, 3, 23),
                               sy_day_from_civil (2024, 4, 12), SY_PERIOD_WEEK, &n);
  check_dates (weekly, n, weeks);
  none = sy_origins_between (paris, 10, 9, SY_PERIOD_WEEK, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_suggestion (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  static const char *const all[] = {
    "2024-02-01T00:00:00Z",
    "2024-03-01T00:00:00Z",
    "2024-04-01T00:00:00Z",
    NULL,
  };
  gsize n;
  g_autofree gint64 *many = NULL;
  g_autofree gint64 *two = NULL;

  sy_test_log_add (rows, "a", "look", START, (double) NAN);
  sy_test_log_add (rows, "a", "look", START + 95 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  many = sy_origins_suggest (log, 12, &n);
  check_dates (many, n, all);
  two = sy_origins_suggest (log, 2, &n);
  check_dates (two, n, all + 1);
}

/* Lists of a band and better ones, either way, by hand. */
static void
test_band_lists (void)
{
  SyBandOutcome bands[] = {
    { .n = 100, .positives = 10, .rate = 0.1 },
    { .n = 50, .positives = 20, .rate = 0.4 },
    { .n = 10, .positives = 8, .rate = 0.8 },
    { .n = 0, .positives = 0, .rate = (double) NAN },
  };
  SyFigures figures = { .order = SY_RANK_HIGH_FIRST, .n_bands = 3, .bands = bands };
  SyConfusion confusion;

  sy_figures_get_band_confusion (&figures, 1, &confusion);
  g_assert_cmpuint (confusion.tp, ==, 28);
  g_assert_cmpuint (confusion.fp, ==, 32);
  g_assert_cmpuint (confusion.fn, ==, 10);
  g_assert_cmpuint (confusion.tn, ==, 90);
  g_assert_cmpfloat (confusion.precision, ==, 28.0 / 60);
  g_assert_cmpfloat (confusion.recall, ==, 28.0 / 38);
  g_assert_cmpfloat (confusion.f1, ==, 56.0 / 98);
  g_assert_cmpfloat_with_epsilon (sy_figures_get_band_ratio (&figures), 8, 1e-12);
  sy_figures_get_band_confusion (&figures, 0, &confusion);
  g_assert_cmpfloat (confusion.recall, ==, 1);
  g_assert_cmpfloat (confusion.precision, ==, 38.0 / 160);

  figures.order = SY_RANK_LOW_FIRST;
  sy_figures_get_band_confusion (&figures, 1, &confusion);
  g_assert_cmpuint (confusion.tp, ==, 30);
  g_assert_cmpuint (confusion.fp, ==, 120);
  g_assert_cmpuint (confusion.fn, ==, 8);
  g_assert_cmpuint (confusion.tn, ==, 2);
  g_assert_cmpfloat_with_epsilon (sy_figures_get_band_ratio (&figures), 0.125, 1e-12);

  /* An empty band, a single one, none. */
  figures.order = SY_RANK_HIGH_FIRST;
  figures.n_bands = 4;
  sy_figures_get_band_confusion (&figures, 3, &confusion);
  g_assert_true (isnan (confusion.precision));
  g_assert_cmpfloat (confusion.recall, ==, 0);
  g_assert_cmpfloat (confusion.f1, ==, 0);
  g_assert_true (isnan (sy_figures_get_band_ratio (&figures)));
  figures.n_bands = 1;
  g_assert_true (isnan (sy_figures_get_band_ratio (&figures)));
  figures.n_bands = 0;
  g_assert_true (isnan (sy_figures_get_band_ratio (&figures)));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/backtest/F4-origins", test_origins);
  g_test_add_func ("/validate/backtest/F6-F7-band-lists", test_band_lists);
  g_test_add_func ("/validate/backtest/F2-leakage", test_leakage);
  g_test_add_func ("/validate/backtest/F2-truncation", test_truncation);
  g_test_add_func ("/validate/backtest/direction", test_direction);
  g_test_add_func ("/validate/backtest/F8-inversions", test_inversions);
  g_test_add_func ("/validate/backtest/published", test_published);
  g_test_add_func ("/validate/backtest/published-population", test_published_population);
  g_test_add_func ("/validate/backtest/F9-tuned-until", test_tuned_until);
  g_test_add_func ("/validate/backtest/F3-clustered", test_clustered);
  g_test_add_func ("/validate/backtest/degenerate", test_degenerate);
  g_test_add_func ("/validate/backtest/all-tied", test_all_tied);
  g_test_add_func ("/validate/backtest/G2-reliability", test_reliability);
  g_test_add_func ("/validate/backtest/threshold-point", test_threshold_point);
  g_test_add_func ("/validate/backtest/threshold-point-of-many", test_threshold_point_of_many);
  g_test_add_func ("/validate/backtest/errors", test_errors);
  g_test_add_func ("/validate/backtest/series", test_series);
  g_test_add_func ("/validate/backtest/suggestion", test_suggestion);
  return g_test_run ();
}
