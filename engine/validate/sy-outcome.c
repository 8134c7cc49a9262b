/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Outcomes of events are measured by the scorer itself: the outcome as a rule whose window is the
 * outcome window, valued as of the window's end. Conditions, types and half-open windows thus mean the
 * same on both sides of t, and no second reading of the contract can leak. */
#include "config.h"

#include "sy-outcome.h"

#include <math.h>
#include <string.h>

#include "core/sy-memory-private.h"
#include "core/sy-number.h"
#include "core/sy-time.h"
#include "score/sy-rule-reader-private.h"
#include "score/sy-score.h"
#include "sy-outcome-private.h"

#define MAX_THREADS 16

G_DEFINE_QUARK (sy_validate_error, sy_validate_error)

static gint64
days_to_seconds (double days)
{
  return (gint64) llround (days * SY_DAY_SECONDS);
}

static gint64
get_window_start (const SyOutcomeSpec *spec,
                  gint64 as_of)
{
  return as_of + days_to_seconds (spec->gap_days);
}

static gint64
get_window_end (const SyOutcomeSpec *spec,
                gint64 as_of)
{
  return get_window_start (spec, as_of) + days_to_seconds (spec->horizon_days);
}

gboolean
sy_outcome_is_mature (const SyEventLog *log,
                      const SyOutcomeSpec *spec,
                      gint64 as_of)
{
  return get_window_end (spec, as_of) <= sy_event_log_get_data_end (log);
}

gint64
sy_outcome_latest_as_of (const SyEventLog *log,
                         const SyOutcomeSpec *spec,
                         gint64 as_of)
{
  const SyZone *zone = sy_event_log_get_zone (log);
  gint64 data_end = sy_event_log_get_data_end (log);
  gint64 latest;

  if (spec->kind == SY_OUTCOME_NONE || data_end == G_MININT64 ||
      sy_outcome_is_mature (log, spec, as_of))
    return as_of;
  latest = data_end - (get_window_end (spec, as_of) - as_of);
  return sy_zone_day_start (zone, sy_zone_day (zone, latest));
}

static void
clear_outcome (gpointer data)
{
  SyOutcome *self = data;

  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->labels, g_free);
}

SyOutcome *
sy_outcome_ref (SyOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_outcome_unref (SyOutcome *self)
{
  g_atomic_rc_box_release_full (self, clear_outcome);
}

/* A rule whose value is what the events of the outcome make: their number, or the sum of their amounts. */
static SyRule *
make_counting_rule (const SyOutcomeSpec *spec,
                    double window_days)
{
  SyRule *rule = sy_rule_new ("outcome", SY_RULE_EVENT);

  for (char **type = spec->types; type != NULL && *type != NULL; type++)
    sy_rule_add_type (rule, *type);
  rule->where = sy_condition_copy (spec->where);
  rule->measure = spec->kind == SY_OUTCOME_AMOUNT ? SY_MEASURE_AMOUNT : SY_MEASURE_COUNT;
  rule->window_days = window_days;
  return rule;
}

gboolean
sy_outcome_is_enough (const SyOutcomeSpec *spec,
                      double value)
{
  switch (spec->kind)
    {
    case SY_OUTCOME_COUNT:
      return value >= spec->count;
    case SY_OUTCOME_AMOUNT:
      /* A sum is compared as scores are, so that 0.1 + 0.2 reaches 0.3. */
      return sy_number_round12 (value) >= sy_number_round12 (spec->amount);
    default:
      return value > 0;
    }
}

double *
sy_outcome_count_events (const SyEventLog *log,
                         const SyOutcomeSpec *spec,
                         gint64 until,
                         double window_days)
{
  g_autoptr (SyRule) rule = make_counting_rule (spec, window_days);
  g_autoptr (SyRuleReader) reader = sy_rule_reader_new (log, rule, until);
  double *values = sy_memory_new0_array (double, MAX (sy_event_log_get_n_people (log), 1));

  sy_rule_reader_compute_all (reader, MIN (g_get_num_processors (), MAX_THREADS), values);
  return values;
}

/* Marks the people whose events in [until - window, until), or before until, are enough. */
static void
mark_by_events (const SyEventLog *log,
                const SyOutcomeSpec *spec,
                gint64 until,
                double window_days,
                const guint32 *people,
                gsize n,
                guint8 *out_marks)
{
  double *values = sy_outcome_count_events (log, spec, until, window_days);

  for (gsize i = 0; i < n; i++)
    out_marks[i] = sy_outcome_is_enough (spec, values[people[i]]);
  sy_memory_free (values);
}

void
sy_outcome_mark_imported (const SyEventLog *log,
                          const char *name,
                          guint32 from,
                          guint32 until,
                          const guint32 *people,
                          gsize n,
                          guint8 *out_marks)
{
  const SyImportedOutcome *imported = name != NULL ? sy_event_log_find_outcome (log, name) : NULL;
  gsize i = 0;

  memset (out_marks, 0, n);
  if (imported == NULL)
    return;
  for (gsize row = 0; row < imported->n_rows; row++)
    {
      if (imported->seconds[row] < from || imported->seconds[row] >= until)
        continue;
      while (i < n && people[i] < imported->people[row])
        i++;
      if (i < n && people[i] == imported->people[row])
        out_marks[i] = 1;
    }
}

static void
mark_window (const SyEventLog *log,
             const SyOutcomeSpec *spec,
             const SyOutcome *outcome,
             const guint32 *people,
             gsize n,
             guint8 *out_marks)
{
  if (spec->kind == SY_OUTCOME_IMPORTED)
    {
      sy_outcome_mark_imported (log, spec->name, sy_event_log_get_bound (outcome->from),
                                sy_event_log_get_bound (outcome->until), people, n, out_marks);
      return;
    }
  mark_by_events (log, spec, outcome->until,
                  (double) (outcome->until - outcome->from) / SY_DAY_SECONDS, people, n, out_marks);
  if (spec->kind == SY_OUTCOME_ABSENCE)
    for (gsize i = 0; i < n; i++)
      out_marks[i] = !out_marks[i];
}

/* Who had it before t; an absence has no instant at which it happened. */
static void
mark_already (const SyEventLog *log,
              const SyOutcomeSpec *spec,
              gint64 as_of,
              const guint32 *people,
              gsize n,
              guint8 *out_marks)
{
  if (!spec->once || spec->kind == SY_OUTCOME_ABSENCE)
    memset (out_marks, 0, n);
  else if (spec->kind == SY_OUTCOME_IMPORTED)
    sy_outcome_mark_imported (log, spec->name, 0, sy_event_log_get_bound (as_of), people, n,
                              out_marks);
  else
    mark_by_events (log, spec, as_of, (double) NAN, people, n, out_marks);
}

void
sy_outcome_set_window (SyOutcome *self,
                       const SyEventLog *log,
                       const SyOutcomeSpec *spec,
                       gint64 as_of)
{
  self->as_of = as_of;
  self->from = get_window_start (spec, as_of);
  self->until = get_window_end (spec, as_of);
  self->is_mature = sy_outcome_is_mature (log, spec, as_of);
}

gboolean
sy_outcome_check_known (const SyEventLog *log,
                        const SyOutcomeSpec *spec,
                        GError **error)
{
  g_autofree char *names = NULL;

  if (spec->kind == SY_OUTCOME_NONE || sy_event_log_get_n_events (log) == 0)
    return TRUE;
  if (spec->kind == SY_OUTCOME_IMPORTED)
    {
      if (sy_event_log_find_outcome (log, spec->name) != NULL)
        return TRUE;
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME,
                   "No outcome “%s” was imported: check $.outcome.name, or import it", spec->name);
      return FALSE;
    }
  for (char **type = spec->types; *type != NULL; type++)
    if (sy_event_log_find_type (log, *type) != SY_TYPE_NONE)
      return TRUE;
  names = g_strjoinv ("”, “", spec->types);
  g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME,
               "The outcome is about events of the type “%s”, and there are none: check $.outcome.types", names);
  return FALSE;
}

SyOutcome *
sy_outcome_evaluate (SyEventLog *log,
                     const SyOutcomeSpec *spec,
                     gint64 as_of,
                     const guint32 *members,
                     gsize n_members,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyOutcome) self = g_atomic_rc_box_new0 (SyOutcome);
  gsize n = 0;

  if (spec->kind == SY_OUTCOME_NONE)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME,
                           "The model has no outcome to be held against");
      return NULL;
    }
  sy_outcome_set_window (self, log, spec, as_of);
  self->n_population = n_members;
  self->people = g_new (guint32, MAX (n_members, 1));
  self->labels = g_malloc (MAX (n_members, 1));

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  mark_already (log, spec, as_of, members, n_members, self->labels);
  for (gsize i = 0; i < n_members; i++)
    if (!self->labels[i])
      self->people[n++] = members[i];
  self->n_already = n_members - n;
  if (!self->is_mature)
    {
      self->n_immature = n;
      return g_steal_pointer (&self);
    }
  self->n = n;
  mark_window (log, spec, self, self->people, n, self->labels);
  for (gsize i = 0; i < n; i++)
    self->n_positive += self->labels[i];
  return g_steal_pointer (&self);
}
