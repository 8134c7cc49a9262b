/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-memory-private.h"

#include <sys/mman.h>

#define LARGE_PAGE ((gsize) 2 * 1024 * 1024)
#define ALIGNMENT 64

static gsize
round_up (gsize size)
{
  return (size + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
}

gpointer
sy_memory_new0 (gsize size)
{
  gsize length;
  char *whole;
  char *aligned;

  if (size == 0)
    return NULL;
  if (size < LARGE_PAGE)
    {
      gpointer memory = g_aligned_alloc0 (1, (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1), ALIGNMENT);

      return memory;
    }
  /* One page more, so that a boundary lies in it; what is left over on both sides goes back. */
  length = round_up (size);
  whole = mmap (NULL, length + LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (whole == MAP_FAILED)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", size);
  aligned = (char *) (((guintptr) whole + LARGE_PAGE - 1) & ~(guintptr) (LARGE_PAGE - 1));
  if (aligned > whole)
    munmap (whole, (gsize) (aligned - whole));
  if (whole + LARGE_PAGE > aligned)
    munmap (aligned + length, (gsize) (whole + LARGE_PAGE - aligned));
  madvise (aligned, length, MADV_HUGEPAGE);
  return aligned;
}

void
sy_memory_free (gpointer memory,
                gsize size)
{
  if (memory == NULL)
    return;
  if (size < LARGE_PAGE)
    g_aligned_free (memory);
  else
    munmap (memory, round_up (size));
}
