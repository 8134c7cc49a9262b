/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-column-private.h"
#include "sy-scores.h"
#include "sy-slices-private.h"

G_BEGIN_DECLS

#define SY_DATE_SCORES_MAX_MODELS 2

/*
 * Scores of one log at many dates, a few dates at a time. What a scorer keeps for the next edit, the values of
 * each rule, is here computed for some thousand people at those few dates, turned into scores and forgotten:
 * the events are read once for all of them, and memory holds the scores alone. They are those of a scorer to
 * the last bit.
 *
 *   g_auto (SyDateScores) dates = { log, { model, other }, as_ofs, n_as_ofs };
 *   while (sy_date_scores_next (&dates, 0, cancellable, error))
 *     for (gsize i = 0; i < dates.n; i++)
 *       ... dates.scores[i][0], which are of as_ofs[dates.first + i]
 *   if (!sy_date_scores_is_done (&dates))
 *     return FALSE;
 */
typedef struct
{
  SyEventLog *log;                                  /* borrowed */
  const SyModel *models[SY_DATE_SCORES_MAX_MODELS]; /* borrowed; some may be NULL */
  const gint64 *as_ofs;                             /* borrowed */
  gsize n_as_ofs;

  gsize first;
  gsize n;
  SyScores *scores[SY_SLICE_DATES][SY_DATE_SCORES_MAX_MODELS]; /* without values of rules and points of groups */
  SyColumnPool *pool;
  SyColumnPool *blocks[SY_DATE_SCORES_MAX_MODELS]; /* where threads compute */
} SyDateScores;

/*
 * Goes on to the next few dates.
 *
 * @n_threads: 0 for one a processor
 * @error: set when it was cancelled
 * Returns: %FALSE when there is no date left, or with @error
 */
gboolean sy_date_scores_next (SyDateScores *self,
                              guint n_threads,
                              GCancellable *cancellable,
                              GError **error);

/*
 * Whether all dates have been there.
 */
gboolean sy_date_scores_is_done (const SyDateScores *self);
void sy_date_scores_clear (SyDateScores *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyDateScores, sy_date_scores_clear)

G_END_DECLS
