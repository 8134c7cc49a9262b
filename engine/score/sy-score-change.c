/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-score-change.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-ledger-private.h"
#include "sy-rule-steps-private.h"

/* What a few operations on a score may add to it, for its size. */
#define ROUNDING 1e-14

struct _SyScoreChange
{
  SyEventLog *log; /* whose type names the events have */
  GStringChunk *texts;
  GArray *lines;     /* SyChangeLine; their events are those of the same place in @events */
  GPtrArray *events; /* GArray of SyChangeEvent, or NULL */
  double before;
  double after;
};

static void
free_events (gpointer events)
{
  if (events != NULL)
    g_array_unref (events);
}

SyScoreChange *
sy_score_change_ref (SyScoreChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_change (gpointer data)
{
  SyScoreChange *self = data;

  g_array_unref (self->lines);
  g_ptr_array_unref (self->events);
  g_string_chunk_free (self->texts);
  sy_event_log_unref (self->log);
}

void
sy_score_change_unref (SyScoreChange *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_change);
}

const SyChangeLine *
sy_score_change_get_lines (const SyScoreChange *self,
                           gsize *out_n_lines)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_lines != NULL, NULL);

  *out_n_lines = self->lines->len;
  return (const SyChangeLine *) (gconstpointer) self->lines->data;
}

double
sy_score_change_get_before (const SyScoreChange *self)
{
  g_return_val_if_fail (self != NULL, (double) NAN);

  return self->before;
}

double
sy_score_change_get_after (const SyScoreChange *self)
{
  g_return_val_if_fail (self != NULL, (double) NAN);

  return self->after;
}

double
sy_score_change_get_total (const SyScoreChange *self,
                           SyCause cause)
{
  SySum sum = { 0 };

  g_return_val_if_fail (self != NULL, (double) NAN);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const SyChangeLine *line = &g_array_index (self->lines, SyChangeLine, i);

      if (line->cause == cause)
        sy_sum_add (&sum, line->points);
    }
  return sy_sum_get (&sum);
}

/* --- lines --- */

/* What a line is about: a rule, a group (@rule is NULL), or the score (both are NULL). */
typedef struct
{
  const SyRuleGroup *group;
  const SyRule *rule;
  int group_index;
  int rule_index;
} Place;

static const char *
keep (SyScoreChange *self,
      const char *text)
{
  return text == NULL ? NULL : g_string_chunk_insert_const (self->texts, text);
}

/* Adds a line, if it moves more than the rounding of the scores. @events may be NULL. */
static void
add_line (SyScoreChange *self,
          SyCause cause,
          const Place *place,
          double points,
          GArray *events)
{
  SyChangeLine line = { .cause = cause, .group = -1, .rule = -1, .points = points };

  if (!(fabs (points) > ROUNDING * MAX (fabs (self->before), fabs (self->after))))
    return;
  if (place->group != NULL)
    {
      line.group = place->group_index;
      line.id = line.label = keep (self, place->group->name);
    }
  if (place->rule != NULL)
    {
      line.rule = place->rule_index;
      line.id = keep (self, place->rule->id);
      line.label = keep (self, sy_rule_get_label (place->rule));
    }
  g_array_append_val (self->lines, line);
  g_ptr_array_add (self->events, events == NULL ? NULL : g_array_ref (events));
}

typedef void (*PlaceFunc) (const Place *place,
                           gsize rule,
                           gpointer user_data);

/* Calls @func for the rules of a model, with their index through all groups. */
static void
for_each_rule (const SyModel *model,
               PlaceFunc func,
               gpointer user_data)
{
  gsize n = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          Place place = { group, sy_rule_group_get_rule (group, j), (int) i, (int) j };

          func (&place, n++, user_data);
        }
    }
}

/* --- time --- */

typedef struct
{
  SyScoreChange *change;
  SyEventLog *log;
  guint32 person;
  gint64 from;
  gint64 to;
  const SyLedger *before;
  const SyLedger *after;
  SyRuleSteps *steps; /* by rule; of muted ones empty */
  SyCause cause;      /* whose lines are added */
} TimeSteps;

static void
compute_steps (const Place *place,
               gsize rule,
               gpointer user_data)
{
  TimeSteps *self = user_data;

  if (!place->rule->muted)
    sy_rule_steps_init (&self->steps[rule], self->log, place->rule, self->person, self->from,
                        self->to);
}

static void
add_step (const Place *place,
          gsize rule,
          gpointer user_data)
{
  const TimeSteps *self = user_data;
  const SyRuleSteps *steps = &self->steps[rule];
  double weight = sy_rule_group_get_factor (place->group);
  double points = 0;

  if (place->rule->muted)
    return;
  switch (self->cause)
    {
    case SY_CAUSE_DECAY:
      points = weight * (steps->aged - steps->before);
      break;
    case SY_CAUSE_EXPIRY:
      points = weight * (steps->expired - steps->aged);
      break;
    case SY_CAUSE_EVENTS:
      points = weight * (steps->after - steps->expired);
      break;
    case SY_CAUSE_CAPS:
      points = (self->after->rules[rule] - weight * steps->after) -
               (self->before->rules[rule] - weight * steps->before);
      break;
    case SY_CAUSE_IDENTITY:
    case SY_CAUSE_LIMITS:
    case SY_CAUSE_SCALE:
    case SY_CAUSE_MODEL:
    case SY_N_CAUSES:
    default:
      g_assert_not_reached ();
    }
  add_line (self->change, self->cause, place, points, steps->events[self->cause]);
}

/* Steps 2 to 7. */
static void
add_time (SyScoreChange *change,
          const SyChangeSide *to,
          gint64 from,
          const SyLedger *before,
          const SyLedger *after)
{
  const SyModel *model = before->model;
  gsize n_rules = sy_model_get_n_rules (model);
  g_autofree SyRuleSteps *steps = g_new0 (SyRuleSteps, n_rules);
  TimeSteps self = { change, sy_scorer_get_log (to->scorer), to->person,
                     from, sy_scorer_get_as_of (to->scorer), before,
                     after, steps, SY_CAUSE_DECAY };

  for_each_rule (model, compute_steps, &self);
  for (self.cause = SY_CAUSE_DECAY; self.cause <= SY_CAUSE_CAPS; self.cause++)
    for_each_rule (model, add_step, &self);
  for (guint i = 0; i < model->groups->len; i++)
    add_line (change, SY_CAUSE_LIMITS, &(Place){ sy_model_get_group (model, i), NULL, (int) i, -1 },
              after->limits[i] - before->limits[i], NULL);
  add_line (change, SY_CAUSE_LIMITS, &(Place){ NULL, NULL, -1, -1 },
            after->score_limit - before->score_limit, NULL);
  add_line (change, SY_CAUSE_SCALE, &(Place){ NULL, NULL, -1, -1 }, after->scale - before->scale,
            NULL);
  for (gsize i = 0; i < n_rules; i++)
    sy_rule_steps_clear (&steps[i]);
}

/* --- another model, or another person --- */

/* Where the rules and groups of one account are in another one. */
typedef struct
{
  SyScoreChange *change;
  SyCause cause;
  const SyChangeSide *from; /* whose events are there already; NULL for none */
  const SyChangeSide *to;
  gint64 as_of;
  const SyLedger *before;
  const SyLedger *after;
} Edit;

/* Index of the rule through all groups, or -1. */
static gssize
find_rule (const SyModel *model,
           const char *id)
{
  guint group;
  guint rule;
  gssize index = 0;

  if (sy_model_find_rule (model, id, &group, &rule) == NULL)
    return -1;
  for (guint i = 0; i < group; i++)
    index += sy_model_get_group (model, i)->rules->len;
  return index + (gssize) rule;
}

static gssize
find_group (const SyModel *model,
            const char *name)
{
  for (guint i = 0; i < model->groups->len; i++)
    if (strcmp (sy_model_get_group (model, i)->name, name) == 0)
      return i;
  return -1;
}

static GArray *
list_edited (const Edit *self,
             const SyRule *rule)
{
  GArray *events = sy_rule_steps_list_matches (sy_scorer_get_log (self->to->scorer), rule,
                                               self->to->person, self->as_of);
  g_autoptr (GArray) known = NULL;
  GArray *new;

  if (self->from == NULL)
    return events;
  known = sy_rule_steps_list_matches (sy_scorer_get_log (self->from->scorer), rule,
                                      self->from->person, self->as_of);
  new = sy_change_events_subtract (events, known);
  g_array_unref (events);
  return new;
}

static void
add_edited_rule (const Place *place,
                 gsize rule,
                 gpointer user_data)
{
  const Edit *self = user_data;
  gssize old = find_rule (self->before->model, place->rule->id);
  double points = self->after->rules[rule] - (old < 0 ? 0 : self->before->rules[old]);
  g_autoptr (GArray) events = NULL;

  if (fabs (points) > 0)
    events = list_edited (self, place->rule);
  add_line (self->change, self->cause, place, points, events);
}

static void
add_removed_rule (const Place *place,
                  gsize rule,
                  gpointer user_data)
{
  const Edit *self = user_data;
  g_autoptr (GArray) events = NULL;

  if (find_rule (self->after->model, place->rule->id) >= 0)
    return;
  events = list_edited (self, place->rule);
  add_line (self->change, self->cause, place, -self->before->rules[rule], events);
}

static void
add_edited_groups (const Edit *self)
{
  const SyModel *old_model = self->before->model;
  const SyModel *new_model = self->after->model;

  for (guint i = 0; i < new_model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (new_model, i);
      gssize old = find_group (old_model, group->name);

      add_line (self->change, self->cause, &(Place){ group, NULL, (int) i, -1 },
                self->after->limits[i] - (old < 0 ? 0 : self->before->limits[old]), NULL);
    }
  for (guint i = 0; i < old_model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (old_model, i);

      if (find_group (new_model, group->name) < 0)
        add_line (self->change, self->cause, &(Place){ group, NULL, (int) i, -1 },
                  -self->before->limits[i], NULL);
    }
}

/* Steps 1 and 8. */
static void
add_edit (const Edit *self)
{
  for_each_rule (self->after->model, add_edited_rule, (gpointer) self);
  for_each_rule (self->before->model, add_removed_rule, (gpointer) self);
  add_edited_groups (self);
  /* The score's limit and its scale are one line: neither has a name to tell them apart by. */
  add_line (self->change, self->cause, &(Place){ NULL, NULL, -1, -1 },
            (self->after->score_limit - self->before->score_limit) +
                (self->after->scale - self->before->scale),
            NULL);
}

/* --- all of it --- */

static void
add_lines (SyScoreChange *self,
           const SyChangeSide *from,
           const SyChangeSide *to)
{
  SyEventLog *log = sy_scorer_get_log (to->scorer);
  gint64 start = sy_scorer_get_as_of (from->scorer);
  gint64 end = sy_scorer_get_as_of (to->scorer);
  g_autoptr (SyScorer) pooled = NULL;
  g_auto (SyLedger) first = { 0 };
  g_auto (SyLedger) merged = { 0 };
  g_auto (SyLedger) aged = { 0 };
  g_auto (SyLedger) last = { 0 };

  sy_ledger_init (&first, from->scorer, from->model, from->person);
  pooled = sy_scorer_get_log (from->scorer) == log ? sy_scorer_ref (from->scorer)
                                                   : sy_scorer_new (log, start);
  sy_ledger_init (&merged, pooled, from->model, to->person);
  sy_ledger_init (&aged, to->scorer, from->model, to->person);
  sy_ledger_init (&last, to->scorer, to->model, to->person);
  self->before = first.score;
  self->after = last.score;

  add_edit (&(Edit){ self, SY_CAUSE_IDENTITY, from, to, start, &first, &merged });
  add_time (self, to, start, &merged, &aged);
  add_edit (&(Edit){ self, SY_CAUSE_MODEL, NULL, to, end, &aged, &last });
}

/* Lines are final: each gets its events and the scores it lies between. */
static void
finish_lines (SyScoreChange *self)
{
  SySum score = { 0 };

  sy_sum_add (&score, self->before);
  for (guint i = 0; i < self->lines->len; i++)
    {
      SyChangeLine *line = &g_array_index (self->lines, SyChangeLine, i);
      GArray *events = self->events->pdata[i];

      line->before = sy_sum_get (&score);
      sy_sum_add (&score, line->points);
      line->after = sy_sum_get (&score);
      if (events == NULL || events->len == 0)
        continue;
      line->n_events = events->len;
      line->events = (const SyChangeEvent *) (gconstpointer) events->data;
    }
}

SyScoreChange *
sy_score_change_new (const SyChangeSide *from,
                     const SyChangeSide *to)
{
  SyScoreChange *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (sy_scorer_get_as_of (from->scorer) <= sy_scorer_get_as_of (to->scorer),
                        NULL);

  self = g_atomic_rc_box_new0 (SyScoreChange);
  self->log = sy_event_log_ref (sy_scorer_get_log (to->scorer));
  self->texts = g_string_chunk_new (256);
  self->lines = g_array_new (FALSE, FALSE, sizeof (SyChangeLine));
  self->events = g_ptr_array_new_with_free_func (free_events);
  add_lines (self, from, to);
  finish_lines (self);
  return self;
}
