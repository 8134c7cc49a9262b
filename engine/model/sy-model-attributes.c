/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-attributes.h"

#include <stdlib.h>
#include <string.h>

static void
add_name (GHashTable *names,
          const char *name)
{
  if (name != NULL)
    g_hash_table_add (names, (gpointer) name);
}

static void
add_fields (GHashTable *names,
            const SyCondition *condition)
{
  if (condition == NULL)
    return;
  add_name (names, condition->field);
  if (condition->person != NULL)
    add_name (names, condition->person->attribute);
  for (gsize i = 0; i < condition->n_children; i++)
    add_fields (names, condition->children[i]);
}

static void
add_rule (GHashTable *names,
          const SyRule *rule)
{
  add_name (names, rule->attribute);
  add_name (names, rule->per.attribute);
  add_name (names, rule->multiplier.attribute);
  add_fields (names, rule->only_if);
  if (rule->kind == SY_RULE_ATTRIBUTE)
    add_fields (names, rule->where);
}

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
sy_model_list_attributes (const SyModel *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  char **keys;
  char **out;
  guint n;

  add_fields (names, self->population.where);
  for (guint g = 0; g < self->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (self, g);

      for (guint r = 0; r < group->rules->len; r++)
        add_rule (names, sy_rule_group_get_rule (group, r));
    }
  keys = (char **) g_hash_table_get_keys_as_array (names, &n);
  qsort (keys, n, sizeof *keys, compare_texts);
  out = g_strdupv (keys);
  g_free (keys);
  return out;
}
