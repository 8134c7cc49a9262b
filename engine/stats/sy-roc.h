/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-rank.h"

G_BEGIN_DECLS

/**
 * SyRoc:
 *
 * A ranking read against an outcome: how many with and without it stand above each score. It
 * borrows its ranking, which must not be reset or freed before it.
 */
typedef struct _SyRoc SyRoc;

/**
 * sy_roc_new:
 *
 * Returns: (transfer full): an empty one, to be filled by sy_roc_reset()
 */
SY_EXTERN
SyRoc *sy_roc_new (void);

/**
 * sy_roc_free:
 * @self: (nullable): a ROC
 *
 * Frees it.
 */
SY_EXTERN
void sy_roc_free (SyRoc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRoc, sy_roc_free)

/**
 * sy_roc_reset:
 * @self: a ROC
 * @ranking: the ranking to read
 * @outcome: (array): for each score of the ranking, by index, 1 if the outcome happened, else 0
 *
 * Reads a ranking against an outcome, in the buffers of the last one. One pass.
 */
SY_EXTERN
void sy_roc_reset (SyRoc *self,
                   const SyRanking *ranking,
                   const guint8 *outcome);

/**
 * sy_roc_get_ranking:
 * @self: a ROC
 *
 * Returns: (transfer none) (nullable): the ranking it reads
 */
SY_EXTERN
const SyRanking *sy_roc_get_ranking (const SyRoc *self);

/**
 * sy_roc_get_n_positive:
 * @self: a ROC
 *
 * Returns: how many had the outcome
 */
SY_EXTERN
gsize sy_roc_get_n_positive (const SyRoc *self);

/**
 * sy_roc_get_n_negative:
 * @self: a ROC
 *
 * Returns: how many did not have it
 */
SY_EXTERN
gsize sy_roc_get_n_negative (const SyRoc *self);

/**
 * SyKs:
 * @value: the largest distance between two distribution functions, 0 to 1
 * @at: the score where it is reached; the first from the lowest when several tie
 *
 * A Kolmogorov-Smirnov distance.
 */
typedef struct
{
  double value;
  double at;
} SyKs;

/**
 * sy_roc_get_ks:
 * @self: a ROC
 * @out_ks: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * The largest distance between the scores of those with and of those without the outcome:
 * max |F1(x) - F0(x)| over the distinct scores x, both distribution functions right-continuous.
 * Errors: %SY_STATS_ERROR_ONE_CLASS.
 * Source: Siddiqi, Credit Risk Scorecards (2006).
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_roc_get_ks (const SyRoc *self,
                        SyKs *out_ks,
                        GError **error);

/**
 * SyConfusion:
 * @tp: chosen, had the outcome
 * @fp: chosen, did not
 * @fn: not chosen, had it
 * @tn: not chosen, did not
 * @precision: tp / (tp + fp); NaN when nobody is chosen
 * @recall: tp / (tp + fn); NaN when nobody had the outcome
 * @f1: 2 tp / (2 tp + fp + fn); NaN when that is 0 / 0
 *
 * What a threshold would have done.
 */
typedef struct
{
  gsize tp;
  gsize fp;
  gsize fn;
  gsize tn;
  double precision;
  double recall;
  double f1;
} SyConfusion;

/**
 * sy_roc_get_confusion:
 * @self: a ROC
 * @threshold: a score
 * @out_confusion: (out caller-allocates): the counts
 *
 * Chooses the scores at or above @threshold (with %SY_RANK_LOW_FIRST those below it, as
 * bands include their lower bound) and compares with the outcome.
 */
SY_EXTERN
void sy_roc_get_confusion (const SyRoc *self,
                           double threshold,
                           SyConfusion *out_confusion);

/**
 * sy_roc_get_average_precision:
 * @self: a ROC
 *
 * Sum of (R_k - R_(k-1)) P_k over the distinct scores, best first: not a trapezoid.
 *
 * Returns: the average precision, NaN when nobody had the outcome
 */
SY_EXTERN
double sy_roc_get_average_precision (const SyRoc *self);

/**
 * SyDecile:
 * @n: people in this tenth
 * @positives: those of them with the outcome
 * @rate: positives / n; NaN when n is 0
 * @lift: rate over the base rate; NaN when either is undefined
 * @gain: share of all positives in this tenth and those before it
 *
 * One tenth of the people, best first.
 */
typedef struct
{
  gsize n;
  gsize positives;
  double rate;
  double lift;
  double gain;
} SyDecile;

/**
 * SY_N_DECILES:
 *
 * How many there are.
 */
#define SY_N_DECILES 10

/**
 * sy_roc_get_deciles:
 * @self: a ROC
 * @out_deciles: (out caller-allocates) (array fixed-size=10): the tenths, best first
 *
 * The person at rank r of n (from 1, ties in index order) is in tenth ceil (10 r / n).
 */
SY_EXTERN
void sy_roc_get_deciles (const SyRoc *self,
                         SyDecile out_deciles[SY_N_DECILES]);

/**
 * SyTies:
 * @SY_TIES_FRACTIONAL: people tied at the cut share the places left: the expected value over all
 *   orders of them
 * @SY_TIES_BY_INDEX: they enter in index order
 *
 * What to do with ties that a cut would part.
 */
typedef enum
{
  SY_TIES_FRACTIONAL,
  SY_TIES_BY_INDEX,
} SyTies;

/**
 * sy_roc_get_top_lift:
 * @self: a ROC
 * @share: of the people, 0 to 1
 * @ties: how ties at the cut are counted
 *
 * The rate of the outcome among the best ceil (share * n) people over the base rate.
 *
 * Returns: the lift; NaN when nobody had the outcome or there is nobody
 */
SY_EXTERN
double sy_roc_get_top_lift (const SyRoc *self,
                            double share,
                            SyTies ties);

/**
 * SyCurvePoint:
 * @threshold: the score down to which (with %SY_RANK_LOW_FIRST: up to which) people are chosen
 * @n: how many are chosen
 * @positives: those of them with the outcome
 * @precision: positives / n; NaN when n is 0
 * @low: lower end of its Wilson interval
 * @high: upper end
 * @recall: share of all with the outcome that is chosen (true positive rate)
 * @fpr: share of all without it that is chosen (false positive rate)
 *
 * One point of the ROC, gain and precision-recall curves.
 */
typedef struct
{
  double threshold;
  gsize n;
  gsize positives;
  double precision;
  double low;
  double high;
  double recall;
  double fpr;
} SyCurvePoint;

/**
 * sy_roc_get_point:
 * @self: a ROC
 * @threshold: a score
 * @out_point: (out caller-allocates): the point
 *
 * The point of the curve that chooses the scores at or above @threshold (with
 * %SY_RANK_LOW_FIRST those below it); its own threshold is the last score chosen.
 */
SY_EXTERN
void sy_roc_get_point (const SyRoc *self,
                       double threshold,
                       SyCurvePoint *out_point);

/**
 * sy_roc_get_curve:
 * @self: a ROC
 * @max_points: at least 2
 * @out_n_points: (out): how many are returned, at most @max_points
 *
 * The curve over the distinct scores, from nobody chosen (threshold NaN) to everybody. With more
 * distinct scores than @max_points it keeps those about evenly spaced along the ROC and never
 * parts ties. Rates are NaN when their class is empty.
 *
 * Returns: (transfer full) (array length=out_n_points): free with g_free()
 */
SY_EXTERN
SyCurvePoint *sy_roc_get_curve (const SyRoc *self,
                                gsize max_points,
                                gsize *out_n_points);

/**
 * SyRocSteps:
 * @n: distinct scores
 * @values: (array length=n): the scores, the first chosen first, as sy_number_round12() has them
 * @ends: (array length=n): how many are chosen down to this score, ties whole
 * @positives: (array length=n): those of them with the outcome
 *
 * Every list that a threshold can draw, 16 bytes each. Zeros are a valid, empty value; clear with
 * sy_roc_steps_clear().
 */
typedef struct
{
  gsize n;
  double *values;
  guint32 *ends;
  guint32 *positives;
} SyRocSteps;

/**
 * sy_roc_get_steps:
 * @self: a ROC of fewer than 2^32 scores
 * @out_steps: (out caller-allocates): its steps
 *
 * The steps stay valid when the ROC is reset.
 */
SY_EXTERN
void sy_roc_get_steps (const SyRoc *self,
                       SyRocSteps *out_steps);

/**
 * sy_roc_steps_clear:
 * @self: steps
 *
 * Frees what they hold.
 */
SY_EXTERN
void sy_roc_steps_clear (SyRocSteps *self);

/**
 * sy_roc_steps_get_point:
 * @self: steps
 * @n_steps: how many of them are chosen, 0 to n
 * @out_point: (out caller-allocates): the list
 */
SY_EXTERN
void sy_roc_steps_get_point (const SyRocSteps *self,
                             gsize n_steps,
                             SyCurvePoint *out_point);

/**
 * sy_roc_steps_count:
 * @self: steps
 * @order: the order that they were ranked in
 * @threshold: a score
 *
 * Returns: how many steps have a score at or above @threshold (with %SY_RANK_LOW_FIRST below it)
 */
SY_EXTERN
gsize sy_roc_steps_count (const SyRocSteps *self,
                          SyRankOrder order,
                          double threshold);

G_END_DECLS
