/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models and segments replayed at past dates, from the command line. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define ENGAGEMENT " sample.steelyard --model Engagement "
#define DATES "--as-of 2017-07-01 --as-of 2017-09-01"

static gboolean
has_line (const char *text,
          const char *line)
{
  return strstr (text, line) != NULL;
}

/* The draft with another member before its last brace. */
static void
set_draft_with (CliFixture *fixture,
                const char *member)
{
  g_auto (CliResult) show = cli_expect (fixture, "model show" ENGAGEMENT "--version draft", 0);
  g_autofree char *kept = g_strchomp (g_strdup (show.out));
  g_autofree char *text = NULL;
  g_auto (CliResult) set = { 0 };

  g_assert_true (g_str_has_suffix (kept, "}"));
  kept[strlen (kept) - 1] = '\0';
  text = g_strdup_printf ("%s, %s}", kept, member);
  cli_write (fixture, "draft.json", text);
  set = cli_expect (fixture, "model set" ENGAGEMENT "--file draft.json", 0);
}

/* One probability for everyone: Brier score and ECE in closed form. */
static void
check_constant (const SyJson *origin,
                double p)
{
  double base = cli_get_number (origin, "base_rate");

  g_assert_cmpstr (cli_get_text (origin, "reliability.source"), ==, "model");
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.brier"),
                                  base * (1 - p) * (1 - p) + (1 - base) * p * p, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.ece"), fabs (p - base), 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.reliability"),
                                  (p - base) * (p - base), 1e-9);
  g_assert_cmpfloat (cli_get_number (origin, "reliability.bins.9.n"), ==,
                     cli_get_number (origin, "n"));
  g_assert_cmpfloat_with_epsilon (cli_get_number (origin, "reliability.bins.9.predicted"), p, 1e-9);
}

static void
test_reliability (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) plain = cli_expect (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) fitted = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) frozen = NULL;
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) report = { 0 };
  g_autofree char *path = cli_path (fixture, "r.md");
  g_autofree char *markdown = NULL;
  double p = 1 / (1 + exp (-5));

  g_test_summary ("A frozen 99.3 % for everyone is what is judged, at each date, in every answer");
  g_assert_cmpstr (cli_get_text (fitted, "pooled.reliability.source"), ==, "cross_fitted");
  g_assert_true (has_line (plain.out, "\nReliability of the score, calibrated here: Brier 0."));
  set_draft_with (fixture, "\"probability\": {\"kind\": \"logistic\", \"b0\": 5, \"b1\": 0}");
  frozen = cli_expect_json (fixture, "backtest" ENGAGEMENT "--version draft " DATES, 0);
  check_constant (cli_get (frozen, "origins.0"), p);
  check_constant (cli_get (frozen, "origins.1"), p);
  check_constant (cli_get (frozen, "pooled"), p);
  text = cli_expect (fixture, "backtest" ENGAGEMENT "--version draft " DATES, 0);
  g_assert_true (has_line (text.out, "\nReliability of the model's probability: Brier 0."));
  csv = cli_expect (fixture, "backtest" ENGAGEMENT "--version draft --format csv " DATES, 0);
  g_assert_true (g_str_has_prefix (csv.out, "as_of,n,positives,immature,already,base_rate,auc,auc_low,auc_high,ks,gini,top_decile_lift,brier,ece"));
  report = cli_expect (fixture, "report" ENGAGEMENT "--version draft --as-of 2017-10-01 --output r.md", 0);
  g_assert_true (g_file_get_contents (path, &markdown, NULL, NULL));
  g_assert_true (has_line (markdown, "\nReliability of the model's probability: Brier 0."));
}

static void
test_segment (CliFixture *fixture,
              gconstpointer data)
{
  g_auto (CliResult) set = cli_expect (
      fixture, "segment set sample.steelyard rescue --model Engagement --band 'At risk'", 0);
  g_autoptr (SyJson) found = cli_expect_json (
      fixture, "segment backtest sample.steelyard rescue --as-of 2017-12-31 " DATES, 0);
  g_autoptr (SyJson) people = cli_expect_json (fixture, "backtest" ENGAGEMENT DATES, 0);
  g_autoptr (SyJson) count = cli_expect_json (
      fixture, "segment count sample.steelyard rescue --as-of 2017-07-01", 0);
  g_auto (CliResult) text = cli_expect (fixture, "segment backtest sample.steelyard rescue " DATES, 0);
  g_auto (CliResult) csv = cli_expect (
      fixture, "segment backtest sample.steelyard rescue --format csv " DATES, 0);
  const char *side = "people already immature n positives rate low high small_n";

  g_test_summary ("Inside and outside are everyone; the band's figures are those of the backtest");
  cli_assert_keys (found, "", "segment description model version outcome horizon_days gap_days origins pooled");
  cli_assert_keys (found, "origins.0", "as_of mature refused inside outside difference ratio p");
  cli_assert_keys (found, "pooled.inside", side);
  cli_assert_keys (found, "pooled.outside", side);
  cli_assert_keys (found, "pooled.difference", "value low high");
  g_assert_cmpfloat (cli_get_number (found, "origins.0.inside.people"), ==, cli_get_number (count, "n"));
  g_assert_cmpfloat (cli_get_number (found, "origins.0.inside.n") +
                         cli_get_number (found, "origins.0.outside.n"),
                     ==, cli_get_number (people, "origins.0.n"));
  /* The band “At risk” is the first one. */
  g_assert_cmpstr (cli_get_text (people, "pooled.bands.0.name"), ==, "At risk");
  g_assert_cmpfloat (cli_get_number (found, "pooled.inside.positives"), ==,
                     cli_get_number (people, "pooled.bands.0.positives"));
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "pooled.inside.low"),
                                  cli_get_number (people, "pooled.bands.0.low"), 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "origins.1.inside.high"),
                                  cli_get_number (people, "origins.1.bands.0.high"), 1e-9);
  g_assert_false (sy_json_get_boolean (cli_get (found, "origins.2.mature")));
  g_assert_cmpfloat (cli_get_number (found, "origins.2.outside.immature"), >, 0);
  g_assert_true (has_line (text.out, "\n2017-07-01  inside "));
  g_assert_true (has_line (text.out, "\nall         outside "));
  g_assert_true (g_str_has_prefix (csv.out, "as_of,side,n,positives,immature,already,rate,low,high,difference,difference_low,difference_high,ratio,ratio_low,ratio_high"));
  cli_expect_error (fixture, "segment backtest sample.steelyard nobody", 3, "nobody");
}

#define ADD(path, function) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, function, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/replay/G1-G2-reliability", test_reliability);
  ADD ("/cli/replay/F12-segment", test_segment);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
