/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

/*
 * One evaluation runs at a time, in the tuning lane. Requests that come
 * meanwhile are one flag: when the evaluation ends, the newest draft is
 * evaluated. A running evaluation is not cancelled by a newer edit, or a drag
 * would show nothing until it ends.
 */

/* Lives in the tuning lane; the session only passes it around. */
typedef struct _SyTunerBox
{
  SyTuner *tuner;
  SyEventLog *log;
  gint64 as_of;
} SyTunerBox;

typedef struct
{
  SySession *session;
  SyTunerBox *box;
  SyEventLog *log;
  SyEventRenewal *renewal; /* NULL when the log was read as a whole */
  gint64 as_of;
  SyModel *draft;
  SyModel *published;
  SyReference *reference;
  guint generation;
} TuningInput;

static void
tuning_input_free (TuningInput *input)
{
  g_clear_pointer (&input->log, sy_event_log_unref);
  g_clear_pointer (&input->renewal, sy_event_renewal_unref);
  g_clear_pointer (&input->draft, sy_model_unref);
  g_clear_pointer (&input->published, sy_model_unref);
  g_clear_pointer (&input->reference, sy_reference_unref);
  g_clear_object (&input->session);
  g_free (input);
}

static void
clear_box (SyTunerBox *box)
{
  g_clear_pointer (&box->tuner, sy_tuner_free);
  g_clear_pointer (&box->log, sy_event_log_unref);
}

typedef struct
{
  SyTuning *tuning;
  SyModel *draft;
  guint generation;
} TuningOutput;

static void
tuning_output_free (TuningOutput *output)
{
  g_clear_pointer (&output->tuning, sy_tuning_unref);
  g_clear_pointer (&output->draft, sy_model_unref);
  g_free (output);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuningOutput, tuning_output_free)

/* A tuner of the log and the instant; after an import it takes over what it can. */
static void
renew_tuner (SyTunerBox *box,
             const TuningInput *input)
{
  SyTuner *tuner = NULL;

  if (box->tuner != NULL && box->log == input->log && box->as_of == input->as_of)
    return;
  if (box->tuner != NULL && input->renewal != NULL &&
      sy_event_renewal_is_of (input->renewal, box->log))
    tuner = sy_tuner_renew (box->tuner, input->renewal, input->as_of);
  clear_box (box);
  box->log = sy_event_log_ref (input->log);
  box->as_of = input->as_of;
  box->tuner = tuner != NULL ? tuner : sy_tuner_new (box->log, box->as_of);
}

static gpointer
evaluate (SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  TuningInput *input = data;
  SyTunerBox *box = input->box;
  g_autoptr (TuningOutput) output = g_new0 (TuningOutput, 1);

  renew_tuner (box, input);
  sy_tuner_set_reference (box->tuner, input->reference);
  output->tuning =
      sy_tuner_evaluate (box->tuner, input->draft, input->published, cancellable, error);
  if (output->tuning == NULL)
    return NULL;
  output->draft = sy_model_ref (input->draft);
  output->generation = input->generation;
  return g_steal_pointer (&output);
}

static void start_evaluation (SySession *self);

static void
evaluated_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  SySession *self = SY_SESSION (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TuningOutput) output = sy_job_run_finish (SY_JOB (source), result, &error);
  gboolean again = self->tuning_waits;

  self->tuning_runs = FALSE;
  self->tuning_waits = FALSE;
  if (self->is_closed)
    return;
  g_clear_error (&self->tuning_error);
  if (output != NULL && output->generation == self->tuning_generation)
    {
      g_clear_pointer (&self->tuning, sy_tuning_unref);
      g_clear_pointer (&self->tuned_draft, sy_model_unref);
      self->tuning = g_steal_pointer (&output->tuning);
      self->tuned_draft = g_steal_pointer (&output->draft);
    }
  else if (output == NULL)
    {
      self->tuning_error = g_steal_pointer (&error);
    }
  if (again)
    start_evaluation (self);
  else
    sy_session_notify_tuning_busy (self);
  sy_session_emit (self, SY_SESSION_TUNING_CHANGED);
}

static void
start_evaluation (SySession *self)
{
  g_autoptr (SyJob) job = sy_job_new ();
  TuningInput *input = g_new0 (TuningInput, 1);

  if (self->tuner_box == NULL)
    self->tuner_box = g_new0 (SyTunerBox, 1);
  input->session = g_object_ref (self);
  input->box = self->tuner_box;
  input->log = sy_event_log_ref (self->log);
  input->renewal = g_steal_pointer (&self->renewal);
  input->as_of = self->as_of;
  input->draft = sy_model_ref (self->model->draft);
  input->published = self->published != NULL ? sy_model_ref (self->published) : NULL;
  input->generation = self->tuning_generation;
  input->reference = self->reference != NULL ? sy_reference_ref (self->reference) : NULL;
  self->tuning_runs = TRUE;
  sy_job_run_async (job,
                    self->tuning_lane,
                    evaluate,
                    input,
                    (GDestroyNotify) tuning_input_free,
                    (GDestroyNotify) tuning_output_free,
                    evaluated_cb,
                    self);
}

void
sy_session_request_tuning (SySession *self)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->model == NULL || self->is_closed)
    return;
  if (self->tuning_runs)
    {
      self->tuning_waits = TRUE;
      return;
    }
  start_evaluation (self);
  sy_session_notify_tuning_busy (self);
}

static gpointer
free_box (SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  SyTunerBox *box = data;

  clear_box (box);
  g_free (box);
  return NULL;
}

void
sy_session_drop_tuner (SySession *self)
{
  if (self->tuner_box != NULL)
    {
      g_autoptr (SyJob) job = sy_job_new ();

      sy_job_run_async (job,
                        self->tuning_lane,
                        free_box,
                        g_steal_pointer (&self->tuner_box),
                        NULL,
                        NULL,
                        NULL,
                        NULL);
    }
}

/* Figures of other events, another instant or another model are no longer
 * wanted, nor are those that are being computed. */
void
sy_session_clear_tuning (SySession *self)
{
  self->tuning_generation++;
  g_clear_pointer (&self->tuning, sy_tuning_unref);
  g_clear_pointer (&self->tuned_draft, sy_model_unref);
}

SyModel *
sy_session_get_tuned_draft (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->tuned_draft;
}

SyTuning *
sy_session_get_tuning (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->tuning;
}

const GError *
sy_session_get_tuning_error (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->tuning_error;
}
