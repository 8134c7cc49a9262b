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

#define ADD(path, func) \
  g_test_add (path, CliFixture, NULL, cli_set_up_sample, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/C7/explain", test_explain);
  ADD ("/cli/C7/columns-and-means", test_columns);
  ADD ("/cli/C18/dictionary", test_friction);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
