/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-roc.h"

G_BEGIN_DECLS

/**
 * SyPsi:
 * @value: the index, 0 for equal shares; NaN when a side is empty
 * @critical: what chance alone exceeds once in 20 times at these sample sizes
 * @filled: %TRUE when a bin was empty and 0.5 was added to every bin of both sides
 *
 * Population stability index. As a size of effect below 0.10 is small and above 0.25 large by
 * habit; @critical says whether it may be chance.
 */
typedef struct
{
  double value;
  double critical;
  gboolean filled;
} SyPsi;

/**
 * sy_psi:
 * @reference: (array length=n_bins): people per bin, reference
 * @current: (array length=n_bins): people per bin, now
 * @n_bins: how many bins
 * @out_terms: (out caller-allocates) (array length=n_bins) (nullable): the terms that sum to it
 * @out_psi: (out caller-allocates): the index
 *
 * sum (a_b - e_b) ln (a_b / e_b), e the reference's shares and a the current. If a bin is empty on
 * either side, 0.5 is added to every bin of both.
 * Source: Siddiqi 2006; Jeffreys' divergence.
 */
SY_EXTERN
void sy_psi (const gsize *reference,
             const gsize *current,
             gsize n_bins,
             double *out_terms,
             SyPsi *out_psi);

/**
 * sy_psi_critical:
 * @n_reference: people in the reference
 * @n_current: people now
 * @n_bins: how many bins
 *
 * (1/n + 1/m) times the 95 % point of chi-squared with @n_bins - 1 degrees of freedom.
 * Source: Yurdakul, Statistical properties of PSI (2018), scholarworks.wmich.edu/dissertations/3208.
 *
 * Returns: the critical value; NaN with fewer than two bins or an empty side
 */
SY_EXTERN
double sy_psi_critical (double n_reference,
                        double n_current,
                        gsize n_bins);

/**
 * sy_js_divergence:
 * @reference: (array length=n_bins): people per bin, reference
 * @current: (array length=n_bins): people per bin, now
 * @n_bins: how many bins
 *
 * Mean Kullback-Leibler divergence to the mixture, in nats, 0 to ln 2.
 * Source: Lin, IEEE Transactions on Information Theory 37 (1991) 145-151.
 *
 * Returns: the divergence; NaN when a side is empty
 */
SY_EXTERN
double sy_js_divergence (const gsize *reference,
                         const gsize *current,
                         gsize n_bins);

/**
 * sy_ks_two_sample:
 * @first: ranking of one sample
 * @second: ranking of the other
 * @out_ks: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * max |F(x) - G(x)| over the distinct values of both, right-continuous. Errors: %SY_STATS_ERROR_EMPTY.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_ks_two_sample (const SyRanking *first,
                           const SyRanking *second,
                           SyKs *out_ks,
                           GError **error);

/**
 * sy_wasserstein:
 * @first: ranking of one sample
 * @second: ranking of the other
 *
 * The integral of |F - G|: how far, in the score's unit, the people moved on average.
 *
 * Returns: the distance; NaN when a sample is empty
 */
SY_EXTERN
double sy_wasserstein (const SyRanking *first,
                       const SyRanking *second);

/**
 * sy_bins_from_quantiles:
 * @ranking: the reference, at least one score
 * @n_bins: how many bins are wished, at least 2
 * @out_n_edges: (out): how many edges are returned, at most @n_bins - 1
 *
 * The inner edges that part a reference in about equal shares: its quantiles at 1/n, 2/n, ..., left
 * out where there would be nobody between two edges or below the first: each bin holds somebody.
 * Else such a bin would add a degree of freedom, and half a person to every bin, for nothing.
 * A bin holds lower <= score < upper; the first and last have no outer edge.
 *
 * Returns: (transfer full) (array length=out_n_edges): rising; free with g_free()
 */
SY_EXTERN
double *sy_bins_from_quantiles (const SyRanking *ranking,
                                gsize n_bins,
                                gsize *out_n_edges);

/**
 * sy_bins_count:
 * @edges: (array length=n_edges): inner edges, rising
 * @n_edges: how many
 * @scores: (array length=n_scores): scores in any order, finite
 * @n_scores: how many
 * @out_counts: (out caller-allocates) (array): room for @n_edges + 1 counts
 *
 * Counts the scores per bin; a score equal to an edge after rounding both to 12 significant digits
 * is in the upper bin. One pass, no sorting.
 */
SY_EXTERN
void sy_bins_count (const double *edges,
                    gsize n_edges,
                    const double *scores,
                    gsize n_scores,
                    gsize *out_counts);

/**
 * SY_INPUT_BINS:
 *
 * How many bins sy_psi_of_values() wishes for the values that are not 0.
 */
#define SY_INPUT_BINS 10

/**
 * sy_psi_of_values:
 * @reference: (array length=n_reference): a value a person, NaN where there is none
 * @n_reference: people in the reference
 * @current: (array length=n_current): the same now
 * @n_current: people now
 * @out_psi: (out caller-allocates): the index; its critical value is NaN when all values, then and
 *   now, are in one bin
 *
 * Stability index of one input of a score, often called CSI. Most people have none of most events:
 * no value and 0 have a bin of their own each, if somebody is in it on either side; the other values
 * have those that sy_bins_from_quantiles() makes of the reference's, %SY_INPUT_BINS at most.
 * Source: Siddiqi, Credit Risk Scorecards (2006), characteristic analysis.
 */
SY_EXTERN
void sy_psi_of_values (const double *reference,
                       gsize n_reference,
                       const double *current,
                       gsize n_current,
                       SyPsi *out_psi);

G_END_DECLS
