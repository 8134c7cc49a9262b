/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-event-renewal.h"
#include "sy-column-private.h"
#include "sy-rule-reader-private.h"

G_BEGIN_DECLS

/*
 * The values that rules had in a log, for a log that came of it by added rows: who has none of these
 * keeps theirs.
 */
typedef struct _SyValueRenewal SyValueRenewal;

/*
 * From values as of @from to values as of @to.
 */
SyValueRenewal *sy_value_renewal_new (SyEventRenewal *renewal,
                                      gint64 from,
                                      gint64 to);
void sy_value_renewal_free (SyValueRenewal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyValueRenewal, sy_value_renewal_free)

/*
 * Takes the values of a rule.
 */
void sy_value_renewal_add (SyValueRenewal *self,
                           const SyRule *rule,
                           SyColumn *column);

/*
 * Writes the values of a rule of the new log that @reader reads, by person, the same to the last
 * bit as computing all.
 *
 * Returns: for how many people values were computed; G_MAXSIZE, with nothing written, when all have
 *   to be: the rule has no values here, or time has changed those of people without new events
 */
gsize sy_value_renewal_fill (const SyValueRenewal *self,
                             const SyRule *rule,
                             const SyRuleReader *reader,
                             guint n_threads,
                             double *values);

G_END_DECLS
