/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-image-private.h"

#include <math.h>
#include <string.h>

/*
 * The layout is that of https://www.sqlite.org/fileformat2.html, sections 1.6 (pages of a B-tree)
 * and 2.1 (records). Page 1 is the caller's; page 2 is the table's root; the leaves follow in order of
 * rowid, which counts from 1. A leaf is filled from both ends: pointers to cells from the start, cells
 * from the end. With a single leaf the root is that leaf.
 */

#define PAGE SY_EVENT_IMAGE_PAGE
#define ROOT 1       /* its place among the pages, from 0 */
#define FIRST_LEAF 2 /* likewise */
#define LEAF_HEADER 8
#define INTERIOR_HEADER 12
#define INTERIOR_TABLE 0x05
#define LEAF_TABLE 0x0d
#define PAGE_COUNT_OFFSET 28

#define RECORD_HEADER 6 /* its length, and a serial type for each of five columns */
#define MAX_CELL (1 + 4 + RECORD_HEADER + 6 + 6 + 8 + 8)
#define SLACK 8 /* put_before() writes so much below a cell, at most */

struct _SyEventImage
{
  guint8 *pages;
  gsize n_allocated; /* pages */
  gsize n_pages;
  gsize n_rows;
  gsize n_cells; /* of the last leaf */
  gsize top;     /* where its cells begin */
};

SyEventImage *
sy_event_image_new (void)
{
  SyEventImage *self = g_new0 (SyEventImage, 1);

  sy_event_image_clear (self);
  return self;
}

void
sy_event_image_free (SyEventImage *self)
{
  if (self == NULL)
    return;
  g_free (self->pages);
  g_free (self);
}

void
sy_event_image_clear (SyEventImage *self)
{
  self->n_pages = FIRST_LEAF;
  self->n_rows = 0;
  self->n_cells = 0;
  self->top = 0;
}

gsize
sy_event_image_get_n_rows (const SyEventImage *self)
{
  return self->n_rows;
}

static inline guint8 *
get_page (const SyEventImage *self,
          gsize page)
{
  return self->pages + page * PAGE;
}

static inline void
put_big_endian (guint8 *to,
                guint64 value,
                guint n_bytes)
{
  value = GUINT64_TO_BE (value << (64 - 8 * n_bytes));
  memcpy (to, &value, n_bytes);
}

/* A number that ends at @end. All eight bytes are written, so that what lies below comes later. */
static inline void
put_before (guint8 *end,
            guint64 value)
{
  value = GUINT64_TO_BE (value);
  memcpy (end - 8, &value, 8);
}

/* The seven bits a byte of a varint, the highest first, as a number; up to 28 bits. */
static inline guint64
to_varint (guint32 value,
           gsize *out_n_bytes)
{
  guint64 bits = value & 0x7f;
  gsize n = 1;

  while ((value >>= 7) != 0)
    bits |= (guint64) ((value & 0x7f) | 0x80) << (8 * n++);
  *out_n_bytes = n;
  return bits;
}

/* By the bits of a number without its sign: how SQLite calls the shortest form, and its bytes. */
static const struct
{
  guint8 type;
  guint8 n_bytes;
} forms[9] = { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 6 }, { 5, 6 }, { 6, 8 }, { 6, 8 } };

/* A whole number that ends at @end, in its shortest form. */
static inline guint8 *
put_integer (guint8 *end,
             gint64 value,
             guint8 *out_type)
{
  guint64 magnitude = (guint64) (value < 0 ? ~value : value);
  guint form = (guint) (64 - __builtin_clzll (magnitude | 1)) / 8;

  put_before (end, (guint64) value);
  if (magnitude == (guint64) value && value <= 1)
    {
      *out_type = (guint8) (8 + value);
      return end;
    }
  *out_type = forms[form].type;
  return end - forms[form].n_bytes;
}

static inline guint8 *
put_real (guint8 *end,
          double value,
          guint8 *out_type)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  put_before (end, bits);
  *out_type = isnan (value) ? 0 : 7;
  return isnan (value) ? end : end - 8;
}

/* The header of a leaf, once all its cells are there. */
static void
end_leaf (SyEventImage *self)
{
  guint8 *page = get_page (self, self->n_pages - 1);

  page[0] = LEAF_TABLE;
  put_big_endian (page + 1, 0, 2);
  put_big_endian (page + 3, self->n_cells, 2);
  put_big_endian (page + 5, self->top % PAGE, 2);
  page[7] = 0;
}

static void
begin_leaf (SyEventImage *self)
{
  self->n_pages++;
  if (self->n_pages > self->n_allocated)
    {
      self->n_allocated = MAX (self->n_pages, self->n_allocated * 2);
      self->pages = g_realloc (self->pages, self->n_allocated * PAGE);
    }
  self->n_cells = 0;
  self->top = PAGE;
}

/* A cell that ends at @end: the length of the record, the rowid, and the record, from its end on. */
static inline guint8 *
put_cell (guint8 *end,
          guint32 row,
          guint32 person,
          guint32 type,
          gint64 time_ms,
          double amount)
{
  guint8 types[4];
  guint8 *start = end;
  guint64 bits;
  gsize n_bytes;
  gsize length;

  start = put_real (start, amount, &types[3]);
  start = put_integer (start, time_ms, &types[2]);
  start = put_integer (start, type, &types[1]);
  start = put_integer (start, person, &types[0]);
  /* The length of the header, NULL for the id, which is the rowid, and the four. */
  put_before (start, (guint64) RECORD_HEADER << 40 | (guint64) types[0] << 24 |
                         (guint64) types[1] << 16 | (guint64) types[2] << 8 | types[3]);
  start -= RECORD_HEADER;
  length = (gsize) (end - start);
  bits = to_varint (row, &n_bytes);
  put_before (start, (guint64) length << (8 * n_bytes) | bits);
  return start - n_bytes - 1;
}

void
sy_event_image_add (SyEventImage *self,
                    const guint32 *people,
                    const guint32 *types,
                    const gint64 *times_ms,
                    const double *amounts,
                    gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint8 *page;
      guint8 *cell;

      if (self->n_pages == FIRST_LEAF ||
          self->top < LEAF_HEADER + 2 * (self->n_cells + 1) + MAX_CELL + SLACK)
        {
          if (self->n_pages > FIRST_LEAF)
            end_leaf (self);
          begin_leaf (self);
        }
      page = get_page (self, self->n_pages - 1);
      cell = put_cell (page + self->top, (guint32) ++self->n_rows, people[i], types[i],
                       times_ms[i], amounts[i]);
      self->top = (gsize) (cell - page);
      put_big_endian (page + LEAF_HEADER + 2 * self->n_cells++, self->top, 2);
    }
}

/* The root over the leaves: a cell for each but the last, with its number and its last row. */
static void
make_root (SyEventImage *self)
{
  guint8 *root = get_page (self, ROOT);
  gsize n_cells = self->n_pages - FIRST_LEAF - 1;
  gsize top = PAGE;
  guint32 row = 0;

  for (gsize i = 0; i < n_cells; i++)
    {
      const guint8 *leaf = get_page (self, FIRST_LEAF + i);
      guint8 cell[8];
      guint64 bits;
      gsize n_bytes;
      gsize length;

      row += (guint32) leaf[3] << 8 | leaf[4];
      put_big_endian (cell, FIRST_LEAF + i + 1, 4);
      bits = to_varint (row, &n_bytes);
      put_big_endian (cell + 4, bits, (guint) n_bytes);
      length = 4 + n_bytes;
      top -= length;
      memcpy (root + top, cell, length);
      put_big_endian (root + INTERIOR_HEADER + 2 * i, top, 2);
    }
  root[0] = INTERIOR_TABLE;
  put_big_endian (root + 1, 0, 2);
  put_big_endian (root + 3, n_cells, 2);
  put_big_endian (root + 5, top % PAGE, 2);
  root[7] = 0;
  put_big_endian (root + 8, self->n_pages, 4);
}

guint8 *
sy_event_image_seal (SyEventImage *self,
                     const guint8 *first_page,
                     gsize *out_size)
{
  g_assert (self->n_rows > 0);

  end_leaf (self);
  if (self->n_pages == FIRST_LEAF + 1)
    {
      memcpy (get_page (self, ROOT), get_page (self, FIRST_LEAF), PAGE);
      self->n_pages = FIRST_LEAF;
    }
  else
    make_root (self);
  memcpy (self->pages, first_page, PAGE);
  put_big_endian (self->pages + PAGE_COUNT_OFFSET, self->n_pages, 4);
  *out_size = self->n_pages * PAGE;
  return self->pages;
}
