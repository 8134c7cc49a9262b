/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who, from the command line. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
expect_quiet (CliFixture *fixture,
              const char *line)
{
  g_auto (CliResult) result = cli_expect (fixture, line, 0);

  g_test_message ("%s", result.err);
}

static void
set_up (CliFixture *fixture,
        gconstpointer data)
{
  cli_set_up (fixture, data);
  cli_write (fixture, "events.csv",
             "person,time,type\n"
             "ann@example.com,2024-03-01T10:00:00Z,visit\n"
             "ann@example.com,2024-03-02T10:00:00Z,visit\n"
             "cookie-1,2024-03-03T10:00:00Z,visit\n"
             "cookie-1,2024-03-04T10:00:00Z,visit\n"
             "bob@example.com,2024-03-05T10:00:00Z,visit\n"
             "tablet-9,2024-03-06T10:00:00Z,visit\n");
  cli_write (fixture, "people.csv", "person,contact,marketing\nann@example.com,Ann@Example.com,yes\nbob@example.com,b.o.b@gmail.com,no\nrob,bob+x@gmail.com,\n");
  cli_write (fixture, "links.csv", "alias,person\ncookie-1,ann@example.com\n");
  cli_write (fixture, "more.csv", "alias,person\ntablet-9,ann@example.com\ntablet-9,bob@example.com\n");
  expect_quiet (fixture, "new p.steelyard");
  expect_quiet (fixture, "import p.steelyard events.csv");
  expect_quiet (fixture, "import p.steelyard people.csv --kind attributes --map person=person");
  expect_quiet (fixture, "import p.steelyard links.csv --kind links");
}

static void
test_report (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) rule = NULL;
  g_autoptr (SyJson) report = NULL;
  g_auto (CliResult) table = { 0 };

  rule = cli_expect_json (fixture, "identity rule p.steelyard --max-people 1", 0);
  g_assert_cmpfloat (cli_get_number (rule, "max_people"), ==, 1);
  expect_quiet (fixture, "import p.steelyard more.csv --kind links");
  report = cli_expect_json (fixture, "identity report p.steelyard", 0);
  cli_assert_keys (report, "", "limit keys events stages shared");
  cli_assert_keys (report, "stages.0", "import links people shared attributed share orphans without_account");
  g_assert_cmpuint (sy_json_get_size (cli_get (report, "stages")), ==, 3);
  g_assert_cmpfloat (cli_get_number (report, "keys"), ==, 5);
  g_assert_cmpfloat (cli_get_number (report, "stages.0.people"), ==, 5);
  g_assert_cmpfloat (cli_get_number (report, "stages.0.attributed"), ==, 3);
  g_assert_cmpfloat (cli_get_number (report, "stages.1.people"), ==, 4);
  g_assert_cmpfloat (cli_get_number (report, "stages.1.attributed"), ==, 5);
  g_assert_cmpfloat (cli_get_number (report, "stages.2.people"), ==, 4);
  g_assert_cmpfloat (cli_get_number (report, "stages.2.orphans"), ==, 1);
  g_assert_cmpstr (cli_get_text (report, "shared.0.key"), ==, "tablet-9");
  g_assert_cmpfloat (cli_get_number (report, "shared.0.people"), ==, 2);
  table = cli_expect (fixture, "identity report p.steelyard", 0);
  g_assert_nonnull (strstr (table.out, "tablet-9"));
  g_assert_nonnull (strstr (table.out, "Linked to more than 1 people"));
}

static void
test_candidates (CliFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (fixture, "identity candidates p.steelyard", 0);
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) none = { 0 };

  g_test_summary ("The CSV of candidates is a file of links");
  g_assert_cmpuint (sy_json_get_size (cli_get (found, "candidates")), ==, 1);
  g_assert_cmpstr (cli_get_text (found, "candidates.0.kind"), ==, "email");
  g_assert_cmpstr (cli_get_text (found, "candidates.0.value"), ==, "bob@gmail.com");
  g_assert_cmpstr (cli_get_text (found, "candidates.0.keys.1"), ==, "rob");
  csv = cli_expect (fixture, "identity candidates p.steelyard --format csv", 0);
  g_assert_cmpstr (csv.out, ==, "alias,person,kind,value\nrob,bob@example.com,email,bob@gmail.com\n");
  cli_write (fixture, "agreed.csv", csv.out);
  expect_quiet (fixture, "import p.steelyard agreed.csv --kind links");
  none = cli_expect (fixture, "identity candidates p.steelyard", 0);
  g_assert_true (g_str_has_prefix (none.out, "No two people"));
}

static void
test_rule_errors (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) shown = cli_expect (fixture, "identity rule p.steelyard", 0);
  g_auto (CliResult) text = cli_expect (fixture, "identity rule p.steelyard --max-people few", 3);
  g_auto (CliResult) group = cli_expect (fixture, "identity", 2);

  g_assert_nonnull (strstr (shown.out, "more than 10 people"));
  g_assert_nonnull (strstr (text.err, "--max-people: “few”"));
  g_assert_nonnull (strstr (group.err, "identity candidates"));
}

#define ADD(path, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/people/report", test_report);
  ADD ("/cli/people/candidates", test_candidates);
  ADD ("/cli/people/rule-errors", test_rule_errors);
  return g_test_run ();
}
