/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a backtest tells beyond its figures, the labels of errors, and rules for a threshold. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define BACKTEST "backtest sample.steelyard --model Engagement --as-of 2017-07-01 "

static void
expect_line (CliFixture *fixture,
             const char *line,
             const char *expected)
{
  g_auto (CliResult) result = cli_expect (fixture, line, 0);

  g_assert_cmpstr (result.out, ==, expected);
}

static void
test_parts (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (
      fixture, BACKTEST "--lead-time --survival --cohorts --money --errors 3", 0);
  double positives = cli_get_number (found, "pooled.positives");
  double n = cli_get_number (found, "pooled.n");
  const SyJson *cells = cli_get (found, "cohorts.cells");
  gsize n_cells = sy_json_get_size (cells);
  g_autofree char *last = g_strdup_printf ("cohorts.cells.%u", (guint) n_cells - 1);
  g_autofree char *last_n = g_strconcat (last, ".n", NULL);
  g_autofree char *last_positives = g_strconcat (last, ".positives", NULL);

  cli_assert_keys (found, "lead_time",
                   "as_of threshold positives silent warned all_along median_days "
                   "median_warned_days retained alarmed alarm_days window_days days");
  cli_assert_keys (found, "lead_time.days.0", "days n warned share low high small_n");
  g_assert_cmpfloat (cli_get_number (found, "lead_time.positives") +
                         cli_get_number (found, "lead_time.silent"),
                     ==, positives);
  g_assert_cmpfloat (cli_get_number (found, "lead_time.retained"), ==, n - positives);
  cli_assert_keys (found, "survival", "as_of absence followed_days from by already without_start without_group bands log_rank");
  cli_assert_keys (found, "survival.bands.0", "name n events start_days early median_days within");
  cli_assert_keys (found, last, "cohort band n retained retention low high positives rate small_n");
  g_assert_cmpfloat (cli_get_number (found, last_n), ==, n);
  g_assert_cmpfloat (cli_get_number (found, last_positives), ==, positives);
  g_assert_cmpfloat (cli_get_number (found, "money.bands.3.n"), ==, n);
  g_assert_cmpstr (cli_get_text (found, "money.types.0"), ==, "purchase");
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "money.bands.3.revenue"),
                                  cli_get_number (found, "money.bands.0.revenue") +
                                      cli_get_number (found, "money.bands.1.revenue") +
                                      cli_get_number (found, "money.bands.2.revenue"),
                                  1e-6);
  g_assert_cmpfloat (cli_get_number (found, "errors.tp") + cli_get_number (found, "errors.fn"), ==,
                     positives);
  g_assert_cmpfloat (cli_get_number (found, "errors.fp") + cli_get_number (found, "errors.tn"), ==,
                     n - positives);
  /* The threshold is the bound of the lowest band: its people are those it was expected of. */
  g_assert_cmpfloat (cli_get_number (found, "errors.tp"), ==,
                     cli_get_number (found, "pooled.bands.0.positives"));
  g_assert_cmpuint (sy_json_get_size (cli_get (found, "errors.false_positives")), ==, 3);
  cli_assert_keys (found, "errors.false_negatives.0", "person score band label reasons trace");
}

/* A trace adds up to the score it belongs to. */
static void
test_trace (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (fixture, BACKTEST "--errors 2", 0);

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *row = g_strdup_printf ("errors.false_negatives.%d", i);
      g_autofree char *trace = g_strconcat (row, ".trace", NULL);
      g_autofree char *score = g_strconcat (row, ".score", NULL);
      gsize n = sy_json_get_size (cli_get (found, trace));
      double sum = 0;

      for (gsize k = 0; k < n; k++)
        {
          g_autofree char *points = g_strdup_printf ("%s.%u.points", trace, (guint) k);

          sum += cli_get_number (found, points);
        }
      g_assert_cmpfloat_with_epsilon (sum, cli_get_number (found, score), 1e-9);
    }
}

static void
test_tables (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult) table = cli_expect (fixture, BACKTEST "--lead-time --survival --cohorts --money --errors 2", 0);
  g_auto (CliResult) csv = cli_expect (fixture, BACKTEST "--survival --format csv", 0);
  g_auto (CliResult) type = cli_expect (fixture, BACKTEST "--money --money-type bought", 3);

  g_assert_nonnull (strstr (table.out, "Early warning by a score below 17, as of 2017-07-01"));
  g_assert_nonnull (strstr (table.out, "Time to the event that breaks the silence"));
  g_assert_nonnull (strstr (table.out, "Log-rank: chi-squared "));
  g_assert_true (g_regex_match_simple ("\\n2017-03 +Growth +10 +10 +\\* 100.0 %", table.out, 0, 0));
  g_assert_nonnull (strstr (table.out, "\n* small n, fewer than 30: read the interval, not the rate\n"));
  g_assert_nonnull (strstr (table.out, "Amounts of: purchase\n"));
  g_assert_nonnull (strstr (table.out, "\nfalse-positive "));
  g_assert_true (g_str_has_prefix (csv.out, "band,n,events,median_days,within_30,low_30,high_30,"));
  cli_expect_error (fixture, BACKTEST "--survival --money --format csv", 2, "CSV has one table");
  cli_expect_error (fixture, BACKTEST "--threshold 20", 2, "--threshold goes with");
  g_assert_nonnull (strstr (type.err, "There is no event type “bought”"));
}

/* A table of figures instead of the one asked for would be read as that one. */
static void
test_immature_csv (CliFixture *fixture,
                   gconstpointer data)
{
  static const char *const parts[] = { "--lead-time", "--survival", "--cohorts", "--money",
                                       "--errors 5" };
  g_auto (CliResult) table = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *line = g_strconcat (
          "backtest sample.steelyard --model Engagement --as-of 2017-12-31 --format csv ", parts[i],
          NULL);

      cli_expect_error (fixture, line, 3, "no date has a complete outcome window yet");
    }
  table = cli_expect (
      fixture, "backtest sample.steelyard --model Engagement --as-of 2017-12-31 --lead-time", 0);
  g_assert_nonnull (strstr (table.err, "no date has a complete outcome window yet"));
}

static void
test_labels (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) before = cli_expect_json (fixture, BACKTEST "--errors 2", 0);
  g_autofree char *person = g_strdup (cli_get_text (before, "errors.false_positives.1.person"));
  g_autofree char *line = g_strdup_printf (
      "error label sample.steelyard --model Engagement --as-of 2017-07-01 --label late --note \"came in October\" --person %s",
      person);
  g_autofree char *none = g_strdup_printf (
      "error label sample.steelyard --model Engagement --as-of 2017-07-01 --label none --person %s",
      person);
  g_autoptr (SyJson) after = NULL;
  g_autoptr (SyJson) list = NULL;
  g_auto (CliResult) wrong = { 0 };
  g_auto (CliResult) nobody = { 0 };
  g_auto (CliResult) twice = { 0 };

  expect_line (fixture, line, "Labelled 1 person: late\n");
  after = cli_expect_json (fixture, BACKTEST "--errors 2", 0);
  g_assert_cmpstr (cli_get_text (after, "errors.false_positives.1.label"), ==, "late");
  cli_assert_keys (after, "errors.found.0",
                   "kind people reviewed good junk wrong-person missing-event late");
  g_assert_cmpfloat (cli_get_number (after, "errors.found.0.people"), ==,
                     cli_get_number (after, "errors.fp"));
  g_assert_cmpfloat (cli_get_number (after, "errors.found.0.reviewed"), ==, 1);
  g_assert_cmpfloat (cli_get_number (after, "errors.found.0.late"), ==, 1);
  list = cli_expect_json (fixture, "error list sample.steelyard --model Engagement", 0);
  g_assert_cmpstr (cli_get_text (list, "labels.0.person"), ==, person);
  g_assert_cmpstr (cli_get_text (list, "labels.0.note"), ==, "came in October");
  expect_line (fixture, none, "Labelled 1 person: none\n");
  twice = cli_expect (fixture, none, 3);
  wrong = cli_expect (fixture, "error label sample.steelyard --model Engagement --as-of 2017-07-01 --label bad --person 1", 3);
  g_assert_nonnull (strstr (wrong.err, "must be good, junk, wrong-person, missing-event, late or none"));
  nobody = cli_expect (fixture, "error label sample.steelyard --model Engagement --as-of 2017-07-01 --label late --person nobody", 3);
  g_assert_nonnull (strstr (nobody.err, "There is no person “nobody”"));
}

/* Time from the first event, told apart by a segment; what does not go together is said. */
static void
test_survival_start (CliFixture *fixture,
                     gconstpointer data)
{
  static const char line[] = "backtest sample.steelyard --model \"Coupon intent\" --as-of 2017-07-01 --survival ";
  g_autofree char *first = g_strconcat (line, "--from first-event --by segment=loyal", NULL);
  g_autofree char *unknown = g_strconcat (line, "--by segment=nobody", NULL);
  g_autofree char *wrong = g_strconcat (line, "--by arm", NULL);
  g_autofree char *no_date = g_strconcat (line, "--from income", NULL);
  g_auto (CliResult) segment = cli_expect (
      fixture, "segment set sample.steelyard loyal --model \"Coupon intent\" --min 50", 0);
  g_autoptr (SyJson) found = cli_expect_json (fixture, first, 0);
  g_auto (CliResult) table = cli_expect (fixture, first, 0);

  g_assert_cmpstr (cli_get_text (found, "survival.from"), ==, "first-event");
  g_assert_cmpstr (cli_get_text (found, "survival.by"), ==, "segment loyal");
  g_assert_cmpstr (cli_get_text (found, "survival.bands.0.name"), ==, "inside");
  cli_assert_keys (found, "survival.bands.1", "name n events start_days early median_days within");
  g_assert_cmpfloat (cli_get_number (found, "survival.already"), >, 0);
  g_assert_cmpfloat (cli_get_number (found, "survival.followed_days"), >, 184);
  g_assert_nonnull (strstr (table.out, "Kaplan-Meier with late entry, days from the first event"));
  cli_expect_error (fixture, unknown, 3, "nobody");
  cli_expect_error (fixture, wrong, 3, "--by must be band, segment=NAME or treatment=NAME, not “arm”");
  cli_expect_error (fixture, no_date, 3, "holds no dates");
  cli_expect_error (fixture, "backtest sample.steelyard --model Engagement --as-of 2017-07-01 --from first-event", 2,
                    "--from and --by go with --survival");
  cli_expect_error (fixture,
                    "backtest sample.steelyard --model Engagement --as-of 2017-07-01 --survival --from first-event",
                    3, "The outcome is a silence");
}

/* Labels of a file, and how they agree with the bands; a file with a fault changes nothing. */
static void
test_label_file (CliFixture *fixture,
                 gconstpointer data)
{
  static const char *const made[] = { "new p.steelyard", "import p.steelyard e.csv",
                                      "model set p.steelyard --file m.json" };
  static const char lines[] = "error label p.steelyard --as-of 2024-03-01 --file labels.csv";
  g_autoptr (SyJson) list = NULL;
  g_autoptr (SyJson) same = NULL;
  g_auto (CliResult) table = { 0 };
  g_auto (CliResult) fault = { 0 };
  g_auto (CliResult) both = { 0 };

  cli_write (fixture, "e.csv",
             "person,time,type\na,2024-01-01,x\nb,2024-01-01,x\nb,2024-01-02,x\nc,2024-01-01,x\n");
  cli_write (fixture, "m.json",
             "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"M\",\"purpose\":\"engagement\","
             "\"entity\":\"person\",\"groups\":[{\"name\":\"G\",\"combine\":\"sum\",\"weight\":1,\"rules\":["
             "{\"id\":\"x\",\"label\":\"X\",\"kind\":\"event\",\"types\":[\"x\"],\"measure\":\"count\","
             "\"weight\":1}]}],\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":10},"
             "\"bands\":[{\"name\":\"Low\",\"min\":0},{\"name\":\"High\",\"min\":15}]}");
  cli_write (fixture, "labels.csv", "person,label,note\na,good,\nb,Good,called\nc,junk,\n");
  for (gsize i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, made[i], 0);
    }
  expect_line (fixture, lines, "3 labels from labels.csv\n");
  list = cli_expect_json (fixture, "error list p.steelyard", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (list, "labels")), ==, 3);
  g_assert_cmpstr (cli_get_text (list, "labels.1.note"), ==, "called");
  g_assert_cmpuint (sy_json_get_size (cli_get (list, "bands")), ==, 3);
  g_assert_cmpstr (cli_get_text (list, "bands.0.name"), ==, "Low");
  g_assert_cmpfloat (cli_get_number (list, "bands.0.n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (list, "bands.0.share_good"), ==, 0.5);
  g_assert_cmpfloat (cli_get_number (list, "bands.0.share_junk"), ==, 0.5);
  g_assert_cmpfloat (cli_get_number (list, "bands.1.share_good"), ==, 1);
  /* Wilson's of one of one. */
  g_assert_cmpfloat_with_epsilon (cli_get_number (list, "bands.1.good_low"), 0.206549, 1e-6);
  table = cli_expect (fixture, "error list p.steelyard", 0);
  g_assert_nonnull (strstr (table.out, "* 50.0 %"));
  cli_write (fixture, "labels.csv", "person,label\na,junk\nz,junk\n");
  fault = cli_expect (fixture, lines, 3);
  g_assert_nonnull (strstr (fault.err, "labels.csv, line 3, column 1 (person): There is no person “z”"));
  same = cli_expect_json (fixture, "error list p.steelyard", 0);
  g_assert_cmpstr (cli_get_text (same, "labels.0.label"), ==, "good");
  both = cli_expect (fixture, "error label p.steelyard --file labels.csv --label junk", 2);
  g_assert_nonnull (strstr (both.err, "leave --person, --label and --note out"));
}

/* Two people who prove to be one: what was found last counts, in the list and in the counts. */
static void
test_merged_labels (CliFixture *fixture,
                    gconstpointer data)
{
  static const char *const lines[] = {
    "new p.steelyard",
    "import p.steelyard e.csv",
    "model set p.steelyard --file m.json",
    "error label p.steelyard --as-of 2024-03-01 --person a --label junk",
    "error label p.steelyard --as-of 2024-03-01 --person b --label late",
    "import p.steelyard l.csv --kind links",
  };
  g_autoptr (SyJson) json = NULL;

  cli_write (fixture, "e.csv",
             "person,time,type\na,2024-02-05T10:00:00Z,visit\nb,2024-02-06T10:00:00Z,visit\n"
             "c,2024-02-07T10:00:00Z,visit\nc,2024-03-03T10:00:00Z,buy\n"
             "d,2024-02-07T10:00:00Z,mail\nd,2024-04-03T10:00:00Z,visit\n");
  cli_write (fixture, "l.csv", "alias,person\na,b\n");
  cli_write (
      fixture, "m.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"M\","
      " \"outcome\": {\"name\": \"Buys\", \"kind\": \"event\", \"types\": [\"buy\"], \"horizon_days\": 10},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"visit\", \"kind\": \"event\", \"types\": [\"visit\"]}]}],"
      " \"scale\": {\"kind\": \"none\"},"
      " \"bands\": [{\"name\": \"Low\", \"min\": null}, {\"name\": \"High\", \"min\": 1}]}");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, lines[i], 0);
    }
  json = cli_expect_json (fixture, "backtest p.steelyard --as-of 2024-03-01 --errors 5", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (json, "errors.false_positives")), ==, 1);
  g_assert_cmpstr (cli_get_text (json, "errors.false_positives.0.label"), ==, "late");
  g_assert_cmpfloat (cli_get_number (json, "errors.found.0.reviewed"), ==, 1);
  g_assert_cmpfloat (cli_get_number (json, "errors.found.0.late"), ==, 1);
}

/* The report has the list of the errors and what was found, in each form that has text. */
static void
test_report (CliFixture *fixture,
             gconstpointer data)
{
  static const char *const forms[] = { "r.html", "r.md" };
  g_autoptr (SyJson) found = cli_expect_json (fixture, BACKTEST "--errors 2", 0);
  const char *person = cli_get_text (found, "errors.false_positives.1.person");
  g_autofree char *label = g_strdup_printf (
      "error label sample.steelyard --model Engagement --as-of 2017-07-01 --label late --note 'came in October' --person %s",
      person);
  g_auto (CliResult) labelled = cli_expect (fixture, label, 0);
  g_auto (CliResult) pdf = { 0 };
  g_auto (CliResult) bare = { 0 };
  g_autofree char *bare_path = cli_path (fixture, "bare.md");
  g_autofree char *without = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = cli_path (fixture, forms[i]);
      g_autofree char *line = g_strdup_printf (
          "report sample.steelyard --model Engagement --as-of 2017-07-01 --errors 2 --output %s",
          forms[i]);
      g_autofree char *cell = g_strdup_printf (i == 0 ? "<td>%s</td>" : "| %s |", person);
      g_auto (CliResult) result = cli_expect (fixture, line, 0);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "Where the score was wrong"));
      g_assert_nonnull (strstr (text, cell));
      g_assert_nonnull (strstr (text, "Right but late: came in October"));
      g_assert_nonnull (strstr (text, "been looked at: 1 Right but late"));
    }
  pdf = cli_expect (
      fixture, "report sample.steelyard --model Engagement --as-of 2017-07-01 --errors 2 --output r.pdf", 0);
  bare = cli_expect (
      fixture, "report sample.steelyard --model Engagement --as-of 2017-07-01 --output bare.md", 0);
  g_assert_true (g_file_get_contents (bare_path, &without, NULL, NULL));
  g_assert_null (strstr (without, "Where the score was wrong"));
  cli_expect_error (
      fixture, "report sample.steelyard --model Engagement --errors 0 --output r.html", 3, "--errors");
}

static void
test_threshold (CliFixture *fixture,
                gconstpointer data)
{
  g_auto (CliResult) none = cli_expect (fixture, "threshold show sample.steelyard --model Engagement", 3);
  g_autoptr (SyJson) set = cli_expect_json (
      fixture, "threshold set sample.steelyard --model Engagement --as-of 2017-07-01 --top 300 --segment Calls", 0);
  g_autoptr (SyJson) again = cli_expect_json (
      fixture, "threshold show sample.steelyard --model Engagement --as-of 2017-07-01", 0);
  g_autoptr (SyJson) count = cli_expect_json (
      fixture, "segment count sample.steelyard Calls --as-of 2017-07-01", 0);
  g_autoptr (SyJson) weekly = cli_expect_json (
      fixture, "threshold set sample.steelyard --model Engagement --as-of 2017-07-01 --top-weekly 35", 0);
  g_autoptr (SyJson) margin = cli_expect_json (
      fixture, "threshold set sample.steelyard --model Engagement --margin --cost 2 --value 45 --saved 12%", 0);
  g_autoptr (SyJson) share = cli_expect_json (
      fixture, "threshold set sample.steelyard --model Engagement --margin --cost 2 --value 45 --saved 0.12", 0);

  g_assert_nonnull (strstr (none.err, "has no rule for its threshold yet"));
  cli_assert_keys (set, "",
                   "model version rule side threshold dates n positives precision low high small_n "
                   "recall margin");
  g_assert_cmpstr (cli_get_text (set, "side"), ==, "below");
  g_assert_cmpfloat (cli_get_number (set, "n"), <=, 300);
  g_assert_cmpfloat (cli_get_number (set, "n"), >, 250);
  g_assert_cmpfloat (cli_get_number (again, "threshold"), ==, cli_get_number (set, "threshold"));
  /* 35 a week are 300 within 60 days. */
  g_assert_cmpfloat (cli_get_number (weekly, "threshold"), ==, cli_get_number (set, "threshold"));
  /* The segment is the list, to the person. */
  g_assert_cmpfloat (cli_get_number (count, "n"), ==, cli_get_number (set, "n"));
  g_assert_cmpfloat (cli_get_number (margin, "threshold"), ==, cli_get_number (share, "threshold"));
  cli_expect_error (
      fixture, "threshold set sample.steelyard --model Engagement --top 3 --rate 0.1", 2,
      "give one of");
  cli_expect_error (fixture, "threshold set sample.steelyard --model Engagement --precision 1.2", 3,
                    "at most 1");
  cli_expect_error (
      fixture, "threshold set sample.steelyard --model Engagement --margin --cost 200 --value 1 --saved 1%", 3,
      "No list of this backtest is as asked for");
}

static void
test_threshold_unsaved (CliFixture *fixture,
                        gconstpointer data)
{
  static const char *const refused[] = {
    "--none --top 3", "--none --segment Calls", "--none --as-of 2017-07-01", "--none --cost 2",
    "--top 300 --cost 2"
  };
  g_auto (CliResult) set = cli_expect (
      fixture, "threshold set sample.steelyard --model Engagement --as-of 2017-07-01 --top 300", 0);
  g_auto (CliResult) costly = cli_expect (
      fixture,
      "threshold set sample.steelyard --model Engagement --as-of 2017-07-01 --margin --cost 200 "
      "--value 1 --saved 1% --segment Costly",
      3);
  g_autoptr (SyJson) again = cli_expect_json (
      fixture, "threshold show sample.steelyard --model Engagement --as-of 2017-07-01", 0);
  g_auto (CliResult) segment = cli_expect (fixture, "segment show sample.steelyard Costly", 3);
  g_auto (CliResult) none = { 0 };
  g_auto (CliResult) gone = { 0 };

  g_test_summary ("A rule that no list fulfils takes the place of none that one does");
  g_assert_cmpstr (cli_get_text (again, "rule"), ==, "the top 300 people");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *line = g_strconcat (
          "threshold set sample.steelyard --model Engagement ", refused[i], NULL);
      g_auto (CliResult) result = cli_expect (fixture, line, 2);
    }
  none = cli_expect (fixture, "threshold set sample.steelyard --model Engagement --none", 0);
  g_assert_cmpstr (none.out, ==, "The threshold of “Engagement” has no rule now\n");
  gone = cli_expect (fixture, "threshold show sample.steelyard --model Engagement", 3);
}

#define ADD(path, function) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, function, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/follow-up/F10-F11-F13-F15-parts", test_parts);
  ADD ("/cli/follow-up/G4-trace", test_trace);
  ADD ("/cli/follow-up/G3-tables", test_tables);
  ADD ("/cli/follow-up/G3-F10-immature", test_immature_csv);
  ADD ("/cli/follow-up/G4-labels", test_labels);
  ADD ("/cli/follow-up/P6-survival-start", test_survival_start);
  ADD ("/cli/follow-up/G6-label-file", test_label_file);
  ADD ("/cli/follow-up/G4-merged-labels", test_merged_labels);
  ADD ("/cli/follow-up/G4-report", test_report);
  ADD ("/cli/follow-up/K6-threshold", test_threshold);
  ADD ("/cli/follow-up/K6-unsaved", test_threshold_unsaved);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
