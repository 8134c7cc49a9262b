/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-score-change.h"

G_BEGIN_DECLS

/*
 * What time does to the points of one rule for one person, from @from to @to, by the steps of
 * sy_score_change_new(). Points are without caps and before the group.
 */
typedef struct
{
  double before;
  double aged;
  double expired;
  double after;
  GArray *events[SY_N_CAUSES]; /* SyChangeEvent; NULL for what is no step in time or caps */
} SyRuleSteps;

void sy_rule_steps_init (SyRuleSteps *self,
                         SyEventLog *log,
                         const SyRule *rule,
                         guint32 person,
                         gint64 from,
                         gint64 to);
void sy_rule_steps_clear (SyRuleSteps *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyRuleSteps, sy_rule_steps_clear)

/*
 * The events of a person that match a rule in its window as of an instant, of SyChangeEvent.
 */
GArray *sy_rule_steps_list_matches (SyEventLog *log,
                                    const SyRule *rule,
                                    guint32 person,
                                    gint64 as_of);

/*
 * Those of @a whose rows @b does not have; both of SyChangeEvent.
 */
GArray *sy_change_events_subtract (GArray *a,
                                   GArray *b);

G_END_DECLS
