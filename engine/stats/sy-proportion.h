/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyInterval:
 * @low: lower end
 * @high: upper end
 *
 * A 95 % interval.
 */
typedef struct
{
  double low;
  double high;
} SyInterval;

/**
 * sy_wilson:
 * @positives: successes; a fraction when the counts were corrected for clustering
 * @n: trials
 *
 * Wilson's score interval of a proportion, without continuity correction; right also for 0 of n
 * and n of n. Source: Wilson, JASA 22 (1927) 209-212; Brown, Cai & DasGupta, Statistical Science
 * 16 (2001) 101-133.
 *
 * Returns: the interval; both ends NaN when @n is not above 0
 */
SY_EXTERN
SyInterval sy_wilson (double positives,
                      double n);

/**
 * sy_lift_interval:
 * @top: rate of the outcome among those chosen, 0 to 1
 * @n_top: how many they are; fewer when the counts were corrected for clustering
 * @rest: rate among the others
 * @n_rest: how many they are, the same
 * @share: of all people that are chosen, above 0 and at most 1
 *
 * The lift top / (share top + (1 - share) rest) rises with the one rate and falls with the other; how
 * far the Wilson limits of each move it is squared and added. Inside 0 to 1 / share. Covers 0.94 to 0.95
 * where Wilson's limits over the base rate cover 0.87 to 0.99, as that is not known either.
 * Source: the square-and-add method: Newcombe, Statistics in Medicine 17 (1998) 873-890; for other
 * functions of two parameters Zou & Donner, Statistics in Medicine 27 (2008) 1693-1702.
 *
 * Returns: the interval; both ends NaN when both rates are 0 or there is nobody on one side
 */
SY_EXTERN
SyInterval sy_lift_interval (double top,
                             double n_top,
                             double rest,
                             double n_rest,
                             double share);

/**
 * SY_SMALL_N:
 *
 * A rate of fewer people than this is marked wherever it is shown: its interval says more than it does.
 */
#define SY_SMALL_N 30

/**
 * sy_is_small_n:
 * @n: how many people a rate is of
 *
 * Returns: whether the rate is to be marked; not that of nobody, who have none
 */
static inline gboolean
sy_is_small_n (gsize n)
{
  return n > 0 && n < SY_SMALL_N;
}

/**
 * SyTrend:
 * @chi2: the statistic, one degree of freedom
 * @z: its signed root: above 0 when the rate rises with the group
 * @p: two-sided
 *
 * A trend in proportions over ordered groups.
 */
typedef struct
{
  double chi2;
  double z;
  double p;
} SyTrend;

/**
 * sy_trend_cochran_armitage:
 * @positives: (array length=n_groups): successes per group; fractions are allowed
 * @n: (array length=n_groups): trials per group; empty groups keep their place
 * @n_groups: how many groups, scored 1, 2, 3, ...
 * @out_trend: (out caller-allocates): chi2 0, z 0 and p 1 when no trend can be seen (one group with
 *   people, or all rates 0 or 1)
 *
 * T = sum t_i (e_i - n_i p), Var = p (1 - p) (sum n_i t_i^2 - (sum n_i t_i)^2 / N), chi2 = T^2 / Var:
 * the variance with N, as R's prop.trend.test; the one with N - 1 is smaller by (N - 1) / N.
 * Source: Cochran, Biometrics 10 (1954) 417-451; Armitage, Biometrics 11 (1955) 375-386.
 */
SY_EXTERN
void sy_trend_cochran_armitage (const double *positives,
                                const double *n,
                                gsize n_groups,
                                SyTrend *out_trend);

/**
 * SyTwoProportions:
 * @difference: p1 - p0
 * @wald: its Wald interval
 * @newcombe: its Newcombe interval: the one to show
 * @z: test statistic with the pooled proportion
 * @p: two-sided, from @z
 * @ratio: p1 / p0; NaN when p0 is 0
 * @ratio_interval: Katz's interval of the ratio; NaN when either count is 0
 *
 * One proportion against another.
 */
typedef struct
{
  double difference;
  SyInterval wald;
  SyInterval newcombe;
  double z;
  double p;
  double ratio;
  SyInterval ratio_interval;
} SyTwoProportions;

/**
 * sy_two_proportions:
 * @positives1: successes of the first
 * @n1: its trials, above 0
 * @positives0: successes of the second
 * @n0: its trials, above 0
 * @out_result: (out caller-allocates): the comparison; all NaN when a side has no trials
 *
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10; Katz et al., Biometrics 34
 * (1978) 469-474.
 */
SY_EXTERN
void sy_two_proportions (double positives1,
                         double n1,
                         double positives0,
                         double n0,
                         SyTwoProportions *out_result);

/**
 * sy_sample_size_two_arms:
 * @p1: rate of one arm, strictly between 0 and 1
 * @p0: rate of the other, different
 * @alpha: two-sided level, as 0.05
 * @power: as 0.8
 *
 * Source: Fleiss, Statistical Methods for Rates and Proportions (1981), without correction.
 *
 * Returns: people per arm, not rounded; infinite when the rates are equal
 */
SY_EXTERN
double sy_sample_size_two_arms (double p1,
                                double p0,
                                double alpha,
                                double power);

G_END_DECLS
