/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#include <math.h>

static void
add_block (const SyEventBlock *block,
           gpointer user_data)
{
  for (gsize i = 0; i < block->n_rows; i++)
    g_string_append_printf (user_data, "%d:%u,%u,%d,%s ", (int) block->ids[i], block->people[i],
                            block->types[i], (int) block->times_ms[i],
                            isnan (block->amounts[i]) ? "-"
                            : block->amounts[i] > 5   ? "big"
                                                      : "small");
}

static void
add_properties (const SyPropertyBlock *block,
                gpointer user_data)
{
  for (gsize i = 0; i < block->n_rows; i++)
    g_string_append_printf (user_data, "%d:%u=%u ", (int) block->events[i], block->names[i],
                            block->values[i]);
}

static void
test_events (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);

  run_sql (
      fixture->path,
      "INSERT INTO person VALUES (1, 'b'), (2, 'a'); INSERT INTO event_type (id, name) VALUES (4, 't');"
      "INSERT INTO property_name VALUES (1, 'p'), (2, 'q'); INSERT INTO property_value VALUES (1, 'v'), (2, 'w');"
      "INSERT INTO event VALUES (3, 1, 4, 10, 1.5), (4, 2, 4, -20, NULL), (5, 1, 4, 30, 9), (9, 2, 4, 40, 0);"
      "INSERT INTO event_property VALUES (3, 1, 2), (3, 2, 1), (5, 1, 1), (9, 2, 2);"
      "INSERT INTO clean_rule VALUES (1, 'bots', '{}', 0, 0), (2, 'more bots', '{}', 0, 0);"
      "INSERT INTO event_mark VALUES (5, 1), (5, 2)");
  for (guint n_parts = 1; n_parts <= 16; n_parts++)
    {
      g_autoptr (GString) events = g_string_new (NULL);
      g_autoptr (GString) properties = g_string_new (NULL);
      g_autoptr (SyEventReader) reader = NULL;
      g_autoptr (GError) error = NULL;

      reader = sy_event_reader_new (project, n_parts, &error);
      g_assert_no_error (error);
      g_assert_cmpint (sy_event_reader_get_max_event_id (reader), ==, 9);
      g_assert_cmpuint (sy_event_reader_get_n_marked (reader), ==, 1);
      for (guint part = 0; part < n_parts; part++)
        {
          g_assert_true (
              sy_event_reader_read_events (reader, part, add_block, events, NULL, &error));
          g_assert_true (sy_event_reader_read_properties (reader, part, add_properties, properties,
                                                          NULL, &error));
        }
      g_assert_cmpstr (events->str, ==, "3:1,4,10,small 4:2,4,-20,- 9:2,4,40,small ");
      g_assert_cmpstr (properties->str, ==, "3:1=2 3:2=1 9:2=2 ");
    }
}

static void
test_empty (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (SyTextTable) people = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  reader = sy_event_reader_new (project, 2, &error);
  g_assert_no_error (error);
  for (guint part = 0; part < 2; part++)
    g_assert_true (sy_event_reader_read_events (reader, part, add_block, text, NULL, &error));
  people = sy_event_reader_read_people (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->n_rows, ==, 0);
  g_assert_cmpuint (people->max_id, ==, 0);
  g_assert_cmpstr (text->str, ==, "");
}

/* By bytes: upper case before lower, everything beyond ASCII last. */
static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  static const char *const expected[] = { "10", "9", "A", "Z", "a", "é" };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (SyTextTable) people = NULL;
  g_autoptr (GError) error = NULL;

  run_sql (fixture->path,
           "INSERT INTO person (key) VALUES ('a'), ('é'), ('Z'), ('10'), ('9'), ('A')");
  reader = sy_event_reader_new (project, 1, &error);
  people = sy_event_reader_read_people (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->n_rows, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (people->max_id, ==, 6);
  for (gsize i = 0; i < people->n_rows; i++)
    g_assert_cmpstr (people->texts[i], ==, expected[i]);
  g_assert_cmpuint (people->ids[0], ==, 4);
}

static void
add_attribute (guint32 person,
               const char *name,
               const char *value,
               gpointer user_data)
{
  g_string_append_printf (user_data, "%u %s=%s; ", person, name, value);
}

static void
add_outcome (guint32 person,
             const char *name,
             gint64 time_ms,
             gpointer user_data)
{
  g_string_append_printf (user_data, "%u %s@%d; ", person, name, (int) time_ms);
}

static void
add_alias (guint32 alias,
           guint32 person,
           gpointer user_data)
{
  g_string_append_printf (user_data, "%u>%u ", alias, person);
}

static void
test_facts (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (GString) attributes = g_string_new (NULL);
  g_autoptr (GString) outcomes = g_string_new (NULL);
  g_autoptr (GString) aliases = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  run_sql (
      fixture->path,
      "INSERT INTO person VALUES (1, 'a'), (2, 'b');"
      "INSERT INTO import (id, kind, file_name, n_bytes, digest, shape, mapping, rows_read, accepted, rejected, duplicates, first_event, last_event, imported_at_ms) SELECT value, 'attributes', '', 0, '', '', '', 0, 0, 0, 0, NULL, NULL, 0 FROM json_each ('[1,2]');"
      "INSERT INTO attribute_name VALUES (1, 'age'), (2, 'city'); INSERT INTO outcome_name VALUES (1, 'churn');"
      "INSERT INTO attribute VALUES (1, 1, 1, 2, '30'), (1, 1, 2, 2, '31'), (1, 2, 1, 3, '40'), (1, 2, 2, 3, NULL),"
      "  (2, 1, 1, 2, 'Rome'), (2, 1, 1, 9, 'Oslo'), (2, 2, 1, 3, '');"
      "INSERT INTO outcome (import_id, person_id, name_id, time_ms, value) VALUES"
      "  (1, 2, 1, 500, '1'), (1, 1, 1, 700, NULL), (1, 1, 1, 600, 'yes'), (1, 1, 1, 800, 'No'), (1, 1, 1, NULL, '1');"
      "INSERT INTO alias (import_id, alias_id, person_id) VALUES (1, 2, 1)");
  reader = sy_event_reader_new (project, 1, &error);
  g_assert_true (sy_event_reader_read_attributes (reader, add_attribute, attributes, &error));
  g_assert_cmpstr (attributes->str, ==, "1 age=31; 2 age=40; 1 city=Oslo; ");
  g_assert_true (sy_event_reader_read_outcomes (reader, add_outcome, outcomes, &error));
  g_assert_cmpstr (outcomes->str, ==, "1 churn@600; 1 churn@700; 2 churn@500; ");
  g_assert_true (sy_event_reader_read_aliases (reader, add_alias, aliases, &error));
  g_assert_cmpstr (aliases->str, ==, "2>1 ");
}

static void
test_impossible (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  run_sql (
      fixture->path,
      "INSERT INTO event VALUES (1, -7, 1, 0, NULL); INSERT INTO person VALUES (4000000000, 'a')");
  reader = sy_event_reader_new (project, 1, &error);
  g_assert_false (sy_event_reader_read_events (reader, 0, add_block, text, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (sy_event_reader_read_people (reader, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  run_sql (fixture->path,
           "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 20000) "
           "INSERT INTO event SELECT x, 1, 1, x, NULL FROM c");
  reader = sy_event_reader_new (project, 1, &error);
  g_cancellable_cancel (cancellable);
  g_assert_false (sy_event_reader_read_events (reader, 0, add_block, text, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A write has to wait while somebody reads, so all parts see one state. */
static void
test_one_state (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  reader = sy_event_reader_new (project, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "INSERT INTO person VALUES (1, 'a')", NULL, NULL, NULL), ==,
                   SQLITE_BUSY);
  g_clear_pointer (&reader, sy_event_reader_free);
  g_assert_cmpint (sqlite3_exec (other, "INSERT INTO person VALUES (1, 'a')", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (other);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/reader/events", test_events);
  ADD_TEST ("/store/reader/empty", test_empty);
  ADD_TEST ("/store/reader/order", test_order);
  ADD_TEST ("/store/reader/facts", test_facts);
  ADD_TEST ("/store/reader/impossible", test_impossible);
  ADD_TEST ("/store/reader/cancel", test_cancel);
  ADD_TEST ("/store/reader/one-state", test_one_state);
  return g_test_run ();
}
