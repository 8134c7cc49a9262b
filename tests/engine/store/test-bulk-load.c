/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-rows.h"

#include "store/sy-bulk-load-private.h"
#include "store/sy-page-stream-private.h"

/* Keys of people: different ones of all lengths, with bytes that sort before and after letters. */
static GArray *
people_new (gsize n,
            gsize min_length,
            gsize max_length,
            gboolean with_nul)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (SyText));

  for (gsize i = 0; i < n; i++)
    {
      gsize length = min_length + i * 7 % (max_length - min_length + 1);
      char *key = g_malloc (length + 1);
      SyText text = { key, (guint32) length };

      memset (key, i % 3 == 0 ? '\xc3' : 'k', length);
      key[length] = '\0';
      /* The number backwards: neighbours by number are not neighbours by key. */
      for (gsize j = 0, rest = i; j < 6; j++, rest /= 10)
        key[j] = (char) ('0' + rest % 10);
      if (with_nul && i % 5 == 0)
        key[length - 1] = '\0';
      g_array_append_val (people, text);
    }
  return people;
}

static void
texts_free (GArray *people)
{
  for (guint i = 0; i < people->len; i++)
    g_free ((char *) g_array_index (people, SyText, i).text);
  g_array_unref (people);
}

static void
assert_people (SyDatabase *database,
               const GArray *people)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (sqlite3_stmt) by_key = NULL;

  g_assert_cmpint (get_int (database, "SELECT count (*) FROM person"), ==, people->len);
  g_assert_cmpint (sqlite3_prepare_v2 (database->db, "SELECT id, key FROM person ORDER BY id", -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database->db,
                                       "SELECT id FROM person INDEXED BY person_text WHERE key = ?",
                                       -1, &by_key, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < people->len; i++)
    {
      SyText text = g_array_index (people, SyText, i);

      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int64 (statement, 0), ==, i + 1);
      g_assert_cmpmem (sqlite3_column_text (statement, 1), sqlite3_column_bytes (statement, 1),
                       text.text, text.length);
      sqlite3_bind_text (by_key, 1, text.text, (int) text.length, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (by_key), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int64 (by_key, 0), ==, i + 1);
      sqlite3_reset (by_key);
    }
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
}

/* Texts around each length at which SQLite stores them in another way, and a very long one. */
static GArray *
values_new (void)
{
  static const gsize lengths[] = { 1, 60, 1000, 2000, 4070, 4080, 4081, 4082, 4085,
                                   8160, 8165, 16330, 16340, 16345, 16346, 16347, 16350,
                                   16380, 20000, 32720, 32730, 32740, 32760, 500000 };
  GArray *values = g_array_new (FALSE, FALSE, sizeof (SyText));

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (int letter = 'a'; letter < 'd'; letter++)
      {
        char *value = g_malloc (lengths[i] + 1);
        SyText text = { value, (guint32) lengths[i] };

        memset (value, letter, lengths[i]);
        value[lengths[i]] = '\0';
        g_array_append_val (values, text);
      }
  return values;
}

/* Every third event has two properties, every second a key. */
static void
add_properties (SyBulkLoad *bulk,
                gsize n_rows,
                const GArray *values)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_rows; i++)
    {
      const gint64 events[2] = { (gint64) i + 1, (gint64) i + 1 };
      const guint32 names[2] = { 1, 300 };
      const guint32 value_ids[2] = { 1 + (guint32) i % values->len, 1 + (guint32) (i / 7) % values->len };
      g_autofree char *key = g_strdup_printf ("event %zu", i);
      SyText text = { key, (guint32) strlen (key) };

      if (i % 3 == 0)
        g_assert_true (sy_bulk_load_add_properties (bulk, events, names, value_ids, 2, &error));
      if (i % 2 == 0)
        g_assert_true (sy_bulk_load_add_keys (bulk, events, &text, 1, &error));
    }
}

static void
assert_properties (SyDatabase *database,
                   gsize n_rows,
                   const GArray *values)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (sqlite3_stmt) by_value = NULL;
  g_autofree char *bad = g_strdup_printf (
      "SELECT count (*) FROM event_property WHERE event_id %% 3 <> 1 OR value_id <> CASE name_id "
      "WHEN 1 THEN 1 + (event_id - 1) %% %u WHEN 300 THEN 1 + (event_id - 1) / 7 %% %u END",
      values->len, values->len);

  g_assert_cmpint (get_int (database, "SELECT count (*) FROM event_property"), ==,
                   2 * ((n_rows + 2) / 3));
  g_assert_cmpint (get_int (database, bad), ==, 0);
  g_assert_cmpint (get_int (database, "SELECT count (*) FROM event_key"), ==, (n_rows + 1) / 2);
  g_assert_cmpint (get_int (database, "SELECT count (*) FROM event_key "
                                      "WHERE key <> 'event ' || (event_id - 1)"),
                   ==, 0);
  g_assert_cmpint (sqlite3_prepare_v2 (database->db, "SELECT value FROM property_value ORDER BY id",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database->db,
                                       "SELECT id FROM property_value "
                                       "INDEXED BY property_value_text WHERE value = ?",
                                       -1, &by_value, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < values->len; i++)
    {
      SyText text = g_array_index (values, SyText, i);

      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpmem (sqlite3_column_text (statement, 0), sqlite3_column_bytes (statement, 0),
                       text.text, text.length);
      sqlite3_bind_text (by_value, 1, text.text, (int) text.length, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (by_value), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int64 (by_value, 0), ==, i + 1);
      sqlite3_reset (by_value);
    }
}

/* In pieces, as they come from a file. */
static void
add_rows (SyBulkLoad *bulk,
          const Rows *rows)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0, n; i < rows->n; i += n)
    {
      n = MIN (rows->n - i, 1 + i % 3000);
      g_assert_true (sy_bulk_load_add_events (bulk, rows->people + i, rows->types + i,
                                              rows->times_ms + i, rows->amounts + i, n, &error));
    }
}

static gboolean
load (SyDatabase *database,
      const Rows *rows,
      const GArray *people,
      gboolean is_kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBulkLoad) bulk = sy_bulk_load_new (database, &error);
  GArray *values = values_new ();
  SyDatabase *copy;

  g_assert_no_error (error);
  copy = sy_bulk_load_get_copy (bulk);
  add_rows (bulk, rows);
  add_properties (bulk, rows->n, values);
  g_assert_true (sy_bulk_load_add_texts (bulk, "property_value", "property_value_text",
                                         (const SyText *) (gpointer) values->data, values->len,
                                         &error));
  texts_free (values);
  g_assert_true (sy_bulk_load_add_texts (bulk, "person", "person_text",
                                         (const SyText *) (gpointer) people->data, people->len,
                                         &error));
  g_assert_true (sy_bulk_load_adopt (bulk, &error));
  g_assert_true (sy_database_run (copy, &error, "INSERT INTO event_type (id, name) VALUES (1, 'x')",
                                  ""));
  if (!is_kept)
    return FALSE;
  g_assert_true (sy_bulk_load_commit (bulk, &error));
  g_assert_no_error (error);
  return TRUE;
}

typedef struct
{
  gsize n_rows;
  gsize n_people;
  gsize min_length;
  gsize max_length;
  gboolean with_nul;
} Case;

/*
 * Trees of one leaf, of two levels and of three; of nothing; keys that fill a page with few; zeros in keys.
 */
static const Case cases[] = {
  { 0, 0, 6, 6, FALSE },
  { 1, 1, 6, 6, FALSE },
  { 700, 20, 6, 40, FALSE },
  { 50000, 5000, 6, 30, FALSE },
  { 50001, 5000, 7, 30, TRUE },
  { 1000000, 300, 1000, 1000, FALSE },
  { 3, 6000, 900, 1000, FALSE },
};

static void
test_load (Fixture *fixture,
           gconstpointer data)
{
  const Case *a = data;
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (Rows) rows = rows_new (a->n_rows);
  GArray *people = people_new (a->n_people, a->min_length, a->max_length, a->with_nul);
  GArray *values;
  gint64 n_free = get_int (database, "PRAGMA freelist_count");
  gboolean suits;

  g_assert_true (sy_bulk_load_suits (database, &suits, NULL));
  g_assert_true (suits);
  load (database, rows, people, TRUE);
  assert_intact (database->db);
  assert_rows (database->db, "event", 1, rows);
  assert_people (database, people);
  values = values_new ();
  assert_properties (database, a->n_rows, values);
  texts_free (values);
  g_assert_cmpint (get_int (database, "SELECT count (*) FROM event_type"), ==, 1);
  /* The roots of the empty tables are free to be used again, nothing else is lost. */
  g_assert_cmpint (get_int (database, "PRAGMA freelist_count"), <=, n_free + 7);
  g_assert_true (sy_bulk_load_suits (database, &suits, NULL));
  g_assert_false (suits);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 1);

  /* It goes on like any other project. */
  g_assert_true (sy_database_exec (database,
                                   "INSERT INTO person (key) VALUES ('one more');"
                                   "INSERT INTO event (person_id, type_id, time_ms) "
                                   "VALUES (1, 1, 5);"
                                   "DELETE FROM event WHERE id % 3 = 0",
                                   NULL));
  assert_intact (database->db);
  texts_free (people);
}

static char *
read_file (Fixture *fixture,
           gsize *out_length)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &bytes, out_length, NULL));
  return bytes;
}

/* Not a byte of the project is another one. */
static void
test_taken_back (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (Rows) rows = rows_new (400000);
  GArray *people = people_new (3000, 6, 40, FALSE);
  gsize n_before;
  gsize n_after;
  g_autofree char *before = read_file (fixture, &n_before);
  g_autofree char *after = NULL;

  load (database, rows, people, FALSE);
  g_assert_false (database->is_writing);
  after = read_file (fixture, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 1);
  load (database, rows, people, TRUE);
  assert_intact (database->db);
  texts_free (people);
}

/* Nobody else may read or write while it runs. */
static void
test_lock (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyDatabase) database = open_new (fixture);
  g_autoptr (SyDatabase) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBulkLoad) bulk = sy_bulk_load_new (database, &error);
  gint64 count;

  g_assert_no_error (error);
  other = sy_database_open (fixture->path, SQLITE_OPEN_READWRITE, &error);
  /* To open may read: then that is what is refused. */
  if (other != NULL)
    {
      sqlite3_busy_timeout (other->db, 0);
      g_assert_false (sy_database_begin (other, &error));
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY);
      g_clear_error (&error);
      g_assert_false (sy_database_get_int (other, &count, 0, &error,
                                           "SELECT count (*) FROM event", ""));
    }
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&bulk, sy_bulk_load_free);
  if (other != NULL)
    g_assert_true (sy_database_exec (other, "BEGIN IMMEDIATE; COMMIT", NULL));

  /* The other way round. */
  if (other != NULL)
    {
      sqlite3_busy_timeout (database->db, 0);
      g_assert_true (sy_database_begin (other, NULL));
      bulk = sy_bulk_load_new (database, &error);
      g_assert_null (bulk);
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY);
      g_assert_false (database->is_writing);
      sy_database_end (other, FALSE, NULL);
    }
}

/* What came since the project was found to suit is not lost. */
static void
test_no_longer_suits (Fixture *fixture,
                      gconstpointer data)
{
  static const char *const rows[] = { "INSERT INTO person (key) VALUES ('someone')",
                                      "INSERT INTO event (person_id, type_id, time_ms) "
                                      "VALUES (1, 1, 5)" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SyDatabase) database = open_new (fixture);
      g_autoptr (GError) error = NULL;
      SyBulkLoad *bulk;

      g_assert_true (sy_database_exec (database, rows[i], NULL));
      bulk = sy_bulk_load_new (database, &error);
      g_assert_null (bulk);
      g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_BUSY);
      g_assert_false (database->is_writing);
      g_assert_cmpint (get_int (database, "SELECT (SELECT count (*) FROM event) + "
                                          "(SELECT count (*) FROM person)"),
                       ==, 1);
      g_unlink (fixture->path);
    }
}

/* The page that SQLite locks is passed over, and only pages that were carried on are dropped. */
static void
test_page_numbers (void)
{
  enum
  {
    PAGE = 65536,
    PENDING = 0x40000000 / PAGE + 1
  };
  g_autofree guint8 *image = g_malloc0 (2 * PAGE);
  g_autoptr (SyPageStream) stream = sy_page_stream_new (image, 2 * PAGE, PAGE);
  guint8 *page = g_malloc0 (PAGE);

  for (guint32 expected = 3; expected < PENDING + 10; expected++)
    {
      if (expected == PENDING)
        expected++;
      g_assert_cmpuint (sy_page_stream_put (&page, stream), ==, expected);
      sy_page_stream_drop (stream, expected);
    }
  g_free (page);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/store/bulk-load/%zu-rows-%zu-people",
                                               cases[i].n_rows, cases[i].n_people);

      g_test_add (name, Fixture, &cases[i], fixture_set_up, test_load, fixture_tear_down);
    }
  g_test_add ("/store/bulk-load/taken-back", Fixture, NULL, fixture_set_up, test_taken_back,
              fixture_tear_down);
  g_test_add ("/store/bulk-load/lock", Fixture, NULL, fixture_set_up, test_lock, fixture_tear_down);
  g_test_add ("/store/bulk-load/no-longer-suits", Fixture, NULL, fixture_set_up,
              test_no_longer_suits, fixture_tear_down);
  g_test_add_func ("/store/page-stream/numbers", test_page_numbers);
  return g_test_run ();
}
