/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SyCalibration:
 * @layer: what was fitted, with a blend of 0
 * @direction: which way a good score of the model points
 * @n_dates: dates with a complete outcome window; the others are left out
 * @first: the first of them, UTC seconds
 * @last: the last
 * @n: people with a label, counted at each date
 * @n_positive: those with the outcome
 * @n_held_out: rows that @held_out is about: all, or for rules those of a sample of people; 0 when
 *   one half of the people has the outcome or lacks it altogether
 * @held_out: how good the probabilities are of people that they were not fitted to: each half of
 *   the people by the other
 *
 * A probability fitted to a backtest.
 */
typedef struct
{
  SyLayerSpec layer;
  SyDirection direction;
  gsize n_dates;
  gint64 first;
  gint64 last;
  gsize n;
  gsize n_positive;
  gsize n_held_out;
  SyReliability held_out;
} SyCalibration;

/**
 * SyCalibrationOptions:
 * @kind: %SY_LAYER_LOGISTIC, %SY_LAYER_ISOTONIC or %SY_LAYER_RULES
 * @origins: (array length=n_origins): as-of instants, UTC seconds; immature ones are left out
 * @n_origins: at least 1
 * @seed: who falls in which part
 * @types: (nullable) (element-type SyTypeEntry): the event dictionary, for polarities of rules
 *
 * What to fit, and to which dates.
 */
typedef struct
{
  SyLayerKind kind;
  const gint64 *origins;
  gsize n_origins;
  guint32 seed;
  GPtrArray *types;
} SyCalibrationOptions;

/**
 * sy_calibration_run:
 * @log: the events
 * @model: the model; its own probability is not read
 * @options: what to fit
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Fits the probability of the model's outcome at the dates: over the raw score by Platt's logistic
 * fit or by pooling adjacent violators, or over the values of the rules that are not muted, by the
 * penalised fit of sy_suggestion_run() (signs held to the polarity), whose log odds are then
 * calibrated by Platt on people that they were not fitted to. Cost: as a backtest; with rules as a
 * suggestion of weights.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %SY_STATS_ERROR_ONE_CLASS,
 * %SY_STATS_ERROR_EMPTY (no rule tells people apart), %G_IO_ERROR_CANCELLED.
 * Source: Platt 1999; Zadrozny & Elkan, KDD 2002.
 *
 * Returns: (transfer full): the fit, or %NULL
 */
SY_EXTERN
SyCalibration *sy_calibration_run (SyEventLog *log,
                                   const SyModel *model,
                                   const SyCalibrationOptions *options,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * sy_calibration_free:
 * @self: (nullable) (transfer full): a fit
 */
SY_EXTERN
void sy_calibration_free (SyCalibration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCalibration, sy_calibration_free)

/**
 * sy_calibration_apply:
 * @self: a fit
 * @model: a model being edited
 * @blend: 0 to 1; more than 0 only with a scale
 *
 * Writes the fit into the model's @probability.
 */
SY_EXTERN
void sy_calibration_apply (const SyCalibration *self,
                           SyModel *model,
                           double blend);

/**
 * sy_calibration_apply_scale:
 * @self: a fit of %SY_LAYER_LOGISTIC
 * @model: a model being edited
 *
 * Makes the fit the model's scale, so that the score is the probability in percent (its complement
 * where a higher score should mean less of the outcome), and takes its @probability out. The bands
 * stay as they are.
 */
SY_EXTERN
void sy_calibration_apply_scale (const SyCalibration *self,
                                 SyModel *model);

G_END_DECLS
