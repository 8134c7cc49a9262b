/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_SEGMENT_PURPOSE (sy_segment_purpose_get_type ())

/**
 * SySegmentPurpose:
 *
 * What a segment is for, folded: purpose, decision, channel, owner, and the checklist.
 */
G_DECLARE_FINAL_TYPE (SySegmentPurpose, sy_segment_purpose, SY, SEGMENT_PURPOSE, AdwBin)

/**
 * sy_segment_purpose_show:
 * @self: a form
 * @use: (nullable): what to show; nothing is emitted
 * @is_kept: whether the segment is kept under a name, so that what is missing matters
 */
void sy_segment_purpose_show (SySegmentPurpose *self,
                              const SySegmentUse *use,
                              gboolean is_kept);

/**
 * sy_segment_purpose_dup_use:
 * @self: a form
 *
 * Returns: (transfer full): what the form says
 */
SySegmentUse *sy_segment_purpose_dup_use (SySegmentPurpose *self);

/**
 * SySegmentPurpose::changed:
 * @self: a form
 *
 * The user has written something down, or ticked an item.
 */

G_END_DECLS
