/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SY_STATS_ERROR:
 *
 * Error domain of this folder.
 */
#define SY_STATS_ERROR (sy_stats_error_quark ())
SY_EXTERN
GQuark sy_stats_error_quark (void);

/**
 * SyStatsError:
 * @SY_STATS_ERROR_EMPTY: there are too few values for the figure to exist
 * @SY_STATS_ERROR_NOT_FINITE: a value is NaN or infinite
 * @SY_STATS_ERROR_ONE_CLASS: everybody had the outcome, or nobody had it
 */
typedef enum
{
  SY_STATS_ERROR_EMPTY,
  SY_STATS_ERROR_NOT_FINITE,
  SY_STATS_ERROR_ONE_CLASS,
} SyStatsError;

/**
 * SY_Z95:
 *
 * The 97.5 % point of the standard normal distribution: every 95 % interval uses it.
 */
#define SY_Z95 1.959963984540054

/**
 * SyRankOrder:
 * @SY_RANK_HIGH_FIRST: a higher score should mean more of the outcome (purchase)
 * @SY_RANK_LOW_FIRST: a higher score should mean less of it (churn)
 *
 * Which end of the scores comes first in a ranking. It is chosen once, there: what reads the
 * ranking is then always turned so that "better than chance" is an AUC above 0.5.
 */
typedef enum
{
  SY_RANK_HIGH_FIRST,
  SY_RANK_LOW_FIRST,
} SyRankOrder;

/**
 * SyRanking:
 *
 * Scores in order, sorted once and read by every rank statistic. Positions run from 0, the most
 * likely to have the outcome; ties (equal after rounding to 12 significant digits) form groups and
 * stand in index order.
 */
typedef struct _SyRanking SyRanking;

/**
 * sy_ranking_new:
 *
 * Returns: (transfer full): a ranking of no scores, to be filled by sy_ranking_reset()
 */
SY_EXTERN
SyRanking *sy_ranking_new (void);

/**
 * sy_ranking_free:
 * @self: (nullable): a ranking
 *
 * Frees a ranking.
 */
SY_EXTERN
void sy_ranking_free (SyRanking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRanking, sy_ranking_free)

/**
 * sy_ranking_set_n_threads:
 * @self: a ranking
 * @n_threads: 1 (the default) or 2
 *
 * Lets sy_ranking_reset() use a second thread where it pays. The result is the same.
 */
SY_EXTERN
void sy_ranking_set_n_threads (SyRanking *self,
                               guint n_threads);

/**
 * sy_ranking_get_n_threads:
 * @self: a ranking
 *
 * Returns: 1 or 2, what it was set to; 1 as long as it holds too few scores for two
 */
SY_EXTERN
guint sy_ranking_get_n_threads (const SyRanking *self);

/**
 * sy_ranking_reset:
 * @self: a ranking
 * @scores: (array length=n_scores): scores in any order; not kept
 * @n_scores: how many, at most 2^31 - 1; 0 is allowed
 * @order: which end comes first
 * @error: return location, or %NULL
 *
 * Ranks the scores anew, in the buffers of the last ranking. O(n) for all inputs met in practice
 * (a radix sort of the leading 32 bits that differ, then of what is left inside runs).
 * Errors: %SY_STATS_ERROR_NOT_FINITE; the ranking is then empty.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_ranking_reset (SyRanking *self,
                           const double *scores,
                           gsize n_scores,
                           SyRankOrder order,
                           GError **error);

/**
 * sy_ranking_get_n_scores:
 * @self: a ranking
 *
 * Returns: how many scores are ranked
 */
SY_EXTERN
gsize sy_ranking_get_n_scores (const SyRanking *self);

/**
 * sy_ranking_get_rank_order:
 * @self: a ranking
 *
 * Returns: which end of the scores comes first
 */
SY_EXTERN
SyRankOrder sy_ranking_get_rank_order (const SyRanking *self);

/**
 * sy_ranking_get_order:
 * @self: a ranking
 *
 * Returns: (array): for each position the index of the score there; valid until the next reset
 */
SY_EXTERN
const guint32 *sy_ranking_get_order (const SyRanking *self);

/**
 * sy_ranking_get_group_ends:
 * @self: a ranking
 * @out_n_groups: (out): how many distinct scores there are
 *
 * Returns: (array length=out_n_groups): for each distinct score, best first, the position just
 *   after its last; valid until the next reset
 */
SY_EXTERN
const guint32 *sy_ranking_get_group_ends (const SyRanking *self,
                                          gsize *out_n_groups);

/**
 * sy_ranking_get_value:
 * @self: a ranking
 * @position: a position
 *
 * Returns: the score at @position, rounded to 12 significant digits
 */
SY_EXTERN
double sy_ranking_get_value (const SyRanking *self,
                             gsize position);

/**
 * sy_ranking_get_ascending:
 * @self: a ranking
 * @i: from 0 for the lowest score, whatever the order of the ranking
 *
 * Returns: the score there, rounded to 12 significant digits
 */
SY_EXTERN
double sy_ranking_get_ascending (const SyRanking *self,
                                 gsize i);

/**
 * sy_ranking_get_quantile:
 * @self: a ranking of at least one score
 * @p: a probability, 0 to 1
 *
 * The quantile by linear interpolation between order statistics (type 7, as R and NumPy do by
 * default), of the scores from the lowest to the highest whatever the order of the ranking.
 * Source: Hyndman & Fan, The American Statistician 50 (1996) 361-365.
 *
 * Returns: the quantile
 */
SY_EXTERN
double sy_ranking_get_quantile (const SyRanking *self,
                                double p);

/**
 * sy_ranking_get_midranks:
 * @self: a ranking
 * @out_ranks: (out caller-allocates) (array): room for one rank a score, by index
 *
 * Ranks from 1 for the lowest score; ties share the mean of their ranks.
 */
SY_EXTERN
void sy_ranking_get_midranks (const SyRanking *self,
                              double *out_ranks);

G_END_DECLS
