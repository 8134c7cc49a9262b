/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "sy-signals.h"
#include "sy-weights.h"

G_BEGIN_DECLS

/**
 * SyLeakKind:
 * @SY_LEAK_OUTCOME: a rule reads the event that is the outcome, which happens once: who had it is
 *   taken out, and the rule is the same for nearly all who are left
 * @SY_LEAK_ATTRIBUTE: an attribute is known of nearly nobody but those with the outcome, or but
 *   those without it: it was probably filled in afterwards
 * @SY_LEAK_TOO_GOOD: a rule or type alone ranks better than is plausible
 *
 * Why something may know the outcome beforehand.
 */
typedef enum
{
  SY_LEAK_OUTCOME,
  SY_LEAK_ATTRIBUTE,
  SY_LEAK_TOO_GOOD,
} SyLeakKind;

/**
 * SY_LEAK_AUC:
 *
 * An area beyond which one rule or type alone is not believed.
 */
#define SY_LEAK_AUC 0.95

/**
 * SY_LEAK_RATIO:
 *
 * An attribute that is known so many times as often on one side of the outcome is not believed.
 */
#define SY_LEAK_RATIO 10.0

/**
 * SyLeak:
 * @kind: why
 * @id: id of the rule, name of the attribute or of the type
 * @rule: (nullable): of an attribute: id of the first rule that reads it; of a rule: its id
 * @share_with: share of the rows with the outcome that have a value (not 0), 0 to 1
 * @share_without: share of those without it
 * @auc: area of the rule or type alone, turned by the direction; NaN for an attribute
 * @reason: the finding in words, with the numbers: one line
 *
 * Something that may know the outcome beforehand.
 */
typedef struct
{
  SyLeakKind kind;
  char *id;
  char *rule;
  double share_with;
  double share_without;
  double auc;
  char *reason;
} SyLeak;

/**
 * SY_REDUNDANT:
 *
 * Correlation of the points of two rules from which on they are named.
 */
#define SY_REDUNDANT 0.9

/**
 * SyRedundantPair:
 * @first: id of a rule
 * @second: id of a later one
 * @correlation: Pearson's, of their points; -1 to 1
 * @is_duplicate: it is 1 but for rounding: one says what the other says
 *
 * Two rules that tell much the same, or the opposite.
 */
typedef struct
{
  char *first;
  char *second;
  double correlation;
  gboolean is_duplicate;
} SyRedundantPair;

/**
 * SyRuleCaps:
 * @id: id of the rule
 * @label: what to show
 * @mean_points: mean of its points over the population, after all caps, before the group
 * @n_capped: people to whom its daily cap or largest number of occurrences makes a difference
 * @lost_to_caps: what these take from the mean, points
 * @n_limited: people whose points its lower or upper limit changes
 * @lost_to_limits: what these take from the mean, points; below 0 when a lower limit gives
 *
 * What the caps of a rule do.
 */
typedef struct
{
  char *id;
  char *label;
  double mean_points;
  gsize n_capped;
  double lost_to_caps;
  gsize n_limited;
  double lost_to_limits;
} SyRuleCaps;

/**
 * SyRedundancy:
 * @as_of: the last date
 * @n_people: the population then
 * @n_pairs: pairs with a correlation of %SY_REDUNDANT or more, or of its opposite or less
 * @pairs: (array length=n_pairs): the strongest first
 * @n_rules: rules that are not muted
 * @rules: (array length=n_rules): in the model's order
 *
 * What is said twice, and what is cut off.
 */
typedef struct
{
  gint64 as_of;
  gsize n_people;
  gsize n_pairs;
  SyRedundantPair *pairs;
  gsize n_rules;
  SyRuleCaps *rules;
} SyRedundancy;

/**
 * SySuggestion:
 * @signals: each event type and rule on its own
 * @weights: weights that a fit proposes
 * @n_leaks: number of them
 * @leaks: (array length=n_leaks): what may know the outcome beforehand
 * @redundancy: what is said twice, and what is cut off
 *
 * What the data would change in a model.
 */
typedef struct _SySuggestion
{
  SySignals *signals;
  SyWeights *weights;
  gsize n_leaks;
  SyLeak *leaks;
  SyRedundancy *redundancy;
} SySuggestion;

/**
 * SySuggestionOptions:
 * @origins: (array length=n_origins): as-of instants, UTC seconds; immature ones are left out
 * @n_origins: at least 1
 * @level: share of false discoveries of the signals, above 0, below 1
 * @seed: who falls in which part of the cross-validation
 * @types: (nullable) (element-type SyTypeEntry): the event dictionary, for polarities
 *
 * What to look at. Start from %SY_SUGGESTION_OPTIONS_INIT.
 */
typedef struct
{
  const gint64 *origins;
  gsize n_origins;
  double level;
  guint32 seed;
  GPtrArray *types;
} SySuggestionOptions;

/**
 * SY_SUGGESTION_OPTIONS_INIT:
 *
 * No dates, a level of 0.1, seed 1, no dictionary.
 */
#define SY_SUGGESTION_OPTIONS_INIT     \
  {                                    \
    NULL, 0, SY_SIGNALS_LEVEL, 1, NULL \
  }

/**
 * SY_SUGGESTION_MAX_RULES:
 *
 * The most rules that suggestions are made for: the time grows with their square, and with their number the people
 * that are needed to tell them apart.
 */
#define SY_SUGGESTION_MAX_RULES 400

/**
 * sy_suggestion_run:
 * @log: the events
 * @model: the model
 * @options: what to look at
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the steps done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Signals, weights, leaks and redundancy of one model on the same rows.
 *
 * Weights: the log odds of what a high score should mean are fitted to the values of the rules
 * (before weight and limits, a missing attribute as 0) by sy_ridge_fit(), the penalty chosen over
 * people in five parts. The sign of an effect is held to the polarity of the rule's types in the
 * dictionary, turned by what the outcome is (its own polarity, or bad news for a churn model that
 * should rank leavers high), else to that of the weight the rule has. Weights are in points such
 * that the largest is as large as the largest there is. Groups that take the largest are fitted as
 * sums.
 *
 * Cost: with 10 million events, 500,000 people, 20 types and 20 rules some 7 s of one processor for
 * a date and 30 s for six; memory 8 bytes a person, rule and date.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %SY_STATS_ERROR_ONE_CLASS,
 * %SY_VALIDATE_ERROR_RULE (more than %SY_SUGGESTION_MAX_RULES rules that are not muted),
 * %SY_STATS_ERROR_EMPTY (no rule that is not muted and tells people apart), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the suggestion, or %NULL
 */
SY_EXTERN
SySuggestion *sy_suggestion_run (SyEventLog *log,
                                 const SyModel *model,
                                 const SySuggestionOptions *options,
                                 GCancellable *cancellable,
                                 SyProgressFunc progress,
                                 gpointer user_data,
                                 GError **error);

/**
 * sy_suggestion_ref:
 * @self: a suggestion
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SySuggestion *sy_suggestion_ref (SySuggestion *self);

/**
 * sy_suggestion_unref:
 * @self: a suggestion
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_suggestion_unref (SySuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySuggestion, sy_suggestion_unref)

G_END_DECLS
