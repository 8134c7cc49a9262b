/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who, from the command line. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

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
  cli_write (
      fixture, "people.csv",
      "person,contact,marketing\nann@example.com,Ann@Example.com,yes\nbob@example.com,b.o.b@gmail.com,no\nrob,bob+x@gmail.com,\n");
  cli_write (fixture, "links.csv", "alias,person\ncookie-1,ann@example.com\n");
  cli_write (fixture, "more.csv",
             "alias,person\ntablet-9,ann@example.com\ntablet-9,bob@example.com\n");
  cli_expect_quiet (fixture, "new p.steelyard");
  cli_expect_quiet (fixture, "import p.steelyard events.csv");
  cli_expect_quiet (fixture, "import p.steelyard people.csv --kind attributes --map person=person");
  cli_expect_quiet (fixture, "import p.steelyard links.csv --kind links");
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
  cli_expect_quiet (fixture, "import p.steelyard more.csv --kind links");
  report = cli_expect_json (fixture, "identity report p.steelyard", 0);
  cli_assert_keys (report, "", "limit keys events stages shared");
  cli_assert_keys (report, "stages.0",
                   "import links people shared attributed share orphans without_account");
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
  g_assert_cmpstr (csv.out, ==,
                   "alias,person,kind,value\nrob,bob@example.com,email,bob@gmail.com\n");
  cli_write (fixture, "agreed.csv", csv.out);
  cli_expect_quiet (fixture, "import p.steelyard agreed.csv --kind links");
  none = cli_expect (fixture, "identity candidates p.steelyard", 0);
  g_assert_true (g_str_has_prefix (none.out, "No two people"));
}

static void
test_rule_errors (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) usage = { 0 };
  g_auto (CliResult) shown = cli_expect (fixture, "identity rule p.steelyard", 0);

  g_assert_nonnull (strstr (shown.out, "more than 10 people"));
  cli_expect_error (fixture, "identity rule p.steelyard --max-people few", 3,
                    "--max-people: “few”");
  usage = cli_expect (fixture, "identity", 2);
  g_assert_nonnull (strstr (usage.err, "identity candidates"));
}

static void
test_consent (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) before = NULL;
  g_autoptr (SyJson) after = NULL;
  g_autoptr (SyJson) rule = NULL;
  g_autoptr (SyJson) export = NULL;

  cli_copy (fixture, "data/sample/models/engagement.json", "m.json");
  cli_expect_quiet (fixture, "model set p.steelyard --file m.json");
  before = cli_expect_json (fixture, "score p.steelyard --as-of 2024-04-01", 0);
  g_assert_cmpfloat (cli_get_number (before, "n"), ==, 3);
  g_assert_cmpfloat (cli_get_number (before, "refused"), ==, 0);
  rule = cli_expect_json (fixture, "consent set p.steelyard --attribute marketing --refusal NO", 0);
  cli_assert_keys (rule, "", "attribute refusals refusing");
  g_assert_cmpfloat (cli_get_number (rule, "refusing"), ==, 1);
  after = cli_expect_json (fixture, "score p.steelyard --as-of 2024-04-01", 0);
  g_assert_cmpfloat (cli_get_number (after, "n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (after, "refused"), ==, 1);
  export = cli_expect_json (fixture, "export p.steelyard --as-of 2024-04-01 --all --output x.csv",
                            0);
  g_assert_cmpfloat (cli_get_number (export, "rows"), ==, 2);
  g_assert_cmpfloat (cli_get_number (export, "refused"), ==, 1);
  g_assert_cmpfloat (cli_get_number (export, "manifest.left_out_without_consent"), ==, 1);
  cli_expect_error (fixture, "consent set p.steelyard --attribute marketing", 2, "--refusal");
  cli_expect_error (fixture, "consent set p.steelyard --attribute nothing --refusal no", 3,
                    "nothing");
}

static void
test_lists (CliFixture *fixture,
            gconstpointer data)
{
  g_auto (CliResult) accounts = { 0 };
  g_auto (CliResult) treatments = { 0 };
  g_autoptr (SyJson) members = NULL;

  cli_write (fixture, "accounts.csv",
             "person,account,role\nann@example.com,acme,admin\ncookie-1,acme,user\n");
  cli_write (fixture, "treatments.csv",
             "person,treatment,arm,time\nbob@example.com,mail,holdout,2024-03-01T00:00:00Z\n");
  cli_expect_quiet (fixture, "import p.steelyard accounts.csv --kind accounts");
  cli_expect_quiet (fixture, "import p.steelyard treatments.csv --kind treatments");
  accounts = cli_expect (fixture, "account list p.steelyard --format csv", 0);
  g_assert_cmpstr (accounts.out, ==, "account,people\nacme,1\n");
  members = cli_expect_json (fixture, "account list p.steelyard --account acme", 0);
  g_assert_cmpstr (cli_get_text (members, "members.1.person"), ==, "ann@example.com");
  g_assert_cmpstr (cli_get_text (members, "members.1.role"), ==, "user");
  cli_expect_error (fixture, "account list p.steelyard --account acne", 3, "acne");
  treatments = cli_expect (fixture, "treatment list p.steelyard --format csv", 0);
  g_assert_cmpstr (
      treatments.out, ==,
      "person,treatment,arm,start\nbob@example.com,mail,holdout,2024-03-01T00:00:00Z\n");
}

static void
test_forget (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) preview = cli_expect_json (fixture, "forget p.steelyard --person cookie-1", 0);
  g_autoptr (SyJson) receipt = NULL;
  g_autoptr (SyJson) info = NULL;
  g_auto (CliResult) check = { 0 };
  g_autofree char *path = cli_path (fixture, "p.steelyard");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_false (sy_json_get_boolean (cli_get (preview, "forgotten")));
  g_assert_cmpstr (cli_get_text (preview, "keys.0"), ==, "ann@example.com");
  g_assert_cmpstr (cli_get_text (preview, "keys.1"), ==, "cookie-1");
  receipt = cli_expect_json (fixture, "forget p.steelyard --person cookie-1 --yes", 0);
  cli_assert_keys (
      receipt, "",
      "forgotten forgotten_at keys events properties attributes outcomes treatments links memberships rejected mentions");
  g_assert_true (sy_json_get_boolean (cli_get (receipt, "forgotten")));
  g_assert_cmpfloat (cli_get_number (receipt, "events"), ==, 4);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, "ann@example.com", strlen ("ann@example.com")));
  g_assert_null (memmem (bytes, length, "cookie-1", strlen ("cookie-1")));
  g_assert_nonnull (memmem (bytes, length, "bob@example.com", strlen ("bob@example.com")));
  info = cli_expect_json (fixture, "info p.steelyard", 0);
  g_assert_cmpfloat (cli_get_number (info, "events"), ==, 2);
  check = cli_expect (fixture, "check p.steelyard", 0);
  cli_expect_error (fixture, "forget p.steelyard --person cookie-1 --yes", 3, "cookie-1");
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
  ADD ("/cli/people/consent", test_consent);
  ADD ("/cli/people/lists", test_lists);
  ADD ("/cli/people/forget", test_forget);
  return g_test_run ();
}
