/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-slow-rules.h"

#include <math.h>

/* The slow scorer's conditions on the person and multipliers. */

static gboolean
days_hold (double days,
           double from_days,
           double to_days)
{
  return !isnan (days) && (isnan (from_days) || days >= from_days) &&
         (isnan (to_days) || days <= to_days);
}

static double
days_until (const SySlowContext *context,
            const char *attribute)
{
  const char *text = g_hash_table_lookup (context->person->attributes, attribute);
  gint64 day;

  return text != NULL && sy_slow_to_day (text, &day) ? (double) (day - context->today) : NAN;
}

static double
days_since_first (const SySlowContext *context)
{
  const SySlowEvent *first = NULL;

  for (guint i = 0; i < context->person->events->len; i++)
    {
      const SySlowEvent *event = &g_array_index (context->person->events, SySlowEvent, i);

      if (first == NULL || event->second < first->second)
        first = event;
    }
  return first != NULL && first->second < context->as_of ? (double) (context->today - first->day)
                                                         : NAN;
}

static gboolean
count_holds (const SySlowContext *context,
             const SyPersonTest *test)
{
  SyRule window = { .window_days = test->window_days };
  SySlowContext counted = *context;
  g_autoptr (GArray) events = NULL;

  if (sy_slow_are_all_muted (context, test->types))
    return FALSE;
  counted.rule = &window;
  events = sy_slow_find_events (&counted, test->types, test->where);
  if (test->at_least >= 0 && (int) events->len < test->at_least)
    return FALSE;
  return test->at_most < 0 || (int) events->len <= test->at_most;
}

gboolean
sy_slow_person_holds (const SySlowContext *context,
                      const SyCondition *condition)
{
  const SyPersonTest *test = condition->person;
  guint n = 0;

  switch (condition->kind)
    {
    case SY_CONDITION_TEST:
      return sy_slow_condition_holds (condition, context->person, NULL);
    case SY_CONDITION_PERSON:
      if (test->kind == SY_PERSON_TEST_COUNT)
        return count_holds (context, test);
      return days_hold (test->kind == SY_PERSON_TEST_DATE ? days_until (context, test->attribute)
                                                          : days_since_first (context),
                        test->from_days, test->to_days);
    case SY_CONDITION_ALL:
    case SY_CONDITION_ANY:
    case SY_CONDITION_NOT:
    default:
      for (gsize i = 0; i < condition->n_children; i++)
        n += sy_slow_person_holds (context, condition->children[i]) ? 1 : 0;
      if (condition->kind == SY_CONDITION_NOT)
        return n == 0;
      return condition->kind == SY_CONDITION_ANY ? n > 0 : n == condition->n_children;
    }
}

double
sy_slow_multiplier (const SySlowContext *context)
{
  const SyMultiplier *self = &context->rule->multiplier;
  double days;

  if (self->kind == SY_MULTIPLIER_NONE)
    return 1;
  days = self->kind == SY_MULTIPLIER_DATE ? days_until (context, self->attribute)
                                          : days_since_first (context);
  return days_hold (days, self->from_days, self->to_days) ? self->inside : self->outside;
}
