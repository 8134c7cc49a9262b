/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "core/sy-macros.h"
#include "sy-condition.h"
#include "sy-course.h"
#include "sy-rule.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-model
 *
 * The model document: what is counted, how much it is worth, how a score is
 * scaled and cut into bands, and which outcome it is held against. A public
 * tree of structs; treat a model as immutable once another part of the program
 * has seen it: edit with sy_model_copy(), change the copy, share the copy.
 * A shared model may be read from any thread.
 *
 * Absent numbers are NaN, absent integers -1, absent texts and lists %NULL.
 */

/**
 * SyModelError:
 * @SY_MODEL_ERROR_SYNTAX: the text is not JSON; the message gives line and column
 * @SY_MODEL_ERROR_VERSION: not a model document, or written by a newer program
 * @SY_MODEL_ERROR_INVALID: a key is unknown, missing, of the wrong type or out
 *   of range; the message starts with the path, `$.groups[0].rules[2].weight: `
 */
typedef enum
{
  SY_MODEL_ERROR_SYNTAX,
  SY_MODEL_ERROR_VERSION,
  SY_MODEL_ERROR_INVALID,
} SyModelError;

/**
 * SY_MODEL_ERROR:
 *
 * The domain of #SyModelError.
 */
#define SY_MODEL_ERROR (sy_model_error_quark ())
SY_EXTERN
GQuark sy_model_error_quark (void);

/**
 * SY_MODEL_FORMAT_VERSION:
 *
 * The version of the document that this program writes.
 */
#define SY_MODEL_FORMAT_VERSION 1

/**
 * SY_MODEL_MAX_NUMBER:
 *
 * The largest number, in size, that a document may give a weight, a bound or a factor.
 */
#define SY_MODEL_MAX_NUMBER 1e15

/**
 * SY_MODEL_MAX_BANDS:
 *
 * The most bands a model can have.
 */
#define SY_MODEL_MAX_BANDS 32

/**
 * SyPurpose:
 * @SY_PURPOSE_OTHER: none of the below
 * @SY_PURPOSE_ENGAGEMENT: how active someone is
 * @SY_PURPOSE_INTENT: how close to a purchase or an upgrade
 * @SY_PURPOSE_CHURN: how likely to leave
 * @SY_PURPOSE_ONBOARDING: how far activation has come
 * @SY_PURPOSE_HEALTH: how well an account does
 * @SY_PURPOSE_VALUE: how much someone is worth
 */
typedef enum
{
  SY_PURPOSE_OTHER,
  SY_PURPOSE_ENGAGEMENT,
  SY_PURPOSE_INTENT,
  SY_PURPOSE_CHURN,
  SY_PURPOSE_ONBOARDING,
  SY_PURPOSE_HEALTH,
  SY_PURPOSE_VALUE,
} SyPurpose;

/**
 * SyEntity:
 * @SY_ENTITY_PERSON: people are scored
 * @SY_ENTITY_ACCOUNT: people are rolled up to accounts
 */
typedef enum
{
  SY_ENTITY_PERSON,
  SY_ENTITY_ACCOUNT,
} SyEntity;

/**
 * SyOutcomeKind:
 * @SY_OUTCOME_NONE: the model has no outcome yet
 * @SY_OUTCOME_EVENT: at least one match in the outcome window
 * @SY_OUTCOME_ABSENCE: no match in the outcome window
 * @SY_OUTCOME_COUNT: at least @count matches
 * @SY_OUTCOME_AMOUNT: amounts of the matches sum to at least @amount
 * @SY_OUTCOME_IMPORTED: a row of the outcomes table named @name in the window
 */
typedef enum
{
  SY_OUTCOME_NONE,
  SY_OUTCOME_EVENT,
  SY_OUTCOME_ABSENCE,
  SY_OUTCOME_COUNT,
  SY_OUTCOME_AMOUNT,
  SY_OUTCOME_IMPORTED,
} SyOutcomeKind;

/**
 * SyDirection:
 * @SY_DIRECTION_MORE: a higher score should mean more of the outcome
 * @SY_DIRECTION_LESS: a higher score should mean less of it
 */
typedef enum
{
  SY_DIRECTION_MORE,
  SY_DIRECTION_LESS,
} SyDirection;

/**
 * SyOutcomeSpec:
 * @kind: the kind; with %SY_OUTCOME_NONE all else is unset
 * @name: (nullable): what people read; for imported the outcome's name
 * @types: (array zero-terminated=1) (nullable): event types, all kinds but imported
 * @where: (nullable): conditions on those events, as in #SyRule
 * @count: for count: how many; -1 otherwise
 * @amount: for amount: how much; NaN otherwise
 * @horizon_days: length H of the outcome window [t + gap, t + gap + H), more than 0
 * @gap_days: 0 or more
 * @once: people who had the outcome before t are taken out
 * @direction: which way a good score points
 */
typedef struct _SyOutcomeSpec
{
  SyOutcomeKind kind;
  char *name;
  char **types;
  SyCondition *where;
  int count;
  double amount;
  double horizon_days;
  double gap_days;
  gboolean once;
  SyDirection direction;
} SyOutcomeSpec;

/**
 * SyPopulationSpec:
 * @seen_within_days: only people with an unmarked event in [t - this, t); NaN for
 *   an event at any time before t
 * @types: (array zero-terminated=1) (nullable): the event that makes someone a
 *   member must be of one of these types; %NULL for any type
 * @where: (nullable): conditions on attributes (field names an attribute)
 *
 * Who is scored. People without an event before t never are.
 */
typedef struct _SyPopulationSpec
{
  double seen_within_days;
  char **types;
  SyCondition *where;
} SyPopulationSpec;

/**
 * SyCombine:
 * @SY_COMBINE_SUM: group points are the sum of the rules' points
 * @SY_COMBINE_MAX: group points are the largest of the rules' points
 */
typedef enum
{
  SY_COMBINE_SUM,
  SY_COMBINE_MAX,
} SyCombine;

/**
 * SyRuleGroup:
 * @name: unique in the model, not empty
 * @combine: how the points of the rules come together; muted rules take no part
 * @p95: what the combined points are divided by before the clamp, more than 0: the 95th
 *   percentile of the population when it was frozen, see sy_freeze_p95(); NaN for none
 * @weight: factor on the clamped points, 1 by default
 * @points_min: lower clamp before the weight; NaN for none
 * @points_max: upper clamp before the weight; NaN for none
 * @rules: (element-type SyRule): owned rules, in document order
 */
typedef struct _SyRuleGroup
{
  char *name;
  SyCombine combine;
  double p95;
  double weight;
  double points_min;
  double points_max;
  GPtrArray *rules;
} SyRuleGroup;

/**
 * SyScaleKind:
 * @SY_SCALE_NONE: the score is the raw score
 * @SY_SCALE_RANGE: 100 * (S - lo) / (hi - lo), clamped to 0..100
 * @SY_SCALE_PERCENTILE: mid-rank percent of S in the reference
 * @SY_SCALE_LOGISTIC: 100 / (1 + exp (-(b0 + b1 * S)))
 */
typedef enum
{
  SY_SCALE_NONE,
  SY_SCALE_RANGE,
  SY_SCALE_PERCENTILE,
  SY_SCALE_LOGISTIC,
} SyScaleKind;

/**
 * SyScaleSpec:
 * @kind: the kind
 * @lo: range: the raw score that becomes 0; NaN otherwise
 * @hi: range: the raw score that becomes 100; NaN otherwise
 * @b0: logistic: intercept; NaN otherwise
 * @b1: logistic: slope; NaN otherwise
 * @reference: (array length=n_reference) (nullable): percentile: raw scores in
 *   ascending order, frozen when the version was published; %NULL in a draft,
 *   which is ranked among the people (accounts, of their own scale) scored with it
 * @n_reference: number of raw scores
 */
typedef struct _SyScaleSpec
{
  SyScaleKind kind;
  double lo;
  double hi;
  double b0;
  double b1;
  double *reference;
  gsize n_reference;
} SyScaleSpec;

/**
 * SyLayerKind:
 * @SY_LAYER_NONE: the model says no probability of its own
 * @SY_LAYER_LOGISTIC: 1 / (1 + exp (-(b0 + b1 S))) of the raw score S
 * @SY_LAYER_ISOTONIC: read off a table of raw scores, between its rows in a straight line, level
 *   outside
 * @SY_LAYER_RULES: 1 / (1 + exp (-(b0 + sum of b_r v_r))) of the values v_r of rules, as in
 *   sy_scores_get_rule_values(): a missing attribute as 0, muted rules left out
 *
 * How the probability of the outcome is made.
 */
typedef enum
{
  SY_LAYER_NONE,
  SY_LAYER_LOGISTIC,
  SY_LAYER_ISOTONIC,
  SY_LAYER_RULES,
} SyLayerKind;

/**
 * SyCoefficient:
 * @rule: id of a rule; one that the model has not counts nothing
 * @b: log odds per unit of its value
 */
typedef struct _SyCoefficient
{
  char *rule;
  double b;
} SyCoefficient;

/**
 * SyLayerSpec:
 * @kind: how the probability is made
 * @b0: logistic, rules: intercept; NaN otherwise
 * @b1: logistic: slope per point of the raw score; NaN otherwise
 * @raw: (array length=n_raw) (nullable): isotonic: raw scores, rising
 * @n_raw: number of them
 * @p: (array length=n_p) (nullable): isotonic: the probability at each, 0 to 1
 * @n_p: as many
 * @rules: (array length=n_rules) (nullable): rules: each rule once
 * @n_rules: number of them
 * @blend: the part of the shown score that is made of the probability, 0 (none, the default) to 1:
 *   (1 - blend) * scaled + blend * 100 * p, where p is turned to 1 - p when a higher score should
 *   mean less of the outcome. More than 0 only with a scale
 *
 * The calibrated layer of a model, frozen like its scale: fitted once, see sy_calibration_run(),
 * and part of the version.
 */
typedef struct _SyLayerSpec
{
  SyLayerKind kind;
  double b0;
  double b1;
  double *raw;
  gsize n_raw;
  double *p;
  gsize n_p;
  SyCoefficient *rules;
  gsize n_rules;
  double blend;
} SyLayerSpec;

/**
 * SyDisplay:
 * @SY_DISPLAY_NUMBER: the score with one decimal: 72.4
 * @SY_DISPLAY_LETTER: the letter of the band, A the highest: B
 * @SY_DISPLAY_PERCENT: the score as a percentage of its scale: 72 %; as a number when the model
 *   has no scale
 *
 * How people read the score: a view of the same score and the same bands.
 */
typedef enum
{
  SY_DISPLAY_NUMBER,
  SY_DISPLAY_LETTER,
  SY_DISPLAY_PERCENT,
} SyDisplay;

/**
 * SyPlaybook:
 * @goal: (nullable): what the band is for
 * @action: (nullable): what to do
 * @channels: (array zero-terminated=1) (nullable): where
 * @offer_rule: (nullable): which offer, and when none
 * @frequency_cap: (nullable): how often at most
 * @suppress_when: (nullable): when not to act
 * @success_metric: (nullable): how success is measured
 * @owner: (nullable): who answers for it
 */
typedef struct _SyPlaybook
{
  char *goal;
  char *action;
  char **channels;
  char *offer_rule;
  char *frequency_cap;
  char *suppress_when;
  char *success_metric;
  char *owner;
} SyPlaybook;

/**
 * SyBand:
 * @name: unique in the model (among the bands of accounts, in #SyAccountSpec), not empty
 * @min: lower bound, inclusive. The first band has no lower bound in effect: its
 *   @min is the lower end of the scale (0 with a range, percentile or logistic
 *   scale) or NaN
 * @where: (nullable): of a band of accounts only: what must also hold, see #SyAccountSpec
 * @courses: of a band of people only: bits `1 << SyCourse` of the courses that the score must be on; 0
 *   for any
 * @change: of a band of people only: how far the score must have moved
 * @playbook: what the band means for action
 *
 * A person has the highest band whose bound the score reaches and whose course and change hold; the
 * first has neither.
 */
typedef struct _SyBand
{
  char *name;
  double min;
  SyCondition *where;
  guint courses;
  SyScoreMove change;
  SyPlaybook playbook;
} SyBand;

/**
 * SyRollUp:
 * @SY_ROLL_UP_NONE: the model does not say
 * @SY_ROLL_UP_SUM: the sum of the members' raw scores
 * @SY_ROLL_UP_MEAN: their mean
 * @SY_ROLL_UP_MAX: the largest of them
 * @SY_ROLL_UP_TOP: the mean of the @top largest, of all when there are fewer
 * @SY_ROLL_UP_ROLE: the sum of the raw scores times the weight of the member's role
 *
 * How the raw scores of people become the one of their account. Each member counts once.
 */
typedef enum
{
  SY_ROLL_UP_NONE,
  SY_ROLL_UP_SUM,
  SY_ROLL_UP_MEAN,
  SY_ROLL_UP_MAX,
  SY_ROLL_UP_TOP,
  SY_ROLL_UP_ROLE,
} SyRollUp;

/**
 * SyRoleWeight:
 * @role: a role in an account, compared bytewise
 * @weight: factor on the raw score of who has it
 */
typedef struct _SyRoleWeight
{
  char *role;
  double weight;
} SyRoleWeight;

/** SY_ACCOUNT_ACTIVE_DAYS: the days within which an active member was seen, unless told. */
#define SY_ACCOUNT_ACTIVE_DAYS 30

/**
 * SyAccountInputs:
 * @active_days: a member with an event in so many days before t is active
 * @seats: (nullable): attribute with the number of seats that were bought
 * @features: (array zero-terminated=1) (nullable): event types, one a feature
 * @renewal: (nullable): attribute with the date of the next renewal
 * @billing: (nullable): attribute with the state of the bills
 * @owner: (nullable): attribute with who looks after the account
 *
 * Where the figures of an account come from, besides its members.
 */
typedef struct _SyAccountInputs
{
  double active_days;
  char *seats;
  char **features;
  char *renewal;
  char *billing;
  char *owner;
} SyAccountInputs;

/**
 * SyAccountSpec:
 * @kind: the roll-up; %SY_ROLL_UP_NONE: all else is unset
 * @top: for top: of how many the mean is taken; -1 otherwise
 * @roles: (array length=n_roles) (nullable): for role: the weights; of several roles of a member
 *   the largest weight counts
 * @n_roles: number of them
 * @other_weight: for role: the weight of other roles and of none, 1 by default
 * @inputs: where the figures of accounts come from
 * @scale: the scale of accounts, when they have bands of their own
 * @bands: (element-type SyBand): bands of accounts, ascending; empty: accounts have the
 *   scale and the bands of people. An account has the highest band whose bound it reaches and whose
 *   conditions, on figures and attributes of accounts, hold; the first has none
 *
 * What the model says of accounts.
 */
typedef struct _SyAccountSpec
{
  SyRollUp kind;
  int top;
  SyRoleWeight *roles;
  gsize n_roles;
  double other_weight;
  SyAccountInputs inputs;
  SyScaleSpec scale;
  GPtrArray *bands;
} SyAccountSpec;

/**
 * SyLifecycleSpec:
 * @types: (array zero-terminated=1) (nullable): the events that count as being here; %NULL for any
 * @new_days: who was first seen less than so many days before t is new
 * @lapsing_days: who was last seen so many days before t or more is lapsing
 * @dormant_days: and dormant from so many days on, at least @lapsing_days
 * @trend_days: the last so many days are held against as many before
 * @trend_drop: who came down by this share or more is lapsing: more than 0, at most 1
 *
 * The thresholds of the stages of a lifecycle.
 */
typedef struct _SyLifecycleSpec
{
  char **types;
  double new_days;
  double lapsing_days;
  double dormant_days;
  double trend_days;
  double trend_drop;
} SyLifecycleSpec;

/**
 * SyModel:
 * @name: not empty
 * @purpose: what the score is about
 * @entity: what is scored
 * @description: (nullable): free text
 * @outcome: what the score is held against
 * @population: who is scored
 * @groups: (element-type SyRuleGroup): owned groups, in document order
 * @score_min: lower clamp of the raw score; NaN for none
 * @score_max: upper clamp of the raw score; NaN for none
 * @scale: from the raw score to what people read
 * @probability: how probable the outcome is, and what part of the score is made of it
 * @display: how people read it
 * @bands: (element-type SyBand): owned bands, ascending; at least one
 * @account: how people are rolled up to accounts
 * @lifecycle: the stages of people, which have no part in the score
 *
 * A whole model. Reference-counted.
 */
typedef struct _SyModel
{
  char *name;
  SyPurpose purpose;
  SyEntity entity;
  char *description;
  SyOutcomeSpec outcome;
  SyPopulationSpec population;
  GPtrArray *groups;
  double score_min;
  double score_max;
  SyScaleSpec scale;
  SyLayerSpec probability;
  SyDisplay display;
  GPtrArray *bands;
  SyAccountSpec account;
  SyLifecycleSpec lifecycle;
} SyModel;

/**
 * sy_model_new:
 * @name: the model's name
 *
 * Makes a model without groups or outcome, on a 0 to 100 range scale, with one
 * band "All".
 * Returns: (transfer full): a new model
 */
SY_EXTERN
SyModel *sy_model_new (const char *name);

/**
 * sy_model_from_json:
 * @text: a model document, UTF-8
 * @length: its length in bytes, or -1 when nul-terminated
 * @error: return location, or %NULL
 *
 * Reads a document, strictly: nothing in it is skipped, guessed or rounded.
 * Errors: %SY_MODEL_ERROR_SYNTAX, %SY_MODEL_ERROR_VERSION,
 * %SY_MODEL_ERROR_INVALID, each with the place and what to do about it.
 * Returns: (transfer full): the model, or %NULL
 */
SY_EXTERN
SyModel *sy_model_from_json (const char *text,
                             gssize length,
                             GError **error);

/**
 * sy_model_to_json:
 * @self: a model
 *
 * Writes the document in its one canonical form: stable key order, defaults left
 * out, two spaces, shortest numbers, a newline at the end. The same model always
 * gives the same bytes, and sy_model_from_json() reads them back as an equal model.
 * Returns: (transfer full): the text
 */
SY_EXTERN
char *sy_model_to_json (const SyModel *self);

/**
 * sy_model_sha256:
 * @self: a model
 *
 * Returns: (transfer full): SHA-256 of sy_model_to_json() in lower-case hex
 */
SY_EXTERN
char *sy_model_sha256 (const SyModel *self);

/**
 * sy_model_ref:
 * @self: a model
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyModel *sy_model_ref (SyModel *self);

/**
 * sy_model_unref:
 * @self: (transfer full): a model
 */
SY_EXTERN
void sy_model_unref (SyModel *self);

/**
 * sy_model_copy:
 * @self: a model
 *
 * Returns: (transfer full): a deep copy to edit
 */
SY_EXTERN
SyModel *sy_model_copy (const SyModel *self);

/**
 * sy_model_equal:
 * @a: a model
 * @b: a model
 *
 * Returns: %TRUE when both have the same canonical text
 */
SY_EXTERN
gboolean sy_model_equal (const SyModel *a,
                         const SyModel *b);

/**
 * sy_model_check:
 * @self: a model, possibly edited by hand
 * @error: return location, or %NULL
 *
 * The checks of sy_model_from_json() on a tree that was built or edited in memory.
 * Errors: %SY_MODEL_ERROR_INVALID with the path.
 * Returns: %TRUE when the model can be written, read back and scored
 */
SY_EXTERN
gboolean sy_model_check (const SyModel *self,
                         GError **error);

/**
 * sy_model_check_publishable:
 * @self: a valid model
 * @error: return location, or %NULL
 *
 * What a version needs beyond a draft: an outcome with its horizon, and at least
 * one rule that is not muted. Errors: %SY_MODEL_ERROR_INVALID with the path.
 * Returns: %TRUE when the model may be published
 */
SY_EXTERN
gboolean sy_model_check_publishable (const SyModel *self,
                                     GError **error);

/**
 * sy_model_get_warnings:
 * @self: a valid model
 *
 * What is allowed but probably not meant: steps out of order, a threshold that
 * the scale cannot reach, a rule that never adds points, an outcome without name.
 * Returns: (transfer full) (array zero-terminated=1): lines that start with the
 *   path; empty when there is nothing to say
 */
SY_EXTERN
char **sy_model_get_warnings (const SyModel *self);

/**
 * sy_model_diff:
 * @a: the older model
 * @b: the newer model
 *
 * Returns: (transfer full) (array zero-terminated=1): one readable line for each
 *   change, in document order: `rule "purchase": weight 4 → 5`; empty when equal
 */
SY_EXTERN
char **sy_model_diff (const SyModel *a,
                      const SyModel *b);

/**
 * sy_model_find_rule:
 * @self: a model
 * @id: a rule's id
 * @out_group: (out) (optional): index of its group
 * @out_rule: (out) (optional): its index in the group
 *
 * Returns: (transfer none) (nullable): the rule, or %NULL when there is none
 */
SY_EXTERN
SyRule *sy_model_find_rule (const SyModel *self,
                            const char *id,
                            guint *out_group,
                            guint *out_rule);

/**
 * sy_model_find_rule_index:
 * @self: a model
 * @id: a rule's id
 * @out_index: (out): its index through all groups, as in sy_scores_get_rule_values()
 *
 * Returns: %TRUE when there is such a rule
 */
SY_EXTERN
gboolean sy_model_find_rule_index (const SyModel *self,
                                   const char *id,
                                   gsize *out_index);

/**
 * sy_model_get_n_rules:
 * @self: a model
 *
 * Returns: the number of rules in all groups, muted ones included
 */
SY_EXTERN
guint sy_model_get_n_rules (const SyModel *self);

/**
 * sy_model_get_group:
 * @self: a model
 * @index: less than `groups->len`
 *
 * Returns: (transfer none): the group
 */
SY_EXTERN
SyRuleGroup *sy_model_get_group (const SyModel *self,
                                 guint index);

/**
 * sy_model_get_band:
 * @self: a model
 * @index: less than `bands->len`
 *
 * Returns: (transfer none): the band
 */
SY_EXTERN
SyBand *sy_model_get_band (const SyModel *self,
                           guint index);

/**
 * sy_model_find_band:
 * @self: a model
 * @score: a scaled score, finite
 *
 * What bands ask of the course is not looked at, see sy_scorer_score().
 * Returns: index of the highest band whose bound @score reaches
 */
SY_EXTERN
guint sy_model_find_band (const SyModel *self,
                          double score);

/**
 * sy_model_find_band_named:
 * @self: a model
 * @name: name of a band, compared byte by byte
 * @out_band: (out) (optional): index of the first band of that name; left alone when there is none
 *
 * Returns: whether @self has a band of that name
 */
SY_EXTERN
gboolean sy_model_find_band_named (const SyModel *self,
                                   const char *name,
                                   guint *out_band);

/**
 * sy_band_asks_course:
 * @self: a band of people
 *
 * Returns: whether more is asked than a score: its course or how far it moved
 */
SY_EXTERN
gboolean sy_band_asks_course (const SyBand *self);

/**
 * sy_band_clear_course:
 * @self: a band being edited
 *
 * Lets it ask for a score only, as the first band must.
 */
SY_EXTERN
void sy_band_clear_course (SyBand *self);

/**
 * sy_model_asks_course:
 * @self: a model
 *
 * Returns: whether one of the bands of people does: then bands cost earlier scorings
 */
SY_EXTERN
gboolean sy_model_asks_course (const SyModel *self);

/**
 * sy_model_without_course:
 * @self: a model
 *
 * Returns: (transfer full): @self, or a copy whose bands ask for a score only: what bands are made of
 *   when nothing is asked of the course, and the model that courses are computed with
 */
SY_EXTERN
SyModel *sy_model_without_course (const SyModel *self);

/**
 * sy_model_set_layer:
 * @self: a model being edited
 * @layer: (nullable): what its @probability becomes, copied; %NULL for none
 */
SY_EXTERN
void sy_model_set_layer (SyModel *self,
                         const SyLayerSpec *layer);

/**
 * sy_layer_spec_clear:
 * @self: a layer
 *
 * Frees what it holds and makes it that of a model without one.
 */
SY_EXTERN
void sy_layer_spec_clear (SyLayerSpec *self);

/**
 * sy_layer_spec_equal:
 * @a: a layer
 * @b: a layer
 *
 * Returns: %TRUE when both say the same
 */
SY_EXTERN
gboolean sy_layer_spec_equal (const SyLayerSpec *a,
                              const SyLayerSpec *b);

/**
 * sy_model_new_for_accounts:
 * @self: a model
 *
 * Returns: (transfer full): a copy whose scale and bands are those of accounts, whose entity is
 *   the account, and which says no probability, which is one of people: what bands and figures of
 *   account scores are made with
 */
SY_EXTERN
SyModel *sy_model_new_for_accounts (const SyModel *self);

/**
 * sy_model_get_letter:
 * @self: a model
 * @band: index of a band, less than `bands->len`
 *
 * Returns: (transfer full): the letter of a band: A for the highest, down to Z, then AA
 */
SY_EXTERN
char *sy_model_get_letter (const SyModel *self,
                           guint band);

/**
 * sy_model_format_score:
 * @self: a model
 * @score: a scaled score, finite
 *
 * The score as the model's @display says. Letters are those of the band that holds the score;
 * percent is of the 0 to 100 scale, rounded to a whole one.
 * Returns: (transfer full): `72.4`, `B` or `72 %`, in no locale
 */
SY_EXTERN
char *sy_model_format_score (const SyModel *self,
                             double score);

/**
 * sy_model_format_band:
 * @self: a model
 * @band: index of a band, less than `bands->len`
 *
 * Returns: (transfer full): the band's name, with what the model's @display adds: `Loyal`,
 *   `B Loyal` or `50–75 % Loyal`
 */
SY_EXTERN
char *sy_model_format_band (const SyModel *self,
                            guint band);

/**
 * sy_rule_group_new:
 * @name: the group's name
 *
 * Returns: (transfer full): an empty group that sums, weight 1
 */
SY_EXTERN
SyRuleGroup *sy_rule_group_new (const char *name);

/**
 * sy_rule_group_free:
 * @self: (nullable) (transfer full): a group
 */
SY_EXTERN
void sy_rule_group_free (SyRuleGroup *self);

/**
 * sy_rule_group_get_factor:
 * @self: a group
 *
 * Returns: what a point of a rule is worth in the raw score while no limit holds: the
 *   group's weight, divided by its p95 when it has one
 */
SY_EXTERN
double sy_rule_group_get_factor (const SyRuleGroup *self);

/**
 * sy_rule_group_get_rule:
 * @self: a group
 * @index: less than `rules->len`
 *
 * Returns: (transfer none): the rule
 */
SY_EXTERN
SyRule *sy_rule_group_get_rule (const SyRuleGroup *self,
                                guint index);

/**
 * sy_band_new:
 * @name: the band's name
 * @min: its lower bound, or NaN
 *
 * Returns: (transfer full): a band with an empty playbook
 */
SY_EXTERN
SyBand *sy_band_new (const char *name,
                     double min);

/**
 * sy_band_free:
 * @self: (nullable) (transfer full): a band
 */
SY_EXTERN
void sy_band_free (SyBand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRuleGroup, sy_rule_group_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBand, sy_band_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModel, sy_model_unref)

G_END_DECLS
