/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a score is made of, and how people read it, from the command line. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define ENGAGEMENT " sample.steelyard --model Engagement --as-of 2017-10-01 "

static const char *const lines[] = { "recency", "frequency", "depth", "value", "limits", "scale" };

static double
sum_lines (const SyJson *components)
{
  double sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    sum += cli_get_number (components, lines[i]);
  return sum;
}

/* Scores of a date without data are given, with a word about it beside them. */
static void
test_far_dates (CliFixture *fixture,
                gconstpointer data)
{
  static const struct
  {
    const char *date;
    const char *words;
  } cases[] = {
    { "2077-10-01", "as of 2077-10-01 nothing is known of the days between" },
    { "2007-10-01", "there is no event before the end of 2007-10-01" },
    { "2017-10-01", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("score sample.steelyard --model Engagement --as-of %s --format csv",
                                               cases[i].date);
      g_auto (CliResult) result = cli_expect (fixture, line, 0);

      g_assert_true (g_str_has_prefix (result.out, "person,"));
      if (cases[i].words[0] != '\0')
        g_assert_nonnull (strstr (result.err, cases[i].words));
      else
        g_assert_cmpstr (result.err, ==, "");
    }
}

static void
test_explain (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) json = cli_expect_json (fixture, "explain" ENGAGEMENT "--person 1238", 0);
  g_auto (CliResult) table = cli_expect (fixture, "explain" ENGAGEMENT "--person 1238", 0);
  const SyJson *components = cli_get (json, "components");
  const SyJson *account = cli_get (json, "contributions");
  double spend = NAN;

  cli_assert_keys (json, "components",
                   "recency frequency depth value limits scale score friction");
  g_assert_cmpfloat_with_epsilon (sum_lines (components), cli_get_number (json, "score"), 1e-9);
  for (gsize i = 0; i < sy_json_get_size (account); i++)
    if (strcmp (cli_get_text (sy_json_get_element (account, i), "kind"), "rule") == 0 &&
        strcmp (cli_get_text (sy_json_get_element (account, i), "label"), "Money spent") == 0)
      spend = cli_get_number (sy_json_get_element (account, i), "points");
  g_assert_cmpfloat_with_epsilon (cli_get_number (components, "value"), spend, 1e-9);
  g_assert_nonnull (strstr (table.out, "\nrecency "));
  g_assert_nonnull (strstr (table.out, "; of it friction "));
}

/* The columns of everyone sum to their scores, and their means are those that "score" tells. */
static void
test_columns (CliFixture *fixture,
              gconstpointer data)
{
  g_auto (CliResult) csv = cli_expect (
      fixture,
      "score" ENGAGEMENT
      "--format csv --columns recency,frequency,depth,value,limits,scale,score,friction",
      0);
  g_autoptr (SyJson) json = cli_expect_json (fixture, "score" ENGAGEMENT, 0);
  g_auto (CliResult) table = cli_expect (fixture, "score" ENGAGEMENT, 0);
  g_auto (GStrv) rows = g_strsplit (csv.out, "\n", -1);
  g_autofree char *mean = NULL;
  double totals[8] = { 0 };
  gsize n = 0;

  g_assert_cmpstr (rows[0], ==, "recency,frequency,depth,value,limits,scale,score,friction");
  for (; *rows[n + 1] != '\0'; n++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[n + 1], ",", -1);
      double sum = 0;

      g_assert_cmpuint (g_strv_length (cells), ==, 8);
      for (gsize i = 0; i < 8; i++)
        {
          double cell = g_ascii_strtod (cells[i], NULL);

          sum += i < 6 ? cell : 0;
          totals[i] += cell;
        }
      g_assert_cmpfloat_with_epsilon (sum, g_ascii_strtod (cells[6], NULL), 1e-9);
    }
  g_assert_cmpfloat ((double) n, ==, cli_get_number (json, "n"));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpfloat_with_epsilon (cli_get_number (cli_get (json, "means"), lines[i]),
                                    totals[i] / (double) n, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "means.score"), totals[6] / (double) n,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "means.friction"), totals[7] / (double) n,
                                  1e-9);
  mean = g_strdup_printf ("\nMean of %" G_GSIZE_FORMAT " people: recency ", n);
  g_assert_nonnull (strstr (table.out, mean));
}

/* What the dictionary says of a type moves its points to friction, and no score. */
static void
test_friction (CliFixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyJson) before = cli_expect_json (fixture, "score" ENGAGEMENT, 0);
  g_autoptr (SyJson) after = NULL;
  g_auto (CliResult) set = cli_expect (
      fixture, "types set sample.steelyard coupon_redeemed --polarity -1", 0);
  double coupons = 0;

  after = cli_expect_json (fixture, "score" ENGAGEMENT, 0);
  coupons = cli_get_number (after, "group_means.1.points");
  g_assert_cmpstr (cli_get_text (after, "group_means.1.name"), ==, "Messaging");
  g_assert_cmpfloat (coupons, >, 0);
  g_assert_cmpfloat_with_epsilon (cli_get_number (after, "means.friction"),
                                  cli_get_number (before, "means.friction") + coupons, 1e-9);
  g_assert_cmpfloat (cli_get_number (after, "means.score"), ==,
                     cli_get_number (before, "means.score"));
}

/* --- frozen numbers --- */

#define FREEZE "model freeze sample.steelyard "
#define DRAFT "--format csv --version draft"

static void
test_p95 (CliFixture *fixture,
          gconstpointer data)
{
  g_autoptr (SyJson) before = cli_expect_json (fixture, "score" ENGAGEMENT "--version draft", 0);
  g_autoptr (SyJson) json = cli_expect_json (
      fixture, FREEZE "--model Engagement --as-of 2017-10-01 --p95 Commerce", 0);
  g_autoptr (SyJson) after = cli_expect_json (fixture, "score" ENGAGEMENT "--version draft", 0);
  g_auto (CliResult) account = cli_expect (
      fixture, "explain" ENGAGEMENT "--version draft --person 1238", 0);
  double p95 = cli_get_number (json, "frozen.0.values.0");

  cli_assert_keys (json, "", "model version as_of frozen sha256");
  cli_assert_keys (json, "frozen.0", "kind name values");
  g_assert_cmpfloat (p95, >, 1);
  g_assert_cmpfloat_with_epsilon (cli_get_number (after, "group_means.0.points"),
                                  cli_get_number (before, "group_means.0.points") / p95, 1e-9);
  g_assert_cmpfloat (cli_get_number (after, "group_means.1.points"), ==,
                     cli_get_number (before, "group_means.1.points"));
  g_assert_nonnull (strstr (account.out, "over the 95th percentile of Commerce  group_p95"));
}

/* Frozen and removed again, the draft is what it was; the published version never moved. */
static void
test_remove (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult) version = cli_expect (fixture, "score" ENGAGEMENT "--format csv", 0);
  g_auto (CliResult) before = cli_expect (fixture, "model show sample.steelyard --model Engagement",
                                          0);
  g_auto (CliResult) frozen = cli_expect (fixture,
                                          FREEZE
                                          "--model Engagement --p95 Commerce --season shopping_days "
                                          "--codes coupon=3",
                                          0);
  g_auto (CliResult) seasonal = cli_expect (fixture, "score" ENGAGEMENT DRAFT, 0);
  g_auto (CliResult) again = cli_expect (fixture, "score" ENGAGEMENT "--format csv", 0);
  g_auto (CliResult) removed = cli_expect (
      fixture,
      FREEZE "--model Engagement --p95 Commerce --season shopping_days --codes coupon --remove",
      0);
  g_auto (CliResult) after = cli_expect (fixture, "model show sample.steelyard --model Engagement",
                                         0);

  g_assert_nonnull (strstr (frozen.out, "group “Commerce”: divided by its 95th percentile, "));
  g_assert_nonnull (strstr (frozen.out, "rule “shopping_days”: a season, from 0."));
  g_assert_nonnull (strstr (frozen.out, "rule “coupon”: codes 1 to 3, the next one from "));
  g_assert_cmpstr (removed.out, ==,
                   "rule “shopping_days”: no season any more\nrule “coupon”: no codes any more\n"
                   "group “Commerce”: no 95th percentile any more\n");
  g_assert_cmpstr (again.out, ==, version.out);
  g_assert_cmpstr (seasonal.out, !=, version.out);
  g_assert_cmpstr (after.out, ==, before.out);
}

/* --- probability --- */

#define CALIBRATE "model calibrate sample.steelyard --model Engagement "

/* Fitted, shown in every answer, blended and removed again; versions never move. */
static void
test_calibrate (CliFixture *fixture,
                gconstpointer data)
{
  g_auto (CliResult) before = cli_expect (fixture, "model show sample.steelyard --model Engagement",
                                          0);
  g_auto (CliResult) version = cli_expect (fixture, "score" ENGAGEMENT "--format csv", 0);
  g_auto (CliResult) text = cli_expect (fixture, CALIBRATE "--monthly 2017-03-01..2017-09-01", 0);
  g_autoptr (SyJson) scores = cli_expect_json (fixture, "score" ENGAGEMENT "--version draft", 0);
  g_auto (CliResult) rows = cli_expect (
      fixture, "score" ENGAGEMENT DRAFT " --columns person,raw,score,probability", 0);
  g_auto (CliResult) account = cli_expect (fixture, "explain" ENGAGEMENT "--version draft --person 1238", 0);
  g_autoptr (SyJson) layer = cli_expect_json (
      fixture, CALIBRATE "--monthly 2017-03-01..2017-09-01 --blend 0.5", 0);
  g_autoptr (SyJson) blended = cli_expect_json (fixture, "score" ENGAGEMENT "--version draft", 0);
  g_auto (CliResult) told = cli_expect (fixture, "explain" ENGAGEMENT "--version draft --person 1238", 0);
  g_auto (CliResult) again = cli_expect (fixture, "score" ENGAGEMENT "--format csv", 0);
  g_auto (CliResult) removed = cli_expect (fixture, CALIBRATE "--remove", 0);
  g_auto (CliResult) after = cli_expect (fixture, "model show sample.steelyard --model Engagement",
                                         0);
  double b0 = cli_get_number (layer, "b0");
  double b1 = cli_get_number (layer, "b1");
  double raw = cli_get_number (scores, "scores.5.raw");
  double p = cli_get_number (scores, "scores.5.probability");

  g_assert_nonnull (strstr (text.out, "Probability 1 / (1 + exp (-(b0 + b1 points))): b0 "));
  g_assert_nonnull (strstr (text.out, "People it was not fitted to: Brier score 0."));
  cli_assert_keys (layer, "",
                   "model version dates first last n positives kind b0 b1 table rules blend brier "
                   "skill log_loss ece bins sha256");
  g_assert_cmpfloat_with_epsilon (p, 1 / (1 + exp (-(b0 + b1 * raw))), 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (blended, "scores.5.probability"), p, 1e-12);
  g_assert_cmpfloat_with_epsilon (cli_get_number (blended, "scores.5.score"),
                                  100 * (0.5 * cli_get_number (scores, "scores.5.score") / 100 +
                                         0.5 * (1 - p)), /* high means less of it */
                                  1e-9);
  g_assert_true (g_str_has_prefix (rows.out, "person,raw,score,probability\r\n") ||
                 g_str_has_prefix (rows.out, "person,raw,score,probability\n"));
  g_assert_nonnull (strstr (account.out, ", probability 0."));
  /* A line of its own where it is blended into the score, and only there. */
  g_assert_null (strstr (account.out, "\nprobability "));
  g_assert_nonnull (strstr (told.out, "\nprobability "));
  g_assert_cmpstr (removed.out, ==, "no probability any more\n");
  g_assert_cmpstr (again.out, ==, version.out);
  g_assert_cmpstr (after.out, ==, before.out);
}

static void
test_calibrate_ways (CliFixture *fixture,
                     gconstpointer data)
{
  g_autoptr (SyJson) table = cli_expect_json (fixture, CALIBRATE "--isotonic", 0);
  g_autoptr (SyJson) rules = cli_expect_json (fixture, CALIBRATE "--rules --blend 0.3", 0);
  g_autoptr (SyJson) scale = cli_expect_json (fixture, CALIBRATE "--as-scale", 0);
  g_autoptr (SyJson) scores = cli_expect_json (fixture, "score" ENGAGEMENT "--version draft", 0);
  g_auto (CliResult) shown = cli_expect (fixture, "model show sample.steelyard --model Engagement --version draft", 0);

  g_assert_cmpstr (cli_get_text (table, "kind"), ==, "isotonic");
  g_assert_cmpstr (cli_get_text (rules, "kind"), ==, "rules");
  g_assert_cmpfloat (cli_get_number (rules, "blend"), ==, 0.3);
  g_assert_cmpstr (cli_get_text (scale, "kind"), ==, "logistic");
  g_assert_nonnull (strstr (shown.out, "\"scale\": { \"kind\": \"logistic\""));
  g_assert_null (strstr (shown.out, "\"probability\""));
  g_assert_cmpfloat_with_epsilon (cli_get_number (scores, "scores.5.score"),
                                  100 * (1 - cli_get_number (scores, "scores.5.probability")),
                                  1e-9);
}

static void
test_calibrate_errors (CliFixture *fixture,
                       gconstpointer data)
{
  static const struct
  {
    const char *line;
    int exit;
    const char *message;
  } cases[] = {
    { CALIBRATE "--isotonic --rules", 2, "--isotonic and --rules do not go together" },
    { CALIBRATE "--blend 2", 3, "--blend: “2” is not from 0 to 1" },
    { CALIBRATE "--blend x", 3, "--blend: “x” is not a number" },
    { CALIBRATE "--as-scale --blend 0.5", 2, "--as-scale stands alone" },
    { CALIBRATE "--as-scale --isotonic", 2, "--as-scale stands alone" },
    { CALIBRATE "--as-of 2017-12-31", 3, "complete outcome window" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    cli_expect_error (fixture, cases[i].line, cases[i].exit, cases[i].message);
}

/* --- segments that ask for the course --- */

#define SET "segment set sample.steelyard s --model Engagement "

static void
test_course (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult) rows = cli_expect (
      fixture, "score" ENGAGEMENT "--format csv --columns person,band,course,delta:14", 0);
  g_auto (CliResult) set = cli_expect (fixture, SET "--band Growth --course falling", 0);
  g_auto (CliResult) ready = cli_expect (fixture, SET "--template stalled-on-trial", 0);
  g_auto (CliResult) json = cli_expect (fixture, "segment show sample.steelyard s", 0);
  g_auto (CliResult) fell = cli_expect (fixture, SET "--change-days 14 --change-max -10 --attribute age=65+", 0);
  g_autoptr (SyJson) count = NULL;
  g_auto (GStrv) lines_of = g_strsplit (rows.out, "\n", -1);
  guint n = 0;

  for (char **line = lines_of; *line != NULL; line++)
    n += strstr (*line, ",Growth,falling,") != NULL;
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpstr (set.out, ==, "s: Growth, falling, model Engagement\n");
  g_assert_cmpstr (ready.out, ==,
                   "s: everyone, flat or falling, where at most 30 days since the first event, "
                   "model Engagement\n");
  g_assert_cmpstr (json.out, ==, ready.out);
  g_assert_cmpstr (fell.out, ==,
                   "s: everyone, changed by -10 or less in 14 days, where age = \"65+\", model "
                   "Engagement\n");
  cli_result_clear (&set);
  set = cli_expect (fixture, SET "--band Growth --course falling", 0);
  count = cli_expect_json (fixture, "segment count sample.steelyard s --as-of 2017-10-01", 0);
  g_assert_cmpfloat (cli_get_number (count, "n"), ==, n);
}

static void
test_course_errors (CliFixture *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *line;
    int exit;
    const char *message;
  } cases[] = {
    { SET "--course up", 3, "“up” is not one of rising, flat, falling, unknown" },
    { SET "--change-days 7", 2, "these go together: --change-days" },
    { SET "--change-days 7 --change-min 3 --change-max 2", 3, "is below at_least" },
    { SET "--attribute pro", 3, "“pro” is not NAME=VALUE" },
    { SET "--file s.json --min 3", 2, "beside --file there is only --model" },
    { SET "--template stalled-on-trial --min 9 --max 3", 3, "--max must be more than --min" },
    { SET "--template trial", 3, "use one of stalled-on-trial, rising-on-trial" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    cli_expect_error (fixture, cases[i].line, cases[i].exit, cases[i].message);
}

/* --- clusters --- */

#define CLUSTER "segment cluster sample.steelyard --model \"RFM value\" --as-of 2017-10-01 "

static void
test_clusters (CliFixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyJson) counts = cli_expect_json (fixture, CLUSTER, 0);
  g_autoptr (SyJson) found = cli_expect_json (fixture, CLUSTER "-k 3 --save kind", 0);
  g_auto (CliResult) first = cli_expect (fixture, CLUSTER "-k 3", 0);
  g_auto (CliResult) second = cli_expect (fixture, CLUSTER "-k 3", 0);
  g_auto (CliResult) shown = cli_expect (fixture, "segment show sample.steelyard \"kind 2\"", 0);
  g_autoptr (SyJson) count = cli_expect_json (
      fixture, "segment count sample.steelyard \"kind 1\" --as-of 2017-10-01", 0);
  double n = 0;

  cli_assert_keys (counts, "", "model version as_of n counts");
  g_assert_cmpfloat (cli_get_number (counts, "n"), ==, cli_get_number (found, "n"));
  cli_assert_keys (counts, "counts.0", "clusters within explained silhouette");
  g_assert_cmpfloat (cli_get_number (counts, "counts.1.within"), <,
                     cli_get_number (counts, "counts.0.within"));
  cli_assert_keys (found, "", "model version as_of n explained silhouette clusters saved");
  cli_assert_keys (found, "clusters.0", "cluster n score means labelled rate low high label");
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("clusters.%d.n", i);

      n += cli_get_number (found, path);
    }
  g_assert_cmpfloat (n, ==, cli_get_number (found, "n"));
  g_assert_cmpfloat (cli_get_number (found, "clusters.0.score"), >,
                     cli_get_number (found, "clusters.1.score"));
  g_assert_cmpstr (cli_get_text (found, "saved.0"), ==, "kind 1");
  g_assert_cmpstr (shown.out, ==, "kind 2: everyone, cluster 2 of 3, model RFM value\n");
  g_assert_cmpfloat (cli_get_number (count, "n"), ==, cli_get_number (found, "clusters.0.n"));
  g_assert_cmpstr (first.out, ==, second.out);
  cli_expect_error (fixture, CLUSTER "-k 13", 3, "is not a count from 2 to 12");
  cli_expect_error (fixture, CLUSTER "--save kind", 2, "--clusters (how many to save)");
}

static void
test_freeze_errors (CliFixture *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *line;
    int exit;
    const char *message;
  } cases[] = {
    { FREEZE "--model Engagement", 2, "--p95, --season, --codes or --accounts" },
    { FREEZE "--model Engagement --accounts", 3, "no percentile scale of their own" },
    { FREEZE "--model Engagement --accounts --remove", 3, "no percentile scale of their own" },
    { FREEZE "--model Engagement --p95 Comerce", 3, "there is no group “Comerce”" },
    { FREEZE "--model Engagement --season shoping", 3, "there is no rule “shoping”" },
    { FREEZE "--model Engagement --season silent", 3, "can have no season" },
    { FREEZE "--model Engagement --season shopping_days --as-of 2017-10-01", 3,
      "a season needs a year, 52 whole weeks from Monday to Sunday: the events since 2016-11-1" },
    { FREEZE "--model Engagement --codes coupon=1", 3, "--codes: “1” is not a count from 2 to 100" },
    { FREEZE "--model Engagement --codes coupon --as-of 2016-11-15", 3, "nobody has a value" },
  };
  g_auto (CliResult) before = cli_expect (fixture, "model show sample.steelyard --model Engagement",
                                          0);
  g_auto (CliResult) after = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    cli_expect_error (fixture, cases[i].line, cases[i].exit, cases[i].message);
  after = cli_expect (fixture, "model show sample.steelyard --model Engagement", 0);
  g_assert_cmpstr (after.out, ==, before.out);
}

/* The shipped RFM model with codes: 1 to 5 of each, in about equal shares. */
static void
test_rfm (CliFixture *fixture,
          gconstpointer data)
{
  static const char *const rules[] = { "recency", "frequency", "money" };
  static const int weights[] = { 10, 10, 5 };
  g_auto (CliResult) frozen = cli_expect (fixture,
                                          FREEZE
                                          "--model \"RFM value\" --as-of 2017-10-01 --codes "
                                          "recency=5 --codes frequency=5 --codes money=5",
                                          0);
  g_auto (CliResult) csv = cli_expect (fixture,
                                       "score sample.steelyard --model \"RFM value\" --as-of "
                                       "2017-10-01 --format csv --columns "
                                       "points:recency,points:frequency,points:money",
                                       0);
  g_auto (GStrv) rows = g_strsplit (csv.out, "\n", -1);
  guint counts[3][6] = { { 0 } };
  guint n_coded[3] = { 0 };

  for (gsize i = 1; *rows[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], ",", -1);

      for (gsize k = 0; k < 3; k++)
        {
          double code = g_ascii_strtod (cells[k], NULL) / weights[k];

          g_assert_cmpfloat (code, ==, floor (code));
          g_assert_cmpfloat (code, <=, 5);
          counts[k][(gsize) code]++;
          n_coded[k] += code > 0;
        }
    }
  for (gsize k = 0; k < 3; k++)
    for (gsize code = 1; code <= 5; code++)
      {
        g_test_message ("%s %" G_GSIZE_FORMAT ": %u", rules[k], code, counts[k][code]);
        g_assert_cmpfloat_with_epsilon (counts[k][code] / (double) n_coded[k], 0.2, 0.02);
      }
}

/* --- display --- */

#define SHOW(display)                                                               \
  "steelyard-cli model show sample.steelyard --model Engagement --version 1 | sed " \
  "'s/\"bands\": /\"display\": \"" display                                          \
  "\", &/' > " display                                                              \
  ".json && steelyard-cli model set sample.steelyard --model " display " --file " display ".json"

static void
test_display (CliFixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *name;
    const char *shown;
    const char *head;
    const char *row;
  } cases[] = {
    { SHOW ("letter"), "letter", "B", " B, Stable\n", "B Stable" },
    { SHOW ("percent"), "percent", "35 %", " 35 %, Stable\n", "17–42 % Stable" },
  };
  g_autoptr (SyJson) plain = cli_expect_json (fixture, "explain" ENGAGEMENT "--person 1238", 0);

  g_assert_cmpstr (cli_get_text (plain, "shown"), ==, "34.7");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) set = cli_run_shell (fixture, cases[i].command);
      g_autofree char *options = g_strdup_printf (
          " sample.steelyard --model %s --as-of 2017-10-01 ", cases[i].name);
      g_autofree char *explain_line = g_strconcat ("explain", options, "--person 1238", NULL);
      g_autofree char *columns_line = g_strconcat (
          "score", options, "--format csv --columns person,score,shown", NULL);
      g_autofree char *score_line = g_strconcat ("score", options, NULL);
      g_autofree char *grid_line = g_strdup_printf (
          "grid sample.steelyard --rows \"RFM value\" --columns %s --as-of 2017-10-01",
          cases[i].name);
      g_autofree char *csv_row = g_strdup_printf (",%s\n", cases[i].shown);
      g_autoptr (SyJson) json = NULL;
      g_auto (CliResult) table = { 0 };
      g_auto (CliResult) csv = { 0 };
      g_auto (CliResult) grid = { 0 };
      g_auto (CliResult) all = { 0 };
      const char *person;

      g_assert_cmpint (set.exit, ==, 0);
      json = cli_expect_json (fixture, explain_line, 0);
      g_assert_cmpstr (cli_get_text (json, "shown"), ==, cases[i].shown);
      g_assert_cmpfloat (cli_get_number (json, "score"), ==, cli_get_number (plain, "score"));
      g_assert_cmpstr (cli_get_text (json, "band"), ==, "Stable");
      table = cli_expect (fixture, explain_line, 0);
      g_assert_nonnull (strstr (table.out, cases[i].head));
      csv = cli_expect (fixture, columns_line, 0);
      person = strstr (csv.out, "\n1238,34.");
      g_assert_nonnull (person);
      g_assert_true (g_str_has_prefix (strchr (strchr (person + 1, ',') + 1, ','), csv_row));
      grid = cli_expect (fixture, grid_line, 0);
      g_assert_nonnull (strstr (grid.out, cases[i].row));
      all = cli_expect (fixture, score_line, 0);
      g_assert_nonnull (strstr (all.out, cases[i].shown));
    }
}

#define ADD(path, func) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/score/far-dates", test_far_dates);
  ADD ("/cli/C7/explain", test_explain);
  ADD ("/cli/C7/columns-and-means", test_columns);
  ADD ("/cli/C18/dictionary", test_friction);
  ADD ("/cli/D5/p95", test_p95);
  ADD ("/cli/D7/freeze-and-remove", test_remove);
  ADD ("/cli/D7/errors", test_freeze_errors);
  ADD ("/cli/C4-G1-O2/calibrate", test_calibrate);
  ADD ("/cli/C4-G1/ways", test_calibrate_ways);
  ADD ("/cli/G1/errors", test_calibrate_errors);
  ADD ("/cli/C16/clusters", test_clusters);
  ADD ("/cli/L5-L6/course", test_course);
  ADD ("/cli/L6/errors", test_course_errors);
  ADD ("/cli/C8/rfm-codes", test_rfm);
  ADD ("/cli/K4/display", test_display);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
