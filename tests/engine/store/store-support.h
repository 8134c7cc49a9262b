/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "sy-engine.h"

/* A folder of its own for each test, gone afterwards. */
typedef struct
{
  char *folder;
  char *path;
} Fixture;

static inline void
fixture_set_up (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* In memory where that is to be had: most of the time goes into waiting for the disk. */
  fixture->folder = g_mkdtemp (g_strdup ("/dev/shm/sy-store-XXXXXX"));
  if (fixture->folder == NULL)
    fixture->folder = g_dir_make_tmp ("sy-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "p.steelyard", NULL);
}

static inline void
fixture_tear_down (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* How many files the test's folder holds. */
static inline guint
fixture_count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static inline SyProject *
fixture_create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SyProject *project = sy_project_create (fixture->path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (project);
  return project;
}

static inline SyProject *
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SyProject *project = sy_project_open (fixture->path, SY_PROJECT_READ_WRITE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (project);
  return project;
}

/* What any other program may do to the file. */
static inline void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static inline int
append_text (gpointer data,
             int n_columns,
             char **values,
             char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (data, "%s%s", i > 0 ? "|" : "", values[i] != NULL ? values[i] : "");
  g_string_append_c (data, '\n');
  return 0;
}

/* All rows of a query as the sqlite3 shell shows them. */
static inline char *
query_sql (const char *path,
           const char *sql)
{
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_exec (db, sql, append_text, text, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return g_string_free (text, FALSE);
}

static inline char *
write_file (Fixture *fixture,
            const char *name,
            const char *content)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Imports the text of a CSV file, of which nothing stays in the folder. */
static inline SyImportReport *
fixture_import_report (Fixture *fixture,
                       SyProject *project,
                       SyImportKind kind,
                       const char *text)
{
  g_autofree char *path = write_file (fixture, "in.csv", text);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  SyImportReport *report;

  sy_import_options_set_kind (options, kind);
  plan = sy_import_plan_new (project, path, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return report;
}

/* The same. Returns the number of the import; 0 when no row was accepted. */
static inline gint64
fixture_import (Fixture *fixture,
                SyProject *project,
                SyImportKind kind,
                const char *text)
{
  g_autoptr (SyImportReport) report = fixture_import_report (fixture, project, kind, text);

  return report->accepted > 0 ? report->import_id : 0;
}

#define ADD_TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
