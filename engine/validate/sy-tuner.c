/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an edit is answered
 *
 *   score      the scorer renews what the edit changed
 *   prepare    the smaller class of labelled people is sorted (sy-class-roc.c), on one thread
 *   overview   population: histogram by band, people per band, reference bins; labelled people: bands; beside it
 *   measure    the larger class: area, KS, lift and the comparison with the published version
 *
 * All but the overview are those of sy-tuning-origin.c, at the instant the outcome is measured from. The first and
 * the last step run on two threads that count in whole numbers, so that nothing depends on which ran when. All of the
 * published side is kept until the outcome, the population or the published version change.
 */
#include "config.h"

#include "sy-tuner.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "score/sy-score.h"
#include "sy-figures-private.h"
#include "sy-mean-points-private.h"
#include "sy-outcome.h"
#include "sy-tuning-counts-private.h"
#include "sy-tuning-histogram-private.h"
#include "sy-tuning-origin-private.h"

/* Below this many people a second thread costs more than it saves. */
#define MIN_PEOPLE_FOR_THREADS 20000
#define MAX_THREADS 2

struct _SyTuner
{
  SyEventLog *log;
  gint64 as_of;
  guint n_threads;
  SyReference *reference;

  SyScorer *scorer;       /* at as_of */
  SyTuningOrigin *origin; /* where the outcome is measured from */

  /* What the first origin goes on from; NULL when there is nothing, or it has. */
  SyEventRenewal *renewal;
  SyScorer *before;

  /* The published side: scores at as_of, and the figures made from them. */
  SyModel *published;
  SyScores *published_scores;
  SyReference *published_reference;
  SyTuningSide published_side;
  gboolean has_published_side;
  guint n_published_changes;
  SyHistogramBins published_bins;
};

/* Takes the scorer. */
static SyTuner *
new_tuner (SyScorer *scorer)
{
  SyTuner *self = g_new0 (SyTuner, 1);

  self->log = sy_event_log_ref (sy_scorer_get_log (scorer));
  self->as_of = sy_scorer_get_as_of (scorer);
  self->n_threads = 2;
  self->scorer = scorer;
  return self;
}

SyTuner *
sy_tuner_new (SyEventLog *log,
              gint64 as_of)
{
  return new_tuner (sy_scorer_new (log, as_of));
}

SyTuner *
sy_tuner_renew (SyTuner *self,
                SyEventRenewal *renewal,
                gint64 as_of)
{
  SyTuner *renewed;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (renewal != NULL, NULL);

  renewed = new_tuner (sy_scorer_renew (self->scorer, renewal, as_of));
  renewed->n_threads = self->n_threads;
  if (self->origin != NULL)
    {
      renewed->renewal = sy_event_renewal_ref (renewal);
      renewed->before = sy_scorer_ref (sy_tuning_origin_get_scorer (self->origin));
    }
  return renewed;
}

static void
forget_before (SyTuner *self)
{
  g_clear_pointer (&self->renewal, sy_event_renewal_unref);
  g_clear_pointer (&self->before, sy_scorer_unref);
}

static void
clear_side (SyTuningSide *self)
{
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->histogram, g_free);
  sy_band_outcomes_free (self->bands, self->n_bands);
  *self = (SyTuningSide){ 0 };
}

/* A side of its own for each tuning. */
static void
copy_side (SyTuningSide *to,
           const SyTuningSide *from,
           gsize n_bins)
{
  *to = *from;
  to->scores = sy_scores_ref (from->scores);
  to->people = g_memdup2 (from->people, from->n_bands * sizeof *from->people);
  to->histogram = g_memdup2 (from->histogram, from->n_bands * n_bins * sizeof *from->histogram);
  to->bands = g_memdup2 (from->bands, from->n_bands * sizeof *from->bands);
  for (gsize b = 0; b < from->n_bands; b++)
    to->bands[b].name = g_strdup (from->bands[b].name);
}

static void
forget_published_side (SyTuner *self)
{
  if (self->has_published_side)
    clear_side (&self->published_side);
  self->has_published_side = FALSE;
}

static void
forget_published (SyTuner *self)
{
  forget_published_side (self);
  g_clear_pointer (&self->published, sy_model_unref);
  g_clear_pointer (&self->published_scores, sy_scores_unref);
  g_clear_pointer (&self->published_reference, sy_reference_unref);
}

void
sy_tuner_free (SyTuner *self)
{
  if (self == NULL)
    return;
  forget_published (self);
  forget_before (self);
  g_clear_pointer (&self->reference, sy_reference_unref);
  g_clear_pointer (&self->origin, sy_tuning_origin_free);
  g_clear_pointer (&self->scorer, sy_scorer_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_free (self);
}

void
sy_tuner_set_reference (SyTuner *self,
                        SyReference *reference)
{
  if (reference != NULL)
    sy_reference_ref (reference);
  g_clear_pointer (&self->reference, sy_reference_unref);
  self->reference = reference;
  forget_published_side (self);
}

void
sy_tuner_set_n_threads (SyTuner *self,
                        guint n_threads)
{
  g_return_if_fail (n_threads >= 1);

  self->n_threads = MIN (n_threads, MAX_THREADS);
}

static void
set_band_outcomes (SyTuningSide *side,
                   const SyModel *model,
                   const gsize labelled[][2],
                   SyDirection direction)
{
  gsize n[SY_MODEL_MAX_BANDS];
  gsize positives[SY_MODEL_MAX_BANDS];

  for (gsize b = 0; b < side->n_bands; b++)
    {
      n[b] = labelled[b][0] + labelled[b][1];
      positives[b] = labelled[b][1];
    }
  side->bands = sy_band_outcomes_new (model, n, positives, NULL);
  sy_band_outcomes_get_trend (side->bands, side->n_bands, NULL, direction, &side->trend);
  side->n_inversions = sy_band_outcomes_get_inversions (side->bands, side->n_bands, NULL, direction,
                                                        NULL);
}

/* Histogram, people per band, stability index and band-by-outcome of a side. */
static void
set_overview (const SyTuner *self,
              const SyModel *model,
              SyDirection direction,
              const SyScores *scores,
              const SyScores *outcome_scores,
              const SyHistogramBins *bins,
              const SyReference *reference,
              guint n_threads,
              SyTuningSide *side)
{
  gsize n_edges = reference != NULL ? reference->n_edges : 0;
  g_autofree gsize *in_reference = g_new0 (gsize, n_edges + 1);
  gsize labelled[SY_MODEL_MAX_BANDS][2];
  SyTuningCounter counter = { scores, outcome_scores, self->origin->outcome, model,
                              *bins, NULL, n_edges, n_threads };

  if (reference != NULL)
    counter.edges = reference->edges;
  side->people = g_new0 (gsize, side->n_bands + 1);
  side->histogram = g_new0 (gsize, side->n_bands * bins->n_bins + 1);
  sy_tuning_counter_run (&counter, side->histogram, in_reference, labelled);
  for (gsize c = 0; c < side->n_bands * bins->n_bins; c++)
    side->people[c / bins->n_bins] += side->histogram[c];
  side->psi = (SyPsi){ (double) NAN, (double) NAN, FALSE };
  if (reference != NULL)
    sy_psi (reference->counts, in_reference, n_edges + 1, NULL, &side->psi);
  set_band_outcomes (side, model, (const gsize (*)[2]) labelled, direction);
}

static void
set_class_figures (SyTuningSide *side,
                   const SyClassFigures *figures)
{
  side->auc = figures->auc;
  side->gini = 2 * figures->auc.value - 1;
  side->ks = figures->ks;
  side->top_decile_lift = figures->top_decile_lift;
  if (isnan (side->auc.value))
    side->trend = (SyTrend){ (double) NAN, (double) NAN, (double) NAN };
}

/* The draft's side: the smaller class is sorted on one thread while the population is counted on the other. */
typedef struct
{
  const SyTuner *tuner;
  const SyModel *draft;
  const SyScores *scores;
  const SyHistogramBins *bins;
  const SyReference *reference;
  SyTuningSide *side;
} DraftSide;

static void
set_draft_part (gsize start,
                gsize end,
                gpointer user_data)
{
  const DraftSide *self = user_data;
  SyTuningOrigin *origin = self->tuner->origin;

  for (gsize part = start; part < end; part++)
    {
      if (part == 0)
        sy_tuning_origin_prepare (origin, 1);
      else
        set_overview (self->tuner, self->draft, self->draft->outcome.direction, self->scores,
                      origin->scores, self->bins, self->reference, 1, self->side);
    }
}

static void
set_draft_side (const DraftSide *self,
                guint n_threads)
{
  SyTuningOrigin *origin = self->tuner->origin;

  self->side->scores = sy_scores_ref ((SyScores *) self->scores);
  self->side->n_bands = self->draft->bands->len;
  if (sy_tuning_origin_is_measured (origin, self->draft))
    set_overview (self->tuner, self->draft, self->draft->outcome.direction, self->scores,
                  origin->scores, self->bins, self->reference, n_threads, self->side);
  else
    {
      sy_parallel_run (2, 1, n_threads, set_draft_part, (gpointer) self);
      sy_tuning_origin_measure (origin, self->draft, n_threads);
    }
  set_class_figures (self->side, &origin->figures);
}

/* The instant itself when the outcome's window has ended there. */
static void
renew_origin (SyTuner *self,
              gint64 outcome_as_of)
{
  g_autoptr (SyScorer) scorer = NULL;

  if (self->origin != NULL && sy_tuning_origin_get_as_of (self->origin) == outcome_as_of)
    return;
  forget_published_side (self);
  g_clear_pointer (&self->origin, sy_tuning_origin_free);
  if (outcome_as_of == self->as_of)
    scorer = sy_scorer_ref (self->scorer);
  else if (self->before != NULL)
    scorer = sy_scorer_renew (self->before, self->renewal, outcome_as_of);
  else
    scorer = sy_scorer_new (self->log, outcome_as_of);
  forget_before (self);
  self->origin = sy_tuning_origin_new (self->log, scorer);
}

/* Scores at as_of; where the outcome is measured from there, the origin has them. */
static SyScores *
score (SyTuner *self,
       const SyModel *model,
       SyScores *origin_scores,
       GCancellable *cancellable,
       GError **error)
{
  if (sy_tuning_origin_get_as_of (self->origin) == self->as_of)
    return sy_scores_ref (origin_scores);
  return sy_scorer_score (self->scorer, model, cancellable, error);
}

static gboolean
renew_published (SyTuner *self,
                 const SyModel *published,
                 GCancellable *cancellable,
                 GError **error)
{
  if (self->published == published)
    return TRUE;
  forget_published (self);
  if (published == NULL)
    return TRUE;
  self->published_scores = score (self, published, self->origin->published_scores, cancellable,
                                  error);
  if (self->published_scores == NULL)
    return FALSE;
  self->published = sy_model_ref ((SyModel *) published);
  self->published_reference = sy_reference_new (published, self->published_scores);
  return TRUE;
}

static void
measure_published (SyTuner *self,
                   const SyModel *draft,
                   const SyHistogramBins *bins,
                   const SyReference *reference,
                   guint n_threads)
{
  SyTuningSide *side = &self->published_side;
  const SyHistogramBins *last = &self->published_bins;

  if (self->has_published_side && last->lo == bins->lo && last->step == bins->step &&
      last->n_bins == bins->n_bins &&
      self->n_published_changes == self->origin->n_published_changes)
    return;
  forget_published_side (self);
  side->scores = sy_scores_ref (self->published_scores);
  side->n_bands = self->published->bands->len;
  set_overview (self, self->published, draft->outcome.direction, self->published_scores,
                self->origin->published_scores, bins, reference, n_threads, side);
  set_class_figures (side, &self->origin->published_figures);
  self->published_bins = *bins;
  self->n_published_changes = self->origin->n_published_changes;
  self->has_published_side = TRUE;
}

static void
set_outcome (SyTuning *self,
             const SyOutcome *outcome)
{
  self->base_rate = (double) NAN;
  if (outcome == NULL)
    return;
  self->n = outcome->n;
  self->n_positive = outcome->n_positive;
  self->n_already = outcome->n_already;
  self->has_outcome = outcome->n_positive > 0 && outcome->n_positive < outcome->n;
  if (outcome->n > 0)
    self->base_rate = (double) outcome->n_positive / (double) outcome->n;
}

static void
clear_tuning (gpointer data)
{
  SyTuning *self = data;

  clear_side (&self->draft);
  clear_side (&self->published);
}

SyTuning *
sy_tuning_ref (SyTuning *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_tuning_unref (SyTuning *self)
{
  g_atomic_rc_box_release_full (self, clear_tuning);
}

SyTuning *
sy_tuner_evaluate (SyTuner *self,
                   const SyModel *draft,
                   const SyModel *published,
                   GCancellable *cancellable,
                   GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  gint64 outcome_as_of = sy_outcome_latest_as_of (self->log, &draft->outcome, self->as_of);
  g_autoptr (SyTuning) tuning = NULL;
  g_autoptr (SyScores) scores = NULL;
  const SyTuningOrigin *origin;
  DraftSide side = { .tuner = self, .draft = draft };
  SyHistogramBins bins;
  guint n_threads;

  renew_origin (self, outcome_as_of);
  origin = self->origin;
  if (!sy_tuning_origin_score (self->origin, draft, published, self->n_threads, cancellable,
                               error) ||
      !renew_published (self, published, cancellable, error))
    return NULL;
  scores = score (self, draft, origin->scores, cancellable, error);
  if (scores == NULL)
    return NULL;

  tuning = g_atomic_rc_box_new0 (SyTuning);
  tuning->as_of = self->as_of;
  tuning->outcome_as_of = outcome_as_of;
  sy_scores_get_members (scores, &tuning->n_people);
  n_threads = tuning->n_people >= MIN_PEOPLE_FOR_THREADS ? self->n_threads : 1;
  set_outcome (tuning, origin->outcome);
  bins = sy_histogram_bins_choose (draft, scores);
  tuning->histogram_lo = bins.lo;
  tuning->histogram_hi = bins.lo + bins.step * (double) bins.n_bins;
  tuning->n_bins = bins.n_bins;
  side.scores = scores;
  side.bins = &bins;
  side.side = &tuning->draft;
  side.reference = self->reference != NULL ? self->reference : self->published_reference;
  if (published != NULL)
    {
      measure_published (self, draft, &bins, side.reference, n_threads);
      copy_side (&tuning->published, &self->published_side, bins.n_bins);
      tuning->has_published = TRUE;
    }
  set_draft_side (&side, n_threads);
  tuning->comparison = origin->figures.comparison;
  tuning->elapsed_us = g_get_monotonic_time () - start_us;
  return g_steal_pointer (&tuning);
}
