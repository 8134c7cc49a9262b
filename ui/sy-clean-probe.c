/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clean-probe.h"

#define PAUSE_MS 300

/*
 * A look has two steps: what the rule marks, in the lane of the file; then what that does to the
 * model, elsewhere, as it needs no file and may take long. Each is a job, and self->job is the one
 * whose result is still wanted.
 */
struct _SyCleanProbe
{
  GObject parent_instance;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  char *name;
  SyCleanRule *rule;
  SyEventLog *log; /* with the marked events */
  SyJob *job;
  guint pause_id;
  SyCleanPreview *preview;
  SyLogEffect *effect;
  SyModel *model;
  GError *error;
};

G_DEFINE_FINAL_TYPE (SyCleanProbe, sy_clean_probe, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (SyCleanProbe *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static SyCleanRule *
copy_rule (const SyCleanRule *rule)
{
  g_autofree char *json = sy_clean_rule_to_json (rule);

  return sy_clean_rule_from_json (json, NULL);
}

static void
cancel_job (SyCleanProbe *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  sy_job_drop (&self->job);
}

static void
drop_result (SyCleanProbe *self)
{
  cancel_job (self);
  g_clear_pointer (&self->preview, sy_clean_preview_free);
  g_clear_pointer (&self->effect, sy_log_effect_free);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_error (&self->error);
}

static gboolean
take_job_end (SyCleanProbe *self,
              SyJob *job,
              GError **error)
{
  if (self->job != job)
    return FALSE;
  g_clear_object (&self->job);
  if (*error == NULL)
    return TRUE;
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_steal_pointer (error);
  emit_changed (self);
  return FALSE;
}

/* The effect */

typedef struct
{
  SyEventLog *before;
  SyEventLog *after;
  SyModel *model;
  gint64 as_of;
} EffectInput;

static void
effect_input_free (EffectInput *input)
{
  sy_event_log_unref (input->before);
  sy_event_log_unref (input->after);
  sy_model_unref (input->model);
  g_free (input);
}

static gpointer
compute_effect (SyJob *job,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  EffectInput *input = data;

  return sy_log_effect_compute (input->before, input->after, input->model, input->as_of,
                                cancellable, error);
}

static void
computed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyCleanProbe) self = SY_CLEAN_PROBE (user_data);
  g_autoptr (GError) error = NULL;
  SyLogEffect *effect = sy_job_run_finish (SY_JOB (source), result, &error);

  if (!take_job_end (self, SY_JOB (source), &error))
    {
      g_clear_pointer (&effect, sy_log_effect_free);
      return;
    }
  self->effect = effect;
  emit_changed (self);
}

static void
start_effect (SyCleanProbe *self)
{
  SyModel *model = sy_session_get_draft (self->session);
  EffectInput *input;

  if (model == NULL || sy_event_log_get_n_events (self->preview->before) == 0)
    return;
  self->model = sy_model_ref (model);
  input = g_new0 (EffectInput, 1);
  input->before = sy_event_log_ref (self->preview->before);
  input->after = sy_event_log_ref (self->preview->after);
  input->model = sy_model_ref (model);
  input->as_of = sy_session_get_as_of (self->session);
  self->job = sy_job_new ();
  sy_job_run_async (self->job,
                    NULL,
                    compute_effect,
                    input,
                    (GDestroyNotify) effect_input_free,
                    (GDestroyNotify) sy_log_effect_free,
                    computed_cb,
                    g_object_ref (self));
}

/* The marks */

typedef struct
{
  SyCleanRule *rule;
  char *name;
  SyEventLog *log;   /* NULL: to be read */
  SyEventLog *plain; /* the session's, without the marked events */
} FindInput;

typedef struct
{
  SyEventLog *log;
  SyCleanPreview *preview;
} FindOutput;

static void
find_input_free (FindInput *input)
{
  sy_clean_rule_free (input->rule);
  g_free (input->name);
  g_clear_pointer (&input->log, sy_event_log_unref);
  sy_event_log_unref (input->plain);
  g_free (input);
}

static void
find_output_free (FindOutput *output)
{
  g_clear_pointer (&output->log, sy_event_log_unref);
  g_clear_pointer (&output->preview, sy_clean_preview_free);
  g_free (output);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FindOutput, find_output_free)

/* While nothing is marked, the session has all events already. */
static SyEventLog *
read_log (SyProject *project,
          FindInput *input,
          SyJob *job,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree guint32 *marked = NULL;
  gsize n_marked;

  if (input->log != NULL)
    return sy_event_log_ref (input->log);
  marked = sy_project_read_marked (project, NULL, &n_marked, error);
  if (marked == NULL)
    return NULL;
  if (n_marked == 0)
    return sy_event_log_ref (input->plain);
  return sy_event_log_load_with_marked (project, cancellable, sy_job_progress, job, error);
}

static gpointer
find_marks (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  FindInput *input = data;
  g_autoptr (FindOutput) output = g_new0 (FindOutput, 1);

  output->log = read_log (project, input, job, cancellable, error);
  if (output->log == NULL)
    return NULL;
  output->preview = sy_cleaning_preview_in_log (project, output->log, input->rule, input->name,
                                                cancellable, error);
  return output->preview != NULL ? g_steal_pointer (&output) : NULL;
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyCleanProbe) self = SY_CLEAN_PROBE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FindOutput) output = sy_job_run_finish (SY_JOB (source), result, &error);

  if (!take_job_end (self, SY_JOB (source), &error))
    return;
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->log = g_steal_pointer (&output->log);
  self->preview = g_steal_pointer (&output->preview);
  start_effect (self);
  emit_changed (self);
}

static gboolean
on_pause_end (gpointer user_data)
{
  SyCleanProbe *self = user_data;
  FindInput *input = g_new0 (FindInput, 1);

  self->pause_id = 0;
  input->rule = copy_rule (self->rule);
  input->name = g_strdup (self->name);
  input->plain = sy_event_log_ref (sy_session_get_log (self->session));
  if (self->log != NULL)
    input->log = sy_event_log_ref (self->log);
  self->job = sy_job_new ();
  sy_session_run_async (self->session,
                        self->job,
                        find_marks,
                        input,
                        (GDestroyNotify) find_input_free,
                        (GDestroyNotify) find_output_free,
                        found_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Applying */

typedef struct
{
  char *name;
  SyCleanRule *rule;
  SyCleanPreview *preview;
} ApplyInput;

static void
apply_input_free (ApplyInput *input)
{
  g_free (input->name);
  sy_clean_rule_free (input->rule);
  sy_clean_preview_free (input->preview);
  g_free (input);
}

static gpointer
apply_rule (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  ApplyInput *input = data;

  sy_cleaning_apply (project, input->name, input->rule, input->preview, cancellable, error);
  return NULL;
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sy_session_reload_finish (SY_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SyCleanProbe *self = g_task_get_source_object (task);
  GError *error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    sy_session_reload_async (self->session, NULL, reloaded_cb, g_object_ref (task));
}

void
sy_clean_probe_apply_async (SyCleanProbe *self,
                            const char *name,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ApplyInput *input;
  GTask *task;

  g_return_if_fail (SY_IS_CLEAN_PROBE (self));
  g_return_if_fail (name != NULL && self->rule != NULL && self->preview != NULL);

  cancel_job (self);
  input = g_new0 (ApplyInput, 1);
  input->name = g_strdup (name);
  input->rule = copy_rule (self->rule);
  input->preview = g_steal_pointer (&self->preview);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sy_clean_probe_apply_async);
  sy_session_run_async (self->session,
                        NULL,
                        apply_rule,
                        input,
                        (GDestroyNotify) apply_input_free,
                        NULL,
                        applied_cb,
                        task);
}

gboolean
sy_clean_probe_apply_finish (SyCleanProbe *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The probe */

/* Other events, or other marks: what was read is no longer what is in the file. */
static void
on_log_changed (SySession *session,
                SyCleanProbe *self)
{
  g_clear_pointer (&self->log, sy_event_log_unref);
}

static void
sy_clean_probe_dispose (GObject *object)
{
  SyCleanProbe *self = SY_CLEAN_PROBE (object);

  drop_result (self);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_clean_probe_parent_class)->dispose (object);
}

static void
sy_clean_probe_finalize (GObject *object)
{
  SyCleanProbe *self = SY_CLEAN_PROBE (object);

  g_clear_pointer (&self->rule, sy_clean_rule_free);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sy_clean_probe_parent_class)->finalize (object);
}

static void
sy_clean_probe_class_init (SyCleanProbeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_clean_probe_dispose;
  object_class->finalize = sy_clean_probe_finalize;

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
sy_clean_probe_init (SyCleanProbe *self)
{
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect (self->signals, "log-changed", G_CALLBACK (on_log_changed), self);
}

SyCleanProbe *
sy_clean_probe_new (SySession *session,
                    const char *name)
{
  SyCleanProbe *self = g_object_new (SY_TYPE_CLEAN_PROBE, NULL);

  self->session = g_object_ref (session);
  self->name = g_strdup (name);
  g_signal_group_set_target (self->signals, session);
  return self;
}

void
sy_clean_probe_set_rule (SyCleanProbe *self,
                         SyCleanRule *rule)
{
  g_return_if_fail (SY_IS_CLEAN_PROBE (self));

  drop_result (self);
  g_clear_pointer (&self->rule, sy_clean_rule_free);
  self->rule = rule;
  if (rule != NULL)
    self->pause_id = g_timeout_add (PAUSE_MS, on_pause_end, self);
  emit_changed (self);
}

const SyCleanRule *
sy_clean_probe_get_rule (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), NULL);

  return self->rule;
}

void
sy_clean_probe_stop (SyCleanProbe *self)
{
  g_return_if_fail (SY_IS_CLEAN_PROBE (self));

  cancel_job (self);
  emit_changed (self);
}

gboolean
sy_clean_probe_is_busy (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), FALSE);

  return self->pause_id != 0 || self->job != NULL;
}

const SyCleanPreview *
sy_clean_probe_get_preview (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), NULL);

  return self->preview;
}

const SyLogEffect *
sy_clean_probe_get_effect (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), NULL);

  return self->effect;
}

SyModel *
sy_clean_probe_get_model (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), NULL);

  return self->model;
}

const GError *
sy_clean_probe_get_error (SyCleanProbe *self)
{
  g_return_val_if_fail (SY_IS_CLEAN_PROBE (self), NULL);

  return self->error;
}
