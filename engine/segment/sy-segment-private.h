/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-json.h"
#include "sy-segment.h"

G_BEGIN_DECLS

/*
 * Sets the error to "message (line, column)"; returns FALSE.
 */
gboolean sy_segment_fail_at (GError **error,
                             const SyJson *json,
                             const char *message);

/*
 * The keys that ask where a score goes, and for what is known of a person: sy-segment-keys.c.
 * Reading one that is no such key returns FALSE without an error.
 */
gboolean sy_segment_is_more_key (const char *key);
gboolean sy_segment_read_more (SySegment *self,
                               const char *key,
                               const SyJson *json,
                               GError **error);
void sy_segment_write_more (const SySegment *self,
                            SyJsonWriter *writer);
void sy_segment_describe_more (const SySegment *self,
                               GString *out);
void sy_segment_copy_more (const SySegment *self,
                           SySegment *copy);
void sy_segment_clear_more (SySegment *self);

/*
 * The key that names a cluster: sy-segment-cluster.c.
 */
gboolean sy_segment_read_cluster (SySegment *self,
                                  const SyJson *json,
                                  GError **error);
void sy_segment_write_cluster (const SySegment *self,
                               SyJsonWriter *writer);

G_END_DECLS
