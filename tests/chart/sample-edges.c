/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of what must not break: too much, too little, too long. */
#include "config.h"

#include "sample-charts-private.h"

#include <math.h>

static const char *const many_names[] = {
  "Gone for good",
  "Nearly gone",
  "Going",
  "At risk",
  "Cooling",
  "Steady, but with a remarkably long name that goes on",
  "Warm",
  "Keen",
  "Loyal",
  "Champion",
  "Ambassador",
  "Founder",
};

SyChart *
make_twelve_bands (void)
{
  guint64 n[12], positives[12];
  double low[12], high[12];
  SyChartBandsInfo info = {
    .title = "Twelve bands",
    .n_bands = 12,
    .names = many_names,
    .n = n,
    .positives = positives,
    .low = low,
    .high = high,
    .base_rate = NAN,
  };

  for (int i = 0; i < 12; i++)
    {
      n[i] = 3000 + 200 * (guint64) i;
      positives[i] = n[i] * (guint64) (60 - 5 * i) / 100;
      low[i] = MAX ((double) positives[i] / (double) n[i] - 0.02, 0.0);
      high[i] = (double) positives[i] / (double) n[i] + 0.02;
    }
  return sy_chart_bands_new (&info);
}

SyChart *
make_twelve_distribution (void)
{
  enum
  {
    N = 400
  };
  static double edges[N + 1];
  static guint64 counts[12 * N];
  static const double thresholds[] = { 8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92 };
  SyChartDistributionInfo info = {
    .title = "Twelve bands, 400 bins, huge counts",
    .x_label = "score",
    .n_bins = N,
    .edges = edges,
    .n_bands = 12,
    .band_names = many_names,
    .thresholds = thresholds,
    .counts = counts,
  };

  for (int i = 0; i <= N; i++)
    edges[i] = 0.25 * i;
  for (int i = 0; i < N; i++)
    {
      int band = 0;

      while (band < 11 && edges[i] >= thresholds[band])
        band++;
      counts[band * N + i] = (guint64) (4e12 * exp (-pow ((edges[i] - 40.0) / 30.0, 2.0)));
    }
  return sy_chart_distribution_new (&info);
}

SyChart *
make_one_bin (void)
{
  static const double edges[] = { 7.0, 7.0 };
  static const guint64 counts[] = { 5000 };
  SyChartDistributionInfo info = {
    .title = "All equal", .x_label = "score", .n_bins = 1, .edges = edges, .counts = counts
  };

  return sy_chart_distribution_new (&info);
}

SyChart *
make_close_thresholds (void)
{
  static const double edges[] = { -50, -25, 0, 25, 50, 75, 100, 125, 150 };
  static const guint64 counts[4 * 8] = { 10, 200, 3000, 0, 0, 0, 0, 0, 0, 0, 0,
                                         100, 0, 0, 0, 0, 0, 0, 0, 50, 0, 0,
                                         0, 0, 0, 0, 0, 2000, 900, 400, 80, 2 };
  static const double thresholds[] = { 30.25, 31.5, 33.125 };
  static const char *const names[] = { "low", "a", "b", "<b>high & mighty</b>" };
  SyChartDistributionInfo info = { .title = "Close <thresholds> & markup",
                                   .n_bins = 8,
                                   .edges = edges,
                                   .n_bands = 4,
                                   .band_names = names,
                                   .thresholds = thresholds,
                                   .counts = counts };

  return sy_chart_distribution_new (&info);
}

SyChart *
make_nobody (void)
{
  static const double edges[] = { 0.0, 50.0, 100.0 };
  static const guint64 counts[6] = { 0 };
  SyChartDistributionInfo info = { .title = "Score distribution",
                                   .n_bins = 2,
                                   .edges = edges,
                                   .n_bands = 3,
                                   .band_names = sample_bands,
                                   .thresholds = sample_thresholds,
                                   .counts = counts };

  return sy_chart_distribution_new (&info);
}

SyChart *
make_one_point (void)
{
  static const gint32 days[] = { FEBRUARY };
  static const double p05[] = { 10 }, p25[] = { 30 }, p50[] = { 45 }, p75[] = { 60 },
                      p95[] = { 90 };
  SyChartRibbonInfo info = { .title = "One week",
                             .n_points = 1,
                             .days = days,
                             .p05 = p05,
                             .p25 = p25,
                             .p50 = p50,
                             .p75 = p75,
                             .p95 = p95,
                             .n_bands = 3,
                             .band_names = sample_bands,
                             .thresholds = sample_thresholds };

  return sy_chart_ribbon_new (&info);
}

SyChart *
make_huge_psi (void)
{
  static const gint32 days[] = { FEBRUARY, FEBRUARY + 30, FEBRUARY + 60, FEBRUARY + 91 };
  static const double psi[] = { 0.02, NAN, 12.4, 3.0 };
  static const double critical[] = { 0.3, 0.3, 0.28, NAN };
  SyChartPsiInfo info = { .title = "A population replaced",
                          .n_points = 4,
                          .days = days,
                          .psi = psi,
                          .critical = critical,
                          .watch = 0.1,
                          .alarm = 0.25,
                          .marks = sample_marks };

  return sy_chart_psi_new (&info);
}

SyChart *
make_many_shifts (void)
{
  enum
  {
    N = 60
  };
  static char names[N][32];
  static const char *labels[N];
  static double shifts[N];
  SyChartShiftInfo info = {
    .title = "Sixty rules", .n_rules = N, .labels = labels, .shifts = shifts
  };

  for (int i = 0; i < N; i++)
    {
      g_snprintf (names[i], sizeof names[i], "Rule number %d", i + 1);
      labels[i] = names[i];
      shifts[i] = sin (i * 1.7) * pow (0.93, i) * 3.0;
    }
  return sy_chart_shift_new (&info);
}

SyChart *
make_tiny_bands (void)
{
  static const guint64 n[] = { 3, 0, 12 };
  static const guint64 positives[] = { 3, 0, 1 };
  static const double low[] = { 0.44, NAN, 0.015 };
  static const double high[] = { 1.0, NAN, 0.354 };
  SyChartBandsInfo info = { .title = "Fifteen people",
                            .n_bands = 3,
                            .names = sample_bands,
                            .n = n,
                            .positives = positives,
                            .low = low,
                            .high = high,
                            .base_rate = NAN };

  return sy_chart_bands_new (&info);
}

SyChart *
make_twelve_migration (void)
{
  static guint64 counts[144];
  SyChartMigrationInfo info = {
    .title = "Twelve by twelve", .n_bands = 12, .names = many_names, .counts = counts
  };

  for (int row = 0; row < 12; row++)
    for (int column = 0; column < 12; column++)
      counts[row * 12 + column] = row == 7 ? 0
                                           : (guint64) (1000.0 * exp (-fabs (row - column * 1.0)));
  return sy_chart_migration_new (&info);
}
