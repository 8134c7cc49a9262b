/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event dictionary and cleaning, as an analyst works with them. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static char *
get_scores (CliFixture *fixture)
{
  g_auto (CliResult) result =
      cli_expect (fixture,
                  "score sample.steelyard --model Engagement --as-of 2017-10-01 --format csv", 0);

  return g_steal_pointer (&result.out);
}

/* What preview says becomes true, and undo gives every score back to the byte. */
static void
test_clean (CliFixture *fixture,
            gconstpointer data)
{
  const char *rule =
      "--kind dates --from 2017-09-01 --to 2017-09-30 --model Engagement --as-of 2017-10-01 --format json";
  g_autofree char *preview_line = g_strconcat ("clean preview sample.steelyard ", rule, NULL);
  g_autofree char *apply_line = g_strconcat ("clean apply sample.steelyard september ", rule, NULL);
  g_autofree char *before = get_scores (fixture);
  g_autofree char *still = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SyJson) preview = cli_expect_json (fixture, preview_line, 0);
  g_autoptr (SyJson) applied = NULL;
  g_autoptr (SyJson) list = NULL;
  g_autoptr (SyJson) undone = NULL;

  still = get_scores (fixture);
  g_assert_cmpstr (still, ==, before);
  g_assert_cmpfloat (cli_get_number (preview, "events"), >, 0);
  g_assert_cmpfloat (cli_get_number (preview, "effect.scores_changed"), >, 0);
  applied = cli_expect_json (fixture, apply_line, 0);
  g_assert_cmpfloat (cli_get_number (applied, "events"), ==, cli_get_number (preview, "events"));
  g_assert_cmpfloat (cli_get_number (applied, "effect.after.people"), ==,
                     cli_get_number (preview, "effect.after.people"));
  marked = get_scores (fixture);
  g_assert_cmpstr (marked, !=, before);
  list = cli_expect_json (fixture, "clean list sample.steelyard --format json", 0);
  g_assert_cmpstr (cli_get_text (list, "rules.0.name"), ==, "september");
  g_assert_cmpfloat (cli_get_number (list, "rules.0.events"), ==,
                     cli_get_number (preview, "events"));
  undone = cli_expect_json (fixture, "clean undo sample.steelyard september --format json", 0);
  g_assert_cmpfloat (cli_get_number (undone, "unmarked"), ==, cli_get_number (preview, "events"));
  after = get_scores (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* Alias and mute change scores, and taken back give them back. */
static void
test_types (CliFixture *fixture,
            gconstpointer data)
{
  g_autofree char *before = get_scores (fixture);
  g_autofree char *aliased = NULL;
  g_autofree char *muted = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SyJson) mute = NULL;
  g_auto (CliResult)
      alias = cli_expect (fixture, "types alias sample.steelyard purchase --to bought", 0);

  aliased = get_scores (fixture);
  g_assert_cmpstr (aliased, !=, before);
  cli_result_clear (&alias);
  alias = cli_expect (fixture, "types alias sample.steelyard purchase --remove", 0);
  mute = cli_expect_json (
      fixture,
      "types mute sample.steelyard purchase --model Engagement --as-of 2017-10-01 --format json",
      0);
  g_assert_cmpfloat (cli_get_number (mute, "effect.scores_changed"), >, 0);
  g_assert_cmpfloat (cli_get_number (mute, "effect.before.people"), ==,
                     cli_get_number (mute, "effect.after.people"));
  muted = get_scores (fixture);
  g_assert_cmpstr (muted, !=, before);
  cli_result_clear (&alias);
  alias = cli_expect (fixture, "types mute sample.steelyard purchase --off", 0);
  after = get_scores (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_wrong (CliFixture *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *line;
    int exit;
  } cases[] = {
    { "types alias sample.steelyard purchase", 2 },
    { "types alias sample.steelyard purchase --to purchase", 3 },
    { "types set sample.steelyard purchase --category cheap", 3 },
    { "types set sample.steelyard purchase --polarity 2", 3 },
    { "types mute sample.steelyard nothing", 3 },
    { "types gaps sample.steelyard --below many", 3 },
    { "clean preview sample.steelyard", 3 },
    { "clean preview sample.steelyard --kind burst --within 3", 3 },
    { "clean preview sample.steelyard --kind rate --more-than 0", 3 },
    { "clean preview sample.steelyard --kind rate --more-than 2 --type purchse", 3 },
    { "clean undo sample.steelyard nothing", 3 },
    { "clean apply sample.steelyard nothing", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) result = cli_expect (fixture, cases[i].line, cases[i].exit);

      g_assert_cmpstr (result.out, ==, "");
      g_assert_cmpstr (result.err, !=, "");
    }
}

/* Forty days of three people, of whom all do the same every day but on three days. */
static void
test_fill (CliFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("person,time,event\n");
  g_autoptr (SyJson) filled = NULL;
  g_autoptr (SyJson) whole = NULL;
  g_auto (CliResult) result = { 0 };

  for (int day = 0; day < 40; day++)
    for (int person = 0; person < 3; person++)
      g_string_append_printf (csv, "p%d,2024-%02d-%02dT12:00:00Z,%s\n", person, 1 + day / 31,
                              1 + day % 31, day < 30 || day > 32 ? "purchase" : "visit");
  cli_write (fixture, "gap.csv", csv->str);
  result = cli_expect (fixture, "new gap.steelyard --timezone UTC", 0);
  cli_result_clear (&result);
  result = cli_expect (fixture, "import gap.steelyard gap.csv", 0);
  cli_result_clear (&result);
  cli_write (fixture, "count.json",
             "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Count\","
             " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"All\", \"min\": null}],"
             " \"groups\": [{\"name\": \"All\", \"rules\": [{\"id\": \"purchases\", \"kind\": \"event\","
             " \"types\": [\"purchase\"], \"weight\": 1}]}]}");
  result = cli_expect (fixture, "model set gap.steelyard --file count.json", 0);
  cli_result_clear (&result);
  filled = cli_expect_json (fixture, "types fill gap.steelyard purchase --format json", 0);
  g_assert_cmpfloat (cli_get_number (filled, "days"), ==, 3);
  g_assert_cmpfloat (cli_get_number (filled, "days_unfilled"), ==, 0);
  g_assert_cmpfloat (cli_get_number (filled, "events"), ==, 9);
  g_assert_cmpfloat (cli_get_number (filled, "effect.scores_changed"), ==, 3);
  /* Scores of the day before the gap are as they were, and nothing was written. */
  whole = cli_expect_json (fixture, "types fill gap.steelyard purchase --as-of 2024-01-30 --format json", 0);
  g_assert_cmpfloat (cli_get_number (whole, "events"), ==, 9);
  g_assert_cmpfloat (cli_get_number (whole, "effect.scores_changed"), ==, 0);
  result = cli_expect (fixture, "types fill gap.steelyard visit", 0);
  g_assert_nonnull (strstr (result.out, "visit has no gap."));
  cli_expect_error (fixture, "types fill gap.steelyard nothing", 3, "“nothing”");
}

#define ADD(path, func) g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/clean/rules", test_clean);
  ADD ("/cli/clean/types", test_types);
  ADD ("/cli/clean/wrong", test_wrong);
  ADD ("/cli/clean/A10-fill", test_fill);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
