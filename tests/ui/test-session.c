/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "project-fixture.h"

#include <glib/gstdio.h>
#include <math.h>

#include "sy-session-private.h"

static double
get_weight (SySession *session)
{
  return sy_model_find_rule (sy_session_get_draft (session), "buy", NULL, NULL)->weight;
}

static void
set_weight (SySession *session,
            double weight,
            const char *label,
            gboolean coalesce)
{
  g_autoptr (SyModel) model = project_fixture_set_weight (session, weight);

  sy_session_set_draft (session, model, label, coalesce);
}

static gboolean
is_weight (SySession *session,
           double weight)
{
  return fabs (get_weight (session) - weight) < 1e-12;
}

/* What a second program would read in the file. */
static double
read_weight (const char *path)
{
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_ONLY, NULL);
  g_autofree char *json =
      sy_project_get_draft (project, sy_project_find_model (project, "Engagement", NULL), NULL);
  g_autoptr (SyModel) model = sy_model_from_json (json, -1, NULL);

  return sy_model_find_rule (model, "buy", NULL, NULL)->weight;
}

static guint
count_revisions (const char *path)
{
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_ONLY, NULL);
  g_autoptr (GPtrArray)
      revisions = sy_project_list_revisions (project,
                                             sy_project_find_model (project, "Engagement", NULL),
                                             NULL);

  return revisions->len;
}

static void
test_open (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);

  g_assert_cmpstr (sy_session_get_path (session), ==, path);
  g_assert_cmpstr (sy_session_get_title (session), ==, "test.steelyard");
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Engagement");
  g_assert_cmpuint (g_strv_length ((char **) sy_session_get_model_names (session)), ==, 1);
  g_assert_cmpuint (sy_event_log_get_n_people (sy_session_get_log (session)), ==, 60);
  g_assert_null (sy_session_get_undo_label (session));
  g_assert_null (sy_session_get_redo_label (session));
  g_assert_null (sy_session_get_published (session, NULL));
  g_assert_true (sy_session_is_draft_changed (session));
  /* Nothing was chosen: the end of the data. */
  g_assert_cmpint (sy_session_get_as_of (session), ==,
                   sy_event_log_get_data_end (sy_session_get_log (session)));
  project_fixture_wait_tuning (session);
  g_assert_cmpuint (sy_session_get_tuning (session)->n_people, ==, 60);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
missing_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_session_open_finish (result, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  *(gboolean *) user_data = TRUE;
}

static void
test_open_missing (void)
{
  gboolean done = FALSE;

  sy_session_open_async ("/nonexistent/none.steelyard", NULL, missing_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_undo (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);

  set_weight (session, 5.0, "4 to 5", FALSE);
  set_weight (session, 6.0, "5 to 6", FALSE);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "5 to 6");
  sy_session_undo (session);
  g_assert_true (is_weight (session, 5.0));
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "4 to 5");
  g_assert_cmpstr (sy_session_get_redo_label (session), ==, "5 to 6");
  sy_session_redo (session);
  g_assert_true (is_weight (session, 6.0));
  g_assert_null (sy_session_get_redo_label (session));
  sy_session_undo (session);
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  g_assert_null (sy_session_get_undo_label (session));
  /* One step too many does nothing. */
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  project_fixture_close (session);
  g_assert_cmpfloat (read_weight (path), ==, 4.0);
  project_fixture_free (path);
}

static void
test_history_survives (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);

  g_test_summary ("undo and redo go on where they were after the program was closed");
  set_weight (session, 5.0, "4 to 5", FALSE);
  set_weight (session, 6.0, "5 to 6", FALSE);
  set_weight (session, 7.0, "6 to 7", FALSE);
  sy_session_undo (session);
  project_fixture_close (session);
  session = project_fixture_open (path);
  g_assert_true (is_weight (session, 6.0));
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "5 to 6");
  g_assert_cmpstr (sy_session_get_redo_label (session), ==, "6 to 7");
  sy_session_redo (session);
  g_assert_true (is_weight (session, 7.0));
  sy_session_undo (session);
  sy_session_undo (session);
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  /* A new edit after undo: what was undone is out of reach, in memory as on disk. */
  set_weight (session, 9.0, "4 to 9", FALSE);
  g_assert_null (sy_session_get_redo_label (session));
  project_fixture_close (session);
  session = project_fixture_open (path);
  g_assert_true (is_weight (session, 9.0));
  g_assert_null (sy_session_get_redo_label (session));
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  g_assert_cmpstr (sy_session_get_redo_label (session), ==, "4 to 9");
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_session_close_finish (SY_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* What comes when the project is gone is no edit. */
static void
test_edit_of_closed (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  double weight = get_weight (session);
  gboolean done = FALSE;

  project_fixture_wait_tuning (session);
  sy_session_close_async (session, closed_cb, &done);
  set_weight (session, weight + 1, "Late", FALSE);
  set_weight (session, weight + 2, "Late drag", TRUE);
  g_assert_true (is_weight (session, weight));
  g_assert_null (sy_session_get_undo_label (session));
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  project_fixture_finalize (session);
  g_assert_true (fabs (read_weight (path) - weight) < 1e-12);
  project_fixture_free (path);
}

static void
test_drag (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  guint before = count_revisions (path);

  g_test_summary ("a drag is one step of the history and one revision in the file");
  for (int i = 0; i <= 20; i++)
    set_weight (session, 4.0 + i / 4.0, i == 20 ? "4 to 9" : "on the way", TRUE);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "4 to 9");
  sy_session_end_edit (session);
  set_weight (session, 9.5, "9 to 9.5", TRUE);
  sy_session_end_edit (session);
  project_fixture_wait_store (session);
  g_assert_cmpuint (count_revisions (path), ==, before + 2);
  sy_session_undo (session);
  g_assert_true (is_weight (session, 9.0));
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_drag_back (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  guint before = count_revisions (path);

  g_test_summary ("a drag that ends where it began leaves no trace");
  set_weight (session, 8.0, "4 to 8", TRUE);
  set_weight (session, 4.0, "4 to 4", TRUE);
  sy_session_end_edit (session);
  g_assert_null (sy_session_get_undo_label (session));
  set_weight (session, 4.0, "no edit", FALSE);
  g_assert_null (sy_session_get_undo_label (session));
  project_fixture_close (session);
  g_assert_cmpuint (count_revisions (path), ==, before);
  project_fixture_free (path);
}

static void
test_drag_is_written (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);

  g_test_summary (
      "a drag that nobody ended is on disk soon, and at the latest when the window closes");
  set_weight (session, 8.0, "4 to 8", TRUE);
  for (int i = 0; i < 6000 && read_weight (path) < 8.0; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpfloat (read_weight (path), ==, 8.0);
  set_weight (session, 8.5, "8 to 8.5", TRUE);
  project_fixture_close (session);
  g_assert_cmpfloat (read_weight (path), ==, 8.5);
  project_fixture_free (path);
}

static void
count_signal (SySession *session,
              guint *count)
{
  (*count)++;
}

static void
test_tuning_latest_wins (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  guint count = 0;

  g_test_summary ("of many edits at once only the first and the last are evaluated");
  project_fixture_wait_tuning (session);
  g_signal_connect (session, "tuning-changed", G_CALLBACK (count_signal), &count);
  for (int i = 1; i <= 50; i++)
    set_weight (session, 4.0 + i, "many", TRUE);
  project_fixture_wait_tuning (session);
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (sy_session_get_tuned_draft (session) == sy_session_get_draft (session));
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_as_of (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  gint64 as_of = (gint64) sy_day_from_civil (2024, 7, 1) * SY_DAY_SECONDS;
  g_autofree char *text = NULL;
  guint count = 0;

  g_signal_connect (session, "as-of-changed", G_CALLBACK (count_signal), &count);
  sy_session_set_as_of (session, as_of);
  sy_session_set_as_of (session, as_of);
  g_assert_cmpuint (count, ==, 1);
  g_assert_null (sy_session_get_tuning (session));
  text = sy_session_dup_as_of_text (session);
  g_assert_cmpstr (text, ==, "30 Jun 2024");
  project_fixture_wait_tuning (session);
  g_assert_cmpint (sy_session_get_tuning (session)->as_of, ==, as_of);
  project_fixture_close (session);
  session = project_fixture_open (path);
  g_assert_cmpint (sy_session_get_as_of (session), ==, as_of);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
published_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(int *) user_data = sy_session_publish_finish (SY_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static int
publish (SySession *session)
{
  int number = 0;

  sy_session_publish_async (session, "because", "a tester", NULL, published_cb, &number);
  while (number == 0)
    g_main_context_iteration (NULL, TRUE);
  return number;
}

static void
test_publish (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  int version = 0;

  set_weight (session, 5.0, "4 to 5", TRUE);
  /* The drag is part of what is published. */
  g_assert_cmpint (publish (session), ==, 1);
  g_assert_false (sy_session_is_draft_changed (session));
  set_weight (session, 6.0, "5 to 6", FALSE);
  g_assert_true (sy_session_is_draft_changed (session));
  g_assert_cmpint (publish (session), ==, 2);
  g_assert_cmpuint (sy_session_get_versions (session)->len, ==, 2);
  g_assert_nonnull (sy_session_get_published (session, &version));
  g_assert_cmpint (version, ==, 2);
  g_assert_cmpuint (sy_session_get_reference (session)->n, ==, 60);
  sy_session_set_compared (session, 1);
  g_assert_cmpfloat (
      sy_model_find_rule (sy_session_get_published (session, &version), "buy", NULL, NULL)->weight,
      ==, 5.0);
  g_assert_cmpint (version, ==, 1);
  sy_session_set_compared (session, -1);
  g_assert_null (sy_session_get_published (session, NULL));
  g_assert_cmpint (sy_session_get_newest_version (session), ==, 2);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_models (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyModel) model = sy_model_new ("Engagement");

  g_test_summary ("a name that is taken gets a number; each model has its own history");
  set_weight (session, 5.0, "4 to 5", FALSE);
  sy_session_add_model (session, model, "New");
  while (g_strcmp0 (sy_session_get_model_name (session), "Engagement 2") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_strv_length ((char **) sy_session_get_model_names (session)), ==, 2);
  g_assert_null (sy_session_get_undo_label (session));
  sy_session_choose_model (session, "Engagement");
  while (g_strcmp0 (sy_session_get_model_name (session), "Engagement") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_weight (session, 5.0));
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "4 to 5");
  sy_session_choose_model (session, "Engagement 2");
  project_fixture_wait_store (session);
  project_fixture_close (session);
  session = project_fixture_open (path);
  g_assert_cmpstr (sy_session_get_model_name (session), ==, "Engagement 2");
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
take_error (SySession *session,
            const GError *error,
            GError **out_error)
{
  g_clear_error (out_error);
  *out_error = g_error_copy (error);
}

static void
refused_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_session_close_finish (SY_SESSION (source), result, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  *(gboolean *) user_data = TRUE;
}

static void
test_write_error (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyProject) other = sy_project_open (path, SY_PROJECT_READ_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  g_test_summary (
      "an edit that cannot be written is reported, stays in memory, and undo writes what is in memory");
  g_signal_connect (session, "error", G_CALLBACK (take_error), &error);
  g_assert_true (
      sy_project_remove_model (other, sy_project_find_model (other, "Engagement", NULL), NULL));
  set_weight (session, 5.0, "4 to 5", FALSE);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_assert_true (is_weight (session, 5.0));
  sy_session_undo (session);
  g_assert_true (is_weight (session, 4.0));
  sy_session_close_async (session, refused_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (session);
  project_fixture_free (path);
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_session_reload_finish (SY_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gpointer
undo_import (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) imports = sy_project_list_imports (project, error);
  SyImportRecord *record = g_ptr_array_index (imports, 0);

  sy_project_undo_import (project, record->id, cancellable, error);
  return NULL;
}

static void
test_reload (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  gboolean done = FALSE;
  guint count = 0;

  g_signal_connect (session, "log-changed", G_CALLBACK (count_signal), &count);
  sy_session_run_async (session, NULL, undo_import, NULL, NULL, NULL, NULL, NULL);
  sy_session_reload_async (session, NULL, reloaded_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpuint (sy_event_log_get_n_events (sy_session_get_log (session)), ==, 0);
  project_fixture_close (session);
  project_fixture_free (path);
}

static gpointer
import_file (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = sy_import_plan_new (project, data, options, cancellable, error);
  g_autoptr (SyImportReport)
      report = sy_project_import (project, plan, cancellable, NULL, NULL, error);

  g_assert_nonnull (report);
  g_assert_cmpint (report->accepted, ==, 2);
  return NULL;
}

/* The pages look for the new log while its renewal waits for the next tuning. */
static void
note_renewal (SySession *session,
              gboolean *was_renewed)
{
  *was_renewed = session->renewal != NULL;
}

/* After an import only its rows are read, and the figures are those of a session opened anew. */
static void
test_renew (void)
{
  char *path = project_fixture_new ();
  g_autofree char *csv = g_strconcat (path, ".csv", NULL);
  SySession *session = project_fixture_open (path);
  SySession *other;
  gboolean was_renewed = FALSE;
  gboolean done = FALSE;
  const SyTuning *tuning;
  const SyTuning *expected;

  project_fixture_wait_tuning (session);
  g_assert_true (g_file_set_contents (csv,
                                      "person,time,type\nnew,2024-12-30T10:00:00Z,visit\n"
                                      "other,2025-01-05T10:00:00Z,buy\n",
                                      -1, NULL));
  g_signal_connect (session, "log-changed", G_CALLBACK (note_renewal), &was_renewed);
  sy_session_run_async (session, NULL, import_file, csv, NULL, NULL, NULL, NULL);
  sy_session_reload_async (session, NULL, reloaded_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (was_renewed);
  project_fixture_wait_tuning (session);
  g_assert_null (session->renewal);

  other = project_fixture_open (path);
  project_fixture_wait_tuning (other);
  tuning = sy_session_get_tuning (session);
  expected = sy_session_get_tuning (other);
  g_assert_cmpint (sy_session_get_as_of (session), ==, sy_session_get_as_of (other));
  g_assert_cmpuint (tuning->n_people, ==, 62);
  g_assert_cmpuint (tuning->n_people, ==, expected->n_people);
  g_assert_cmpmem (sy_scores_get_score (tuning->draft.scores), 62 * sizeof (double),
                   sy_scores_get_score (expected->draft.scores), 62 * sizeof (double));
  g_assert_cmpfloat (tuning->draft.auc.value, ==, expected->draft.auc.value);
  project_fixture_close (other);
  project_fixture_close (session);
  g_assert_cmpint (g_unlink (csv), ==, 0);
  project_fixture_free (path);
}

static gpointer
set_meaning (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SyTypeEntry) entry = sy_project_get_type (project, "buy", error);

  if (entry == NULL)
    return NULL;
  g_free (entry->meaning);
  entry->meaning = g_strdup (data);
  sy_project_set_type (project, entry, error);
  return NULL;
}

static void
test_types (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  guint n_changed = 0;

  g_test_summary ("what the dictionary says of types tells when it is another, and only then");
  g_signal_connect (session, "types-changed", G_CALLBACK (count_signal), &n_changed);
  sy_session_read_types (session);
  project_fixture_wait_store (session);
  g_assert_cmpuint (n_changed, ==, 0);
  sy_session_run_async (session, NULL, set_meaning, (gpointer) "Paid", NULL, NULL, NULL, NULL);
  sy_session_read_types (session);
  project_fixture_wait_store (session);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (((SyTypeEntry *) sy_session_get_types (session)->pdata[0])->meaning, ==, "Paid");
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/session/open", test_open);
  g_test_add_func ("/ui/session/open-missing", test_open_missing);
  g_test_add_func ("/ui/session/undo", test_undo);
  g_test_add_func ("/ui/session/history-survives", test_history_survives);
  g_test_add_func ("/ui/session/edit-of-closed", test_edit_of_closed);
  g_test_add_func ("/ui/session/drag", test_drag);
  g_test_add_func ("/ui/session/drag-back", test_drag_back);
  g_test_add_func ("/ui/session/drag-is-written", test_drag_is_written);
  g_test_add_func ("/ui/session/tuning-latest-wins", test_tuning_latest_wins);
  g_test_add_func ("/ui/session/as-of", test_as_of);
  g_test_add_func ("/ui/session/publish", test_publish);
  g_test_add_func ("/ui/session/models", test_models);
  g_test_add_func ("/ui/session/write-error", test_write_error);
  g_test_add_func ("/ui/session/reload", test_reload);
  g_test_add_func ("/ui/session/A8-types-changed", test_types);
  g_test_add_func ("/ui/session/D9-renew", test_renew);
  return g_test_run ();
}
