/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-band-course-private.h"

#include <math.h>

#include "sy-trajectory.h"

/*
 * Courses and changes are those of the score, which hangs on no band: they are computed with the
 * model without what its bands ask, so that no day looks back in turn.
 */

struct _SyBandCourse
{
  SyEventLog *log; /* borrowed */

  /* The scores that the rest belongs to. */
  SyColumn *score;
  SyPopulation *population;

  guint8 *courses;     /* by person; NULL until a band asks */
  GHashTable *changes; /* days -> differences by person */
};

SyBandCourse *
sy_band_course_new (SyEventLog *log)
{
  SyBandCourse *self = g_new0 (SyBandCourse, 1);

  self->log = log;
  self->changes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static void
forget (SyBandCourse *self)
{
  g_clear_pointer (&self->score, sy_column_unref);
  g_clear_pointer (&self->population, sy_population_unref);
  g_clear_pointer (&self->courses, g_free);
  g_hash_table_remove_all (self->changes);
}

void
sy_band_course_free (SyBandCourse *self)
{
  if (self == NULL)
    return;
  forget (self);
  g_hash_table_unref (self->changes);
  g_free (self);
}

/* Equal columns of the cache are equal scores, on earlier days too: it tells them apart by all that they hang on. */
static void
turn_to (SyBandCourse *self,
         const SyScores *scores)
{
  if (self->score == scores->score && self->population == scores->population)
    return;
  forget (self);
  self->score = sy_column_ref (scores->score);
  self->population = sy_population_ref (scores->population);
}

static gboolean
compute_courses (SyBandCourse *self,
                 const SyModel *plain,
                 const SyScores *scores,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree SyTrajectory *trajectories = NULL;

  if (self->courses != NULL)
    return TRUE;
  trajectories = sy_trajectories_compute (self->log, plain, scores->as_of, cancellable, NULL, NULL,
                                          error);
  if (trajectories == NULL)
    return FALSE;
  self->courses = g_new (guint8, scores->n_people + 1);
  for (gsize i = 0; i < scores->n_people; i++)
    self->courses[i] = (guint8) trajectories[i].course;
  return TRUE;
}

static gboolean
compute_change (SyBandCourse *self,
                const SyModel *plain,
                const SyScores *scores,
                int days,
                GCancellable *cancellable,
                GError **error)
{
  double *changes;

  if (g_hash_table_contains (self->changes, GINT_TO_POINTER (days)))
    return TRUE;
  changes = sy_score_deltas (self->log, plain, scores, (gsize) days, cancellable, error);
  if (changes == NULL)
    return FALSE;
  g_hash_table_insert (self->changes, GINT_TO_POINTER (days), changes);
  return TRUE;
}

/* What the bands of the model ask, for everybody. */
static gboolean
compute (SyBandCourse *self,
         const SyModel *model,
         const SyScores *scores,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (SyModel) plain = sy_model_without_course (model);

  for (guint i = 1; i < model->bands->len; i++)
    {
      const SyBand *band = sy_model_get_band (model, i);

      if (band->courses != 0 && !compute_courses (self, plain, scores, cancellable, error))
        return FALSE;
      if (band->change.days > 0 &&
          !compute_change (self, plain, scores, band->change.days, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
holds (const SyBand *band,
       SyCourse course,
       double change)
{
  return (band->courses == 0 || (band->courses & (1u << course)) != 0) &&
         (band->change.days < 1 || sy_score_move_holds (&band->change, change));
}

gboolean
sy_band_course_assign (SyBandCourse *self,
                       const SyModel *model,
                       SyScores *scores,
                       GCancellable *cancellable,
                       GError **error)
{
  const double *changes[SY_MODEL_MAX_BANDS] = { NULL };
  const SyPopulation *population = scores->population;

  if (!sy_model_asks_course (model))
    return TRUE;
  turn_to (self, scores);
  if (!compute (self, model, scores, cancellable, error))
    return FALSE;
  for (guint i = 1; i < model->bands->len; i++)
    changes[i] = g_hash_table_lookup (self->changes,
                                      GINT_TO_POINTER (sy_model_get_band (model, i)->change.days));
  for (gsize i = 0; i < population->n_members; i++)
    {
      guint32 person = population->members[i];
      guint8 *band = &scores->bands[person];

      while (*band > 0 &&
             !holds (sy_model_get_band (model, *band),
                     self->courses == NULL ? SY_COURSE_UNKNOWN : (SyCourse) self->courses[person],
                     changes[*band] == NULL ? (double) NAN : changes[*band][person]))
        --*band;
    }
  return TRUE;
}

int
sy_band_course_get_days (const SyModel *model,
                         guint8 band)
{
  int days = 0;

  for (guint i = 1; i <= band; i++)
    {
      const SyBand *it = sy_model_get_band (model, i);

      days = MAX (days, it->change.days);
      if (it->courses != 0)
        days = MAX (days, SY_TRAJECTORY_DAYS);
    }
  return days;
}

guint8
sy_band_course_choose (const SyModel *model,
                       guint8 band,
                       const double *scores,
                       gsize n_scores)
{
  SyTrajectory trajectory;

  if (sy_band_course_get_days (model, band) == 0)
    return band;
  sy_trajectory_compute (model, scores, n_scores, &trajectory);
  for (; band > 0; band--)
    {
      const SyBand *it = sy_model_get_band (model, band);
      double change = it->change.days > 0
                          ? scores[n_scores - 1] - scores[n_scores - 1 - (gsize) it->change.days]
                          : (double) NAN;

      if (holds (it, trajectory.course, change))
        break;
    }
  return band;
}

guint8
sy_band_course_find (SyEventLog *log,
                     const SyModel *model,
                     guint32 person,
                     gint64 as_of,
                     guint8 band)
{
  int n_days = sy_band_course_get_days (model, band);
  g_autoptr (SyModel) plain = NULL;
  g_autofree SyScoreDay *days = NULL;
  g_autofree double *scores = NULL;

  if (n_days == 0)
    return band;
  plain = sy_model_without_course (model);
  days = sy_score_history (log, plain, person, as_of, (gsize) n_days, NULL, NULL);
  scores = g_new (double, (gsize) n_days + 1);
  for (int i = 0; i <= n_days; i++)
    scores[i] = days[i].score;
  return sy_band_course_choose (model, band, scores, (gsize) n_days + 1);
}
