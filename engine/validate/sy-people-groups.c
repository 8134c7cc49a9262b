/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-people-groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-text.h"
#include "sy-outcome.h"
#include "stats/sy-rank.h"

/* A value of the attribute and who has it. */
typedef struct
{
  guint32 id;
  gsize n;
  double number;
  const char *text;
} Value;

static void
fail_attribute (const SyEventLog *log,
                const char *name,
                GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *near;

  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log); i++)
    g_ptr_array_add (names, (gpointer) sy_event_log_get_attribute (log, i)->name);
  g_ptr_array_add (names, NULL);
  near = sy_text_suggest (name, (const char *const *) names->pdata);
  if (names->len == 1)
    g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                 "There is no attribute “%s”: the project has none; import a file of attributes first",
                 name);
  else if (near != NULL)
    g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                 "There is no attribute “%s”; did you mean “%s”?", name, near);
  else
    {
      g_autofree char *all = g_strjoinv (", ", (char **) names->pdata);

      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                   "There is no attribute “%s”; there are: %s", name, all);
    }
}

/* Numbers before texts, each in order. */
static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const Value *x = a;
  const Value *y = b;

  if (!isnan (x->number) && !isnan (y->number) && !(x->number <= y->number && y->number <= x->number))
    return x->number < y->number ? -1 : 1;
  if (isnan (x->number) != isnan (y->number))
    return isnan (x->number) ? 1 : -1;
  return strcmp (x->text, y->text);
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  const Value *x = a;
  const Value *y = b;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return compare_values (a, b);
}

/* The values that somebody has. */
static GArray *
collect_values (const SyEventLog *log,
                const SyPersonAttribute *attribute,
                gboolean *out_are_numbers)
{
  gsize n_people = sy_event_log_get_n_people (log);
  g_autofree gsize *counts = g_new0 (gsize, attribute->n_values + 1);
  GArray *values = g_array_new (FALSE, FALSE, sizeof (Value));

  *out_are_numbers = TRUE;
  for (gsize i = 0; i < n_people; i++)
    counts[attribute->values[i]]++;
  for (guint32 id = 1; id <= attribute->n_values; id++)
    {
      Value value = { id, counts[id], attribute->numbers[id], attribute->texts[id] };

      if (value.n == 0)
        continue;
      g_array_append_val (values, value);
      *out_are_numbers = *out_are_numbers && !isnan (value.number);
    }
  g_array_sort (values, compare_values);
  return values;
}

static guint8
add_group (GPtrArray *names,
           char *name)
{
  g_ptr_array_add (names, name);
  return (guint8) (names->len - 1);
}

static void
group_by_value (const GArray *values,
                gsize n_kept,
                GPtrArray *names,
                guint8 *group_of)
{
  for (guint i = 0; i < n_kept; i++)
    {
      const Value *value = &g_array_index (values, Value, i);

      group_of[value->id] = add_group (names, g_strdup (value->text));
    }
  if (n_kept < values->len)
    {
      guint8 rest = add_group (names, g_strdup ("(other)"));

      for (guint i = (guint) n_kept; i < values->len; i++)
        group_of[g_array_index (values, Value, i).id] = rest;
    }
}

/* The most frequent values keep their name and their order. */
static void
group_most_frequent (GArray *values,
                     gsize n_kept,
                     GPtrArray *names,
                     guint8 *group_of)
{
  g_autoptr (GArray) kept = NULL;

  g_array_sort (values, compare_sizes);
  kept = g_array_copy (values);
  g_array_set_size (kept, (guint) n_kept);
  g_array_sort (kept, compare_values);
  g_array_remove_range (values, 0, (guint) n_kept);
  g_array_prepend_vals (values, kept->data, kept->len);
  group_by_value (values, n_kept, names, group_of);
}

static char *
name_range (double low,
            double high)
{
  char from[SY_NUMBER_BUFFER_SIZE];
  char to[SY_NUMBER_BUFFER_SIZE];

  sy_number_format (low, from);
  sy_number_format (high, to);
  if (isinf (low))
    return g_strdup_printf ("below %s", to);
  if (isinf (high))
    return g_strdup_printf ("%s or more", from);
  return g_strdup_printf ("%s to below %s", from, to);
}

/* Quarters of the people who have a number; equal cuts make one range. */
static void
group_by_range (const GArray *values,
                GPtrArray *names,
                guint8 *group_of)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  double low = (double) -INFINITY;

  for (guint i = 0; i < values->len; i++)
    for (gsize k = 0; k < g_array_index (values, Value, i).n; k++)
      g_array_append_val (numbers, g_array_index (values, Value, i).number);
  sy_ranking_reset (ranking, (const double *) (gconstpointer) numbers->data, numbers->len,
                    SY_RANK_LOW_FIRST, NULL);
  for (guint r = 1; r <= SY_PEOPLE_GROUPS_RANGES; r++)
    {
      double high = r == SY_PEOPLE_GROUPS_RANGES
                        ? (double) INFINITY
                        : sy_ranking_get_quantile (ranking, r / (double) SY_PEOPLE_GROUPS_RANGES);
      gboolean is_used = FALSE;

      for (guint i = 0; i < values->len; i++)
        {
          const Value *value = &g_array_index (values, Value, i);

          if (value->number < low || value->number >= high)
            continue;
          group_of[value->id] = (guint8) names->len;
          is_used = TRUE;
        }
      if (is_used)
        add_group (names, name_range (low, high));
      if (is_used)
        low = high;
    }
}

SyPeopleGroups *
sy_people_groups_new (const SyEventLog *log,
                      const char *attribute,
                      GError **error)
{
  const SyPersonAttribute *column = sy_event_log_find_attribute (log, attribute);
  gsize n_people = sy_event_log_get_n_people (log);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) values = NULL;
  g_autofree guint8 *group_of = NULL;
  gboolean are_numbers;
  gboolean is_missing;
  SyPeopleGroups *self;

  if (column == NULL)
    {
      fail_attribute (log, attribute, error);
      return NULL;
    }
  values = collect_values (log, column, &are_numbers);
  group_of = g_new0 (guint8, column->n_values + 1);
  is_missing = column->n_present < n_people;
  if (values->len + is_missing <= SY_PEOPLE_GROUPS_MAX)
    group_by_value (values, values->len, names, group_of);
  else if (are_numbers)
    group_by_range (values, names, group_of);
  else
    group_most_frequent (values, SY_PEOPLE_GROUPS_MAX - 1 - is_missing, names, group_of);
  self = g_new0 (SyPeopleGroups, 1);
  self->missing = is_missing ? (int) names->len : -1;
  if (is_missing || names->len == 0)
    group_of[SY_VALUE_ABSENT] = add_group (names, g_strdup ("(missing)"));
  self->attribute = g_strdup (attribute);
  self->n_groups = names->len;
  self->of = g_new (guint8, n_people + 1);
  for (gsize i = 0; i < n_people; i++)
    self->of[i] = group_of[column->values[i]];
  g_ptr_array_add (names, NULL);
  self->names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return self;
}

void
sy_people_groups_free (SyPeopleGroups *self)
{
  if (self == NULL)
    return;
  g_free (self->attribute);
  g_strfreev (self->names);
  g_free (self->of);
  g_free (self);
}
