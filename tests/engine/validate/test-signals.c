/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define N_PEOPLE 1500
#define N_NOISES 5

static const gint64 as_of = START + 150 * DAY;
static const gint64 three_dates[] = { START + 90 * DAY, START + 120 * DAY, START + 150 * DAY };

static const char *const noises[N_NOISES] = { "n0", "n1", "n2", "n3", "n4" };

/* The shop, with types that have nothing to do with buying: half of the people have each. */
static SyTestLog *
make_noisy_shop (guint32 seed)
{
  SyTestLog *log = make_shop (N_PEOPLE, 250, seed);
  GRand *random = g_rand_new_with_seed (seed + 1000);

  for (gsize p = 0; p < N_PEOPLE; p++)
    for (gsize k = 0; k < N_NOISES; k++)
      if (g_rand_boolean (random))
        sy_test_log_add (log, get_key (p), noises[k],
                         START + g_rand_int_range (random, 0, 80) * DAY, (double) NAN);
  g_rand_free (random);
  return log;
}

static SyModel *
make_noisy_model (void)
{
  SyModel *model = make_shop_model ();
  SyRule *noise = sy_rule_new ("noise", SY_RULE_EVENT);

  sy_rule_add_type (noise, "n0");
  noise->weight = 0.2;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, noise);
  return model;
}

static SySignals *
run (SyEventLog *log,
     const SyModel *model,
     const gint64 *origins,
     gsize n_origins)
{
  g_autoptr (GError) error = NULL;
  SySignals *signals = sy_signals_run (log, model, origins, n_origins, SY_SIGNALS_LEVEL, NULL, NULL,
                                       NULL, &error);

  g_assert_no_error (error);
  return signals;
}

/* Of one type at one date, all by hand. */
static void
test_definitions (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (60);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SySignals) signals = run (log, model, &as_of, 1);
  const SySignal *noise = sy_signals_find (signals, SY_SIGNAL_TYPE, "n1");
  const SyEventRuns *runs = sy_event_log_get_runs (log, sy_event_log_find_type (log, "n1"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome)
      outcome = sy_outcome_evaluate (log, &model->outcome, as_of, members, n_members, NULL, NULL);
  gsize n[2] = { 0 };
  gsize positives[2] = { 0 };
  double base;
  SyTwoProportions two;

  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 start;
      guint32 end;
      gboolean has = sy_event_runs_find (runs, outcome->people[i], &start, &end);

      n[has]++;
      positives[has] += outcome->labels[i];
    }
  sy_two_proportions ((double) positives[1], (double) n[1], (double) positives[0], (double) n[0],
                      &two);
  g_assert_cmpuint (signals->n_signals, ==, 2 + N_NOISES + 3);
  g_assert_cmpuint (signals->n, ==, outcome->n);
  g_assert_cmpuint (noise->n_with, ==, n[1]);
  g_assert_cmpfloat_with_epsilon (noise->rate_with, (double) positives[1] / (double) n[1], 1e-15);
  g_assert_cmpfloat_with_epsilon (noise->rate_without, (double) positives[0] / (double) n[0],
                                  1e-15);
  g_assert_cmpfloat_with_epsilon (noise->ratio, two.ratio, 1e-12);
  g_assert_cmpfloat_with_epsilon (noise->ratio_interval.low, two.ratio_interval.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (noise->ratio_interval.high, two.ratio_interval.high, 1e-12);
  /* The lift is against all, those with it among them: at the ends of the interval too. */
  base = (double) (positives[0] + positives[1]) / (double) (n[0] + n[1]);
  g_assert_cmpuint (signals->n_positive, ==, positives[0] + positives[1]);
  g_assert_cmpfloat_with_epsilon (noise->lift, (double) positives[1] / (double) n[1] / base, 1e-12);
  g_assert_cmpfloat_with_epsilon (1 / noise->lift_interval.low,
                                  noise->coverage + (1 - noise->coverage) / two.ratio_interval.low, 1e-9);
  g_assert_cmpfloat_with_epsilon (1 / noise->lift_interval.high,
                                  noise->coverage + (1 - noise->coverage) / two.ratio_interval.high, 1e-9);
  /* For a value of 0 or 1 the rank test is the pooled one, with n - 1 for n. */
  g_assert_cmpfloat_with_epsilon (noise->z * noise->z,
                                  two.z * two.z * (double) (signals->n - 1) / (double) signals->n,
                                  1e-10);
  g_assert_cmpfloat_with_epsilon (noise->p, sy_normal_p (noise->z), 1e-15);
  g_assert_cmpfloat (noise->q, >=, noise->p);
  g_assert_false (noise->is_used);
  g_assert_true (sy_signals_find (signals, SY_SIGNAL_TYPE, "n0")->is_used);
  g_assert_true (isnan (noise->auc_change));
}

/* What the evidence of a rule says, and what scoring without it does. */
static void
test_rules (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (61);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SySignals) signals = run (log, model, &as_of, 1);
  g_autoptr (SyEvidence) evidence = sy_evidence_run (log, model, as_of, NULL, NULL, NULL, NULL);

  g_assert_cmpfloat (signals->auc.value, ==, evidence->auc.value);
  for (gsize i = 0; i < evidence->n_rules; i++)
    {
      const SyRuleEvidence *rule = &evidence->rules[i];
      const SySignal *signal = sy_signals_find (signals, SY_SIGNAL_RULE, rule->id);

      g_assert_cmpuint (signal->n_with, ==, rule->n_reached);
      g_assert_cmpfloat (signal->information_value, ==, rule->information_value);
      g_assert_cmpfloat (signal->auc_change, ==, rule->auc_change);
      g_assert_cmpfloat (signal->auc_change_p, ==, rule->p);
    }
  g_assert_cmpint (sy_signals_find (signals, SY_SIGNAL_RULE, "buy")->verdict, ==, SY_VERDICT_TELLS);
  g_assert_cmpint (sy_signals_find (signals, SY_SIGNAL_TYPE, "look")->verdict, ==,
                   SY_VERDICT_TELLS);
}

/* The same figures whichever way the outcome is put. */
static void
test_direction (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (62);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) more = make_noisy_model ();
  g_autoptr (SyModel) less = make_noisy_model ();
  g_autoptr (SySignals) buys = run (log, more, three_dates, 3);
  g_autoptr (SySignals) lapses = NULL;

  less->outcome.kind = SY_OUTCOME_ABSENCE;
  less->outcome.direction = SY_DIRECTION_LESS;
  lapses = run (log, less, three_dates, 3);
  for (gsize i = 0; i < buys->n_signals; i++)
    {
      g_assert_cmpfloat_with_epsilon (buys->signals[i].z, lapses->signals[i].z, 1e-9);
      g_assert_cmpfloat_with_epsilon (buys->signals[i].auc.value, lapses->signals[i].auc.value,
                                      1e-12);
      g_assert_cmpfloat_with_epsilon (buys->signals[i].rate_with, 1 - lapses->signals[i].rate_with,
                                      1e-12);
    }
}

static void
test_against (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (63);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SyModel) turned = copy_with_weight (model, -3);
  g_autoptr (SySignals) right = run (log, model, &as_of, 1);
  g_autoptr (SySignals) wrong = run (log, turned, &as_of, 1);

  g_assert_false (sy_signals_find (right, SY_SIGNAL_RULE, "buy")->is_against);
  g_assert_true (sy_signals_find (wrong, SY_SIGNAL_RULE, "buy")->is_against);
  /* Noise is on no side. */
  g_assert_false (sy_signals_find (right, SY_SIGNAL_RULE, "noise")->is_against);
}

static void
test_noise (void)
{
  const guint n_seeds = 60;
  guint n_rejected = 0;
  guint n_found = 0;

  g_test_summary ("Noise is rejected at q = 0.1 in at least 90 % of seeds, buying never");
  for (guint32 seed = 0; seed < n_seeds; seed++)
    {
      g_autoptr (SyTestLog) rows = make_noisy_shop (3000 + seed);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = make_noisy_model ();
      g_autoptr (SySignals) signals = run (log, model, &as_of, 1);

      for (gsize k = 0; k < N_NOISES; k++)
        n_rejected += sy_signals_find (signals, SY_SIGNAL_TYPE, noises[k])->verdict ==
                      SY_VERDICT_REJECTED;
      n_found += sy_signals_find (signals, SY_SIGNAL_TYPE, "buy")->verdict == SY_VERDICT_TELLS;
    }
  g_test_message ("%u of %u rejected", n_rejected, n_seeds * N_NOISES);
  g_assert_cmpuint (n_rejected, >=, n_seeds * N_NOISES * 9 / 10);
  g_assert_cmpuint (n_found, ==, n_seeds);
}

/* People are the same at all dates: rows taken for independent would find too much. */
static void
test_clustered (void)
{
  const guint n_seeds = 40;
  guint n_below = 0;

  for (guint32 seed = 0; seed < n_seeds; seed++)
    {
      g_autoptr (SyTestLog) rows = make_noisy_shop (5000 + seed);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = make_noisy_model ();
      g_autoptr (SySignals) signals = run (log, model, three_dates, 3);

      g_assert_cmpuint (signals->n_origins, ==, 3);
      for (gsize k = 0; k < N_NOISES; k++)
        n_below += sy_signals_find (signals, SY_SIGNAL_TYPE, noises[k])->p < 0.1;
    }
  g_test_message ("p below 0.1 in %u of %u", n_below, n_seeds * N_NOISES);
  /* 20 are expected, with a standard deviation of 4.2. */
  g_assert_cmpuint (n_below, >, 7);
  g_assert_cmpuint (n_below, <, 33);
}

static void
test_degenerate (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (64);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SySignals) signals = NULL;
  g_autoptr (SySignals) one_class = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 too_late = START + 249 * DAY;

  for (gsize p = 0; p < N_PEOPLE; p++)
    sy_test_log_add (rows, get_key (p), "everybody", START, (double) NAN);
  sy_test_log_mute (rows, "n4");
  log = sy_test_log_build (rows);
  sy_rule_group_get_rule (sy_model_get_group (model, 0), 1)->muted = TRUE;
  signals = run (log, model, &as_of, 1);
  g_assert_null (sy_signals_find (signals, SY_SIGNAL_TYPE, "n4"));
  g_assert_null (sy_signals_find (signals, SY_SIGNAL_RULE, "look"));
  g_assert_cmpint (sy_signals_find (signals, SY_SIGNAL_TYPE, "everybody")->verdict, ==,
                   SY_VERDICT_UNTESTED);
  g_assert_true (isnan (sy_signals_find (signals, SY_SIGNAL_TYPE, "everybody")->q));
  g_assert_true (isnan (sy_signals_find (signals, SY_SIGNAL_TYPE, "everybody")->ratio));
  g_assert_cmpfloat (sy_signals_find (signals, SY_SIGNAL_TYPE, "everybody")->lift, ==, 1);
  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("never", ",", -1);
  one_class = run (log, model, &as_of, 1);
  g_assert_cmpint (one_class->signals[0].verdict, ==, SY_VERDICT_UNTESTED);
  g_assert_true (isnan (one_class->signals[0].auc.value));
  g_assert_null (
      sy_signals_run (log, model, &too_late, 1, SY_SIGNALS_LEVEL, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (
      sy_signals_run (log, model, &as_of, 1, SY_SIGNALS_LEVEL, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/signals/K5-definitions", test_definitions);
  g_test_add_func ("/validate/signals/rules", test_rules);
  g_test_add_func ("/validate/signals/direction", test_direction);
  g_test_add_func ("/validate/signals/against", test_against);
  g_test_add_func ("/validate/signals/noise", test_noise);
  g_test_add_func ("/validate/signals/clustered", test_clustered);
  g_test_add_func ("/validate/signals/degenerate", test_degenerate);
  return g_test_run ();
}
