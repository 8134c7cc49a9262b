/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pointer hits on charts, and the values that it stands at. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixture.h"

static void
test_threshold_drag (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("distribution");
  SyChartStyle style = chart_fixture_bare_style ();
  double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, 60.0);

  for (double off = -5.0; off <= 5.0; off += 5.0)
    {
      g_auto (SyChartHit) hit = { 0 };

      g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x + off, HEIGHT / 2.0, &hit));
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_THRESHOLD);
      g_assert_cmpuint (hit.index, ==, 1);
      g_assert_cmpstr (hit.tooltip, ==, "Growth from 60");
    }
  g_assert_cmpfloat_with_epsilon (sy_chart_x_to_value (chart, WIDTH, HEIGHT, &style, x), 60.0,
                                  1e-9);
  g_assert_cmpfloat (sy_chart_x_to_value (chart, WIDTH, HEIGHT, &style, -1000.0), ==, 0.0);
  g_assert_cmpfloat (sy_chart_x_to_value (chart, WIDTH, HEIGHT, &style, 9999.0), ==, 100.0);
}

static void
test_bin_hit (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("distribution");
  SyChartStyle style = chart_fixture_bare_style ();
  double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, 21.0);
  g_auto (SyChartHit) hit = { 0 };

  g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, HEIGHT / 2.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_BAR);
  g_assert_cmpuint (hit.index, ==, 10);
  g_assert_cmpfloat_with_epsilon (hit.value_x, 21.0, 1e-9);
  g_assert_nonnull (strstr (hit.tooltip, "20 to 22\n"));
  g_assert_nonnull (strstr (hit.tooltip, "v4 published: "));
}

static void
test_close_thresholds_are_told_apart (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("close-thresholds");
  SyChartStyle style = chart_fixture_bare_style ();
  static const double values[] = { 30.25, 31.5, 33.125 };

  for (guint i = 0; i < 3; i++)
    {
      double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, values[i]);
      g_auto (SyChartHit) hit = { 0 };

      g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, HEIGHT / 2.0, &hit));
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_THRESHOLD);
      g_assert_cmpuint (hit.index, ==, i);
    }
}

static void
test_decay_handle (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("decay");
  SyChartStyle style = chart_fixture_bare_style ();
  double x = sy_chart_value_to_x (chart, 300.0, 120.0, &style, 45.0);
  g_auto (SyChartHit) hit = { 0 };

  g_assert_cmpfloat (sy_chart_x_to_value (chart, 300.0, 120.0, &style, 1e6), ==, 180.0);
  g_assert_true (sy_chart_hit (chart, 300.0, 120.0, &style, x, 60.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_HANDLE);
  g_assert_cmpuint (hit.index, ==, 0);
  g_assert_cmpstr (hit.tooltip, ==, "half after 45 days");
}

static void
test_decay_axis_holds_still (void)
{
  SyChartDecayInfo info = { .kind = SY_CHART_DECAY_EXPONENTIAL, .days = 45.0, .window_days = NAN };
  g_autoptr (SyChart) chart = NULL;
  SyChartStyle style = chart_fixture_bare_style ();

  g_assert_cmpfloat (sy_chart_decay_pick_max_days (&info), ==, 180.0);
  info.max_days = 180.0;
  info.days = 7.0;
  g_assert_cmpfloat (sy_chart_decay_pick_max_days (&info), ==, 30.0);
  chart = sy_chart_decay_new (&info);
  g_assert_cmpfloat (sy_chart_x_to_value (chart, 300.0, 120.0, &style, 1e6), ==, 180.0);
}

static void
test_half_life_point (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("half-life");
  SyChartStyle style = chart_fixture_bare_style ();
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  g_auto (SyChartHit) hit = { 0 };
  double step = sy_chart_value_to_x (chart, 400.0, 200.0, &style, 27.0) -
                sy_chart_value_to_x (chart, 400.0, 200.0, &style, 9.0);

  /* Even in the logarithm. */
  g_assert_cmpfloat_with_epsilon (sy_chart_value_to_x (chart, 400.0, 200.0, &style, 243.0) -
                                      sy_chart_value_to_x (chart, 400.0, 200.0, &style, 81.0),
                                  step, 1e-9);
  g_assert_true (sy_chart_hit (chart, 400.0, 200.0, &style,
                               sy_chart_value_to_x (chart, 400.0, 200.0, &style, 9.0), 60.0,
                               &hit));
  g_assert_cmpuint (hit.index, ==, 2);
  g_assert_nonnull (strstr (hit.tooltip, "as good as the best"));
  g_assert_cmpstr (sy_chart_table_get (table, 3, 4), ==, "the best");
  g_assert_cmpstr (sy_chart_table_get (table, 5, 4), ==, "worse than the best");
}

static void
test_silhouette_point (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("silhouette");
  SyChartStyle style = chart_fixture_bare_style ();
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  g_autofree char *sentence = sy_chart_describe (chart);

  for (guint i = 0; i < 6; i++)
    {
      g_auto (SyChartHit) hit = { 0 };
      g_autofree char *head = g_strdup_printf ("%u clusters\n", i + 2);

      g_assert_true (sy_chart_hit (chart, 400.0, 200.0, &style,
                                   sy_chart_value_to_x (chart, 400.0, 200.0, &style, i + 2.0), 60.0,
                                   &hit));
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_POINT);
      g_assert_cmpuint (hit.index, ==, i);
      g_assert_true (g_str_has_prefix (hit.tooltip, head));
      g_assert_cmpint (strstr (hit.tooltip, "the highest") != NULL, ==, i == 2);
    }
  g_assert_cmpstr (sy_chart_table_get (table, 2, 1), ==, "0.47");
  g_assert_nonnull (strstr (sentence, "4 have the highest silhouette, 0.470"));
}

static void
test_profile_cell (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("profile");
  SyChartStyle style = chart_fixture_bare_style ();
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  g_autofree char *sentence = sy_chart_describe (chart);
  g_auto (SyChartHit) hit = { 0 };

  /* The last cell: the third cluster, the second part. */
  g_assert_true (sy_chart_hit (chart, 400.0, 150.0, &style, 390.0, 140.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_CELL);
  g_assert_cmpuint (hit.series, ==, 2);
  g_assert_cmpuint (hit.index, ==, 1);
  g_assert_cmpstr (hit.tooltip, ==,
                   "Cluster 3, Value\n80.00 points\n"
                   "0.60 standard deviations below the mean of everyone");
  g_assert_cmpstr (sy_chart_table_get (table, 1, 2), ==, "1240.5");
  g_assert_cmpstr (sy_chart_table_get (table, 1, 3), ==, "2.4");
  g_assert_nonnull (strstr (sentence, "Cluster 1 stands out most, Value +2.40"));
}

static void
test_shift_index_is_the_callers (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("shift");
  SyChartStyle style = chart_fixture_bare_style ();
  g_auto (SyChartHit) hit = { 0 };

  /* The first row is the most negative, the caller's second rule. */
  g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, 300.0, 8.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_BAR);
  g_assert_cmpuint (hit.index, ==, 1);
  g_assert_nonnull (strstr (hit.tooltip, "Purchase\n"));
}

static void
test_migration_cell (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("migration");
  SyChartStyle style = chart_fixture_bare_style ();
  g_auto (SyChartHit) hit = { 0 };

  g_assert_true (sy_chart_hit (chart, 400.0, 150.0, &style, 390.0, 130.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_CELL);
  g_assert_cmpuint (hit.index, ==, 2);
  g_assert_cmpuint (hit.series, ==, 2);
}

static void
test_heat_cell (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("heat");
  g_autoptr (SyChart) tall = chart_fixture_make ("tall-heat");
  g_autoptr (SyChartTable) table = sy_chart_to_table (tall);
  SyChartStyle style = chart_fixture_bare_style ();
  g_auto (SyChartHit) hit = { 0 };
  g_auto (SyChartHit) pale = { 0 };
  g_auto (SyChartHit) last = { 0 };

  g_assert_true (sy_chart_hit (chart, 400.0, 130.0, &style, 390.0, 120.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_CELL);
  g_assert_cmpuint (hit.index, ==, 2);
  g_assert_cmpuint (hit.series, ==, 3);
  g_assert_nonnull (strstr (hit.tooltip, "95 of 110"));
  g_assert_null (strstr (hit.tooltip, "small n"));
  g_assert_true (sy_chart_hit (chart, 400.0, 130.0, &style, 250.0, 92.0, &pale));
  g_assert_nonnull (strstr (pale.tooltip, "29 of 29"));
  g_assert_nonnull (strstr (pale.tooltip, "small n"));
  /* What has no room is in the table. */
  g_assert_cmpuint (table->n_rows, ==, 120);
  g_assert_true (sy_chart_hit (tall, 400.0, 130.0, &style, 300.0, 125.0, &last));
  g_assert_cmpuint (last.series, ==, 119);
}

static void
test_lead_and_survival_points (void)
{
  g_autoptr (SyChart) lead = chart_fixture_make ("lead");
  g_autoptr (SyChart) survival = chart_fixture_make ("survival");
  SyChartStyle style = chart_fixture_bare_style ();
  g_auto (SyChartHit) day = { 0 };
  g_auto (SyChartHit) step = { 0 };
  double x = sy_chart_value_to_x (lead, WIDTH, HEIGHT, &style, -30.0);

  g_assert_true (sy_chart_hit (lead, WIDTH, HEIGHT, &style, x, 180.0, &day));
  g_assert_cmpuint (day.index, ==, 30);
  g_assert_true (g_str_has_prefix (day.tooltip, "30 days before\n42.5"));
  x = sy_chart_value_to_x (survival, WIDTH, HEIGHT, &style, 41.0);
  g_assert_true (sy_chart_hit (survival, WIDTH, HEIGHT, &style, x, 150.0, &step));
  g_assert_cmpuint (step.series, ==, 0);
  g_assert_cmpuint (step.index, ==, 3);
}

static void
test_note_and_gap_in_tooltips (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("ribbon");
  SyChartStyle style = chart_fixture_bare_style ();
  double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, 19754.0 + 29.0);
  g_auto (SyChartHit) note = { 0 };
  g_auto (SyChartHit) week = { 0 };

  g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, 6.0, &note));
  g_assert_cmpint (note.kind, ==, SY_CHART_HIT_NOTE);
  g_assert_cmpstr (note.tooltip, ==, "1 Mar 2024\nnew pricing");
  x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, 19754.0 + 98.0);
  g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, HEIGHT / 2.0, &week));
  g_assert_cmpint (week.kind, ==, SY_CHART_HIT_POINT);
  g_assert_cmpuint (week.index, ==, 14);
  g_assert_nonnull (strstr (week.tooltip, "app_open was not recorded, 11 May 2024 to 13 May 2024"));
}

/* The label at a note's pointer, above the plot, wherever the plot begins. */
static void
assert_note (SyChart *chart,
             double day,
             const char *tooltip)
{
  SyChartStyle style = chart_fixture_bare_style ();
  double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, day);
  gboolean found = FALSE;

  for (double y = 1.0; y < HEIGHT / 2.0 && !found; y += 2.0)
    {
      g_auto (SyChartHit) hit = { 0 };

      found = sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, y, &hit) &&
              hit.kind == SY_CHART_HIT_NOTE;
      if (found)
        g_assert_cmpstr (hit.tooltip, ==, tooltip);
    }
  g_assert_true (found);
}

static void
test_noted_areas (void)
{
  static const gint32 days[] = { 19723, 19754, 19783 };
  static const double auc[] = { 0.7, 0.71, 0.69 };
  SyNote launch = { 1, 19744, SY_NOTE_LAUNCH, (char *) "Club card", 0 };
  SyNote early = { 2, 10000, SY_NOTE_OTHER, (char *) "Long ago", 0 };
  g_autoptr (GPtrArray) noted = g_ptr_array_new ();
  SyChartMarks marks;
  g_autofree SyChartNote *notes = NULL;
  SyChartAucInfo info = { .n_points = 3, .days = days, .auc = auc };
  g_autoptr (SyChart) chart = NULL;

  g_assert_null (sy_chart_notes_from (NULL, &marks));
  g_assert_cmpuint (marks.n_notes, ==, 0);
  g_ptr_array_add (noted, &early);
  g_ptr_array_add (noted, &launch);
  notes = sy_chart_notes_from (noted, &marks);
  g_assert_cmpuint (marks.n_notes, ==, 2);
  info.marks = marks;
  info.has_tuned_until = TRUE;
  info.tuned_until = 19740;
  chart = sy_chart_auc_new (&info);
  assert_note (chart, 19744, "22 Jan 2024\nClub card");
}

static void
test_noted_person (void)
{
  static const double times[] = { 19723, 19754, 19783 };
  static const double scores[] = { 10, 20, 15 };
  static const SyChartNote notes[] = { { 19760, "new pricing" } };
  SyChartTrajectoryInfo info = {
    .n_points = 3, .times = times, .scores = scores, .marks = { 0, NULL, 1, notes }
  };
  g_autoptr (SyChart) chart = sy_chart_trajectory_new (&info);

  assert_note (chart, 19760, "7 Feb 2024\nnew pricing");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/distribution/threshold-drag", test_threshold_drag);
  g_test_add_func ("/chart/distribution/bin-hit", test_bin_hit);
  g_test_add_func ("/chart/distribution/close-thresholds", test_close_thresholds_are_told_apart);
  g_test_add_func ("/chart/decay/handle", test_decay_handle);
  g_test_add_func ("/chart/decay/axis-holds-still", test_decay_axis_holds_still);
  g_test_add_func ("/chart/half-life/point", test_half_life_point);
  g_test_add_func ("/chart/silhouette/C16-point", test_silhouette_point);
  g_test_add_func ("/chart/profile/C16-cell", test_profile_cell);
  g_test_add_func ("/chart/shift/index", test_shift_index_is_the_callers);
  g_test_add_func ("/chart/migration/cell", test_migration_cell);
  g_test_add_func ("/chart/heat/F13-cell", test_heat_cell);
  g_test_add_func ("/chart/lead/F10-F11-points", test_lead_and_survival_points);
  g_test_add_func ("/chart/ribbon/notes-and-gaps", test_note_and_gap_in_tooltips);
  g_test_add_func ("/chart/auc/H6-notes", test_noted_areas);
  g_test_add_func ("/chart/trajectory/H6-notes", test_noted_person);
  return g_test_run ();
}
