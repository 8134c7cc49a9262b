/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as Markdown with tables, as GitHub and pandoc read it. Drawings are left out. */
#include "config.h"

#include "sy-report-document-private.h"

#include <string.h>

/* A cell ends at a bar or a line's end; what means something in Markdown is told that it does not. */
static void
append_escaped (GString *out,
                const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r')
      g_string_append_c (out, ' ');
    else
      {
        if (strchr ("\\`*_[]<>|#", *p) != NULL)
          g_string_append_c (out, '\\');
        g_string_append_c (out, *p);
      }
}

static void
append_cell (GString *out,
             const char *text)
{
  g_string_append (out, "| ");
  append_escaped (out, text);
  g_string_append_c (out, ' ');
}

static void
append_table (GString *out,
              const SyBlock *block)
{
  gsize n_rows = sy_block_get_n_rows (block);

  for (gsize column = 0; column < block->n_columns; column++)
    append_cell (out, block->header[column]);
  g_string_append (out, "|\n");
  for (gsize column = 0; column < block->n_columns; column++)
    g_string_append (out, block->numeric[column] ? "| ---: " : "| --- ");
  g_string_append (out, "|\n");
  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean is_heading = sy_block_get_cell (block, row, 0) == NULL;

      for (gsize column = 0; column < block->n_columns; column++)
        if (!is_heading)
          append_cell (out, sy_block_get_cell (block, row, column));
        else if (column > 0)
          g_string_append (out, "| ");
        else
          {
            g_string_append (out, "| **");
            append_escaped (out, sy_block_get_cell (block, row, 1));
            g_string_append (out, "** ");
          }
      g_string_append (out, "|\n");
    }
}

/* Names and what they stand for. */
static void
append_list (GString *out,
             const SyBlock *block)
{
  for (gsize row = 0; row < sy_block_get_n_rows (block); row++)
    {
      const char *name = sy_block_get_cell (block, row, 0);

      g_string_append (out, "- ");
      if (*name != '\0')
        {
          g_string_append (out, "**");
          append_escaped (out, name);
          g_string_append (out, "**: ");
        }
      append_escaped (out, sy_block_get_cell (block, row, 1));
      if (block->n_columns > 2)
        {
          g_string_append (out, " (");
          append_escaped (out, sy_block_get_cell (block, row, 2));
          g_string_append_c (out, ')');
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_block (GString *out,
              const SyBlock *block)
{
  switch (block->kind)
    {
    case SY_BLOCK_HEADING:
      g_string_append (out, block->level == 1 ? "## " : "### ");
      append_escaped (out, block->text);
      g_string_append_c (out, '\n');
      break;
    case SY_BLOCK_TEXT:
    case SY_BLOCK_NOTE:
      append_escaped (out, block->text);
      g_string_append_c (out, '\n');
      break;
    case SY_BLOCK_FACTS:
    case SY_BLOCK_METRICS:
      append_list (out, block);
      break;
    case SY_BLOCK_TABLE:
      append_table (out, block);
      break;
    case SY_BLOCK_CHARTS:
    default:
      return;
    }
  g_string_append_c (out, '\n');
}

GBytes *
sy_document_to_markdown (const SyDocument *self)
{
  GString *out = g_string_new ("# ");

  append_escaped (out, self->title);
  g_string_append (out, "\n\n");
  append_escaped (out, self->subtitle);
  g_string_append (out, "\n\n");
  for (guint i = 0; i < self->blocks->len; i++)
    append_block (out, self->blocks->pdata[i]);
  g_string_append (out, "---\n\n");
  append_escaped (out, self->footer);
  g_string_append_c (out, '\n');
  return g_string_free_to_bytes (out);
}
