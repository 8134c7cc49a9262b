/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SyBandOutcome:
 * @name: name of the band
 * @min: its lower bound, inclusive; NaN for the first band of a scale without end
 * @n: people in it
 * @positives: those of them with the outcome
 * @rate: positives / n; NaN when the band is empty
 * @low: lower end of its Wilson interval
 * @high: upper end
 * @lift: rate over the base rate; NaN when undefined
 *
 * One row of the band-by-outcome table.
 */
typedef struct
{
  char *name;
  double min;
  gsize n;
  gsize positives;
  double rate;
  double low;
  double high;
  double lift;
} SyBandOutcome;

/**
 * SyInversion:
 * @lower: index of a band
 * @upper: index of the next band that holds people
 * @lower_rate: rate of the outcome in the lower band
 * @upper_rate: rate in the upper one
 * @p: two-sided p-value of the difference
 *
 * Two neighbouring bands whose rates are in the wrong order for the outcome's direction.
 */
typedef struct
{
  gsize lower;
  gsize upper;
  double lower_rate;
  double upper_rate;
  double p;
} SyInversion;

/**
 * SyProbabilitySource:
 * @SY_PROBABILITY_NONE: no probabilities: nobody, or one class only and none of the model's own
 * @SY_PROBABILITY_SCALE: the model's logistic scale, read as it is; its complement when the direction is less
 * @SY_PROBABILITY_CROSS_FITTED: Platt's logistic fit of the score, fitted on one half of the people
 *   and read on the other, and the other way round
 * @SY_PROBABILITY_MODEL: the model's own probability, as it was frozen with it
 *
 * Where the probabilities of a reliability diagram come from.
 */
typedef enum
{
  SY_PROBABILITY_NONE,
  SY_PROBABILITY_SCALE,
  SY_PROBABILITY_CROSS_FITTED,
  SY_PROBABILITY_MODEL,
} SyProbabilitySource;

/**
 * sy_probability_source_get_name:
 * @self: a source
 *
 * Returns: (transfer none): for programs: "none", "scale", "cross_fitted" or "model"
 */
SY_EXTERN
const char *sy_probability_source_get_name (SyProbabilitySource self);

/**
 * sy_probability_source_describe:
 * @self: a source
 *
 * Returns: (transfer none): whose probability it is, to begin a line with: "the model's probability"
 */
SY_EXTERN
const char *sy_probability_source_describe (SyProbabilitySource self);

/**
 * SyListIntervals:
 * @precision: 95 % of the precision, Wilson; NaN for an empty list
 * @recall: 95 % of the recall, Wilson; NaN when nobody has the outcome
 *
 * The intervals of a list, see sy_figures_get_band_confusion().
 */
typedef struct
{
  SyInterval precision;
  SyInterval recall;
} SyListIntervals;

/**
 * SyFigures:
 * @n: rows with a label: people, or people times origins when pooled
 * @n_positive: rows with the outcome
 * @base_rate: n_positive / n; NaN when n is 0
 * @order: which end of the scores comes first
 * @is_clustered: whether intervals and tests count people, not rows (pooled origins)
 * @auc: area under the ROC; every double of it NaN when there is one class only
 * @gini: 2 AUC - 1
 * @ks: distance of those with from those without the outcome
 * @top_decile_lift: rate among the best ceil (n / 10) over the base rate; ties share
 * @top_decile_interval: of @top_decile_lift, see sy_lift_interval(); counts people when @is_clustered;
 *   NaN when undefined
 * @average_precision: area under the precision-recall steps
 * @spearman: rank correlation of score and outcome, not turned by the direction
 * @point_biserial: correlation of score and outcome, not turned by the direction
 * @deciles: tenths of the rows, best first, ties by order of person
 * @n_bands: number of bands
 * @bands: (array length=n_bands): in the model's order
 * @trend: trend of the rate over the bands; z is turned so that the wished order is above 0
 * @n_inversions: number of inversions
 * @inversions: (array length=n_inversions): neighbouring bands in the wrong order
 * @n_curve: number of points
 * @curve: (array length=n_curve): ROC, gain and precision by threshold, thinned for a chart
 * @steps: every list that a threshold can draw; empty but for the draft on all dates of a side together
 * @probabilities: where those of @reliability come from
 * @calibration: the logistic that turns a score into a probability, fitted on all rows here and whatever the model
 *   says; zeros without probabilities, NaN when there is one class only
 * @base_interval: 95 % of @base_rate, Wilson; like the next ones it counts people, not rows, when
 *   @is_clustered
 * @decile_intervals: 95 % of the rates of @deciles, Wilson
 * @lists: (array length=n_bands): the intervals of the list of a band and of the better ones
 * @band_ratio_interval: 95 % of sy_figures_get_band_ratio(), Katz; the bands count as independent
 * @reliability: how good the probabilities are; zeros without any. The intervals of its bins count people, not
 *   rows, when @is_clustered
 *
 * What a score is worth against an outcome.
 */
typedef struct _SyFigures
{
  gsize n;
  gsize n_positive;
  double base_rate;
  SyRankOrder order;
  gboolean is_clustered;
  SyAuc auc;
  double gini;
  SyKs ks;
  double top_decile_lift;
  SyInterval top_decile_interval;
  double average_precision;
  double spearman;
  double point_biserial;
  SyDecile deciles[SY_N_DECILES];
  gsize n_bands;
  SyBandOutcome *bands;
  SyTrend trend;
  gsize n_inversions;
  SyInversion *inversions;
  gsize n_curve;
  SyCurvePoint *curve;
  SyRocSteps steps;
  SyProbabilitySource probabilities;
  SyLogistic calibration;
  SyInterval base_interval;
  SyInterval decile_intervals[SY_N_DECILES];
  SyListIntervals *lists;
  SyInterval band_ratio_interval;
  SyReliability reliability;
} SyFigures;

/**
 * sy_figures_ref:
 * @self: figures
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyFigures *sy_figures_ref (SyFigures *self);

/**
 * sy_figures_unref:
 * @self: figures
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_figures_unref (SyFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFigures, sy_figures_unref)

/**
 * sy_figures_get_point:
 * @self: figures with steps
 * @threshold: a score
 * @out_point: (out caller-allocates): the list
 *
 * What a list of the people at or above @threshold (below it when the direction is less) is worth, to the
 * person.
 *
 * Returns: %TRUE when the figures have steps
 */
SY_EXTERN
gboolean sy_figures_get_point (const SyFigures *self,
                               double threshold,
                               SyCurvePoint *out_point);

/**
 * sy_figures_get_band_confusion:
 * @self: figures
 * @band: a band
 * @out_confusion: (out caller-allocates): the counts, precision, recall and F1
 *
 * What it would have done to choose everyone in this band and those with more of the outcome: the bands
 * above it, or below it where a higher score should mean less.
 */
SY_EXTERN
void sy_figures_get_band_confusion (const SyFigures *self,
                                    gsize band,
                                    SyConfusion *out_confusion);

/**
 * sy_figures_get_band_ratio:
 * @self: figures
 *
 * How many times as frequent the outcome is in the band that should have most of it as in the one
 * that should have least.
 *
 * Returns: a ratio; NaN when one of the two is empty, or the lower rate is 0
 */
SY_EXTERN
double sy_figures_get_band_ratio (const SyFigures *self);

/**
 * sy_probability_source_explain:
 * @self: a source
 *
 * Returns: (nullable): what must be known to read figures of it, a sentence without its full stop; %NULL for nothing
 */
SY_EXTERN
const char *sy_probability_source_explain (SyProbabilitySource self);

/**
 * sy_figures_describe_reliability:
 * @self: figures
 *
 * Returns: (transfer full) (nullable): one line: whose probability it is, the Brier score with Murphy's parts and the
 *   expected calibration error: "Reliability of the model's probability: Brier 0.0721 (uncertainty 0.0801 -
 *   resolution 0.0102 + reliability 0.0022), ECE 0.0180"; %NULL without probabilities
 */
SY_EXTERN
char *sy_figures_describe_reliability (const SyFigures *self);

G_END_DECLS
