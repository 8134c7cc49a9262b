/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"

/**
 * SyBlockKind:
 * @SY_BLOCK_HEADING: a heading; level 1 begins a section
 * @SY_BLOCK_TEXT: a paragraph
 * @SY_BLOCK_NOTE: a paragraph in small letters
 * @SY_BLOCK_FACTS: names and what they stand for, in two columns
 * @SY_BLOCK_METRICS: figures in large letters, each with name and remark
 * @SY_BLOCK_TABLE: a table
 * @SY_BLOCK_CHARTS: one chart, or two side by side
 */
typedef enum
{
  SY_BLOCK_HEADING,
  SY_BLOCK_TEXT,
  SY_BLOCK_NOTE,
  SY_BLOCK_FACTS,
  SY_BLOCK_METRICS,
  SY_BLOCK_TABLE,
  SY_BLOCK_CHARTS,
} SyBlockKind;

/**
 * SyBlock:
 * @kind: what it is
 * @level: of a heading, 1 or 2
 * @text: of headings, texts and notes
 * @n_columns: of facts 2, of metrics 3, of a table its own
 * @header: (array length=n_columns): of a table
 * @weights: (array length=n_columns): of a table: shares of the width
 * @numeric: (array length=n_columns): of a table: set right
 * @cells: (element-type utf8): row after row; a row that begins with %NULL is a
 *   heading over the whole width, whose text is the second cell
 * @charts: one or two
 * @height: of the charts, in units of their style
 *
 * A piece of a report. What it looks like is the writers' business.
 */
typedef struct
{
  SyBlockKind kind;
  guint level;
  char *text;
  gsize n_columns;
  char **header;
  double *weights;
  gboolean *numeric;
  GPtrArray *cells;
  SyChart *charts[2];
  double height;
} SyBlock;

/**
 * SyDocument:
 * @title: the title
 * @subtitle: the line below it
 * @footer: what stands at the foot of every page
 * @blocks: (element-type SyBlock): the pieces
 *
 * A report before it is written.
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *footer;
  GPtrArray *blocks;
} SyDocument;

SyDocument *sy_document_new (const char *title,
                             const char *subtitle,
                             const char *footer);
void sy_document_free (SyDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDocument, sy_document_free)

void sy_document_add_heading (SyDocument *self,
                              guint level,
                              const char *text);
/* The text is taken; nothing is added for NULL. */
void sy_document_take_text (SyDocument *self,
                            char *text);
void sy_document_take_note (SyDocument *self,
                            char *text);

/* Facts and metrics: the block to add rows to. */
SyBlock *sy_document_add_facts (SyDocument *self);
SyBlock *sy_document_add_metrics (SyDocument *self);

/**
 * sy_document_add_table:
 * @self: a document
 * @...: for each column its title, its share of the width (double) and 't' or 'n' (int), ended by %NULL
 *
 * Returns: (transfer none): the block to add rows to
 */
SyBlock *sy_document_add_table (SyDocument *self,
                                ...) G_GNUC_NULL_TERMINATED;

/**
 * sy_document_add_grid:
 * @self: a document
 * @first: title of the first column, of names
 * @columns: (array length=n_columns): titles of the others, of numbers and of one width
 * @n_columns: how many
 *
 * A table whose columns the data tell.
 *
 * Returns: (transfer none): the block to add cells to, row after row
 */
SyBlock *sy_document_add_grid (SyDocument *self,
                               const char *first,
                               const char *const *columns,
                               gsize n_columns);
/* The next cell of a grid. */
void sy_block_take_cell (SyBlock *self,
                         char *text);

/**
 * sy_block_take_row:
 * @self: facts, metrics or a table
 * @...: (transfer full): the cells of a row, as many as there are columns
 */
void sy_block_take_row (SyBlock *self,
                        ...);
/* A heading within a table. */
void sy_block_add_row_heading (SyBlock *self,
                               const char *text);
gsize sy_block_get_n_rows (const SyBlock *self);
/* NULL in the first column of a row heading. */
const char *sy_block_get_cell (const SyBlock *self,
                               gsize row,
                               gsize column);

/* Charts are taken; the second may be NULL. */
void sy_document_take_charts (SyDocument *self,
                              SyChart *first,
                              SyChart *second,
                              double height);

/* The writers. Same document, same bytes. */
GBytes *sy_document_to_pdf (const SyDocument *self,
                            GError **error);
GBytes *sy_document_to_html (const SyDocument *self,
                             GError **error);
/* Without drawings. */
GBytes *sy_document_to_markdown (const SyDocument *self);

/* By the end of the name: .pdf, .html or .htm, or else Markdown. The file is replaced as a whole or
 * not at all. */
gboolean sy_document_write (const SyDocument *self,
                            const char *path,
                            GError **error);
