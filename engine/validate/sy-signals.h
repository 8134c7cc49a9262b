/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SySignalKind:
 * @SY_SIGNAL_TYPE: an event type of the log, counted before t, whether or not a rule uses it
 * @SY_SIGNAL_RULE: a rule of the model that is not muted, by its value before weight and limits
 *
 * What was held against the outcome.
 */
typedef enum
{
  SY_SIGNAL_TYPE,
  SY_SIGNAL_RULE,
} SySignalKind;

/**
 * SyVerdict:
 * @SY_VERDICT_UNTESTED: the same value for everybody, or one class only: nothing can be told
 * @SY_VERDICT_REJECTED: no connection with the outcome that is more than chance, at the q asked for
 * @SY_VERDICT_TELLS: connected with the outcome
 *
 * What the test of a signal says.
 */
typedef enum
{
  SY_VERDICT_UNTESTED,
  SY_VERDICT_REJECTED,
  SY_VERDICT_TELLS,
} SyVerdict;

/**
 * SySignal:
 * @kind: a type or a rule
 * @id: the type's name, or the rule's id
 * @label: what to show
 * @is_used: of a type: whether a rule that is not muted names it; of a rule: %TRUE
 * @n_with: rows with a value other than 0: the people who have it
 * @coverage: their share, 0 to 1; NaN without rows
 * @rate_with: share of them with the outcome; NaN without any
 * @rate_without: share of the others with the outcome; NaN without any
 * @lift: rate_with / base rate, that of all rows: n_positive / n; NaN when the divisor is not above 0 or
 *   nobody has it
 * @lift_interval: that of @ratio at this coverage c: r / (c r + 1 - c), which rises with r
 * @ratio: rate_with / rate_without; NaN when the divisor is not above 0
 * @ratio_interval: Katz's 95 % interval of it; NaN when a count is 0
 * @information_value: over tenths of the value, with a bin for 0; NaN for one class
 * @auc: area of the value alone with its interval, turned by the model's direction: above 0.5 when
 *   those with more of it are those whom the score should rank high; NaN for one class
 * @z: test statistic of the value against the outcome, above 0 when @auc is above 0.5; NaN when
 *   untested
 * @p: its two-sided p-value; NaN when untested
 * @q: the same, adjusted over all that were tested (Benjamini & Hochberg)
 * @verdict: @q against the level asked for
 * @auc_change: of a rule: area of the score without it minus area with it: below 0 when it helps;
 *   else NaN
 * @auc_change_p: two-sided p-value of that change, not adjusted
 * @is_against: of a rule: it tells something, and its weight points the other way
 *
 * What is known of one type or rule on its own.
 */
typedef struct
{
  SySignalKind kind;
  char *id;
  char *label;
  gboolean is_used;
  gsize n_with;
  double coverage;
  double rate_with;
  double rate_without;
  double lift;
  SyInterval lift_interval;
  double ratio;
  SyInterval ratio_interval;
  double information_value;
  SyAuc auc;
  double z;
  double p;
  double q;
  SyVerdict verdict;
  double auc_change;
  double auc_change_p;
  gboolean is_against;
} SySignal;

/**
 * SySignals:
 * @n_origins: mature dates
 * @origins: (array length=n_origins): they, rising
 * @n: rows with a label: people, or people times dates
 * @n_positive: rows with the outcome
 * @level: the q that verdicts were made with
 * @auc: area of the whole score; NaN for one class
 * @n_signals: how many
 * @signals: (array length=n_signals): types in the log's order, then rules in the model's
 *
 * The register of signals of a model.
 */
typedef struct _SySignals
{
  gsize n_origins;
  gint64 *origins;
  gsize n;
  gsize n_positive;
  double level;
  SyAuc auc;
  gsize n_signals;
  SySignal *signals;
} SySignals;

/**
 * SY_SIGNALS_LEVEL:
 *
 * The share of false discoveries that is put up with by default.
 */
#define SY_SIGNALS_LEVEL 0.1

/**
 * sy_signals_run:
 * @log: the events
 * @model: the model
 * @origins: (array length=n_origins): as-of instants, UTC seconds; those whose outcome window is
 *   not over are left out
 * @n_origins: at least 1
 * @level: share of false discoveries, above 0, below 1: as %SY_SIGNALS_LEVEL
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the signals done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Holds every event type and every rule against the outcome on its own, and scores without each
 * rule. Types that the dictionary mutes are left out.
 *
 * The test is Mann and Whitney's with ties, in the form z = rho sqrt (n - 1), rho Spearman's
 * correlation of value and outcome; for a value of 0 or 1 it is the pooled test of two proportions
 * with n - 1 for n. With several dates n is divided by the design effect of the area (clustered
 * over plain variance), and the counts behind the lift by that of their rates.
 * Cost: some 200 ms a signal and a million rows.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %G_IO_ERROR_CANCELLED.
 * Source: Mann & Whitney, Annals of Mathematical Statistics 18 (1947) 50-60; Katz et al. 1978;
 * Benjamini & Hochberg 1995; Rao & Scott 1992; Obuchowski 1997.
 *
 * Returns: (transfer full): the register, or %NULL
 */
SY_EXTERN
SySignals *sy_signals_run (SyEventLog *log,
                           const SyModel *model,
                           const gint64 *origins,
                           gsize n_origins,
                           double level,
                           GCancellable *cancellable,
                           SyProgressFunc progress,
                           gpointer user_data,
                           GError **error);

/**
 * sy_signals_find:
 * @self: a register
 * @kind: a type or a rule
 * @id: its name or id
 *
 * Returns: (transfer none) (nullable): the signal
 */
SY_EXTERN
const SySignal *sy_signals_find (const SySignals *self,
                                 SySignalKind kind,
                                 const char *id);

/**
 * sy_signals_ref:
 * @self: a register
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SySignals *sy_signals_ref (SySignals *self);

/**
 * sy_signals_unref:
 * @self: a register
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_signals_unref (SySignals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySignals, sy_signals_unref)

G_END_DECLS
