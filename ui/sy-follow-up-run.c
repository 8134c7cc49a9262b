/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-follow-up-run.h"

#include <math.h>

#include "sy-format.h"

#define MAX_ERRORS 200
#define MAX_LINES 3

void
sy_follow_up_input_free (SyFollowUpInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_free (input->name);
  g_free (input);
}

static void
error_entry_free (SyErrorEntry *entry)
{
  g_free (entry->key);
  g_free (entry->score);
  g_free (entry->band);
  g_free (entry->made_of);
  g_free (entry->lately);
  g_free (entry);
}

void
sy_follow_up_output_free (SyFollowUpOutput *output)
{
  g_clear_pointer (&output->model, sy_model_unref);
  g_clear_pointer (&output->lead, sy_lead_time_free);
  g_clear_pointer (&output->times, sy_time_to_outcome_free);
  g_clear_pointer (&output->cohorts, sy_cohorts_free);
  g_clear_pointer (&output->money, sy_money_free);
  g_clear_pointer (&output->review, sy_error_review_free);
  for (guint i = 0; i < G_N_ELEMENTS (output->errors); i++)
    g_clear_pointer (&output->errors[i], g_ptr_array_unref);
  g_free (output);
}

static GPtrArray *
describe_errors (const SyFollowUpInput *input,
                 const SyErrorReview *review,
                 const SyReasons *reasons,
                 guint kind)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (input->log, review->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (input->model);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) error_entry_free);

  for (gsize i = 0; i < review->n_rows[kind]; i++)
    {
      const SyErrorRow *row = &review->rows[kind][i];
      g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, row->person);
      SyErrorEntry *entry = g_new0 (SyErrorEntry, 1);
      g_autofree char *made_of = sy_contributions_describe_rules (account, MAX_LINES);
      g_autofree char *lately = NULL;
      SyReason reason;

      entry->key = g_strdup (sy_event_log_get_person_key (input->log, row->person));
      entry->score = sy_model_format_score (input->model, row->score);
      entry->band = g_strdup (sy_model_get_band (input->model, row->band)->name);
      entry->made_of = sy_format_minus (made_of);
      lately = sy_reasons_find (reasons, row->person, 1, &reason) > 0
                   ? sy_reasons_describe (reasons, &reason)
                   : g_strdup ("");
      entry->lately = sy_format_minus (lately);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static gboolean
run_errors (const SyFollowUpInput *input,
            SyFollowUpOutput *output,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SyReasons) reasons = NULL;

  output->review = sy_error_review_run (input->log, input->model, input->as_of, input->threshold,
                                        MAX_ERRORS, cancellable, error);
  if (output->review == NULL)
    return FALSE;
  reasons = sy_reasons_new (input->log, input->model, output->review->scores,
                            SY_REASONS_DEFAULT_DAYS, cancellable, error);
  if (reasons == NULL)
    return FALSE;
  for (guint kind = 0; kind < G_N_ELEMENTS (output->errors); kind++)
    output->errors[kind] = describe_errors (input, output->review, reasons, kind);
  return TRUE;
}

gpointer
sy_follow_up_run_all (SyJob *job,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  const SyFollowUpInput *input = data;
  g_autoptr (SyFollowUpOutput) output = g_new0 (SyFollowUpOutput, 1);

  output->model = sy_model_ref (input->model);
  output->times = sy_time_to_outcome_run (input->log, input->model, input->as_of, cancellable,
                                          error);
  if (output->times == NULL)
    return NULL;
  output->cohorts = sy_cohorts_run (input->log, input->model, input->as_of, cancellable, error);
  if (output->cohorts == NULL)
    return NULL;
  output->money = sy_money_run (input->log, input->model, input->as_of, NULL, cancellable, error);
  if (output->money == NULL)
    return NULL;
  if (isnan (input->threshold))
    return g_steal_pointer (&output);
  if (!run_errors (input, output, cancellable, error))
    return NULL;
  output->lead = sy_lead_time_run (input->log, input->model, input->as_of, input->threshold,
                                   cancellable, sy_job_progress, job, error);
  return output->lead != NULL ? g_steal_pointer (&output) : NULL;
}
