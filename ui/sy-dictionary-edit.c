/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Making */

static SyTypeEntry *
dup_description (const SyTypeEntry *entry,
                 const char *name)
{
  SyTypeEntry *copy = g_new0 (SyTypeEntry, 1);

  copy->name = g_strdup (name);
  copy->category = entry->category;
  copy->polarity = entry->polarity;
  copy->channel = g_strdup (entry->channel);
  copy->owner = g_strdup (entry->owner);
  copy->meaning = g_strdup (entry->meaning);
  copy->cadence_days = entry->cadence_days;
  copy->is_muted = entry->is_muted;
  return copy;
}

static void
clear_edit (gpointer data)
{
  SyDictionaryEdit *self = data;

  g_free (self->name);
  g_free (self->target);
  g_strfreev (self->aliases);
  sy_type_entry_free (self->entry);
}

SyDictionaryEdit *
sy_dictionary_edit_ref (SyDictionaryEdit *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_dictionary_edit_unref (SyDictionaryEdit *self)
{
  g_atomic_rc_box_release_full (self, clear_edit);
}

static SyDictionaryEdit *
create_edit (SyDictionaryEditKind kind,
             const char *name,
             const char *target)
{
  SyDictionaryEdit *self = g_atomic_rc_box_new0 (SyDictionaryEdit);

  self->kind = kind;
  self->name = g_strdup (name);
  self->target = g_strdup (target);
  return self;
}

SyDictionaryEdit *
sy_dictionary_edit_new_describe (const SyTypeEntry *entry)
{
  SyDictionaryEdit *self = create_edit (SY_DICTIONARY_DESCRIBE, entry->name, NULL);

  self->entry = dup_description (entry, entry->name);
  return self;
}

SyDictionaryEdit *
sy_dictionary_edit_new_mute (const char *name,
                             gboolean is_muted)
{
  SyDictionaryEdit *self = create_edit (SY_DICTIONARY_MUTE, name, NULL);

  self->is_muted = is_muted;
  return self;
}

static char **
list_aliases (const SyDictionaryLine *line)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; line != NULL && i < line->aliases->len; i++)
    {
      const SyTypeEntry *alias = g_ptr_array_index (line->aliases, i);

      g_ptr_array_add (names, g_strdup (alias->name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

SyDictionaryEdit *
sy_dictionary_edit_new_merge (SyDictionary *dictionary,
                              const char *name,
                              const char *target,
                              GError **error)
{
  const SyDictionaryLine *line = sy_dictionary_find (dictionary, name);
  const SyDictionaryLine *owner = sy_dictionary_find_owner (dictionary, target);
  SyDictionaryEdit *self;

  if (*name == '\0' || *target == '\0' || strcmp (name, target) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("Give another name than the type’s own"));
      return NULL;
    }
  if (owner != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” counts as “%s”: take that name back first"), target,
                   owner->entry->name);
      return NULL;
    }
  self = create_edit (SY_DICTIONARY_MERGE, name, target);
  self->aliases = list_aliases (line);
  if (line != NULL && sy_dictionary_find (dictionary, target) == NULL)
    {
      self->entry = dup_description (line->entry, target);
      self->is_last = line->entry->n_events == 0;
    }
  return self;
}

SyDictionaryEdit *
sy_dictionary_edit_new_take_back (SyDictionary *dictionary,
                                  const char *name)
{
  const SyDictionaryLine *owner = sy_dictionary_find_owner (dictionary, name);
  SyDictionaryEdit *self;

  if (owner == NULL)
    return NULL;
  self = create_edit (SY_DICTIONARY_TAKE_BACK, name, owner->entry->name);
  self->is_last = owner->aliases->len == 1 && owner->entry->n_events == 0;
  if (self->is_last)
    self->entry = dup_description (owner->entry, name);
  return self;
}

char *
sy_dictionary_edit_describe (const SyDictionaryEdit *self)
{
  switch (self->kind)
    {
    case SY_DICTIONARY_MUTE:
      return g_strdup_printf (self->is_muted ? _ ("“%s” is muted") : _ ("“%s” counts again"),
                              self->name);
    case SY_DICTIONARY_MERGE:
      return g_strdup_printf (_ ("“%s” counts as “%s”"), self->name, self->target);
    case SY_DICTIONARY_TAKE_BACK:
      return g_strdup_printf (_ ("“%s” stands for itself again"), self->name);
    case SY_DICTIONARY_DESCRIBE:
    default:
      return NULL;
    }
}

gboolean
sy_dictionary_edit_changes_log (const SyDictionaryEdit *self)
{
  return self->kind != SY_DICTIONARY_DESCRIBE;
}

/* Applying */

/* Says nothing of a type any more; the file drops it when it has no events and no aliases. */
static gboolean
blank (SyProject *project,
       const char *name,
       GError **error)
{
  SyTypeEntry entry = { .name = (char *) name, .cadence_days = (double) NAN };

  return sy_project_set_type (project, &entry, error);
}

static gboolean
merge (const SyDictionaryEdit *self,
       SyProject *project,
       GError **error)
{
  gboolean moves_mute = self->entry != NULL && self->entry->is_muted;

  for (gsize i = 0; self->aliases != NULL && self->aliases[i] != NULL; i++)
    if (!sy_project_set_type_alias (project, self->aliases[i], self->target, error))
      return FALSE;
  /* An alias cannot be muted or not: what a name that never had events says moves before. */
  if (moves_mute && self->is_last &&
      !sy_project_set_type_muted (project, self->name, FALSE, error))
    return FALSE;
  if (!sy_project_set_type_alias (project, self->name, self->target, error))
    return FALSE;
  if (self->entry == NULL)
    return TRUE;
  return sy_project_set_type (project, self->entry, error) &&
         (!moves_mute || sy_project_set_type_muted (project, self->target, TRUE, error)) &&
         (!self->is_last || blank (project, self->name, error));
}

/* A type without events, aliases or description is dropped by the file itself. */
static gboolean
take_back (const SyDictionaryEdit *self,
           SyProject *project,
           GError **error)
{
  g_autoptr (SyTypeEntry) own = NULL;

  if (!self->is_last)
    return sy_project_set_type_alias (project, self->name, NULL, error);
  if (!blank (project, self->target, error) ||
      !sy_project_set_type_muted (project, self->target, FALSE, error) ||
      !sy_project_set_type_alias (project, self->name, NULL, error))
    return FALSE;
  /* A name that never came with an event is gone now, and there is nothing to describe. */
  own = sy_project_get_type (project, self->name, NULL);
  return own == NULL || (sy_project_set_type (project, self->entry, error) &&
                         sy_project_set_type_muted (project, self->name, self->entry->is_muted,
                                                    error));
}

gboolean
sy_dictionary_edit_apply (const SyDictionaryEdit *self,
                          SyProject *project,
                          GError **error)
{
  switch (self->kind)
    {
    case SY_DICTIONARY_DESCRIBE:
      return sy_project_set_type (project, self->entry, error);
    case SY_DICTIONARY_MUTE:
      return sy_project_set_type_muted (project, self->name, self->is_muted, error);
    case SY_DICTIONARY_MERGE:
      return merge (self, project, error);
    case SY_DICTIONARY_TAKE_BACK:
    default:
      return take_back (self, project, error);
    }
}

/* The model */

/* A list that has both names keeps one of them. */
static gboolean
rename_in_list (char ***list,
                const char *name,
                const char *target)
{
  g_autoptr (GPtrArray) names = NULL;
  gboolean has_target;

  if (*list == NULL || !g_strv_contains ((const char *const *) *list, name))
    return FALSE;
  names = g_ptr_array_new ();
  has_target = g_strv_contains ((const char *const *) *list, target);
  for (char **item = *list; *item != NULL; item++)
    {
      gboolean is_name = strcmp (*item, name) == 0;

      if (!is_name)
        g_ptr_array_add (names, g_strdup (*item));
      else if (!has_target)
        g_ptr_array_add (names, g_strdup (target));
      has_target = has_target || is_name;
    }
  g_ptr_array_add (names, NULL);
  g_strfreev (*list);
  *list = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return TRUE;
}

typedef struct
{
  const char *name;
  const char *target;
  gboolean *changed;
} Renaming;

static void
rename_in_test (SyPersonTest *test,
                gpointer user_data)
{
  const Renaming *renaming = user_data;

  *renaming->changed |= rename_in_list (&test->types, renaming->name, renaming->target);
}

SyModel *
sy_dictionary_edit_rename_in_model (const SyModel *model,
                                    const char *name,
                                    const char *target)
{
  g_autoptr (SyModel) copy = sy_model_copy (model);
  gboolean changed = FALSE;

  changed |= rename_in_list (&copy->outcome.types, name, target);
  changed |= rename_in_list (&copy->population.types, name, target);
  for (guint g = 0; g < copy->groups->len; g++)
    {
      SyRuleGroup *group = sy_model_get_group (copy, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          SyRule *rule = sy_rule_group_get_rule (group, r);

          changed |= rename_in_list (&rule->types, name, target);
          changed |= rename_in_list (&rule->first, name, target);
          changed |= rename_in_list (&rule->unless, name, target);
          changed |= rename_in_list (&rule->per.types, name, target);
          sy_condition_foreach_person (rule->only_if, rename_in_test,
                                       &(Renaming){ name, target, &changed });
        }
    }
  return changed ? g_steal_pointer (&copy) : NULL;
}

SyModel *
sy_dictionary_edit_follow (const SyDictionaryEdit *self,
                           const SyModel *model)
{
  if (self->kind == SY_DICTIONARY_MERGE)
    return sy_dictionary_edit_rename_in_model (model, self->name, self->target);
  /* Of a merge that is taken back nobody knows which rules meant which name; of a new
   * name one does. */
  if (self->kind == SY_DICTIONARY_TAKE_BACK && self->is_last)
    return sy_dictionary_edit_rename_in_model (model, self->target, self->name);
  return NULL;
}
