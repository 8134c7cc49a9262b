/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyMerge:
 * @import_id: the import of links
 * @title: its file's name; of links made by hand the keys
 * @is_by_hand: whether they were made by hand
 * @imported_at_ms: when, milliseconds since 1970 UTC
 * @n_links: its rows
 * @n_merged: how many people fewer there are since
 * @n_attributed: how many events more are attributed since
 *
 * What one import of links did.
 */
typedef struct
{
  gint64 import_id;
  char *title;
  gboolean is_by_hand;
  gint64 imported_at_ms;
  gint64 n_links;
  gint64 n_merged;
  gint64 n_attributed;
} SyMerge;

/**
 * SyIdentityFigures:
 * @report: the match report
 * @merges: (element-type SyMerge): the imports of links, the oldest first
 * @candidates: (element-type SyDuplicate): people who are perhaps one
 * @n_apart: decisions that candidates are different people
 * @accounts: (element-type SyAccount): the accounts
 * @n_members: different people who are in an account
 * @consent: (nullable): the consent rule
 * @stages: the match report after each import of links, as a table
 * @shared: identifiers kept apart, as a table
 * @people: people with more than one key, as a table
 * @account_table: the accounts, as a table
 *
 * All that the identity section shows. Read as a whole, in the lane of the file.
 */
typedef struct
{
  SyIdentityReport *report;
  GPtrArray *merges;
  GPtrArray *candidates;
  guint n_apart;
  GPtrArray *accounts;
  gsize n_members;
  SyConsentRule *consent;
  SyTableSource *stages;
  SyTableSource *shared;
  SyTableSource *people;
  SyTableSource *account_table;
} SyIdentityFigures;

/**
 * sy_identity_figures_read:
 * @project: a project, on its thread
 * @as_of: the instant memberships count at, UTC second
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the figures
 */
SyIdentityFigures *sy_identity_figures_read (SyProject *project,
                                             gint64 as_of,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * sy_identity_figures_free:
 * @self: (nullable): figures
 */
void sy_identity_figures_free (SyIdentityFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIdentityFigures, sy_identity_figures_free)

/**
 * sy_identity_figures_create_members:
 * @self: figures
 * @account: which of the accounts
 * @zone: the project's zone
 *
 * Returns: (transfer full): its members with role and validity, as a table
 */
SyTableSource *sy_identity_figures_create_members (const SyIdentityFigures *self,
                                                   guint account,
                                                   SyZone *zone);

G_END_DECLS
