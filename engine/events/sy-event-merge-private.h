/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-private.h"

G_BEGIN_DECLS

/*
 * The events of one type that a merge takes, in the order of a log, and how their numbers change.
 */
typedef struct
{
  const SyEventRuns *runs;
  const guint32 *people;           /* new numbers by old, ascending; NULL: the same */
  guint32 *const *property_values; /* by property of the result; NULL where none has it */
  const guint32 *const *value_ids; /* by property: new ids by old; NULL for the same, of one or all */
} SyMergeSide;

/*
 * Merges the events of both sides into a type that has its name; of equal ones those of @base come
 * first. The result is what sorting all of them gives, and its arrays lie in @columns. One pass;
 * where few are added, most is copied in large pieces.
 */
void sy_event_merge (const SyMergeSide *base,
                     const SyMergeSide *added,
                     gsize n_properties,
                     SyArena *columns,
                     SyEventType *type);

G_END_DECLS
