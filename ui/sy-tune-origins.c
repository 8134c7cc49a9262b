/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-origins.h"

#include <math.h>

#include "sy-job.h"

/* What the columns of all dates may take. */
#define MAX_BYTES (192.0 * 1024 * 1024)
#define MIN_ORIGINS 2
/* A drag has its processors to itself: figures come when the pointer rests so long. */
#define REST_MS 150

/* Lives in the lane; the object only passes it around. */
typedef struct
{
  SyOriginTuner *tuner;
  SyEventLog *log;
  gint64 *origins;
  gsize n_origins;
} Box;

typedef struct
{
  Box *box; /* borrowed */
  SyEventLog *log;
  SyModel *draft;
  SyModel *published;
} Input;

struct _SyTuneOrigins
{
  GObject parent_instance;

  /* Owned */
  SyJobLane *lane;
  Box *box;
  SyJob *job; /* that runs */
  Input *waiting;
  guint rest_id; /* until what waits may start */
  GArray *figures;
  gboolean is_stopped; /* what runs is not wanted any more */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyTuneOrigins, sy_tune_origins, G_TYPE_OBJECT)

static void
clear_box (Box *box)
{
  g_clear_pointer (&box->tuner, sy_origin_tuner_free);
  g_clear_pointer (&box->log, sy_event_log_unref);
  g_clear_pointer (&box->origins, g_free);
  box->n_origins = 0;
}

static gpointer
free_box (SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  clear_box (data);
  g_free (data);
  return NULL;
}

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->draft);
  g_clear_pointer (&input->published, sy_model_unref);
  g_free (input);
}

static gsize
limit_origins (SyEventLog *log,
               const SyModel *model)
{
  double bytes = 8.0 * (double) MAX (sy_event_log_get_n_people (log), 1) *
                 MAX (sy_model_get_n_rules (model), 1);

  return (gsize) CLAMP (MAX_BYTES / bytes, MIN_ORIGINS, SY_TUNE_N_ORIGINS);
}

gint64 *
sy_tune_origins_choose (SyEventLog *log,
                        const SyModel *model,
                        gsize *out_n)
{
  double days = model->outcome.kind != SY_OUTCOME_NONE
                    ? model->outcome.horizon_days + model->outcome.gap_days
                    : 0;
  gint64 last = sy_event_log_get_data_end (log) - (gint64) ceil (days * SY_DAY_SECONDS);
  gsize wanted = limit_origins (log, model);
  gsize n;
  g_autofree gint64 *all = NULL;

  *out_n = 0;
  if (model->outcome.kind == SY_OUTCOME_NONE)
    return g_new0 (gint64, 1);
  /* A month has at least 28 days: so many may still be open. */
  all = sy_origins_suggest (log, wanted + (gsize) ceil (days / 28) + 1, &n);
  while (n > 0 && all[n - 1] > last)
    n--;
  *out_n = MIN (n, wanted);
  return g_memdup2 (all + (n - *out_n), MAX (*out_n, 1) * sizeof *all);
}

static gboolean
fits (const Box *box,
      SyEventLog *log,
      const gint64 *origins,
      gsize n)
{
  if (box->tuner == NULL || box->log != log || box->n_origins != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (box->origins[i] != origins[i])
      return FALSE;
  return TRUE;
}

static gpointer
run (SyJob *job,
     gpointer data,
     GCancellable *cancellable,
     GError **error)
{
  Input *input = data;
  Box *box = input->box;
  gsize n;
  g_autofree gint64 *origins = sy_tune_origins_choose (input->log, input->draft, &n);

  if (n == 0)
    {
      clear_box (box);
      return g_array_new (FALSE, FALSE, sizeof (SyOriginTuning));
    }
  if (!fits (box, input->log, origins, n))
    {
      clear_box (box);
      box->log = sy_event_log_ref (input->log);
      box->origins = g_steal_pointer (&origins);
      box->n_origins = n;
      box->tuner = sy_origin_tuner_new (box->log, box->origins, n);
      /* The figures of the page come first. */
      sy_origin_tuner_set_n_threads (box->tuner, 1);
    }
  return sy_origin_tuner_evaluate (box->tuner, input->draft, input->published, cancellable, error);
}

static void start (SyTuneOrigins *self,
                   Input *input);

static void
start_waiting (SyTuneOrigins *self)
{
  if (self->job == NULL && self->rest_id == 0 && self->waiting != NULL)
    start (self, g_steal_pointer (&self->waiting));
}

static gboolean
rest_cb (gpointer data)
{
  SyTuneOrigins *self = data;

  self->rest_id = 0;
  start_waiting (self);
  return G_SOURCE_REMOVE;
}

static void
run_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (SyTuneOrigins) self = user_data;
  g_autoptr (GArray) figures = sy_job_run_finish (SY_JOB (source), result, NULL);
  gboolean is_wanted = !self->is_stopped;

  g_clear_object (&self->job);
  self->is_stopped = FALSE;
  start_waiting (self);
  if (figures == NULL || !is_wanted)
    return;
  g_clear_pointer (&self->figures, g_array_unref);
  self->figures = g_steal_pointer (&figures);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
start (SyTuneOrigins *self,
       Input *input)
{
  self->job = sy_job_new ();
  sy_job_run_async (self->job, self->lane, run, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) g_array_unref, run_cb, g_object_ref (self));
}

static void
sy_tune_origins_finalize (GObject *object)
{
  SyTuneOrigins *self = SY_TUNE_ORIGINS (object);
  g_autoptr (SyJob) job = sy_job_new ();

  sy_job_run_async (job, self->lane, free_box, g_steal_pointer (&self->box), NULL, NULL, NULL,
                    NULL);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->lane, sy_job_lane_free);
  g_clear_pointer (&self->waiting, input_free);
  g_clear_pointer (&self->figures, g_array_unref);

  G_OBJECT_CLASS (sy_tune_origins_parent_class)->finalize (object);
}

static void
sy_tune_origins_class_init (SyTuneOriginsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_tune_origins_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_tune_origins_init (SyTuneOrigins *self)
{
  self->lane = sy_job_lane_new ();
  self->box = g_new0 (Box, 1);
}

SyTuneOrigins *
sy_tune_origins_new (void)
{
  return g_object_new (SY_TYPE_TUNE_ORIGINS, NULL);
}

void
sy_tune_origins_request (SyTuneOrigins *self,
                         SyEventLog *log,
                         SyModel *draft,
                         SyModel *published)
{
  Input *input;

  g_return_if_fail (SY_IS_TUNE_ORIGINS (self));
  g_return_if_fail (log != NULL && draft != NULL);

  input = g_new0 (Input, 1);
  input->box = self->box;
  input->log = sy_event_log_ref (log);
  input->draft = sy_model_ref (draft);
  input->published = published != NULL ? sy_model_ref (published) : NULL;
  g_clear_pointer (&self->waiting, input_free);
  self->waiting = input;
  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->figures != NULL)
    self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
  start_waiting (self);
}

void
sy_tune_origins_stop (SyTuneOrigins *self)
{
  g_return_if_fail (SY_IS_TUNE_ORIGINS (self));

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->waiting, input_free);
  g_clear_pointer (&self->figures, g_array_unref);
  if (self->job == NULL)
    return;
  self->is_stopped = TRUE;
  sy_job_cancel (self->job);
}

GArray *
sy_tune_origins_get (SyTuneOrigins *self)
{
  g_return_val_if_fail (SY_IS_TUNE_ORIGINS (self), NULL);

  return self->figures;
}
