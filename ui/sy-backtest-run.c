/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest-run.h"

void
sy_backtest_input_free (SyBacktestInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_clear_pointer (&input->published, sy_model_unref);
  g_free (input->origins);
  g_free (input);
}

gpointer
sy_backtest_run_job (SyJob *job,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  const SyBacktestInput *input = data;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;

  options.origins = input->origins;
  options.n_origins = input->n_origins;
  options.published = input->published;
  options.tuned_until = input->tuned_until;

  if (!sy_outcome_check_known (input->log, &input->model->outcome, error))
    return NULL;
  return sy_backtest_run (input->log, input->model, &options, cancellable, sy_job_progress, job,
                          error);
}
