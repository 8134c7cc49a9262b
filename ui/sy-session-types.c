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

static gboolean
is_same_type (const SyTypeEntry *a,
              const SyTypeEntry *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->canonical, b->canonical) == 0 &&
         a->category == b->category && a->polarity == b->polarity &&
         g_strcmp0 (a->channel, b->channel) == 0 && g_strcmp0 (a->owner, b->owner) == 0 &&
         g_strcmp0 (a->meaning, b->meaning) == 0 && a->is_muted == b->is_muted &&
         sy_number_equal (a->cadence_days, b->cadence_days);
}

static gboolean
are_same (const GPtrArray *a,
          const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same_type (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SySession) self = SY_SESSION (user_data);
  g_autoptr (GPtrArray) types = sy_job_run_finish (SY_JOB (source), result, NULL);
  g_autoptr (GPtrArray) before = NULL;

  if (types == NULL || self->is_closed)
    return;
  before = self->types;
  self->types = g_steal_pointer (&types);
  if (!are_same (before, self->types))
    sy_session_emit (self, SY_SESSION_TYPES_CHANGED);
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
