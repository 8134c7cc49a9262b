/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SySignSource:
 * @SY_SIGN_FREE: nobody said which way the rule should count
 * @SY_SIGN_DICTIONARY: the polarity of its event types in the event dictionary
 * @SY_SIGN_WEIGHT: the weight it has
 *
 * Where the sign of a rule comes from.
 */
typedef enum
{
  SY_SIGN_FREE,
  SY_SIGN_DICTIONARY,
  SY_SIGN_WEIGHT,
} SySignSource;

/**
 * SyRuleWeight:
 * @id: id of the rule
 * @label: what to show
 * @sign: 1 when its effect on the score may not be below 0, -1 when not above, 0 when free
 * @source: who says so
 * @is_constant: everybody has the same value: nothing can be told, and the weight stays
 * @is_held: the rows speak against the sign: held at 0
 * @coefficient: log odds per unit of the rule's value of what a high score should mean
 * @current: the weight it has
 * @fitted: the coefficient in points: times the scale, over the group's weight
 * @step: what it is rounded to: 1, or for a weight below 1 the power of ten in it, as 0.01 for 0.05
 * @suggested: @fitted rounded to a multiple of @step
 *
 * The weight that a fit would give a rule.
 */
typedef struct
{
  char *id;
  char *label;
  int sign;
  SySignSource source;
  gboolean is_constant;
  gboolean is_held;
  double coefficient;
  double current;
  double fitted;
  double step;
  double suggested;
} SyRuleWeight;

/**
 * SyWeights:
 * @penalty: chosen by cross-validation, see sy_ridge_choose()
 * @n_fitted: rows that were fitted: all, or a sample of the people of some 400,000 rows
 * @scale: points per unit of log odds; 0 when all rules are held at 0: the weights then stay
 * @current: area of the score as it is
 * @fitted: area with the fitted weights
 * @suggested: area with the rounded weights
 * @cross_validated: area of the fit on people it has not seen, without caps, groups and scale
 * @unseen: that fit against the score as it is, paired, on the same people: first the fit. What
 *   the weights may be expected to gain: @gain was measured on those they were fitted to
 * @gain: the suggested weights against the current ones, paired: first the suggested
 * @rounding: the suggested weights against the fitted ones: the area that rounding costs
 * @n_people: people in the population at the last date
 * @n_bands_changed: those who would be in another band
 * @n_rules: rules that are not muted
 * @rules: (array length=n_rules): in the model's order
 *
 * Weights that a penalised logistic regression proposes, and what they are worth. The areas are
 * those of backtests of the model with these weights and all else as it is: caps, groups and scale.
 */
typedef struct _SyWeights
{
  double penalty;
  gsize n_fitted;
  double scale;
  SyAuc current;
  SyAuc fitted;
  SyAuc suggested;
  SyAuc cross_validated;
  SyAucComparison unseen;
  SyAucComparison gain;
  SyAucComparison rounding;
  gsize n_people;
  gsize n_bands_changed;
  gsize n_rules;
  SyRuleWeight *rules;
} SyWeights;

/**
 * sy_weights_find:
 * @self: weights
 * @id: id of a rule
 *
 * Returns: (transfer none) (nullable): what is proposed for it
 */
SY_EXTERN
const SyRuleWeight *sy_weights_find (const SyWeights *self,
                                     const char *id);

/**
 * sy_weights_apply:
 * @self: weights
 * @model: the model, or a later draft of it
 * @ids: (array zero-terminated=1) (nullable): the rules whose suggestion is accepted; %NULL for all
 * @error: return location, or %NULL
 *
 * Sets the suggested weights in a copy, and nothing else: the scale and the bands stay.
 * Errors: %SY_VALIDATE_ERROR_RULE: a rule without suggestion, or that @model no longer has.
 *
 * Returns: (transfer full): the copy
 */
SY_EXTERN
SyModel *sy_weights_apply (const SyWeights *self,
                           const SyModel *model,
                           const char *const *ids,
                           GError **error);

/**
 * sy_weights_ref:
 * @self: weights
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyWeights *sy_weights_ref (SyWeights *self);

/**
 * sy_weights_unref:
 * @self: weights
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_weights_unref (SyWeights *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyWeights, sy_weights_unref)

G_END_DECLS
