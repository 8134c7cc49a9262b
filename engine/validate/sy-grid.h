/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"

G_BEGIN_DECLS

/**
 * SyGridCell:
 * @n: people
 * @n_labelled: of them, those whose outcome is known
 * @positives: of these, those who had the outcome
 * @rate: @positives / @n_labelled, NaN when nobody is labelled
 * @low: lower end of the rate's 95 % Wilson interval
 * @high: upper end
 * @lift: @rate over the rate of all people of the grid
 *
 * The people of one band of each of two models.
 */
typedef struct
{
  gsize n;
  gsize n_labelled;
  gsize positives;
  double rate;
  double low;
  double high;
  double lift;
} SyGridCell;

/**
 * SyGrid:
 * @n_rows: bands of the first model
 * @n_columns: bands of the second one
 * @row_names: (array length=n_rows): the highest band first, as A, B, …
 * @column_names: (array length=n_columns): the highest band first, as 1, 2, …
 * @cells: row after row
 * @all: all people of the grid
 * @n_only_first: people only the first model scores, who are in no cell
 * @n_only_second: people only the second one scores
 * @is_mature: whether the data reach the end of the outcome's window
 *
 * Two scores of the same people, crossed: fit and behaviour of leads (A1 the best of both, D4 the
 * worst), or value and health of customers.
 */
typedef struct
{
  gsize n_rows;
  gsize n_columns;
  char **row_names;
  char **column_names;
  SyGridCell *cells;
  SyGridCell all;
  gsize n_only_first;
  gsize n_only_second;
  gboolean is_mature;
} SyGrid;

/**
 * sy_grid_new:
 * @log: the events
 * @first: a model, for the rows
 * @first_scores: its scores
 * @second: another one, for the columns; its outcome is the one that counts, if it has one
 * @second_scores: its scores, as of the same instant
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Counts the people of each pair of bands, and those who had the outcome. People who had a one-time
 * outcome before are in the cells without a label.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the grid, or %NULL
 */
SY_EXTERN
SyGrid *sy_grid_new (SyEventLog *log,
                     const SyModel *first,
                     const SyScores *first_scores,
                     const SyModel *second,
                     const SyScores *second_scores,
                     GCancellable *cancellable,
                     GError **error);

/**
 * sy_grid_new_for_accounts:
 * @log: the events
 * @members: the members of accounts at an instant
 * @first: a model, for the rows: value
 * @first_scores: its scores of accounts, as of that instant
 * @second: another one, for the columns: health; its outcome of accounts counts, if it has one
 * @second_scores: its scores of accounts
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * As sy_grid_new(), of accounts; see sy_account_outcome_evaluate().
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the grid, or %NULL
 */
SY_EXTERN
SyGrid *sy_grid_new_for_accounts (SyEventLog *log,
                                  const SyAccountMembers *members,
                                  const SyModel *first,
                                  const SyAccountScores *first_scores,
                                  const SyModel *second,
                                  const SyAccountScores *second_scores,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * sy_grid_free:
 * @self: (nullable): a grid
 */
SY_EXTERN
void sy_grid_free (SyGrid *self);

/**
 * sy_grid_get_cell:
 * @self: a grid
 * @row: below n_rows
 * @column: below n_columns
 *
 * Returns: (transfer none): the cell
 */
SY_EXTERN
const SyGridCell *sy_grid_get_cell (const SyGrid *self,
                                    gsize row,
                                    gsize column);

/**
 * sy_grid_dup_cell_name:
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full): "A1" for the first of both
 */
SY_EXTERN
char *sy_grid_dup_cell_name (gsize row,
                             gsize column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyGrid, sy_grid_free)

G_END_DECLS
