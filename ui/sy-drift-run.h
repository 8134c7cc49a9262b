/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-job.h"

G_BEGIN_DECLS

/**
 * SyDriftInput:
 * @log: the events
 * @model: the model that is watched: the published version, or the draft
 * @other: (nullable): the draft, when @model is a published version
 * @frozen: (nullable): the reference frozen with the version
 * @reference_as_of: the reference date
 * @dates: (array length=n_dates): dates of the timeline, UTC seconds, rising
 * @n_dates: at least 1
 * @is_weekly: whether the dates are weeks apart, not months
 * @origins: (array length=n_origins): dates for the area by month
 * @n_origins: 0 without outcome
 *
 * What the Drift page asks for. Free with sy_drift_input_free().
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyModel *other;
  SyReference *frozen;
  gint64 reference_as_of;
  gint64 *dates;
  gsize n_dates;
  gboolean is_weekly;
  gint64 *origins;
  gsize n_origins;
} SyDriftInput;

/**
 * sy_drift_input_free:
 * @input: (transfer full): what was asked for
 */
void sy_drift_input_free (SyDriftInput *input);

/**
 * SyDriftOutput:
 * @timeline: scores by date
 * @is_weekly: whether its dates are weeks apart, not months
 * @drift: the reference against the last date
 * @backtest: (nullable): areas by month
 * @volatility: how much single scores moved up to the last date
 * @gaps: (element-type SyChartSpan): when tracking failed
 *
 * What the Drift page shows. Free with sy_drift_output_free().
 */
typedef struct
{
  SyDriftTimeline *timeline;
  gboolean is_weekly;
  SyDrift *drift;
  SyBacktest *backtest;
  SyVolatility *volatility;
  GArray *gaps;
} SyDriftOutput;

/**
 * sy_drift_output_free:
 * @output: (transfer full): what was computed
 */
void sy_drift_output_free (SyDriftOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDriftOutput, sy_drift_output_free)

/**
 * sy_drift_run_all:
 * @job: the running job
 * @data: a #SyDriftInput
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * A #SyJobFunc: computes all that the page shows, with one progress.
 *
 * Returns: (transfer full) (nullable): a #SyDriftOutput
 */
gpointer sy_drift_run_all (SyJob *job,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
