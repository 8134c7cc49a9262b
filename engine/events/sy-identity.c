/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-private.h"

struct _SyIdentity
{
  gsize n_keys;
  guint32 *parents;
  guint8 *is_alias;
};

SyIdentity *
sy_identity_new (gsize n_keys)
{
  SyIdentity *self = g_new0 (SyIdentity, 1);

  self->n_keys = n_keys;
  self->parents = g_new (guint32, n_keys);
  self->is_alias = g_new0 (guint8, n_keys);
  for (gsize i = 0; i < n_keys; i++)
    self->parents[i] = (guint32) i;
  return self;
}

void
sy_identity_free (SyIdentity *self)
{
  g_free (self->parents);
  g_free (self->is_alias);
  g_free (self);
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

void
sy_identity_link (SyIdentity *self,
                  guint32 alias,
                  guint32 person)
{
  guint32 a;
  guint32 b;

  g_assert (alias < self->n_keys && person < self->n_keys);

  if (alias == person)
    return;
  self->is_alias[alias] = TRUE;
  a = find_root (self, alias);
  b = find_root (self, person);
  self->parents[MAX (a, b)] = MIN (a, b);
}

void
sy_identity_resolve (SyIdentity *self,
                     guint32 *out_canonical)
{
  g_autofree guint32 *chosen = g_new (guint32, self->n_keys);

  /* The root of a set is its first key. */
  for (gsize i = 0; i < self->n_keys; i++)
    chosen[i] = (guint32) i;
  for (gsize i = self->n_keys; i-- > 0;)
    if (!self->is_alias[i])
      chosen[find_root (self, (guint32) i)] = (guint32) i;
  for (gsize i = 0; i < self->n_keys; i++)
    out_canonical[i] = chosen[find_root (self, (guint32) i)];
}
