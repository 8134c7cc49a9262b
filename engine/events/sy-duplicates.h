/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyDuplicateKind:
 * @SY_DUPLICATE_EMAIL: the same mailbox, see sy_email_normalize()
 * @SY_DUPLICATE_PHONE: the same telephone number, see sy_phone_normalize()
 */
typedef enum
{
  SY_DUPLICATE_EMAIL,
  SY_DUPLICATE_PHONE,
} SyDuplicateKind;

/**
 * SyDuplicate:
 * @kind: what they share
 * @value: its normal form
 * @keys: (array zero-terminated=1): the keys the people go by, at least two, in bytewise order
 *
 * People who are perhaps one.
 */
typedef struct
{
  SyDuplicateKind kind;
  char *value;
  char **keys;
} SyDuplicate;

/**
 * sy_duplicate_kind_to_string:
 * @kind: a kind
 *
 * Returns: "email" or "phone"
 */
SY_EXTERN
const char *sy_duplicate_kind_to_string (SyDuplicateKind kind);

/**
 * sy_duplicate_free:
 * @self: (nullable): a candidate
 */
SY_EXTERN
void sy_duplicate_free (SyDuplicate *self);

/**
 * sy_duplicates_find:
 * @project: a project, on its thread
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Looks for e-mail addresses in all keys and attributes, and for telephone numbers in attributes whose name
 * speaks of one and in texts that start with `+`: other digits are more often an id. People who are merged
 * already are one and no candidates, and neither are those who are all known to be different people
 * (sy_project_keep_apart()). Nothing is changed: who agrees links them.
 *
 * Returns: (transfer full) (element-type SyDuplicate): candidates by kind and value
 */
SY_EXTERN
GPtrArray *sy_duplicates_find (SyProject *project,
                               GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDuplicate, sy_duplicate_free)

G_END_DECLS
