/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-gate-private.h"

#include <math.h>
#include <string.h>

#include "sy-matches-private.h"

/*
 * The tree is computed node by node for a range of people: each node fills a column of 0 and 1,
 * and inner nodes join those of their children. So counts go through the log in order of people,
 * and no node is asked person by person.
 */

typedef struct _Node Node;

struct _Node
{
  SyConditionKind kind;
  Node *children;
  gsize n_children;

  /* A test on an attribute. */
  SyFilter *filter;
  SyFilterView view;

  /* A test on what a person did. */
  const SyPersonTest *test;
  SyFilter *event_filter;
  SySourceSet events;
  guint32 start; /* in seconds of the log */
  gboolean is_muted;

  const SyPersonAttribute *attribute; /* of a date; may be NULL */
};

struct _SyGate
{
  const SyEventLog *log;
  gint32 today; /* the local day before the instant */
  guint32 end;  /* events from here on are not seen */
  Node *root;   /* NULL without conditions */
  const SyMultiplier *multiplier;
  const SyPersonAttribute *date; /* of the multiplier; may be NULL */
};

/* --- preparing --- */

static void
init_count (SyGate *self,
            Node *node,
            const SyRuleMoment *moment)
{
  const SyPersonTest *test = node->test;
  static char *no_types[] = { NULL };

  if (test->where != NULL)
    node->event_filter = sy_filter_new_for_events (self->log, test->where);
  node->start = sy_window_start (moment->window_at, test->window_days);
  node->is_muted = sy_types_are_muted (self->log, test->types);
  sy_source_set_init (&node->events, self->log, test->types != NULL ? test->types : no_types,
                      FALSE, node->event_filter);
}

static void
init_node (SyGate *self,
           Node *node,
           const SyCondition *condition,
           const SyRuleMoment *moment)
{
  node->kind = condition->kind;
  node->test = condition->person;
  if (condition->kind == SY_CONDITION_TEST)
    {
      node->filter = sy_filter_new_for_people (self->log, condition);
      sy_filter_init_view_of_people (node->filter, &node->view);
    }
  else if (condition->kind == SY_CONDITION_PERSON && node->test->kind == SY_PERSON_TEST_COUNT)
    init_count (self, node, moment);
  else if (condition->kind == SY_CONDITION_PERSON && node->test->kind == SY_PERSON_TEST_DATE)
    node->attribute = sy_event_log_find_attribute (self->log, node->test->attribute);
  node->n_children = condition->n_children;
  node->children = g_new0 (Node, condition->n_children);
  for (gsize i = 0; i < condition->n_children; i++)
    init_node (self, &node->children[i], condition->children[i], moment);
}

static void
clear_node (Node *node)
{
  for (gsize i = 0; i < node->n_children; i++)
    clear_node (&node->children[i]);
  g_free (node->children);
  sy_filter_view_clear (&node->view);
  g_clear_pointer (&node->filter, sy_filter_free);
  sy_source_set_clear (&node->events);
  g_clear_pointer (&node->event_filter, sy_filter_free);
}

SyGate *
sy_gate_new (const SyEventLog *log,
             const SyCondition *only_if,
             const SyMultiplier *multiplier,
             const SyRuleMoment *moment)
{
  static const SyMultiplier once = { .kind = SY_MULTIPLIER_NONE };
  SyGate *self;

  multiplier = multiplier != NULL ? multiplier : &once;
  if (only_if == NULL && multiplier->kind == SY_MULTIPLIER_NONE)
    return NULL;
  self = g_new0 (SyGate, 1);
  self->log = log;
  self->today = sy_zone_day (sy_event_log_get_zone (log), moment->aged_at - 1);
  self->end = sy_event_log_get_bound (moment->seen_before);
  self->multiplier = multiplier;
  if (multiplier->kind == SY_MULTIPLIER_DATE)
    self->date = sy_event_log_find_attribute (log, multiplier->attribute);
  if (only_if != NULL)
    {
      self->root = g_new0 (Node, 1);
      init_node (self, self->root, only_if, moment);
    }
  return self;
}

void
sy_gate_free (SyGate *self)
{
  if (self->root != NULL)
    clear_node (self->root);
  g_free (self->root);
  g_free (self);
}

/* Days since the first event hang on events of all types. */
static gboolean
node_reads (const Node *node,
            const gboolean *is_type)
{
  if (node->kind == SY_CONDITION_PERSON && node->test->kind != SY_PERSON_TEST_DATE &&
      (node->test->kind != SY_PERSON_TEST_COUNT || sy_source_set_reads (&node->events, is_type)))
    return TRUE;
  for (gsize i = 0; i < node->n_children; i++)
    if (node_reads (&node->children[i], is_type))
      return TRUE;
  return FALSE;
}

gboolean
sy_gate_reads (const SyGate *self,
               const gboolean *is_type)
{
  if (self->multiplier->kind != SY_MULTIPLIER_NONE && self->multiplier->kind != SY_MULTIPLIER_DATE)
    return TRUE;
  return self->root != NULL && node_reads (self->root, is_type);
}

/* --- days --- */

static gboolean
are_within (double days,
            double from_days,
            double to_days)
{
  return !(days < from_days) && !(days > to_days) && !isnan (days);
}

/* Days until the date of a person; NaN when there is none. */
static double
get_days_to (const SyGate *self,
             const SyPersonAttribute *attribute,
             guint32 person)
{
  gint32 day = attribute == NULL ? SY_DAY_NONE : attribute->days[attribute->values[person]];

  return day == SY_DAY_NONE ? (double) NAN : (double) day - (double) self->today;
}

/* Days since the first event of a person; NaN when there was none yet. */
static double
get_days_since_first (const SyGate *self,
                      guint32 person)
{
  guint32 first = sy_event_log_get_first_seconds (self->log)[person];

  if (first >= self->end)
    return (double) NAN;
  return (double) self->today -
         (double) sy_zone_day (sy_event_log_get_zone (self->log), first + SY_EVENT_EPOCH);
}

static double
get_multiplier (const SyGate *self,
                guint32 person)
{
  const SyMultiplier *multiplier = self->multiplier;
  double days;

  if (multiplier->kind == SY_MULTIPLIER_NONE)
    return 1;
  days = multiplier->kind == SY_MULTIPLIER_DATE ? get_days_to (self, self->date, person)
                                                : get_days_since_first (self, person);
  return are_within (days, multiplier->from_days, multiplier->to_days) ? multiplier->inside
                                                                       : multiplier->outside;
}

/* --- conditions --- */

static gboolean
is_count_within (const SyPersonTest *test,
                 gsize n)
{
  return (test->at_least < 0 || n >= (gsize) test->at_least) &&
         (test->at_most < 0 || n <= (gsize) test->at_most);
}

static void
compute_count (const SyGate *self,
               const Node *node,
               guint32 start,
               guint32 end,
               guint8 *out_holds)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  SySourceCursor cursor;

  memset (out_holds, !node->is_muted && is_count_within (node->test, 0), end - start);
  if (node->is_muted)
    return;
  sy_source_cursor_init (&cursor, &node->events, start);
  for (guint32 person = sy_source_cursor_find_person (&cursor, end); person < end;
       person = sy_source_cursor_find_person (&cursor, end))
    {
      sy_source_cursor_read (&cursor, person, node->start, self->end, matches);
      out_holds[person - start] = (guint8) is_count_within (node->test, matches->len);
    }
  sy_source_cursor_clear (&cursor);
}

static void
compute_person (const SyGate *self,
                const Node *node,
                guint32 start,
                guint32 end,
                guint8 *out_holds)
{
  const SyPersonTest *test = node->test;

  if (test->kind == SY_PERSON_TEST_COUNT)
    {
      compute_count (self, node, start, end, out_holds);
      return;
    }
  for (guint32 person = start; person < end; person++)
    {
      double days = test->kind == SY_PERSON_TEST_DATE
                        ? get_days_to (self, node->attribute, person)
                        : get_days_since_first (self, person);

      out_holds[person - start] = (guint8) are_within (days, test->from_days, test->to_days);
    }
}

static void compute_node (const SyGate *self,
                          const Node *node,
                          guint32 start,
                          guint32 end,
                          guint8 *out_holds);

static void
compute_children (const SyGate *self,
                  const Node *node,
                  guint32 start,
                  guint32 end,
                  guint8 *out_holds)
{
  guint32 n = end - start;
  g_autofree guint8 *holds = g_new (guint8, n);

  memset (out_holds, node->kind != SY_CONDITION_ANY, n);
  for (gsize i = 0; i < node->n_children; i++)
    {
      compute_node (self, &node->children[i], start, end, holds);
      for (guint32 j = 0; j < n; j++)
        if (node->kind == SY_CONDITION_NOT)
          out_holds[j] = !holds[j];
        else if (node->kind == SY_CONDITION_ANY)
          out_holds[j] |= holds[j];
        else
          out_holds[j] &= holds[j];
    }
}

static void
compute_node (const SyGate *self,
              const Node *node,
              guint32 start,
              guint32 end,
              guint8 *out_holds)
{
  switch (node->kind)
    {
    case SY_CONDITION_TEST:
      for (guint32 person = start; person < end; person++)
        out_holds[person - start] =
            (guint8) (sy_filter_holds (node->filter, &node->view, person) != FALSE);
      break;
    case SY_CONDITION_PERSON:
      compute_person (self, node, start, end, out_holds);
      break;
    case SY_CONDITION_ALL:
    case SY_CONDITION_ANY:
    case SY_CONDITION_NOT:
    default:
      compute_children (self, node, start, end, out_holds);
      break;
    }
}

void
sy_gate_hold (const SyGate *self,
              guint32 start,
              guint32 end,
              guint8 *out_holds)
{
  if (self->root != NULL)
    compute_node (self, self->root, start, end, out_holds);
  else
    memset (out_holds, 1, end - start);
}

double
sy_gate_get_factor (const SyGate *self,
                    guint32 person)
{
  guint8 holds;

  sy_gate_hold (self, person, person + 1, &holds);
  return holds ? get_multiplier (self, person) : 0;
}

void
sy_gate_apply (const SyGate *self,
               guint32 start,
               guint32 end,
               double *values)
{
  g_autofree guint8 *holds = g_new (guint8, end - start + 1);

  sy_gate_hold (self, start, end, holds);
  for (guint32 i = 0; i < end - start; i++)
    if (!holds[i])
      values[i] = 0;
    else if (self->multiplier->kind != SY_MULTIPLIER_NONE)
      values[i] *= get_multiplier (self, start + i);
}

static void
list_node (const SyGate *self,
           const Node *node,
           guint32 person,
           GArray *matches)
{
  for (gsize i = 0; i < node->n_children; i++)
    list_node (self, &node->children[i], person, matches);
  if (node->kind == SY_CONDITION_PERSON && node->test->kind == SY_PERSON_TEST_COUNT)
    {
      g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (SyMatch));
      SySourceCursor cursor;

      sy_source_cursor_init (&cursor, &node->events, person);
      cursor.with_rows = TRUE;
      sy_source_cursor_read (&cursor, person, node->start, self->end, counted);
      sy_source_cursor_clear (&cursor);
      if (counted->len > 0)
        g_array_append_vals (matches, counted->data, counted->len);
    }
}

void
sy_gate_list (const SyGate *self,
              guint32 person,
              GArray *matches)
{
  if (self->root != NULL)
    list_node (self, self->root, person, matches);
}
