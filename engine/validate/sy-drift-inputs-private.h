/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"
#include "sy-drift.h"

G_BEGIN_DECLS

/*
 * The stability index of each rule's values, into @shifts, which are there.
 */
void sy_drift_set_input_psi (SyDrift *self,
                             const SyModel *model,
                             const SyScores *reference,
                             const SyScores *current);

/*
 * The events of each type before both dates, and the types that may have become others between them.
 */
void sy_drift_set_types (SyDrift *self,
                         const SyEventLog *log);

void sy_drift_clear_types (SyDrift *self);

G_END_DECLS
