/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person-change.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sy-format.h"

struct _SyPersonChange
{
  SyPersonQuery *query;
  SyScoreChange *change;
  const SyChangeLine *lines; /* of change */
  gsize n_lines;
  gint64 since;
  gboolean with_edits;
};

static const char *const cause_names[SY_N_CAUSES] = {
  N_ ("Linked keys"),
  N_ ("Decay"),
  N_ ("Left a window"),
  N_ ("New events"),
  N_ ("Caps"),
  N_ ("Group limits"),
  N_ ("Scale"),
  N_ ("Edits of the model"),
};

static const char *const cause_meanings[SY_N_CAUSES] = {
  N_ ("What the events of other keys of the same person changed"),
  N_ ("What was known grew older"),
  N_ ("What was known became older than its rule looks back"),
  N_ ("What happened between the two dates"),
  N_ ("What the caps and limits of the rules take away, less what they took before"),
  N_ ("What the limits of the groups and of the score take away, less what they took before"),
  N_ ("From raw points to the scale of the score, less what that was before"),
  N_ ("The score with the draft, less that with the version"),
};

SyPersonChange *
sy_person_change_new (const SyPersonQuery *query,
                      gint64 since,
                      gboolean with_edits)
{
  SyPersonChange *self = g_atomic_rc_box_new0 (SyPersonChange);
  g_autoptr (SyScorer) from = NULL;
  g_autoptr (SyScorer) to = sy_scorer_new (query->log, query->as_of);
  const SyModel *first;

  self->query = sy_person_query_ref ((SyPersonQuery *) query);
  self->since = MIN (since, query->as_of);
  self->with_edits = with_edits && query->compared != NULL;
  from = sy_scorer_new (query->log, self->since);
  first = self->with_edits ? query->compared : query->model;
  self->change = sy_score_change_new (&(SyChangeSide){ from, first, query->person },
                                      &(SyChangeSide){ to, query->model, query->person });
  self->lines = sy_score_change_get_lines (self->change, &self->n_lines);
  return self;
}

SyPersonChange *
sy_person_change_ref (SyPersonChange *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SyPersonChange *self = data;

  g_clear_pointer (&self->change, sy_score_change_unref);
  g_clear_pointer (&self->query, sy_person_query_unref);
}

void
sy_person_change_unref (SyPersonChange *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* "on 1 Sep 2017", "on 1 Sep 2017 with v1" */
static char *
describe_end (SyPersonChange *self,
              gint64 instant,
              gboolean is_start)
{
  SyZone *zone = sy_event_log_get_zone (self->query->log);
  g_autofree char *date = sy_format_as_of (zone, instant);

  if (is_start && self->with_edits)
    return g_strdup_printf (_ ("On %s with v%d"), date, self->query->compared_version);
  return g_strdup_printf (_ ("On %s"), date);
}

char *
sy_person_change_dup_summary (SyPersonChange *self)
{
  double before = sy_score_change_get_before (self->change);
  double after = sy_score_change_get_after (self->change);
  g_autofree char *score = sy_format_score (self->query->model, after);
  g_autofree char *change = sy_format_signed (after - before, 1);

  if (self->n_lines == 0)
    return g_strdup_printf (_ ("%s at both ends: nothing moved the score"), score);
  return g_strdup_printf (_ ("%s in all; the lines below add up to it"), change);
}

static gboolean
has_cause (SyPersonChange *self,
           guint cause)
{
  for (gsize i = 0; i < self->n_lines; i++)
    if (self->lines[i].cause == (SyCause) cause)
      return TRUE;
  return FALSE;
}

gsize
sy_person_change_get_n_causes (SyPersonChange *self)
{
  gsize n = 0;

  for (guint cause = 0; cause < SY_N_CAUSES; cause++)
    n += has_cause (self, cause);
  return n;
}

SyChart *
sy_person_change_create_bridge (SyPersonChange *self)
{
  const char *labels[SY_N_CAUSES];
  const char *details[SY_N_CAUSES];
  double points[SY_N_CAUSES];
  g_autofree char *start = describe_end (self, self->since, TRUE);
  g_autofree char *end = describe_end (self, self->query->as_of, FALSE);
  g_autofree char *summary = sy_person_change_dup_summary (self);
  SyChartWaterfallInfo info = { 0 };

  for (guint cause = 0; cause < SY_N_CAUSES; cause++)
    {
      if (!has_cause (self, cause))
        continue;
      labels[info.n_lines] = sy_person_change_name_cause (cause);
      details[info.n_lines] = sy_person_change_explain_cause (cause);
      points[info.n_lines++] = sy_score_change_get_total (self->change, cause);
    }
  info.title = _ ("Why It Changed");
  info.subtitle = summary;
  info.labels = labels;
  info.points = points;
  info.details = details;
  info.start_label = start;
  info.start = sy_score_change_get_before (self->change);
  info.total_label = end;
  info.total = sy_score_change_get_after (self->change);
  return sy_chart_waterfall_new (&info);
}

gsize
sy_person_change_get_n_lines (SyPersonChange *self)
{
  return self->n_lines;
}

const SyChangeLine *
sy_person_change_get_line (SyPersonChange *self,
                           gsize line)
{
  g_return_val_if_fail (line < self->n_lines, NULL);

  return &self->lines[line];
}

double
sy_person_change_get_total (SyPersonChange *self,
                            SyCause cause)
{
  return sy_score_change_get_total (self->change, cause);
}

const char *
sy_person_change_name_cause (SyCause cause)
{
  g_return_val_if_fail ((guint) cause < SY_N_CAUSES, NULL);

  return _ (cause_names[cause]);
}

const char *
sy_person_change_explain_cause (SyCause cause)
{
  g_return_val_if_fail ((guint) cause < SY_N_CAUSES, NULL);

  return _ (cause_meanings[cause]);
}

char *
sy_person_change_dup_line_label (SyPersonChange *self,
                                 gsize line)
{
  const SyChangeLine *of = sy_person_change_get_line (self, line);

  if (of->label == NULL)
    return g_strdup (of->cause == SY_CAUSE_LIMITS ? _ ("Limits of the score")
                                                  : _ ("To the scale"));
  if (of->group >= 0 && of->rule < 0)
    return g_strdup_printf (_ ("Limit of %s"), of->label);
  return g_strdup (of->label);
}

char *
sy_person_change_dup_line_note (SyPersonChange *self,
                                gsize line)
{
  const SyChangeLine *of = sy_person_change_get_line (self, line);
  SyZone *zone = sy_event_log_get_zone (self->query->log);
  g_autofree char *count = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (of->n_events == 0)
    return g_strdup ("");
  count = sy_format_count_of ((gint64) of->n_events, _ ("event"), _ ("events"));
  first = sy_format_day (sy_zone_day (zone, of->events[0].time_s));
  last = sy_format_day (sy_zone_day (zone, of->events[of->n_events - 1].time_s));
  if (strcmp (first, last) == 0)
    return g_strdup_printf ("%s, %s", count, first);
  return g_strdup_printf ("%s, %s – %s", count, first, last);
}

/* The events of a line */

typedef struct
{
  SyPersonChange *change;
  const SyChangeLine *line;
} LineEvents;

static char *
get_event_text (gconstpointer data,
                guint row,
                guint column)
{
  const LineEvents *self = data;
  const SyChangeEvent *event = &self->line->events[row];

  switch (column)
    {
    case 0:
      return sy_format_instant (sy_event_log_get_zone (self->change->query->log), event->time_s);
    case 1:
      return g_strdup (event->type);
    default:
      return isnan (event->amount) ? g_strdup ("") : sy_format_short (event->amount);
    }
}

static int
compare_events (gconstpointer data,
                guint a,
                guint b,
                guint column)
{
  const LineEvents *self = data;
  const SyChangeEvent *x = &self->line->events[a];
  const SyChangeEvent *y = &self->line->events[b];

  switch (column)
    {
    case 0:
      return (x->time_s > y->time_s) - (x->time_s < y->time_s);
    case 1:
      return strcmp (x->type, y->type);
    default:
      return sy_table_compare_numbers (x->amount, y->amount);
    }
}

static void
line_events_free (gpointer data)
{
  LineEvents *self = data;

  sy_person_change_unref (self->change);
  g_free (self);
}

static const SyTableFuncs event_funcs = {
  .get_text = get_event_text,
  .compare = compare_events,
  .free = line_events_free,
};

SyTableSource *
sy_person_change_create_events (SyPersonChange *self,
                                gsize line)
{
  const SyTableColumn columns[] = {
    { _ ("Time"), FALSE, 18 },
    { _ ("Event"), FALSE, 0 },
    { _ ("Amount"), TRUE, 9 },
  };
  LineEvents *events = g_new (LineEvents, 1);

  events->change = sy_person_change_ref (self);
  events->line = sy_person_change_get_line (self, line);
  return sy_table_source_new (columns, G_N_ELEMENTS (columns), (guint) events->line->n_events,
                              &event_funcs, events);
}
