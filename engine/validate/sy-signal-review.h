/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-signals.h"

G_BEGIN_DECLS

/** SY_QUARTER_DAYS: the days of a quarter. */
#define SY_QUARTER_DAYS 91
/** SY_QUARTER_DATES: the dates that stand for a quarter, 30 days apart, the last at its end. */
#define SY_QUARTER_DATES 3

/**
 * SyReviewVerdict:
 * @SY_REVIEW_UNTESTED: one of the lifts is not defined
 * @SY_REVIEW_STEADY: no change of the lift that is more than chance
 * @SY_REVIEW_STRONGER: the lift is further from 1 than it was
 * @SY_REVIEW_WEAKER: it is nearer to 1
 * @SY_REVIEW_TURNED: it was above 1 and is below, or the other way round
 *
 * What became of an indicator.
 */
typedef enum
{
  SY_REVIEW_UNTESTED,
  SY_REVIEW_STEADY,
  SY_REVIEW_STRONGER,
  SY_REVIEW_WEAKER,
  SY_REVIEW_TURNED,
} SyReviewVerdict;

/**
 * SyReviewLine:
 * @now: the signal in the quarter; borrowed from the review
 * @before: the signal in the quarter before; borrowed likewise
 * @ratio: lift now over lift before; NaN when one is not defined
 * @p: two-sided p-value of the ratio; NaN likewise
 * @q: the same, adjusted over all that were tested (Benjamini & Hochberg); NaN likewise
 * @verdict: @q against the level asked for
 *
 * One indicator in both quarters.
 */
typedef struct
{
  const SySignal *now;
  const SySignal *before;
  double ratio;
  double p;
  double q;
  SyReviewVerdict verdict;
} SyReviewLine;

/**
 * SySignalReview:
 * @now: the register of the quarter
 * @before: that of the quarter before
 * @level: the q that verdicts were made with
 * @n_lines: how many
 * @lines: (array length=n_lines): in the order of the registers
 *
 * The indicators of a model, this quarter against the last.
 */
typedef struct _SySignalReview
{
  SySignals *now;
  SySignals *before;
  double level;
  gsize n_lines;
  SyReviewLine *lines;
} SySignalReview;

/**
 * sy_signal_review_run:
 * @log: the events
 * @model: the model
 * @until: end of the quarter, UTC second: the last date that is looked at
 * @level: share of false discoveries, above 0, below 1: as %SY_SIGNALS_LEVEL
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the signals done, of one quarter, then of the other
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Runs sy_signals_run() for the dates of both quarters. The logarithms of the lifts are compared
 * with the standard errors of their intervals (Katz), as of independent samples: people who are in
 * both quarters make the test a little careful.
 * Source: Katz et al., Biometrics 34 (1978) 469–474; Altman & Bland, BMJ 326 (2003) 219.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (a quarter has no date whose
 * window has ended), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the review, or %NULL
 */
SY_EXTERN
SySignalReview *sy_signal_review_run (SyEventLog *log,
                                      const SyModel *model,
                                      gint64 until,
                                      double level,
                                      GCancellable *cancellable,
                                      SyProgressFunc progress,
                                      gpointer user_data,
                                      GError **error);

/**
 * sy_signal_review_free:
 * @self: (nullable): a review
 */
SY_EXTERN
void sy_signal_review_free (SySignalReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySignalReview, sy_signal_review_free)

G_END_DECLS
