/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyScores:
 *
 * What a model gives every person as of an instant. Immutable and
 * reference-counted with atomic operations: may be read and released in any
 * thread. Arrays have n_people elements in the log's order of people unless
 * said otherwise, and live as long as the scores.
 */
typedef struct _SyScores SyScores;

/** SY_BAND_NONE: outside the population. */
#define SY_BAND_NONE 255

SY_EXTERN
SyScores *sy_scores_ref (SyScores *self);
SY_EXTERN
void sy_scores_unref (SyScores *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyScores, sy_scores_unref)

SY_EXTERN
gint64 sy_scores_get_as_of (const SyScores *self);
SY_EXTERN
gsize sy_scores_get_n_people (const SyScores *self);

/**
 * sy_scores_get_raw:
 *
 * Returns: the raw score S of everyone, people outside the population included:
 *   after the clamp to the score's range, before the scale
 */
SY_EXTERN
const double *sy_scores_get_raw (const SyScores *self);

/**
 * sy_scores_get_score:
 *
 * Returns: the score people read: S after the scale, of everyone
 */
SY_EXTERN
const double *sy_scores_get_score (const SyScores *self);

/**
 * sy_scores_has_probability:
 *
 * Returns: %TRUE when the model says how probable the outcome is: by its @probability, or by a
 *   logistic scale
 */
SY_EXTERN
gboolean sy_scores_has_probability (const SyScores *self);

/**
 * sy_scores_get_probability:
 * @person: below n_people
 *
 * Returns: how probable the outcome is by the model's frozen layer, 0 to 1; NaN without one.
 *   It is that of the outcome itself also where a higher score should mean less of it
 */
SY_EXTERN
double sy_scores_get_probability (const SyScores *self,
                                  guint32 person);

/**
 * sy_scores_get_bands:
 *
 * Returns: index of the band in the model, %SY_BAND_NONE outside the population
 */
SY_EXTERN
const guint8 *sy_scores_get_bands (const SyScores *self);

/**
 * sy_scores_get_members:
 * @out_n_members: (out): their number
 *
 * The population: people with an event before the as-of instant who pass the
 * model's population filter, less those who refuse (see sy_scores_get_n_refused()).
 * Returns: (array length=out_n_members): people, ascending
 */
SY_EXTERN
const guint32 *sy_scores_get_members (const SyScores *self,
                                      gsize *out_n_members);

/**
 * sy_scores_get_n_refused:
 *
 * Returns: how many people are left out of the population because they refuse, by the project's consent rule
 */
SY_EXTERN
gsize sy_scores_get_n_refused (const SyScores *self);

/**
 * sy_scores_get_n_rules:
 *
 * Returns: number of rules of the model, muted ones included, counted through
 *   all groups in the model's order
 */
SY_EXTERN
gsize sy_scores_get_n_rules (const SyScores *self);

/**
 * sy_scores_get_rule_values:
 * @rule: below n_rules
 *
 * Returns: (nullable): the value of the rule for each person, after shape and
 *   before weight and cap, NaN where a person misses the attribute of an attribute
 *   rule; %NULL for a muted rule
 */
SY_EXTERN
const double *sy_scores_get_rule_values (const SyScores *self,
                                         gsize rule);

/**
 * sy_scores_get_rule_points:
 * @rule: below n_rules
 * @people: (array length=n_people): the people asked for
 * @out_points: (out) (array length=n_people): the points of the rule for each of
 *   them, after weight and event cap, before the group; 0 for a muted rule
 */
SY_EXTERN
void sy_scores_get_rule_points (const SyScores *self,
                                gsize rule,
                                const guint32 *people,
                                gsize n_people,
                                double *out_points);

/**
 * sy_scores_get_group_points:
 * @group: index of a group of the model
 *
 * Returns: the points of the group for each person, after its clamp and weight
 */
SY_EXTERN
const double *sy_scores_get_group_points (const SyScores *self,
                                          gsize group);

G_END_DECLS
