/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "score/sy-score.h"
#include "sy-backtest.h"

G_BEGIN_DECLS

/**
 * sy_account_outcome_evaluate:
 * @log: the events
 * @spec: the outcome
 * @members: the members at t
 * @accounts: (array length=n_accounts): accounts of the map, rising
 * @n_accounts: how many
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Labels accounts as if each were one person with the events and the imported outcomes of its
 * members at t, and of who goes by the account's own key: it had the outcome when any of them had
 * it, counts and amounts are of all of them together, and an absence is one of all of them. People
 * who refuse are left out. Who joins after t does not count.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the outcome; its people are accounts
 */
SY_EXTERN
SyOutcome *sy_account_outcome_evaluate (SyEventLog *log,
                                        const SyOutcomeSpec *spec,
                                        const SyAccountMembers *members,
                                        const guint32 *accounts,
                                        gsize n_accounts,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * sy_account_backtest_run:
 * @log: the events
 * @map: the accounts
 * @model: the model
 * @spec: the roll-up, the model's own or another
 * @origins: (array length=n_origins): as-of instants, UTC seconds, any order, equal ones count once
 * @n_origins: at least 1
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the dates done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * As sy_backtest_run(), of accounts with a score: their scores and bands against
 * sy_account_outcome_evaluate(). Pooled dates are clustered by account.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the results, or %NULL
 */
SY_EXTERN
SyBacktest *sy_account_backtest_run (SyEventLog *log,
                                     SyAccountMap *map,
                                     const SyModel *model,
                                     const SyAccountSpec *spec,
                                     const gint64 *origins,
                                     gsize n_origins,
                                     GCancellable *cancellable,
                                     SyProgressFunc progress,
                                     gpointer user_data,
                                     GError **error);

/**
 * SyRollUpResult:
 * @name: of the roll-up
 * @auc: area of the rolled-up raw score with DeLong's interval; NaN for one class
 * @ks: Kolmogorov-Smirnov distance; NaN likewise
 * @top_decile_lift: rate among the best tenth over the base rate; NaN likewise
 * @against_first: paired comparison with the first roll-up: this one minus the first; NaN for the
 *   first and for one class
 *
 * One line of a comparison.
 */
typedef struct
{
  char *name;
  SyAuc auc;
  double ks;
  double top_decile_lift;
  SyAucComparison against_first;
} SyRollUpResult;

/**
 * SyRollUpComparison:
 * @outcome: (nullable): name of the outcome
 * @n_origins: dates whose outcome window has ended
 * @n: accounts with a label; at several dates an account counts at each
 * @n_positive: those of them with the outcome
 * @n_already: taken out, as they had a one-time outcome before
 * @n_immature: accounts at dates whose window has not ended
 * @n_roll_ups: lines
 * @roll_ups: (array length=n_roll_ups): in the order asked for
 *
 * Ways to roll up the same people, judged on the same accounts.
 */
typedef struct _SyRollUpComparison
{
  char *outcome;
  gsize n_origins;
  gsize n;
  gsize n_positive;
  gsize n_already;
  gsize n_immature;
  gsize n_roll_ups;
  SyRollUpResult *roll_ups;
} SyRollUpComparison;

/**
 * sy_roll_ups_compare:
 * @log: the events
 * @map: the accounts
 * @model: the model
 * @specs: (array length=n_specs): the roll-ups
 * @n_specs: at least 1
 * @origins: (array length=n_origins): as-of instants, UTC seconds, any order, equal ones count once
 * @n_origins: at least 1
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the dates done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Judges raw scores: the limits of a scale that was made for one roll-up do not count against
 * another. Each line is what sy_account_backtest_run() gives for a model without a scale.
 * Source of the paired comparison: DeLong et al., Biometrics 44 (1988) 837–845; clustered by
 * account for several dates, Obuchowski 1997.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the comparison, or %NULL
 */
SY_EXTERN
SyRollUpComparison *sy_roll_ups_compare (SyEventLog *log,
                                         SyAccountMap *map,
                                         const SyModel *model,
                                         const SyAccountSpec *specs,
                                         gsize n_specs,
                                         const gint64 *origins,
                                         gsize n_origins,
                                         GCancellable *cancellable,
                                         SyProgressFunc progress,
                                         gpointer user_data,
                                         GError **error);

/**
 * sy_roll_up_comparison_free:
 * @self: (nullable): a comparison
 */
SY_EXTERN
void sy_roll_up_comparison_free (SyRollUpComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRollUpComparison, sy_roll_up_comparison_free)

G_END_DECLS
