/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

static SyRule *
make_rule (void)
{
  SyRule *rule = sy_rule_new ("r", SY_RULE_EVENT);

  sy_rule_add_type (rule, "a");
  rule->where = sy_condition_new (SY_CONDITION_ALL);
  sy_condition_add_child (rule->where, sy_condition_new_test ("amount", SY_OPERATOR_AT_LEAST));
  sy_condition_add_number (rule->where->children[0], 5);
  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 30;
  return rule;
}

static void
change_weight (SyRule *rule)
{
  rule->weight = 2;
}

static void
change_points_max (SyRule *rule)
{
  rule->points_max = 2;
}

static void
change_points_min (SyRule *rule)
{
  rule->points_min = 2;
}

static void
change_label (SyRule *rule)
{
  rule->label = g_strdup ("L");
}

static void
change_id (SyRule *rule)
{
  g_free (rule->id);
  rule->id = g_strdup ("s");
}

static void
change_muted (SyRule *rule)
{
  rule->muted = TRUE;
}

static void
change_types (SyRule *rule)
{
  sy_rule_add_type (rule, "b");
}

static void
change_where (SyRule *rule)
{
  rule->where->children[0]->values[0].number = 6;
}

static void
change_where_text (SyRule *rule)
{
  rule->where->children[0]->values[0].text = g_strdup ("5");
}

static void
change_half_life (SyRule *rule)
{
  rule->decay.half_life_days = 31;
}

static void
change_window (SyRule *rule)
{
  rule->window_days = 31;
}

static void
change_cap (SyRule *rule)
{
  rule->daily_cap = 1;
}

static void
change_measure (SyRule *rule)
{
  rule->measure = SY_MEASURE_DAYS;
}

static void
change_shape (SyRule *rule)
{
  rule->shape = SY_SHAPE_SQRT;
}

static void
change_per (SyRule *rule)
{
  rule->per.kind = SY_EXPOSURE_ACTIVE_DAYS;
}

static void
test_value_equal (void)
{
  static const struct
  {
    void (*change) (SyRule *rule);
    gboolean same_value;
  } cases[] = {
    { change_weight, TRUE },
    { change_points_max, TRUE },
    { change_points_min, TRUE },
    { change_label, TRUE },
    { change_id, TRUE },
    { change_muted, TRUE },
    { change_types, FALSE },
    { change_where, FALSE },
    { change_where_text, FALSE },
    { change_half_life, FALSE },
    { change_window, FALSE },
    { change_cap, FALSE },
    { change_measure, FALSE },
    { change_shape, FALSE },
    { change_per, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyRule) rule = make_rule ();
      g_autoptr (SyRule) copy = sy_rule_copy (rule);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (sy_rule_equal (rule, copy));
      g_assert_true (sy_rule_value_equal (rule, copy));
      g_assert_cmpuint (sy_rule_value_hash (rule), ==, sy_rule_value_hash (copy));
      cases[i].change (copy);
      g_assert_false (sy_rule_equal (rule, copy));
      g_assert_cmpint (sy_rule_value_equal (rule, copy), ==, cases[i].same_value);
      g_assert_cmpint (sy_rule_value_equal (copy, rule), ==, cases[i].same_value);
      if (cases[i].same_value)
        g_assert_cmpuint (sy_rule_value_hash (rule), ==, sy_rule_value_hash (copy));
      else
        g_assert_cmpuint (sy_rule_value_hash (rule), !=, sy_rule_value_hash (copy));
    }
}

static void
test_decay (void)
{
  SyDecayStep steps[] = { { 7, 1 }, { 30, 0.5 }, { 90, 0.25 } };
  SyDecay decay = { SY_DECAY_NONE, (double) NAN, (double) NAN, steps, G_N_ELEMENTS (steps) };

  g_test_summary ("The golden values of the statistics page: age 17, half-life 14, span 30, steps");
  g_assert_cmpfloat (sy_decay_at (&decay, 1e9), ==, 1);
  decay.kind = SY_DECAY_EXPONENTIAL;
  decay.half_life_days = 14;
  g_assert_cmpfloat_with_epsilon (sy_decay_at (&decay, 17), 0.4309864106234889, 1e-15);
  g_assert_cmpfloat (sy_decay_at (&decay, 0), ==, 1);
  g_assert_cmpfloat (sy_decay_at (&decay, 14), ==, 0.5);
  decay.kind = SY_DECAY_LINEAR;
  decay.span_days = 30;
  g_assert_cmpfloat_with_epsilon (sy_decay_at (&decay, 17), 0.433333333333333, 1e-15);
  g_assert_cmpfloat (sy_decay_at (&decay, 30), ==, 0);
  g_assert_cmpfloat (sy_decay_at (&decay, 31), ==, 0);
  decay.kind = SY_DECAY_STEPS;
  g_assert_cmpfloat (sy_decay_at (&decay, 7), ==, 1);
  g_assert_cmpfloat (sy_decay_at (&decay, 7.0001), ==, 0.5);
  g_assert_cmpfloat (sy_decay_at (&decay, 17), ==, 0.5);
  g_assert_cmpfloat (sy_decay_at (&decay, 90), ==, 0.25);
  g_assert_cmpfloat (sy_decay_at (&decay, 90.0001), ==, 0);
}

static void
test_describe (void)
{
  g_autoptr (SyRule) rule = make_rule ();
  g_autofree char *event = sy_rule_describe (rule);
  g_autofree char *measured = NULL;

  g_assert_cmpstr (event, ==, "a where amount >= 5, count, half-life 30 days");
  rule->measure = SY_MEASURE_AMOUNT;
  rule->amount.kind = SY_AMOUNT_LIMIT;
  rule->amount.limit = 100;
  rule->window_days = 1;
  rule->daily_cap = 3;
  rule->shape = SY_SHAPE_SQRT;
  measured = sy_rule_describe (rule);
  g_assert_cmpstr (
      measured, ==,
      "a where amount >= 5, amount (at most 100 each), last 1 day, at most 3 a day, half-life 30 days, square root");
}

static void
test_describe_condition (void)
{
  g_autoptr (SyCondition) all = sy_condition_new (SY_CONDITION_ALL);
  SyCondition *any = sy_condition_new (SY_CONDITION_ANY);
  SyCondition *none = sy_condition_new (SY_CONDITION_NOT);
  SyCondition *in = sy_condition_new_test ("channel", SY_OPERATOR_IN);
  g_autofree char *text = NULL;
  g_autoptr (SyCondition) copy = NULL;
  g_autofree char *nothing = sy_condition_describe (NULL);

  sy_condition_add_text (in, "web");
  sy_condition_add_number (in, 2);
  sy_condition_add_child (any, in);
  sy_condition_add_child (any, sy_condition_new_test ("x", SY_OPERATOR_EXISTS));
  sy_condition_add_child (none, sy_condition_new_test ("y", SY_OPERATOR_EXISTS));
  sy_condition_add_child (all, any);
  sy_condition_add_child (all, none);
  text = sy_condition_describe (all);
  g_assert_cmpstr (text, ==, "(channel in (\"web\", 2) or x exists) and not (y exists)");
  g_assert_cmpstr (nothing, ==, "");
  copy = sy_condition_copy (all);
  g_assert_true (sy_condition_equal (all, copy));
  g_assert_false (sy_condition_equal (all, NULL));
  g_assert_true (sy_condition_equal (NULL, NULL));
}

static SyModel *
load_example (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "model", "example.json",
                                                 NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return sy_model_from_json (text, -1, NULL);
}

static void
test_diff (void)
{
  g_autoptr (SyModel) a = load_example ();
  g_autoptr (SyModel) b = sy_model_copy (a);
  SyRule *rule = sy_model_find_rule (b, "purchase", NULL, NULL);
  SyRuleGroup *commerce = sy_model_get_group (b, 0);
  SyRuleGroup *messaging = sy_model_get_group (b, 1);
  SyRule *added = sy_rule_new ("visit", SY_RULE_EVENT);
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  rule->weight = 5;
  rule->decay.half_life_days = 30;
  rule->points_max = (double) NAN;
  commerce->points_max = 90;
  sy_model_get_band (b, 1)->min = 40;
  b->scale.hi = 80;
  b->outcome.horizon_days = 90;
  sy_rule_add_type (added, "visit");
  added->weight = 0.5;
  g_ptr_array_add (messaging->rules, added);
  g_ptr_array_remove_index (messaging->rules, 1);
  sy_model_find_rule (b, "coupon", NULL, NULL)->weight = 7;
  g_ptr_array_add (commerce->rules, g_ptr_array_steal_index (messaging->rules, 0));
  lines = sy_model_diff (a, b);
  text = g_strjoinv ("\n", lines);
  g_assert_cmpstr (
      text, ==,
      "outcome: horizon days 60 → 90\n"
      "group \"Commerce\": points max 80 → 90\n"
      "rule \"purchase\": decay exponential, half life days 45 → exponential, half life days 30\n"
      "rule \"purchase\": points max 60 → none\n"
      "rule \"purchase\": weight 4 → 5\n"
      "scale: hi 60 → 80\n"
      "band \"Stable\": min 34 → 40\n"
      "rule \"silent\" removed\n"
      "rule \"coupon\": group \"Messaging\" → \"Commerce\"\n"
      "rule \"coupon\": weight 6 → 7\n"
      "rule \"visit\" added: visit, count, weight 0.5");
}

static void
test_diff_lists (void)
{
  g_autoptr (SyModel) a = load_example ();
  g_autoptr (SyModel) b = sy_model_copy (a);
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_remove_index (b->bands, 1);
  g_ptr_array_add (b->bands, sy_band_new ("Top", 90));
  g_ptr_array_remove_index (b->groups, 2);
  g_ptr_array_insert (sy_model_get_group (b, 0)->rules, 0,
                      g_ptr_array_steal_index (sy_model_get_group (b, 0)->rules, 1));
  lines = sy_model_diff (a, b);
  text = g_strjoinv ("\n", lines);
  g_assert_cmpstr (text, ==,
                   "group \"Fit\" removed\n"
                   "group \"Commerce\": rules in another order\n"
                   "band \"Stable\" removed\n"
                   "band \"Top\" added from 90\n"
                   "rule \"kids\" removed");
}

static void
test_warnings (void)
{
  g_autoptr (SyModel) model = load_example ();
  g_auto (GStrv) none = sy_model_get_warnings (model);
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  SyRule *coupon = sy_model_find_rule (model, "coupon", NULL, NULL);
  SyRule *seasonal;
  const double season[SY_SEASON_WEEKS] = { 1 };

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  coupon->decay.steps[1].until_days = 5;
  coupon->decay.steps[2].factor = 2;
  sy_model_find_rule (model, "silent", NULL, NULL)->window_days = (double) NAN;
  sy_model_find_rule (model, "purchase", NULL, NULL)->weight = 0;
  sy_model_find_rule (model, "basket", NULL, NULL)->decay.span_days = 30;
  seasonal = sy_model_find_rule (model, "purchase", NULL, NULL);
  seasonal->season = g_memdup2 (season, sizeof season);
  seasonal->n_season = SY_SEASON_WEEKS;
  seasonal->window_days = (double) NAN;
  coupon->measure = SY_MEASURE_TREND;
  coupon->daily_cap = 1;
  model->display = SY_DISPLAY_PERCENT;
  sy_model_get_band (model, 2)->min = 101;
  g_clear_pointer (&model->outcome.name, g_free);
  lines = sy_model_get_warnings (model);
  text = g_strjoinv ("\n", lines);
  g_assert_cmpstr (
      text, ==,
      "$.outcome.name: give the outcome a name that reports can show\n"
      "$.groups[0].rules[0].weight: is 0, so the rule gives no points\n"
      "$.groups[0].rules[0].season: without \"window_days\" it divides nothing\n"
      "$.groups[0].rules[1].decay.span_days: events older than this score 0, although the window is longer\n"
      "$.groups[1].rules[0].daily_cap: a trend counts all matches, so the cap changes nothing\n"
      "$.groups[1].rules[0].decay.steps[1]: is never reached: the step before lasts as long\n"
      "$.groups[1].rules[0].decay.steps[2]: older events count more than newer ones\n"
      "$.groups[1].rules[1].window_days: without a window, \"inactive\" means that it never happened\n"
      "$.bands[2].min: nobody reaches it, the scale ends at 100");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rule/value-equal", test_value_equal);
  g_test_add_func ("/model/rule/decay", test_decay);
  g_test_add_func ("/model/rule/describe", test_describe);
  g_test_add_func ("/model/condition/describe", test_describe_condition);
  g_test_add_func ("/model/diff/N2-fields", test_diff);
  g_test_add_func ("/model/diff/lists", test_diff_lists);
  g_test_add_func ("/model/warnings", test_warnings);
  return g_test_run ();
}
