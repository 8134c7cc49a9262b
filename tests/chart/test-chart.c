/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts by their pixels, hits, sentences and tables. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"

#define WIDTH 760.0
#define HEIGHT 330.0

static SyChart *
make (const char *name)
{
  gsize n_samples;
  const SyChartSample *samples = sy_chart_samples (&n_samples);

  for (gsize i = 0; i < n_samples; i++)
    if (g_str_equal (samples[i].name, name))
      return samples[i].make ();
  g_assert_not_reached ();
}

static SyChartStyle
bare_style (void)
{
  SyChartStyle style;

  sy_chart_style_init (&style, FALSE);
  style.show_titles = FALSE;
  style.padding = 0.0;
  return style;
}

static cairo_surface_t *
render (SyChart *chart,
        double width,
        double height,
        const SyChartStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width,
                                                         (int) height);
  cairo_t *cr = cairo_create (surface);

  sy_chart_draw (chart, cr, width, height, style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface,
          double x,
          double y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel,
          data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface) + (gsize) x * 4, 4);
  return pixel;
}

/* How far a pixel is from @color laid with @alpha over white; 2 is rounding. */
static double
color_distance (guint32 pixel,
                const SyColor *color,
                double alpha)
{
  double channels[] = { color->red, color->green, color->blue };
  double most = 0.0;

  for (int i = 0; i < 3; i++)
    {
      double wanted = 255.0 * (channels[i] * alpha + 1.0 - alpha);

      most = fmax (most, fabs ((double) (pixel >> (16 - 8 * i) & 0xff) - wanted));
    }
  return most;
}

static void
assert_color (guint32 pixel,
              const SyColor *color,
              double alpha)
{
  g_assert_cmpfloat (color_distance (pixel, color, alpha), <=, 2.0);
}

static void
test_bars_have_band_colours (void)
{
  g_autoptr (SyChart) chart = make ("distribution");
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, WIDTH, HEIGHT, &style);
  static const double scores[] = { 20.5, 47.5, 70.5 };
  const SyColor *colors[] = { &style.band_low, &style.band_middle, &style.band_high };

  for (int i = 0; i < 3; i++)
    {
      double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, scores[i]);

      assert_color (pixel_at (surface, x, HEIGHT - 50.0), colors[i], 0.84);
      /* Far above the bar there is paper. */
      g_assert_cmphex (pixel_at (surface, x, 28.0), ==, 0xffffffff);
    }
  cairo_surface_destroy (surface);
}

static void
test_threshold_line_is_in_place (void)
{
  g_autoptr (SyChart) chart = make ("distribution");
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, WIDTH, HEIGHT, &style);

  for (double score = 34.0; score <= 60.0; score += 26.0)
    {
      double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, score);

      assert_color (pixel_at (surface, floor (x), HEIGHT - 60.0), &style.line, 1.0);
      /* The pill. */
      assert_color (pixel_at (surface, floor (x) - 11.0, 10.0), &style.pill, 1.0);
    }
  cairo_surface_destroy (surface);
}

static void
test_threshold_drag (void)
{
  g_autoptr (SyChart) chart = make ("distribution");
  SyChartStyle style = bare_style ();
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
  g_autoptr (SyChart) chart = make ("distribution");
  SyChartStyle style = bare_style ();
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
  g_autoptr (SyChart) chart = make ("close-thresholds");
  SyChartStyle style = bare_style ();
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
test_band_bars (void)
{
  g_autoptr (SyChart) chart = make ("bands");
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, WIDTH, HEIGHT, &style);
  const SyColor *colors[] = { &style.band_low, &style.band_middle, &style.band_high };

  for (guint band = 0; band < 3; band++)
    {
      g_auto (SyChartHit) hit = { 0 };
      double x = 40.0 + (WIDTH - 40.0) * (band + 0.5) / 3.0;

      g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, HEIGHT / 2.0, &hit));
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_BAR);
      g_assert_cmpuint (hit.index, ==, band);
      assert_color (pixel_at (surface, hit.x + hit.width / 2.0 - 30.0, HEIGHT - 64.0), colors[band],
                    1.0);
    }
  cairo_surface_destroy (surface);
}

static void
test_decay_handle (void)
{
  g_autoptr (SyChart) chart = make ("decay");
  SyChartStyle style = bare_style ();
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
  SyChartStyle style = bare_style ();

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
  g_autoptr (SyChart) chart = make ("half-life");
  SyChartStyle style = bare_style ();
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
test_shift_index_is_the_callers (void)
{
  g_autoptr (SyChart) chart = make ("shift");
  SyChartStyle style = bare_style ();
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
  g_autoptr (SyChart) chart = make ("migration");
  SyChartStyle style = bare_style ();
  g_auto (SyChartHit) hit = { 0 };

  g_assert_true (sy_chart_hit (chart, 400.0, 150.0, &style, 390.0, 130.0, &hit));
  g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_CELL);
  g_assert_cmpuint (hit.index, ==, 2);
  g_assert_cmpuint (hit.series, ==, 2);
}

/* Rates of fewer than 30 people are grey, and say so. */
static void
test_small_n (void)
{
  static const char *const names[] = { "Few", "Many" };
  static const guint64 n[] = { 29, 30 };
  static const guint64 positives[] = { 29, 30 };
  SyChartBandsInfo info = { .n_bands = 2, .names = names, .n = n, .positives = positives, .base_rate = NAN };
  g_autoptr (SyChart) chart = sy_chart_bands_new (&info);
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, 400.0, 300.0, &style);
  g_auto (SyChartHit) few = { 0 };
  g_auto (SyChartHit) many = { 0 };

  g_assert_true (sy_chart_hit (chart, 400.0, 300.0, &style, 130.0, 150.0, &few));
  g_assert_true (sy_chart_hit (chart, 400.0, 300.0, &style, 310.0, 150.0, &many));
  g_assert_cmpuint (few.index, ==, 0);
  g_assert_cmpuint (many.index, ==, 1);
  g_assert_nonnull (strstr (few.tooltip, "small n"));
  g_assert_null (strstr (many.tooltip, "small n"));
  assert_color (pixel_at (surface, few.x + few.width / 2.0 + 9.0, 150.0), &style.dim, 0.45);
  assert_color (pixel_at (surface, many.x + many.width / 2.0 + 9.0, 150.0), &style.band_high, 1.0);
  cairo_surface_destroy (surface);
}

/* Rates of few people are paler, and their words say so. */
static void
test_small_rates (void)
{
  static const double predicted[] = { 0.2, 0.7 };
  static const double observed[] = { 0.33, 0.57 }; /* off the lines of the grid */
  static const guint64 n[] = { 29, 30 };
  SyChartReliabilityInfo info = {
    .n_bins = 2, .predicted = predicted, .observed = observed, .n = n
  };
  g_autoptr (SyChart) chart = sy_chart_reliability_new (&info);
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, 400.0, 300.0, &style);

  for (guint i = 0; i < 2; i++)
    {
      double x = sy_chart_value_to_x (chart, 400.0, 300.0, &style, predicted[i] * 100.0);
      g_auto (SyChartHit) hit = { 0 };

      for (double y = 10.0; y < 270.0 && hit.kind != SY_CHART_HIT_POINT; y += 4.0)
        {
          sy_chart_hit_clear (&hit);
          sy_chart_hit (chart, 400.0, 300.0, &style, x, y, &hit);
        }
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_POINT);
      g_assert_cmpuint (hit.index, ==, i);
      g_assert_true ((strstr (hit.tooltip, "small n") != NULL) == (i == 0));
      assert_color (pixel_at (surface, hit.x + hit.width / 2.0, hit.y + hit.height / 2.0),
                    i == 0 ? &style.dim : &style.accent, i == 0 ? 0.45 : 0.86);
    }
  cairo_surface_destroy (surface);
}

/* The part of the precision whose lists are small; the recall knows nothing of it. */
static void
test_small_lists (void)
{
  static const double thresholds[] = { 0, 50, 100 };
  static const double precision[] = { 0.5, 0.5, 0.5 };
  static const double recall[] = { 1.0, 0.9, 0.8 };
  static const guint64 list_n[] = { 29, 30, 31 };
  SyChartPrecisionInfo info = { .n_points = 3,
                                .thresholds = thresholds,
                                .precision = precision,
                                .recall = recall,
                                .list_n = list_n,
                                .threshold = NAN };
  g_autoptr (SyChart) chart = sy_chart_precision_new (&info);
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, 400.0, 300.0, &style);
  double left = sy_chart_value_to_x (chart, 400.0, 300.0, &style, 0);
  double middle = sy_chart_value_to_x (chart, 400.0, 300.0, &style, 50);
  double right = sy_chart_value_to_x (chart, 400.0, 300.0, &style, 100);
  guint n_pale = 0;
  guint n_full = 0;
  double y = NAN;

  /* The line lies where the last point is. */
  for (double at = 20.0; at < 290.0 && isnan (y); at += 2.0)
    {
      g_auto (SyChartHit) hit = { 0 };

      if (sy_chart_hit (chart, 400.0, 300.0, &style, middle, at, &hit) &&
          hit.kind == SY_CHART_HIT_POINT && hit.series == 0)
        {
          y = hit.y + hit.height / 2.0;
          g_assert_cmpuint (hit.index, ==, 1);
          g_assert_null (strstr (hit.tooltip, "small n"));
        }
    }
  g_assert_false (isnan (y));
  for (double x = left + 8.0; x < right - 8.0; x += 1.0)
    {
      guint32 pixel = pixel_at (surface, x, y);

      if (color_distance (pixel, &style.accent, 1.0) <= 2.0)
        {
          g_assert_cmpfloat (x, >, middle - 4.0);
          n_full++;
        }
      if (color_distance (pixel, &style.dim, 0.45) <= 2.0)
        {
          g_assert_cmpfloat (x, <, middle + 4.0);
          n_pale++;
        }
    }
  g_assert_cmpuint (n_full, >, (guint) ((right - middle) / 2));
  g_assert_cmpuint (n_pale, >, 0);
  cairo_surface_destroy (surface);
}

static void
test_heat_cell (void)
{
  g_autoptr (SyChart) chart = make ("heat");
  g_autoptr (SyChart) tall = make ("tall-heat");
  g_autoptr (SyChartTable) table = sy_chart_to_table (tall);
  SyChartStyle style = bare_style ();
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
  g_autoptr (SyChart) lead = make ("lead");
  g_autoptr (SyChart) survival = make ("survival");
  SyChartStyle style = bare_style ();
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
  g_autoptr (SyChart) chart = make ("ribbon");
  SyChartStyle style = bare_style ();
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
  SyChartStyle style = bare_style ();
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

static void
test_sparkline_shades_gaps (void)
{
  static const gint32 days[] = { 19723, 19730, 19737 };
  static const double values[] = { 10.0, 4.0, 9.0 };
  static const gboolean gaps[] = { FALSE, TRUE, FALSE };
  g_autoptr (SyChart) plain = sy_chart_sparkline_new ("events", days, values, 3);
  g_autoptr (SyChart) chart = sy_chart_sparkline_new_with_gaps (NULL, "events", days, values, gaps, 3);
  SyChartStyle style = bare_style ();
  cairo_surface_t *before = render (plain, 120.0, 40.0, &style);
  cairo_surface_t *after = render (chart, 120.0, 40.0, &style);
  g_autofree char *sentence = sy_chart_describe (chart);
  g_auto (SyChartHit) hit = { 0 };

  g_assert_cmphex (pixel_at (before, 60.0, 4.0), ==, 0xffffffff);
  assert_color (pixel_at (after, 60.0, 4.0), &style.gap, style.gap.alpha);
  g_assert_cmphex (pixel_at (after, 20.0, 36.0), ==, 0xffffffff);
  g_assert_true (sy_chart_hit (chart, 120.0, 40.0, &style, 60.0, 20.0, &hit));
  g_assert_cmpstr (hit.tooltip, ==, "8 Jan 2024\n4 events\ntracking gap");
  g_assert_cmpstr (sentence, ==, "3 values, at most 10, now 9 events. 1 with a tracking gap.");
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *name;
    const char *sentence;
  } cases[] = {
    { "bands",
      "Churned within 60 days, by band: 18.4\xc2\xa0% of all have the outcome: At risk 38.2\xc2\xa0% (49,053 of 128,412), Stable 12.9\xc2\xa0% (23,969 of 185,808), Growth 3.0\xc2\xa0% (2,961 of 98,686)." },
    { "roc",
      "ROC, origins after Dec 2023: AUC 0.764 (95\xc2\xa0% interval 0.752 to 0.776) for draft, 0.733 (95\xc2\xa0% interval 0.720 to 0.746) for v4." },
    { "gain",
      "Caught by contacting the riskiest: the first of 10 groups by score holds 24.0\xc2\xa0% of all outcomes." },
    { "lift",
      "Lift by decile: the first of 10 groups by score has 2.40 times the base rate of the outcome, the last 0.20 times." },
    { "psi",
      "Population stability (PSI) by week: 1 of 22 periods are above 0.10; the highest is 0.128, from 9 May 2024." },
    { "auc",
      "AUC by origin, with 95 % interval: AUC from 0.758 to 0.780 at 10 origins from 1 Jul 2023 to 1 Jun 2024; 2 immature." },
    { "shift", "What moved the mean score by \xe2\x88\x92"
               "2.6: 7 rules moved the mean by \xe2\x88\x92"
               "2.60 points together; Purchase moved it most, by \xe2\x88\x92"
               "1.42." },
    { "waterfall",
      "Why household 1228 scores 61.0: Score 61 from 6 contributions, most from Purchase with +38.40." },
    { "decay", "Purchase: an event counts half after 45 days, and not at all after 365 days." },
    { "nobody", "Score distribution: Nothing to show: nobody has a score." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyChart) chart = make (cases[i].name);
      g_autofree char *sentence = sy_chart_describe (chart);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_tables (void)
{
  g_autoptr (SyChart) bands = make ("bands");
  g_autoptr (SyChartTable) table = sy_chart_to_table (bands);
  g_autoptr (SyChart) gain = make ("gain");
  g_autoptr (SyChartTable) deciles = sy_chart_to_table (gain);

  g_assert_cmpuint (table->n_rows, ==, 3);
  g_assert_cmpstr (table->header[2], ==, "With outcome");
  g_assert_false (table->numeric[0]);
  g_assert_true (table->numeric[1]);
  g_assert_cmpstr (sy_chart_table_get (table, 0, 0), ==, "At risk");
  g_assert_cmpstr (sy_chart_table_get (table, 0, 1), ==, "128412");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (sy_chart_table_get (table, 1, 3), NULL),
                                  23969.0 / 185808.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (sy_chart_table_get (table, 0, 6), NULL),
                                  49053.0 / 128412.0 / (75983.0 / 412906.0), 1e-11);
  g_assert_cmpstr (sy_chart_table_get (deciles, 9, 3), ==, "1");
  /* 530 + 397 + 310 of 2,208. */
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (sy_chart_table_get (deciles, 2, 3), NULL),
                                  1237.0 / 2208.0, 1e-12);
}

static void
test_palette (void)
{
  SyChartStyle style;
  SyColor color;

  for (int dark = 0; dark <= 1; dark++)
    {
      sy_chart_style_init (&style, dark);
      sy_chart_style_band (&style, 0, 1, &color);
      g_assert_cmpmem (&color, sizeof color, &style.band_high, sizeof color);
      for (guint n = 2; n <= 12; n++)
        {
          double last = -1.0;

          sy_chart_style_band (&style, 0, n, &color);
          g_assert_cmpmem (&color, sizeof color, &style.band_low, sizeof color);
          sy_chart_style_band (&style, n - 1, n, &color);
          g_assert_cmpmem (&color, sizeof color, &style.band_high, sizeof color);
          /* From orange to blue: each band is bluer against its red than the one before. */
          for (guint band = 0; band < n; band++)
            {
              sy_chart_style_band (&style, band, n, &color);
              g_assert_cmpfloat (color.blue - color.red, >, last);
              last = color.blue - color.red;
            }
        }
    }
}

static void
test_samples_survive_every_size (void)
{
  static const double widths[] = { 0.0, 10.0, 24.0, 60.0, 137.0, 400.0, 2000.0 };
  static const double heights[] = { 0.0, 16.0, 40.0, 90.0, 300.0 };
  gsize n_samples;
  const SyChartSample *samples = sy_chart_samples (&n_samples);

  g_test_summary ("no size, style or point crashes a chart, ordinary or degenerate");
  for (gsize i = 0; i < n_samples; i++)
    {
      g_autoptr (SyChart) chart = samples[i].make ();
      g_autofree char *sentence = sy_chart_describe (chart);
      g_autoptr (SyChartTable) table = sy_chart_to_table (chart);

      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_cmpint (sentence[strlen (sentence) - 1], ==, '.');
      for (gsize row = 0; row < table->n_rows; row++)
        for (gsize column = 0; column < table->n_columns; column++)
          g_assert_true (g_utf8_validate (sy_chart_table_get (table, row, column), -1, NULL));
      for (gsize w = 0; w < G_N_ELEMENTS (widths); w++)
        for (gsize h = 0; h < G_N_ELEMENTS (heights); h++)
          {
            SyChartStyle style;
            cairo_surface_t *surface;
            g_auto (SyChartHit) hit = { 0 };

            sy_chart_style_init (&style, w % 2 == 0);
            style.show_titles = h % 2 == 0;
            style.scale = w == 5 ? 2.0 : 1.0;
            surface = render (chart, widths[w] + 1.0, heights[h] + 1.0, &style);
            cairo_surface_destroy (surface);
            sy_chart_hit (chart, widths[w], heights[h], &style, widths[w] / 2.0, heights[h] / 2.0,
                          &hit);
          }
    }
}

static void
test_nothing_given (void)
{
  SyChartDistributionInfo distribution = { 0 };
  SyChartBandsInfo bands = { .base_rate = NAN };
  SyChartRocInfo roc = { 0 };
  SyChartDecilesInfo deciles = { 0 };
  SyChartAucInfo auc = { 0 };
  SyChartReliabilityInfo reliability = { 0 };
  SyChartPrecisionInfo precision = { .threshold = NAN };
  SyChartHalfLifeInfo half_life = { .current_days = NAN };
  SyChartRibbonInfo ribbon = { 0 };
  SyChartSharesInfo shares = { 0 };
  SyChartPsiInfo psi = { .watch = NAN, .alarm = NAN };
  SyChartShiftInfo shift = { 0 };
  SyChartMigrationInfo migration = { 0 };
  SyChartLeadInfo lead = { 0 };
  SyChartSurvivalInfo survival = { .horizon_days = NAN };
  SyChartHeatInfo heat = { 0 };
  SyChartVolumeInfo volume = { 0 };
  SyChartDecayInfo decay = { .kind = SY_CHART_DECAY_EXPONENTIAL };
  SyChartWaterfallInfo waterfall = { .total = NAN };
  SyChartTrajectoryInfo trajectory = { 0 };
  SyChart *charts[] = {
    sy_chart_distribution_new (&distribution),
    sy_chart_bands_new (&bands),
    sy_chart_roc_new (&roc),
    sy_chart_gain_new (&deciles),
    sy_chart_lift_new (&deciles),
    sy_chart_auc_new (&auc),
    sy_chart_reliability_new (&reliability),
    sy_chart_precision_new (&precision),
    sy_chart_half_life_new (&half_life),
    sy_chart_ribbon_new (&ribbon),
    sy_chart_shares_new (&shares),
    sy_chart_psi_new (&psi),
    sy_chart_shift_new (&shift),
    sy_chart_migration_new (&migration),
    sy_chart_lead_new (&lead),
    sy_chart_survival_new (&survival),
    sy_chart_heat_new (&heat),
    sy_chart_volume_new (&volume),
    sy_chart_decay_new (&decay),
    sy_chart_waterfall_new (&waterfall),
    sy_chart_trajectory_new (&trajectory),
    sy_chart_sparkline_new (NULL, NULL, NULL, 0),
  };
  SyChartStyle style = bare_style ();

  for (gsize i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autofree char *sentence = sy_chart_describe (charts[i]);
      g_autoptr (SyChartTable) table = sy_chart_to_table (charts[i]);
      cairo_surface_t *surface = render (charts[i], 300.0, 200.0, &style);
      gboolean inked = FALSE;

      g_assert_true (sy_chart_is_empty (charts[i]));
      g_assert_cmpuint (table->n_columns, >, 0);
      /* The note is there. */
      for (int x = 10; x < 290 && !inked; x++)
        for (int y = 80; y < 120 && !inked; y++)
          inked = pixel_at (surface, x, y) != 0xffffffff;
      g_assert_true (inked);
      cairo_surface_destroy (surface);
      sy_chart_unref (charts[i]);
    }
}

static void
test_hostile_names (void)
{
  static const char *const names[] = { "a\nb\tc\x01", "\xff\xfe", "<b>&amp;", "" };
  static const guint64 n[] = { 10, 10, 10, 10 };
  static const guint64 positives[] = { 1, 2, 3, 4 };
  SyChartBandsInfo info = { .title = "\xc3\x28",
                            .n_bands = 4,
                            .names = names,
                            .n = n,
                            .positives = positives,
                            .base_rate = NAN };
  g_autoptr (SyChart) chart = sy_chart_bands_new (&info);
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = render (chart, 300.0, 200.0, &style);

  g_assert_cmpstr (sy_chart_table_get (table, 0, 0), ==, "a b c ");
  g_assert_true (g_utf8_validate (sy_chart_table_get (table, 1, 0), -1, NULL));
  g_assert_cmpstr (sy_chart_table_get (table, 2, 0), ==, "<b>&amp;");
  g_assert_cmpstr (sy_chart_table_get (table, 3, 0), ==, "Band 4");
  g_assert_true (g_utf8_validate (sy_chart_get_title (chart), -1, NULL));
  cairo_surface_destroy (surface);
}

static void
test_drawing_keeps_the_state (void)
{
  g_autoptr (SyChart) chart = make ("bands");
  SyChartStyle style = bare_style ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 500, 300);
  cairo_t *cr = cairo_create (surface);
  double x0, y0, x1, y1;

  cairo_set_line_width (cr, 7.0);
  sy_chart_draw (chart, cr, 200.0, 100.0, &style);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7.0);
  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  g_assert_cmpfloat (x1, ==, 500.0);
  cairo_surface_flush (surface);
  /* Nothing outside its rectangle. */
  g_assert_cmphex (pixel_at (surface, 202.0, 50.0), ==, 0);
  g_assert_cmphex (pixel_at (surface, 50.0, 102.0), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/distribution/band-colours", test_bars_have_band_colours);
  g_test_add_func ("/chart/distribution/threshold-line", test_threshold_line_is_in_place);
  g_test_add_func ("/chart/distribution/threshold-drag", test_threshold_drag);
  g_test_add_func ("/chart/distribution/bin-hit", test_bin_hit);
  g_test_add_func ("/chart/distribution/close-thresholds", test_close_thresholds_are_told_apart);
  g_test_add_func ("/chart/bands/bars", test_band_bars);
  g_test_add_func ("/chart/decay/handle", test_decay_handle);
  g_test_add_func ("/chart/decay/axis-holds-still", test_decay_axis_holds_still);
  g_test_add_func ("/chart/half-life/point", test_half_life_point);
  g_test_add_func ("/chart/shift/index", test_shift_index_is_the_callers);
  g_test_add_func ("/chart/migration/cell", test_migration_cell);
  g_test_add_func ("/chart/bands/G3-small-n", test_small_n);
  g_test_add_func ("/chart/reliability/G3-small-n", test_small_rates);
  g_test_add_func ("/chart/precision/G3-small-n", test_small_lists);
  g_test_add_func ("/chart/heat/F13-cell", test_heat_cell);
  g_test_add_func ("/chart/lead/F10-F11-points", test_lead_and_survival_points);
  g_test_add_func ("/chart/ribbon/notes-and-gaps", test_note_and_gap_in_tooltips);
  g_test_add_func ("/chart/auc/H6-notes", test_noted_areas);
  g_test_add_func ("/chart/trajectory/H6-notes", test_noted_person);
  g_test_add_func ("/chart/sparkline/gaps", test_sparkline_shades_gaps);
  g_test_add_func ("/chart/sentences", test_sentences);
  g_test_add_func ("/chart/tables", test_tables);
  g_test_add_func ("/chart/palette", test_palette);
  g_test_add_func ("/chart/every-size", test_samples_survive_every_size);
  g_test_add_func ("/chart/nothing-given", test_nothing_given);
  g_test_add_func ("/chart/hostile-names", test_hostile_names);
  g_test_add_func ("/chart/keeps-state", test_drawing_keeps_the_state);
  return g_test_run ();
}
