/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule.h"

#include <math.h>

#include "core/sy-number.h"
#include "sy-field-private.h"

SyRule *
sy_rule_new (const char *id,
             SyRuleKind kind)
{
  SyRule *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (SyRule, 1);
  sy_object_init (&sy_rule_type, self);
  self->id = g_strdup (id);
  self->kind = kind;
  return self;
}

SyRule *
sy_rule_copy (const SyRule *self)
{
  SyRule *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (SyRule, 1);
  sy_object_copy (&sy_rule_type, self, copy);
  return copy;
}

void
sy_rule_free (SyRule *self)
{
  if (self == NULL)
    return;
  sy_object_clear (&sy_rule_type, self);
  g_free (self);
}

const char *
sy_rule_get_label (const SyRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->label != NULL ? self->label : self->id;
}

gboolean
sy_rule_equal (const SyRule *a,
               const SyRule *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return sy_object_equal (&sy_rule_type, a, b, 0);
}

gboolean
sy_rule_value_equal (const SyRule *a,
                     const SyRule *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return sy_object_equal (&sy_rule_type, a, b, SY_FIELD_NOT_VALUE);
}

guint
sy_rule_value_hash (const SyRule *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return sy_object_hash (&sy_rule_type, self, SY_FIELD_NOT_VALUE);
}

SyComponent
sy_rule_get_component (const SyRule *self)
{
  static const SyComponent by_measure[] = {
    [SY_MEASURE_COUNT] = SY_COMPONENT_FREQUENCY,
    [SY_MEASURE_AMOUNT] = SY_COMPONENT_VALUE,
    [SY_MEASURE_DAYS] = SY_COMPONENT_FREQUENCY,
    [SY_MEASURE_ONCE] = SY_COMPONENT_DEPTH,
    [SY_MEASURE_LATEST] = SY_COMPONENT_RECENCY,
    [SY_MEASURE_INACTIVE] = SY_COMPONENT_RECENCY,
    [SY_MEASURE_TREND] = SY_COMPONENT_FREQUENCY,
  };

  g_return_val_if_fail (self != NULL, SY_COMPONENT_DEPTH);

  if (self->component != SY_COMPONENT_DERIVED)
    return self->component;
  if (self->kind == SY_RULE_EVENT)
    return by_measure[self->measure];
  return self->kind == SY_RULE_DATE ? SY_COMPONENT_RECENCY : SY_COMPONENT_DEPTH;
}

void
sy_rule_add_type (SyRule *self,
                  const char *type)
{
  guint n;

  g_return_if_fail (self != NULL && type != NULL);

  n = self->types == NULL ? 0 : g_strv_length (self->types);
  self->types = g_renew (char *, self->types, n + 2);
  self->types[n] = g_strdup (type);
  self->types[n + 1] = NULL;
}

/* Whether a value is at or above an edge when both are rounded to 12 digits, which is slow and
 * matters only right below the edge. */
static gboolean
reaches_edge (double value,
              double edge)
{
  return value >= edge || (edge - value <= 6e-12 * fabs (edge) &&
                           sy_number_round12 (value) >= sy_number_round12 (edge));
}

double
sy_rule_get_code (const SyRule *self,
                  double value)
{
  gsize code = 1;

  g_return_val_if_fail (self != NULL, value);

  if (self->n_code_edges == 0)
    return value;
  if (!(fabs (value) > 0))
    return 0;
  while (code <= self->n_code_edges && reaches_edge (value, self->code_edges[code - 1]))
    code++;
  return (double) code;
}

double
sy_decay_at (const SyDecay *self,
             double age_days)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (self->kind)
    {
    case SY_DECAY_EXPONENTIAL:
      return exp2 (-age_days / self->half_life_days);
    case SY_DECAY_LINEAR:
      return MAX (0, 1 - age_days / self->span_days);
    case SY_DECAY_STEPS:
      for (gsize i = 0; i < self->n_steps; i++)
        if (age_days <= self->steps[i].until_days)
          return self->steps[i].factor;
      return 0;
    case SY_DECAY_NONE:
    default:
      return 1;
    }
}

static void
add_number (GString *out,
            const char *before,
            double value,
            const char *after)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  if (isnan (value))
    return;
  g_string_append_printf (out, "%s%s%s", before, sy_number_format (value, buffer), after);
}

static void
add_days (GString *out,
          const char *before,
          double days)
{
  add_number (out, before, days, days == 1 ? " day" : " days");
}

static void
add_texts (GString *out,
           char *const *texts)
{
  g_autofree char *joined = texts == NULL ? NULL : g_strjoinv (" or ", (char **) texts);

  g_string_append (out, joined == NULL ? "?" : joined);
}

static void
add_decay (GString *out,
           const SyDecay *decay)
{
  switch (decay->kind)
    {
    case SY_DECAY_EXPONENTIAL:
      add_days (out, ", half-life ", decay->half_life_days);
      break;
    case SY_DECAY_LINEAR:
      add_days (out, ", fading over ", decay->span_days);
      break;
    case SY_DECAY_STEPS:
      g_string_append (out, ", fading in steps");
      for (gsize i = 0; i < decay->n_steps; i++)
        {
          add_number (out, i == 0 ? " (" : ", ", decay->steps[i].factor, " to ");
          add_days (out, "", decay->steps[i].until_days);
        }
      g_string_append_c (out, ')');
      break;
    case SY_DECAY_NONE:
    default:
      break;
    }
}

static void
add_exposure (GString *out,
              const SyExposure *per)
{
  switch (per->kind)
    {
    case SY_EXPOSURE_ACTIVE_DAYS:
      g_string_append (out, ", per active day");
      break;
    case SY_EXPOSURE_EVENTS:
      g_string_append (out, ", per ");
      add_texts (out, per->types);
      break;
    case SY_EXPOSURE_ATTRIBUTE:
      g_string_append_printf (out, ", per %s", per->attribute);
      break;
    case SY_EXPOSURE_NONE:
    default:
      break;
    }
}

static void
add_measure (GString *out,
             const SyRule *self)
{
  static const char *const measures[] = { "count", "amount", "active days", "once",
                                          "latest", "none", "trend" };
  static const char *const shapes[] = { "", ", square root", ", logarithm" };

  g_string_append_printf (out, ", %s", measures[self->measure]);
  if (self->measure == SY_MEASURE_AMOUNT && self->amount.kind == SY_AMOUNT_LOG1P)
    g_string_append (out, " (logarithm)");
  if (self->measure == SY_MEASURE_AMOUNT && self->amount.kind == SY_AMOUNT_LIMIT)
    add_number (out, " (at most ", self->amount.limit, " each)");
  if (self->measure == SY_MEASURE_TREND)
    add_days (out, " of ", self->trend_days);
  add_days (out, ", last ", self->window_days);
  if (self->daily_cap >= 0)
    add_number (out, ", at most ", self->daily_cap, " a day");
  if (self->max_occurrences >= 0)
    add_number (out, ", latest ", self->max_occurrences, "");
  add_decay (out, &self->decay);
  add_exposure (out, &self->per);
  if (self->n_season > 0)
    g_string_append (out, ", against the season");
  g_string_append (out, shapes[self->shape]);
  if (self->n_code_edges > 0)
    g_string_append_printf (out, ", as code 1 to %" G_GSIZE_FORMAT, self->n_code_edges + 1);
}

static void
add_attribute (GString *out,
               const SyRule *self)
{
  g_string_append (out, self->attribute);
  if (self->n_table > 0)
    g_string_append_printf (out, ", table of %" G_GSIZE_FORMAT, self->n_table);
}

static void
add_where (GString *out,
           const SyRule *self)
{
  g_autofree char *where = sy_condition_describe (self->where);

  if (*where != '\0')
    g_string_append_printf (out, " where %s", where);
}

/* What the value is taken times with, after all else. */
static void
add_person (GString *out,
            const SyRule *self)
{
  const SyMultiplier *multiplier = &self->multiplier;
  g_autofree char *only_if = sy_condition_describe (self->only_if);

  if (*only_if != '\0')
    g_string_append_printf (out, ", only if %s", only_if);
  if (multiplier->kind == SY_MULTIPLIER_NONE)
    return;
  add_number (out, ", times ", multiplier->inside, " with ");
  sy_person_test_describe_days (multiplier->kind == SY_MULTIPLIER_DATE
                                    ? SY_PERSON_TEST_DATE
                                    : SY_PERSON_TEST_FIRST_EVENT,
                                multiplier->attribute, multiplier->from_days, multiplier->to_days,
                                out);
  if (multiplier->outside < 1 || multiplier->outside > 1)
    add_number (out, ", else times ", multiplier->outside, "");
}

char *
sy_rule_describe (const SyRule *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  switch (self->kind)
    {
    case SY_RULE_ATTRIBUTE:
      add_attribute (out, self);
      add_where (out, self);
      break;
    case SY_RULE_SEQUENCE:
      add_texts (out, self->first);
      add_where (out, self);
      g_string_append (out, " without ");
      add_texts (out, self->unless);
      add_days (out, " within ", self->within_days);
      add_days (out, ", last ", self->window_days);
      break;
    case SY_RULE_MILESTONE:
      add_texts (out, self->types);
      add_where (out, self);
      g_string_append (out, " happened");
      add_days (out, " within ", self->within_days_of_first);
      if (!isnan (self->within_days_of_first))
        g_string_append (out, " of the first event");
      add_days (out, ", last ", self->window_days);
      add_decay (out, &self->decay);
      break;
    case SY_RULE_DATE:
      g_string_append (out, self->attribute);
      add_days (out, ", from ", self->from_days);
      add_days (out, ", to ", self->to_days);
      break;
    case SY_RULE_EVENT:
    default:
      add_texts (out, self->types);
      add_where (out, self);
      add_measure (out, self);
      break;
    }
  add_person (out, self);
  return g_string_free (out, FALSE);
}
