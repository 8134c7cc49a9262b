/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-key-set-private.h"

#include <xxhash.h>

#define FIRST_SLOTS 1024

struct _SyKeySet
{
  XXH128_hash_t *slots; /* all zero: empty */
  gsize mask;
  gsize n;
};

SyKeySet *
sy_key_set_new (void)
{
  SyKeySet *self = g_new0 (SyKeySet, 1);

  self->slots = g_new0 (XXH128_hash_t, FIRST_SLOTS);
  self->mask = FIRST_SLOTS - 1;
  return self;
}

void
sy_key_set_free (SyKeySet *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self);
}

/* Finds the hash, or the free slot for it. */
static gsize
find_slot (const SyKeySet *self,
           XXH128_hash_t hash)
{
  gsize i = hash.low64 & self->mask;

  while ((self->slots[i].low64 | self->slots[i].high64) != 0 &&
         (self->slots[i].low64 != hash.low64 || self->slots[i].high64 != hash.high64))
    i = (i + 1) & self->mask;
  return i;
}

static void
grow (SyKeySet *self)
{
  XXH128_hash_t *old = self->slots;
  gsize n_old = self->mask + 1;

  self->slots = g_new0 (XXH128_hash_t, n_old * 2);
  self->mask = n_old * 2 - 1;
  for (gsize i = 0; i < n_old; i++)
    if ((old[i].low64 | old[i].high64) != 0)
      self->slots[find_slot (self, old[i])] = old[i];
  g_free (old);
}

gboolean
sy_key_set_add (SyKeySet *self,
                gconstpointer data,
                gsize length)
{
  XXH128_hash_t hash = XXH3_128bits (data, length);
  gsize i;

  if (hash.low64 == 0 && hash.high64 == 0)
    hash.low64 = 1;
  if (self->n * 4 >= self->mask * 3)
    grow (self);
  i = find_slot (self, hash);
  if ((self->slots[i].low64 | self->slots[i].high64) != 0)
    return FALSE;
  self->slots[i] = hash;
  self->n++;
  return TRUE;
}
