/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the session knows of reviews, owners and notes. */
#include "config.h"

#include "sy-session-care.h"
#include "sy-session-private.h"

static void
clear_governance (gpointer data)
{
  SyGovernance *self = data;

  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_pointer (&self->care, sy_model_care_free);
  g_clear_pointer (&self->due, g_ptr_array_unref);
}

SyGovernance *
sy_governance_ref (SyGovernance *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_governance_unref (SyGovernance *self)
{
  g_atomic_rc_box_release_full (self, clear_governance);
}

static SyGovernance *
read_governance (SyProject *project,
                 gint64 model_id,
                 GError **error)
{
  g_autoptr (SyGovernance) self = g_atomic_rc_box_new0 (SyGovernance);
  gint32 today = sy_zone_day (sy_project_get_zone (project), g_get_real_time () / G_USEC_PER_SEC);

  self->model_id = model_id;
  self->review_required = sy_project_get_review_required (project);
  self->notes = sy_project_list_notes (project, error);
  if (self->notes == NULL)
    return NULL;
  if (model_id == 0)
    return g_steal_pointer (&self);
  self->reviews = sy_project_list_reviews (project, model_id, error);
  self->care = self->reviews != NULL ? sy_project_get_care (project, model_id, error) : NULL;
  self->due = self->care != NULL ? sy_due_list (project, model_id, today, NULL, error) : NULL;
  return self->due != NULL ? g_steal_pointer (&self) : NULL;
}

SyGovernance *
sy_session_get_governance (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->governance != NULL && self->governance->model_id == sy_session_get_model_id (self)
             ? self->governance
             : NULL;
}

GPtrArray *
sy_session_get_notes (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->governance != NULL ? self->governance->notes : NULL;
}

const SyDraftReview *
sy_session_find_draft_review (SySession *self)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  if (self->model == NULL || sy_session_get_governance (self) == NULL)
    return NULL;
  sha256 = sy_model_sha256 (self->model->draft);
  return sy_draft_reviews_find (self->governance->reviews, sha256);
}

gboolean
sy_session_needs_review (SySession *self)
{
  const SyDraftReview *review = sy_session_find_draft_review (self);

  return self->governance != NULL && self->governance->review_required &&
         (review == NULL || review->state != SY_DRAFT_STATE_APPROVED);
}

/* Changing, and reading anew */

typedef struct
{
  SyGovernFunc func; /* NULL only reads */
  gint64 model_id;
  gpointer data;
  GDestroyNotify free_data;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  if (change->free_data != NULL)
    change->free_data (change->data);
  g_free (change);
}

static gpointer
run_change (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Change *change = data;

  if (change->func != NULL && !change->func (project, change->model_id, change->data, error))
    return NULL;
  return read_governance (project, change->model_id, error);
}

static gboolean
are_same_notes (const GPtrArray *a,
                const GPtrArray *b)
{
  if ((a != NULL ? a->len : 0) != b->len)
    return FALSE;
  for (guint i = 0; i < b->len; i++)
    {
      const SyNote *one = a->pdata[i];
      const SyNote *other = b->pdata[i];

      if (one->id != other->id || one->day != other->day || one->kind != other->kind ||
          g_strcmp0 (one->text, other->text) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SySession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SyGovernance *governance = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autoptr (SyGovernance) before = NULL;

  if (governance == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  before = self->governance;
  self->governance = governance;
  if (!self->is_closed &&
      !are_same_notes (before != NULL ? before->notes : NULL, governance->notes))
    sy_session_emit (self, SY_SESSION_NOTES_CHANGED);
  if (!self->is_closed)
    sy_session_emit (self, SY_SESSION_CARE_CHANGED);
  g_task_return_boolean (task, TRUE);
}

void
sy_session_govern_async (SySession *self,
                         SyGovernFunc func,
                         gpointer data,
                         GDestroyNotify free_data,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Change *change;
  GTask *task;

  g_return_if_fail (SY_IS_SESSION (self));

  if (self->model != NULL && func != NULL)
    sy_session_flush (self);
  change = g_new0 (Change, 1);
  change->func = func;
  change->model_id = self->model != NULL ? self->model->id : 0;
  change->data = data;
  change->free_data = free_data;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sy_session_govern_async);
  sy_session_run_async (self, NULL, run_change, change, change_free,
                        (GDestroyNotify) sy_governance_unref, changed_cb, task);
}

gboolean
sy_session_govern_finish (SySession *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sy_session_refresh_care (SySession *self)
{
  if (!self->is_closed && self->project != NULL)
    sy_session_govern_async (self, NULL, NULL, NULL, NULL, NULL);
}
