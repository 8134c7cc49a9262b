/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-slow-scorer.h"

#include <math.h>
#include <string.h>

/* An event of one person, ready to look at. */
typedef struct
{
  gint64 second;
  gint64 day; /* local, Julian */
  double amount;
  const char *type; /* canonical */
  gboolean is_muted;
  const SyTestEvent *row;
} Event;

typedef struct
{
  const char *key;
  GArray *events;         /* Event */
  GHashTable *attributes; /* name -> text */
} Person;

typedef struct
{
  gint64 as_of;
  gint64 today; /* Julian local day of the last second before the instant */
  const SyRule *rule;
  const Person *person;
  const SyTestLog *log;
} Context;

/* --- texts, numbers, days --- */

static gint64
floor_seconds (gint64 ms)
{
  gint64 seconds = ms / 1000;

  return ms % 1000 < 0 ? seconds - 1 : seconds;
}

static gint64
local_day (GTimeZone *zone,
           gint64 second)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (second);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return g_date_get_julian (&date);
}

/* [+-] digits, at most one point, [e[+-]digits]; NaN for anything else. */
static double
to_number (const char *text)
{
  const char *at = text;
  const char *digits;
  gsize n_digits;

  if (text == NULL)
    return NAN;
  at += *at == '+' || *at == '-';
  digits = at;
  at += strspn (at, "0123456789");
  n_digits = (gsize) (at - digits);
  if (*at == '.')
    {
      digits = ++at;
      at += strspn (at, "0123456789");
      n_digits += (gsize) (at - digits);
    }
  if (n_digits == 0)
    return NAN;
  if (*at == 'e' || *at == 'E')
    {
      at++;
      at += *at == '+' || *at == '-';
      n_digits = strspn (at, "0123456789");
      at += n_digits;
    }
  return n_digits > 0 && *at == '\0' ? g_ascii_strtod (text, NULL) : NAN;
}

static gboolean
to_day (const char *text,
        gint64 *out_day)
{
  int year;
  int month;
  int day;
  GDate date;

  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  if (text[10] != '\0' && text[10] != ' ' && text[10] != 'T')
    return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *out_day = g_date_get_julian (&date);
  return TRUE;
}

static gboolean
is_in (const char *text,
       char **list)
{
  for (; list != NULL && *list != NULL; list++)
    if (strcmp (*list, text) == 0)
      return TRUE;
  return FALSE;
}

/* --- conditions --- */

static gboolean
value_is (const SyConditionValue *value,
          const char *text,
          double number)
{
  if (value->text != NULL)
    return text != NULL && strcmp (text, value->text) == 0;
  return number == value->number;
}

/* @text is NULL for an amount. */
static gboolean
test_holds (const SyCondition *test,
            const char *text,
            double number)
{
  switch (test->op)
    {
    case SY_OPERATOR_EXISTS:
      return TRUE;
    case SY_OPERATOR_EQUAL:
      return value_is (&test->values[0], text, number);
    case SY_OPERATOR_NOT_EQUAL:
      return !value_is (&test->values[0], text, number);
    case SY_OPERATOR_IN:
      for (gsize i = 0; i < test->n_values; i++)
        if (value_is (&test->values[i], text, number))
          return TRUE;
      return FALSE;
    case SY_OPERATOR_LESS:
      return number < test->values[0].number;
    case SY_OPERATOR_AT_MOST:
      return number <= test->values[0].number;
    case SY_OPERATOR_MORE:
      return number > test->values[0].number;
    case SY_OPERATOR_AT_LEAST:
      return number >= test->values[0].number;
    case SY_OPERATOR_CONTAINS:
      return text != NULL && test->values[0].text != NULL &&
             strstr (text, test->values[0].text) != NULL;
    default:
      g_assert_not_reached ();
    }
}

/* Conditions on an event, or on a person when @event is NULL. */
static gboolean
condition_holds (const SyCondition *condition,
                 const Person *person,
                 const Event *event)
{
  const char *text = NULL;

  if (condition == NULL)
    return TRUE;
  switch (condition->kind)
    {
    case SY_CONDITION_ALL:
      for (gsize i = 0; i < condition->n_children; i++)
        if (!condition_holds (condition->children[i], person, event))
          return FALSE;
      return TRUE;
    case SY_CONDITION_ANY:
      for (gsize i = 0; i < condition->n_children; i++)
        if (condition_holds (condition->children[i], person, event))
          return TRUE;
      return FALSE;
    case SY_CONDITION_NOT:
      return !condition_holds (condition->children[0], person, event);
    case SY_CONDITION_TEST:
    default:
      if (event != NULL && strcmp (condition->field, "amount") == 0)
        return !isnan (event->amount) && test_holds (condition, NULL, event->amount);
      if (event == NULL)
        text = g_hash_table_lookup (person->attributes, condition->field);
      for (guint i = 0; event != NULL && i < SY_TEST_N_PROPERTIES; i++)
        if (strcmp (condition->field, sy_test_properties[i]) == 0)
          text = event->row->properties[i];
      return text != NULL && test_holds (condition, text, to_number (text));
    }
}

/* --- step 1 to 3 --- */

static gboolean
is_in_window (const Context *context,
              gint64 second)
{
  if (second >= context->as_of)
    return FALSE;
  return isnan (context->rule->window_days) ||
         (double) second >= (double) context->as_of - context->rule->window_days * 86400;
}

static GArray *
find_events (const Context *context,
             char **types,
             const SyCondition *where)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0; i < context->person->events->len; i++)
    {
      const Event *event = &g_array_index (context->person->events, Event, i);

      if (!event->is_muted && (types == NULL || is_in (event->type, types)) &&
          is_in_window (context, event->second) && condition_holds (where, context->person, event))
        g_array_append_val (found, *event);
    }
  return found;
}

/* Earlier second first, then smaller amount, missing first. */
static gboolean
comes_before (const Event *a,
              const Event *b)
{
  if (a->second != b->second)
    return a->second < b->second;
  if (isnan (a->amount) || isnan (b->amount))
    return isnan (a->amount) && !isnan (b->amount);
  return a->amount < b->amount;
}

static gboolean
ranks_before (GArray *events,
              guint i,
              guint j)
{
  const Event *a = &g_array_index (events, Event, i);
  const Event *b = &g_array_index (events, Event, j);

  return comes_before (a, b) || (!comes_before (b, a) && i < j);
}

/* Keeps an event when fewer than @cap others come before it on its day. */
static GArray *
cap_days (GArray *events,
          int cap)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      int n_before = 0;

      for (guint j = 0; j < events->len; j++)
        n_before += g_array_index (events, Event, j).day == event->day &&
                    ranks_before (events, j, i);
      if (n_before < cap)
        g_array_append_val (kept, *event);
    }
  return kept;
}

/* Keeps an event when fewer than @cap others come after it. */
static GArray *
cap_occurrences (GArray *events,
                 int cap)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0; i < events->len; i++)
    {
      int n_after = 0;

      for (guint j = 0; j < events->len; j++)
        n_after += ranks_before (events, i, j);
      if (n_after < cap)
        g_array_append_val (kept, g_array_index (events, Event, i));
    }
  return kept;
}

/* --- step 4 and 5 --- */

static double
decay (const Context *context,
       gint64 second)
{
  const SyDecay *self = &context->rule->decay;
  double age = (double) (context->as_of - second) / 86400;

  switch (self->kind)
    {
    case SY_DECAY_NONE:
      return 1;
    case SY_DECAY_EXPONENTIAL:
      return pow (0.5, age / self->half_life_days);
    case SY_DECAY_LINEAR:
      return age < self->span_days ? 1 - age / self->span_days : 0;
    case SY_DECAY_STEPS:
    default:
      for (gsize i = 0; i < self->n_steps; i++)
        if (age <= self->steps[i].until_days)
          return self->steps[i].factor;
      return 0;
    }
}

static double
signed_log1p (double x)
{
  return x < 0 ? -log1p (-x) : log1p (x);
}

static double
transform_amount (const SyAmountForm *form,
                  double amount)
{
  switch (form->kind)
    {
    case SY_AMOUNT_LOG1P:
      return signed_log1p (amount);
    case SY_AMOUNT_LIMIT:
      return amount < form->limit ? amount : form->limit;
    case SY_AMOUNT_IDENTITY:
    default:
      return amount;
    }
}

/* The mean factor over every calendar day with a second of the window in it: the @back-th window
 * of so many days before the instant. */
static double
season (const Context *context,
        double days,
        int back)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (context->log->zone);
  double end = (double) context->as_of - back * days * 86400;
  gint64 first = local_day (zone, (gint64) ceil (end - days * 86400));
  gint64 last = local_day (zone, (gint64) ceil (end) - 1);
  double sum = 0;
  int n = 0;

  if (last < first)
    last = first;
  for (gint64 day = first; day <= last; day++)
    {
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) day);
      sum += context->rule->season[g_date_get_iso8601_week_of_year (&date) - 1];
      n++;
    }
  return sum / n;
}

static double
measure (const Context *context,
         GArray *matches,
         GArray *kept,
         SyMeasure what)
{
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;
  long double sum = 0;
  double a = 0;
  double b = 0;

  for (guint i = 0; i < kept->len; i++)
    {
      first = MIN (first, g_array_index (kept, Event, i).second);
      last = MAX (last, g_array_index (kept, Event, i).second);
    }
  switch (what)
    {
    case SY_MEASURE_COUNT:
      for (guint i = 0; i < kept->len; i++)
        sum += decay (context, g_array_index (kept, Event, i).second);
      return (double) sum;
    case SY_MEASURE_AMOUNT:
      for (guint i = 0; i < kept->len; i++)
        {
          const Event *event = &g_array_index (kept, Event, i);

          if (!isnan (event->amount))
            sum += (long double) decay (context, event->second) *
                   transform_amount (&context->rule->amount, event->amount);
        }
      return (double) sum;
    case SY_MEASURE_DAYS:
      for (guint i = 0; i < kept->len; i++)
        {
          const Event *event = &g_array_index (kept, Event, i);
          gboolean is_latest = TRUE;

          for (guint j = 0; j < kept->len && is_latest; j++)
            {
              const Event *other = &g_array_index (kept, Event, j);

              is_latest = other->day != event->day || other->second < event->second ||
                          (other->second == event->second && j >= i);
            }
          if (is_latest)
            sum += decay (context, event->second);
        }
      return (double) sum;
    case SY_MEASURE_ONCE:
      return kept->len > 0 ? decay (context, first) : 0;
    case SY_MEASURE_LATEST:
      return kept->len > 0 ? decay (context, last) : 0;
    case SY_MEASURE_INACTIVE:
      return matches->len == 0 ? 1 : 0;
    case SY_MEASURE_TREND:
    default:
      for (guint i = 0; i < matches->len; i++)
        {
          double age = (double) (context->as_of - g_array_index (matches, Event, i).second) / 86400;

          if (age <= context->rule->trend_days)
            a++;
          else if (age <= 2 * context->rule->trend_days)
            b++;
        }
      if (context->rule->n_season > 0)
        {
          a /= season (context, context->rule->trend_days, 0);
          b /= season (context, context->rule->trend_days, 1);
        }
      return a == 0 && b == 0 ? 0 : (a - b) / (a > b ? a : b);
    }
}

static double
exposure (const Context *context)
{
  const SyExposure *per = &context->rule->per;
  g_autoptr (GArray) events = NULL;
  g_autoptr (GHashTable) days = NULL;
  double x = 0;

  switch (per->kind)
    {
    case SY_EXPOSURE_ATTRIBUTE:
      x = to_number (g_hash_table_lookup (context->person->attributes, per->attribute));
      break;
    case SY_EXPOSURE_EVENTS:
      events = find_events (context, per->types, NULL);
      x = events->len;
      break;
    case SY_EXPOSURE_ACTIVE_DAYS:
      events = find_events (context, NULL, NULL);
      days = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < events->len; i++)
        g_hash_table_add (days, GSIZE_TO_POINTER ((gsize) g_array_index (events, Event, i).day));
      x = g_hash_table_size (days);
      break;
    case SY_EXPOSURE_NONE:
    default:
      return 1;
    }
  return x > 1 ? x : 1;
}

static double
shape (SyShape kind,
       double x)
{
  switch (kind)
    {
    case SY_SHAPE_SQRT:
      return x < 0 ? -sqrt (-x) : sqrt (x);
    case SY_SHAPE_LOG1P:
      return signed_log1p (x);
    case SY_SHAPE_NONE:
    default:
      return x;
    }
}

static double
round12 (double x)
{
  char text[64];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.11e", x), NULL);
}

/* Of k edges, code 1 is below all and code k + 1 at or above all; nothing has no code. */
static double
code (const SyRule *rule,
      double x)
{
  double n = 1;

  if (rule->n_code_edges == 0 || x == 0)
    return x;
  for (gsize i = 0; i < rule->n_code_edges; i++)
    n += round12 (x) >= round12 (rule->code_edges[i]);
  return n;
}

/* --- the kinds of rules --- */

/* Named types, all of which are in the log and muted. */
static gboolean
are_all_muted (const Context *context,
               char **types)
{
  for (char **type = types; type != NULL && *type != NULL; type++)
    {
      gboolean is_muted = FALSE;

      for (guint i = 0; i < context->log->events->len; i++)
        {
          const char *name = g_array_index (context->log->events, SyTestEvent, i).type;

          is_muted |= strcmp (sy_test_log_resolve_type (context->log, name), *type) == 0 &&
                      sy_test_log_is_muted (context->log, name);
        }
      if (!is_muted)
        return FALSE;
    }
  return types != NULL && *types != NULL;
}

static double
event_value (const Context *context)
{
  const SyRule *rule = context->rule;
  g_autoptr (GArray) matches = find_events (context, rule->types, rule->where);
  g_autoptr (GArray) kept = NULL;
  double x;
  gint64 first_of_all = G_MAXINT64;

  for (guint i = 0; i < context->person->events->len; i++)
    first_of_all = MIN (first_of_all, g_array_index (context->person->events, Event, i).second);
  if (rule->kind == SY_RULE_MILESTONE && !isnan (rule->within_days_of_first))
    for (guint i = matches->len; i-- > 0;)
      if ((double) (g_array_index (matches, Event, i).second - first_of_all) >
          rule->within_days_of_first * 86400)
        g_array_remove_index (matches, i);

  kept = g_array_copy (matches);
  if (rule->daily_cap >= 0)
    {
      GArray *fewer = cap_days (kept, rule->daily_cap);

      g_array_unref (kept);
      kept = fewer;
    }
  if (rule->max_occurrences >= 0)
    {
      GArray *fewer = cap_occurrences (kept, rule->max_occurrences);

      g_array_unref (kept);
      kept = fewer;
    }
  if (rule->kind == SY_RULE_MILESTONE)
    return measure (context, matches, kept, SY_MEASURE_ONCE);
  x = measure (context, matches, kept, rule->measure) / exposure (context);
  if (rule->n_season > 0 && rule->measure != SY_MEASURE_TREND && !isnan (rule->window_days))
    x /= season (context, rule->window_days, 0);
  return code (rule, shape (rule->shape, x));
}

static double
sequence_value (const Context *context)
{
  const SyRule *rule = context->rule;
  g_autoptr (GArray) firsts = find_events (context, rule->first, rule->where);
  double within = rule->within_days * 86400;

  for (guint i = 0; i < firsts->len; i++)
    {
      double a = (double) g_array_index (firsts, Event, i).second;
      gboolean is_followed = FALSE;

      for (guint j = 0; j < context->person->events->len; j++)
        {
          const Event *b = &g_array_index (context->person->events, Event, j);

          if (!b->is_muted && is_in (b->type, rule->unless) && b->second < context->as_of &&
              (double) b->second >= a && (double) b->second <= a + within)
            is_followed = TRUE;
        }
      if (!is_followed && a + within <= (double) context->as_of)
        return 1;
    }
  return 0;
}

static double
date_value (const Context *context)
{
  const char *text = g_hash_table_lookup (context->person->attributes, context->rule->attribute);
  gint64 day;
  double days;

  if (text == NULL || !to_day (text, &day))
    return 0;
  days = (double) (day - context->today);
  if (!isnan (context->rule->from_days) && days < context->rule->from_days)
    return 0;
  return isnan (context->rule->to_days) || days <= context->rule->to_days ? 1 : 0;
}

/* The points of an attribute rule before its cap: a missing attribute has its own. */
static double
attribute_points (const Context *context)
{
  const SyRule *rule = context->rule;
  const char *text = g_hash_table_lookup (context->person->attributes, rule->attribute);
  double number = to_number (text);

  if (text == NULL)
    return rule->missing_points;
  if (rule->n_table == 0)
    return condition_holds (rule->where, context->person, NULL) ? rule->weight : 0;
  for (gsize i = 0; i < rule->n_table; i++)
    {
      const SyTableRow *row = &rule->table[i];

      if (row->value != NULL ? strcmp (row->value, text) == 0
                             : !isnan (number) && (isnan (row->min) || number >= row->min) &&
                                   (isnan (row->max) || number < row->max))
        return rule->weight * row->points;
    }
  return 0;
}

static double
clamp (double x,
       double low,
       double high)
{
  if (!isnan (low) && x < low)
    x = low;
  if (!isnan (high) && x > high)
    x = high;
  return x;
}

static double
rule_points (const Context *context)
{
  const SyRule *rule = context->rule;
  double points;

  switch (rule->kind)
    {
    case SY_RULE_ATTRIBUTE:
      points = attribute_points (context);
      break;
    case SY_RULE_SEQUENCE:
      points = are_all_muted (context, rule->first) || are_all_muted (context, rule->unless)
                   ? 0
                   : rule->weight * sequence_value (context);
      break;
    case SY_RULE_DATE:
      points = rule->weight * date_value (context);
      break;
    case SY_RULE_EVENT:
    case SY_RULE_MILESTONE:
    default:
      points = are_all_muted (context, rule->types) ? 0 : rule->weight * event_value (context);
      break;
    }
  return clamp (points, rule->points_min, rule->points_max);
}

/* --- from rules to a score --- */

/* The part of the score that a rule's points are told in. */
static double *
find_part (const SyRule *rule,
           SySlowScore *score)
{
  switch (rule->component)
    {
    case SY_COMPONENT_RECENCY:
      return &score->recency;
    case SY_COMPONENT_FREQUENCY:
      return &score->frequency;
    case SY_COMPONENT_DEPTH:
      return &score->depth;
    case SY_COMPONENT_VALUE:
      return &score->value;
    case SY_COMPONENT_DERIVED:
    default:
      break;
    }
  if (rule->kind == SY_RULE_DATE)
    return &score->recency;
  if (rule->kind != SY_RULE_EVENT || rule->measure == SY_MEASURE_ONCE)
    return &score->depth;
  if (rule->measure == SY_MEASURE_LATEST || rule->measure == SY_MEASURE_INACTIVE)
    return &score->recency;
  return rule->measure == SY_MEASURE_AMOUNT ? &score->value : &score->frequency;
}

static gboolean
is_bad_news (const SyRule *rule,
             double weight)
{
  if (rule->polarity != SY_POLARITY_DERIVED)
    return rule->polarity == SY_POLARITY_NEGATIVE;
  return weight < 0;
}

static void
set_raw_score (const SyModel *model,
               Context *context,
               SySlowScore *score)
{
  long double total = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = model->groups->pdata[i];
      double divisor = isnan (group->p95) ? 1 : group->p95;
      long double sum = 0;
      double max = -HUGE_VAL;
      guint n_rules = 0;
      double points;

      for (guint j = 0; j < group->rules->len; j++)
        {
          context->rule = group->rules->pdata[j];
          if (context->rule->muted)
            continue;
          points = rule_points (context);
          *find_part (context->rule, score) += points / divisor * group->weight;
          if (is_bad_news (context->rule, context->rule->weight * group->weight))
            score->friction += points / divisor * group->weight;
          sum += points;
          max = MAX (max, points);
          n_rules++;
        }
      points = group->combine == SY_COMBINE_MAX ? (n_rules > 0 ? max : 0) : (double) sum;
      points /= divisor;
      total += (long double) clamp (points, group->points_min, group->points_max) * group->weight;
    }
  score->raw = clamp ((double) total, model->score_min, model->score_max);
  score->limits = score->raw - score->recency - score->frequency - score->depth - score->value;
}

static double
mid_rank_percent (double x,
                  const double *reference,
                  gsize n)
{
  double below = 0;
  double equal = 0;

  for (gsize i = 0; i < n; i++)
    {
      below += round12 (reference[i]) < round12 (x);
      equal += round12 (reference[i]) == round12 (x);
    }
  return n > 0 ? 100 * (below + equal / 2) / (double) n : 0;
}

static double
scale (const SyScaleSpec *spec,
       double raw,
       GArray *members)
{
  switch (spec->kind)
    {
    case SY_SCALE_RANGE:
      return clamp (100 * (raw - spec->lo) / (spec->hi - spec->lo), 0, 100);
    case SY_SCALE_LOGISTIC:
      return 100 / (1 + exp (-(spec->b0 + spec->b1 * raw)));
    case SY_SCALE_PERCENTILE:
      if (spec->reference != NULL)
        return mid_rank_percent (raw, spec->reference, spec->n_reference);
      return mid_rank_percent (raw, (const double *) (gconstpointer) members->data, members->len);
    case SY_SCALE_NONE:
    default:
      return raw;
    }
}

static gboolean
is_member (const SyPopulationSpec *spec,
           const Person *person,
           gint64 as_of)
{
  gboolean is_seen = FALSE;

  for (guint i = 0; i < person->events->len; i++)
    {
      const Event *event = &g_array_index (person->events, Event, i);

      if (event->second < as_of && (spec->types == NULL || is_in (event->type, spec->types)) &&
          (isnan (spec->seen_within_days) ||
           (double) event->second >= (double) as_of - spec->seen_within_days * 86400))
        is_seen = TRUE;
    }
  return is_seen && condition_holds (spec->where, person, NULL);
}

/* --- people --- */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_key (GPtrArray *keys,
         const char *key)
{
  if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
    g_ptr_array_add (keys, (gpointer) key);
}

static GPtrArray *
find_keys (const SyTestLog *log)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < log->events->len; i++)
    g_hash_table_add (seen, (gpointer) g_array_index (log->events, SyTestEvent, i).person);
  for (guint i = 0; i < log->attributes->len; i++)
    g_hash_table_add (seen, (gpointer) g_array_index (log->attributes, SyTestAttribute, i).person);
  for (guint i = 0; i < log->links->len; i++)
    {
      g_hash_table_add (seen, (gpointer) g_array_index (log->links, SyTestLink, i).alias);
      g_hash_table_add (seen, (gpointer) g_array_index (log->links, SyTestLink, i).person);
    }
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_texts);
  return keys;
}

static gboolean
is_alias (const SyTestLog *log,
          const char *key)
{
  for (guint i = 0; i < log->links->len; i++)
    {
      const SyTestLink *link = &g_array_index (log->links, SyTestLink, i);

      if (strcmp (link->alias, key) == 0 && strcmp (link->person, key) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Everyone linked with @key, by spreading along the links until nobody is new. */
static GPtrArray *
find_circle (const SyTestLog *log,
             const char *key)
{
  GPtrArray *circle = g_ptr_array_new ();
  guint n_before;

  add_key (circle, key);
  do
    {
      n_before = circle->len;
      for (guint i = 0; i < log->links->len; i++)
        {
          const SyTestLink *link = &g_array_index (log->links, SyTestLink, i);

          if (g_ptr_array_find_with_equal_func (circle, link->alias, g_str_equal, NULL))
            add_key (circle, link->person);
          if (g_ptr_array_find_with_equal_func (circle, link->person, g_str_equal, NULL))
            add_key (circle, link->alias);
        }
    }
  while (circle->len > n_before);
  g_ptr_array_sort (circle, compare_texts);
  return circle;
}

static const char *
choose_name (const SyTestLog *log,
             GPtrArray *circle)
{
  for (guint i = 0; i < circle->len; i++)
    if (!is_alias (log, circle->pdata[i]))
      return circle->pdata[i];
  return circle->pdata[0];
}

static void
fill_person (Person *person,
             const SyTestLog *log,
             GPtrArray *circle,
             GTimeZone *zone)
{
  person->events = g_array_new (FALSE, FALSE, sizeof (Event));
  person->attributes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < log->events->len; i++)
    {
      const SyTestEvent *row = &g_array_index (log->events, SyTestEvent, i);
      Event event = { floor_seconds (row->time_ms),
                      0,
                      row->amount,
                      sy_test_log_resolve_type (log, row->type),
                      sy_test_log_is_muted (log, row->type),
                      row };

      if (!g_ptr_array_find_with_equal_func (circle, row->person, g_str_equal, NULL))
        continue;
      event.day = local_day (zone, event.second);
      g_array_append_val (person->events, event);
    }
  /* The name's own attributes last: they win. Of the others the first in order. */
  for (guint k = circle->len + 1; k-- > 0;)
    for (guint i = 0; i < log->attributes->len; i++)
      {
        const SyTestAttribute *row = &g_array_index (log->attributes, SyTestAttribute, i);
        const char *source = k == 0 ? person->key : circle->pdata[k - 1];

        if (strcmp (row->person, source) == 0)
          g_hash_table_insert (person->attributes, (gpointer) row->name, (gpointer) row->text);
      }
}

static void
clear_score (gpointer data)
{
  g_free (((SySlowScore *) data)->person);
}

GArray *
sy_slow_score (const SyTestLog *log,
               const SyModel *model,
               gint64 as_of)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (SySlowScore));
  g_autoptr (GPtrArray) keys = find_keys (log);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (log->zone);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_nonnull (zone);
  g_array_set_clear_func (scores, clear_score);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GPtrArray) circle = find_circle (log, keys->pdata[i]);
      Person person = { .key = choose_name (log, circle) };
      Context context = { as_of, local_day (zone, as_of - 1), NULL, &person, log };
      SySlowScore score = { 0 };

      if (strcmp (person.key, keys->pdata[i]) != 0)
        continue;
      fill_person (&person, log, circle, zone);
      score.person = g_strdup (person.key);
      set_raw_score (model, &context, &score);
      score.is_member = is_member (&model->population, &person, as_of);
      if (score.is_member)
        g_array_append_val (members, score.raw);
      g_array_append_val (scores, score);
      g_array_unref (person.events);
      g_hash_table_unref (person.attributes);
    }
  for (guint i = 0; i < scores->len; i++)
    {
      SySlowScore *score = &g_array_index (scores, SySlowScore, i);

      score->score = scale (&model->scale, score->raw, members);
      score->scale = score->score - score->raw;
      score->band = -1;
      for (guint j = 0; score->is_member && j < model->bands->len; j++)
        if (j == 0 || score->score >= ((const SyBand *) model->bands->pdata[j])->min)
          score->band = (int) j;
    }
  return scores;
}
