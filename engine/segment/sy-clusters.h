/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "core/sy-progress.h"
#include "model/sy-model.h"
#include "score/sy-score.h"

G_BEGIN_DECLS

/**
 * SY_CLUSTERS_TABLE_ROWS:
 *
 * People, about, that the figures by number of clusters are taken over at most.
 */
#define SY_CLUSTERS_TABLE_ROWS 20000

/**
 * SyClusterSpec:
 * @by_groups: the columns are points of groups; else components of the score
 * @columns: (array zero-terminated=1): `recency`, `frequency`, `depth`, `value` and `friction`, or
 *   names of groups
 * @n_columns: number of them
 * @means: (array length=n_columns): of everyone when the clusters were found
 * @deviations: (array length=n_columns): likewise standard deviations (n), more than 0
 * @n_clusters: 2 to %SY_KMEANS_MAX_CLUSTERS
 * @centres: (array): n_clusters x n_columns, in deviations from the means
 *
 * Clusters of people that stay as they were found: someone belongs to the one whose centre is
 * nearest, on any day. Friction is by the rule's polarity or the sign of its weight, whatever the
 * event dictionary says later.
 */
typedef struct _SyClusterSpec
{
  gboolean by_groups;
  char **columns;
  gsize n_columns;
  double *means;
  double *deviations;
  gsize n_clusters;
  double *centres;
} SyClusterSpec;

SY_EXTERN
SyClusterSpec *sy_cluster_spec_copy (const SyClusterSpec *self);
SY_EXTERN
void sy_cluster_spec_free (SyClusterSpec *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusterSpec, sy_cluster_spec_free)

/**
 * sy_cluster_spec_assign:
 * @self: the clusters
 * @model: the model
 * @scores: its scores
 * @people: (array length=n_people): people
 * @n_people: how many
 * @out_clusters: (out) (array length=n_people): the cluster of each
 * @error: return location, or %NULL
 *
 * Errors: %SY_SEGMENT_ERROR_BAND when the model has no group of that name.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_cluster_spec_assign (const SyClusterSpec *self,
                                 const SyModel *model,
                                 const SyScores *scores,
                                 const guint32 *people,
                                 gsize n_people,
                                 guint8 *out_clusters,
                                 GError **error);

/**
 * sy_cluster_spec_get_deviation:
 * @self: clusters
 * @cluster: from 0
 * @column: from 0
 *
 * How far a cluster is from everyone by what a column tells: above 0 where there is more of it.
 * Friction takes points away, so that the sign of its centre is turned.
 *
 * Returns: it, in standard deviations
 */
SY_EXTERN
double sy_cluster_spec_get_deviation (const SyClusterSpec *self,
                                      gsize cluster,
                                      gsize column);

/**
 * SyCluster:
 * @n: people in it
 * @mean_score: their mean score
 * @means: (array): by column, in points
 * @label: what stands out: columns half a standard deviation or more from the mean of everyone,
 *   such as `high value, low recency`; friction is high where it takes most; `average` when none is
 *
 * A cluster.
 */
typedef struct
{
  gsize n;
  double mean_score;
  double *means;
  char *label;
} SyCluster;

/**
 * SyClusterCount:
 * @n_clusters: how many clusters
 * @within: sum of squared distances to the centres, in squared standard deviations
 * @explained: share of the spread that lies between the clusters, 0 to 1
 * @silhouette: see sy_kmeans_get_silhouette()
 * @n_people: people these figures were taken over
 *
 * What so many clusters would do.
 */
typedef struct
{
  gsize n_clusters;
  double within;
  double explained;
  double silhouette;
  gsize n_people;
} SyClusterCount;

/**
 * SyClusters:
 * @spec: where they are; the clusters with the highest mean score first
 * @clusters: (array): by cluster of @spec
 * @n_people: the population
 * @people: (array length=n_people): they
 * @assigned: (array length=n_people): the cluster of each
 * @count: what these clusters do, over everyone
 *
 * Clusters found.
 */
typedef struct
{
  SyClusterSpec *spec;
  SyCluster *clusters;
  gsize n_people;
  guint32 *people;
  guint8 *assigned;
  SyClusterCount count;
} SyClusters;

/**
 * SyClusterPoints:
 *
 * The population as rows of figures, in standard deviations: made once, and then parted into as many
 * numbers of clusters as are wished. Immutable, reference-counted.
 */
typedef struct _SyClusterPoints SyClusterPoints;

/**
 * sy_cluster_points_new:
 * @model: the model
 * @scores: its scores
 * @by_groups: part people by points of groups instead of components
 * @error: return location, or %NULL
 *
 * The components of the score (recency, frequency, depth, value, friction) or the points of the
 * groups of everyone in the population, each less its mean and over its standard deviation; what is
 * the same for everybody is left out. Takes 8 bytes for a figure. Any thread. Errors:
 * %SY_STATS_ERROR_EMPTY (nothing tells people apart).
 *
 * Returns: (transfer full): the points, or %NULL
 */
SY_EXTERN
SyClusterPoints *sy_cluster_points_new (const SyModel *model,
                                        SyScores *scores,
                                        gboolean by_groups,
                                        GError **error);

/**
 * sy_cluster_points_ref:
 * @self: points
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyClusterPoints *sy_cluster_points_ref (SyClusterPoints *self);

/**
 * sy_cluster_points_unref:
 * @self: (transfer full): points
 *
 * Lets go; the last one frees them. Any thread.
 */
SY_EXTERN
void sy_cluster_points_unref (SyClusterPoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusterPoints, sy_cluster_points_unref)

/**
 * sy_cluster_points_get_left_out:
 * @self: points
 *
 * Returns: (transfer none) (array zero-terminated=1): components or groups that are the same for
 *   everybody
 */
SY_EXTERN
const char *const *sy_cluster_points_get_left_out (const SyClusterPoints *self);

/** SY_CLUSTERS_SEED: of the starts wherever the user names none. */
#define SY_CLUSTERS_SEED 1

/**
 * sy_clusters_find:
 * @points: the population
 * @n_clusters: 2 to %SY_KMEANS_MAX_CLUSTERS
 * @seed: of the starts
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Finds clusters of the population by sy_kmeans_run(). The same scores and seed give the same
 * clusters. Errors: %SY_STATS_ERROR_EMPTY (fewer different people than clusters),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the clusters, or %NULL
 */
SY_EXTERN
SyClusters *sy_clusters_find (SyClusterPoints *points,
                              gsize n_clusters,
                              guint32 seed,
                              GCancellable *cancellable,
                              GError **error);
SY_EXTERN
void sy_clusters_free (SyClusters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusters, sy_clusters_free)

/**
 * sy_clusters_count:
 * @points: the population
 * @seed: of the starts, and of who is drawn
 * @out_counts: (out caller-allocates) (array length=SY_KMEANS_MAX_CLUSTERS): from 2 clusters on
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told after each number of clusters
 * @progress_data: passed to @progress
 * @error: return location, or %NULL
 *
 * What 2 to %SY_KMEANS_MAX_CLUSTERS clusters would do, to choose among them. Of more than
 * %SY_CLUSTERS_TABLE_ROWS people about so many are drawn; everyone is taken when too few of those
 * drawn differ for a number of clusters that everyone allows. Errors: %SY_STATS_ERROR_EMPTY (nobody
 * differs from anybody), %G_IO_ERROR_CANCELLED.
 *
 * Returns: how many rows of @out_counts are filled, from 2 clusters on; 0 on error. Fewer when there
 *   are fewer different people
 */
SY_EXTERN
gsize sy_clusters_count (SyClusterPoints *points,
                         guint32 seed,
                         SyClusterCount *out_counts,
                         GCancellable *cancellable,
                         SyProgressFunc progress,
                         gpointer progress_data,
                         GError **error);

/**
 * sy_clusters_suggest:
 * @counts: (array length=n_counts): what numbers of clusters would do
 * @n_counts: how many
 *
 * Returns: the number of clusters with the highest silhouette, of equal ones the least; 0 for none
 */
SY_EXTERN
gsize sy_clusters_suggest (const SyClusterCount *counts,
                           gsize n_counts);

G_END_DECLS
