/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-run.h"
#include "sy-scored-people.h"

void
sy_segment_run_input_free (SySegmentRunInput *input)
{
  sy_segment_free (input->segment);
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  sy_tuning_unref (input->tuning);
  g_clear_pointer (&input->past, sy_scores_unref);
  g_free (input);
}

void
sy_segment_run_output_free (SySegmentRunOutput *output)
{
  g_clear_pointer (&output->figures, sy_segment_figures_unref);
  g_clear_pointer (&output->past, sy_scores_unref);
  g_clear_pointer (&output->model, sy_model_unref);
  g_clear_pointer (&output->people, sy_table_source_unref);
  g_free (output);
}

gpointer
sy_segment_run_job (SyJob *job,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  SySegmentRunInput *input = data;
  g_autoptr (SySegmentRunOutput) output = g_new0 (SySegmentRunOutput, 1);
  SySegmentFigures *figures;

  if (input->tuning->has_outcome)
    {
      output->past = input->past != NULL
                         ? sy_scores_ref (input->past)
                         : sy_segment_score_past (input->log, input->model, input->tuning,
                                                  cancellable, error);
      if (output->past == NULL)
        return NULL;
    }
  output->model = sy_model_ref (input->model);
  output->figures = sy_segment_figures_new (input->segment,
                                            input->log,
                                            input->model,
                                            input->tuning,
                                            output->past,
                                            cancellable,
                                            error);
  figures = output->figures;
  if (figures == NULL)
    return NULL;
  output->people =
      sy_scored_people_create_source (input->log, input->model, input->tuning->draft.scores,
                                      g_memdup2 (figures->people,
                                                 figures->n_people * sizeof *figures->people),
                                      figures->n_people, TRUE);
  return g_steal_pointer (&output);
}
