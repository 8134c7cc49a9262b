/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cleaning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-text.h"
#include "core/sy-time.h"

#define DEFAULT_RATE_S 60

/* What a rule looks at, and the rows it has found so far. */
typedef struct
{
  const SyCleanRule *rule;
  SyEventLog *log;
  SyProject *project;
  GCancellable *cancellable;
  GArray *types; /* guint32 */
  GArray *after; /* guint32 */
  const SyEventProperty *property;
  guint32 property_index;
  GArray *rows; /* guint32 */
} Search;

typedef struct
{
  guint32 second;
  guint32 row;
  guint32 value;
} Found;

static void
clear_search (Search *self)
{
  g_clear_pointer (&self->types, g_array_unref);
  g_clear_pointer (&self->after, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, clear_search)

/* --- preparing --- */

static gboolean
fail_name (const char *what,
           const char *name,
           GPtrArray *known,
           GError **error)
{
  const char *near;

  g_ptr_array_add (known, NULL);
  near = sy_text_suggest (name, (const char *const *) known->pdata);
  if (near != NULL)
    g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE,
                 "there is no %s “%s”; did you mean “%s”?", what, name, near);
  else
    g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE, "there is no %s “%s”", what, name);
  return FALSE;
}

static gboolean
find_types (Search *self,
            char *const *names,
            GArray *types,
            GError **error)
{
  guint32 n_types = (guint32) sy_event_log_get_n_types (self->log);

  if (names == NULL || names[0] == NULL)
    for (guint32 i = 0; i < n_types; i++)
      g_array_append_val (types, i);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint32 type = sy_event_log_find_type (self->log, names[i]);

      if (type == SY_TYPE_NONE)
        {
          g_autoptr (GPtrArray) known = g_ptr_array_new ();

          for (guint32 j = 0; j < n_types; j++)
            g_ptr_array_add (known, (gpointer) sy_event_log_get_type_name (self->log, j));
          return fail_name ("event type", names[i], known, error);
        }
      g_array_append_val (types, type);
    }
  return TRUE;
}

static gboolean
prepare (Search *self,
         GError **error)
{
  const SyCleanRule *rule = self->rule;

  self->types = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->after = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!find_types (self, rule->types, self->types, error) ||
      (rule->after != NULL && !find_types (self, rule->after, self->after, error)))
    return FALSE;
  if (rule->property == NULL)
    return TRUE;
  self->property = sy_event_log_find_property (self->log, rule->property, &self->property_index);
  if (self->property == NULL)
    {
      g_autoptr (GPtrArray) known = g_ptr_array_new ();

      for (guint32 i = 0; i < sy_event_log_get_n_properties (self->log); i++)
        g_ptr_array_add (known, (gpointer) sy_event_log_get_property (self->log, i)->name);
      return fail_name ("property", rule->property, known, error);
    }
  return TRUE;
}

static inline void
mark (Search *self,
      guint32 row)
{
  g_array_append_val (self->rows, row);
}

static const guint32 *
get_values (const Search *self,
            guint32 type)
{
  return self->property != NULL
             ? sy_event_log_get_property_values (self->log, type, self->property_index)
             : NULL;
}

/* --- a person's events together --- */

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *x = a;
  const Found *y = b;

  if (x->second != y->second)
    return x->second < y->second ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

typedef void (*PersonFunc) (Search *self,
                            const Found *events,
                            gsize n_events,
                            gpointer user_data);

/* Calls @func with each person's events of all the types, by time; with a property only those that have it. */
static gboolean
walk_people (Search *self,
             PersonFunc func,
             gpointer user_data,
             GError **error)
{
  g_autofree gsize *next = g_new0 (gsize, self->types->len);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Found));
  gsize n_people = sy_event_log_get_n_people (self->log);

  for (guint32 person = 0; person < n_people; person++)
    {
      if (person % 4096 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_array_set_size (events, 0);
      for (guint i = 0; i < self->types->len; i++)
        {
          guint32 type = g_array_index (self->types, guint32, i);
          const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
          const guint32 *values = get_values (self, type);

          if (next[i] == runs->n_runs || runs->people[next[i]] != person)
            continue;
          for (guint32 j = runs->starts[next[i]]; j < runs->starts[next[i] + 1]; j++)
            {
              Found found = { runs->seconds[j], runs->rows[j],
                              values != NULL ? values[j] : SY_VALUE_ABSENT };

              if (self->property == NULL || found.value != SY_VALUE_ABSENT)
                g_array_append_val (events, found);
            }
          next[i]++;
        }
      g_array_sort (events, compare_found);
      func (self, (const Found *) (gconstpointer) events->data, events->len, user_data);
    }
  return TRUE;
}

/* @user_data: how often each value is in the window, by value id; all 0 before and after. */
static void
find_bursts (Search *self,
             const Found *events,
             gsize n_events,
             gpointer user_data)
{
  guint32 *counts = user_data;
  gsize start = 0;
  gsize n_marked = 0; /* the events below are done */
  gint64 n_distinct = 0;

  for (gsize i = 0; i < n_events; i++)
    {
      n_distinct += counts[events[i].value]++ == 0;
      for (; (double) (events[i].second - events[start].second) > self->rule->within_s; start++)
        n_distinct -= --counts[events[start].value] == 0;
      if (n_distinct < self->rule->count)
        continue;
      for (gsize j = MAX (start, n_marked); j <= i; j++)
        mark (self, events[j].row);
      n_marked = i + 1;
    }
  for (; start < n_events; start++)
    counts[events[start].value]--;
}

static void
find_rates (Search *self,
            const Found *events,
            gsize n_events,
            gpointer user_data)
{
  double within_s = isnan (self->rule->within_s) ? DEFAULT_RATE_S : self->rule->within_s;
  gsize start = 0;
  gsize n_marked = 0;

  for (gsize i = 0; i < n_events; i++)
    {
      while (start < i && (double) (events[i].second - events[start].second) >= within_s)
        start++;
      if ((gint64) (i - start) + 1 <= self->rule->count)
        continue;
      for (gsize j = MAX (start, n_marked); j <= i; j++)
        mark (self, events[j].row);
      n_marked = i + 1;
    }
}

/* --- one type at a time --- */

/* Whether an event of the type comes at most within_s before, with the same value when it has to. */
static gboolean
comes_after (const Search *self,
             guint32 type,
             guint32 person,
             guint32 second,
             guint32 value)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
  const guint32 *values = get_values (self, type);
  guint32 start;
  guint32 end;

  if (!sy_event_runs_find (runs, person, &start, &end))
    return FALSE;
  while (end > start && runs->seconds[end - 1] > second)
    end--;
  for (; end > start && (double) (second - runs->seconds[end - 1]) <= self->rule->within_s; end--)
    if (self->property == NULL ||
        (values != NULL && value != SY_VALUE_ABSENT && values[end - 1] == value))
      return TRUE;
  return FALSE;
}

static void
find_too_fast (Search *self,
               guint32 type)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
  const guint32 *values = get_values (self, type);

  for (gsize run = 0; run < runs->n_runs; run++)
    for (guint32 i = runs->starts[run]; i < runs->starts[run + 1]; i++)
      for (guint j = 0; j < self->after->len; j++)
        if (comes_after (self, g_array_index (self->after, guint32, j), runs->people[run],
                         runs->seconds[i], values != NULL ? values[i] : SY_VALUE_ABSENT))
          {
            mark (self, runs->rows[i]);
            break;
          }
}

static gboolean
is_tied (const SyEventRuns *runs,
         guint32 a,
         guint32 b)
{
  if (runs->seconds[a] != runs->seconds[b] || runs->amounts == NULL)
    return runs->seconds[a] == runs->seconds[b];
  return sy_number_equal (runs->amounts[a], runs->amounts[b]);
}

static gboolean
has_same_properties (const Search *self,
                     guint32 type,
                     guint32 a,
                     guint32 b)
{
  for (guint32 i = 0; i < sy_event_log_get_n_properties (self->log); i++)
    {
      const guint32 *values = sy_event_log_get_property_values (self->log, type, i);

      if (values != NULL && values[a] != values[b])
        return FALSE;
    }
  return TRUE;
}

/* Events [start, end) tie in all but milliseconds and properties; they stand in the order of their rows. */
static gboolean
find_equal_ties (Search *self,
                 guint32 type,
                 guint32 start,
                 guint32 end,
                 GError **error)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
  g_autofree gint64 *times = g_new (gint64, end - start);
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!sy_project_read_event_times (self->project, runs->rows + start, end - start, times,
                                    self->cancellable, error))
    return FALSE;
  for (guint32 i = start; i < end; i++)
    {
      gboolean is_repeated = FALSE;

      for (guint j = 0; j < firsts->len && !is_repeated; j++)
        {
          guint32 first = g_array_index (firsts, guint32, j);

          is_repeated = times[first - start] == times[i - start] &&
                        has_same_properties (self, type, first, i);
        }
      if (is_repeated)
        mark (self, runs->rows[i]);
      else
        g_array_append_val (firsts, i);
    }
  return TRUE;
}

static gboolean
find_equal_rows (Search *self,
                 guint32 type,
                 GError **error)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);

  for (gsize run = 0; run < runs->n_runs; run++)
    for (guint32 start = runs->starts[run]; start < runs->starts[run + 1];)
      {
        guint32 end = start + 1;

        while (end < runs->starts[run + 1] && is_tied (runs, start, end))
          end++;
        if (end - start > 1 && !find_equal_ties (self, type, start, end, error))
          return FALSE;
        start = end;
      }
  return TRUE;
}

/* --- patterns and dates --- */

static gboolean
is_like (GPtrArray *patterns,
         const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < patterns->len; i++)
    if (g_pattern_spec_match_string (patterns->pdata[i], folded))
      return TRUE;
  return FALSE;
}

static GPtrArray *
make_patterns (char *const *texts)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (texts[i], -1);

      g_ptr_array_add (patterns, g_pattern_spec_new (folded));
    }
  return patterns;
}

static void
find_values (Search *self)
{
  g_autoptr (GPtrArray) patterns = make_patterns (self->rule->patterns);
  g_autofree guint8 *is_hit = g_new0 (guint8, self->property->n_values + 1);

  for (gsize i = 1; i <= self->property->n_values; i++)
    is_hit[i] = is_like (patterns, self->property->texts[i]) != FALSE;
  for (guint i = 0; i < self->types->len; i++)
    {
      guint32 type = g_array_index (self->types, guint32, i);
      const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
      const guint32 *values = get_values (self, type);

      for (gsize j = 0; values != NULL && j < runs->n_events; j++)
        if (is_hit[values[j]])
          mark (self, runs->rows[j]);
    }
}

static void
find_people (Search *self)
{
  g_autoptr (GPtrArray) patterns = make_patterns (self->rule->patterns);
  gsize n_people = sy_event_log_get_n_people (self->log);
  g_autofree guint8 *is_hit = g_new0 (guint8, n_people);

  for (guint32 i = 0; i < n_people; i++)
    is_hit[i] = is_like (patterns, sy_event_log_get_person_key (self->log, i)) != FALSE;
  for (guint i = 0; i < self->types->len; i++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (self->log,
                                                       g_array_index (self->types, guint32, i));

      for (gsize run = 0; run < runs->n_runs; run++)
        for (guint32 j = runs->starts[run]; is_hit[runs->people[run]] && j < runs->starts[run + 1];
             j++)
          mark (self, runs->rows[j]);
    }
}

static gboolean
find_dates (Search *self,
            GError **error)
{
  SyZone *zone = sy_event_log_get_zone (self->log);
  gint64 from_s = G_MININT64;
  gint64 to_s = G_MAXINT64;
  guint32 from;
  guint32 to;

  if (self->rule->from != NULL && !sy_as_of_parse (zone, self->rule->from, &from_s, error))
    return FALSE;
  /* A date ends its day as an as-of; here it starts it. */
  if (self->rule->from != NULL && strchr (self->rule->from, 'T') == NULL)
    from_s = sy_zone_day_start (zone, sy_zone_day (zone, from_s - 1));
  if (self->rule->to != NULL && !sy_as_of_parse (zone, self->rule->to, &to_s, error))
    return FALSE;
  if (to_s <= from_s)
    {
      g_set_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE,
                   "a dates rule needs a to that is not before its from");
      return FALSE;
    }
  from = sy_event_log_get_bound (from_s);
  to = sy_event_log_get_bound (to_s);
  for (guint i = 0; i < self->types->len; i++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (self->log,
                                                       g_array_index (self->types, guint32, i));

      for (gsize j = 0; j < runs->n_events; j++)
        if ((runs->seconds[j] >= from && runs->seconds[j] < to) != self->rule->outside)
          mark (self, runs->rows[j]);
    }
  return TRUE;
}

/* --- all --- */

static gboolean
find_keys (Search *self,
           GError **error)
{
  gsize n_rows;
  g_autofree guint32 *rows = sy_project_find_repeated_keys (self->project, self->cancellable,
                                                            &n_rows, error);

  if (rows != NULL)
    g_array_append_vals (self->rows, rows, (guint) n_rows);
  return rows != NULL;
}

static gboolean
find (Search *self,
      GError **error)
{
  g_autofree guint32 *counts = NULL;

  switch (self->rule->kind)
    {
    case SY_CLEAN_REPEATED_KEYS:
      return find_keys (self, error);
    case SY_CLEAN_EQUAL_ROWS:
      for (guint i = 0; i < self->types->len; i++)
        if (!find_equal_rows (self, g_array_index (self->types, guint32, i), error))
          return FALSE;
      return TRUE;
    case SY_CLEAN_TOO_FAST:
      for (guint i = 0; i < self->types->len; i++)
        find_too_fast (self, g_array_index (self->types, guint32, i));
      return TRUE;
    case SY_CLEAN_BURST:
      counts = g_new0 (guint32, self->property->n_values + 1);
      return walk_people (self, find_bursts, counts, error);
    case SY_CLEAN_RATE:
      return walk_people (self, find_rates, NULL, error);
    case SY_CLEAN_VALUES:
      find_values (self);
      return TRUE;
    case SY_CLEAN_PEOPLE:
      find_people (self);
      return TRUE;
    case SY_CLEAN_DATES:
      return find_dates (self, error);
    case SY_N_CLEAN_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  guint32 row_a = *(const guint32 *) a;
  guint32 row_b = *(const guint32 *) b;

  return (row_a > row_b) - (row_a < row_b);
}

guint32 *
sy_clean_rule_find (const SyCleanRule *self,
                    SyEventLog *log,
                    SyProject *project,
                    gsize *out_n_rows,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Search)
      search = { .rule = self, .log = log, .project = project, .cancellable = cancellable };
  guint32 *rows;
  gsize n_rows = 0;

  g_return_val_if_fail (self != NULL && log != NULL && project != NULL && out_n_rows != NULL, NULL);

  if (!sy_clean_rule_check (self, error) || !prepare (&search, error) || !find (&search, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  g_array_sort (search.rows, compare_rows);
  rows = g_new (guint32, search.rows->len + 1);
  for (guint i = 0; i < search.rows->len; i++)
    {
      guint32 row = g_array_index (search.rows, guint32, i);

      /* A type may be named twice. */
      if (n_rows == 0 || rows[n_rows - 1] != row)
        rows[n_rows++] = row;
    }
  *out_n_rows = n_rows;
  return rows;
}
