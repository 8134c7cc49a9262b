/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-evidence.h"

#include <math.h>

#include "sy-job.h"

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  GPtrArray *types;
  gint64 as_of;
  double max_high;
  double max_share;
} Input;

typedef struct
{
  SyEvidence *evidence; /* NULL without outcome */
  double *shares;
  gsize n_shares;
  SyModel *model;
  GArray *alarms;
  SyComponents components;
} Output;

struct _SyTuneEvidence
{
  GObject parent_instance;

  /* Owned */
  SyJobLane *lane;
  SyJob *job; /* that runs */
  Input *waiting;
  Output *output;
  gboolean is_stopped; /* what runs is not wanted any more */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyTuneEvidence, sy_tune_evidence, G_TYPE_OBJECT)

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  g_ptr_array_unref (input->types);
  g_free (input);
}

static void
output_free (Output *output)
{
  g_clear_pointer (&output->evidence, sy_evidence_unref);
  g_clear_pointer (&output->model, sy_model_unref);
  g_clear_pointer (&output->alarms, g_array_unref);
  g_free (output->shares);
  g_free (output);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Output, output_free)

static double *
compute_shares (const SyModel *model,
                const SyScores *scores)
{
  double *shares = g_new0 (double, MAX (1, model->groups->len));
  const guint32 *members;
  gsize n_members;
  double total = 0;

  members = sy_scores_get_members (scores, &n_members);
  for (guint group = 0; group < model->groups->len; group++)
    {
      const double *points = sy_scores_get_group_points (scores, group);
      SySum sum = { 0 };

      for (gsize i = 0; i < n_members; i++)
        sy_sum_add (&sum, fabs (points[members[i]]));
      shares[group] = sy_sum_get (&sum);
      total += shares[group];
    }

  for (guint group = 0; group < model->groups->len; group++)
    shares[group] = total > 0 ? shares[group] / total : NAN;

  return shares;
}

static gpointer
run (SyJob *job,
     gpointer data,
     GCancellable *cancellable,
     GError **error)
{
  Input *input = data;
  g_autoptr (Output) output = g_new0 (Output, 1);
  g_autoptr (SyScorer) scorer = sy_scorer_new (input->log, input->as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, input->model, cancellable, error);
  g_autoptr (GError) local_error = NULL;

  if (scores == NULL)
    return NULL;

  output->shares = compute_shares (input->model, scores);
  output->n_shares = input->model->groups->len;
  output->model = sy_model_ref (input->model);
  output->alarms = sy_occupancy_check (input->model, scores, input->max_high, input->max_share);
  sy_scores_get_mean_components (scores, input->model, input->types, &output->components);
  output->evidence = sy_evidence_run (input->log, input->model, input->as_of, cancellable,
                                      sy_job_progress, job, &local_error);
  if (output->evidence == NULL && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&output);
}

static void start (SyTuneEvidence *self,
                   Input *input);

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyTuneEvidence) self = user_data;
  Output *output = sy_job_run_finish (SY_JOB (source), result, NULL);

  g_clear_object (&self->job);
  if (self->waiting != NULL)
    {
      g_clear_pointer (&output, output_free);
      start (self, g_steal_pointer (&self->waiting));
      return;
    }

  if (self->is_stopped)
    g_clear_pointer (&output, output_free);
  if (output == NULL)
    return;

  g_clear_pointer (&self->output, output_free);
  self->output = output;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
start (SyTuneEvidence *self,
       Input *input)
{
  self->is_stopped = FALSE;
  self->job = sy_job_new ();
  sy_job_run_async (self->job,
                    self->lane,
                    run,
                    input,
                    (GDestroyNotify) input_free,
                    (GDestroyNotify) output_free,
                    run_cb,
                    g_object_ref (self));
}

static void
sy_tune_evidence_finalize (GObject *object)
{
  SyTuneEvidence *self = SY_TUNE_EVIDENCE (object);

  g_clear_pointer (&self->lane, sy_job_lane_free);
  g_clear_pointer (&self->waiting, input_free);
  g_clear_pointer (&self->output, output_free);

  G_OBJECT_CLASS (sy_tune_evidence_parent_class)->finalize (object);
}

static void
sy_tune_evidence_class_init (SyTuneEvidenceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_tune_evidence_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
sy_tune_evidence_init (SyTuneEvidence *self)
{
  self->lane = sy_job_lane_new ();
}

SyTuneEvidence *
sy_tune_evidence_new (void)
{
  return g_object_new (SY_TYPE_TUNE_EVIDENCE, NULL);
}

void
sy_tune_evidence_request (SyTuneEvidence *self,
                          SyEventLog *log,
                          SyModel *model,
                          GPtrArray *types,
                          gint64 as_of,
                          double max_high,
                          double max_share)
{
  Input *input;

  g_return_if_fail (SY_IS_TUNE_EVIDENCE (self));

  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (log);
  input->model = sy_model_ref (model);
  input->types = g_ptr_array_ref (types);
  input->as_of = as_of;
  input->max_high = max_high;
  input->max_share = max_share;

  if (self->job == NULL)
    {
      start (self, input);
      return;
    }

  g_clear_pointer (&self->waiting, input_free);
  self->waiting = input;
  sy_job_cancel (self->job);
}

void
sy_tune_evidence_stop (SyTuneEvidence *self)
{
  g_return_if_fail (SY_IS_TUNE_EVIDENCE (self));

  g_clear_pointer (&self->waiting, input_free);
  g_clear_pointer (&self->output, output_free);
  self->is_stopped = TRUE;
  if (self->job != NULL)
    sy_job_cancel (self->job);
}

SyEvidence *
sy_tune_evidence_get (SyTuneEvidence *self)
{
  g_return_val_if_fail (SY_IS_TUNE_EVIDENCE (self), NULL);

  return self->output != NULL ? self->output->evidence : NULL;
}

const double *
sy_tune_evidence_get_shares (SyTuneEvidence *self,
                             gsize *out_n_shares)
{
  g_return_val_if_fail (SY_IS_TUNE_EVIDENCE (self), NULL);

  *out_n_shares = self->output != NULL ? self->output->n_shares : 0;
  return self->output != NULL ? self->output->shares : NULL;
}

GArray *
sy_tune_evidence_get_alarms (SyTuneEvidence *self,
                             const SyModel **out_model)
{
  g_return_val_if_fail (SY_IS_TUNE_EVIDENCE (self), NULL);

  *out_model = self->output != NULL ? self->output->model : NULL;
  return self->output != NULL ? self->output->alarms : NULL;
}

const SyComponents *
sy_tune_evidence_get_components (SyTuneEvidence *self)
{
  g_return_val_if_fail (SY_IS_TUNE_EVIDENCE (self), NULL);

  return self->output != NULL ? &self->output->components : NULL;
}
