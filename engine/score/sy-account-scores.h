/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-account-figures.h"
#include "sy-scores.h"

G_BEGIN_DECLS

/**
 * SyAccountScores:
 * @as_of: the instant t, UTC second
 * @n_accounts: accounts of the map
 * @n_scored: (array length=n_accounts): members in the population of the people's scores
 * @raw: (array length=n_accounts): the raw scores of these, rolled up; NaN without any
 * @score: (array length=n_accounts): @raw after the scale; NaN likewise
 * @bands: (array length=n_accounts): index of the band, %SY_BAND_NONE likewise
 * @n: accounts with a score
 * @accounts: (array length=n): they, rising
 *
 * The scores of accounts. Members outside the population of the model (not seen before t, left out
 * by its filter, or who refuse) take no part.
 */
typedef struct _SyAccountScores
{
  gint64 as_of;
  gsize n_accounts;
  guint32 *n_scored;
  double *raw;
  double *score;
  guint8 *bands;
  gsize n;
  guint32 *accounts;
} SyAccountScores;

/**
 * sy_roll_up_get_name:
 * @spec: a roll-up
 *
 * Returns: (transfer full): "sum", "mean", "max", "top:3", "role"
 */
SY_EXTERN
char *sy_roll_up_get_name (const SyAccountSpec *spec);

/**
 * sy_account_scores_new:
 * @log: the events
 * @members: the members at t
 * @figures: (nullable) (array): figures of the accounts, for bands with conditions; %NULL when
 *   conditions shall not count
 * @model: the model that @scores are of: the scale and bands, of accounts if it has some
 * @spec: the roll-up, the model's own or another; its @kind is not none
 * @scores: scores of the people, as of t
 *
 * Rolls up raw scores. Sums are compensated; they and the order of members do not show in ties, see
 * sy_number_round12(). A percentile scale of a draft ranks among the people scored.
 *
 * Returns: (transfer full): the scores
 */
SY_EXTERN
SyAccountScores *sy_account_scores_new (const SyEventLog *log,
                                        const SyAccountMembers *members,
                                        const SyAccountFigures *figures,
                                        const SyModel *model,
                                        const SyAccountSpec *spec,
                                        const SyScores *scores);

/**
 * sy_account_scores_free:
 * @self: (nullable): scores
 */
SY_EXTERN
void sy_account_scores_free (SyAccountScores *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAccountScores, sy_account_scores_free)

G_END_DECLS
