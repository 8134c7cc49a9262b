/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500000000)

/* Person "pN" has N purchases, the last one a day before T; "later" has one at T; "none" an attribute only. */
static SyEventLog *
new_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  const char *const people[] = { "p1", "p2", "p3" };

  for (int i = 0; i < 3; i++)
    for (int j = 0; j <= i; j++)
      sy_test_log_add (rows, people[i], "purchase", T - DAY - j * 40 * DAY, 10);
  sy_test_log_add (rows, "p3", "visit", T - 100 * DAY, NAN);
  sy_test_log_add (rows, "later", "purchase", T, NAN);
  sy_test_log_add_attribute (rows, "none", "plan", "pro");
  sy_test_log_add_attribute (rows, "p2", "plan", "pro");
  return sy_test_log_build (rows);
}

static SyScores *
score (SyScorer *scorer,
       const SyModel *model)
{
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

/* Everyone has a score, the population a band. */
static void
test_population (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = NULL;
  const guint32 expected[] = { 2, 3, 4 };
  gsize n_members;
  const guint32 *members;

  g_ptr_array_add (model->bands, sy_band_new ("Middle", 2));
  g_ptr_array_add (model->bands, sy_band_new ("High", 3));
  scores = score (scorer, model);
  g_assert_cmpuint (sy_scores_get_n_people (scores), ==, 5);
  g_assert_cmpint (sy_scores_get_as_of (scores), ==, T);
  members = sy_scores_get_members (scores, &n_members);
  g_assert_cmpmem (members, n_members * sizeof *members, expected, sizeof expected);
  for (guint32 i = 0; i < 2; i++)
    {
      g_assert_cmpfloat (sy_scores_get_raw (scores)[i], ==, 0);
      g_assert_cmpuint (sy_scores_get_bands (scores)[i], ==, SY_BAND_NONE);
    }
  for (guint32 i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (sy_scores_get_raw (scores)[2 + i], ==, i + 1);
      g_assert_cmpuint (sy_scores_get_bands (scores)[2 + i], ==, i);
    }
}

static guint
count_members (SyScorer *scorer,
               const SyModel *model)
{
  g_autoptr (SyScores) scores = score (scorer, model);
  gsize n_members;

  sy_scores_get_members (scores, &n_members);
  return (guint) n_members;
}

static void
test_population_filters (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  SyCondition *test = sy_condition_new_test ("plan", SY_OPERATOR_EQUAL);

  model->population.seen_within_days = 1;
  g_assert_cmpuint (count_members (scorer, model), ==, 3);
  model->population.seen_within_days = 0.5;
  g_assert_cmpuint (count_members (scorer, model), ==, 0);
  model->population.seen_within_days = NAN;
  model->population.types = g_strdupv ((char *[]){ (char *) "visit", NULL });
  g_assert_cmpuint (count_members (scorer, model), ==, 1);
  model->population.seen_within_days = 99;
  g_assert_cmpuint (count_members (scorer, model), ==, 0);
  g_clear_pointer (&model->population.types, g_strfreev);
  model->population.seen_within_days = NAN;
  sy_condition_add_text (test, "pro");
  model->population.where = sy_condition_new (SY_CONDITION_ALL);
  sy_condition_add_child (model->population.where, test);
  g_assert_cmpuint (count_members (scorer, model), ==, 1);
}

/* A draft without a frozen reference is ranked among its own members; others among them. */
static void
test_draft_percentile (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyContributions) account = NULL;
  const double expected[] = { 0, 0, 100 / 6.0, 50, 500 / 6.0 };

  model->scale.kind = SY_SCALE_PERCENTILE;
  scores = score (scorer, model);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat_with_epsilon (sy_scores_get_score (scores)[i], expected[i], 1e-12);
  account = sy_scorer_explain (scorer, model, 3);
  g_assert_cmpfloat (sy_contributions_get_score (account), ==, sy_scores_get_score (scores)[3]);
}

/* Groups: sum or max, then the division by p95, then clamp, then weight; then the score's clamp. */
static void
test_groups (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *first = sy_test_rule_new_count ("first");
  SyRule *second = sy_test_rule_new_count ("second");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (first);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  const struct
  {
    SyCombine combine;
    double points_min;
    double points_max;
    double weight;
    double score_min;
    double score_max;
    double expected; /* of p3, with 3 and 12 points from its rules */
    double p95;      /* 0 for none */
  } cases[] = {
    { SY_COMBINE_SUM, NAN, NAN, 1, NAN, NAN, 15 },
    { SY_COMBINE_MAX, NAN, NAN, 1, NAN, NAN, 12 },
    { SY_COMBINE_SUM, NAN, 8, 0.5, NAN, NAN, 4 },
    { SY_COMBINE_SUM, 20, NAN, 0.5, NAN, NAN, 10 },
    { SY_COMBINE_SUM, NAN, NAN, 1, NAN, 7, 7 },
    { SY_COMBINE_SUM, NAN, NAN, -1, -4, NAN, -4 },
    { SY_COMBINE_SUM, NAN, NAN, 1, NAN, NAN, 3, 5 },
    { SY_COMBINE_SUM, NAN, 2, 4, NAN, NAN, 8, 5 },
    { SY_COMBINE_MAX, 1.5, NAN, 1, NAN, NAN, 3, 4 },
  };

  second->weight = 4;
  g_ptr_array_add (group->rules, second);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyScores) scores = NULL;

      group->combine = cases[i].combine;
      group->points_min = cases[i].points_min;
      group->points_max = cases[i].points_max;
      group->weight = cases[i].weight;
      group->p95 = cases[i].p95 > 0 ? cases[i].p95 : NAN;
      model->score_min = cases[i].score_min;
      model->score_max = cases[i].score_max;
      scores = score (scorer, model);
      g_assert_cmpfloat (sy_scores_get_raw (scores)[4], ==, cases[i].expected);
    }
}

/* All rules of a "max" group lose points: the least loss counts, not 0. */
static void
test_negative_max (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *first = sy_test_rule_new_count ("first");
  SyRule *second = sy_test_rule_new_count ("second");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (first);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyScores) muted = NULL;

  group->combine = SY_COMBINE_MAX;
  first->weight = -5;
  second->weight = -2;
  g_ptr_array_add (group->rules, second);
  scores = score (scorer, model);
  g_assert_cmpfloat (sy_scores_get_raw (scores)[4], ==, -6);
  second->muted = TRUE;
  muted = score (scorer, model);
  g_assert_cmpfloat (sy_scores_get_raw (muted)[4], ==, -15);
}

static void
test_rules_and_groups (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *capped = sy_test_rule_new_count ("capped");
  SyRule *muted = sy_test_rule_new_count ("muted");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (capped);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = NULL;
  const guint32 people[] = { 4, 2 };
  double points[2];

  capped->weight = 5;
  capped->points_max = 11;
  muted->muted = TRUE;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, muted);
  sy_model_get_group (model, 0)->weight = 2;
  scores = score (scorer, model);
  g_assert_cmpuint (sy_scores_get_n_rules (scores), ==, 2);
  g_assert_cmpfloat (sy_scores_get_rule_values (scores, 0)[4], ==, 3);
  g_assert_null (sy_scores_get_rule_values (scores, 1));
  sy_scores_get_rule_points (scores, 0, people, 2, points);
  g_assert_cmpfloat (points[0], ==, 11);
  g_assert_cmpfloat (points[1], ==, 5);
  sy_scores_get_rule_points (scores, 1, people, 2, points);
  g_assert_cmpfloat (points[0], ==, 0);
  g_assert_cmpfloat (sy_scores_get_group_points (scores, 0)[4], ==, 22);
}

/* Scores outlive the scorer and do not change under later edits. */
static void
test_immutable (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *rule = sy_test_rule_new_count ("rule");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  SyScorer *scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) first = score (scorer, model);

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (SyScores) other = NULL;

      rule->weight = i;
      rule->window_days = 1 + i;
      other = score (scorer, model);
      g_assert_cmpfloat (sy_scores_get_raw (first)[4], ==, 3);
    }
  sy_scorer_unref (scorer);
  g_assert_cmpfloat (sy_scores_get_raw (first)[4], ==, 3);
  g_assert_cmpfloat (sy_scores_get_rule_values (first, 0)[4], ==, 3);
}

/* What an edit does not touch is not computed again. */
static void
test_remembers (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *rule = sy_test_rule_new_count ("rule");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) before = score (scorer, model);
  g_autoptr (SyScores) weight = NULL;
  g_autoptr (SyScores) threshold = NULL;
  g_autoptr (SyScores) window = NULL;

  rule->weight = 2;
  weight = score (scorer, model);
  g_assert_true (sy_scores_get_rule_values (weight, 0) == sy_scores_get_rule_values (before, 0));
  g_assert_false (sy_scores_get_group_points (weight, 0) == sy_scores_get_group_points (before, 0));
  g_ptr_array_add (model->bands, sy_band_new ("High", 4));
  threshold = score (scorer, model);
  g_assert_true (sy_scores_get_raw (threshold) == sy_scores_get_raw (weight));
  g_assert_cmpuint (sy_scores_get_bands (threshold)[4], ==, 1);
  g_assert_cmpuint (sy_scores_get_bands (weight)[4], ==, 0);
  rule->window_days = 10;
  window = score (scorer, model);
  g_assert_false (sy_scores_get_rule_values (window, 0) == sy_scores_get_rule_values (before, 0));
  g_assert_cmpfloat (sy_scores_get_raw (window)[4], ==, 2);
}

/* Numbers that only some models read still make a difference to what is remembered. */
static void
test_remembers_no_more (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  SyRule *rule = sy_rule_new ("plan", SY_RULE_ATTRIBUTE);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) before = NULL;
  g_autoptr (SyScores) missing = NULL;
  g_autoptr (SyScores) narrower = NULL;

  rule->attribute = g_strdup ("plan");
  rule->n_table = 1;
  rule->table = g_new0 (SyTableRow, 1);
  rule->table[0] = (SyTableRow){ g_strdup ("pro"), NAN, NAN, 5 };
  model->scale.kind = SY_SCALE_PERCENTILE;
  before = score (scorer, model);
  g_assert_cmpfloat (sy_scores_get_raw (before)[2], ==, 0);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_score (before)[3], 500 / 6.0, 1e-12);
  rule->missing_points = 9;
  missing = score (scorer, model);
  g_assert_cmpfloat (sy_scores_get_raw (missing)[2], ==, 9);
  /* Only p3 is left to be ranked among. */
  model->population.types = g_strdupv ((char *[]){ (char *) "visit", NULL });
  narrower = score (scorer, model);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_score (missing)[4], 200 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_score (narrower)[4], 50, 1e-12);
}

static void
test_cancel (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScores) scores = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_scorer_score (scorer, model, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  scores = score (scorer, model);
  g_assert_cmpfloat (sy_scores_get_raw (scores)[4], ==, 3);
}

static void
test_empty (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyModel) bare = sy_model_new ("No groups");
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = score (scorer, model);
  g_autoptr (SyScores) bare_scores = score (scorer, bare);

  g_assert_cmpuint (sy_scores_get_n_people (scores), ==, 0);
  g_assert_cmpuint (count_members (scorer, model), ==, 0);
  model->scale.kind = SY_SCALE_PERCENTILE;
  g_assert_cmpuint (count_members (scorer, model), ==, 0);
}

/* As of instants outside the range of events. */
static void
test_far_instants (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) early = sy_scorer_new (log, SY_EVENT_EPOCH - 1000);
  g_autoptr (SyScorer) late = sy_scorer_new (log, SY_EVENT_EPOCH + (gint64) G_MAXUINT32 + 1000);
  g_autoptr (SyScores) before = score (early, model);
  g_autoptr (SyScores) after = score (late, model);

  g_assert_cmpfloat (sy_scores_get_raw (before)[4], ==, 0);
  g_assert_cmpuint (count_members (early, model), ==, 0);
  g_assert_cmpfloat (sy_scores_get_raw (after)[4], ==, 3);
  g_assert_cmpuint (count_members (late, model), ==, 4);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/scorer/population", test_population);
  g_test_add_func ("/score/scorer/population-filters", test_population_filters);
  g_test_add_func ("/score/scorer/draft-percentile", test_draft_percentile);
  g_test_add_func ("/score/scorer/C2-C14-D3-D5-groups", test_groups);
  g_test_add_func ("/score/scorer/negative-max", test_negative_max);
  g_test_add_func ("/score/scorer/rules-and-groups", test_rules_and_groups);
  g_test_add_func ("/score/scorer/immutable", test_immutable);
  g_test_add_func ("/score/scorer/remembers", test_remembers);
  g_test_add_func ("/score/scorer/remembers-no-more", test_remembers_no_more);
  g_test_add_func ("/score/scorer/cancel", test_cancel);
  g_test_add_func ("/score/scorer/empty", test_empty);
  g_test_add_func ("/score/scorer/far-instants", test_far_instants);

  return g_test_run ();
}
