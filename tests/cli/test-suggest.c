/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the data would change in a model, from the command line. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

#define SUGGEST "model suggest sample.steelyard --model Engagement --as-of 2017-10-01"

#define BACKTEST \
  "backtest sample.steelyard --model Engagement --version draft --as-of 2017-10-01"

/* The element of an array whose members are so. */
static const SyJson *
find (const SyJson *array,
      const char *key,
      const char *text,
      const char *kind)
{
  for (gsize i = 0; i < sy_json_get_size (array); i++)
    {
      const SyJson *element = sy_json_get_element (array, i);

      if (strcmp (cli_get_text (element, key), text) == 0 &&
          (kind == NULL || strcmp (cli_get_text (element, "kind"), kind) == 0))
        return element;
    }
  g_assert_not_reached ();
}

static void
test_json (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyJson) json = cli_expect_json (fixture, SUGGEST, 0);
  g_autoptr (SyJson) backtest = NULL;
  const SyJson *signals = cli_get (json, "signals");
  const SyJson *coupon = find (signals, "id", "coupon", "rule");

  cli_assert_keys (json, "",
                   "model version outcome direction origins n positives base_rate q signals weights leaks "
                   "redundant caps accepted");
  cli_assert_keys (json, "weights",
                   "penalty fitted_rows points_per_log_odds auc_current auc_fitted auc_suggested "
                   "auc_cross_validated cross_validated_to_current suggested_to_current "
                   "suggested_to_fitted people bands_changed rules");
  cli_assert_keys (json, "weights.rules.0",
                   "id label current fitted suggested step log_odds sign sign_source held "
                   "constant");
  g_assert_cmpuint (sy_json_get_size (signals), ==, 3 + 4);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "base_rate"),
                                  cli_get_number (json, "positives") / cli_get_number (json, "n"),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (cli_get_number (coupon, "lift"),
                                  cli_get_number (coupon, "rate_with") /
                                      cli_get_number (json, "base_rate"),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (cli_get_number (coupon, "ratio"),
                                  cli_get_number (coupon, "rate_with") /
                                      cli_get_number (coupon, "rate_without"),
                                  1e-12);
  g_assert_cmpfloat (cli_get_number (coupon, "lift_high"), <, 1);
  g_assert_cmpstr (cli_get_text (coupon, "verdict"), ==, "tells");
  /* As the backtest says. */
  backtest = cli_expect_json (
      fixture, BACKTEST, 0);
  g_assert_cmpfloat (cli_get_number (json, "weights.auc_current.value"), ==,
                     cli_get_number (backtest, "origins.0.auc.value"));
  g_assert_cmpfloat (cli_get_number (json, "weights.auc_suggested.value"), >,
                     cli_get_number (json, "weights.auc_current.value"));
}

/* One weight is accepted, the others stay; all are, and nothing is left to change. */
static void
test_accept (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) before = cli_expect_json (fixture, SUGGEST, 0);
  g_autoptr (SyJson) one = cli_expect_json (fixture, SUGGEST " --accept coupon", 0);
  g_autoptr (SyJson) all = NULL;
  g_autoptr (SyJson) backtest = NULL;
  g_autoptr (SyJson) again = NULL;
  const SyJson *coupon = find (cli_get (before, "weights.rules"), "id", "coupon", NULL);
  g_autofree char *change = g_strdup_printf ("rule \"coupon\": weight %g → %g",
                                             cli_get_number (coupon, "current"),
                                             cli_get_number (coupon, "suggested"));

  g_assert_cmpuint (sy_json_get_size (cli_get (before, "accepted")), ==, 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (one, "accepted")), ==, 1);
  g_assert_cmpstr (cli_get_text (one, "accepted.0"), ==, change);
  all = cli_expect_json (fixture, SUGGEST " --accept-all", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (all, "accepted")), >, 0);
  /* What was promised is what the draft now has. */
  backtest = cli_expect_json (
      fixture, BACKTEST, 0);
  g_assert_cmpfloat (cli_get_number (all, "weights.auc_suggested.value"), ==,
                     cli_get_number (backtest, "origins.0.auc.value"));
  again = cli_expect_json (fixture, SUGGEST " --accept-all", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (again, "accepted")), ==, 0);
  g_assert_cmpfloat (cli_get_number (again, "weights.auc_current.value"), ==,
                     cli_get_number (backtest, "origins.0.auc.value"));
}

static void
test_formats (CliFixture *fixture,
              gconstpointer data)
{
  g_auto (CliResult) table = cli_expect (fixture, SUGGEST, 0);
  g_auto (CliResult) csv = cli_expect (fixture, SUGGEST " --format csv", 0);
  g_auto (CliResult) again = cli_expect (fixture, SUGGEST " --format csv", 0);
  g_auto (GStrv) lines = g_strsplit (csv.out, "\n", -1);

  g_assert_nonnull (strstr (table.out, "Nothing seems to know the outcome beforehand."));
  g_assert_nonnull (strstr (table.out, "type, unused"));
  g_assert_nonnull (strstr (table.out, " with the outcome: base rate "));
  g_assert_nonnull (strstr (table.out, "people  have it"));
  g_assert_nonnull (strstr (lines[0], ",base_rate,lift,lift_low,lift_high,ratio,ratio_low,ratio_high,"));
  g_assert_true (g_str_has_prefix (lines[0], "kind,id,label,used,with,coverage,"));
  g_assert_true (g_str_has_suffix (lines[0], ",current,fitted,suggested"));
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 7 + 1);
  g_assert_cmpstr (csv.out, ==, again.out);
}

/* Bad news in the dictionary: the weight of a rule that counts it may not be above 0. */
static void
test_dictionary (CliFixture *fixture,
                 gconstpointer data)
{
  g_auto (CliResult) set = cli_expect (
      fixture, "types set sample.steelyard coupon_redeemed --polarity -1", 0);
  g_autoptr (SyJson) json = cli_expect_json (fixture, SUGGEST, 0);
  const SyJson *coupon = find (cli_get (json, "weights.rules"), "id", "coupon", NULL);

  g_assert_cmpstr (set.err, ==, "");
  g_assert_cmpstr (cli_get_text (coupon, "sign_source"), ==, "dictionary");
  g_assert_cmpfloat (cli_get_number (coupon, "sign"), ==, -1);
  g_assert_cmpfloat (cli_get_number (coupon, "suggested"), ==, 0);
  g_assert_true (sy_json_get_boolean (cli_get (coupon, "held")));
}

static void
test_half_life (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyJson) json = cli_expect_json (
      fixture,
      "model half-life sample.steelyard --model Engagement --rule shopping_days --from 5 --to 500",
      0);
  const SyJson *curve = cli_get (json, "curve");
  gsize n = sy_json_get_size (curve);

  cli_assert_keys (json, "",
                   "model version rule label outcome origins n positives current best low_days "
                   "high_days flat curve");
  g_assert_cmpfloat (cli_get_number (json, "current.days"), ==, 60);
  g_assert_cmpuint (n, >=, 13);
  g_assert_cmpfloat_with_epsilon (cli_get_number (sy_json_get_element (curve, 0), "days"), 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (cli_get_number (sy_json_get_element (curve, n - 1), "days"), 500,
                                  1e-9);
  g_assert_false (sy_json_get_boolean (cli_get (json, "flat")));
  g_assert_cmpfloat (cli_get_number (json, "low_days"), <=, cli_get_number (json, "best.days"));
  g_assert_cmpfloat (cli_get_number (json, "high_days"), >=, cli_get_number (json, "best.days"));
  g_assert_cmpfloat (cli_get_number (json, "best.auc.value"), >=,
                     cli_get_number (json, "current.auc.value"));
}

static void
test_errors (CliFixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *line;
    int exit;
    const char *message;
  } cases[] = {
    { SUGGEST " --level 2", 3, "--level" },
    { SUGGEST " --accept nothing", 3, "nothing" },
    { "model suggest sample.steelyard --model Engagement --as-of 2018-01-01", 3, "complete" },
    { "model half-life sample.steelyard --model Engagement", 2, "--rule" },
    { "model half-life sample.steelyard --model Engagement --rule silent", 3, "cannot decay" },
    { "model half-life sample.steelyard --model Engagement --rule nothing", 3,
      "There is no rule “nothing”; those that can decay are " },
    { "model half-life sample.steelyard --model Engagement --rule nothing --monthly 2017-02-01..2017-01-01", 3,
      "There is no rule" },
    { "model half-life sample.steelyard --model Engagement --rule coupon --from 9 --to 3", 3,
      "--from" },
    { "model half-life sample.steelyard --model Engagement --rule coupon --from x", 3, "--from" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    cli_expect_error (fixture, cases[i].line, cases[i].exit, cases[i].message);
}

static void
test_review (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (
      fixture, "model review sample.steelyard --model Engagement --as-of 2017-10-31", 0);
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) table = { 0 };
  g_auto (CliResult) level = { 0 };

  cli_assert_keys (found, "", "model version outcome level now before indicators");
  cli_assert_keys (found, "indicators.0", "kind id label now before ratio p q verdict");
  cli_assert_keys (found, "indicators.0.now", "n rate_with rate_without lift low high");
  g_assert_cmpstr (cli_get_text (found, "now.2"), ==, "2017-11-01T04:00:00Z");
  g_assert_cmpstr (cli_get_text (found, "before.2"), ==, "2017-08-02T04:00:00Z");
  g_assert_cmpfloat_with_epsilon (
      cli_get_number (found, "indicators.0.ratio"),
      cli_get_number (found, "indicators.0.now.lift") / cli_get_number (found, "indicators.0.before.lift"),
      1e-12);
  csv = cli_expect (
      fixture, "model review sample.steelyard --model Engagement --as-of 2017-10-31 --format csv", 0);
  g_assert_true (g_str_has_prefix (
      csv.out, "label,kind,n,lift,low,high,lift_before,ratio,q,verdict\ncampaign_received,type,"));
  table = cli_expect (
      fixture, "model review sample.steelyard --model Engagement --as-of 2017-10-31", 0);
  g_assert_nonnull (strstr (table.out, "The one before: 2017-06-02 to 2017-08-01, 3 dates"));
  level = cli_expect (fixture, "model review sample.steelyard --model Engagement --level 2", 3);
  g_assert_nonnull (strstr (level.err, "--level"));
}

#define ADD(path, func) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/suggest/K5-json", test_json);
  ADD ("/cli/suggest/accept", test_accept);
  ADD ("/cli/suggest/formats", test_formats);
  ADD ("/cli/suggest/dictionary", test_dictionary);
  ADD ("/cli/suggest/half-life", test_half_life);
  ADD ("/cli/suggest/errors", test_errors);
  ADD ("/cli/suggest/K7-review", test_review);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
