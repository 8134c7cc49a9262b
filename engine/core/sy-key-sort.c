/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-key-sort-private.h"

#include <string.h>

/*
 * Texts are sorted by their next eight bytes, read as a big-endian number whose
 * order is the bytewise order, zeros after the end. Texts that share all eight
 * are sorted again by the eight after them, unless the text ended there. Large
 * ranges are sorted byte by byte from the least significant one, and a byte that is
 * the same everywhere (the "customer-" of every key) costs one count. Small ranges
 * use insertion. Every step is stable.
 */

#define INSERTION_LIMIT 32

typedef struct
{
  guint64 chunk;
  guint32 index;
} Entry;

static guint64
read_chunk (const char *text)
{
  guint64 chunk = 0;

  for (int i = 0; i < 8; i++)
    {
      chunk |= (guint64) (guchar) text[i] << (56 - 8 * i);
      if (text[i] == '\0')
        break;
    }
  return chunk;
}

static void
insertion_sort (const char *const *keys,
                gsize depth,
                Entry *entries,
                gsize n_entries)
{
  for (gsize i = 1; i < n_entries; i++)
    {
      Entry entry = entries[i];
      gsize at = i;

      while (at > 0 && (entries[at - 1].chunk > entry.chunk ||
                        (entries[at - 1].chunk == entry.chunk && (entry.chunk & 0xff) != 0 &&
                         strcmp (keys[entries[at - 1].index] + depth + 8,
                                 keys[entry.index] + depth + 8) > 0)))
        {
          entries[at] = entries[at - 1];
          at--;
        }
      entries[at] = entry;
    }
}

/* Returns whichever of the two buffers holds the result. */
static Entry *
radix_sort (Entry *entries,
            Entry *spare,
            gsize n_entries)
{
  for (guint shift = 0; shift < 64; shift += 8)
    {
      gsize counts[256] = { 0 };
      gsize position = 0;
      Entry *swap;

      for (gsize i = 0; i < n_entries; i++)
        counts[entries[i].chunk >> shift & 0xff]++;
      if (counts[entries[0].chunk >> shift & 0xff] == n_entries)
        continue;
      for (guint byte = 0; byte < 256; byte++)
        {
          gsize count = counts[byte];

          counts[byte] = position;
          position += count;
        }
      for (gsize i = 0; i < n_entries; i++)
        spare[counts[entries[i].chunk >> shift & 0xff]++] = entries[i];
      swap = entries;
      entries = spare;
      spare = swap;
    }
  return entries;
}

static void
sort_range (const char *const *keys,
            gsize depth,
            Entry *entries,
            Entry *spare,
            gsize n_entries)
{
  Entry *sorted;

  for (gsize i = 0; i < n_entries; i++)
    entries[i].chunk = read_chunk (keys[entries[i].index] + depth);
  if (n_entries <= INSERTION_LIMIT)
    {
      insertion_sort (keys, depth, entries, n_entries);
      return;
    }

  sorted = radix_sort (entries, spare, n_entries);
  if (sorted != entries)
    memcpy (entries, sorted, n_entries * sizeof *entries);
  for (gsize start = 0, end; start < n_entries; start = end)
    {
      guint64 chunk = entries[start].chunk;

      for (end = start + 1; end < n_entries && entries[end].chunk == chunk; end++)
        ;
      if (end - start > 1 && (chunk & 0xff) != 0)
        sort_range (keys, depth + 8, entries + start, spare + start, end - start);
    }
}

void
sy_key_sort (const char *const *keys,
             gsize n_keys,
             guint32 *out_order)
{
  g_autofree Entry *entries = g_new (Entry, n_keys);
  g_autofree Entry *spare = g_new (Entry, n_keys);

  for (gsize i = 0; i < n_keys; i++)
    entries[i].index = (guint32) i;
  if (n_keys > 0)
    sort_range (keys, 0, entries, spare, n_keys);
  for (gsize i = 0; i < n_keys; i++)
    out_order[i] = entries[i].index;
}
