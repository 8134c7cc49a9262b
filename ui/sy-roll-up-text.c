/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-roll-up-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-band-edit.h"

char *
sy_roll_up_describe (const SyAccountSpec *spec)
{
  switch (spec->kind)
    {
    case SY_ROLL_UP_SUM:
      return g_strdup (_ ("sum"));
    case SY_ROLL_UP_MAX:
      return g_strdup (_ ("highest"));
    case SY_ROLL_UP_TOP:
      return g_strdup_printf (_ ("mean of top %d"), spec->top);
    case SY_ROLL_UP_ROLE:
      return g_strdup (_ ("weighted by role"));
    case SY_ROLL_UP_MEAN:
    case SY_ROLL_UP_NONE:
    default:
      return g_strdup (_ ("mean"));
    }
}

static void
clear_roles (SyAccountSpec *account)
{
  for (gsize i = 0; i < account->n_roles; i++)
    g_free (account->roles[i].role);
  g_clear_pointer (&account->roles, g_free);
  account->n_roles = 0;
}

SyModel *
sy_roll_up_use (const SyModel *model,
                const SyAccountSpec *spec)
{
  SyModel *copy;
  SyAccountSpec *account;

  g_return_val_if_fail (model != NULL && spec != NULL && spec->kind != SY_ROLL_UP_NONE, NULL);

  copy = sy_model_copy (model);
  account = &copy->account;
  account->kind = spec->kind;
  account->top = spec->kind == SY_ROLL_UP_TOP ? spec->top : -1;
  clear_roles (account);
  if (spec->kind == SY_ROLL_UP_ROLE)
    {
      account->roles = g_new0 (SyRoleWeight, spec->n_roles);
      account->n_roles = spec->n_roles;
      account->other_weight = spec->other_weight;
      for (gsize i = 0; i < spec->n_roles; i++)
        account->roles[i] = (SyRoleWeight){ g_strdup (spec->roles[i].role), spec->roles[i].weight };
    }
  sy_roll_up_drop_reference (account, &model->account);
  return copy;
}

gboolean
sy_roll_up_is_own (const SyModel *model,
                   const SyAccountSpec *spec)
{
  SyAccountSpec own;

  sy_roll_up_get_own (model, &own);
  return own.kind == spec->kind && (own.kind != SY_ROLL_UP_TOP || own.top == spec->top);
}

/* @model without what it says of accounts, but for the weights of roles. */
static SyModel *
strip_accounts (const SyModel *model)
{
  SyModel *copy = sy_model_copy (model);

  sy_band_edit_clear_accounts (&copy->account);
  if (copy->account.kind != SY_ROLL_UP_ROLE)
    {
      clear_roles (&copy->account);
      copy->account.kind = SY_ROLL_UP_SUM;
      copy->account.top = -1;
      copy->account.other_weight = 1;
    }
  return copy;
}

gboolean
sy_roll_up_has_same_people (const SyModel *a,
                            const SyModel *b)
{
  g_autoptr (SyModel) first = strip_accounts (a);
  g_autoptr (SyModel) second = strip_accounts (b);

  /* A roll-up that is no longer by role leaves the weights behind, which were compared. */
  if (first->account.kind != second->account.kind)
    {
      clear_roles (&first->account);
      clear_roles (&second->account);
      first->account.kind = second->account.kind = SY_ROLL_UP_SUM;
      first->account.other_weight = second->account.other_weight = 1;
    }
  return sy_model_equal (first, second);
}
