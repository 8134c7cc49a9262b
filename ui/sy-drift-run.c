/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-run.h"

#include "sy-drift-gaps.h"

void
sy_drift_input_free (SyDriftInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_clear_pointer (&input->other, sy_model_unref);
  g_clear_pointer (&input->frozen, sy_reference_unref);
  g_free (input->dates);
  g_free (input->origins);
  g_free (input);
}

void
sy_drift_output_free (SyDriftOutput *output)
{
  g_clear_pointer (&output->timeline, sy_drift_timeline_unref);
  g_clear_pointer (&output->drift, sy_drift_unref);
  g_clear_pointer (&output->backtest, sy_backtest_unref);
  g_clear_pointer (&output->volatility, sy_volatility_free);
  g_clear_pointer (&output->gaps, g_array_unref);
  g_free (output);
}

/* One bar for four calls: each reports its own units, in dates scored. */
typedef struct
{
  SyJob *job;
  gint64 before;
  gint64 total;
} Part;

static void
part_progress (gint64 done,
               gint64 total,
               gpointer user_data)
{
  const Part *part = user_data;

  sy_job_progress (MIN (part->before + done, part->total), part->total, part->job);
}

static SyReference *
make_reference (const SyDriftInput *input,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;

  if (input->frozen != NULL)
    return sy_reference_ref (input->frozen);

  scorer = sy_scorer_new (input->log, input->reference_as_of);
  scores = sy_scorer_score (scorer, input->model, cancellable, error);
  if (scores == NULL)
    return NULL;

  return sy_reference_new (input->model, scores);
}

gpointer
sy_drift_run_all (SyJob *job,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  const SyDriftInput *input = data;
  const gsize n_compared = input->other != NULL ? 4 : 2;
  g_autoptr (SyDriftOutput) output = g_new0 (SyDriftOutput, 1);
  g_autoptr (SyReference) reference = NULL;
  Part part = { .job = job, .total = (gint64) (input->n_dates + n_compared + input->n_origins + SY_VOLATILITY_DAYS + 1) };
  SyDriftOptions options = { 0 };

  reference = make_reference (input, cancellable, error);
  if (reference == NULL)
    return NULL;

  output->gaps = sy_drift_gaps_find (input->log, input->model);
  output->is_weekly = input->is_weekly;
  output->timeline = sy_drift_timeline_run (input->log, input->model, reference, input->dates,
                                            input->n_dates, cancellable, part_progress, &part,
                                            error);
  if (output->timeline == NULL)
    return NULL;

  part.before += (gint64) input->n_dates;
  options.reference_as_of = input->reference_as_of;
  options.current_as_of = input->dates[input->n_dates - 1];
  options.frozen = input->frozen;
  options.other = input->other;
  output->drift = sy_drift_run (input->log, input->model, &options, cancellable, part_progress,
                                &part, error);
  if (output->drift == NULL)
    return NULL;

  part.before += (gint64) n_compared;
  if (input->n_origins > 0)
    {
      SyBacktestOptions backtest = SY_BACKTEST_OPTIONS_INIT;

      backtest.origins = input->origins;
      backtest.n_origins = input->n_origins;
      output->backtest = sy_backtest_run (input->log, input->model, &backtest, cancellable,
                                          part_progress, &part, error);
      if (output->backtest == NULL)
        return NULL;
    }

  part.before += (gint64) input->n_origins;
  output->volatility = sy_volatility_measure (input->log, input->model, options.current_as_of,
                                              SY_VOLATILITY_DAYS, cancellable, part_progress,
                                              &part, error);
  if (output->volatility == NULL)
    return NULL;
  return g_steal_pointer (&output);
}
