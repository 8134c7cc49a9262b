/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-figures.h"

#include <math.h>
#include <string.h>

#include "sy-filter-private.h"
#include "sy-matches-private.h"

guint32
sy_account_find_attribute (const SyAccountMembers *members,
                           guint32 account,
                           const SyPersonAttribute *attribute)
{
  guint32 namesake;
  guint32 value = SY_VALUE_ABSENT;

  g_return_val_if_fail (account < members->n_accounts && attribute != NULL, SY_VALUE_ABSENT);

  namesake = sy_account_map_get_namesake (members->map, account);
  if (namesake != SY_PERSON_NONE && attribute->values[namesake] != SY_VALUE_ABSENT)
    return attribute->values[namesake];
  for (guint32 i = members->starts[account]; i < members->starts[account + 1]; i++)
    {
      guint32 own = attribute->values[members->people[i]];

      if (own == SY_VALUE_ABSENT || own == value)
        continue;
      if (value != SY_VALUE_ABSENT)
        return SY_VALUE_ABSENT;
      value = own;
    }
  return value;
}

/* Marks who has an event of the types, of any for NULL, in [start, end). */
static void
mark_people (const SyEventLog *log,
             char **types,
             guint32 start,
             guint32 end,
             guint8 *out_marks)
{
  SySourceSet set;

  sy_source_set_init (&set, log, types, TRUE, NULL);
  for (gsize i = 0; i < set.n_sources; i++)
    {
      const SyEventRuns *runs = set.sources[i].runs;

      for (gsize run = 0; run < runs->n_runs; run++)
        {
          guint32 first = runs->starts[run];
          guint32 last = runs->starts[run + 1];

          sy_seconds_clip (runs->seconds, start, end, &first, &last);
          out_marks[runs->people[run]] |= first < last;
        }
    }
  sy_source_set_clear (&set);
}

static guint32
count_marked (const SyAccountMembers *members,
              gsize account,
              const guint8 *marks)
{
  guint32 n = 0;

  for (guint32 i = members->starts[account]; i < members->starts[account + 1]; i++)
    n += marks[members->people[i]];
  return n;
}

static void
set_activity (SyAccountFigures *figures,
              const SyEventLog *log,
              const SyAccountMembers *members,
              const SyAccountInputs *inputs)
{
  gsize n_people = sy_event_log_get_n_people (log);
  guint n_features = inputs->features == NULL ? 0 : g_strv_length (inputs->features);
  guint32 end = sy_event_log_get_bound (members->as_of);
  guint32 start = sy_window_start (members->as_of, inputs->active_days);
  g_autofree guint8 *marks = g_malloc0 (n_people + 1);

  mark_people (log, NULL, start, end, marks);
  for (gsize i = 0; i < members->n_accounts; i++)
    {
      figures[i].n_members = members->starts[i + 1] - members->starts[i];
      figures[i].n_active = count_marked (members, i, marks);
      figures[i].adoption = n_features > 0 ? 0 : (double) NAN;
    }
  for (guint f = 0; f < n_features; f++)
    {
      char *types[] = { inputs->features[f], NULL };

      memset (marks, 0, n_people);
      mark_people (log, types, start, end, marks);
      for (gsize i = 0; i < members->n_accounts; i++)
        figures[i].adoption += count_marked (members, i, marks) > 0;
    }
  for (gsize i = 0; n_features > 0 && i < members->n_accounts; i++)
    figures[i].adoption /= n_features;
}

static const SyPersonAttribute *
find_attribute (const SyEventLog *log,
                const char *name)
{
  return name == NULL ? NULL : sy_event_log_find_attribute (log, name);
}

static void
set_attributes (SyAccountFigures *figures,
                const SyEventLog *log,
                const SyAccountMembers *members,
                const SyAccountInputs *inputs)
{
  const SyPersonAttribute *seats = find_attribute (log, inputs->seats);
  const SyPersonAttribute *renewal = find_attribute (log, inputs->renewal);
  const SyPersonAttribute *billing = find_attribute (log, inputs->billing);
  const SyPersonAttribute *owner = find_attribute (log, inputs->owner);
  /* The date of t is that of the second before it, as in date rules. */
  gint32 today = sy_zone_day (sy_event_log_get_zone (log), members->as_of - 1);

  for (guint32 i = 0; i < members->n_accounts; i++)
    {
      SyAccountFigures *self = &figures[i];

      self->seats = self->seat_use = self->renewal_days = (double) NAN;
      if (seats != NULL)
        {
          double number = seats->numbers[sy_account_find_attribute (members, i, seats)];

          self->seats = number >= 0 ? number : (double) NAN;
          if (number > 0)
            self->seat_use = self->n_active / number;
        }
      if (renewal != NULL)
        {
          guint32 value = sy_account_find_attribute (members, i, renewal);

          if (value != SY_VALUE_ABSENT && renewal->days[value] != SY_DAY_NONE)
            self->renewal_days = (double) renewal->days[value] - (double) today;
        }
      if (billing != NULL)
        self->billing = billing->texts[sy_account_find_attribute (members, i, billing)];
      if (owner != NULL)
        self->owner = owner->texts[sy_account_find_attribute (members, i, owner)];
    }
}

SyAccountFigures *
sy_account_figures_new (const SyEventLog *log,
                        const SyAccountMembers *members,
                        const SyAccountInputs *inputs)
{
  SyAccountFigures *figures;

  g_return_val_if_fail (log != NULL && members != NULL && inputs != NULL, NULL);

  figures = g_new0 (SyAccountFigures, members->n_accounts + 1);
  set_activity (figures, log, members, inputs);
  set_attributes (figures, log, members, inputs);
  return figures;
}

/* Whether the field is a figure; a number has no bytes, a text may read as a number. */
static gboolean
get_figure (const SyAccountFigures *self,
            const char *field,
            const char **out_text,
            double *out_number)
{
  const struct
  {
    const char *name;
    double number;
  } numbers[] = {
    { "members", self->n_members },
    { "active", self->n_active },
    { "seats", self->seats },
    { "seat_use", self->seat_use },
    { "adoption", self->adoption },
    { "renewal_days", self->renewal_days },
  };

  *out_text = NULL;
  *out_number = (double) NAN;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (field, numbers[i].name) == 0)
      {
        *out_number = numbers[i].number;
        return TRUE;
      }
  if (strcmp (field, "billing") != 0 && strcmp (field, "owner") != 0)
    return FALSE;
  *out_text = *field == 'b' ? self->billing : self->owner;
  return TRUE;
}

static gboolean
test_holds (const SyCondition *test,
            const SyEventLog *log,
            const SyAccountMembers *members,
            const SyAccountFigures *figures,
            guint32 account)
{
  const char *text;
  double number;

  if (!get_figure (figures, test->field, &text, &number))
    {
      const SyPersonAttribute *attribute = sy_event_log_find_attribute (log, test->field);
      guint32 value = attribute == NULL ? SY_VALUE_ABSENT
                                        : sy_account_find_attribute (members, account, attribute);

      if (value != SY_VALUE_ABSENT)
        {
          text = attribute->texts[value];
          number = attribute->numbers[value];
        }
    }
  return (text != NULL || !isnan (number)) && sy_condition_test_holds (test, text, number);
}

gboolean
sy_account_condition_holds (const SyCondition *condition,
                            const SyEventLog *log,
                            const SyAccountMembers *members,
                            const SyAccountFigures *figures,
                            guint32 account)
{
  gboolean is_any;

  if (condition == NULL)
    return TRUE;
  if (condition->kind == SY_CONDITION_TEST)
    return test_holds (condition, log, members, figures, account);
  if (condition->kind == SY_CONDITION_NOT)
    return !sy_account_condition_holds (condition->children[0], log, members, figures, account);
  is_any = condition->kind == SY_CONDITION_ANY;
  for (gsize i = 0; i < condition->n_children; i++)
    if (sy_account_condition_holds (condition->children[i], log, members, figures, account) ==
        is_any)
      return is_any;
  return !is_any;
}
