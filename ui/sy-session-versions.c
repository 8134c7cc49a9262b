/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

/* Published versions: reading them, comparing with one, making the next. */

static SyModelVersion *
find_version (SySession *self,
              int number)
{
  GPtrArray *versions = self->model != NULL ? self->model->versions : NULL;

  if (versions == NULL || versions->len == 0 || number < 0)
    return NULL;
  if (number == 0)
    return g_ptr_array_index (versions, versions->len - 1);
  for (guint i = 0; i < versions->len; i++)
    {
      SyModelVersion *version = g_ptr_array_index (versions, i);

      if (version->number == number)
        return version;
    }
  return NULL;
}

void
sy_session_read_versions (SySession *self)
{
  SyModelVersion *newest = find_version (self, 0);
  SyModelVersion *version = find_version (self, self->compared_version);

  g_clear_pointer (&self->newest, sy_model_unref);
  g_clear_pointer (&self->published, sy_model_unref);
  g_clear_pointer (&self->reference, sy_reference_unref);
  self->published_version = 0;
  if (newest != NULL)
    self->newest = sy_model_from_json (newest->json, -1, NULL);
  if (version == NULL)
    return;
  self->published = sy_model_from_json (version->json, -1, NULL);
  if (self->published != NULL)
    self->published_version = (int) version->number;
  if (version->reference != NULL)
    self->reference = sy_reference_from_json (version->reference, -1, NULL);
}

void
sy_session_set_compared (SySession *self,
                         int version)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->compared_version == version)
    return;
  self->compared_version = version;
  sy_session_read_versions (self);
  sy_session_emit (self, SY_SESSION_MODEL_CHANGED);
  sy_session_request_tuning (self);
}

SyModel *
sy_session_get_published (SySession *self,
                          int *out_version)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  if (out_version != NULL)
    *out_version = self->published_version;
  return self->published;
}

int
sy_session_get_newest_version (SySession *self)
{
  SyModelVersion *newest;

  g_return_val_if_fail (SY_IS_SESSION (self), 0);

  newest = find_version (self, 0);
  return newest != NULL ? (int) newest->number : 0;
}

SyReference *
sy_session_get_reference (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->reference;
}

GPtrArray *
sy_session_get_versions (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->model != NULL ? self->model->versions : NULL;
}

/* Publishing freezes the reference of a percentile scale: a draft without one
 * is no different for that. */
static gboolean
is_same_but_reference (const SyModel *version,
                       const SyModel *draft)
{
  g_autoptr (SyModel) bare = NULL;

  if (version->scale.reference == NULL || draft->scale.reference != NULL)
    return sy_model_equal (version, draft);
  bare = sy_model_copy (version);
  g_clear_pointer (&bare->scale.reference, g_free);
  bare->scale.n_reference = 0;
  return sy_model_equal (bare, draft);
}

gboolean
sy_session_is_draft_changed (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), FALSE);

  if (self->model == NULL)
    return FALSE;
  return self->newest == NULL || !is_same_but_reference (self->newest, self->model->draft);
}

/* Publishing */

typedef struct
{
  gint64 model_id;
  SyModel *model;
  SyEventLog *log;
  gint64 as_of;
  char *reason;
  char *author;
  char *override_reason;
} Publication;

static void
publication_free (Publication *publication)
{
  sy_model_unref (publication->model);
  sy_event_log_unref (publication->log);
  g_free (publication->reason);
  g_free (publication->author);
  g_free (publication->override_reason);
  g_free (publication);
}

/* Publishes what is in memory: the draft in the file lags behind when a write failed. */
static gpointer
publish (SyProject *project,
         SyJob *job,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Publication *publication = data;
  const SyPublishOptions options = { publication->as_of, publication->reason, publication->author,
                                     publication->override_reason };

  if (sy_publish_model (project, publication->model_id, publication->model, publication->log,
                        &options, cancellable, error) == 0)
    return NULL;
  return sy_project_list_versions (project, publication->model_id, error);
}

static void
published_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SySession *self = g_task_get_source_object (task);
  gint64 model_id = *(gint64 *) g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = sy_job_run_finish (SY_JOB (source), result, &error);

  if (versions == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!self->is_closed && self->model != NULL && self->model->id == model_id)
    {
      g_ptr_array_unref (self->model->versions);
      self->model->versions = g_ptr_array_ref (versions);
      self->compared_version = 0;
      sy_session_read_versions (self);
      sy_session_refresh_care (self);
      sy_session_emit (self, SY_SESSION_MODEL_CHANGED);
      sy_session_emit (self, SY_SESSION_PROJECT_CHANGED);
      sy_session_request_tuning (self);
    }
  g_task_return_int (task, (gssize) versions->len);
}

void
sy_session_publish_async (SySession *self,
                          const char *reason,
                          const char *author,
                          const char *override_reason,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Publication *publication;

  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (self->model != NULL);

  sy_session_flush (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sy_session_publish_async);
  g_task_set_task_data (task, g_memdup2 (&self->model->id, sizeof self->model->id), g_free);
  publication = g_new0 (Publication, 1);
  publication->model_id = self->model->id;
  publication->model = sy_model_ref (self->model->draft);
  publication->log = sy_event_log_ref (self->log);
  publication->as_of = self->as_of;
  publication->reason = g_strdup (reason);
  publication->author = g_strdup (author);
  publication->override_reason = g_strdup (override_reason);
  sy_session_run_async (self,
                        NULL,
                        publish,
                        publication,
                        (GDestroyNotify) publication_free,
                        (GDestroyNotify) g_ptr_array_unref,
                        published_cb,
                        task);
}

int
sy_session_publish_finish (SySession *self,
                           GAsyncResult *result,
                           GError **error)
{
  gssize number;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  number = g_task_propagate_int (G_TASK (result), error);
  return number > 0 ? (int) number : 0;
}
