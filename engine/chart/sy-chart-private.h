/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-object.h"
#include "sy-ink-private.h"

/**
 * SyChartClass:
 * @size: of the instance, which begins with a #SyChart
 * @paint: draws, or only marks what can be hit when the ink is probing
 * @tooltip: text for what was hit, or %NULL
 * @describe: one sentence; not called when the chart is empty
 * @tabulate: the numbers
 *
 * What a kind of chart can do. Painting and hit testing are one pass, so they
 * cannot disagree.
 */
typedef struct
{
  gsize size;
  void (*paint) (SyChart *self, SyInk *ink);
  char *(*tooltip) (SyChart *self, const SyChartHit *hit, const char *thousands);
  char *(*describe) (SyChart *self);
  SyChartTable *(*tabulate) (SyChart *self);
} SyChartClass;

struct _SyChart
{
  const SyChartClass *klass;
  GPtrArray *owned;
  const char *title;
  const char *subtitle;
  /* Why there is nothing to show; NULL when there is. */
  const char *empty;
};

/**
 * sy_chart_alloc:
 * @klass: the kind
 * @title: (nullable): heading
 * @subtitle: (nullable): line below it
 *
 * Returns: (transfer full): a zeroed instance of `klass->size` bytes
 */
gpointer sy_chart_alloc (const SyChartClass *klass,
                         const char *title,
                         const char *subtitle);

/**
 * sy_chart_keep:
 * @self: the chart that owns the copy
 * @values: (nullable): what to copy
 * @n_values: elements
 * @size: bytes of one element
 *
 * Returns: (nullable): the copy, which lives as long as @self; %NULL for %NULL
 */
gpointer sy_chart_keep (SyChart *self,
                        gconstpointer values,
                        gsize n_values,
                        gsize size);
#define SY_CHART_KEEP(self, values, n) (sy_chart_keep ((SyChart *) (self), (values), (n), sizeof *(values)))

/**
 * sy_chart_keep_text:
 * @self: the chart that owns the copy
 * @text: (nullable): any bytes
 *
 * Makes a text fit to be drawn: valid UTF-8, one line, no control characters,
 * at most 200 characters.
 *
 * Returns: (nullable): the copy, %NULL for %NULL
 */
const char *sy_chart_keep_text (SyChart *self,
                                const char *text);

/**
 * sy_chart_keep_texts:
 * @self: the chart that owns the copies
 * @texts: (nullable): texts, each may be %NULL
 * @n_texts: how many
 *
 * Returns: @n_texts texts; those that were missing are ""
 */
const char *const *sy_chart_keep_texts (SyChart *self,
                                        const char *const *texts,
                                        gsize n_texts);

/**
 * sy_chart_take:
 * @self: the chart that is to own it
 * @memory: (transfer full): to be freed with g_free()
 *
 * Returns: @memory
 */
gpointer sy_chart_take (SyChart *self,
                        gpointer memory);

/**
 * sy_chart_table_new:
 * @n_rows: rows
 * @...: title and kind of each column ('t' text or 'n' number, as int), ended by %NULL
 *
 * Returns: (transfer full): a table whose cells are to be set
 */
SyChartTable *sy_chart_table_new (gsize n_rows,
                                  ...) G_GNUC_NULL_TERMINATED;

/**
 * sy_chart_table_set:
 * @table: a table
 * @row: row
 * @column: column
 * @text: (transfer full): the cell
 */
void sy_chart_table_set (SyChartTable *table,
                         gsize row,
                         gsize column,
                         char *text);
