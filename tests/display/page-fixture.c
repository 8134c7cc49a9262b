/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-fixture.h"
#include "sy-job-private.h"

void
page_fixture_apply (GtkWidget *entry,
                    const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

void
page_fixture_wait_model (SySession *session,
                         const char *name)
{
  while (g_strcmp0 (sy_session_get_model_name (session), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

void
page_fixture_add_model (SySession *session,
                        const char *name)
{
  g_autoptr (SyModel) model = project_fixture_model ();

  g_free (model->name);
  model->name = g_strdup (name);
  sy_session_add_model (session, model, "Test");
  page_fixture_wait_model (session, name);
}

/* Keeps the threads of all jobs without a lane busy. */
static struct
{
  GMutex mutex;
  GCond cond;
  guint n_held;
  guint n_done;
  gboolean is_open;
} gate;

static gpointer
wait_at_gate (SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_mutex_lock (&gate.mutex);
  gate.n_held++;
  g_cond_broadcast (&gate.cond);
  while (!gate.is_open)
    g_cond_wait (&gate.cond, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
  return NULL;
}

static void
passed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  gate.n_done++;
}

void
page_fixture_close_gate (void)
{
  gate.n_held = 0;
  gate.n_done = 0;
  gate.is_open = FALSE;
  for (guint i = 0; i < SY_JOB_N_SHARED_THREADS; i++)
    {
      g_autoptr (SyJob) job = sy_job_new ();

      sy_job_run_async (job, NULL, wait_at_gate, NULL, NULL, NULL, passed_cb, NULL);
    }
  g_mutex_lock (&gate.mutex);
  while (gate.n_held < SY_JOB_N_SHARED_THREADS)
    g_cond_wait (&gate.cond, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

void
page_fixture_open_gate (void)
{
  g_mutex_lock (&gate.mutex);
  gate.is_open = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  while (gate.n_done < SY_JOB_N_SHARED_THREADS)
    g_main_context_iteration (NULL, TRUE);
}

/* Until the jobs without a lane that were begun before have ended: then all threads are free. */
void
page_fixture_wait_jobs (void)
{
  page_fixture_close_gate ();
  page_fixture_open_gate ();
}
