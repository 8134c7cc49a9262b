/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-accounts.h"
#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * SyAccountMap:
 *
 * Accounts and their members as people of an event log. Immutable and reference-counted with
 * atomic operations. Accounts are numbered 0 … n_accounts − 1 in bytewise order of their keys.
 */
typedef struct _SyAccountMap SyAccountMap;

/**
 * sy_account_map_new:
 * @accounts: (element-type SyAccount): as of sy_accounts_list()
 * @log: the events; members it does not know are left out
 *
 * Returns: (transfer full): the map
 */
SY_EXTERN
SyAccountMap *sy_account_map_new (const GPtrArray *accounts,
                                  const SyEventLog *log);

/**
 * sy_account_map_load:
 * @project: a project, on its thread
 * @log: its events
 * @error: return location, or %NULL
 *
 * sy_accounts_list() and sy_account_map_new() in one.
 *
 * Returns: (transfer full): the map, or %NULL
 */
SY_EXTERN
SyAccountMap *sy_account_map_load (SyProject *project,
                                   const SyEventLog *log,
                                   GError **error);

SY_EXTERN
SyAccountMap *sy_account_map_ref (SyAccountMap *self);
SY_EXTERN
void sy_account_map_unref (SyAccountMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAccountMap, sy_account_map_unref)

SY_EXTERN
gsize sy_account_map_get_n_accounts (const SyAccountMap *self);

/**
 * sy_account_map_get_key:
 * @account: below n_accounts
 *
 * Returns: (transfer none): the account's key
 */
SY_EXTERN
const char *sy_account_map_get_key (const SyAccountMap *self,
                                    guint32 account);

/**
 * sy_account_map_get_namesake:
 * @account: below n_accounts
 *
 * Attributes and outcomes of accounts are imported like those of people, under the account's key.
 *
 * Returns: the person of the log who goes by the account's key, or %SY_PERSON_NONE
 */
SY_EXTERN
guint32 sy_account_map_get_namesake (const SyAccountMap *self,
                                     guint32 account);

/**
 * SyAccountMembers:
 * @as_of: the instant t, UTC second
 * @n_accounts: accounts of the map
 * @n_members: members of all accounts together
 * @starts: (array): n_accounts + 1 offsets: the members of account i are [starts[i], starts[i + 1])
 * @people: (array length=n_members): rising within an account, each once
 * @role_starts: (array): n_members + 1 offsets into @roles
 * @roles: (array): the roles a member has, %NULL for none; texts of the map
 *
 * Who belongs to which account just before an instant, as its scores see what is before it: since
 * before t, and until t or later. As of the last day of a membership one is still a member.
 */
typedef struct _SyAccountMembers
{
  gint64 as_of;
  gsize n_accounts;
  gsize n_members;
  guint32 *starts;
  guint32 *people;
  guint32 *role_starts;
  const char **roles;
  SyAccountMap *map;
} SyAccountMembers;

/**
 * sy_account_members_new:
 * @map: the accounts
 * @as_of: the instant t, UTC second
 *
 * Returns: (transfer full): the members at t
 */
SY_EXTERN
SyAccountMembers *sy_account_members_new (SyAccountMap *map,
                                          gint64 as_of);

/**
 * sy_account_members_free:
 * @self: (nullable): members
 */
SY_EXTERN
void sy_account_members_free (SyAccountMembers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAccountMembers, sy_account_members_free)

G_END_DECLS
