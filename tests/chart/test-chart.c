/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts by their sentences and tables, and what no chart may do. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixture.h"
#include "sample-charts.h"

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
      g_autoptr (SyChart) chart = chart_fixture_make (cases[i].name);
      g_autofree char *sentence = sy_chart_describe (chart);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_tables (void)
{
  g_autoptr (SyChart) bands = chart_fixture_make ("bands");
  g_autoptr (SyChartTable) table = sy_chart_to_table (bands);
  g_autoptr (SyChart) gain = chart_fixture_make ("gain");
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
            surface = chart_fixture_render (chart, widths[w] + 1.0, heights[h] + 1.0, &style);
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
  SyChartSilhouetteInfo silhouette = { 0 };
  SyChartProfileInfo profile = { 0 };
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
    sy_chart_silhouette_new (&silhouette),
    sy_chart_profile_new (&profile),
    sy_chart_volume_new (&volume),
    sy_chart_decay_new (&decay),
    sy_chart_waterfall_new (&waterfall),
    sy_chart_trajectory_new (&trajectory),
    sy_chart_sparkline_new (NULL, NULL, NULL, 0),
  };
  SyChartStyle style = chart_fixture_bare_style ();

  for (gsize i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autofree char *sentence = sy_chart_describe (charts[i]);
      g_autoptr (SyChartTable) table = sy_chart_to_table (charts[i]);
      cairo_surface_t *surface = chart_fixture_render (charts[i], 300.0, 200.0, &style);
      gboolean inked = FALSE;

      g_assert_true (sy_chart_is_empty (charts[i]));
      g_assert_cmpuint (table->n_columns, >, 0);
      /* The note is there. */
      for (int x = 10; x < 290 && !inked; x++)
        for (int y = 80; y < 120 && !inked; y++)
          inked = chart_fixture_pixel_at (surface, x, y) != 0xffffffff;
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
  SyChartStyle style = chart_fixture_bare_style ();
  cairo_surface_t *surface = chart_fixture_render (chart, 300.0, 200.0, &style);

  g_assert_cmpstr (sy_chart_table_get (table, 0, 0), ==, "a b c ");
  g_assert_true (g_utf8_validate (sy_chart_table_get (table, 1, 0), -1, NULL));
  g_assert_cmpstr (sy_chart_table_get (table, 2, 0), ==, "<b>&amp;");
  g_assert_cmpstr (sy_chart_table_get (table, 3, 0), ==, "Band 4");
  g_assert_true (g_utf8_validate (sy_chart_get_title (chart), -1, NULL));
  cairo_surface_destroy (surface);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/sentences", test_sentences);
  g_test_add_func ("/chart/tables", test_tables);
  g_test_add_func ("/chart/palette", test_palette);
  g_test_add_func ("/chart/every-size", test_samples_survive_every_size);
  g_test_add_func ("/chart/nothing-given", test_nothing_given);
  g_test_add_func ("/chart/hostile-names", test_hostile_names);
  return g_test_run ();
}
