/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-store.h"
#include "sy-segment-conflicts.h"
#include "sy-segment.h"

G_BEGIN_DECLS

/**
 * SySegmentClaims:
 * @records: (element-type SySegmentRecord): the segments of the project, by name
 * @choices: (element-type SySegmentChoice): whom each chooses
 * @claims: (element-type SySegmentClaim): the same, with the priority and how many it keeps
 * @conflicts: (element-type SySegmentConflict): who is lost by which segment, by person, then loser
 * @n_people: people of the log
 *
 * Whom all segments of a project choose at a date, and who of them belongs to which. The arrays
 * have the same order.
 */
typedef struct
{
  GPtrArray *records;
  GPtrArray *choices;
  GArray *claims;
  GArray *conflicts;
  gsize n_people;
} SySegmentClaims;

/**
 * sy_segment_claims_new:
 * @project: a project
 * @log: its events
 * @model: (nullable): the name of the model of segments that name none
 * @as_of: the date, UTC second
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Each segment is chosen with the newest published version of its model, or with its draft when
 * there is none; each model scores once. Cost: that and sy_segment_choose() of each segment.
 * Errors: %SY_STORE_ERROR_NOT_FOUND (a model that is no more), %SY_SEGMENT_ERROR_DOCUMENT (a
 * segment without a model when @model is %NULL), those of sy_segment_choose(), with the segment's
 * name before it.
 *
 * Returns: (transfer full): the claims, or %NULL
 */
SY_EXTERN
SySegmentClaims *sy_segment_claims_new (SyProject *project,
                                        SyEventLog *log,
                                        const char *model,
                                        gint64 as_of,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * sy_segment_claims_free:
 * @self: (nullable): claims
 */
SY_EXTERN
void sy_segment_claims_free (SySegmentClaims *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentClaims, sy_segment_claims_free)

/**
 * sy_segment_claims_keep:
 * @self: claims
 * @name: one of the segments; one that is not saved comes after those of priority 0
 * @people: (inout) (array length=n_people): whom it means, ascending; it may be chosen by another version than
 *   the claims were
 * @n_people: how many
 *
 * Leaves those out whom another segment has: one of a higher priority that chose them too, or of the
 * same and first by name, as sy_segment_conflicts_find() tells.
 *
 * Returns: how many are left, at the start of @people, in order
 */
SY_EXTERN
gsize sy_segment_claims_keep (const SySegmentClaims *self,
                              const char *name,
                              guint32 *people,
                              gsize n_people);

G_END_DECLS
