/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
