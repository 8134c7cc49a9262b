/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLUSTER_VIEW (sy_cluster_view_get_type ())

/**
 * SyClusterView:
 *
 * People who are alike, by k-means over what their scores are made of: what each number of clusters
 * would do, the clusters of one with their means and outcomes, and segments from them.
 */
G_DECLARE_FINAL_TYPE (SyClusterView, sy_cluster_view, SY, CLUSTER_VIEW, AdwBin)

/**
 * sy_cluster_view_set_session:
 * @self: a view without a session
 * @session: what it works on
 */
void sy_cluster_view_set_session (SyClusterView *self,
                                  SySession *session);

G_END_DECLS
