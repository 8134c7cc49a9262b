/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drift of small projects whose figures are known. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define FIRST_DAY 18628 /* 2021-01-01 */

#define MODEL                                                                             \
  "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"B\","                  \
  "\"population\":{\"seen_within_days\":2},"                                              \
  "\"outcome\":{\"name\":\"o\",\"kind\":\"event\",\"types\":[\"b\"],\"horizon_days\":5}," \
  "\"groups\":[{\"name\":\"g\",\"rules\":[{\"id\":\"b\",\"kind\":\"event\","              \
  "\"types\":[\"b\"]}]}],\"scale\":{\"kind\":\"none\"},"                                  \
  "\"bands\":[{\"name\":\"L\",\"min\":null},{\"name\":\"H\",\"min\":1}]}"

static void
add_event (GString *csv,
           const char *who,
           guint i,
           gint32 day,
           const char *type)
{
  g_autofree char *text = sy_day_format (day);

  g_string_append_printf (csv, "%s%03u,%s 12:00:00,%s\n", who, i, text, type);
}

/* @csv: events after the head "person,time,type". */
static void
make_project (CliFixture *fixture,
              const char *csv,
              const char *model)
{
  g_autofree char *text = g_strconcat ("person,time,type\n", csv, NULL);
  g_auto (CliResult) made = cli_expect (fixture, "new t.steelyard", 0);
  g_auto (CliResult) imported = { 0 };
  g_auto (CliResult) set = { 0 };

  cli_write (fixture, "d.csv", text);
  cli_write (fixture, "m.json", model);
  imported = cli_expect (fixture, "import t.steelyard d.csv", 0);
  set = cli_expect (fixture, "model set t.steelyard --file m.json", 0);
}

/* Other people on two days, 60 each: 24 with the event on the first, 36 on the second. */
static void
make_two_values (CliFixture *fixture)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    {
      add_event (csv, "x", i, FIRST_DAY, "a");
      add_event (csv, "y", i, FIRST_DAY + 60, "a");
      if (i < 24)
        add_event (csv, "x", i, FIRST_DAY, "b");
      if (i < 36)
        add_event (csv, "y", i, FIRST_DAY + 60, "b");
    }
  make_project (fixture, csv->str, MODEL);
}

static void
test_two_values (CliFixture *fixture,
                 gconstpointer data)
{
  double psi = 2 * 0.2 * log (1.5);
  g_autoptr (SyJson) drift = NULL;

  make_two_values (fixture);
  drift = cli_expect_json (
      fixture, "drift t.steelyard --reference 2021-01-01 --current 2021-03-02", 1);
  g_assert_cmpuint (sy_json_get_size (cli_get (drift, "bins")), ==, 2);
  g_assert_cmpfloat_with_epsilon (cli_get_number (drift, "psi"), psi, 1e-12);
  /* (1/60 + 1/60) times the 95 % point of chi-squared with 1 degree of freedom: R's qchisq (.95, 1). */
  g_assert_cmpfloat_with_epsilon (cli_get_number (drift, "critical_value"),
                                  3.841458820694124 / 30, 1e-12);
  g_assert_false (sy_json_get_boolean (cli_get (drift, "empty_bins_filled")));
  g_assert_true (sy_json_get_boolean (cli_get (drift, "alarm")));
  /* The one rule has the score's own values. */
  g_assert_cmpfloat_with_epsilon (cli_get_number (drift, "rules.0.input_psi"), psi, 1e-12);
}

static void
assert_no_nan (const CliResult *result)
{
  g_assert_null (strstr (result->out, "nan"));
  g_assert_null (strstr (result->err, "nan"));
}

static void
test_nobody (CliFixture *fixture,
             gconstpointer data)
{
  const char *gone = "drift t.steelyard --reference 2021-01-01 --current 2021-02-01";
  g_autofree char *as_csv = g_strconcat (gone, " --inputs --format csv", NULL);
  g_autofree char *listed = g_strconcat (gone, " --inputs", NULL);
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) inputs = { 0 };
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) same = { 0 };
  g_autoptr (SyJson) json = NULL;

  make_two_values (fixture);
  text = cli_expect (fixture, gone, 1);
  g_assert_nonnull (strstr (text.out, "drift alarm: Nobody is in the population on 2021-02-01, of 60 on "
                                      "2021-01-01"));
  assert_no_nan (&text);
  inputs = cli_expect (fixture, listed, 1);
  assert_no_nan (&inputs);
  csv = cli_expect (fixture, as_csv, 1);
  assert_no_nan (&csv);
  json = cli_expect_json (fixture, gone, 1);
  g_assert_true (sy_json_get_boolean (cli_get (json, "alarm")));
  g_assert_cmpint (sy_json_get_type (cli_get (json, "psi")), ==, SY_JSON_NULL);
  g_assert_cmpint (sy_json_get_type (cli_get (json, "critical_value")), ==, SY_JSON_NULL);
  g_assert_cmpint (sy_json_get_type (cli_get (json, "bins.0.current")), ==, SY_JSON_NULL);
  g_assert_cmpint (sy_json_get_type (cli_get (json, "rules.0.points_shift")), ==, SY_JSON_NULL);
  cli_expect_error (fixture, "drift t.steelyard --reference 2021-02-01 --current 2021-03-02", 3,
                    "nobody is in the population on 2021-02-01, the reference; name a date with --reference");
  cli_expect_error (fixture, "drift t.steelyard --reference 1990-01-01 --current 1990-02-01 --format json",
                    3, "nobody is in the population on 1990-01-01");
  /* All the same score then: one bin, which has no critical value. */
  cli_write (fixture, "one.json",
             "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"A\","
             "\"population\":{\"seen_within_days\":2},"
             "\"groups\":[{\"name\":\"g\",\"rules\":[{\"id\":\"a\",\"kind\":\"event\","
             "\"types\":[\"a\"]}]}],\"scale\":{\"kind\":\"none\"},"
             "\"bands\":[{\"name\":\"L\",\"min\":null}]}");
  {
    g_auto (CliResult) set = cli_expect (fixture, "model set t.steelyard --file one.json", 0);
  }
  same = cli_expect (fixture, "drift t.steelyard --model A --reference 2021-01-01 --current 2021-03-02", 0);
  g_assert_nonnull (strstr (same.out, "everybody had the same score then"));
  assert_no_nan (&same);
}

static void
assert_says (CliFixture *fixture,
             const char *line,
             int exit,
             const char *words)
{
  g_auto (CliResult) result = cli_expect (fixture, line, exit);

  if (strstr (result.out, words) == NULL && strstr (result.err, words) == NULL)
    g_error ("“%s” is in neither of\n%s\n%s", words, result.out, result.err);
  assert_no_nan (&result);
}

static void
test_limits (CliFixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *option;
    const char *words;
  } wrong[] = {
    { "--min-auc 2", "The lowest AUC is a number from 0 to 1" },
    { "--min-auc -0.1", "The lowest AUC is a number from 0 to 1" },
    { "--min-lift 0", "The lowest lift is a number above 0" },
    { "--min-lift -3", "The lowest lift is a number above 0" },
    { "--min-auc high", "is not a number" },
  };
  g_autoptr (GString) csv = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    {
      add_event (csv, "x", i, FIRST_DAY, "a");
      /* Day 40: someone returns, so that the data go on; nobody was there on the days before. */
      if (i < 3)
        add_event (csv, "x", i, FIRST_DAY + 40, "a");
    }
  /* The outcome is there, after the dates that are asked for. */
  add_event (csv, "x", 0, FIRST_DAY + 41, "b");
  make_project (fixture, csv->str, MODEL);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *drift = g_strconcat (
          "drift t.steelyard --reference 2021-01-01 --current 2021-01-02 ", wrong[i].option, NULL);
      g_autofree char *backtest = g_strconcat ("backtest t.steelyard --as-of 2021-01-02 ",
                                               wrong[i].option, NULL);

      cli_expect_error (fixture, drift, 3, wrong[i].words);
      cli_expect_error (fixture, backtest, 3, wrong[i].words);
    }
  assert_says (fixture,
               "drift t.steelyard --reference 2021-01-01 --current 2021-02-04 --min-auc 0.6", 1,
               "the limits are not checked: nobody is in the population as of 2021-02-04");
  assert_says (fixture,
               "drift t.steelyard --reference 2021-01-01 --current 2021-01-02 --min-auc 0.6", 0,
               "the limits are not checked: nobody in the population as of 2021-01-02 had the outcome");
}

/* From day 60 on what was “b” is “c”. */
static void
test_inputs (CliFixture *fixture,
             gconstpointer data)
{
  const char *line = "drift t.steelyard --reference 2021-02-10 --current 2021-04-20";
  g_autofree char *listed = g_strconcat (line, " --inputs --format csv", NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (SyJson) json = NULL;
  g_autoptr (SyJson) gaps = NULL;
  g_autoptr (SyJson) before = NULL;
  g_auto (CliResult) rows = { 0 };

  for (guint i = 0; i < 40; i++)
    for (gint32 day = 0; day < 120; day++)
      {
        if ((day + (gint32) i) % 2 == 0)
          add_event (csv, "x", i, FIRST_DAY + day, "a");
        if ((day + (gint32) i) % 7 == 0)
          add_event (csv, "x", i, FIRST_DAY + day, day < 60 ? "b" : "c");
      }
  make_project (fixture, csv->str, MODEL);
  json = cli_expect_json (fixture, line, 1);
  cli_assert_keys (json, "types.0", "type per_day_reference per_day_current people_reference people_current");
  g_assert_cmpuint (sy_json_get_size (cli_get (json, "types")), ==, 3);
  /* 40 people, every other day. */
  g_assert_cmpstr (cli_get_text (json, "types.0.type"), ==, "a");
  g_assert_cmpfloat (cli_get_number (json, "types.0.per_day_reference"), ==, 20);
  g_assert_cmpfloat (cli_get_number (json, "types.0.per_day_current"), ==, 20);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "types.1.per_day_reference"), 40.0 / 7, 1e-12);
  g_assert_cmpfloat (cli_get_number (json, "types.1.per_day_current"), ==, 0);
  g_assert_cmpfloat (cli_get_number (json, "types.2.per_day_reference"), ==, 0);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "types.2.per_day_current"), 40.0 / 7, 1e-12);
  g_assert_cmpfloat (cli_get_number (json, "types.2.people_current"), ==, 40);
  cli_assert_keys (json, "renames.0", "from to day per_day_before per_day_after people");
  g_assert_cmpuint (sy_json_get_size (cli_get (json, "renames")), ==, 1);
  g_assert_cmpstr (cli_get_text (json, "renames.0.from"), ==, "b");
  g_assert_cmpstr (cli_get_text (json, "renames.0.to"), ==, "c");
  g_assert_cmpstr (cli_get_text (json, "renames.0.day"), ==, "2021-03-02");
  g_assert_cmpfloat (cli_get_number (json, "renames.0.people"), ==, 40);
  assert_says (fixture, line, 1, "“b” may have become “c” on 2021-03-02: 5.7 a day before, 5.7 after");
  /* Not between dates before it. */
  before = cli_expect_json (fixture, "drift t.steelyard --reference 2021-02-10 --current 2021-02-20", 1);
  g_assert_cmpuint (sy_json_get_size (cli_get (before, "renames")), ==, 0);
  rows = cli_expect (fixture, listed, 1);
  g_assert_true (g_str_has_prefix (
      rows.out, "kind,id,label,reference,current,shift,input_psi,input_critical_value\nrule,b,"));
  g_assert_nonnull (strstr (rows.out, "\ntype,a,a,20,20,0,,\n"));
  assert_says (fixture, "types gaps t.steelyard", 0, "“b” may have become “c” on 2021-03-02");
  gaps = cli_expect_json (fixture, "types gaps t.steelyard", 0);
  g_assert_cmpstr (cli_get_text (gaps, "renames.0.to"), ==, "c");
}

/* The sample has no type that became another. */
static void
test_sample (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) gaps = cli_expect_json (fixture, "types gaps sample.steelyard", 0);

  g_assert_cmpuint (sy_json_get_size (cli_get (gaps, "renames")), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/drift/H2-two-values", CliFixture, NULL, cli_set_up, test_two_values, cli_tear_down);
  g_test_add ("/cli/drift/H2-nobody", CliFixture, NULL, cli_set_up, test_nobody, cli_tear_down);
  g_test_add ("/cli/drift/H5-limits", CliFixture, NULL, cli_set_up, test_limits, cli_tear_down);
  g_test_add ("/cli/drift/H4-inputs", CliFixture, NULL, cli_set_up, test_inputs, cli_tear_down);
  g_test_add ("/cli/drift/H4-sample", CliFixture, NULL, cli_set_up_sample, test_sample, cli_tear_down);
  code = g_test_run ();
  cli_remove_sample ();
  return code;
}
