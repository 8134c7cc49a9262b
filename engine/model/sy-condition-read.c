/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions have no table of fields: what a value may be depends on the comparison, and they nest. */
#include "config.h"

#include "sy-field-private.h"

#include <string.h>

static gboolean
read_condition_value (SyModelReader *reader,
                      const SyPlace *place,
                      SyCondition *test)
{
  gboolean is_numeric = test->op >= SY_OPERATOR_LESS && test->op <= SY_OPERATOR_AT_LEAST;
  SyJsonType type = sy_json_get_type (place->json);

  if (type == SY_JSON_NUMBER && test->op != SY_OPERATOR_CONTAINS)
    sy_condition_add_number (test, sy_json_get_number (place->json));
  else if (type == SY_JSON_TEXT && !is_numeric)
    sy_condition_add_text (test, sy_json_get_text (place->json));
  else if (is_numeric)
    return sy_model_reader_fail_expected (reader, place, "a number");
  else if (test->op == SY_OPERATOR_CONTAINS)
    return sy_model_reader_fail_expected (reader, place, "a text in double quotes");
  else
    return sy_model_reader_fail_expected (reader, place, "a number or a text in double quotes");
  return TRUE;
}

static gboolean
read_condition_values (SyModelReader *reader,
                       const SyPlace *place,
                       SyCondition *test)
{
  SyPlace value = { place, "value", 0, sy_json_find (place->json, "value") };

  if (test->op == SY_OPERATOR_EXISTS)
    return value.json == NULL ||
           sy_model_reader_fail (reader, place, "value",
                                 "\"exists\" takes no value; remove this key");
  if (value.json == NULL)
    return sy_model_reader_fail (reader, place, "value",
                                 "this key is missing; \"%s\" compares with it",
                                 sy_operator_get_name (test->op));
  if (test->op != SY_OPERATOR_IN)
    return read_condition_value (reader, &value, test);
  if (sy_json_get_type (value.json) != SY_JSON_ARRAY || sy_json_get_size (value.json) == 0)
    return sy_model_reader_fail_expected (
        reader, &value, "a list of at least one value, such as [\"web\", \"app\"]");
  for (gsize i = 0; i < sy_json_get_size (value.json); i++)
    {
      SyPlace element = { &value, NULL, i, sy_json_get_element (value.json, i) };

      if (!read_condition_value (reader, &element, test))
        return FALSE;
    }
  return TRUE;
}

/* A test on a person, which tells its kind. */
static SyCondition *
read_person (SyModelReader *reader,
             const SyPlace *place)
{
  g_autoptr (SyCondition) condition = sy_condition_new_person (SY_PERSON_TEST_NONE);

  return sy_object_read (reader, place, &sy_person_test_type, condition->person)
             ? g_steal_pointer (&condition)
             : NULL;
}

static SyCondition *
read_test (SyModelReader *reader,
           const SyPlace *place)
{
  static const char *const keys[] = { "field", "op", "value", NULL };
  SyPlace field = { place, "field", 0, sy_json_find (place->json, "field") };
  SyPlace op = { place, "op", 0, sy_json_find (place->json, "op") };
  g_autoptr (SyCondition) test = NULL;
  g_autofree char *name = NULL;
  guint index = 0;

  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    if (!g_strv_contains (keys, sy_json_get_key (place->json, i)))
      {
        sy_model_reader_fail (
            reader, place, sy_json_get_key (place->json, i),
            "this key is unknown; a condition is {\"field\", \"op\", \"value\"}, {\"any\"}, {\"all\"} or {\"not\"}");
        return NULL;
      }
  if (field.json == NULL || op.json == NULL)
    {
      sy_model_reader_fail (
          reader, place, field.json == NULL ? "field" : "op",
          "this key is missing; a condition is {\"field\", \"op\", \"value\"}, {\"any\"}, {\"all\"} or {\"not\"}");
      return NULL;
    }
  if (!sy_model_reader_text (reader, &field, &name) ||
      !sy_model_reader_name (reader, &op, sy_operator_get_names (), "a comparison", &index))
    return NULL;
  test = sy_condition_new_test (name, (SyOperator) index);
  if (!read_condition_values (reader, place, test))
    return NULL;
  return g_steal_pointer (&test);
}

static SyCondition *read_condition (SyModelReader *reader,
                                    const SyPlace *place,
                                    gboolean asks_person);

static gboolean
read_children (SyModelReader *reader,
               const SyPlace *place,
               gboolean asks_person,
               SyCondition *parent)
{
  if (sy_json_get_type (place->json) != SY_JSON_ARRAY)
    return sy_model_reader_fail_expected (reader, place, "a list of conditions");
  for (gsize i = 0; i < sy_json_get_size (place->json); i++)
    {
      SyPlace element = { place, NULL, i, sy_json_get_element (place->json, i) };
      SyCondition *child = read_condition (reader, &element, asks_person);

      if (child == NULL)
        return FALSE;
      sy_condition_add_child (parent, child);
    }
  return TRUE;
}

static SyCondition *
read_junction (SyModelReader *reader,
               const SyPlace *place,
               gboolean asks_person,
               SyConditionKind kind)
{
  SyPlace inner = { place, sy_json_get_key (place->json, 0), 0,
                    sy_json_get_element (place->json, 0) };
  g_autoptr (SyCondition) condition = sy_condition_new (kind);

  if (kind == SY_CONDITION_NOT)
    {
      SyCondition *child = read_condition (reader, &inner, asks_person);

      if (child == NULL)
        return NULL;
      sy_condition_add_child (condition, child);
    }
  else if (!read_children (reader, &inner, asks_person, condition))
    return NULL;
  else if (condition->n_children == 0)
    {
      sy_model_reader_fail (reader, &inner, NULL, "the list is empty; name at least one condition");
      return NULL;
    }
  return g_steal_pointer (&condition);
}

static SyCondition *
read_condition (SyModelReader *reader,
                const SyPlace *place,
                gboolean asks_person)
{
  static const char *const junctions[] = { "all", "any", "not" };

  if (sy_json_get_type (place->json) != SY_JSON_OBJECT)
    {
      sy_model_reader_fail_expected (
          reader, place,
          "a condition, such as {\"field\": \"amount\", \"op\": \">=\", \"value\": 5}");
      return NULL;
    }
  if (sy_json_get_size (place->json) == 1)
    for (guint i = 0; i < G_N_ELEMENTS (junctions); i++)
      if (strcmp (sy_json_get_key (place->json, 0), junctions[i]) == 0)
        return read_junction (reader, place, asks_person,
                              (SyConditionKind) (SY_CONDITION_ALL + i));
  if (asks_person && sy_json_find (place->json, "kind") != NULL)
    return read_person (reader, place);
  return read_test (reader, place);
}

gboolean
sy_condition_read (SyModelReader *reader,
                   const SyPlace *place,
                   gboolean asks_person,
                   SyCondition **out_where)
{
  g_autoptr (SyCondition) where = sy_condition_new (SY_CONDITION_ALL);

  if (!read_children (reader, place, asks_person, where))
    return FALSE;
  if (where->n_children > 0)
    *out_where = g_steal_pointer (&where);
  return TRUE;
}
