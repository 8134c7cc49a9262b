/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-column-private.h"
#include "sy-scorer.h"
#include "sy-slices-private.h"

G_BEGIN_DECLS

/*
 * Scorers of one log at many dates, a few at a time. The values of rules are computed for those few side by
 * side, so that the events are read once for all of them; what one few has used up the next one uses again.
 *
 *   g_auto (SyDateScorers) dates = SY_DATE_SCORERS_INIT (log, as_ofs, n);
 *   while (sy_date_scorers_next (&dates, models, n_models, n_threads, cancellable))
 *     for (gsize i = 0; i < dates.n; i++)
 *       ... dates.scorers[i], which is of as_ofs[dates.first + i]
 */
typedef struct
{
  SyEventLog *log;      /* borrowed */
  const gint64 *as_ofs; /* borrowed */
  gsize n_as_ofs;
  SyColumnPool *pool;

  gsize first;
  gsize n;
  SyScorer *scorers[SY_SLICE_DATES];
} SyDateScorers;

#define SY_DATE_SCORERS_INIT(log, as_ofs, n_as_ofs)   \
  {                                                   \
    (log), (as_ofs), (n_as_ofs), NULL, 0, 0, { NULL } \
  }

/*
 * Goes on to the next few dates; what the models, of which some may be %NULL, need of the events is there when
 * it returns, unless it was cancelled: then scoring says so.
 * @n_threads: to compute them with, or 0 for one a processor
 *
 * Returns: %FALSE when there is no date left
 */
gboolean sy_date_scorers_next (SyDateScorers *self,
                               const SyModel *const *models,
                               gsize n_models,
                               guint n_threads,
                               GCancellable *cancellable);
void sy_date_scorers_clear (SyDateScorers *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyDateScorers, sy_date_scorers_clear)

G_END_DECLS
