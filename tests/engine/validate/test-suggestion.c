/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define N_PEOPLE 2000

static const gint64 dates[] = { START + 110 * DAY, START + 150 * DAY };

/* The shop, with a type that is noise, and one that people do who do not buy. */
static SyTestLog *
make_world (guint32 seed)
{
  SyTestLog *log = make_shop (N_PEOPLE, 250, seed);
  GRand *random = g_rand_new_with_seed (seed + 1000);

  for (gsize p = 0; p < N_PEOPLE; p++)
    {
      g_autofree char *age = g_strdup_printf ("%d", g_rand_int_range (random, 18, 80));

      if (g_rand_boolean (random))
        sy_test_log_add (log, get_key (p), "noise", START + g_rand_int_range (random, 0, 80) * DAY,
                         (double) NAN);
      if (g_rand_double (random) < 0.7)
        sy_test_log_add_attribute (log, get_key (p), "age", sy_test_log_keep (log, age));
    }
  g_rand_free (random);
  return log;
}

static SyRule *
add_rule (SyModel *model,
          const char *id,
          const char *type,
          double weight)
{
  SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

  sy_rule_add_type (rule, type);
  rule->weight = weight;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  return rule;
}

static SyModel *
make_model (void)
{
  SyModel *model = make_shop_model ();
  SyRuleGroup *other = sy_rule_group_new ("Other");
  SyRule *spend = sy_rule_new ("spend", SY_RULE_EVENT);

  add_rule (model, "noise", "noise", 0.05);
  sy_rule_add_type (spend, "buy");
  spend->measure = SY_MEASURE_AMOUNT;
  spend->amount.kind = SY_AMOUNT_LOG1P;
  spend->window_days = 60;
  spend->weight = 0.5;
  other->weight = 2;
  g_ptr_array_add (other->rules, spend);
  g_ptr_array_add (model->groups, other);
  return model;
}

static SySuggestion *
run (SyEventLog *log,
     const SyModel *model,
     gsize n_origins,
     GPtrArray *types)
{
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SySuggestion *suggestion;

  options.origins = dates + (G_N_ELEMENTS (dates) - n_origins);
  options.n_origins = n_origins;
  options.types = types;
  suggestion = sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return suggestion;
}

static SyBacktest *
backtest (SyEventLog *log,
          const SyModel *model,
          const SyModel *compared)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;

  options.origins = dates;
  options.n_origins = G_N_ELEMENTS (dates);
  options.published = compared;
  return sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
}

static SyModel *
copy_with_fitted (const SyModel *model,
                  const SyWeights *weights)
{
  SyModel *copy = sy_model_copy (model);

  for (gsize i = 0; i < weights->n_rules; i++)
    sy_model_find_rule (copy, weights->rules[i].id, NULL, NULL)->weight = weights->rules[i].fitted;
  return copy;
}

static void
test_rounding (void)
{
  g_autoptr (SyTestLog) rows = make_world (1);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) suggestion = run (log, model, 2, NULL);
  const SyWeights *weights = suggestion->weights;
  g_autoptr (SyModel) fitted = copy_with_fitted (model, weights);
  g_autoptr (SyModel) rounded = sy_weights_apply (weights, model, NULL, NULL);
  g_autoptr (SyBacktest) cost = backtest (log, rounded, fitted);
  g_autoptr (SyBacktest) gain = backtest (log, rounded, model);

  g_test_summary ("The areas and the cost of rounding are those of separate backtests");
  g_assert_cmpfloat (weights->current.value, ==, gain->pooled.published->auc.value);
  g_assert_cmpfloat (weights->fitted.value, ==, cost->pooled.published->auc.value);
  g_assert_cmpfloat (weights->suggested.value, ==, cost->pooled.figures->auc.value);
  g_assert_cmpfloat (weights->suggested.low, ==, cost->pooled.figures->auc.low);
  g_assert_cmpfloat (weights->rounding.difference, ==, cost->pooled.comparison.difference);
  g_assert_cmpfloat (weights->rounding.p, ==, cost->pooled.comparison.p);
  g_assert_cmpfloat (weights->gain.difference, ==, gain->pooled.comparison.difference);
  g_assert_cmpfloat (weights->gain.p, ==, gain->pooled.comparison.p);
  g_assert_cmpfloat (weights->fitted.value, >=, weights->current.value - 0.002);
  g_assert_cmpfloat (fabs (weights->cross_validated.value - weights->fitted.value), <, 0.02);
  /* All rows were held out once. */
  g_assert_cmpfloat_with_epsilon (weights->unseen.second, weights->current.value, 1e-14);
  g_assert_cmpfloat_with_epsilon (weights->unseen.first, weights->cross_validated.value, 1e-14);
}

/* The coefficients are those of the fit to the values of the rules. */
static void
test_fit (void)
{
  g_autoptr (SyTestLog) rows = make_world (2);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) suggestion = run (log, model, 1, NULL);
  const SyWeights *weights = suggestion->weights;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, dates[1]);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome)
      outcome = sy_outcome_evaluate (log, &model->outcome, dates[1], members, n_members, NULL,
                                     NULL);
  g_autofree double *x = g_new (double, outcome->n * 4);
  static const int signs[] = { 1, 1, 1, 1 };
  SyRidgeRows ridge = { outcome->n, 4, x, outcome->labels, signs, outcome->people };
  double coefficients[4];
  double largest = 0;
  SyRidgeFit fit;
  SyRidgeChoice choice;

  for (gsize i = 0; i < outcome->n; i++)
    for (gsize j = 0; j < 4; j++)
      x[i * 4 + j] = sy_scores_get_rule_values (scores, j)[outcome->people[i]];
  g_assert_true (sy_ridge_choose (&ridge, 5, 1, &choice, NULL, NULL, NULL));
  g_assert_true (sy_ridge_fit (&ridge, choice.penalty, coefficients, &fit, NULL, NULL));
  g_assert_cmpfloat (weights->penalty, ==, choice.penalty);
  g_assert_cmpuint (weights->n_fitted, ==, outcome->n);
  g_assert_cmpuint (weights->n_rules, ==, 4);
  for (gsize j = 0; j < 4; j++)
    {
      const SyRuleWeight *rule = &weights->rules[j];
      double group_weight = j == 3 ? 2 : 1;

      g_assert_cmpfloat_with_epsilon (rule->coefficient, coefficients[j], 1e-9);
      g_assert_cmpfloat_with_epsilon (rule->fitted, coefficients[j] / group_weight * weights->scale,
                                      1e-9);
      g_assert_cmpfloat (fabs (rule->suggested - rule->fitted), <=, rule->step / 2 + 1e-12);
      g_assert_cmpfloat_with_epsilon (remainder (rule->suggested, rule->step), 0, 1e-12);
      largest = MAX (largest, fabs (rule->fitted));
    }
  g_assert_cmpfloat_with_epsilon (largest, 3, 1e-9);
  g_assert_cmpfloat (weights->rules[0].step, ==, 1);
  g_assert_cmpfloat_with_epsilon (weights->rules[2].step, 0.01, 1e-15);
  g_assert_cmpfloat_with_epsilon (weights->rules[3].step, 0.1, 1e-15);
}

/* Turning outcome and direction, or a group's sign, changes nothing but what it says. */
static void
test_direction (void)
{
  g_autoptr (SyTestLog) rows = make_world (3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) more = make_model ();
  g_autoptr (SyModel) less = make_model ();
  g_autoptr (SyModel) turned = make_model ();
  g_autoptr (SySuggestion) buys = run (log, more, 2, NULL);
  g_autoptr (SySuggestion) lapses = NULL;
  g_autoptr (SySuggestion) mirrored = NULL;

  less->outcome.kind = SY_OUTCOME_ABSENCE;
  less->outcome.direction = SY_DIRECTION_LESS;
  sy_model_get_group (turned, 1)->weight = -2;
  sy_model_find_rule (turned, "spend", NULL, NULL)->weight = -0.5;
  lapses = run (log, less, 2, NULL);
  mirrored = run (log, turned, 2, NULL);
  for (gsize i = 0; i < buys->weights->n_rules; i++)
    {
      g_assert_cmpfloat_with_epsilon (buys->weights->rules[i].fitted,
                                      lapses->weights->rules[i].fitted, 1e-7);
      g_assert_cmpfloat_with_epsilon (buys->weights->rules[i].fitted,
                                      mirrored->weights->rules[i].fitted * (i == 3 ? -1 : 1), 1e-9);
    }
  g_assert_cmpfloat (mirrored->weights->rules[3].suggested, <=, 0);
}

static GPtrArray *
make_dictionary (const char *name,
                 int polarity)
{
  GPtrArray *types = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);
  SyTypeEntry *entry = g_new0 (SyTypeEntry, 1);

  entry->name = g_strdup (name);
  entry->polarity = polarity;
  g_ptr_array_add (types, entry);
  return types;
}

static void
test_signs (void)
{
  g_autoptr (SyTestLog) rows = make_world (4);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) against = make_model ();
  g_autoptr (GPtrArray) bad = make_dictionary ("look", -1);
  g_autoptr (GPtrArray) good = make_dictionary ("look", 1);
  g_autoptr (SySuggestion) told = run (log, model, 2, bad);
  g_autoptr (SySuggestion) weighed = NULL;
  g_autoptr (SySuggestion) overruled = NULL;
  const SyRuleWeight *look = sy_weights_find (told->weights, "look");

  g_assert_cmpint (look->sign, ==, -1);
  g_assert_cmpint (look->source, ==, SY_SIGN_DICTIONARY);
  g_assert_true (look->is_held);
  g_assert_cmpfloat (look->suggested, ==, 0);
  g_assert_cmpint (sy_weights_find (told->weights, "buy")->source, ==, SY_SIGN_WEIGHT);
  sy_model_find_rule (against, "look", NULL, NULL)->weight = -1;
  weighed = run (log, against, 2, NULL);
  look = sy_weights_find (weighed->weights, "look");
  g_assert_cmpint (look->source, ==, SY_SIGN_WEIGHT);
  g_assert_true (look->is_held);
  overruled = run (log, against, 2, good);
  look = sy_weights_find (overruled->weights, "look");
  g_assert_cmpint (look->sign, ==, 1);
  g_assert_false (look->is_held);
  g_assert_cmpfloat (look->fitted, >, 0);
  /* A model of bad news turns the dictionary: buying less is what its high scores mean. */
  against->outcome.kind = SY_OUTCOME_ABSENCE;
  against->purpose = SY_PURPOSE_CHURN;
  g_clear_pointer (&overruled, sy_suggestion_unref);
  overruled = run (log, against, 2, good);
  g_assert_cmpint (sy_weights_find (overruled->weights, "look")->sign, ==, -1);
  g_assert_cmpfloat (sy_weights_find (overruled->weights, "look")->fitted, <, 0);
}

/* A model that is wrong in everything: there is nothing to suggest, and nothing changes. */
static void
test_all_held (void)
{
  g_autoptr (SyTestLog) rows = make_world (10);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) applied = NULL;
  g_autoptr (SySuggestion) suggestion = NULL;

  for (guint r = 0; r < 2; r++)
    sy_rule_group_get_rule (sy_model_get_group (model, 0), r)->weight = -2;
  suggestion = run (log, model, 1, NULL);
  applied = sy_weights_apply (suggestion->weights, model, NULL, NULL);
  g_assert_cmpfloat (suggestion->weights->scale, ==, 0);
  g_assert_true (suggestion->weights->rules[0].is_held);
  g_assert_true (suggestion->weights->rules[1].is_held);
  g_assert_true (sy_model_equal (applied, model));
  g_assert_cmpfloat (suggestion->weights->gain.difference, ==, 0);
}

static void
test_apply (void)
{
  static const char *const one[] = { "look", NULL };
  static const char *const none[] = { "look", "absent", NULL };
  g_autoptr (SyTestLog) rows = make_world (5);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) suggestion = run (log, model, 2, NULL);
  g_autoptr (SyModel) with_one = sy_weights_apply (suggestion->weights, model, one, NULL);
  g_autoptr (SyModel) expected = sy_model_copy (model);
  g_autoptr (GError) error = NULL;

  sy_model_find_rule (expected, "look", NULL, NULL)->weight =
      sy_weights_find (suggestion->weights, "look")->suggested;
  g_assert_true (sy_model_equal (with_one, expected));
  g_assert_false (sy_model_equal (with_one, model));
  g_assert_null (sy_weights_apply (suggestion->weights, model, none, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
}

static gboolean
has_leak (const SySuggestion *suggestion,
          SyLeakKind kind,
          const char *id)
{
  for (gsize i = 0; i < suggestion->n_leaks; i++)
    if (suggestion->leaks[i].kind == kind && strcmp (suggestion->leaks[i].id, id) == 0)
      return TRUE;
  return FALSE;
}

static const SyLeak *
get_leak (const SySuggestion *suggestion,
          SyLeakKind kind,
          const char *id)
{
  for (gsize i = 0; i < suggestion->n_leaks; i++)
    if (suggestion->leaks[i].kind == kind && strcmp (suggestion->leaks[i].id, id) == 0)
      return &suggestion->leaks[i];
  g_assert_not_reached ();
}

/* What knows the outcome beforehand: a reason that is filled in when people buy, and a type that
 * the tracker sends before. */
static void
test_leaks (void)
{
  g_autoptr (SyTestLog) rows = make_world (6);
  g_autoptr (SyEventLog) clean = sy_test_log_build (rows);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) without = run (clean, model, 1, NULL);
  g_autoptr (SySuggestion) with = NULL;
  gsize n_members;
  g_autoptr (SyScorer) scorer = sy_scorer_new (clean, dates[1]);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autoptr (SyOutcome)
      outcome = sy_outcome_evaluate (clean, &model->outcome, dates[1], members, n_members, NULL,
                                     NULL);
  const SyLeak *leak;

  g_assert_cmpuint (without->n_leaks, ==, 0);
  for (gsize i = 0; i < outcome->n; i++)
    if (outcome->labels[i] || i % 50 == 0)
      {
        const char *key = sy_event_log_get_person_key (clean, outcome->people[i]);

        sy_test_log_add_attribute (rows, sy_test_log_keep (rows, key), "order_id", "7");
        sy_test_log_add (rows, sy_test_log_keep (rows, key), "preorder", dates[1] - DAY,
                         (double) NAN);
      }
  log = sy_test_log_build (rows);
  add_rule (model, "pre", "preorder", 1);
  with = run (log, model, 1, NULL);
  leak = get_leak (with, SY_LEAK_ATTRIBUTE, "order_id");
  g_assert_null (leak->rule);
  g_assert_cmpfloat_with_epsilon (leak->share_with, 1, 1e-12);
  g_assert_cmpfloat (leak->share_without, <, 0.04);
  g_assert_nonnull (strstr (leak->reason, "order_id"));
  leak = get_leak (with, SY_LEAK_TOO_GOOD, "pre");
  g_assert_cmpstr (leak->rule, ==, "pre");
  g_assert_cmpfloat (leak->auc, >, SY_LEAK_AUC);
  g_assert_cmpfloat_with_epsilon (leak->share_with, 1, 1e-12);
  g_assert_true (has_leak (with, SY_LEAK_TOO_GOOD, "preorder"));
  g_assert_false (has_leak (with, SY_LEAK_ATTRIBUTE, "age"));
}

/* With an outcome that happens once, the rules that read it say the same of all who are left. */
static void
test_once (void)
{
  g_autoptr (SyTestLog) rows = make_world (7);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) suggestion = NULL;
  const SyRuleWeight *buy;

  model->outcome.once = TRUE;
  suggestion = run (log, model, 1, NULL);
  g_assert_true (has_leak (suggestion, SY_LEAK_OUTCOME, "buy"));
  g_assert_true (has_leak (suggestion, SY_LEAK_OUTCOME, "spend"));
  g_assert_false (has_leak (suggestion, SY_LEAK_OUTCOME, "look"));
  g_assert_cmpfloat (get_leak (suggestion, SY_LEAK_OUTCOME, "buy")->share_with, ==, 0);
  buy = sy_weights_find (suggestion->weights, "buy");
  g_assert_true (buy->is_constant);
  g_assert_cmpfloat (buy->suggested, ==, 3);
}

static void
test_redundancy (void)
{
  g_autoptr (SyTestLog) rows = make_world (8);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SySuggestion) suggestion = NULL;
  const SyRedundancy *redundancy;
  SyRule *twin = add_rule (model, "twin", "buy", 2);
  SyRule *opposite = add_rule (model, "opposite", "noise", -0.05);

  twin->decay.kind = SY_DECAY_EXPONENTIAL;
  twin->decay.half_life_days = 40;
  opposite->weight = -7;
  suggestion = run (log, model, 1, NULL);
  redundancy = suggestion->redundancy;
  g_assert_cmpint (redundancy->as_of, ==, dates[1]);
  g_assert_cmpuint (redundancy->n_pairs, >=, 2);
  for (gsize i = 0; i < redundancy->n_pairs; i++)
    {
      const SyRedundantPair *pair = &redundancy->pairs[i];
      gboolean is_twin = strcmp (pair->first, "buy") == 0 && strcmp (pair->second, "twin") == 0;
      gboolean is_opposite = strcmp (pair->second, "opposite") == 0;

      g_assert_cmpint (pair->is_duplicate, ==, is_twin);
      if (is_twin)
        g_assert_cmpfloat_with_epsilon (pair->correlation, 1, 1e-12);
      if (is_opposite)
        g_assert_cmpfloat_with_epsilon (pair->correlation, -1, 1e-12);
      g_assert_cmpfloat (fabs (pair->correlation), >=, SY_REDUNDANT);
    }
}

/* Three people with known events. */
static void
test_caps (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SySuggestion) suggestion = NULL;
  const SyRuleCaps *buy;
  const SyRuleCaps *look;
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);

  /* Five buys a day, at most two count, of three points each. Looks: at most 8 points. */
  for (guint e = 0; e < 5; e++)
    sy_test_log_add (rows, "a", "buy", START + e, (double) NAN);
  for (guint e = 0; e < 3; e++)
    sy_test_log_add (rows, "b", "buy", START + e * DAY, (double) NAN);
  for (guint e = 0; e < 12; e++)
    sy_test_log_add (rows, "c", "look", START + e * DAY, (double) NAN);
  sy_test_log_add (rows, "c", "buy", START + 151 * DAY, (double) NAN);
  sy_test_log_add (rows, "d", "look", START + 249 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  rule->decay.kind = SY_DECAY_NONE;
  rule->decay.half_life_days = (double) NAN;
  rule->daily_cap = 2;
  suggestion = run (log, model, 1, NULL);
  buy = &suggestion->redundancy->rules[0];
  look = &suggestion->redundancy->rules[1];
  g_assert_cmpuint (suggestion->redundancy->n_people, ==, 3);
  g_assert_cmpuint (buy->n_capped, ==, 1);
  g_assert_cmpfloat_with_epsilon (buy->lost_to_caps, 3.0, 1e-12);
  g_assert_cmpuint (buy->n_limited, ==, 0);
  g_assert_cmpfloat (buy->lost_to_limits, ==, 0);
  g_assert_cmpfloat_with_epsilon (buy->mean_points, 5.0, 1e-12);
  g_assert_cmpuint (look->n_capped, ==, 0);
  g_assert_cmpuint (look->n_limited, ==, 1);
  g_assert_cmpfloat_with_epsilon (look->lost_to_limits, 4.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (look->mean_points, 8.0 / 3, 1e-12);
}

static void
test_errors (void)
{
  g_autoptr (SyTestLog) rows = make_world (9);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.origins = dates;
  g_assert_null (sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  options.n_origins = 2;
  for (guint g = 0; g < model->groups->len; g++)
    for (guint r = 0; r < sy_model_get_group (model, g)->rules->len; r++)
      sy_rule_group_get_rule (sy_model_get_group (model, g), r)->muted = TRUE;
  g_assert_null (sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
  g_clear_error (&error);
  g_strfreev (model->outcome.types);
  model->outcome.types = g_strsplit ("never", ",", -1);
  g_assert_null (sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
}

static void
test_many_rules (void)
{
  g_autoptr (SyTestLog) rows = make_world (3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model ();
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyRule *last = NULL;

  g_test_summary ("More rules than suggestions are for are refused; a muted one does not count");
  options.origins = dates;
  options.n_origins = G_N_ELEMENTS (dates);
  while (sy_model_get_n_rules (model) <= SY_SUGGESTION_MAX_RULES)
    {
      g_autofree char *id = g_strdup_printf ("r%u", sy_model_get_n_rules (model));

      last = add_rule (model, id, "nothing", 1);
    }
  g_assert_null (sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "401 rules"));
  g_clear_error (&error);
  last->muted = TRUE;
  {
    g_autoptr (SySuggestion) found = sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (found);
  }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/suggestion/rounding", test_rounding);
  g_test_add_func ("/validate/suggestion/C12-fit", test_fit);
  g_test_add_func ("/validate/suggestion/direction", test_direction);
  g_test_add_func ("/validate/suggestion/signs", test_signs);
  g_test_add_func ("/validate/suggestion/all-held", test_all_held);
  g_test_add_func ("/validate/suggestion/apply", test_apply);
  g_test_add_func ("/validate/suggestion/leaks", test_leaks);
  g_test_add_func ("/validate/suggestion/once", test_once);
  g_test_add_func ("/validate/suggestion/redundancy", test_redundancy);
  g_test_add_func ("/validate/suggestion/caps", test_caps);
  g_test_add_func ("/validate/suggestion/errors", test_errors);
  g_test_add_func ("/validate/suggestion/many-rules", test_many_rules);
  return g_test_run ();
}
