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

#define ADD(path, function) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, function, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/replay/G1-G2-reliability", test_reliability);
  result = g_test_run ();
  cli_remove_sample ();
  return result;
}
