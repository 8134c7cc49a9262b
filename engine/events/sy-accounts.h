/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyAccountMember:
 * @person: the key the person goes by
 * @role: (nullable): the person's role in the account
 */
typedef struct
{
  char *person;
  char *role;
} SyAccountMember;

/**
 * SyAccount:
 * @key: the account
 * @members: (element-type SyAccountMember): by person and role; who has two roles is there twice
 * @n_people: different people among them, merged people once
 */
typedef struct
{
  char *key;
  GPtrArray *members;
  gsize n_people;
} SyAccount;

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
