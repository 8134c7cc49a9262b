/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-test-model.h"

#include <math.h>
#include <string.h>

static const char *const all_types[] = { "visit", "purchase", "ticket",
                                         "email_open", "refund", "never_seen" };

static gboolean
one_in (GRand *random,
        int n)
{
  return g_rand_int_range (random, 0, n) == 0;
}

static double
pick (GRand *random,
      const double *values,
      gsize n_values)
{
  return values[g_rand_int_range (random, 0, (gint32) n_values)];
}

#define PICK(random, ...) pick (random, (const double[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const double[]){ __VA_ARGS__ })))

static char **
pick_types (GRand *random)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int n_types = one_in (random, 2) ? 1 : g_rand_int_range (random, 1, 4);
  int first = g_rand_int_range (random, 0, G_N_ELEMENTS (all_types));

  for (int i = 0; i < n_types; i++)
    g_strv_builder_add (builder, all_types[(first + 5 * i) % (int) G_N_ELEMENTS (all_types)]);
  return g_strv_builder_end (builder);
}

/* --- conditions --- */

static void
add_value (SyCondition *test,
           GRand *random)
{
  static const char *const texts[] = { "web", "email", "5", "a", "b", "1",
                                       "pro", "free", "3+", "2.5", "" };

  if (test->op >= SY_OPERATOR_LESS && test->op <= SY_OPERATOR_AT_LEAST)
    sy_condition_add_number (test, PICK (random, 5, 0, 7.5, 1, 100));
  else if (test->op == SY_OPERATOR_CONTAINS || one_in (random, 2))
    sy_condition_add_text (test, texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))]);
  else
    sy_condition_add_number (test, PICK (random, 5, 1, 10, 2.5));
}

static SyCondition *
new_test (GRand *random,
          const char *const *fields,
          gsize n_fields)
{
  SyOperator op = (SyOperator) g_rand_int_range (random, SY_OPERATOR_EQUAL, SY_OPERATOR_EXISTS + 1);
  SyCondition *test =
      sy_condition_new_test (fields[g_rand_int_range (random, 0, (gint32) n_fields)], op);

  if (op == SY_OPERATOR_IN)
    for (int i = g_rand_int_range (random, 0, 3); i >= 0; i--)
      add_value (test, random);
  else if (op != SY_OPERATOR_EXISTS)
    add_value (test, random);
  return test;
}

static SyCondition *
new_tree (GRand *random,
          const char *const *fields,
          gsize n_fields,
          int depth)
{
  SyCondition *node;
  int n_children = g_rand_int_range (random, 1, 4);

  if (depth == 0 || one_in (random, 2))
    return new_test (random, fields, n_fields);
  node = sy_condition_new (
      (SyConditionKind) g_rand_int_range (random, SY_CONDITION_ALL, SY_CONDITION_NOT + 1));
  if (node->kind == SY_CONDITION_NOT)
    n_children = 1;
  for (int i = 0; i < n_children; i++)
    sy_condition_add_child (node, new_tree (random, fields, n_fields, depth - 1));
  return node;
}

static SyCondition *
new_where (GRand *random,
           const char *const *fields,
           gsize n_fields)
{
  SyCondition *where = sy_condition_new (SY_CONDITION_ALL);

  for (int i = g_rand_int_range (random, 0, 2); i >= 0; i--)
    sy_condition_add_child (where, new_tree (random, fields, n_fields, 2));
  return where;
}

static SyCondition *
new_event_where (GRand *random)
{
  static const char *const fields[] = { "amount", "channel", "price", "note", "no_such_field" };

  return new_where (random, fields, G_N_ELEMENTS (fields));
}

static SyCondition *
new_person_where (GRand *random)
{
  static const char *const fields[] = { "plan", "seats", "renewal", "no_such_field", "amount" };

  return new_where (random, fields, G_N_ELEMENTS (fields));
}

/* --- conditions on people --- */

/* Bounds of days around what the attributes of tests hold; one may be missing. */
static void
set_days (double *from_days,
          double *to_days,
          gboolean is_since,
          GRand *random)
{
  *from_days = is_since ? PICK (random, 0, 3, 20) : PICK (random, -60, 0, 30);
  *to_days = *from_days + PICK (random, 0, 10, 45);
  if (one_in (random, 4))
    *from_days = NAN;
  else if (one_in (random, 3))
    *to_days = NAN;
}

static SyCondition *
new_person_test (GRand *random)
{
  SyPersonTestKind kind = (SyPersonTestKind)
      g_rand_int_range (random, SY_PERSON_TEST_COUNT, SY_PERSON_TEST_FIRST_EVENT + 1);
  SyCondition *condition = sy_condition_new_person (kind);
  SyPersonTest *test = condition->person;

  if (kind != SY_PERSON_TEST_COUNT)
    {
      if (kind == SY_PERSON_TEST_DATE)
        test->attribute = g_strdup (one_in (random, 5) ? "plan" : "renewal");
      set_days (&test->from_days, &test->to_days, kind == SY_PERSON_TEST_FIRST_EVENT, random);
      return condition;
    }
  test->types = pick_types (random);
  if (one_in (random, 3))
    test->where = new_event_where (random);
  if (one_in (random, 2))
    test->window_days = PICK (random, 0.5, 7, 14, 30);
  if (one_in (random, 2))
    test->at_least = g_rand_int_range (random, 1, 5);
  if (test->at_least < 0 || one_in (random, 4))
    test->at_most = MAX (test->at_least, 0) + g_rand_int_range (random, 0, 5);
  return condition;
}

static SyCondition *
new_person_tree (GRand *random,
                 int depth)
{
  static const char *const fields[] = { "plan", "seats", "no_such_field" };
  SyCondition *node;

  if (depth == 0 || one_in (random, 2))
    return one_in (random, 3) ? new_test (random, fields, G_N_ELEMENTS (fields))
                              : new_person_test (random);
  node = sy_condition_new (
      (SyConditionKind) g_rand_int_range (random, SY_CONDITION_ALL, SY_CONDITION_NOT + 1));
  for (int i = node->kind == SY_CONDITION_NOT ? 0 : g_rand_int_range (random, 0, 3); i >= 0; i--)
    sy_condition_add_child (node, new_person_tree (random, depth - 1));
  return node;
}

static void
set_multiplier (SyMultiplier *multiplier,
                GRand *random)
{
  g_clear_pointer (&multiplier->attribute, g_free);
  multiplier->kind = one_in (random, 2) ? SY_MULTIPLIER_DATE : SY_MULTIPLIER_FIRST_EVENT;
  if (multiplier->kind == SY_MULTIPLIER_DATE)
    multiplier->attribute = g_strdup (one_in (random, 5) ? "no_such_attribute" : "renewal");
  set_days (&multiplier->from_days, &multiplier->to_days,
            multiplier->kind == SY_MULTIPLIER_FIRST_EVENT, random);
  multiplier->inside = PICK (random, 2, 0, 1.7);
  multiplier->outside = PICK (random, 1, 0, 0.3);
}

static void
set_person_keys (SyRule *rule,
                 GRand *random)
{
  if (one_in (random, 4))
    {
      rule->only_if = sy_condition_new (SY_CONDITION_ALL);
      for (int i = g_rand_int_range (random, 0, 2); i >= 0; i--)
        sy_condition_add_child (rule->only_if, new_person_tree (random, 2));
    }
  if (one_in (random, 5))
    set_multiplier (&rule->multiplier, random);
}

/* --- rules --- */

static void
set_decay (SyDecay *decay,
           GRand *random)
{
  static const SyDecayStep steps[] = { { 7, 1 }, { 30, 0.5 }, { 90, 0.25 } };

  g_clear_pointer (&decay->steps, g_free);
  decay->n_steps = 0;
  decay->half_life_days = decay->span_days = NAN;
  decay->kind = (SyDecayKind) g_rand_int_range (random, SY_DECAY_NONE, SY_DECAY_STEPS + 1);
  if (decay->kind == SY_DECAY_EXPONENTIAL)
    decay->half_life_days = PICK (random, 0.5, 7, 14, 30, 45.5);
  else if (decay->kind == SY_DECAY_LINEAR)
    decay->span_days = PICK (random, 1, 30, 90);
  else if (decay->kind == SY_DECAY_STEPS)
    {
      decay->n_steps = G_N_ELEMENTS (steps);
      decay->steps = g_memdup2 (steps, sizeof steps);
    }
}

static void
set_exposure (SyExposure *per,
              GRand *random)
{
  static const char *const attributes[] = { "seats", "plan", "no_such_attribute" };

  per->kind = (SyExposureKind) g_rand_int_range (random, SY_EXPOSURE_ACTIVE_DAYS,
                                                 SY_EXPOSURE_ATTRIBUTE + 1);
  if (per->kind == SY_EXPOSURE_EVENTS)
    per->types = pick_types (random);
  else if (per->kind == SY_EXPOSURE_ATTRIBUTE)
    per->attribute = g_strdup (attributes[g_rand_int_range (random, 0, G_N_ELEMENTS (attributes))]);
}

static void
set_season (SyRule *rule,
            GRand *random)
{
  gboolean has_season = rule->measure == SY_MEASURE_COUNT || rule->measure == SY_MEASURE_AMOUNT ||
                        rule->measure == SY_MEASURE_DAYS || rule->measure == SY_MEASURE_TREND;

  g_clear_pointer (&rule->season, g_free);
  rule->n_season = 0;
  if (!has_season)
    return;
  rule->n_season = SY_SEASON_WEEKS;
  rule->season = g_new (double, SY_SEASON_WEEKS);
  for (gsize i = 0; i < SY_SEASON_WEEKS; i++)
    rule->season[i] = g_rand_double_range (random, 0.1, 3);
}

static void
set_codes (SyRule *rule,
           GRand *random)
{
  double edge = PICK (random, -1, 0, 0.02, 0.7);

  rule->n_code_edges = (gsize) g_rand_int_range (random, 1, 6);
  rule->code_edges = g_renew (double, rule->code_edges, rule->n_code_edges);
  for (gsize i = 0; i < rule->n_code_edges; i++)
    rule->code_edges[i] = edge += PICK (random, 0.1, 1, 3);
}

static void
fill_event_rule (SyRule *rule,
                 GRand *random)
{
  rule->types = pick_types (random);
  if (one_in (random, 2))
    rule->where = new_event_where (random);
  if (one_in (random, 2))
    rule->window_days = PICK (random, 1, 7, 14, 30, 90, 0.5);
  if (one_in (random, 3))
    rule->daily_cap = g_rand_int_range (random, 1, 4);
  if (one_in (random, 3))
    rule->max_occurrences = g_rand_int_range (random, 1, 6);
  set_decay (&rule->decay, random);
  if (rule->kind == SY_RULE_MILESTONE)
    {
      if (one_in (random, 2))
        rule->within_days_of_first = PICK (random, 1, 7, 30, 0.5);
      return;
    }
  rule->measure = (SyMeasure) g_rand_int_range (random, SY_MEASURE_COUNT, SY_MEASURE_TREND + 1);
  if (rule->measure == SY_MEASURE_TREND)
    rule->trend_days = PICK (random, 1, 7, 14, 30);
  if (rule->measure == SY_MEASURE_AMOUNT)
    {
      rule->amount.kind = (SyAmountKind) g_rand_int_range (random, SY_AMOUNT_IDENTITY,
                                                           SY_AMOUNT_LIMIT + 1);
      if (rule->amount.kind == SY_AMOUNT_LIMIT)
        rule->amount.limit = PICK (random, 1, 10, 500);
    }
  if (one_in (random, 4))
    set_exposure (&rule->per, random);
  rule->shape = (SyShape) g_rand_int_range (random, SY_SHAPE_NONE, SY_SHAPE_LOG1P + 1);
  if (one_in (random, 4))
    set_season (rule, random);
  if (one_in (random, 6))
    set_codes (rule, random);
}

static void
fill_attribute_rule (SyRule *rule,
                     GRand *random)
{
  static const struct
  {
    const char *value;
    double min;
    double max;
    double points;
  } plans[] = { { "free", NAN, NAN, 0 }, { "pro", NAN, NAN, 3 }, { "3+", NAN, NAN, 4.5 } },
    seats[] = {
      { "n/a", NAN, NAN, -1 }, { NULL, NAN, 1, 0 }, { NULL, 1, 5, 2 }, { NULL, 5, NAN, 6 }
    };
  gboolean is_seats = one_in (random, 2);

  rule->missing_points = PICK (random, 0, -2, 1.5);
  rule->attribute = g_strdup (one_in (random, 6) ? "no_such_attribute" : is_seats ? "seats"
                                                                                  : "plan");
  if (one_in (random, 2))
    {
      rule->where = new_person_where (random);
      return;
    }
  rule->n_table = is_seats ? G_N_ELEMENTS (seats) : G_N_ELEMENTS (plans);
  rule->table = g_new (SyTableRow, rule->n_table);
  for (gsize i = 0; i < rule->n_table; i++)
    {
      rule->table[i].value = g_strdup (is_seats ? seats[i].value : plans[i].value);
      rule->table[i].min = is_seats ? seats[i].min : plans[i].min;
      rule->table[i].max = is_seats ? seats[i].max : plans[i].max;
      rule->table[i].points = is_seats ? seats[i].points : plans[i].points;
    }
}

static SyRule *
new_rule (GRand *random,
          int number)
{
  g_autofree char *id = g_strdup_printf ("rule%d", number);
  SyRuleKind kind = one_in (random, 2)
                        ? SY_RULE_EVENT
                        : (SyRuleKind) g_rand_int_range (random, SY_RULE_EVENT, SY_RULE_DATE + 1);
  SyRule *rule = sy_rule_new (id, kind);

  rule->weight = PICK (random, 1, -2, 0.1, 3.7, 0);
  if (one_in (random, 4))
    rule->points_max = PICK (random, 1, 5, 20);
  if (one_in (random, 4))
    rule->points_min = PICK (random, -3, 0, 0.5);
  rule->muted = one_in (random, 10);
  if (one_in (random, 3))
    rule->component = (SyComponent) g_rand_int_range (random, SY_COMPONENT_RECENCY,
                                                      SY_COMPONENT_VALUE + 1);
  if (one_in (random, 3))
    rule->polarity = (SyPolarity) g_rand_int_range (random, SY_POLARITY_POSITIVE,
                                                    SY_POLARITY_NEGATIVE + 1);
  switch (kind)
    {
    case SY_RULE_EVENT:
    case SY_RULE_MILESTONE:
      fill_event_rule (rule, random);
      break;
    case SY_RULE_ATTRIBUTE:
      fill_attribute_rule (rule, random);
      break;
    case SY_RULE_SEQUENCE:
      rule->first = pick_types (random);
      rule->unless = pick_types (random);
      rule->within_days = PICK (random, 0.5, 2, 7);
      if (one_in (random, 3))
        rule->where = new_event_where (random);
      if (one_in (random, 2))
        rule->window_days = PICK (random, 7, 30);
      break;
    case SY_RULE_DATE:
    default:
      rule->attribute = g_strdup (one_in (random, 5) ? "plan" : "renewal");
      rule->from_days = PICK (random, -60, 0, 30);
      if (one_in (random, 2))
        rule->to_days = rule->from_days + 30;
      break;
    }
  set_person_keys (rule, random);
  return rule;
}

static SyRuleGroup *
new_group (GRand *random,
           int number,
           int *n_rules)
{
  g_autofree char *name = g_strdup_printf ("Group %d", number);
  SyRuleGroup *group = sy_rule_group_new (name);

  group->combine = one_in (random, 4) ? SY_COMBINE_MAX : SY_COMBINE_SUM;
  group->weight = PICK (random, 1, 1, 0.5, 2.3, -1);
  if (one_in (random, 4))
    group->p95 = PICK (random, 0.3, 7.5, 40);
  if (one_in (random, 3))
    group->points_max = PICK (random, 3, 10, 40);
  if (one_in (random, 3))
    group->points_min = PICK (random, -10, 0);
  for (int i = g_rand_int_range (random, 0, 5); i > 0; i--)
    g_ptr_array_add (group->rules, new_rule (random, (*n_rules)++));
  return group;
}

/* --- models --- */

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
set_scale (SyScaleSpec *scale,
           GRand *random)
{
  g_clear_pointer (&scale->reference, g_free);
  scale->n_reference = 0;
  scale->lo = scale->hi = scale->b0 = scale->b1 = NAN;
  scale->kind = (SyScaleKind) g_rand_int_range (random, SY_SCALE_NONE, SY_SCALE_LOGISTIC + 1);
  if (scale->kind == SY_SCALE_RANGE)
    {
      scale->lo = PICK (random, 0, -10);
      scale->hi = PICK (random, 1, 30, 60);
    }
  else if (scale->kind == SY_SCALE_LOGISTIC)
    {
      scale->b0 = PICK (random, -2, 0.5);
      scale->b1 = PICK (random, 0.1, -0.3);
    }
  else if (scale->kind == SY_SCALE_PERCENTILE && one_in (random, 2))
    {
      scale->n_reference = (gsize) g_rand_int_range (random, 1, 50);
      scale->reference = g_new (double, scale->n_reference);
      for (gsize i = 0; i < scale->n_reference; i++)
        scale->reference[i] = g_rand_int_range (random, -20, 60) / 4.0;
      qsort (scale->reference, scale->n_reference, sizeof (double), compare_numbers);
    }
}

/* Coefficients of every second rule, and of one that is not there. */
static void
set_coefficients (SyLayerSpec *layer,
                  int n_rules,
                  GRand *random)
{
  layer->n_rules = (gsize) (n_rules + 1) / 2 + 1;
  layer->rules = g_new (SyCoefficient, layer->n_rules);
  for (gsize i = 0; i < layer->n_rules; i++)
    layer->rules[i] = (SyCoefficient){ i + 1 == layer->n_rules
                                           ? g_strdup ("gone")
                                           : g_strdup_printf ("rule%d", (int) (2 * i)),
                                       g_rand_double_range (random, -0.5, 0.5) };
}

static void
set_layer (SyModel *model,
           int n_rules,
           GRand *random)
{
  SyLayerSpec *layer = &model->probability;
  double raw = PICK (random, -5, 0, 2.5);

  layer->kind = (SyLayerKind) g_rand_int_range (random, SY_LAYER_LOGISTIC, SY_LAYER_RULES + 1);
  if (layer->kind != SY_LAYER_ISOTONIC)
    layer->b0 = PICK (random, -2, 0.3);
  if (layer->kind == SY_LAYER_LOGISTIC)
    layer->b1 = PICK (random, 0.1, -0.07);
  if (layer->kind == SY_LAYER_RULES)
    set_coefficients (layer, n_rules, random);
  if (layer->kind == SY_LAYER_ISOTONIC)
    {
      layer->n_raw = layer->n_p = (gsize) g_rand_int_range (random, 1, 6);
      layer->raw = g_new (double, layer->n_raw);
      layer->p = g_new (double, layer->n_p);
      for (gsize i = 0; i < layer->n_raw; i++)
        {
          layer->raw[i] = raw += PICK (random, 0.5, 3, 8);
          layer->p[i] = g_rand_double (random);
        }
    }
  if (model->scale.kind != SY_SCALE_NONE)
    layer->blend = PICK (random, 0, 0.4, 1);
}

static void
set_bands (GPtrArray *bands,
           SyScaleKind scale,
           GRand *random)
{
  double min = scale == SY_SCALE_NONE ? NAN : 0;
  double next = PICK (random, 0.5, 5, 30);

  g_ptr_array_set_size (bands, 0);
  for (int i = g_rand_int_range (random, 0, 4); i >= 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("Band %u", bands->len);

      g_ptr_array_add (bands, sy_band_new (name, min));
      min = next;
      next += g_rand_int_range (random, 1, 80) / 4.0;
    }
}

/* Courses and changes, of bands above the first. */
static void
ask_courses (GPtrArray *bands,
             GRand *random)
{
  for (guint i = 1; i < bands->len; i++)
    {
      SyBand *band = bands->pdata[i];

      if (one_in (random, 2))
        band->courses = (guint) g_rand_int_range (random, 1, 16);
      if (one_in (random, 2))
        continue;
      band->change.days = (int) PICK (random, 1, 7, 30, 45);
      band->change.at_least = PICK (random, NAN, -3.3, 0.01, 2.2);
      if (isnan (band->change.at_least) || one_in (random, 2))
        band->change.at_most = PICK (random, 2.7, 17.3);
    }
}

/* Roles are those of the accounts that tests make: "admin", "user", none. */
static void
set_account (SyAccountSpec *account,
             GRand *random)
{
  account->kind = (SyRollUp) g_rand_int_range (random, SY_ROLL_UP_SUM, SY_ROLL_UP_ROLE + 1);
  if (account->kind == SY_ROLL_UP_TOP)
    account->top = g_rand_int_range (random, 1, 5);
  if (account->kind == SY_ROLL_UP_ROLE)
    {
      account->roles = g_new0 (SyRoleWeight, 2);
      account->n_roles = 2;
      account->roles[0] = (SyRoleWeight){ g_strdup ("admin"), PICK (random, 2, 0.5) };
      account->roles[1] = (SyRoleWeight){ g_strdup ("user"), PICK (random, 1, -0.3) };
      account->other_weight = PICK (random, 1, 0);
    }
  if (one_in (random, 2))
    account->inputs.active_days = PICK (random, 3, 14);
  if (one_in (random, 2))
    account->inputs.seats = g_strdup ("seats");
  if (one_in (random, 3))
    return;
  do
    set_scale (&account->scale, random);
  while (account->scale.kind == SY_SCALE_PERCENTILE && account->scale.n_reference == 0);
  set_bands (account->bands, account->scale.kind, random);
}

SyModel *
sy_test_model_new_random (GRand *random)
{
  SyModel *model = sy_model_new ("Random");
  g_autoptr (GRand) courses = NULL;
  g_autoptr (GError) error = NULL;
  int n_rules = 0;

  for (int i = 0, n_groups = g_rand_int_range (random, 0, 4); i < n_groups; i++)
    g_ptr_array_add (model->groups, new_group (random, i, &n_rules));
  if (one_in (random, 3))
    model->score_min = PICK (random, 0, -5);
  if (one_in (random, 3))
    model->score_max = PICK (random, 10, 50);
  set_scale (&model->scale, random);
  if (one_in (random, 3))
    set_layer (model, n_rules, random);
  if (one_in (random, 3))
    model->outcome = (SyOutcomeSpec){ .kind = SY_OUTCOME_EVENT,
                                      .types = g_strdupv ((char *[]){ (char *) "purchase", NULL }),
                                      .count = -1,
                                      .amount = NAN,
                                      .horizon_days = 30,
                                      .direction = one_in (random, 2) ? SY_DIRECTION_LESS
                                                                      : SY_DIRECTION_MORE };
  set_bands (model->bands, model->scale.kind, random);
  if (one_in (random, 4))
    model->population.seen_within_days = PICK (random, 7, 30, 90);
  if (one_in (random, 4))
    model->population.types = pick_types (random);
  if (one_in (random, 4))
    model->population.where = new_person_where (random);
  if (one_in (random, 3))
    set_account (&model->account, random);
  if (one_in (random, 4))
    {
      model->lifecycle.new_days = PICK (random, 7, 30);
      model->lifecycle.trend_drop = PICK (random, 0.25, 1);
    }
  /* From a copy: what the caller draws next hangs on nothing here. */
  courses = g_rand_copy (random);
  if (one_in (courses, 12))
    ask_courses (model->bands, courses);
  sy_model_check (model, &error);
  g_assert_no_error (error);
  return model;
}

SyRule *
sy_test_rule_new_count (const char *id)
{
  SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

  sy_rule_add_type (rule, "purchase");
  return rule;
}

SyModel *
sy_test_model_new_with_rule (SyRule *rule)
{
  SyModel *model = sy_model_new ("One rule");
  SyRuleGroup *group = sy_rule_group_new ("Group");

  model->scale = (SyScaleSpec){ SY_SCALE_NONE, NAN, NAN, NAN, NAN, NULL, 0 };
  sy_model_get_band (model, 0)->min = NAN;
  g_ptr_array_add (group->rules, rule);
  g_ptr_array_add (model->groups, group);
  return model;
}

static void
edit_rule (SyRuleGroup *group,
           guint index,
           GRand *random)
{
  SyRule *rule = sy_rule_group_get_rule (group, index);
  gboolean reads_events = rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE;

  switch (g_rand_int_range (random, 0, 11))
    {
    case 8:
      if (rule->kind == SY_RULE_EVENT)
        set_season (rule, random);
      break;
    case 9:
      if (rule->kind == SY_RULE_EVENT)
        set_codes (rule, random);
      break;
    case 10:
      g_clear_pointer (&rule->only_if, sy_condition_free);
      set_person_keys (rule, random);
      break;
    case 5:
      if (rule->kind == SY_RULE_ATTRIBUTE)
        rule->missing_points = PICK (random, 0, 3, -4);
      break;
    case 0:
      rule->points_max = PICK (random, 7, 25, NAN);
      break;
    case 1:
      rule->muted = !rule->muted;
      break;
    case 2:
      g_ptr_array_remove_index (group->rules, index);
      break;
    case 3:
      if (reads_events)
        set_decay (&rule->decay, random);
      break;
    case 4:
      if (reads_events)
        rule->window_days = PICK (random, 3, 10, 60, NAN);
      break;
    default:
      rule->weight = g_rand_double_range (random, -5, 5);
      break;
    }
}

SyModel *
sy_test_model_edit (const SyModel *model,
                    GRand *random)
{
  SyModel *copy = sy_model_copy (model);
  SyRuleGroup *group;

  if (copy->groups->len == 0 || one_in (random, 8))
    {
      set_scale (&copy->scale, random);
      set_bands (copy->bands, copy->scale.kind, random);
      return copy;
    }
  if (one_in (random, 8))
    {
      copy->population.seen_within_days = PICK (random, 5, 20, NAN);
      return copy;
    }
  group = sy_model_get_group (copy,
                              (guint) g_rand_int_range (random, 0, (gint32) copy->groups->len));
  if (group->rules->len == 0 || one_in (random, 6))
    {
      group->weight = g_rand_double_range (random, 0, 2);
      group->points_max = PICK (random, 4, 12, NAN);
      group->p95 = PICK (random, 2.5, 9, NAN);
    }
  else
    edit_rule (group, (guint) g_rand_int_range (random, 0, (gint32) group->rules->len), random);
  return copy;
}

SyScores *
sy_test_score (SyScorer *scorer,
               const SyModel *model)
{
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

static void
assert_same_numbers (const double *a,
                     const double *b,
                     gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (memcmp (&a[i], &b[i], sizeof *a) != 0)
      g_error ("person %" G_GSIZE_FORMAT ": %a and %a", i, a[i], b[i]);
}

void
sy_test_assert_same_scores (const SyScores *a,
                            const SyScores *b)
{
  gsize n = sy_scores_get_n_people (a);
  gsize n_members;
  gsize n_other_members;
  const guint32 *members = sy_scores_get_members (a, &n_members);
  const guint32 *other_members = sy_scores_get_members (b, &n_other_members);

  g_assert_cmpint (sy_scores_get_as_of (a), ==, sy_scores_get_as_of (b));
  g_assert_cmpuint (n, ==, sy_scores_get_n_people (b));
  assert_same_numbers (sy_scores_get_raw (a), sy_scores_get_raw (b), n);
  assert_same_numbers (sy_scores_get_score (a), sy_scores_get_score (b), n);
  g_assert_cmpmem (sy_scores_get_bands (a), n, sy_scores_get_bands (b), n);
  g_assert_cmpmem (members, n_members * sizeof *members, other_members,
                   n_other_members * sizeof *other_members);
  g_assert_cmpint (sy_scores_has_probability (a), ==, sy_scores_has_probability (b));
  for (guint32 i = 0; i < n && sy_scores_has_probability (a); i++)
    g_assert_cmpfloat (sy_scores_get_probability (a, i), ==, sy_scores_get_probability (b, i));
}
