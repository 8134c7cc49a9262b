/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Which model: choosing one, adding one. */

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
  sy_session_read_versions (self);
}

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
remove_name (SySession *self,
             const char *name)
{
  GPtrArray *names = g_ptr_array_new ();

  for (gsize i = 0; self->model_names[i] != NULL; i++)
    if (g_str_equal (self->model_names[i], name))
      g_free (self->model_names[i]);
    else
      g_ptr_array_add (names, self->model_names[i]);
  g_ptr_array_add (names, NULL);
  g_free (self->model_names);
  self->model_names = (char **) g_ptr_array_free (names, FALSE);
}

/* The name by which the project knows the model */

typedef struct
{
  gint64 model_id;
  char *name;
} Rename;

static void
rename_free (Rename *rename)
{
  g_free (rename->name);
  g_free (rename);
}

static gpointer
run_rename (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Rename *rename = data;

  if (sy_project_rename_model (project, rename->model_id, rename->name, error))
    sy_project_set_setting (project, "model", rename->name, NULL);
  return NULL;
}

static void
renamed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SySession) self = SY_SESSION (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (error != NULL && !self->is_closed)
    sy_session_emit_error (self, error);
}

/* The document names the model, and the project's list of models follows: so a new name can be
 * taken back like any edit. A list that says something else on purpose stays as it is. */
void
sy_session_follow_name (SySession *self,
                        const char *before)
{
  const char *name = self->model->draft->name;
  Rename *rename;

  if (g_str_equal (name, before) || !g_str_equal (before, self->model->name) ||
      g_strv_contains ((const char *const *) self->model_names, name))
    return;
  remove_name (self, before);
  g_free (self->model->name);
  self->model->name = g_strdup (name);
  add_name (self, name);
  if (self->is_read_only)
    return;
  rename = g_new0 (Rename, 1);
  rename->model_id = self->model->id;
  rename->name = g_strdup (name);
  sy_session_run_async (self, NULL, run_rename, rename, (GDestroyNotify) rename_free, NULL,
                        renamed_cb, g_object_ref (self));
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

gint64
sy_session_get_model_id (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), 0);

  return self->model != NULL ? self->model->id : 0;
}

SyModel *
sy_session_get_draft (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->model != NULL ? self->model->draft : NULL;
}
