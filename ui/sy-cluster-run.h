/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cluster-figures.h"
#include "sy-job.h"
#include "sy-session.h"

G_BEGIN_DECLS

/**
 * sy_cluster_run_search:
 * @job: a fresh job
 * @session: a session with a tuning: its events, its tuned draft and its figures are searched
 * @by_groups: part people by the points of groups instead of components
 * @callback: called in the main thread; its source object is the job
 * @user_data: passed to @callback
 *
 * Makes a search and the figures of the number it suggests. sy_job_run_finish() gives a
 * #SyClusterFigures with the new search, or the errors of sy_cluster_search_new().
 */
void sy_cluster_run_search (SyJob *job,
                            SySession *session,
                            gboolean by_groups,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sy_cluster_run_number:
 * @job: a fresh job
 * @search: a search
 * @n_clusters: one of the numbers of its counts
 * @callback: called in the main thread; its source object is the job
 * @user_data: passed to @callback
 *
 * Makes the figures of another number of clusters. sy_job_run_finish() gives a #SyClusterFigures of
 * @search, or the errors of sy_cluster_figures_new().
 */
void sy_cluster_run_number (SyJob *job,
                            SyClusterSearch *search,
                            gsize n_clusters,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

G_END_DECLS
