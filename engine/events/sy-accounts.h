/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyAccountMember:
 * @person: the key the person goes by
 * @role: (nullable): the person's role in the account
 * @from_ms: since when, milliseconds since 1970 UTC; %G_MININT64: from the start
 * @to_ms: until before when; %G_MAXINT64: for ever
 */
typedef struct
{
  char *person;
  char *role;
  gint64 from_ms;
  gint64 to_ms;
} SyAccountMember;

/**
 * SyAccount:
 * @key: the account
 * @members: (element-type SyAccountMember): by person, role and time; who has two roles is there twice
 * @n_people: different people among them, merged people once
 */
typedef struct
{
  char *key;
  GPtrArray *members;
  gsize n_people;
} SyAccount;

/**
 * sy_account_new:
 * @key: the account
 *
 * Returns: (transfer full): an account without members; those that are added are its own, made with g_new0()
 */
SY_EXTERN
SyAccount *sy_account_new (const char *key);

/**
 * sy_account_free:
 * @self: (nullable): an account
 *
 * Frees it and its members.
 */
SY_EXTERN
void sy_account_free (SyAccount *self);

/**
 * sy_accounts_list:
 * @project: a project, on its thread
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyAccount): the accounts in bytewise order of their keys
 */
SY_EXTERN
GPtrArray *sy_accounts_list (SyProject *project,
                             GError **error);

G_END_DECLS
