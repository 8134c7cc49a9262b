/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-loader-private.h"

#include <string.h>

void
sy_columns_reserve (SyColumns *self,
                    gsize n_more)
{
  gsize n = self->n_rows + n_more;

  if (n <= self->n_allocated)
    return;
  n = MAX (n, self->n_allocated * 2);
  self->first = g_renew (guint32, self->first, n);
  self->second = g_renew (guint32, self->second, n);
  self->numbers = g_renew (gint64, self->numbers, n);
  self->amounts = g_renew (double, self->amounts, n);
  self->texts = g_renew (SyText, self->texts, n);
  self->n_allocated = n;
}

static void
columns_clear (SyColumns *self)
{
  g_free (self->first);
  g_free (self->second);
  g_free (self->numbers);
  g_free (self->amounts);
  g_free (self->texts);
}

SyImportBlock *
sy_import_block_new (void)
{
  SyImportBlock *self = g_new0 (SyImportBlock, 1);

  for (gsize i = 0; i < SY_N_DICTIONARIES; i++)
    self->new_texts[i] = g_array_new (FALSE, FALSE, sizeof (SyText));
  self->rejected = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_rejected_row_free);
  self->arena = g_string_chunk_new (64 * 1024);
  self->people_hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->people_pieces = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_import_block_free (SyImportBlock *self)
{
  if (self == NULL)
    return;
  columns_clear (&self->rows);
  columns_clear (&self->properties);
  columns_clear (&self->keys);
  columns_clear (&self->members);
  for (gsize i = 0; i < SY_N_DICTIONARIES; i++)
    g_array_unref (self->new_texts[i]);
  g_ptr_array_unref (self->rejected);
  g_string_chunk_free (self->arena);
  g_array_unref (self->people_hashes);
  g_ptr_array_unref (self->people_pieces);
  g_free (self);
}

void
sy_import_block_reset (SyImportBlock *self)
{
  self->rows.n_rows = 0;
  self->properties.n_rows = 0;
  self->keys.n_rows = 0;
  self->members.n_rows = 0;
  for (gsize i = 0; i < SY_N_DICTIONARIES; i++)
    g_array_set_size (self->new_texts[i], 0);
  g_ptr_array_set_size (self->rejected, 0);
  g_string_chunk_clear (self->arena);
  g_array_set_size (self->people_hashes, 0);
  g_ptr_array_set_size (self->people_pieces, 0);
  self->rows_read = 0;
  self->duplicates = 0;
  self->is_last = FALSE;
}

SyText
sy_import_block_keep (SyImportBlock *self,
                      SyText text)
{
  if (text.text == NULL)
    return text;
  return (SyText){ g_string_chunk_insert_len (self->arena, text.text, text.length), text.length };
}

void
sy_import_block_keep_people (SyImportBlock *self,
                             const SyText *people,
                             gsize n_people)
{
  SyText *kept = self->rows.texts + self->rows.n_rows;
  gsize first = self->people_hashes->len;
  guint32 *hashes;
  gsize n_bytes = 0;
  char *piece;

  for (gsize i = 0; i < n_people; i++)
    n_bytes += people[i].length;
  piece = g_malloc (n_bytes + 1);
  g_ptr_array_add (self->people_pieces, piece);
  g_array_set_size (self->people_hashes, (guint) (first + n_people));
  hashes = &g_array_index (self->people_hashes, guint32, first);
  for (gsize i = 0; i < n_people; i++)
    {
      memcpy (piece, people[i].text, people[i].length);
      kept[i] = (SyText){ piece, people[i].length };
      hashes[i] = sy_interner_hash (people[i]);
      piece += people[i].length;
    }
}

gboolean
sy_import_check_limit (const SyInterner *interner,
                       GError **error)
{
  if (sy_interner_get_max_id (interner) <= SY_MAX_DICTIONARY_ID)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
               "More than %u different people, types or values", SY_MAX_DICTIONARY_ID);
  return FALSE;
}

gboolean
sy_import_block_intern_people (SyImportBlock *self,
                               SyInterner *people,
                               GError **error)
{
  for (gsize i = 0; i < self->rows.n_rows; i += SY_INTERNER_BATCH)
    sy_interner_intern_hashed (people, self->rows.texts + i,
                               &g_array_index (self->people_hashes, guint32, i),
                               MIN (SY_INTERNER_BATCH, self->rows.n_rows - i), self->rows.first + i);
  return sy_import_check_limit (people, error);
}
