/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-tree-builder-private.h"

/*
 * The layout is that of https://www.sqlite.org/fileformat2.html, sections 1.6 (pages of a B-tree) and 2.1
 * (records).
 *
 * A full page is handed on and becomes a child of the level above, with what divides it from the next one: in
 * a table its last rowid, in an index an entry that stands in no leaf. So that no page is ever left without
 * a cell, a divider of an index, and on any inner level, is the last cell of the full page itself, taken
 * out again; the cell that had no room begins the next page.
 */

#define INTERIOR_HEADER 12
#define CHILD 4 /* bytes of a page's number */

static const guint8 leaf_types[] = { [SY_TREE_TABLE] = 0x0d, [SY_TREE_INDEX] = 0x0a };
static const guint8 interior_types[] = { [SY_TREE_TABLE] = 0x05, [SY_TREE_INDEX] = 0x02 };

static void
put_big_endian (guint8 *to,
                guint32 value,
                guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    to[i] = (guint8) (value >> (8 * (n_bytes - 1 - i)));
}

SyTreeBuilder *
sy_tree_builder_new (SyTreeKind kind,
                     gsize page_size,
                     SyPutPage put,
                     gpointer user_data)
{
  SyTreeBuilder *self = g_new0 (SyTreeBuilder, 1);

  self->kind = kind;
  self->page_size = page_size;
  self->put = put;
  self->user_data = user_data;
  self->leaf.bytes = g_malloc (page_size);
  self->leaf.top = page_size;
  self->levels = g_array_new (FALSE, FALSE, sizeof (SyTreePage));
  self->payload = g_byte_array_new ();
  return self;
}

void
sy_tree_builder_free (SyTreeBuilder *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->levels->len; i++)
    g_free (g_array_index (self->levels, SyTreePage, i).bytes);
  g_array_unref (self->levels);
  g_byte_array_unref (self->payload);
  g_free (self->leaf.bytes);
  g_free (self);
}

/* Writes the header over the cells, and clears what is between the pointers and them. */
static void
seal (SyTreePage *page,
      guint8 type,
      gsize header)
{
  gsize free_start = header + 2 * page->n_cells;

  page->bytes[0] = type;
  put_big_endian (page->bytes + 1, 0, 2);
  put_big_endian (page->bytes + 3, (guint32) page->n_cells, 2);
  put_big_endian (page->bytes + 5, (guint32) page->top, 2); /* 65536 is told as 0 */
  page->bytes[7] = 0;
  memset (page->bytes + free_start, 0, page->top - free_start);
}

/* Hands a page on and empties it. */
static guint32
put_page (SyTreeBuilder *self,
          SyTreePage *page)
{
  guint32 number = self->put (&page->bytes, self->user_data);

  page->n_cells = 0;
  page->top = self->page_size;
  return number;
}

/* The last cell of a page, which leaves it. */
static gsize
take_last_cell (const SyTreeBuilder *self,
                SyTreePage *page,
                gsize header,
                guint8 *out_cell)
{
  const guint8 *pointer = page->bytes + header + 2 * (page->n_cells - 1);
  gsize end = page->n_cells == 1 ? self->page_size : (gsize) pointer[-2] << 8 | pointer[-1];
  gsize length = end - page->top;

  memcpy (out_cell, page->bytes + page->top, length);
  page->top = end;
  page->n_cells--;
  return length;
}

/* A child and what divides it from the next one. */
static void
add_child (SyTreeBuilder *self,
           guint level,
           guint32 child,
           const guint8 *divider,
           gsize length)
{
  SyTreePage *page;
  guint8 *cell;

  if (level == self->levels->len)
    {
      SyTreePage empty = { g_malloc (self->page_size), 0, self->page_size };

      g_array_append_val (self->levels, empty);
    }
  page = &g_array_index (self->levels, SyTreePage, level);
  if (page->top < INTERIOR_HEADER + 2 * (page->n_cells + 1) + CHILD + length)
    {
      g_autofree guint8 *last = g_malloc (self->page_size);
      gsize last_length = take_last_cell (self, page, INTERIOR_HEADER, last);
      guint32 number;

      seal (page, interior_types[self->kind], INTERIOR_HEADER);
      memcpy (page->bytes + 8, last, CHILD);
      number = put_page (self, page);
      add_child (self, level + 1, number, last + CHILD, last_length - CHILD);
      page = &g_array_index (self->levels, SyTreePage, level);
    }
  page->top -= CHILD + length;
  cell = page->bytes + page->top;
  put_big_endian (cell, child, CHILD);
  memcpy (cell + CHILD, divider, length);
  put_big_endian (page->bytes + INTERIOR_HEADER + 2 * page->n_cells++, (guint32) page->top, 2);
}

static gsize
put_varint (guint8 *to,
            guint64 value)
{
  guint8 bytes[10];
  gsize n = 0;

  do
    {
      bytes[n] = (guint8) (value & 0x7f) | (n > 0 ? 0x80 : 0);
      n++;
    }
  while ((value >>= 7) != 0);
  for (gsize i = 0; i < n; i++)
    to[i] = bytes[n - 1 - i];
  return n;
}

void
sy_tree_builder_end_leaf (SyTreeBuilder *self)
{
  g_autofree guint8 *divider = g_malloc (self->page_size);
  gsize length = self->kind == SY_TREE_TABLE
                     ? put_varint (divider, (guint64) self->last_row)
                     : take_last_cell (self, &self->leaf, SY_TREE_LEAF_HEADER, divider);
  guint32 number;

  g_assert (self->leaf.n_cells > 0);
  seal (&self->leaf, leaf_types[self->kind], SY_TREE_LEAF_HEADER);
  number = put_page (self, &self->leaf);
  add_child (self, 0, number, divider, length);
}

/* What of a payload does not fit into its cell goes to a chain of pages of its own; returns the first. */
static guint32
put_overflow (SyTreeBuilder *self,
              const guint8 *rest,
              gsize n_bytes)
{
  gsize n_each = self->page_size - CHILD;
  guint8 *page = g_malloc (self->page_size);
  guint32 next = 0;

  /* The last page first, as each tells where the next one is. */
  while (n_bytes > 0)
    {
      gsize n = (n_bytes - 1) % n_each + 1;

      n_bytes -= n;
      put_big_endian (page, next, CHILD);
      memcpy (page + CHILD, rest + n_bytes, n);
      memset (page + CHILD + n, 0, n_each - n);
      next = self->put (&page, self->user_data);
    }
  g_free (page);
  return next;
}

/* How much of a payload stays in its cell: section 1.6 of the file format. */
static gsize
get_local_length (const SyTreeBuilder *self,
                  gsize length)
{
  gsize max = self->kind == SY_TREE_TABLE ? self->page_size - 35
                                          : (self->page_size - 12) * 64 / 255 - 23;
  gsize min = (self->page_size - 12) * 32 / 255 - 23;
  gsize some = min + (length - min) % (self->page_size - CHILD);

  return length <= max ? length : some <= max ? some
                                              : min;
}

/* The next cell, of a payload. */
static void
add_payload (SyTreeBuilder *self,
             guint32 row,
             const guint8 *payload,
             gsize length)
{
  gsize local = get_local_length (self, length);
  guint8 start[20];
  guint8 overflow[CHILD];
  gsize n_start = put_varint (start, length);
  gsize n_overflow = local < length ? CHILD : 0;
  gsize n_cell;
  guint8 *cell;

  if (self->kind == SY_TREE_TABLE)
    n_start += put_varint (start + n_start, row);
  if (n_overflow > 0)
    put_big_endian (overflow, put_overflow (self, payload + local, length - local), CHILD);
  n_cell = n_start + local + n_overflow;
  if (self->leaf.top < SY_TREE_LEAF_HEADER + 2 * (self->leaf.n_cells + 1) + n_cell)
    sy_tree_builder_end_leaf (self);
  cell = self->leaf.bytes + self->leaf.top - n_cell;
  memcpy (cell, start, n_start);
  memcpy (cell + n_start, payload, local);
  memcpy (cell + n_start + local, overflow, n_overflow);
  sy_tree_builder_commit (self, cell, row);
}

void
sy_tree_builder_add_text (SyTreeBuilder *self,
                          guint32 row,
                          SyText text)
{
  guint8 *payload;
  guint8 *text_start;
  guint8 row_bytes[16];
  guint8 row_type = 0;
  gsize n_header = 1;
  gsize n_row = 0;

  g_byte_array_set_size (self->payload, text.length + 32);
  payload = self->payload->data;
  if (self->kind == SY_TREE_TABLE)
    payload[n_header++] = 0; /* NULL for the id */
  n_header += put_varint (payload + n_header, 13 + 2 * (guint64) text.length);
  if (self->kind == SY_TREE_INDEX)
    {
      const guint8 *row_start = sy_put_integer_before (row_bytes + sizeof row_bytes, row, &row_type);

      n_row = (gsize) (row_bytes + sizeof row_bytes - row_start);
      payload[n_header++] = row_type;
    }
  payload[0] = (guint8) n_header;
  text_start = payload + n_header;
  memcpy (text_start, text.text, text.length);
  memcpy (text_start + text.length, row_bytes + sizeof row_bytes - n_row, n_row);
  add_payload (self, row, payload, n_header + text.length + n_row);
}

guint8 **
sy_tree_builder_finish (SyTreeBuilder *self)
{
  SyTreePage *page = &self->leaf;

  seal (page, leaf_types[self->kind], SY_TREE_LEAF_HEADER);
  for (guint i = 0; i < self->levels->len; i++)
    {
      guint32 number = put_page (self, page);

      page = &g_array_index (self->levels, SyTreePage, i);
      seal (page, interior_types[self->kind], INTERIOR_HEADER);
      put_big_endian (page->bytes + 8, number, CHILD);
    }
  return &page->bytes;
}
