/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-engine.h"
#include "fuzz.h"

/*
 * Any text as a model or a segment: it is refused with a message, or it reads, and then what is written reads back as
 * the same, byte for byte.
 */

static void
check_model (const char *text,
             gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = sy_model_from_json (text, (gssize) length, &error);
  g_autoptr (SyModel) again = NULL;
  g_autoptr (SyModel) copy = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_auto (GStrv) warnings = NULL;
  g_auto (GStrv) changes = NULL;

  g_assert ((model == NULL) == (error != NULL));
  if (model == NULL)
    {
      g_assert (error->domain == SY_MODEL_ERROR && g_utf8_validate (error->message, -1, NULL));
      return;
    }
  first = sy_model_to_json (model);
  again = sy_model_from_json (first, -1, &error);
  g_assert (again != NULL && sy_model_equal (model, again));
  second = sy_model_to_json (again);
  g_assert (strcmp (first, second) == 0);
  copy = sy_model_copy (model);
  changes = sy_model_diff (model, copy);
  g_assert (changes[0] == NULL);
  warnings = sy_model_get_warnings (model);
  for (guint i = 0; i < model->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (model, i)->rules->len; j++)
      {
        const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, i), j);
        g_autofree char *description = sy_rule_describe (rule);

        g_assert (sy_rule_value_equal (rule, rule));
      }
}

static void
check_segment (const char *text)
{
  g_autoptr (SySegment) segment = sy_segment_from_json (text, NULL);
  g_autofree char *first = segment == NULL ? NULL : sy_segment_to_json (segment);
  g_autoptr (SySegment) again = first == NULL ? NULL : sy_segment_from_json (first, NULL);
  g_autofree char *second = again == NULL ? NULL : sy_segment_to_json (again);

  g_assert (g_strcmp0 (first, second) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize length)
{
  g_autofree char *text = length == 0 ? g_strdup ("") : g_strndup ((const char *) data, length);

  check_model ((const char *) data, length);
  check_segment (text);
  return 0;
}
