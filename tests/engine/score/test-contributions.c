/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500000000)

typedef struct
{
  SyContributionKind kind;
  int group;
  int rule;
  const char *label;
  double points;
} Line;

static void
assert_lines (const SyContributions *account,
              const Line *expected,
              gsize n_expected)
{
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);

  g_assert_cmpuint (n_lines, ==, n_expected);
  for (gsize i = 0; i < n_lines; i++)
    {
      g_assert_cmpint (lines[i].kind, ==, expected[i].kind);
      g_assert_cmpint (lines[i].group, ==, expected[i].group);
      g_assert_cmpint (lines[i].rule, ==, expected[i].rule);
      g_assert_cmpstr (lines[i].label, ==, expected[i].label);
      g_assert_cmpfloat_with_epsilon (lines[i].points, expected[i].points, 1e-12);
    }
}

static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  for (int i = 1; i <= 5; i++)
    sy_test_log_add (rows, "p", "purchase", T - i * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 5 * DAY - 1, NAN);
  sy_test_log_add (rows, "p", "ticket", T - 3 * DAY, NAN);
  return rows;
}

/* Every kind of line once: 6 purchases of which one a day and the last 4 count. */
static SyModel *
new_model (void)
{
  SyRule *purchases = sy_test_rule_new_count ("purchases");
  SyRule *tickets = sy_rule_new ("tickets", SY_RULE_EVENT);
  SyRule *silent = sy_rule_new ("silent", SY_RULE_EVENT);
  SyRule *muted = sy_test_rule_new_count ("muted");
  SyModel *model = sy_test_model_new_with_rule (purchases);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  SyRuleGroup *best = sy_rule_group_new ("Best");

  purchases->label = g_strdup ("Purchases");
  purchases->daily_cap = 1;
  purchases->max_occurrences = 4;
  purchases->weight = 10;
  purchases->points_max = 30;
  sy_rule_add_type (tickets, "ticket");
  tickets->weight = -2;
  group->points_max = 25;
  group->weight = 0.5;
  muted->muted = TRUE;
  g_ptr_array_add (group->rules, muted);
  g_ptr_array_add (group->rules, tickets);

  best->combine = SY_COMBINE_MAX;
  sy_rule_add_type (silent, "visit");
  silent->measure = SY_MEASURE_INACTIVE;
  silent->weight = 3;
  g_ptr_array_add (best->rules, silent);
  g_ptr_array_add (best->rules, sy_test_rule_new_count ("again"));
  g_ptr_array_add (model->groups, best);

  model->score_max = 18;
  model->scale = (SyScaleSpec){ SY_SCALE_RANGE, 0, 20, NAN, NAN, NULL, 0 };
  g_ptr_array_add (model->bands, sy_band_new ("High", 90));
  return model;
}

static void
test_every_line (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, 0);
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);
  const Line expected[] = {
    { SY_CONTRIBUTION_RULE, 0, 0, "Purchases", 40 },
    { SY_CONTRIBUTION_EVENT_CAP, 0, 0, "Purchases", -10 },
    { SY_CONTRIBUTION_RULE, 0, 2, "tickets", -2 },
    { SY_CONTRIBUTION_GROUP_CLAMP, 0, -1, "Group", -3 },
    { SY_CONTRIBUTION_GROUP_WEIGHT, 0, -1, "Group", -12.5 },
    { SY_CONTRIBUTION_RULE, 1, 0, "silent", 3 },
    { SY_CONTRIBUTION_RULE, 1, 1, "again", 6 },
    { SY_CONTRIBUTION_GROUP_MAX, 1, -1, "Best", -3 },
    { SY_CONTRIBUTION_SCORE_CLAMP, -1, -1, NULL, -0.5 },
    { SY_CONTRIBUTION_SCALE, -1, -1, NULL, 72 },
  };

  assert_lines (account, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (sy_contributions_get_person (account), ==, 0);
  g_assert_cmpfloat (sy_contributions_get_raw (account), ==, 18);
  g_assert_cmpfloat (sy_contributions_get_score (account), ==, 90);
  g_assert_cmpuint (sy_contributions_get_band (account), ==, 1);

  g_assert_cmpfloat (lines[0].value, ==, 4);
  g_assert_cmpuint (lines[0].n_matched, ==, 6);
  g_assert_cmpuint (lines[0].n_kept, ==, 4);
  g_assert_cmpint (lines[0].latest, ==, T - DAY);
  g_assert_cmpstr (lines[0].id, ==, "purchases");
  g_assert_false (lines[0].is_missing);
  g_assert_cmpfloat (lines[5].value, ==, 1);
  g_assert_cmpuint (lines[5].n_matched, ==, 0);
  g_assert_cmpint (lines[5].latest, ==, SY_INSTANT_NONE);
}

/* Rules only, the largest first, whatever their sign; what rounds to nothing is not told. */
static void
test_words (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, 0);
  g_autofree char *three = sy_contributions_describe_rules (account, 3);
  g_autofree char *all = sy_contributions_describe_rules (account, 99);
  g_autofree char *none = sy_contributions_describe_rules (account, 0);
  g_autoptr (SyContributions) small = NULL;
  g_autofree char *rest = NULL;

  g_assert_cmpstr (three, ==, "Purchases +40.0, again +6.0, silent +3.0");
  g_assert_cmpstr (all, ==, "Purchases +40.0, again +6.0, silent +3.0, tickets -2.0");
  g_assert_cmpstr (none, ==, "");
  sy_rule_group_get_rule (sy_model_get_group (model, 0), 2)->weight = -0.049;
  sy_rule_group_get_rule (sy_model_get_group (model, 1), 0)->weight = 0.06;
  small = sy_scorer_explain (scorer, model, 0);
  rest = sy_contributions_describe_rules (small, 99);
  g_assert_cmpstr (rest, ==, "Purchases +40.0, again +6.0, silent +0.1");
}

/* Rules have a line even at 0 points; nothing else has. */
static void
test_nothing_happened (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) account = NULL;
  const Line expected[] = { { SY_CONTRIBUTION_RULE, 0, 0, "rule", 0 } };

  sy_test_log_add (rows, "p", "purchase", T, NAN);
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  account = sy_scorer_explain (scorer, model, 0);
  assert_lines (account, expected, 1);
  g_assert_cmpfloat (sy_contributions_get_score (account), ==, 0);
  g_assert_cmpuint (sy_contributions_get_band (account), ==, SY_BAND_NONE);
}

static void
test_missing_attribute (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  SyRule *rule = sy_rule_new ("plan", SY_RULE_ATTRIBUTE);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) account = NULL;
  const SyContribution *line;
  gsize n_lines;

  rule->attribute = g_strdup ("plan");
  rule->n_table = 1;
  rule->table = g_new0 (SyTableRow, 1);
  rule->table[0] = (SyTableRow){ g_strdup ("pro"), NAN, NAN, 4 };
  rule->missing_points = -1;
  rule->weight = 100;
  sy_test_log_add_attribute (rows, "q", "plan", "pro");
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  account = sy_scorer_explain (scorer, model, sy_event_log_find_person (log, "p"));
  line = sy_contributions_get_lines (account, &n_lines);
  g_assert_cmpuint (n_lines, ==, 1);
  g_assert_true (line->is_missing);
  g_assert_cmpfloat (line->points, ==, -1);
  g_assert_cmpfloat (line->value, ==, 0);
}

/* The account outlives model, log and scorer. */
static void
test_owns_its_texts (void)
{
  g_autoptr (SyContributions) account = NULL;
  const SyContribution *lines;
  gsize n_lines;

  {
    g_autoptr (SyTestLog) rows = new_rows ();
    g_autoptr (SyEventLog) log = sy_test_log_build (rows);
    g_autoptr (SyModel) model = new_model ();
    g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);

    account = sy_scorer_explain (scorer, model, 0);
  }
  lines = sy_contributions_get_lines (account, &n_lines);
  g_assert_cmpstr (lines[0].label, ==, "Purchases");
  g_assert_cmpstr (lines[7].label, ==, "Best");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/contributions/every-line", test_every_line);
  g_test_add_func ("/score/contributions/G4-words", test_words);
  g_test_add_func ("/score/contributions/nothing-happened", test_nothing_happened);
  g_test_add_func ("/score/contributions/missing-attribute", test_missing_attribute);
  g_test_add_func ("/score/contributions/owns-its-texts", test_owns_its_texts);

  return g_test_run ();
}
