/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-time-to-outcome.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-time.h"
#include "sy-labelled-private.h"
#include "sy-outcome-private.h"

static const double shown_days[SY_TIME_N_SHARES] = { 30, 60, 90 };

void
sy_time_to_outcome_free (SyTimeToOutcome *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_bands; i++)
    {
      g_free (self->bands[i].name);
      g_free (self->bands[i].points);
    }
  g_free (self->bands);
  g_free (self->attribute);
  g_free (self->by);
  g_free (self);
}

/* The people of a date: from when and how long each was followed, and whether it ended with the outcome. */
typedef struct
{
  gsize n;
  double window_days; /* from the start of the outcome window to the end of the data */
  double *entries;
  double *times;
  guint8 *events;
  guint32 *bands;
} Subjects;

static void
clear_subjects (Subjects *self)
{
  g_free (self->entries);
  g_free (self->times);
  g_free (self->events);
  g_free (self->bands);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subjects, clear_subjects)

/* The instant at which a person's time begins; G_MAXINT64 for who has none. */
static gint64
find_origin (const SyEventLog *log,
             const SyTimeOptions *options,
             const SyPersonAttribute *attribute,
             gint64 window_start,
             guint32 person)
{
  guint32 first = sy_event_log_get_first_seconds (log)[person];
  gint32 day;

  switch (options->from)
    {
    case SY_TIME_FROM_FIRST_EVENT:
      return first == SY_SECOND_NONE ? G_MAXINT64 : SY_EVENT_EPOCH + (gint64) first;
    case SY_TIME_FROM_ATTRIBUTE:
      day = attribute->values[person] != SY_VALUE_ABSENT ? attribute->days[attribute->values[person]]
                                                         : SY_DAY_NONE;
      return day == SY_DAY_NONE ? G_MAXINT64 : sy_zone_day_start (sy_event_log_get_zone (log), day);
    case SY_TIME_FROM_AS_OF:
    default:
      return window_start;
    }
}

static void
init_subjects (Subjects *self,
               SyTimeToOutcome *result,
               SyEventLog *log,
               const SyOutcomeSpec *spec,
               const SyLabelledDate *date,
               const SyTimeOptions *options)
{
  const SyOutcome *outcome = date->outcome;
  const SyPersonAttribute *attribute =
      options->attribute != NULL ? sy_event_log_find_attribute (log, options->attribute) : NULL;
  const guint8 *bands = sy_scores_get_bands (date->scores);
  gint64 end = sy_event_log_get_data_end (log);
  g_autofree guint32 *seconds = sy_outcome_find_seconds (log, spec,
                                                         sy_event_log_get_bound (outcome->from),
                                                         sy_event_log_get_bound (end),
                                                         outcome->people, outcome->n);

  self->window_days = (double) (end - outcome->from) / SY_DAY_SECONDS;
  self->entries = g_new (double, outcome->n + 1);
  self->times = g_new (double, outcome->n + 1);
  self->events = g_malloc (outcome->n + 1);
  self->bands = g_new (guint32, outcome->n + 1);
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];
      gint64 at = seconds[i] == SY_SECOND_NONE ? end : SY_EVENT_EPOCH + (gint64) seconds[i];
      gint64 origin = find_origin (log, options, attribute, outcome->from, person);
      guint32 group = options->groups != NULL ? options->groups->of[person] : bands[person];

      /* A start after t was not known at t. */
      if (origin > outcome->from || (options->from != SY_TIME_FROM_AS_OF && origin >= outcome->as_of))
        {
          result->n_without_start++;
          continue;
        }
      if (group == SY_TIME_GROUP_NONE)
        {
          result->n_without_group++;
          continue;
        }
      self->entries[self->n] = (double) (outcome->from - origin) / SY_DAY_SECONDS;
      self->times[self->n] = (double) (at - origin) / SY_DAY_SECONDS;
      self->events[self->n] = seconds[i] != SY_SECOND_NONE;
      self->bands[self->n++] = group;
      result->followed_days = fmax (result->followed_days, (double) (end - origin) / SY_DAY_SECONDS);
    }
}

static void
set_interval (SyTimeShare *share,
              const SySurvivalPoint *last,
              gsize n)
{
  double survival = 1 - share->share;

  if (survival <= 0 || survival >= 1 || !isfinite (last->se))
    {
      gsize size = survival >= 1 ? share->at_risk : n;
      SyInterval wilson = sy_wilson (survival >= 1 ? 0 : (double) size, (double) size);

      share->low = wilson.low;
      share->high = wilson.high;
    }
  else
    {
      double width = SY_Z95 * last->se / (survival * fabs (log (survival)));

      share->low = 1 - pow (survival, exp (-width));
      share->high = 1 - pow (survival, exp (width));
    }
}

/* @n people under observation from @entries to @times; none is told of before the curve begins, or after
 * the last of them has left. */
static void
set_share (SyTimeShare *share,
           const SyBandTime *band,
           const double *entries,
           const double *times,
           gsize n,
           double days,
           double followed_days)
{
  gsize step = 0;

  *share = (SyTimeShare){ .days = days, .share = NAN, .low = NAN, .high = NAN };
  for (gsize i = 0; i < n; i++)
    share->at_risk += entries[i] <= days && times[i] >= days;
  if (n == 0 || days > followed_days || days < band->start_days)
    return;
  while (step < band->n_points && band->points[step].time < days)
    step++;
  share->share = step > 0 ? 1 - band->points[step - 1].survival : 0;
  set_interval (share, step > 0 ? &band->points[step - 1] : NULL, n);
}

/* The people of a band, or those of them who are left where its curve begins. */
typedef struct
{
  gsize n;
  double *entries;
  double *times;
  guint8 *events;
} Members;

static void
clear_members (Members *self)
{
  g_free (self->entries);
  g_free (self->times);
  g_free (self->events);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Members, clear_members)

static void
init_members (Members *self,
              const Subjects *subjects,
              gsize index)
{
  self->entries = g_new (double, subjects->n + 1);
  self->times = g_new (double, subjects->n + 1);
  self->events = g_malloc (subjects->n + 1);
  for (gsize i = 0; i < subjects->n; i++)
    if (subjects->bands[i] == index)
      {
        self->entries[self->n] = subjects->entries[i];
        self->times[self->n] = subjects->times[i];
        self->events[self->n++] = subjects->events[i];
      }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The first age at which enough are under observation, or else as many as ever are. */
static double
find_start (const Members *members)
{
  g_autofree double *entries = g_memdup2 (members->entries, members->n * sizeof (double));
  g_autofree double *times = g_memdup2 (members->times, members->n * sizeof (double));
  gsize n_left = 0, most = 0;
  double start = 0.0;

  if (members->n == 0)
    return 0.0;
  qsort (entries, members->n, sizeof (double), compare_doubles);
  qsort (times, members->n, sizeof (double), compare_doubles);
  for (gsize i = 0; i < members->n && most < SY_TIME_LEAST_AT_RISK; i++)
    {
      if (i + 1 < members->n && entries[i + 1] <= entries[i])
        continue; /* the last of those who enter together counts them all */
      while (times[n_left] < entries[i])
        n_left++;
      if (i + 1 - n_left <= most)
        continue;
      most = i + 1 - n_left;
      start = entries[i];
    }
  return start;
}

/* Leaves out those who had gone before. */
static void
begin_at (Members *members,
          double start)
{
  gsize n = 0;

  for (gsize i = 0; i < members->n; i++)
    if (members->times[i] >= start)
      {
        members->entries[n] = members->entries[i];
        members->times[n] = members->times[i];
        members->events[n++] = members->events[i];
      }
  members->n = n;
}

/* Up to which age the oldest is seen, had they the outcome or not. */
static double
find_last_age (const Members *members,
               double window_days)
{
  double oldest = 0.0;

  for (gsize i = 0; i < members->n; i++)
    oldest = fmax (oldest, members->entries[i]);
  return oldest + window_days;
}

static void
set_band (SyTimeToOutcome *self,
          gsize index,
          const Subjects *subjects)
{
  SyBandTime *band = &self->bands[index];
  g_auto (Members) members = { 0 };
  gboolean is_late = self->from != SY_TIME_FROM_AS_OF;
  double followed_days;

  init_members (&members, subjects, index);
  band->n = members.n;
  for (gsize i = 0; i < members.n; i++)
    band->n_events += members.events[i];
  followed_days = find_last_age (&members, subjects->window_days);
  if (is_late)
    {
      band->start_days = find_start (&members);
      begin_at (&members, band->start_days);
      band->n_early = band->n - members.n;
    }
  band->points = sy_kaplan_meier_entered (members.entries, members.times, members.events, members.n,
                                          &band->n_points);
  band->median_days = (double) NAN;
  for (gsize i = 0; i < band->n_points && isnan (band->median_days); i++)
    if (band->points[i].survival <= 0.5 + 1e-12)
      band->median_days = band->points[i].time;
  for (gsize i = 0; i < SY_TIME_N_SHARES; i++)
    set_share (&band->shares[i], band, members.entries, members.times, members.n, shown_days[i],
               followed_days);
}

static gboolean
check_options (const SyEventLog *log,
               const SyModel *model,
               const SyTimeOptions *options,
               GError **error)
{
  const SyPersonAttribute *attribute;

  if (options->from != SY_TIME_FROM_AS_OF && model->outcome.kind == SY_OUTCOME_ABSENCE)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                           "The outcome is a silence: the time to the event that breaks it is counted from the "
                           "date only");
      return FALSE;
    }
  if (options->from != SY_TIME_FROM_ATTRIBUTE)
    return TRUE;
  attribute = sy_event_log_find_attribute (log, options->attribute);
  if (attribute == NULL)
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                   "There is no attribute “%s” to count the time from", options->attribute);
      return FALSE;
    }
  for (gsize i = 1; i <= attribute->n_values; i++)
    if (attribute->days[i] != SY_DAY_NONE)
      return TRUE;
  g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
               "The attribute “%s” holds no dates (YYYY-MM-DD) to count the time from",
               options->attribute);
  return FALSE;
}

SyTimeToOutcome *
sy_time_to_outcome_run (SyEventLog *log,
                        const SyModel *model,
                        gint64 as_of,
                        GCancellable *cancellable,
                        GError **error)
{
  static const SyTimeOptions plain = { 0 };

  return sy_time_to_outcome_ask (log, model, as_of, &plain, cancellable, error);
}

/* With another start than t, time is that to the first outcome of all: who had it before is out. */
static SyModel *
make_asked (const SyModel *model,
            const SyTimeOptions *options)
{
  SyModel *asked = sy_model_copy (model);

  asked->outcome.once = asked->outcome.once || options->from != SY_TIME_FROM_AS_OF;
  return asked;
}

static void
name_bands (SyTimeToOutcome *self,
            const SyModel *model,
            const SyTimeOptions *options)
{
  self->n_bands = options->groups != NULL ? options->groups->n_groups : model->bands->len;
  self->bands = g_new0 (SyBandTime, self->n_bands + 1);
  for (gsize i = 0; i < self->n_bands; i++)
    self->bands[i].name = g_strdup (options->groups != NULL
                                        ? options->groups->names[i]
                                        : sy_model_get_band (model, (guint) i)->name);
}

SyTimeToOutcome *
sy_time_to_outcome_ask (SyEventLog *log,
                        const SyModel *model,
                        gint64 as_of,
                        const SyTimeOptions *options,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyTimeToOutcome) self = g_new0 (SyTimeToOutcome, 1);
  g_autoptr (SyModel) asked = make_asked (model, options);
  g_auto (SyLabelled) labelled = { 0 };
  g_auto (Subjects) subjects = { 0 };

  if (!check_options (log, model, options, error) ||
      !sy_labelled_init (&labelled, log, asked, &as_of, 1, cancellable, error))
    return NULL;
  self->as_of = as_of;
  self->from = options->from;
  self->attribute = g_strdup (options->attribute);
  self->by = options->groups != NULL ? g_strdup (options->groups->title) : NULL;
  self->n_already = options->from != SY_TIME_FROM_AS_OF ? labelled.dates[0].outcome->n_already : 0;
  self->is_absence = model->outcome.kind == SY_OUTCOME_ABSENCE;
  self->horizon_days = model->outcome.horizon_days;
  init_subjects (&subjects, self, log, &model->outcome, &labelled.dates[0], options);
  if (options->from == SY_TIME_FROM_AS_OF)
    self->followed_days = subjects.window_days;
  name_bands (self, model, options);
  for (gsize i = 0; i < self->n_bands; i++)
    set_band (self, i, &subjects);
  sy_log_rank_entered (self->from != SY_TIME_FROM_AS_OF ? subjects.entries : NULL, subjects.times,
                       subjects.events, subjects.bands, subjects.n, self->n_bands, NULL, NULL,
                       &self->log_rank);
  return g_steal_pointer (&self);
}
