/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-condition.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "sy-field-private.h"

static const char *const operator_names[] = { "=", "!=", "in", "<", "<=",
                                              ">", ">=", "contains", "exists", NULL };
static const char *const kind_names[] = { "", "all", "any", "not", "" };

SyCondition *
sy_condition_new_test (const char *field,
                       SyOperator op)
{
  SyCondition *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_new0 (SyCondition, 1);
  self->kind = SY_CONDITION_TEST;
  self->field = g_strdup (field);
  self->op = op;
  return self;
}

SyCondition *
sy_condition_new_person (SyPersonTestKind kind)
{
  SyCondition *self = g_new0 (SyCondition, 1);

  self->kind = SY_CONDITION_PERSON;
  self->person = g_new0 (SyPersonTest, 1);
  sy_object_init (&sy_person_test_type, self->person);
  self->person->kind = kind;
  return self;
}

SyCondition *
sy_condition_new (SyConditionKind kind)
{
  SyCondition *self;

  g_return_val_if_fail (kind != SY_CONDITION_TEST && kind != SY_CONDITION_PERSON, NULL);

  self = g_new0 (SyCondition, 1);
  self->kind = kind;
  return self;
}

static void
add_value (SyCondition *self,
           const char *text,
           double number)
{
  self->values = g_renew (SyConditionValue, self->values, self->n_values + 1);
  self->values[self->n_values++] = (SyConditionValue){ g_strdup (text), number };
}

void
sy_condition_add_text (SyCondition *self,
                       const char *text)
{
  g_return_if_fail (self != NULL && self->kind == SY_CONDITION_TEST && text != NULL);
  add_value (self, text, (double) NAN);
}

void
sy_condition_add_number (SyCondition *self,
                         double number)
{
  g_return_if_fail (self != NULL && self->kind == SY_CONDITION_TEST);
  add_value (self, NULL, number);
}

void
sy_condition_add_child (SyCondition *self,
                        SyCondition *child)
{
  g_return_if_fail (self != NULL && self->kind != SY_CONDITION_TEST && child != NULL);
  g_return_if_fail (self->kind != SY_CONDITION_PERSON);

  self->children = g_renew (SyCondition *, self->children, self->n_children + 1);
  self->children[self->n_children++] = child;
}

SyCondition *
sy_condition_copy (const SyCondition *self)
{
  SyCondition *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (SyCondition, 1);
  copy->kind = self->kind;
  copy->field = g_strdup (self->field);
  copy->op = self->op;
  for (gsize i = 0; i < self->n_values; i++)
    add_value (copy, self->values[i].text, self->values[i].number);
  for (gsize i = 0; i < self->n_children; i++)
    sy_condition_add_child (copy, sy_condition_copy (self->children[i]));
  if (self->person != NULL)
    {
      copy->person = g_new0 (SyPersonTest, 1);
      sy_object_copy (&sy_person_test_type, self->person, copy->person);
    }
  return copy;
}

void
sy_condition_free (SyCondition *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_values; i++)
    g_free (self->values[i].text);
  for (gsize i = 0; i < self->n_children; i++)
    sy_condition_free (self->children[i]);
  if (self->person != NULL)
    sy_object_clear (&sy_person_test_type, self->person);
  g_free (self->person);
  g_free (self->values);
  g_free (self->children);
  g_free (self->field);
  g_free (self);
}

static gboolean
value_equal (const SyConditionValue *a,
             const SyConditionValue *b)
{
  if (a->text != NULL || b->text != NULL)
    return g_strcmp0 (a->text, b->text) == 0;
  return sy_number_equal (a->number, b->number);
}

gboolean
sy_condition_equal (const SyCondition *a,
                    const SyCondition *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind || a->n_values != b->n_values || a->n_children != b->n_children)
    return FALSE;
  if (a->kind == SY_CONDITION_TEST && (a->op != b->op || g_strcmp0 (a->field, b->field) != 0))
    return FALSE;
  if (a->kind == SY_CONDITION_PERSON)
    return sy_object_equal (&sy_person_test_type, a->person, b->person, 0);
  for (gsize i = 0; i < a->n_values; i++)
    if (!value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  for (gsize i = 0; i < a->n_children; i++)
    if (!sy_condition_equal (a->children[i], b->children[i]))
      return FALSE;
  return TRUE;
}

guint
sy_condition_hash (const SyCondition *self)
{
  guint hash;

  if (self == NULL)
    return 0;
  hash = (guint) self->kind * 31 + (guint) self->op;
  hash = hash * 31 + (self->field == NULL ? 0 : g_str_hash (self->field));
  for (gsize i = 0; i < self->n_values; i++)
    {
      double number = self->values[i].number == 0 ? 0 : self->values[i].number;

      hash = hash * 31 + (self->values[i].text != NULL ? g_str_hash (self->values[i].text)
                                                       : g_double_hash (&number));
    }
  for (gsize i = 0; i < self->n_children; i++)
    hash = hash * 31 + sy_condition_hash (self->children[i]);
  return self->person == NULL ? hash
                              : hash * 31 + sy_object_hash (&sy_person_test_type, self->person, 0);
}

void
sy_condition_foreach_person (SyCondition *self,
                             SyPersonTestFunc func,
                             gpointer user_data)
{
  if (self == NULL)
    return;
  if (self->kind == SY_CONDITION_PERSON)
    func (self->person, user_data);
  for (gsize i = 0; i < self->n_children; i++)
    sy_condition_foreach_person (self->children[i], func, user_data);
}

gboolean
sy_condition_names_type (const SyCondition *self,
                         const char *type)
{
  if (self == NULL)
    return FALSE;
  if (self->kind == SY_CONDITION_PERSON)
    return self->person->types != NULL &&
           g_strv_contains ((const char *const *) self->person->types, type);
  for (gsize i = 0; i < self->n_children; i++)
    if (sy_condition_names_type (self->children[i], type))
      return TRUE;
  return FALSE;
}

gboolean
sy_condition_reads_field (const SyCondition *self,
                          const char *field)
{
  if (self == NULL)
    return FALSE;
  if (self->kind == SY_CONDITION_TEST)
    return strcmp (self->field, field) == 0;
  if (self->kind == SY_CONDITION_PERSON)
    return g_strcmp0 (self->person->attribute, field) == 0;
  for (gsize i = 0; i < self->n_children; i++)
    if (sy_condition_reads_field (self->children[i], field))
      return TRUE;
  return FALSE;
}

static void describe (const SyCondition *self,
                      gboolean is_inner,
                      GString *out);

static void
describe_test (const SyCondition *self,
               GString *out)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  g_string_append_printf (out, "%s %s", self->field, operator_names[self->op]);
  if (self->op == SY_OPERATOR_IN)
    g_string_append (out, " (");
  for (gsize i = 0; i < self->n_values; i++)
    {
      if (self->op != SY_OPERATOR_IN || i > 0)
        g_string_append (out, i > 0 ? ", " : " ");
      if (self->values[i].text != NULL)
        g_string_append_printf (out, "\"%s\"", self->values[i].text);
      else
        g_string_append (out, sy_number_format (self->values[i].number, buffer));
    }
  if (self->op == SY_OPERATOR_IN)
    g_string_append_c (out, ')');
}

/* "3 to 9", "at least 3", "at most 9". */
static void
describe_bounds (double low,
                 double high,
                 GString *out)
{
  char a[SY_NUMBER_BUFFER_SIZE];
  char b[SY_NUMBER_BUFFER_SIZE];

  if (!isnan (low) && !isnan (high))
    g_string_append_printf (out, "%s to %s", sy_number_format (low, a), sy_number_format (high, b));
  else if (!isnan (low))
    g_string_append_printf (out, "at least %s", sy_number_format (low, a));
  else
    g_string_append_printf (out, "at most %s", sy_number_format (high, b));
}

static void
describe_count (const SyPersonTest *test,
                GString *out)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];
  g_autofree char *types = test->types == NULL ? g_strdup ("?")
                                               : g_strjoinv (" or ", test->types);
  g_autofree char *where = sy_condition_describe (test->where);

  describe_bounds (test->at_least < 0 ? (double) NAN : test->at_least,
                   test->at_most < 0 ? (double) NAN : test->at_most, out);
  g_string_append_printf (out, " %s", types);
  if (*where != '\0')
    g_string_append_printf (out, " where %s", where);
  if (!isnan (test->window_days))
    g_string_append_printf (out, " in %s days", sy_number_format (test->window_days, buffer));
}

void
sy_person_test_describe_days (SyPersonTestKind kind,
                              const char *attribute,
                              double from_days,
                              double to_days,
                              GString *out)
{
  describe_bounds (from_days, to_days, out);
  if (kind == SY_PERSON_TEST_DATE)
    g_string_append_printf (out, " days to %s", attribute);
  else
    g_string_append (out, " days since the first event");
}

static void
describe_person (const SyPersonTest *test,
                 GString *out)
{
  if (test->kind == SY_PERSON_TEST_COUNT)
    describe_count (test, out);
  else
    sy_person_test_describe_days (test->kind, test->attribute, test->from_days, test->to_days,
                                  out);
}

static void
describe_children (const SyCondition *self,
                   gboolean is_inner,
                   GString *out)
{
  const char *joint = self->kind == SY_CONDITION_ANY ? " or " : " and ";
  gboolean in_brackets = is_inner && self->n_children > 1;

  if (in_brackets)
    g_string_append_c (out, '(');
  if (self->n_children == 0)
    g_string_append (out, self->kind == SY_CONDITION_ANY ? "never" : "always");
  for (gsize i = 0; i < self->n_children; i++)
    {
      if (i > 0)
        g_string_append (out, joint);
      describe (self->children[i], is_inner || self->n_children > 1, out);
    }
  if (in_brackets)
    g_string_append_c (out, ')');
}

static void
describe (const SyCondition *self,
          gboolean is_inner,
          GString *out)
{
  switch (self->kind)
    {
    case SY_CONDITION_TEST:
      describe_test (self, out);
      break;
    case SY_CONDITION_PERSON:
      describe_person (self->person, out);
      break;
    case SY_CONDITION_NOT:
      g_string_append (out, "not (");
      if (self->n_children > 0)
        describe (self->children[0], FALSE, out);
      g_string_append_c (out, ')');
      break;
    case SY_CONDITION_ALL:
    case SY_CONDITION_ANY:
    default:
      describe_children (self, is_inner, out);
      break;
    }
}

char *
sy_condition_describe (const SyCondition *self)
{
  GString *out = g_string_new (NULL);

  if (self != NULL)
    describe (self, FALSE, out);
  return g_string_free (out, FALSE);
}

const char *
sy_operator_get_name (SyOperator op)
{
  g_return_val_if_fail ((guint) op < G_N_ELEMENTS (operator_names) - 1, NULL);
  return operator_names[op];
}

const char *const *
sy_operator_get_names (void)
{
  return operator_names;
}

static void
write_value (const SyConditionValue *value,
             SyJsonWriter *writer)
{
  if (value->text != NULL)
    sy_json_writer_text (writer, value->text);
  else
    sy_json_writer_number (writer, value->number);
}

static void
write_test (const SyCondition *self,
            SyJsonWriter *writer)
{
  sy_json_writer_key (writer, "field");
  sy_json_writer_text (writer, self->field);
  sy_json_writer_key (writer, "op");
  sy_json_writer_text (writer, operator_names[self->op]);
  if (self->op == SY_OPERATOR_IN)
    {
      sy_json_writer_key (writer, "value");
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (gsize i = 0; i < self->n_values; i++)
        write_value (&self->values[i], writer);
      sy_json_writer_end_array (writer);
    }
  else if (self->n_values > 0)
    {
      sy_json_writer_key (writer, "value");
      write_value (&self->values[0], writer);
    }
}

void
sy_condition_write (const SyCondition *self,
                    SyJsonWriter *writer)
{
  if (self->kind == SY_CONDITION_PERSON)
    {
      sy_object_write (&sy_person_test_type, self->person, writer);
      return;
    }
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  if (self->kind == SY_CONDITION_TEST)
    write_test (self, writer);
  else
    {
      sy_json_writer_key (writer, kind_names[self->kind]);
      if (self->kind == SY_CONDITION_NOT && self->n_children == 1)
        sy_condition_write (self->children[0], writer);
      else
        {
          sy_json_writer_begin_array (writer, SY_JSON_INLINE);
          for (gsize i = 0; i < self->n_children; i++)
            sy_condition_write (self->children[i], writer);
          sy_json_writer_end_array (writer);
        }
    }
  sy_json_writer_end_object (writer);
}
