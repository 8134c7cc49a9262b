/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-cluster-figures.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLUSTER_SAVE (sy_cluster_save_get_type ())

/**
 * SyClusterSave:
 *
 * A name and a button that keeps each cluster as a segment, "NAME 1" and so on; asks before segments
 * of these names are replaced.
 */
G_DECLARE_FINAL_TYPE (SyClusterSave, sy_cluster_save, SY, CLUSTER_SAVE, AdwBin)

/**
 * sy_cluster_save_set_session:
 * @self: a button without a session
 * @session: where segments are kept
 */
void sy_cluster_save_set_session (SyClusterSave *self,
                                  SySession *session);

/**
 * sy_cluster_save_set_figures:
 * @self: a button
 * @figures: (nullable): the clusters to save
 */
void sy_cluster_save_set_figures (SyClusterSave *self,
                                  SyClusterFigures *figures);

G_END_DECLS
