/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-memory-private.h"

#include <sys/mman.h>

#define LARGE_PAGE ((gsize) 2 * 1024 * 1024)
#define ALIGNMENT 64
#define FIRST_BLOCK ((gsize) 16 * 1024)
#define LAST_BLOCK ((gsize) 32 * 1024 * 1024)

/* --- blocks --- */

/* In front of each: the length of the mapping with it, or 0 for heap. */
typedef struct
{
  gsize length;
} Header;

G_STATIC_ASSERT (sizeof (Header) <= ALIGNMENT);

static gsize
round_up (gsize size,
          gsize unit)
{
  return (size + unit - 1) & ~(unit - 1);
}

/* Whole large pages. One more is asked for, so that a boundary lies in it; the rest goes back. */
static char *
map_pages (gsize length)
{
  char *whole = mmap (NULL, length + LARGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *start;

  if (whole == MAP_FAILED)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", length);
  start = (char *) round_up ((gsize) whole, LARGE_PAGE);
  if (start > whole)
    munmap (whole, (gsize) (start - whole));
  if (whole + LARGE_PAGE > start)
    munmap (start + length, (gsize) (whole + LARGE_PAGE - start));
  madvise (start, length, MADV_HUGEPAGE); /* advice; the outcome does not matter */
  return start;
}

gpointer
sy_memory_new0 (gsize size)
{
  gsize length = 0;
  char *start;

  if (size == 0)
    return NULL;
  if (size + ALIGNMENT >= LARGE_PAGE)
    {
      length = round_up (size + ALIGNMENT, LARGE_PAGE);
      start = map_pages (length);
    }
  else
    start = g_aligned_alloc0 (1, round_up (size + ALIGNMENT, ALIGNMENT), ALIGNMENT);
  *(Header *) (gpointer) start = (Header){ length };
  return start + ALIGNMENT;
}

void
sy_memory_free (gconstpointer memory)
{
  Header *header;

  if (memory == NULL)
    return;
  header = (Header *) (gpointer) ((char *) memory - ALIGNMENT);
  if (header->length > 0)
    munmap (header, header->length);
  else
    g_aligned_free (header);
}

/* --- arenas --- */

struct _SyArena
{
  GMutex mutex;
  GPtrArray *blocks;
  gsize block_size; /* of the next one */
  char *next;       /* free place in the last one */
  gsize n_left;     /* bytes free there */
};

SyArena *
sy_arena_new (void)
{
  SyArena *self = g_new0 (SyArena, 1);

  g_mutex_init (&self->mutex);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_memory_free);
  self->block_size = FIRST_BLOCK;
  return self;
}

void
sy_arena_free (SyArena *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Blocks double, so that little is left over of few and small arrays. */
static void
add_block (SyArena *self,
           gsize size)
{
  self->n_left = MAX (size, self->block_size - ALIGNMENT);
  self->next = sy_memory_new0 (self->n_left);
  g_ptr_array_add (self->blocks, self->next);
  self->block_size = MIN (self->block_size * 2, LAST_BLOCK);
}

gpointer
sy_arena_alloc0 (SyArena *self,
                 gsize size)
{
  gpointer memory;

  size = round_up (MAX (size, 1), ALIGNMENT);
  g_mutex_lock (&self->mutex);
  if (size > self->n_left)
    add_block (self, size);
  memory = self->next;
  self->next += size;
  self->n_left -= size;
  g_mutex_unlock (&self->mutex);
  return memory;
}
