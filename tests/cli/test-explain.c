/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a score is what it is, and why it changed. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define EXPLAIN "explain sample.steelyard --model Engagement --person 1238 --as-of 2017-10-01 "

static const SyJson *
find_cause (const SyJson *answer,
            const char *name)
{
  const SyJson *causes = cli_get (answer, "causes");

  for (gsize i = 0; i < sy_json_get_size (causes); i++)
    {
      const SyJson *cause = sy_json_get_element (causes, i);

      if (g_str_equal (cli_get_text (cause, "cause"), name))
        return cause;
    }
  g_assert_not_reached ();
}

/* Asserts that lines sum to their cause and causes to the change, and that lines follow each other. */
static void
check_causes (const SyJson *answer)
{
  const SyJson *causes = cli_get (answer, "causes");
  double score = cli_get_number (answer, "score_before");
  double change = 0;

  g_assert_cmpuint (sy_json_get_size (causes), ==, 8);
  for (gsize i = 0; i < sy_json_get_size (causes); i++)
    {
      const SyJson *cause = sy_json_get_element (causes, i);
      const SyJson *lines = cli_get (cause, "lines");
      double sum = 0;

      for (gsize j = 0; j < sy_json_get_size (lines); j++)
        {
          const SyJson *line = sy_json_get_element (lines, j);

          g_assert_cmpfloat_with_epsilon (cli_get_number (line, "before"), score, 1e-9);
          score = cli_get_number (line, "after");
          sum += cli_get_number (line, "change");
        }
      g_assert_cmpfloat_with_epsilon (sum, cli_get_number (cause, "change"), 1e-9);
      change += sum;
    }
  g_assert_cmpfloat_with_epsilon (change, cli_get_number (answer, "change"), 1e-9);
  g_assert_cmpfloat_with_epsilon (score, cli_get_number (answer, "score"), 1e-9);
}

static void
test_causes (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) answer = cli_expect_json (fixture, EXPLAIN "--since 2017-09-01 --events", 0);
  g_autoptr (SyJson) then = cli_expect_json (
      fixture, "explain sample.steelyard --model Engagement --person 1238 --as-of 2017-09-01", 0);
  const SyJson *line = cli_get (find_cause (answer, "events"), "lines.0");

  check_causes (answer);
  g_assert_cmpfloat (cli_get_number (answer, "score_before"), ==, cli_get_number (then, "score"));
  cli_assert_keys (line, "", "id label before after change events first last event_rows");
  g_assert_cmpfloat (cli_get_number (line, "events"), ==, 2);
  g_assert_cmpuint (sy_json_get_size (cli_get (line, "event_rows")), ==, 2);
  cli_assert_keys (line, "event_rows.0", "row type time amount");
  g_assert_cmpstr (cli_get_text (line, "event_rows.0.time"), ==, cli_get_text (line, "first"));
  g_assert_cmpstr (cli_get_text (line, "event_rows.1.time"), ==, cli_get_text (line, "last"));
  g_assert_cmpfloat (cli_get_number (find_cause (answer, "expiry"), "change"), ==, -4);
  g_assert_cmpfloat (cli_get_number (find_cause (answer, "model"), "change"), ==, 0);
}

static void
test_cause_tables (CliFixture *fixture,
                   gconstpointer data)
{
  g_auto (CliResult) table = cli_expect (fixture, EXPLAIN "--since 2017-09-01 --events", 0);
  g_auto (CliResult) csv = cli_expect (fixture, EXPLAIN "--since 2017-09-01 --format csv", 0);
  g_auto (CliResult)
      events = cli_expect (fixture, EXPLAIN "--since 2017-09-01 --events --format csv", 0);

  g_assert_nonnull (strstr (table.out, "\nfrom 2017-09-01: 22.8, Stable\n"));
  g_assert_nonnull (strstr (table.out, "\nwindow expiry  No purchase in 28 days"));
  g_assert_nonnull (strstr (table.out, "\nscore "));
  g_assert_nonnull (strstr (table.out, "2017-09-30T15:46:31Z"));
  g_assert_true (g_str_has_prefix (csv.out, "cause,label,events,first,last,before,after,change\n"
                                            "decay,Shopping days,7,2017-02-10,2017-08-11,"));
  g_assert_null (strstr (csv.out, "\nscore,"));
  g_assert_true (g_str_has_prefix (events.out, "cause,label,row,type,time,amount\n"
                                               "decay,Shopping days,5790,purchase,"));
}

/* An edit of one weight moves the score by that rule alone, before the scale. */
static void
test_model_edit (CliFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *path = cli_path (fixture, "engagement.json");
  g_autofree char *text = NULL;
  g_autofree char *edited = NULL;
  g_auto (GStrv) parts = NULL;
  g_auto (CliResult) set = { 0 };
  g_autoptr (SyJson) answer = NULL;
  g_autoptr (SyJson) both = NULL;
  const SyJson *lines;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"weight\": 6", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  edited = g_strjoinv ("\"weight\": 7", parts);
  cli_write (fixture, "edited.json", edited);
  set = cli_expect (fixture, "model set sample.steelyard --file edited.json", 0);
  answer = cli_expect_json (fixture, EXPLAIN "--from-version 1 --version draft", 0);
  check_causes (answer);
  g_assert_cmpfloat (cli_get_number (answer, "version_before"), ==, 1);
  g_assert_cmpstr (cli_get_text (answer, "version"), ==, "draft");
  g_assert_cmpstr (cli_get_text (answer, "since"), ==, cli_get_text (answer, "as_of"));
  lines = cli_get (find_cause (answer, "model"), "lines");
  g_assert_cmpuint (sy_json_get_size (lines), ==, 2);
  g_assert_cmpstr (cli_get_text (lines, "0.id"), ==, "shopping_days");
  g_assert_cmpfloat_with_epsilon (cli_get_number (lines, "0.change"), 3.318310, 1e-6);
  g_assert_cmpfloat (cli_get_number (lines, "0.events"), ==, 9);
  both = cli_expect_json (fixture, EXPLAIN "--since 2017-09-01 --from-version 1 --version draft", 0);
  check_causes (both);
  g_assert_cmpfloat (cli_get_number (find_cause (both, "model"), "change"), ==,
                     cli_get_number (find_cause (answer, "model"), "change"));
}

static void
test_linked_keys (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) links = { 0 };
  g_autoptr (SyJson) answer = NULL;
  const SyJson *line;

  cli_write (fixture, "links.csv", "alias,person\n17,1238\n");
  links = cli_expect (fixture, "import sample.steelyard links.csv --kind links", 0);
  answer = cli_expect_json (fixture, EXPLAIN "--from-unlinked", 0);
  check_causes (answer);
  g_assert_cmpfloat_with_epsilon (cli_get_number (answer, "score_before"), 34.744758, 1e-6);
  line = cli_get (find_cause (answer, "identity"), "lines.0");
  g_assert_cmpstr (cli_get_text (line, "id"), ==, "shopping_days");
  g_assert_cmpfloat (cli_get_number (line, "events"), ==, 14);
}

static void
test_wrong_use (CliFixture *fixture,
                gconstpointer data)
{
  g_auto (CliResult) late = cli_expect (fixture, EXPLAIN "--since 2017-11-01", 3);
  g_auto (CliResult) version = cli_expect (fixture, EXPLAIN "--from-version 9", 3);
  g_auto (CliResult) events = cli_expect (fixture, EXPLAIN "--events", 2);

  g_assert_nonnull (strstr (late.err, "“2017-11-01” is after the date of the score"));
  g_assert_nonnull (strstr (version.err, "9"));
  g_assert_nonnull (strstr (events.err, "--since"));
}

#define ADD_TEST(path, func) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/cli/explain/causes", test_causes);
  ADD_TEST ("/cli/explain/cause-tables", test_cause_tables);
  ADD_TEST ("/cli/explain/model-edit", test_model_edit);
  ADD_TEST ("/cli/explain/linked-keys", test_linked_keys);
  ADD_TEST ("/cli/explain/wrong-use", test_wrong_use);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
