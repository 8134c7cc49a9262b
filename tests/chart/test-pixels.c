/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts draw, by their pixels. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixture.h"

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
  g_autoptr (SyChart) chart = chart_fixture_make ("distribution");
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, WIDTH, HEIGHT, &style);
  static const double scores[] = { 20.5, 47.5, 70.5 };
  const SyColor *colors[] = { &style.band_low, &style.band_middle, &style.band_high };

  for (int i = 0; i < 3; i++)
    {
      double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, scores[i]);

      assert_color (chart_fixture_pixel_at (surface, x, HEIGHT - 50.0), colors[i], 0.84);
      /* Far above the bar there is paper. */
      g_assert_cmphex (chart_fixture_pixel_at (surface, x, 28.0), ==, 0xffffffff);
    }
  cairo_surface_destroy (surface);
}

static void
test_threshold_line_is_in_place (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("distribution");
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, WIDTH, HEIGHT, &style);

  for (double score = 34.0; score <= 60.0; score += 26.0)
    {
      double x = sy_chart_value_to_x (chart, WIDTH, HEIGHT, &style, score);

      assert_color (chart_fixture_pixel_at (surface, floor (x), HEIGHT - 60.0), &style.line, 1.0);
      /* The pill. */
      assert_color (chart_fixture_pixel_at (surface, floor (x) - 11.0, 10.0), &style.pill, 1.0);
    }
  cairo_surface_destroy (surface);
}

static void
test_band_bars (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("bands");
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, WIDTH, HEIGHT, &style);
  const SyColor *colors[] = { &style.band_low, &style.band_middle, &style.band_high };

  for (guint band = 0; band < 3; band++)
    {
      g_auto (SyChartHit) hit = { 0 };
      double x = 40.0 + (WIDTH - 40.0) * (band + 0.5) / 3.0;

      g_assert_true (sy_chart_hit (chart, WIDTH, HEIGHT, &style, x, HEIGHT / 2.0, &hit));
      g_assert_cmpint (hit.kind, ==, SY_CHART_HIT_BAR);
      g_assert_cmpuint (hit.index, ==, band);
      assert_color (chart_fixture_pixel_at (surface, hit.x + hit.width / 2.0 - 30.0, HEIGHT - 64.0),
                    colors[band], 1.0);
    }
  cairo_surface_destroy (surface);
}

/* Rates of fewer than 30 people are grey, and say so. */
static void
test_small_n (void)
{
  static const char *const names[] = { "Few", "Many" };
  static const guint64 n[] = { 29, 30 };
  static const guint64 positives[] = { 29, 30 };
  SyChartBandsInfo info = {
    .n_bands = 2, .names = names, .n = n, .positives = positives, .base_rate = NAN
  };
  g_autoptr (SyChart) chart = sy_chart_bands_new (&info);
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, 400.0, 300.0, &style);
  g_auto (SyChartHit) few = { 0 };
  g_auto (SyChartHit) many = { 0 };

  g_assert_true (sy_chart_hit (chart, 400.0, 300.0, &style, 130.0, 150.0, &few));
  g_assert_true (sy_chart_hit (chart, 400.0, 300.0, &style, 310.0, 150.0, &many));
  g_assert_cmpuint (few.index, ==, 0);
  g_assert_cmpuint (many.index, ==, 1);
  g_assert_nonnull (strstr (few.tooltip, "small n"));
  g_assert_null (strstr (many.tooltip, "small n"));
  assert_color (chart_fixture_pixel_at (surface, few.x + few.width / 2.0 + 9.0, 150.0),
                &style.dim, 0.45);
  assert_color (chart_fixture_pixel_at (surface, many.x + many.width / 2.0 + 9.0, 150.0),
                &style.band_high, 1.0);
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
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, 400.0, 300.0, &style);

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
      assert_color (chart_fixture_pixel_at (surface, hit.x + hit.width / 2.0,
                                            hit.y + hit.height / 2.0),
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
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, 400.0, 300.0, &style);
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
      guint32 pixel = chart_fixture_pixel_at (surface, x, y);

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
test_sparkline_shades_gaps (void)
{
  static const gint32 days[] = { 19723, 19730, 19737 };
  static const double values[] = { 10.0, 4.0, 9.0 };
  static const gboolean gaps[] = { FALSE, TRUE, FALSE };
  g_autoptr (SyChart) plain = sy_chart_sparkline_new ("events", days, values, 3);
  g_autoptr (SyChart) chart = sy_chart_sparkline_new_with_gaps (NULL, "events", days, values,
                                                                gaps, 3);
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *before = chart_fixture_render (plain, 120.0, 40.0, &style);
  cairo_surface_t *after = chart_fixture_render (chart, 120.0, 40.0, &style);
  g_autofree char *sentence = sy_chart_describe (chart);
  g_auto (SyChartHit) hit = { 0 };

  g_assert_cmphex (chart_fixture_pixel_at (before, 60.0, 4.0), ==, 0xffffffff);
  assert_color (chart_fixture_pixel_at (after, 60.0, 4.0), &style.gap, style.gap.alpha);
  g_assert_cmphex (chart_fixture_pixel_at (after, 20.0, 36.0), ==, 0xffffffff);
  g_assert_true (sy_chart_hit (chart, 120.0, 40.0, &style, 60.0, 20.0, &hit));
  g_assert_cmpstr (hit.tooltip, ==, "8 Jan 2024\n4 events\ntracking gap");
  g_assert_cmpstr (sentence, ==, "3 values, at most 10, now 9 events. 1 with a tracking gap.");
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

static void
test_drawing_keeps_the_state (void)
{
  g_autoptr (SyChart) chart = chart_fixture_make ("bands");
  SyChartStyle style = chart_fixture_bare_style ();
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
  g_assert_cmphex (chart_fixture_pixel_at (surface, 202.0, 50.0), ==, 0);
  g_assert_cmphex (chart_fixture_pixel_at (surface, 50.0, 102.0), ==, 0);
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
  g_test_add_func ("/chart/bands/bars", test_band_bars);
  g_test_add_func ("/chart/bands/G3-small-n", test_small_n);
  g_test_add_func ("/chart/reliability/G3-small-n", test_small_rates);
  g_test_add_func ("/chart/precision/G3-small-n", test_small_lists);
  g_test_add_func ("/chart/sparkline/gaps", test_sparkline_shades_gaps);
  g_test_add_func ("/chart/keeps-state", test_drawing_keeps_the_state);
  return g_test_run ();
}
