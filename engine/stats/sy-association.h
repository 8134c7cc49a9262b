/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-roc.h"

G_BEGIN_DECLS

/**
 * sy_pearson:
 * @x: (array length=n): finite
 * @y: (array length=n): finite
 * @n: how many pairs
 *
 * Pearson's correlation, in two passes with compensated sums. Source: Pearson 1896.
 *
 * Returns: -1 to 1; NaN with fewer than two pairs or a side without spread
 */
SY_EXTERN
double sy_pearson (const double *x,
                   const double *y,
                   gsize n);

/**
 * sy_spearman:
 * @x: (array length=n): finite
 * @y: (array length=n): finite
 * @n: how many pairs
 *
 * Pearson's correlation of the mid-ranks. Source: Spearman 1904.
 *
 * Returns: -1 to 1; NaN with fewer than two pairs or a side without spread
 */
SY_EXTERN
double sy_spearman (const double *x,
                    const double *y,
                    gsize n);

/**
 * sy_roc_get_spearman:
 * @self: a ROC
 *
 * sy_spearman() of the scores and the outcome, without sorting again. The sign is that of the scores
 * as they are, whatever the order of the ranking.
 *
 * Returns: as sy_spearman()
 */
SY_EXTERN
double sy_roc_get_spearman (const SyRoc *self);

/**
 * sy_roc_get_kendall:
 * @self: a ROC
 *
 * Kendall's tau-b of the scores and the outcome, with the sign of the scores as they are.
 * Source: Kendall, Biometrika 33 (1945) 239-251.
 *
 * Returns: -1 to 1; NaN when a side has no spread
 */
SY_EXTERN
double sy_roc_get_kendall (const SyRoc *self);

/**
 * sy_point_biserial:
 * @scores: (array length=n): finite
 * @outcome: (array length=n): 0 or 1
 * @n: how many
 *
 * Pearson's correlation of a score and an outcome; compensated sums.
 *
 * Returns: -1 to 1; NaN when a side has no spread
 */
SY_EXTERN
double sy_point_biserial (const double *scores,
                          const guint8 *outcome,
                          gsize n);

/**
 * SySlope:
 * @slope: median of the slopes of all pairs
 * @low: lower end of its 95 % interval
 * @high: upper end
 *
 * A slope that one spike does not move.
 */
typedef struct
{
  double slope;
  double low;
  double high;
} SySlope;

/**
 * sy_theil_sen:
 * @x: (array length=n): finite
 * @y: (array length=n): finite
 * @n: how many points; O(n^2) memory and time
 * @out_slope: (out caller-allocates): NaN when no two x differ
 *
 * Source: Sen, JASA 63 (1968) 1379-1389.
 */
SY_EXTERN
void sy_theil_sen (const double *x,
                   const double *y,
                   gsize n,
                   SySlope *out_slope);

G_END_DECLS
