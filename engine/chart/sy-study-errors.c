/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the score was wrong about, as far as a report tells of them. */
#include "config.h"

#include "sy-study-private.h"

#include <math.h>

#define MAX_RULES 3

static void
free_row (gpointer data)
{
  SyStudyError *row = data;

  g_free (row->person);
  g_free (row->made_of);
  g_free (row->note);
  g_free (row);
}

static GPtrArray *
describe_rows (const SyStudy *self,
               SyEventLog *log,
               SyErrorKind kind,
               GHashTable *labels,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, self->errors->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (self->model);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);

  for (gsize i = 0; i < self->errors->n_rows[kind]; i++)
    {
      const SyErrorRow *found = &self->errors->rows[kind][i];
      const SyErrorLabelRecord *label = g_hash_table_lookup (labels, GUINT_TO_POINTER (found->person));
      g_autoptr (SyContributions) account = NULL;
      SyStudyError *row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      account = sy_scorer_explain (scorer, plain, found->person);
      row = g_new0 (SyStudyError, 1);
      row->person = g_strdup (sy_event_log_get_person_key (log, found->person));
      row->score = found->score;
      row->band = found->band;
      row->made_of = sy_contributions_describe_rules (account, MAX_RULES);
      row->is_reviewed = label != NULL;
      row->label = label != NULL ? label->label : SY_ERROR_LABEL_JUNK;
      row->note = g_strdup (label != NULL ? label->note : "");
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

gboolean
sy_study_run_errors (SyStudy *self,
                     SyEventLog *log,
                     gint64 as_of,
                     const SyStudyOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  const GPtrArray *records = options->error_labels != NULL ? options->error_labels : nothing;
  g_autoptr (GHashTable) labels = NULL;

  if (self->model->bands->len < 2)
    return TRUE;
  self->errors = sy_error_review_run (log, self->model, as_of, (double) NAN, options->n_errors,
                                      cancellable, error);
  if (self->errors == NULL)
    return FALSE;
  labels = sy_error_review_map_labels (self->errors, log, records);
  sy_error_review_count (self->errors, log, records, &self->agreement);
  for (guint kind = 0; kind < G_N_ELEMENTS (self->error_rows); kind++)
    {
      self->error_rows[kind] = describe_rows (self, log, (SyErrorKind) kind, labels, cancellable,
                                              error);
      if (self->error_rows[kind] == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
sy_study_run_labels (SyStudy *self,
                     SyEventLog *log,
                     const SyStudyOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  if (options->error_labels == NULL || options->error_labels->len == 0)
    return TRUE;
  self->labels = sy_label_agreement_run (log, self->model, options->error_labels, cancellable, error);
  return self->labels != NULL;
}

void
sy_study_clear_errors (SyStudy *self)
{
  g_clear_pointer (&self->errors, sy_error_review_free);
  g_clear_pointer (&self->labels, sy_label_agreement_free);
  for (guint kind = 0; kind < G_N_ELEMENTS (self->error_rows); kind++)
    g_clear_pointer (&self->error_rows[kind], g_ptr_array_unref);
}
