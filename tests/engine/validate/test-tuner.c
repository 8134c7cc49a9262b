/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "../store/store-support.h"
#include "fixture.h"

static SyTuning *
evaluate (SyTuner *tuner,
          const SyModel *draft,
          const SyModel *published)
{
  g_autoptr (GError) error = NULL;
  SyTuning *tuning = sy_tuner_evaluate (tuner, draft, published, NULL, &error);

  g_assert_no_error (error);
  return tuning;
}

/* Equal, or both not a number. */
static void
check_same (double a,
            double b)
{
  if (!isnan (a) || !isnan (b))
    g_assert_cmpfloat (a, ==, b);
}

static void
check_same_side (const SyTuning *tuning,
                 const SyTuningSide *a,
                 const SyTuningSide *b)
{
  g_assert_cmpuint (a->n_bands, ==, b->n_bands);
  g_assert_cmpmem (a->people, a->n_bands * sizeof (gsize), b->people, b->n_bands * sizeof (gsize));
  g_assert_cmpmem (a->histogram, a->n_bands * tuning->n_bins * sizeof (gsize),
                   b->histogram, b->n_bands * tuning->n_bins * sizeof (gsize));
  check_same (a->psi.value, b->psi.value);
  check_same (a->psi.critical, b->psi.critical);
  check_same (a->auc.value, b->auc.value);
  check_same (a->auc.variance, b->auc.variance);
  check_same (a->ks.value, b->ks.value);
  check_same (a->ks.at, b->ks.at);
  check_same (a->top_decile_lift, b->top_decile_lift);
  check_same (a->trend.chi2, b->trend.chi2);
  g_assert_cmpuint (a->n_inversions, ==, b->n_inversions);
  for (gsize i = 0; i < a->n_bands; i++)
    {
      g_assert_cmpstr (a->bands[i].name, ==, b->bands[i].name);
      g_assert_cmpuint (a->bands[i].n, ==, b->bands[i].n);
      g_assert_cmpuint (a->bands[i].positives, ==, b->bands[i].positives);
      check_same (a->bands[i].low, b->bands[i].low);
      check_same (a->bands[i].lift, b->bands[i].lift);
    }
}

static void
check_same_tuning (const SyTuning *a,
                   const SyTuning *b)
{
  g_assert_cmpuint (a->n_people, ==, b->n_people);
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpuint (a->n_positive, ==, b->n_positive);
  g_assert_cmpuint (a->n_bins, ==, b->n_bins);
  g_assert_cmpfloat (a->histogram_lo, ==, b->histogram_lo);
  g_assert_cmpint (a->outcome_as_of, ==, b->outcome_as_of);
  check_same_side (a, &a->draft, &b->draft);
  g_assert_cmpint (a->has_published, ==, b->has_published);
  if (a->has_published)
    check_same_side (a, &a->published, &b->published);
  check_same (a->comparison.difference, b->comparison.difference);
  check_same (a->comparison.se, b->comparison.se);
}

/* What the tuner says is what a backtest and the scores say. */
static void
test_agrees_with_backtest (void)
{
  g_autoptr (SyTestLog) rows = make_shop (3000, 250, 40);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyModel) published = copy_with_weight (draft, 1);
  static const gint64 as_of = START + 150 * DAY;
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, as_of);
  g_autoptr (SyTuning) tuning = evaluate (tuner, draft, published);
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  const SyFigures *figures;
  gsize histogram[50] = { 0 };
  gsize n_members;
  const guint32 *members = sy_scores_get_members (tuning->draft.scores, &n_members);

  options.origins = &as_of;
  options.n_origins = 1;
  options.published = published;
  backtest = sy_backtest_run (log, draft, &options, NULL, NULL, NULL, NULL);
  figures = backtest->origins[0].figures;
  g_assert_true (tuning->has_outcome);
  g_assert_cmpint (tuning->outcome_as_of, ==, as_of);
  g_assert_cmpuint (tuning->n, ==, figures->n);
  g_assert_cmpuint (tuning->n_positive, ==, figures->n_positive);
  g_assert_cmpfloat (tuning->draft.auc.value, ==, figures->auc.value);
  g_assert_cmpfloat (tuning->draft.auc.low, ==, figures->auc.low);
  g_assert_cmpfloat (tuning->draft.ks.value, ==, figures->ks.value);
  g_assert_cmpfloat (tuning->draft.top_decile_lift, ==, figures->top_decile_lift);
  g_assert_cmpfloat (tuning->published.auc.value, ==, backtest->origins[0].published->auc.value);
  g_assert_cmpfloat (tuning->comparison.p, ==, backtest->origins[0].comparison.p);
  for (guint b = 0; b < 3; b++)
    {
      g_assert_cmpuint (tuning->draft.bands[b].n, ==, figures->bands[b].n);
      g_assert_cmpfloat (tuning->draft.bands[b].low, ==, figures->bands[b].low);
    }
  /* The histogram, by its definition. */
  g_assert_cmpuint (tuning->n_bins, ==, 50);
  g_assert_cmpfloat (tuning->histogram_hi, ==, 100);
  for (gsize i = 0; i < n_members; i++)
    histogram[MIN (49, (gsize) (sy_number_round12 (
                                    sy_scores_get_score (tuning->draft.scores)[members[i]]) /
                                2))]++;
  for (guint bin = 0; bin < 50; bin++)
    {
      gsize count = 0;

      for (guint b = 0; b < 3; b++)
        count += tuning->draft.histogram[b * 50 + bin];
      g_assert_cmpuint (count, ==, histogram[bin]);
    }
  g_assert_cmpuint (tuning->draft.people[0] + tuning->draft.people[1] + tuning->draft.people[2], ==,
                    n_members);
}

/* Random edits on one tuner give what a new tuner gives, with one thread and with two. */
static void
test_edits (void)
{
  GRand *random = g_rand_new_with_seed (41);

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyModel) published = sy_test_model_new_random (random);
      g_autoptr (SyModel) draft = sy_model_copy (published);
      g_autoptr (SyTuner) tuner = sy_tuner_new (log, as_of);

      for (guint step = 0; step < 12; step++)
        {
          SyModel *edited = sy_test_model_edit (draft, random);
          const SyModel *compared = step % 5 == 4 ? NULL : published;
          g_autoptr (SyTuner) cold = sy_tuner_new (log, as_of);
          g_autoptr (SyTuning) warm_tuning = NULL;
          g_autoptr (SyTuning) cold_tuning = NULL;

          sy_model_unref (draft);
          draft = edited;
          if (step % 4 == 3)
            {
              draft->outcome.direction = draft->outcome.direction == SY_DIRECTION_LESS
                                             ? SY_DIRECTION_MORE
                                             : SY_DIRECTION_LESS;
              draft->outcome.horizon_days = 5 + step;
            }
          warm_tuning = evaluate (tuner, draft, compared);
          cold_tuning = evaluate (cold, draft, compared);
          check_same_tuning (warm_tuning, cold_tuning);
        }
    }
  g_rand_free (random);
}

/* Enough people for the second thread. */
static void
test_threads (void)
{
  g_autoptr (SyTestLog) rows = make_shop (25000, 250, 42);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) published = make_shop_model ();
  g_autoptr (SyTuner) one = sy_tuner_new (log, START + 150 * DAY);
  g_autoptr (SyTuner) two = sy_tuner_new (log, START + 150 * DAY);

  sy_tuner_set_n_threads (one, 1);
  for (guint step = 0; step < 3; step++)
    {
      g_autoptr (SyModel) draft = copy_with_weight (published, 2 + step);
      g_autoptr (SyTuning) tuning1 = evaluate (one, draft, published);
      g_autoptr (SyTuning) tuning2 = evaluate (two, draft, published);

      check_same_tuning (tuning1, tuning2);
    }
}

/* Tuned at the end of the data, figures come from the last date whose outcome is known. */
static void
test_immature (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 43);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 250 * DAY);
  g_autoptr (SyTuner) earlier = sy_tuner_new (log, START + 220 * DAY);
  g_autoptr (SyTuning) tuning = evaluate (tuner, draft, NULL);
  g_autoptr (SyTuning) expected = evaluate (earlier, draft, NULL);

  g_assert_cmpint (tuning->as_of, ==, START + 250 * DAY);
  g_assert_cmpint (tuning->outcome_as_of, ==, START + 220 * DAY);
  g_assert_cmpfloat (tuning->draft.auc.value, ==, expected->draft.auc.value);
  g_assert_cmpuint (tuning->draft.bands[1].positives, ==, expected->draft.bands[1].positives);
  g_assert_cmpuint (tuning->n_people, >=, expected->n_people);
  g_assert_false (tuning->has_published);
  g_assert_true (isnan (tuning->comparison.p));
  g_assert_true (isnan (tuning->draft.psi.value));
}

static void
test_no_outcome (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 250, 44);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) with = make_shop_model ();
  g_autoptr (SyModel) without = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 150 * DAY);
  g_autoptr (SyTuning) first = evaluate (tuner, with, NULL);
  g_autoptr (SyTuning) tuning = NULL;

  without->outcome.kind = SY_OUTCOME_NONE;
  tuning = evaluate (tuner, without, with);
  g_assert_true (first->has_outcome);
  g_assert_false (tuning->has_outcome);
  g_assert_cmpuint (tuning->n, ==, 0);
  g_assert_true (isnan (tuning->draft.auc.value));
  g_assert_true (isnan (tuning->draft.bands[0].rate));
  g_assert_cmpmem (tuning->draft.people, 3 * sizeof (gsize), first->draft.people,
                   3 * sizeof (gsize));
  g_assert_cmpfloat (tuning->draft.psi.value, ==, 0);
}

static void
test_reference (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 45);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + 100 * DAY);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, draft, NULL, NULL);
  g_autoptr (SyReference) reference = sy_reference_new (draft, scores);
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 150 * DAY);
  SyDriftOptions options = { START + 100 * DAY, START + 150 * DAY, NULL, NULL };
  g_autoptr (SyDrift) drift = sy_drift_run (log, draft, &options, NULL, NULL, NULL, NULL);
  g_autoptr (SyTuning) tuning = NULL;

  sy_tuner_set_reference (tuner, reference);
  tuning = evaluate (tuner, draft, draft);
  g_assert_cmpfloat (tuning->draft.psi.value, ==, drift->psi.value);
  g_assert_cmpfloat (tuning->draft.psi.critical, ==, drift->psi.critical);
  g_assert_cmpfloat (tuning->published.psi.value, ==, drift->psi.value);
  g_assert_cmpfloat (tuning->comparison.difference, ==, 0);
}

static void
test_without_scale (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 46);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 150 * DAY);
  g_autoptr (SyTuning) tuning = NULL;
  double step;
  gsize total = 0;

  draft->scale.kind = SY_SCALE_NONE;
  sy_model_get_band (draft, 0)->min = (double) NAN;
  sy_model_get_band (draft, 1)->min = 4;
  sy_model_get_band (draft, 2)->min = 70;
  tuning = evaluate (tuner, draft, NULL);
  step = (tuning->histogram_hi - tuning->histogram_lo) / (double) tuning->n_bins;
  g_assert_cmpuint (tuning->n_bins, >=, 20);
  g_assert_cmpuint (tuning->n_bins, <=, 101);
  /* The thresholds are within, on a round step. */
  g_assert_cmpfloat (tuning->histogram_lo, <=, 4);
  g_assert_cmpfloat (tuning->histogram_hi, >, 70);
  g_assert_cmpfloat_with_epsilon (step, 2, 1e-9);
  for (gsize i = 0; i < 3 * tuning->n_bins; i++)
    total += tuning->draft.histogram[i];
  g_assert_cmpuint (total, ==, tuning->n_people);
}

static void
test_nobody (void)
{
  g_autoptr (SyTestLog) rows = make_shop (50, 250, 47);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START - DAY);
  g_autoptr (SyTuning) tuning = NULL;

  draft->scale.kind = SY_SCALE_NONE;
  tuning = evaluate (tuner, draft, draft);
  g_assert_cmpuint (tuning->n_people, ==, 0);
  g_assert_false (tuning->has_outcome);
  g_assert_true (isnan (tuning->base_rate));
  g_assert_true (isnan (tuning->draft.auc.value));
}

static void
test_cancel (void)
{
  g_autoptr (SyTestLog) rows = make_shop (50, 250, 48);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 150 * DAY);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTuning) tuning = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_tuner_evaluate (tuner, draft, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tuning = evaluate (tuner, draft, NULL);
  g_assert_true (tuning->has_outcome);
}

/* After an import, what a tuner takes over gives what a new one gives: at the instant of before and
 * at a later one. */
static void
test_renewed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyTestLog) rows = make_shop (200, 250, 49);
  guint n_first = rows->events->len - 30;
  g_autofree char *first = sy_test_log_write_events (rows, 0, n_first);
  g_autofree char *second = sy_test_log_write_events (rows, n_first, 30);
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyModel) published = copy_with_weight (draft, 1);
  g_autoptr (SyModel) edited = copy_with_weight (draft, 7);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) renewed = NULL;
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (SyTuner) tuner = NULL;

  fixture_import (fixture, project, SY_IMPORT_EVENTS, first);
  log = sy_event_log_load (project, NULL, NULL, NULL, NULL);
  tuner = sy_tuner_new (log, START + 250 * DAY);
  {
    g_autoptr (SyTuning) tuning = evaluate (tuner, draft, published);

    g_assert_true (tuning->has_outcome);
  }
  fixture_import (fixture, project, SY_IMPORT_EVENTS, second);
  renewed = sy_event_log_renew (log, project, NULL, NULL, NULL, &renewal, NULL);
  g_assert_nonnull (renewal);
  for (gint64 day = 250; day < 260; day += 5)
    {
      g_autoptr (SyTuner) after = sy_tuner_renew (tuner, renewal, START + day * DAY);
      g_autoptr (SyTuner) cold = sy_tuner_new (renewed, START + day * DAY);
      g_autoptr (SyTuning) a = evaluate (after, draft, published);
      g_autoptr (SyTuning) b = evaluate (cold, draft, published);
      g_autoptr (SyTuning) c = evaluate (after, edited, published);
      g_autoptr (SyTuning) d = evaluate (cold, edited, published);

      g_assert_true (a->has_outcome);
      check_same_tuning (a, b);
      check_same_tuning (c, d);
    }
}

/* Bands that ask for the course: the histogram and the table have the bands that people have. */
static void
test_band_course (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 250, 50);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) draft = make_shop_model ();
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, START + 150 * DAY);
  g_autoptr (SyTuning) tuning = NULL;
  gsize n_members;
  const guint32 *members;
  gsize people[3] = { 0 };
  guint n_kept_down = 0;

  sy_model_get_band (draft, 2)->courses = 1u << SY_COURSE_RISING;
  sy_model_get_band (draft, 1)->change = (SyScoreMove){ 14, -3.3, (double) NAN };
  tuning = evaluate (tuner, draft, NULL);
  members = sy_scores_get_members (tuning->draft.scores, &n_members);
  for (gsize i = 0; i < n_members; i++)
    {
      guint8 band = sy_scores_get_bands (tuning->draft.scores)[members[i]];
      double score = sy_scores_get_score (tuning->draft.scores)[members[i]];

      people[band]++;
      n_kept_down += band < sy_model_find_band (draft, score);
    }
  g_assert_cmpuint (n_kept_down, >, 20);
  for (guint b = 0; b < 3; b++)
    {
      gsize in_histogram = 0;

      for (gsize bin = 0; bin < tuning->n_bins; bin++)
        in_histogram += tuning->draft.histogram[b * tuning->n_bins + bin];
      g_assert_cmpuint (in_histogram, ==, people[b]);
      g_assert_cmpuint (tuning->draft.people[b], ==, people[b]);
      g_assert_cmpuint (tuning->draft.bands[b].n, ==, people[b]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/tuner/agrees-with-backtest", test_agrees_with_backtest);
  g_test_add_func ("/validate/tuner/edits", test_edits);
  g_test_add_func ("/validate/tuner/threads", test_threads);
  g_test_add_func ("/validate/tuner/immature", test_immature);
  g_test_add_func ("/validate/tuner/no-outcome", test_no_outcome);
  g_test_add_func ("/validate/tuner/reference", test_reference);
  g_test_add_func ("/validate/tuner/without-scale", test_without_scale);
  g_test_add_func ("/validate/tuner/nobody", test_nobody);
  g_test_add_func ("/validate/tuner/cancel", test_cancel);
  ADD_TEST ("/validate/tuner/D9-renewed", test_renewed);
  g_test_add_func ("/validate/tuner/L6-band-course", test_band_course);
  return g_test_run ();
}
