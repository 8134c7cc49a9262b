/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyRidgeRows:
 * @n: rows
 * @n_columns: columns, at least 1
 * @x: (array): n x n_columns finite values, row-major, in each column's own unit
 * @outcome: (array length=n): 0 or 1
 * @signs: (array length=n_columns) (nullable): 1 for a coefficient that may not be below 0, -1 for
 *   one that may not be above 0, 0 for a free one; %NULL when all are free
 * @clusters: (array length=n) (nullable): for each row its cluster (person), any numbers; rows of
 *   one cluster are never on both sides of a cross-validation. %NULL when each row is one
 *
 * What a penalised logistic regression is fitted to. All is borrowed.
 */
typedef struct
{
  gsize n;
  gsize n_columns;
  const double *x;
  const guint8 *outcome;
  const int *signs;
  const guint32 *clusters;
} SyRidgeRows;

/**
 * SyRidgeFit:
 * @intercept: log odds at 0 in every column
 * @log_loss: mean of -ln of what was given to what happened, in nats, without the penalty
 * @n_steps: Newton steps taken
 *
 * A fit: log odds = intercept + sum of coefficient times value.
 */
typedef struct
{
  double intercept;
  double log_loss;
  guint n_steps;
} SyRidgeFit;

/**
 * sy_ridge_fit:
 * @rows: what to fit
 * @penalty: lambda, 0 or more
 * @out_coefficients: (out caller-allocates) (array): n_columns log odds per unit of a column; 0 for
 *   a column without spread
 * @out_fit: (out caller-allocates): written on success
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Minimises mean log loss + lambda / 2 sum (b_j s_j)^2, s_j the standard deviation (n) of column j,
 * the intercept free, subject to the signs. The penalty thus does not depend on units nor, as such,
 * on the number of rows. Projected Newton steps: the quadratic model of each step is minimised
 * within the signs by coordinate descent, and the step halved until the objective falls; the
 * problem is convex, and the end is its one minimum. With a penalty of 0, and classes that separate
 * or columns that repeat each other, there is no single one: the steps end somewhere finite. Time
 * O(n n_columns^2) a step, as a rule 5 to 8 steps; memory O(n n_columns).
 * Errors: %SY_STATS_ERROR_ONE_CLASS, %SY_STATS_ERROR_NOT_FINITE, %G_IO_ERROR_CANCELLED.
 * Source: le Cessie & van Houwelingen, Applied Statistics 41 (1992) 191-201; Bertsekas, SIAM
 * Journal on Control and Optimization 20 (1982) 221-246; Friedman, Hastie & Tibshirani, Journal of
 * Statistical Software 33 (2010) 1-22.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_ridge_fit (const SyRidgeRows *rows,
                       double penalty,
                       double *out_coefficients,
                       SyRidgeFit *out_fit,
                       GCancellable *cancellable,
                       GError **error);

/**
 * SY_RIDGE_N_PENALTIES:
 *
 * How many penalties a cross-validation tries: 1 down to 1e-6, two a power of ten.
 */
#define SY_RIDGE_N_PENALTIES 13

/**
 * SyRidgeChoice:
 * @penalty: the one with the least held-out loss; of equal ones the largest
 * @penalties: those tried, falling
 * @log_loss: mean held-out log loss of each, in nats
 *
 * A penalty chosen by cross-validation.
 */
typedef struct
{
  double penalty;
  double penalties[SY_RIDGE_N_PENALTIES];
  double log_loss[SY_RIDGE_N_PENALTIES];
} SyRidgeChoice;

/**
 * sy_ridge_choose:
 * @rows: what to fit
 * @n_folds: 2 or more: parts that are held out in turn
 * @seed: which cluster falls in which part; the same seed gives the same parts on every machine
 * @out_choice: (out caller-allocates): written on success
 * @out_held_out: (out caller-allocates) (array) (nullable): n log odds, each by the fit with the
 *   chosen penalty that did not see its cluster
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Chooses the penalty by the log loss on clusters that were held out. A part whose other rows have
 * one class is predicted by their rate.
 * Errors: %SY_STATS_ERROR_ONE_CLASS, %SY_STATS_ERROR_NOT_FINITE, %G_IO_ERROR_CANCELLED.
 * Source: Stone, JRSS B 36 (1974) 111-147.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_ridge_choose (const SyRidgeRows *rows,
                          guint n_folds,
                          guint32 seed,
                          SyRidgeChoice *out_choice,
                          double *out_held_out,
                          GCancellable *cancellable,
                          GError **error);

/**
 * sy_cluster_hash:
 * @cluster: a cluster
 * @seed: a seed
 *
 * A number that looks drawn by lot: what parts clusters into folds and samples.
 * Source: Steele, Lea & Flood, OOPSLA 2014, the finaliser of SplitMix64.
 *
 * Returns: any of 2^64 numbers, the same for the same arguments everywhere
 */
SY_EXTERN
guint64 sy_cluster_hash (guint32 cluster,
                         guint32 seed);

/**
 * sy_cluster_draw:
 * @cluster: a cluster
 * @seed: a seed
 *
 * Who is below a share in a sample of that share is in it, and in every sample of a larger one.
 *
 * Returns: the hash as a number from 0 to below 1
 */
SY_EXTERN
double sy_cluster_draw (guint32 cluster,
                        guint32 seed);

G_END_DECLS
