/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-rank.h"

G_BEGIN_DECLS

/**
 * SyTargets:
 * @SY_TARGETS_PLAIN: 0 and 1, plain maximum likelihood
 * @SY_TARGETS_PLATT: (n1 + 1) / (n1 + 2) and 1 / (n0 + 2), finite also when the classes separate
 *
 * What a logistic fit aims at.
 */
typedef enum
{
  SY_TARGETS_PLAIN,
  SY_TARGETS_PLATT,
} SyTargets;

/**
 * SyLogistic:
 * @b0: intercept
 * @b1: slope per point
 *
 * p = 1 / (1 + exp (-(b0 + b1 s))).
 */
typedef struct
{
  double b0;
  double b1;
} SyLogistic;

/**
 * sy_logistic_fit:
 * @scores: (array length=n): finite
 * @outcome: (array length=n): 0 or 1
 * @n: how many
 * @targets: what to fit
 * @out_fit: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * Maximum likelihood by damped Newton steps on standardised scores. With %SY_TARGETS_PLAIN and
 * classes that separate there is no maximum: the steps end at a steep finite slope.
 * Errors: %SY_STATS_ERROR_ONE_CLASS, %SY_STATS_ERROR_NOT_FINITE.
 * Source: Platt 1999; Lin, Lin & Weng, Machine Learning 68 (2007) 267-276.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_logistic_fit (const double *scores,
                          const guint8 *outcome,
                          gsize n,
                          SyTargets targets,
                          SyLogistic *out_fit,
                          GError **error);

/**
 * sy_logistic_fit_counts:
 * @scores: (array length=n): finite
 * @positives: (array length=n): rows with the outcome at each score
 * @counts: (array length=n): rows at each score
 * @n: how many scores
 * @targets: what to fit
 * @start: (nullable): a fit of much the same rows: from there it takes fewer steps to the same maximum
 * @out_fit: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * sy_logistic_fit() of rows that were counted by score.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_logistic_fit_counts (const double *scores,
                                 const gsize *positives,
                                 const gsize *counts,
                                 gsize n,
                                 SyTargets targets,
                                 const SyLogistic *start,
                                 SyLogistic *out_fit,
                                 GError **error);

/**
 * sy_logistic_predict:
 * @fit: a fit
 * @score: a score
 *
 * Returns: the probability
 */
SY_EXTERN
double sy_logistic_predict (const SyLogistic *fit,
                            double score);

/**
 * SyIsotonic:
 * @n_knots: how many
 * @scores: (array length=n_knots): rising
 * @values: (array length=n_knots): never falling, or for %SY_RANK_LOW_FIRST never rising
 *
 * A monotone fit; between knots it is interpolated, outside it is level.
 */
typedef struct
{
  gsize n_knots;
  double *scores;
  double *values;
} SyIsotonic;

/**
 * sy_isotonic_fit:
 * @ranking: a ranking; for %SY_RANK_LOW_FIRST the fit falls with the score
 * @outcome: (array): 0 or 1 for each of its scores
 * @error: return location, or %NULL
 *
 * Pools adjacent violators over the mean outcome of each distinct score. Errors: %SY_STATS_ERROR_EMPTY.
 * Source: Barlow et al. 1972; Zadrozny & Elkan, KDD 2002.
 *
 * Returns: (transfer full): the fit
 */
SY_EXTERN
SyIsotonic *sy_isotonic_fit (const SyRanking *ranking,
                             const guint8 *outcome,
                             GError **error);

/**
 * sy_isotonic_predict:
 * @self: a fit
 * @score: a score
 *
 * Returns: the probability
 */
SY_EXTERN
double sy_isotonic_predict (const SyIsotonic *self,
                            double score);

/**
 * sy_isotonic_free:
 * @self: (nullable): a fit
 *
 * Frees it.
 */
SY_EXTERN
void sy_isotonic_free (SyIsotonic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIsotonic, sy_isotonic_free)

/**
 * SyReliabilityBin:
 * @lo: lower edge of the predicted probability
 * @hi: upper edge; only in the last bin inside it
 * @n: predictions in the bin
 * @positives: outcomes in the bin
 * @predicted: mean prediction; NaN when the bin is empty
 * @observed: rate; NaN when the bin is empty
 * @low: lower end of its Wilson interval
 * @high: upper end
 *
 * One bin of a reliability diagram.
 */
typedef struct
{
  double lo;
  double hi;
  gsize n;
  gsize positives;
  double predicted;
  double observed;
  double low;
  double high;
} SyReliabilityBin;

/**
 * SY_N_RELIABILITY_BINS:
 *
 * Bins of equal width from 0 to 1.
 */
#define SY_N_RELIABILITY_BINS 10

/**
 * SyReliability:
 * @bins: ten bins of equal width
 * @brier: mean (p - y)^2
 * @skill: 1 - brier / (base (1 - base)); NaN when nobody or everybody had the outcome
 * @log_loss: mean -ln of what was given to what happened, in nats
 * @reliability: Murphy's REL
 * @resolution: Murphy's RES
 * @uncertainty: base (1 - base)
 * @ece: expected calibration error over the bins
 *
 * How good probabilities are.
 */
typedef struct
{
  SyReliabilityBin bins[SY_N_RELIABILITY_BINS];
  double brier;
  double skill;
  double log_loss;
  double reliability;
  double resolution;
  double uncertainty;
  double ece;
} SyReliability;

/**
 * sy_reliability_compute:
 * @probabilities: (array length=n): 0 to 1; for the log loss cut to [1e-15, 1 - 1e-15]
 * @outcome: (array length=n): 0 or 1
 * @n: how many
 * @out_reliability: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * Errors: %SY_STATS_ERROR_EMPTY, %SY_STATS_ERROR_NOT_FINITE.
 * Source: Brier 1950; Murphy, Journal of Applied Meteorology 12 (1973) 595-600; Naeini et al. 2015.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_reliability_compute (const double *probabilities,
                                 const guint8 *outcome,
                                 gsize n,
                                 SyReliability *out_reliability,
                                 GError **error);

/**
 * sy_reliability_compute_counts:
 * @probabilities: (array length=n): 0 to 1
 * @positives: (array length=n): rows with the outcome at each probability
 * @counts: (array length=n): rows at each probability
 * @n: how many probabilities
 * @out_reliability: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * sy_reliability_compute() of rows that were counted by probability.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_reliability_compute_counts (const double *probabilities,
                                        const gsize *positives,
                                        const gsize *counts,
                                        gsize n,
                                        SyReliability *out_reliability,
                                        GError **error);

G_END_DECLS
