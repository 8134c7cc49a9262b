/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-value-renewal-private.h"

#include <math.h>

#include "core/sy-parallel-private.h"
#include "events/sy-event-renewal-private.h"

/*
 * A value hangs on the events of the person, on their attributes, and on the instant. Who has no new event of the
 * types a rule reads, and the attributes of before, has the value of before: where the instant is
 * the same, or the rule knows no time and both instants see all events of before.
 */

/* People in a unit of work of a thread. */
#define TOUCHED_CHUNK 2048
#define KEPT_CHUNK 65536

struct _SyValueRenewal
{
  SyEventRenewal *renewal;
  gboolean is_same_time;
  gboolean sees_same;  /* both instants see all events of the old log */
  GHashTable *columns; /* SyRule -> SyColumn */
  GArray *touched;     /* people with new events or other attributes, ascending */
  GArray *other;       /* those with other attributes */
};

static guint
hash_rule (gconstpointer rule)
{
  return sy_rule_value_hash (rule);
}

static gboolean
rules_equal (gconstpointer a,
             gconstpointer b)
{
  return sy_rule_value_equal (a, b);
}

static void
free_rule (gpointer rule)
{
  sy_rule_free (rule);
}

static void
free_column (gpointer column)
{
  sy_column_unref (column);
}

/* Whether the instant is after all events of the old log. */
static gboolean
sees_all (const SyEventRenewal *renewal,
          gint64 as_of)
{
  return renewal->n_old_events == 0 || renewal->old_last_second < sy_event_log_get_bound (as_of);
}

/* The people that have one of the flags. */
static GArray *
list_people (const SyEventRenewal *renewal,
             guint8 flags)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < renewal->log->n_people; i++)
    if ((renewal->renewed[i] & flags) != 0)
      g_array_append_val (people, i);
  return people;
}

SyValueRenewal *
sy_value_renewal_new (SyEventRenewal *renewal,
                      gint64 from,
                      gint64 to)
{
  SyValueRenewal *self = g_new0 (SyValueRenewal, 1);

  self->renewal = sy_event_renewal_ref (renewal);
  self->is_same_time = from == to;
  self->sees_same = sees_all (renewal, from) && sees_all (renewal, to);
  self->columns = g_hash_table_new_full (hash_rule, rules_equal, free_rule, free_column);
  self->touched = list_people (renewal, SY_RENEWED_EVENTS | SY_RENEWED_FACTS);
  self->other = list_people (renewal, SY_RENEWED_FACTS);
  return self;
}

void
sy_value_renewal_free (SyValueRenewal *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->columns);
  g_array_unref (self->touched);
  g_array_unref (self->other);
  sy_event_renewal_unref (self->renewal);
  g_free (self);
}

void
sy_value_renewal_add (SyValueRenewal *self,
                      const SyRule *rule,
                      SyColumn *column)
{
  g_hash_table_replace (self->columns, sy_rule_copy (rule), sy_column_ref (column));
}

/* Whether the value of a person whose events stay the same does too as time goes by. */
static gboolean
is_timeless (const SyRule *rule)
{
  return (rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE) &&
         rule->measure != SY_MEASURE_TREND && rule->decay.kind == SY_DECAY_NONE &&
         isnan (rule->window_days) && rule->n_season == 0 && rule->only_if == NULL &&
         rule->multiplier.kind == SY_MULTIPLIER_NONE;
}

typedef struct
{
  const SyRuleReader *reader;
  const guint32 *people; /* to compute; or the new numbers of the old people */
  const double *old_values;
  double *values;
} Work;

static void
keep_values (gsize start,
             gsize end,
             gpointer user_data)
{
  const Work *work = user_data;

  for (gsize i = start; i < end; i++)
    work->values[work->people[i]] = work->old_values[i];
}

static void
compute_people (gsize start,
                gsize end,
                gpointer user_data)
{
  const Work *work = user_data;

  sy_rule_reader_compute_people (work->reader, work->people + start, end - start, work->values);
}

gsize
sy_value_renewal_fill (const SyValueRenewal *self,
                       const SyRule *rule,
                       const SyRuleReader *reader,
                       guint n_threads,
                       double *values)
{
  const SyColumn *column = g_hash_table_lookup (self->columns, rule);
  const GArray *people = self->other;
  Work work = { reader, self->renewal->people, NULL, values };

  if (column == NULL ||
      !(self->is_same_time || (self->sees_same && is_timeless (rule))))
    return G_MAXSIZE;
  if (sy_rule_reader_reads (reader, self->renewal->has_events))
    people = self->touched;
  work.old_values = column->values;
  sy_parallel_run (self->renewal->n_old_people, KEPT_CHUNK, n_threads, keep_values, &work);
  work.people = (const guint32 *) (gpointer) people->data;
  sy_parallel_run (people->len, TOUCHED_CHUNK, n_threads, compute_people, &work);
  return people->len;
}
