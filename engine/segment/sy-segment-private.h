/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-json.h"
#include "sy-segment.h"

G_BEGIN_DECLS

/**
 * sy_segment_fail:
 * @error: return location, or %NULL
 * @json: where in the document
 * @format: what is wrong there, with its path
 * @...: for @format
 *
 * Sets %SY_SEGMENT_ERROR_DOCUMENT with the line and the column.
 *
 * Returns: %FALSE
 */
gboolean sy_segment_fail (GError **error,
                          const SyJson *json,
                          const char *format,
                          ...) G_GNUC_PRINTF (3, 4);

/**
 * sy_segment_use_read:
 * @json: an object
 * @error: return location, or %NULL
 *
 * Reads the "use" of a segment document. Errors: %SY_SEGMENT_ERROR_DOCUMENT, with the place.
 *
 * Returns: (transfer full): the use, or %NULL
 */
SySegmentUse *sy_segment_use_read (const SyJson *json,
                                   GError **error);

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
