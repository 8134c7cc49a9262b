/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts from the command line. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "cli-fixture.h"

/* Points: ann 4, bob 1, cleo 2, dan 0 (seen after March only). */
static void
set_up (CliFixture *fixture,
        gconstpointer data)
{
  cli_set_up (fixture, data);
  cli_write (fixture, "events.csv",
             "person,time,type\n"
             "ann,2024-03-01T10:00:00Z,report\n"
             "ann,2024-03-02T10:00:00Z,visit\n"
             "ann,2024-03-03T10:00:00Z,visit\n"
             "ann,2024-03-20T10:00:00Z,report\n"
             "bob,2024-01-05T10:00:00Z,visit\n"
             "cleo,2024-03-05T10:00:00Z,visit\n"
             "cleo,2024-03-28T10:00:00Z,export\n"
             "cleo,2024-04-02T10:00:00Z,order\n"
             "dan,2024-05-20T10:00:00Z,visit\n");
  cli_write (fixture, "accounts.csv",
             "person,account,role,from,to\n"
             "ann,acme,champion,,\n"
             "bob,acme,user,,\n"
             "bob,acme,buyer,,\n"
             "cleo,acme,user,2024-03-10,2024-04-10\n"
             "cleo,beta,user,,\n"
             "dan,gamma,user,,\n");
  cli_write (fixture, "about.csv",
             "person,seats,renews,billing,csm\n"
             "acme,4,2024-05-30,overdue,Olga\n"
             "cleo,10,2024-03-21,paid,Per\n");
  cli_write (
      fixture, "m.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Usage\","
      " \"outcome\": {\"name\": \"Orders\", \"kind\": \"event\", \"types\": [\"order\"], \"horizon_days\": 20},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"any\", \"kind\": \"event\","
      "   \"types\": [\"report\", \"visit\", \"export\"]}]}],"
      " \"scale\": {\"kind\": \"range\", \"lo\": 0, \"hi\": 10},"
      " \"bands\": [{\"name\": \"Low\", \"min\": 0}, {\"name\": \"High\", \"min\": 30}],"
      " \"account\": {\"kind\": \"role\", \"roles\": [{\"role\": \"champion\", \"weight\": 2}, {\"role\": \"buyer\", \"weight\": 3}],"
      "  \"inputs\": {\"active_days\": 31, \"seats\": \"seats\", \"features\": [\"report\", \"export\", \"share\", \"order\"],"
      "   \"renewal\": \"renews\", \"billing\": \"billing\", \"owner\": \"csm\"},"
      "  \"bands\": [{\"name\": \"Quiet\", \"min\": null},"
      "   {\"name\": \"Busy\", \"min\": 2, \"playbook\": {\"owner\": \"Sales\"}},"
      "   {\"name\": \"Healthy\", \"min\": 4, \"where\": [{\"field\": \"billing\", \"op\": \"!=\", \"value\": \"overdue\"}]}]}}");
  cli_expect_quiet (fixture, "new p.steelyard");
  cli_expect_quiet (fixture, "import p.steelyard events.csv");
  cli_expect_quiet (fixture, "import p.steelyard accounts.csv --kind accounts");
  cli_expect_quiet (fixture, "import p.steelyard about.csv --kind attributes --map person=person");
  cli_expect_quiet (fixture, "model set p.steelyard --file m.json");
}

static void
test_score (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) role = cli_expect_json (fixture, "account score p.steelyard --as-of 2024-03-31",
                                             0);
  g_autoptr (SyJson) top = NULL;
  g_autoptr (SyJson) given = NULL;
  g_auto (CliResult) before = { 0 };
  g_auto (CliResult) table = { 0 };

  cli_assert_keys (role, "", "model version sha256 as_of by n without_score accounts");
  cli_assert_keys (role, "accounts.0",
                   "account raw score band members scored active seats seat_use adoption renewal_days billing owner");
  g_assert_cmpstr (cli_get_text (role, "by"), ==, "role");
  g_assert_cmpfloat (cli_get_number (role, "n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (role, "without_score"), ==, 1);
  /* Champion 4 × 2, the buyer's 1 × 3, a user's 2 × 1. */
  g_assert_cmpfloat (cli_get_number (role, "accounts.0.raw"), ==, 13);
  g_assert_cmpfloat (cli_get_number (role, "accounts.0.score"), ==, 13);
  g_assert_cmpfloat (cli_get_number (role, "accounts.0.scored"), ==, 3);
  g_assert_cmpfloat (cli_get_number (role, "accounts.1.raw"), ==, 2);
  top = cli_expect_json (fixture, "account score p.steelyard --as-of 2024-03-31 --by top:2", 0);
  g_assert_cmpstr (cli_get_text (top, "by"), ==, "top:2");
  g_assert_cmpfloat (cli_get_number (top, "accounts.0.raw"), ==, 3);
  given = cli_expect_json (
      fixture, "account score p.steelyard --as-of 2024-03-31 --by role --role user=10 --other-role 0",
      0);
  g_assert_cmpfloat (cli_get_number (given, "accounts.0.raw"), ==, 8 + 10 + 20);
  before = cli_expect (
      fixture, "account score p.steelyard --as-of 2024-03-09 --by max --format csv", 0);
  g_assert_cmpstr (
      before.out, ==,
      "account,raw,score,band,members,scored,active,seats,seat_use,adoption,renewal_days,billing,owner\n"
      "acme,3,3,Busy,2,2,1,4,0.25,0.25,82,overdue,Olga\n"
      "beta,1,1,Quiet,1,1,1,10,0.1,0,12,paid,Per\n");
  table = cli_expect (fixture, "account score p.steelyard --as-of 2024-03-31", 0);
  g_assert_nonnull (strstr (table.out, "by role as of 2024-03-31: 2 accounts with a score, 1 without"));
  g_assert_nonnull (strstr (table.out, "days to renewal"));
}

static void
test_figures (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (fixture, "account score p.steelyard --as-of 2024-03-31",
                                              0);
  g_auto (CliResult) overdue = { 0 };
  g_auto (CliResult) healthy = { 0 };
  g_auto (CliResult) band = { 0 };

  g_test_summary ("Acme: ann and cleo are active on 4 seats, and used reports and exports");
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.members"), ==, 3);
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.active"), ==, 2);
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.seat_use"), ==, 0.5);
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.adoption"), ==, 0.5);
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.renewal_days"), ==, 60);
  g_assert_cmpstr (cli_get_text (found, "accounts.0.billing"), ==, "overdue");
  g_assert_cmpstr (cli_get_text (found, "accounts.0.owner"), ==, "Olga");
  /* Enough points for Healthy, but a bill is overdue. */
  g_assert_cmpstr (cli_get_text (found, "accounts.0.band"), ==, "Busy");
  g_assert_cmpfloat (cli_get_number (found, "accounts.1.renewal_days"), ==, -10);

  overdue = cli_expect (
      fixture,
      "account score p.steelyard --as-of 2024-03-31 --format csv --where billing=overdue --where 'renewal_days<=60'", 0);
  g_assert_nonnull (strstr (overdue.out, "\nacme,"));
  g_assert_null (strstr (overdue.out, "\nbeta,"));
  healthy = cli_expect (
      fixture, "account score p.steelyard --as-of 2024-03-31 --format csv --band Healthy", 0);
  g_assert_null (strstr (healthy.out, "\nacme,"));
  cli_expect_error (fixture, "account score p.steelyard --where seats", 3,
                    "--where: “seats” is no condition");
  band = cli_expect (fixture, "account score p.steelyard --band High", 3);
  g_assert_nonnull (strstr (band.err, "accounts have no band “High”"));
}

static void
test_compare (CliFixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (
      fixture, "account compare p.steelyard --as-of 2024-03-31", 0);
  g_autoptr (SyJson) alone = NULL;
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) by = { 0 };

  cli_assert_keys (found, "", "model version sha256 outcome dates n positives already immature roll_ups");
  cli_assert_keys (found, "roll_ups.0", "by auc ks top_decile_lift against_first");
  g_assert_cmpuint (sy_json_get_size (cli_get (found, "roll_ups")), ==, 5);
  g_assert_cmpstr (cli_get_text (found, "roll_ups.0.by"), ==, "role");
  g_assert_cmpstr (cli_get_text (found, "roll_ups.4.by"), ==, "top:3");
  /* Cleo's order of 2 April counts for both accounts. */
  g_assert_cmpfloat (cli_get_number (found, "n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (found, "positives"), ==, 2);
  alone = cli_expect_json (fixture, "account backtest p.steelyard --as-of 2024-03-31 --by mean", 0);
  g_assert_cmpfloat (cli_get_number (alone, "pooled.n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (alone, "pooled.positives"), ==, 2);
  g_assert_cmpstr (cli_get_text (alone, "pooled.bands.2.name"), ==, "Healthy");
  csv = cli_expect (
      fixture, "account compare p.steelyard --as-of 2024-03-31 --by max --by top:4 --format csv", 0);
  g_assert_true (g_str_has_prefix (
      csv.out, "by,auc,auc_low,auc_high,ks,top_decile_lift,difference,p\nmax,"));
  g_assert_nonnull (strstr (csv.out, "\ntop:4,"));
  by = cli_expect (fixture, "account compare p.steelyard --by top", 3);
  g_assert_nonnull (strstr (by.err, "--by: “top” is not sum, mean, max, top:K"));
}

static void
test_grid (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyJson) found = NULL;
  g_auto (CliResult) table = { 0 };

  cli_write (
      fixture, "value.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Value\","
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"report\", \"kind\": \"event\", \"types\": [\"report\"]}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"account\": {\"kind\": \"sum\"},"
      " \"bands\": [{\"name\": \"Small\", \"min\": null}, {\"name\": \"Large\", \"min\": 1}]}");
  cli_expect_quiet (fixture, "model set p.steelyard --file value.json");
  found = cli_expect_json (
      fixture, "account grid p.steelyard --rows Value --columns Usage --as-of 2024-03-31", 0);
  g_assert_cmpfloat (cli_get_number (found, "accounts"), ==, 2);
  g_assert_cmpfloat (cli_get_number (found, "base_rate"), ==, 1);
  /* Acme: Large and Busy; beta: Small and Busy. */
  g_assert_cmpstr (cli_get_text (found, "cells.1.cell"), ==, "A2");
  g_assert_cmpstr (cli_get_text (found, "cells.1.row"), ==, "Large");
  g_assert_cmpstr (cli_get_text (found, "cells.1.column"), ==, "Busy");
  g_assert_cmpfloat (cli_get_number (found, "cells.1.accounts"), ==, 1);
  g_assert_cmpfloat (cli_get_number (found, "cells.4.accounts"), ==, 1);
  /* The table has the names of the JSON: Usage names the bands of accounts otherwise than those of people. */
  table = cli_expect (
      fixture, "account grid p.steelyard --rows Value --columns Usage --as-of 2024-03-31 --format csv", 0);
  g_assert_nonnull (strstr (table.out, "\nA2,Large,Busy,1,"));
  g_assert_null (strstr (table.out, "High"));
  cli_expect_error (fixture, "account grid p.steelyard --rows Value", 2, "--columns");
}

/* Points of acme, beta and gamma: 5, 2 and 1 at the end of May, 7 and 2 at the end of March. */
static void
test_percentile (CliFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyJson) before = NULL;
  g_autoptr (SyJson) frozen = NULL;
  g_autoptr (SyJson) after = NULL;
  g_autoptr (SyJson) other = NULL;
  g_autoptr (SyJson) published = NULL;
  g_auto (CliResult) told = { 0 };
  g_auto (CliResult) same = { 0 };
  g_auto (CliResult) removed = { 0 };

  cli_write (
      fixture, "ranks.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Ranks\","
      " \"outcome\": {\"name\": \"Orders\", \"kind\": \"event\", \"types\": [\"order\"], \"horizon_days\": 20},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"any\", \"kind\": \"event\","
      "   \"types\": [\"report\", \"visit\", \"export\"]}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"account\": {\"kind\": \"sum\","
      " \"scale\": {\"kind\": \"percentile\"},"
      " \"bands\": [{\"name\": \"Lower\", \"min\": 0}, {\"name\": \"Upper\", \"min\": 60}]},"
      " \"bands\": [{\"name\": \"All\", \"min\": null}]}");
  cli_expect_quiet (fixture, "model set p.steelyard --file ranks.json");
  before = cli_expect_json (fixture, "account score p.steelyard --model Ranks --as-of 2024-05-31", 0);
  g_assert_cmpfloat_with_epsilon (cli_get_number (before, "accounts.0.score"), 250.0 / 3, 1e-9);
  g_assert_cmpstr (cli_get_text (before, "accounts.0.band"), ==, "Upper");
  g_assert_cmpfloat_with_epsilon (cli_get_number (before, "accounts.1.score"), 50, 1e-9);
  frozen = cli_expect_json (
      fixture, "model freeze p.steelyard --model Ranks --as-of 2024-03-31 --accounts", 0);
  g_assert_cmpstr (cli_get_text (frozen, "frozen.0.kind"), ==, "accounts");
  g_assert_cmpstr (cli_get_text (frozen, "frozen.0.name"), ==, "sum");
  g_assert_cmpfloat (cli_get_number (frozen, "frozen.0.values.0"), ==, 2);
  g_assert_cmpfloat (cli_get_number (frozen, "frozen.0.values.1"), ==, 7);
  after = cli_expect_json (fixture, "account score p.steelyard --model Ranks --as-of 2024-05-31", 0);
  /* Gamma has less than both of March. */
  g_assert_cmpfloat (cli_get_number (after, "accounts.2.score"), ==, 0);
  /* Those of March were sums: of the highest, 4, 2 and 1, each is ranked among the three. */
  other = cli_expect_json (
      fixture, "account score p.steelyard --model Ranks --as-of 2024-05-31 --by max", 0);
  g_assert_cmpfloat (cli_get_number (other, "accounts.0.raw"), ==, 4);
  g_assert_cmpfloat_with_epsilon (cli_get_number (other, "accounts.2.score"), 50.0 / 3, 1e-9);
  told = cli_expect (fixture, "account score p.steelyard --model Ranks --by max", 0);
  g_assert_nonnull (strstr (told.err, "“Ranks” is frozen for another way to roll up"));
  same = cli_expect (fixture, "account score p.steelyard --model Ranks --by sum", 0);
  g_assert_null (strstr (same.err, "another way"));
  removed = cli_expect (fixture, "model freeze p.steelyard --model Ranks --accounts --remove", 0);
  g_assert_cmpstr (removed.out, ==, "accounts by sum: no reference any more\n");
  cli_expect_quiet (fixture, "model publish p.steelyard --model Ranks --reason First --as-of 2024-05-31");
  published = cli_expect_json (fixture,
                               "account score p.steelyard --model Ranks --version 1 --as-of 2024-03-31", 0);
  /* 2 among 1, 2 and 5, whoever there was in March. */
  g_assert_cmpfloat_with_epsilon (cli_get_number (published, "accounts.1.score"), 50, 1e-9);
}

static void
test_migration (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (
      fixture,
      "account migration p.steelyard --by sum --reference 2024-03-04 --current 2024-04-15", 0);
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) table = { 0 };
  g_auto (CliResult) people = { 0 };

  cli_assert_keys (found, "",
                   "model version reference_as_of current_as_of both up down bands cells accounts");
  cli_assert_keys (found, "accounts.0",
                   "account owner band_before band score_before score change trend");
  g_assert_cmpfloat (cli_get_number (found, "both"), ==, 1);
  g_assert_cmpfloat (cli_get_number (found, "bands.1.entered"), ==, 1);
  /* Cleo came and went in between. */
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.score_before"), ==, 4);
  g_assert_cmpfloat (cli_get_number (found, "accounts.0.score"), ==, 5);
  g_assert_cmpstr (cli_get_text (found, "accounts.0.trend"), ==, "up");
  g_assert_cmpstr (cli_get_text (found, "accounts.0.owner"), ==, "Olga");
  g_assert_cmpstr (cli_get_text (found, "accounts.1.trend"), ==, "new");
  csv = cli_expect (
      fixture,
      "account migration p.steelyard --by sum --reference 2024-03-04 --current 2024-04-15 --format csv", 0);
  g_assert_cmpstr (csv.out, ==,
                   "account,owner,band_before,band,score_before,score,change,trend\n"
                   "acme,Olga,Busy,Busy,4,5,1,up\n"
                   "beta,Per,,Busy,,2,,new\n");
  table = cli_expect (
      fixture, "account migration p.steelyard --by sum --reference 2024-03-04 --current 2024-04-15", 0);
  g_assert_nonnull (strstr (table.out, "0 accounts in a higher band, 0 in a lower one, of 1"));
  people = cli_expect (
      fixture, "migration p.steelyard --reference 2024-03-01 --current 2024-03-31 --format csv", 0);
  g_assert_cmpstr (people.out, ==,
                   "from,to,n,share,change,reasons\n"
                   "Low,Low,1,0.5,0,\n"
                   "Low,High,1,0.5,30,any +3.00\n"
                   "High,Low,0,,,\n"
                   "High,High,0,,,\n");
  cli_expect_error (fixture, "migration p.steelyard --reference 2024-03-31 --current 2024-03-31", 3,
                    "--reference: must be before");
}

static void
test_ready (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (
      fixture,
      "account ready p.steelyard --by sum --enter 6 --leave 5 --weeks 4 --as-of 2024-04-11 --capacity 1", 0);
  g_autoptr (SyJson) people = NULL;
  g_auto (CliResult) steps = { 0 };
  g_auto (CliResult) leave = { 0 };
  g_auto (CliResult) fit = { 0 };
  g_auto (CliResult) band = { 0 };

  g_test_summary ("Acme has 5, from 20 March 6 and from 28 March 7 points, until cleo leaves after 10 April");
  cli_assert_keys (found, "",
                   "model version fit from to outcome_as_of capacity within_capacity thresholds steps");
  cli_assert_keys (found, "thresholds.0",
                   "enter leave ready entered left mean_week largest_week weeks n positives rate low high");
  cli_assert_keys (found, "steps.0", "account as_of step score");
  steps = cli_expect (
      fixture,
      "account ready p.steelyard --by sum --enter 6 --leave 6 --weeks 4 --as-of 2024-04-11 --steps --format csv", 0);
  g_assert_cmpstr (steps.out, ==,
                   "account,as_of,step,score\n"
                   "acme,2024-03-20,ready,6\n"
                   "acme,2024-04-11,nurture,5\n");
  g_assert_cmpfloat (cli_get_number (found, "thresholds.0.left"), ==, 0);
  people = cli_expect_json (
      fixture,
      "ready p.steelyard --enter 40 --weeks 2 --as-of 2024-03-24 --fit Usage --fit-band High", 0);
  g_assert_cmpfloat (cli_get_number (people, "thresholds.0.entered"), ==, 1);
  g_assert_cmpstr (cli_get_text (people, "steps.0.person"), ==, "ann");
  g_assert_cmpstr (cli_get_text (people, "steps.0.as_of"), ==, "2024-03-21T00:00:00Z");
  leave = cli_expect (fixture, "ready p.steelyard --enter 40 --leave 50", 3);
  g_assert_nonnull (strstr (leave.err, "--leave: must be at most --enter"));
  fit = cli_expect (fixture, "ready p.steelyard --fit Usage", 2);
  g_assert_nonnull (strstr (fit.err, "--fit-band"));
  band = cli_expect (fixture, "ready p.steelyard --fit Usage --fit-band Best", 3);
  g_assert_nonnull (strstr (band.err, "has no band “Best”"));
}

static void
test_spec (CliFixture *fixture,
           gconstpointer data)
{
  static const char *const said[] = {
    "the sum of the members' points, each times the weight of the role: champion 2, buyer 3, others 1",
    "| Busy | 2 | owner: Sales |",
    "| Healthy | 4 | when billing != \"overdue\" |",
    "report, export, share, order",
  };
  g_autofree char *path = cli_path (fixture, "spec.md");
  g_autofree char *text = NULL;

  cli_expect_quiet (fixture, "model spec p.steelyard --output spec.md");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (strstr (text, said[i]) == NULL)
      g_error ("“%s” is not in\n%s", said[i], text);
}

#define ADD(path, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/accounts/J1-score", test_score);
  ADD ("/cli/accounts/J3-J4-figures", test_figures);
  ADD ("/cli/accounts/J1-edge16-compare", test_compare);
  ADD ("/cli/accounts/J2-grid", test_grid);
  ADD ("/cli/accounts/J5-E9-migration", test_migration);
  ADD ("/cli/accounts/J6-K6-ready", test_ready);
  ADD ("/cli/accounts/J1-spec", test_spec);
  ADD ("/cli/accounts/J5-percentile", test_percentile);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
