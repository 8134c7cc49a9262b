/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-condition-text.h"

#include <math.h>
#include <string.h>

/* A number compares as a number, anything else, or what stands in quotes, as text. */
static void
add_value (SyCondition *test,
           const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize length = strlen (trimmed);
  double number;

  if (length >= 2 && trimmed[0] == '"' && trimmed[length - 1] == '"')
    {
      trimmed[length - 1] = '\0';
      sy_condition_add_text (test, trimmed + 1);
    }
  else if (sy_number_parse (trimmed, length, &number))
    sy_condition_add_number (test, number);
  else
    sy_condition_add_text (test, trimmed);
}

static char *
format_value (const SyConditionValue *value)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];
  double number;

  if (value->text == NULL)
    return g_strdup (sy_number_format (value->number, buffer));
  if (sy_number_parse (value->text, strlen (value->text), &number) ||
      strchr (value->text, ',') != NULL)
    return g_strdup_printf ("\"%s\"", value->text);

  return g_strdup (value->text);
}

char *
sy_condition_test_format_values (const SyCondition *test)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < test->n_values; i++)
    {
      g_autofree char *value = format_value (&test->values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }

  return g_string_free (text, FALSE);
}

SyCondition *
sy_condition_test_from_text (const char *field,
                             SyOperator op,
                             const char *value)
{
  g_autoptr (SyCondition) test = NULL;

  if (*field == '\0' || (op != SY_OPERATOR_EXISTS && *value == '\0'))
    return NULL;

  test = sy_condition_new_test (field, op);
  if (op == SY_OPERATOR_IN)
    {
      g_auto (GStrv) parts = g_strsplit (value, ",", -1);

      for (gsize i = 0; parts[i] != NULL; i++)
        add_value (test, parts[i]);
    }
  else if (op != SY_OPERATOR_EXISTS)
    add_value (test, value);

  /* Only numbers have an order. */
  if (op >= SY_OPERATOR_LESS && op <= SY_OPERATOR_AT_LEAST && isnan (test->values[0].number))
    return NULL;

  return g_steal_pointer (&test);
}
