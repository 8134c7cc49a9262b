/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/** SY_KMEANS_MAX_CLUSTERS: the most clusters that are looked for. */
#define SY_KMEANS_MAX_CLUSTERS 12

/** SY_KMEANS_RESTARTS: starts of a search, of which the best is kept. */
#define SY_KMEANS_RESTARTS 8

/** SY_SILHOUETTE_ROWS: rows, about, that a silhouette is taken over at most. */
#define SY_SILHOUETTE_ROWS 1000

/**
 * SyKmeans:
 * @n_clusters: how many
 * @n_columns: numbers in a row
 * @centres: (array): n_clusters x n_columns, row-major: the mean of each cluster's rows
 * @sizes: (array length=n_clusters): rows in each, at least 1
 * @clusters: (array): for each row the cluster with the nearest centre, of equal ones the first
 * @within: sum of squared distances of the rows to their centres
 * @total: that to the mean of all rows
 *
 * Rows parted by k-means.
 */
typedef struct
{
  gsize n_clusters;
  gsize n_columns;
  double *centres;
  gsize *sizes;
  guint8 *clusters;
  double within;
  double total;
} SyKmeans;

/**
 * sy_kmeans_run:
 * @x: (array): n x n_columns finite values, row-major, columns of like size
 * @n: rows
 * @n_columns: at least 1
 * @n_clusters: 1 to %SY_KMEANS_MAX_CLUSTERS
 * @seed: where the starts are drawn; the same seed and rows give the same clusters on every machine
 * @cancellable: (nullable): asked between passes
 * @error: return location, or %NULL
 *
 * Starts by k-means++ and moves centres to the means of the rows nearest to them until no row
 * changes, %SY_KMEANS_RESTARTS times, and keeps the start with the least @within. A cluster that
 * loses all rows takes the row that is farthest from its centre. Time O(n n_columns n_clusters) a
 * pass. Errors: %SY_STATS_ERROR_EMPTY (fewer distinct rows than clusters),
 * %SY_STATS_ERROR_NOT_FINITE, %G_IO_ERROR_CANCELLED.
 * Source: Lloyd, IEEE Transactions on Information Theory 28 (1982) 129-137; Arthur &
 * Vassilvitskii, SODA 2007, 1027-1035.
 *
 * Returns: (transfer full): the clusters, or %NULL
 */
SY_EXTERN
SyKmeans *sy_kmeans_run (const double *x,
                         gsize n,
                         gsize n_columns,
                         gsize n_clusters,
                         guint32 seed,
                         GCancellable *cancellable,
                         GError **error);

/**
 * sy_kmeans_free:
 * @self: (nullable) (transfer full): clusters
 */
SY_EXTERN
void sy_kmeans_free (SyKmeans *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyKmeans, sy_kmeans_free)

/**
 * sy_kmeans_find_nearest:
 * @centres: (array): n_clusters x n_columns
 * @n_clusters: at least 1
 * @n_columns: at least 1
 * @row: (array length=n_columns): a row
 * @out_squared: (out) (nullable): its squared distance
 *
 * Returns: the index of the nearest centre, of equal ones the first
 */
SY_EXTERN
gsize sy_kmeans_find_nearest (const double *centres,
                              gsize n_clusters,
                              gsize n_columns,
                              const double *row,
                              double *out_squared);

/**
 * sy_kmeans_get_silhouette:
 * @self: clusters
 * @x: the rows they were made of
 * @n: how many
 * @seed: who is drawn when there are more than %SY_SILHOUETTE_ROWS rows
 *
 * Mean over rows of (b - a) / max (a, b), a the mean distance to the others of the row's cluster, b
 * the least mean distance to those of another; 0 for a row alone in its cluster. Near 1: clusters
 * are far apart; near 0: they run into each other.
 * Source: Rousseeuw, Journal of Computational and Applied Mathematics 20 (1987) 53-65.
 *
 * Returns: -1 to 1; NaN with one cluster
 */
SY_EXTERN
double sy_kmeans_get_silhouette (const SyKmeans *self,
                                 const double *x,
                                 gsize n,
                                 guint32 seed);

G_END_DECLS
