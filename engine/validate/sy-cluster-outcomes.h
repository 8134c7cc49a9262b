/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "segment/sy-clusters.h"
#include "stats/sy-stats.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/**
 * SyClusterOutcome:
 * @n: people of the cluster with a label
 * @positives: those with the outcome
 * @rate: share with it; NaN without people
 * @low: lower end of its 95 % interval after Wilson
 * @high: upper end
 *
 * How often the outcome came in a cluster.
 */
typedef struct
{
  gsize n;
  gsize positives;
  double rate;
  double low;
  double high;
} SyClusterOutcome;

/**
 * sy_cluster_outcomes_new:
 * @n_clusters: how many clusters, at least 1
 * @people: (array length=n_people): people, ascending
 * @assigned: (array length=n_people): the cluster of each, below @n_clusters
 * @n_people: how many
 * @outcome: the outcome of all or some of @people; whoever is not among them is not counted
 *
 * Source of the interval: sy_wilson().
 *
 * Returns: (transfer full) (array): one for each cluster; free with g_free()
 */
SY_EXTERN
SyClusterOutcome *sy_cluster_outcomes_new (gsize n_clusters,
                                           const guint32 *people,
                                           const guint8 *assigned,
                                           gsize n_people,
                                           const SyOutcome *outcome);

G_END_DECLS
