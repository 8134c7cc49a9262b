/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips that would go unnoticed: names that nobody can read, names of nothing, numbers that mean nothing. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

typedef struct
{
  const char *line;
  const char *message;
} Case;

static void
check (CliFixture *fixture,
       const Case *cases,
       gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    cli_expect_error (fixture, cases[i].line, 3, cases[i].message);
}

static void
test_names (CliFixture *fixture,
            gconstpointer data)
{
  static const Case cases[] = {
    { "segment set sample.steelyard ''", "The name of the segment is empty" },
    { "segment set sample.steelyard '\302\240 '", "The name of the segment is nothing but white space" },
    { "segment set sample.steelyard \"$(printf 'a\\nb')\" --min 3", "a line break or a control character" },
    { "segment set sample.steelyard \"$(printf 'a\\033[1m')\"", "a line break or a control character" },
    { "threshold set sample.steelyard --model Engagement --top 5 --segment ''",
      "--segment: the name is empty" },
    { "threshold show sample.steelyard --model Engagement --segment ' '",
      "--segment: the name is nothing but white space" },
    { "segment cluster sample.steelyard --model Engagement -k 3 --save ' '",
      "--save: the name is nothing but white space" },
    { "model set sample.steelyard --file engagement.json --model ''", "--model: the name is empty" },
    { "model new sample.steelyard --template behavior --name ' '",
      "--name: the name is nothing but white space" },
    { "model set sample.steelyard --file band.json",
      "band.json: $.bands[0].name: the name holds a line break or a control character" },
    { "model set sample.steelyard --file blank.json",
      "blank.json: $.name: the name is nothing but white space" },
  };
  g_autoptr (SyJson) segments = NULL;

#define DOCUMENT(name, band)                                                                         \
  "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"" name "\", \"groups\": []," \
  " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"" band "\", \"min\": null}]}"
  cli_write (fixture, "band.json", DOCUMENT ("M", "a\\nb"));
  cli_write (fixture, "blank.json", DOCUMENT (" ", "a"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strconcat ("steelyard-cli ", cases[i].line, NULL);
      g_auto (CliResult) result = cli_run_shell (fixture, line);

      g_test_message ("%s: %d %s", cases[i].line, result.exit, result.err);
      g_assert_cmpint (result.exit, ==, 3);
      g_assert_cmpstr (result.out, ==, "");
      g_assert_nonnull (strstr (result.err, cases[i].message));
    }
  segments = cli_expect_json (fixture, "segment list sample.steelyard", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (segments, "segments")), ==, 0);
  cli_expect_error (fixture, "threshold show sample.steelyard --model Engagement", 3, "no rule");
}

static void
test_nothing (CliFixture *fixture,
              gconstpointer data)
{
  static const Case cases[] = {
    { "segment set sample.steelyard a --model Nope", "there is no model “Nope”" },
    { "segment set sample.steelyard a --attribute foo=1", "--attribute: there is no attribute “foo”" },
    { "segment set sample.steelyard a --attribute incme=1", "did you mean “income”?" },
    { "account score sample.steelyard --model Engagement --where foo=1",
      "--where: there is no attribute “foo”" },
    { "account score sample.steelyard --model Engagement --where seat_us=1", "did you mean “seat_use”?" },
    { "ready sample.steelyard --model Engagement --enter 60 --capacity -1", "--capacity: “-1” is not more than 0" },
    { "threshold set sample.steelyard --model Engagement --top 1.5", "must be a whole number" },
  };
  g_auto (CliResult) accounts = cli_expect (
      fixture,
      "import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp",
      0);
  g_auto (CliResult) own = { 0 };
  g_auto (CliResult) figure = { 0 };

  check (fixture, cases, G_N_ELEMENTS (cases));
  own = cli_expect (fixture, "segment set sample.steelyard a --model Engagement --attribute income=35-49K", 0);
  figure = cli_expect (fixture, "account score sample.steelyard --model Engagement --where members>=1", 0);
}

/* A name alone makes a new segment of everyone, and does not make one of that of somebody's rules. */
static void
test_everyone (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (CliResult) made = cli_expect (fixture, "segment set sample.steelyard all", 0);
  g_auto (CliResult) rescue = cli_expect (
      fixture, "segment set sample.steelyard rescue --model Engagement --band \"At risk\"", 0);
  g_auto (CliResult) shown = { 0 };
  g_auto (CliResult) changed = { 0 };

  cli_expect_error (fixture, "segment set sample.steelyard rescue", 3, "would become everyone");
  shown = cli_expect (fixture, "segment show sample.steelyard rescue", 0);
  g_assert_nonnull (strstr (shown.out, "At risk"));
  changed = cli_expect (fixture, "segment set sample.steelyard rescue --model Engagement --min 0", 0);
  g_assert_nonnull (strstr (changed.out, "score 0 or more"));
}

static void
test_accounts (CliFixture *fixture,
               gconstpointer data)
{
#define MODEL " sample.steelyard --model Engagement "
  static const char *const lines[] = {
    "account list sample.steelyard",
    "account score" MODEL,
    "account compare" MODEL "--as-of 2017-07-01",
    "account backtest" MODEL "--as-of 2017-07-01",
    "account grid sample.steelyard --rows \"RFM value\" --columns Engagement",
    "account migration" MODEL "--reference 2017-07-01",
    "account ready" MODEL "--enter 60",
  };

  g_test_summary ("Without accounts each command on them says what to do, and nothing else");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    cli_expect_error (fixture, lines[i], 3, "the project has no accounts: import them with");
}

/* An outcome without a name is “the outcome”. */
static void
test_unnamed_outcome (CliFixture *fixture,
                      gconstpointer data)
{
  static const char *const lines[] = {
    "grid sample.steelyard --rows Plain --columns Plain --as-of 2017-07-01",
    "grid sample.steelyard --rows Plain --columns Plain",
    "fairness sample.steelyard --model Plain --by income --as-of 2017-07-01",
  };

  cli_write (
      fixture, "plain.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Plain\","
      " \"outcome\": {\"kind\": \"event\", \"types\": [\"purchase\"], \"horizon_days\": 30},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"x\", \"kind\": \"event\", \"types\": [\"purchase\"]}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"low\", \"min\": null}, {\"name\": \"high\", \"min\": 1}]}");
  {
    g_auto (CliResult) set = cli_expect (fixture, "model set sample.steelyard --file plain.json", 0);

    g_assert_nonnull (strstr (set.out, "Plain"));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, lines[i], 0);

      g_test_message ("%s: %s", lines[i], result.out);
      g_assert_null (strstr (result.out, "(null)"));
      g_assert_nonnull (strstr (result.out, i == 0   ? "\nOutcome: "
                                            : i == 1 ? "The outcome is not known yet"
                                                     : " the outcome: who"));
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
  ADD ("/cli/slips/names", test_names);
  ADD ("/cli/slips/nothing", test_nothing);
  ADD ("/cli/slips/everyone", test_everyone);
  ADD ("/cli/slips/J1-no-accounts", test_accounts);
  ADD ("/cli/slips/J2-unnamed-outcome", test_unnamed_outcome);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
