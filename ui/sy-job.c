/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-job-private.h"
#include "sy-job.h"

/*
 * A lane is a GThreadPool with one exclusive thread: such a pool never hands
 * its thread back, so everything pushed to it runs on the same thread.
 *
 * A GTask drops its data and its source object with its last reference. The
 * thread hands its reference to the main thread, so that these are never
 * dropped elsewhere; g_task_run_in_thread() would not promise that.
 */

typedef struct
{
  GTask *task;
  SyJobFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
} Work;

struct _SyJobLane
{
  GThreadPool *pool;
};

struct _SyJob
{
  GObject parent_instance;

  /* Owned */
  GCancellable *cancellable;

  GMutex mutex;
  gint64 done;
  gint64 total;
  guint idle_id;
  gint64 started_us;
  gint64 ended_us;
  gboolean has_run;
};

G_DEFINE_FINAL_TYPE (SyJob, sy_job, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
work_free (Work *work)
{
  if (work->data_free != NULL && work->data != NULL)
    work->data_free (work->data);
  g_free (work);
}

static void
run_work (GTask *task)
{
  SyJob *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  result = work->func (self, work->data, self->cancellable, &error);
  if (error != NULL)
    {
      if (result != NULL && work->result_free != NULL)
        work->result_free (result);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    {
      g_task_return_pointer (task, result, work->result_free);
    }
}

static gboolean
drop_task (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
run_task (gpointer data,
          gpointer user_data)
{
  GTask *task = data;

  run_work (task);
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_task, task, g_object_unref);
}

static GThreadPool *
get_shared_pool (void)
{
  static gsize made;
  static GThreadPool *pool;

  if (g_once_init_enter (&made))
    {
      pool = g_thread_pool_new (run_task, NULL, SY_JOB_N_SHARED_THREADS, FALSE, NULL);
      g_once_init_leave (&made, 1);
    }
  return pool;
}

SyJobLane *
sy_job_lane_new (void)
{
  SyJobLane *self = g_new0 (SyJobLane, 1);

  self->pool = g_thread_pool_new (run_task, NULL, 1, TRUE, NULL);
  return self;
}

void
sy_job_lane_free (SyJobLane *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_free (self);
}

static void
sy_job_finalize (GObject *object)
{
  SyJob *self = SY_JOB (object);

  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (sy_job_parent_class)->finalize (object);
}

static void
sy_job_class_init (SyJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sy_job_finalize;

  /**
   * SyJob::progress:
   *
   * New figures for sy_job_get_progress(); emitted in the main thread.
   */
  signals[PROGRESS] = g_signal_new ("progress",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    0);
}

static void
sy_job_init (SyJob *self)
{
  g_mutex_init (&self->mutex);
  self->cancellable = g_cancellable_new ();
}

SyJob *
sy_job_new (void)
{
  return g_object_new (SY_TYPE_JOB, NULL);
}

static void
on_task_completed (GObject *task,
                   GParamSpec *pspec,
                   gpointer user_data)
{
  SyJob *self = SY_JOB (g_task_get_source_object (G_TASK (task)));

  self->ended_us = g_get_monotonic_time ();
}

void
sy_job_run_async (SyJob *self,
                  SyJobLane *lane,
                  SyJobFunc func,
                  gpointer data,
                  GDestroyNotify data_free,
                  GDestroyNotify result_free,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (SY_IS_JOB (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (!self->has_run);

  self->has_run = TRUE;
  self->started_us = g_get_monotonic_time ();
  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, sy_job_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_task_completed), NULL);
  work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->data_free = data_free;
  work->result_free = result_free;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_thread_pool_push (lane != NULL ? lane->pool : get_shared_pool (),
                      g_steal_pointer (&task),
                      NULL);
}

gpointer
sy_job_run_finish (SyJob *self,
                   GAsyncResult *result,
                   GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sy_job_cancel (SyJob *self)
{
  g_return_if_fail (SY_IS_JOB (self));

  g_cancellable_cancel (self->cancellable);
}

void
sy_job_drop (SyJob **job)
{
  g_return_if_fail (job != NULL);

  if (*job != NULL)
    sy_job_cancel (*job);
  g_clear_object (job);
}

GCancellable *
sy_job_get_cancellable (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), NULL);

  return self->cancellable;
}

static gboolean
emit_progress (gpointer data)
{
  SyJob *self = data;

  g_mutex_lock (&self->mutex);
  self->idle_id = 0;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[PROGRESS], 0);
  return G_SOURCE_REMOVE;
}

void
sy_job_progress (gint64 done,
                 gint64 total,
                 gpointer job)
{
  SyJob *self = job;

  g_mutex_lock (&self->mutex);
  self->done = done;
  self->total = total;
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE,
                                     emit_progress,
                                     g_object_ref (self),
                                     g_object_unref);
  g_mutex_unlock (&self->mutex);
}

double
sy_job_get_progress (SyJob *self,
                     gint64 *out_done,
                     gint64 *out_total)
{
  gint64 done;
  gint64 total;

  g_return_val_if_fail (SY_IS_JOB (self), -1.0);

  g_mutex_lock (&self->mutex);
  done = self->done;
  total = self->total;
  g_mutex_unlock (&self->mutex);
  if (out_done != NULL)
    *out_done = done;
  if (out_total != NULL)
    *out_total = total;
  if (total <= 0)
    return -1.0;
  return CLAMP ((double) done / (double) total, 0.0, 1.0);
}

double
sy_job_get_seconds (SyJob *self)
{
  gint64 end;

  g_return_val_if_fail (SY_IS_JOB (self), 0.0);

  if (!self->has_run)
    return 0.0;
  end = self->ended_us != 0 ? self->ended_us : g_get_monotonic_time ();
  return (double) (end - self->started_us) / (double) G_USEC_PER_SEC;
}
