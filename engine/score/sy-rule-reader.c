/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-reader-private.h"

#include <math.h>

#include "core/sy-parallel-private.h"
#include "sy-attribute-values-private.h"
#include "sy-contributions.h"
#include "sy-gate-private.h"
#include "sy-matches-private.h"
#include "sy-measurer-private.h"

/*
 * The value of a rule is computed in the order of the scoring contract: match, per-day
 * cap, occurrence cap, decay and measure, exposure, season, shape, code, and what hangs on the
 * person: the conditions of "only_if" and the multiplier.
 *
 * Matches of a person are read in one order, by second, then amount ascending with missing first.
 * The per-day cap keeps the first of a day in that order, the occurrence cap the last of all. A
 * rule on one type, without conditions or caps, needs no such list: its matches are a slice of
 * the log, and most rules go this way. Both ways do the same operations in the same order.
 */

/* People in a unit of work of a thread. */
#define CHUNK 16384

struct _SyRuleReader
{
  const SyEventLog *log;
  SyRule *rule;
  gint64 aged_at;
  guint32 start; /* the rule's window in seconds of the log */
  guint32 end;
  SyMeasurer measurer;

  SyFilter *filter; /* on events, or on people for attribute rules; may be NULL */
  SyFilterView people_view;
  SySourceSet events;   /* matched; of a sequence those that come first */
  SySourceSet blockers; /* of a sequence: those that must not follow */
  SySourceSet exposure;
  gboolean is_muted; /* rests on muted types alone: 0 for everybody */
  SyGate *gate;      /* NULL for none */

  const SyPersonAttribute *attribute;          /* may be NULL */
  const SyPersonAttribute *exposure_attribute; /* may be NULL */
  double *attribute_values;                    /* value of the rule by value id */
};

/* What a thread needs to go through people. */
typedef struct
{
  const SyRuleReader *reader;
  SySourceCursor events;
  SySourceCursor blockers;
  SySourceCursor exposure;
  GArray *matches;
  GArray *blocker_matches;
  GArray *exposure_matches;

  /* Where to list the rows of the matches, or NULL. */
  GArray *listed_matches;
  GArray *listed_kept;
} Walk;

/* --- preparing --- */

static void
prepare_attribute (SyRuleReader *self)
{
  gint32 today = sy_zone_day (sy_event_log_get_zone (self->log), self->aged_at - 1);

  if (self->rule->kind == SY_RULE_ATTRIBUTE && self->rule->where != NULL)
    {
      self->filter = sy_filter_new_for_people (self->log, self->rule->where);
      sy_filter_init_view_of_people (self->filter, &self->people_view);
    }
  self->attribute = sy_event_log_find_attribute (self->log, self->rule->attribute);
  if (self->attribute != NULL)
    self->attribute_values = sy_attribute_values_new (self->rule, self->attribute, today);
}

static void
prepare_events (SyRuleReader *self)
{
  const SyRule *rule = self->rule;
  const SyExposure *per = &rule->per;
  static char *no_types[] = { NULL };
  char **types = rule->kind == SY_RULE_SEQUENCE ? rule->first : rule->types;

  if (rule->where != NULL)
    self->filter = sy_filter_new_for_events (self->log, rule->where);
  sy_source_set_init (&self->events, self->log, types != NULL ? types : no_types, FALSE,
                      self->filter);
  if (rule->kind == SY_RULE_SEQUENCE)
    sy_source_set_init (&self->blockers, self->log, rule->unless != NULL ? rule->unless : no_types,
                        FALSE, NULL);
  /* Silence of a muted type says nothing either. */
  self->is_muted = sy_types_are_muted (self->log, types) ||
                   (rule->kind == SY_RULE_SEQUENCE && sy_types_are_muted (self->log, rule->unless));
  if (per->kind == SY_EXPOSURE_ACTIVE_DAYS)
    sy_source_set_init (&self->exposure, self->log, NULL, FALSE, NULL);
  else if (per->kind == SY_EXPOSURE_EVENTS)
    sy_source_set_init (&self->exposure, self->log, per->types != NULL ? per->types : no_types,
                        FALSE, NULL);
  else if (per->kind == SY_EXPOSURE_ATTRIBUTE && per->attribute != NULL)
    self->exposure_attribute = sy_event_log_find_attribute (self->log, per->attribute);
}

static gsize
count_events (const SySourceSet *set)
{
  gsize n_events = 0;

  for (gsize i = 0; i < set->n_sources; i++)
    n_events += set->sources[i].runs->n_events;
  return n_events;
}

SyRuleReader *
sy_rule_reader_new_at (const SyEventLog *log,
                       const SyRule *rule,
                       const SyRuleMoment *moment)
{
  SyRuleReader *self = g_new0 (SyRuleReader, 1);

  self->log = log;
  self->rule = sy_rule_copy (rule);
  self->aged_at = moment->aged_at;
  self->start = sy_window_start (moment->window_at, rule->window_days);
  self->end = sy_event_log_get_bound (moment->seen_before);
  if (rule->kind == SY_RULE_ATTRIBUTE || rule->kind == SY_RULE_DATE)
    prepare_attribute (self);
  else
    prepare_events (self);
  sy_measurer_init (&self->measurer, log, self->rule, moment, count_events (&self->events));
  self->gate = sy_gate_new (log, self->rule->only_if, &self->rule->multiplier, moment);
  return self;
}

SyRuleReader *
sy_rule_reader_new (const SyEventLog *log,
                    const SyRule *rule,
                    gint64 as_of)
{
  return sy_rule_reader_new_at (log, rule, &(SyRuleMoment){ as_of, as_of, as_of });
}

void
sy_rule_reader_free (SyRuleReader *self)
{
  sy_source_set_clear (&self->events);
  sy_source_set_clear (&self->blockers);
  sy_source_set_clear (&self->exposure);
  sy_filter_view_clear (&self->people_view);
  g_clear_pointer (&self->filter, sy_filter_free);
  g_free (self->attribute_values);
  sy_measurer_clear (&self->measurer);
  g_clear_pointer (&self->gate, sy_gate_free);
  sy_rule_free (self->rule);
  g_free (self);
}

static void
init_walk (Walk *self,
           const SyRuleReader *reader,
           guint32 person)
{
  self->reader = reader;
  sy_source_cursor_init (&self->events, &reader->events, person);
  sy_source_cursor_init (&self->blockers, &reader->blockers, person);
  sy_source_cursor_init (&self->exposure, &reader->exposure, person);
  self->matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  self->blocker_matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  self->exposure_matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  self->listed_matches = NULL;
  self->listed_kept = NULL;
}

static void
clear_walk (Walk *self)
{
  sy_source_cursor_clear (&self->events);
  sy_source_cursor_clear (&self->blockers);
  sy_source_cursor_clear (&self->exposure);
  g_array_unref (self->matches);
  g_array_unref (self->blocker_matches);
  g_array_unref (self->exposure_matches);
}

/* --- a slice of the log: one type, no conditions, no caps --- */

static gboolean
can_use_slices (const SyRuleReader *self)
{
  const SyRule *rule = self->rule;

  if (rule->kind != SY_RULE_EVENT || self->filter != NULL || self->events.n_sources != 1)
    return FALSE;
  if (rule->daily_cap >= 0 || rule->max_occurrences >= 0)
    return FALSE;
  return sy_slice_can_measure (rule);
}

static void
measure_slices (const Walk *walks,
                gsize n_walks,
                guint32 start,
                guint32 end,
                double *const *out_values)
{
  SySlice slices[SY_SLICE_DATES];

  for (gsize i = 0; i < n_walks; i++)
    {
      const SyRuleReader *reader = walks[i].reader;

      slices[i] = (SySlice){ &reader->measurer, reader->start, reader->end, out_values[i] };
    }
  sy_slices_measure (slices, n_walks, walks[0].reader->events.sources[0].runs,
                     walks[0].events.next_runs[0], start, end);
}

/* --- matches one by one --- */

static gsize
drop_late_for_milestone (const SyRuleReader *self,
                         guint32 person,
                         SyMatch *matches,
                         gsize n_matches)
{
  guint32 first = sy_event_log_get_first_seconds (self->log)[person];
  double limit_s = self->rule->within_days_of_first * SY_DAY_SECONDS;
  gsize n_kept = 0;

  while (n_kept < n_matches && (double) (matches[n_kept].second - first) <= limit_s)
    n_kept++;
  return n_kept;
}

static void
list_matches (GArray *list,
              const SyMatch *matches,
              gsize n_matches)
{
  if (list != NULL && n_matches > 0)
    g_array_append_vals (list, matches, (guint) n_matches);
}

static void
set_trace (SyRuleTrace *trace,
           gsize n_matched,
           const SyMatch *kept,
           gsize n_kept)
{
  trace->n_matched = n_matched;
  trace->n_kept = n_kept;
  trace->latest = n_kept > 0 ? kept[n_kept - 1].second + SY_EVENT_EPOCH : SY_INSTANT_NONE;
}

/* The measure of an event or milestone rule. @trace may be NULL. */
static double
measure_person (Walk *walk,
                guint32 person,
                SyRuleTrace *trace)
{
  const SyRuleReader *self = walk->reader;
  const SyRule *rule = self->rule;
  SyMatch *matches;
  gsize n_matched;
  gsize n_kept;
  double trend = 0;

  sy_source_cursor_read (&walk->events, person, self->start, self->end, walk->matches);
  matches = (SyMatch *) (gpointer) walk->matches->data;
  n_matched = walk->matches->len;
  if (rule->kind == SY_RULE_MILESTONE && !isnan (rule->within_days_of_first) && n_matched > 0)
    n_matched = drop_late_for_milestone (self, person, matches, n_matched);
  list_matches (walk->listed_matches, matches, n_matched);
  if (rule->measure == SY_MEASURE_TREND)
    trend = sy_measurer_get_trend (&self->measurer, matches, n_matched);

  n_kept = n_matched;
  if (rule->daily_cap >= 0)
    n_kept = sy_measurer_cap_days (&self->measurer, matches, n_kept);
  if (rule->max_occurrences >= 0 && n_kept > (gsize) rule->max_occurrences)
    {
      matches += n_kept - (gsize) rule->max_occurrences;
      n_kept = (gsize) rule->max_occurrences;
    }
  list_matches (walk->listed_kept, matches, n_kept);
  if (trace != NULL)
    set_trace (trace, n_matched, matches, n_kept);
  if (rule->measure == SY_MEASURE_TREND)
    return trend;
  if (rule->measure == SY_MEASURE_INACTIVE)
    return n_matched == 0;
  return sy_measurer_measure (&self->measurer, matches, n_kept);
}

/* Whether some first event was not followed in time; @trace may be NULL. */
static double
measure_sequence (Walk *walk,
                  guint32 person,
                  SyRuleTrace *trace)
{
  const SyRuleReader *self = walk->reader;
  double within_s = self->rule->within_days * SY_DAY_SECONDS;
  double as_of = (double) (self->aged_at - SY_EVENT_EPOCH);
  SyMatch *matches;
  const SyMatch *blockers;
  gsize n_kept = 0;
  gsize next = 0;

  sy_source_cursor_read (&walk->events, person, self->start, self->end, walk->matches);
  sy_source_cursor_read (&walk->blockers, person, self->start, self->end, walk->blocker_matches);
  matches = (SyMatch *) (gpointer) walk->matches->data;
  blockers = (const SyMatch *) (gconstpointer) walk->blocker_matches->data;
  list_matches (walk->listed_matches, matches, walk->matches->len);
  for (guint i = 0; i < walk->matches->len; i++)
    {
      double deadline = (double) matches[i].second + within_s;

      while (next < walk->blocker_matches->len && blockers[next].second < matches[i].second)
        next++;
      if (deadline <= as_of &&
          (next == walk->blocker_matches->len || (double) blockers[next].second > deadline))
        matches[n_kept++] = matches[i];
    }
  list_matches (walk->listed_kept, matches, n_kept);
  if (trace != NULL)
    set_trace (trace, walk->matches->len, matches, n_kept);
  return n_kept > 0;
}

/* --- exposure --- */

static double
get_exposure (Walk *walk,
              guint32 person)
{
  const SyRuleReader *self = walk->reader;
  double exposure = 1;

  if (self->rule->per.kind == SY_EXPOSURE_ATTRIBUTE)
    {
      if (self->exposure_attribute != NULL)
        exposure = self->exposure_attribute->numbers[self->exposure_attribute->values[person]];
    }
  else
    {
      sy_source_cursor_read (&walk->exposure, person, self->start, self->end,
                             walk->exposure_matches);
      if (self->rule->per.kind == SY_EXPOSURE_ACTIVE_DAYS)
        exposure = (double)
            sy_measurer_count_days (&self->measurer,
                                    (const SyMatch *) (gconstpointer) walk->exposure_matches->data,
                                    walk->exposure_matches->len);
      else
        exposure = (double) walk->exposure_matches->len;
    }
  return exposure > 1 ? exposure : 1;
}

/* --- columns --- */

static void
fill (double *values,
      gsize n_values,
      double value)
{
  for (gsize i = 0; i < n_values; i++)
    values[i] = value;
}

static void
compute_attribute (const SyRuleReader *self,
                   guint32 start,
                   guint32 end,
                   double *out_values)
{
  if (self->attribute == NULL)
    fill (out_values, end - start, self->rule->kind == SY_RULE_ATTRIBUTE ? (double) NAN : 0);
  else
    for (guint32 person = start; person < end; person++)
      out_values[person - start] = self->attribute_values[self->attribute->values[person]];
  if (self->filter != NULL)
    for (guint32 person = start; person < end; person++)
      if (!isnan (out_values[person - start]) &&
          !sy_filter_holds (self->filter, &self->people_view, person))
        out_values[person - start] = 0;
}

static void
compute_matches (Walk *walk,
                 guint32 start,
                 guint32 end,
                 double *out_values)
{
  for (;;)
    {
      guint32 person = sy_source_cursor_find_person (&walk->events, end);

      if (person == end)
        return;
      if (walk->reader->rule->kind == SY_RULE_SEQUENCE)
        out_values[person - start] = measure_sequence (walk, person, NULL);
      else
        out_values[person - start] = measure_person (walk, person, NULL);
    }
}

/* The values of a rule that reads events, at several dates, before what hangs on the person; the walks have
 * come to @start. */
static void
compute_events (Walk *walks,
                gsize n_walks,
                guint32 start,
                guint32 end,
                double *const *out_values)
{
  const SyRuleReader *first = walks[0].reader;
  gboolean is_inactive = first->rule->kind == SY_RULE_EVENT &&
                         first->rule->measure == SY_MEASURE_INACTIVE;

  for (gsize i = 0; i < n_walks; i++)
    fill (out_values[i], end - start, is_inactive ? 1 : 0);
  if (can_use_slices (first))
    measure_slices (walks, n_walks, start, end, out_values);
  else
    for (gsize i = 0; i < n_walks; i++)
      compute_matches (&walks[i], start, end, out_values[i]);
}

/* What becomes of the values: exposure, season, shape, code. */
static void
finish_events (Walk *walk,
               guint32 start,
               guint32 end,
               double *values)
{
  const SyRuleReader *self = walk->reader;
  const SyRule *rule = self->rule;

  for (guint32 person = start; person < end && rule->per.kind != SY_EXPOSURE_NONE; person++)
    if (fabs (values[person - start]) > 0)
      values[person - start] /= get_exposure (walk, person);
  if (rule->n_season > 0 && rule->measure != SY_MEASURE_TREND)
    for (guint32 i = 0; i < end - start; i++)
      values[i] /= self->measurer.season;
  for (guint32 i = 0; i < end - start && rule->shape != SY_SHAPE_NONE; i++)
    values[i] = sy_measurer_shape (&self->measurer, values[i]);
  for (guint32 i = 0; i < end - start && rule->n_code_edges > 0; i++)
    values[i] = sy_rule_get_code (rule, values[i]);
}

/* The values of [start, end) of one rule at several dates; walks of rules that read events have come to
 * @start. */
static void
compute (Walk *walks,
         gsize n_walks,
         guint32 start,
         guint32 end,
         double *const *out_values)
{
  const SyRuleReader *first = walks[0].reader;
  gboolean reads_events = !first->is_muted && first->rule->kind != SY_RULE_ATTRIBUTE &&
                          first->rule->kind != SY_RULE_DATE;

  if (reads_events)
    compute_events (walks, n_walks, start, end, out_values);
  for (gsize i = 0; i < n_walks; i++)
    {
      const SyRuleReader *self = walks[i].reader;

      if (reads_events)
        finish_events (&walks[i], start, end, out_values[i]);
      else if (self->is_muted)
        fill (out_values[i], end - start, 0);
      else
        compute_attribute (self, start, end, out_values[i]);
      if (self->gate != NULL)
        sy_gate_apply (self->gate, start, end, out_values[i]);
    }
}

void
sy_rule_readers_compute (SyRuleReader *const *readers,
                         gsize n_readers,
                         guint32 start,
                         guint32 end,
                         double *const *out_values)
{
  Walk walks[SY_SLICE_DATES];

  g_return_if_fail (n_readers >= 1 && n_readers <= G_N_ELEMENTS (walks));

  for (gsize i = 0; i < n_readers; i++)
    init_walk (&walks[i], readers[i], start);
  compute (walks, n_readers, start, end, out_values);
  for (gsize i = 0; i < n_readers; i++)
    clear_walk (&walks[i]);
}

typedef struct
{
  const SyRuleReader *reader;
  double *values;
} All;

static void
compute_chunk (gsize start,
               gsize end,
               gpointer user_data)
{
  const All *self = user_data;

  sy_rule_readers_compute ((SyRuleReader *const[1]){ (SyRuleReader *) self->reader }, 1,
                           (guint32) start, (guint32) end, (double *[1]){ self->values + start });
}

void
sy_rule_reader_compute_all (const SyRuleReader *self,
                            guint n_threads,
                            double *out_values)
{
  All all = { self, out_values };

  sy_parallel_run (sy_event_log_get_n_people (self->log), CHUNK, n_threads, compute_chunk, &all);
}

double
sy_rule_reader_get_value (const SyRuleReader *self,
                          guint32 person)
{
  double value;

  sy_rule_readers_compute ((SyRuleReader *const[1]){ (SyRuleReader *) self }, 1, person, person + 1,
                           (double *[1]){ &value });
  return value;
}

void
sy_rule_reader_compute_people (const SyRuleReader *self,
                               const guint32 *people,
                               gsize n_people,
                               double *values)
{
  Walk walk;

  if (n_people == 0)
    return;
  init_walk (&walk, self, people[0]);
  for (gsize i = 0; i < n_people; i++)
    {
      sy_source_cursor_seek (&walk.events, people[i]);
      sy_source_cursor_seek (&walk.blockers, people[i]);
      sy_source_cursor_seek (&walk.exposure, people[i]);
      compute (&walk, 1, people[i], people[i] + 1, (double *[1]){ values + people[i] });
    }
  clear_walk (&walk);
}

gboolean
sy_rule_reader_reads (const SyRuleReader *self,
                      const gboolean *is_type)
{
  /* A milestone may count from the first event of any type. */
  if (self->rule->kind == SY_RULE_MILESTONE && !isnan (self->rule->within_days_of_first))
    return TRUE;
  return sy_source_set_reads (&self->events, is_type) ||
         sy_source_set_reads (&self->blockers, is_type) ||
         sy_source_set_reads (&self->exposure, is_type) ||
         (self->gate != NULL && sy_gate_reads (self->gate, is_type));
}

double
sy_rule_reader_get_factor (const SyRuleReader *self,
                           guint32 person)
{
  return self->gate == NULL ? 1 : sy_gate_get_factor (self->gate, person);
}

void
sy_rule_reader_list_counted (const SyRuleReader *self,
                             guint32 person,
                             GArray *counted)
{
  if (self->gate != NULL)
    sy_gate_list (self->gate, person, counted);
}

/* One person again, for the trace or the lists of the walk. */
static void
retrace (const SyRuleReader *self,
         guint32 person,
         SyRuleTrace *trace,
         GArray *matched,
         GArray *kept)
{
  Walk walk;

  if (self->rule->kind == SY_RULE_ATTRIBUTE || self->rule->kind == SY_RULE_DATE || self->is_muted)
    return;
  init_walk (&walk, self, person);
  walk.events.with_rows = matched != NULL;
  walk.listed_matches = matched;
  walk.listed_kept = kept;
  if (self->rule->kind == SY_RULE_SEQUENCE)
    measure_sequence (&walk, person, trace);
  else
    measure_person (&walk, person, trace);
  clear_walk (&walk);
}

void
sy_rule_reader_trace (const SyRuleReader *self,
                      guint32 person,
                      SyRuleTrace *out_trace)
{
  set_trace (out_trace, 0, NULL, 0);
  retrace (self, person, out_trace, NULL, NULL);
}

void
sy_rule_reader_list (const SyRuleReader *self,
                     guint32 person,
                     GArray *matched,
                     GArray *kept)
{
  retrace (self, person, NULL, matched, kept);
}
