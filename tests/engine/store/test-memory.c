/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#define HEADER "mail,when,what,sum,x\n"

static SyImportPlan *
make_plan (Fixture *fixture,
           SyProject *project,
           const char *content,
           const SyImportOptions *options)
{
  static int n_files = 0;
  g_autofree char *name = g_strdup_printf ("in%d.csv", n_files++);
  g_autofree char *path = write_file (fixture, name, content);
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_import_plan_new (project, path, options, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static SyImportReport *
import_text (Fixture *fixture,
             SyProject *project,
             const char *content,
             const SyImportOptions *options)
{
  g_autoptr (SyImportPlan) plan = make_plan (fixture, project, content, options);
  g_autoptr (GError) error = NULL;
  SyImportReport *report = sy_project_import (project, plan, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_roles (SyImportPlan *plan,
              const char *expected)
{
  g_autoptr (GString) roles = g_string_new (NULL);
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);

  for (gsize i = 0; i < n_columns; i++)
    g_string_append_c (roles, "-.ptyaicletk"[columns[i].role]);
  g_assert_cmpstr (roles->str, ==, expected);
}

/* What was said about the first file holds for the next one of the same columns. */
static void
import_first (Fixture *fixture,
              SyProject *project)
{
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  static const char *const words[] = { "none", NULL };

  sy_import_options_set_role (options, "mail", SY_ROLE_PERSON, NULL);
  sy_import_options_set_role (options, "when", SY_ROLE_TIME, NULL);
  sy_import_options_set_role (options, "what", SY_ROLE_TYPE, NULL);
  sy_import_options_set_role (options, "sum", SY_ROLE_PROPERTY, "total");
  sy_import_options_set_role (options, "x", SY_ROLE_IGNORE, NULL);
  sy_import_options_set_placeholders (options, words);
  sy_import_report_free (import_text (fixture, project,
                                      HEADER "a,13/04/2024,buy,1,1\nb,03/04/2024,buy,1,1\n",
                                      options));
}

static void
test_same_columns (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportPlan) other = NULL;
  g_autoptr (SyImportPlan) said = NULL;
  g_autoptr (SyImportPlan) anew = NULL;
  const SyPlanColumn *columns;
  gsize n_columns;

  import_first (fixture, project);

  /* The order of the columns does not matter, and the one of open dates is known. */
  plan = make_plan (fixture, project, "x,sum,what,when,mail\n1,none,buy,05/06/2024,c\n", NULL);
  assert_roles (plan, "-.ytp");
  columns = sy_import_plan_get_columns (plan, &n_columns);
  g_assert_cmpstr (columns[1].target, ==, "total");
  g_assert_cmpstr (sy_import_plan_get_time_format (plan), ==, "dmy");
  g_assert_cmpstr (sy_import_plan_get_placeholders (plan)[0], ==, "none");
  g_assert_nonnull (sy_import_plan_get_remembered (plan));
  g_assert_true (sy_import_plan_is_ready (plan, NULL));

  /* One column more makes another file. */
  other = make_plan (fixture, project, "mail,when,what,sum,x,y\na,13/04/2024,buy,1,1,1\n", NULL);
  g_assert_null (sy_import_plan_get_remembered (other));

  /* What is said now comes first; the rest is remembered. */
  sy_import_options_set_role (options, "x", SY_ROLE_TYPE, NULL);
  said = make_plan (fixture, project, HEADER "a,13/04/2024,buy,1,1\n", options);
  assert_roles (said, "pt..y");

  sy_import_options_set_uses_memory (options, FALSE);
  anew = make_plan (fixture, project, HEADER "a,13/04/2024,buy,1,1\n", options);
  g_assert_null (sy_import_plan_get_remembered (anew));
}

/* Values that are clear are believed more than the past. */
static void
test_other_order (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportPlan) plan = NULL;

  import_first (fixture, project);
  plan = make_plan (fixture, project, HEADER "a,04/13/2024,buy,1,1\nb,04/03/2024,buy,1,1\n", NULL);
  g_assert_cmpstr (sy_import_plan_get_time_format (plan), ==, "mdy");
}

/* The kind, the type of all rows and a pattern are remembered; an import that is undone is not. */
static void
test_kind (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportPlan) events = NULL;
  g_autoptr (SyImportPlan) undone = NULL;
  g_autoptr (GError) error = NULL;

  sy_import_options_set_kind (options, SY_IMPORT_OUTCOMES);
  sy_import_options_set_type (options, "churn");
  sy_import_options_set_time_format (options, "%d~%m~%Y");
  report = import_text (fixture, project, "user,date\na,13~04~2024\n", options);
  plan = make_plan (fixture, project, "user,date\nb,05~06~2024\n", NULL);
  g_assert_cmpint (sy_import_options_get_kind (sy_import_plan_get_options (plan)), ==,
                   SY_IMPORT_OUTCOMES);
  g_assert_cmpstr (sy_import_plan_get_time_format (plan), ==, "%d~%m~%Y");
  g_assert_true (sy_import_plan_is_ready (plan, NULL));

  sy_import_options_set_kind (options, SY_IMPORT_EVENTS);
  events = make_plan (fixture, project, "user,date\nb,05~06~2024\n", options);
  g_assert_null (sy_import_plan_get_remembered (events));

  sy_project_undo_import (project, report->import_id, NULL, &error);
  g_assert_no_error (error);
  undone = make_plan (fixture, project, "user,date\nb,2024-06-05\n", NULL);
  g_assert_null (sy_import_plan_get_remembered (undone));
}

static char *
save_rejected (Fixture *fixture,
               SyProject *project,
               gint64 import_id,
               gint64 expected)
{
  g_autofree char *path = g_build_filename (fixture->folder, "rejected.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gint64 n_rows;

  sy_project_export_rejected (project, import_id, path, NULL, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, expected);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
mend (const char *text,
      const char *from,
      const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

/* Rejected rows leave, are mended, and come in once, in however many goes. */
static void
test_repair (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  SyImportReport *report;
  g_autofree char *rejected = NULL;
  g_autofree char *left = NULL;
  g_autofree char *half = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *rows = NULL;

  import_first (fixture, project);
  report = import_text (fixture, project,
                        HEADER "c,14/04/2024,buy,1,1\n\"d \"\"e\"\"\",99/04/2024,\"bu,y\",1,1\n"
                               "f,05/06/2024\n",
                        NULL);
  g_assert_cmpint (report->rejected, ==, 2);
  rejected = save_rejected (fixture, project, report->import_id, 2);
  sy_import_report_free (report);
  g_assert_nonnull (strstr (rejected, "\"mail\",\"when\",\"what\",\"sum\",\"x\"\n"));
  g_assert_nonnull (strstr (rejected, "when: there is no such date\",\"d \"\"e\"\"\",99/04/2024"));
  g_assert_nonnull (strstr (rejected, "\"2 fields, 5 expected\",f,05/06/2024\n"));

  half = mend (rejected, "99/04", "09/04");
  report = import_text (fixture, project, half, NULL);
  g_assert_cmpint (report->accepted, ==, 1);
  g_assert_cmpint (report->rejected, ==, 1);
  left = save_rejected (fixture, project, report->import_id, 1);
  sy_import_report_free (report);

  whole = mend (half, "05/06/2024", "05/06/2024,buy,1,1");
  report = import_text (fixture, project, whole, NULL);
  g_assert_cmpint (report->accepted, ==, 1);
  g_assert_cmpint (report->duplicates, ==, 1);
  sy_import_report_free (report);

  /* The row keeps its key from list to list. */
  rest = mend (left, "05/06/2024", "05/06/2024,buy,2,1");
  report = import_text (fixture, project, rest, NULL);
  g_assert_cmpint (report->duplicates, ==, 1);
  sy_import_report_free (report);
  rows = query_sql (fixture->path, "SELECT person, type, time FROM events_readable ORDER BY id");
  g_assert_cmpstr (rows, ==,
                   "a|buy|2024-04-13T00:00:00.000Z\nb|buy|2024-04-03T00:00:00.000Z\n"
                   "c|buy|2024-04-14T00:00:00.000Z\nd \"e\"|bu,y|2024-04-09T00:00:00.000Z\n"
                   "f|buy|2024-06-05T00:00:00.000Z\n");
}

static void
test_files (Fixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "b.csv", "a.TSV", "c.txt.gz", "d.png", ".e.csv" };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { "first.csv", fixture->folder, NULL };

  g_assert_null (sy_import_list_files (paths, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (write_file (fixture, names[i], ""));
  files = sy_import_list_files (paths, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 4);
  g_assert_cmpstr (files->pdata[0], ==, "first.csv");
  g_assert_true (g_str_has_suffix (files->pdata[1], "/a.TSV"));
  g_assert_true (g_str_has_suffix (files->pdata[3], "/c.txt.gz"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/memory/same-columns", test_same_columns);
  ADD_TEST ("/store/memory/other-order", test_other_order);
  ADD_TEST ("/store/memory/kind", test_kind);
  ADD_TEST ("/store/memory/repair", test_repair);
  ADD_TEST ("/store/memory/files", test_files);
  return g_test_run ();
}
