/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

static void
assert_draft (SyProject *project,
              gint64 model,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sy_project_get_draft (project, model, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_several (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = sy_project_add_model (project, "Engagement", "{1}", "new", &error);
  gint64 second = sy_project_add_model (project, "Intent", "{2}", "new", &error);

  g_assert_no_error (error);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (sy_project_add_model (project, "Intent", "{}", "new", &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_cmpint (sy_project_find_model (project, "Intent", &error), ==, second);
  g_assert_cmpint (sy_project_find_model (project, "None", &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_draft (project, first, "{1}");
  assert_draft (project, second, "{2}");

  g_assert_false (sy_project_rename_model (project, second, "Engagement", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (sy_project_rename_model (project, second, "Intent", &error));
  g_assert_true (sy_project_rename_model (project, second, "Value", &error));
  models = sy_project_list_models (project, &error);
  g_assert_cmpuint (models->len, ==, 2);
  g_assert_cmpstr (((SyModelRecord *) models->pdata[1])->name, ==, "Value");
  g_assert_cmpstr (((SyModelRecord *) models->pdata[1])->undo_label, ==, NULL);

  g_assert_true (sy_project_remove_model (project, second, &error));
  g_assert_null (sy_project_get_draft (project, second, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

/* Undo and redo go on where they were after the project was closed. */
static void
test_history (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GError) error = NULL;
  const SyModelRecord *record;
  gint64 model = sy_project_add_model (project, "m", "0", "new", &error);
  char *json;

  g_assert_true (sy_project_set_draft (project, model, "1", "one", FALSE, &error));
  g_assert_true (sy_project_set_draft (project, model, "2", "two", FALSE, &error));
  g_assert_true (sy_project_set_draft (project, model, "2", "nothing changed", FALSE, &error));
  g_clear_pointer (&project, sy_project_unref);
  project = fixture_open (fixture);

  json = sy_project_undo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "1");
  g_free (json);
  models = sy_project_list_models (project, &error);
  record = models->pdata[0];
  g_assert_cmpstr (record->undo_label, ==, "one");
  g_assert_cmpstr (record->redo_label, ==, "two");
  json = sy_project_undo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "0");
  g_free (json);
  g_assert_null (sy_project_undo_draft (project, model, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_draft (project, model, "0");
  json = sy_project_redo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "1");
  g_free (json);

  /* An edit now opens a branch; what was undone stays in the history. */
  g_assert_true (sy_project_set_draft (project, model, "3", "three", FALSE, &error));
  g_assert_null (sy_project_redo_draft (project, model, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  revisions = sy_project_list_revisions (project, model, &error);
  g_assert_cmpuint (revisions->len, ==, 4);
  json = sy_project_get_revision (project, model, 3, &error);
  g_assert_cmpstr (json, ==, "2");
  g_free (json);
  json = sy_project_undo_draft (project, model, &error);
  g_free (json);
  json = sy_project_redo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "3");
  g_free (json);
}

/* The many steps of a drag are one entry, the edit before it is another. */
static void
test_merge (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "0", "weight", &error);
  char *json;

  g_assert_true (sy_project_set_draft (project, model, "1", "weight", TRUE, &error));
  g_assert_true (sy_project_set_draft (project, model, "2", "weight", TRUE, &error));
  g_assert_true (sy_project_set_draft (project, model, "3", "other", TRUE, &error));
  g_assert_true (sy_project_set_draft (project, model, "4", "weight", TRUE, &error));
  g_assert_true (sy_project_set_draft (project, model, "5", "weight", FALSE, &error));
  revisions = sy_project_list_revisions (project, model, &error);
  g_assert_cmpuint (revisions->len, ==, 5);
  json = sy_project_undo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "4");
  g_free (json);

  /* Not into a revision that has been left and returned to: its child would hang in the air. */
  g_assert_true (sy_project_set_draft (project, model, "6", "weight", TRUE, &error));
  json = sy_project_undo_draft (project, model, &error);
  g_assert_cmpstr (json, ==, "4");
  g_free (json);
}

static gint64
publish (SyProject *project,
         gint64 model,
         const char *json,
         const char *reference,
         const char *reason,
         GError **error)
{
  const SyPublication publication = {
    .json = json, .reference = reference, .reason = reason, .author = "me"
  };

  return sy_project_publish (project, model, &publication, error);
}

static void
test_publish (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyModelVersion) version = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);

  g_assert_null (sy_project_get_version (project, model, 0, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (publish (project, model, "abc", NULL, "", &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (publish (project, 99, "abc", NULL, "r", &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (publish (project, model, "abc", "{\"bins\":[]}", "first", &error), ==, 1);
  g_assert_cmpint (publish (project, model, "abd", NULL, "second", &error), ==, 2);
  version = sy_project_get_version (project, model, 1, &error);
  g_assert_no_error (error);
  /* FIPS 180-2, appendix B.1. */
  g_assert_cmpstr (version->sha256, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (version->json, ==, "abc");
  g_assert_cmpstr (version->reference, ==, "{\"bins\":[]}");
  g_assert_cmpstr (version->author, ==, "me");
  g_assert_cmpint (version->parent, ==, 0);
  g_clear_pointer (&version, sy_model_version_free);
  version = sy_project_get_version (project, model, 0, &error);
  g_assert_cmpint (version->number, ==, 2);
  g_assert_cmpint (version->parent, ==, 1);
  g_assert_cmpstr (version->reference, ==, NULL);
  versions = sy_project_list_versions (project, model, &error);
  g_assert_cmpuint (versions->len, ==, 2);

  g_assert_false (sy_project_remove_model (project, model, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
}

static void
test_tampered (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gint64 model = sy_project_add_model (project, "m", "abc", "new", &error);

  g_assert_cmpint (publish (project, model, "abc", NULL, "first", &error), ==, 1);
  run_sql (fixture->path, "UPDATE model_version SET json = 'abd'");
  g_assert_null (sy_project_get_version (project, model, 1, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/models/C3-several", test_several);
  ADD_TEST ("/store/models/history", test_history);
  ADD_TEST ("/store/models/merge", test_merge);
  ADD_TEST ("/store/models/N3-publish", test_publish);
  ADD_TEST ("/store/models/tampered", test_tampered);
  return g_test_run ();
}
