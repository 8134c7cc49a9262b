/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels and all of the published side are kept until the outcome, the population or the published
 * version change. An edit that leaves the scores alone, as that of a threshold, is not measured anew.
 */
#include "config.h"

#include "sy-tuning-origin-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "sy-figures-private.h"

SyTuningOrigin *
sy_tuning_origin_new (SyEventLog *log,
                      SyScorer *scorer)
{
  SyTuningOrigin *self = g_new0 (SyTuningOrigin, 1);

  self->log = sy_event_log_ref (log);
  self->scorer = sy_scorer_ref (scorer);
  self->roc = sy_class_roc_new ();
  return self;
}

static void
forget_measured (SyTuningOrigin *self)
{
  g_clear_pointer (&self->measured_scores, sy_scores_unref);
}

/* The draft is measured against it. */
static void
forget_published_figures (SyTuningOrigin *self)
{
  forget_measured (self);
  self->is_published_measured = FALSE;
}

static void
forget_published (SyTuningOrigin *self)
{
  forget_published_figures (self);
  g_clear_pointer (&self->published, sy_model_unref);
  g_clear_pointer (&self->published_scores, sy_scores_unref);
}

static void
forget_outcome (SyTuningOrigin *self)
{
  g_clear_pointer (&self->outcome, sy_outcome_unref);
  g_clear_pointer (&self->outcome_model, sy_model_unref);
  g_clear_pointer (&self->outcome_population, sy_scores_unref);
  forget_published_figures (self);
}

void
sy_tuning_origin_free (SyTuningOrigin *self)
{
  if (self == NULL)
    return;
  forget_published (self);
  forget_outcome (self);
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_free (self->published_placements);
  sy_class_roc_free (self->roc);
  sy_scorer_unref (self->scorer);
  sy_event_log_unref (self->log);
  g_free (self);
}

gint64
sy_tuning_origin_get_as_of (const SyTuningOrigin *self)
{
  return sy_scorer_get_as_of (self->scorer);
}

SyScorer *
sy_tuning_origin_get_scorer (SyTuningOrigin *self)
{
  return self->scorer;
}

/* --- the outcome --- */

static gboolean
is_same_outcome (const SyOutcomeSpec *a,
                 const SyOutcomeSpec *b)
{
  const char *const none[] = { NULL };

  return a->kind == b->kind && g_strcmp0 (a->name, b->name) == 0 &&
         g_strv_equal (a->types != NULL ? (const char *const *) a->types : none,
                       b->types != NULL ? (const char *const *) b->types : none) &&
         sy_condition_equal (a->where, b->where) && a->count == b->count &&
         sy_number_equal (a->amount, b->amount) &&
         a->horizon_days == b->horizon_days && a->gap_days == b->gap_days && a->once == b->once;
}

static gboolean
is_same_population (const SyScores *a,
                    const SyScores *b)
{
  gsize n_a;
  gsize n_b;
  const guint32 *members_a = sy_scores_get_members (a, &n_a);
  const guint32 *members_b = sy_scores_get_members (b, &n_b);

  return n_a == n_b &&
         (members_a == members_b || memcmp (members_a, members_b, n_a * sizeof *members_a) == 0);
}

/* Labels the draft's population, unless that has been done. */
static gboolean
renew_outcome (SyTuningOrigin *self,
               const SyModel *draft,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyOutcome) outcome = NULL;
  const guint32 *members;
  gsize n_members;

  if (self->outcome_model != NULL && self->outcome != NULL &&
      is_same_outcome (&self->outcome_model->outcome, &draft->outcome) &&
      is_same_population (self->outcome_population, self->scores))
    {
      /* A direction turns the published side, not the labels. */
      if (self->outcome_model->outcome.direction == draft->outcome.direction)
        return TRUE;
      forget_published_figures (self);
      g_clear_pointer (&self->outcome_model, sy_model_unref);
      self->outcome_model = sy_model_copy (draft);
      return TRUE;
    }
  forget_outcome (self);
  if (draft->outcome.kind == SY_OUTCOME_NONE)
    return TRUE;
  members = sy_scores_get_members (self->scores, &n_members);
  outcome = sy_outcome_evaluate (self->log, &draft->outcome, sy_scores_get_as_of (self->scores),
                                 members, n_members, cancellable, error);
  if (outcome == NULL)
    return FALSE;
  sy_class_roc_set_outcome (self->roc, outcome->people, outcome->labels, outcome->n);
  g_free (self->published_placements);
  self->published_placements = g_new (guint32, outcome->n + 1);
  self->outcome = g_steal_pointer (&outcome);
  self->outcome_model = sy_model_copy (draft);
  self->outcome_population = sy_scores_ref (self->scores);
  return TRUE;
}

/* --- figures --- */

static void
set_undefined (SyClassFigures *figures)
{
  sy_auc_set_undefined (&figures->auc);
  sy_auc_comparison_set_undefined (&figures->comparison);
  figures->ks = (SyKs){ (double) NAN, (double) NAN };
  figures->top_decile_lift = (double) NAN;
}

static gboolean
prepare (SyTuningOrigin *self,
         const SyScores *scores,
         guint n_threads)
{
  return self->outcome != NULL &&
         sy_class_roc_prepare (self->roc, sy_scores_get_score (scores), n_threads, NULL);
}

static gboolean
renew_published (SyTuningOrigin *self,
                 const SyModel *published,
                 SyDirection direction,
                 guint n_threads,
                 GCancellable *cancellable,
                 GError **error)
{
  if (self->published != published)
    forget_published (self);
  if (published == NULL)
    return TRUE;
  if (self->published_scores == NULL)
    {
      self->published_scores = sy_scorer_score (self->scorer, published, cancellable, error);
      if (self->published_scores == NULL)
        return FALSE;
      self->published = sy_model_ref ((SyModel *) published);
    }
  if (!self->is_published_measured)
    {
      set_undefined (&self->published_figures);
      if (prepare (self, self->published_scores, n_threads))
        sy_class_roc_measure (self->roc, sy_scores_get_score (self->published_scores),
                              sy_direction_to_order (direction), n_threads, NULL,
                              self->published_placements, &self->published_figures);
      self->is_published_measured = TRUE;
      self->n_published_changes++;
    }
  return TRUE;
}

gboolean
sy_tuning_origin_score (SyTuningOrigin *self,
                        const SyModel *draft,
                        const SyModel *published,
                        guint n_threads,
                        GCancellable *cancellable,
                        GError **error)
{
  SyScores *scores = sy_scorer_score (self->scorer, draft, cancellable, error);

  if (scores == NULL)
    return FALSE;
  g_clear_pointer (&self->scores, sy_scores_unref);
  self->scores = scores;
  return renew_outcome (self, draft, cancellable, error) &&
         renew_published (self, published, draft->outcome.direction, n_threads, cancellable, error);
}

gboolean
sy_tuning_origin_is_measured (const SyTuningOrigin *self,
                              const SyModel *draft)
{
  return self->measured_scores != NULL && self->measured_direction == draft->outcome.direction &&
         memcmp (sy_scores_get_score (self->measured_scores), sy_scores_get_score (self->scores),
                 sy_event_log_get_n_people (self->log) * sizeof (double)) == 0;
}

void
sy_tuning_origin_prepare (SyTuningOrigin *self,
                          guint n_threads)
{
  forget_measured (self);
  self->is_prepared = prepare (self, self->scores, n_threads);
}

void
sy_tuning_origin_measure (SyTuningOrigin *self,
                          const SyModel *draft,
                          guint n_threads)
{
  SyDirection direction = draft->outcome.direction;

  set_undefined (&self->figures);
  if (self->is_prepared)
    sy_class_roc_measure (self->roc, sy_scores_get_score (self->scores),
                          sy_direction_to_order (direction), n_threads,
                          self->published != NULL ? self->published_placements : NULL, NULL,
                          &self->figures);
  self->measured_scores = sy_scores_ref (self->scores);
  self->measured_direction = direction;
}
