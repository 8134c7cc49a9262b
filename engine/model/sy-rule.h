/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "core/sy-macros.h"
#include "sy-condition.h"

G_BEGIN_DECLS

/**
 * SyRuleKind:
 * @SY_RULE_EVENT: events of some types, measured
 * @SY_RULE_ATTRIBUTE: a condition or a table on an attribute of the person
 * @SY_RULE_SEQUENCE: something happened and something else did not follow
 * @SY_RULE_MILESTONE: something happened at least once
 * @SY_RULE_DATE: days until or since a date attribute
 */
typedef enum
{
  SY_RULE_EVENT,
  SY_RULE_ATTRIBUTE,
  SY_RULE_SEQUENCE,
  SY_RULE_MILESTONE,
  SY_RULE_DATE,
} SyRuleKind;

/**
 * SyMeasure:
 * @SY_MEASURE_COUNT: sum of decay factors over the kept events
 * @SY_MEASURE_AMOUNT: sum of decay factor times transformed amount
 * @SY_MEASURE_DAYS: sum over distinct local days of the latest event's decay
 * @SY_MEASURE_ONCE: decay factor of the earliest kept event, 1 without decay
 * @SY_MEASURE_LATEST: decay factor of the most recent kept event
 * @SY_MEASURE_INACTIVE: 1 when there is no match in the window, else 0
 * @SY_MEASURE_TREND: (a - b) / max (a, b) of two adjacent windows of
 *   @trend_days, 0 when both are empty
 */
typedef enum
{
  SY_MEASURE_COUNT,
  SY_MEASURE_AMOUNT,
  SY_MEASURE_DAYS,
  SY_MEASURE_ONCE,
  SY_MEASURE_LATEST,
  SY_MEASURE_INACTIVE,
  SY_MEASURE_TREND,
} SyMeasure;

/**
 * SyAmountKind:
 * @SY_AMOUNT_IDENTITY: the amount as it is
 * @SY_AMOUNT_LOG1P: log (1 + |amount|) with the amount's sign
 * @SY_AMOUNT_LIMIT: min (amount, @limit)
 */
typedef enum
{
  SY_AMOUNT_IDENTITY,
  SY_AMOUNT_LOG1P,
  SY_AMOUNT_LIMIT,
} SyAmountKind;

/**
 * SyAmountForm:
 * @kind: how an amount enters the sum
 * @limit: for %SY_AMOUNT_LIMIT; NaN otherwise
 */
typedef struct _SyAmountForm
{
  SyAmountKind kind;
  double limit;
} SyAmountForm;

/**
 * SyDecayKind:
 * @SY_DECAY_NONE: always 1
 * @SY_DECAY_EXPONENTIAL: 0.5^(age / half_life)
 * @SY_DECAY_LINEAR: max (0, 1 - age / span)
 * @SY_DECAY_STEPS: factor of the first step with age <= until, else 0
 */
typedef enum
{
  SY_DECAY_NONE,
  SY_DECAY_EXPONENTIAL,
  SY_DECAY_LINEAR,
  SY_DECAY_STEPS,
} SyDecayKind;

/**
 * SyDecayStep:
 * @until_days: the step's last age in days, inclusive
 * @factor: the factor up to there
 */
typedef struct _SyDecayStep
{
  double until_days;
  double factor;
} SyDecayStep;

/**
 * SyDecay:
 * @kind: the form
 * @half_life_days: for exponential, more than 0; NaN otherwise
 * @span_days: for linear, more than 0; NaN otherwise
 * @steps: (array length=n_steps) (nullable): for steps, in document order
 * @n_steps: at least 1 for steps
 */
typedef struct _SyDecay
{
  SyDecayKind kind;
  double half_life_days;
  double span_days;
  SyDecayStep *steps;
  gsize n_steps;
} SyDecay;

/**
 * SyShape:
 * @SY_SHAPE_NONE: the value as it is
 * @SY_SHAPE_SQRT: square root of |value| with the value's sign
 * @SY_SHAPE_LOG1P: log (1 + |value|) with the value's sign
 */
typedef enum
{
  SY_SHAPE_NONE,
  SY_SHAPE_SQRT,
  SY_SHAPE_LOG1P,
} SyShape;

/**
 * SyExposureKind:
 * @SY_EXPOSURE_NONE: not divided
 * @SY_EXPOSURE_ACTIVE_DAYS: distinct local days with any event in the window
 * @SY_EXPOSURE_EVENTS: number of events of @types in the window
 * @SY_EXPOSURE_ATTRIBUTE: a numeric attribute
 */
typedef enum
{
  SY_EXPOSURE_NONE,
  SY_EXPOSURE_ACTIVE_DAYS,
  SY_EXPOSURE_EVENTS,
  SY_EXPOSURE_ATTRIBUTE,
} SyExposureKind;

/**
 * SyExposure:
 * @kind: what the measure is divided by, as max (1, x)
 * @types: (array zero-terminated=1) (nullable): for %SY_EXPOSURE_EVENTS
 * @attribute: (nullable): for %SY_EXPOSURE_ATTRIBUTE; missing counts as 1
 */
typedef struct _SyExposure
{
  SyExposureKind kind;
  char **types;
  char *attribute;
} SyExposure;

/**
 * SyComponent:
 * @SY_COMPONENT_DERIVED: what its kind and measure say, see sy_rule_get_component()
 * @SY_COMPONENT_RECENCY: how lately something was done
 * @SY_COMPONENT_FREQUENCY: how often
 * @SY_COMPONENT_DEPTH: how far, and how widely: steps reached, what someone is
 * @SY_COMPONENT_VALUE: how much it was worth
 *
 * The part of a score that a rule belongs to.
 */
typedef enum
{
  SY_COMPONENT_DERIVED,
  SY_COMPONENT_RECENCY,
  SY_COMPONENT_FREQUENCY,
  SY_COMPONENT_DEPTH,
  SY_COMPONENT_VALUE,
} SyComponent;

/**
 * SyPolarity:
 * @SY_POLARITY_DERIVED: what the event dictionary says of its types, else the sign of
 *   its weight; see sy_rule_is_friction()
 * @SY_POLARITY_POSITIVE: what it measures is good news
 * @SY_POLARITY_NEGATIVE: what it measures is bad news: its points are friction
 *
 * Whether what a rule measures is good news. It changes no score.
 */
typedef enum
{
  SY_POLARITY_DERIVED,
  SY_POLARITY_POSITIVE,
  SY_POLARITY_NEGATIVE,
} SyPolarity;

/**
 * SyMultiplierKind:
 * @SY_MULTIPLIER_NONE: the value stays as it is
 * @SY_MULTIPLIER_DATE: by the days until a date attribute
 * @SY_MULTIPLIER_FIRST_EVENT: by the days since the person's first event
 */
typedef enum
{
  SY_MULTIPLIER_NONE,
  SY_MULTIPLIER_DATE,
  SY_MULTIPLIER_FIRST_EVENT,
} SyMultiplierKind;

/**
 * SyMultiplier:
 * @kind: what the days are counted to
 * @attribute: (nullable): for date: the attribute's name
 * @from_days: lower bound of the days, as in #SyPersonTest
 * @to_days: upper bound
 * @inside: the factor while the days are in the bounds, 0 to 1,000,000
 * @outside: the factor otherwise, and without such a date; 1 by default
 */
typedef struct _SyMultiplier
{
  SyMultiplierKind kind;
  char *attribute;
  double from_days;
  double to_days;
  double inside;
  double outside;
} SyMultiplier;

/**
 * SyTableRow:
 * @value: (nullable): the category, compared byte by byte; %NULL for a range
 * @min: lower bound, inclusive; NaN for none (ranges only)
 * @max: upper bound, exclusive; NaN for none (ranges only)
 * @points: the value of the rule when this is the first row that matches
 */
typedef struct _SyTableRow
{
  char *value;
  double min;
  double max;
  double points;
} SyTableRow;

/**
 * SY_SEASON_WEEKS:
 *
 * Factors in a season: one for each ISO week.
 */
#define SY_SEASON_WEEKS 53

/**
 * SyRule:
 * @id: unique in the model; 1 to 64 of the characters A-Z a-z 0-9 _ . -
 * @label: (nullable): what people read; sy_rule_get_label() falls back to @id
 * @kind: the kind
 * @muted: scores 0 points while set; keeps its place and weight
 * @component: the part of the score its points are reported in
 * @polarity: whether its points are reported as friction
 * @types: (array zero-terminated=1) (nullable): event and milestone: the event
 *   types that match, at least one
 * @where: (nullable): event, milestone and sequence (its first events):
 *   conditions on the events; attribute: on attributes. Always an
 *   %SY_CONDITION_ALL node, or %NULL for none
 * @measure: event: what is computed
 * @amount: event with %SY_MEASURE_AMOUNT: how an amount enters
 * @window_days: event, sequence, milestone: only events in [t - window, t);
 *   NaN for all time
 * @trend_days: event with %SY_MEASURE_TREND: width of each window; else NaN
 * @daily_cap: event, milestone: matches kept in a local day; -1 for all
 * @max_occurrences: event, milestone: most recent matches kept; -1 for all
 * @decay: event, milestone: the decay over age
 * @per: event: the exposure it is divided by
 * @season: (array length=n_season) (nullable): event with %SY_MEASURE_COUNT, %SY_MEASURE_AMOUNT
 *   or %SY_MEASURE_DAYS and a window, or with %SY_MEASURE_TREND: how busy each ISO week is
 *   against an average one, more than 0, week 1 first; frozen, see sy_freeze_season(). The measure
 *   is divided by the mean over the local days of its window, and not at all without a window;
 *   %NULL for none
 * @n_season: %SY_SEASON_WEEKS, or 0
 * @shape: event: applied to the measure
 * @code_edges: (array length=n_code_edges) (nullable): event: rising; the value after the
 *   shape becomes a code: 0 for a value of 0, else 1 plus the number of edges at or below
 *   it; frozen, see sy_freeze_codes(); %NULL for none
 * @n_code_edges: number of edges
 * @first: (array zero-terminated=1) (nullable): sequence: types of event A
 * @unless: (array zero-terminated=1) (nullable): sequence: types of event B
 * @within_days: sequence: B must follow in [a, a + within]; else NaN
 * @within_days_of_first: milestone: only when at most this long after the
 *   person's first event of any type; NaN for any time
 * @attribute: (nullable): attribute, date: the attribute's name
 * @table: (array length=n_table) (nullable): attribute: the first row that
 *   matches gives the value; no row gives 0; %NULL when @where decides
 * @n_table: rows in @table
 * @missing_points: attribute: points for people without @attribute, as they
 *   are: never multiplied by @weight; 0 by default
 * @from_days: date: days from the local day before t to the attribute's day,
 *   lower bound, inclusive; negative is in the past; NaN for none
 * @to_days: date: upper bound, inclusive; NaN for none
 * @only_if: (nullable): conditions on the person: tests on attributes and #SyPersonTest; where
 *   they do not hold the value is 0, also of an attribute rule whose attribute is missing
 * @multiplier: what the value is multiplied with where they hold. Both come after shape and codes
 *   and before the weight, so before the limits of the points
 * @points_min: lower clamp of the rule's points; NaN for none
 * @points_max: upper clamp of the rule's points; NaN for none
 * @weight: points for a value of 1; 1 by default
 *
 * One rule. Fields that the kind does not use hold their absent value:
 * %NULL, NaN, -1 or the enumeration's first value.
 */
typedef struct _SyRule
{
  char *id;
  char *label;
  SyRuleKind kind;
  gboolean muted;
  SyComponent component;
  SyPolarity polarity;

  char **types;
  SyCondition *where;
  SyMeasure measure;
  SyAmountForm amount;
  double window_days;
  double trend_days;
  int daily_cap;
  int max_occurrences;
  SyDecay decay;
  SyExposure per;
  double *season;
  gsize n_season;
  SyShape shape;
  double *code_edges;
  gsize n_code_edges;

  char **first;
  char **unless;
  double within_days;
  double within_days_of_first;

  char *attribute;
  SyTableRow *table;
  gsize n_table;
  double missing_points;
  double from_days;
  double to_days;

  SyCondition *only_if;
  SyMultiplier multiplier;

  double points_min;
  double points_max;
  double weight;
} SyRule;

/**
 * sy_rule_new:
 * @id: the id
 * @kind: the kind
 *
 * Returns: (transfer full): a rule with every other field at its default
 */
SY_EXTERN
SyRule *sy_rule_new (const char *id,
                     SyRuleKind kind);

/**
 * sy_rule_copy:
 * @self: a rule
 *
 * Returns: (transfer full): a deep copy
 */
SY_EXTERN
SyRule *sy_rule_copy (const SyRule *self);

/**
 * sy_rule_free:
 * @self: (nullable) (transfer full): a rule
 */
SY_EXTERN
void sy_rule_free (SyRule *self);

/**
 * sy_rule_get_label:
 * @self: a rule
 *
 * Returns: (transfer none): the label, or the id when there is none
 */
SY_EXTERN
const char *sy_rule_get_label (const SyRule *self);

/**
 * sy_rule_equal:
 * @a: a rule
 * @b: a rule
 *
 * Returns: %TRUE when both say the same in every field
 */
SY_EXTERN
gboolean sy_rule_equal (const SyRule *a,
                        const SyRule *b);

/**
 * sy_rule_value_equal:
 * @a: a rule
 * @b: a rule
 *
 * Whether both rules give every person the same value: all fields but @id,
 * @label, @muted, @component, @polarity, @weight, @points_min, @points_max and
 * @missing_points.
 * A cache of value columns may key on this and sy_rule_value_hash().
 * Returns: %TRUE when the value columns are the same
 */
SY_EXTERN
gboolean sy_rule_value_equal (const SyRule *a,
                              const SyRule *b);

/**
 * sy_rule_value_hash:
 * @self: a rule
 *
 * Returns: a hash, equal for rules that sy_rule_value_equal() calls equal
 */
SY_EXTERN
guint sy_rule_value_hash (const SyRule *self);

/**
 * sy_rule_get_component:
 * @self: a rule
 *
 * The rule's @component, or when it names none, by its kind and measure: "latest",
 * "inactive" and date rules are recency; "count", "days" and "trend" are frequency;
 * "amount" is value; "once", milestones, sequences and attributes are depth.
 * Returns: a component other than %SY_COMPONENT_DERIVED
 */
SY_EXTERN
SyComponent sy_rule_get_component (const SyRule *self);

/**
 * sy_rule_add_type:
 * @self: a rule
 * @type: an event type, added to @types
 */
SY_EXTERN
void sy_rule_add_type (SyRule *self,
                       const char *type);

/**
 * sy_rule_describe:
 * @self: a rule
 *
 * One line for people, such as `purchase, count, last 365 days, at most 3 a
 * day, half-life 45 days`.
 * Returns: (transfer full): the text
 */
SY_EXTERN
char *sy_rule_describe (const SyRule *self);

/**
 * sy_rule_get_code:
 * @self: an event rule
 * @value: a value after the shape, finite
 *
 * A value reaches an edge that it equals in 12 significant digits.
 * Returns: the code of @value when the rule has @code_edges, else @value
 */
SY_EXTERN
double sy_rule_get_code (const SyRule *self,
                         double value);

/**
 * sy_decay_at:
 * @self: a decay
 * @age_days: 0 or more
 *
 * Source: design of the scoring contract; inclusive step bounds.
 * Returns: the factor at that age, 0 to 1 (steps: as declared)
 */
SY_EXTERN
double sy_decay_at (const SyDecay *self,
                    double age_days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRule, sy_rule_free)

G_END_DECLS
