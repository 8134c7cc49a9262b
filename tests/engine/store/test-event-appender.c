/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-rows.h"

#include "store/sy-event-appender-private.h"
#include "store/sy-event-image-private.h"

/* An image by itself is a sound database, whether one leaf is enough or not, first used or again. */
static void
test_image (void)
{
  static const gsize sizes[] = { 1, 2, 1500, 1800, 2500, 100000, 3 };
  g_autoptr (SyEventImage) image = sy_event_image_new ();
  sqlite3_int64 n_template;
  guint8 *template;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA page_size = 65536; CREATE TABLE event (id INTEGER, "
                                 "person_id INTEGER NOT NULL, type_id INTEGER NOT NULL, "
                                 "time_ms INTEGER NOT NULL, amount REAL) STRICT",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  template = sqlite3_serialize (db, "main", &n_template, 0);
  g_assert_cmpint (n_template, ==, 2 * SY_EVENT_IMAGE_PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Rows) rows = rows_new (sizes[i]);
      gsize half = rows->n / 2;
      guint8 *pages;
      gsize size;

      sy_event_image_clear (image);
      sy_event_image_add (image, rows->people, rows->types, rows->times_ms, rows->amounts, half);
      sy_event_image_add (image, rows->people + half, rows->types + half, rows->times_ms + half,
                          rows->amounts + half, rows->n - half);
      g_assert_cmpuint (sy_event_image_get_n_rows (image), ==, rows->n);
      pages = sy_event_image_seal (image, template, &size);
      g_assert_cmpint (sqlite3_deserialize (db, "main", pages, (sqlite3_int64) size,
                                            (sqlite3_int64) size, SQLITE_DESERIALIZE_READONLY),
                       ==, SQLITE_OK);
      assert_intact (db);
      assert_rows (db, "event", 1, rows);
    }
  sqlite3_close (db);
  sqlite3_free (template);
}

static void
append (SyDatabase *database,
        const Rows *rows,
        gboolean is_kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventAppender) appender = sy_event_appender_new (database, &error);
  gsize half = (rows->n + 1) / 2;

  g_assert_no_error (error);
  g_assert_true (sy_database_begin (database, &error));
  g_assert_true (sy_event_appender_begin (appender, &error));
  g_assert_true (sy_event_appender_add (appender, rows->people, rows->types, rows->times_ms,
                                        rows->amounts, half, &error));
  if (rows->n > half)
    g_assert_true (sy_event_appender_add (appender, rows->people + half, rows->types + half,
                                          rows->times_ms + half, rows->amounts + half,
                                          rows->n - half, &error));
  g_assert_cmpint (sqlite3_changes (database->db), >, 0);
  if (is_kept)
    g_assert_true (sy_event_appender_finish (appender, &error));
  g_assert_cmpint (sy_database_end (database, is_kept, &error), ==, is_kept);
  g_assert_no_error (error);
}

/* Nothing but rows is new: the declaration, the switches and what may be attached are as before. */
static void
assert_protected (SyDatabase *database)
{
  int is_defensive = -1;

  g_assert_cmpint (get_int (database,
                            "SELECT count(*) FROM sqlite_schema WHERE name = 'event' AND "
                            "sql LIKE '%id INTEGER PRIMARY KEY,%'"),
                   ==, 1);
  sqlite3_db_config (database->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &is_defensive);
  g_assert_cmpint (is_defensive, ==, 1);
  g_assert_cmpint (sqlite3_limit (database->db, SQLITE_LIMIT_ATTACHED, -1), ==, 0);
  g_assert_cmpint (sqlite3_exec (database->db, "ATTACH ':memory:' AS other", NULL, NULL, NULL), !=,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database->db, "UPDATE sqlite_schema SET sql = ''", NULL, NULL, NULL),
                   !=, SQLITE_OK);
  assert_intact (database->db);
}

static void
test_append (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (Rows) few = rows_new (1);
  g_autoptr (Rows) many = rows_new (40001);

  append (database, few, TRUE);
  assert_protected (database);
  append (database, many, TRUE);
  assert_protected (database);
  g_assert_cmpint (get_int (database, "SELECT max (id) FROM event"), ==, 40002);
  g_assert_cmpint (get_int (database, "SELECT count (*) FROM event WHERE id = rowid"), ==, 40002);
  assert_rows (database->db, "event", 2, many);

  /* After the largest id, not into the gaps. */
  g_assert_true (sy_database_exec (database, "DELETE FROM event WHERE id < 40000", NULL));
  append (database, few, TRUE);
  g_assert_cmpint (get_int (database, "SELECT max (id) FROM event"), ==, 40003);
  assert_rows (database->db, "event", 40003, few);
}

/* A transaction that is taken back leaves neither rows nor the other declaration, on disk or in memory. */
static void
test_rollback (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (Rows) rows = rows_new (20000);

  append (database, rows, TRUE);
  append (database, rows, FALSE);
  assert_protected (database);
  g_assert_cmpint (get_int (database, "SELECT max (id) FROM event"), ==, 20000);
  g_assert_true (sy_database_exec (database,
                                   "INSERT INTO event (person_id, type_id, time_ms) "
                                   "VALUES (1, 1, 1)",
                                   NULL));
  g_assert_cmpint (get_int (database, "SELECT id FROM event WHERE id > 20000"), ==, 20001);
}

/* A table declared in another way is not touched. */
static void
test_foreign_table (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (GError) error = NULL;
  SyEventAppender *appender;

  database->allow_schema = TRUE;
  g_assert_true (sy_database_exec (database,
                                   "DROP VIEW events_readable; DROP TABLE event; "
                                   "CREATE TABLE event (id TEXT) STRICT",
                                   &error));
  appender = sy_event_appender_new (database, &error);
  g_assert_null (appender);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/event-image/rows", test_image);
  g_test_add ("/store/event-appender/append", Fixture, NULL, fixture_set_up, test_append,
              fixture_tear_down);
  g_test_add ("/store/event-appender/rollback", Fixture, NULL, fixture_set_up, test_rollback,
              fixture_tear_down);
  g_test_add ("/store/event-appender/foreign-table", Fixture, NULL, fixture_set_up,
              test_foreign_table, fixture_tear_down);
  return g_test_run ();
}
