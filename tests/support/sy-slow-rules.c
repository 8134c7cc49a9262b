/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-slow-rules.h"

#include <math.h>
#include <string.h>

/* --- texts, numbers, days --- */

gint64
sy_slow_floor_seconds (gint64 ms)
{
  gint64 seconds = ms / 1000;

  return ms % 1000 < 0 ? seconds - 1 : seconds;
}

gint64
sy_slow_local_day (GTimeZone *zone,
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

gboolean
sy_slow_to_day (const char *text,
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

gboolean
sy_slow_is_in (const char *text,
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
gboolean
sy_slow_condition_holds (const SyCondition *condition,
                         const SySlowPerson *person,
                         const SySlowEvent *event)
{
  const char *text = NULL;

  if (condition == NULL)
    return TRUE;
  switch (condition->kind)
    {
    case SY_CONDITION_ALL:
      for (gsize i = 0; i < condition->n_children; i++)
        if (!sy_slow_condition_holds (condition->children[i], person, event))
          return FALSE;
      return TRUE;
    case SY_CONDITION_ANY:
      for (gsize i = 0; i < condition->n_children; i++)
        if (sy_slow_condition_holds (condition->children[i], person, event))
          return TRUE;
      return FALSE;
    case SY_CONDITION_NOT:
      return !sy_slow_condition_holds (condition->children[0], person, event);
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
is_in_window (const SySlowContext *context,
              gint64 second)
{
  if (second >= context->as_of)
    return FALSE;
  return isnan (context->rule->window_days) ||
         (double) second >= (double) context->as_of - context->rule->window_days * 86400;
}

GArray *
sy_slow_find_events (const SySlowContext *context,
                     char **types,
                     const SyCondition *where)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (SySlowEvent));

  for (guint i = 0; i < context->person->events->len; i++)
    {
      const SySlowEvent *event = &g_array_index (context->person->events, SySlowEvent, i);

      if (!event->is_muted && (types == NULL || sy_slow_is_in (event->type, types)) &&
          is_in_window (context, event->second) && sy_slow_condition_holds (where, context->person, event))
        g_array_append_val (found, *event);
    }
  return found;
}

/* Earlier second first, then smaller amount, missing first. */
static gboolean
comes_before (const SySlowEvent *a,
              const SySlowEvent *b)
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
  const SySlowEvent *a = &g_array_index (events, SySlowEvent, i);
  const SySlowEvent *b = &g_array_index (events, SySlowEvent, j);

  return comes_before (a, b) || (!comes_before (b, a) && i < j);
}

/* Keeps an event when fewer than @cap others come before it on its day. */
static GArray *
cap_days (GArray *events,
          int cap)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (SySlowEvent));

  for (guint i = 0; i < events->len; i++)
    {
      const SySlowEvent *event = &g_array_index (events, SySlowEvent, i);
      int n_before = 0;

      for (guint j = 0; j < events->len; j++)
        n_before += g_array_index (events, SySlowEvent, j).day == event->day &&
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
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (SySlowEvent));

  for (guint i = 0; i < events->len; i++)
    {
      int n_after = 0;

      for (guint j = 0; j < events->len; j++)
        n_after += ranks_before (events, i, j);
      if (n_after < cap)
        g_array_append_val (kept, g_array_index (events, SySlowEvent, i));
    }
  return kept;
}

/* --- step 4 and 5 --- */

static double
decay (const SySlowContext *context,
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
season (const SySlowContext *context,
        double days,
        int back)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (context->log->zone);
  double end = (double) context->as_of - back * days * 86400;
  gint64 first = sy_slow_local_day (zone, (gint64) ceil (end - days * 86400));
  gint64 last = sy_slow_local_day (zone, (gint64) ceil (end) - 1);
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
measure (const SySlowContext *context,
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
      first = MIN (first, g_array_index (kept, SySlowEvent, i).second);
      last = MAX (last, g_array_index (kept, SySlowEvent, i).second);
    }
  switch (what)
    {
    case SY_MEASURE_COUNT:
      for (guint i = 0; i < kept->len; i++)
        sum += decay (context, g_array_index (kept, SySlowEvent, i).second);
      return (double) sum;
    case SY_MEASURE_AMOUNT:
      for (guint i = 0; i < kept->len; i++)
        {
          const SySlowEvent *event = &g_array_index (kept, SySlowEvent, i);

          if (!isnan (event->amount))
            sum += (long double) decay (context, event->second) *
                   transform_amount (&context->rule->amount, event->amount);
        }
      return (double) sum;
    case SY_MEASURE_DAYS:
      for (guint i = 0; i < kept->len; i++)
        {
          const SySlowEvent *event = &g_array_index (kept, SySlowEvent, i);
          gboolean is_latest = TRUE;

          for (guint j = 0; j < kept->len && is_latest; j++)
            {
              const SySlowEvent *other = &g_array_index (kept, SySlowEvent, j);

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
          double age = (double) (context->as_of - g_array_index (matches, SySlowEvent, i).second) / 86400;

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
exposure (const SySlowContext *context)
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
      events = sy_slow_find_events (context, per->types, NULL);
      x = events->len;
      break;
    case SY_EXPOSURE_ACTIVE_DAYS:
      events = sy_slow_find_events (context, NULL, NULL);
      days = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < events->len; i++)
        g_hash_table_add (days, GSIZE_TO_POINTER ((gsize) g_array_index (events, SySlowEvent, i).day));
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

double
sy_slow_round12 (double x)
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
    n += sy_slow_round12 (x) >= sy_slow_round12 (rule->code_edges[i]);
  return n;
}

/* --- the kinds of rules --- */

/* Named types, all of which are in the log and muted. */
gboolean
sy_slow_are_all_muted (const SySlowContext *context,
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
event_value (const SySlowContext *context)
{
  const SyRule *rule = context->rule;
  g_autoptr (GArray) matches = sy_slow_find_events (context, rule->types, rule->where);
  g_autoptr (GArray) kept = NULL;
  double x;
  gint64 first_of_all = G_MAXINT64;

  for (guint i = 0; i < context->person->events->len; i++)
    first_of_all = MIN (first_of_all, g_array_index (context->person->events, SySlowEvent, i).second);
  if (rule->kind == SY_RULE_MILESTONE && !isnan (rule->within_days_of_first))
    for (guint i = matches->len; i-- > 0;)
      if ((double) (g_array_index (matches, SySlowEvent, i).second - first_of_all) >
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
sequence_value (const SySlowContext *context)
{
  const SyRule *rule = context->rule;
  g_autoptr (GArray) firsts = sy_slow_find_events (context, rule->first, rule->where);
  double within = rule->within_days * 86400;

  for (guint i = 0; i < firsts->len; i++)
    {
      double a = (double) g_array_index (firsts, SySlowEvent, i).second;
      gboolean is_followed = FALSE;

      for (guint j = 0; j < context->person->events->len; j++)
        {
          const SySlowEvent *b = &g_array_index (context->person->events, SySlowEvent, j);

          if (!b->is_muted && sy_slow_is_in (b->type, rule->unless) && b->second < context->as_of &&
              (double) b->second >= a && (double) b->second <= a + within)
            is_followed = TRUE;
        }
      if (!is_followed && a + within <= (double) context->as_of)
        return 1;
    }
  return 0;
}

static double
date_value (const SySlowContext *context)
{
  const char *text = g_hash_table_lookup (context->person->attributes, context->rule->attribute);
  gint64 day;
  double days;

  if (text == NULL || !sy_slow_to_day (text, &day))
    return 0;
  days = (double) (day - context->today);
  if (!isnan (context->rule->from_days) && days < context->rule->from_days)
    return 0;
  return isnan (context->rule->to_days) || days <= context->rule->to_days ? 1 : 0;
}

/* The points of an attribute rule before its cap: a missing attribute has its own. */
static double
attribute_points (const SySlowContext *context)
{
  const SyRule *rule = context->rule;
  const char *text = g_hash_table_lookup (context->person->attributes, rule->attribute);
  double number = to_number (text);

  if (text == NULL)
    return rule->missing_points;
  if (rule->n_table == 0)
    return sy_slow_condition_holds (rule->where, context->person, NULL) ? rule->weight : 0;
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

double
sy_slow_clamp (double x,
               double low,
               double high)
{
  if (!isnan (low) && x < low)
    x = low;
  if (!isnan (high) && x > high)
    x = high;
  return x;
}

/* The points that the events, or what is known, give before what hangs on the person. */
static double
plain_points (const SySlowContext *context)
{
  const SyRule *rule = context->rule;

  switch (rule->kind)
    {
    case SY_RULE_ATTRIBUTE:
      return attribute_points (context);
    case SY_RULE_SEQUENCE:
      return sy_slow_are_all_muted (context, rule->first) || sy_slow_are_all_muted (context, rule->unless)
                 ? 0
                 : rule->weight * sequence_value (context);
    case SY_RULE_DATE:
      return rule->weight * date_value (context);
    case SY_RULE_EVENT:
    case SY_RULE_MILESTONE:
    default:
      return sy_slow_are_all_muted (context, rule->types) ? 0 : rule->weight * event_value (context);
    }
}

double
sy_slow_rule_points (const SySlowContext *context)
{
  const SyRule *rule = context->rule;
  gboolean is_missing = rule->kind == SY_RULE_ATTRIBUTE &&
                        g_hash_table_lookup (context->person->attributes, rule->attribute) == NULL;
  double points = plain_points (context);

  if (rule->only_if != NULL && !sy_slow_person_holds (context, rule->only_if))
    points = 0;
  else if (!is_missing)
    points *= sy_slow_multiplier (context);
  return sy_slow_clamp (points, rule->points_min, rule->points_max);
}
