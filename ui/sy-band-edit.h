/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Edits of the bands of a model: each takes an immutable model and returns an edited copy, or %NULL
 * when there is nothing to do. No widget, no session.
 */

/**
 * SyBandsOf:
 * @SY_BANDS_OF_PEOPLE: the bands of the model
 * @SY_BANDS_OF_ACCOUNTS: those of accounts, none when accounts have the scale and bands of people
 *
 * Whose bands.
 */
typedef enum
{
  SY_BANDS_OF_PEOPLE,
  SY_BANDS_OF_ACCOUNTS,
} SyBandsOf;

/**
 * sy_band_edit_list:
 * @model: a model
 * @of: whose bands
 *
 * Returns: (transfer none) (element-type SyBand): the bands, ascending
 */
GPtrArray *sy_band_edit_list (const SyModel *model,
                              SyBandsOf of);

/**
 * sy_band_edit_add:
 * @model: a model
 * @of: whose bands; accounts have some
 * @name: its name; made unique
 *
 * Returns: (transfer full) (nullable): a copy with a band at the top, in the upper half of what was
 *   the highest; %NULL when there are as many as there can be
 */
SyModel *sy_band_edit_add (const SyModel *model,
                           SyBandsOf of,
                           const char *name);

/**
 * sy_band_edit_remove:
 * @model: a model
 * @of: whose bands
 * @band: index of a band
 *
 * Returns: (transfer full) (nullable): a copy without it: the band below takes its place, or above
 *   that of the first, which asks for nothing; %NULL when it is the only one of people. Without
 *   their only one accounts have the scale and bands of people
 */
SyModel *sy_band_edit_remove (const SyModel *model,
                              SyBandsOf of,
                              guint band);

/**
 * sy_band_edit_set_course:
 * @model: a model
 * @band: index of a band of people above the first
 * @courses: bits `1 << SyCourse`; 0 for any
 * @move: how far the score must have moved
 *
 * Returns: (transfer full): a copy whose band asks for these
 */
SyModel *sy_band_edit_set_course (const SyModel *model,
                                  guint band,
                                  guint courses,
                                  const SyScoreMove *move);

/**
 * sy_band_edit_set_where:
 * @model: a model
 * @band: index of a band of accounts above the first
 * @where: (nullable) (transfer full): conditions on figures and attributes of accounts
 *
 * Returns: (transfer full): a copy whose band asks for these
 */
SyModel *sy_band_edit_set_where (const SyModel *model,
                                 guint band,
                                 SyCondition *where);

/**
 * sy_band_edit_part_accounts:
 * @model: a model with a roll-up
 *
 * Gives accounts a scale and bands of their own, which are those of people to begin with, without
 * what these ask of the course. A percentile scale ranks accounts among each other, so that it comes
 * without the reference of people.
 *
 * Returns: (transfer full) (nullable): a copy; %NULL when they have their own already
 */
SyModel *sy_band_edit_part_accounts (const SyModel *model);

/**
 * sy_band_edit_join_accounts:
 * @model: a model
 *
 * Returns: (transfer full): a copy whose accounts have the scale and bands of people
 */
SyModel *sy_band_edit_join_accounts (const SyModel *model);

/**
 * sy_band_edit_clear_accounts:
 * @account: what a model being edited says of accounts
 *
 * Takes the scale and the bands of accounts away.
 */
void sy_band_edit_clear_accounts (SyAccountSpec *account);

G_END_DECLS
