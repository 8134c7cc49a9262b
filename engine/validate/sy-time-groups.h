/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "segment/sy-segment.h"

G_BEGIN_DECLS

/** SY_TIME_GROUP_NONE: in no group. */
#define SY_TIME_GROUP_NONE G_MAXUINT32

/**
 * SyTimeGroups:
 * @title: what the groups are, as "arm of spring"
 * @n_groups: how many
 * @names: (array length=n_groups): their names
 * @of: (array): n_people indices of groups, %SY_TIME_GROUP_NONE for who is in none
 *
 * Everyone of a log in groups, instead of bands.
 */
typedef struct
{
  char *title;
  gsize n_groups;
  char **names;
  guint32 *of;
} SyTimeGroups;

/**
 * sy_time_groups_new_for_treatment:
 * @log: the events
 * @treatments: (element-type SyTreatment): assignments of the project
 * @name: the treatment
 * @as_of: a date t
 * @error: return location, or %NULL
 *
 * One group an arm, in bytewise order. Assignments that start at t or later are not known at t and do
 * not count; who was assigned to several arms before is in none.
 *
 * Errors: %SY_VALIDATE_ERROR_RULE (no such treatment, or nobody was assigned before t).
 * Returns: (transfer full): the groups, or %NULL
 */
SY_EXTERN
SyTimeGroups *sy_time_groups_new_for_treatment (const SyEventLog *log,
                                                const GPtrArray *treatments,
                                                const char *name,
                                                gint64 as_of,
                                                GError **error);

/**
 * sy_time_groups_new_for_segment:
 * @log: the events
 * @model: the model of its bands and scores
 * @segment: a segment
 * @name: its name
 * @as_of: a date t
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Who was in the segment at t, and who was not.
 *
 * Errors: those of sy_segment_choose().
 * Returns: (transfer full): the groups, or %NULL
 */
SY_EXTERN
SyTimeGroups *sy_time_groups_new_for_segment (SyEventLog *log,
                                              const SyModel *model,
                                              const SySegment *segment,
                                              const char *name,
                                              gint64 as_of,
                                              GCancellable *cancellable,
                                              GError **error);

/**
 * sy_time_groups_free:
 * @self: (nullable): groups
 */
SY_EXTERN
void sy_time_groups_free (SyTimeGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTimeGroups, sy_time_groups_free)

G_END_DECLS
