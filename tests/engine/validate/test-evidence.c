/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define AS_OF (START + 150 * DAY)

/* The shop with a rule of pure noise, which looks at a type that has nothing to do with buying. */
static SyTestLog *
make_noisy_shop (guint32 seed)
{
  SyTestLog *log = make_shop (1500, 250, seed);
  GRand *random = g_rand_new_with_seed (seed + 1000);

  for (gsize p = 0; p < 1500; p++)
    if (g_rand_boolean (random))
      sy_test_log_add (log, get_key (p), "noise", START + g_rand_int_range (random, 0, 100) * DAY,
                       (double) NAN);
  g_rand_free (random);
  return log;
}

static SyModel *
make_noisy_model (void)
{
  SyModel *model = make_shop_model ();
  SyRule *noise = sy_rule_new ("noise", SY_RULE_EVENT);

  sy_rule_add_type (noise, "noise");
  noise->weight = 0.2;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, noise);
  return model;
}

static SyEvidence *
run (SyEventLog *log,
     const SyModel *model,
     gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  SyEvidence *evidence = sy_evidence_run (log, model, as_of, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return evidence;
}

static void
test_definitions (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (60);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SyModel) without = sy_model_copy (model);
  g_autoptr (SyEvidence) evidence = run (log, model, AS_OF);
  const SyRuleEvidence *buy = sy_evidence_find (evidence, "buy");
  static const gint64 as_of = AS_OF;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyBacktest) backtest_without = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, AS_OF);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  const double *values = sy_scores_get_rule_values (scores, 0);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome)
      outcome = sy_outcome_evaluate (log, &model->outcome, AS_OF, members, n_members, NULL, NULL);
  double sums[2] = { 0 };
  double counts[2] = { 0 };
  gsize reached = 0;

  options.origins = &as_of;
  options.n_origins = 1;
  sy_rule_group_get_rule (sy_model_get_group (without, 0), 0)->muted = TRUE;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
  backtest_without = sy_backtest_run (log, without, &options, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (evidence->n_rules, ==, 3);
  g_assert_cmpfloat (evidence->auc.value, ==, backtest->origins[0].figures->auc.value);
  g_assert_cmpfloat_with_epsilon (buy->auc_without, backtest_without->origins[0].figures->auc.value,
                                  1e-14);
  g_assert_cmpfloat_with_epsilon (buy->auc_change, buy->auc_without - evidence->auc.value, 1e-14);
  g_assert_cmpfloat (sy_evidence_find (evidence, "look")->auc_change, <, 0);
  for (gsize i = 0; i < outcome->n; i++)
    {
      sums[outcome->labels[i]] += values[outcome->people[i]];
      counts[outcome->labels[i]]++;
      reached += values[outcome->people[i]] > 0;
    }
  g_assert_cmpuint (buy->n_reached, ==, reached);
  g_assert_cmpfloat_with_epsilon (buy->mean_with, sums[1] / counts[1], 1e-9);
  g_assert_cmpfloat_with_epsilon (buy->ratio, sums[1] / counts[1] / (sums[0] / counts[0]), 1e-9);
  g_assert_cmpfloat (buy->information_value, >, 0.1);
  g_assert_false (buy->is_against);
}

static void
test_direction (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (61);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) more = make_noisy_model ();
  g_autoptr (SyModel) less = make_noisy_model ();
  g_autoptr (SyEvidence) buys = run (log, more, AS_OF);
  g_autoptr (SyEvidence) lapses = NULL;

  less->outcome.kind = SY_OUTCOME_ABSENCE;
  less->outcome.direction = SY_DIRECTION_LESS;
  lapses = run (log, less, AS_OF);
  for (gsize r = 0; r < 3; r++)
    {
      g_assert_cmpfloat_with_epsilon (buys->rules[r].ratio, lapses->rules[r].ratio, 1e-12);
      g_assert_cmpfloat_with_epsilon (buys->rules[r].auc_change, lapses->rules[r].auc_change,
                                      1e-12);
      g_assert_cmpfloat_with_epsilon (buys->rules[r].information_value,
                                      lapses->rules[r].information_value, 1e-9);
      g_assert_cmpint (buys->rules[r].is_against, ==, lapses->rules[r].is_against);
    }
}

static void
test_against (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (62);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SyModel) turned = copy_with_weight (model, -3);
  g_autoptr (SyEvidence) evidence = run (log, turned, AS_OF);

  g_assert_true (sy_evidence_find (evidence, "buy")->is_against);
  g_assert_cmpfloat (sy_evidence_find (evidence, "buy")->auc_change, >, 0);
}

/* Noise has an information value near nothing, and taking it out changes nothing that is certain. */
static void
test_noise (void)
{
  guint n_rejected = 0;

  for (guint32 seed = 100; seed < 120; seed++)
    {
      g_autoptr (SyTestLog) rows = make_noisy_shop (seed);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = make_noisy_model ();
      g_autoptr (SyEvidence) evidence = run (log, model, AS_OF);
      const SyRuleEvidence *noise = sy_evidence_find (evidence, "noise");

      g_assert_cmpfloat (noise->information_value, <, 0.02);
      g_assert_cmpfloat (noise->p_adjusted, >=, noise->p);
      /* No evidence that the score is better with it. */
      n_rejected += noise->p_adjusted > 0.1 || noise->auc_change > 0;
    }
  g_assert_cmpuint (n_rejected, >=, 18);
}

static void
test_muted (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (63);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SyEvidence) evidence = NULL;

  sy_rule_group_get_rule (sy_model_get_group (model, 0), 1)->muted = TRUE;
  evidence = run (log, model, AS_OF);
  g_assert_cmpuint (evidence->n_rules, ==, 2);
  g_assert_null (sy_evidence_find (evidence, "look"));
  g_assert_cmpstr (evidence->rules[1].id, ==, "noise");
}

static void
test_degenerate (void)
{
  g_autoptr (SyTestLog) rows = make_noisy_shop (64);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_noisy_model ();
  g_autoptr (SyEvidence) nobody = run (log, model, START - DAY);
  g_autoptr (SyEvidence) one_class = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (nobody->n, ==, 0);
  g_assert_true (isnan (nobody->rules[0].ratio));
  g_assert_true (isnan (nobody->rules[0].auc_without));
  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("never", ",", -1);
  one_class = run (log, model, AS_OF);
  g_assert_cmpuint (one_class->n_positive, ==, 0);
  g_assert_true (isnan (one_class->rules[0].information_value));
  g_assert_true (isnan (one_class->rules[0].p_adjusted));
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_evidence_run (log, model, AS_OF, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/evidence/definitions", test_definitions);
  g_test_add_func ("/validate/evidence/direction", test_direction);
  g_test_add_func ("/validate/evidence/against", test_against);
  g_test_add_func ("/validate/evidence/noise", test_noise);
  g_test_add_func ("/validate/evidence/muted", test_muted);
  g_test_add_func ("/validate/evidence/degenerate", test_degenerate);
  return g_test_run ();
}
