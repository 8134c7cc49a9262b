/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

#include <glib/gi18n.h>

/*
 * The draft and its history.
 *
 * Undo answers at once, so both stacks are in memory; the file has the same
 * history as revisions, kept equal by sending each change to the file's lane in
 * the order it was made. A drag changes the top step in memory and is sent when
 * it ends. When a write has failed, the file's history is no longer the one in
 * memory: from then on undo and redo are written as plain edits, which loses
 * nothing.
 */

#define DRAG_END_MS 500

typedef enum
{
  WRITE_DRAFT,
  WRITE_UNDO,
  WRITE_REDO,
} WriteKind;

typedef struct
{
  WriteKind kind;
  gint64 model_id;
  char *json;
  char *label;
} Write;

static void
write_free (Write *write)
{
  g_free (write->json);
  g_free (write->label);
  g_free (write);
}

static gpointer
run_write (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Write *write = data;

  switch (write->kind)
    {
    case WRITE_UNDO:
      g_free (sy_project_undo_draft (project, write->model_id, error));
      break;
    case WRITE_REDO:
      g_free (sy_project_redo_draft (project, write->model_id, error));
      break;
    case WRITE_DRAFT:
    default:
      sy_project_set_draft (project, write->model_id, write->json, write->label, FALSE, error);
      break;
    }
  return NULL;
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SySession) self = SY_SESSION (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (error == NULL)
    return;
  self->has_diverged = TRUE;
  if (!self->is_closed)
    sy_session_emit_error (self, error);
  g_clear_error (&self->write_error);
  self->write_error = g_steal_pointer (&error);
}

static void
send_write (SySession *self,
            WriteKind kind,
            const char *label)
{
  Write *write;

  if (self->is_read_only)
    return;
  write = g_new0 (Write, 1);
  write->kind = self->has_diverged ? WRITE_DRAFT : kind;
  write->model_id = self->model->id;
  write->label = g_strdup (label);
  if (write->kind == WRITE_DRAFT)
    write->json = sy_model_to_json (self->model->draft);
  g_clear_error (&self->write_error);
  sy_session_run_async (self,
                        NULL,
                        run_write,
                        write,
                        (GDestroyNotify) write_free,
                        NULL,
                        written_cb,
                        g_object_ref (self));
}

static SyEdit *
peek (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

void
sy_session_flush (SySession *self)
{
  SyEdit *top;

  g_clear_handle_id (&self->flush_id, g_source_remove);
  self->is_coalescing = FALSE;
  if (!self->has_unsaved)
    return;
  self->has_unsaved = FALSE;
  top = peek (self->model->undo);
  g_return_if_fail (top != NULL);
  if (sy_model_equal (top->model, self->model->draft))
    {
      /* Dragged back to where it was: the file would not see an edit either. */
      g_ptr_array_set_size (self->model->undo, (int) self->model->undo->len - 1);
      sy_session_emit (self, SY_SESSION_MODEL_CHANGED);
      return;
    }
  send_write (self, WRITE_DRAFT, top->label);
}

static gboolean
on_drag_idle (gpointer data)
{
  SySession *self = data;

  self->flush_id = 0;
  sy_session_flush (self);
  return G_SOURCE_REMOVE;
}

void
sy_session_end_edit (SySession *self)
{
  g_return_if_fail (SY_IS_SESSION (self));

  sy_session_flush (self);
}

static void
replace_draft (SySession *self,
               SyModel *model)
{
  g_autoptr (SyModel) before = self->model->draft;

  self->model->draft = sy_model_ref (model);
  sy_session_follow_name (self, before->name);
  sy_session_emit (self, SY_SESSION_MODEL_CHANGED);
  sy_session_request_tuning (self);
}

void
sy_session_set_draft (SySession *self,
                      SyModel *model,
                      const char *undo_label,
                      gboolean coalesce)
{
  gboolean is_drag;

  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (self->model != NULL || self->is_closed);
  g_return_if_fail (model != NULL);
  g_return_if_fail (undo_label != NULL);

  if (self->is_closed)
    return;
  is_drag = coalesce && self->is_coalescing;
  if (!is_drag)
    {
      sy_session_flush (self);
      if (sy_model_equal (model, self->model->draft))
        return;
      g_ptr_array_set_size (self->model->redo, 0);
      g_ptr_array_add (self->model->undo, sy_edit_new (self->model->draft, undo_label));
    }
  else
    {
      SyEdit *top = peek (self->model->undo);

      g_return_if_fail (top != NULL);
      g_free (top->label);
      top->label = g_strdup (undo_label);
    }
  self->has_unsaved = TRUE;
  self->is_coalescing = coalesce;
  replace_draft (self, model);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (coalesce)
    self->flush_id = g_timeout_add (DRAG_END_MS, on_drag_idle, self);
  else
    sy_session_flush (self);
}

static gboolean
read_edit (SySession *self,
           SyEdit *edit)
{
  g_autoptr (GError) error = NULL;

  if (edit->model != NULL)
    return TRUE;
  edit->model = sy_model_from_json (edit->json, -1, &error);
  if (edit->model == NULL)
    sy_session_emit_error (self, error);
  return edit->model != NULL;
}

static void
step (SySession *self,
      GPtrArray *from,
      GPtrArray *to,
      WriteKind kind)
{
  SyEdit *edit = peek (from);
  g_autoptr (SyEdit) taken = NULL;

  if (edit == NULL || !read_edit (self, edit))
    return;
  taken = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, sy_edit_new (self->model->draft, taken->label));
  replace_draft (self, taken->model);
  send_write (self, kind, taken->label);
}

void
sy_session_undo (SySession *self)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->model == NULL)
    return;
  sy_session_flush (self);
  step (self, self->model->undo, self->model->redo, WRITE_UNDO);
}

void
sy_session_redo (SySession *self)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->model == NULL)
    return;
  sy_session_flush (self);
  step (self, self->model->redo, self->model->undo, WRITE_REDO);
}

const char *
sy_session_get_undo_label (SySession *self)
{
  SyEdit *edit;

  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  edit = self->model != NULL ? peek (self->model->undo) : NULL;
  return edit != NULL ? edit->label : NULL;
}

const char *
sy_session_get_redo_label (SySession *self)
{
  SyEdit *edit;

  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  edit = self->model != NULL ? peek (self->model->redo) : NULL;
  return edit != NULL ? edit->label : NULL;
}
