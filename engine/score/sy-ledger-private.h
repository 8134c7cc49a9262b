/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-contributions.h"

G_BEGIN_DECLS

/*
 * The lines of sy_scorer_explain() in one currency, raw points of the score: the points of rules
 * and what the limits of their groups take are multiplied by the weight of the group (and divided
 * by its p95), so that
 *
 *   score = sum of rules + sum of limits + score_limit + scale.
 */
typedef struct
{
  const SyModel *model; /* borrowed */
  double *rules;        /* by rule through all groups, after its caps; 0 for a muted one */
  double *limits;       /* by group: "only the best" and the clamp */
  double score_limit;
  double scale;
  double score;
} SyLedger;

void sy_ledger_init (SyLedger *self,
                     SyScorer *scorer,
                     const SyModel *model,
                     guint32 person);

/*
 * The same, from an account that is made already.
 */
void sy_ledger_init_from (SyLedger *self,
                          const SyContributions *contributions,
                          const SyModel *model);
void sy_ledger_clear (SyLedger *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyLedger, sy_ledger_clear)

G_END_DECLS
