/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-draft-review.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-draft-review-private.h"
#include "sy-project-private.h"
#include "sy-record-store.h"

/* A setting of the project: "required", or nothing. */
#define REVIEW_SETTING "review"
#define REQUIRED "required"

static const char *const state_names[] = { "draft", "in review", "approved", "returned",
                                           "withdrawn" };

const char *
sy_draft_state_get_name (SyDraftState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

void
sy_draft_review_free (SyDraftReview *self)
{
  if (self == NULL)
    return;
  g_free (self->sha256);
  g_free (self->asked_by);
  g_free (self->asked_note);
  g_free (self->decided_by);
  g_free (self->decided_note);
  g_free (self);
}

/* Any text but the one that is written asks for a review as well: what cannot be understood opens nothing. */
static gboolean
read_required (SyProject *self,
               gboolean *out_is_required,
               GError **error)
{
  g_autofree char *text = NULL;

  if (!sy_project_read_setting (self, REVIEW_SETTING, &text, error))
    return FALSE;
  *out_is_required = text != NULL;
  return TRUE;
}

gboolean
sy_project_get_review_required (SyProject *self)
{
  gboolean is_required = TRUE;

  read_required (self, &is_required, NULL);
  return is_required;
}

gboolean
sy_project_set_review_required (SyProject *self,
                                gboolean is_required,
                                GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  if (!sy_database_begin (database, error))
    return FALSE;
  success = sy_project_write_setting (self, REVIEW_SETTING, is_required ? REQUIRED : NULL, error) &&
            sy_project_log_change (self, "set-review", is_required ? "required" : "not required",
                                   "", error);
  return sy_database_end (database, success, error);
}

static SyDraftState
parse_verdict (const char *verdict)
{
  for (gsize i = SY_DRAFT_STATE_APPROVED; verdict != NULL && i < G_N_ELEMENTS (state_names); i++)
    if (strcmp (verdict, state_names[i]) == 0)
      return (SyDraftState) i;
  return SY_DRAFT_STATE_ASKED;
}

static SyDraftReview *
take_review (sqlite3_stmt *statement)
{
  SyDraftReview *review = g_new0 (SyDraftReview, 1);

  review->id = sqlite3_column_int64 (statement, 0);
  review->sha256 = sy_column_dup_text (statement, 1);
  review->asked_by = sy_column_dup_text (statement, 2);
  review->asked_note = sy_column_dup_text (statement, 3);
  review->asked_at_ms = sqlite3_column_int64 (statement, 4);
  review->state = parse_verdict ((const char *) sqlite3_column_text (statement, 5));
  review->decided_by = sy_column_dup_nullable (statement, 6);
  review->decided_note = sy_column_dup_nullable (statement, 7);
  review->decided_at_ms = sqlite3_column_int64 (statement, 8);
  review->version = sqlite3_column_int64 (statement, 9);
  return review;
}

GPtrArray *
sy_project_list_reviews (SyProject *self,
                         gint64 model_id,
                         GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_draft_review_free);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error,
                         "SELECT id, sha256, asked_by, asked_note, asked_at_ms, verdict, "
                         "decided_by, decided_note, decided_at_ms, version "
                         "FROM draft_review WHERE model_id = ? ORDER BY id",
                         "i", model_id);
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    g_ptr_array_add (reviews, take_review (statement));
  return step == SY_STEP_DONE ? g_steal_pointer (&reviews) : NULL;
}

const SyDraftReview *
sy_draft_reviews_find (GPtrArray *reviews,
                       const char *sha256)
{
  g_return_val_if_fail (reviews != NULL && sha256 != NULL, NULL);

  for (guint i = reviews->len; i > 0; i--)
    {
      const SyDraftReview *review = reviews->pdata[i - 1];

      if (strcmp (review->sha256, sha256) == 0)
        return review;
    }
  return NULL;
}

const SyDraftReview *
sy_draft_reviews_find_version (GPtrArray *reviews,
                               gint64 version)
{
  g_return_val_if_fail (reviews != NULL, NULL);

  for (guint i = reviews->len; i > 0; i--)
    {
      const SyDraftReview *review = reviews->pdata[i - 1];

      if (version > 0 && review->version == version)
        return review;
    }
  return NULL;
}

static gboolean
check_author (const char *author,
              GError **error)
{
  if (!sy_text_is_blank (author))
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "A review needs a name: who asks for it, or decides it");
  return FALSE;
}

/* Enough of a SHA-256 for a log that people read. */
static char *
short_digest (const char *sha256)
{
  return g_strndup (sha256, 12);
}

static gboolean
request_review (SyProject *self,
                gint64 model_id,
                const char *sha256,
                const char *author,
                const char *note,
                GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *digest = short_digest (sha256);
  gint64 now = sy_now_ms ();
  g_autofree char *name = sy_project_dup_model_name (self, model_id, error);
  gint64 n;

  if (name == NULL ||
      !sy_database_get_int (database, &n, 0, error,
                            "SELECT count (*) FROM draft_review "
                            "WHERE model_id = ? AND sha256 = ? AND verdict IS NULL",
                            "is", model_id, sha256))
    return FALSE;
  if (n > 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "This draft waits for its review already");
      return FALSE;
    }
  return sy_database_run (database, error,
                          "UPDATE draft_review SET verdict = 'withdrawn', decided_by = ?, "
                          "decided_note = 'a newer draft was put up', decided_at_ms = ? "
                          "WHERE model_id = ? AND verdict IS NULL",
                          "sii", author, now, model_id) &&
         sy_database_run (database, error,
                          "INSERT INTO draft_review (model_id, sha256, asked_by, asked_note, "
                          "asked_at_ms) VALUES (?, ?, ?, ?, ?)",
                          "isssi", model_id, sha256, author, note, now) &&
         sy_project_log_change (self, "request-review", digest, author, error);
}

gboolean
sy_project_request_review (SyProject *self,
                           gint64 model_id,
                           const char *sha256,
                           const char *author,
                           const char *note,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (sha256 != NULL && strlen (sha256) == 64, FALSE);

  if (!check_author (author, error) || !sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database,
                          request_review (self, model_id, sha256, author, note != NULL ? note : "",
                                          error),
                          error);
}

/* The review of this text that waits. */
static SyDraftReview *
find_waiting (SyProject *self,
              gint64 model_id,
              const char *sha256,
              GError **error)
{
  g_autoptr (GPtrArray) reviews = sy_project_list_reviews (self, model_id, error);
  const SyDraftReview *review;
  gboolean other_waits = FALSE;

  if (reviews == NULL)
    return NULL;
  review = sy_draft_reviews_find (reviews, sha256);
  if (review != NULL && review->state == SY_DRAFT_STATE_ASKED)
    {
      for (guint i = 0; i < reviews->len; i++)
        if (reviews->pdata[i] == review)
          return g_ptr_array_steal_index (reviews, i);
    }
  for (guint i = 0; i < reviews->len; i++)
    other_waits |= ((SyDraftReview *) reviews->pdata[i])->state == SY_DRAFT_STATE_ASKED;
  if (other_waits)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "The draft has changed since its review was asked for; ask again");
  else if (review != NULL)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "This draft is %s already, by %s", sy_draft_state_get_name (review->state),
                 review->decided_by);
  else
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "Nobody asked for a review of this draft");
  return NULL;
}

static gboolean
check_reviewer (SyProject *self,
                const SyDraftReview *review,
                const char *author,
                GError **error)
{
  g_autofree char *asker = sy_text_strip (review->asked_by);
  g_autofree char *reviewer = sy_text_strip (author);
  gboolean is_required;

  if (!read_required (self, &is_required, error))
    return FALSE;
  /* A blank more or less makes nobody somebody else. */
  if (!is_required || strcmp (asker, reviewer) != 0)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
               "%s asked for this review: somebody else has to approve it", reviewer);
  return FALSE;
}

static gboolean
decide_review (SyProject *self,
               gint64 model_id,
               const char *sha256,
               gboolean approve,
               const char *author,
               const char *note,
               GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyDraftReview) review = NULL;
  g_autofree char *digest = short_digest (sha256);
  g_autofree char *name = sy_project_dup_model_name (self, model_id, error);

  if (name == NULL)
    return FALSE;
  review = find_waiting (self, model_id, sha256, error);
  if (review == NULL || (approve && !check_reviewer (self, review, author, error)))
    return FALSE;
  return sy_database_run (database, error,
                          "UPDATE draft_review SET verdict = ?, decided_by = ?, decided_note = ?, "
                          "decided_at_ms = ? WHERE id = ?",
                          "sssii", approve ? "approved" : "returned", author, note, sy_now_ms (),
                          review->id) &&
         sy_project_log_change (self, approve ? "approve-draft" : "return-draft", digest, author,
                                error);
}

gboolean
sy_project_decide_review (SyProject *self,
                          gint64 model_id,
                          const char *sha256,
                          gboolean approve,
                          const char *author,
                          const char *note,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (sha256 != NULL, FALSE);

  if (!check_author (author, error))
    return FALSE;
  if (!approve && sy_text_is_blank (note))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "Say in a note what is to be changed");
      return FALSE;
    }
  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database,
                          decide_review (self, model_id, sha256, approve, author,
                                         note != NULL ? note : "", error),
                          error);
}

static const char *
explain_refusal (SyDraftState state)
{
  switch (state)
    {
    case SY_DRAFT_STATE_ASKED:
      return "its review is not decided yet";
    case SY_DRAFT_STATE_RETURNED:
      return "it was sent back";
    case SY_DRAFT_STATE_NONE:
    case SY_DRAFT_STATE_APPROVED:
    case SY_DRAFT_STATE_WITHDRAWN:
    default:
      return "nobody approved this draft as it is now";
    }
}

gboolean
sy_project_settle_review (SyProject *self,
                          gint64 model_id,
                          const char *sha256,
                          gint64 version,
                          const char *override_reason,
                          GError **error)
{
  g_autoptr (GPtrArray) reviews = sy_project_list_reviews (self, model_id, error);
  const SyDraftReview *review = reviews != NULL ? sy_draft_reviews_find (reviews, sha256) : NULL;
  SyDraftState state = review != NULL ? review->state : SY_DRAFT_STATE_NONE;
  gboolean is_override = !sy_text_is_blank (override_reason);
  g_autofree char *digest = short_digest (sha256);
  gboolean is_required;

  if (reviews == NULL || !read_required (self, &is_required, error))
    return FALSE;
  if (state == SY_DRAFT_STATE_APPROVED)
    return sy_database_run (sy_project_get_database (self), error,
                            "UPDATE draft_review SET version = ? WHERE id = ?", "ii", version,
                            review->id);
  if (!is_required)
    return TRUE;
  if (is_override)
    return sy_project_log_change (self, "publish-without-review", digest, override_reason, error);
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_REVIEW,
               "This project publishes only what was reviewed: %s", explain_refusal (state));
  return FALSE;
}
