/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "store-support.h"
#include "store/sy-database-private.h"
#include "store/sy-project-private.h"

/* Every length that a whole number can have, on both sides of each change. */
static const gint64 times[] = {
  0,
  1,
  -1,
  2,
  127,
  128,
  -128,
  -129,
  32767,
  32768,
  -32768,
  -32769,
  8388607,
  8388608,
  -8388608,
  -8388609,
  2147483647,
  2147483648,
  -2147483648,
  -2147483649,
  140737488355327,
  140737488355328,
  -140737488355328,
  -140737488355329,
  1717171717171,
};
static const double amounts[] = { 0.0, -0.0, 1.0, -1.5, 1e99, -1e-300, (double) NAN };
static const guint32 ids[] = { 1, 2, 127, 128, 32768, 8388608, 2147483647, 2147483648, 4294967295 };

typedef struct
{
  guint32 *people;
  guint32 *types;
  gint64 *times_ms;
  double *amounts;
  gsize n;
} Rows;

static inline Rows *
rows_new (gsize n)
{
  Rows *self = g_new (Rows, 1);

  self->people = g_new (guint32, n);
  self->types = g_new (guint32, n);
  self->times_ms = g_new (gint64, n);
  self->amounts = g_new (double, n);
  self->n = n;
  for (gsize i = 0; i < n; i++)
    {
      self->people[i] = ids[i % G_N_ELEMENTS (ids)];
      self->types[i] = ids[i / 3 % G_N_ELEMENTS (ids)];
      self->times_ms[i] = times[i % G_N_ELEMENTS (times)];
      self->amounts[i] = amounts[i % G_N_ELEMENTS (amounts)];
    }
  return self;
}

static inline void
rows_free (Rows *self)
{
  g_free (self->people);
  g_free (self->types);
  g_free (self->times_ms);
  g_free (self->amounts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rows, rows_free)

/* The rows of a table, ids from @first_id, are those, in the form in which SQLite stores them itself. */
static inline void
assert_rows (sqlite3 *db,
             const char *table,
             gint64 first_id,
             const Rows *rows)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid, person_id, type_id, time_ms, amount, "
                                          "typeof (person_id), typeof (time_ms), typeof (amount) "
                                          "FROM %s WHERE rowid >= %" G_GINT64_FORMAT
                                          " ORDER BY rowid",
                                          table, first_id);
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  for (gsize i = 0; i < rows->n; i++)
    {
      double amount;

      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      amount = sqlite3_column_double (statement, 4);
      g_assert_cmpint (sqlite3_column_int64 (statement, 0), ==, first_id + (gint64) i);
      g_assert_cmpint (sqlite3_column_int64 (statement, 1), ==, rows->people[i]);
      g_assert_cmpint (sqlite3_column_int64 (statement, 2), ==, rows->types[i]);
      g_assert_cmpint (sqlite3_column_int64 (statement, 3), ==, rows->times_ms[i]);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 5), ==, "integer");
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 6), ==, "integer");
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 7), ==,
                       isnan (rows->amounts[i]) ? "null" : "real");
      if (!isnan (rows->amounts[i]))
        g_assert_cmpmem (&amount, sizeof amount, &rows->amounts[i], sizeof amount);
    }
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static inline void
assert_intact (sqlite3 *db)
{
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
}

static inline SyDatabase *
open_new (Fixture *fixture)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  SyDatabase *database;

  project = sy_project_create (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&project, sy_project_unref);
  database = sy_database_open (fixture->path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  g_assert_true (sy_database_exec (database, "PRAGMA foreign_keys = OFF", NULL));
  return database;
}

static inline gint64
get_int (SyDatabase *database,
         const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  g_assert_true (sy_database_get_int (database, &value, -1, &error, sql, ""));
  g_assert_no_error (error);
  return value;
}
