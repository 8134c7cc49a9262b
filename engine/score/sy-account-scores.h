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

/** SY_ROLL_UPS_MAX: the most ways that sy_roll_ups_list() gives. */
#define SY_ROLL_UPS_MAX 5

/**
 * sy_roll_up_get_own:
 * @model: a model
 * @out_spec: (out): its roll-up, the mean when it does not say; borrows from @model
 *
 * How accounts are scored unless told otherwise.
 */
SY_EXTERN
void sy_roll_up_get_own (const SyModel *model,
                         SyAccountSpec *out_spec);

/**
 * sy_roll_up_equal:
 * @a: a roll-up
 * @b: a roll-up
 *
 * What does not matter for a way is not looked at, such as weights of roles for a sum; none is the
 * mean.
 *
 * Returns: whether people come together in the same way by both
 */
SY_EXTERN
gboolean sy_roll_up_equal (const SyAccountSpec *a,
                           const SyAccountSpec *b);

/**
 * sy_roll_up_drop_reference:
 * @account: what a model being edited says of accounts
 * @before: what it said before the edit
 *
 * Takes the frozen reference of a percentile scale of accounts out when the roll-up is another than
 * before: points of another kind cannot be ranked among those.
 */
SY_EXTERN
void sy_roll_up_drop_reference (SyAccountSpec *account,
                                const SyAccountSpec *before);

/**
 * sy_roll_ups_list:
 * @model: a model
 * @out_specs: (array fixed-size=5) (out): the ways; they borrow from @model
 *
 * The ways to roll up that are worth a comparison: the model's own first, when it says one, then
 * sum, mean, max, the mean of the top three, and by role when the model gives weights of roles.
 *
 * Returns: how many, at least 4
 */
SY_EXTERN
gsize sy_roll_ups_list (const SyModel *model,
                        SyAccountSpec *out_specs);

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
 * sy_number_round12(). A percentile scale without a reference, as a draft has it, ranks among those
 * scored now: among accounts when the scale is their own, else among people. So does a frozen one of
 * accounts when @spec is another roll-up than the model's, of which its points are.
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

/**
 * SyAccountPart:
 * @person: a member
 * @raw: the member's raw score; NaN when not in the population of the people's scores
 * @weight: what it counts by its role; 1 unless weighted by role
 * @points: the member's part of the account's raw score; NaN likewise
 * @share: @points over the account's raw score; NaN likewise, and when that is 0 or some members
 *   add and others take away
 *
 * What a member gives to an account.
 */
typedef struct _SyAccountPart
{
  guint32 person;
  double raw;
  double weight;
  double points;
  double share;
} SyAccountPart;

/**
 * sy_account_parts_new:
 * @members: the members at t
 * @spec: the roll-up
 * @scores: scores of the people, as of t
 * @account: an account
 * @out_n: (out): how many members it has
 *
 * Takes the score of an account apart. The points of all members add up to the raw score that
 * sy_account_scores_new() gives it: of a mean each member has a part, of the highest and of the top
 * few only those who are taken; of equal scores the person that comes first is taken.
 *
 * Returns: (transfer full) (array length=out_n): the members, who gives most first, those without a
 *   score last; free with g_free()
 */
SY_EXTERN
SyAccountPart *sy_account_parts_new (const SyAccountMembers *members,
                                     const SyAccountSpec *spec,
                                     const SyScores *scores,
                                     guint32 account,
                                     gsize *out_n);

G_END_DECLS
