/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is decided by hand: links, keys of different people, another rule on trial. */
#include "config.h"

#include "../store/store-support.h"

static SyProject *
create (Fixture *fixture)
{
  SyProject *project = fixture_create (fixture);

  fixture_import (fixture, project, SY_IMPORT_EVENTS,
                  "person,time,type\nann,1400000000,x\nann-2,1400000001,x\nann-2,1400000002,x\n"
                  "bob,1400000003,x\nbob-2,1400000004,x\n");
  fixture_import (fixture, project, SY_IMPORT_ATTRIBUTES,
                  "person,mail\nann,ann@example.com\nann-2,Ann@example.com\nbob,bob@example.com\n"
                  "bob-2,bob@example.com\n");
  return project;
}

static char *
load_sha256 (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return sy_event_log_compute_sha256 (log);
}

static guint
count_candidates (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sy_duplicates_find (project, NULL, &error);

  g_assert_no_error (error);
  return found->len;
}

/* A link made by hand merges, is listed as an import, and goes without a trace. */
static void
test_by_hand (Fixture *fixture,
              gconstpointer data)
{
  const char *const keys[] = { "ann", "ann-2", NULL };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (SyIdentityMap) map = NULL;
  g_autoptr (SyCheckReport) check = NULL;
  g_auto (GStrv) merged = NULL;
  g_autofree char *before = load_sha256 (project);
  g_autofree char *linked = NULL;
  g_autofree char *after = NULL;
  gint64 import_id;

  g_assert_cmpuint (count_candidates (project), ==, 2);
  import_id = sy_project_link_keys (project, keys, &error);
  g_assert_no_error (error);
  g_assert_cmpint (import_id, ==, 3);
  g_assert_cmpuint (count_candidates (project), ==, 1);
  map = sy_identity_map_load (project, &error);
  merged = sy_identity_map_list_keys (map, "ann-2");
  g_assert_cmpuint (g_strv_length (merged), ==, 2);
  g_assert_cmpstr (merged[0], ==, "ann");
  imports = sy_project_list_imports (project, &error);
  g_assert_cmpuint (imports->len, ==, 3);
  g_assert_false (sy_import_record_is_by_hand (imports->pdata[0]));
  g_assert_true (sy_import_record_is_by_hand (imports->pdata[2]));
  g_assert_cmpint (((SyImportRecord *) imports->pdata[2])->accepted, ==, 1);
  check = sy_project_check (project, NULL, &error);
  g_assert_cmpuint (check->problems->len, ==, 0);
  linked = load_sha256 (project);
  g_assert_cmpstr (linked, !=, before);

  g_assert_true (sy_project_undo_import (project, import_id, NULL, &error));
  g_assert_no_error (error);
  after = load_sha256 (project);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_candidates (project), ==, 2);
}

static void
test_unknown (Fixture *fixture,
              gconstpointer data)
{
  const char *const keys[] = { "ann", "nobody", NULL };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imports = NULL;

  g_assert_cmpint (sy_project_link_keys (project, keys, &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  imports = sy_project_list_imports (project, NULL);
  g_assert_cmpuint (imports->len, ==, 2);
}

/* Who is different is no candidate, until a new key comes or the decision is taken back. */
static void
test_apart (Fixture *fixture,
            gconstpointer data)
{
  const char *const keys[] = { "ann", "ann-2", NULL };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  g_assert_true (sy_project_keep_apart (project, keys, &error));
  g_assert_no_error (error);
  groups = sy_project_list_apart (project);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpstr (((char **) groups->pdata[0])[1], ==, "ann-2");
  g_assert_cmpuint (count_candidates (project), ==, 1);
  fixture_import (fixture, project, SY_IMPORT_ATTRIBUTES, "person,mail\nann-3,ann@example.com\n");
  g_assert_cmpuint (count_candidates (project), ==, 2);
  g_assert_true (sy_project_undo_import (project, 3, NULL, &error));
  g_assert_cmpuint (count_candidates (project), ==, 1);
  g_assert_true (sy_project_clear_apart (project, &error));
  g_assert_cmpuint (count_candidates (project), ==, 2);
}

/* Decisions about a person go with the person. */
static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  const char *const anns[] = { "ann", "ann-2", NULL };
  const char *const bobs[] = { "bob", "bob-2", NULL };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyForgetReceipt) receipt = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  g_autofree char *traces = NULL;

  g_assert_true (sy_project_keep_apart (project, anns, &error));
  g_assert_true (sy_project_keep_apart (project, bobs, &error));
  receipt = sy_forget_person (project, "ann-2", NULL, &error);
  g_assert_no_error (error);
  groups = sy_project_list_apart (project);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpstr (((char **) groups->pdata[0])[0], ==, "bob");
  traces = query_sql (fixture->path, "SELECT count (*) FROM change_log WHERE subject || detail LIKE "
                                     "'%ann-2%'");
  g_assert_cmpstr (traces, ==, "0\n");
}

/* Another rule on trial says what setting it would, and changes nothing. */
static void
test_trial (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyIdentityReport) trial = NULL;
  g_autoptr (SyIdentityReport) now = NULL;

  fixture_import (fixture, project, SY_IMPORT_LINKS, "alias,person\nipad,ann\nipad,bob\n");
  trial = sy_identity_report_run_with_limit (project, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trial->limit, ==, 1);
  g_assert_cmpuint (trial->shared->len, ==, 1);
  g_assert_cmpint (sy_identity_report_get_now (trial)->n_people, ==, 5);
  g_assert_cmpuint (sy_project_get_identity_limit (project), ==, SY_IDENTITY_DEFAULT_LIMIT);
  now = sy_identity_report_run (project, NULL, &error);
  g_assert_cmpuint (now->shared->len, ==, 0);
  g_assert_cmpint (sy_identity_report_get_now (now)->n_people, ==, 3);
  g_clear_pointer (&now, sy_identity_report_free);

  g_assert_true (sy_project_set_identity_limit (project, 1, &error));
  now = sy_identity_report_run (project, NULL, &error);
  g_assert_cmpint (sy_identity_report_get_now (now)->n_people, ==,
                   sy_identity_report_get_now (trial)->n_people);
  g_assert_cmpint (sy_identity_report_get_now (now)->n_orphans, ==,
                   sy_identity_report_get_now (trial)->n_orphans);
}

/* Without links each key is a person again, as if no link had ever been made. */
static void
test_unlinked (Fixture *fixture,
               gconstpointer data)
{
  const char *const keys[] = { "ann", "ann-2", NULL };
  g_autoptr (SyProject) project = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = load_sha256 (project);
  g_autofree char *unlinked = NULL;
  g_autoptr (SyEventLog) log = NULL;

  sy_project_link_keys (project, keys, &error);
  g_assert_no_error (error);
  log = sy_event_log_load_unlinked (project, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  unlinked = sy_event_log_compute_sha256 (log);
  g_assert_cmpstr (unlinked, ==, before);
  g_assert_cmpuint (sy_event_log_get_n_people (log), ==, 4);
  g_assert_cmpuint (sy_event_log_find_person (log, "ann"), !=,
                    sy_event_log_find_person (log, "ann-2"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/events/links/B7-by-hand", test_by_hand);
  ADD_TEST ("/events/links/unknown", test_unknown);
  ADD_TEST ("/events/links/apart", test_apart);
  ADD_TEST ("/events/links/forget", test_forget);
  ADD_TEST ("/events/links/trial", test_trial);
  ADD_TEST ("/events/links/unlinked", test_unlinked);
  return g_test_run ();
}
