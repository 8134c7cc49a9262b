/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-person.h"
#include "sy-format.h"
#include "sy-rule-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define N_DATES 60

typedef struct
{
  guint32 type;
  guint32 index; /* in the type's runs */
  gint64 time;
} PersonEvent;

struct _SyPerson
{
  SyEventLog *log;
  SyModel *model;
  gint64 as_of;
  guint32 person;
  SyContributions *contributions;
  GArray *events; /* newest first */
  GArray *times;  /* days since 1970 */
  GArray *scores;
  SyTrajectory course;
  SyComponents components;
};

static void
clear_person (gpointer data)
{
  SyPerson *self = data;

  g_clear_pointer (&self->contributions, sy_contributions_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
  g_clear_pointer (&self->scores, g_array_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const PersonEvent *x = a;
  const PersonEvent *y = b;

  if (x->time != y->time)
    return x->time > y->time ? -1 : 1;
  if (x->type != y->type)
    return x->type < y->type ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void
collect_events (SyPerson *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (PersonEvent));
  for (guint32 type = 0; type < sy_event_log_get_n_types (self->log); type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (self->log, type);
      guint32 start;
      guint32 end;

      if (!sy_event_runs_find (runs, self->person, &start, &end))
        continue;
      for (guint32 i = start; i < end; i++)
        {
          PersonEvent event = { type, i, SY_EVENT_EPOCH + runs->seconds[i] };

          g_array_append_val (self->events, event);
        }
    }
  g_array_sort (self->events, compare_newest_first);
}

/* Scores at local midnights, evenly spread, the last at the as-of instant. */
static gboolean
follow_score (SyPerson *self,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyModel) plain = sy_model_without_course (self->model);
  gint64 first = self->as_of;
  gint64 step;

  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  self->scores = g_array_new (FALSE, FALSE, sizeof (double));
  if (self->events->len > 0)
    first = g_array_index (self->events, PersonEvent, self->events->len - 1).time;
  if (first >= self->as_of)
    return TRUE;
  step = MAX ((self->as_of - first) / N_DATES / SY_DAY_SECONDS, 1) * SY_DAY_SECONDS;
  for (gint64 t = self->as_of - (self->as_of - first) / step * step; t <= self->as_of; t += step)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (self->log, t);
      g_autoptr (SyContributions) account = NULL;
      double day = (double) t / SY_DAY_SECONDS;
      double score;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      account = sy_scorer_explain (scorer, plain, self->person);
      score = sy_contributions_get_score (account);
      g_array_append_val (self->times, day);
      g_array_append_val (self->scores, score);
    }
  return TRUE;
}

static gboolean
find_course (SyPerson *self,
             GCancellable *cancellable,
             GError **error)
{
  double scores[SY_TRAJECTORY_DAYS + 1];
  g_autoptr (SyModel) plain = sy_model_without_course (self->model);
  g_autofree SyScoreDay *days = sy_score_history (self->log, plain, self->person,
                                                  self->as_of, SY_TRAJECTORY_DAYS, cancellable,
                                                  error);

  if (days == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    scores[i] = days[i].score;
  sy_trajectory_compute (self->model, scores, G_N_ELEMENTS (scores), &self->course);
  return TRUE;
}

SyPerson *
sy_person_new (SyEventLog *log,
               SyModel *model,
               gint64 as_of,
               GPtrArray *types,
               guint32 person,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyPerson) self = g_atomic_rc_box_new0 (SyPerson);
  g_autoptr (SyScorer) scorer = NULL;

  g_return_val_if_fail (person < sy_event_log_get_n_people (log), NULL);

  self->log = sy_event_log_ref (log);
  self->model = sy_model_ref (model);
  self->as_of = as_of;
  self->person = person;
  scorer = sy_scorer_new (log, as_of);
  self->contributions = sy_scorer_explain (scorer, model, person);
  sy_contributions_get_components (self->contributions, model, types, &self->components);
  collect_events (self);
  if (!follow_score (self, cancellable, error) || !find_course (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyPerson *
sy_person_ref (SyPerson *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_person_unref (SyPerson *self)
{
  g_atomic_rc_box_release_full (self, clear_person);
}

const char *
sy_person_get_key (SyPerson *self)
{
  return sy_event_log_get_person_key (self->log, self->person);
}

double
sy_person_get_score (SyPerson *self)
{
  return sy_contributions_get_score (self->contributions);
}

guint8
sy_person_get_band_index (SyPerson *self)
{
  return sy_contributions_get_band (self->contributions);
}

const char *
sy_person_get_band (SyPerson *self)
{
  guint8 band = sy_contributions_get_band (self->contributions);

  if (band == SY_BAND_NONE || band >= self->model->bands->len)
    return NULL;
  return sy_model_get_band (self->model, band)->name;
}

char *
sy_person_dup_score (SyPerson *self)
{
  return sy_format_score (self->model, sy_person_get_score (self));
}

const SyComponents *
sy_person_get_components (SyPerson *self)
{
  return &self->components;
}

char *
sy_person_dup_band (SyPerson *self)
{
  return sy_person_get_band (self) != NULL
             ? sy_model_format_band (self->model, sy_person_get_band_index (self))
             : NULL;
}

char *
sy_person_dup_probability (SyPerson *self)
{
  double probability = sy_contributions_get_probability (self->contributions);
  g_autofree char *percent = NULL;
  g_autofree char *outcome = NULL;

  if (isnan (probability))
    return NULL;
  percent = sy_format_percent (probability, 1);
  outcome = sy_rule_text_outcome (&self->model->outcome);
  /* Translators: a probability and an outcome, as "12.5 % lapsed" */
  return g_strdup_printf (_ ("%s %s"), percent, outcome);
}

gsize
sy_person_get_n_events (SyPerson *self)
{
  return self->events->len;
}

const SyTrajectory *
sy_person_get_trajectory (SyPerson *self)
{
  return &self->course;
}

char *
sy_person_dup_course (SyPerson *self)
{
  switch (self->course.course)
    {
    case SY_COURSE_RISING:
      return g_strdup (_ ("▲ Rising"));
    case SY_COURSE_FALLING:
      return g_strdup (_ ("▼ Falling"));
    case SY_COURSE_FLAT:
      return g_strdup (_ ("Flat"));
    case SY_COURSE_UNKNOWN:
    default:
      return NULL;
    }
}

char *
sy_person_dup_deltas (SyPerson *self)
{
  g_autofree char *week = sy_format_signed (self->course.delta_7, 1);
  g_autofree char *fortnight = sy_format_signed (self->course.delta_14, 1);
  g_autofree char *month = sy_format_signed (self->course.delta_30, 1);

  return g_strdup_printf (_ ("7 days %s · 14 days %s · 30 days %s"), week, fortnight, month);
}

char *
sy_person_dup_attributes (SyPerson *self)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < sy_event_log_get_n_attributes (self->log); i++)
    {
      const SyPersonAttribute *attribute = sy_event_log_get_attribute (self->log, i);
      guint32 value = attribute->values[self->person];

      if (value == SY_VALUE_ABSENT)
        continue;
      g_string_append_printf (text,
                              "%s%s %s",
                              text->len > 0 ? " · " : "",
                              attribute->name,
                              attribute->texts[value]);
    }
  return g_string_free (text, FALSE);
}

/* Waterfall */

static char *
label_line (const SyContribution *line)
{
  switch (line->kind)
    {
    case SY_CONTRIBUTION_EVENT_CAP:
      return g_strdup_printf (_ ("Cap of %s"), line->label);
    case SY_CONTRIBUTION_GROUP_MAX:
      return g_strdup_printf (_ ("Only the best of %s"), line->label);
    case SY_CONTRIBUTION_GROUP_P95:
      return g_strdup_printf (_ ("%s over its 95th percentile"), line->label);
    case SY_CONTRIBUTION_GROUP_CLAMP:
      return g_strdup_printf (_ ("Limit of %s"), line->label);
    case SY_CONTRIBUTION_GROUP_WEIGHT:
      return g_strdup_printf (_ ("Weight of %s"), line->label);
    case SY_CONTRIBUTION_SCORE_CLAMP:
      return g_strdup (_ ("Limit of the score"));
    case SY_CONTRIBUTION_SCALE:
      return g_strdup (_ ("To the scale"));
    case SY_CONTRIBUTION_PROBABILITY:
      return g_strdup (_ ("Probability"));
    case SY_CONTRIBUTION_RULE:
    default:
      return g_strdup (line->label);
    }
}

static char *
describe_line (SyPerson *self,
               const SyContribution *line,
               const char *label)
{
  g_autofree char *points = sy_format_signed (line->points, 2);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%s: %s points"), label, points);
  if (line->kind == SY_CONTRIBUTION_RULE)
    {
      g_autofree char *value = sy_format_short (line->value);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("value %s before the weight"), value);
      if (line->n_matched > 0)
        {
          g_autofree char *matched = sy_format_count_of ((gint64) line->n_matched, _ ("event"),
                                                         _ ("events"));

          g_string_append_printf (text, "\n%s", matched);
          if (line->n_kept < line->n_matched)
            g_string_append_printf (text, _ (", %u after the caps"), (guint) line->n_kept);
        }
      if (line->latest != SY_INSTANT_NONE)
        {
          g_autofree char *latest = sy_format_instant (sy_event_log_get_zone (self->log),
                                                       line->latest);

          g_string_append_c (text, '\n');
          g_string_append_printf (text, _ ("the latest on %s"), latest);
        }
      if (line->is_missing)
        g_string_append_printf (text, "\n%s", _ ("not known of this person"));
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_shown (const SyContribution *line)
{
  return fabs (line->points) > 0.0;
}

gsize
sy_person_get_n_lines (SyPerson *self)
{
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (self->contributions, &n_lines);
  gsize n_shown = 0;

  for (gsize i = 0; i < n_lines; i++)
    n_shown += is_shown (&lines[i]);
  return n_shown;
}

SyChart *
sy_person_create_waterfall (SyPerson *self)
{
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (self->contributions, &n_lines);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  SyChartWaterfallInfo info = { 0 };

  for (gsize i = 0; i < n_lines; i++)
    {
      char *label;

      if (!is_shown (&lines[i]))
        continue;
      label = label_line (&lines[i]);
      g_ptr_array_add (labels, label);
      g_ptr_array_add (details, describe_line (self, &lines[i], label));
      g_array_append_val (points, lines[i].points);
    }
  info.title = _ ("What the Score Is Made Of");
  info.subtitle = _ ("points by rule, then what limits and the scale make of them");
  info.n_lines = labels->len;
  info.labels = (const char *const *) labels->pdata;
  info.details = (const char *const *) details->pdata;
  info.points = (const double *) (void *) points->data;
  info.total = sy_person_get_score (self);
  return sy_chart_waterfall_new (&info);
}

/* Trajectory */

SyChart *
sy_person_create_trajectory (SyPerson *self,
                             const SyChartMarks *marks)
{
  gsize n_types = sy_event_log_get_n_types (self->log);
  guint n_bands = self->model->bands->len;
  g_autofree const char **types = g_new0 (const char *, n_types + 1);
  g_auto (GStrv) bands = g_new0 (char *, n_bands + 1);
  g_autofree double *thresholds = g_new0 (double, n_bands);
  g_autofree double *event_times = g_new0 (double, self->events->len + 1);
  g_autofree guint *event_types = g_new0 (guint, self->events->len + 1);
  g_autofree guint *shown = g_new0 (guint, n_types);
  SyChartTrajectoryInfo info = { 0 };

  for (guint i = 0; i < n_bands; i++)
    {
      bands[i] = sy_model_format_band (self->model, i);
      if (i > 0)
        thresholds[i - 1] = sy_model_get_band (self->model, i)->min;
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      const PersonEvent *event = &g_array_index (self->events, PersonEvent, i);

      if (event->time >= self->as_of)
        continue;
      if (shown[event->type] == 0)
        {
          types[info.n_types] = sy_event_log_get_type_name (self->log, event->type);
          shown[event->type] = (guint) ++info.n_types;
        }
      event_times[info.n_events] = (double) event->time / SY_DAY_SECONDS;
      event_types[info.n_events++] = shown[event->type] - 1;
    }
  info.title = _ ("Score Over Time");
  info.subtitle = _ ("as the draft would have scored; ticks: events");
  info.n_points = self->times->len;
  info.times = (const double *) (void *) self->times->data;
  info.scores = (const double *) (void *) self->scores->data;
  info.n_bands = n_bands;
  info.band_names = (const char *const *) bands;
  info.thresholds = thresholds;
  info.type_names = types;
  info.event_times = event_times;
  info.event_types = event_types;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_trajectory_new (&info);
}

/* Events */

static char *
list_properties (const SyPerson *self,
                 const PersonEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < sy_event_log_get_n_properties (self->log); i++)
    {
      const guint32 *values = sy_event_log_get_property_values (self->log, event->type, i);
      const SyEventProperty *property = sy_event_log_get_property (self->log, i);

      if (values == NULL || values[event->index] == SY_VALUE_ABSENT)
        continue;
      g_string_append_printf (text,
                              "%s%s %s",
                              text->len > 0 ? " · " : "",
                              property->name,
                              property->texts[values[event->index]]);
    }
  return g_string_free (text, FALSE);
}

static double
get_amount (const SyPerson *self,
            const PersonEvent *event)
{
  const SyEventRuns *runs = sy_event_log_get_runs (self->log, event->type);

  return runs->amounts != NULL ? runs->amounts[event->index] : (double) NAN;
}

static char *
get_event_text (gconstpointer data,
                guint row,
                guint column)
{
  const SyPerson *self = data;
  const PersonEvent *event = &g_array_index (self->events, PersonEvent, row);
  double amount;

  switch (column)
    {
    case 0:
      return sy_format_instant (sy_event_log_get_zone (self->log), event->time);
    case 1:
      return g_strdup (sy_event_log_get_type_name (self->log, event->type));
    case 2:
      amount = get_amount (self, event);
      return isnan (amount) ? g_strdup ("") : sy_format_short (amount);
    default:
      return list_properties (self, event);
    }
}

static const char *
get_event_note (gconstpointer data,
                guint row,
                guint column)
{
  const SyPerson *self = data;

  if (column == 0 && g_array_index (self->events, PersonEvent, row).time >= self->as_of)
    return _ ("After the as-of date: does not count yet");
  return NULL;
}

static int
compare_events (gconstpointer data,
                guint a,
                guint b,
                guint column)
{
  const SyPerson *self = data;
  const PersonEvent *x = &g_array_index (self->events, PersonEvent, a);
  const PersonEvent *y = &g_array_index (self->events, PersonEvent, b);
  double amount_x;
  double amount_y;

  switch (column)
    {
    case 0:
      return -compare_newest_first (x, y);
    case 1:
      return x->type < y->type ? -1 : x->type > y->type;
    case 2:
      amount_x = get_amount (self, x);
      amount_y = get_amount (self, y);
      if (isnan (amount_x) || isnan (amount_y))
        return isnan (amount_y) - isnan (amount_x);
      return amount_x < amount_y ? -1 : amount_x > amount_y;
    default:
      return 0;
    }
}

static const SyTableFuncs event_funcs = {
  .get_text = get_event_text,
  .get_note = get_event_note,
  .compare = compare_events,
  .free = (GDestroyNotify) sy_person_unref,
};

SyTableSource *
sy_person_create_events (SyPerson *self)
{
  const SyTableColumn columns[] = {
    { _ ("Time"), FALSE, 18 },
    { _ ("Event"), FALSE, 18 },
    { _ ("Amount"), TRUE, 9 },
    { _ ("Details"), FALSE, 0 },
  };

  return sy_table_source_new (columns,
                              G_N_ELEMENTS (columns),
                              self->events->len,
                              &event_funcs,
                              sy_person_ref (self));
}
