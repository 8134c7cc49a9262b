/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-inputs.h"

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
    {
      add_name (names, condition->person->attribute);
      add_fields (names, condition->person->where);
    }
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
  add_fields (names, rule->where);
}

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The keys of a set, sorted. */
static char **
dup_sorted (GHashTable *names)
{
  guint n;
  char **keys = (char **) g_hash_table_get_keys_as_array (names, &n);
  char **out;

  qsort (keys, n, sizeof *keys, compare_texts);
  out = g_strdupv (keys);
  g_free (keys);
  return out;
}

static void
visit_rules (const SyModel *self,
             void (*visit) (GHashTable *names,
                            const SyRule *rule),
             GHashTable *names)
{
  for (guint g = 0; g < self->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (self, g);

      for (guint r = 0; r < group->rules->len; r++)
        visit (names, sy_rule_group_get_rule (group, r));
    }
}

char **
sy_model_list_inputs (const SyModel *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  add_fields (names, self->population.where);
  visit_rules (self, add_rule, names);
  return dup_sorted (names);
}

static void
add_names (GHashTable *names,
           char **types)
{
  for (; types != NULL && *types != NULL; types++)
    add_name (names, *types);
}

static void
add_tested_types (GHashTable *names,
                  const SyCondition *condition)
{
  if (condition == NULL)
    return;
  if (condition->person != NULL)
    add_names (names, condition->person->types);
  for (gsize i = 0; i < condition->n_children; i++)
    add_tested_types (names, condition->children[i]);
}

static void
add_rule_types (GHashTable *names,
                const SyRule *rule)
{
  add_names (names, rule->types);
  add_names (names, rule->first);
  add_names (names, rule->unless);
  add_names (names, rule->per.types);
  add_tested_types (names, rule->only_if);
}

char **
sy_model_list_types (const SyModel *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  add_names (names, self->outcome.types);
  add_names (names, self->population.types);
  visit_rules (self, add_rule_types, names);
  return dup_sorted (names);
}
