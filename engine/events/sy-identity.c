/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-private.h"

#include <stdlib.h>

/*
 * The links are kept, and each time sorted by alias and person: repeated ones fall together, the
 * links of one alias stand side by side to be counted, and nothing depends on the order they came in.
 */

typedef struct
{
  guint32 alias;
  guint32 person;
} Link;

enum
{
  IS_ALIAS = 1 << 0,
  IS_NAMED = 1 << 1,
};

struct _SyIdentity
{
  gsize n_keys;
  guint limit;
  GArray *links;  /* Link */
  GArray *shared; /* SySharedAlias */
  guint32 *parents;
  guint8 *roles;
};

SyIdentity *
sy_identity_new (gsize n_keys,
                 guint limit)
{
  SyIdentity *self = g_new0 (SyIdentity, 1);

  self->n_keys = n_keys;
  self->limit = limit;
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->shared = g_array_new (FALSE, FALSE, sizeof (SySharedAlias));
  self->parents = g_new (guint32, n_keys);
  self->roles = g_new0 (guint8, n_keys);
  return self;
}

void
sy_identity_free (SyIdentity *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->links);
  g_array_unref (self->shared);
  g_free (self->parents);
  g_free (self->roles);
  g_free (self);
}

void
sy_identity_link (SyIdentity *self,
                  guint32 alias,
                  guint32 person)
{
  const Link link = { alias, person };

  g_assert (alias < self->n_keys && person < self->n_keys);

  if (alias != person)
    g_array_append_val (self->links, link);
}

static guint32
find_root (SyIdentity *self,
           guint32 key)
{
  while (self->parents[key] != key)
    {
      self->parents[key] = self->parents[self->parents[key]];
      key = self->parents[key];
    }
  return key;
}

static int
compare_links (const void *a,
               const void *b)
{
  const Link *first = a;
  const Link *second = b;

  if (first->alias != second->alias)
    return first->alias < second->alias ? -1 : 1;
  return first->person < second->person ? -1 : first->person > second->person;
}

static void
sort_links (SyIdentity *self)
{
  Link *links = (Link *) self->links->data;
  guint n = 0;

  if (self->links->len == 0)
    return;
  qsort (links, self->links->len, sizeof *links, compare_links);
  for (guint i = 1; i < self->links->len; i++)
    if (compare_links (&links[n], &links[i]) != 0)
      links[++n] = links[i];
  g_array_set_size (self->links, n + 1);
}

/* Of sets that meet, the root is the first key. */
static void
join_links (SyIdentity *self,
            const Link *links,
            guint n_links)
{
  for (guint i = 0; i < n_links; i++)
    {
      guint32 a = find_root (self, links[i].alias);
      guint32 b = find_root (self, links[i].person);

      self->roles[links[i].alias] |= IS_ALIAS;
      self->roles[links[i].person] |= IS_NAMED;
      self->parents[MAX (a, b)] = MIN (a, b);
    }
}

static void
use_links (SyIdentity *self)
{
  const Link *links = (const Link *) self->links->data;
  guint start = 0;

  while (start < self->links->len)
    {
      guint end = start + 1;

      while (end < self->links->len && links[end].alias == links[start].alias)
        end++;
      if (self->limit > 0 && end - start > self->limit)
        g_array_append_vals (self->shared, &(SySharedAlias){ links[start].alias, end - start }, 1);
      else
        join_links (self, links + start, end - start);
      start = end;
    }
}

void
sy_identity_resolve (SyIdentity *self,
                     guint32 *out_canonical)
{
  g_autofree guint32 *chosen = g_new (guint32, self->n_keys);

  g_array_set_size (self->shared, 0);
  for (gsize i = 0; i < self->n_keys; i++)
    {
      self->parents[i] = (guint32) i;
      self->roles[i] = 0;
      chosen[i] = (guint32) i;
    }
  sort_links (self);
  use_links (self);
  for (gsize i = self->n_keys; i-- > 0;)
    if ((self->roles[i] & IS_ALIAS) == 0)
      chosen[find_root (self, (guint32) i)] = (guint32) i;
  for (gsize i = 0; i < self->n_keys; i++)
    out_canonical[i] = chosen[find_root (self, (guint32) i)];
}

const SySharedAlias *
sy_identity_get_shared (SyIdentity *self,
                        gsize *out_n_shared)
{
  *out_n_shared = self->shared->len;
  return (const SySharedAlias *) self->shared->data;
}

gsize
sy_identity_get_n_links (SyIdentity *self)
{
  return self->links->len;
}

gboolean
sy_identity_is_named (SyIdentity *self,
                      guint32 key)
{
  return (self->roles[key] & IS_NAMED) != 0;
}
