/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Ways to roll people up to accounts, in words and as an edit of a model. No widget.
 */

/**
 * sy_roll_up_describe:
 * @spec: a roll-up
 *
 * Returns: (transfer full): "sum", "mean", "highest", "mean of top 3", "weighted by role"
 */
char *sy_roll_up_describe (const SyAccountSpec *spec);

/**
 * sy_roll_up_use:
 * @model: a model
 * @spec: a roll-up
 *
 * The scale, the bands and the figures of accounts stay, but not what a percentile scale kept under
 * another roll-up; weights of roles come with @spec.
 *
 * Returns: (transfer full): a copy of @model that rolls up so
 */
SyModel *sy_roll_up_use (const SyModel *model,
                         const SyAccountSpec *spec);

/**
 * sy_roll_up_is_own:
 * @model: a model
 * @spec: a roll-up
 *
 * Returns: whether accounts are scored so by the model
 */
gboolean sy_roll_up_is_own (const SyModel *model,
                            const SyAccountSpec *spec);

/**
 * sy_roll_up_has_same_people:
 * @a: a model
 * @b: a model
 *
 * Returns: whether they differ at most in what they say of accounts, so that a comparison of roll-ups
 *   by one is one by the other
 */
gboolean sy_roll_up_has_same_people (const SyModel *a,
                                     const SyModel *b);

G_END_DECLS
