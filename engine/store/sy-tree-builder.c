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
#define CHILD 4 /* bytes of a page's number at the start of an inner cell */
#define MAX_TEXT_CELL (5 + 5 + 4 + 4 + 8 + 1000 + SY_TREE_SLACK)

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

void
sy_tree_builder_add_text (SyTreeBuilder *self,
                          guint32 row,
                          SyText text)
{
  guint8 *end = sy_tree_builder_reserve (self, MAX_TEXT_CELL);
  guint8 *start = end;
  guint8 *header_end;
  guint8 row_type = 0;

  g_assert (text.length <= 1000);
  if (self->kind == SY_TREE_INDEX)
    start = sy_put_integer_before (start, row, &row_type);
  start -= text.length;
  memcpy (start, text.text, text.length);
  header_end = start;
  if (self->kind == SY_TREE_INDEX)
    start = sy_put_bytes_before (start, row_type, 1);
  start = sy_put_varint_before (start, 13 + 2 * text.length);
  if (self->kind == SY_TREE_TABLE)
    start = sy_put_bytes_before (start, 0, 1); /* NULL for the id */
  start = sy_put_bytes_before (start, (guint64) (header_end - start) + 1, 1);
  header_end = start;
  if (self->kind == SY_TREE_TABLE)
    start = sy_put_varint_before (start, row);
  start = sy_put_varint_before (start, (guint32) (end - header_end));
  sy_tree_builder_commit (self, start, row);
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
