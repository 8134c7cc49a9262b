/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an edit is answered
 *
 *   score      the scorer renews what the edit changed
 *   rank       labelled people: order and ties, on two threads
 *   measure    labelled people: area, KS, lift, placements for the comparison with the published version
 *   overview   population: histogram by band, people per band, reference bins; labelled people: bands
 *
 * Overview runs beside measure. Each writes results of its own and counts in whole numbers, so that nothing
 * depends on which ran when. An edit that leaves the scores alone, as that of a threshold, is not ranked
 * anew. Labels and all of the published side are kept until the outcome, the population or the published
 * version change.
 */
#include "config.h"

#include "sy-tuner.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "score/sy-score.h"
#include "stats/sy-roc-private.h"
#include "stats/sy-stability-private.h"
#include "sy-figures-private.h"
#include "sy-mean-points-private.h"
#include "sy-outcome.h"
#include "sy-tuning-histogram-private.h"

/* Below this many people a second thread costs more than it saves. */
#define MIN_PEOPLE_FOR_THREADS 20000

struct _SyTuner
{
  SyEventLog *log;
  gint64 as_of;
  guint n_threads;
  SyReference *reference;

  /* What edits leave alone. */
  SyScorer *scorer;
  SyScorer *outcome_scorer;
  SyOutcome *outcome;
  SyModel *outcome_model;
  SyScores *outcome_population;

  /* The published side: scores at both instants, and the figures made from them. */
  SyModel *published;
  SyScores *published_scores;
  SyScores *published_outcome_scores;
  SyReference *published_reference;
  SyTuningSide published_side;
  gboolean has_published_side;
  SyHistogramBins published_bins;
  guint32 *published_placements;

  /* What the last draft's labelled scores gave. */
  SyScores *ranked_scores;
  SyDirection ranked_direction;
  gboolean has_placements;
  SyTuningSide ranked_side;

  /* Scratch. */
  double *values;
  guint32 *placements;
  gsize n_allocated;
  SyFiguresScratch scratch;
};

SyTuner *
sy_tuner_new (SyEventLog *log,
              gint64 as_of)
{
  SyTuner *self = g_new0 (SyTuner, 1);

  self->log = sy_event_log_ref (log);
  self->as_of = as_of;
  self->n_threads = 2;
  self->scorer = sy_scorer_new (log, as_of);
  sy_figures_scratch_init (&self->scratch);
  sy_ranking_set_n_threads (self->scratch.ranking, self->n_threads);
  return self;
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
  g_clear_pointer (&self->published_outcome_scores, sy_scores_unref);
  g_clear_pointer (&self->published_reference, sy_reference_unref);
}

static void
forget_ranked (SyTuner *self)
{
  g_clear_pointer (&self->ranked_scores, sy_scores_unref);
}

static void
forget_outcome (SyTuner *self)
{
  forget_ranked (self);
  g_clear_pointer (&self->outcome, sy_outcome_unref);
  g_clear_pointer (&self->outcome_model, sy_model_unref);
  g_clear_pointer (&self->outcome_population, sy_scores_unref);
  forget_published_side (self);
}

void
sy_tuner_free (SyTuner *self)
{
  if (self == NULL)
    return;
  forget_published (self);
  forget_outcome (self);
  g_clear_pointer (&self->reference, sy_reference_unref);
  g_clear_pointer (&self->scorer, sy_scorer_unref);
  g_clear_pointer (&self->outcome_scorer, sy_scorer_unref);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->placements, g_free);
  g_clear_pointer (&self->published_placements, g_free);
  sy_figures_scratch_clear (&self->scratch);
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

  self->n_threads = MIN (n_threads, 2);
  sy_ranking_set_n_threads (self->scratch.ranking, self->n_threads);
}

/* Figures of the population: what the histogram and the stability index show. */
typedef struct
{
  const SyScores *scores;
  SyHistogramBins bins;
  const SyReference *reference;
  SyTuningSide *side;
} Overview;

static void
run_overview (Overview *self)
{
  SyTuningSide *side = self->side;
  gsize n;
  const guint32 *members = sy_scores_get_members (self->scores, &n);
  const double *score = sy_scores_get_score (self->scores);
  const guint8 *bands = sy_scores_get_bands (self->scores);
  gsize n_edges = self->reference != NULL ? self->reference->n_edges : 0;
  g_autofree SyBinFinder *finder = sy_bin_finder_new (n_edges > 0 ? self->reference->edges : NULL, n_edges);
  g_autofree gsize *counts = g_new0 (gsize, n_edges + 1);
  double inverse_step = 1 / self->bins.step;
  gsize n_bins = self->bins.n_bins;

  side->people = g_new0 (gsize, side->n_bands + 1);
  side->histogram = g_new0 (gsize, side->n_bands * n_bins + 1);
  side->psi = (SyPsi){ (double) NAN, (double) NAN, FALSE };
  for (gsize i = 0; i < n; i++)
    {
      guint32 person = members[i];

      side->histogram[bands[person] * n_bins + sy_histogram_bins_find (&self->bins, inverse_step, score[person])]++;
      counts[sy_bin_finder_find (finder, score[person])]++;
    }
  for (gsize i = 0; i < side->n_bands * n_bins; i++)
    side->people[i / n_bins] += side->histogram[i];
  if (self->reference != NULL)
    sy_psi (self->reference->counts, counts, n_edges + 1, NULL, &side->psi);
}

/* The labelled people of a side. */
typedef struct
{
  SyTuner *tuner;
  const SyModel *model;
  const SyScores *scores;
  const SyOutcome *outcome;
  SyDirection direction;
  SyTuningSide *side;
  guint32 *placements;
} Labelled;

static void
run_rank (Labelled *self)
{
  SyTuner *tuner = self->tuner;
  const double *score = sy_scores_get_score (self->scores);
  const guint32 *people = self->outcome->people;

  for (gsize i = 0; i < self->outcome->n; i++)
    tuner->values[i] = score[people[i]];
  if (!sy_ranking_reset (tuner->scratch.ranking, tuner->values, self->outcome->n,
                         sy_direction_to_order (self->direction), NULL))
    g_assert_not_reached ();
  sy_roc_reset (tuner->scratch.roc, tuner->scratch.ranking, self->outcome->labels);
}

static void
set_undefined (SyTuningSide *side)
{
  sy_auc_set_undefined (&side->auc);
  side->ks = (SyKs){ (double) NAN, (double) NAN };
  side->gini = side->top_decile_lift = (double) NAN;
  side->trend = (SyTrend){ (double) NAN, (double) NAN, (double) NAN };
}

static void
run_measure (Labelled *self)
{
  SyTuningSide *side = self->side;
  const SyRoc *roc = self->tuner->scratch.roc;

  if (!sy_roc_measure (roc, &side->auc, &side->ks, self->placements, NULL))
    {
      set_undefined (side);
      return;
    }
  side->gini = 2 * side->auc.value - 1;
  side->top_decile_lift = sy_roc_get_top_lift (roc, 0.1, SY_TIES_FRACTIONAL);
}

static void
set_band_outcomes (SyTuningSide *side,
                   const SyModel *model,
                   const gsize *n,
                   const gsize *positives,
                   SyDirection direction)
{
  side->bands = sy_band_outcomes_new (model, n, positives, NULL);
  sy_band_outcomes_get_trend (side->bands, side->n_bands, NULL, direction, &side->trend);
  side->n_inversions = sy_band_outcomes_get_inversions (side->bands, side->n_bands, NULL, direction, NULL);
}

static void
run_bands (Labelled *self)
{
  const guint8 *bands = sy_scores_get_bands (self->scores);
  const SyOutcome *outcome = self->outcome;
  /* By label, to count without a branch. */
  gsize counts[SY_BAND_NONE + 1][2] = { 0 };
  gsize n[SY_MODEL_MAX_BANDS];
  gsize positives[SY_MODEL_MAX_BANDS];

  for (gsize i = 0; i < outcome->n; i++)
    counts[bands[outcome->people[i]]][outcome->labels[i]]++;
  for (gsize b = 0; b < self->side->n_bands; b++)
    {
      n[b] = counts[b][0] + counts[b][1];
      positives[b] = counts[b][1];
    }
  set_band_outcomes (self->side, self->model, n, positives, self->direction);
}

typedef struct
{
  Overview overview;
  Labelled labelled;
  gboolean needs_measure;
} SideWork;

/* Part 0 is what reads the ranking, part 1 what reads the people. */
static void
run_side_part (gsize part,
               gsize end_part,
               gpointer user_data)
{
  SideWork *self = user_data;

  if (part == 0)
    {
      if (self->needs_measure)
        run_measure (&self->labelled);
      return;
    }
  run_overview (&self->overview);
  if (self->labelled.outcome != NULL)
    run_bands (&self->labelled);
}

/* Whether the draft's labelled people have the scores, to the last bit, that they were last ranked by. */
static gboolean
is_ranked (const SyTuner *self,
           const Labelled *labelled)
{
  return self->ranked_scores != NULL && self->ranked_direction == labelled->direction &&
         (self->has_placements || labelled->placements == NULL) &&
         memcmp (sy_scores_get_score (self->ranked_scores), sy_scores_get_score (labelled->scores),
                 sy_event_log_get_n_people (self->log) * sizeof (double)) == 0;
}

static void
copy_ranked (SyTuningSide *to,
             const SyTuningSide *from)
{
  to->auc = from->auc;
  to->gini = from->gini;
  to->ks = from->ks;
  to->top_decile_lift = from->top_decile_lift;
}

static void
keep_ranked (SyTuner *self,
             SyScores *outcome_scores,
             const Labelled *labelled)
{
  forget_ranked (self);
  self->ranked_scores = sy_scores_ref (outcome_scores);
  self->ranked_direction = labelled->direction;
  self->has_placements = labelled->placements != NULL;
  copy_ranked (&self->ranked_side, labelled->side);
}

/* All figures of one side from its scores at both instants. */
static void
measure_side (SyTuner *self,
              const SyModel *model,
              SyDirection direction,
              SyScores *scores,
              SyScores *outcome_scores,
              const SyHistogramBins *bins,
              const SyReference *reference,
              guint32 *placements,
              SyTuningSide *side)
{
  gboolean is_draft = side != &self->published_side;
  SideWork work = {
    { scores, *bins, reference, side },
    { self, model, outcome_scores, self->outcome, direction, side, placements },
    self->outcome != NULL,
  };
  gsize n_members;

  sy_scores_get_members (scores, &n_members);
  side->scores = sy_scores_ref (scores);
  side->n_bands = model->bands->len;
  if (self->outcome == NULL)
    {
      gsize none[SY_MODEL_MAX_BANDS] = { 0 };

      run_overview (&work.overview);
      set_band_outcomes (side, model, none, none, direction);
      set_undefined (side);
      return;
    }
  if (is_draft && is_ranked (self, &work.labelled))
    {
      copy_ranked (side, &self->ranked_side);
      work.needs_measure = FALSE;
    }
  else
    run_rank (&work.labelled);
  sy_parallel_run (2, 1, n_members >= MIN_PEOPLE_FOR_THREADS && work.needs_measure ? self->n_threads : 1,
                   run_side_part, &work);
  if (is_draft && work.needs_measure)
    keep_ranked (self, outcome_scores, &work.labelled);
  if (isnan (side->auc.value))
    side->trend = (SyTrend){ (double) NAN, (double) NAN, (double) NAN };
}

static gboolean
is_same_outcome (const SyOutcomeSpec *a,
                 const SyOutcomeSpec *b)
{
  const char *const none[] = { NULL };

  return a->kind == b->kind && g_strcmp0 (a->name, b->name) == 0 &&
         g_strv_equal (a->types != NULL ? (const char *const *) a->types : none,
                       b->types != NULL ? (const char *const *) b->types : none) &&
         sy_condition_equal (a->where, b->where) && a->count == b->count &&
         (a->amount == b->amount || (isnan (a->amount) && isnan (b->amount))) &&
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

  return n_a == n_b && (members_a == members_b || memcmp (members_a, members_b, n_a * sizeof *members_a) == 0);
}

static void
reserve (SyTuner *self,
         gsize n)
{
  if (n <= self->n_allocated)
    return;
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->placements, g_free);
  g_clear_pointer (&self->published_placements, g_free);
  self->values = g_new (double, n);
  self->placements = g_new (guint32, n);
  self->published_placements = g_new (guint32, n);
  self->n_allocated = n;
}

/* Labels the draft's population, unless that has been done. */
static gboolean
renew_outcome (SyTuner *self,
               const SyModel *draft,
               SyScores *outcome_scores,
               GCancellable *cancellable,
               GError **error)
{
  gint64 as_of = sy_scores_get_as_of (outcome_scores);
  g_autoptr (SyOutcome) outcome = NULL;
  const guint32 *members;
  gsize n_members;

  if (self->outcome_model != NULL && is_same_outcome (&self->outcome_model->outcome, &draft->outcome))
    {
      if (self->outcome != NULL && is_same_population (self->outcome_population, outcome_scores))
        {
          /* A direction turns the published side, not the labels. */
          if (self->outcome_model->outcome.direction == draft->outcome.direction)
            return TRUE;
          forget_published_side (self);
          g_clear_pointer (&self->outcome_model, sy_model_unref);
          self->outcome_model = sy_model_copy (draft);
          return TRUE;
        }
    }
  forget_outcome (self);
  if (draft->outcome.kind == SY_OUTCOME_NONE)
    return TRUE;
  members = sy_scores_get_members (outcome_scores, &n_members);
  outcome = sy_outcome_evaluate (self->log, &draft->outcome, as_of, members, n_members, cancellable, error);
  if (outcome == NULL)
    return FALSE;
  reserve (self, MAX (outcome->n, 1));
  self->outcome = g_steal_pointer (&outcome);
  self->outcome_model = sy_model_copy (draft);
  self->outcome_population = sy_scores_ref (outcome_scores);
  return TRUE;
}

/* Scores at the as-of instant and at the one the outcome is measured from, which may be the same. */
static gboolean
score_both (SyTuner *self,
            const SyModel *model,
            gint64 outcome_as_of,
            SyScores **out_scores,
            SyScores **out_outcome_scores,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SyScores) scores = sy_scorer_score (self->scorer, model, cancellable, error);

  if (scores == NULL)
    return FALSE;
  if (outcome_as_of == self->as_of)
    *out_outcome_scores = sy_scores_ref (scores);
  else
    {
      if (self->outcome_scorer == NULL || sy_scorer_get_as_of (self->outcome_scorer) != outcome_as_of)
        {
          g_clear_pointer (&self->outcome_scorer, sy_scorer_unref);
          self->outcome_scorer = sy_scorer_new (self->log, outcome_as_of);
        }
      *out_outcome_scores = sy_scorer_score (self->outcome_scorer, model, cancellable, error);
      if (*out_outcome_scores == NULL)
        return FALSE;
    }
  *out_scores = g_steal_pointer (&scores);
  return TRUE;
}

static gboolean
renew_published (SyTuner *self,
                 const SyModel *published,
                 gint64 outcome_as_of,
                 GCancellable *cancellable,
                 GError **error)
{
  if (self->published != published)
    forget_published (self);
  if (published == NULL)
    return TRUE;
  if (self->published_scores != NULL && sy_scores_get_as_of (self->published_outcome_scores) == outcome_as_of)
    return TRUE;
  forget_published (self);
  if (!score_both (self, published, outcome_as_of, &self->published_scores, &self->published_outcome_scores,
                   cancellable, error))
    return FALSE;
  self->published = sy_model_ref ((SyModel *) published);
  self->published_reference = sy_reference_new (published, self->published_scores);
  return TRUE;
}

static void
measure_published (SyTuner *self,
                   const SyModel *draft,
                   const SyHistogramBins *bins,
                   const SyReference *reference)
{
  const SyHistogramBins *last = &self->published_bins;

  if (self->has_published_side && last->lo == bins->lo && last->step == bins->step && last->n_bins == bins->n_bins)
    return;
  forget_published_side (self);
  measure_side (self, self->published, draft->outcome.direction, self->published_scores,
                self->published_outcome_scores, bins, reference, self->published_placements,
                &self->published_side);
  self->published_bins = *bins;
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
  g_autoptr (SyScores) outcome_scores = NULL;
  const SyReference *reference;
  SyHistogramBins bins;

  if (!score_both (self, draft, outcome_as_of, &scores, &outcome_scores, cancellable, error) ||
      !renew_outcome (self, draft, outcome_scores, cancellable, error) ||
      !renew_published (self, published, outcome_as_of, cancellable, error))
    return NULL;

  tuning = g_atomic_rc_box_new0 (SyTuning);
  tuning->as_of = self->as_of;
  tuning->outcome_as_of = outcome_as_of;
  sy_scores_get_members (scores, &tuning->n_people);
  set_outcome (tuning, self->outcome);
  bins = sy_histogram_bins_choose (draft, scores);
  tuning->histogram_lo = bins.lo;
  tuning->histogram_hi = bins.lo + bins.step * (double) bins.n_bins;
  tuning->n_bins = bins.n_bins;
  reference = self->reference != NULL ? self->reference : self->published_reference;
  sy_auc_comparison_set_undefined (&tuning->comparison);
  if (published != NULL)
    {
      measure_published (self, draft, &bins, reference);
      copy_side (&tuning->published, &self->published_side, bins.n_bins);
      tuning->has_published = TRUE;
    }
  measure_side (self, draft, draft->outcome.direction, scores, outcome_scores, &bins, reference,
                published != NULL ? self->placements : NULL, &tuning->draft);
  if (published != NULL && self->outcome != NULL &&
      !sy_auc_compare_placements (self->placements, self->published_placements, self->outcome->labels,
                                  self->outcome->n, &tuning->comparison, NULL))
    sy_auc_comparison_set_undefined (&tuning->comparison);
  tuning->elapsed_us = g_get_monotonic_time () - start_us;
  return g_steal_pointer (&tuning);
}
