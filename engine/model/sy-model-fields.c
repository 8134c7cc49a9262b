/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-field-private.h"

#include <math.h>

#define BIT(kind) (1u << (kind))
#define NONE ((double) NAN)
#define MAX_DAYS 36525 /* a century: enough for any log, and its seconds fit everywhere */
#define MAX_COUNT 1000000000

static const char *const purpose_names[] = { "other", "engagement", "intent", "churn",
                                             "onboarding", "health", "value", NULL };
static const char *const entity_names[] = { "person", "account", NULL };
static const char *const outcome_names[] = { "", "event", "absence", "count",
                                             "amount", "imported", NULL };
static const char *const direction_names[] = { "more", "less", NULL };
static const char *const combine_names[] = { "sum", "max", NULL };
static const char *const rule_names[] = { "event", "attribute", "sequence",
                                          "milestone", "date", NULL };
static const char *const component_names[] = { "", "recency", "frequency", "depth", "value", NULL };
static const char *const polarity_names[] = { "", "positive", "negative", NULL };
static const char *const measure_names[] = { "count", "amount", "days", "once",
                                             "latest", "inactive", "trend", NULL };
static const char *const amount_names[] = { "identity", "log1p", "limit", NULL };
static const char *const decay_names[] = { "none", "exponential", "linear", "steps", NULL };
static const char *const shape_names[] = { "none", "sqrt", "log1p", NULL };
static const char *const exposure_names[] = { "", "active_days", "events", "attribute", NULL };
static const char *const person_test_names[] = { "", "count", "date", "first_event", NULL };
static const char *const multiplier_names[] = { "", "date", "first_event", NULL };
static const char *const roll_up_names[] = { "", "sum", "mean", "max", "top", "role", NULL };
static const char *const scale_names[] = { "none", "range", "percentile", "logistic", NULL };
static const char *const layer_names[] = { "", "logistic", "isotonic", "rules", NULL };
static const char *const display_names[] = { "number", "letter", "percent", NULL };

/* clang-format off */
#define TEXT(Struct, field, ...) \
  { .key = #field, .type = SY_FIELD_TEXT, .offset = G_STRUCT_OFFSET (Struct, field), __VA_ARGS__ }
#define TEXTS(Struct, field, ...) \
  { .key = #field, .type = SY_FIELD_TEXTS, .offset = G_STRUCT_OFFSET (Struct, field), __VA_ARGS__ }
#define BOOLEAN(Struct, field, ...) \
  { .key = #field, .type = SY_FIELD_BOOLEAN, .offset = G_STRUCT_OFFSET (Struct, field), __VA_ARGS__ }
#define WHERE(Struct, field, ...) \
  { .key = #field, .type = SY_FIELD_WHERE, .offset = G_STRUCT_OFFSET (Struct, field), __VA_ARGS__ }
#define NUMBER(Struct, field, from, to, otherwise, ...) \
  { .key = #field, .type = SY_FIELD_NUMBER, .offset = G_STRUCT_OFFSET (Struct, field), \
    .low = from, .high = to, .absent = otherwise, __VA_ARGS__ }
#define INT(Struct, field, from, to, ...) \
  { .key = #field, .type = SY_FIELD_INT, .offset = G_STRUCT_OFFSET (Struct, field), \
    .low = from, .high = to, .absent = -1, __VA_ARGS__ }
#define NAME(Struct, field, its_names, its_noun, ...) \
  { .key = #field, .type = SY_FIELD_NAME, .offset = G_STRUCT_OFFSET (Struct, field), \
    .names = its_names, .noun = its_noun, __VA_ARGS__ }
#define OBJECT(Struct, field, its_type, ...) \
  { .key = #field, .type = SY_FIELD_OBJECT, .offset = G_STRUCT_OFFSET (Struct, field), \
    .object = &its_type, __VA_ARGS__ }
#define LIST(Struct, field, its_type, its_noun, ...) \
  { .key = #field, .type = SY_FIELD_LIST, .offset = G_STRUCT_OFFSET (Struct, field), \
    .object = &its_type, .noun = its_noun, __VA_ARGS__ }
#define ROWS(Struct, field, count, field_type, its_noun, ...) \
  { .key = #field, .type = field_type, .offset = G_STRUCT_OFFSET (Struct, field), \
    .count_offset = G_STRUCT_OFFSET (Struct, count), .noun = its_noun, __VA_ARGS__ }

static const SyField amount_fields[] = {
  NAME (SyAmountForm, kind, amount_names, "a form of the amount", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  NUMBER (SyAmountForm, limit, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_AMOUNT_LIMIT)),
};

static const SyObjectType amount_type = {
  "an amount", SY_OBJECT_INLINE, sizeof (SyAmountForm), amount_fields, G_N_ELEMENTS (amount_fields),
  G_STRUCT_OFFSET (SyAmountForm, kind), -1, NULL
};

static const SyField decay_fields[] = {
  NAME (SyDecay, kind, decay_names, "a decay", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  NUMBER (SyDecay, half_life_days, 0, 1e6, NONE, .flags = SY_FIELD_REQUIRED | SY_FIELD_OPEN, .kinds = BIT (SY_DECAY_EXPONENTIAL)),
  NUMBER (SyDecay, span_days, 0, 1e6, NONE, .flags = SY_FIELD_REQUIRED | SY_FIELD_OPEN, .kinds = BIT (SY_DECAY_LINEAR)),
  ROWS (SyDecay, steps, n_steps, SY_FIELD_STEPS, "a step", .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_DECAY_STEPS)),
};

const SyObjectType sy_decay_type = {
  "a decay", SY_OBJECT_INLINE, sizeof (SyDecay), decay_fields, G_N_ELEMENTS (decay_fields),
  G_STRUCT_OFFSET (SyDecay, kind), -1, NULL
};

static const SyField exposure_fields[] = {
  NAME (SyExposure, kind, exposure_names, "an exposure", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  TEXTS (SyExposure, types, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_EXPOSURE_EVENTS)),
  TEXT (SyExposure, attribute, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_EXPOSURE_ATTRIBUTE)),
};

static const SyObjectType exposure_type = {
  "an exposure", SY_OBJECT_INLINE, sizeof (SyExposure), exposure_fields, G_N_ELEMENTS (exposure_fields),
  G_STRUCT_OFFSET (SyExposure, kind), -1, NULL
};

#define COUNT BIT (SY_PERSON_TEST_COUNT)
#define DAYS_TO BIT (SY_PERSON_TEST_DATE)
#define DAYS_SINCE BIT (SY_PERSON_TEST_FIRST_EVENT)

static const SyField person_test_fields[] = {
  NAME (SyPersonTest, kind, person_test_names, "a kind of condition", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  TEXTS (SyPersonTest, types, .flags = SY_FIELD_REQUIRED, .kinds = COUNT),
  WHERE (SyPersonTest, where, .kinds = COUNT),
  NUMBER (SyPersonTest, window_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_OPEN, .kinds = COUNT),
  INT (SyPersonTest, at_least, 1, MAX_COUNT, .kinds = COUNT),
  INT (SyPersonTest, at_most, 0, MAX_COUNT, .kinds = COUNT),
  TEXT (SyPersonTest, attribute, .flags = SY_FIELD_REQUIRED, .kinds = DAYS_TO),
  NUMBER (SyPersonTest, from_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = DAYS_TO | DAYS_SINCE),
  NUMBER (SyPersonTest, to_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = DAYS_TO | DAYS_SINCE),
};

const SyObjectType sy_person_test_type = {
  "a condition on people", SY_OBJECT_INLINE, sizeof (SyPersonTest), person_test_fields, G_N_ELEMENTS (person_test_fields),
  G_STRUCT_OFFSET (SyPersonTest, kind), -1, sy_check_person_test
};

#define ANY_MULTIPLIER (BIT (SY_MULTIPLIER_DATE) | BIT (SY_MULTIPLIER_FIRST_EVENT))
#define MAX_FACTOR 1e6

static const SyField multiplier_fields[] = {
  NAME (SyMultiplier, kind, multiplier_names, "a kind of multiplier", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  TEXT (SyMultiplier, attribute, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_MULTIPLIER_DATE)),
  NUMBER (SyMultiplier, from_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = ANY_MULTIPLIER),
  NUMBER (SyMultiplier, to_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = ANY_MULTIPLIER),
  NUMBER (SyMultiplier, inside, 0, MAX_FACTOR, 1, .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS, .kinds = ANY_MULTIPLIER),
  NUMBER (SyMultiplier, outside, 0, MAX_FACTOR, 1, .kinds = ANY_MULTIPLIER),
};

static const SyObjectType multiplier_type = {
  "a multiplier", SY_OBJECT_INLINE, sizeof (SyMultiplier), multiplier_fields, G_N_ELEMENTS (multiplier_fields),
  G_STRUCT_OFFSET (SyMultiplier, kind), -1, sy_check_multiplier
};

static const SyField row_fields[] = {
  TEXT (SyTableRow, value),
  NUMBER (SyTableRow, min, -HUGE_VAL, HUGE_VAL, NONE),
  NUMBER (SyTableRow, max, -HUGE_VAL, HUGE_VAL, NONE),
  NUMBER (SyTableRow, points, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED),
};

static const SyObjectType row_type = {
  "a row", SY_OBJECT_INLINE, sizeof (SyTableRow), row_fields, G_N_ELEMENTS (row_fields), -1, -1, sy_check_row
};

#define EVENT BIT (SY_RULE_EVENT)
#define ATTRIBUTE BIT (SY_RULE_ATTRIBUTE)
#define SEQUENCE BIT (SY_RULE_SEQUENCE)
#define MILESTONE BIT (SY_RULE_MILESTONE)
#define DATE BIT (SY_RULE_DATE)
#define DECAYING \
  (BIT (SY_MEASURE_COUNT) | BIT (SY_MEASURE_AMOUNT) | BIT (SY_MEASURE_DAYS) | BIT (SY_MEASURE_ONCE) | BIT (SY_MEASURE_LATEST))
#define CAPPED (DECAYING | BIT (SY_MEASURE_TREND))

#define SEASONAL \
  (BIT (SY_MEASURE_COUNT) | BIT (SY_MEASURE_AMOUNT) | BIT (SY_MEASURE_DAYS) | BIT (SY_MEASURE_TREND))

static const SyField rule_fields[] = {
  TEXT (SyRule, id, .flags = SY_FIELD_REQUIRED | SY_FIELD_NOT_VALUE),
  TEXT (SyRule, label, .flags = SY_FIELD_NOT_VALUE),
  NAME (SyRule, kind, rule_names, "a kind of rule", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  BOOLEAN (SyRule, muted, .flags = SY_FIELD_NOT_VALUE),
  NAME (SyRule, component, component_names, "a component", .flags = SY_FIELD_NOT_VALUE),
  NAME (SyRule, polarity, polarity_names, "a polarity", .flags = SY_FIELD_NOT_VALUE),
  TEXTS (SyRule, types, .flags = SY_FIELD_REQUIRED, .kinds = EVENT | MILESTONE),
  TEXTS (SyRule, first, .flags = SY_FIELD_REQUIRED, .kinds = SEQUENCE),
  TEXTS (SyRule, unless, .flags = SY_FIELD_REQUIRED, .kinds = SEQUENCE),
  NUMBER (SyRule, within_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_REQUIRED | SY_FIELD_OPEN, .kinds = SEQUENCE),
  TEXT (SyRule, attribute, .flags = SY_FIELD_REQUIRED, .kinds = ATTRIBUTE | DATE),
  WHERE (SyRule, where, .kinds = EVENT | ATTRIBUTE | SEQUENCE | MILESTONE),
  ROWS (SyRule, table, n_table, SY_FIELD_ARRAY, "a row", .object = &row_type, .kinds = ATTRIBUTE),
  NUMBER (SyRule, missing_points, -HUGE_VAL, HUGE_VAL, 0, .flags = SY_FIELD_NOT_VALUE, .kinds = ATTRIBUTE),
  NUMBER (SyRule, from_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = DATE),
  NUMBER (SyRule, to_days, -MAX_DAYS, MAX_DAYS, NONE, .kinds = DATE),
  NAME (SyRule, measure, measure_names, "a measure", .flags = SY_FIELD_ALWAYS, .kinds = EVENT),
  OBJECT (SyRule, amount, amount_type, .kinds = EVENT, .measures = BIT (SY_MEASURE_AMOUNT)),
  NUMBER (SyRule, trend_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_REQUIRED | SY_FIELD_OPEN, .kinds = EVENT, .measures = BIT (SY_MEASURE_TREND)),
  NUMBER (SyRule, window_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_OPEN, .kinds = EVENT | SEQUENCE | MILESTONE),
  INT (SyRule, daily_cap, 1, MAX_COUNT, .kinds = EVENT | MILESTONE, .measures = CAPPED),
  INT (SyRule, max_occurrences, 1, MAX_COUNT, .kinds = EVENT | MILESTONE, .measures = CAPPED),
  NUMBER (SyRule, within_days_of_first, 0, MAX_DAYS, NONE, .flags = SY_FIELD_OPEN, .kinds = MILESTONE),
  OBJECT (SyRule, decay, sy_decay_type, .kinds = EVENT | MILESTONE, .measures = DECAYING),
  OBJECT (SyRule, per, exposure_type, .kinds = EVENT),
  ROWS (SyRule, season, n_season, SY_FIELD_NUMBERS, "a week", .kinds = EVENT, .measures = SEASONAL),
  NAME (SyRule, shape, shape_names, "a shape", .kinds = EVENT),
  ROWS (SyRule, code_edges, n_code_edges, SY_FIELD_NUMBERS, "an edge", .kinds = EVENT),
  WHERE (SyRule, only_if, .flags = SY_FIELD_PERSON),
  OBJECT (SyRule, multiplier, multiplier_type),
  NUMBER (SyRule, points_min, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_NOT_VALUE),
  NUMBER (SyRule, points_max, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_NOT_VALUE),
  NUMBER (SyRule, weight, -HUGE_VAL, HUGE_VAL, 1, .flags = SY_FIELD_ALWAYS | SY_FIELD_NOT_VALUE),
};

const SyObjectType sy_rule_type = {
  "a rule", 0, sizeof (SyRule), rule_fields, G_N_ELEMENTS (rule_fields),
  G_STRUCT_OFFSET (SyRule, kind), G_STRUCT_OFFSET (SyRule, measure), sy_check_rule
};

static const SyField group_fields[] = {
  TEXT (SyRuleGroup, name, .flags = SY_FIELD_REQUIRED),
  NAME (SyRuleGroup, combine, combine_names, "a way to combine rules", .flags = SY_FIELD_ALWAYS),
  NUMBER (SyRuleGroup, p95, 0, HUGE_VAL, NONE, .flags = SY_FIELD_OPEN),
  NUMBER (SyRuleGroup, weight, -HUGE_VAL, HUGE_VAL, 1, .flags = SY_FIELD_ALWAYS),
  NUMBER (SyRuleGroup, points_min, -HUGE_VAL, HUGE_VAL, NONE),
  NUMBER (SyRuleGroup, points_max, -HUGE_VAL, HUGE_VAL, NONE),
  LIST (SyRuleGroup, rules, sy_rule_type, "a rule", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
};

const SyObjectType sy_group_type = {
  "a group", 0, sizeof (SyRuleGroup), group_fields, G_N_ELEMENTS (group_fields), -1, -1, sy_check_group
};

#define WITH_TYPES \
  (BIT (SY_OUTCOME_EVENT) | BIT (SY_OUTCOME_ABSENCE) | BIT (SY_OUTCOME_COUNT) | BIT (SY_OUTCOME_AMOUNT))
#define ANY_OUTCOME (WITH_TYPES | BIT (SY_OUTCOME_IMPORTED))

static const SyField outcome_fields[] = {
  TEXT (SyOutcomeSpec, name, .kinds = ANY_OUTCOME),
  NAME (SyOutcomeSpec, kind, outcome_names, "a kind of outcome", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  TEXTS (SyOutcomeSpec, types, .flags = SY_FIELD_REQUIRED, .kinds = WITH_TYPES),
  WHERE (SyOutcomeSpec, where, .kinds = WITH_TYPES),
  INT (SyOutcomeSpec, count, 1, MAX_COUNT, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_OUTCOME_COUNT)),
  NUMBER (SyOutcomeSpec, amount, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_OUTCOME_AMOUNT)),
  NUMBER (SyOutcomeSpec, horizon_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_REQUIRED | SY_FIELD_OPEN, .kinds = ANY_OUTCOME),
  NUMBER (SyOutcomeSpec, gap_days, 0, MAX_DAYS, 0, .kinds = ANY_OUTCOME),
  BOOLEAN (SyOutcomeSpec, once, .kinds = ANY_OUTCOME),
  NAME (SyOutcomeSpec, direction, direction_names, "a direction", .flags = SY_FIELD_ALWAYS, .kinds = ANY_OUTCOME),
};

const SyObjectType sy_outcome_type = {
  "an outcome", 0, sizeof (SyOutcomeSpec), outcome_fields, G_N_ELEMENTS (outcome_fields),
  G_STRUCT_OFFSET (SyOutcomeSpec, kind), -1, sy_check_outcome
};

static const SyField population_fields[] = {
  NUMBER (SyPopulationSpec, seen_within_days, 0, MAX_DAYS, NONE, .flags = SY_FIELD_OPEN),
  TEXTS (SyPopulationSpec, types),
  WHERE (SyPopulationSpec, where),
};

static const SyObjectType population_type = {
  "a population", 0, sizeof (SyPopulationSpec), population_fields, G_N_ELEMENTS (population_fields), -1, -1, NULL
};

static const SyField scale_fields[] = {
  NAME (SyScaleSpec, kind, scale_names, "a scale", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  NUMBER (SyScaleSpec, lo, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_SCALE_RANGE)),
  NUMBER (SyScaleSpec, hi, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_SCALE_RANGE)),
  NUMBER (SyScaleSpec, b0, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_SCALE_LOGISTIC)),
  NUMBER (SyScaleSpec, b1, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_SCALE_LOGISTIC)),
  ROWS (SyScaleSpec, reference, n_reference, SY_FIELD_NUMBERS, "a raw score", .kinds = BIT (SY_SCALE_PERCENTILE)),
};

const SyObjectType sy_scale_type = {
  "a scale", SY_OBJECT_INLINE, sizeof (SyScaleSpec), scale_fields, G_N_ELEMENTS (scale_fields),
  G_STRUCT_OFFSET (SyScaleSpec, kind), -1, sy_check_scale
};

static const SyField coefficient_fields[] = {
  TEXT (SyCoefficient, rule, .flags = SY_FIELD_REQUIRED),
  NUMBER (SyCoefficient, b, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED),
};

static const SyObjectType coefficient_type = {
  "a coefficient", SY_OBJECT_INLINE, sizeof (SyCoefficient), coefficient_fields, G_N_ELEMENTS (coefficient_fields), -1, -1, sy_check_coefficient
};

#define ANY_LAYER (BIT (SY_LAYER_LOGISTIC) | BIT (SY_LAYER_ISOTONIC) | BIT (SY_LAYER_RULES))

static const SyField layer_fields[] = {
  NAME (SyLayerSpec, kind, layer_names, "a kind of probability", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  NUMBER (SyLayerSpec, b0, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_LAYER_LOGISTIC) | BIT (SY_LAYER_RULES)),
  NUMBER (SyLayerSpec, b1, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_LAYER_LOGISTIC)),
  ROWS (SyLayerSpec, raw, n_raw, SY_FIELD_NUMBERS, "a raw score", .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_LAYER_ISOTONIC)),
  ROWS (SyLayerSpec, p, n_p, SY_FIELD_NUMBERS, "a probability", .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_LAYER_ISOTONIC)),
  ROWS (SyLayerSpec, rules, n_rules, SY_FIELD_ARRAY, "a rule", .object = &coefficient_type, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_LAYER_RULES)),
  NUMBER (SyLayerSpec, blend, 0, 1, 0, .kinds = ANY_LAYER),
};

const SyObjectType sy_layer_type = {
  "a probability", 0, sizeof (SyLayerSpec), layer_fields, G_N_ELEMENTS (layer_fields),
  G_STRUCT_OFFSET (SyLayerSpec, kind), -1, sy_check_layer
};

static const SyField playbook_fields[] = {
  TEXT (SyPlaybook, goal),
  TEXT (SyPlaybook, action),
  TEXTS (SyPlaybook, channels),
  TEXT (SyPlaybook, offer_rule),
  TEXT (SyPlaybook, frequency_cap),
  TEXT (SyPlaybook, suppress_when),
  TEXT (SyPlaybook, success_metric),
  TEXT (SyPlaybook, owner),
};

static const SyObjectType playbook_type = {
  "a playbook", 0, sizeof (SyPlaybook), playbook_fields, G_N_ELEMENTS (playbook_fields), -1, -1, NULL
};

static const SyField move_fields[] = {
  INT (SyScoreMove, days, 1, SY_SCORE_MOVE_MAX_DAYS, .flags = SY_FIELD_REQUIRED),
  NUMBER (SyScoreMove, at_least, -HUGE_VAL, HUGE_VAL, NONE),
  NUMBER (SyScoreMove, at_most, -HUGE_VAL, HUGE_VAL, NONE),
};

static const SyObjectType move_type = {
  "a change", SY_OBJECT_INLINE, sizeof (SyScoreMove), move_fields, G_N_ELEMENTS (move_fields), -1, -1, sy_check_move
};

static const SyField band_fields[] = {
  TEXT (SyBand, name, .flags = SY_FIELD_REQUIRED),
  NUMBER (SyBand, min, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_ALWAYS),
  { .key = "course", .type = SY_FIELD_NAMES, .offset = G_STRUCT_OFFSET (SyBand, courses), .names = sy_course_names, .noun = "a course" },
  OBJECT (SyBand, change, move_type),
  OBJECT (SyBand, playbook, playbook_type),
};

const SyObjectType sy_band_type = {
  "a band", SY_OBJECT_SHORT, sizeof (SyBand), band_fields, G_N_ELEMENTS (band_fields), -1, -1, sy_check_band
};

static const SyField account_band_fields[] = {
  TEXT (SyBand, name, .flags = SY_FIELD_REQUIRED),
  NUMBER (SyBand, min, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_ALWAYS),
  WHERE (SyBand, where),
  OBJECT (SyBand, playbook, playbook_type),
};

const SyObjectType sy_account_band_type = {
  "an account band", SY_OBJECT_SHORT, sizeof (SyBand), account_band_fields, G_N_ELEMENTS (account_band_fields), -1, -1, sy_check_account_band
};

static const SyField role_fields[] = {
  TEXT (SyRoleWeight, role, .flags = SY_FIELD_REQUIRED),
  NUMBER (SyRoleWeight, weight, -HUGE_VAL, HUGE_VAL, NONE, .flags = SY_FIELD_REQUIRED),
};

static const SyObjectType role_type = {
  "a role", SY_OBJECT_INLINE, sizeof (SyRoleWeight), role_fields, G_N_ELEMENTS (role_fields), -1, -1, sy_check_role
};

static const SyField inputs_fields[] = {
  NUMBER (SyAccountInputs, active_days, 0, MAX_DAYS, SY_ACCOUNT_ACTIVE_DAYS, .flags = SY_FIELD_OPEN),
  TEXT (SyAccountInputs, seats),
  TEXTS (SyAccountInputs, features),
  TEXT (SyAccountInputs, renewal),
  TEXT (SyAccountInputs, billing),
  TEXT (SyAccountInputs, owner),
};

static const SyObjectType inputs_type = {
  "the inputs of accounts", 0, sizeof (SyAccountInputs), inputs_fields, G_N_ELEMENTS (inputs_fields), -1, -1, NULL
};

#define ANY_ROLL_UP \
  (BIT (SY_ROLL_UP_SUM) | BIT (SY_ROLL_UP_MEAN) | BIT (SY_ROLL_UP_MAX) | BIT (SY_ROLL_UP_TOP) | BIT (SY_ROLL_UP_ROLE))

static const SyField account_fields[] = {
  NAME (SyAccountSpec, kind, roll_up_names, "a roll-up", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  INT (SyAccountSpec, top, 1, MAX_COUNT, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_ROLL_UP_TOP)),
  ROWS (SyAccountSpec, roles, n_roles, SY_FIELD_ARRAY, "a role", .object = &role_type, .flags = SY_FIELD_REQUIRED, .kinds = BIT (SY_ROLL_UP_ROLE)),
  NUMBER (SyAccountSpec, other_weight, -HUGE_VAL, HUGE_VAL, 1, .kinds = BIT (SY_ROLL_UP_ROLE)),
  OBJECT (SyAccountSpec, inputs, inputs_type, .kinds = ANY_ROLL_UP),
  OBJECT (SyAccountSpec, scale, sy_scale_type, .kinds = ANY_ROLL_UP),
  LIST (SyAccountSpec, bands, sy_account_band_type, "a band", .kinds = ANY_ROLL_UP),
};

static const SyObjectType account_type = {
  "an account roll-up", 0, sizeof (SyAccountSpec), account_fields, G_N_ELEMENTS (account_fields),
  G_STRUCT_OFFSET (SyAccountSpec, kind), -1, sy_check_account
};

static const SyField lifecycle_fields[] = {
  TEXTS (SyLifecycleSpec, types),
  NUMBER (SyLifecycleSpec, new_days, 0, MAX_DAYS, 30, .flags = SY_FIELD_OPEN),
  NUMBER (SyLifecycleSpec, lapsing_days, 0, MAX_DAYS, 30, .flags = SY_FIELD_OPEN),
  NUMBER (SyLifecycleSpec, dormant_days, 0, MAX_DAYS, 90, .flags = SY_FIELD_OPEN),
  NUMBER (SyLifecycleSpec, trend_days, 0, MAX_DAYS, 30, .flags = SY_FIELD_OPEN),
  NUMBER (SyLifecycleSpec, trend_drop, 0, 1, 0.5, .flags = SY_FIELD_OPEN),
};

static const SyObjectType lifecycle_type = {
  "a lifecycle", SY_OBJECT_INLINE, sizeof (SyLifecycleSpec), lifecycle_fields, G_N_ELEMENTS (lifecycle_fields), -1, -1, sy_check_lifecycle
};

/* The two clamps of the raw score lie in the model itself. */
static const SyField score_fields[] = {
  { .key = "min", .type = SY_FIELD_NUMBER, .offset = G_STRUCT_OFFSET (SyModel, score_min), .low = -HUGE_VAL, .high = HUGE_VAL, .absent = NONE },
  { .key = "max", .type = SY_FIELD_NUMBER, .offset = G_STRUCT_OFFSET (SyModel, score_max), .low = -HUGE_VAL, .high = HUGE_VAL, .absent = NONE },
};

static const SyObjectType score_type = {
  "the limits of the raw score", SY_OBJECT_INLINE, sizeof (SyModel), score_fields, G_N_ELEMENTS (score_fields), -1, -1, sy_check_score
};

static const SyField model_fields[] = {
  TEXT (SyModel, name, .flags = SY_FIELD_REQUIRED),
  NAME (SyModel, purpose, purpose_names, "a purpose", .flags = SY_FIELD_ALWAYS),
  NAME (SyModel, entity, entity_names, "an entity", .flags = SY_FIELD_ALWAYS),
  TEXT (SyModel, description),
  OBJECT (SyModel, outcome, sy_outcome_type),
  OBJECT (SyModel, population, population_type),
  LIST (SyModel, groups, sy_group_type, "a group", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  { .key = "score", .type = SY_FIELD_OBJECT, .offset = 0, .object = &score_type },
  OBJECT (SyModel, scale, sy_scale_type, .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  OBJECT (SyModel, probability, sy_layer_type),
  NAME (SyModel, display, display_names, "a display"),
  LIST (SyModel, bands, sy_band_type, "a band", .flags = SY_FIELD_REQUIRED | SY_FIELD_ALWAYS),
  OBJECT (SyModel, account, account_type),
  OBJECT (SyModel, lifecycle, lifecycle_type),
};

const SyObjectType sy_model_type = {
  "a model", 0, sizeof (SyModel), model_fields, G_N_ELEMENTS (model_fields), -1, -1, sy_check_model
};
/* clang-format on */
