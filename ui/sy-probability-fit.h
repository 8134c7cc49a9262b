/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

G_BEGIN_DECLS

/*
 * The probability of a model as the window fits it, and what it says of it. No widget.
 */

/**
 * SyFitInput:
 * @log: the events
 * @model: the draft
 * @types: (element-type SyTypeEntry): the event dictionary
 * @dates: (array length=n_dates): as-of instants, UTC seconds
 * @n_dates: how many
 * @kind: what to fit
 *
 * What a probability is fitted to. Free with sy_fit_input_free().
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  GPtrArray *types;
  gint64 *dates;
  gsize n_dates;
  SyLayerKind kind;
} SyFitInput;

/**
 * sy_fit_input_new:
 * @session: a session with a model
 * @kind: what to fit
 *
 * Returns: (transfer full): its draft, its data, and the dates of its backtest
 */
SyFitInput *sy_fit_input_new (SySession *session,
                              SyLayerKind kind);

/**
 * sy_fit_input_free:
 * @input: (transfer full): what was to be fitted
 */
void sy_fit_input_free (SyFitInput *input);

/**
 * sy_fit_run_job:
 * @job: the running job
 * @data: a #SyFitInput
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * A #SyJobFunc: sy_calibration_run() with the seed of the command line. Errors: those, and
 * %SY_VALIDATE_ERROR_NO_ORIGIN without a date.
 *
 * Returns: (transfer full) (nullable): a #SyCalibration
 */
gpointer sy_fit_run_job (SyJob *job,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error);

/**
 * sy_fit_apply:
 * @calibration: (nullable): a fit; %NULL takes the probability out
 * @draft: a model
 *
 * Returns: (transfer full): a copy with the fit; the part of the score it makes stays
 */
SyModel *sy_fit_apply (const SyCalibration *calibration,
                       const SyModel *draft);

/**
 * sy_fit_is_for:
 * @fitted: the model that was fitted
 * @draft: a model
 *
 * Returns: whether both say the same but for the probability
 */
gboolean sy_fit_is_for (const SyModel *fitted,
                        const SyModel *draft);

/**
 * sy_fit_is_in:
 * @calibration: a fit
 * @draft: a model
 *
 * Returns: whether the probability of @draft is this one, whatever part of the score it makes
 */
gboolean sy_fit_is_in (const SyCalibration *calibration,
                       const SyModel *draft);

/**
 * sy_fit_dup_name:
 * @model: a model
 *
 * Returns: (transfer full): how its probability is made, as "Logistic curve over the points"
 */
char *sy_fit_dup_name (const SyModel *model);

/**
 * sy_fit_dup_formula:
 * @model: a model
 *
 * Returns: (transfer full): its numbers, in a line; what a probability is for when it has none
 */
char *sy_fit_dup_formula (const SyModel *model);

/**
 * sy_fit_dup_rows:
 * @calibration: a fit
 *
 * Returns: (transfer full): "2,014 people, counted at each date; 310 with the outcome"
 */
char *sy_fit_dup_rows (const SyCalibration *calibration);

/**
 * sy_fit_dup_quality:
 * @calibration: a fit
 *
 * Returns: (transfer full): "Brier score 0.142 (0.18 with the same probability for all), skill 0.211,
 *   calibration error 0.012", of people that it was not fitted to; or that it is not known
 */
char *sy_fit_dup_quality (const SyCalibration *calibration);

G_END_DECLS
