/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-store.h"
#include "sy-segment.h"

G_BEGIN_DECLS

/**
 * sy_segment_load:
 * @project: a project
 * @name: a segment's name
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_NOT_FOUND; %SY_SEGMENT_ERROR_DOCUMENT with the name before it.
 *
 * Returns: (transfer full): the segment kept under the name, or %NULL
 */
SY_EXTERN
SySegment *sy_segment_load (SyProject *project,
                            const char *name,
                            GError **error);

/**
 * sy_segment_save:
 * @self: who is meant; takes over what the segment kept before is for, unless it says so itself
 * @project: a project that can be written
 * @name: what to keep it as; a segment of that name is replaced
 * @error: return location, or %NULL
 *
 * Who is meant may change under a name; what for and by whom stays. Errors:
 * %SY_SEGMENT_ERROR_DOCUMENT (what is kept cannot be read: remove it first), those of
 * sy_project_set_segment().
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_segment_save (SySegment *self,
                          SyProject *project,
                          const char *name,
                          GError **error);

/**
 * sy_clusters_dup_segment_name:
 * @prefix: what the clusters are called together
 * @cluster: from 0
 *
 * Returns: (transfer full): "@prefix 1" for the first
 */
SY_EXTERN
char *sy_clusters_dup_segment_name (const char *prefix,
                                    gsize cluster);

/**
 * sy_clusters_save:
 * @self: clusters
 * @project: a project that can be written
 * @model: name of the model they were found for
 * @prefix: what the clusters are called together
 * @error: return location, or %NULL
 *
 * Keeps each cluster as a segment, named by sy_clusters_dup_segment_name(), as sy_segment_save()
 * does, one after the other.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, or %NULL
 */
SY_EXTERN
char **sy_clusters_save (const SyClusters *self,
                         SyProject *project,
                         const char *model,
                         const char *prefix,
                         GError **error);

G_END_DECLS
