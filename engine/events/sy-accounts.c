/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-accounts.h"

#include "store/sy-people-store.h"
#include "sy-identity-map.h"

typedef struct
{
  const SyIdentityMap *map;
  GPtrArray *accounts;
} Collector;

static void
free_member (gpointer data)
{
  SyAccountMember *member = data;

  g_free (member->person);
  g_free (member->role);
  g_free (member);
}

SyAccount *
sy_account_new (const char *key)
{
  SyAccount *self = g_new0 (SyAccount, 1);

  self->key = g_strdup (key);
  self->members = g_ptr_array_new_with_free_func (free_member);
  return self;
}

void
sy_account_free (SyAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_ptr_array_unref (self->members);
  g_free (self);
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const SyAccountMember *first = *(const SyAccountMember *const *) a;
  const SyAccountMember *second = *(const SyAccountMember *const *) b;
  int order = g_strcmp0 (first->person, second->person);

  if (order == 0)
    order = g_strcmp0 (first->role, second->role);
  if (order == 0)
    order = first->from_ms < second->from_ms ? -1 : first->from_ms > second->from_ms;
  if (order == 0)
    order = first->to_ms < second->to_ms ? -1 : first->to_ms > second->to_ms;
  return order;
}

static SyAccount *
get_account (Collector *self,
             const char *key)
{
  SyAccount *account = self->accounts->len > 0 ? self->accounts->pdata[self->accounts->len - 1]
                                               : NULL;

  if (account != NULL && g_str_equal (account->key, key))
    return account;
  account = sy_account_new (key);
  g_ptr_array_add (self->accounts, account);
  return account;
}

static void
member_cb (const char *account,
           guint32 person,
           const char *role,
           gint64 from_ms,
           gint64 to_ms,
           gpointer user_data)
{
  Collector *self = user_data;
  guint32 key = sy_identity_map_find_id (self->map, person);
  SyAccountMember *member;

  if (key == SY_KEY_NONE)
    return;
  member = g_new0 (SyAccountMember, 1);
  member->person = g_strdup (
      sy_identity_map_get_key (self->map, sy_identity_map_get_person (self->map, key)));
  member->role = g_strdup (role);
  member->from_ms = from_ms;
  member->to_ms = to_ms;
  g_ptr_array_add (get_account (self, account)->members, member);
}

/* Sorts the members; of equal ones, which several imports or keys may bring, one stays. */
static void
finish_account (SyAccount *self)
{
  guint i = 1;

  g_ptr_array_sort (self->members, compare_members);
  while (i < self->members->len)
    if (compare_members (&self->members->pdata[i - 1], &self->members->pdata[i]) == 0)
      g_ptr_array_remove_index (self->members, i);
    else
      i++;
  for (i = 0; i < self->members->len; i++)
    {
      const SyAccountMember *member = self->members->pdata[i];

      if (i == 0 || !g_str_equal (member->person,
                                  ((const SyAccountMember *) self->members->pdata[i - 1])->person))
        self->n_people++;
    }
}

GPtrArray *
sy_accounts_list (SyProject *project,
                  GError **error)
{
  g_autoptr (SyIdentityMap) map = NULL;
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_account_free);
  Collector collector = { NULL, accounts };

  g_return_val_if_fail (project != NULL, NULL);

  map = sy_identity_map_load (project, error);
  collector.map = map;
  if (map == NULL || !sy_project_read_members (project, member_cb, &collector, error))
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    finish_account (accounts->pdata[i]);
  return g_steal_pointer (&accounts);
}
