/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-job.h"

G_BEGIN_DECLS

/**
 * SyBacktestInput:
 * @log: the events
 * @model: the model
 * @published: (nullable): the version compared with
 * @origins: (array length=n_origins): the dates
 * @n_origins: how many
 * @tuned_until: dates up to here were seen when tuning, or %G_MININT64
 *
 * What the Backtest page replays. Free with sy_backtest_input_free().
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyModel *published;
  gint64 *origins;
  gsize n_origins;
  gint64 tuned_until;
} SyBacktestInput;

/**
 * sy_backtest_input_free:
 * @input: (transfer full): what was to be replayed
 */
void sy_backtest_input_free (SyBacktestInput *input);

/**
 * sy_backtest_run_job:
 * @job: the running job
 * @data: a #SyBacktestInput
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * A #SyJobFunc. Returns: (transfer full) (nullable): a #SyBacktest
 */
gpointer sy_backtest_run_job (SyJob *job,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
