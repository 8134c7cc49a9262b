/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-scores.h"
#include "sy-figures.h"
#include "sy-reference.h"

G_BEGIN_DECLS

/**
 * SyTuningSide:
 * @scores: scores at the as-of instant
 * @n_bands: number of bands
 * @people: (array length=n_bands): people per band at the as-of instant
 * @histogram: (array): n_bands x n_bins people, row-major; the outer bins hold what lies outside
 * @psi: the population against the frozen reference
 * @bands: (array length=n_bands): band-by-outcome; n and positives are 0 and rates NaN without outcome
 * @auc: area with interval; NaN without outcome, as all below
 * @gini: 2 AUC - 1
 * @ks: distance of those with from those without the outcome
 * @top_decile_lift: rate among the best tenth over the base rate
 * @trend: trend of the rate over the bands, above 0 in the wished order
 * @n_inversions: neighbouring bands in the wrong order; 0 without outcome
 *
 * One model of a tuning: the draft, or the version it is compared with.
 */
typedef struct
{
  SyScores *scores;
  gsize n_bands;
  gsize *people;
  gsize *histogram;
  SyPsi psi;
  SyBandOutcome *bands;
  SyAuc auc;
  double gini;
  SyKs ks;
  double top_decile_lift;
  SyTrend trend;
  gsize n_inversions;
} SyTuningSide;

/**
 * SyTuning:
 * @as_of: the instant of the distribution
 * @n_people: people in the draft's population then
 * @histogram_lo: lower edge of the first bin
 * @histogram_hi: upper edge of the last bin
 * @n_bins: number of bins of equal width, lower edge inclusive
 * @has_outcome: whether there are labels with both classes
 * @outcome_as_of: the instant the outcome is measured from: @as_of when its window has ended, else the last
 *   day when it has
 * @n: people with a label
 * @n_positive: those with the outcome
 * @n_already: taken out, as they had a one-time outcome before
 * @base_rate: n_positive / n; NaN when n is 0
 * @draft: the draft
 * @has_published: whether there is a version to compare with
 * @published: that version: its distribution over its own population, its figures on the draft's labelled
 *   people (those outside its population are in none of its bands)
 * @comparison: paired comparison of the areas, first the draft; NaN without outcome or version
 * @elapsed_us: time this took, microseconds
 *
 * Everything that changes on screen when a weight or a threshold moves.
 */
typedef struct _SyTuning
{
  gint64 as_of;
  gsize n_people;
  double histogram_lo;
  double histogram_hi;
  gsize n_bins;
  gboolean has_outcome;
  gint64 outcome_as_of;
  gsize n;
  gsize n_positive;
  gsize n_already;
  double base_rate;
  SyTuningSide draft;
  gboolean has_published;
  SyTuningSide published;
  SyAucComparison comparison;
  gint64 elapsed_us;
} SyTuning;

/**
 * sy_tuning_ref:
 * @self: a tuning
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyTuning *sy_tuning_ref (SyTuning *self);

/**
 * sy_tuning_unref:
 * @self: a tuning
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_tuning_unref (SyTuning *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTuning, sy_tuning_unref)

/**
 * SyTuner:
 *
 * Answers edits: it keeps what an edit does not change, the values of the rules, the labels of the
 * outcome, and all of the published side. Used by one thread at a time; may be handed over.
 */
typedef struct _SyTuner SyTuner;

/**
 * sy_tuner_new:
 * @log: the events
 * @as_of: the instant to tune at, UTC second
 *
 * Returns: (transfer full): a tuner
 */
SY_EXTERN
SyTuner *sy_tuner_new (SyEventLog *log,
                       gint64 as_of);

/**
 * sy_tuner_renew:
 * @self: a tuner
 * @renewal: how a later log came of the one of @self
 * @as_of: the instant to tune at, UTC second
 *
 * Makes a tuner of the later log that takes over what sy_scorer_renew() does. Its tunings are those
 * of a new tuner. @self stays as it is.
 * Returns: (transfer full): a tuner
 */
SY_EXTERN
SyTuner *sy_tuner_renew (SyTuner *self,
                         SyEventRenewal *renewal,
                         gint64 as_of);

/**
 * sy_tuner_free:
 * @self: (nullable): a tuner
 *
 * Frees a tuner; the tunings it made live on.
 */
SY_EXTERN
void sy_tuner_free (SyTuner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTuner, sy_tuner_free)

/**
 * sy_tuner_set_reference:
 * @self: a tuner
 * @reference: (nullable): the frozen reference of the published version
 *
 * What the stability index compares with. Without one it is the published version at the as-of
 * instant, and without a published version there is no index (NaN).
 */
SY_EXTERN
void sy_tuner_set_reference (SyTuner *self,
                             SyReference *reference);

/**
 * sy_tuner_set_n_threads:
 * @self: a tuner
 * @n_threads: 1, or 2 to work on two things at a time where it pays (the default)
 *
 * The results are the same.
 */
SY_EXTERN
void sy_tuner_set_n_threads (SyTuner *self,
                             guint n_threads);

/**
 * sy_tuner_evaluate:
 * @self: a tuner
 * @draft: the model being edited; its outcome is the one both sides are judged by
 * @published: (nullable): the version to compare with
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Computes all figures anew for an edited draft. With 500,000 people and a changed weight this takes
 * some 10 ms; a new published version, outcome or population takes longer once.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyTuning *sy_tuner_evaluate (SyTuner *self,
                             const SyModel *draft,
                             const SyModel *published,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
