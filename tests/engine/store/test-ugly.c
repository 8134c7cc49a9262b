/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

/*
 * Files as people have them, with the exact reading: a case is a file, the rows that come of it
 * ("person|type|seconds since 1970|amount") and those that are refused ("line|reason").
 */

#define JAN_1 "1704067200"
#define JAN_2 "1704153600"
#define HEADER "user,time,event,amount\n"
#define ROW_A "a,2024-01-01,buy,1\n"
#define ROW_B "b,2024-01-02,buy,2\n"
#define READ_A "a|buy|" JAN_1 "|1.0\n"
#define READ_B "b|buy|" JAN_2 "|2.0\n"

static const struct
{
  const char *name;
  const char *content;
  const char *rows;
  const char *bad;
} cases[] = {
  { "title above", "Report of events\nmade today\n\n" HEADER ROW_A ROW_B, READ_A READ_B, "" },
  { "title with commas", "Report, of, it\nmade: Jan 1, 2024\n" HEADER ROW_A ROW_B, READ_A READ_B,
    "" },
  { "padded title", "Report,,,\n,,,\n" HEADER ROW_A ROW_B, READ_A READ_B, "" },
  { "pairs above", "Account,Acme\nPeriod,2024\n\n" HEADER ROW_A ROW_B, READ_A READ_B, "" },
  { "comments above", "# by crm 1.2\n# rows: 2, files: 1\n" HEADER ROW_A ROW_B, READ_A READ_B, "" },
  { "header in a comment", "#" HEADER ROW_A ROW_B, READ_A READ_B, "" },
  { "comments between", HEADER ROW_A "# a note\n#c,d\n" ROW_B, READ_A READ_B,
    "3|a comment, not a row\n4|a comment, not a row\n" },
  { "a person with a hash", HEADER ROW_A "#4,2024-01-02,buy,2\n", READ_A "#4|buy|" JAN_2 "|2.0\n",
    "" },
  { "quoted sep", "\"sep=;\"\nuser;time;event;amount\na;2024-01-01;buy;1\n", READ_A, "" },
  { "header again", HEADER ROW_A HEADER ROW_B, READ_A READ_B, "3|the header again\n" },
  { "total", HEADER ROW_A ROW_B "Total,,,3\nb,,x,\n", READ_A READ_B,
    "4|a total, not a row\n5|no time\n" },
  { "empty rows", HEADER ROW_A ",,,\n ,, ,\n" ROW_B, READ_A READ_B,
    "3|the row is empty\n4|the row is empty\n" },
  { "header only", HEADER, "", "" },
  { "single quotes", "'user','time','event'\n'a, \"x\"','2024-01-01','it''s'\n",
    "a, \"x\"|it's|" JAN_1 "|\n", "" },
  { "blanks around quotes", "user, \"time\", \"event\"\na, \"2024-01-01\", \"b, c\" \n",
    "a|b, c|" JAN_1 "|\n", "" },
  { "text as a formula", "user,time,event\n=\"007\",2024-01-01,=\"buy\"\n=1+1,2024-01-02,buy\n",
    "007|buy|" JAN_1 "|\n=1+1|buy|" JAN_2 "|\n", "" },
  { "blanks nobody sees",
    "\xe2\x80\x8buser,time,event\n\xc2\xa0"
    "a\xc2\xa0,2024-01-01\xc2\xa0,buy\n",
    "a|buy|" JAN_1 "|\n", "" },
  { "placeholders",
    HEADER "unknown,2024-01-01,buy,1\na,Select,buy,1\na,2024-01-01,NULL,1\n"
           "a,2024-01-01,buy,unknown\n" ROW_B ROW_B ROW_B,
    "a|buy|" JAN_1 "|\n" READ_B READ_B READ_B, "2|no person\n3|no time\n4|no event type\n" },
  { "half of the amounts are words", HEADER ROW_A ROW_B "a,2024-01-01,buy,many\n", READ_A READ_B,
    "4|not a number\n" },
  { "date and time of day", "user,date,time,event\na,2024-01-01,00:00:01,buy\na,2024-01-02,,buy\n",
    "a|buy|1704067201|\na|buy|" JAN_2 "|\n", "" },
  { "time of day beside a full time",
    "user,timestamp,time,event\na,2024-01-01T00:00:00Z,10:00,buy\n", "a|buy|" JAN_1 "|\n", "" },
  { "no header, few rows",
    "u1,2024-01-01,buy,1.5\nu2,2024-01-01,buy,2.5\nu1,2024-01-01,view,3.5\nu3,2024-01-01,buy,4.5\n",
    "u1|buy|" JAN_1 "|1.5\nu2|buy|" JAN_1 "|2.5\nu1|view|" JAN_1 "|3.5\nu3|buy|" JAN_1 "|4.5\n",
    "" },
  { "zones by name",
    "user,time,event\na,2024-01-01 01:00 CET,buy\na,2024-01-01 01:00 Europe/Paris,buy\n",
    "a|buy|" JAN_1 "|\na|buy|" JAN_1 "|\n", "" },
};

static void
test_cases (Fixture *fixture,
            gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (fixture, "in.csv", cases[i].content);
      g_autofree char *rows = NULL;
      g_autofree char *bad = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SyProject) project = fixture_create (fixture);
      g_autoptr (SyImportPlan) plan = sy_import_plan_new (project, path, NULL, NULL, &error);
      g_autoptr (SyImportReport) report = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (report->rows_read, ==, report->accepted + report->rejected);
      rows = query_sql (fixture->path,
                        "SELECT person.key, event_type.name, time_ms / 1000, amount FROM event "
                        "JOIN person ON person.id = person_id "
                        "JOIN event_type ON event_type.id = type_id ORDER BY event.id");
      g_assert_cmpstr (rows, ==, cases[i].rows);
      bad = query_sql (fixture->path, "SELECT line, reason FROM rejected_row ORDER BY id");
      g_assert_cmpstr (bad, ==, cases[i].bad);
      g_clear_pointer (&project, sy_project_unref);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Attributes have no time that would give a header or a total away. */
static void
test_attributes (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "in.csv",
                                      "customer_id,plan,age\na,pro,30\ncustomer_id,plan,age\n"
                                      "b,Select,40\nTotal,,70\nGrand Total:,,70\nTotal,gas,99\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autofree char *bad = NULL;
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;

  sy_import_options_set_kind (options, SY_IMPORT_ATTRIBUTES);
  plan = sy_import_plan_new (project, path, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bad = query_sql (fixture->path, "SELECT line, reason FROM rejected_row ORDER BY id");
  g_assert_cmpstr (bad, ==, "3|the header again\n5|a total, not a row\n6|a total, not a row\n");
  /* A company of that name has its other fields filled. */
  rows = query_sql (fixture->path,
                    "SELECT person, value FROM attributes_readable WHERE name = 'plan' ORDER BY 1");
  g_assert_cmpstr (rows, ==, "Total|gas\na|pro\nb|\n");
}

/* Dates in the order the plan saw, then others that only fit the other order. */
static SyImportReport *
import_orders (Fixture *fixture,
               int n_other,
               const char *said,
               GError **error)
{
  g_autoptr (GString) text = g_string_new ("user,time,event\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autofree char *path = NULL;
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (SyImportPlan) plan = NULL;

  for (int i = 0; i < 60000; i++)
    g_string_append_printf (text, "user%07d,%02d/%02d/2024,buy\n", i, i % 28 + 1, i % 12 + 1);
  for (int i = 0; i < n_other; i++)
    g_string_append_printf (text, "user%07d,%02d/%02d/2024,buy\n", i, i % 12 + 1, i % 9 + 13);
  path = write_file (fixture, "in.csv", text->str);
  sy_import_options_set_time_format (options, said);
  plan = sy_import_plan_new (project, path, options, NULL, error);
  g_assert_nonnull (plan);
  g_assert_cmpstr (sy_import_plan_get_time_format (plan), ==, "dmy");
  return sy_project_import (project, plan, NULL, NULL, NULL, error);
}

static void
test_orders (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *events = NULL;
  SyImportReport *report = import_orders (fixture, 1000, NULL, &error);

  /* The whole column decides: nothing may stay that was read in an order it does not have. */
  g_assert_null (report);
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "dmy or mdy"));
  events = query_sql (fixture->path, "SELECT count(*) FROM event");
  g_assert_cmpstr (events, ==, "0\n");
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);

  report = import_orders (fixture, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 10);
  g_assert_nonnull (strstr (((SyRejectedRow *) report->bad_rows->pdata[0])->reason, "day first"));
  g_assert_cmpuint (report->notes->len, ==, 1);
  sy_import_report_free (report);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);

  report = import_orders (fixture, 1000, "dmy", &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 1000);
  sy_import_report_free (report);
}

/* What a plan has to say about a file, and a word of it. */
static void
test_warnings (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *content;
    const char *word;
  } warnings[] = {
    { "My title\nyours\n" HEADER ROW_A ROW_B, "line 3" },
    { HEADER, "no rows" },
    { HEADER "a,2024-01-01,buy,green\nb,2024-01-01,buy,red\n", "called like an amount" },
    { "user,time,event\nM\xfcller,2024-01-01,buy\n", "95 % sure" },
    { "user,time,event\n\xc8\xe2\xe0\xed,2024-01-01,buy\n", "another alphabet" },
    { "user,\xff,event\na,2024-01-01,buy\n\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4,2024-01-01,"
      "buy\n",
      "Line 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    {
      g_autofree char *path = write_file (fixture, "in.csv", warnings[i].content);
      g_autoptr (GError) error = NULL;
      g_autoptr (SyImportPlan) plan = sy_import_plan_new (NULL, path, NULL, NULL, &error);
      gboolean is_said = FALSE;

      g_assert_no_error (error);
      for (guint j = 0; j < sy_import_plan_get_warnings (plan)->len; j++)
        {
          const char *warning = sy_import_plan_get_warnings (plan)->pdata[j];

          g_test_message ("%s", warning);
          is_said |= strstr (warning, warnings[i].word) != NULL;
        }
      g_assert_true (is_said);
    }
}

/* A pattern tells which column is the time, although nothing else reads it. */
static void
test_said_format (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "in.csv",
                                      "user,when,event\na,01|02|2024 13h45,buy\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;

  sy_import_options_set_delimiter (options, ',');
  sy_import_options_set_time_format (options, "%d|%m|%Y %Hh%M");
  plan = sy_import_plan_new (NULL, path, options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_import_plan_is_ready (plan, NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/store/ugly/cases", test_cases);
  ADD_TEST ("/store/ugly/attributes", test_attributes);
  ADD_TEST ("/store/ugly/orders", test_orders);
  ADD_TEST ("/store/ugly/warnings", test_warnings);
  ADD_TEST ("/store/ugly/said-format", test_said_format);
  return g_test_run ();
}
