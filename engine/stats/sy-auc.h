/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-roc.h"

G_BEGIN_DECLS

/**
 * SyAuc:
 * @value: U / (n1 n0); 0.5 is chance
 * @variance: its variance
 * @low: value - z sqrt(variance), not cut at 0
 * @high: value + z sqrt(variance), not cut at 1
 * @u: Mann-Whitney's U: pairs in the right order, ties a half
 * @n_positive: n1, rows with the outcome
 * @n_negative: n0, rows without it
 *
 * The area under the ROC curve. Gini (Somers' D) is 2 * value - 1. The interval has no width when
 * the area is exactly 0 or 1; sy_auc_logit_interval() stays inside.
 */
typedef struct
{
  double value;
  double variance;
  double low;
  double high;
  double u;
  gsize n_positive;
  gsize n_negative;
} SyAuc;

/**
 * sy_roc_get_auc:
 * @self: a ROC
 * @out_auc: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * The area with DeLong's variance, counted in whole numbers: exact up to the last division.
 * The variance is 0 when a class has one row.
 * Errors: %SY_STATS_ERROR_ONE_CLASS.
 * Source: Hanley & McNeil, Radiology 143 (1982) 29-36; DeLong, DeLong & Clarke-Pearson, Biometrics
 * 44 (1988) 837-845; in O(n) after sorting by Sun & Xu, IEEE Signal Processing Letters 21 (2014)
 * 1389-1393.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_roc_get_auc (const SyRoc *self,
                         SyAuc *out_auc,
                         GError **error);

/**
 * sy_auc_compute:
 * @ranking: a ranking
 * @outcome: (array): as in sy_roc_reset()
 * @out_auc: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * sy_roc_reset() and sy_roc_get_auc() in one.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_auc_compute (const SyRanking *ranking,
                         const guint8 *outcome,
                         SyAuc *out_auc,
                         GError **error);

/**
 * sy_auc_logit_interval:
 * @auc: an area
 * @out_low: (out): lower end
 * @out_high: (out): upper end
 *
 * The interval made on the logit scale, which never leaves [0, 1]. An area of 0 or 1 gives itself.
 * Source: Pepe, The Statistical Evaluation of Medical Tests (2003), 5.2.
 */
SY_EXTERN
void sy_auc_logit_interval (const SyAuc *auc,
                            double *out_low,
                            double *out_high);

/**
 * sy_roc_get_placements:
 * @self: a ROC
 * @out_placements: (out caller-allocates) (array): one a score, by index
 *
 * For each row with the outcome twice the number without it that it beats, ties a half; for each row
 * without it twice the number with it that beat it. These are DeLong's components before division:
 * what a comparison of two scores on the same rows, or a clustered variance, is made of.
 */
SY_EXTERN
void sy_roc_get_placements (const SyRoc *self,
                            guint32 *out_placements);

/**
 * SyAucComparison:
 * @first: area of the first score
 * @second: area of the second
 * @difference: first - second
 * @se: its standard error
 * @low: difference - z se
 * @high: difference + z se
 * @z: difference / se; 0 when both are 0, infinite when only se is
 * @p: two-sided
 *
 * Two scores on the same rows with the same outcome.
 */
typedef struct
{
  double first;
  double second;
  double difference;
  double se;
  double low;
  double high;
  double z;
  double p;
} SyAucComparison;

/**
 * sy_auc_compare_placements:
 * @first: (array length=n): placements of the first score
 * @second: (array length=n): placements of the second
 * @outcome: (array length=n): the outcome both were made with
 * @n: how many rows
 * @out_comparison: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * Paired DeLong test. Errors: %SY_STATS_ERROR_ONE_CLASS.
 * Source: DeLong, DeLong & Clarke-Pearson 1988.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_auc_compare_placements (const guint32 *first,
                                    const guint32 *second,
                                    const guint8 *outcome,
                                    gsize n,
                                    SyAucComparison *out_comparison,
                                    GError **error);

/**
 * sy_auc_compare:
 * @first: ranking of the first score
 * @second: ranking of the second score of the same rows, in the same order
 * @outcome: (array): the outcome
 * @out_comparison: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * sy_auc_compare_placements() from two rankings.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_auc_compare (const SyRanking *first,
                         const SyRanking *second,
                         const guint8 *outcome,
                         SyAucComparison *out_comparison,
                         GError **error);

/**
 * sy_auc_clustered:
 * @placements: (array length=n): placements of the pooled rows
 * @outcome: (array length=n): their outcome
 * @clusters: (array length=n): for each row its cluster (person), 0 to @n_clusters - 1, any order
 * @n: how many rows
 * @n_clusters: how many clusters; some may have no row
 * @out_auc: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * The area over rows that are not independent, as those of one person at many dates: the components
 * are summed per person, and the variance is that between persons. With one row a person it is
 * DeLong's. Errors: %SY_STATS_ERROR_ONE_CLASS.
 * Source: Obuchowski, Biometrics 53 (1997) 567-578.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_auc_clustered (const guint32 *placements,
                           const guint8 *outcome,
                           const guint32 *clusters,
                           gsize n,
                           gsize n_clusters,
                           SyAuc *out_auc,
                           GError **error);

/**
 * sy_auc_compare_clustered:
 * @first: (array length=n): placements of the first score
 * @second: (array length=n): placements of the second
 * @outcome: (array length=n): the outcome
 * @clusters: (array length=n): for each row its cluster
 * @n: how many rows
 * @n_clusters: how many clusters
 * @out_comparison: (out caller-allocates): written on success
 * @error: return location, or %NULL
 *
 * The paired comparison over clustered rows. Errors: %SY_STATS_ERROR_ONE_CLASS.
 * Source: Obuchowski 1997.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_auc_compare_clustered (const guint32 *first,
                                   const guint32 *second,
                                   const guint8 *outcome,
                                   const guint32 *clusters,
                                   gsize n,
                                   gsize n_clusters,
                                   SyAucComparison *out_comparison,
                                   GError **error);

G_END_DECLS
