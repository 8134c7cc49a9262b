/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SySegmentClaim:
 * @priority: the segment's
 * @people: (array length=n_people): whom it means, ascending
 * @n_people: how many
 * @n_kept: set by sy_segment_conflicts_find(): how many it has in the end
 *
 * A segment that wants people.
 */
typedef struct
{
  int priority;
  const guint32 *people;
  gsize n_people;
  gsize n_kept;
} SySegmentClaim;

/**
 * SySegmentConflict:
 * @person: who is in several segments
 * @winner: index of the claim that has the person
 * @loser: index of one that does not
 *
 * A segment lost a person to another.
 */
typedef struct
{
  guint32 person;
  gsize winner;
  gsize loser;
} SySegmentConflict;

/**
 * sy_segment_conflicts_find:
 * @claims: (array length=n_claims): segments, in the order that decides between equal priorities
 * @n_claims: any number
 * @n_people: people of the log
 *
 * Everyone belongs to the segment of the highest priority that wants them, of equal ones to the
 * first.
 *
 * Returns: (transfer full) (element-type SySegmentConflict): by person, then loser
 */
SY_EXTERN
GArray *sy_segment_conflicts_find (SySegmentClaim *claims,
                                   gsize n_claims,
                                   gsize n_people);

G_END_DECLS
