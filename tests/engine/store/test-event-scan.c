/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#include <math.h>

#include "store/sy-event-scan-private.h"

/* Ids with gaps, amounts of every storage class, deleted rows and a tree of three levels. */
#define ROWS_SQL                                                                                                 \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "                            \
  "INSERT INTO event SELECT i * 3 + i % 2, 1 + i * 7919 % 300, 1 + i % 9, "                                      \
  "  CASE i % 5 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN -i WHEN 3 THEN i * 1000003 ELSE 1500000000000 + i END, " \
  "  CASE i % 8 WHEN 0 THEN NULL WHEN 1 THEN 0.0 WHEN 2 THEN 1.0 WHEN 3 THEN i + 0.25 WHEN 4 THEN -i * 1.0 "     \
  "    WHEN 5 THEN 1e300 WHEN 6 THEN -0.5 ELSE i * 1e9 END FROM n;"                                              \
  "DELETE FROM event WHERE id % 11 = 0"

typedef struct
{
  GString *text;
  gint64 last;
} Rows;

static void
rows_clear (Rows *self)
{
  g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
add_row (Rows *self,
         gint64 id,
         gint64 person,
         gint64 type,
         gint64 time_ms,
         double amount)
{
  g_assert_cmpint (id, >, self->last);
  self->last = id;
  g_string_append_printf (self->text,
                          "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT " %a\n",
                          id, person, type, time_ms, isnan (amount) ? -12345.5 : amount);
}

static void
add_block (const SyEventBlock *block,
           gpointer user_data)
{
  g_assert_cmpuint (block->n_rows, >, 0);
  g_assert_cmpuint (block->n_rows, <=, SY_EVENT_SCAN_BLOCK_ROWS);
  for (gsize i = 0; i < block->n_rows; i++)
    add_row (user_data, block->ids[i], block->people[i], block->types[i], block->times_ms[i],
             block->amounts[i]);
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  return db;
}

static void
read_by_sql (sqlite3 *db,
             gint64 after,
             gint64 upto,
             Rows *rows)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT id, person_id, type_id, time_ms, amount FROM event "
                                       "WHERE id > ? AND id <= ? ORDER BY id",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, upto);
  while (sqlite3_step (statement) == SQLITE_ROW)
    add_row (rows, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
             sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3),
             sqlite3_column_type (statement, 4) == SQLITE_NULL
                 ? (double) NAN
                 : sqlite3_column_double (statement, 4));
  sqlite3_finalize (statement);
}

static void
fill (Fixture *fixture,
      const char *sql)
{
  g_autoptr (SyProject) project = fixture_create (fixture);

  g_clear_pointer (&project, sy_project_unref);
  run_sql (fixture->path, "PRAGMA foreign_keys = OFF");
  run_sql (fixture->path, sql);
}

static void
test_same_as_sql (Fixture *fixture,
                  gconstpointer data)
{
  static const gint64 bounds[] = { G_MININT64, 0, 3, 4, 1000, 1001,
                                   90000, 179999, 180000, 180001, G_MAXINT64 };
  sqlite3 *db;

  fill (fixture, ROWS_SQL);
  db = open_database (fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (gsize j = i; j < G_N_ELEMENTS (bounds); j++)
      {
        g_auto (Rows) expected = { g_string_new (NULL), G_MININT64 };
        g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
        gint64 last = 0;

        read_by_sql (db, bounds[i], bounds[j], &expected);
        g_assert_true (sy_event_scan_run (db, bounds[i], bounds[j], add_block, &rows, NULL, &last));
        g_assert_cmpstr (rows.text->str, ==, expected.text->str);
        g_assert_cmpint (last, ==, expected.text->len > 0 ? expected.last : bounds[i]);
      }
  sqlite3_close (db);
}

static void
test_small (Fixture *fixture,
            gconstpointer data)
{
  g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
  gint64 last = 0;
  sqlite3 *db;

  fill (fixture, "SELECT 1");
  db = open_database (fixture->path);
  g_assert_true (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, NULL, &last));
  g_assert_cmpstr (rows.text->str, ==, "");
  sqlite3_close (db);
  run_sql (fixture->path, "INSERT INTO event VALUES (7, 1, 2, 3, NULL)");
  db = open_database (fixture->path);
  g_assert_true (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, NULL, &last));
  g_assert_cmpint (last, ==, 7);
  sqlite3_close (db);
}

/* A row of a shape that the importer never writes ends the scan just before it. */
static void
test_unknown_shape (Fixture *fixture,
                    gconstpointer data)
{
  g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
  gint64 last = 0;
  sqlite3 *db;

  fill (
      fixture,
      "INSERT INTO event VALUES (1, 1, 2, 3, NULL), (2, 1, 2, 4, 1.5), (3, -1, 2, 3, 0), (4, 1, 2, 3, 0)");
  db = open_database (fixture->path);
  g_assert_false (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, NULL, &last));
  g_assert_cmpint (last, ==, 2);
  sqlite3_close (db);
}

static void
test_write_ahead_log (Fixture *fixture,
                      gconstpointer data)
{
  g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
  gint64 last = 0;
  sqlite3 *db;

  fill (fixture, "INSERT INTO event VALUES (1, 1, 2, 3, NULL); PRAGMA journal_mode = WAL");
  db = open_database (fixture->path);
  g_assert_false (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, NULL, &last));
  g_assert_cmpint (last, ==, 0);
  sqlite3_close (db);
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 last = 0;
  sqlite3 *db;

  fill (fixture, ROWS_SQL);
  db = open_database (fixture->path);
  g_cancellable_cancel (cancellable);
  g_assert_false (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, cancellable, &last));
  g_assert_cmpint (last, ==, rows.last);
  g_assert_cmpint (last, <, 20000);
  sqlite3_close (db);
}

/* Whatever a stranger writes into the pages, ids ascend (checked in add_row) and nothing is read
 * outside of them (seen by the sanitizers). */
static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  gsize length, page_size, n_pages, n_whole = 0, n_cut = 0;

  fill (fixture,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
        "INSERT INTO event SELECT i, i % 70 + 1, 1 + i % 9, i * 1000, i * 0.5 FROM n");
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  page_size = (gsize) (guint8) content[16] << 8 | (guint8) content[17];
  n_pages = length / page_size;
  for (guint round = 0; round < 400; round++)
    {
      g_auto (Rows) rows = { g_string_new (NULL), G_MININT64 };
      g_autofree char *damaged = g_memdup2 (content, length);
      gint64 last = 0;
      sqlite3 *db = NULL;

      /* The last pages are the event table's; page 1 must stay readable for SQLite itself. */
      for (guint i = 0; i < 1 + round % 6; i++)
        {
          gsize page = (gsize) g_rand_int_range (random, (gint32) n_pages - 20, (gint32) n_pages);
          gsize offset = (gsize) g_rand_int_range (random, 0,
                                                   g_rand_boolean (random) ? 16
                                                                           : (gint32) page_size);

          damaged[page * page_size + offset] = (char) g_rand_int_range (random, 0, 256);
        }
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) length, NULL));
      g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READONLY, NULL), ==,
                       SQLITE_OK);
      sqlite3_exec (db, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
      if (sy_event_scan_run (db, 0, G_MAXINT64, add_block, &rows, NULL, &last))
        n_whole++;
      else
        n_cut++;
      g_assert_cmpint (last, ==, rows.text->len > 0 ? rows.last : 0);
      sqlite3_close (db);
    }
  /* Both happened, so the damage hit what it should. */
  g_assert_cmpuint (n_whole, >, 0);
  g_assert_cmpuint (n_cut, >, 100);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/event-scan/same-as-sql", test_same_as_sql);
  ADD_TEST ("/store/event-scan/small", test_small);
  ADD_TEST ("/store/event-scan/unknown-shape", test_unknown_shape);
  ADD_TEST ("/store/event-scan/write-ahead-log", test_write_ahead_log);
  ADD_TEST ("/store/event-scan/cancel", test_cancel);
  ADD_TEST ("/store/event-scan/damaged", test_damaged);
  return g_test_run ();
}
