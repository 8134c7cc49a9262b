/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <string.h>

/*
 * All that touches the file. The connection is opened, used and closed in the
 * session's store lane; what a lane function reads comes back whole.
 */

/* Opening */

typedef struct
{
  SyJobLane *lane; /* owned until the session takes it */
  char *path;
  char *timezone; /* NULL to open */
} OpenInput;

typedef struct
{
  SyProject *project;
  SyZone *zone;
  SyEventLog *log;
  GPtrArray *types;
  gboolean is_read_only;
  char **model_names;
  SyModelState *model;
  char *as_of;
} OpenOutput;

static void
open_input_free (OpenInput *input)
{
  g_clear_pointer (&input->lane, sy_job_lane_free);
  g_free (input->path);
  g_free (input->timezone);
  g_free (input);
}

/* The project is not in here any more: it was taken, or let go in its thread. */
static void
open_output_free (OpenOutput *output)
{
  g_clear_pointer (&output->zone, sy_zone_unref);
  g_clear_pointer (&output->log, sy_event_log_unref);
  g_clear_pointer (&output->types, g_ptr_array_unref);
  g_clear_pointer (&output->model_names, g_strfreev);
  g_clear_pointer (&output->model, sy_model_state_free);
  g_free (output->as_of);
  g_free (output);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
list_names (GPtrArray *records)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      SyModelRecord *record = g_ptr_array_index (records, i);

      g_ptr_array_add (names, g_strdup (record->name));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static SyModelRecord *
pick_record (SyProject *project,
             GPtrArray *records)
{
  g_autofree char *wanted = sy_project_get_setting (project, "model");

  for (guint i = 0; i < records->len; i++)
    {
      SyModelRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->name, wanted) == 0)
        return record;
    }
  return records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
}

static gboolean
read_all (OpenOutput *output,
          SyJob *job,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GPtrArray) records = sy_project_list_models (output->project, error);
  SyModelRecord *record;

  if (records == NULL)
    return FALSE;
  output->model_names = list_names (records);
  record = pick_record (output->project, records);
  if (record != NULL)
    {
      output->model = sy_model_state_read (output->project, record, error);
      if (output->model == NULL)
        return FALSE;
    }
  output->as_of = sy_project_get_setting (output->project, "as-of");
  output->log = sy_event_log_load (output->project, cancellable, sy_job_progress, job, error);
  if (output->log == NULL)
    return FALSE;
  output->types = sy_session_load_types (output->project, output->log, error);
  return output->types != NULL;
}

static gpointer
open_project (SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  OpenInput *input = data;
  OpenOutput *output = g_new0 (OpenOutput, 1);

  if (input->timezone != NULL)
    output->project = sy_project_create (input->path, input->timezone, error);
  else
    output->project = sy_project_open (input->path, SY_PROJECT_READ_WRITE, error);
  if (output->project == NULL || !read_all (output, job, cancellable, error))
    {
      g_clear_pointer (&output->project, sy_project_unref);
      open_output_free (output);
      return NULL;
    }
  output->zone = sy_zone_ref (sy_project_get_zone (output->project));
  output->is_read_only = sy_project_is_read_only (output->project);
  return output;
}

static gboolean
parse_as_of (SySession *self,
             const char *text,
             gint64 *out_as_of)
{
  return text != NULL && sy_as_of_parse (self->zone, text, out_as_of, NULL);
}

static void
take_as_of (SySession *self,
            const char *text)
{
  gint64 end = sy_event_log_get_data_end (self->log);

  self->follows_end = !parse_as_of (self, text, &self->as_of);
  if (self->follows_end)
    self->as_of = end != G_MININT64 ? end : g_get_real_time () / G_USEC_PER_SEC;
}

static SySession *
create_session (OpenInput *input,
                OpenOutput *output)
{
  SySession *self = g_object_new (SY_TYPE_SESSION, NULL);

  self->path = g_strdup (input->path);
  self->title = g_path_get_basename (input->path);
  self->store_lane = g_steal_pointer (&input->lane);
  self->tuning_lane = sy_job_lane_new ();
  self->project = g_steal_pointer (&output->project);
  self->zone = g_steal_pointer (&output->zone);
  self->log = g_steal_pointer (&output->log);
  self->types = g_steal_pointer (&output->types);
  self->is_read_only = output->is_read_only;
  self->model_names = g_steal_pointer (&output->model_names);
  if (output->model != NULL)
    sy_session_take_model (self, g_steal_pointer (&output->model));
  take_as_of (self, output->as_of);
  sy_session_refresh_care (self);
  sy_session_request_tuning (self);
  return self;
}

/* The task carries the result to the caller; the thread is the job's. */
static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  OpenOutput *output = sy_job_run_finish (SY_JOB (source), result, &error);

  if (output == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task,
                         create_session (g_task_get_task_data (task), output),
                         g_object_unref);
  open_output_free (output);
}

static void
start_open (OpenInput *input,
            SyJob *job,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (SyJob) own = job != NULL ? g_object_ref (job) : sy_job_new ();
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sy_session_open_async);
  g_task_set_task_data (task, input, (GDestroyNotify) open_input_free);
  input->lane = sy_job_lane_new ();
  sy_job_run_async (own,
                    input->lane,
                    open_project,
                    input,
                    NULL,
                    (GDestroyNotify) open_output_free,
                    opened_cb,
                    task);
}

void
sy_session_open_async (const char *path,
                       SyJob *job,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OpenInput *input = g_new0 (OpenInput, 1);

  g_return_if_fail (path != NULL);

  input->path = g_canonicalize_filename (path, NULL);
  start_open (input, job, callback, user_data);
}

void
sy_session_create_async (const char *path,
                         const char *timezone,
                         SyJob *job,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OpenInput *input = g_new0 (OpenInput, 1);

  g_return_if_fail (path != NULL);
  g_return_if_fail (timezone != NULL);

  input->path = g_canonicalize_filename (path, NULL);
  input->timezone = g_strdup (timezone);
  start_open (input, job, callback, user_data);
}

SySession *
sy_session_open_finish (GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Work on the file */

typedef struct
{
  SyProject *project; /* borrowed; outlives the lane's jobs */
  SySessionStoreFunc func;
  gpointer data;
  GDestroyNotify data_free;
} StoreWork;

static void
store_work_free (StoreWork *work)
{
  if (work->data_free != NULL && work->data != NULL)
    work->data_free (work->data);
  g_free (work);
}

static gpointer
run_store_work (SyJob *job,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  StoreWork *work = data;

  return work->func (work->project, job, work->data, cancellable, error);
}

void
sy_session_run_async (SySession *self,
                      SyJob *job,
                      SySessionStoreFunc func,
                      gpointer data,
                      GDestroyNotify data_free,
                      GDestroyNotify result_free,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (SyJob) own = NULL;
  StoreWork *work;

  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (!self->is_closed);

  own = job != NULL ? g_object_ref (job) : sy_job_new ();
  work = g_new0 (StoreWork, 1);
  work->project = self->project;
  work->func = func;
  work->data = data;
  work->data_free = data_free;
  sy_job_run_async (own,
                    self->store_lane,
                    run_store_work,
                    work,
                    (GDestroyNotify) store_work_free,
                    result_free,
                    callback,
                    user_data);
}

/* Reading the events again: after an import, only the new ones */

typedef struct
{
  SyEventLog *log;
  SyEventRenewal *renewal; /* NULL when all was read */
} Reloaded;

static void
reloaded_free (Reloaded *reloaded)
{
  g_clear_pointer (&reloaded->log, sy_event_log_unref);
  g_clear_pointer (&reloaded->renewal, sy_event_renewal_unref);
  g_free (reloaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reloaded, reloaded_free)

static gpointer
reload (SyProject *project,
        SyJob *job,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (Reloaded) reloaded = g_new0 (Reloaded, 1);

  reloaded->log = sy_event_log_renew (data, project, cancellable, sy_job_progress, job,
                                      &reloaded->renewal, error);
  return reloaded->log != NULL ? g_steal_pointer (&reloaded) : NULL;
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SySession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reloaded) reloaded = sy_job_run_finish (SY_JOB (source), result, &error);

  if (reloaded == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!self->is_closed)
    {
      g_clear_pointer (&self->log, sy_event_log_unref);
      g_clear_pointer (&self->renewal, sy_event_renewal_unref);
      self->log = g_steal_pointer (&reloaded->log);
      self->renewal = g_steal_pointer (&reloaded->renewal);
      sy_session_read_types (self);
      sy_session_clear_tuning (self);
      if (self->follows_end)
        {
          take_as_of (self, NULL);
          sy_session_emit (self, SY_SESSION_AS_OF_CHANGED);
        }
      sy_session_emit (self, SY_SESSION_LOG_CHANGED);
      sy_session_emit (self, SY_SESSION_PROJECT_CHANGED);
      sy_session_request_tuning (self);
    }
  g_task_return_boolean (task, TRUE);
}

void
sy_session_reload_async (SySession *self,
                         SyJob *job,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SY_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sy_session_reload_async);
  sy_session_run_async (self,
                        job,
                        reload,
                        sy_event_log_ref (self->log),
                        (GDestroyNotify) sy_event_log_unref,
                        (GDestroyNotify) reloaded_free,
                        reloaded_cb,
                        task);
}

gboolean
sy_session_reload_finish (SySession *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* When */

static gpointer
write_as_of (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  sy_project_set_setting (project, "as-of", data, error);
  return NULL;
}

void
sy_session_set_as_of (SySession *self,
                      gint64 as_of)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->as_of == as_of)
    return;
  self->as_of = as_of;
  self->follows_end = as_of == sy_event_log_get_data_end (self->log);
  sy_session_clear_tuning (self);
  if (!self->is_read_only)
    sy_session_run_async (self,
                          NULL,
                          write_as_of,
                          self->follows_end ? NULL : sy_instant_format (as_of),
                          g_free,
                          NULL,
                          NULL,
                          NULL);
  sy_session_emit (self, SY_SESSION_AS_OF_CHANGED);
  sy_session_request_tuning (self);
}

/* Closing */

static gpointer
close_project (SyJob *job,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  sy_project_unref (data);
  return NULL;
}

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SySession *self = g_task_get_source_object (task);

  if (self->write_error != NULL)
    g_task_return_error (task, g_error_copy (self->write_error));
  else
    g_task_return_boolean (task, TRUE);
}

void
sy_session_close_async (SySession *self,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (SyJob) job = NULL;
  GTask *task;

  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (!self->is_closed);

  if (self->model != NULL)
    sy_session_flush (self);
  self->is_closed = TRUE;
  sy_session_drop_tuner (self);
  job = sy_job_new ();
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sy_session_close_async);
  sy_job_run_async (job,
                    self->store_lane,
                    close_project,
                    g_steal_pointer (&self->project),
                    NULL,
                    NULL,
                    closed_cb,
                    task);
}

gboolean
sy_session_close_finish (SySession *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
