/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SyJobLane:
 *
 * One thread that runs jobs in the order they were given. What belongs to a
 * thread (a #SyProject, a #SyTuner) is made, used and freed in one lane.
 */
typedef struct _SyJobLane SyJobLane;

/**
 * sy_job_lane_new:
 *
 * Starts a lane with its own thread.
 *
 * Returns: (transfer full): the lane; free with sy_job_lane_free()
 */
SyJobLane *sy_job_lane_new (void);

/**
 * sy_job_lane_free:
 * @self: a lane
 *
 * Ends the lane after the jobs already given to it. Does not wait for them:
 * they finish in the background and their callbacks still run.
 */
void sy_job_lane_free (SyJobLane *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJobLane, sy_job_lane_free)

#define SY_TYPE_JOB (sy_job_get_type ())

/**
 * SyJob:
 *
 * One engine call that runs in a thread. The only place of the program with a
 * #GTask. A job runs once.
 */
G_DECLARE_FINAL_TYPE (SyJob, sy_job, SY, JOB, GObject)

/**
 * SyJobFunc:
 * @job: the running job; pass it with sy_job_progress() as the engine's progress callback
 * @data: what sy_job_run_async() was given
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * The engine call; runs in the job's thread and must not touch a widget.
 *
 * Returns: (nullable) (transfer full): the result; %NULL with @error set on failure
 */
typedef gpointer (*SyJobFunc) (SyJob *job,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

/**
 * sy_job_new:
 *
 * Returns: (transfer full): a job that has not started
 */
SyJob *sy_job_new (void);

/**
 * sy_job_run_async:
 * @self: a job that has not run yet
 * @lane: (nullable): the lane to run in, or %NULL for a thread of the shared pool
 * @func: the work
 * @data: (nullable): passed to @func
 * @data_free: (nullable): frees @data, in the main thread, after @func has returned
 * @result_free: (nullable): frees a result that nobody took
 * @callback: (nullable): called in the main thread at the end
 * @user_data: passed to @callback
 *
 * Starts the work. The callback's source object is the job.
 */
void sy_job_run_async (SyJob *self,
                       SyJobLane *lane,
                       SyJobFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GAsyncReadyCallback callback,
                       gpointer user_data);

/**
 * sy_job_run_finish:
 * @self: a job
 * @result: what the callback got
 * @error: return location; %G_IO_ERROR_CANCELLED when the job was cancelled
 *
 * Returns: (transfer full) (nullable): what the #SyJobFunc returned
 */
gpointer sy_job_run_finish (SyJob *self, GAsyncResult *result, GError **error);

/**
 * sy_job_cancel:
 * @self: a job
 *
 * Asks the job to stop; it ends with %G_IO_ERROR_CANCELLED.
 */
void sy_job_cancel (SyJob *self);

/**
 * sy_job_drop:
 * @job: (inout): where a job is kept, or %NULL
 *
 * Cancels the job, if there is one, and lets go of it: its callback finds that it is no more the one that is
 * waited for.
 */
void sy_job_drop (SyJob **job);

/**
 * sy_job_get_cancellable:
 * @self: a job
 *
 * Returns: (transfer none): what sy_job_cancel() cancels
 */
GCancellable *sy_job_get_cancellable (SyJob *self);

/**
 * sy_job_progress:
 * @done: units done
 * @total: units in all, or 0 when unknown
 * @job: a #SyJob
 *
 * A #SyProgressFunc for engine calls inside a #SyJobFunc. Any thread; keeps
 * only the newest figures and wakes the main thread through at most one
 * pending idle, which emits #SyJob::progress.
 */
void sy_job_progress (gint64 done, gint64 total, gpointer job);

/**
 * sy_job_get_progress:
 * @self: a job
 * @out_done: (out) (optional): units done
 * @out_total: (out) (optional): units in all, 0 when unknown
 *
 * Returns: the part done, 0 to 1, or -1 when the total is unknown
 */
double sy_job_get_progress (SyJob *self, gint64 *out_done, gint64 *out_total);

/**
 * sy_job_get_seconds:
 * @self: a job
 *
 * Returns: seconds since the work started, to the end when it has ended
 */
double sy_job_get_seconds (SyJob *self);

G_END_DECLS
