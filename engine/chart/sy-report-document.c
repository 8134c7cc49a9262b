/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report-document-private.h"

#include <stdarg.h>

static void
free_block (gpointer data)
{
  SyBlock *block = data;

  g_free (block->text);
  for (gsize i = 0; block->header != NULL && i < block->n_columns; i++)
    g_free (block->header[i]);
  g_free (block->header);
  g_free (block->weights);
  g_free (block->numeric);
  g_clear_pointer (&block->cells, g_ptr_array_unref);
  g_clear_pointer (&block->charts[0], sy_chart_unref);
  g_clear_pointer (&block->charts[1], sy_chart_unref);
  g_free (block);
}

SyDocument *
sy_document_new (const char *title,
                 const char *subtitle,
                 const char *footer)
{
  SyDocument *self = g_new0 (SyDocument, 1);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->footer = g_strdup (footer);
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  return self;
}

void
sy_document_free (SyDocument *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->footer);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static SyBlock *
add_block (SyDocument *self,
           SyBlockKind kind)
{
  SyBlock *block = g_new0 (SyBlock, 1);

  block->kind = kind;
  block->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
sy_document_add_heading (SyDocument *self,
                         guint level,
                         const char *text)
{
  SyBlock *block = add_block (self, SY_BLOCK_HEADING);

  block->level = level;
  block->text = g_strdup (text);
}

void
sy_document_take_text (SyDocument *self,
                       char *text)
{
  if (text != NULL)
    add_block (self, SY_BLOCK_TEXT)->text = text;
}

void
sy_document_take_note (SyDocument *self,
                       char *text)
{
  if (text != NULL)
    add_block (self, SY_BLOCK_NOTE)->text = text;
}

SyBlock *
sy_document_add_facts (SyDocument *self)
{
  SyBlock *block = add_block (self, SY_BLOCK_FACTS);

  block->n_columns = 2;
  return block;
}

SyBlock *
sy_document_add_metrics (SyDocument *self)
{
  SyBlock *block = add_block (self, SY_BLOCK_METRICS);

  block->n_columns = 3;
  return block;
}

SyBlock *
sy_document_add_table (SyDocument *self,
                       ...)
{
  SyBlock *block = add_block (self, SY_BLOCK_TABLE);
  g_autoptr (GPtrArray) header = g_ptr_array_new ();
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) numeric = g_array_new (FALSE, FALSE, sizeof (gboolean));
  const char *title;
  va_list columns;

  va_start (columns, self);
  while ((title = va_arg (columns, const char *)) != NULL)
    {
      double weight = va_arg (columns, double);
      gboolean is_number = va_arg (columns, int) == 'n';

      g_ptr_array_add (header, g_strdup (title));
      g_array_append_val (weights, weight);
      g_array_append_val (numeric, is_number);
    }
  va_end (columns);
  block->n_columns = header->len;
  block->header = (char **) g_ptr_array_steal (header, NULL);
  block->weights = (double *) (gpointer) g_array_steal (weights, NULL);
  block->numeric = (gboolean *) (gpointer) g_array_steal (numeric, NULL);
  return block;
}

SyBlock *
sy_document_add_grid (SyDocument *self,
                      const char *first,
                      const char *const *columns,
                      gsize n_columns)
{
  SyBlock *block = add_block (self, SY_BLOCK_TABLE);

  block->n_columns = n_columns + 1;
  block->header = g_new0 (char *, block->n_columns);
  block->weights = g_new (double, block->n_columns);
  block->numeric = g_new (gboolean, block->n_columns);
  for (gsize i = 0; i < block->n_columns; i++)
    {
      block->header[i] = g_strdup (i == 0 ? first : columns[i - 1]);
      block->weights[i] = 1.0;
      block->numeric[i] = i > 0;
    }
  return block;
}

void
sy_block_take_cell (SyBlock *self,
                    char *text)
{
  g_ptr_array_add (self->cells, text);
}

void
sy_block_take_row (SyBlock *self,
                   ...)
{
  va_list cells;

  va_start (cells, self);
  for (gsize i = 0; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, va_arg (cells, char *));
  va_end (cells);
}

void
sy_block_add_row_heading (SyBlock *self,
                          const char *text)
{
  g_return_if_fail (self->n_columns >= 2);

  g_ptr_array_add (self->cells, NULL);
  g_ptr_array_add (self->cells, g_strdup (text));
  for (gsize i = 2; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, NULL);
}

gsize
sy_block_get_n_rows (const SyBlock *self)
{
  return self->n_columns > 0 ? self->cells->len / self->n_columns : 0;
}

const char *
sy_block_get_cell (const SyBlock *self,
                   gsize row,
                   gsize column)
{
  return g_ptr_array_index (self->cells, row * self->n_columns + column);
}

void
sy_document_take_charts (SyDocument *self,
                         SyChart *first,
                         SyChart *second,
                         double height)
{
  SyBlock *block = add_block (self, SY_BLOCK_CHARTS);

  block->charts[0] = first;
  block->charts[1] = second;
  block->height = height;
}

static gboolean
is_html (const char *lower)
{
  return g_str_has_suffix (lower, ".html") || g_str_has_suffix (lower, ".htm");
}

gboolean
sy_document_write (const SyDocument *self,
                   const char *path,
                   GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  if (g_str_has_suffix (lower, ".pdf"))
    bytes = sy_document_to_pdf (self, error);
  else if (is_html (lower))
    bytes = sy_document_to_html (self, error);
  else
    bytes = sy_document_to_markdown (self);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}
