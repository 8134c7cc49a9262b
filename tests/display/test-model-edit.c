/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-log-names.h"
#include "sy-model-edit.h"
#include "sy-rule-text.h"
#include "sy-value-counts.h"

static const char *const no_types[] = { NULL };

static SyRule *
make_rule (const char *id)
{
  SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

  sy_rule_add_type (rule, "purchase");
  return rule;
}

/* Two groups of two rules and three bands from 0, 30 and 60. */
static SyModel *
make_model (void)
{
  SyModel *model = sy_model_new ("Test");
  static const char *const ids[] = { "a", "b", "c", "d" };

  for (guint i = 0; i < 4; i++)
    {
      if (i % 2 == 0)
        g_ptr_array_add (model->groups, sy_rule_group_new (i == 0 ? "One" : "Two"));
      g_ptr_array_add (sy_model_get_group (model, i / 2)->rules, make_rule (ids[i]));
    }
  g_ptr_array_add (model->bands, sy_band_new ("Middle", 30));
  g_ptr_array_add (model->bands, sy_band_new ("High", 60));
  g_assert_true (sy_model_check (model, NULL));

  return model;
}

static char *
order_of (const SyModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < model->groups->len; i++)
    {
      g_string_append (text, i > 0 ? " | " : "");
      for (guint j = 0; j < sy_model_get_group (model, i)->rules->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "",
                                sy_rule_group_get_rule (sy_model_get_group (model, i), j)->id);
    }

  return g_string_free (text, FALSE);
}

static void
assert_order (const SyModel *model,
              const char *expected)
{
  g_autofree char *order = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (model);
  g_assert_true (sy_model_check (model, &error));
  g_assert_no_error (error);
  order = order_of (model);
  g_assert_cmpstr (order, ==, expected);
}

static void
test_rule (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule = NULL;

  edited = sy_model_edit_rule (model, "b", &rule);
  g_assert_nonnull (edited);
  rule->weight = 7;
  g_assert_cmpfloat (sy_model_find_rule (edited, "b", NULL, NULL)->weight, ==, 7);
  g_assert_cmpfloat (sy_model_find_rule (model, "b", NULL, NULL)->weight, ==, 1);
  g_assert_null (sy_model_edit_rule (model, "missing", &rule));
}

static void
test_add (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) empty = sy_model_new ("Empty");
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (SyModel) first = NULL;
  g_autofree char *id = NULL;
  g_autofree char *first_id = NULL;

  edited = sy_model_edit_add_rule (model, 0, make_rule ("a"), &id);
  g_assert_cmpstr (id, ==, "a_2");
  assert_order (edited, "a b a_2 | c d");

  first = sy_model_edit_add_rule (empty, G_MAXUINT, make_rule ("Été 24!"), &first_id);
  assert_order (first, first_id);
}

static void
test_duplicate (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (SyModel) again = NULL;
  g_autofree char *id = NULL;
  g_autofree char *again_id = NULL;

  edited = sy_model_edit_duplicate_rule (model, "a", &id);
  assert_order (edited, "a a_2 b | c d");
  again = sy_model_edit_duplicate_rule (edited, "a", &again_id);
  assert_order (again, "a a_3 a_2 b | c d");
}

static void
test_remove (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) one = sy_model_edit_remove_rule (model, "c");
  g_autoptr (SyModel) two = sy_model_edit_remove_rule (one, "d");

  assert_order (one, "a b | d");
  assert_order (two, "a b");
  g_assert_null (sy_model_edit_remove_rule (two, "d"));
}

static void
test_move (void)
{
  static const struct
  {
    const char *id;
    int by;
    const char *expected; /* NULL: already at the end */
  } cases[] = {
    { "a", 1, "b a | c d" },
    { "b", -1, "b a | c d" },
    { "b", 1, "a | b c d" },
    { "c", -1, "a b c | d" },
    { "a", -1, NULL },
    { "d", 1, NULL },
  };
  g_autoptr (SyModel) model = make_model ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyModel) edited = sy_model_edit_move_rule (model, cases[i].id, cases[i].by);

      if (cases[i].expected == NULL)
        g_assert_null (edited);
      else
        assert_order (edited, cases[i].expected);
    }
}

/* A group that loses its last rule goes with it. */
static void
test_place (void)
{
  static const struct
  {
    const char *id;
    const char *other;
    gboolean is_after;
    const char *expected; /* NULL: it stands there */
  } cases[] = {
    { "a", "b", TRUE, "b a | c d" },
    { "a", "b", FALSE, NULL },
    { "b", "a", TRUE, NULL },
    { "b", "a", FALSE, "b a | c d" },
    { "a", "d", TRUE, "b | c d a" },
    { "d", "a", FALSE, "d a b | c" },
    { "c", "c", TRUE, NULL },
    { "x", "c", TRUE, NULL },
    { "c", "x", TRUE, NULL },
  };
  g_autoptr (SyModel) model = make_model ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyModel) edited = sy_model_edit_place_rule (model, cases[i].id, cases[i].other,
                                                             cases[i].is_after);

      if (cases[i].expected == NULL)
        g_assert_null (edited);
      else
        assert_order (edited, cases[i].expected);
    }
}

static void
test_place_last (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) once = sy_model_edit_place_rule (model, "c", "a", TRUE);
  g_autoptr (SyModel) twice = sy_model_edit_place_rule (once, "d", "a", FALSE);

  /* The group goes with its last rule. */
  assert_order (twice, "d a c b");
}

static void
test_move_last (void)
{
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyModel) one = sy_model_edit_remove_rule (model, "d");
  g_autoptr (SyModel) moved = sy_model_edit_move_rule (one, "c", -1);

  assert_order (moved, "a b c");
}

static void
test_threshold (void)
{
  static const struct
  {
    guint threshold;
    double value;
    double expected;
  } cases[] = {
    { 0, 40, 40 },
    { 0, 70, 59.99 },
    { 0, -5, 0.01 },
    { 1, 20, 30.01 },
    { 1, 250, 100 },
  };
  g_autoptr (SyModel) model = make_model ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyModel)
          edited = sy_model_edit_set_threshold (model, cases[i].threshold, cases[i].value);

      g_assert_true (sy_model_check (edited, NULL));
      g_assert_cmpfloat_with_epsilon (sy_model_get_band (edited, cases[i].threshold + 1)->min,
                                      cases[i].expected, 1e-9);
    }
  g_assert_null (sy_model_edit_set_threshold (model, 2, 50));
}

/* Whatever is chosen after whatever, the rule stays one that can be written. */
static void
test_settings (void)
{
  g_autoptr (SyModel) model = make_model ();
  SyRule *rule = sy_model_find_rule (model, "a", NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (guint from = SY_MEASURE_COUNT; from <= SY_MEASURE_TREND; from++)
    for (guint to = SY_MEASURE_COUNT; to <= SY_MEASURE_TREND; to++)
      for (guint decay = SY_DECAY_NONE; decay <= SY_DECAY_STEPS; decay++)
        {
          sy_rule_edit_set_measure (rule, SY_MEASURE_COUNT);
          sy_rule_edit_set_decay (rule, decay);
          sy_rule_edit_set_measure (rule, from);
          if (from == SY_MEASURE_AMOUNT)
            sy_rule_edit_set_amount (rule, SY_AMOUNT_LIMIT);
          sy_rule_edit_set_measure (rule, to);
          sy_model_check (model, &error);
          g_assert_no_error (error);
        }
}

static void
test_decay_keeps_duration (void)
{
  g_autoptr (SyRule) rule = make_rule ("a");

  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  rule->decay.half_life_days = 45;
  sy_rule_edit_set_decay (rule, SY_DECAY_LINEAR);
  g_assert_cmpfloat (rule->decay.span_days, ==, 90);
  sy_rule_edit_set_decay (rule, SY_DECAY_STEPS);
  g_assert_cmpfloat (rule->decay.steps[0].until_days, ==, 45);
  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  g_assert_cmpfloat (rule->decay.half_life_days, ==, 45);
}

static void
test_chip (void)
{
  g_autoptr (SyRule) rule = make_rule ("a");
  g_autofree char *decayed = NULL;
  g_autofree char *muted = NULL;
  g_autofree char *silent = NULL;

  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  rule->decay.half_life_days = 45;
  rule->daily_cap = 3;
  decayed = sy_rule_text_chip (rule);
  g_assert_cmpstr (decayed, ==, "45 d · ≤ 3 a day");

  rule->muted = TRUE;
  muted = sy_rule_text_chip (rule);
  g_assert_cmpstr (muted, ==, "muted");

  rule->muted = FALSE;
  rule->daily_cap = -1;
  rule->window_days = 21;
  sy_rule_edit_set_measure (rule, SY_MEASURE_INACTIVE);
  silent = sy_rule_text_chip (rule);
  g_assert_cmpstr (silent, ==, "none in 21 d");
}

static void
test_evidence (void)
{
  SyOutcomeSpec outcome = { .kind = SY_OUTCOME_ABSENCE,
                            .name = (char *) "Lapsed within 60 days",
                            .direction = SY_DIRECTION_LESS };
  SyRuleEvidence evidence = {
    .n_reached = 10, .ratio = 3.14, .p_adjusted = NAN, .auc_change = -0.01
  };
  g_autofree char *ratio = NULL;
  g_autofree char *harm = NULL;
  g_autofree char *nothing = NULL;
  SyTone tone;

  ratio = sy_rule_text_evidence (&evidence, &outcome, &tone);
  g_assert_cmpstr (ratio, ==, "3.1× not lapsed vs lapsed");
  g_assert_cmpint (tone, ==, SY_TONE_MORE);

  evidence.auc_change = 0.012;
  evidence.p_adjusted = 0.001;
  harm = sy_rule_text_evidence (&evidence, &outcome, &tone);
  g_assert_cmpstr (harm, ==, "▼ lowers the AUC by 0.012");
  g_assert_cmpint (tone, ==, SY_TONE_LESS);

  nothing = sy_rule_text_evidence (NULL, &outcome, &tone);
  g_assert_cmpstr (nothing, ==, "");
}

/* A new rule on a date looks at an attribute that has dates, not at the first one. */
static void
test_new_date_rule (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLogBuilder) without = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) poor = NULL;

  sy_event_log_builder_add_attribute (builder, "p", "city", "Oslo");
  sy_event_log_builder_add_attribute (builder, "p", "renewal", "2024-05-01");
  log = sy_event_log_builder_build (builder);
  sy_event_log_builder_add_attribute (without, "p", "city", "Oslo");
  poor = sy_event_log_builder_build (without);
  g_assert_cmpstr (sy_log_find_attribute_for (log, SY_RULE_DATE), ==, "renewal");
  g_assert_cmpstr (sy_log_find_attribute_for (log, SY_RULE_ATTRIBUTE), ==, "city");
  g_assert_null (sy_log_find_attribute_for (poor, SY_RULE_DATE));
  g_assert_cmpstr (sy_log_find_attribute_for (poor, SY_RULE_ATTRIBUTE), ==, "city");
  g_assert_null (sy_log_find_attribute_for (NULL, SY_RULE_ATTRIBUTE));
}

/* A table takes the place of the conditions; without rows they come back as in a new rule. */
static void
test_table (void)
{
  g_autoptr (SyModel) model = make_model ();
  SyRule *rule = sy_model_edit_new_rule (SY_RULE_ATTRIBUTE, no_types, "plan");
  g_autoptr (SyRule) fresh = sy_rule_copy (rule);
  SyTableRow rows[] = { { (char *) "pro", NAN, NAN, 5 }, { NULL, 10, 100, 3 } };

  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  sy_rule_edit_set_table (rule, rows, 2);
  g_assert_true (sy_model_check (model, NULL));
  g_assert_null (rule->where);
  g_assert_cmpuint (rule->n_table, ==, 2);
  g_assert_cmpstr (rule->table[0].value, ==, "pro");
  g_assert_true (rule->table[0].value != rows[0].value);
  sy_rule_edit_set_table (rule, &rows[1], 1);
  g_assert_cmpuint (rule->n_table, ==, 1);
  g_assert_cmpfloat (rule->table[0].points, ==, 3);
  sy_rule_edit_set_table (rule, NULL, 0);
  g_assert_true (sy_model_check (model, NULL));
  g_assert_true (sy_rule_equal (rule, fresh));
}

/* Only the condition that a new rule has follows the attribute. */
static void
test_attribute (void)
{
  g_autoptr (SyRule) rule = sy_model_edit_new_rule (SY_RULE_ATTRIBUTE, no_types, "plan");
  g_autoptr (SyRule) asking = sy_rule_copy (rule);
  g_autoptr (SyRule) date = sy_model_edit_new_rule (SY_RULE_DATE, no_types, "renewal");
  SyTableRow row = { (char *) "pro", NAN, NAN, 5 };

  sy_condition_add_child (asking->where, sy_condition_new_test ("city", SY_OPERATOR_EXISTS));
  sy_rule_edit_set_attribute (rule, "city");
  g_assert_cmpstr (rule->attribute, ==, "city");
  g_assert_cmpstr (rule->where->children[0]->field, ==, "city");
  sy_rule_edit_set_attribute (asking, "city");
  g_assert_cmpstr (asking->attribute, ==, "city");
  g_assert_cmpstr (asking->where->children[0]->field, ==, "plan");
  sy_rule_edit_set_table (rule, &row, 1);
  sy_rule_edit_set_attribute (rule, "plan");
  g_assert_null (rule->where);
  g_assert_cmpuint (rule->n_table, ==, 1);
  sy_rule_edit_set_attribute (date, "end");
  g_assert_cmpstr (date->attribute, ==, "end");
  g_assert_null (date->where);
}

static void
assert_values (const SyValueCounts *counts,
               gsize max,
               const char *expected)
{
  g_auto (GStrv) values = sy_value_counts_list (counts, max);
  g_autofree char *text = g_strjoinv (" ", values);

  g_assert_cmpstr (text, ==, expected);
}

/* Those of most people first, equal ones by name; a value of nobody does not count. */
static void
test_value_counts (void)
{
  static const char *const plans[] = { "pro", "free", "pro", "trial", "free", "pro", "edu" };
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyValueCounts) counts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *person = g_strdup_printf ("p%u", i);

      sy_event_log_builder_add_attribute (builder, person, "plan", plans[i]);
    }
  sy_event_log_builder_add_attribute (builder, "q", "city", "Oslo");
  log = sy_event_log_builder_build (builder);
  counts = sy_value_counts_new (log, "plan");
  assert_values (counts, 20, "pro free edu trial");
  assert_values (counts, G_MAXSIZE, "pro free edu trial");
  assert_values (counts, 4, "pro free edu trial");
  assert_values (counts, 3, "pro free edu");
  assert_values (counts, 2, "pro free");
  assert_values (counts, 1, "pro");
  g_assert_cmpuint (sy_value_counts_get (counts, "pro"), ==, 3);
  g_assert_cmpuint (sy_value_counts_get (counts, "edu"), ==, 1);
  g_assert_cmpuint (sy_value_counts_get (counts, "Pro"), ==, 0);
  g_assert_cmpuint (sy_value_counts_get (counts, "zzz"), ==, 0);

  g_assert_null (sy_value_counts_new (log, "age"));
  g_assert_null (sy_value_counts_new (log, NULL));
  g_assert_null (sy_value_counts_new (NULL, "plan"));
  g_assert_cmpuint (sy_value_counts_get (NULL, "pro"), ==, 0);
  assert_values (NULL, 20, "");
}

/* However few are asked for, they are the first of all: looked for one by one. */
static void
test_value_counts_cut (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyValueCounts) counts = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_people[40];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (n_people); i++)
    {
      g_autofree char *value = g_strdup_printf ("v%02u", i);

      n_people[i] = 1 + i * 7 % 11;
      for (guint j = 0; j < n_people[i]; j++)
        {
          g_autofree char *person = g_strdup_printf ("p%u", n++);

          sy_event_log_builder_add_attribute (builder, person, "plan", value);
        }
    }
  log = sy_event_log_builder_build (builder);
  counts = sy_value_counts_new (log, "plan");
  for (gsize max = 1; max <= G_N_ELEMENTS (n_people); max++)
    {
      guint best = 0;

      for (guint i = 1; i < G_N_ELEMENTS (n_people); i++)
        if (n_people[i] > n_people[best])
          best = i;
      n_people[best] = 0;
      g_string_append_printf (expected, "%sv%02u", max > 1 ? " " : "", best);
      assert_values (counts, max, expected->str);
    }
  assert_values (counts, G_MAXSIZE, expected->str);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/model-edit/rule", test_rule);
  g_test_add_func ("/ui/model-edit/add", test_add);
  g_test_add_func ("/ui/model-edit/duplicate", test_duplicate);
  g_test_add_func ("/ui/model-edit/remove", test_remove);
  g_test_add_func ("/ui/model-edit/move", test_move);
  g_test_add_func ("/ui/model-edit/move-last", test_move_last);
  g_test_add_func ("/ui/model-edit/place", test_place);
  g_test_add_func ("/ui/model-edit/place-last", test_place_last);
  g_test_add_func ("/ui/model-edit/threshold", test_threshold);
  g_test_add_func ("/ui/model-edit/settings", test_settings);
  g_test_add_func ("/ui/model-edit/decay-keeps-duration", test_decay_keeps_duration);
  g_test_add_func ("/ui/model-edit/C17-new-date-rule", test_new_date_rule);
  g_test_add_func ("/ui/model-edit/K1-table", test_table);
  g_test_add_func ("/ui/model-edit/K1-attribute", test_attribute);
  g_test_add_func ("/ui/value-counts/K1-order", test_value_counts);
  g_test_add_func ("/ui/value-counts/K1-cut", test_value_counts_cut);
  g_test_add_func ("/ui/rule-text/chip", test_chip);
  g_test_add_func ("/ui/rule-text/evidence", test_evidence);

  return g_test_run ();
}
