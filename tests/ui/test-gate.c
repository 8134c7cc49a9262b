/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "project-fixture.h"
#include "sy-condition-text.h"
#include "sy-model-edit.h"
#include "sy-person-condition.h"
#include "sy-rule-text.h"

/* What a rule with this only_if reads as when it was written; fails when it cannot be. */
static SyModel *
write_and_read (const SyModel *model)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sy_model_to_json (model);
  SyModel *read = sy_model_from_json (json, -1, &error);

  g_assert_no_error (error);
  g_assert_true (sy_model_equal (read, model));
  return read;
}

static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  sy_event_log_builder_add_event (builder, "p", "buy", G_GINT64_CONSTANT (1700000000000), NULL, NULL,
                                  0);
  sy_event_log_builder_add_attribute (builder, "p", "city", "Paris");
  sy_event_log_builder_add_attribute (builder, "p", "renewal", "2024-03-01");
  return sy_event_log_builder_build (builder);
}

/* Whatever is added can be scored as it is. */
static void
test_new_conditions (void)
{
  g_autoptr (SyEventLog) log = make_log ();

  for (guint kind = SY_PERSON_KIND_COUNT; kind <= SY_PERSON_KIND_GROUP; kind++)
    {
      g_autoptr (SyModel) model = project_fixture_model ();
      g_autoptr (SyModel) edited = NULL;
      g_autoptr (SyModel) read = NULL;
      SyCondition *added = sy_person_condition_new (kind, log);
      SyRule *rule;

      g_assert_nonnull (added);
      edited = sy_model_edit_rule (model, "buy", &rule);
      rule->only_if = sy_condition_new (SY_CONDITION_ALL);
      sy_condition_add_child (rule->only_if, added);
      g_assert_true (sy_person_condition_is_complete (added));
      sy_person_condition_turn (rule->only_if, added, TRUE);
      read = write_and_read (edited);
      g_assert_false (sy_model_equal (read, model));
    }
  g_assert_null (sy_person_condition_new (SY_PERSON_KIND_COUNT, NULL));
  g_assert_null (sy_person_condition_new (SY_PERSON_KIND_DATE, NULL));
  g_assert_null (sy_person_condition_new (SY_PERSON_KIND_ATTRIBUTE, NULL));
}

static void
test_completeness (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyCondition) count = sy_person_condition_new (SY_PERSON_KIND_COUNT, log);
  g_autoptr (SyCondition) date = sy_person_condition_new (SY_PERSON_KIND_DATE, log);

  g_assert_cmpstr (date->person->attribute, ==, "renewal");
  count->person->at_most = 0;
  g_assert_false (sy_person_condition_is_complete (count));
  count->person->at_least = -1;
  g_assert_true (sy_person_condition_is_complete (count));
  count->person->at_most = -1;
  g_assert_false (sy_person_condition_is_complete (count));
  date->person->from_days = 31;
  g_assert_false (sy_person_condition_is_complete (date));
  date->person->from_days = (double) NAN;
  g_assert_true (sy_person_condition_is_complete (date));
  date->person->to_days = (double) NAN;
  g_assert_false (sy_person_condition_is_complete (date));
}

/* Turning round keeps the condition where it is, and a group goes with its last one. */
static void
test_tree (void)
{
  g_autoptr (SyCondition) root = sy_condition_new (SY_CONDITION_ALL);
  SyCondition *group = sy_person_condition_new (SY_PERSON_KIND_GROUP, NULL);
  SyCondition *first = sy_person_condition_new (SY_PERSON_KIND_FIRST_EVENT, NULL);
  SyCondition *inner = group->children[0];
  gboolean turned;

  sy_condition_add_child (root, group);
  sy_condition_add_child (root, first);
  sy_person_condition_turn (root, group, TRUE);
  sy_person_condition_turn (root, group, TRUE);
  g_assert_true (root->children[0]->children[0] == group);
  g_assert_true (sy_person_condition_get_core (root->children[0], &turned) == group && turned);
  sy_person_condition_turn (root, group, FALSE);
  g_assert_true (sy_person_condition_get_core (root->children[0], &turned) == group && !turned);
  sy_person_condition_turn (root, group, TRUE);
  sy_person_condition_assign (inner, sy_condition_test_from_text ("plan", SY_OPERATOR_IN, "a, 2"));
  g_assert_true (group->children[0] == inner);
  g_assert_cmpuint (inner->n_values, ==, 2);
  sy_person_condition_remove (group, inner);
  sy_person_condition_prune (root);
  g_assert_cmpuint (root->n_children, ==, 1);
  g_assert_true (root->children[0] == first);
}

static void
test_words (void)
{
  static const struct
  {
    const char *json;
    const char *words;
  } cases[] = {
    { "{\"kind\":\"count\",\"types\":[\"visit\"],\"window_days\":14,\"at_least\":3}",
      "3 or more visit in 14 d" },
    { "{\"kind\":\"count\",\"types\":[\"a\",\"b\"],\"at_most\":0}", "no a or b" },
    { "{\"kind\":\"count\",\"types\":[\"a\"],\"at_least\":2,\"at_most\":5}", "2 to 5 a" },
    { "{\"kind\":\"date\",\"attribute\":\"due\",\"from_days\":60,\"to_days\":90}",
      "60 to 90 d to due" },
    { "{\"not\":{\"kind\":\"first_event\",\"to_days\":30}}",
      "not (at most 30 d since the first event)" },
    { "{\"any\":[{\"field\":\"plan\",\"op\":\"exists\"},"
      "{\"all\":[{\"kind\":\"first_event\",\"to_days\":3},{\"kind\":\"first_event\",\"from_days\":1}]}]}",
      "plan exists or (at most 3 d since the first event and at least 1 d since the first event)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"format\":\"steelyard-segment\",\"format_version\":1,\"where\":[%s]}", cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (SySegment) segment = sy_segment_from_json (json, &error);
      g_autofree char *words = NULL;

      g_assert_no_error (error);
      words = sy_person_condition_describe (segment->where);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_multiplier (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (SyModel) read = NULL;
  g_autofree char *chip = NULL;
  g_autofree char *words = NULL;
  SyRule *rule;

  edited = sy_model_edit_rule (model, "buy", &rule);
  sy_rule_edit_set_multiplier (rule, SY_MULTIPLIER_DATE, "renewal");
  rule->multiplier.from_days = 60;
  rule->multiplier.to_days = 90;
  sy_rule_edit_set_multiplier (rule, SY_MULTIPLIER_FIRST_EVENT, NULL);
  g_assert_null (rule->multiplier.attribute);
  sy_rule_edit_set_multiplier (rule, SY_MULTIPLIER_DATE, "renewal");
  g_assert_cmpfloat (rule->multiplier.from_days, ==, 60);
  rule->multiplier.outside = 0;
  words = sy_multiplier_describe (&rule->multiplier);
  g_assert_cmpstr (words, ==, "× 2 with 60 to 90 d to renewal, else × 0");
  chip = sy_rule_text_chip (rule);
  g_assert_nonnull (strstr (chip, words));
  read = write_and_read (edited);
  sy_rule_edit_set_multiplier (rule, SY_MULTIPLIER_NONE, NULL);
  g_assert_true (sy_model_equal (edited, model));
}

/* The edit is one step back, by its name. */
static void
test_session (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyModel) before = sy_model_ref (sy_session_get_draft (session));
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *chip = NULL;
  SyCondition *added;
  SyRule *rule;

  project_fixture_wait_tuning (session);
  edited = sy_model_edit_rule (before, "buy", &rule);
  added = sy_person_condition_new (SY_PERSON_KIND_FIRST_EVENT, sy_session_get_log (session));
  added->person->to_days = 0;
  rule->only_if = sy_condition_new (SY_CONDITION_ALL);
  sy_condition_add_child (rule->only_if, added);
  chip = sy_rule_text_chip (rule);
  g_assert_nonnull (strstr (chip, "only if at most 0 d since the first event"));
  sy_session_set_draft (session, edited, "Buy: only for people who", FALSE);
  project_fixture_wait_tuning (session);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "Buy: only for people who");
  g_assert_true (sy_model_equal (sy_session_get_draft (session), edited));
  sy_session_undo (session);
  g_assert_true (sy_model_equal (sy_session_get_draft (session), before));
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/gate/C5-C17-new-conditions", test_new_conditions);
  g_test_add_func ("/ui/gate/completeness", test_completeness);
  g_test_add_func ("/ui/gate/C5-tree", test_tree);
  g_test_add_func ("/ui/gate/C5-C17-words", test_words);
  g_test_add_func ("/ui/gate/C17-multiplier", test_multiplier);
  g_test_add_func ("/ui/gate/C5-session", test_session);

  return g_test_run ();
}
