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
 * sy_segment_find:
 * @project: a project
 * @name: a segment's name
 * @out_segment: (out) (nullable) (transfer full): the segment kept under the name, %NULL for none
 * @error: return location, or %NULL
 *
 * As sy_segment_load(), where there need not be one.
 *
 * Returns: %FALSE when it cannot be read
 */
SY_EXTERN
gboolean sy_segment_find (SyProject *project,
                          const char *name,
                          SySegment **out_segment,
                          GError **error);

/**
 * sy_segment_save:
 * @self: who is meant; takes over what the segment kept before is for, unless it says so itself
 * @project: a project that can be written
 * @name: what to keep it as; a segment of that name is replaced
 * @error: return location, or %NULL
 *
 * Who is meant may change under a name; what for and by whom stays. Errors:
 * %SY_SEGMENT_ERROR_DOCUMENT (what is kept cannot be read; the message tells how to remove it),
 * those of sy_project_set_segment().
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
 * sy_clusters_list_saved:
 * @project: a project
 * @prefix: what clusters are called together
 * @n_clusters: how many are to be saved
 * @out_taken: (out) (transfer full) (array zero-terminated=1): which of their names are taken
 * @out_left: (out) (transfer full) (array zero-terminated=1): segments with the names of further
 *   clusters, up to %SY_KMEANS_MAX_CLUSTERS: of an older set that was larger
 * @error: return location, or %NULL
 *
 * What sy_clusters_save() would replace, and what would stay beside it. Errors:
 * %SY_STORE_ERROR_IO, %SY_STORE_ERROR_DAMAGED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_clusters_list_saved (SyProject *project,
                                 const char *prefix,
                                 gsize n_clusters,
                                 char ***out_taken,
                                 char ***out_left,
                                 GError **error);

/**
 * sy_clusters_save:
 * @self: clusters
 * @project: a project that can be written
 * @model: name of the model they were found for
 * @prefix: what the clusters are called together
 * @may_replace: (nullable) (array zero-terminated=1): the names that may be taken already; %NULL
 *   for all
 * @error: return location, or %NULL
 *
 * Keeps each cluster as a segment, named by sy_clusters_dup_segment_name(), as sy_segment_save()
 * does. All or nothing: on an error every segment is what it was. Errors: those of
 * sy_segment_save(), %SY_STORE_ERROR_EXISTS (a name that is not in @may_replace).
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, or %NULL
 */
SY_EXTERN
char **sy_clusters_save (const SyClusters *self,
                         SyProject *project,
                         const char *model,
                         const char *prefix,
                         const char *const *may_replace,
                         GError **error);

G_END_DECLS
