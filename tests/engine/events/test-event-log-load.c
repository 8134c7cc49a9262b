/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sy-load-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "p.steelyard", NULL);
}

static void
remove_project (Fixture *fixture)
{
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_project (fixture);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static SyProject *
create_project (Fixture *fixture,
                const char *zone)
{
  g_autoptr (GError) error = NULL;
  SyProject *project = sy_project_create (fixture->path, zone, &error);

  g_assert_no_error (error);
  return project;
}

static void
run_sql (Fixture *fixture,
         const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
append_sql (GString *sql,
            const char *format,
            ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = sqlite3_vmprintf (format, arguments);
  va_end (arguments);
  g_string_append (sql, text);
  sqlite3_free (text);
}

/* The rows of a test log as an import would store them. */
static void
store_rows (Fixture *fixture,
            const SyTestLog *rows)
{
  g_autoptr (GString) sql = g_string_new (
      "BEGIN; INSERT INTO import (id, kind, file_name, n_bytes, digest, shape, mapping, rows_read, accepted, rejected, duplicates, imported_at_ms) VALUES (1, 'events', 'f', 0, '', '', '', 0, 0, 0, 0, 0);");
  char number[SY_NUMBER_BUFFER_SIZE];

  for (guint i = 0; i < rows->links->len; i++)
    {
      const SyTestLink *link = &g_array_index (rows->links, SyTestLink, i);

      append_sql (sql, "INSERT OR IGNORE INTO person (key) VALUES (%Q), (%Q);", link->alias,
                  link->person);
      append_sql (
          sql,
          "INSERT INTO alias SELECT NULL, 1, a.id, p.id, NULL FROM person a, person p WHERE a.key = %Q AND p.key = %Q;",
          link->alias, link->person);
    }
  for (guint i = 0; i < rows->events->len; i++)
    {
      const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);

      append_sql (
          sql,
          "INSERT OR IGNORE INTO person (key) VALUES (%Q); INSERT OR IGNORE INTO event_type (name) VALUES (%Q);",
          event->person, event->type);
      append_sql (
          sql,
          "INSERT INTO event SELECT %u, p.id, t.id, %lld, %s FROM person p, event_type t WHERE p.key = %Q AND t.name = %Q;",
          i + 1, (long long) event->time_ms,
          isnan (event->amount) ? "NULL" : sy_number_format (event->amount, number), event->person,
          event->type);
      for (guint j = 0; j < SY_TEST_N_PROPERTIES; j++)
        if (event->properties[j] != NULL)
          {
            append_sql (
                sql,
                "INSERT OR IGNORE INTO property_name (name) VALUES (%Q); INSERT OR IGNORE INTO property_value (value) VALUES (%Q);",
                sy_test_properties[j], event->properties[j]);
            append_sql (
                sql,
                "INSERT INTO event_property SELECT %u, n.id, v.id FROM property_name n, property_value v WHERE n.name = %Q AND v.value = %Q;",
                i + 1, sy_test_properties[j], event->properties[j]);
          }
    }
  for (guint i = 0; i < rows->attributes->len; i++)
    {
      const SyTestAttribute *attribute = &g_array_index (rows->attributes, SyTestAttribute, i);

      append_sql (
          sql,
          "INSERT OR IGNORE INTO person (key) VALUES (%Q); INSERT OR IGNORE INTO attribute_name (name) VALUES (%Q);",
          attribute->person, attribute->name);
      append_sql (
          sql,
          "INSERT INTO attribute SELECT n.id, p.id, 1, %u, %Q FROM person p, attribute_name n WHERE p.key = %Q AND n.name = %Q;",
          i, attribute->text, attribute->person, attribute->name);
    }
  for (guint i = 0; i < rows->aliases->len; i++)
    {
      const SyTestTypeAlias *alias = &g_array_index (rows->aliases, SyTestTypeAlias, i);

      append_sql (
          sql,
          "INSERT OR IGNORE INTO event_type (name) SELECT %Q WHERE EXISTS (SELECT 1 FROM event_type WHERE name = %Q);",
          alias->canonical, alias->name);
      append_sql (sql,
                  "INSERT INTO event_type_alias SELECT %Q, id FROM event_type WHERE name = %Q;",
                  alias->name, alias->canonical);
    }
  for (guint i = 0; i < rows->muted->len; i++)
    append_sql (sql, "UPDATE event_type SET is_muted = 1 WHERE name = %Q;", rows->muted->pdata[i]);
  g_string_append (sql, "COMMIT;");
  run_sql (fixture, sql->str);
}

static SyEventLog *
load (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  SyEventLog *log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return log;
}

/* A project gives the same log as its rows in memory. */
static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  for (guint seed = 0; seed < 12; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) built = sy_test_log_build (rows);
      g_autoptr (SyEventLog) loaded = NULL;
      g_autoptr (SyProject) project = NULL;

      if (seed > 0)
        remove_project (fixture);
      project = create_project (fixture, rows->zone);
      store_rows (fixture, rows);
      loaded = load (project);
      sy_test_log_assert_same (loaded, built);
      g_assert_cmpstr (sy_zone_get_name (sy_event_log_get_zone (loaded)), ==, rows->zone);
    }
}

static void
test_empty (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = create_project (fixture, NULL);
  g_autoptr (SyEventLog) log = load (project);

  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 0);
  g_assert_cmpuint (sy_event_log_get_n_people (log), ==, 0);
}

static double
get_raw (SyProject *project,
         guint32 person)
{
  g_autoptr (SyEventLog) log = load (project);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, 1500000000);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);

  return sy_scores_get_raw (scores)[person];
}

/* A marked event scores 0 and unmarking brings the score back; so do links. */
static void
test_marks_and_links (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (SyProject) project = create_project (fixture, NULL);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (int i = 0; i < 7; i++)
    sy_test_log_add (rows, i < 4 ? "a" : "b", "purchase", 1400000000 + i, NAN);
  store_rows (fixture, rows);
  g_assert_cmpfloat (get_raw (project, 0), ==, 4);
  run_sql (fixture,
           "INSERT INTO clean_rule VALUES (1, 'bots', '{}', 0, 0), (2, 'twice', '{}', 0, 0);"
           "INSERT INTO event_mark VALUES (2, 1), (2, 2), (7, 2)");
  g_assert_cmpfloat (get_raw (project, 0), ==, 3);
  g_assert_cmpfloat (get_raw (project, 1), ==, 2);
  run_sql (
      fixture,
      "INSERT INTO alias SELECT NULL, 1, a.id, b.id, NULL FROM person a, person b WHERE a.key = 'a' AND b.key = 'b'");
  g_assert_cmpfloat (get_raw (project, 0), ==, 5);
  run_sql (fixture, "DELETE FROM alias; DELETE FROM event_mark");
  g_assert_cmpfloat (get_raw (project, 0), ==, 4);
  g_assert_cmpfloat (get_raw (project, 1), ==, 3);
}

static void
test_outcomes (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = create_project (fixture, NULL);
  g_autoptr (SyEventLog) log = NULL;
  const SyImportedOutcome *outcome;

  run_sql (
      fixture,
      "INSERT INTO person VALUES (7, 'b'), (9, 'a'); INSERT INTO outcome_name VALUES (3, 'renewed');"
      "INSERT INTO import (id, kind, file_name, n_bytes, digest, shape, mapping, rows_read, accepted, rejected, duplicates, imported_at_ms) VALUES (1, 'outcomes', 'f', 0, '', '', '', 0, 0, 0, 0, 0);"
      "INSERT INTO outcome VALUES (1, 1, 7, 3, 1500000000123, NULL), (2, 1, 9, 3, NULL, 'no'), (3, 1, 9, 3, 5000, 'yes')");
  log = load (project);
  outcome = sy_event_log_find_outcome (log, "renewed");
  g_assert_cmpuint (outcome->n_rows, ==, 2);
  g_assert_cmpuint (outcome->people[0], ==, 0);
  g_assert_cmpint (outcome->seconds[0] + SY_EVENT_EPOCH, ==, 5);
  g_assert_cmpuint (outcome->people[1], ==, 1);
  g_assert_cmpint (outcome->seconds[1] + SY_EVENT_EPOCH, ==, 1500000000);
}

/* Rows that no import writes, but another program might. */
static void
test_damage (Fixture *fixture,
             gconstpointer data)
{
  const char *const damages[] = {
    "UPDATE event SET person_id = 999 WHERE id = 2",
    "UPDATE event SET type_id = 999 WHERE id = 2",
    "UPDATE event SET time_ms = 9223372036854775807 WHERE id = 2",
    "UPDATE event SET time_ms = -9223372036854775807 WHERE id = 2",
    "UPDATE event SET amount = 9e999 WHERE id = 2",
    "UPDATE event SET id = 99999999999 WHERE id = 2",
    "UPDATE event_property SET value_id = 999",
    "UPDATE event_property SET event_id = 2; DELETE FROM event WHERE id = 2",
  };
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (int i = 0; i < 4; i++)
    sy_test_log_add (rows, "a", "purchase", 1400000000 + i, 1)->properties[0] = i == 0 ? "web"
                                                                                       : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyProject) project = NULL;

      if (i > 0)
        remove_project (fixture);
      project = create_project (fixture, NULL);
      store_rows (fixture, rows);
      run_sql (fixture, damages[i]);
      g_test_message ("%s", damages[i]);
      g_assert_null (sy_event_log_load (project, NULL, NULL, NULL, &error));
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
    }
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create_project (fixture, NULL);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  sy_test_log_add (rows, "a", "purchase", 1400000000, NAN);
  store_rows (fixture, rows);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_event_log_load (project, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  GThread *thread;
  gint64 done;
  guint n_calls;
} Progress;

static void
on_progress (gint64 done,
             gint64 total,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_true (g_thread_self () == progress->thread);
  g_assert_cmpint (done, >=, progress->done);
  g_assert_cmpint (done, <=, total);
  progress->done = done;
  progress->n_calls++;
}

static void
test_progress (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = create_project (fixture, NULL);
  g_autoptr (SyEventLog) log = NULL;
  Progress progress = { .thread = g_thread_self () };

  run_sql (fixture,
           "INSERT INTO person VALUES (1, 'a'); INSERT INTO event_type (name) VALUES ('t');"
           "INSERT INTO event VALUES (1, 1, 1, 1000, NULL)");
  run_sql (
      fixture,
      "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO event SELECT i, 1, 1, i * 1000, NULL FROM n");
  log = sy_event_log_load (project, NULL, on_progress, &progress, NULL);
  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 50000);
  g_assert_cmpuint (progress.n_calls, >, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD_TEST ("/events/event-log-load/random", test_random);
  ADD_TEST ("/events/event-log-load/empty", test_empty);
  ADD_TEST ("/events/event-log-load/marks-and-links", test_marks_and_links);
  ADD_TEST ("/events/event-log-load/outcomes", test_outcomes);
  ADD_TEST ("/events/event-log-load/damage", test_damage);
  ADD_TEST ("/events/event-log-load/cancel", test_cancel);
  ADD_TEST ("/events/event-log-load/progress", test_progress);

  return g_test_run ();
}
