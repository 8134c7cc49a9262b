/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyForgetReceipt:
 * @n_keys: keys that were of the person
 * @n_events: events removed
 * @n_properties: properties of those events
 * @n_attributes: attribute values, missing ones included
 * @n_outcomes: outcomes
 * @n_treatments: treatments
 * @n_links: links from or to one of the keys
 * @n_memberships: places in accounts
 * @n_rejected: rejected rows that held one of the keys
 * @n_mentions: values in other people's rows that are one of the keys, and cleaning rules that name one: they are
 *   not the person's, and stay
 * @forgotten_at_ms: when, milliseconds since 1970 UTC
 *
 * What was removed, without a word on whom.
 */
typedef struct
{
  gint64 n_keys;
  gint64 n_events;
  gint64 n_properties;
  gint64 n_attributes;
  gint64 n_outcomes;
  gint64 n_treatments;
  gint64 n_links;
  gint64 n_memberships;
  gint64 n_rejected;
  gint64 n_mentions;
  gint64 forgotten_at_ms;
} SyForgetReceipt;

/**
 * sy_forget_receipt_free:
 * @self: (nullable): a receipt
 */
SY_EXTERN
void sy_forget_receipt_free (SyForgetReceipt *self);

/**
 * sy_project_forget_keys:
 * @self: a project
 * @keys: (array zero-terminated=1): all keys of a person, at least one; see sy_forget_person(), which finds them
 * @cancellable: (nullable): stops it until the rows are gone; everything is then as it was
 * @error: return location, or %NULL
 *
 * Removes every row of the keys in one transaction, with the dictionary entries that nobody else uses, and
 * then rewrites the file, so that no byte of them is left in it. A rejected row goes when it holds a key as
 * a whole word. Imports keep their numbers less the rows that went.
 * Errors: %SY_STORE_ERROR_NOT_FOUND (a key that is not there), %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_BUSY,
 * %SY_STORE_ERROR_IO, %G_IO_ERROR_CANCELLED. When only rewriting fails the message says so: the rows are gone.
 * Returns: (transfer full): the receipt, which is also in the change log
 */
SY_EXTERN
SyForgetReceipt *sy_project_forget_keys (SyProject *self,
                                         const char *const *keys,
                                         GCancellable *cancellable,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyForgetReceipt, sy_forget_receipt_free)

G_END_DECLS
