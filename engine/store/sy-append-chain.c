/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-append-chain-private.h"

/* Forgetting the oldest costs whoever read them a full read, no more. */
#define MAX_STATES 4096

struct _SyAppendChain
{
  GArray *states; /* of SyFileState, each an append after the one before */
};

SyAppendChain *
sy_append_chain_new (void)
{
  SyAppendChain *self = g_new0 (SyAppendChain, 1);

  self->states = g_array_new (FALSE, FALSE, sizeof (SyFileState));
  return self;
}

void
sy_append_chain_free (SyAppendChain *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->states);
  g_free (self);
}

static const SyFileState *
get_state (const SyAppendChain *self,
           guint index)
{
  return &g_array_index (self->states, SyFileState, index);
}

static gboolean
ends_with (const SyAppendChain *self,
           const SyFileState *state)
{
  return self->states->len > 0 &&
         sy_file_state_equal (get_state (self, self->states->len - 1), state);
}

void
sy_append_chain_add (SyAppendChain *self,
                     const SyFileState *from,
                     const SyFileState *to,
                     gboolean is_append)
{
  if (!is_append || !ends_with (self, from))
    g_array_set_size (self->states, 0);
  if (!is_append)
    return;
  if (self->states->len == 0)
    g_array_append_vals (self->states, from, 1);
  if (self->states->len == MAX_STATES)
    g_array_remove_range (self->states, 0, MAX_STATES / 2);
  g_array_append_vals (self->states, to, 1);
}

gboolean
sy_append_chain_leads (const SyAppendChain *self,
                       const SyFileState *from,
                       const SyFileState *to)
{
  if (sy_file_state_equal (from, to))
    return TRUE;
  if (!ends_with (self, to))
    return FALSE;
  for (guint i = self->states->len; i-- > 0;)
    if (sy_file_state_equal (get_state (self, i), from))
      return TRUE;
  return FALSE;
}

gboolean
sy_append_chain_allows (const char *table,
                        gboolean is_insert)
{
  /* What a log is made of and may grow … */
  static const char *const grown[] = { "person", "event_type", "property_name",
                                       "property_value", "event", "event_property",
                                       "alias", NULL };
  /* … and what says something of rows that are there. */
  static const char *const kept[] = { "event_type_alias", "event_mark", NULL };

  if (table == NULL)
    return FALSE;
  return !g_strv_contains (kept, table) && (is_insert || !g_strv_contains (grown, table));
}
