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

/* Lines sum to their cause and causes to the change, and each line follows the one before. */
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
  g_assert_nonnull (strstr (csv.out, "\nexpiry,No purchase in 28 days,1,"));
  g_assert_null (strstr (csv.out, "\nscore,"));
  g_assert_true (g_str_has_prefix (events.out, "cause,label,row,type,time,amount\n"
                                               "decay,Shopping days,5790,purchase,"));
}

/* Edits the draft of Engagement: the weight of its first rule. */
static void
edit_draft (CliFixture *fixture,
            const char *weight)
{
  g_autofree char *path = cli_path (fixture, "engagement.json");
  g_autofree char *text = NULL;
  g_autofree char *edited = NULL;
  g_auto (GStrv) parts = NULL;
  g_auto (CliResult) set = { 0 };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"weight\": 6", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  edited = g_strconcat (parts[0], "\"weight\": ", weight, parts[1], NULL);
  cli_write (fixture, "edited.json", edited);
  set = cli_expect (fixture, "model set sample.steelyard --file edited.json", 0);
}

/* An edit of one weight moves the score by that rule alone, before the scale. */
static void
test_model_edit (CliFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyJson) answer = NULL;
  g_autoptr (SyJson) both = NULL;
  const SyJson *lines;

  edit_draft (fixture, "7");
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
  both = cli_expect_json (fixture,
                          EXPLAIN "--since 2017-09-01 --from-version 1 --version draft", 0);
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
test_history (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) answer = cli_expect_json (fixture, EXPLAIN "--history 7", 0);
  g_autoptr (SyJson) before = cli_expect_json (
      fixture, "explain sample.steelyard --model Engagement --person 1238 --as-of 2017-09-24", 0);
  g_auto (CliResult) table = cli_expect (fixture, EXPLAIN "--history 7", 0);
  g_auto (CliResult) csv = cli_expect (fixture, EXPLAIN "--history 1 --format csv", 0);
  const SyJson *days = cli_get (answer, "history");

  cli_assert_keys (answer, "", "person model version as_of raw score shown probability band trajectory history");
  cli_assert_keys (answer, "trajectory",
                   "delta_7 delta_14 delta_30 slope slope_low slope_high course");
  cli_assert_keys (answer, "history.0", "as_of score band events");
  g_assert_cmpuint (sy_json_get_size (days), ==, 8);
  g_assert_cmpfloat (cli_get_number (days, "0.score"), ==, cli_get_number (before, "score"));
  g_assert_cmpfloat (cli_get_number (days, "7.score"), ==, cli_get_number (answer, "score"));
  g_assert_cmpfloat (cli_get_number (days, "6.events"), ==, 1); /* of 30 September */
  g_assert_cmpfloat_with_epsilon (cli_get_number (answer, "trajectory.delta_7"),
                                  cli_get_number (answer, "score") -
                                      cli_get_number (before, "score"),
                                  1e-12);
  g_assert_cmpstr (cli_get_text (answer, "trajectory.course"), ==, "rising");
  g_assert_nonnull (strstr (table.out, "; rising, +"));
  g_assert_nonnull (strstr (table.out, "\n2017-10-01   34.7  Stable       0\n"));
  g_assert_true (g_str_has_prefix (csv.out, "as_of,score,band,events\n2017-09-30,35."));
}

static void
test_reasons (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) answer = cli_expect_json (fixture, EXPLAIN "--reasons 2", 0);
  g_auto (CliResult) table = cli_expect (fixture, EXPLAIN "--reasons 2 --within 30", 0);
  g_auto (CliResult) export = cli_expect (
      fixture,
      "export sample.steelyard --model Engagement --all --as-of 2017-10-01 --output all.csv "
      "--columns person,score,delta:14,course --reasons 2",
      0);
  g_autofree char *path = cli_path (fixture, "all.csv");
  g_autofree char *csv = NULL;
  g_autofree char *row = NULL;

  cli_assert_keys (answer, "",
                   "person model version as_of raw score shown probability band within_days reasons");
  cli_assert_keys (answer, "reasons.0",
                   "id label points_before points_after change unit before after text");
  g_assert_cmpuint (sy_json_get_size (cli_get (answer, "reasons")), ==, 2);
  g_assert_nonnull (strstr (table.out, "in 30 days: "));
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_true (g_str_has_prefix (csv, "person,score,delta:14,course,reason:1,reason:2\n"));
  row = g_strdup_printf (",rising,%s,%s\n", cli_get_text (answer, "reasons.0.text"),
                         cli_get_text (answer, "reasons.1.text"));
  g_assert_nonnull (strstr (strstr (csv, "\n1238,"), row));
}

/* What would lift a person does so when it is imported. */
static void
test_reach (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) answer = cli_expect_json (fixture, EXPLAIN "--reach Growth", 0);
  g_auto (CliResult) table = cli_expect (fixture, EXPLAIN "--reach Growth", 0);
  g_auto (CliResult) far = cli_expect (
      fixture, EXPLAIN "--reach Growth --type coupon_redeemed --max-events 2", 0);
  g_auto (CliResult) there = cli_expect (fixture, EXPLAIN "--reach Stable", 0);
  g_auto (CliResult) import = { 0 };
  g_autoptr (SyJson) after = NULL;

  cli_assert_keys (answer, "",
                   "person model version as_of raw score shown probability band reach reach_min types max_events "
                   "there effort");
  cli_assert_keys (answer, "effort", "events n_events score_after");
  cli_assert_keys (answer, "effort.events.0", "type count amount");
  g_assert_cmpstr (cli_get_text (answer, "effort.events.0.type"), ==, "purchase");
  g_assert_cmpfloat (cli_get_number (answer, "effort.events.0.count"), ==, 1);
  g_assert_cmpfloat (cli_get_number (answer, "effort.events.0.amount"), ==, 3);
  g_assert_cmpfloat (cli_get_number (answer, "score"), <, 42);
  g_assert_cmpfloat (cli_get_number (answer, "effort.score_after"), >=, 42);
  g_assert_nonnull (strstr (table.out, "\n1 more “purchase” event would make it 42.4, in Growth"));
  g_assert_nonnull (strstr (far.out, "2 more events would not reach Growth (42 or more)\n"));
  g_assert_nonnull (strstr (there.out, "already in or above Stable"));

  cli_write (fixture, "more.csv",
             "customer_id,timestamp,event_type,value\n1238,2017-10-01T23:59:59,purchase,3\n");
  import = cli_expect (fixture, "import sample.steelyard more.csv", 0);
  after = cli_expect_json (
      fixture, "explain sample.steelyard --model Engagement --person 1238 --as-of 2017-10-01", 0);
  g_assert_cmpfloat (cli_get_number (after, "score"), ==,
                     cli_get_number (answer, "effort.score_after"));
  g_assert_cmpstr (cli_get_text (after, "band"), ==, "Growth");
}

static void
test_reach_of_band (CliFixture *fixture,
                    gconstpointer data)
{
  const char *line = "explain sample.steelyard --model Engagement --band 'At risk' --reach Stable "
                     "--as-of 2017-10-01";
  g_autofree char *csv_line = g_strconcat (line, " --format csv", NULL);
  g_autoptr (SyJson) answer = cli_expect_json (fixture, line, 0);
  g_auto (CliResult) csv = cli_expect (fixture, csv_line, 0);
  const SyJson *efforts = cli_get (answer, "efforts");
  double n_people = cli_get_number (answer, "unreached");

  cli_assert_keys (answer, "",
                   "model version as_of band reach reach_min types max_events n there efforts "
                   "unreached");
  cli_assert_keys (efforts, "0", "events n_events people reaching");
  g_assert_cmpfloat (cli_get_number (answer, "n"), ==, 705);
  for (gsize i = 0; i < sy_json_get_size (efforts); i++)
    {
      const SyJson *effort = sy_json_get_element (efforts, i);

      n_people += cli_get_number (effort, "people");
      g_assert_cmpfloat (cli_get_number (effort, "reaching"), >=,
                         cli_get_number (effort, "people"));
    }
  g_assert_cmpfloat (n_people, ==, 705);
  g_assert_true (g_str_has_prefix (csv.out, "effort,n_events,reaching,reaching_share,people\n"
                                            "1 more “purchase” event,1,590,"));
}

/* Who fell is found again in the daily series of that person. */
static void
test_changes (CliFixture *fixture,
              gconstpointer data)
{
  const char *line = "changes sample.steelyard --model Engagement --fell 15 --within 14 "
                     "--daily 2017-09-01..2017-09-30";
  g_autofree char *csv_line = g_strconcat (line, " --format csv", NULL);
  g_autoptr (SyJson) answer = cli_expect_json (fixture, line, 0);
  g_auto (CliResult) table = cli_expect (fixture, line, 0);
  g_auto (CliResult) csv = cli_expect (fixture, csv_line, 0);
  g_autofree char *explain = NULL;
  g_autoptr (SyJson) day = NULL;
  g_auto (GStrv) rows = g_strsplit (csv.out, "\n", -1);

  cli_assert_keys (answer, "",
                   "model version sha256 data_sha256 direction points within_days from to n changes");
  cli_assert_keys (answer, "changes.0",
                   "person as_of score band since score_before band_before change");
  g_assert_cmpstr (cli_get_text (answer, "from"), ==, "2017-09-02T04:00:00Z");
  g_assert_cmpstr (cli_get_text (answer, "to"), ==, "2017-10-01T04:00:00Z");
  g_assert_cmpfloat (cli_get_number (answer, "n"), >, 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (answer, "changes")), ==,
                    (gsize) cli_get_number (answer, "n"));
  g_assert_cmpfloat (cli_get_number (answer, "changes.0.change"), <=, -15);
  explain = g_strdup_printf (
      "explain sample.steelyard --model Engagement --person %s --as-of %s --since %s",
      cli_get_text (answer, "changes.0.person"), cli_get_text (answer, "changes.0.as_of"),
      cli_get_text (answer, "changes.0.since"));
  day = cli_expect_json (fixture, explain, 0);
  g_assert_cmpfloat (cli_get_number (day, "score"), ==,
                     cli_get_number (answer, "changes.0.score"));
  g_assert_cmpfloat (cli_get_number (day, "score_before"), ==,
                     cli_get_number (answer, "changes.0.score_before"));
  check_causes (day);
  g_assert_nonnull (strstr (table.out, "fell by 15 or more within 14 days"));
  g_assert_cmpstr (rows[0], ==, "person,as_of,score,band,since,score_before,band_before,change");
  g_assert_cmpuint (g_strv_length (rows), ==, (guint) cli_get_number (answer, "n") + 2);
}

static void
test_reproducible (CliFixture *fixture,
                   gconstpointer data)
{
  static const char *const lines[] = {
    "score sample.steelyard --model Engagement --version 1 --as-of 2017-08-01 --format json",
    "score sample.steelyard --model Engagement --version 1 --as-of 2017-08-01 --format csv",
    "score sample.steelyard --model Engagement --version 1 --as-of 2017-10-01 --format csv",
    "explain sample.steelyard --model Engagement --version 1 --as-of 2017-10-01 --person 1 "
    "--since 2017-07-01 --events --format json",
    "changes sample.steelyard --model Engagement --version 1 --fell 15 --within 14 "
    "--daily 2017-09-01..2017-09-05 --format json",
  };
  char *before[G_N_ELEMENTS (lines)];
  g_auto (CliResult) publish = { 0 };
  g_autoptr (SyJson) old = NULL;
  g_autoptr (SyJson) new = NULL;
  g_autoptr (SyJson) list = NULL;

  g_test_summary ("Any version at any date: publishing another one rewrites nothing");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, lines[i], 0);

      before[i] = g_steal_pointer (&result.out);
    }
  edit_draft (fixture, "9");
  publish = cli_expect (
      fixture, "model publish sample.steelyard --model Engagement --as-of 2017-11-01 --reason two",
      0);
  edit_draft (fixture, "1");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, lines[i], 0);

      g_test_message ("%s", lines[i]);
      g_assert_cmpstr (result.out, ==, before[i]);
      g_free (before[i]);
    }
  old = cli_expect_json (fixture, lines[0], 0);
  new = cli_expect_json (fixture,
                         "score sample.steelyard --model Engagement --as-of 2017-08-01", 0);
  list = cli_expect_json (fixture, "model list sample.steelyard", 0);
  g_assert_cmpfloat (cli_get_number (new, "version"), ==, 2);
  g_assert_cmpstr (cli_get_text (new, "sha256"), !=, cli_get_text (old, "sha256"));
  g_assert_cmpstr (cli_get_text (new, "data_sha256"), ==, cli_get_text (old, "data_sha256"));
  g_assert_cmpfloat (cli_get_number (new, "scores.0.score"), !=,
                     cli_get_number (old, "scores.0.score"));
  g_assert_cmpuint (sy_json_get_size (cli_get (list, "models")), ==, 3);
}

static void
test_wrong_changes (CliFixture *fixture,
                    gconstpointer data)
{
  const struct
  {
    const char *line;
    int exit;
    const char *message;
  } cases[] = {
    { "changes sample.steelyard --model Engagement", 2, "--rose or --fell" },
    { "changes sample.steelyard --model Engagement --rose 1 --fell 1", 2, "--rose and --fell do not go together" },
    { "changes sample.steelyard --model Engagement --rose x", 3, "--rose: “x” is not a number" },
    { "changes sample.steelyard --model Engagement --fell 0", 3, "“0” is not more than 0" },
    { "changes sample.steelyard --model Engagement --fell 1 --within 0", 3,
      "--within: “0” is not a count from 1 to 366" },
    { "changes sample.steelyard --model Engagement --fell 1 --daily 2017", 3, "no range of dates" },
    { EXPLAIN "--history 0", 3, "--history: “0” is not a count from 1 to 3660" },
    { EXPLAIN "--reach Growht", 3, "no band “Growht”; its bands are At risk, Stable, Growth" },
    { EXPLAIN "--reach Growth --type nothing", 3, "no events of type “nothing”" },
    { EXPLAIN "--reach Growth --max-events 21", 3, "“21” is not a count from 1 to 20" },
    { EXPLAIN "--reach Growth --band Stable", 2, "--person and --band do not go together" },
    { EXPLAIN "--type purchase", 2, "--reach (the band" },
    { EXPLAIN "--reasons 0", 3, "--reasons: “0” is not a count" },
    { EXPLAIN "--within 5", 2, "--reasons (what is within" },
    { EXPLAIN "--history 5 --since 2017-09-01", 2, "do not go together: ask one question at a time" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    cli_expect_error (fixture, cases[i].line, cases[i].exit, cases[i].message);
}

static void
test_wrong_use (CliFixture *fixture,
                gconstpointer data)
{
  g_auto (CliResult) version = cli_expect (fixture, EXPLAIN "--from-version 9", 3);
  g_auto (CliResult) events = cli_expect (fixture, EXPLAIN "--events", 2);

  cli_expect_error (fixture, EXPLAIN "--since 2017-11-01", 3,
                    "“2017-11-01” is after the date of the score");
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
  ADD_TEST ("/cli/explain/history", test_history);
  ADD_TEST ("/cli/explain/reasons", test_reasons);
  ADD_TEST ("/cli/explain/reach", test_reach);
  ADD_TEST ("/cli/explain/reach-of-band", test_reach_of_band);
  ADD_TEST ("/cli/explain/changes", test_changes);
  ADD_TEST ("/cli/explain/wrong-changes", test_wrong_changes);
  ADD_TEST ("/cli/explain/reproducible", test_reproducible);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
