/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

G_BEGIN_DECLS

/**
 * SyGovernance:
 * @notes: (element-type SyNote): what was noted in the project, the earliest day first
 * @review_required: whether only approved drafts are published
 * @model_id: the chosen model, 0 for none; the rest is of it
 * @reviews: (nullable) (element-type SyDraftReview): reviews of its drafts, oldest first
 * @care: (nullable): its owners, intervals and limits
 * @due: (nullable) (element-type SyDue): what is due, without a look at the data
 *
 * Who looks after a project, and what was noted; immutable and counted.
 */
typedef struct
{
  GPtrArray *notes;
  gboolean review_required;
  gint64 model_id;
  GPtrArray *reviews;
  SyModelCare *care;
  GPtrArray *due;
} SyGovernance;

SyGovernance *sy_governance_ref (SyGovernance *self);
void sy_governance_unref (SyGovernance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyGovernance, sy_governance_unref)

/**
 * sy_session_get_governance:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is known of the project and the chosen model; %NULL
 *   until it is read, also after another model was chosen. #SySession::care-changed follows when it
 *   is read anew
 */
SyGovernance *sy_session_get_governance (SySession *self);

/**
 * sy_session_get_notes:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type SyNote): what was noted, for time axes;
 *   #SySession::notes-changed follows when it is another
 */
GPtrArray *sy_session_get_notes (SySession *self);

/**
 * sy_session_find_draft_review:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the newest review of exactly the draft as it is now
 */
const SyDraftReview *sy_session_find_draft_review (SySession *self);

/**
 * sy_session_needs_review:
 * @self: a session
 *
 * Returns: whether the project refuses to publish the draft as nobody approved it
 */
gboolean sy_session_needs_review (SySession *self);

/**
 * SyGovernFunc:
 * @project: the project, in its thread
 * @model_id: the chosen model
 * @data: what was given
 * @error: return location
 *
 * A change of what #SyGovernance holds.
 *
 * Returns: %TRUE on success
 */
typedef gboolean (*SyGovernFunc) (SyProject *project, gint64 model_id, gpointer data, GError **error);

/**
 * sy_session_govern_async:
 * @self: a session
 * @func: the change
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data
 * @callback: (nullable): called at the end
 * @user_data: for @callback
 *
 * Changes the file and reads #SyGovernance anew; emits #SySession::care-changed, after
 * #SySession::notes-changed when the notes are others.
 */
void sy_session_govern_async (SySession *self,
                              SyGovernFunc func,
                              gpointer data,
                              GDestroyNotify free_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * sy_session_govern_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE on success
 */
gboolean sy_session_govern_finish (SySession *self, GAsyncResult *result, GError **error);

G_END_DECLS
