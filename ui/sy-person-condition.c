/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-condition.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-log-names.h"

/* What a new condition starts with. */
#define NEW_COUNT_DAYS 30
#define NEW_DAYS 30

/* --- the tree --- */

static SyCondition *
new_count (const SyEventLog *log)
{
  g_auto (GStrv) types = sy_log_list_types (log);
  SyCondition *self;

  if (types[0] == NULL)
    return NULL;
  self = sy_condition_new_person (SY_PERSON_TEST_COUNT);
  self->person->types = g_new0 (char *, 2);
  self->person->types[0] = g_strdup (types[0]);
  self->person->window_days = NEW_COUNT_DAYS;
  self->person->at_least = 1;
  return self;
}

SyCondition *
sy_person_condition_new (SyPersonKind kind,
                         const SyEventLog *log)
{
  SyCondition *self = NULL;
  const char *name;

  switch (kind)
    {
    case SY_PERSON_KIND_COUNT:
      return new_count (log);
    case SY_PERSON_KIND_DATE:
      name = sy_log_find_date (log);
      if (name == NULL)
        return NULL;
      self = sy_condition_new_person (SY_PERSON_TEST_DATE);
      self->person->attribute = g_strdup (name);
      self->person->from_days = 0;
      self->person->to_days = NEW_DAYS;
      return self;
    case SY_PERSON_KIND_FIRST_EVENT:
      self = sy_condition_new_person (SY_PERSON_TEST_FIRST_EVENT);
      self->person->to_days = NEW_DAYS;
      return self;
    case SY_PERSON_KIND_ATTRIBUTE:
      if (log == NULL || sy_event_log_get_n_attributes (log) == 0)
        return NULL;
      return sy_condition_new_test (sy_event_log_get_attribute (log, 0)->name, SY_OPERATOR_EXISTS);
    case SY_PERSON_KIND_GROUP:
      self = sy_condition_new (SY_CONDITION_ANY);
      sy_condition_add_child (self, sy_person_condition_new (SY_PERSON_KIND_FIRST_EVENT, log));
      return self;
    default:
      g_return_val_if_reached (NULL);
    }
}

SyCondition *
sy_person_condition_get_core (SyCondition *self,
                              gboolean *out_is_turned)
{
  *out_is_turned = FALSE;
  while (self->kind == SY_CONDITION_NOT)
    {
      *out_is_turned = !*out_is_turned;
      self = self->children[0];
    }
  return self;
}

/* The child of @parent that holds @core. */
static SyCondition **
find_child (SyCondition *parent,
            const SyCondition *core)
{
  for (gsize i = 0; i < parent->n_children; i++)
    {
      gboolean is_turned;

      if (sy_person_condition_get_core (parent->children[i], &is_turned) == core)
        return &parent->children[i];
    }
  g_return_val_if_reached (NULL);
}

/* Frees a child but not its core. */
static void
unwrap (SyCondition **child,
        SyCondition *core)
{
  while (*child != core)
    {
      SyCondition *wrap = *child;

      *child = wrap->children[0];
      wrap->n_children = 0;
      sy_condition_free (wrap);
    }
}

void
sy_person_condition_turn (SyCondition *parent,
                          SyCondition *core,
                          gboolean is_turned)
{
  SyCondition **child = find_child (parent, core);
  SyCondition *wrap;

  g_return_if_fail (child != NULL);

  unwrap (child, core);
  if (!is_turned)
    return;
  wrap = sy_condition_new (SY_CONDITION_NOT);
  sy_condition_add_child (wrap, core);
  *child = wrap;
}

void
sy_person_condition_remove (SyCondition *parent,
                            SyCondition *core)
{
  SyCondition **child = find_child (parent, core);

  g_return_if_fail (child != NULL);

  sy_condition_free (*child);
  parent->n_children--;
  for (; child < parent->children + parent->n_children; child++)
    child[0] = child[1];
}

void
sy_person_condition_prune (SyCondition *group)
{
  for (gsize i = group->n_children; i-- > 0;)
    {
      gboolean is_turned;
      SyCondition *core = sy_person_condition_get_core (group->children[i], &is_turned);

      if (core->kind != SY_CONDITION_ALL && core->kind != SY_CONDITION_ANY)
        continue;
      sy_person_condition_prune (core);
      if (core->n_children == 0)
        sy_person_condition_remove (group, core);
    }
}

void
sy_person_condition_assign (SyCondition *self,
                            SyCondition *other)
{
  SyCondition before = *self;

  *self = *other;
  *other = before;
  sy_condition_free (other);
}

static gboolean
are_days_complete (double from_days,
                   double to_days)
{
  return !(isnan (from_days) && isnan (to_days)) && !(from_days > to_days);
}

gboolean
sy_person_condition_is_complete (const SyCondition *self)
{
  const SyPersonTest *test = self->person;

  if (self->kind == SY_CONDITION_TEST)
    return *self->field != '\0' && (self->op == SY_OPERATOR_EXISTS) == (self->n_values == 0);
  if (self->kind != SY_CONDITION_PERSON)
    return self->n_children > 0;
  if (test->kind == SY_PERSON_TEST_COUNT)
    return test->types != NULL && test->types[0] != NULL &&
           (test->at_least >= 0 || test->at_most >= 0) &&
           (test->at_most < 0 || test->at_least <= test->at_most);
  return are_days_complete (test->from_days, test->to_days) &&
         (test->kind != SY_PERSON_TEST_DATE || test->attribute != NULL);
}

/* --- words --- */

static char *
describe_count (const SyPersonTest *test)
{
  g_autofree char *types = test->types == NULL ? g_strdup ("?")
                                               : g_strjoinv (_ (" or "), test->types);
  g_autofree char *where = sy_condition_describe (test->where);
  g_autofree char *what = *where == '\0' ? g_strdup (types)
                                         : g_strdup_printf (_ ("%s with %s"), types, where);
  g_autofree char *number = NULL;
  g_autofree char *days = NULL;

  if (test->at_most == 0)
    number = g_strdup_printf (_ ("no %s"), what);
  else if (test->at_least >= 0 && test->at_least == test->at_most)
    number = g_strdup_printf (_ ("exactly %d %s"), test->at_least, what);
  else if (test->at_least >= 0 && test->at_most >= 0)
    number = g_strdup_printf (_ ("%d to %d %s"), test->at_least, test->at_most, what);
  else if (test->at_least >= 0)
    number = g_strdup_printf (_ ("%d or more %s"), test->at_least, what);
  else
    number = g_strdup_printf (_ ("at most %d %s"), test->at_most, what);
  if (isnan (test->window_days))
    return g_steal_pointer (&number);
  days = sy_format_short (test->window_days);
  /* Translators: "3 or more visit in 14 d": so many events in so many days */
  return g_strdup_printf (_ ("%s in %s d"), number, days);
}

static char *
describe_range (double from,
                double to)
{
  g_autofree char *low = sy_format_short (from);
  g_autofree char *high = sy_format_short (to);

  if (isnan (from))
    return g_strdup_printf (_ ("at most %s d"), high);
  if (isnan (to))
    return g_strdup_printf (_ ("at least %s d"), low);
  return g_strdup_printf (_ ("%s to %s d"), low, high);
}

static char *
describe_days (gboolean is_date,
               const char *attribute,
               double from_days,
               double to_days)
{
  g_autofree char *range = describe_range (from_days, to_days);

  if (is_date)
    return g_strdup_printf (_ ("%s to %s"), range, attribute != NULL ? attribute : "?");
  return g_strdup_printf (_ ("%s since the first event"), range);
}

static char *
describe_group (const SyCondition *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < self->n_children; i++)
    {
      const SyCondition *child = self->children[i];
      g_autofree char *words = sy_person_condition_describe (child);
      gboolean in_brackets = self->n_children > 1 && child->n_children > 1;

      g_string_append_printf (text, in_brackets ? "%s(%s)" : "%s%s",
                              i == 0                           ? ""
                              : self->kind == SY_CONDITION_ANY ? _ (" or ")
                                                               : _ (" and "),
                              words);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sy_person_condition_describe (const SyCondition *self)
{
  g_autofree char *inner = NULL;

  if (self == NULL)
    return g_strdup ("");
  switch (self->kind)
    {
    case SY_CONDITION_PERSON:
      if (self->person->kind == SY_PERSON_TEST_COUNT)
        return describe_count (self->person);
      return describe_days (self->person->kind == SY_PERSON_TEST_DATE, self->person->attribute,
                            self->person->from_days, self->person->to_days);
    case SY_CONDITION_NOT:
      inner = sy_person_condition_describe (self->children[0]);
      return g_strdup_printf (_ ("not (%s)"), inner);
    case SY_CONDITION_ALL:
    case SY_CONDITION_ANY:
      return describe_group (self);
    case SY_CONDITION_TEST:
    default:
      return sy_condition_describe (self);
    }
}

char *
sy_multiplier_describe (const SyMultiplier *self)
{
  g_autofree char *inside = NULL;
  g_autofree char *outside = NULL;
  g_autofree char *days = NULL;

  if (self->kind == SY_MULTIPLIER_NONE)
    return g_strdup ("");
  inside = sy_format_short (self->inside);
  days = describe_days (self->kind == SY_MULTIPLIER_DATE, self->attribute, self->from_days,
                        self->to_days);
  if (self->outside >= 1 && self->outside <= 1)
    /* Translators: a factor, and the days in which it counts */
    return g_strdup_printf (_ ("× %s with %s"), inside, days);
  outside = sy_format_short (self->outside);
  return g_strdup_printf (_ ("× %s with %s, else × %s"), inside, days, outside);
}
