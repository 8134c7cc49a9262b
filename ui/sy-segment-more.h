/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_SEGMENT_MORE (sy_segment_more_get_type ())

/**
 * SySegmentMore:
 *
 * What a segment asks beyond bands and score, folded: the course and the change of the score, and
 * conditions on the person.
 */
G_DECLARE_FINAL_TYPE (SySegmentMore, sy_segment_more, SY, SEGMENT_MORE, AdwBin)

/**
 * sy_segment_more_set_log:
 * @self: a form
 * @log: (nullable): the events, for the names; a reference is taken
 */
void sy_segment_more_set_log (SySegmentMore *self,
                              SyEventLog *log);

/**
 * sy_segment_more_show:
 * @self: a form
 * @segment: what to show; nothing is emitted
 */
void sy_segment_more_show (SySegmentMore *self,
                           const SySegment *segment);

/**
 * sy_segment_more_apply:
 * @self: a form
 * @segment: gets what the form says
 */
void sy_segment_more_apply (SySegmentMore *self,
                            SySegment *segment);

/**
 * SySegmentMore::changed:
 * @self: a form
 *
 * The user has changed something.
 */

G_END_DECLS
