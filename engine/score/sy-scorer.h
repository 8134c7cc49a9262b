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

/**
 * sy_scorer_renew:
 * @self: a scorer
 * @renewal: how a later log came of the one of @self
 * @as_of: UTC second t of the scorer to make; that of @self or another
 *
 * Makes a scorer of the later log that takes over what still holds: of a rule, only people with new
 * events of its types or with other attributes are computed. As time goes by (another @as_of), only rules without
 * decay, window and conditions on the person stay, and only when both instants are after all events
 * of the earlier log; the others are computed for all. What @self scored in its
 * last few scorings is known, and the first few scorings of the result may use it.
 * Scores are the same to the last bit as those of sy_scorer_new(). When @renewal starts from another
 * log, so does the result: nothing is taken over. @self stays as it is.
 *
 * Returns: (transfer full): a scorer of sy_event_renewal_get_log()
 */
SY_EXTERN
SyScorer *sy_scorer_renew (SyScorer *self,
                           SyEventRenewal *renewal,
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
 * totals, a decay, window or condition edit the columns of the edited rules. Bands that ask for the
 * course of the score cost 31 scorings of earlier days, those that ask for its change one each; they
 * are kept for a next model that differs in its bands only.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the scores, or %NULL
 */
SY_EXTERN
SyScores *sy_scorer_score (SyScorer *self,
                           const SyModel *model,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
