/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

static void
test_create (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *header = NULL;
  gsize length;

  project = sy_project_create (fixture->path, "Europe/Paris", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_project_get_path (project), ==, fixture->path);
  g_assert_cmpstr (sy_zone_get_name (sy_project_get_zone (project)), ==, "Europe/Paris");
  g_assert_false (sy_project_is_read_only (project));
  g_clear_pointer (&project, sy_project_unref);

  /* One file to mail: no journal stays behind. */
  g_assert_cmpuint (fixture_count_files (fixture), ==, 1);
  g_assert_true (g_file_get_contents (fixture->path, &header, &length, NULL));
  g_assert_cmpmem (header + 68, 4, "SYLD", 4);

  project = fixture_open (fixture);
  g_assert_cmpstr (sy_zone_get_name (sy_project_get_zone (project)), ==, "Europe/Paris");
}

/* As a writer leaves it that is killed before its first page, or after its commit. */
static void
test_dead_journal (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  static const struct
  {
    const char *bytes;
    gssize length;
  } journals[] = { { "", 0 }, { "\0\0\0\0\0\0\0\0\0\0\0\0", 12 } };
  sqlite3 *db = NULL;

  g_clear_pointer (&project, sy_project_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (journals); i++)
    {
      g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (journal, journals[i].bytes, journals[i].length, NULL));
      project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, &error);
      g_assert_no_error (error);
      g_assert_true (sy_project_is_read_only (project));
      g_assert_cmpuint (fixture_count_files (fixture), ==, 1);
      g_clear_pointer (&project, sy_project_unref);
    }

  /* That of a writer at work stays. */
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "BEGIN; INSERT INTO setting VALUES ('a', 'b')", NULL, NULL, NULL), ==,
      SQLITE_OK);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 2);
  project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, NULL);
  g_assert_nonnull (project);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 2);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_create_refused (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "p.steelyard", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_project_create (fixture->path, "Mars/Olympus", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (sy_project_create (nowhere, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO);
  g_clear_error (&error);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);

  g_assert_true (g_file_set_contents (fixture->path, "mine", -1, NULL));
  g_assert_null (sy_project_create (fixture->path, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 1);
}

static void
assert_open_error (const char *path,
                   int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_project_open (path, SY_PROJECT_READ_WRITE, &error));
  g_assert_error (error, SY_STORE_ERROR, code);
  g_clear_error (&error);
  g_assert_null (sy_project_open (path, SY_PROJECT_READ_ONLY, &error));
  g_assert_error (error, SY_STORE_ERROR, code);
}

static void
test_not_a_project (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *random = g_malloc (8192);
  g_autofree char *other = NULL;

  assert_open_error (fixture->path, SY_STORE_ERROR_NOT_FOUND);
  assert_open_error (fixture->folder, SY_STORE_ERROR_NOT_A_PROJECT);

  /* SQLite takes a file without bytes for an empty database. */
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_open_error (fixture->path, SY_STORE_ERROR_NOT_A_PROJECT);
  g_assert_true (g_file_set_contents (fixture->path, "SQLite format 3", 16, NULL));
  assert_open_error (fixture->path, SY_STORE_ERROR_NOT_A_PROJECT);
  for (gsize i = 0; i < 8192; i++)
    random[i] = (char) g_test_rand_int ();
  g_assert_true (g_file_set_contents (fixture->path, random, 8192, NULL));
  assert_open_error (fixture->path, SY_STORE_ERROR_NOT_A_PROJECT);

  other = g_build_filename (fixture->folder, "other.db", NULL);
  run_sql (other, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  assert_open_error (other, SY_STORE_ERROR_NOT_A_PROJECT);
}

static void
test_newer (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sy_project_unref (fixture_create (fixture));
  run_sql (fixture->path, "PRAGMA user_version = 77");
  g_assert_null (sy_project_open (fixture->path, SY_PROJECT_READ_WRITE, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "format 77"));
  g_assert_nonnull (strstr (error->message, "up to 4"));
}

/* What a stranger may have put into the file; the sqlite3 library lets all of it be made. */
static const char *const foreign_schemas[] = {
  "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM person; END",
  "CREATE TRIGGER t AFTER UPDATE ON model BEGIN SELECT 1; END",
  "CREATE VIEW v AS SELECT 1",
  "CREATE TABLE x (y)",
  "CREATE INDEX i ON event (time_ms)",
  "CREATE INDEX i ON person (upper (key))",
  "ALTER TABLE person ADD COLUMN extra TEXT",
  "ALTER TABLE person ADD COLUMN extra INTEGER AS (id + 1)",
  "DROP VIEW events_readable",
  "DROP VIEW events_readable; CREATE VIEW events_readable AS SELECT random ()",
  "DROP TABLE export; CREATE VIEW export AS SELECT 1",
  "DROP INDEX person_text",
  "DROP INDEX person_text; CREATE INDEX person_text ON person (key)",
  "CREATE VIRTUAL TABLE f USING fts5 (x)",
  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace (sql, 'amount REAL', 'amount TEXT') WHERE name = 'event'",
  "PRAGMA user_version = 0",
};

static void
test_foreign_schema (Fixture *fixture,
                     gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign_schemas); i++)
    {
      sy_project_unref (fixture_create (fixture));
      run_sql (fixture->path, foreign_schemas[i]);
      g_test_message ("%s", foreign_schemas[i]);
      assert_open_error (fixture->path, SY_STORE_ERROR_DAMAGED);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Somebody's ANALYZE is no damage. */
static void
test_analyzed (Fixture *fixture,
               gconstpointer data)
{
  sy_project_unref (fixture_create (fixture));
  run_sql (fixture->path, "INSERT INTO person (key) VALUES ('a'); ANALYZE");
  sy_project_unref (fixture_open (fixture));
}

/* Every byte of the first pages, one after the other, turned over: refused or read, never a crash. */
static void
test_flipped_bytes (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;
  guint n_refused = 0;

  sy_project_unref (fixture_create (fixture));
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (gsize i = 0; i < length; i += i < 200 ? 1 : 997)
    {
      g_autoptr (SyProject) project = NULL;
      g_autoptr (GError) error = NULL;

      content[i] = (char) (content[i] ^ 0xff);
      g_assert_true (g_file_set_contents_full (fixture->path, content, (gssize) length,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
      content[i] = (char) (content[i] ^ 0xff);
      project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, &error);
      if (project == NULL)
        {
          g_assert_nonnull (error);
          n_refused++;
        }
    }
  g_assert_cmpuint (n_refused, >, 50);
}

static void
test_truncated (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autofree char *content = NULL;
  gsize length;

  /* The last page of a new file is an empty table: without its tail nothing is lost. */
  g_assert_cmpint (sy_project_add_note (project, 1, SY_NOTE_OTHER, "A row", NULL), >, 0);
  g_clear_pointer (&project, sy_project_unref);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (gsize n = 4096; n < length; n += 8192)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents_full (fixture->path, content, (gssize) n,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
      g_assert_null (sy_project_open (fixture->path, SY_PROJECT_READ_WRITE, &error));
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
    }
}

static void
test_read_only (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;

  sy_project_unref (fixture_create (fixture));
  project = sy_project_open (fixture->path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (sy_project_is_read_only (project));
  g_assert_false (sy_project_set_setting (project, "a", "b", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpint (sy_project_add_model (project, "m", "{}", "new", &error), ==, 0);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY);
}

static void
test_busy (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  sqlite3 *other = NULL;

  if (!g_test_slow ())
    {
      g_test_skip ("waits for five seconds: run with -m slow");
      return;
    }
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (sy_project_set_setting (project, "a", "b", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 4 * G_USEC_PER_SEC);
  g_clear_error (&error);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (sy_project_set_setting (project, "a", "b", &error));
  sqlite3_close (other);
}

static gpointer
release_later (gpointer data)
{
  g_usleep (300000);
  sqlite3_exec (data, "COMMIT", NULL, NULL, NULL);
  return NULL;
}

/* A short write of another program is waited for. */
static void
test_waits (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  sqlite3 *other = NULL;
  GThread *thread;

  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  thread = g_thread_new ("release", release_later, other);
  g_assert_true (sy_project_set_setting (project, "a", "b", &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  value = sy_project_get_setting (project, "a");
  g_assert_cmpstr (value, ==, "b");
  sqlite3_close (other);
}

static void
test_data_version (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) first = fixture_create (fixture);
  g_autoptr (SyProject) second = fixture_open (fixture);
  gint64 before = sy_project_get_data_version (first);

  g_assert_cmpint (sy_project_get_data_version (first), ==, before);
  g_assert_true (sy_project_set_setting (second, "a", "b", NULL));
  g_assert_cmpint (sy_project_get_data_version (first), !=, before);
}

static void
test_save_copy (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyProject) copy = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "copy.steelyard", NULL);
  g_autofree char *value = NULL;

  g_assert_true (sy_project_set_setting (project, "as-of", "2017-07-01", NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (sy_project_save_copy (project, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_true (sy_project_save_copy (project, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (sy_project_save_copy (project, path, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS);
  copy = sy_project_open (path, SY_PROJECT_READ_ONLY, NULL);
  value = sy_project_get_setting (copy, "as-of");
  g_assert_cmpstr (value, ==, "2017-07-01");
}

#define IMPORT_COLUMNS "(id, kind, file_name, n_bytes, digest, shape, mapping, rows_read, accepted, rejected, duplicates, first_event, last_event, imported_at_ms)"

/* Damage that leaves the file readable, and a word each that the report must have. */
static const struct
{
  const char *sql;
  const char *word;
} damages[] = {
  { "INSERT INTO event (person_id, type_id, time_ms) VALUES (99, 1, 0)", "missing row of person" },
  { "INSERT INTO event (person_id, type_id, time_ms) VALUES (1, 1, 9000000000000)",
    "1930 to 2066" },
  { "INSERT INTO event (person_id, type_id, time_ms, amount) VALUES (1, 1, 0, 9e999)",
    "not finite" },
  { "INSERT INTO event (person_id, type_id, time_ms) VALUES (1, 1, 0)", "without an import" },
  { "INSERT INTO import " IMPORT_COLUMNS
    " VALUES (1, 'events', 'f', 9, 'd', '', '{}', 2, 2, 0, 0, 1, 2, 0)",
    "2 rows were accepted" },
  { "INSERT INTO import " IMPORT_COLUMNS
    " VALUES (1, 'events', 'f', 9, 'd', '', '{}', 2, 0, 2, 0, NULL, NULL, 0)",
    "2 rows were rejected" },
  { "INSERT INTO model VALUES (1, 'm', 5, 0)", "draft is missing" },
  { "INSERT INTO model VALUES (1, 'm', 1, 0); INSERT INTO model_revision VALUES (1, 1, 0, '', '{}', 0);"
    "INSERT INTO model_version VALUES (1, 1, 0, '{}', printf ('%064d', 7), NULL, 'a', 'r', 0)",
    "SHA-256" },
  { "CREATE TABLE extra (x)", "foreign" },
};

static void
test_check (Fixture *fixture,
            gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (SyProject) project = fixture_create (fixture);
      g_autoptr (SyCheckReport) report = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found = FALSE;

      run_sql (fixture->path,
               "INSERT INTO person (key) VALUES ('a'); INSERT INTO event_type (name) VALUES ('t')");
      report = sy_project_check (project, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->problems->len, ==, 0);
      g_assert_cmpuint (report->n_checks, >, 5);
      g_clear_pointer (&report, sy_check_report_free);

      run_sql (fixture->path, damages[i].sql);
      report = sy_project_check (project, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < report->problems->len; j++)
        found |= strstr (g_ptr_array_index (report->problems, j), damages[i].word) != NULL;
      g_test_message ("%s", damages[i].sql);
      g_assert_true (found);
      g_clear_pointer (&project, sy_project_unref);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

static void
test_records (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (SySegmentRecord) segment = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (sy_project_get_setting (project, "as-of"));
  g_assert_true (sy_project_set_setting (project, "as-of", "2017-07-01", &error));
  g_assert_true (sy_project_set_setting (project, "as-of", "it's; DROP TABLE setting", &error));
  value = sy_project_get_setting (project, "as-of");
  g_assert_cmpstr (value, ==, "it's; DROP TABLE setting");
  g_assert_true (sy_project_set_setting (project, "as-of", NULL, &error));
  g_assert_null (sy_project_get_setting (project, "as-of"));

  g_assert_true (sy_project_set_segment (project, "loyal", "{\"a\":1}", &error));
  g_assert_true (sy_project_set_segment (project, "at risk", "{}", &error));
  g_assert_true (sy_project_set_segment (project, "loyal", "{\"a\":2}", &error));
  segment = sy_project_get_segment (project, "loyal", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (segment->json, ==, "{\"a\":2}");
  list = sy_project_list_segments (project, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((SySegmentRecord *) list->pdata[0])->name, ==, "at risk");
  g_clear_pointer (&list, g_ptr_array_unref);
  g_assert_true (sy_project_remove_segment (project, "loyal", &error));
  g_assert_false (sy_project_remove_segment (project, "loyal", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (sy_project_add_export (project, "f.csv", 12, "{}", &error));
  list = sy_project_list_exports (project, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((SyExportRecord *) list->pdata[0])->n_rows, ==, 12);
  g_clear_pointer (&list, g_ptr_array_unref);

  list = sy_project_list_changes (project, 100, &error);
  g_assert_cmpuint (list->len, ==, 6);
  g_assert_cmpstr (((SyChange *) list->pdata[0])->action, ==, "export");
  g_assert_cmpstr (((SyChange *) list->pdata[5])->action, ==, "create");
}

static void
test_info_empty (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyProjectInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  info = sy_project_get_info (project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->n_events, ==, 0);
  g_assert_cmpint (info->n_people, ==, 0);
  g_assert_cmpuint (info->types->len, ==, 0);
  g_assert_cmpuint (g_strv_length (info->properties), ==, 0);
  g_assert_cmpint (info->file_size, >, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/project/create", test_create);
  ADD_TEST ("/store/project/dead-journal", test_dead_journal);
  ADD_TEST ("/store/project/create-refused", test_create_refused);
  ADD_TEST ("/store/project/not-a-project", test_not_a_project);
  ADD_TEST ("/store/project/newer", test_newer);
  ADD_TEST ("/store/project/foreign-schema", test_foreign_schema);
  ADD_TEST ("/store/project/analyzed", test_analyzed);
  ADD_TEST ("/store/project/flipped-bytes", test_flipped_bytes);
  ADD_TEST ("/store/project/truncated", test_truncated);
  ADD_TEST ("/store/project/read-only", test_read_only);
  ADD_TEST ("/store/project/busy", test_busy);
  ADD_TEST ("/store/project/waits", test_waits);
  ADD_TEST ("/store/project/data-version", test_data_version);
  ADD_TEST ("/store/project/save-copy", test_save_copy);
  ADD_TEST ("/store/project/check", test_check);
  ADD_TEST ("/store/project/records", test_records);
  ADD_TEST ("/store/project/info-empty", test_info_empty);
  return g_test_run ();
}
