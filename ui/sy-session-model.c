/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

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
#define MAX_STEPS 1000

SyEdit *
sy_edit_new (SyModel *model,
             const char *label)
{
  SyEdit *edit = g_new0 (SyEdit, 1);

  edit->model = model != NULL ? sy_model_ref (model) : NULL;
  edit->label = g_strdup (label);
  return edit;
}

void
sy_edit_free (SyEdit *edit)
{
  g_clear_pointer (&edit->model, sy_model_unref);
  g_free (edit->json);
  g_free (edit->label);
  g_free (edit);
}

void
sy_model_state_free (SyModelState *state)
{
  g_free (state->name);
  g_clear_pointer (&state->draft, sy_model_unref);
  g_clear_pointer (&state->undo, g_ptr_array_unref);
  g_clear_pointer (&state->redo, g_ptr_array_unref);
  g_clear_pointer (&state->versions, g_ptr_array_unref);
  g_free (state);
}

/* Reading, in the file's lane */

static SyModelRevision *
find_revision (GPtrArray *revisions,
               gint64 number)
{
  for (guint i = 0; i < revisions->len; i++)
    {
      SyModelRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->number == number)
        return revision;
    }
  return NULL;
}

static SyModelRevision *
find_current (GPtrArray *revisions)
{
  for (guint i = 0; i < revisions->len; i++)
    {
      SyModelRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->is_current)
        return revision;
    }
  return NULL;
}

/* The file redoes to the latest revision made from the current one. */
static SyModelRevision *
find_next (GPtrArray *revisions,
           gint64 number)
{
  for (guint i = revisions->len; i > 0; i--)
    {
      SyModelRevision *revision = g_ptr_array_index (revisions, i - 1);

      if (revision->parent == number)
        return revision;
    }
  return NULL;
}

static gboolean
add_step (GPtrArray *steps,
          SyProject *project,
          gint64 model_id,
          gint64 number,
          const char *label,
          GError **error)
{
  g_autoptr (SyEdit) edit = sy_edit_new (NULL, label);

  edit->json = sy_project_get_revision (project, model_id, number, error);
  if (edit->json == NULL)
    return FALSE;
  g_ptr_array_add (steps, g_steal_pointer (&edit));
  return TRUE;
}

static void
reverse (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len / 2; i++)
    {
      gpointer step = steps->pdata[i];

      steps->pdata[i] = steps->pdata[steps->len - 1 - i];
      steps->pdata[steps->len - 1 - i] = step;
    }
}

static gboolean
read_history (SyModelState *state,
              SyProject *project,
              GError **error)
{
  g_autoptr (GPtrArray) revisions = sy_project_list_revisions (project, state->id, error);
  SyModelRevision *current;
  SyModelRevision *at;

  if (revisions == NULL)
    return FALSE;
  current = find_current (revisions);
  for (at = current; at != NULL && at->parent != 0 && state->undo->len < MAX_STEPS;)
    {
      if (!add_step (state->undo, project, state->id, at->parent, at->label, error))
        return FALSE;
      at = find_revision (revisions, at->parent);
    }
  at = current;
  while (at != NULL && state->redo->len < MAX_STEPS)
    {
      at = find_next (revisions, at->number);
      if (at != NULL && !add_step (state->redo, project, state->id, at->number, at->label, error))
        return FALSE;
    }
  reverse (state->undo);
  reverse (state->redo);
  return TRUE;
}

SyModelState *
sy_model_state_read (SyProject *project,
                     const SyModelRecord *record,
                     GError **error)
{
  g_autoptr (SyModelState) state = g_new0 (SyModelState, 1);
  g_autofree char *json = NULL;

  state->id = record->id;
  state->name = g_strdup (record->name);
  state->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_edit_free);
  state->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_edit_free);
  json = sy_project_get_draft (project, record->id, error);
  if (json == NULL)
    return NULL;
  state->draft = sy_model_from_json (json, -1, error);
  if (state->draft == NULL)
    return NULL;
  if (!read_history (state, project, error))
    return NULL;
  state->versions = sy_project_list_versions (project, record->id, error);
  if (state->versions == NULL)
    return NULL;
  return g_steal_pointer (&state);
}

/* Versions */

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

static void
read_versions (SySession *self)
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
sy_session_take_model (SySession *self,
                       SyModelState *state)
{
  g_clear_pointer (&self->model, sy_model_state_free);
  self->model = state;
  self->compared_version = 0;
  self->is_coalescing = FALSE;
  self->has_unsaved = FALSE;
  self->has_diverged = FALSE;
  g_clear_handle_id (&self->flush_id, g_source_remove);
  sy_session_clear_tuning (self);
  read_versions (self);
}

void
sy_session_set_compared (SySession *self,
                         int version)
{
  g_return_if_fail (SY_IS_SESSION (self));

  if (self->compared_version == version)
    return;
  self->compared_version = version;
  read_versions (self);
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

/* Writing */

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
  sy_model_ref (model);
  sy_model_unref (self->model->draft);
  self->model->draft = model;
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
  g_return_if_fail (self->model != NULL);
  g_return_if_fail (model != NULL);
  g_return_if_fail (undo_label != NULL);

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

/* Choosing a model */

typedef struct
{
  char *name;
  char *json;
  char *label;
} Choice;

static void
choice_free (Choice *choice)
{
  g_free (choice->name);
  g_free (choice->json);
  g_free (choice->label);
  g_free (choice);
}

static SyModelRecord *
find_record (GPtrArray *records,
             const char *name)
{
  for (guint i = 0; i < records->len; i++)
    {
      SyModelRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->name, name) == 0)
        return record;
    }
  return NULL;
}

static gpointer
read_choice (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Choice *choice = data;
  g_autoptr (GPtrArray) records = NULL;
  SyModelRecord *record;

  if (choice->json != NULL &&
      sy_project_add_model (project, choice->name, choice->json, choice->label, error) == 0)
    return NULL;
  records = sy_project_list_models (project, error);
  if (records == NULL)
    return NULL;
  record = find_record (records, choice->name);
  if (record == NULL)
    {
      g_set_error (error,
                   SY_STORE_ERROR,
                   SY_STORE_ERROR_NOT_FOUND,
                   _ ("The project has no model “%s”"),
                   choice->name);
      return NULL;
    }
  /* Which model was open is a convenience: a read-only file does without. */
  sy_project_set_setting (project, "model", choice->name, NULL);
  return sy_model_state_read (project, record, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_name (SySession *self,
          const char *name)
{
  GPtrArray *names;

  if (g_strv_contains ((const char *const *) self->model_names, name))
    return;
  names = g_ptr_array_new ();
  for (gsize i = 0; self->model_names[i] != NULL; i++)
    g_ptr_array_add (names, self->model_names[i]);
  g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  g_free (self->model_names);
  self->model_names = (char **) g_ptr_array_free (names, FALSE);
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SySession) self = SY_SESSION (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModelState) state = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->is_closed)
    return;
  if (state == NULL)
    {
      sy_session_emit_error (self, error);
      return;
    }
  add_name (self, state->name);
  sy_session_take_model (self, g_steal_pointer (&state));
  sy_session_refresh_care (self);
  sy_session_emit (self, SY_SESSION_MODEL_CHANGED);
  sy_session_emit (self, SY_SESSION_PROJECT_CHANGED);
  sy_session_request_tuning (self);
}

static void
send_choice (SySession *self,
             const char *name,
             char *json,
             const char *label)
{
  Choice *choice = g_new0 (Choice, 1);

  if (self->model != NULL)
    sy_session_flush (self);
  choice->name = g_strdup (name);
  choice->json = json;
  choice->label = g_strdup (label);
  sy_session_run_async (self,
                        NULL,
                        read_choice,
                        choice,
                        (GDestroyNotify) choice_free,
                        (GDestroyNotify) sy_model_state_free,
                        chosen_cb,
                        g_object_ref (self));
}

void
sy_session_choose_model (SySession *self,
                         const char *name)
{
  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (name != NULL);

  if (g_strcmp0 (sy_session_get_model_name (self), name) != 0)
    send_choice (self, name, NULL, NULL);
}

void
sy_session_add_model (SySession *self,
                      SyModel *model,
                      const char *label)
{
  g_autofree char *name = NULL;
  g_autoptr (SyModel) named = NULL;

  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (model != NULL);

  name = g_strdup (model->name);
  for (int i = 2; g_strv_contains ((const char *const *) self->model_names, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %d", model->name, i);
    }
  named = sy_model_copy (model);
  g_free (named->name);
  named->name = g_strdup (name);
  send_choice (self, name, sy_model_to_json (named), label);
}

const char *const *
sy_session_get_model_names (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return (const char *const *) self->model_names;
}

const char *
sy_session_get_model_name (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->model != NULL ? self->model->name : NULL;
}

SyModel *
sy_session_get_draft (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->model != NULL ? self->model->draft : NULL;
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

  if (sy_publish_model (project,
                        publication->model_id,
                        publication->model,
                        publication->log,
                        &options,
                        cancellable,
                        error) == 0)
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
      read_versions (self);
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
