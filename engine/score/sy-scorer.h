/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "sy-scores.h"

G_BEGIN_DECLS

/**
 * SyScorer:
 *
 * Scores the people of a log as of one instant and remembers what an edit does
 * not change: the value of each rule per person, and the points of each group.
 * Reference-counted; used by one thread at a time (it may be handed over).
 * Results are the same to the last bit whatever was remembered and whatever
 * the number of threads.
 */
typedef struct _SyScorer SyScorer;

/**
 * sy_scorer_new:
 * @log: the events
 * @as_of: UTC second t; events with second < t are seen
 */
SY_EXTERN
SyScorer *sy_scorer_new (SyEventLog *log,
                         gint64 as_of);
SY_EXTERN
SyScorer *sy_scorer_ref (SyScorer *self);
SY_EXTERN
void sy_scorer_unref (SyScorer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyScorer, sy_scorer_unref)

SY_EXTERN
SyEventLog *sy_scorer_get_log (SyScorer *self);
SY_EXTERN
gint64 sy_scorer_get_as_of (SyScorer *self);

/**
 * sy_scorer_set_n_threads:
 * @n_threads: 1 … 16, or 0 for the number of processors (the default)
 *
 * People are split among threads where there is enough work.
 */
SY_EXTERN
void sy_scorer_set_n_threads (SyScorer *self,
                              guint n_threads);

/**
 * sy_scorer_score:
 * @model: a valid model
 * @cancellable: (nullable): asked between rules
 *
 * An event type, property or attribute that the log does not know is one
 * that nobody has; it is no error. A weight, cap or mute edit costs its group and the
 * totals, a decay, window or condition edit the columns of the edited rules.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the scores, or %NULL
 */
SY_EXTERN
SyScores *sy_scorer_score (SyScorer *self,
                           const SyModel *model,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
