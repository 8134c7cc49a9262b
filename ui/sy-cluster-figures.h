/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyClusterSearch:
 * @log: the events it was made for
 * @model: the draft it was made for
 * @tuning: the figures of @model: its scores and the date whose outcome is known
 * @by_groups: people are parted by the points of groups instead of components
 * @points: everyone
 * @counts: (array length=n_counts): what 2 and more clusters would do
 * @n_counts: how many
 * @suggested: the number of clusters with the highest silhouette
 * @past: (nullable): scores when the outcome can last be seen; %NULL without an outcome
 *
 * What numbers of clusters would do. Immutable, reference-counted.
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyTuning *tuning;
  gboolean by_groups;
  SyClusterPoints *points;
  SyClusterCount counts[SY_KMEANS_MAX_CLUSTERS];
  gsize n_counts;
  gsize suggested;
  SyScores *past;
} SyClusterSearch;

/**
 * sy_cluster_search_new:
 * @log: the events
 * @model: the draft
 * @tuning: its figures
 * @by_groups: part people by the points of groups instead of components
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told after each number of clusters, and when the outcomes are scored; the
 *   clusters of the number suggested count as the last step, which is never told as done
 * @progress_data: passed to @progress
 * @error: return location
 *
 * Costs a scoring of everyone when the outcome is known at an earlier date only. Any thread. Errors:
 * %SY_STATS_ERROR_EMPTY (nothing tells people apart), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the search
 */
SyClusterSearch *sy_cluster_search_new (SyEventLog *log,
                                        SyModel *model,
                                        SyTuning *tuning,
                                        gboolean by_groups,
                                        GCancellable *cancellable,
                                        SyProgressFunc progress,
                                        gpointer progress_data,
                                        GError **error);

/**
 * sy_cluster_search_ref:
 * @self: a search
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
SyClusterSearch *sy_cluster_search_ref (SyClusterSearch *self);

/**
 * sy_cluster_search_unref:
 * @self: (transfer full): a search
 *
 * Lets go; the last one frees it. Any thread.
 */
void sy_cluster_search_unref (SyClusterSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusterSearch, sy_cluster_search_unref)

/**
 * sy_cluster_search_dup_stale:
 * @self: a search
 * @log: (nullable): the events now
 * @model: (nullable): the draft now
 * @as_of: the as-of date now
 *
 * Returns: (transfer full) (nullable): "Found for an earlier draft", or for what else it was;
 *   %NULL when a new search would find the same
 */
char *sy_cluster_search_dup_stale (const SyClusterSearch *self,
                                   SyEventLog *log,
                                   SyModel *model,
                                   gint64 as_of);

/**
 * sy_cluster_search_create_table:
 * @self: a search
 *
 * Returns: (transfer full): a row for each of its counts, in their order
 */
SyTableSource *sy_cluster_search_create_table (const SyClusterSearch *self);

/**
 * SyClusterFigures:
 * @search: what they were found in
 * @clusters: the clusters
 * @outcomes: (nullable) (array): by cluster: what became of the people who were in it then; %NULL
 *   without an outcome
 *
 * Clusters with what became of their people. Immutable, reference-counted.
 */
typedef struct
{
  SyClusterSearch *search;
  SyClusters *clusters;
  SyClusterOutcome *outcomes;
} SyClusterFigures;

/**
 * sy_cluster_figures_new:
 * @search: a search
 * @n_clusters: one of the numbers of its counts
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread. Errors: %SY_STATS_ERROR_EMPTY (fewer different people), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures
 */
SyClusterFigures *sy_cluster_figures_new (SyClusterSearch *search,
                                          gsize n_clusters,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * sy_cluster_figures_ref:
 * @self: figures
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
SyClusterFigures *sy_cluster_figures_ref (SyClusterFigures *self);

/**
 * sy_cluster_figures_unref:
 * @self: (transfer full): figures
 *
 * Lets go; the last one frees it. Any thread.
 */
void sy_cluster_figures_unref (SyClusterFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusterFigures, sy_cluster_figures_unref)

/**
 * sy_cluster_figures_create_table:
 * @self: figures
 *
 * Returns: (transfer full): a row for each cluster, in their order
 */
SyTableSource *sy_cluster_figures_create_table (const SyClusterFigures *self);

/**
 * sy_cluster_figures_create_people:
 * @self: figures
 * @cluster: from 0
 *
 * Returns: (transfer full): its people, as sy_scored_people_create_source() makes it
 */
SyTableSource *sy_cluster_figures_create_people (const SyClusterFigures *self,
                                                 gsize cluster);

/**
 * sy_cluster_figures_dup_note:
 * @self: figures
 *
 * Returns: (transfer full): whose rates these are, and what was left out; may be empty
 */
char *sy_cluster_figures_dup_note (const SyClusterFigures *self);

G_END_DECLS
