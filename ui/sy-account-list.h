/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-chart.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyAccountList:
 *
 * The accounts of a project as of an instant: their scores by a model, what each member gives to
 * them, and what else is known of them. Immutable and reference-counted with atomic operations.
 */
typedef struct _SyAccountList SyAccountList;

/**
 * sy_account_list_new:
 * @log: the events
 * @map: the accounts, of @log
 * @model: the model
 * @people: its scores of the people of @log
 * @cancellable: (nullable): stops the work
 * @error: return location for a #GError, or %NULL
 *
 * Rolls up in the model's own way, as `account score` does. Any thread; cost: a look at the members
 * of all accounts and at the events of the days within which a member is active.
 *
 * Returns: (transfer full): the accounts, or %NULL with %G_IO_ERROR_CANCELLED
 */
SyAccountList *sy_account_list_new (SyEventLog *log,
                                    SyAccountMap *map,
                                    SyModel *model,
                                    SyScores *people,
                                    GCancellable *cancellable,
                                    GError **error);

SyAccountList *sy_account_list_ref (SyAccountList *self);
void sy_account_list_unref (SyAccountList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAccountList, sy_account_list_unref)

/**
 * sy_account_list_get_scores:
 * @self: accounts
 *
 * Returns: (transfer none): their scores
 */
const SyAccountScores *sy_account_list_get_scores (SyAccountList *self);

/**
 * sy_account_list_get_key:
 * @self: accounts
 * @account: one of them
 *
 * Returns: (transfer none): its key
 */
const char *sy_account_list_get_key (SyAccountList *self,
                                     guint32 account);

/**
 * sy_account_list_find:
 * @self: accounts
 * @key: a key
 *
 * Returns: the account of that key, %G_MAXUINT32 when there is none
 */
guint32 sy_account_list_find (SyAccountList *self,
                              const char *key);

/**
 * sy_account_list_dup_roll_up:
 * @self: accounts
 *
 * Returns: (transfer full): how people come together, as sy_roll_up_describe() tells it
 */
char *sy_account_list_dup_roll_up (SyAccountList *self);

/**
 * sy_account_list_dup_score:
 * @self: accounts
 * @account: one of them
 *
 * Returns: (transfer full): its score as the model shows it: "72.4", "B" or "72 %"; a dash without
 *   one
 */
char *sy_account_list_dup_score (SyAccountList *self,
                                 guint32 account);

/**
 * sy_account_list_get_band:
 * @self: accounts
 * @account: one of them
 *
 * Returns: (transfer none): the name of its band; empty without a score
 */
const char *sy_account_list_get_band (SyAccountList *self,
                                      guint32 account);

/**
 * sy_account_list_create_source:
 * @self: accounts
 * @text: (nullable): a part of a key, in any case; %NULL or "" for all accounts
 *
 * Returns: (transfer full): a table of accounts, the highest score first, those without a score last:
 *   score, band, members and who gives most, with a column for each figure that the model asks for
 */
SyTableSource *sy_account_list_create_source (SyAccountList *self,
                                              const char *text);

/**
 * sy_account_list_get_account:
 * @source: what sy_account_list_create_source() made
 * @row: one of its rows
 *
 * Returns: the account
 */
guint32 sy_account_list_get_account (SyTableSource *source,
                                     guint row);

/**
 * sy_account_list_create_members:
 * @self: accounts
 * @account: one of them
 *
 * Returns: (transfer full): a table as sy_account_members_create_source() makes it
 */
SyTableSource *sy_account_list_create_members (SyAccountList *self,
                                               guint32 account);

/**
 * sy_account_list_create_chart:
 * @self: accounts
 *
 * Returns: (transfer full): how their scores spread over the bands
 */
SyChart *sy_account_list_create_chart (SyAccountList *self);

G_END_DECLS
