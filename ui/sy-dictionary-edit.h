/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-dictionary.h"

G_BEGIN_DECLS

/**
 * SyDictionaryEditKind:
 * @SY_DICTIONARY_DESCRIBE: say what a type means
 * @SY_DICTIONARY_MUTE: let it give nothing to any rule, or let it count again
 * @SY_DICTIONARY_MERGE: let it count as another type, which may be new: then it is a new name
 * @SY_DICTIONARY_TAKE_BACK: let an alias stand for itself again
 *
 * What an edit does.
 */
typedef enum
{
  SY_DICTIONARY_DESCRIBE,
  SY_DICTIONARY_MUTE,
  SY_DICTIONARY_MERGE,
  SY_DICTIONARY_TAKE_BACK,
} SyDictionaryEditKind;

/**
 * SyDictionaryEdit:
 * @kind: what it does
 * @name: the type or alias it is about
 * @target: (nullable): merge: what it counts as; take back: what it counted as
 * @aliases: (nullable) (array zero-terminated=1): merge: names that count as @name now
 * @is_muted: mute: whether to mute
 * @is_last: nothing would be left of the old name but its description: of @target when taken
 *   back, of @name when it gets a new name
 * @entry: (nullable): describe: the new description; merge and take back: what moves along
 *
 * One change of the dictionary. Made from what is on screen, applied where the file is. Immutable,
 * reference-counted.
 */
typedef struct
{
  SyDictionaryEditKind kind;
  char *name;
  char *target;
  char **aliases;
  gboolean is_muted;
  gboolean is_last;
  SyTypeEntry *entry;
} SyDictionaryEdit;

SyDictionaryEdit *sy_dictionary_edit_ref (SyDictionaryEdit *self);
void sy_dictionary_edit_unref (SyDictionaryEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDictionaryEdit, sy_dictionary_edit_unref)

/**
 * sy_dictionary_edit_new_describe:
 * @entry: a description, copied
 *
 * Returns: (transfer full): the edit
 */
SyDictionaryEdit *sy_dictionary_edit_new_describe (const SyTypeEntry *entry);

/**
 * sy_dictionary_edit_new_mute:
 * @name: a type
 * @is_muted: whether it gives nothing to any rule
 *
 * Returns: (transfer full): the edit
 */
SyDictionaryEdit *sy_dictionary_edit_new_mute (const char *name,
                                               gboolean is_muted);

/**
 * sy_dictionary_edit_new_merge:
 * @dictionary: the dictionary as it is
 * @name: a type, or a name that is not in the data yet
 * @target: what it shall count as; a name that is no type makes one, with the description of @name
 * @error: return location
 *
 * The names that count as @name come along. Errors: %G_IO_ERROR_INVALID_ARGUMENT, in words
 * for the user.
 *
 * Returns: (transfer full): the edit
 */
SyDictionaryEdit *sy_dictionary_edit_new_merge (SyDictionary *dictionary,
                                                const char *name,
                                                const char *target,
                                                GError **error);

/**
 * sy_dictionary_edit_new_take_back:
 * @dictionary: the dictionary as it is
 * @name: an alias
 *
 * When @name is the last name of a type without events of its own, that type goes, and its
 * description comes back to @name: so a new name is undone.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when @name is no alias
 */
SyDictionaryEdit *sy_dictionary_edit_new_take_back (SyDictionary *dictionary,
                                                    const char *name);

/**
 * sy_dictionary_edit_describe:
 * @self: an edit that was applied
 *
 * Returns: (transfer full) (nullable): what was done, for a toast: "bought counts as
 *   purchase"; %NULL when that shows by itself
 */
char *sy_dictionary_edit_describe (const SyDictionaryEdit *self);

/**
 * sy_dictionary_edit_changes_log:
 * @self: an edit
 *
 * Returns: whether the events have to be read again
 */
gboolean sy_dictionary_edit_changes_log (const SyDictionaryEdit *self);

/**
 * sy_dictionary_edit_apply:
 * @self: an edit
 * @project: the file, in its thread
 * @error: return location
 *
 * Several steps, each of which leaves a valid dictionary.
 *
 * Returns: whether all of it is written
 */
gboolean sy_dictionary_edit_apply (const SyDictionaryEdit *self,
                                   SyProject *project,
                                   GError **error);

/**
 * sy_dictionary_edit_rename_in_model:
 * @model: a model
 * @name: an event type
 * @target: what it is called from now on
 *
 * Rules name types, so a type that gets another name would drop out of them.
 *
 * Returns: (transfer full) (nullable): @model with @target for @name in rules, outcome and
 *   population; %NULL when it does not name it
 */
SyModel *sy_dictionary_edit_rename_in_model (const SyModel *model,
                                             const char *name,
                                             const char *target);

/**
 * sy_dictionary_edit_follow:
 * @self: an edit that was applied
 * @model: a model
 *
 * Returns: (transfer full) (nullable): @model with the names that its rules need from now
 *   on; %NULL when it can stay
 */
SyModel *sy_dictionary_edit_follow (const SyDictionaryEdit *self,
                                    const SyModel *model);

G_END_DECLS
