/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyGridFigures:
 *
 * Two models crossed: who is in each pair of bands now, and what became of those who were when the
 * outcome can last be seen. Immutable, reference-counted.
 */
typedef struct _SyGridFigures SyGridFigures;

/**
 * sy_grid_figures_new:
 * @log: the events
 * @rows: the model of the rows
 * @columns: the model of the columns; its outcome counts
 * @as_of: UTC second
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Costs a scoring of everyone for each model, and as many at the earlier date. Any thread.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures
 */
SyGridFigures *sy_grid_figures_new (SyEventLog *log,
                                    SyModel *rows,
                                    SyModel *columns,
                                    gint64 as_of,
                                    GCancellable *cancellable,
                                    GError **error);
SyGridFigures *sy_grid_figures_ref (SyGridFigures *self);
void sy_grid_figures_unref (SyGridFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyGridFigures, sy_grid_figures_unref)

/**
 * sy_grid_figures_get_now:
 * @self: figures
 *
 * Returns: (transfer none): the counts as of the instant
 */
const SyGrid *sy_grid_figures_get_now (SyGridFigures *self);

/**
 * sy_grid_figures_get_past:
 * @self: figures
 *
 * Returns: (transfer none) (nullable): the outcome by cell, of the people at
 *   sy_grid_figures_get_past_as_of(); %NULL when the columns' model has no outcome
 */
const SyGrid *sy_grid_figures_get_past (SyGridFigures *self);

/**
 * sy_grid_figures_get_past_as_of:
 * @self: figures
 *
 * Returns: the last instant at or before the one wished whose outcome is known, UTC second
 */
gint64 sy_grid_figures_get_past_as_of (SyGridFigures *self);

/**
 * sy_grid_figures_dup_rate:
 * @self: figures
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full): "12.3 %"; empty without outcome, a dash when nobody was there
 */
char *sy_grid_figures_dup_rate (SyGridFigures *self,
                                gsize row,
                                gsize column);

/**
 * sy_grid_figures_dup_range:
 * @self: figures
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full): "8.1 – 17.0 %, n 98"; empty without a rate
 */
char *sy_grid_figures_dup_range (SyGridFigures *self,
                                 gsize row,
                                 gsize column);

/**
 * SY_GRID_N_HEATS:
 *
 * How many shades a cell can have.
 */
#define SY_GRID_N_HEATS 5

/**
 * sy_grid_figures_get_heat:
 * @self: figures
 * @row: a row
 * @column: a column
 *
 * Returns: how dark the cell is, 0 to %SY_GRID_N_HEATS - 1: its rate between 0 and the highest one of the
 *   grid; without an outcome its count
 */
guint sy_grid_figures_get_heat (SyGridFigures *self,
                                gsize row,
                                gsize column);

/**
 * sy_grid_figures_create_people:
 * @self: figures
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full): the people of a cell with the score of the columns' model, as
 *   sy_scored_people_create_source() makes it
 */
SyTableSource *sy_grid_figures_create_people (SyGridFigures *self,
                                              gsize row,
                                              gsize column);

G_END_DECLS
