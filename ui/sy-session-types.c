/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session-private.h"

/* What the event dictionary says of the types of the log: read with the log, and again when the
 * project's lists change. */

typedef struct
{
  SyEventLog *log;
} Input;

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  g_free (input);
}

GPtrArray *
sy_session_load_types (SyProject *project,
                       SyEventLog *log,
                       GError **error)
{
  g_autoptr (GPtrArray)
      types = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);

  for (gsize i = 0; i < sy_event_log_get_n_types (log); i++)
    {
      SyTypeEntry *entry = sy_project_get_type (
          project, sy_event_log_get_type_name (log, (guint32) i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (types, entry);
    }
  return g_steal_pointer (&types);
}

static gpointer
run_load (SyProject *project,
          SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return sy_session_load_types (project, ((Input *) data)->log, error);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SySession) self = SY_SESSION (user_data);
  g_autoptr (GPtrArray) types = sy_job_run_finish (SY_JOB (source), result, NULL);

  if (types == NULL || self->is_closed)
    return;
  g_ptr_array_unref (self->types);
  self->types = g_steal_pointer (&types);
}

void
sy_session_read_types (SySession *self)
{
  Input *input;

  g_return_if_fail (SY_IS_SESSION (self));

  if (self->is_closed)
    return;
  input = g_new0 (Input, 1);
  input->log = sy_event_log_ref (self->log);
  sy_session_run_async (self, NULL, run_load, input, (GDestroyNotify) input_free,
                        (GDestroyNotify) g_ptr_array_unref, loaded_cb, g_object_ref (self));
}

GPtrArray *
sy_session_get_types (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->types;
}
