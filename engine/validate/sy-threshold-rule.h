/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-backtest.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-threshold-rule
 *
 * How a threshold was chosen, so that it can be chosen again when the data go on: a rule, solved on all
 * lists that the scores of a backtest allow.
 */

/**
 * SyThresholdKind:
 * @SY_THRESHOLD_TOP: a list of at most so many people at a date
 * @SY_THRESHOLD_WEEKLY: so many a week: a list that can be worked off within the outcome window
 * @SY_THRESHOLD_RATE: everyone whose chance of the outcome, by the logistic fitted to the backtest, is at
 *   least so high
 * @SY_THRESHOLD_PRECISION: the longest list with at least that share with the outcome
 * @SY_THRESHOLD_MARGIN: the list with the highest margin: outcomes in it times the share that is won times
 *   the value of one, less the cost of each contact
 *
 * What a rule asks for.
 */
typedef enum
{
  SY_THRESHOLD_TOP,
  SY_THRESHOLD_WEEKLY,
  SY_THRESHOLD_RATE,
  SY_THRESHOLD_PRECISION,
  SY_THRESHOLD_MARGIN,
} SyThresholdKind;

/**
 * SyThresholdRule:
 * @kind: what is asked for
 * @amount: people, 1 or more, or a share, more than 0 and at most 1; unused by a margin
 * @cost: of a contact, 0 or more
 * @value: of an outcome that was won, more than 0
 * @saved: share of the outcomes that a contact wins, more than 0 and at most 1
 *
 * A rule. The last three are of a margin only.
 */
typedef struct
{
  SyThresholdKind kind;
  double amount;
  double cost;
  double value;
  double saved;
} SyThresholdRule;

/**
 * SyThresholdChoice:
 * @threshold: people at or above it, or with direction less below it, are the list; it has as few
 *   decimals as the scores at both sides of it allow
 * @point: the list: counts over all dates of the figures
 * @n_dates: how many dates these are
 * @margin: a margin rule's margin, over all dates; NaN of others
 *
 * What a rule came to.
 */
typedef struct
{
  double threshold;
  SyCurvePoint point;
  gsize n_dates;
  double margin;
} SyThresholdChoice;

/**
 * sy_threshold_rule_get_margin:
 * @self: a rule with cost, value and saved
 * @point: a list
 *
 * Returns: the margin of the list
 */
SY_EXTERN
double sy_threshold_rule_get_margin (const SyThresholdRule *self,
                                     const SyCurvePoint *point);

/**
 * sy_backtest_get_reported:
 * @self: a backtest
 * @out_n_dates: (out) (nullable): mature dates in it
 *
 * Returns: (transfer none): the origins that figures are reported from: those not seen when tuning
 *   where there are any, else all mature ones together
 */
SY_EXTERN
const SyBacktestOrigin *sy_backtest_get_reported (const SyBacktest *self,
                                                  gsize *out_n_dates);

/**
 * sy_backtest_choose_threshold:
 * @self: a backtest
 * @rule: the rule
 * @out_choice: (out caller-allocates): what it came to
 * @error: return location, or %NULL
 *
 * Solves the rule on the reported origins. People seen at several dates count at each: numbers of people
 * of a rule are those at one date. Errors: %SY_VALIDATE_ERROR_NO_ORIGIN (no mature date),
 * %SY_VALIDATE_ERROR_RULE (no list is as asked for).
 *
 * Returns: %TRUE when there is a list
 */
SY_EXTERN
gboolean sy_backtest_choose_threshold (const SyBacktest *self,
                                       const SyThresholdRule *rule,
                                       SyThresholdChoice *out_choice,
                                       GError **error);

/**
 * sy_threshold_rule_check:
 * @self: a rule
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_RULE, with what is out of range.
 * Returns: %TRUE when every number is in range
 */
SY_EXTERN
gboolean sy_threshold_rule_check (const SyThresholdRule *self,
                                  GError **error);

/**
 * sy_threshold_rule_describe:
 * @self: a rule
 *
 * Returns: (transfer full): as "the top 100 people"
 */
SY_EXTERN
char *sy_threshold_rule_describe (const SyThresholdRule *self);

/**
 * sy_threshold_rule_to_json:
 * @self: a rule
 *
 * Returns: (transfer full): `{"rule": "top", "amount": 100}`, in one line
 */
SY_EXTERN
char *sy_threshold_rule_to_json (const SyThresholdRule *self);

/**
 * sy_threshold_rule_from_json:
 * @text: what sy_threshold_rule_to_json() wrote
 * @out_rule: (out caller-allocates): the rule
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_RULE.
 * Returns: %TRUE when it is a rule in range
 */
SY_EXTERN
gboolean sy_threshold_rule_from_json (const char *text,
                                      SyThresholdRule *out_rule,
                                      GError **error);

G_END_DECLS
