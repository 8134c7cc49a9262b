/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a segment means: by bands and score, then who of them is left alone. */
#include "config.h"

#include "sy-segment.h"

#include <math.h>

#include "core/sy-time.h"
#include "score/sy-daily-scores-private.h"
#include "score/sy-edge-events-private.h"
#include "score/sy-gate-private.h"
#include "score/sy-matches-private.h"

/* Which bands of the model are meant. */
static gboolean
choose_bands (const SySegment *self,
              const SyModel *model,
              gboolean out_chosen[SY_MODEL_MAX_BANDS],
              GError **error)
{
  for (guint i = 0; i < SY_MODEL_MAX_BANDS; i++)
    out_chosen[i] = self->bands == NULL;
  for (char **name = self->bands; name != NULL && *name != NULL; name++)
    {
      guint band;

      if (!sy_model_find_band_named (model, *name, &band))
        {
          g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND,
                       "the model “%s” has no band “%s”", model->name, *name);
          return FALSE;
        }
      out_chosen[band] = TRUE;
    }
  return TRUE;
}

static gboolean
match (const SySegment *self,
       const SyModel *model,
       const SyScores *scores,
       SySegmentChoice *out,
       GError **error)
{
  gboolean chosen[SY_MODEL_MAX_BANDS];
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  const double *score = sy_scores_get_score (scores);
  const guint8 *bands = sy_scores_get_bands (scores);

  if (!choose_bands (self, model, chosen, error))
    return FALSE;
  out->people = g_new (guint32, n_members + 1);
  for (gsize i = 0; i < n_members; i++)
    {
      guint32 person = members[i];

      if (bands[person] < SY_MODEL_MAX_BANDS && !chosen[bands[person]])
        continue;
      if (score[person] < self->score_min || score[person] >= self->score_max)
        continue;
      out->people[out->n_people++] = person;
    }
  out->n_matching = out->n_people;
  return TRUE;
}

/* Keeps the people whose mark is as wanted; returns how many went. */
static gsize
keep (SySegmentChoice *choice,
      const guint8 *marks,
      gboolean wanted)
{
  gsize n = 0;
  gsize n_before = choice->n_people;

  for (gsize i = 0; i < n_before; i++)
    if ((marks[choice->people[i]] != 0) == wanted)
      choice->people[n++] = choice->people[i];
  choice->n_people = n;
  return n_before - n;
}

/* Who is on one of the courses. */
static gboolean
match_course (const SySegment *self,
              SyEventLog *log,
              const SyModel *model,
              gint64 as_of,
              SySegmentChoice *choice,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree SyTrajectory *trajectories = sy_trajectories_compute (log, model, as_of, cancellable,
                                                                   NULL, NULL, error);
  g_autofree guint8 *marks = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  if (trajectories == NULL)
    return FALSE;
  for (gsize i = 0; i < choice->n_people; i++)
    marks[choice->people[i]] =
        (self->courses & (1u << trajectories[choice->people[i]].course)) != 0;
  keep (choice, marks, TRUE);
  return TRUE;
}

static gboolean
match_change (const SySegment *self,
              SyEventLog *log,
              const SyModel *model,
              const SyScores *scores,
              SySegmentChoice *choice,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree double *deltas = sy_score_deltas (log, model, scores, (gsize) self->change_days,
                                               cancellable, error);
  SyScoreMove move = { self->change_days, self->change_min, self->change_max };
  g_autofree guint8 *marks = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  if (deltas == NULL)
    return FALSE;
  for (gsize i = 0; i < choice->n_people; i++)
    marks[choice->people[i]] = sy_score_move_holds (&move, deltas[choice->people[i]]) != FALSE;
  keep (choice, marks, TRUE);
  return TRUE;
}

static void
match_person (const SySegment *self,
              const SyEventLog *log,
              gint64 as_of,
              SySegmentChoice *choice)
{
  gsize n_people = sy_event_log_get_n_people (log);
  g_autoptr (SyGate) gate = sy_gate_new (log, self->where, NULL, &(SyRuleMoment){ as_of, as_of, as_of });
  g_autofree guint8 *marks = g_malloc (n_people + 1);

  sy_gate_hold (gate, 0, (guint32) n_people, marks);
  keep (choice, marks, TRUE);
}

static gboolean
match_cluster (const SySegment *self,
               const SyModel *model,
               const SyScores *scores,
               SySegmentChoice *choice,
               GError **error)
{
  g_autofree guint8 *clusters = g_malloc (choice->n_people + 1);
  gsize n = 0;

  if (!sy_cluster_spec_assign (self->clusters, model, scores, choice->people, choice->n_people,
                               clusters, error))
    return FALSE;
  for (gsize i = 0; i < choice->n_people; i++)
    if (clusters[i] == self->cluster)
      choice->people[n++] = choice->people[i];
  choice->n_people = n;
  return TRUE;
}

/* What is asked beyond bands and score; the cheap first. */
static gboolean
match_more (const SySegment *self,
            SyEventLog *log,
            const SyModel *model,
            const SyScores *scores,
            SySegmentChoice *choice,
            GCancellable *cancellable,
            GError **error)
{
  gint64 as_of = sy_scores_get_as_of (scores);

  if (self->where != NULL)
    match_person (self, log, as_of, choice);
  if (self->clusters != NULL && !match_cluster (self, model, scores, choice, error))
    return FALSE;
  if (self->change_days > 0 &&
      !match_change (self, log, model, scores, choice, cancellable, error))
    return FALSE;
  if (self->courses != 0 &&
      !match_course (self, log, model, as_of, choice, cancellable, error))
    return FALSE;
  choice->n_matching = choice->n_people;
  return TRUE;
}

/* The last second of an event of the types in [start, end) of each person, or none. */
static guint32 *
find_last (const SyEventLog *log,
           char **types,
           guint32 start,
           guint32 end)
{
  guint32 *last = sy_edge_events_new (log);

  for (; *types != NULL; types++)
    {
      guint32 type = sy_event_log_find_type (log, *types);

      if (type != SY_TYPE_NONE)
        sy_edge_events_take_last (last, sy_event_log_get_runs (log, type), start, end);
    }
  return last;
}

static void
leave_converting (const SySegment *self,
                  const SyEventLog *log,
                  gint64 as_of,
                  SySegmentChoice *choice)
{
  g_autofree guint32 *last = find_last (log, self->converting_types,
                                        sy_window_start (as_of, self->converting_days),
                                        sy_event_log_get_bound (as_of));
  g_autofree guint8 *marks = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  for (gsize i = 0; i < choice->n_people; i++)
    marks[choice->people[i]] = last[choice->people[i]] != SY_SECOND_NONE;
  choice->n_converting = keep (choice, marks, FALSE);
}

/* Who was touched long enough ago, and has not come back since the last such touch. */
static void
leave_waiting (const SySegment *self,
               const SyEventLog *log,
               gint64 as_of,
               SySegmentChoice *choice)
{
  guint32 end = sy_event_log_get_bound (as_of);
  /* A touch of exactly so many days ago is long enough. */
  gint64 latest = (gint64) floor ((double) as_of - self->after_days * SY_DAY_SECONDS) + 1;
  g_autofree guint32 *touched = find_last (log, self->after_types, 0,
                                           MIN (sy_event_log_get_bound (latest), end));
  g_autofree guint32 *back = find_last (log, self->without_types, 0, end);
  g_autofree guint8 *marks = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  for (gsize i = 0; i < choice->n_people; i++)
    {
      guint32 person = choice->people[i];

      marks[person] = touched[person] != SY_SECOND_NONE &&
                      (back[person] == SY_SECOND_NONE || back[person] <= touched[person]);
    }
  choice->n_waiting = keep (choice, marks, TRUE);
}

static gboolean
leave_low (const SySegment *self,
           SyEventLog *log,
           const SyModel *model,
           const SyScores *scores,
           SySegmentChoice *choice,
           GCancellable *cancellable,
           GError **error)
{
  gint64 as_of = sy_scores_get_as_of (scores);
  g_autofree guint8 *marks = g_malloc0 (sy_event_log_get_n_people (log) + 1);

  for (gsize i = 0; i < choice->n_people; i++)
    marks[choice->people[i]] = sy_scores_get_score (scores)[choice->people[i]] < self->low_score;
  for (int day = 1; day <= self->low_days; day++)
    {
      gint64 at = sy_instant_shift (sy_event_log_get_zone (log), as_of, -day);
      g_autofree double *past = sy_daily_scores_new (log, model, at, NULL, cancellable, error);

      if (past == NULL)
        return FALSE;
      for (gsize i = 0; i < choice->n_people; i++)
        marks[choice->people[i]] &= past[choice->people[i]] < self->low_score;
    }
  choice->n_low = keep (choice, marks, FALSE);
  return TRUE;
}

SySegmentChoice *
sy_segment_choose (const SySegment *self,
                   SyEventLog *log,
                   const SyModel *model,
                   const SyScores *scores,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SySegmentChoice) choice = NULL;
  gint64 as_of;

  g_return_val_if_fail (self != NULL && log != NULL && model != NULL && scores != NULL, NULL);

  choice = g_new0 (SySegmentChoice, 1);
  as_of = sy_scores_get_as_of (scores);
  if (!match (self, model, scores, choice, error) ||
      !match_more (self, log, model, scores, choice, cancellable, error))
    return NULL;
  if (self->converting_types != NULL)
    leave_converting (self, log, as_of, choice);
  if (!isnan (self->low_score) &&
      !leave_low (self, log, model, scores, choice, cancellable, error))
    return NULL;
  if (self->after_types != NULL)
    leave_waiting (self, log, as_of, choice);
  return g_steal_pointer (&choice);
}

void
sy_segment_choice_free (SySegmentChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->people);
  g_free (self);
}

guint32 *
sy_segment_select (const SySegment *self,
                   SyEventLog *log,
                   const SyModel *model,
                   const SyScores *scores,
                   GCancellable *cancellable,
                   gsize *out_n_people,
                   GError **error)
{
  g_autoptr (SySegmentChoice) choice = NULL;

  g_return_val_if_fail (out_n_people != NULL, NULL);

  choice = sy_segment_choose (self, log, model, scores, cancellable, error);
  if (choice == NULL)
    return NULL;
  *out_n_people = choice->n_people;
  return g_steal_pointer (&choice->people);
}
