/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-steps-private.h"

#include <math.h>

#include "sy-rule-reader-private.h"
#include "sy-scorer-private.h"

static double
get_points (const SyEventLog *log,
            const SyRule *rule,
            guint32 person,
            const SyRuleMoment *moment)
{
  g_autoptr (SyRuleReader) reader = sy_rule_reader_new_at (log, rule, moment);
  SyRulePart part;

  sy_scorer_init_rule_part (rule, &part);
  return sy_rule_part_get_uncapped (&part, sy_rule_reader_get_value (reader, person));
}

/* --- events --- */

/* Rows of a person are few: the types are tried one after the other. */
static const char *
find_type (const SyEventLog *log,
           guint32 person,
           guint32 row)
{
  gsize n_types = sy_event_log_get_n_types (log);

  for (guint32 type = 0; type < n_types; type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);
      guint32 start;
      guint32 end;

      sy_event_runs_find (runs, person, &start, &end);
      for (guint32 i = start; i < end; i++)
        if (runs->rows[i] == row)
          return sy_event_log_get_type_name (log, type);
    }
  g_assert_not_reached ();
}

static GArray *
new_events (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SyChangeEvent));
}

static GArray *
make_events (const SyEventLog *log,
             guint32 person,
             GArray *matches)
{
  GArray *events = new_events ();

  for (guint i = 0; i < matches->len; i++)
    {
      const SyMatch *match = &g_array_index (matches, SyMatch, i);
      SyChangeEvent event = { match->row, find_type (log, person, match->row),
                              match->second + SY_EVENT_EPOCH, match->amount };

      g_array_append_val (events, event);
    }
  return events;
}

/* @out_kept may be NULL. */
static GArray *
list_matches (const SyEventLog *log,
              const SyRule *rule,
              guint32 person,
              const SyRuleMoment *moment,
              GArray **out_kept)
{
  g_autoptr (SyRuleReader) reader = sy_rule_reader_new_at (log, rule, moment);
  g_autoptr (GArray) matched = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (SyMatch));

  sy_rule_reader_list (reader, person, matched, kept);
  if (out_kept != NULL)
    *out_kept = make_events (log, person, kept);
  return make_events (log, person, matched);
}

static gboolean
has_row (GArray *events,
         guint32 row)
{
  for (guint i = 0; i < events->len; i++)
    if (g_array_index (events, SyChangeEvent, i).row == row)
      return TRUE;
  return FALSE;
}

GArray *
sy_change_events_subtract (GArray *a,
                           GArray *b)
{
  GArray *rest = new_events ();

  for (guint i = 0; i < a->len; i++)
    {
      SyChangeEvent event = g_array_index (a, SyChangeEvent, i);

      if (!has_row (b, event.row))
        g_array_append_val (rest, event);
    }
  return rest;
}

GArray *
sy_rule_steps_list_matches (SyEventLog *log,
                            const SyRule *rule,
                            guint32 person,
                            gint64 as_of)
{
  return list_matches (log, rule, person, &(SyRuleMoment){ as_of, as_of, as_of }, NULL);
}

/* What the windows of a trend no longer count where they did. */
static GArray *
list_left_trend (const SyRule *rule,
                 GArray *known,
                 gint64 from,
                 gint64 to)
{
  GArray *left = new_events ();
  double width_s = rule->trend_days * SY_DAY_SECONDS;

  for (guint i = 0; i < known->len; i++)
    {
      SyChangeEvent event = g_array_index (known, SyChangeEvent, i);
      double time_s = (double) event.time_s;

      if ((time_s >= (double) from - 2 * width_s && time_s < (double) to - 2 * width_s) ||
          (time_s >= (double) from - width_s && time_s < (double) to - width_s))
        g_array_append_val (left, event);
    }
  return left;
}

static GArray *
list_new (GArray *matched,
          gint64 from)
{
  GArray *new = new_events ();

  for (guint i = 0; i < matched->len; i++)
    {
      SyChangeEvent event = g_array_index (matched, SyChangeEvent, i);

      if (event.time_s >= from)
        g_array_append_val (new, event);
    }
  return new;
}

/* Of a rule that looks at one event only that one: its latest, or its earliest. */
static GArray *
narrow (const SyRule *rule,
        GArray *events)
{
  gboolean is_event = rule->kind == SY_RULE_EVENT;
  gboolean is_first = rule->kind == SY_RULE_MILESTONE ||
                      (is_event && rule->measure == SY_MEASURE_ONCE);
  gboolean is_last = is_event && rule->measure == SY_MEASURE_LATEST;
  GArray *one;

  if (events->len == 0 || !(is_first || is_last))
    return g_array_ref (events);
  one = new_events ();
  g_array_append_val (one,
                      g_array_index (events, SyChangeEvent, is_first ? 0 : events->len - 1));
  return one;
}

static GArray *
list_capped (const SyEventLog *log,
             const SyRule *rule,
             guint32 person,
             gint64 as_of,
             GArray **out_matched)
{
  g_autoptr (GArray) kept = NULL;
  GArray *matched = list_matches (log, rule, person, &(SyRuleMoment){ as_of, as_of, as_of }, &kept);

  *out_matched = matched;
  return sy_change_events_subtract (matched, kept);
}

/* Whether what hangs on the person became other between two moments. */
static gboolean
is_factor_moved (const SyEventLog *log,
                 const SyRule *rule,
                 guint32 person,
                 const SyRuleMoment *a,
                 const SyRuleMoment *b)
{
  g_autoptr (SyRuleReader) before = sy_rule_reader_new_at (log, rule, a);
  g_autoptr (SyRuleReader) after = sy_rule_reader_new_at (log, rule, b);

  return fabs (sy_rule_reader_get_factor (after, person) -
               sy_rule_reader_get_factor (before, person)) > 0;
}

/* The events that the conditions of a rule count. */
static GArray *
list_counted (const SyEventLog *log,
              const SyRule *rule,
              guint32 person,
              gint64 as_of)
{
  g_autoptr (SyRuleReader) reader = sy_rule_reader_new (log, rule, as_of);
  g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (SyMatch));

  sy_rule_reader_list_counted (reader, person, counted);
  return make_events (log, person, counted);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const SyChangeEvent *x = a;
  const SyChangeEvent *y = b;

  if (x->time_s != y->time_s)
    return x->time_s < y->time_s ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* To the events of a step those that opened or shut the rule in it. */
static void
add_counted (GArray **events,
             GArray *counted)
{
  GArray *all = g_array_copy (*events);

  for (guint i = 0; i < counted->len; i++)
    {
      SyChangeEvent event = g_array_index (counted, SyChangeEvent, i);

      if (!has_row (all, event.row))
        g_array_append_val (all, event);
    }
  g_array_sort (all, compare_events);
  g_array_unref (*events);
  *events = all;
}

static void
list_opening_events (SyRuleSteps *self,
                     const SyEventLog *log,
                     const SyRule *rule,
                     guint32 person,
                     gint64 from,
                     gint64 to)
{
  const SyRuleMoment aged = { to, from, from };
  const SyRuleMoment expired = { to, to, from };
  const SyRuleMoment after = { to, to, to };
  g_autoptr (GArray) counted_before = NULL;
  g_autoptr (GArray) counted_after = NULL;

  if (rule->only_if == NULL)
    return;
  counted_before = list_counted (log, rule, person, from);
  counted_after = list_counted (log, rule, person, to);
  if (is_factor_moved (log, rule, person, &aged, &expired))
    {
      g_autoptr (GArray) left = sy_change_events_subtract (counted_before, counted_after);

      add_counted (&self->events[SY_CAUSE_EXPIRY], left);
    }
  if (is_factor_moved (log, rule, person, &expired, &after))
    {
      g_autoptr (GArray) new = list_new (counted_after, from);

      add_counted (&self->events[SY_CAUSE_EVENTS], new);
    }
}

static void
list_events (SyRuleSteps *self,
             const SyEventLog *log,
             const SyRule *rule,
             guint32 person,
             gint64 from,
             gint64 to)
{
  g_autoptr (GArray) known = NULL;
  g_autoptr (GArray) matched = NULL;
  g_autoptr (GArray) new = NULL;
  g_autoptr (GArray) left_out_before = list_capped (log, rule, person, from, &known);
  g_autoptr (GArray) left_out_after = list_capped (log, rule, person, to, &matched);
  gboolean is_trend = rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_TREND;

  new = list_new (matched, from);
  self->events[SY_CAUSE_DECAY] = narrow (rule, known);
  self->events[SY_CAUSE_EXPIRY] = is_trend ? list_left_trend (rule, known, from, to)
                                           : sy_change_events_subtract (known, matched);
  self->events[SY_CAUSE_EVENTS] = narrow (rule, new);
  if (left_out_after->len > 0)
    self->events[SY_CAUSE_CAPS] = g_steal_pointer (&left_out_after);
  else if (left_out_before->len > 0)
    self->events[SY_CAUSE_CAPS] = g_steal_pointer (&left_out_before);
  else
    self->events[SY_CAUSE_CAPS] = g_array_ref (matched->len > 0 ? matched : known);
  list_opening_events (self, log, rule, person, from, to);
}

/* --- points --- */

void
sy_rule_steps_init (SyRuleSteps *self,
                    SyEventLog *log,
                    const SyRule *rule,
                    guint32 person,
                    gint64 from,
                    gint64 to)
{
  g_autoptr (SyRule) uncapped = sy_rule_copy (rule);

  *self = (SyRuleSteps){ 0 };
  uncapped->daily_cap = -1;
  uncapped->max_occurrences = -1;
  self->before = get_points (log, uncapped, person, &(SyRuleMoment){ from, from, from });
  self->aged = get_points (log, uncapped, person, &(SyRuleMoment){ to, from, from });
  self->expired = get_points (log, uncapped, person, &(SyRuleMoment){ to, to, from });
  self->after = get_points (log, uncapped, person, &(SyRuleMoment){ to, to, to });
  list_events (self, log, rule, person, from, to);
}

void
sy_rule_steps_clear (SyRuleSteps *self)
{
  for (guint i = 0; i < SY_N_CAUSES; i++)
    g_clear_pointer (&self->events[i], g_array_unref);
}
