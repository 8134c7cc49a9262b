/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the card on fairness, without the page. */
#include "config.h"

#include "sy-fairness-table.h"

#include "project-fixture.h"

#include <math.h>
#include <string.h>

#define PARTS 2
#define COLUMNS 16

/* Three groups, one of them small, with figures that can be told by heart. */
static SyFairness
make_figures (SyFairnessGroup *groups,
              double *channels,
              char **names)
{
  static char *rules[] = { (char *) "look", NULL };
  SyFairness self = { .attribute = (char *) "plan", .n_groups = 3, .groups = groups, .n_channels = PARTS, .channel_names = names, .uncommon = rules };

  groups[0] = (SyFairnessGroup){ .name = "free", .n = 100, .is_judged = TRUE, .ratio = 0.25, .is_flagged = TRUE, .common_ratio = 0.9, .chosen = { 10, 100, 0.1, { 0.055, 0.174 } }, .found = { 3, 12, 0.25, { 0.1, 0.5 } }, .outcome = { 40, 80, 0.5, { 0.4, 0.6 } }, .gap = -2, .gap_behaviour = 0.5, .gap_coverage = -2.5, .gap_limits = 0.5, .n_rules = 4, .n_observed = 3, .types_share = 0.75, .channels = channels };
  groups[1] = (SyFairnessGroup){ .name = "paid", .n = 50, .is_judged = TRUE, .ratio = 1, .common_ratio = 1, .chosen = { 20, 50, 0.4, { 0.3, 0.5 } }, .n_rules = 4, .n_observed = 4, .channels = channels };
  groups[2] = (SyFairnessGroup){ .name = "trial", .n = 9, .is_small = TRUE, .ratio = 0.8, .common_ratio = NAN, .chosen = { 3, 9, 1.0 / 3, { 0.1, 0.6 } }, .n_rules = 4, .n_observed = 4, .channels = channels };
  self.all = (SyFairnessGroup){ .name = "everyone", .n = 159, .ratio = NAN, .common_ratio = NAN, .chosen = { 33, 159, 33.0 / 159, { 0.15, 0.28 } }, .channels = channels };
  return self;
}

static SyTableSource *
make_table (void)
{
  SyFairnessGroup groups[3];
  double channels[PARTS] = { 0.75, NAN };
  char *names[] = { (char *) "Web", (char *) "Store", NULL };
  SyFairness fairness = make_figures (groups, channels, names);

  return sy_fairness_table_new (&fairness);
}

static void
test_cells (void)
{
  g_autoptr (SyTableSource) source = make_table ();

  g_assert_cmpuint (sy_table_source_get_n_rows (source), ==, 4);
  g_assert_cmpuint (sy_table_source_get_n_columns (source), ==, COLUMNS + PARTS);
  g_assert_cmpstr (sy_table_source_get_column (source, 0)->title, ==, "plan");
  g_assert_cmpstr (sy_table_source_get_column (source, COLUMNS)->title, ==, "Web");
  project_fixture_assert_cell (source, 0, 0, "free");
  project_fixture_assert_cell (source, 0, 1, "100");
  project_fixture_assert_cell (source, 0, 3, "0.25");
  project_fixture_assert_cell (source, 0, 5, "missing data");
  project_fixture_assert_cell (source, 1, 5, "");
  project_fixture_assert_cell (source, 2, 5, "small n");
  project_fixture_assert_cell (source, 3, 0, "everyone");
  project_fixture_assert_cell (source, 3, 3, "–");
  /* Twelve people had the outcome: a star. */
  {
    g_autofree char *found = sy_table_source_get_text (source, 0, 7);
    g_autofree char *outcome = sy_table_source_get_text (source, 0, 6);

    g_assert_true (g_str_has_suffix (found, " *"));
    g_assert_false (g_str_has_suffix (outcome, "*"));
  }
  project_fixture_assert_cell (source, 1, 7, "–");
  project_fixture_assert_cell (source, 0, 14, "3 of 4");
  project_fixture_assert_cell (source, 0, 15, "75.0\342\200\257%");
  project_fixture_assert_cell (source, 0, COLUMNS + 1, "–");
}

static void
test_narrow (void)
{
  SyFairnessGroup groups[3];
  double channels[PARTS] = { 0.75, NAN };
  char *names[] = { (char *) "Web", (char *) "Store", NULL };
  static char *nothing[] = { NULL };
  SyFairness fairness = make_figures (groups, channels, names);
  g_autoptr (SyTableSource) source = NULL;

  g_test_summary ("Where nothing is missing and nothing limited, there are no columns for it");
  fairness.uncommon = nothing;
  groups[0].gap_limits = 0;
  source = sy_fairness_table_new (&fairness);
  g_assert_cmpuint (sy_table_source_get_n_columns (source), ==, COLUMNS - 5 + PARTS);
  g_assert_cmpstr (sy_table_source_get_column (source, 4)->title, ==, "Verdict");
  g_assert_nonnull (sy_table_source_get_note (source, 0, 4));
  g_assert_null (sy_table_source_get_note (source, 0, 5));
  project_fixture_assert_cell (source, 2, 4, "small n");
  project_fixture_assert_cell (source, 0, COLUMNS - 5, "75.0\342\200\257%");
}

static void
test_marks (void)
{
  g_autoptr (SyTableSource) source = make_table ();
  const char *note = sy_table_source_get_note (source, 0, 5);

  g_test_summary ("A flag explains itself; groups of few people are greyed");
  g_assert_nonnull (strstr (note, "this is missing data, not behaviour"));
  g_assert_null (sy_table_source_get_note (source, 0, 4));
  g_assert_null (sy_table_source_get_note (source, 1, 5));
  for (guint row = 0; row < 4; row++)
    g_assert_cmpint (sy_table_source_is_dim (source, row), ==, row == 2);
}

static void
test_order (void)
{
  g_autoptr (SyTableSource) source = make_table ();
  g_autoptr (GArray) by_ratio = sy_table_source_sort (source, 3, TRUE);
  g_autoptr (GArray) by_name = sy_table_source_sort (source, 0, FALSE);
  static const guint ratios[] = { 1, 2, 0, 3 };
  static const guint names[] = { 3, 0, 1, 2 };

  g_assert_cmpmem (by_ratio->data, by_ratio->len * sizeof (guint), ratios, sizeof ratios);
  g_assert_cmpmem (by_name->data, by_name->len * sizeof (guint), names, sizeof names);
}

/* The figures of the engine, through the table. */
static void
test_engine (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFairness)
      fairness = sy_fairness_new (log, model, (gint64) sy_day_from_civil (2024, 7, 15) * SY_DAY_SECONDS,
                                  "city", 1, 1, NULL, &error);
  g_autoptr (SyTableSource) source = NULL;

  g_assert_no_error (error);
  source = sy_fairness_table_new (fairness);
  g_assert_cmpuint (sy_table_source_get_n_rows (source), ==, 4);
  project_fixture_assert_cell (source, 0, 0, "Oslo");
  project_fixture_assert_cell (source, 2, 0, "(missing)");
  project_fixture_assert_cell (source, 2, 1, "58");
  project_fixture_assert_cell (source, 2, 4, "no value");
  project_fixture_assert_cell (source, 3, 1, "60");
  g_assert_true (sy_table_source_is_dim (source, 0));
  g_assert_false (sy_table_source_is_dim (source, 3));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/fairness/Q2-cells", test_cells);
  g_test_add_func ("/ui/fairness/narrow", test_narrow);
  g_test_add_func ("/ui/fairness/Q1-Q2-marks", test_marks);
  g_test_add_func ("/ui/fairness/order", test_order);
  g_test_add_func ("/ui/fairness/Q2-engine", test_engine);
  return g_test_run ();
}
