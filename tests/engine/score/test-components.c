/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-slow-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

#define N_CASES 300
#define T 1500000000

static void
assert_near (double a,
             double b,
             guint seed,
             const char *what)
{
  if (!(fabs (a - b) <= 1e-9 * MAX (1, fabs (b))))
    g_error ("seed %u: %s: %.17g, not %.17g", seed, what, a, b);
}

static SyTypeEntry *
new_entry (const char *name,
           int polarity)
{
  SyTypeEntry *entry = g_new0 (SyTypeEntry, 1);

  entry->name = g_strdup (name);
  entry->polarity = polarity;
  return entry;
}

static void
free_entry (gpointer entry)
{
  sy_type_entry_free (entry);
}

/* Support tickets and failed payments are bad news, purchases good. */
static GPtrArray *
new_dictionary (void)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (free_entry);

  g_ptr_array_add (types, new_entry ("ticket", -1));
  g_ptr_array_add (types, new_entry ("failed", -1));
  g_ptr_array_add (types, new_entry ("purchase", 1));
  g_ptr_array_add (types, new_entry ("visit", 0));
  return types;
}

static void
test_derived (void)
{
  static const struct
  {
    SyRuleKind kind;
    SyMeasure measure;
    SyComponent component;
  } cases[] = {
    { SY_RULE_EVENT, SY_MEASURE_COUNT, SY_COMPONENT_FREQUENCY },
    { SY_RULE_EVENT, SY_MEASURE_DAYS, SY_COMPONENT_FREQUENCY },
    { SY_RULE_EVENT, SY_MEASURE_TREND, SY_COMPONENT_FREQUENCY },
    { SY_RULE_EVENT, SY_MEASURE_AMOUNT, SY_COMPONENT_VALUE },
    { SY_RULE_EVENT, SY_MEASURE_ONCE, SY_COMPONENT_DEPTH },
    { SY_RULE_EVENT, SY_MEASURE_LATEST, SY_COMPONENT_RECENCY },
    { SY_RULE_EVENT, SY_MEASURE_INACTIVE, SY_COMPONENT_RECENCY },
    { SY_RULE_ATTRIBUTE, SY_MEASURE_COUNT, SY_COMPONENT_DEPTH },
    { SY_RULE_SEQUENCE, SY_MEASURE_COUNT, SY_COMPONENT_DEPTH },
    { SY_RULE_MILESTONE, SY_MEASURE_COUNT, SY_COMPONENT_DEPTH },
    { SY_RULE_DATE, SY_MEASURE_COUNT, SY_COMPONENT_RECENCY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyRule) rule = sy_rule_new ("r", cases[i].kind);

      rule->measure = cases[i].measure;
      g_assert_cmpint (sy_rule_get_component (rule), ==, cases[i].component);
      rule->component = SY_COMPONENT_VALUE;
      g_assert_cmpint (sy_rule_get_component (rule), ==, SY_COMPONENT_VALUE);
    }
}

/* Two purchases of 10 and 30 within a limit of 25 points, a visit yesterday, a plan; by hand. */
static void
test_by_hand (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *count = sy_test_rule_new_count ("count");
  SyRule *money = sy_test_rule_new_count ("money");
  SyRule *visit = sy_rule_new ("visit", SY_RULE_EVENT);
  SyRule *plan = sy_rule_new ("plan", SY_RULE_ATTRIBUTE);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (count);
  SyRuleGroup *shop = sy_model_get_group (model, 0);
  SyRuleGroup *rest = sy_rule_group_new ("Rest");
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyContributions) account = NULL;
  const double expected[] = { 1.5, 6, 7, 20, -13.5, 31.5 };
  guint32 person = 0;
  SyComponents one;
  SyComponents other;
  SyComponents mean;

  count->weight = 3;
  money->weight = 0.5;
  money->measure = SY_MEASURE_AMOUNT;
  shop->points_max = 12.5;
  g_ptr_array_add (shop->rules, money);
  sy_rule_add_type (visit, "visit");
  visit->measure = SY_MEASURE_LATEST;
  visit->decay = (SyDecay){ SY_DECAY_EXPONENTIAL, 1, NAN, NULL, 0 };
  visit->weight = 1.5;
  plan->attribute = g_strdup ("plan");
  plan->missing_points = 3.5;
  plan->where = sy_condition_new (SY_CONDITION_ALL);
  sy_condition_add_child (plan->where, sy_condition_new_test ("plan", SY_OPERATOR_EXISTS));
  rest->weight = 2;
  g_ptr_array_add (rest->rules, visit);
  g_ptr_array_add (rest->rules, plan);
  g_ptr_array_add (model->groups, rest);
  model->scale = (SyScaleSpec){ SY_SCALE_RANGE, 0, 40, NAN, NAN, NULL, 0 };
  sy_model_get_band (model, 0)->min = 0;

  sy_test_log_add (rows, "p", "purchase", T - 500, 10);
  sy_test_log_add (rows, "p", "purchase", T - 400, 30);
  sy_test_log_add (rows, "p", "visit", T - 86400, NAN);
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  account = sy_scorer_explain (scorer, model, person);

  /* 6 + 20 points are limited to 12.5; 2 times 0.75 and 3.5; 21 of 40 is 52.5. */
  g_assert_cmpfloat_with_epsilon (sy_contributions_get_score (account), 52.5, 1e-12);
  sy_contributions_get_components (account, model, NULL, &one);
  sy_scores_get_components (scores, model, NULL, &person, 1, &other);
  sy_scores_get_mean_components (scores, model, NULL, &mean);
  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    {
      g_test_message ("%s", sy_component_line_get_name ((SyComponentLine) i));
      g_assert_cmpfloat_with_epsilon (one.lines[i], expected[i], 1e-12);
      g_assert_cmpfloat_with_epsilon (other.lines[i], expected[i], 1e-12);
      g_assert_cmpfloat_with_epsilon (mean.lines[i], expected[i], 1e-12);
    }
  g_assert_cmpfloat (one.friction, ==, 0);
  g_assert_cmpfloat_with_epsilon (mean.score, 52.5, 1e-12);
}

static void
assert_lines (const SyComponents *components,
              const SySlowScore *slow,
              guint seed)
{
  const double expected[] = { slow->recency, slow->frequency, slow->depth,
                              slow->value, slow->limits, slow->scale };
  double sum = 0;

  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    {
      assert_near (components->lines[i], expected[i], seed,
                   sy_component_line_get_name ((SyComponentLine) i));
      sum += components->lines[i];
    }
  assert_near (components->score, slow->score, seed, "score");
  assert_near (components->friction, slow->friction, seed, "friction");
  assert_near (sum, components->score, seed, "sum of the lines");
}

/* The account of one person and the columns of everyone agree with the slow scorer. */
static void
test_sum (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
      g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
      g_autoptr (GArray) slow = sy_slow_score (rows, model, as_of);
      gsize n = sy_event_log_get_n_people (log);
      g_autofree guint32 *people = g_new (guint32, n);
      g_autofree SyComponents *all = g_new (SyComponents, n);

      for (guint32 i = 0; i < n; i++)
        people[i] = i;
      sy_scores_get_components (scores, model, NULL, people, n, all);
      for (guint32 i = 0; i < n; i++)
        {
          const SySlowScore *expected = &g_array_index (slow, SySlowScore, i);
          g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, i);
          SyComponents one;

          sy_contributions_get_components (account, model, NULL, &one);
          assert_lines (&one, expected, seed);
          assert_lines (&all[i], expected, seed);
        }
    }
}

/* Means are those of the population, over more people than are kept at a time. */
static void
test_means (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *rule = sy_test_rule_new_count ("count");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyScorer) early = NULL;
  g_autoptr (SyScores) nobody = NULL;
  SyComponents mean;

  rule->weight = -2;
  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *key = g_strdup_printf ("p%d", i);

      sy_test_log_add (rows, sy_test_log_keep (rows, key), i % 4 == 0 ? "purchase" : "visit",
                       T - 1 - i, NAN);
    }
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  sy_scores_get_mean_components (scores, model, NULL, &mean);
  g_assert_cmpfloat_with_epsilon (mean.lines[SY_COMPONENT_LINE_FREQUENCY], -0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean.friction, -0.5, 1e-12);
  g_assert_cmpfloat (mean.lines[SY_COMPONENT_LINE_LIMITS], ==, 0);

  early = sy_scorer_new (log, T - 20000);
  nobody = sy_scorer_score (early, model, NULL, NULL);
  sy_scores_get_mean_components (nobody, model, NULL, &mean);
  g_assert_true (isnan (mean.score) && isnan (mean.friction) && isnan (mean.lines[0]));
}

static void
test_polarity (void)
{
  static const struct
  {
    const char *types;
    SyPolarity polarity;
    SyMeasure measure;
    double weight;
    double group_weight;
    gboolean is_friction;
  } cases[] = {
    /* The key decides, whatever the dictionary says. */
    { "ticket", SY_POLARITY_POSITIVE, SY_MEASURE_COUNT, -1, 1, FALSE },
    { "purchase", SY_POLARITY_NEGATIVE, SY_MEASURE_COUNT, 1, 1, TRUE },
    /* Then the dictionary: much contact with support is no good news, even with points. */
    { "ticket", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, 5, 1, TRUE },
    { "ticket failed visit", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, 5, 1, TRUE },
    { "purchase", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, -5, 1, FALSE },
    { "purchase", SY_POLARITY_DERIVED, SY_MEASURE_INACTIVE, 5, 1, TRUE },
    { "ticket", SY_POLARITY_DERIVED, SY_MEASURE_INACTIVE, 5, 1, FALSE },
    /* Where it says nothing or is of two minds, the sign in the score. */
    { "visit", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, -1, 1, TRUE },
    { "visit", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, -1, -1, FALSE },
    { "unknown", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, 1, 1, FALSE },
    { "ticket purchase", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, 1, 1, FALSE },
    { "ticket purchase", SY_POLARITY_DERIVED, SY_MEASURE_COUNT, -1, 1, TRUE },
  };
  g_autoptr (GPtrArray) types = new_dictionary ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyRule) rule = sy_rule_new ("r", SY_RULE_EVENT);
      g_autoptr (SyRuleGroup) group = sy_rule_group_new ("G");

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      rule->types = g_strsplit (cases[i].types, " ", -1);
      rule->polarity = cases[i].polarity;
      rule->measure = cases[i].measure;
      rule->weight = cases[i].weight;
      group->weight = cases[i].group_weight;
      g_assert_cmpint (sy_rule_is_friction (rule, group, types), ==, cases[i].is_friction);
      if (rule->polarity == SY_POLARITY_DERIVED)
        g_assert_cmpint (sy_rule_is_friction (rule, group, NULL), ==,
                         cases[i].weight * cases[i].group_weight < 0);
    }
}

/* The total stays as it is: friction is told beside it, not taken from it. */
static void
test_friction_apart (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyRule *tickets = sy_rule_new ("tickets", SY_RULE_EVENT);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("count"));
  g_autoptr (GPtrArray) types = new_dictionary ();
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) account = NULL;
  SyComponents blind;
  SyComponents told;

  sy_rule_add_type (tickets, "ticket");
  tickets->weight = 4;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, tickets);
  sy_test_log_add (rows, "p", "purchase", T - 5, NAN);
  sy_test_log_add (rows, "p", "ticket", T - 4, NAN);
  sy_test_log_add (rows, "p", "ticket", T - 3, NAN);
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  account = sy_scorer_explain (scorer, model, 0);
  sy_contributions_get_components (account, model, NULL, &blind);
  sy_contributions_get_components (account, model, types, &told);
  g_assert_cmpfloat (blind.friction, ==, 0);
  g_assert_cmpfloat (told.friction, ==, 8);
  g_assert_cmpfloat (told.score, ==, 9);
  g_assert_cmpfloat (told.lines[SY_COMPONENT_LINE_FREQUENCY], ==, 9);
}

/* Channels roll up to one score by their weights; each stays to be seen by itself. */
static void
test_channels (void)
{
  static const struct
  {
    const char *name;
    const char *type;
    double weight;
    double p95;
    double points_max;
  } channels[] = { { "Email", "email_open", 0.5, NAN, NAN },
                   { "Web", "visit", 2, NAN, 3 },
                   { "App", "session", 10, 4, 1 },
                   { "Support", "ticket", -1, NAN, NAN } };
  /* 4 opens; 5 visits, of which 3 count; 2 sessions of a usual 4; 1 ticket */
  const double expected[] = { 2, 6, 5, -1 };
  static const int counts[] = { 4, 5, 2, 1 };
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("unused"));
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  double sum = 0;

  g_ptr_array_set_size (model->groups, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      SyRuleGroup *group = sy_rule_group_new (channels[i].name);
      SyRule *rule = sy_rule_new (channels[i].type, SY_RULE_EVENT);

      sy_rule_add_type (rule, channels[i].type);
      group->weight = channels[i].weight;
      group->p95 = channels[i].p95;
      group->points_max = channels[i].points_max;
      g_ptr_array_add (group->rules, rule);
      g_ptr_array_add (model->groups, group);
      for (int k = 0; k < counts[i]; k++)
        sy_test_log_add (rows, "p", channels[i].type, T - 10 - k, NAN);
    }
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_assert_cmpfloat (sy_scores_get_group_points (scores, i)[0], ==, expected[i]);
      sum += expected[i];
    }
  g_assert_cmpfloat (sy_scores_get_raw (scores)[0], ==, sum);
}

/* On any model the sub-scores sum to the raw score, when its own limits do not cut it. */
static void
test_channels_sum (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
      g_autoptr (SyScores) scores = NULL;

      model->score_min = model->score_max = NAN;
      scores = sy_scorer_score (scorer, model, NULL, NULL);
      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
        {
          double sum = 0;

          for (guint g = 0; g < model->groups->len; g++)
            sum += sy_scores_get_group_points (scores, g)[person];
          assert_near (sum, sy_scores_get_raw (scores)[person], seed, "sum of the groups");
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/C7/derived-component", test_derived);
  g_test_add_func ("/score/C7/components-by-hand", test_by_hand);
  g_test_add_func ("/score/C7/components-sum-to-the-score", test_sum);
  g_test_add_func ("/score/C7/population-means", test_means);
  g_test_add_func ("/score/C18/polarity", test_polarity);
  g_test_add_func ("/score/C18/friction-apart", test_friction_apart);
  g_test_add_func ("/score/C10/channel-sub-scores", test_channels);
  g_test_add_func ("/score/C10/channels-sum-to-the-raw-score", test_channels_sum);

  return g_test_run ();
}
