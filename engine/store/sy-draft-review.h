/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyDraftState:
 * @SY_DRAFT_STATE_NONE: nobody asked for a review of this text
 * @SY_DRAFT_STATE_ASKED: a review waits for somebody
 * @SY_DRAFT_STATE_APPROVED: somebody approved exactly this text
 * @SY_DRAFT_STATE_RETURNED: somebody sent it back
 * @SY_DRAFT_STATE_WITHDRAWN: a newer draft was put up instead
 *
 * What became of a review.
 */
typedef enum
{
  SY_DRAFT_STATE_NONE,
  SY_DRAFT_STATE_ASKED,
  SY_DRAFT_STATE_APPROVED,
  SY_DRAFT_STATE_RETURNED,
  SY_DRAFT_STATE_WITHDRAWN,
} SyDraftState;

/**
 * sy_draft_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): "draft", "in review", "approved", "returned" or "withdrawn"
 */
SY_EXTERN
const char *sy_draft_state_get_name (SyDraftState state);

/**
 * SyDraftReview:
 * @id: the review's number
 * @sha256: of the draft's text, 64 hexadecimal digits: what the review is of
 * @asked_by: who asked
 * @asked_note: what the reviewer should know, may be empty
 * @asked_at_ms: when, milliseconds since 1970 UTC
 * @state: what became of it
 * @decided_by: (nullable): who decided, %NULL while it waits
 * @decided_note: (nullable): what that person said
 * @decided_at_ms: when, 0 while it waits
 * @version: the version that the approved draft became, 0 for none
 *
 * Somebody read a draft, or was asked to.
 */
typedef struct
{
  gint64 id;
  char *sha256;
  char *asked_by;
  char *asked_note;
  gint64 asked_at_ms;
  SyDraftState state;
  char *decided_by;
  char *decided_note;
  gint64 decided_at_ms;
  gint64 version;
} SyDraftReview;

/**
 * sy_draft_review_free:
 * @self: (nullable): a review
 */
SY_EXTERN
void sy_draft_review_free (SyDraftReview *self);

/**
 * sy_project_get_review_required:
 * @self: a project
 *
 * Returns: whether a draft can be published only after somebody approved it; %FALSE in a new project,
 *   %TRUE when it cannot be read
 */
SY_EXTERN
gboolean sy_project_get_review_required (SyProject *self);

/**
 * sy_project_set_review_required:
 * @self: a project
 * @is_required: whether a draft must be approved before it is published
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_READ_ONLY, %SY_STORE_ERROR_IO. The change is logged.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_review_required (SyProject *self,
                                         gboolean is_required,
                                         GError **error);

/**
 * sy_project_list_reviews:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyDraftReview): the reviews of its drafts, oldest first
 */
SY_EXTERN
GPtrArray *sy_project_list_reviews (SyProject *self,
                                    gint64 model_id,
                                    GError **error);

/**
 * sy_draft_reviews_find:
 * @reviews: (element-type SyDraftReview): from sy_project_list_reviews()
 * @sha256: of a draft's text
 *
 * Returns: (transfer none) (nullable): the newest review of exactly that text
 */
SY_EXTERN
const SyDraftReview *sy_draft_reviews_find (GPtrArray *reviews,
                                            const char *sha256);

/**
 * sy_draft_reviews_find_version:
 * @reviews: (element-type SyDraftReview): from sy_project_list_reviews()
 * @version: a published version
 *
 * Returns: (transfer none) (nullable): the review that it was published on
 */
SY_EXTERN
const SyDraftReview *sy_draft_reviews_find_version (GPtrArray *reviews,
                                                    gint64 version);

/**
 * sy_project_request_review:
 * @self: a project
 * @model_id: a model
 * @sha256: of the draft's text, see sy_model_sha256()
 * @author: who asks, not empty
 * @note: (nullable): what the reviewer should know
 * @error: return location, or %NULL
 *
 * Puts a draft up for review. A review of an older draft of the model that still waits is withdrawn.
 * Errors: %SY_STORE_ERROR_INVALID (no author, or this draft waits for its review already),
 * %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_request_review (SyProject *self,
                                    gint64 model_id,
                                    const char *sha256,
                                    const char *author,
                                    const char *note,
                                    GError **error);

/**
 * sy_project_decide_review:
 * @self: a project
 * @model_id: a model
 * @sha256: of the text that the reviewer read
 * @approve: %TRUE to approve, %FALSE to send back
 * @author: who decides, not empty; somebody else than who asked when the project demands reviews
 * @note: (nullable): what is to be said; needed to send back
 * @error: return location, or %NULL
 *
 * Decides the review that waits. Errors: %SY_STORE_ERROR_INVALID (no author, no note, the same
 * person, or no review of this text waits), %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_decide_review (SyProject *self,
                                   gint64 model_id,
                                   const char *sha256,
                                   gboolean approve,
                                   const char *author,
                                   const char *note,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDraftReview, sy_draft_review_free)

G_END_DECLS
