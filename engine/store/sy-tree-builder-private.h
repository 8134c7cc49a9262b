/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-interner-private.h"

G_BEGIN_DECLS

/**
 * SyPutPage:
 * @page: (inout): a full page; the callee may keep it and leave another of the same size
 * @user_data: data
 *
 * Returns: the number of the page in its file, at least 1
 */
typedef guint32 (*SyPutPage) (guint8 **page,
                              gpointer user_data);

/**
 * SyTreeKind:
 * @SY_TREE_TABLE: cells are rows in the order of their rowids
 * @SY_TREE_INDEX: cells are entries in the order of their keys
 */
typedef enum
{
  SY_TREE_TABLE,
  SY_TREE_INDEX,
} SyTreeKind;

/*
 * A page that is being filled from both ends: pointers to cells from the start, cells from the end.
 */
typedef struct
{
  guint8 *bytes;
  gsize n_cells;
  gsize top; /* where its cells begin */
} SyTreePage;

/**
 * SyTreeBuilder:
 *
 * Lays cells that come in their order out as a B-tree of SQLite, page by page; a page is handed on as soon
 * as it is full. Memory: one page a level.
 */
typedef struct
{
  SyTreeKind kind;
  gsize page_size;
  SyPutPage put;
  gpointer user_data;
  SyTreePage leaf;
  GArray *levels; /* SyTreePage, from the leaves' parents up */
  gint64 last_row;
  GByteArray *payload; /* of the cell that is made */
} SyTreeBuilder;

#define SY_TREE_LEAF_HEADER 8
#define SY_TREE_SLACK 8 /* so much below a cell may be overwritten while it is written */

/**
 * sy_tree_builder_new:
 * @kind: what the cells are
 * @page_size: bytes of a page, none of them reserved
 * @put: takes full pages
 * @user_data: data for @put
 *
 * Returns: (transfer full): an empty tree
 */
SyTreeBuilder *sy_tree_builder_new (SyTreeKind kind,
                                    gsize page_size,
                                    SyPutPage put,
                                    gpointer user_data);
void sy_tree_builder_free (SyTreeBuilder *self);

/* Not to be called from elsewhere. */
void sy_tree_builder_end_leaf (SyTreeBuilder *self);

/**
 * sy_tree_builder_reserve:
 * @self: a tree
 * @max_length: bytes of the next cell at most; an eighth of a page at most
 *
 * Returns: where that cell must end
 */
static inline guint8 *
sy_tree_builder_reserve (SyTreeBuilder *self,
                         gsize max_length)
{
  if (self->leaf.top <
      SY_TREE_LEAF_HEADER + 2 * (self->leaf.n_cells + 1) + max_length + SY_TREE_SLACK)
    sy_tree_builder_end_leaf (self);
  return self->leaf.bytes + self->leaf.top;
}

/**
 * sy_tree_builder_commit:
 * @self: a tree
 * @cell: where the cell starts that ends where sy_tree_builder_reserve() said
 * @row: of a table, its rowid
 *
 * Makes the bytes from @cell on the next cell.
 */
static inline void
sy_tree_builder_commit (SyTreeBuilder *self,
                        const guint8 *cell,
                        gint64 row)
{
  guint16 top = GUINT16_TO_BE ((guint16) (cell - self->leaf.bytes));

  self->leaf.top = (gsize) (cell - self->leaf.bytes);
  memcpy (self->leaf.bytes + SY_TREE_LEAF_HEADER + 2 * self->leaf.n_cells++, &top, sizeof top);
  self->last_row = row;
}

/**
 * sy_tree_builder_add_text:
 * @self: a tree
 * @row: a rowid, from 0 to 2^32 - 1
 * @text: a text
 *
 * Of a table with the columns id (the rowid) and a text, the next row. Of an index on such a text, the
 * next entry.
 */
void sy_tree_builder_add_text (SyTreeBuilder *self,
                               guint32 row,
                               SyText text);

/**
 * sy_tree_builder_finish:
 * @self: a tree
 *
 * Completes the tree; nothing may be added.
 *
 * Returns: (transfer none): its root page, which was not handed on, with which the caller may do as a
 *   #SyPutPage; the rest of the tree was
 */
guint8 **sy_tree_builder_finish (SyTreeBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTreeBuilder, sy_tree_builder_free)

/*
 * Pieces of cells, written from their end. Each may overwrite up to SY_TREE_SLACK bytes below it, so that
 * what lies below comes later.
 */

static inline guint8 *
sy_put_bytes_before (guint8 *end,
                     guint64 value,
                     guint n_bytes)
{
  value = GUINT64_TO_BE (value);
  memcpy (end - 8, &value, 8);
  return end - n_bytes;
}

/* The seven bits a byte of a varint, the highest first, as a number. */
static inline guint64
sy_varint_bits (guint32 value,
                guint *out_n_bytes)
{
  guint64 bits = value & 0x7f;
  guint n = 1;

  while ((value >>= 7) != 0)
    bits |= (guint64) ((value & 0x7f) | 0x80) << (8 * n++);
  *out_n_bytes = n;
  return bits;
}

/* A whole number in its shortest form, and what SQLite calls that. */
static inline guint8 *
sy_put_integer_before (guint8 *end,
                       gint64 value,
                       guint8 *out_type)
{
  /* By the bits of a number without its sign: the form's name, and its bytes. */
  static const struct
  {
    guint8 type;
    guint8 n_bytes;
  } forms[9] = { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 6 }, { 5, 6 }, { 6, 8 }, { 6, 8 } };
  guint64 magnitude = (guint64) (value < 0 ? ~value : value);
  guint form = (guint) (64 - __builtin_clzll (magnitude | 1)) / 8;

  if (magnitude == (guint64) value && value <= 1)
    {
      *out_type = (guint8) (8 + value);
      return end;
    }
  *out_type = forms[form].type;
  return sy_put_bytes_before (end, (guint64) value, forms[form].n_bytes);
}

G_END_DECLS
