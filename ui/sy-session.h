/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

#include "sy-job.h"

G_BEGIN_DECLS

#define SY_TYPE_SESSION (sy_session_get_type ())

/**
 * SySession:
 *
 * What one window works on: an open project, its event log, the draft of one
 * of its models with undo and redo, the version last published, the as-of
 * instant, and the newest tuning figures. Lives in the main thread; all work
 * on the file runs in one lane, all tuning in another. Everything it hands out
 * is immutable and reference-counted.
 *
 * Properties: #SySession:tuning-busy.
 *
 * Signals: #SySession::model-changed (draft, published version or the choice of
 * model), #SySession::log-changed (new data), #SySession::as-of-changed,
 * #SySession::tuning-changed, #SySession::project-changed (imports, versions,
 * segments: re-read the lists), #SySession::care-changed (reviews,
 * owners and limits were read anew; see sy-session-care.h), #SySession::notes-changed (what is noted
 * on time axes is another), #SySession::types-changed (what the event dictionary says has come and is
 * not what it was), #SySession::dates-changed (other dates of a backtest were chosen; see
 * sy-session-dates.h), #SySession::error (a background write failed;
 * the handler gets a #GError).
 */
G_DECLARE_FINAL_TYPE (SySession, sy_session, SY, SESSION, GObject)

/**
 * sy_session_open_async:
 * @path: the project file
 * @job: (nullable): a fresh job, to watch the progress and to cancel
 * @callback: called in the main thread
 * @user_data: passed to @callback
 *
 * Opens a project and loads its events, its models and its draft. An edited
 * file opens read-only when it cannot be written.
 */
void sy_session_open_async (const char *path,
                            SyJob *job,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sy_session_create_async:
 * @path: where the new project goes; an existing file is refused
 * @timezone: an IANA zone name
 * @job: (nullable): a fresh job
 * @callback: called in the main thread
 * @user_data: passed to @callback
 */
void sy_session_create_async (const char *path,
                              const char *timezone,
                              SyJob *job,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * sy_session_open_finish:
 * @result: what the callback got, from either call
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the session
 */
SySession *sy_session_open_finish (GAsyncResult *result, GError **error);

/**
 * sy_session_close_async:
 * @self: a session
 * @callback: (nullable): called when the last draft is on disk and the file is closed
 * @user_data: passed to @callback
 */
void sy_session_close_async (SySession *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sy_session_close_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE when something could not be written
 */
gboolean sy_session_close_finish (SySession *self, GAsyncResult *result, GError **error);

/**
 * sy_session_get_path:
 * @self: a session
 *
 * Returns: the project's file
 */
const char *sy_session_get_path (SySession *self);

/**
 * sy_session_get_title:
 * @self: a session
 *
 * Returns: the file's base name, for display
 */
const char *sy_session_get_title (SySession *self);

/**
 * sy_session_is_read_only:
 * @self: a session
 *
 * Returns: whether edits are refused
 */
gboolean sy_session_is_read_only (SySession *self);

/**
 * sy_session_get_zone:
 * @self: a session
 *
 * Returns: (transfer none): the project's time zone
 */
SyZone *sy_session_get_zone (SySession *self);

/**
 * sy_session_get_log:
 * @self: a session
 *
 * Returns: (transfer none): the events in memory; never %NULL, possibly empty.
 *   Take a reference to use it in a thread.
 */
SyEventLog *sy_session_get_log (SySession *self);

/**
 * sy_session_get_types:
 * @self: a session
 *
 * Returns: (transfer none) (element-type SyTypeEntry): what the event dictionary says of the types
 *   of the log; never changed, but replaced: take a reference to use it in a thread
 */
GPtrArray *sy_session_get_types (SySession *self);

/**
 * sy_session_read_types:
 * @self: a session
 *
 * Reads them again: the dictionary has changed, and the events have not.
 * #SySession::types-changed follows when they say something else.
 */
void sy_session_read_types (SySession *self);

/**
 * sy_session_load_types:
 * @project: a project, in its lane
 * @log: its events
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SyTypeEntry): the entries of the log's types
 */
GPtrArray *sy_session_load_types (SyProject *project,
                                  SyEventLog *log,
                                  GError **error);

/**
 * sy_session_reload_async:
 * @self: a session
 * @job: (nullable): a fresh job
 * @callback: (nullable): called at the end
 * @user_data: passed to @callback
 *
 * Reads the events and the lists again, after an import or its undo; emits
 * #SySession::log-changed and #SySession::project-changed. An as-of instant
 * that was the end of the data follows it.
 */
void sy_session_reload_async (SySession *self,
                              SyJob *job,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * sy_session_reload_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the events are loaded
 */
gboolean sy_session_reload_finish (SySession *self, GAsyncResult *result, GError **error);

/**
 * SySessionStoreFunc:
 * @project: the session's connection, to be used in this call only
 * @job: the running job
 * @data: what sy_session_run_async() was given
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * Work on the project file.
 *
 * Returns: (transfer full) (nullable): the result; %NULL with @error set on failure
 */
typedef gpointer (*SySessionStoreFunc) (SyProject *project,
                                        SyJob *job,
                                        gpointer data,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * sy_session_run_async:
 * @self: a session
 * @job: (nullable): a fresh job, to watch the progress and to cancel
 * @func: the work
 * @data: (nullable): passed to @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees a result that nobody took
 * @callback: (nullable): called in the main thread; its source object is the job
 *   (finish with sy_job_run_finish())
 * @user_data: passed to @callback
 *
 * Runs @func on the thread that owns the project file, after everything asked
 * for earlier.
 */
void sy_session_run_async (SySession *self,
                           SyJob *job,
                           SySessionStoreFunc func,
                           gpointer data,
                           GDestroyNotify data_free,
                           GDestroyNotify result_free,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sy_session_project_changed:
 * @self: a session
 *
 * Says that the file's lists (imports, versions, segments) have changed: emits
 * #SySession::project-changed.
 */
void sy_session_project_changed (SySession *self);

/* The model */

/**
 * sy_session_get_model_names:
 * @self: a session
 *
 * Returns: (transfer none): %NULL-terminated names of the project's models, sorted
 */
const char *const *sy_session_get_model_names (SySession *self);

/**
 * sy_session_get_model_name:
 * @self: a session
 *
 * Returns: (nullable): the chosen model, %NULL when the project has none
 */
const char *sy_session_get_model_name (SySession *self);

/**
 * sy_session_get_model_id:
 * @self: a session
 *
 * The chosen model, however it is called: what was begun for another one is not for this one.
 *
 * Returns: its number in the file; 0 when the project has none
 */
gint64 sy_session_get_model_id (SySession *self);

/**
 * sy_session_choose_model:
 * @self: a session
 * @name: one of sy_session_get_model_names()
 *
 * Works on another model from now on. Its draft and its undo history are read
 * from the file; #SySession::model-changed follows.
 */
void sy_session_choose_model (SySession *self, const char *name);

/**
 * sy_session_get_draft:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the draft; %NULL when the project has no model.
 *   Immutable: edit a copy and give it to sy_session_set_draft().
 */
SyModel *sy_session_get_draft (SySession *self);

/**
 * sy_session_set_draft:
 * @self: a session
 * @model: the edited copy; immutable from now on
 * @undo_label: what was done, as it shows in the Undo tooltip ("Purchase weight 3 → 4")
 * @coalesce: %TRUE to replace the newest undo step when it was made by a call
 *   with @coalesce %TRUE since the last sy_session_end_edit(): one drag is one step
 *
 * Makes @model the draft, emits #SySession::model-changed, asks for new tuning
 * figures and writes the draft to the file in the background; a drag is
 * written when it ends. A draft equal to the present one is no edit. In a
 * read-only session the edit lives in memory only. A new name of @model becomes that of the
 * project's list too, unless another model has it. Does nothing in a session that was closed:
 * what took its time comes too late.
 */
void sy_session_set_draft (SySession *self,
                           SyModel *model,
                           const char *undo_label,
                           gboolean coalesce);

/**
 * sy_session_end_edit:
 * @self: a session
 *
 * Ends a drag: the next coalescing edit begins a new undo step. Also ended by
 * half a second without an edit.
 */
void sy_session_end_edit (SySession *self);

/**
 * sy_session_undo:
 * @self: a session
 *
 * Takes back the newest edit of the draft. The history is kept in the file.
 */
void sy_session_undo (SySession *self);

/**
 * sy_session_redo:
 * @self: a session
 *
 * Does the edit that was last undone again.
 */
void sy_session_redo (SySession *self);

/**
 * sy_session_get_undo_label:
 * @self: a session
 *
 * Returns: (nullable): what sy_session_undo() would take back; %NULL when nothing
 */
const char *sy_session_get_undo_label (SySession *self);

/**
 * sy_session_get_redo_label:
 * @self: a session
 *
 * Returns: (nullable): what sy_session_redo() would do; %NULL when nothing
 */
const char *sy_session_get_redo_label (SySession *self);

/**
 * sy_session_is_draft_changed:
 * @self: a session
 *
 * Returns: whether the draft differs from the newest published version; %TRUE
 *   when there is none
 */
gboolean sy_session_is_draft_changed (SySession *self);

/**
 * sy_session_get_published:
 * @self: a session
 * @out_version: (out) (optional): its number, 0 when there is none
 *
 * Returns: (transfer none) (nullable): the version that the draft is compared
 *   with: the newest published one, or what sy_session_set_compared() chose
 */
SyModel *sy_session_get_published (SySession *self, int *out_version);

/**
 * sy_session_get_newest_version:
 * @self: a session
 *
 * Returns: the number of the newest published version, 0 when there is none;
 *   the draft will become the next one
 */
int sy_session_get_newest_version (SySession *self);

/**
 * sy_session_get_reference:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the population frozen with the version
 *   of sy_session_get_published()
 */
SyReference *sy_session_get_reference (SySession *self);

/**
 * sy_session_get_versions:
 * @self: a session
 *
 * Returns: (transfer none) (element-type SyModelVersion): the chosen model's
 *   published versions, oldest first; valid until #SySession::model-changed
 */
GPtrArray *sy_session_get_versions (SySession *self);

/**
 * sy_session_add_model:
 * @self: a session
 * @model: a model; its name must be new to the project
 * @label: what the history calls its first draft, as "From engagement.json"
 *
 * Adds a model to the project and chooses it. A name that is taken gets a number.
 */
void sy_session_add_model (SySession *self, SyModel *model, const char *label);

/**
 * sy_session_publish_async:
 * @self: a session
 * @reason: why, not empty
 * @author: who, not empty
 * @override_reason: (nullable): why nobody reviewed it, when the project demands a review
 * @callback: (nullable): called at the end; its source object is the session
 * @user_data: passed to @callback
 *
 * Freezes the draft as the next version, with the population as of now as the
 * reference for drift; emits #SySession::model-changed and
 * #SySession::project-changed.
 */
void sy_session_publish_async (SySession *self,
                               const char *reason,
                               const char *author,
                               const char *override_reason,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sy_session_publish_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: the version's number, 0 on error
 */
int sy_session_publish_finish (SySession *self, GAsyncResult *result, GError **error);

/**
 * sy_session_set_compared:
 * @self: a session
 * @version: a published version, 0 for the newest, -1 to compare with nothing
 *
 * Chooses what sy_session_get_published() gives.
 */
void sy_session_set_compared (SySession *self, int version);

/* When */

/**
 * sy_session_get_as_of:
 * @self: a session
 *
 * Returns: the as-of instant in UTC seconds: events before it count
 */
gint64 sy_session_get_as_of (SySession *self);

/**
 * sy_session_set_as_of:
 * @self: a session
 * @as_of: UTC seconds, exclusive
 *
 * Chooses the instant for every page; kept in the project. Emits
 * #SySession::as-of-changed.
 */
void sy_session_set_as_of (SySession *self, gint64 as_of);

/**
 * sy_session_dup_as_of_text:
 * @self: a session
 *
 * Returns: (transfer full): the as-of instant as people say it: the last whole
 *   day that counts ("30 Jun 2024") when the instant is a local midnight, else
 *   date and time
 */
char *sy_session_dup_as_of_text (SySession *self);

/* Tuning */

/**
 * sy_session_request_tuning:
 * @self: a session
 *
 * Asks for the figures of the draft as of now, off the main thread. One
 * evaluation runs at a time; of the requests that come meanwhile only the
 * newest is run. #SySession::tuning-changed follows each one that ends.
 */
void sy_session_request_tuning (SySession *self);

/**
 * sy_session_get_tuning:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the newest figures, of the draft that
 *   sy_session_get_tuned_draft() gives; %NULL until the first evaluation of a
 *   model or of an as-of instant ends
 */
SyTuning *sy_session_get_tuning (SySession *self);

/**
 * sy_session_get_tuned_draft:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the draft that sy_session_get_tuning()
 *   is about: its bands have the tuning's counts. Older than
 *   sy_session_get_draft() while #SySession:tuning-busy is %TRUE.
 */
SyModel *sy_session_get_tuned_draft (SySession *self);

/**
 * sy_session_get_tuning_error:
 * @self: a session
 *
 * Returns: (nullable): why the newest evaluation has no figures
 */
const GError *sy_session_get_tuning_error (SySession *self);

G_END_DECLS
