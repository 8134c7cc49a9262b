/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "sy-segment.h"

G_BEGIN_DECLS

/**
 * SY_SEGMENT_TRIAL_DAYS:
 *
 * Who first did something at most so many days ago counts as on trial where no attribute says so.
 */
#define SY_SEGMENT_TRIAL_DAYS 30

/**
 * sy_segment_template_get_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): `stalled-on-trial`: people on trial whose
 *   score is flat or falling; `rising-on-trial`: people on trial whose score is rising
 */
SY_EXTERN
const char *const *sy_segment_template_get_names (void);

/**
 * sy_segment_template_make:
 * @name: one of sy_segment_template_get_names()
 * @log: the events, for the attributes of people
 *
 * Makes a segment over the data: on trial is who has a text with “trial”, in any case, in the first
 * attribute that has such a text; without one, who was first seen in the last
 * %SY_SEGMENT_TRIAL_DAYS days.
 *
 * Returns: (transfer full) (nullable): the segment, %NULL when there is no such template
 */
SY_EXTERN
SySegment *sy_segment_template_make (const char *name,
                                     const SyEventLog *log);

G_END_DECLS
