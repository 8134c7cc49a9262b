/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"
#include "sy-drift.h"

G_BEGIN_DECLS

/** SY_MIGRATION_REASONS: how many lines at most say why people moved. */
#define SY_MIGRATION_REASONS 3

/**
 * SyMigrationCell:
 * @n: who was in the row's band and is in the column's
 * @share: of all who were in the row's band and still have a score; NaN for none of them
 * @change: their mean change of the score; NaN for nobody
 * @n_reasons: lines of @reasons; 0 for accounts and for who stayed
 * @reasons: what moved their mean raw score in the direction of the move, the most first
 *
 * One cell of a migration.
 */
typedef struct
{
  gsize n;
  double share;
  double change;
  gsize n_reasons;
  SyPointsShift reasons[SY_MIGRATION_REASONS];
} SyMigrationCell;

/**
 * SyMigrationBand:
 * @name: the band
 * @before: who was in it
 * @now: who is in it
 * @in: who came from other bands
 * @out: who went to other bands
 * @entered: who is in it and had no score before
 * @left: who was in it and has no score now
 *
 * The flow of a band: @now = @before + @in − @out + @entered − @left; @in − @out is the net flow.
 */
typedef struct
{
  char *name;
  gsize before;
  gsize now;
  gsize in;
  gsize out;
  gsize entered;
  gsize left;
} SyMigrationBand;

/**
 * SyMigration:
 * @before_as_of: the earlier instant
 * @now_as_of: the later one
 * @n_bands: bands of the model
 * @bands: (array length=n_bands): lowest first
 * @cells: (array): n_bands × n_bands, row-major: row the band before, column the band now
 * @n_both: who has a score at both
 * @n_up: of them, those in a higher band now
 * @n_down: those in a lower one
 *
 * Who moved between bands from one instant to another.
 */
typedef struct _SyMigration
{
  gint64 before_as_of;
  gint64 now_as_of;
  gsize n_bands;
  SyMigrationBand *bands;
  SyMigrationCell *cells;
  gsize n_both;
  gsize n_up;
  gsize n_down;
} SyMigration;

/**
 * sy_migration_new:
 * @model: a model
 * @before: its scores as of an instant
 * @now: its scores of the same log as of a later one
 *
 * The reasons of each cell off the diagonal are lines of the mean raw score of its people, as in
 * #SyDrift: rules, limits of groups, limits of the score.
 *
 * Returns: (transfer full): the migration
 */
SY_EXTERN
SyMigration *sy_migration_new (const SyModel *model,
                               const SyScores *before,
                               const SyScores *now);

/**
 * sy_migration_new_for_accounts:
 * @model: a model
 * @before: its scores of accounts as of an instant
 * @now: its scores of the same accounts as of a later one
 *
 * Returns: (transfer full): the migration of accounts, without reasons
 */
SY_EXTERN
SyMigration *sy_migration_new_for_accounts (const SyModel *model,
                                            const SyAccountScores *before,
                                            const SyAccountScores *now);

/**
 * sy_migration_get_cell:
 * @self: a migration
 * @row: band before
 * @column: band now
 *
 * Returns: (transfer none): the cell
 */
SY_EXTERN
const SyMigrationCell *sy_migration_get_cell (const SyMigration *self,
                                              gsize row,
                                              gsize column);

/**
 * sy_migration_free:
 * @self: (nullable): a migration
 */
SY_EXTERN
void sy_migration_free (SyMigration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyMigration, sy_migration_free)

G_END_DECLS
