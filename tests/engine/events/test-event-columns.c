/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/sy-event-columns-private.h"
#include "events/sy-event-log-load-private.h"

#include "../store/store-support.h"

/*
 * Whatever happens to a project, a log that takes its columns from the cache is the one that is made
 * of the project.
 */

static const char first_csv[] = "person,time,type,amount,channel\n"
                                "ann,2024-01-01T10:00:00Z,visit,,web\n"
                                "bob,2024-01-01T10:00:00Z,order,12.5,shop\n"
                                "ann,2024-01-02T09:00:00Z,order,7,web\n"
                                "cyd,2024-01-03T09:00:00Z,visit,,\n"
                                "ann,2024-01-01T10:00:00Z,visit,,app\n"
                                "bob,2024-02-03T09:00:00Z,refund,-3,shop\n";
static const char second_csv[] = "person,time,type,amount,channel\n"
                                 "abe,2023-12-31T10:00:00Z,visit,1,web\n"
                                 "zoe,2024-03-01T10:00:00Z,order,2,post\n";

static void
import_text (Fixture *fixture,
             SyProject *project,
             SyImportKind kind,
             const char *text)
{
  g_assert_cmpint (fixture_import (fixture, project, kind, text), >, 0);
}

static SyEventLog *
load (SyProject *project,
      gint64 keep_from)
{
  g_autoptr (GError) error = NULL;
  SyEventLog *log = sy_event_log_load_kept (project, keep_from, &error);

  g_assert_no_error (error);
  return log;
}

static void
assert_same_types (const SyEventLog *a,
                   const SyEventLog *b)
{
  for (guint type = 0; type < a->n_types; type++)
    {
      const SyEventRuns *runs = &a->types[type].runs;
      const SyEventRuns *others = &b->types[type].runs;
      gsize n = runs->n_events;

      g_assert_cmpstr (a->types[type].name, ==, b->types[type].name);
      g_assert_cmpint (a->types[type].is_muted, ==, b->types[type].is_muted);
      g_assert_cmpuint (others->n_events, ==, n);
      g_assert_cmpmem (runs->rows, n * 4, others->rows, n * 4);
      g_assert_cmpmem (runs->people, runs->n_runs * 4, others->people, others->n_runs * 4);
      g_assert_cmpint (runs->amounts == NULL, ==, others->amounts == NULL);
      if (runs->amounts != NULL)
        g_assert_cmpmem (runs->amounts, n * 8, others->amounts, n * 8);
    }
}

static void
assert_same (const SyEventLog *a,
             const SyEventLog *b)
{
  g_autofree char *digest = sy_event_log_compute_sha256 (a);
  g_autofree char *other = sy_event_log_compute_sha256 (b);

  g_assert_cmpstr (digest, ==, other);
  g_assert_cmpuint (a->n_refusing, ==, b->n_refusing);
  g_assert_cmpuint (a->n_types, ==, b->n_types);
  g_assert_cmpuint (a->n_events, ==, b->n_events);
  g_assert_cmpuint (a->first_second, ==, b->first_second);
  g_assert_cmpuint (a->last_second, ==, b->last_second);
  g_assert_cmpuint (sy_event_log_get_memory (a), ==, sy_event_log_get_memory (b));
  assert_same_types (a, b);
}

/* Loads, and says whether the columns came from the cache; they are there afterwards. */
static gboolean
was_kept (SyProject *project)
{
  g_autoptr (SyEventLog) plain = load (project, G_MAXINT64);
  g_autoptr (SyEventLog) log = load (project, 0);
  g_autoptr (SyEventLog) again = NULL;
  gboolean was = log->kept_columns != NULL;

  g_assert_null (plain->kept_columns);
  assert_same (plain, log);
  /* Waits for the writer. */
  g_clear_pointer (&log, sy_event_log_unref);
  again = load (project, 0);
  g_assert_nonnull (again->kept_columns);
  assert_same (plain, again);
  return was;
}

static char *
get_cache_path (SyProject *project)
{
  return sy_column_cache_get_path (sy_project_get_path (project));
}

static SyProject *
create_full (Fixture *fixture)
{
  SyProject *project = fixture_create (fixture);

  import_text (fixture, project, SY_IMPORT_EVENTS, first_csv);
  return project;
}

static void
test_kept (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autofree char *path = get_cache_path (project);
  GStatBuf status;

  g_assert_false (was_kept (project));
  g_assert_true (was_kept (project));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  /* Another connection, another day. */
  g_clear_pointer (&project, sy_project_unref);
  project = fixture_open (fixture);
  g_assert_true (was_kept (project));
}

/* --- what a log is made of --- */

static void
import_more (Fixture *fixture,
             SyProject *project)
{
  import_text (fixture, project, SY_IMPORT_EVENTS, second_csv);
}

static void
undo_import (Fixture *fixture,
             SyProject *project)
{
  g_assert_true (sy_project_undo_import (project, 2, NULL, NULL));
}

static void
set_alias (Fixture *fixture,
           SyProject *project)
{
  g_assert_true (sy_project_set_type_alias (project, "refund", "order", NULL));
}

static void
mute (Fixture *fixture,
      SyProject *project)
{
  g_assert_true (sy_project_set_type_muted (project, "visit", TRUE, NULL));
}

static void
mark (Fixture *fixture,
      SyProject *project)
{
  static const guint32 events[] = { 1, 3 };

  g_assert_true (sy_project_set_clean_rule (project, "rule", "{}", events, 2, NULL, NULL));
}

static void
unmark (Fixture *fixture,
        SyProject *project)
{
  g_assert_true (sy_project_undo_clean_rule (project, "rule", NULL));
}

static void
link_people (Fixture *fixture,
             SyProject *project)
{
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\ncyd,ann\n");
}

static void
add_attributes (Fixture *fixture,
                SyProject *project)
{
  import_text (fixture, project, SY_IMPORT_ATTRIBUTES, "person,consent,plan\nann,no,pro\nbob,yes,free\n");
}

static void
set_consent (Fixture *fixture,
             SyProject *project)
{
  static const char *const refusals[] = { "no", NULL };

  g_assert_true (sy_project_set_consent (project, "consent", refusals, NULL));
}

static void
set_limit (Fixture *fixture,
           SyProject *project)
{
  g_assert_true (sy_project_set_identity_limit (project, 1, NULL));
}

static void
forget (Fixture *fixture,
        SyProject *project)
{
  g_autofree char *path = get_cache_path (project);
  g_autoptr (SyForgetReceipt) receipt = sy_forget_person (project, "bob", NULL, NULL);

  g_assert_nonnull (receipt);
  /* Not a number of theirs stays. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
write_with_other_program (Fixture *fixture,
                          SyProject *project)
{
  run_sql (fixture->path, "UPDATE event SET amount = 99 WHERE amount = 7");
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  static void (*const changes[]) (Fixture *, SyProject *) = {
    import_more,
    undo_import,
    set_alias,
    mute,
    mark,
    unmark,
    link_people,
    add_attributes,
    set_consent,
    set_limit,
    forget,
    write_with_other_program,
  };
  g_autoptr (SyProject) project = create_full (fixture);

  g_assert_false (was_kept (project));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      changes[i](fixture, project);
      g_assert_false (was_kept (project));
      g_assert_true (was_kept (project));
    }
}

/* --- what it is not made of --- */

static void
test_models (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  gint64 model;

  g_assert_false (was_kept (project));
  model = sy_project_add_model (project, "m", "{}", "new", NULL);
  g_assert_true (was_kept (project));
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"n\": %d}", i);

      g_assert_true (sy_project_set_draft (project, model, json, "edit", i % 2 == 0, NULL));
      g_assert_true (was_kept (project));
    }
}

/* Notes, care, reviews, labels and rules of threshold touch no event. */
static void
test_care (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  gint64 model = sy_project_add_model (project, "m", "{}", "new", NULL);
  g_autoptr (SyModelCare) care = sy_project_get_care (project, model, NULL);
  g_autofree char *sha256 = g_strnfill (64, 'a');
  const SyCheckup checkup = { .kind = SY_CHECKUP_REVIEW, .author = (char *) "ana", .note = (char *) "" };

  g_assert_false (was_kept (project));
  g_assert_cmpint (sy_project_add_note (project, 15000, SY_NOTE_CHANNEL, "letters", NULL), >, 0);
  g_assert_true (was_kept (project));
  g_assert_true (sy_project_set_care (project, model, care, NULL));
  g_assert_true (was_kept (project));
  g_assert_true (sy_project_add_checkup (project, model, &checkup, NULL));
  g_assert_true (was_kept (project));
  g_assert_true (sy_project_request_review (project, model, sha256, "ana", NULL, NULL));
  g_assert_true (was_kept (project));
  g_assert_true (
      sy_project_set_error_label (project, "m", "ann", 1704200000, SY_ERROR_LABEL_JUNK, "bot", NULL));
  g_assert_true (was_kept (project));
  g_assert_true (sy_project_set_threshold_rule (project, "m", "{\"n\": 1}", NULL));
  g_assert_true (was_kept (project));
}

/* A model is saved after another program has written: the count of changes tells. */
static void
test_models_after_other (Fixture *fixture,
                         gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  gint64 model = sy_project_add_model (project, "m", "{}", "new", NULL);

  g_assert_false (was_kept (project));
  write_with_other_program (fixture, project);
  g_assert_true (sy_project_set_draft (project, model, "{\"n\": 1}", "edit", FALSE, NULL));
  g_assert_false (was_kept (project));
}

/* An older state of the file comes back, and as many changes are made to it. */
static void
test_restored (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autofree char *content = NULL;
  gsize length;

  g_clear_pointer (&project, sy_project_unref);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  run_sql (fixture->path, "UPDATE event SET amount = 98 WHERE amount = 7");
  project = fixture_open (fixture);
  g_assert_false (was_kept (project));
  g_clear_pointer (&project, sy_project_unref);

  g_assert_true (g_file_set_contents_full (fixture->path, content, (gssize) length,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  run_sql (fixture->path, "UPDATE event SET amount = 99 WHERE amount = 7");
  project = fixture_open (fixture);
  g_assert_false (was_kept (project));
}

/* --- damage --- */

static void
change_byte (const char *path,
             gsize offset)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[offset % length] ^= 0x10;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autofree char *path = get_cache_path (project);
  GStatBuf status;

  g_assert_false (was_kept (project));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  for (gsize at = 0; at < (gsize) status.st_size; at += 7)
    {
      change_byte (path, at);
      g_assert_false (was_kept (project));
    }
  for (goffset length = 0; length < status.st_size; length += 61)
    {
      g_assert_cmpint (truncate (path, length), ==, 0);
      g_assert_false (was_kept (project));
    }
}

/* Where nothing can be kept, nothing is. */
static void
test_no_room (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autofree char *path = get_cache_path (project);
  g_autoptr (SyEventLog) plain = load (project, G_MAXINT64);

  g_assert_false (was_kept (project));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SyEventLog) log = load (project, 0);

      g_assert_null (log->kept_columns);
      assert_same (plain, log);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* A log over one with kept columns borrows them, and leaves them when it goes. */
static void
test_overlay (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) plain = load (project, G_MAXINT64);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) fewer = NULL;
  g_autoptr (SyEventLog) fewer_of_plain = NULL;
  const guint32 row = 2;

  g_assert_false (was_kept (project));
  log = load (project, 0);
  g_assert_nonnull (log->kept_columns);
  fewer = sy_event_log_without (log, &row, 1);
  fewer_of_plain = sy_event_log_without (plain, &row, 1);
  assert_same_types (fewer, fewer_of_plain);
  g_clear_pointer (&fewer, sy_event_log_unref);
  assert_same (log, plain);
  fewer = sy_event_log_without (log, &row, 1);
  g_clear_pointer (&log, sy_event_log_unref);
  assert_same_types (fewer, fewer_of_plain);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        remove_folder (inside);
      else
        g_unlink (inside);
    }
  g_rmdir (path);
}

/* A log that was renewed keeps its columns as one that was read, whether it came of kept ones or not. */
static void
test_renewed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project, 0);

  for (guint step = 0; step < 3; step++)
    {
      g_autofree char *csv = g_strdup_printf ("person,time,type,amount,channel,shelf\n"
                                              "new%u,2024-04-01T10:00:00Z,visit,,a%u,\n"
                                              "ann,2024-04-01T10:00:00Z,order,3,web,%u\n",
                                              step, 3 - step, step);
      g_autoptr (SyEventRenewal) renewal = NULL;
      g_autoptr (SyEventLog) renewed = NULL;
      g_autoptr (SyEventLog) plain = NULL;
      g_autoptr (SyEventLog) kept = NULL;
      g_autoptr (GError) error = NULL;

      import_text (fixture, project, SY_IMPORT_EVENTS, csv);
      renewed = sy_event_log_renew_kept (log, project, 0, &renewal, &error);
      g_assert_no_error (error);
      g_assert_nonnull (renewal);
      plain = load (project, G_MAXINT64);
      assert_same (plain, renewed);
      /* Waits for the writer. */
      g_clear_pointer (&renewal, sy_event_renewal_unref);
      g_clear_pointer (&renewed, sy_event_log_unref);
      kept = load (project, 0);
      g_assert_nonnull (kept->kept_columns);
      assert_same (plain, kept);
      sy_event_log_unref (log);
      log = sy_event_log_ref (step == 0 ? plain : kept);
    }
}

int
main (int argc,
      char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("sy-cache-XXXXXX", NULL);
  int status;

  /* G_TEST_OPTION_ISOLATE_DIRS would do, but leaks. */
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/event-columns/kept", test_kept);
  ADD_TEST ("/event-columns/changes", test_changes);
  ADD_TEST ("/event-columns/models", test_models);
  ADD_TEST ("/event-columns/care", test_care);
  ADD_TEST ("/event-columns/models-after-other", test_models_after_other);
  ADD_TEST ("/event-columns/restored", test_restored);
  ADD_TEST ("/event-columns/damaged", test_damaged);
  ADD_TEST ("/event-columns/no-room", test_no_room);
  ADD_TEST ("/event-columns/overlay", test_overlay);
  ADD_TEST ("/event-columns/D9-renewed", test_renewed);
  status = g_test_run ();
  remove_folder (cache);
  return status;
}
