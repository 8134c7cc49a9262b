/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-map.h"

typedef struct
{
  guint32 person;
  char *role;
  gint64 from_ms;
  gint64 to_ms;
} Link;

/* The links of account i are [starts[i], starts[i + 1]), by person. */
struct _SyAccountMap
{
  GPtrArray *keys;
  GArray *namesakes; /* guint32 */
  GArray *starts;    /* guint32 */
  GArray *links;     /* Link */
};

static void
clear_link (gpointer data)
{
  g_free (((Link *) data)->role);
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const Link *first = a;
  const Link *second = b;

  if (first->person != second->person)
    return first->person < second->person ? -1 : 1;
  return g_strcmp0 (first->role, second->role);
}

static void
add_account (SyAccountMap *self,
             const SyAccount *account,
             const SyEventLog *log)
{
  guint32 namesake = sy_event_log_find_person (log, account->key);
  guint32 start = self->links->len;

  g_ptr_array_add (self->keys, g_strdup (account->key));
  g_array_append_val (self->namesakes, namesake);
  g_array_append_val (self->starts, start);
  for (guint i = 0; i < account->members->len; i++)
    {
      const SyAccountMember *member = account->members->pdata[i];
      Link link = { sy_event_log_find_person (log, member->person), NULL, member->from_ms,
                    member->to_ms };

      if (link.person == SY_PERSON_NONE)
        continue;
      link.role = g_strdup (member->role);
      g_array_append_val (self->links, link);
    }
  if (self->links->len > start)
    qsort (&g_array_index (self->links, Link, start), self->links->len - start, sizeof (Link),
           compare_links);
}

SyAccountMap *
sy_account_map_new (const GPtrArray *accounts,
                    const SyEventLog *log)
{
  SyAccountMap *self;
  guint32 end;

  g_return_val_if_fail (accounts != NULL && log != NULL, NULL);

  self = g_atomic_rc_box_new0 (SyAccountMap);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->namesakes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_array_set_clear_func (self->links, clear_link);
  for (guint i = 0; i < accounts->len; i++)
    add_account (self, accounts->pdata[i], log);
  end = self->links->len;
  g_array_append_val (self->starts, end);
  return self;
}

SyAccountMap *
sy_account_map_load (SyProject *project,
                     const SyEventLog *log,
                     GError **error)
{
  g_autoptr (GPtrArray) accounts = sy_accounts_list (project, error);

  return accounts == NULL ? NULL : sy_account_map_new (accounts, log);
}

SyAccountMap *
sy_account_map_ref (SyAccountMap *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_map (gpointer data)
{
  SyAccountMap *self = data;

  g_ptr_array_unref (self->keys);
  g_array_unref (self->namesakes);
  g_array_unref (self->starts);
  g_array_unref (self->links);
}

void
sy_account_map_unref (SyAccountMap *self)
{
  g_atomic_rc_box_release_full (self, clear_map);
}

gsize
sy_account_map_get_n_accounts (const SyAccountMap *self)
{
  return self->keys->len;
}

const char *
sy_account_map_get_key (const SyAccountMap *self,
                        guint32 account)
{
  g_return_val_if_fail (account < self->keys->len, NULL);

  return self->keys->pdata[account];
}

guint32
sy_account_map_get_namesake (const SyAccountMap *self,
                             guint32 account)
{
  g_return_val_if_fail (account < self->keys->len, SY_PERSON_NONE);

  return g_array_index (self->namesakes, guint32, account);
}

static gboolean
is_valid_at (const Link *link,
             gint64 as_of)
{
  gint64 as_of_ms = as_of * 1000;

  return link->from_ms < as_of_ms && link->to_ms >= as_of_ms;
}

/* Adds the valid links of one account; several of a person are one member. */
static void
add_members (SyAccountMembers *self,
             const Link *links,
             gsize n_links,
             gsize *n_roles)
{
  gsize first = self->n_members;

  for (gsize i = 0; i < n_links; i++)
    {
      if (!is_valid_at (&links[i], self->as_of))
        continue;
      if (self->n_members == first || self->people[self->n_members - 1] != links[i].person)
        {
          self->people[self->n_members] = links[i].person;
          self->role_starts[self->n_members++] = (guint32) *n_roles;
        }
      self->roles[(*n_roles)++] = links[i].role;
    }
}

SyAccountMembers *
sy_account_members_new (SyAccountMap *map,
                        gint64 as_of)
{
  SyAccountMembers *self;
  gsize n_links;
  gsize n_roles = 0;

  g_return_val_if_fail (map != NULL, NULL);

  self = g_new0 (SyAccountMembers, 1);
  n_links = map->links->len;
  self->map = sy_account_map_ref (map);
  self->as_of = as_of;
  self->n_accounts = map->keys->len;
  self->starts = g_new0 (guint32, self->n_accounts + 1);
  self->people = g_new (guint32, n_links + 1);
  self->role_starts = g_new (guint32, n_links + 1);
  self->roles = g_new (const char *, n_links + 1);
  for (gsize i = 0; i < self->n_accounts; i++)
    {
      guint32 start = g_array_index (map->starts, guint32, i);
      guint32 end = g_array_index (map->starts, guint32, i + 1);

      add_members (self, (const Link *) (gpointer) map->links->data + start, end - start, &n_roles);
      self->starts[i + 1] = (guint32) self->n_members;
    }
  self->role_starts[self->n_members] = (guint32) n_roles;
  return self;
}

void
sy_account_members_free (SyAccountMembers *self)
{
  if (self == NULL)
    return;
  g_free (self->starts);
  g_free (self->people);
  g_free (self->role_starts);
  g_free (self->roles);
  sy_account_map_unref (self->map);
  g_free (self);
}
