/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-interner-private.h"

#include <string.h>

/* The hash of a short text costs less than a call. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/sy-memory-private.h"

/*
 * An open-addressing table of 8-byte slots (lower half of the hash, which also says where the slot would
 * best be, and place of the record), linear probing, never more than a quarter full. Records (id, length, bytes) lie one after the other in chunks that never move. A
 * lookup misses the cache twice, at the slot and at the record; a batch asks for all slots first, then for all
 * records, so that the misses overlap.
 *
 * A place counts units of 8 bytes: chunk number and offset in the chunk. A record longer than a chunk takes
 * several chunk numbers in a row that lead into one allocation. Place 0 means an empty slot; the first unit
 * of the first chunk is never used.
 */

#define UNIT 8
#define LINE_UNITS (64 / UNIT)
#define CHUNK_UNITS_LOG2 18 /* 2 MiB */
#define CHUNK_UNITS ((gsize) 1 << CHUNK_UNITS_LOG2)
#define FIRST_SLOTS 1024

typedef struct
{
  guint32 hash;
  guint32 place;
} Slot;

typedef struct
{
  guint32 id;
  guint32 length;
  char bytes[];
} Record;

struct _SyInterner
{
  Slot *slots;
  gsize mask;
  gsize n_texts;
  guint32 max_id;
  GPtrArray *chunks;      /* by number; several numbers may lead into one allocation */
  GPtrArray *allocations; /* owned */
  gsize next_unit;        /* free place in the last chunk */
  GArray *new_texts;      /* SyText */
};

SyInterner *
sy_interner_new (void)
{
  SyInterner *self = g_new0 (SyInterner, 1);

  self->slots = sy_memory_new0_array (Slot, FIRST_SLOTS);
  self->mask = FIRST_SLOTS - 1;
  self->chunks = g_ptr_array_new ();
  self->allocations = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_memory_free);
  self->next_unit = CHUNK_UNITS;
  self->new_texts = g_array_new (FALSE, FALSE, sizeof (SyText));
  return self;
}

void
sy_interner_free (SyInterner *self)
{
  if (self == NULL)
    return;
  sy_memory_free (self->slots);
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->allocations);
  g_array_unref (self->new_texts);
  g_free (self);
}

static inline Record *
get_record (const SyInterner *self,
            guint32 place)
{
  char *chunk = self->chunks->pdata[place >> CHUNK_UNITS_LOG2];

  return (Record *) (gpointer) (chunk + (place & (CHUNK_UNITS - 1)) * UNIT);
}

guint32
sy_interner_hash (SyText text)
{
  return (guint32) XXH3_64bits (text.text, text.length);
}

static inline guint64
load (const char *from,
      gsize n_bytes)
{
  guint64 value = 0;

  memcpy (&value, from, n_bytes);
  return value;
}

/* Most keys have 4 to 32 bytes: a few loads that may overlap cover them. */
static inline gboolean
is_same_text (const char *a,
              const char *b,
              gsize length)
{
  if (length >= 8 && length <= 32)
    {
      gsize last = length - 8;
      gsize second = MIN (8, last);
      gsize third = last - second;

      return ((load (a, 8) ^ load (b, 8)) | (load (a + second, 8) ^ load (b + second, 8)) |
              (load (a + third, 8) ^ load (b + third, 8)) |
              (load (a + last, 8) ^ load (b + last, 8))) == 0;
    }
  if (length >= 4 && length < 8)
    return load (a, 4) == load (b, 4) && load (a + length - 4, 4) == load (b + length - 4, 4);
  return memcmp (a, b, length) == 0;
}

/* A record that fits into a cache line lies in one. */
static void
skip_line_end (SyInterner *self,
               gsize n_units)
{
  gsize in_line = self->next_unit % LINE_UNITS;

  if (n_units <= LINE_UNITS && in_line + n_units > LINE_UNITS)
    self->next_unit += LINE_UNITS - in_line;
}

static guint32
store_record (SyInterner *self,
              SyText text,
              guint32 id)
{
  gsize n_units = (sizeof (Record) + text.length + 1 + UNIT - 1) / UNIT; /* and a zero */
  Record *record;
  guint32 place;

  skip_line_end (self, n_units);
  if (self->next_unit + n_units > CHUNK_UNITS)
    {
      gsize n_chunks = (n_units + 1 + CHUNK_UNITS - 1) / CHUNK_UNITS;
      char *memory = sy_memory_new0 (n_chunks * CHUNK_UNITS * UNIT);

      g_ptr_array_add (self->allocations, memory);
      for (gsize i = 0; i < n_chunks; i++)
        g_ptr_array_add (self->chunks, memory + i * CHUNK_UNITS * UNIT);
      self->next_unit = 1;
      place = (guint32) (((self->chunks->len - n_chunks) << CHUNK_UNITS_LOG2) + 1);
      /* After a record of several chunks nothing else goes into them. */
      if (n_chunks > 1)
        self->next_unit = CHUNK_UNITS;
      else
        self->next_unit += n_units;
    }
  else
    {
      place = (guint32) (((gsize) (self->chunks->len - 1) << CHUNK_UNITS_LOG2) + self->next_unit);
      self->next_unit += n_units;
    }
  /* 32 GiB of texts. */
  g_assert (self->chunks->len <= (G_MAXUINT32 >> CHUNK_UNITS_LOG2));
  record = get_record (self, place);
  record->id = id;
  record->length = text.length;
  memcpy (record->bytes, text.text, text.length);
  return place;
}

static void
grow (SyInterner *self)
{
  gsize n_old = self->mask + 1;
  gsize n_new = n_old * 2;
  Slot *old = self->slots;

  self->slots = sy_memory_new0_array (Slot, n_new);
  self->mask = n_new - 1;
  for (gsize i = 0; i < n_old; i++)
    {
      gsize j = old[i].hash & self->mask;

      if (old[i].place == 0)
        continue;
      while (self->slots[j].place != 0)
        j = (j + 1) & self->mask;
      self->slots[j] = old[i];
    }
  sy_memory_free (old);
}

/* Enters a text in the free slot @i. */
static guint32
enter (SyInterner *self,
       gsize i,
       guint32 hash,
       SyText text,
       guint32 id)
{
  guint32 place = store_record (self, text, id);

  self->slots[i] = (Slot){ hash, place };
  self->max_id = MAX (self->max_id, id);
  self->n_texts++;
  return place;
}

void
sy_interner_add (SyInterner *self,
                 SyText text,
                 guint32 id)
{
  guint32 hash = sy_interner_hash (text);
  gsize i;

  g_assert (id > 0);
  if (self->n_texts * 4 >= self->mask)
    grow (self);
  for (i = hash & self->mask; self->slots[i].place != 0;)
    i = (i + 1) & self->mask;
  enter (self, i, hash, text, id);
}

static guint32
find_or_enter (SyInterner *self,
               guint32 hash,
               SyText text)
{
  gsize i = hash & self->mask;
  guint32 place;
  SyText entry;

  for (; self->slots[i].place != 0; i = (i + 1) & self->mask)
    if (self->slots[i].hash == hash)
      {
        const Record *record = get_record (self, self->slots[i].place);

        if (record->length == text.length && is_same_text (record->bytes, text.text, text.length))
          return record->id;
      }
  place = enter (self, i, hash, text, self->max_id + 1);
  entry = (SyText){ get_record (self, place)->bytes, text.length };
  g_array_append_val (self->new_texts, entry);
  return self->max_id;
}

void
sy_interner_intern (SyInterner *self,
                    const SyText *texts,
                    gsize n_texts,
                    guint32 *out_ids)
{
  guint32 hashes[SY_INTERNER_BATCH];

  g_assert (n_texts <= SY_INTERNER_BATCH);
  for (gsize i = 0; i < n_texts; i++)
    hashes[i] = sy_interner_hash (texts[i]);
  sy_interner_intern_hashed (self, texts, hashes, n_texts, out_ids);
}

void
sy_interner_intern_hashed (SyInterner *self,
                           const SyText *texts,
                           const guint32 *hashes,
                           gsize n_texts,
                           guint32 *out_ids)
{
  g_assert (n_texts <= SY_INTERNER_BATCH);
  /* Room for all of them, so that no slot moves during the batch. */
  while ((self->n_texts + n_texts) * 4 >= self->mask)
    grow (self);
  for (gsize i = 0; i < n_texts; i++)
    __builtin_prefetch (&self->slots[hashes[i] & self->mask]);
  for (gsize i = 0; i < n_texts; i++)
    {
      guint32 place = self->slots[hashes[i] & self->mask].place;

      if (place != 0)
        __builtin_prefetch (get_record (self, place));
    }
  for (gsize i = 0; i < n_texts; i++)
    out_ids[i] = texts[i].length > 0 ? find_or_enter (self, hashes[i], texts[i]) : 0;
}

guint32
sy_interner_get_max_id (const SyInterner *self)
{
  return self->max_id;
}

gsize
sy_interner_get_n_texts (const SyInterner *self)
{
  return self->n_texts;
}

const SyText *
sy_interner_get_new (const SyInterner *self,
                     gsize from,
                     gsize *out_n)
{
  g_assert (from <= self->new_texts->len);
  *out_n = self->new_texts->len - from;
  return &g_array_index (self->new_texts, SyText, from);
}
