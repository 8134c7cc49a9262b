/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages, alarms of bands and their playbooks, from the command line. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

/* 24 people: 20 of one visit, four of two; two are new and the others were here in January. */
static void
set_up (CliFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GString) events = g_string_new ("person,time,type\n");

  cli_set_up (fixture, data);
  for (int i = 0; i < 24; i++)
    {
      g_string_append_printf (events, "p%02d,2024-%s-05T10:00:00Z,visit\n", i, i < 2 ? "03" : "01");
      if (i >= 20)
        g_string_append_printf (events, "p%02d,2024-03-%02dT10:00:00Z,visit\n", i, i);
    }
  cli_write (fixture, "events.csv", events->str);
  cli_write (
      fixture, "m.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"M\","
      " \"outcome\": {\"name\": \"Visits\", \"kind\": \"event\", \"types\": [\"visit\"], \"horizon_days\": 10},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"visit\", \"kind\": \"event\", \"types\": [\"visit\"]}]}],"
      " \"scale\": {\"kind\": \"none\"},"
      " \"lifecycle\": {\"lapsing_days\": 20, \"dormant_days\": 60},"
      " \"bands\": [{\"name\": \"Low\", \"min\": null},"
      "  {\"name\": \"High\", \"min\": 1, \"playbook\": {\"goal\": \"sell\", \"action\": \"call\", \"channels\": [\"phone\", \"mail\"],"
      "    \"offer_rule\": \"none\", \"frequency_cap\": \"1 a week\", \"suppress_when\": \"in talks\","
      "    \"success_metric\": \"orders\", \"owner\": \"sales\"}},"
      "  {\"name\": \"Top\", \"min\": 9}]}");
  cli_expect_quiet (fixture, "new p.steelyard");
  cli_expect_quiet (fixture, "import p.steelyard events.csv");
  cli_expect_quiet (fixture, "model set p.steelyard --file m.json");
}

static void
test_stages (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) found = cli_expect_json (fixture, "stages p.steelyard --as-of 2024-03-31", 0);
  g_auto (CliResult) people = { 0 };
  g_auto (CliResult) other = { 0 };
  g_auto (CliResult) score = { 0 };
  g_autofree char *spec_path = NULL;
  g_autofree char *spec = NULL;

  cli_assert_keys (found, "",
                   "model version as_of new_days lapsing_days dormant_days trend_days trend_drop n stages");
  g_assert_cmpfloat (cli_get_number (found, "dormant_days"), ==, 60);
  g_assert_cmpstr (cli_get_text (found, "stages.0.stage"), ==, "new");
  g_assert_cmpfloat (cli_get_number (found, "stages.0.n"), ==, 2);
  g_assert_cmpfloat (cli_get_number (found, "stages.1.n"), ==, 4);
  g_assert_cmpfloat (cli_get_number (found, "stages.2.n"), ==, 0);
  g_assert_cmpfloat (cli_get_number (found, "stages.3.n"), ==, 18);
  other = cli_expect (
      fixture, "stages p.steelyard --as-of 2024-03-31 --dormant 100 --format csv", 0);
  g_assert_nonnull (strstr (other.out, "\nlapsing,18,0.75\n"));
  people = cli_expect (fixture, "stages p.steelyard --as-of 2024-03-31 --people --format csv", 0);
  g_assert_true (g_str_has_prefix (people.out, "person,stage,tenure_days,recency_days,trend\np00,new,"));
  score = cli_expect (
      fixture, "score p.steelyard --as-of 2024-03-31 --format csv --columns person,stage", 0);
  g_assert_true (g_str_has_prefix (score.out, "person,stage\np00,new\np01,new\np02,dormant\n"));
  cli_expect_quiet (fixture, "model spec p.steelyard --output spec.md");
  spec_path = cli_path (fixture, "spec.md");
  g_assert_true (g_file_get_contents (spec_path, &spec, NULL, NULL));
  g_assert_nonnull (strstr (spec, "60 days or more without any event"));
  g_assert_nonnull (strstr (spec, "20 days or more without it, or 50 % less"));
  cli_expect_error (fixture, "stages p.steelyard --lapsing 70", 3,
                    "--lapsing: dormant from 60 days on is less than lapsing from 70");
}

static void
test_alarms (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (CliResult) score = cli_expect (
      fixture, "score p.steelyard --as-of 2024-03-31 --format csv", 0);
  g_autoptr (SyJson) json = cli_expect_json (fixture, "score p.steelyard --as-of 2024-03-31", 0);
  g_autoptr (SyJson) backtest = NULL;
  g_auto (CliResult) lines = { 0 };

  g_test_summary ("All are in the middle band; the highest one starts above everyone");
  g_assert_nonnull (strstr (score.err, "the band “High” holds 100.0 % of the people, more than 80 %"));
  g_assert_nonnull (strstr (score.err, "the band “Top” starts at 9, outside"));
  g_assert_cmpuint (sy_json_get_size (cli_get (json, "alarms")), ==, 2);
  cli_assert_keys (json, "alarms.0", "alarm band share limit p5 p95");
  g_assert_cmpstr (cli_get_text (json, "alarms.0.alarm"), ==, "full-band");
  g_assert_cmpfloat (cli_get_number (json, "alarms.0.share"), ==, 1);
  g_assert_cmpstr (cli_get_text (json, "alarms.1.alarm"), ==, "threshold");
  g_assert_cmpfloat (cli_get_number (json, "alarms.1.p95"), ==, 2);
  backtest = cli_expect_json (fixture, "backtest p.steelyard --as-of 2024-03-10", 0);
  g_assert_cmpstr (cli_get_text (backtest, "alarms.0.alarm"), ==, "full-band");
  lines = cli_expect (fixture, "backtest p.steelyard --as-of 2024-03-10", 0);
  g_assert_nonnull (strstr (lines.err, "the band “High” holds"));
}

/* What the model's care allows raises no alarm, and what it does not allow does, everywhere alike. */
static void
test_limits (CliFixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyJson) care = NULL;
  g_autoptr (SyJson) score = NULL;
  g_autoptr (SyJson) backtest = NULL;
  g_auto (CliResult) lines = { 0 };

  care = cli_expect_json (fixture, "model care p.steelyard", 0);
  g_assert_cmpfloat (cli_get_number (care, "max_high"), ==, 0.5);
  g_assert_cmpfloat (cli_get_number (care, "max_share"), ==, 0.8);
  cli_expect_quiet (fixture, "model care p.steelyard --max-share none");
  score = cli_expect_json (fixture, "score p.steelyard --as-of 2024-03-31", 0);
  backtest = cli_expect_json (fixture, "backtest p.steelyard --as-of 2024-03-10", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (score, "alarms")), ==, 1);
  g_assert_cmpstr (cli_get_text (score, "alarms.0.alarm"), ==, "threshold");
  g_assert_cmpuint (sy_json_get_size (cli_get (backtest, "alarms")), ==, 1);
  cli_expect_quiet (fixture, "model care p.steelyard --max-share 62.5% --max-high 0.9");
  lines = cli_expect (fixture, "score p.steelyard --as-of 2024-03-31 --format csv", 0);
  g_assert_nonnull (strstr (lines.err, "100.0 % of the people, more than 62.5 %"));
  cli_expect_error (fixture, "model care p.steelyard --max-high 0", 3, "above 0 and up to 1");
  cli_expect_error (fixture, "model care p.steelyard --max-share 120%", 3, "above 0 and up to 1");
  cli_expect_error (fixture, "model care p.steelyard --max-share x", 3, "--max-share");
}

static void
test_playbook (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (CliResult) found = cli_expect (
      fixture,
      "score p.steelyard --as-of 2024-03-31 --format csv --columns "
      "person,playbook:goal,playbook:action,playbook:channels,playbook:offer_rule,playbook:frequency_cap,playbook:suppress_when,playbook:success_metric,playbook:owner",
      0);

  g_test_summary ("All that a band says to do can be taken along");
  g_assert_nonnull (
      strstr (found.out, "\np00,sell,call,\"phone; mail\",none,1 a week,in talks,orders,sales\n"));
  cli_expect_error (fixture, "score p.steelyard --format csv --columns person,playbook:gaol", 3,
                    "did you mean “playbook:goal”?");
}

/* Whom warm has by its priority are neither counted for another segment nor exported with it. */
static void
check_exclusive (CliFixture *fixture)
{
  g_auto (CliResult) csv = cli_expect (
      fixture, "segment count p.steelyard all --as-of 2024-03-31 --exclusive --format csv", 0);
  g_auto (CliResult) line = cli_expect (
      fixture, "segment count p.steelyard quiet --as-of 2024-03-31 --exclusive", 0);
  g_auto (CliResult) warm = cli_expect (
      fixture, "segment count p.steelyard warm --as-of 2024-03-31 --exclusive --format csv", 0);
  g_autoptr (SyJson) export = cli_expect_json (
      fixture, "export p.steelyard --segment all --as-of 2024-03-31 --exclusive --output all.csv", 0);
  g_autoptr (SyJson) whole = cli_expect_json (
      fixture, "export p.steelyard --segment all --as-of 2024-03-31 --output whole.csv", 0);
  g_autofree char *path = cli_path (fixture, "all.csv");
  g_autofree char *rows = NULL;

  g_assert_cmpstr (csv.out, ==, "n,population,in_other_segments\n22,24,2\n");
  g_assert_cmpstr (line.out, ==, "0 of 24 people; 4 more are in a segment of higher priority\n");
  g_assert_cmpstr (warm.out, ==, "n,population,in_other_segments\n2,24,0\n");
  g_assert_cmpfloat (cli_get_number (export, "rows"), ==, 22);
  g_assert_cmpfloat (cli_get_number (export, "in_other_segments"), ==, 2);
  g_assert_cmpfloat (cli_get_number (export, "manifest.selection.left_out_in_other_segments"), ==, 2);
  g_assert_true (g_file_get_contents (path, &rows, NULL, NULL));
  g_assert_nonnull (strstr (rows, "\np19,"));
  g_assert_null (strstr (rows, "\np20,"));
  g_assert_null (strstr (rows, "\np21,"));
  g_assert_nonnull (strstr (rows, "\np22,"));
  g_assert_cmpfloat (cli_get_number (whole, "rows"), ==, 24);
  cli_assert_keys (whole, "manifest.selection",
                   "segment description rules use_missing checklist_open");
  cli_expect_error (fixture, "export p.steelyard --all --exclusive --output no.csv", 2,
                    "--exclusive goes with --segment");
}

static void
test_conflicts (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyJson) found = NULL;
  g_auto (CliResult) losers = { 0 };
  g_auto (CliResult) count = { 0 };
  g_auto (CliResult) shown = { 0 };

  g_test_summary ("p20 to p23 have two visits; the last of them, since 22 March, convert");
  cli_expect_quiet (fixture, "segment set p.steelyard all --priority 1");
  cli_expect_quiet (
      fixture,
      "segment set p.steelyard warm --min 2 --priority 2 --unless-event visit --within 10");
  cli_expect_quiet (
      fixture,
      "segment set p.steelyard quiet --unless-below 2 --low-days 3");
  found = cli_expect_json (fixture, "segment conflicts p.steelyard --as-of 2024-03-31", 0);
  cli_assert_keys (found, "", "as_of segments conflicts");
  cli_assert_keys (found, "segments.0",
                   "segment priority matching converting low waiting n kept lost");
  cli_assert_keys (found, "conflicts.0", "person segment lost_by");
  /* By name: all, quiet, warm. */
  g_assert_cmpfloat (cli_get_number (found, "segments.0.n"), ==, 24);
  g_assert_cmpfloat (cli_get_number (found, "segments.0.kept"), ==, 22);
  g_assert_cmpfloat (cli_get_number (found, "segments.1.low"), ==, 20);
  g_assert_cmpfloat (cli_get_number (found, "segments.1.kept"), ==, 0);
  g_assert_cmpfloat (cli_get_number (found, "segments.2.matching"), ==, 4);
  g_assert_cmpfloat (cli_get_number (found, "segments.2.converting"), ==, 2);
  g_assert_cmpfloat (cli_get_number (found, "segments.2.kept"), ==, 2);
  losers = cli_expect (
      fixture, "segment conflicts p.steelyard --as-of 2024-03-31 --format csv", 0);
  g_assert_cmpstr (losers.out, ==,
                   "person,segment,lost_by\n"
                   "p20,warm,all\np20,warm,quiet\np21,warm,all\np21,warm,quiet\n"
                   "p22,all,quiet\np23,all,quiet\n");
  count = cli_expect (fixture, "segment count p.steelyard warm --as-of 2024-03-31 --format csv", 0);
  g_assert_cmpstr (count.out, ==, "n,population\n2,24\n");
  check_exclusive (fixture);
  shown = cli_expect (fixture, "segment show p.steelyard warm", 0);
  g_assert_cmpstr (shown.out, ==,
                   "warm: score 2 or more, not with visit in the last 10 days, priority 2\n");
  cli_expect_quiet (fixture, "export p.steelyard --segment warm --as-of 2024-03-31 --output w.csv");
  cli_expect_error (fixture, "segment set p.steelyard x --after visit --wait 3", 2,
                    "--after, --wait and --without");
  cli_expect_error (fixture, "segment set p.steelyard x --unless-below 3 --low-days 0", 3,
                    "$.unless_low.days");
}

static void
test_fairness (CliFixture *fixture,
               gconstpointer data)
{
  g_autoptr (GString) people = g_string_new ("person,plan\n");
  g_autoptr (SyJson) found = NULL;
  g_auto (CliResult) lines = { 0 };
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) bad = { 0 };

  for (int i = 0; i < 24; i++)
    g_string_append_printf (people, "p%02d,%s\n", i, i < 12 ? "free" : "paid");
  cli_write (fixture, "people.csv", people->str);
  cli_expect_quiet (fixture, "import p.steelyard people.csv --kind attributes");
  found = cli_expect_json (
      fixture, "fairness p.steelyard --by plan --from-band High --as-of 2024-03-21", 0);
  cli_assert_keys (found, "", "model version as_of by bands mature uncommon groups all");
  cli_assert_keys (
      found, "groups.0",
      "group n judged flagged ratio chosen outcome found wrong right mean gap gap_behaviour "
      "gap_coverage gap_limits rules observed types types_observed types_share common_share common_ratio channels");
  cli_assert_keys (found, "all.chosen", "count n rate low high");
  g_assert_cmpstr (cli_get_text (found, "groups.1.group"), ==, "paid");
  g_assert_cmpfloat (cli_get_number (found, "groups.1.n"), ==, 12);
  g_assert_cmpfloat (cli_get_number (found, "groups.1.chosen.count"), ==, 12);
  /* The four who came twice. */
  g_assert_cmpfloat (cli_get_number (found, "groups.0.mean"), ==, 1);
  g_assert_cmpfloat_with_epsilon (cli_get_number (found, "groups.1.mean"), 14.0 / 12, 1e-12);
  lines = cli_expect (fixture, "fairness p.steelyard --by plan", 0);
  g_assert_nonnull (strstr (lines.out, "small n"));
  csv = cli_expect (fixture, "fairness p.steelyard --by plan --to-band Low --check --format csv", 0);
  g_assert_true (g_str_has_prefix (
      csv.out, "group,n,chosen,chosen_low,chosen_high,ratio,common_ratio,verdict\nfree,12,0,"));
  cli_result_clear (&bad);
  bad = cli_expect (fixture, "fairness p.steelyard --by plan --from-band Middle", 3);
  g_assert_nonnull (strstr (bad.err, "there is no band “Middle”; there are: Low, High, Top"));
}

static void
test_attributes (CliFixture *fixture,
                 gconstpointer data)
{
  g_auto (CliResult) list = { 0 };
  g_autoptr (GString) document = g_string_new (NULL);
  g_autofree char *path = cli_path (fixture, "m.json");
  g_autoptr (SyJson) json = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("A model that rests on a protected attribute is published with a reason only");
  cli_write (fixture, "people.csv", "person,age,income\np00,30,high\n");
  cli_expect_quiet (fixture, "import p.steelyard people.csv --kind attributes");
  cli_expect_quiet (fixture, "attribute protect p.steelyard income");
  list = cli_expect (fixture, "attribute list p.steelyard --format csv", 0);
  g_assert_cmpstr (list.out, ==,
                   "attribute,people,values,protected\nage,1,1,by its name\nincome,1,1,declared\n");
  cli_expect_quiet (fixture, "attribute release p.steelyard age");
  json = cli_expect_json (fixture, "attribute list p.steelyard", 0);
  cli_assert_keys (json, "attributes.0", "attribute people values protected");
  g_assert_cmpint (sy_json_get_type (cli_get (json, "attributes.0.protected")), ==, SY_JSON_NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_string_assign (document, text);
  g_string_replace (document, "\"rules\": [",
                    "\"rules\": [{\"id\": \"rich\", \"kind\": \"attribute\", \"attribute\": \"income\","
                    " \"table\": [{\"value\": \"high\", \"points\": 0}]}, ",
                    1);
  cli_write (fixture, "protected.json", document->str);
  cli_expect_quiet (fixture, "model set p.steelyard --file protected.json");
  cli_expect_error (fixture, "model publish p.steelyard --reason r --author a", 1,
                    "the score rests on what is protected: income");
  cli_expect_quiet (fixture, "model publish p.steelyard --reason r --author a --override 'by law'");
  cli_expect_error (fixture, "attribute protect p.steelyard plan", 3,
                    "There is no attribute or property “plan”");
}

static void
test_protected_property (CliFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (GString) document = g_string_new (NULL);
  g_autofree char *path = cli_path (fixture, "m.json");
  g_autofree char *text = NULL;

  g_test_summary ("What an event says of a person's gender is protected as an attribute is");
  cli_write (fixture, "more.csv",
             "person,time,type,gender,size\np00,2024-01-05,look,f,red\np01,2024-01-05,look,m,blue\n");
  cli_expect_quiet (fixture, "import p.steelyard more.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_string_assign (document, text);
  g_string_replace (document, "\"rules\": [",
                    "\"rules\": [{\"id\": \"she\", \"kind\": \"event\", \"types\": [\"look\"], \"weight\": 0, "
                    "\"where\": [{\"any\": [{\"field\": \"gender\", \"op\": \"=\", \"value\": \"f\"}, "
                    "{\"field\": \"size\", \"op\": \"=\", \"value\": \"red\"}]}]}, ",
                    1);
  cli_write (fixture, "property.json", document->str);
  cli_expect_quiet (fixture, "model set p.steelyard --file property.json");
  cli_expect_error (fixture, "model publish p.steelyard --reason r --author a", 1,
                    "the score rests on what is protected: gender");
  cli_expect_quiet (fixture, "attribute protect p.steelyard size");
  cli_expect_error (fixture, "model publish p.steelyard --reason r --author a", 1,
                    "the score rests on what is protected: gender, size");
  cli_expect_quiet (fixture, "attribute release p.steelyard gender");
  cli_expect_quiet (fixture, "attribute release p.steelyard size");
  cli_expect_quiet (fixture, "model publish p.steelyard --reason r --author a");
}

static void
test_fairness_check (CliFixture *fixture,
                     gconstpointer data)
{
  g_auto (CliResult) flagged = { 0 };

  g_test_summary ("A group that is chosen less than four fifths as often fails the check");
  flagged = cli_expect (
      fixture, "fairness sample.steelyard --model Engagement --by income --to-band 'At risk' --check", 1);
  g_assert_nonnull (strstr (flagged.out, "by income; chosen are those in At risk\n"));
  g_assert_nonnull (strstr (flagged.err, "less than four fifths"));
}

static void
test_fairness_report (CliFixture *fixture,
                      gconstpointer data)
{
  g_autofree char *path = cli_path (fixture, "r.html");
  g_autofree char *text = NULL;
  g_auto (CliResult) done = { 0 };

  g_test_summary ("A report by an attribute, with the drift as data and edit");
  done = cli_expect (
      fixture, "report sample.steelyard --model Engagement --by income --compare draft --output r.html", 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ">Fairness by income<"));
  g_assert_nonnull (strstr (text, ">Data or edit<"));
  cli_expect_error (
      fixture, "report sample.steelyard --model Engagement --by incom --output r.html", 3,
      "income");
}

/* Six people; p0 bought before, so only five can have the outcome, and of these p1 does. */
static void
test_grid (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GString) events = g_string_new ("person,time,type\n");
  g_autoptr (SyJson) json = NULL;
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) table = { 0 };

  for (int i = 0; i < 6; i++)
    g_string_append_printf (events, "p%d,2024-02-05T10:00:00Z,visit\n", i);
  g_string_append (events, "p0,2024-02-06T10:00:00Z,buy\np1,2024-03-03T10:00:00Z,buy\n"
                           "p2,2024-04-03T10:00:00Z,visit\n");
  cli_write (fixture, "once.csv", events->str);
  cli_write (
      fixture, "once.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Once\","
      " \"outcome\": {\"name\": \"First\", \"kind\": \"event\", \"types\": [\"buy\"], \"horizon_days\": 10,"
      " \"once\": true},"
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"visit\", \"kind\": \"event\", \"types\": [\"visit\"]}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"All\", \"min\": null}]}");
  cli_expect_quiet (fixture, "new once.steelyard");
  cli_expect_quiet (fixture, "import once.steelyard once.csv");
  cli_expect_quiet (fixture, "model set once.steelyard --file once.json");
  json = cli_expect_json (
      fixture, "grid once.steelyard --rows Once --columns Once --as-of 2024-03-01", 0);
  g_assert_cmpfloat (cli_get_number (json, "cells.0.people"), ==, 6);
  g_assert_cmpfloat (cli_get_number (json, "cells.0.n"), ==, 5);
  g_assert_cmpfloat (cli_get_number (json, "cells.0.positives"), ==, 1);
  g_assert_cmpfloat_with_epsilon (cli_get_number (json, "cells.0.rate"), 0.2, 1e-12);
  csv = cli_expect (
      fixture, "grid once.steelyard --rows Once --columns Once --as-of 2024-03-01 --format csv", 0);
  g_assert_true (g_str_has_prefix (
      csv.out, "cell,row,column,people,n,positives,rate,low,high,lift\nA1,All,All,6,5,1,0.2,"));
  table = cli_expect (
      fixture, "grid once.steelyard --rows Once --columns Once --as-of 2024-03-01", 0);
  g_assert_nonnull (strstr (table.out, "“First”: 20.0 % of 5 people\n"));
}

static void
assert_band (CliFixture *fixture,
             const char *person,
             const char *band)
{
  g_autofree char *line = g_strdup_printf ("explain p.steelyard --person %s --as-of 2024-03-31", person);
  g_autoptr (SyJson) account = cli_expect_json (fixture, line, 0);

  g_assert_cmpstr (cli_get_text (account, "band"), ==, band);
}

static void
test_course (CliFixture *fixture,
             gconstpointer data)
{
  static const char bands[] = "\"bands\": [{\"name\": \"Low\", \"min\": null},"
                              " {\"name\": \"Warming\", \"min\": 1, \"change\": {\"days\": 30, \"at_least\": 0.5}},"
                              " {\"name\": \"Top\", \"min\": 2, \"course\": [\"rising\"]}]}";
  g_autofree char *model_path = cli_path (fixture, "m.json");
  g_autofree char *spec_path = cli_path (fixture, "spec.md");
  g_autofree char *model = NULL;
  g_autofree char *spec = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr (SyJson) count = NULL;
  g_auto (CliResult) score = { 0 };
  g_auto (CliResult) bad = { 0 };

  g_test_summary ("p20 to p23 had one visit 30 days ago and have two; p00 was not here then");
  g_assert_true (g_file_get_contents (model_path, &model, NULL, NULL));
  *strstr (model, "\"bands\"") = '\0';
  {
    g_autofree char *text = g_strconcat (model, bands, NULL);

    cli_write (fixture, "m.json", text);
    cli_expect_quiet (fixture, "model set p.steelyard --file m.json");
  }
  score = cli_expect (
      fixture, "score p.steelyard --as-of 2024-03-31 --format csv --columns person,band", 0);
  g_assert_nonnull (strstr (score.out, "\np00,Low\n"));
  g_assert_nonnull (strstr (score.out, "\np19,Low\np20,Warming\np21,Warming\np22,Warming\np23,Warming\n"));
  assert_band (fixture, "p00", "Low");
  assert_band (fixture, "p20", "Warming");
  cli_expect_quiet (fixture, "segment set p.steelyard warm --band Warming");
  count = cli_expect_json (fixture, "segment count p.steelyard warm --as-of 2024-03-31", 0);
  g_assert_cmpfloat (cli_get_number (count, "n"), ==, 4);
  cli_expect_quiet (fixture, "model spec p.steelyard --output spec.md");
  g_assert_true (g_file_get_contents (spec_path, &spec, NULL, NULL));
  g_assert_nonnull (strstr (spec, "| Warming | 1 | when changed by 0.5 or more in 30 days |"));
  g_assert_nonnull (strstr (spec, "| Top | 2 | when rising |"));

  wrong = g_strconcat (model, "\"bands\": [{\"name\": \"Low\", \"min\": null, \"course\": [\"flat\"]}]}", NULL);
  cli_write (fixture, "wrong.json", wrong);
  bad = cli_expect (fixture, "model set p.steelyard --file wrong.json", 3);
  g_assert_nonnull (strstr (bad.err, "$.bands[0].course: the first band takes everybody"));
}

#define ADD(path, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/bands/E3-stages", test_stages);
  ADD ("/cli/bands/E7-E8-alarms", test_alarms);
  ADD ("/cli/bands/E7-E8-limits", test_limits);
  ADD ("/cli/bands/E2-playbook", test_playbook);
  ADD ("/cli/bands/E5-E6-conflicts", test_conflicts);
  ADD ("/cli/bands/L6-course", test_course);
  ADD ("/cli/bands/Q2-fairness", test_fairness);
  ADD ("/cli/bands/K3-grid", test_grid);
  ADD ("/cli/bands/Q3-attributes", test_attributes);
  ADD ("/cli/bands/Q3-properties", test_protected_property);
  g_test_add ("/cli/bands/Q2-check", CliFixture, NULL, cli_set_up_sample, test_fairness_check,
              cli_tear_down);
  g_test_add ("/cli/bands/Q2-H7-report", CliFixture, NULL, cli_set_up_sample, test_fairness_report,
              cli_tear_down);
  code = g_test_run ();
  cli_remove_sample ();
  return code;
}
