/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "score/sy-score.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-readiness
 *
 * Who is handed over, and how many a week: someone is ready when the score reaches a threshold,
 * and stays so until it falls below another, lower one, and goes back to be nurtured. Scores are
 * those of the ends of local days, compared as bands are; who has no score is not ready.
 */

/**
 * SyReadyRule:
 * @enter: the score at which one becomes ready
 * @leave: the score below which one no longer is, at most @enter
 *
 * When to hand over, and when to take back.
 */
typedef struct
{
  double enter;
  double leave;
} SyReadyRule;

/**
 * SyReadyStep:
 * @who: a person of the log, or an account of the map
 * @as_of: the end of the day, UTC second
 * @is_entry: %TRUE when becoming ready, %FALSE when back
 * @score: the score then; NaN without one
 *
 * Someone became ready, or went back.
 */
typedef struct
{
  guint32 who;
  gint64 as_of;
  gboolean is_entry;
  double score;
} SyReadyStep;

/**
 * SyReadyLine:
 * @rule: the rule
 * @n_ready: who is ready at the end
 * @n_entered: entries in all weeks; who came twice counts twice
 * @n_left: returns in all weeks
 * @weekly: (array): entries of each week, the earliest first
 * @mean: their mean
 * @most: their largest
 * @n_labelled: at the date of the outcome: those at or above @enter
 * @positives: of them, those who then had the outcome
 * @rate: their share; NaN for nobody
 * @low: lower end of its 95 % Wilson interval
 * @high: upper end
 *
 * What a rule means in numbers.
 */
typedef struct
{
  SyReadyRule rule;
  gsize n_ready;
  gsize n_entered;
  gsize n_left;
  gsize *weekly;
  double mean;
  gsize most;
  gsize n_labelled;
  gsize positives;
  double rate;
  double low;
  double high;
} SyReadyLine;

/**
 * SyReadiness:
 * @from: start of the first week, UTC second; who is ready then did not enter
 * @to: end of the last one
 * @n_weeks: weeks
 * @n_lines: rules
 * @lines: (array length=n_lines): in the order asked for
 * @steps: (element-type SyReadyStep): steps of the first rule, by day, then who
 * @is_ready: (array): whether one is ready at the end by the first rule
 * @n: elements of @is_ready: people or accounts
 * @outcome_as_of: the date of the outcomes: @to, or the last before whose window has ended;
 *   %G_MININT64 when the model has no outcome
 *
 * Rules over some weeks.
 */
typedef struct _SyReadiness
{
  gint64 from;
  gint64 to;
  gsize n_weeks;
  gsize n_lines;
  SyReadyLine *lines;
  GArray *steps;
  guint8 *is_ready;
  gsize n;
  gint64 outcome_as_of;
} SyReadiness;

/** SY_READINESS_MAX_WEEKS: the longest period. */
#define SY_READINESS_MAX_WEEKS 104

/**
 * SyReadinessOptions:
 * @rules: (array length=n_rules): rules
 * @n_rules: at least 1
 * @to: end of the last week, UTC second
 * @n_weeks: 1 to %SY_READINESS_MAX_WEEKS
 * @fit: (nullable): a model that must also think well of one
 * @fit_bands: (nullable) (array): whether a band of @fit (of its bands of accounts, for accounts) is
 *   good enough
 *
 * What to look at.
 */
typedef struct
{
  const SyReadyRule *rules;
  gsize n_rules;
  gint64 to;
  gsize n_weeks;
  const SyModel *fit;
  const gboolean *fit_bands;
} SyReadinessOptions;

/**
 * sy_readiness_run:
 * @log: the events
 * @model: the model
 * @options: what to look at
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the days done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Cost: a scoring of everyone for each day, two with @fit.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the numbers of people, or %NULL
 */
SY_EXTERN
SyReadiness *sy_readiness_run (SyEventLog *log,
                               const SyModel *model,
                               const SyReadinessOptions *options,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error);

/**
 * sy_readiness_run_for_accounts:
 * @log: the events
 * @map: the accounts
 * @model: the model
 * @spec: the roll-up, of @model and of the fit
 * @options: what to look at
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the days done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * The same of accounts. A fit with a roll-up of its own keeps that.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the numbers of accounts, or %NULL
 */
SY_EXTERN
SyReadiness *sy_readiness_run_for_accounts (SyEventLog *log,
                                            SyAccountMap *map,
                                            const SyModel *model,
                                            const SyAccountSpec *spec,
                                            const SyReadinessOptions *options,
                                            GCancellable *cancellable,
                                            SyProgressFunc progress,
                                            gpointer user_data,
                                            GError **error);

/**
 * sy_readiness_find_capacity:
 * @self: numbers
 * @capacity: entries a week that can be dealt with
 *
 * Returns: (transfer none) (nullable): the line of the lowest threshold whose mean week is within
 *   @capacity; %NULL when none is
 */
SY_EXTERN
const SyReadyLine *sy_readiness_find_capacity (const SyReadiness *self,
                                               double capacity);

/**
 * sy_readiness_free:
 * @self: (nullable): numbers
 */
SY_EXTERN
void sy_readiness_free (SyReadiness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyReadiness, sy_readiness_free)

G_END_DECLS
