/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews, owners and notes as the pages have them. */
#include "config.h"

#include "project-fixture.h"
#include "sy-session-care.h"

typedef struct
{
  gboolean is_done;
  gboolean success;
  GError *error;
} Outcome;

static void
govern_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->success = sy_session_govern_finish (SY_SESSION (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gboolean
govern (SySession *session,
        SyGovernFunc func,
        gpointer data,
        GError **error)
{
  Outcome outcome = { 0 };

  sy_session_govern_async (session, func, data, NULL, govern_cb, &outcome);
  while (!outcome.is_done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.success;
}

static gboolean
require (SyProject *project,
         gint64 model_id,
         gpointer data,
         GError **error)
{
  return sy_project_set_review_required (project, TRUE, error);
}

static gboolean
request (SyProject *project,
         gint64 model_id,
         gpointer data,
         GError **error)
{
  return sy_project_request_review (project, model_id, data, "ana", "look", error);
}

static gboolean
approve (SyProject *project,
         gint64 model_id,
         gpointer data,
         GError **error)
{
  return sy_project_decide_review (project, model_id, data, TRUE, "bo", NULL, error);
}

static gboolean
add_note (SyProject *project,
          gint64 model_id,
          gpointer data,
          GError **error)
{
  return sy_project_add_note (project, 19800, SY_NOTE_LAUNCH, data, error) != 0;
}

static void
published_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->success =
      sy_session_publish_finish (SY_SESSION (source), result, &outcome->error) > 0;
  outcome->is_done = TRUE;
}

static gboolean
publish (SySession *session,
         const char *override_reason,
         GError **error)
{
  Outcome outcome = { 0 };

  sy_session_publish_async (session, "because", "ana", override_reason, published_cb, &outcome);
  while (!outcome.is_done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.success;
}

static void
count_changed (SySession *session,
               guint *n)
{
  (*n)++;
}

static void
test_review (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autofree char *sha256 = NULL;
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_wait_store (session);
  g_assert_nonnull (sy_session_get_governance (session));
  g_assert_false (sy_session_needs_review (session));
  g_assert_true (govern (session, require, NULL, &error));
  g_assert_true (sy_session_needs_review (session));
  g_assert_false (publish (session, "", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_REVIEW);
  g_clear_error (&error);

  sha256 = sy_model_sha256 (sy_session_get_draft (session));
  g_assert_true (govern (session, request, sha256, &error));
  g_assert_cmpint (sy_session_find_draft_review (session)->state, ==, SY_DRAFT_STATE_ASKED);
  g_assert_true (govern (session, approve, sha256, &error));
  g_assert_false (sy_session_needs_review (session));
  g_assert_false (govern (session, approve, sha256, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);

  /* An edit is another draft; back again it is the approved one. */
  edited = project_fixture_set_weight (session, 7.0);
  sy_session_set_draft (session, edited, "to 7", FALSE);
  g_assert_null (sy_session_find_draft_review (session));
  g_assert_true (sy_session_needs_review (session));
  sy_session_undo (session);
  g_assert_false (sy_session_needs_review (session));
  g_assert_true (publish (session, NULL, &error));
  g_assert_no_error (error);
  project_fixture_wait_store (session);
  g_assert_cmpstr (
      sy_draft_reviews_find_version (sy_session_get_governance (session)->reviews, 1)->decided_by,
      ==, "bo");
  sy_session_redo (session);
  g_assert_true (publish (session, "the site is down", &error));
  g_assert_no_error (error);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_notes (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;
  guint n_notes = 0;

  project_fixture_wait_store (session);
  g_assert_cmpuint (sy_session_get_notes (session)->len, ==, 0);
  g_signal_connect (session, "care-changed", G_CALLBACK (count_changed), &n_changed);
  g_signal_connect (session, "notes-changed", G_CALLBACK (count_changed), &n_notes);
  g_assert_true (govern (session, add_note, (gpointer) "Club card", &error));
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (sy_session_get_notes (session)->len, ==, 1);
  g_assert_false (govern (session, add_note, (gpointer) "", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_assert_cmpuint (n_changed, ==, 1);
  /* What is decided is no note. */
  g_clear_error (&error);
  g_assert_true (govern (session, require, NULL, &error));
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (n_notes, ==, 1);
  project_fixture_close (session);
  session = project_fixture_open (path);
  project_fixture_wait_store (session);
  g_assert_cmpstr (((SyNote *) sy_session_get_notes (session)->pdata[0])->text, ==, "Club card");
  project_fixture_close (session);
  project_fixture_free (path);
}

/* What is said of one model is not said of the next one that is chosen. */
static void
assert_same_model (SySession *session,
                   guint *n)
{
  SyGovernance *governance = sy_session_get_governance (session);

  ++*n;
  g_assert_true (governance == NULL ||
                 governance->model_id == sy_session_get_model_id (session));
}

static void
test_other_model (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyModel) model = sy_model_new ("Other");
  gint64 id = sy_session_get_model_id (session);
  guint n = 0;

  project_fixture_wait_store (session);
  g_assert_cmpint (sy_session_get_governance (session)->model_id, ==, id);
  g_signal_connect (session, "model-changed", G_CALLBACK (assert_same_model), &n);
  g_signal_connect (session, "care-changed", G_CALLBACK (assert_same_model), &n);
  sy_session_add_model (session, model, "Test");
  while (sy_session_get_model_id (session) == id)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (sy_session_get_governance (session));
  g_assert_nonnull (sy_session_get_notes (session));
  project_fixture_wait_store (session);
  g_assert_cmpuint (n, ==, 2);
  g_assert_nonnull (sy_session_get_governance (session));
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/governance/N3-review", test_review);
  g_test_add_func ("/ui/governance/H6-notes", test_notes);
  g_test_add_func ("/ui/governance/N4-other-model", test_other_model);
  return g_test_run ();
}
