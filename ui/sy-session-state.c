/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

/* What the file says of one model: its draft, and the history as two stacks. */

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
