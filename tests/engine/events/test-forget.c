/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forgetting a person: nothing of them is left, and nothing of the others is missing. */
#include "config.h"

#include "../store/store-support.h"

static void
assert_healthy (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCheckReport) report = sy_project_check (project, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) report->problems->pdata[i]);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* In the bytes of all files of the folder. */
static gboolean
is_on_disk (Fixture *fixture,
            const char *text)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      if (memmem (content, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
assert_query (Fixture *fixture,
              const char *sql,
              const char *expected)
{
  g_autofree char *text = query_sql (fixture->path, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* Whatever can be known of Ann, in pages enough to be split, under three keys. */
static void
fill (Fixture *fixture,
      SyProject *project,
      gboolean has_ann)
{
  g_autoptr (GString) events = g_string_new ("person,time,type,event_id,campaign\n");

  for (int i = 0; i < 3000; i++)
    {
      if (has_ann && i % 7 == 0)
        g_string_append_printf (events, "%s,%d,visit,annsid-%05d,annscampaign-%05d\n",
                                i % 2 == 0 ? "ann@example.com" : "annscookie", 1400000000 + i, i,
                                i);
      g_string_append_printf (events, "person-%04d,%d,visit,id-%05d,campaign-%d\n", i % 500,
                              1400000000 + i, i, i % 10);
    }
  if (has_ann)
    g_string_append (
        events,
        "annsipad,1400000000,annsonlytype,annsid-x,campaign-1\nann@example.com,no time,visit,annsid-y,z\n\"annabel\",no time,visit,y,z\n");
  else
    g_string_append (events, "\"annabel\",no time,visit,y,z\n");
  fixture_import (fixture, project, SY_IMPORT_EVENTS, events->str);
  fixture_import (fixture, project, SY_IMPORT_ATTRIBUTES,
                  has_ann ? "person,plan\nann@example.com,annsplan\nperson-0001,basic\nannscookie,\n"
                          : "person,plan\nperson-0001,basic\n");
  fixture_import (
      fixture, project, SY_IMPORT_OUTCOMES,
      has_ann
          ? "person,time,outcome\nann@example.com,1400000000,annsoutcome\nperson-0001,1400000000,renewed\n"
          : "person,time,outcome\nperson-0001,1400000000,renewed\n");
  fixture_import (fixture, project, SY_IMPORT_TREATMENTS,
                  has_ann ? "person,treatment,arm\nann@example.com,mail,annsarm\nperson-0001,mail,a\n"
                          : "person,treatment,arm\nperson-0001,mail,a\n");
  fixture_import (
      fixture, project, SY_IMPORT_ACCOUNTS,
      has_ann ? "person,account,role\nann@example.com,annsaccount,annsrole\nperson-0001,acme,user\n"
              : "person,account,role\nperson-0001,acme,user\n");
  fixture_import (
      fixture, project, SY_IMPORT_LINKS,
      has_ann ? "alias,person\nannscookie,ann@example.com\nannsipad,annscookie\nother,person-0001\n"
              : "alias,person\nother,person-0001\n");
}

static char *
load_sha256 (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return sy_event_log_compute_sha256 (log);
}

static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  static const char *const traces[] = { "ann@example.com", "annscookie", "annsipad",
                                        "annsonlytype", "annsid", "annscampaign",
                                        "annsplan", "annsoutcome", "annsarm",
                                        "annsaccount", "annsrole" };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyProject) without = NULL;
  g_autofree char *other_path = g_build_filename (fixture->folder, "without.steelyard", NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyForgetReceipt) receipt = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  fill (fixture, project, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_true (is_on_disk (fixture, traces[i]));
  receipt = sy_forget_person (project, "annsipad", NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_test_message ("%s", traces[i]);
      g_assert_false (is_on_disk (fixture, traces[i]));
    }
  g_assert_cmpint (receipt->n_keys, ==, 3);
  g_assert_cmpint (receipt->n_events, ==, 430);
  g_assert_cmpint (receipt->n_properties, ==, 430);
  g_assert_cmpint (receipt->n_attributes, ==, 2);
  g_assert_cmpint (receipt->n_outcomes, ==, 1);
  g_assert_cmpint (receipt->n_treatments, ==, 1);
  g_assert_cmpint (receipt->n_links, ==, 2);
  g_assert_cmpint (receipt->n_memberships, ==, 1);
  g_assert_cmpint (receipt->n_rejected, ==, 1);
  g_assert_cmpint (receipt->n_mentions, ==, 0);
  assert_healthy (project);
  changes = sy_project_list_changes (project, 1, &error);
  g_assert_cmpstr (((SyChange *) changes->pdata[0])->action, ==, "forget");

  /* The others are as if Ann had never been there. */
  without = sy_project_create (other_path, NULL, &error);
  g_assert_no_error (error);
  fill (fixture, without, FALSE);
  sha256 = load_sha256 (project);
  expected = load_sha256 (without);
  g_assert_cmpstr (sha256, ==, expected);
  assert_query (
      fixture, "SELECT kind, rows_read, accepted, rejected, forgotten FROM import ORDER BY id",
      "events|3432|3000|1|431\nattributes|3|1|0|2\noutcomes|2|1|0|1\ntreatments|2|1|0|1\naccounts|2|1|0|1\nlinks|3|1|0|2\n");
  g_clear_pointer (&without, sy_project_unref);
  g_unlink (other_path);
}

/* New events take the ids that became free at the end; undoing the old import leaves them alone. */
static void
test_import_after (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyForgetReceipt) receipt = NULL;

  fixture_import (fixture, project, SY_IMPORT_EVENTS,
                  "person,time,type\nbob,1400000000,a\nann,1400000001,a\nann,1400000002,a\n");
  receipt = sy_forget_person (project, "ann", NULL, &error);
  g_assert_no_error (error);
  fixture_import (fixture, project, SY_IMPORT_EVENTS,
                  "person,time,type\ncid,1400000003,a\ncid,1400000004,a\n");
  assert_healthy (project);
  g_assert_true (sy_project_undo_import (project, 1, NULL, &error));
  assert_query (fixture, "SELECT person, type FROM events_readable", "cid|a\ncid|a\n");
  assert_healthy (project);

  /* The last one leaves an empty project behind. */
  g_clear_pointer (&receipt, sy_forget_receipt_free);
  receipt = sy_forget_person (project, "cid", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (receipt->n_events, ==, 2);
  assert_query (
      fixture,
      "SELECT (SELECT count (*) FROM person), (SELECT count (*) FROM event_type), first_event, accepted, forgotten FROM import",
      "0|0||0|2\n");
  assert_healthy (project);
}

/* What belongs to somebody else stays, and is counted. */
static void
test_mentions (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyForgetReceipt) receipt = NULL;

  fixture_import (
      fixture, project, SY_IMPORT_EVENTS,
      "person,time,type,referrer\ncid,1400000002,a,\ncid,1400000003,a,\ncid,1400000004,a,\ncid,1400000005,a,\ncid,1400000006,a,\n"
      "cid,1400000007,a,\nann,1400000000,a,bob\nbob,1400000001,a,ann\nann,never,a,x\n\"q \"\"ann\"\"\",never,a,x\nannabel,never,a,x\njo-ann,never,a,x\n");
  receipt = sy_forget_person (project, "ann", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (receipt->n_events, ==, 1);
  g_assert_cmpint (receipt->n_mentions, ==, 1);
  g_assert_cmpint (receipt->n_rejected, ==, 3);
  assert_query (fixture, "SELECT raw FROM rejected_row", "annabel,never,a,x\n");
  assert_query (fixture, "SELECT value FROM event_properties_readable", "ann\n");
  assert_healthy (project);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyProject) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill (fixture, project, TRUE);
  before = load_sha256 (project);
  g_assert_null (sy_forget_person (project, "nobody", NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sy_project_forget_keys (project,
                                         (const char *const[]){ "annsipad", "nobody", NULL }, NULL,
                                         &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_forget_person (project, "annsipad", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  reader = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, &error);
  g_assert_null (sy_forget_person (reader, "annsipad", NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY);
  after = load_sha256 (project);
  g_assert_cmpstr (after, ==, before);
  assert_healthy (project);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/events/forget/forget", test_forget);
  ADD_TEST ("/events/forget/import-after", test_import_after);
  ADD_TEST ("/events/forget/mentions", test_mentions);
  ADD_TEST ("/events/forget/refused", test_refused);
  return g_test_run ();
}
